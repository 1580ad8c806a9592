"""The application asked for with no more than a library: opened without click, and told of as click does."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Run
from tui import __main__ as program
from tui.cli import screen


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one."""
    monkeypatch.setattr("tui.cli.screen.why_no_application", lambda: "")


@pytest.mark.parametrize(
    ("arguments", "alone"),
    [
        ([], True),
        (["--library", "one.db"], True),
        (["--library"], False),
        (["--library", "--help"], False),
        (["--library=one.db"], False),
        (["--library", "one.db", "list"], False),
        (["list"], False),
        (["-h"], False),
    ],
)
def test_what_is_left_to_click(arguments: list[str], alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but no arguments at all, and a library; a shell that asks for completions; the line mode."""
    assert program._asks_for_the_screen_alone(arguments) is alone
    with monkeypatch.context() as patch:
        patch.setenv("TERM", "dumb")
        assert not program._asks_for_the_screen_alone(arguments)
    monkeypatch.setenv("_DATELINE_COMPLETE", "bash_complete")
    assert not program._asks_for_the_screen_alone(arguments)


@pytest.mark.usefixtures("terminal")
def test_which_library_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that is named, else the environment's, else that of the user's data folder."""
    opened: list[Path] = []
    monkeypatch.setattr(screen, "open_screen", lambda library: opened.append(library.path))
    monkeypatch.setattr(screen, "data_folder", lambda: tmp_path)
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "two.db"))
    assert screen.run_screen(["--library", str(tmp_path / "one.db")]) == 0
    assert screen.run_screen([]) == 0
    monkeypatch.setenv("DATELINE_LIBRARY", "")
    assert screen.run_screen([]) == 0
    assert opened == [tmp_path / "one.db", tmp_path / "two.db", tmp_path / "library.db"]


@pytest.mark.usefixtures("terminal")
def test_what_is_said_after_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What went wrong beside the work, though the end came by a signal; the library is closed by then."""

    def end(library: Library) -> None:
        library.warnings.append("No backup\x1b.")
        raise SystemExit(143)

    monkeypatch.setattr(screen, "open_screen", end)
    with pytest.raises(SystemExit, match="143"):
        screen.run_screen(["--library", str(tmp_path / "one.db")])
    assert capsys.readouterr().err == "dateline: No backup␛.\n"


def test_what_fails_is_said_as_click_says_it(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal, and with what is no library: the same words, the same exit code."""
    (tmp_path / "other.db").write_text("Only some text.\n", encoding="utf-8")
    for reason in ("there is no terminal.", ""):
        for name in ("screen", "root"):
            monkeypatch.setattr(f"tui.cli.{name}.why_no_application", lambda: reason)  # noqa: B023
        code = screen.run_screen(["--library", str(tmp_path / "other.db")])
        by_click = run(f"--library={tmp_path / 'other.db'}")
        assert (code, capsys.readouterr().err) == (by_click.exit_code, by_click.stderr)
        assert code == 1


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_before_the_screen_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 130, as of any command that is stopped."""

    def interrupt(_: Library) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(screen, "open_screen", interrupt)
    assert screen.run_screen(["--library", str(tmp_path / "one.db")]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_keys_are_answered_between_threads_and_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the benchmarks have it too."""
    paces: list[float] = []
    monkeypatch.setattr(sys, "setswitchinterval", paces.append)
    before = gc.get_threshold()
    gc.disable()
    try:
        screen.set_pace()
        assert gc.isenabled()
        assert gc.get_threshold()[0] > 50_000
    finally:
        gc.enable()
        gc.set_threshold(*before)
        gc.unfreeze()
    assert paces == [screen._TURN_SECONDS]
