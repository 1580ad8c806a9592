"""``dateline export`` by tag, speaker and query, as an index, by a template, and live."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import pytest

from store import Library, add_paths
from tests.tui.conftest import Run, invoke

SAID = """Bridge opens

LISBON, Mar 14 2025 (ALN) - “We waited for years,” said Ana Prates, mayor of Lisbon. The bridge is long.
"""


@pytest.fixture
def run(library: Library, tmp_path: Path) -> Run:
    """Runs ``export`` on two releases with a passage each, of which one is a quotation."""
    for name, text in (("one", SAID), ("two", SAID.replace("Bridge", "Tunnel").replace("bridge", "tunnel"))):
        file = tmp_path / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        add_paths(library, [file])
    start = library.releases.text(1).text.index("We waited")
    library.annotations.add(1, start, start + 9, tags=["long/waits", "both"])
    library.annotations.add(2, 0, 6, tags=["both"], note="A note.")
    return partial(invoke, "--library", library.path, "export")


def test_a_file_for_each_tag_speaker_and_query_and_an_index(run: Run, tmp_path: Path) -> None:
    """Each with its passages and links to the notes; the index links all of the folder."""
    folder = tmp_path / "notes"
    for by in ("tag", "speaker", "query"):
        assert run("--by", by, "--format", "obsidian", "--output", folder).exit_code == 0
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "tag-long-waits-1.md", "tag-both-2.md", "speaker-ana-prates.md", "report-all-that-was-marked.md",
    }  # fmt: skip
    both = (folder / "tag-both-2.md").read_text(encoding="utf-8")
    assert both.count("\n## [[2025-03-14-") == 2 and "[[2025-03-14-tunnel-opens-2|Tunnel opens]]" in both
    said = (folder / "speaker-ana-prates.md").read_text(encoding="utf-8")
    assert "> [!quote] Ana Prates, mayor of Lisbon\n>\n> “We waited for years,”\n" in said
    assert "dateline read --at release-1:" in said
    assert run("--format", "obsidian", "--output", folder).exit_code == 0
    assert run("--by", "index", "--format", "obsidian", "--output", folder).exit_code == 0
    index = (folder / "Index.md").read_text(encoding="utf-8")
    assert all(f"- [[{name.removesuffix('.md')}|" in index for name in names)
    assert "[[2025-03-14-bridge-opens-1|Bridge opens]] · 2025-03-14" in index


def test_a_query_narrows_reports(run: Run, tmp_path: Path) -> None:
    """Of what it finds; where that is nothing, nothing is written and the exit code is 1."""
    result = run("headline:tunnel", "--by", "query", "--output", "-")
    assert "A note." in result.stdout and "We waited" not in result.stdout
    assert run("headline:nowhere", "--by", "tag", "--output", tmp_path / "none").exit_code == 1
    assert not (tmp_path / "none").exists()
    assert run("--by", "tag", "--output", tmp_path / "all.md").exit_code == 1
    assert run("--by", "tag", "--format", "csv").exit_code == 2


@pytest.mark.slow
def test_a_template_of_ones_own(run: Run, tmp_path: Path) -> None:
    """It has the release and its passages, and filters that keep words as they are; it is sandboxed."""
    template = tmp_path / "mine.md.j2"
    template.write_text(
        "# {{ release.headline|inline }}\n{% for one in passages %}\n{{ one.quote|quote }}\n"
        "{{ one.tags|map('tag')|join(' ') }} {{ one.speaker }}\n{% endfor %}\n",
        encoding="utf-8",
    )
    written = run(1, "--template", template, "--output", "-").stdout
    assert written.startswith("# Bridge opens\n> We waited\n#long/waits #both Ana Prates, mayor of Lisbon\n")
    for wrong in ("{{ release.nothing }}", "{% for", "{{ ''.__class__.__mro__ }}", "{{ passages.clear() }}"):
        template.write_text(wrong, encoding="utf-8")
        result = run("--template", template, "--output", tmp_path / "out")
        assert result.exit_code == 1 and "mine.md.j2" in result.stderr and not (tmp_path / "out").exists()
    assert "no template" in run("--template", "nothing.md").stderr


def test_a_live_folder_is_kept_until_it_is_stopped(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is marked meanwhile is written at the next look."""
    looks: list[float] = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) > 1:
            raise KeyboardInterrupt
        library.annotations.edit(2, note="Another note.")

    monkeypatch.setattr(time, "sleep", sleep)
    result = run("--live", tmp_path / "live", "--format", "obsidian")
    assert result.exit_code == 130 and "goes on" in result.stderr
    note = tmp_path / "live" / "2025-03-14-tunnel-opens-2.md"
    assert result.stdout.count(str(note)) == 2
    assert "Another note." in note.read_text(encoding="utf-8")
    assert run("--live", tmp_path / "live", "--format", "csv").exit_code == 2


def test_a_note_comes_back(run: Run, library: Library, tmp_path: Path) -> None:
    """What was changed is told as it was and as it is."""
    note = tmp_path / "note.md"
    run(2, "--output", note)
    note.write_text(note.read_text(encoding="utf-8").replace("A note.", "Mine."), encoding="utf-8")
    result = invoke("--library", library.path, "import", note)
    assert result.exit_code == 0 and "note: “A note.” → “Mine.”" in result.stdout
    assert "Nothing was changed" in invoke("--library", library.path, "import", note).stdout
