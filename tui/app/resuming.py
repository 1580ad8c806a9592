"""Going on with what was typed and could not be saved: offered at the start, and by a key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from store import Annotation, Release
from tui.app.annotating import Annotating
from tui.app.drafting import Drafting, Writing
from tui.app.open_annotations import OpenAnnotations
from tui.app.opening import Opening
from tui.app.workspace import Workspace
from tui.describe import shortened
from tui.drafts import Draft, Place
from tui.key_words import key_of, with_key
from tui.terminal import one_line

#: Cells of a draft that a message names.
_NAMED = 40

#: Opens the prompt for a passage of a release: its start, its end, and the annotation there is on it.
Ask = Callable[[int, int, int, Annotation | None], Awaitable[None]]


class Resuming:
    """Offers drafts again."""

    def __init__(
        self,
        workspace: Workspace,
        opening: Opening,
        annotations: OpenAnnotations,
        annotating: Annotating,
        drafting: Drafting,
        ask: Mapping[str, Ask],
    ) -> None:
        """Args: what it works with; for each kind of draft, what opens its prompt."""
        self._workspace = workspace
        self._library = workspace.library
        self._opening = opening
        self._annotations = annotations
        self._annotating = annotating
        self._drafting = drafting
        self._ask = ask
        self._offered: Draft | None = None

    def begin(self) -> None:
        """Looks for what was not saved when the program last ended."""
        self._drafting.in_worker(self._offer)

    async def _offer(self) -> None:
        drafts = self._drafting.drafts
        with self._workspace.complaining():
            self._library.warnings.extend(await asyncio.to_thread(drafts.take_over))
            self._workspace.update_footer()
            found = drafts.all()
            if found:
                first = shortened(one_line(found[0].text), _NAMED)
                on = with_key("drafts", "goes on with it")
                kept = f"What you typed last was not saved, and is kept: “{first}” · {on}"
                if len(found) > 1:
                    kept = f"{len(found)} drafts were not saved, and are kept; the first: “{first}” · {on}"
                self._workspace.say(kept, seconds=20)

    async def action_drafts(self) -> None:
        """Goes on with a note or tags that are not saved; each time with another one."""
        drafts = self._drafting.drafts.all()
        if not drafts:
            self._workspace.say("Nothing you typed is unsaved.")
            return
        at = drafts.index(self._offered) + 1 if self._offered in drafts else 0
        self._offered = draft = drafts[at % len(drafts)]
        release = self._release_of(draft.place)
        if release is None:
            await self._show_homeless(draft, f"“{one_line(draft.place.headline)}” is not in the library now.")
            return
        await self._opening.open_release(release.id)
        await self._annotations.shown()
        self._workspace.panes.show("reader")
        present = self._annotation_of(draft.place, release)
        passage = (present.start, present.end) if present else self._words_of(draft.place)
        if passage[1] < 0:
            await self._show_homeless(draft, "The text no longer holds the passage.")
            return
        if present is None or present.state != "orphaned":
            self._workspace.reader.go(passage[0])
        await self._ask[draft.place.kind](release.id, *passage, present)

    def _release_of(self, place: Place) -> Release | None:
        """The release a draft is about, whatever its id is now."""
        rows = {
            **self._library.tables.storage.find_rows("releases", "digest", place.digest),
            **self._library.tables.storage.find_rows("releases", "source", place.source),
        }
        found = [one for one in self._library.releases.many(sorted(rows)) if place.is_in(one)]
        return next((one for one in found if one.id == place.release), found[0] if found else None)

    def _annotation_of(self, place: Place, release: Release) -> Annotation | None:
        """The annotation a draft is about, else one on its words, if there is one in the open release."""
        there = self._annotating.all_in(release)
        owner = place.owner(there)
        if owner is not None:
            return owner
        for one in self._workspace.reader.marks.annotations:
            if place.is_same(Place.of(place.kind, release, (one.start, one.end), one.quote, one), there):
                return one
        return None

    def _words_of(self, place: Place) -> tuple[int, int]:
        """Where the words of a draft stand in the open text; the end of -1 where they do not."""
        text = self._workspace.reader.text.text
        at = place.start if text.startswith(place.quote, place.start) else text.find(place.quote)
        return (at, at + len(place.quote)) if at >= 0 else (-1, -1)

    async def _show_homeless(self, draft: Draft, why: str) -> None:
        """Shows a draft that can only be copied, or emptied to be rid of it."""
        from tui.screens import NotePrompt

        writing = Writing(self._drafting, draft.place, "")
        prompt = NotePrompt(draft.place.quote, writing.text, writing.typed)
        await self._workspace.app.push_screen(prompt, partial(self._copy_draft, writing))
        self._workspace.say(
            f"{why} {key_of('keep_note')} copies what you typed; emptied, it is forgotten.", seconds=20
        )

    async def _copy_draft(self, writing: Writing, answer: tuple[bool, str] | None) -> None:
        writing.close()
        if answer and answer[0] and answer[1]:
            way = await self._workspace.copy(answer[1])
            self._workspace.say(f"Copied {way}.")
