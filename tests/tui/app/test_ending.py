"""However it ends, the terminal is as it was, and nothing typed or marked is lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import add_paths, open_library
from tests.tui.started import Starting, starting
from tests.tui.terminals import OnTerminal, dateline, divided, environment
from tui.drafts import Drafts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of POSIX")

Start = Callable[..., OnTerminal]
TYPED = "half a thought"


@pytest.fixture
def path(tmp_path: Path, wire: Path) -> Path:
    """A library with one release."""
    path = tmp_path / "library.db"
    library = open_library(path, user="ana")
    add_paths(library, [wire])
    library.annotations.add(1, 0, 7, tags=["harbour"])
    library.close()
    return path


@pytest.fixture(scope="module")
def ready() -> Iterator[Starting]:
    """A start that is there for all of the tests."""
    with starting(environment()) as opened:
        yield opened


@pytest.fixture
def start(path: Path, tmp_path: Path, ready: Starting) -> Iterator[Start]:
    """Starts the application on a terminal, up to its first frame."""
    started = []

    def run(code: str = "", *, anew: bool = False, **options: bool) -> OnTerminal:
        terminal = dateline(tmp_path, path) if anew else divided(ready, tmp_path, path, code, **options)
        started.append(terminal)
        terminal.until_shown("Harbour towns")
        return terminal

    yield run
    for terminal in started:
        terminal.close()


def _writing(terminal: OnTerminal) -> OnTerminal:
    """In the note editor, with words typed."""
    terminal.send(b"\rw")
    terminal.until_shown("c note")
    terminal.send(b"c")
    terminal.until_shown("Enter keep")
    terminal.send(TYPED.encode())
    terminal.until_shown(TYPED)
    return terminal


def _kept(path: Path) -> list[str]:
    drafts = Drafts(path)
    drafts.take_over()
    return [draft.text for draft in drafts.all()]


def _cursor(path: Path) -> int:
    library = open_library(path)
    try:
        return library.reading.position(1).cursor
    finally:
        library.close()


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False])
def test_the_window_is_named_after_the_open_release(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    """Until the end, and only where the settings let it."""
    config = tmp_path / "config.toml"
    config.write_text(f"title = {str(named).lower()}\n", encoding="utf-8")
    monkeypatch.setenv("DATELINE_CONFIG", str(config))
    terminal = start()
    terminal.send(b"\r")
    terminal.until_shown("c note")
    assert terminal.title == ("Harbour towns agree on a shared ferry · Dateline" if named else "")
    assert (b"\x1b]2;" in terminal.written) == named
    terminal.send(b"q")
    assert (terminal.ends(), terminal.title, terminal.is_as_before()) == (0, "", True)


@pytest.mark.slow
def test_q_leaves_the_terminal_as_it_was(start: Start) -> None:
    """What the other ends are measured by: exit code 0, no mode set."""
    terminal = start(anew=True)
    assert {1049, 1003, 2004, 25} <= terminal.set_modes
    terminal.send(b"q")
    assert (terminal.ends(), terminal.set_modes, terminal.is_as_before()) == (0, set(), True)


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1"])
def test_a_signal_ends_like_q(start: Start, path: Path, name: str) -> None:
    """The note being written is a draft, the place is kept, the exit code is 128 and the signal's number."""
    terminal = _writing(start(anew=name == "SIGTERM"))
    number = getattr(signal, name)
    terminal.process.send_signal(number)
    assert terminal.ends() == 128 + number
    assert (terminal.set_modes, terminal.is_as_before()) == (set(), True)
    assert _kept(path) == [TYPED]
    assert _cursor(path) == len("Harbour ")
    assert b"Traceback" not in terminal.written


@pytest.mark.slow
@pytest.mark.parametrize("controlling", [True, False])
def test_a_closed_terminal_ends_it(start: Start, path: Path, controlling: bool) -> None:
    """Whether or not the system sends a signal with it."""
    terminal = _writing(start(controlling=controlling))
    terminal.hang_up()
    assert terminal.process.wait(60) == 128 + signal.SIGHUP
    assert _kept(path) == [TYPED]


@pytest.mark.slow
def test_kill_loses_no_word_of_a_moment_ago(start: Start, path: Path) -> None:
    """Nothing can be done at kill -9; what was typed is on the disk by then."""
    terminal = _writing(start())
    terminal.until(lambda: any(TYPED in one.read_text() for one in Drafts(path).folder.glob("*.json")))
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.ends() == -signal.SIGKILL
    assert _kept(path) == [TYPED]
    again = start()
    again.until_shown("not saved")
    again.send(b"gc")
    again.until_shown(TYPED)


