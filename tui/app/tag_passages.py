"""The passages of a tag: read as they are found, and again when the library has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual.worker import WorkType

from store.library import Node
from tui.app.workspace import Workspace

if TYPE_CHECKING:
    from store.library import Found
    from tui.screens import MarkedScreen

#: Passages that are read and shown together.
_TOGETHER = 100


class TagPassages:
    """Lists on a screen what one tag marks, or all tags below a name."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tag: int | None = None  # by which it is known under another name; None for a name alone

    def list(self, screen: MarkedScreen, node: Node) -> None:
        """Lists the passages of a row of the tree on the screen, some at a time."""
        self._tag = node.tag.id if node.tag is not None else None
        self._run(partial(self._read, screen))

    def list_again(self, screen: MarkedScreen) -> None:
        """Lists what there is now, all at once: what is under the cursor stays there."""
        if screen in self._workspace.app.screen_stack:
            self._run(partial(self._read_again, screen))

    def _run(self, read: WorkType[None]) -> None:
        # Of the application, not of the screen: keys would wait for that one's.
        self._workspace.app.run_worker(read, group="marked", exclusive=True)

    async def _read(self, screen: MarkedScreen) -> None:
        with self._workspace.complaining():
            found = await self._found(screen.tag)
            more = True
            while more:
                some = await asyncio.to_thread(list, islice(found, _TOGETHER))
                more = len(some) == _TOGETHER
                if screen not in self._workspace.app.screen_stack:
                    return  # nobody waits for them
                screen.add(some, more=more)

    async def _read_again(self, screen: MarkedScreen) -> None:
        with self._workspace.complaining():
            named = await asyncio.to_thread(self._workspace.library.tags.by_id) if self._tag else {}
            name = named[self._tag].name if self._tag in named else screen.tag
            found = await asyncio.to_thread(list, await self._found(name))
            if screen in self._workspace.app.screen_stack:
                screen.replace(name, found)

    async def _found(self, path: str) -> Iterator[Found]:
        from store.search import Name, write  # the first frame needs it not

        return await asyncio.to_thread(self._workspace.library.find.passages, write(Name("tag", path)))
