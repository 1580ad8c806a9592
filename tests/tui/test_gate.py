"""Nothing that is painted steers the terminal: the bytes of a real one, with every control in every text."""

from __future__ import annotations

import codecs
import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from store import add_paths, open_library
from tui.gate import Gate

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

#: Every C0, DEL and C1; what reorders, parts lines and is not seen.
CONTROLS = [
    *map(chr, (*range(0x20), *range(0x7F, 0xA0))),
    *map(
        chr, (0x61C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
    ),
    "\U000e0041",
]
#: Orders that a terminal obeys: colours of a kind the application never asks for, a title, the clipboard, a
#: reset, a device control string, a query.
ORDERS = [
    "\x1b[7;8;53m",
    "\x9b7;8;53m",
    "\x1b]0;stolen\x07",
    "\x1b]52;c;eA==\x1b\\",
    "\x1bc",
    "\x1bPq\x1b\\",
    "\x1b[6n",
]
HOSTILE = "".join(f"{one}x" for one in (*ORDERS, *CONTROLS))
#: The same for what ends at a line end, and for a file's name.
LINE = "".join(one for one in HOSTILE if one not in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
NAME = "".join(one for one in "".join(ORDERS) + "\x07\x1b\x7f\x9b\u202e\u2066" if one not in "/\0")

#: What the application itself writes: colours, places, modes, questions, the shape of the mouse's pointer.
OWN = re.compile(
    r"\x1b\]22;[a-z]+\x07|\x1b\[(?!7;8;53m)(?:[\d;]*[mH]|\?\d+(?:;\d+)*[hl]|\?\d+\$p|[<>]\d*u)|\r\n"
    r"|\x1b\[2[23];2t|\x1b\]2;[^\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*\x07"
)
MODE = re.compile(r"\x1b\]22;[a-z]+\x07|\x1b\[(?:[\d;]*m|[?<>][\d;$]*[a-z])")
#: A sequence of which the end was not read any more.
CUT = re.compile(r"\x1b(?:\[[\d;?<>$]*)?\Z")
PLACE = re.compile(r"\x1b\[[\d;]*H")
FORBIDDEN = re.compile("[" + re.escape("".join(CONTROLS)) + "\U000e0000-\U000e007f\ud800-\udfff]")


class Terminal:
    """The application on a terminal of its own, and all that it wrote there."""

    def __init__(self, folder: Path, library: Path) -> None:
        pty = pytest.importorskip("pty")
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "HOME": str(folder)}
        for size in ("COLUMNS", "LINES"):
            environment.pop(size, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "--library", str(library)],
            cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.written = b""
        self._screen = pyte.Screen(140, 40)
        self._stream = pyte.Stream(self._screen)
        self._unread = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def wait(self, *words: str, gone: str = "\0") -> None:
        """Until the screen shows the words, and not what is to be gone; fails after `PATIENCE` seconds."""
        until = time.monotonic() + PATIENCE
        while gone in (seen := "\n".join(self._screen.display)) or not all(word in seen for word in words):
            assert time.monotonic() < until, f"waited in vain for {words}; the screen shows\n{seen}"
            if select.select([self._ours], [], [], 0.1)[0]:
                read = os.read(self._ours, 65536)
                self.written += read
                whole, escape, begun = (self._unread + self._decode(read)).rpartition("\x1b")
                # A sequence may have been cut, and the modes mean nothing to pyte.
                self._unread = escape + begun
                self._stream.feed(MODE.sub("", whole))
                if MODE.match(self._unread) or PLACE.match(self._unread):
                    self._stream.feed(MODE.sub("", self._unread))
                    self._unread = ""

    def send(self, keys: str, *words: str, gone: str = "\0") -> None:
        """Sends keys and waits for what they bring."""
        os.write(self._ours, keys.encode("utf-8", "surrogateescape"))
        self.wait(*words, gone=gone)

    def close(self) -> None:
        """Ends the application."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The application on a library all of whose words steer, in a folder whose name does."""
    folder = tmp_path / f"folder {NAME}"
    folder.mkdir()
    (folder / f"file {NAME}.txt").write_text(
        f"Headline {'§' * len(LINE)}\n\nWords {'¤' * len(HOSTILE)} of it.\n"
    )
    library = open_library(folder / f"library {NAME}.db", user="ana")
    assert add_paths(library, [folder]).ids == [1]
    library.annotations.add(1, 0, 8, tags=["plain"], note=f"note {HOSTILE}")
    # No command lets these in; a library from somebody else may hold them.
    text = library.releases.text(1).text.replace("§" * len(LINE), LINE).replace("¤" * len(HOSTILE), HOSTILE)
    library.tables.table("texts").update({"text": text})
    library.tables.table("releases").update({"headline": f"Headline {LINE}"})
    library.tables.table("tags").update({"name": f"tag {LINE}"})
    library.close()
    config = tmp_path / "config.toml"
    config.write_text(
        'theme = "stolen ' + "".join(f"\\u{ord(one):04x}" for one in NAME) + '"\n', encoding="utf-8"
    )
    monkeypatch.setenv("DATELINE_CONFIG", str(config))
    opened = Terminal(folder, library.path)
    yield opened
    opened.close()


def pasted(text: str) -> str:
    """As a terminal sends it that leaves a paste as it is."""
    return f"\x1b[200~{text}\x1b[201~"


@pytest.mark.slow
def test_nothing_painted_steers_the_terminal(terminal: Terminal) -> None:
    """List, reader, annotations, footer, toasts, prompts, fields, palette, help: signs alone."""
    terminal.wait("Headline", "there is no theme", "saved")
    terminal.send("/" + pasted(f"headline{LINE}"), "headline␛", "1 of 1")
    terminal.send("\x1b", "unread 1/1")
    terminal.send("\r", "Words", "✎ note")
    terminal.send("/" + pasted(HOSTILE), "lines were pasted as one", "1/1  ")
    terminal.send("\x1b", "t tag", gone="1/1  ")
    terminal.send("t" + pasted(f"pasted{LINE}"), "Enter  new tag #pasted␛")
    terminal.send("\r", "This is no tag name")
    terminal.send("\x1b", "t tag", gone="This is no tag name")
    terminal.send("c" + pasted(f"and {HOSTILE}"), "Note on", "d ␛[7")
    terminal.send("\r", "Note kept")
    terminal.send("E", "Export this")
    terminal.send(pasted(HOSTILE) + "\r", "holds no NUL", gone="Export this")
    terminal.send(":", "Search for commands")
    terminal.send(pasted(LINE), "Release   Headline")
    terminal.send("\x1b", "t tag", gone="Release   Headline")
    terminal.send("?", "Here: ")
    terminal.send("q", "t tag", gone="Here: ")
    terminal.send("\udcff\udc9bu", "Undone")  # after bytes that are not UTF-8
    rest = CUT.sub("", OWN.sub("", terminal.written.decode("utf-8", "ignore")))
    found = FORBIDDEN.search(rest)
    assert found is None, repr(rest[max(0, found.start() - 80) : found.end() + 40])


def test_a_row_of_signs_is_as_wide_as_the_row_was() -> None:
    """What stands at the end of the row gives way to them; a row without controls is untouched."""
    row = [Segment("ab\x1b[31mcd\u202e", Style(bold=True)), Segment("efgh")]
    passed = Gate().apply(row, Color(0, 0, 0))
    assert [one.text for one in passed] == ["ab␛[31mcd\ufffd", "ef"]
    assert passed[0].style == Style(bold=True)
    assert sum(cell_len(one.text) for one in passed) == sum(cell_len(one.text) for one in row)
    plain = [Segment("می\u200cخواهیم 👩\u200d🔬")]
    assert Gate().apply(plain, Color(0, 0, 0)) is plain
