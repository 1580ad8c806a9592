"""The driver of a terminal: one that may go away, and whose modes are taken back however the end comes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, Any, Protocol, cast

from textual.app import App

from tui.terminal import safe_row
from tui.terminal_input import PastingDriver

#: Takes back what Textual's driver and frames set (XTerm Control Sequences, "DECSET"): synchronised output,
#: bracketed paste, no line wrap, in-band resize, mouse, keyboard protocol, alternate screen, cursor, focus.
_RESTORES = "".join(
    f"\x1b[{code}"
    for code in (
        "?2026l", "?2004l", "?7h", "?2048l", "?1000l", "?1003l", "?1015l", "?1006l", "?1016l", "<u",
        "?1049l", "?25h", "?1004l",
    )
)  # fmt: skip


#: Keeps the window's title and puts it back (XTerm Control Sequences, "XTWINOPS" 22 and 23); a terminal that
#: keeps none is left without one.
_KEEP_TITLE, _TITLE, _TITLE_BACK = "\x1b[22;2t", "\x1b]2;{}\x07", "\x1b]2;\x07\x1b[23;2t"


class Ending(Protocol):
    """What ends the application."""

    terminal: TerminalDriver | None
    """Takes back what was done to the terminal, however the end comes."""

    def end_by(self, number: int) -> None:
        """Ends as by a signal, from any thread."""


class Endable(Protocol):
    """An application that ends without loss when the terminal has gone."""

    @property
    def ending(self) -> Ending:
        """What is told of it."""


class _Output:
    """What frames are written to; a terminal that has gone is told of once, and stops nobody from writing."""

    def __init__(self, file: IO[str], gone: Callable[[], None]) -> None:
        self._file, self._gone = file, gone

    def write(self, text: str) -> None:
        """Writes, or tells that this is not possible any more."""
        try:
            self._file.write(text)
        except OSError:
            self._gone()

    def flush(self) -> None:
        """Sends what was written, or tells that this is not possible any more."""
        try:
            self._file.flush()
        except OSError:
            self._gone()

    def fileno(self) -> int:
        """The file's own."""
        return self._file.fileno()


class TerminalDriver(PastingDriver):
    """As `PastingDriver`, for terminals that go away."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._ending = cast("Endable", app).ending
        self._ending.terminal = self
        self.active = False
        """Whether the terminal is in the application's mode."""
        self._title = ""
        self._file = _Output(self._file, partial(self._ending.end_by, signal.SIGHUP))  # type: ignore[assignment,arg-type]

    def start_application_mode(self) -> None:
        """Puts the terminal into the application's mode, and remembers that it is."""
        self.active = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._title:
            self.write(_KEEP_TITLE + _TITLE.format(self._title))

    def stop_application_mode(self) -> None:
        """Puts the terminal back, the mouse's pixels too, which `LinuxDriver` leaves as they are."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        if self._title:
            self.write(_TITLE_BACK)
        super().stop_application_mode()
        self.active = False

    def name_window(self, title: str) -> None:
        """Gives the terminal's window a title until the application leaves it; what would steer is a sign."""
        title = safe_row(title)
        if self.active:
            self.write(("" if self._title else _KEEP_TITLE) + _TITLE.format(title))
        self._title = title

    def write(self, data: str) -> None:
        """Writes to the terminal; nothing while it is another program's."""
        if self._writer_thread is not None:
            super().write(data)

    def restore(self) -> None:
        """Leaves the terminal as it was, where the application did not come to it; takes a second at most."""
        if not self.active:
            return

        def write() -> None:
            import termios

            with suppress(OSError, termios.error):  # it has gone
                restores = _RESTORES + _TITLE_BACK * bool(self._title)
                os.write(sys.__stderr__.fileno(), restores.encode())  # type: ignore[union-attr]
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

        writing = threading.Thread(target=write, daemon=True)  # a terminal that is held takes no byte
        writing.start()
        writing.join(1)
        self.active = False

    def _run_input_thread(self) -> None:
        """Reads keys; that this fails is a fault, or the end of the terminal."""
        try:
            self.run_input_thread()
        except OSError:
            self._ending.end_by(signal.SIGHUP)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the thread unnoticed
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001
