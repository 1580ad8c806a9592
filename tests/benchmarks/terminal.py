"""A program in a pseudo-terminal: keys go in, what comes out carries the time it came at.

The reader loop only reads and looks at the clock; the terminal emulator (pyte) is fed afterwards, so that
a program that writes more does not pay for the emulator's work. What counts as an answer is decided on
its screen.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyte

COLUMNS, ROWS = 120, 40
#: Seconds without a byte after which an answer is over: two frames of a program that paints 60 in a second.
QUIET = 0.04
#: Seconds without a byte between two frames; a frame is written at once.
_FRAME = 0.008
#: Seconds a program has for its answer to a key, and for a slow step such as its start.
PATIENCE, LONG_PATIENCE = 5.0, 60.0
#: Seconds to wait for the first byte after keys that may change nothing.
_MAYBE_NOTHING = 0.4

#: The screen as rows of cells: character and style.
Cells = tuple[tuple[pyte.screens.Char, ...], ...]
#: Synchronised output: the question Textual asks, and the answer of a terminal that knows it.
_ASKS_SYNC, _KNOWS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class NotShownError(Exception):
    """What was expected has not come to the screen in time; the message holds the screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program wrote in answer to a key."""

    seconds: float
    """From the write of the key to the last byte."""
    written: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class View:
    """What is on the screen at one moment."""

    cells: Cells
    cursor: tuple[int, int]
    """Row and column of the terminal's own cursor."""

    @property
    def text(self) -> list[str]:
        """The rows as text."""
        return ["".join(cell.data for cell in row) for row in self.cells]


class _Screen(pyte.Screen):
    """Knows what vim asks."""

    def select_graphic_rendition(self, *attrs: int, private: bool = False) -> None:
        """Passes over ``CSI ? 4 m``, a question about keys that pyte takes for a style."""
        if not private:
            super().select_graphic_rendition(*attrs)


class Terminal:
    """Runs a command in a pseudo-terminal of `COLUMNS` by `ROWS`; to be closed."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._screen = _Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._file, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        known = {"COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "HOME": tempfile.gettempdir()}
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env={**os.environ, **known, **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # there are no threads
        )
        os.close(theirs)

    def close(self) -> None:
        """Ends the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._file)

    @property
    def view(self) -> View:
        """What is on the screen."""
        buffer, cursor = self._screen.buffer, self._screen.cursor
        cells = tuple(tuple(buffer[y][x] for x in range(COLUMNS)) for y in range(ROWS))
        return View(cells, (cursor.y, cursor.x))

    def started(self, shows: Callable[[View], bool]) -> Answer:
        """From the start of the program to the first frame that shows what it should."""
        return self._answer(self._began, shows, LONG_PATIENCE, QUIET * 3, _FRAME)

    def press(self, key: str, shows: Callable[[View], bool]) -> Answer:
        """Writes a key; the answer ends with the burst of bytes after which the screen shows what it should.

        Raises NotShownError when it never does, as after a key that was dropped.
        """
        self._drain(0)
        return self._answer(self._write(key), shows, PATIENCE, QUIET)

    def slow_press(self, key: str, shows: Callable[[View], bool]) -> Answer:
        """As `press`, for what takes longer than a key; the answer ends with the frame that shows it."""
        self._drain(0)
        return self._answer(self._write(key), shows, LONG_PATIENCE, QUIET * 3, _FRAME)

    def type(self, keys: str) -> None:
        """Writes keys nobody measures and waits until nothing more comes; they may have nothing to change."""
        self._write(keys)
        if select.select([self._file], [], [], _MAYBE_NOTHING)[0]:
            self._drain(QUIET * 2)

    def processor_seconds(self) -> float | None:
        """Processor time of the program's threads so far; None where the system does not tell (not Linux)."""
        tasks = list(Path(f"/proc/{self._process.pid}/task").glob("*/schedstat"))
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9 if tasks else None

    # -- bytes -----------------------------------------------------------------------------

    def _write(self, keys: str) -> float:
        at = time.perf_counter()
        os.write(self._file, keys.encode())
        return at

    def _read(self, seconds: float) -> tuple[float, bytes] | None:
        """The next bytes and when they came; None when none come within that time."""
        if not select.select([self._file], [], [], seconds)[0]:
            return None
        try:
            data = os.read(self._file, 1 << 16)
        except OSError as error:  # how Linux says that the program has gone
            raise NotShownError(f"the program has ended:\n{self._shown()}") from error
        at = time.perf_counter()
        if _ASKS_SYNC in data:
            os.write(self._file, _KNOWS_SYNC)
        return at, data

    def _drain(self, seconds: float) -> None:
        while (chunk := self._read(seconds)) is not None:
            self._stream.feed(chunk[1])

    def _answer(
        self,
        began: float,
        shows: Callable[[View], bool],
        patience: float,
        silence: float,
        apart: float = QUIET,
    ) -> Answer:
        """Reads until there is silence, then replays burst by burst what came; again, if not shown yet."""
        written, chunks = 0, list[tuple[float, bytes]]()
        while time.perf_counter() < began + patience:
            chunk = self._read(silence)
            if chunk is not None:
                chunks.append(chunk)
                continue
            for last, data in _bursts(chunks, apart):
                self._stream.feed(data)
                written += len(data)
                if shows(self.view):
                    self._feed_rest(chunks, last)
                    return Answer(last - began, written)
            chunks.clear()
        raise NotShownError(f"not shown after {patience:.0f} s:\n{self._shown()}")

    def _feed_rest(self, chunks: list[tuple[float, bytes]], shown: float) -> None:
        for at, data in chunks:
            if at > shown:
                self._stream.feed(data)

    def _shown(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)


def _bursts(chunks: list[tuple[float, bytes]], apart: float) -> list[tuple[float, bytes]]:
    """Chunks with less than so many seconds between them as one, with the time of its last byte."""
    bursts: list[tuple[float, bytes]] = chunks[:1]
    for (before, _), (at, data) in pairwise(chunks):
        if at - before < apart:
            bursts[-1] = (at, bursts[-1][1] + data)
        else:
            bursts.append((at, data))
    return bursts
