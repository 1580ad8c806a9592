"""A release printed for reading: everything is there, in lines of a comfortable width."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from store import Library, add_paths
from tui.cli.printing import MEASURE, print_release

WORDS = "The three towns agreed to run one ferry between them for the next ten years. "


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A wide place to print to, without colours; ``COLUMNS`` sets its width."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", "200")
    return monkeypatch


def output(library: Library, capsys: pytest.CaptureFixture[str]) -> str:
    """What printing the first release writes, without the blanks that fill its lines."""
    print_release(library.releases.get(1), library.releases.text(1), library.annotations.of(1))
    return "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())


def test_a_printed_release_begins_with_what_is_known(
    library: Library, wire: Path, terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then come headline and paragraphs, each with a blank line after it."""
    add_paths(library, [wire])
    blocks = output(library, capsys).split("\n\n")
    assert blocks[0] == "LISBON · 14 March 2025 · ALN · 1 min"
    assert blocks[1] == "Harbour towns agree on a shared ferry"
    assert blocks[3] == "“We have waited ten years for this,” said Mayor Ana Prates."
    assert " ".join(blocks[2].split()).endswith("The first boat leaves in May.")


def test_annotations_follow_with_tags_quote_and_note(
    library: Library, wire: Path, terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In text order."""
    add_paths(library, [wire])
    text = library.releases.text(1).text
    library.annotations.add(
        1, text.index("in May"), text.index("in May") + 6, tags=["when", "so soon"], note="*Sure?*"
    )
    library.annotations.add(1, 0, 13, tags=["harbour"])
    blocks = output(library, capsys).rstrip().split("\n\n")
    assert blocks[-2:] == ["▎#harbour\n  “Harbour towns”", "▎#when #so soon\n  “in May”\n  *Sure?*"]


@pytest.mark.parametrize(("columns", "widest"), [(200, MEASURE), (60, 60), (30, 30)])
def test_no_line_is_wider_than_the_measure_or_the_terminal(
    library: Library,
    tmp_path: Path,
    terminal: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    columns: int,
    widest: int,
) -> None:
    """Long words, wide characters and long notes included."""
    path = tmp_path / "long.txt"
    path.write_text(f"A headline\n\n{WORDS * 5}\n\n{'中国政府' * 60}\n\n{'x' * 300}\n", encoding="utf-8")
    add_paths(library, [path])
    library.annotations.add(1, 12, 300, tags=["a long name of a tag"], note=WORDS * 3)
    terminal.setenv("COLUMNS", str(columns))
    lines = output(library, capsys).splitlines()
    widths = [cell_len(line) for line in lines]
    assert max(widths) <= widest
    assert max(widths) > widest - 15


def test_what_was_marked_is_printed_harmless(
    library: Library, tmp_path: Path, terminal: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences in text, note and tag have become signs, markup is shown as it stands."""
    path = tmp_path / "evil.txt"
    path.write_text("A [bold]headline\x1b[31m\n\nSome words.\n", encoding="utf-8")
    add_paths(library, [path])
    tag = library.annotations.add(1, 2, 20, tags=["plain"], note="[red]note\x1b[31m").tags[0]
    library.tables.table("tags").update({"name": "[red]tag\x1b[31m"}, doc_ids=[tag.id])
    printed = output(library, capsys)
    assert "\x1b" not in printed
    for words in ("A [bold]headline␛[31m", "[red]note␛[31m", "#[red]tag␛[31m"):
        assert words in printed
