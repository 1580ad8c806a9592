"""The beginning: an empty library offers what one can do with it."""

from __future__ import annotations

import asyncio

from tui.app.adding import Adding
from tui.app.ending import Ending
from tui.app.workspace import Workspace


class Welcoming:
    """Offers the first things to do, and leads to them."""

    def __init__(self, workspace: Workspace, adding: Adding, ending: Ending) -> None:
        self._workspace = workspace
        self._adding = adding
        self._ending = ending

    async def begin(self) -> None:
        """Asks how to begin, where the library is empty, nothing is followed and it can be filled."""
        library = self._workspace.library
        followed = library.tables.storage.count_rows("sources")
        if not (library.read_only or followed or library.releases.count()):
            from tui.screens import Welcome

            # What lies below a prompt is laid out no more.
            laid_out = asyncio.Event()
            self._workspace.app.call_after_refresh(laid_out.set)
            await laid_out.wait()
            await self._workspace.app.push_screen(Welcome(str(library.place)), self._answered)

    async def _answered(self, answer: str | None) -> None:
        from tui.screens import Welcome

        if answer == Welcome.DEMO:
            await self._ending.quit_for_samples()
        elif answer in (Welcome.ADD, Welcome.FOLLOW):
            await self._adding.ask(following=answer == Welcome.FOLLOW, left=self.begin)
