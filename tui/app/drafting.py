"""What is typed in a prompt is kept until it is in the library: through Esc, `q`, kill and a full disk."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from store import Annotation, ChangedMeanwhileError, DatelineError, NotFoundError, Release
from store.wording import brief
from tui.app.undo import UndoingApp
from tui.app.workspace import Result
from tui.clipboard import copy
from tui.describe import shortened
from tui.drafts import NOTE, TAGS, Draft, Place
from tui.terminal import one_line

#: Seconds after which what was typed is written: what kill -9 loses at most, beside the writing itself.
_WRITTEN_AFTER = 0.3
#: Cells of a draft or a headline that a message names.
_NAMED = 40


class Writing:
    """One prompt's text on its way to the library."""

    def __init__(
        self, app: DraftingApp, place: Place, before: str, annotations: Sequence[Annotation] = ()
    ) -> None:
        """Args: the application, what is written about, what the library holds there, as `Place.is_same`."""
        self._app = app
        self._place = place
        self._before = before
        self._over = False
        found = app.drafts.at(place, annotations)
        self._names: Sequence[str] = tuple(found)
        self._failed = any(draft.failed for draft in found.values())
        self.text = self._typed = _begun(list(found.values()), before)
        """What the prompt begins with: what was typed there before, else what the library holds."""
        if self.text == before:
            self._forget()  # the process ended between the saving and the forgetting
        self.goes_on = bool(self._names)
        """Whether it goes on with a draft."""

    def typed(self, text: str) -> None:
        """Keeps what stands in the prompt; what the library holds already needs no keeping."""
        if self._over:
            return  # the prompt's last words, which were given with its answer
        self._typed = text
        if text == self._before or not (text + self._before).strip():
            self._forget()
        else:
            self._keep()

    def _keep(self) -> None:
        draft = Draft(self._place, self._typed, self._before, self._failed)
        self._names = (self._app.drafts.keep(draft, self._names),)
        self._app.write_soon()

    def _forget(self) -> None:
        if self._names:
            self._app.drafts.drop(self._names)
            self._names = ()
            self._app.write_soon()

    def close(self) -> None:
        """The prompt was left; what it held is a draft until `saved` is called."""
        self._over = True

    def saved(self) -> None:
        """It is in the library, or nobody wants it: there is no draft any more."""
        self._over = True
        self._forget()

    def failed(self, what: str, error: DatelineError) -> DatelineError:
        """It could not be saved: it is kept, and the error gets words that say so."""
        self._failed = True
        self._keep()
        kept = "It is kept until you quit" if self._app.drafts_fail else "It is kept"
        return unsaved(what, self._place.quote, error, f"{kept}; gc goes on with it.")


def unsaved(what: str, passage: str, error: DatelineError, becomes: str = "") -> DatelineError:
    """The error, saying as well what was not saved about which passage, and what becomes of it."""
    told = f"Not saved: {what} on {brief(passage)}. {becomes}"
    retold = DatelineError(error.message, f"{error.way_out} {told}".strip())
    retold.title = error.title
    return retold


def _begun(drafts: Sequence[Draft], before: str) -> str:
    """The drafts for one place as one text; where what stood there has changed since, it comes first."""
    if not drafts:
        return before
    if drafts[0].place.kind == TAGS:
        return drafts[-1].text
    changed = any(one.before != before for one in drafts)
    texts = dict.fromkeys([*([before] if changed else []), *(one.text for one in drafts)])
    return "\n\n".join(text for text in texts if text.strip())


