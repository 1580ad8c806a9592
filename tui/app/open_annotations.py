"""The annotations of the open release in reader and list: a few at once, many after the text."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

from textual.worker import WorkType

from store import Annotation, Release
from store.library import in_text_order
from tui.app.workspace import Workspace
from tui.panes import AFTER_FRAME, Marks

#: Annotations above which they come after the text, out of a thread: about 5 ms of work.
_MANY = 200


class OpenAnnotations:
    """Reads and shows them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._there = asyncio.Event()
        self._there.set()
        self._waited_for = 0

    def show(self, release: Release) -> None:
        """Shows the tags and annotations of the open release: of these, many when a thread has read them."""
        self._workspace.reader.own_tags = self._workspace.library.release_tags.of(release.id)
        self._there.set()
        self._there = there = asyncio.Event()
        if release.annotations <= _MANY:
            there.set()
            self._show(release, *self._marks(release.id))
        else:
            late: WorkType[None] = partial(self._show_late, release, there)
            self._workspace.app.run_worker(late, group="annotations")

    def hide(self) -> None:
        """Shows none: no release is open any more."""
        self._there.set()
        self._there = there = asyncio.Event()
        there.set()
        self._workspace.annotations.show([])

    def _marks(self, key: int) -> tuple[list[Annotation], Marks]:
        annotations = self._workspace.library.annotations.of(key)
        return annotations, Marks.of(annotations, self._workspace.reader.text.text)

    def _measuring(self, key: int, found: list[Annotation], made: list[Marks]) -> Iterator[None]:
        """Reads and measures the annotations a few at a time, and makes the marks."""
        for some in self._workspace.library.annotations.some_at_a_time(key):
            found += some
            yield
        found.sort(key=in_text_order)
        made.append(Marks.of(found, self._workspace.reader.text.text))
        yield
        yield from self._workspace.annotations.rows.measuring(found)

    async def _show_late(self, release: Release, there: asyncio.Event) -> None:
        """Shows them unless others were asked for meanwhile: what is read in a thread cannot be stopped."""
        try:
            await asyncio.sleep(AFTER_FRAME)
            with self._workspace.complaining():
                found, made = list[Annotation](), list[Marks]()
                steps, end = self._measuring(release.id, found, made), object()
                while there is self._there and await asyncio.to_thread(next, steps, end) is not end:
                    await self._let_keys_go_first()
                if there is self._there:
                    self._workspace.reader.show_marks(release, *made)
                    await self._let_keys_go_first(AFTER_FRAME)  # text and list in frames of their own
                if there is self._there:
                    self._list(found)
        finally:
            there.set()

    async def _let_keys_go_first(self, seconds: float = 0) -> None:
        """Waits so long, and for the input under way, unless that waits for this."""
        if seconds and not self._waited_for:
            await asyncio.sleep(seconds)
        if not self._waited_for:
            await self._workspace.app.stand_back()

    def _show(self, release: Release, annotations: list[Annotation], marks: Marks) -> None:
        self._workspace.reader.show_marks(release, marks)
        self._list(annotations)

    def _list(self, annotations: list[Annotation]) -> None:
        self._workspace.annotations.show(annotations)
        self._workspace.panes.arrange()  # the first one, and the last that goes
        self._workspace.panes.match()

    async def shown(self) -> None:
        """Waits for the annotations of the open release, where many of them come after the text."""
        self._waited_for += 1
        try:
            while not (there := self._there).is_set():
                await there.wait()
        finally:
            self._waited_for -= 1
