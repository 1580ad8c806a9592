"""Embargoes that end while the application is open: the list says so."""

from __future__ import annotations

from functools import partial

from store import DatelineError, Release
from tui.app.workspace import Workspace
from tui.describe import shortened
from tui.terminal import one_line

#: Seconds between two looks at the clock.
LOOK_INTERVAL = 30.0
_CELLS = 60


class Embargoes:
    """Looks which releases are under embargo, and tells of those that are no more."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._held: set[int] = set()

    def look(self) -> None:
        """Looks in a thread, for there may be 100,000 releases."""
        self._workspace.app.run_worker(self._look, thread=True, group="embargoes", exclusive=True)

    def _look(self) -> None:
        from store.search import parse

        query = parse("is:embargoed")
        assert query is not None
        try:
            held = self._workspace.library.find.matching(query)
            over = self._workspace.library.releases.many(sorted(self._held - held))
        except DatelineError:
            return  # the next look is soon; what is asked for says what is wrong
        self._held = held
        if over:
            self._workspace.app.call_from_thread(partial(self._tell, over))

    def _tell(self, over: list[Release]) -> None:
        names = ", ".join(f"“{shortened(one_line(one.headline), _CELLS)}”" for one in over[:2])
        more = f" and {len(over) - 2} more" if len(over) > 2 else ""
        self._workspace.say(f"The embargo is over: {names}{more}")
        self._workspace.releases.reload()
        self._workspace.reader.refresh()
