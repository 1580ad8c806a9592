"""What is done with a result in the list: tagged, noted and copied without opening its release."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from store import Annotation, NotFoundError, ReleaseText
from tui.app.noting import Noting
from tui.app.tagging import Tagging
from tui.app.workspace import Workspace
from tui.citing import Quoted
from tui.key_words import with_key
from tui.panes import FoundPane
from tui.sorts import QUOTATION, SORTS
from tui.text import sentences

if TYPE_CHECKING:
    from store.library import Found


class Marking:
    """Works on the passage of the row under the cursor: the row's own, or the sentence it stands in."""

    def __init__(self, workspace: Workspace, found: FoundPane, tagging: Tagging, noting: Noting) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._found = found
        self._tagging = tagging
        self._noting = noting

    async def action_tag_result(self) -> None:
        """Asks for tags for the passage."""
        await self._ask(self._tagging)

    async def action_note_result(self) -> None:
        """Asks for a note on the passage."""
        await self._ask(self._noting)

    async def action_copy_result(self) -> None:
        """Copies the passage with its citation."""
        found = await self._current()
        if found is not None:
            await self._workspace.copy_passage(await asyncio.to_thread(self._quoted, found))

    def _quoted(self, found: Found) -> Quoted:
        if SORTS[self._found.sort].form == QUOTATION:
            return Quoted(found.release, found.text, True, found.speaker, found.role)
        start, end, text = self._passage(found)
        return Quoted(found.release, text[start:end] or found.text)

    async def _current(self) -> Found | None:
        await self._found.answered()
        found = self._found.rows.current
        if found is not None and found.start == found.end and found.annotation is None:
            opens = with_key("open_result", "opens the release")
            self._workspace.say(f"None of the words stands in the text; {opens}.")
            return None
        return found

    async def _ask(self, asking: Tagging | Noting) -> None:
        found = await self._current()
        if found is None:
            return
        start, end, text = await asyncio.to_thread(self._passage, found)
        present = await asyncio.to_thread(self._annotation, found, start, end)
        if found.annotation is not None and present is None:
            raise NotFoundError("The annotation was deleted meanwhile.", "")
        shown = text[start:end], found.release.text_id
        await asking.ask(found.release.id, start, end, present, shown)

    def _passage(self, found: Found) -> tuple[int, int, str]:
        """The passage, and the text that it is in."""
        version: ReleaseText = self._library.releases.version_text(found.release.text_id)
        text = version.text
        if SORTS[self._found.sort].exact:
            return found.start, found.end, text
        paragraphs = [(one.start, one.end) for one in version.paragraphs]
        where = (paragraphs, found.release.language, version.dateline)
        return (*sentences.sentence_at(text, found.start, *where), text)

    def _annotation(self, found: Found, start: int, end: int) -> Annotation | None:
        """The annotation that the row is, or the one on exactly its passage."""
        there = self._library.annotations.of(found.release.id)
        if found.annotation is not None:
            return next((one for one in there if one.id == found.annotation), None)
        return next((one for one in there if (one.start, one.end) == (start, end)), None)
