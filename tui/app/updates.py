"""What came from feeds, folders and other processes: listed, told in words, and what was updated opened."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual.worker import WorkType

from tui.app.long_work import UnderWay
from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.speech import Speech
from tui.app.workspace import Workspace
from tui.describe import SEPARATOR, updates
from tui.key_words import with_key


class Updates:
    """Knows what is new; the cursors stay where they are while it is listed."""

    def __init__(
        self,
        workspace: Workspace,
        showing: Showing,
        opening: Opening,
        under_way: UnderWay,
        config: Path | None = None,
    ) -> None:
        """Args: the workspace, what shows and opens releases, what is under way, the file with the rules."""
        self._config = config
        self._workspace = workspace
        self._library = workspace.library
        self._showing = showing
        self._opening = opening
        self._speech = Speech(workspace, under_way)
        self._news = False  # whether releases came that are not listed yet
        self._to_open: Sequence[int] = ()  # what was updated and named, those opened since not among them
        self._marked: frozenset[int] = frozenset()  # the releases known to be marked as updated

    def note(self, *came: Sequence[int]) -> None:
        """Releases that came are to be listed."""
        self._news |= any(came)

    async def ruled(self, added: Sequence[int]) -> str:
        """Marks what waited for what is here, and applies the rules to what came, in a thread.

        Gives what is to be told of that, each part after a separator.
        """
        from tui.after_arrival import settle

        apply = partial(settle, self._library, self._config, added)
        told, problems = await self._workspace.change(apply) or ([], [])
        for problem in problems:
            self._workspace.warn(problem, "A rule was passed over")
        self._news |= bool(told)
        return "".join(f"{SEPARATOR}{line}" for line in told)

    def list_news(self) -> None:
        """Lists what came since this was last called."""
        if self._news:
            self._news = False
            with self._workspace.complaining():
                self._workspace.releases.load()
                self._showing.reload()
                self._speech.look()

    async def told(self, added: Sequence[int], updated: Sequence[int]) -> str:
        """What came, in words; `action_next_update` opens what was updated, one after the other."""
        self._to_open = list(dict.fromkeys(updated))
        self._marked |= {*self._to_open}
        return f"{len(added)} new, {await self._updated_words()}"

    async def _updated_words(self) -> str:
        releases = await asyncio.to_thread(self._library.releases.many, self._to_open)
        opens = (
            f" · {with_key('next_update', 'opens the first' if len(releases) > 1 else 'opens it')}"
            if releases
            else ""
        )
        return updates([release.headline for release in releases]) + opens

    def look(self, *, saying: bool) -> None:
        """Looks for what another process has updated of what was read; says what is new where it shall."""
        self._speech.look()
        look: WorkType[None] = partial(self._look, saying=saying)
        self._workspace.app.run_worker(look, group="updates", exclusive=True)

    async def _look(self, *, saying: bool) -> None:
        with self._workspace.complaining():
            marked = await asyncio.to_thread(self._library.reading.updated)
            fresh, self._marked = marked - self._marked, frozenset(marked)
            if fresh and saying:
                self._to_open = [key for key in self._workspace.releases.rows.ids if key in fresh]
                self._workspace.say(await self._updated_words())

    async def action_next_update(self) -> None:
        """Opens the next release that was updated since it was read; those that were named last first."""
        with self._workspace.complaining():
            if not self._to_open:
                marked = await asyncio.to_thread(self._library.reading.updated)
                self._to_open = [key for key in self._workspace.releases.rows.ids if key in marked]
            if self._to_open:
                first, *self._to_open = self._to_open
                await self._opening.open_and_read(first)
            else:
                self._workspace.say("Nothing was updated since you read it.")
