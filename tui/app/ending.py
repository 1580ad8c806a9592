"""However the application ends, it ends like `q`: drafts and place are kept, the terminal is as it was.

By a signal the exit code is 128 and its number, as shells have it; by a fault it is 1.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import Context, copy_context
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING

from store import DatelineError, Library
from tui.app.input_queue import QueuedApp
from tui.describe import shortened
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from tui.app.drafting import Drafting
    from tui.app.last_look import LastLook
    from tui.app.positions import Positions
    from tui.app.preferences import Preferences
    from tui.drafts import Drafts
    from tui.terminal_driver import TerminalDriver

_log = logging.getLogger(__name__)
#: Signals that end a program and can be caught; those without a name here are not known to the system.
_SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGXCPU")
    if hasattr(signal, name)
)
#: Those that Ctrl+C and Ctrl+\\ send to every program on the terminal.
_KEYED = tuple(getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name))
#: Seconds the ordinary end may take once a signal has come; then the process ends all the same.
_GRACE = 5.0
#: Seconds between looks whether the terminal is still there.
_LOOK_INTERVAL = 1.0
#: Cells of what is lost that a question names.
_NAMED = 80


class Ending:
    """Lets `q`, signals, a closed terminal and faults end without loss."""

    def __init__(self, app: QueuedApp, library: Library) -> None:
        self._app = app
        self._library = library
        self._drafting: Drafting | None = None  # nothing is typed before the first frame
        self._positions: Positions | None = None
        self._preferences: Preferences | None = None
        self._last_look: LastLook | None = None
        self.terminal: TerminalDriver | None = None
        """The driver of a terminal; None without one, and on Windows."""
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self._context = Context()
        self._listens = False
        self._for_samples = False
        self._ended_by: int | None = None
        self._force: threading.Timer | None = None

    @property
    def for_samples(self) -> bool:
        """Whether it ended so that the samples are opened."""
        return self._for_samples

    def keep(
        self, drafting: Drafting, positions: Positions, preferences: Preferences, last_look: LastLook
    ) -> None:
        """From now on what these have is kept, however it ends."""
        self._drafting, self._positions = drafting, positions
        self._preferences, self._last_look = preferences, last_look

    @property
    def _drafts(self) -> Drafts | None:
        return None if self._drafting is None else self._drafting.drafts

    def run_to_the_end(self) -> int:
        """Runs the application and gives the exit code."""
        app = self._app
        _log.info("opens %s", self._library.place)
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        self._listens = True
        try:
            app.run()
        finally:
            if self._force is not None:
                self._force.cancel()
            for number, handler in before.items():
                signal.signal(number, handler)
            if self.terminal is not None:
                self.terminal.restore()
            if self._ended_by == signal.SIGHUP:
                self._say_nothing_more()
        _log.info("ended, return code %s", app.return_code)
        return 128 + self._ended_by if self._ended_by else app.return_code or 0

    def _say_nothing_more(self) -> None:
        """What else there is to be said would meet a terminal that has gone."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())

    # -- by a key --------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Ends; what cannot be kept on the disk is asked for first."""
        await self._keep_drafts()
        lost = self._drafts.unwritten if self._drafts else []
        if not lost:
            await self._quit()
            return
        from tui.screens import Question

        app = self._app
        if isinstance(app.screen, Question):
            return
        texts = "\n".join(shortened(one_line(one.text), _NAMED) for one in lost)
        await app.push_screen(
            Question("This could not be saved and is lost when you quit:", texts),
            self._quit_and_lose,
        )

    async def _quit_and_lose(self, sure: bool | None) -> None:
        if sure:
            await self._quit()

    async def quit_for_samples(self) -> None:
        """Ends; whoever ran the application opens the samples next."""
        self._for_samples = True
        await self._quit()

    async def _quit(self) -> None:
        await self._keep_place()
        self._app.exit()

    async def _keep_drafts(self) -> None:
        if self._drafting is not None:
            self._drafting.gather()
            await self._drafting.write()

    async def _keep_place(self) -> None:
        if self._positions is not None:
            await self._positions.kept()
        if self._preferences is not None:
            await self._preferences.kept()
        if self._last_look is not None:
            await self._last_look.end()

    # -- by a signal -----------------------------------------------------------------------

    def listen(self) -> None:
        """Listens for signals where they are to end it, before the terminal is touched."""
        self._running_loop, self._context = asyncio.get_running_loop(), copy_context()
        if self._listens:
            for number in _SIGNALS:
                signal.signal(number, self._take_signal)

    def watch_terminal(self) -> None:
        """Looks, now and then, whether the terminal is still there: a closed one need not send a signal."""
        if self.terminal is not None:
            self._app.set_interval(_LOOK_INTERVAL, self._look_for_terminal)

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
        _log.info("ends by %s", signal.Signals(number).name)
        self._force = threading.Timer(_GRACE, self._end_now)
        self._force.daemon = True
        self._force.start()
        # A signal comes between any two tasks; a timer that is set on the way out asks whose it is.
        self._running_loop.call_soon_threadsafe(self._end_soon, context=self._context)

    def _end_soon(self) -> None:
        # A task of its own: the queue that keys go through may be waiting for something.
        self._ending_task = asyncio.create_task(self._end())

    async def _end(self) -> None:
        await self._keep_drafts()
        await self._keep_place()
        self._app.exit(return_code=128 + (self._ended_by or 0))

    def _end_now(self) -> None:
        """Ends the process; what was acknowledged is on the disk, and what was typed goes there."""
        if self._drafts is not None:
            with suppress(DatelineError):  # there is nobody left to be told
                self._drafts.write()
        if self.terminal is not None:
            self.terminal.restore()
        os._exit(128 + (self._ended_by or 0))

    @contextmanager
    def lent(self) -> Iterator[None]:
        """While another program has the terminal: the keys that interrupt are meant for that one."""
        before = [(number, signal.signal(number, _left_to_the_other)) for number in _KEYED]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    # -- by a fault ------------------------------------------------------------------------

    def fault(self, error: BaseException | None) -> str:
        """Keeps what was typed, and the details in a file; gives what the user reads of the fault."""
        if self._drafting is not None:
            with suppress(DatelineError):  # the fault is told of in any case
                self._drafting.gather()
                self._drafting.drafts.write()
        error = getattr(error, "error", error)  # what a worker's failure was
        _log.error("a fault: %s", type(error).__name__)
        what = "".join(traceback.format_exception_only(error)).strip() if error else "an unknown fault"
        lines = [
            f"Dateline ended by a fault of its own: {what}",
            f"Everything that was said to be saved is in {self._library.place}.",
            "What you were typing is offered again at the next start."
            if self._drafts is None or not self._drafts.unwritten
            else "What you were typing could not be kept.",
            _record_fault("".join(traceback.format_exception(error)) if error else what),
        ]
        return safe("\n".join(lines))


def _left_to_the_other(_number: int, _frame: FrameType | None) -> None:
    """Not ignored by the system's means, which the other program would inherit."""


def _record_fault(details: str) -> str:
    """Keeps what a developer needs to know; gives where, in words."""
    from tui.drafts import state_folder  # for a day that never comes

    path = state_folder() / "faults.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n{details}\n")
    except OSError as error:
        return f"{path} could not be written: {error.strerror}.\n{details}"
    return f"For those who mend it, the details are in {path}."
