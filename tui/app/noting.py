"""Notes on passages and annotations; where another window has changed one meanwhile, both are shown.

Prompts are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

from functools import partial

from store import Annotation, NoteConflictError
from store.wording import brief
from tui.app.annotating import Annotating, undoes
from tui.app.drafting import Drafting, Writing
from tui.app.open_annotations import OpenAnnotations
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.drafts import NOTE


class Noting:
    """Asks for notes and keeps them."""

    def __init__(
        self,
        workspace: Workspace,
        showing: Showing,
        annotations: OpenAnnotations,
        annotating: Annotating,
        drafting: Drafting,
    ) -> None:
        self._workspace = workspace
        self._library, self._reader = workspace.library, workspace.reader
        self._showing = showing
        self._annotations = annotations
        self._annotating = annotating
        self._drafting = drafting

    async def action_note(self) -> None:
        """Asks for a note on the selection, else on the annotation under the cursor, else on the sentence."""
        key = self._showing.open_id
        if key is None:
            return
        await self._annotations.shown()
        selecting = self._reader.selecting
        present = None if selecting else self._reader.annotation_here()
        start, end = (present.start, present.end) if present else self._reader.passage
        present = present or self._annotating.on(start, end)
        if start < end:
            await self.ask(key, start, end, present)

    async def action_edit_note(self) -> None:
        """Asks for another note on the annotation under the list's cursor."""
        annotation = self._workspace.annotations.rows.current
        if annotation is not None:
            await self.ask(annotation.release, annotation.start, annotation.end, annotation)

    async def ask(
        self,
        release: int,
        start: int,
        end: int,
        present: Annotation | None,
        shown: tuple[str, int | None] | None = None,
    ) -> None:
        """Opens the prompt for a note, with the draft there is.

        `shown`: the words and the version of the text they were read in, where that is not the reader's.
        """
        from tui.screens import NotePrompt

        key = (release, start, end)
        words, text_id = shown or (self._reader.text.text[start:end], self._showing.text_id)
        quote = present.quote if present else words
        writing = self._drafting.begin(NOTE, release, (start, end), quote, present)
        before = present.note if present else ""
        keep = partial(self._note, key, present, writing, shown=before, text_id=text_id)
        await self._workspace.app.push_screen(NotePrompt(quote, writing.text, writing.typed), keep)

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
        done: Annotation | NoteConflictError | None
        if present is not None:
            edit = partial(self._edited, present.id, note, shown)
            done = await self._annotating.change(present, edit, failing=told)
        else:
            annotate = partial(self._library.annotations.add, release, start, end, note=note, text_id=text_id)
            done = await self._workspace.change(annotate, failing=told)
        if isinstance(done, NoteConflictError):
            await self._ask_which(key, present, writing, done, text_id)
        elif done is not None:
            writing.saved()
            self._reader.drop_selection()
            self._showing.reload()
            self._workspace.say(f"Note kept · {undoes()}")

    def _edited(self, key: int, note: str, shown: str) -> Annotation | NoteConflictError:
        try:
            return self._library.annotations.edit(key, note=note, shown=shown)
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
        from tui.screens import ConflictPrompt

        async def chosen(note: str | None) -> None:
            if note is not None:
                await self._note(key, present, writing, (True, note), shown=conflict.theirs, text_id=text_id)

        await self._workspace.app.push_screen(ConflictPrompt(conflict.theirs, conflict.mine), chosen)
