"""When the application was closed last, and what came since."""

from __future__ import annotations

from datetime import datetime

from store import DatelineError
from store.wording import many
from tui.app.workspace import Workspace
from tui.describe import long_date
from tui.key_words import with_key

#: Seconds after the start in which nothing is counted yet: keys typed ahead come first.
SETTLED_SECONDS = 1.0


class LastLook:
    """Says at the start how much is new, and notes at the end until when one has looked."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._library = workspace.library

    def tell(self) -> None:
        """Counts in a thread what came since the last look, and says it; not at the first look."""
        self._workspace.app.run_worker(self._count, thread=True, group="last look")

    def _count(self) -> None:
        from store.search import Name  # the first frame needs it not

        try:
            since = self._library.reading.last_look()
            new = len(self._library.find.matching(Name("is", "new"))) if since else 0
        except DatelineError:
            return  # nobody asked; whatever is asked for says what is wrong
        if new:
            when = datetime.fromisoformat(since).astimezone()
            day = long_date(when.date().isoformat())
            lists = with_key("views", "3 lists them")
            what = f"{many(new, 'release')} came since you last looked, {day} {when:%H:%M} · {lists}"
            self._workspace.app.call_from_thread(self._workspace.remark, what)

    async def end(self) -> None:
        """Notes that the application is closed now."""
        if not self._library.read_only:
            await self._workspace.changed(self._library.reading.stop_looking, asked=False)
