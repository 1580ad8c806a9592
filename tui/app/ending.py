"""However the application ends, it ends like `q`: drafts and place are kept, the terminal is as it was.

By a signal the exit code is 128 and its number, as shells have it; by a fault it is 1.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.driver import Driver

from store import DatelineError
from tui.app.drafting import DraftingApp
from tui.drafts import state_folder
from tui.terminal import safe

if TYPE_CHECKING:
    from tui.terminal_driver import TerminalDriver

#: Signals that end a program and can be caught; those without a name here are not known to the system.
_SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGXCPU")
    if hasattr(signal, name)
)
#: Seconds the ordinary end may take once a signal has come; then the process ends all the same.
_GRACE = 5.0
#: Seconds between looks whether the terminal is still there.
_LOOK_INTERVAL = 1.0


class EndingApp(DraftingApp):
    """An application that signals, a closed terminal and faults end without loss."""

    BINDINGS = [Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True, system=True)]

    terminal: TerminalDriver | None = None
    """The driver of a terminal; None without one, and on Windows."""
    _running_loop: asyncio.AbstractEventLoop | None = None
    _listens = False
    _ended_by: int | None = None
    _force: threading.Timer | None = None

    def get_driver_class(self) -> type[Driver]:
        """See `App`; on POSIX the one for terminals that go away, and that takes no pasted text for keys."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tui.terminal_driver import TerminalDriver  # it is not there on Windows

        return TerminalDriver

    def run_to_the_end(self) -> int:
        """Runs the application and gives the exit code."""
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        self._listens = True
        try:
            self.run()
        finally:
            if self._force is not None:
                self._force.cancel()
            for number, handler in before.items():
                signal.signal(number, handler)
            if self.terminal is not None:
                self.terminal.restore()
            if self._ended_by == signal.SIGHUP:
                self._say_nothing_more()
        return 128 + self._ended_by if self._ended_by else self.return_code or 0

    def _say_nothing_more(self) -> None:
        """What else there is to be said would meet a terminal that has gone."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())

    # -- signals ---------------------------------------------------------------------------

    def on_load(self) -> None:
        """Listens for signals, before the terminal is touched."""
        self._running_loop = asyncio.get_running_loop()
        if self._listens:
            for number in _SIGNALS:
                signal.signal(number, self._take_signal)

    async def on_mount(self) -> None:
        """Looks whether the terminal is still there: a closed one need not send a signal."""
        self.app_resume_signal.subscribe(self, self._paint_again)
        if self.terminal is not None:
            self.set_interval(_LOOK_INTERVAL, self._look_for_terminal)

    def _paint_again(self, _app: object) -> None:
        """The screen holds nothing of ours any more: what lies below a prompt is painted too."""
        screen = self.screen
        screen.refresh(layout=True)
        update = partial(screen._compositor.render_update, full=True, screen_stack=self._background_screens)
        self.call_after_refresh(lambda: self._display(screen, update()))

    def _look_for_terminal(self) -> None:
        if self.terminal is not None and not os.isatty(self.terminal.fileno):
            self.end_by(signal.SIGHUP)

    def _take_signal(self, number: int, _frame: FrameType | None) -> None:
        self.end_by(number)

    def end_by(self, number: int) -> None:
        """Ends as after `q`, as by a signal; from any thread, and from a handler of signals.

        Not by asyncio's handlers, which wait for a loop that may be held up by the terminal.
        """
        if self._ended_by is not None or self._running_loop is None:
            return
        self._ended_by = number
        self._force = threading.Timer(_GRACE, self._end_now)
        self._force.daemon = True
        self._force.start()
        self._running_loop.call_soon_threadsafe(self._end_soon)

    def _end_soon(self) -> None:
        # A task of its own: the queue that keys go through may be waiting for something.
        self._ending_task = asyncio.create_task(self._end())

    async def _end(self) -> None:
        self.gather_drafts()
        await self._write_drafts()
        await self.positions_kept()
        self.exit(return_code=128 + (self._ended_by or 0))

    def _end_now(self) -> None:
        """Ends the process; what was acknowledged is on the disk, and what was typed goes there."""
        with suppress(DatelineError):  # there is nobody left to be told
            self.drafts.write()
        if self.terminal is not None:
            self.terminal.restore()
        os._exit(128 + (self._ended_by or 0))

    # -- faults ----------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """See `App`, whose traceback holds what the user reads; here it goes to a file without that."""
        with suppress(DatelineError):  # the fault is told of in any case
            self.gather_drafts()
            self.drafts.write()
        error = self._exception
        error = getattr(error, "error", error)  # what a worker's failure was
        what = "".join(traceback.format_exception_only(error)).strip() if error else "an unknown fault"
        lines = [
            f"Dateline ended by a fault of its own: {what}",
            f"Everything that was said to be saved is in {self.library.path}.",
            "What you were typing is offered again at the next start."
            if not self.drafts.unwritten
            else "What you were typing could not be kept.",
            self._record_fault("".join(traceback.format_exception(error)) if error else what),
        ]
        self._exit_renderables.append(Text(safe("\n".join(lines))))
        self._close_messages_no_wait()

    def _record_fault(self, details: str) -> str:
        """Keeps what a developer needs to know; gives where, in words."""
        path = state_folder() / "faults.log"
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n{details}\n")
        except OSError as error:
            return f"{path} could not be written: {error.strerror}.\n{details}"
        return f"For those who mend it, the details are in {path}."
