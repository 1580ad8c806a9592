"""The application as a browser's server runs it: packets go in and out through pipes."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pyte

from tests.conftest import ROOT
from tests.tui.terminals import PATIENCE

COLUMNS, ROWS = 100, 30
DRIVER = "textual.drivers.web_driver:WebDriver"


class InBrowser:
    """A process that takes the server's packets, and what it has shown so far; to be closed."""

    def __init__(self, library: Path) -> None:
        named = {
            "TEXTUAL_DRIVER": DRIVER,
            "COLUMNS": str(COLUMNS),
            "ROWS": str(ROWS),
            "PYTHONPATH": str(ROOT),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--library", str(library)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **named, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._to, self._from = self.process.stdin, self.process.stdout
        self._left = b""
        self.written = b""
        self.told: list[dict[str, object]] = []
        """What the server was told beside what is shown."""
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def send(self, keys: str) -> None:
        """Types."""
        self._packet(b"D", keys.encode())

    def say(self, **meta: object) -> None:
        """Tells it something beside the keys."""
        self._packet(b"M", json.dumps(meta).encode())

    def _packet(self, kind: bytes, payload: bytes) -> None:
        self._to.write(kind + len(payload).to_bytes(4, "big") + payload)
        self._to.flush()

    def say_no_more(self) -> None:
        """Closes the pipe to it, as a server that was killed does."""
        self._to.close()

    def look_away(self) -> None:
        """Closes the pipe from it, and has it show something."""
        self._from.close()
        self.send("\x1a")

    def until_shown(self, words: str) -> None:
        """Reads until the screen shows the words."""
        while words not in (shown := "\n".join(self._screen.display)):
            assert self._read(), f"{words!r} was not shown:\n{shown}"

    def until_told(self, kind: str) -> dict[str, object]:
        """Reads until the server was told of something of this kind; gives what."""
        while not (found := [one for one in self.told if one["type"] == kind]):
            assert self._read(), f"nothing was told of {kind}: {self.told}"
        return found[0]

    def _read(self) -> bool:
        """Takes what comes; False at the end, and where nothing does."""
        if not select.select([self._from], [], [], PATIENCE)[0]:
            return False
        read = os.read(self._from.fileno(), 65536)
        self._left += read
        if self._left.startswith(b"__GANGLION__\n"):
            self._left = self._left.removeprefix(b"__GANGLION__\n")
        while len(self._left) >= 5 and len(self._left) >= 5 + (
            size := int.from_bytes(self._left[1:5], "big")
        ):
            kind, payload = self._left[:1], self._left[5 : 5 + size]
            self._left = self._left[5 + size :]
            if kind == b"D":
                self.written += payload
                self._stream.feed(payload)
            elif kind == b"M":
                self.told.append(json.loads(payload))
        return bool(read)

    def close(self) -> None:
        """Ends what still runs."""
        self.process.kill()
        self._to.close()
        self._from.close()
        assert self.process.stderr is not None
        self.process.stderr.close()
        self.process.wait()
