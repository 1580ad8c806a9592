"""Tagging passages: with a prompt, with the tag pinned to a digit, with the last tags again.

Prompts are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

from store import Annotation, DatelineError
from store.library import tag_key
from store.wording import brief
from tui.app.annotating import Annotating, undoes
from tui.app.drafting import Drafting, Writing, unsaved
from tui.app.open_annotations import OpenAnnotations
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.drafts import TAGS
from tui.key_words import with_key
from tui.scopes import SELECTION


class Tagging:
    """Gives passages tags, and an annotation the passage that was selected for it."""

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
        self._last_tags: tuple[str, ...] = ()  # the names given last, for `action_repeat_tags`

    # -- with a prompt ---------------------------------------------------------------------

    async def action_tag(self) -> None:
        """Asks for tags for the selection or the sentence; or makes the selection an annotation's passage."""
        if self._reader.reshaping is not None:
            if self._reader.to_be_selected:
                self._workspace.say(
                    f"Select its words first; {with_key('drop_selection', 'leaves it', SELECTION)}."
                )
            else:
                await self._reshape(self._reader.reshaping)
            return
        await self._annotations.shown()
        key = self._showing.open_id
        start, end = self._reader.passage
        if key is not None and start < end:
            await self.ask(key, start, end, self._annotating.on(start, end))

    async def action_confirm_selection(self) -> None:
        """As `action_tag`."""
        await self.action_tag()

    async def action_edit_tags(self) -> None:
        """Asks for other tags for the annotation under the list's cursor."""
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
        """Opens the prompt for tags, with the draft there is.

        `shown`: the words and the version of the text they were read in, where that is not the reader's.
        """
        from tui.screens import TagPrompt

        words, text_id = shown or (self._reader.text.text[start:end], self._showing.text_id)
        quote = present.quote if present else words
        writing = self._drafting.begin(TAGS, release, (start, end), quote, present)
        tags, speaker = self._library.tags.all(), self._speaker()
        prompt = TagPrompt(quote, tags, writing.text, writing.typed, speaker, is_draft=writing.goes_on)
        tag = partial(self._tag, release, start, end, present, text_id=text_id, failing=writing.failed)
        await self._workspace.app.push_screen(prompt, partial(self._apply, writing, tag))

    def _speaker(self) -> str:
        """Whose words the quotation is that is selected, by the name of all of its releases; or empty."""
        quotation = self._reader.selection.quotation
        if quotation is None or quotation.speaker is None:
            return ""
        return self._library.people.name_of(quotation.speaker)

    async def _apply(
        self, writing: Writing, tag: Callable[[list[str]], Awaitable[bool]], names: list[str] | None
    ) -> None:
        """Tags, or leaves it at that; what was typed is a draft where tagging failed, and stays one."""
        writing.close()
        if not writing.goes_on if names is None else await tag(names):
            writing.saved()

    async def _reshape(self, key: int) -> None:
        """Makes the selection the passage of an annotation."""
        (start, end), text_id = self._reader.passage, self._showing.text_id
        shown = [one.quote for one in self._workspace.annotations.rows.annotations if one.id == key]
        with self._workspace.complaining():
            before = self._library.annotations.get(key).quote
            reshape = partial(self._library.annotations.reshape, key, start, end, text_id=text_id)
            if await self._workspace.change(reshape):
                self._reader.drop_selection()
                self._showing.reload()
                other = "" if before in shown else f" from {brief(before)}, as another window had left it"
                self._workspace.say(f"Changed the passage{other} · {undoes()}")

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
            retag = partial(self._library.annotations.retag, present.id, shown, names)
            done = await self._annotating.change(present, retag, failing=told)
        else:
            annotate = partial(
                self._library.annotations.add, release, start, end, tags=names, text_id=text_id
            )
            done = await self._workspace.change(annotate, failing=told)
        if done is not None and new:
            self._last_tags = new
        self._show_tagged(done)
        return done is not None

    def _show_tagged(self, done: Annotation | None) -> None:
        if done is not None:
            self._reader.drop_selection()
            self._showing.reload()
            self._workspace.say(f"Tagged {_hashed(tag.name for tag in done.tags)} · {undoes()}")

    # -- without one -----------------------------------------------------------------------

    async def action_pinned(self, digit: str) -> None:
        """Gives the selection the tag that is pinned to the digit."""
        tag = next((tag for tag in self._library.tags.all() if tag.pinned == int(digit)), None)
        if tag is None:
            self._workspace.say(f"No tag is pinned to {digit}; P pins one.")
        else:
            await self._tag_passage([tag.name])

    async def action_repeat_tags(self) -> None:
        """Gives the selection, the annotation under the cursor or the sentence the tags given last."""
        if self._last_tags:
            await self._tag_passage(self._last_tags)
        else:
            self._workspace.say("Nothing was tagged yet; t tags.")

    async def _tag_passage(self, names: Sequence[str]) -> None:
        """Adds tags to the passage, beside those it has."""
        await self._annotations.shown()
        key = self._showing.open_id
        here = None if self._reader.selection.selecting else self._reader.annotation_here()
        start, end = (here.start, here.end) if here is not None else self._reader.passage
        if key is not None and start < end:
            present = here or self._annotating.on(start, end)
            shown = [tag.name for tag in present.tags] if present else []
            wanted = list(dict.fromkeys([*shown, *names]))
            quote = self._reader.text.text[start:end]
            await self._tag(
                key, start, end, present, wanted, text_id=self._showing.text_id,
                failing=lambda what, error: unsaved(what, quote, error),
            )  # fmt: skip

    # -- pinning ---------------------------------------------------------------------------

    async def action_pin_tag(self) -> None:
        """Asks which tag to pin to which digit."""
        from tui.screens import LinePrompt

        prompt = LinePrompt("Pin a tag to a digit, for example: 3 water", "")
        await self._workspace.app.push_screen(prompt, self._pin)

    async def _pin(self, answer: str | None) -> None:
        digit, _, name = (answer or "").strip().partition(" ")
        if not digit:
            return
        say, tags = self._workspace.say, self._library.tags.all()
        wanted = tag_key(name.strip().lstrip("#"))
        tag = next((tag for tag in tags if tag_key(tag.name) == wanted), None)
        if tag is None or not digit.isdecimal():
            say(f"There is no tag “{name}”." if digit.isdecimal() else "A digit first, then the tag.")
        else:
            had = next((one for one in tags if one.pinned == int(digit) and one != tag), None)
            if await self._workspace.change(lambda: self._library.tags.pin(tag.id, int(digit))):
                self._showing.reload()
                instead = f" in place of #{had.name}" if had else ""
                instead += f", and no more to {tag.pinned}" if tag.pinned not in (None, int(digit)) else ""
                say(f"#{tag.name} is pinned to {digit}{instead} · {undoes()}")


def _added(annotation: Annotation, names: Iterable[str]) -> tuple[str, ...]:
    """The names among these that the annotation's tags do not have yet."""
    present = {tag_key(tag.name) for tag in annotation.tags}
    return tuple(name for name in names if tag_key(name) not in present)


def _hashed(names: Iterable[str]) -> str:
    return " ".join(f"#{name}" for name in names) or "nothing"
