"""Copying: which way is taken, and that the text arrives as it was."""

from __future__ import annotations

import base64
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, add_paths
from tui import clipboard
from tui.clipboard import citation, copy, osc52, quotation_with_speaker

TEXT = "“Größe” قال 🚢\nand a second line\n"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the programs are shell scripts")

Install = Callable[..., Path]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a program on an otherwise empty PATH; gives the file in which it keeps its input."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "TMUX", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    # Looked up here: the program's own PATH is empty.
    cat = shutil.which("cat", path=os.defpath) or "/bin/cat"

    def install(name: str, body: str = "") -> Path:
        kept = tmp_path / f"{name}.kept"
        script = folder / name
        lines = ("#!/bin/sh", f"echo \"$@\" > '{kept}.arguments'", body or f"{cat} > '{kept}'", "")
        script.write_text("\n".join(lines), encoding="utf-8")
        script.chmod(0o755)
        return kept

    return install


def payload(sequence: str) -> str:
    """What the sequence carries."""
    return base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x07"), validate=True).decode()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_terminals_sequence_carries_the_text(text: str) -> None:
    """It decodes to the text and holds no control character but its own."""
    sequence = osc52(text, {})
    assert payload(sequence) == text
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    assert sequence[1:-1].isprintable()


def test_tmux_lets_the_sequence_through() -> None:
    """It is wrapped, each escape in it doubled."""
    wrapped = osc52(TEXT, {"TMUX": "socket,1,0"})
    inner = wrapped.removeprefix("\x1bPtmux;").removesuffix("\x1b\\")
    assert wrapped == f"\x1bPtmux;{inner}\x1b\\"
    assert inner.count("\x1b") == 2
    assert payload(inner.replace("\x1b\x1b", "\x1b")) == TEXT


@pytest.mark.parametrize(
    ("variable", "program", "arguments"),
    [
        ("WAYLAND_DISPLAY", "wl-copy", ""),
        ("DISPLAY", "xclip", "-selection clipboard"),
        ("DISPLAY", "xsel", "--clipboard --input"),
        ("WSL_DISTRO_NAME", "clip.exe", ""),
    ],
)
def test_the_displays_program_takes_the_text(
    programs: Install, monkeypatch: pytest.MonkeyPatch, variable: str, program: str, arguments: str
) -> None:
    """Its standard input is the text in UTF-8, and the terminal is not asked."""
    kept = programs(program)
    monkeypatch.setenv(variable, "here")
    written: list[str] = []
    assert copy(TEXT, written.append) == f"with {program}"
    assert kept.read_text(encoding="utf-8") == TEXT
    assert Path(f"{kept}.arguments").read_text().strip() == arguments
    assert written == []


def test_wayland_comes_before_x(programs: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both are there."""
    programs("wl-copy")
    other = programs("xclip")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    assert copy(TEXT, lambda _: None) == "with wl-copy"
    assert not other.exists()


def test_a_program_without_its_display_is_not_tried(programs: Install) -> None:
    """The terminal is asked instead."""
    kept = programs("wl-copy")
    written: list[str] = []
    assert copy(TEXT, written.append) == "by your terminal, if it allows that"
    assert [payload(one) for one in written] == [TEXT]
    assert not Path(f"{kept}.arguments").exists()


def test_without_any_program_the_terminal_is_asked(
    programs: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside tmux through tmux, and the message says so."""
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("TMUX", "here")
    written: list[str] = []
    assert "tmux" in copy(TEXT, written.append)
    assert written == [osc52(TEXT, {"TMUX": "here"})]


@pytest.mark.parametrize("body", ["exit 1", "exec tail -f /dev/null", "kill -9 $$"])
@pytest.mark.parametrize("text", [TEXT, "x" * 1_000_000])
def test_a_program_that_fails_or_hangs_is_passed_over(
    programs: Install, monkeypatch: pytest.MonkeyPatch, body: str, text: str
) -> None:
    """The terminal is asked, for texts of any length."""
    programs("wl-copy", f"PATH={os.defpath}\n{body}")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(clipboard, "_TIMEOUT", 0.2)
    written: list[str] = []
    assert copy(text, written.append) == "by your terminal, if it allows that"
    assert [payload(one) for one in written] == [text]


def test_the_next_program_is_tried_first(programs: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing one is no reason to leave the others."""
    programs("wl-copy", "exit 1")
    kept = programs("xsel")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    assert copy(TEXT, lambda _: None) == "with xsel"
    assert kept.read_text(encoding="utf-8") == TEXT


def test_what_cannot_be_run_is_passed_over(
    programs: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is no program raises nothing."""
    programs("wl-copy")
    (tmp_path / "bin" / "wl-copy").write_bytes(b"\x7fELF no program")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert copy(TEXT, lambda _: None) == "by your terminal, if it allows that"


def test_the_environment_given_is_where_programs_are_found(
    programs: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not the process's own PATH."""
    kept = programs("xclip")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    given = {"DISPLAY": ":0", "PATH": str(tmp_path / "bin")}
    assert copy(TEXT, lambda _: None, given) == "with xclip"
    assert kept.read_text(encoding="utf-8") == TEXT


def test_a_citation_says_where_the_words_are_from(library: Library, wire: Path) -> None:
    """The quote as it stands, then headline, agency, place, date and source."""
    add_paths(library, [wire])
    assert citation(library.releases.get(1), "in\nMay") == (
        f"in\nMay\n\n— “Harbour towns agree on a shared ferry”, ALN, LISBON, 14 March 2025, {wire}\n"
    )


def test_a_citation_says_that_there_is_an_embargo(library: Library, wire: Path) -> None:
    """As long as there is one."""
    add_paths(library, [wire])
    held = library.releases.get(1)._replace(embargo="Embargoed", embargo_until="2999-01-01")
    assert citation(held, "in May").endswith("\n[under embargo until 1 January 2999 00:00]\n")
    over = held._replace(embargo_until="2001-01-01")
    assert "embargo" not in citation(over, "in May")


def test_a_citation_leaves_out_what_is_not_known(library: Library, tmp_path: Path) -> None:
    """Control characters in names are signs."""
    path = tmp_path / "a\x1bb.txt"
    path.write_text("A headline\n\nSome words.\n", encoding="utf-8")
    add_paths(library, [path])
    assert citation(library.releases.get(1), "words") == f"words\n\n— “A headline”, {tmp_path}/a␛b.txt\n"


def test_a_quotation_is_copied_with_who_said_it(library: Library, wire: Path) -> None:
    """As it stands, with its marks; then speaker, role, agency, place and date, of what is known."""
    add_paths(library, [wire])
    release, words = library.releases.get(1), "“In\nMay,”"
    assert quotation_with_speaker(release, words, "Ana Prates", "may\x1bor") == (
        "“In\nMay,” (Ana Prates, may␛or, ALN, LISBON, 14 March 2025)\n"
    )
    assert quotation_with_speaker(release, words, None, None) == "“In\nMay,” (ALN, LISBON, 14 March 2025)\n"
