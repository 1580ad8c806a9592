"""What a terminal sends, read so that pasted text is never taken for keys, whatever it holds.

Textual's parser reads escape sequences within a paste as it does outside, and gives those it does not know
out as keys. Here all between the marks of a bracketed paste is text (XTerm Control Sequences, "Bracketed
Paste Mode"): a mark of its end that is followed at once by another one, with no new beginning between them,
is text too. Two pastes and keys between them, sent at once, cannot be told from one that holds both marks:
they are taken for what they seem.

It also takes Esc and the key after it, where they come without a pause, for one key with Alt. Here they are
the two that were typed, unless they begin a control sequence (ECMA-48, section 5.4) or are Alt+Enter.
"""

from __future__ import annotations

import os
import re
import selectors
import threading
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Generator
from time import monotonic
from typing import Any

from textual import events
from textual._parser import ParseEOF, ParseTimeout, Peek1, Read1, TokenCallback  # noqa: PLC2701
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser  # noqa: PLC2701
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

#: Seconds without anything after the end of a paste, until it is believed to be the end.
_QUIET = 0.03
#: Seconds it is waited for where nothing but the mouse's moves come after it.
_LONGEST = 0.1
_MOUSE = re.compile(r"(?:\x1b\[<[-\d;]*[Mm]?)*")
#: The beginning of a control sequence: CSI, with the Linux console's function keys and X10's mouse, or SS3.
_BEGUN = re.compile(r"\x1b(?:\[(?:[0-?]*[ -/]*[@-~]?|\[[A-E]?|M[^\x1b]{0,3})|O[\d;]*[@-~]?)?")
_ALT_ENTER = "\x1b\r"
#: Bytes read at once, as Textual has it.
_READ = 4096
#: Seconds after which Esc is Esc, nothing having followed; tmux waits 0.01 (``escape-time``), Textual 0.1.
#: Who has a slow line names more in ``ESCDELAY`` (milliseconds; ncurses(3)), which Textual reads.
_ESCAPE = ESCAPE_DELAY if "ESCDELAY" in os.environ else 0.02


class TerminalParser(XTermParser):
    """As Textual's, but for what is pasted, and for Esc with a key at once after it."""

    @property
    def waits(self) -> float | None:
        """Seconds until what was begun is taken for whole; None where nothing was."""
        return None if self._timeout_time is None else max(self._timeout_time - monotonic(), 0)

    def parse(self, token_callback: TokenCallback[Message]) -> Generator[Read1 | Peek1, str, None]:
        """Hands on what is typed as it is read, and reads pastes itself."""
        given_up = False

        def without_pastes(token: Message) -> None:
            if not given_up and not isinstance(token, events.Paste):
                token_callback(token)

        typed = super().parse(without_pastes)
        wanted = next(typed)
        sooner = self.read1(_ESCAPE)
        following: deque[str] = deque()
        begun = last = ""
        while True:
            try:
                character = (
                    following.popleft() if following else (yield wanted if wanted.timeout is None else sooner)
                )
            except (ParseTimeout, ParseEOF) as end:
                last = character = ""
                if not begun or isinstance(end, ParseEOF):
                    try:
                        wanted = typed.throw(end)
                    except StopIteration:
                        return
                    continue
            if begun and not (character and _BEGUN.fullmatch(begun + character)):
                # No sequence: Esc, and the keys after it.
                given_up = True
                wanted = typed.throw(ParseTimeout())
                given_up = False
                if begun + character == _ALT_ENTER:
                    token_callback(events.Key("alt+enter", None))
                else:
                    token_callback(events.Key("escape", "\x1b"))
                    following.extendleft(reversed(begun[1:] + character))
                begun = last = ""
                continue
            wanted = typed.send(character)
            begun = begun + character if wanted.timeout is not None else ""
            last = (last + character)[-len(BRACKETED_PASTE_START) :]
            if last == BRACKETED_PASTE_START:
                pasted, rest = yield from self._pasted(following)
                token_callback(events.Paste(pasted))
                for character in BRACKETED_PASTE_END:
                    wanted = typed.send(character)
                following.extendleft(reversed(rest))
                begun = last = ""

    def _pasted(self, following: deque[str]) -> Generator[Read1 | Peek1, str, tuple[str, str]]:
        """Reads to the end of a paste; gives what was pasted, and what was read after it."""
        characters: list[str] = []
        end: int | None = None
        ended = 0.0
        while True:
            try:
                waiting = self.read1(_QUIET if end is not None else None)
                characters.append(following.popleft() if following else (yield waiting))
            except (ParseTimeout, ParseEOF):
                break
            mark = "".join(characters[-len(BRACKETED_PASTE_END) :]) if characters[-1] == "~" else ""
            if mark == BRACKETED_PASTE_END:
                end, ended = len(characters) - len(mark), monotonic()
            elif end is not None and (mark == BRACKETED_PASTE_START or self._moves(characters, end, ended)):
                break
        end = len(characters) if end is None else end
        return "".join(characters[:end]), "".join(characters[end + len(BRACKETED_PASTE_END) :])

    def _moves(self, characters: list[str], end: int, ended: float) -> bool:
        """Whether for long enough nothing but moves of the mouse came after the end."""
        after = characters[end + len(BRACKETED_PASTE_END) :] if monotonic() - ended > _LONGEST else ["-"]
        return _MOUSE.fullmatch("".join(after)) is not None


class _Bell(threading.Event):
    """An event that who waits for a terminal hears at once."""

    def __init__(self) -> None:
        super().__init__()
        self.heard, self._rung = os.pipe()

    def set(self) -> None:
        """Rings."""
        super().set()
        os.write(self._rung, b"!")

    def clear(self) -> None:
        """Rings no more."""
        super().clear()
        os.read(self.heard, _READ)


class PastingDriver(LinuxDriver):
    """As Textual's, but for what is pasted, and for bytes that are not UTF-8: they end nothing.

    It waits for as long as nothing comes: Textual's looks ten times a second whether the application ends.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.exit_event: _Bell = _Bell()

    def run_input_thread(self) -> None:
        """Reads what the terminal sends until the application ends or the terminal is gone."""
        parser = TerminalParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.heard, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select(parser.waits)}
                if self.exit_event.is_set():
                    break
                if self.fileno in ready:
                    read = os.read(self.fileno, _READ)
                    if not read:
                        break
                    for event in parser.feed(decode(read)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
