"""The application: what a reader does to releases and passages, on top of reading.

Prompts and exports are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from textual import on
from textual.events import Event, Key
from textual.widgets import Input

from store import Annotation, DatelineError, NoteConflictError
from store.wording import brief
from tui.app.drafting import Writing, unsaved
from tui.app.ending import EndingApp
from tui.clipboard import citation, copy
from tui.drafts import NOTE, TAGS
from tui.panes.reader.finder import FindField

_UNDO = "u undoes"


class DatelineApp(EndingApp):
    """Reads, tags and exports the releases of one library."""

    _last_tags: tuple[str, ...] = ()
    """The names of the tags given last, for `action_repeat_tags`."""

    # -- tags and notes --------------------------------------------------------------------

    def _annotation_on(self, start: int, end: int) -> Annotation | None:
        """The annotation on exactly this passage, so that marking it again adds to it."""
        return next(
            (one for one in self.reader.marks.annotations if (one.start, one.end) == (start, end)), None
        )

    async def action_tag(self) -> None:
        """See `tui.actions`."""
        if self.reader.reshaping is not None:
            if self.reader.to_be_selected:
                self.say("Select its words first, with v or V; Esc leaves it.")
            else:
                await self._reshape(self.reader.reshaping)
            return
        await self.annotated()
        start, end = self.reader.passage
        if self.open_id is not None and start < end:
            await self._ask_tags(self.open_id, start, end, self._annotation_on(start, end))

    async def _ask_tags(self, release: int, start: int, end: int, present: Annotation | None) -> None:
        from tui.screens.tag_prompt import TagPrompt

        quote = present.quote if present else self.reader.text.text[start:end]
        writing = self.writing(TAGS, release, (start, end), quote, present)
        prompt = TagPrompt(quote, self.library.tags(), writing.text, writing.typed)
        tag = partial(self._tag, release, start, end, present, text_id=self.text_id, failing=writing.failed)
        await self.push_screen(prompt, partial(self._apply_tags, writing, tag))

    async def _apply_tags(
        self, writing: Writing, tag: Callable[[list[str]], Awaitable[bool]], names: list[str] | None
    ) -> None:
        """Tags, or leaves it at that; what was typed is a draft where tagging failed, and stays one."""
        writing.close()
        if not writing.goes_on if names is None else await tag(names):
            writing.saved()

    async def action_confirm_selection(self) -> None:
        """See `tui.actions`."""
        await self.action_tag()

    async def _reshape(self, key: int) -> None:
        """Makes the selection the passage of an annotation."""
        (start, end), text_id = self.reader.passage, self.text_id
        shown = [one.quote for one in self.annotations.rows.annotations if one.id == key]
        with self.complaining():
            before = self.library.annotation(key).quote
            if await self.change(lambda: self.library.reshape(key, start, end, text_id=text_id)):
                self.reader.drop_selection()
                self.reload()
                other = "" if before in shown else f" from {brief(before)}, as another window had left it"
                self.say(f"Changed the passage{other} · {_UNDO}")

    async def _tag(
        self,
        release: int,
        start: int,
        end: int,
        present: Annotation | None,
        names: list[str],
        *,
        text_id: int | None,
        failing: Callable[[str, DatelineError], DatelineError],
    ) -> bool:
        """Gives a passage these tags, or an annotation these in place of its own; False where that fails."""
        if not names and present is None:
            return True
        new = tuple(names) if present is None else _added(present, names)
        told = partial(failing, _hashed(names))
        if present is not None:
            shown = [tag.name for tag in present.tags]
            retag = partial(self.library.retag, present.id, shown, names)
            done = await self.change_of(present, retag, failing=told)
        else:
            annotate = partial(self.library.annotate, release, start, end, tags=names, text_id=text_id)
            done = await self.change(annotate, failing=told)
        if done is not None and new:
            self._last_tags = new
        self._show_tagged(done)
        return done is not None

    def _show_tagged(self, done: Annotation | None) -> None:
        if done is not None:
            self.reader.drop_selection()
            self.reload()
            self.say(f"Tagged {_hashed(tag.name for tag in done.tags)} · {_UNDO}")

    async def action_pinned(self, digit: str) -> None:
        """See `tui.actions`."""
        tag = next((tag for tag in self.library.tags() if tag.pinned == int(digit)), None)
        if tag is None:
            self.say(f"No tag is pinned to {digit}; P pins one.")
        else:
            await self._tag_passage([tag.name])

    async def action_repeat_tags(self) -> None:
        """See `tui.actions`."""
        if self._last_tags:
            await self._tag_passage(self._last_tags)
        else:
            self.say("Nothing was tagged yet; t tags.")

    async def _tag_passage(self, names: Sequence[str]) -> None:
        """Adds tags to the passage, beside those it has."""
        await self.annotated()
        start, end = self.reader.passage
        if self.open_id is not None and start < end:
            present = self._annotation_on(start, end)
            shown = [tag.name for tag in present.tags] if present else []
            wanted = list(dict.fromkeys([*shown, *names]))
            quote = self.reader.text.text[start:end]
            await self._tag(
                self.open_id, start, end, present, wanted, text_id=self.text_id,
                failing=lambda what, error: unsaved(what, quote, error),
            )  # fmt: skip

    async def action_note(self) -> None:
        """See `tui.actions`."""
        if self.open_id is None:
            return
        await self.annotated()
        selecting = self.reader.selection != (0, 0)
        present = None if selecting else self.reader.annotation_here()
        start, end = (present.start, present.end) if present else self.reader.passage
        present = present or self._annotation_on(start, end)
        if start < end:
            await self._ask_note(self.open_id, start, end, present)

    async def _ask_note(self, release: int, start: int, end: int, present: Annotation | None) -> None:
        from tui.screens.prompts import NotePrompt

        key = (release, start, end)
        quote = present.quote if present else self.reader.text.text[start:end]
        writing = self.writing(NOTE, release, (start, end), quote, present)
        shown = present.note if present else ""
        keep = partial(self._note, key, present, writing, shown=shown, text_id=self.text_id)
        await self.push_screen(NotePrompt(quote, writing.text, writing.typed), keep)

    async def _note(
        self,
        key: tuple[int, int, int],
        present: Annotation | None,
        writing: Writing,
        answer: tuple[bool, str] | None,
        *,
        shown: str,
        text_id: int | None,
    ) -> None:
        keep, note = answer or (False, "")
        # A draft until it is on the disk: a failed write or an Esc loses no word.
        writing.close()
        if not keep or (not note.strip() and present is None):
            return
        release, start, end = key
        told = partial(writing.failed, f"the note {brief(note)}" if note.strip() else "the emptied note")
        if present is not None:
            edit = partial(self._edited, present.id, note, shown)
            done = await self.change_of(present, edit, failing=told)
        else:
            annotate = partial(self.library.annotate, release, start, end, note=note, text_id=text_id)
            done = await self.change(annotate, failing=told)
        if isinstance(done, NoteConflictError):
            await self._ask_which(key, present, writing, done, text_id)
        elif done is not None:
            writing.saved()
            self.reader.drop_selection()
            self.reload()
            self.say(f"Note kept · {_UNDO}")

    def _edited(self, key: int, note: str, shown: str) -> Annotation | NoteConflictError:
        try:
            return self.library.edit(key, note=note, shown=shown)
        except NoteConflictError as conflict:
            return conflict

    async def _ask_which(
        self,
        key: tuple[int, int, int],
        present: Annotation | None,
        writing: Writing,
        conflict: NoteConflictError,
        text_id: int | None,
    ) -> None:
        """Shows both versions of the note; the one chosen is kept unless a third has come meanwhile."""
        from tui.screens.conflict_prompt import ConflictPrompt

        async def chosen(note: str | None) -> None:
            if note is not None:
                await self._note(key, present, writing, (True, note), shown=conflict.theirs, text_id=text_id)

        await self.push_screen(ConflictPrompt(conflict.theirs, conflict.mine), chosen)

    async def action_edit_tags(self) -> None:
        """See `tui.actions`."""
        annotation = self.annotations.rows.current
        if annotation is not None:
            await self._ask_tags(annotation.release, annotation.start, annotation.end, annotation)

    async def action_edit_note(self) -> None:
        """See `tui.actions`."""
        annotation = self.annotations.rows.current
        if annotation is not None:
            await self._ask_note(annotation.release, annotation.start, annotation.end, annotation)

    async def action_delete(self) -> None:
        """See `tui.actions`."""
        await self.annotated()
        listed = self.pane is self.annotations.rows
        annotation = self.annotations.rows.current if listed else self.reader.annotation_here()
        if annotation is None:
            self.say("No annotation stands here.")
            return
        delete = partial(self.library.delete, annotation.id, shown=annotation)
        deleted = await self.change_of(annotation, delete)
        self.reload()
        if deleted:
            self.say(f"Deleted the annotation · {_UNDO}")

    async def action_pin_tag(self) -> None:
        """See `tui.actions`."""
        from tui.screens.prompts import LinePrompt

        await self.push_screen(LinePrompt("Pin a tag to a digit, for example: 3 water", ""), self._pin)

    async def _pin(self, answer: str | None) -> None:
        digit, _, name = (answer or "").strip().partition(" ")
        if not digit:
            return
        wanted = name.strip().lstrip("#").casefold()
        tag = next((tag for tag in self.library.tags() if tag.name.casefold() == wanted), None)
        if tag is None or not digit.isdecimal():
            self.say(f"There is no tag “{name}”." if digit.isdecimal() else "A digit first, then the tag.")
        else:
            had = next((one for one in self.library.tags() if one.pinned == int(digit) and one != tag), None)
            if await self.change(lambda: self.library.pin(tag.id, int(digit))):
                self.reload()
                instead = f" in place of #{had.name}" if had else ""
                instead += f", and no more to {tag.pinned}" if tag.pinned not in (None, int(digit)) else ""
                self.say(f"#{tag.name} is pinned to {digit}{instead} · {_UNDO}")

    # -- finding in the text ---------------------------------------------------------------

    def action_find(self) -> None:
        """See `tui.actions`."""
        if self.open_id is not None:
            self.reader.begin_finding()
            self.find_field.open()

    async def take(self, event: Event) -> None:
        """As `Workspace`; Enter, Esc and Tab leave the field one finds with."""
        leaves = {"enter": "reader", "escape": "reader", "tab": "annotations", "shift+tab": "releases"}
        if isinstance(event, Key) and self.focused is self.find_field and event.key in leaves:
            await self._end_finding(kept=event.key != "escape")
            self.show_pane(leaves[event.key])
        else:
            await super().take(event)

    async def _end_finding(self, *, kept: bool) -> None:
        self.find_field.display = False
        await self.reader.end_finding(self.find_field.value, kept=kept)
        self.update_footer()

    @on(Input.Changed, "#find")
    def _find_typed(self, event: Input.Changed) -> None:
        self.reader.look_for(event.value)
        self.update_footer()

    @on(FindField.Abandoned)
    def _find_abandoned(self) -> None:
        self.soon(self._leave_find)

    async def _leave_find(self) -> None:
        if self.find_field.display:
            await self._end_finding(kept=True)

    # -- releases --------------------------------------------------------------------------

    async def action_toggle_read(self) -> None:
        """See `tui.actions`."""
        subject = self.subject
        if subject is not None:
            read = not self.library.release(subject).read
            if await self.changed(lambda: self.library.set_read(subject, read)):
                self.reload()

    async def action_toggle_star(self) -> None:
        """See `tui.actions`."""
        subject = self.subject
        if subject is not None:
            starred = not self.library.release(subject).starred
            if await self.changed(lambda: self.library.set_starred(subject, starred)):
                self.reload()

    # -- copies and exports ----------------------------------------------------------------

    async def action_copy(self) -> None:
        """See `tui.actions`."""
        start, end = self.reader.passage
        release = self.reader.release
        if release is None or start == end:
            return
        text = citation(release, self.reader.text.text[start:end])
        way = await asyncio.to_thread(copy, text, self._write_to_terminal)
        self.reader.drop_selection()
        self.say(f"Copied {way}.")

    async def action_export(self) -> None:
        """See `tui.actions`."""
        from tui.exporting import SUFFIXES, proposed_name
        from tui.screens.prompts import LinePrompt

        subject = self.subject
        if subject is not None:
            where = str(Path.cwd() / proposed_name(self.library, subject))
            prompt = LinePrompt(f"Export this release's annotations to ({SUFFIXES})", where)
            await self.push_screen(prompt, partial(self._export, subject))

    async def _export(self, subject: int, answer: str | None) -> None:
        from tui.exporting import export_release

        if not answer or not answer.strip():
            return
        where = answer.strip()
        path = await self.change(lambda: export_release(self.library, subject, where))
        if path is not None:
            self.say(f"Exported to {path}")

    # -- help ------------------------------------------------------------------------------

    async def action_help(self) -> None:
        """See `tui.actions`."""
        from tui.screens.help import HelpScreen

        await self.push_screen(HelpScreen())

    # -- the list --------------------------------------------------------------------------

    def action_filter(self) -> None:
        """See `tui.actions`."""
        self.releases.narrow()

    def action_clear_filter(self) -> None:
        """See `tui.actions`."""
        self.releases.show_all()

    async def action_split(self) -> None:
        """See `tui.actions`; on the one row of a folded group: takes it apart altogether."""
        from store.duplicates.groups import split

        key, versions = self.releases.rows.current, self.releases.rows.versions
        if key is None or not versions.of(key):
            self.say("No other release is taken for a copy of this one.")
            return
        group = versions.all_of(key)
        ids = group if versions.is_folded(key) else (key,)
        others = group if versions.is_folded(key) else tuple(one for one in group if one != key)
        if await self.changed(lambda: split(self.library, ids, others)):
            self.reload()
            await self.releases.regrouped()
            self.say(f"Not the same release: taken apart · {_UNDO}")


def _added(annotation: Annotation, names: Iterable[str]) -> tuple[str, ...]:
    """The names among these that the annotation's tags do not have yet."""
    present = {tag.name.casefold() for tag in annotation.tags}
    return tuple(name for name in names if name.casefold() not in present)


def _hashed(names: Iterable[str]) -> str:
    return " ".join(f"#{name}" for name in names) or "nothing"