HELD = """
import pathlib, threading
from tui.app import ending, reading
def hold(self):
    pathlib.Path("held").touch()
    threading.Event().wait()
reading.Reading.action_toggle_star = hold
ending._GRACE = 0.3
"""


@pytest.mark.slow
def test_a_signal_ends_an_application_that_hangs(start: Start, tmp_path: Path) -> None:
    """Whatever the keys wait for: after some time, with the terminal as it was."""
    terminal = start(HELD)
    terminal.send(b"s")
    terminal.until((tmp_path / "held").exists)
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ends() == 128 + signal.SIGTERM
    assert (terminal.set_modes, terminal.is_as_before()) == (set(), True)


FAULTS = {
    "a key": "Reading.action_toggle_star = lambda self: [][1]",
    "a frame": (
        "from tui.panes.reader.pane import ReaderPane\n"
        "plain = ReaderPane.render_line\n"
        "ReaderPane.render_line = lambda self, y: [][1] if self.release else plain(self, y)"
    ),
    "a worker": (
        "async def fail():\n    raise IndexError('list index out of range')\n"
        "Reading.action_toggle_star = lambda self: self._workspace.app.run_worker(fail)"
    ),
    "the keys": (
        "from textual.drivers.linux_driver import LinuxDriver\n"
        "plain = LinuxDriver.process_message\n"
        "def fail(self, message):\n"
        "    if getattr(message, 'key', '') == 's':\n        [][1]\n"
        "    plain(self, message)\n"
        "LinuxDriver.process_message = fail"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_never_exits_with_0(start: Start, path: Path, tmp_path: Path, where: str) -> None:
    """The terminal is as it was; the message says what happened and where the rest is, no traceback."""
    terminal = start(f"from tui.app.reading import Reading\n{FAULTS[where]}")
    terminal.send(b"s" if where != "a frame" else b"\r")
    assert terminal.ends() == 1
    assert (terminal.set_modes, terminal.is_as_before()) == (set(), True)
    said = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert "list index out of range" in said
    assert str(path)[-20:] in "".join(said.split("\r\n"))
    assert "Traceback" not in said
    assert "Traceback" in (tmp_path / "state" / "faults.log").read_text()


#: Keys, what they bring to the screen, and the keys that lead back.
PLACES = [
    (b"", "Enter open", b""), (b"/", "narrow: words", b"\x1b"), (b"P", "Pin a tag", b"\x1b"),
    (b"?", "Here: ", b"\x1b"), (b":", "Search for commands", b"\x1b"), (b"\r", "c note", b""),
    (b"\t", "Enter go to", b"\x1b[Z"), (b"c", "Enter keep", b"\x1b"), (b"t", "Enter  no tag", b"\x1b"),
    (b"/", "a regular expression", b"\x1b"),
]  # fmt: skip


@pytest.mark.slow
def test_ctrl_z_suspends_and_fg_paints_again(start: Start) -> None:
    """From every pane and prompt; suspended, the terminal is the shell's; then all is as it was."""
    terminal = start()
    terminal.until_shown("Enter open")
    for keys, words, back in PLACES:
        terminal.send(keys)
        terminal.until_shown(words)
        terminal.until_quiet()
        before = terminal.shown
        terminal.send(b"\x1a")
        terminal.until(lambda: _state(terminal) == "T")
        terminal.read_all()
        assert (terminal.set_modes, terminal.is_as_before()) == (set(), True), words
        terminal.wipe()
        terminal.process.send_signal(signal.SIGCONT)
        terminal.until(lambda before=before: terminal.shown == before)  # type: ignore[misc]
        assert {1049, 1003, 2004, 25} <= terminal.set_modes, words
        if back:
            terminal.send(back)
            terminal.until_hidden(words)
    terminal.process.send_signal(signal.SIGTERM)
    assert (terminal.ends(), terminal.is_as_before()) == (128 + signal.SIGTERM, True)


def _state(terminal: OnTerminal) -> str:
    """The state of the process as ``ps`` has it: T for stopped."""
    stat = Path(f"/proc/{terminal.process.pid}/stat")
    if not stat.exists():
        pytest.skip("the system does not tell of a process's state")
    return stat.read_text().rpartition(")")[2].split()[0]


@pytest.mark.slow
def test_esc_and_the_keys_at_once_after_it_are_taken_in_order(start: Start, path: Path) -> None:
    """As one write on a terminal: a prompt is left, then the keys meet the reader; no tag swallows them."""
    terminal = start()
    terminal.send(b"\r}Vtfoo\x1bjtbar\rggV\x1bjjj}}Vtnext\r\x1b")
    terminal.until_shown("#next")
    terminal.send(b"q")
    assert terminal.ends() == 0
    library = open_library(path)
    try:
        assert {tag.name for tag in library.tags.all()} == {"harbour", "bar", "next"}
    finally:
        library.close()
