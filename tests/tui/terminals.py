"""The command in a pseudo-terminal of its own: bytes go in and out, signals reach it, its screen is read."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pyte

from tests.conftest import ROOT
from tests.tui.scheduling import is_ready
from tests.tui.started import Starting

COLUMNS, ROWS = 100, 30
#: Seconds after which what was waited for is taken for what never comes, on a machine under load.
PATIENCE = 30.0
#: Modes a program may set, with what stands for set and reset (XTerm Control Sequences, "DECSET").
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


class Process(Protocol):
    """What of a process is looked at; as `subprocess.Popen` has it."""

    pid: int

    @property
    def returncode(self) -> int | Any:
        """The exit code, negative for a signal that killed it; None while it runs."""

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Waits for the end, so many seconds at most; gives the exit code."""

    def send_signal(self, sig: int, /) -> None:
        """Sends it a signal, while it runs."""


class OnTerminal:
    """A process on a terminal, with what it wrote there so far; to be closed."""

    def __init__(self, start: Callable[[int], Process]) -> None:
        """Args: what starts the process on a terminal, of which it is given a descriptor."""
        self.file, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.before = termios.tcgetattr(theirs)
        self.process = start(theirs)
        os.close(theirs)
        self.written = b""
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._shown: list[str] | None = None

    def close(self) -> None:
        """Ends what still runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.file >= 0:
            os.close(self.file)

    def hang_up(self) -> None:
        """Closes the terminal, as one closes its window."""
        os.close(self.file)
        self.file = -1

    def send(self, keys: bytes) -> None:
        """Types."""
        os.write(self.file, keys)

    def read(self, seconds: float = 0.05) -> bool:
        """Takes what is there, or comes within that time; False at the end."""
        if self.file < 0 or not select.select([self.file], [], [], seconds)[0]:
            return self.file >= 0
        try:
            data = os.read(self.file, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.written += data
        self._stream.feed(_without_questions(data))
        self._shown = None
        return bool(data)

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits for what is to come true."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "\n".join(self.shown)
            self.read()

    def until_quiet(self, seconds: float = 0.3, most: float = 2.0) -> None:
        """Waits until nothing has come for so long; fields blink, so for a while at most.

        While the process stands ready, and has no processor, it may have something to write.
        """
        last, end = time.monotonic() + PATIENCE, time.monotonic() + most
        before = -1
        while before != len(self.written) and time.monotonic() < end:
            before = len(self.written)
            self.read(seconds)
            if is_ready(self.process.pid) and time.monotonic() < last:
                before, end = -1, time.monotonic() + most

    def until_shown(self, words: str) -> None:
        """Waits for words on the screen."""
        self.until(lambda: any(words in row for row in self.shown))

    def until_hidden(self, words: str) -> None:
        """Waits until words are no longer on the screen."""
        self.until(lambda: not any(words in row for row in self.shown))

    def ends(self) -> int:
        """Waits for the end; gives the exit code, negative for a signal that killed it."""
        self.until(lambda: self.process.poll() is not None)
        self.read_all()
        return self.process.returncode

    def read_all(self) -> None:
        """Takes what is there."""
        while self.read(0):
            if self.file < 0 or not select.select([self.file], [], [], 0)[0]:
                break

    @property
    def shown(self) -> list[str]:
        """The rows of the screen."""
        if self._shown is None:
            self._shown = list(self._screen.display)
        return self._shown

    @property
    def title(self) -> str:
        """What the window is called."""
        found = re.findall(rb"\x1b\]2;([^\x07]*)\x07", self.written)
        return bytes(found[-1]).decode() if found else ""

    def wipe(self) -> None:
        """Clears the screen that is read, as another program would."""
        self._screen.reset()
        self._shown = None

    @property
    def set_modes(self) -> set[int]:
        """The private modes that were set and not reset since; 25, the cursor, counts where it is hidden."""
        modes: dict[int, bool] = {}
        for found, how in _MODE.findall(self.written):
            for mode in map(int, found.split(b";")):
                modes[mode] = (how == b"h") != (mode in (7, 25))
        return {mode for mode, on in modes.items() if on}

    def is_as_before(self) -> bool:
        """Whether modes, keyboard protocol, title and the line discipline are as the program found them."""
        pushed, popped = self.written.count(b"\x1b[>"), self.written.count(b"\x1b[<u")
        titled = self.written.count(b"\x1b[22;2t") != self.written.count(b"\x1b[23;2t")
        kept = termios.tcgetattr(self.file) == self.before
        return kept and not (self.set_modes or titled) and pushed <= popped


def environment() -> dict[str, str]:
    """Ours, but for the size of the terminal that the tests run in."""
    ours = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**ours, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def _without_questions(data: bytes) -> bytes:
    """Without what pyte takes for other orders: the keyboard protocol's."""
    return re.sub(rb"\x1b\[[<>=?]\d*u", b"", data)


def dateline(folder: Path, library: Path, code: str = "") -> OnTerminal:
    """``dateline`` on a library, after code that changes what the program is, if any."""
    run = f"import sys; sys.argv[0] = 'dateline'\n{code}\nfrom tui.__main__ import main\nmain()\n"
    command = [sys.executable, "-c", run, "--library", str(library)]

    def start(terminal: int) -> Process:
        return subprocess.Popen(
            command,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=folder,
            env=environment(),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    return OnTerminal(start)


def divided(
    starting: Starting, folder: Path, library: Path, code: str = "", *, controlling: bool = True
) -> OnTerminal:
    """``dateline`` on a library, without what a start takes, after code that changes what the program is.

    Args: what starts it, where it runs, its library, the code, and whether the terminal sends it signals, as
        a shell's does.
    """

    def start(terminal: int) -> Process:
        arguments = ["--library", str(library)]
        return starting.start(arguments, environment(), folder, terminal, controlling=controlling, code=code)

    return OnTerminal(start)
