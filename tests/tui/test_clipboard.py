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

from tui import clipboard
from tui.clipboard import copy, osc52

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


def test_a_browser_copies_by_itself(programs: Install) -> None:
    """Its computer may be another: no program here is asked, and nothing is wrapped for a tmux here."""
    kept = programs("xclip")
    written: list[str] = []
    environment = {"DISPLAY": ":0", "TMUX": "/tmp/tmux", "PATH": os.environ["PATH"]}
    assert copy(TEXT, written.append, environment, browser=True) == "by your browser, if it allows that"
    assert written == [osc52(TEXT, {})] and not kept.exists()