class DraftingApp(UndoingApp):
    """An application that keeps drafts and offers them again."""

    _write_due = False
    drafts_fail = False
    """Whether the drafts could not be written when that was last tried."""
    _offered: Draft | None = None

    def writing(
        self, kind: str, release: int, span: tuple[int, int], quote: str, present: Annotation | None
    ) -> Writing:
        """Begins to write about a passage, with what was typed there before."""
        opened = self.reader.release
        known = opened if opened is not None and opened.id == release else self.library.releases.get(release)
        names = [tag.name for tag in present.tags] if present else []
        before = (present.note if present else "") if kind == NOTE else "".join(f"{name}, " for name in names)
        there = self._annotations_in(known)
        return Writing(self, Place.of(kind, known, span, quote, present, there), before, there)

    def _annotations_in(self, release: Release) -> Sequence[Annotation]:
        """All annotations of a release, those without a place in its text too."""
        if self.reader.release is not None and self.reader.release.id == release.id:
            return self.annotations.rows.annotations
        return self.library.annotations.of(release.id)

    async def change_of(
        self,
        annotation: Annotation,
        function: Callable[[], Result],
        *,
        failing: Callable[[DatelineError], DatelineError] = lambda error: error,
    ) -> Result | None:
        """As `change`, for what changes an annotation: one deleted meanwhile is named by its words."""

        def told(error: DatelineError) -> DatelineError:
            if not isinstance(error, NotFoundError):
                return failing(error)
            self.reload()
            deleted = f"The annotation on {brief(annotation.quote)} was deleted meanwhile."
            return failing(ChangedMeanwhileError(deleted))

        return await self.change(function, failing=told)

    # -- on the disk -----------------------------------------------------------------------

    def write_soon(self) -> None:
        """Has the drafts written, in a thread."""
        self.update_footer()
        if not self._write_due:
            self._write_due = True
            self.set_timer(_WRITTEN_AFTER, partial(self._in_worker, self._write_drafts))

    def _in_worker(self, work: Callable[[], Awaitable[None]]) -> None:
        self.run_worker(work, group="drafts")

    async def _write_drafts(self) -> None:
        """Writes the drafts; says once that they cannot be kept, and again after they could be."""
        self._write_due = False
        try:
            await asyncio.to_thread(self.drafts.write)
            self.drafts_fail = False
        except DatelineError as error:
            if not self.drafts_fail:
                self.complain(error)
            self.drafts_fail = True

    def gather_drafts(self) -> None:
        """Takes in what stands in the prompts that are open."""
        from tui.screens.prompts import Prompt

        for screen in self.screen_stack:
            if isinstance(screen, Prompt):
                screen.report()

    async def action_quit(self) -> None:
        """See `tui.actions`; what cannot be kept on the disk is asked for first."""
        self.gather_drafts()
        await self._write_drafts()
        lost = self.drafts.unwritten
        if not lost:
            await super().action_quit()
            return
        from tui.screens.prompts import Question

        if isinstance(self.screen, Question):
            return
        texts = "\n".join(shortened(one_line(one.text), 2 * _NAMED) for one in lost)
        await self.push_screen(
            Question("This could not be saved and is lost when you quit:", texts, "y quit and lose it"),
            self._quit_and_lose,
        )

    async def _quit_and_lose(self, sure: bool | None) -> None:
        if sure:
            await super().action_quit()

    def on_unmount(self) -> None:
        """The next window may take the drafts over."""
        self.drafts.close()

    # -- offered again ---------------------------------------------------------------------

    async def begin(self) -> None:
        """Looks, after the first frame, for what was not saved when the program last ended."""
        await super().begin()
        self.call_after_refresh(self._in_worker, self._offer_drafts)

    async def _offer_drafts(self) -> None:
        with self.complaining():
            self.library.warnings.extend(await asyncio.to_thread(self.drafts.take_over))
            self.update_footer()
            found = self.drafts.all()
            if found:
                first = shortened(one_line(found[0].text), _NAMED)
                count = "What you typed last was" if len(found) == 1 else f"{len(found)} drafts were"
                self.say(f"{count} not saved, and is kept: “{first}” · gc goes on with it", seconds=20)

    async def action_drafts(self) -> None:
        """See `tui.actions`; each time another one."""
        drafts = self.drafts.all()
        if not drafts:
            self.say("Nothing you typed is unsaved.")
            return
        at = drafts.index(self._offered) + 1 if self._offered in drafts else 0
        self._offered = draft = drafts[at % len(drafts)]
        release = self._release_of(draft.place)
        if release is None:
            await self._show_homeless(draft, f"“{one_line(draft.place.headline)}” is not in the library now.")
            return
        await self.open_release(release.id)
        await self.annotated()
        self.show_pane("reader")
        present = self._annotation_of(draft.place, release)
        passage = (present.start, present.end) if present else self._words_of(draft.place)
        if passage[1] < 0:
            await self._show_homeless(draft, "The text no longer holds the passage.")
            return
        if present is None or present.state != "orphaned":
            self.reader.go(passage[0])
        ask = self._ask_note if draft.place.kind == NOTE else self._ask_tags
        await ask(release.id, *passage, present)

    @abstractmethod
    async def _ask_note(self, release: int, start: int, end: int, present: Annotation | None) -> None:
        """Opens the prompt for a note, with the draft there is."""

    @abstractmethod
    async def _ask_tags(self, release: int, start: int, end: int, present: Annotation | None) -> None:
        """Opens the prompt for tags, with the draft there is."""

    def _release_of(self, place: Place) -> Release | None:
        """The release a draft is about, whatever its id is now."""
        rows = {
            **self.library.tables.storage.find_rows("releases", "digest", place.digest),
            **self.library.tables.storage.find_rows("releases", "source", place.source),
        }
        found = [one for one in self.library.releases.many(sorted(rows)) if place.is_in(one)]
        return next((one for one in found if one.id == place.release), found[0] if found else None)

    def _annotation_of(self, place: Place, release: Release) -> Annotation | None:
        """The annotation a draft is about, else one on its words, if there is one in the open release."""
        there = self._annotations_in(release)
        owner = place.owner(there)
        if owner is not None:
            return owner
        for one in self.reader.marks.annotations:
            if place.is_same(Place.of(place.kind, release, (one.start, one.end), one.quote, one), there):
                return one
        return None

    def _words_of(self, place: Place) -> tuple[int, int]:
        """Where the words of a draft stand in the open text; the end of -1 where they do not."""
        text = self.reader.text.text
        at = place.start if text.startswith(place.quote, place.start) else text.find(place.quote)
        return (at, at + len(place.quote)) if at >= 0 else (-1, -1)

    async def _show_homeless(self, draft: Draft, why: str) -> None:
        """Shows a draft that can only be copied, or emptied to be rid of it."""
        from tui.screens.prompts import NotePrompt

        writing = Writing(self, draft.place, "")
        prompt = NotePrompt(draft.place.quote, writing.text, writing.typed)
        await self.push_screen(prompt, partial(self._copy_draft, writing))
        self.say(f"{why} Enter copies what you typed; emptied, it is forgotten.", seconds=20)

    async def _copy_draft(self, writing: Writing, answer: tuple[bool, str] | None) -> None:
        writing.close()
        if answer and answer[0] and answer[1]:
            way = await asyncio.to_thread(copy, answer[1], self._write_to_terminal)
            self.say(f"Copied {way}.")

    def _write_to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()
