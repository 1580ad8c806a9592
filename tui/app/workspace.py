"""What every concern works with: library and panes, and how something is said, changed and copied."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from store import DatelineError, DisplacedError, Library
from tui.app.input_queue import QueuedApp
from tui.app.three_panes import ThreePanes
from tui.citing import Quoted, cited
from tui.clipboard import copy
from tui.config import CITATIONS
from tui.describe import under_embargo
from tui.terminal import safe

Result = TypeVar("Result")

_log = logging.getLogger(__name__)
#: Seconds a write may take before the footer speaks of it.
_SAID_AFTER = 0.2


class Workspace:
    """The library and the panes it is shown in."""

    def __init__(
        self,
        app: QueuedApp,
        library: Library,
        panes: ThreePanes,
        *,
        update_footer: Callable[[], None],
        write_to_terminal: Callable[[str], None],
    ) -> None:
        """Args: the application for its timers, workers, screens and queue; the rest by its name."""
        self.app = app
        self.library = library
        self.panes = panes
        self.releases = panes.releases
        self.reader = panes.reader
        self.annotations = panes.annotations
        self.update_footer = update_footer
        """Brings the bottom line up to date."""
        self.citation = CITATIONS[0]
        """How a passage is copied."""
        self.late = 0
        """How many changes are under way that take long."""
        self._write_to_terminal = write_to_terminal

    # -- changing the library --------------------------------------------------------------

    async def change(
        self,
        function: Callable[[], Result],
        *,
        stays: bool = True,
        asked: bool = True,
        failing: Callable[[DatelineError], DatelineError] = lambda error: error,
    ) -> Result | None:
        """Runs what writes to the library in a thread; shows an error and gives None where it fails.

        The error is shown as `failing` gives it, which knows what was to be written; of what nobody `asked`
        for, as `mention` shows it.

        The screen changes only after this returns: what is shown as done is on the disk. Where that takes
        long, keys that only read go on meanwhile; but not where the change leads elsewhere (not `stays`).
        """
        writing = asyncio.create_task(asyncio.to_thread(function))
        done, _ = await asyncio.wait({writing}, timeout=_SAID_AFTER)
        if not done:
            self.late += 1
        try:
            self.update_footer()
            if not done and stays:
                self.app.let_pass()
            return await writing
        except DatelineError as error:
            (self.complain if asked else self.mention)(failing(error))
            return None
        finally:
            # What `Outside` looks at stays: another process may have written since the last look.
            if not done:
                self.late -= 1
            self.update_footer()

    async def changed(
        self,
        function: Callable[[], object],
        *,
        stays: bool = True,
        asked: bool = True,
        failing: Callable[[DatelineError], DatelineError] = lambda error: error,
    ) -> bool:
        """As `change`, for what gives nothing back; tells whether it was done."""

        def done() -> bool:
            function()
            return True

        return bool(await self.change(done, stays=stays, asked=asked, failing=failing))

    # -- saying something ------------------------------------------------------------------

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Shows what the library cannot do; the application goes on."""
        try:
            yield
        except DatelineError as error:
            self.complain(error)

    def complain(self, error: DatelineError) -> None:
        """Shows an error and the way out of it."""
        _log.error("refused: %s", type(error).__name__)
        message = safe(f"{error.message} {error.way_out}".strip())
        self.app.clear_notifications()
        self.app.notify(message, title=error.title, severity="error", markup=False)

    def mention(self, error: DatelineError) -> None:
        """Shows an error of what nobody asked for.

        Not that the library has lost its place: `Saving` tells that, and what is said of its rescue stays.
        """
        if not isinstance(error, DisplacedError):
            self.complain(error)

    def say(self, message: str, *, seconds: float = 4) -> None:
        """A toast for so long, in place of others; whatever it holds is shown as it is."""
        self.app.clear_notifications()
        self.app.notify(safe(message), markup=False, timeout=seconds)

    def remark(self, message: str) -> None:
        """A toast beside those that stand."""
        self.app.notify(safe(message), markup=False)

    def warn(self, message: str, title: str = "") -> None:
        """A warning beside the toasts that stand."""
        self.app.notify(safe(message), title=title, severity="warning", markup=False)

    async def copy(self, text: str) -> str:
        """Copies the text; gives by which way, in words."""
        return await asyncio.to_thread(copy, text, self._write_to_terminal, browser=self.app.is_web)

    async def copy_passage(self, quoted: Quoted) -> None:
        """Copies words of a release with where they are from; says by which way, and of an embargo."""
        way = await self.copy(cited(quoted, self.citation))
        held = under_embargo(quoted.release)
        self.say(f"Copied {way}." + (f" The release is {held}." if held else ""))
