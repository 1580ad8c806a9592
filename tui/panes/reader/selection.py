"""Selecting in the reader: by unit, by text object, with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from store import Annotation, Quotation, ReadingPosition, Release, ReleaseText
from tui.actions import READER, SELECTION
from tui.panes.reader.page_view import NOTHING
from tui.panes.reader.text_view import TextView
from tui.text import motions, objects
from tui.text.cells import cluster_at
from tui.text.motions import word_at
from tui.text.objects import Span
from tui.text.paragraph_motions import paragraph_at
from tui.text.sentences import sentence_at


class Unit(Enum):
    """What a selection is made of; the value is the footer's word for it."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Selected:
    """A selection as it was made: it goes from `anchor` to `cursor`, both offsets of clusters in it."""

    anchor: int
    cursor: int
    unit: Unit


class _Counted(NamedTuple):
    span: Span
    words: str


#: Code points above which words are not counted one by one: 1 ms of work at every key.
_COUNTED = 50_000


def _words(text: str, start: int, end: int) -> str:
    """``3 words``; of much text ``about 30,000 words``, by its spaces and ends of paragraphs."""
    if end - start > _COUNTED:
        about = text.count(" ", start, end) + text.count("\n\n", start, end)
        return f"about {about:,} words"
    words = len(text[start:end].split())
    return f"{words} word{'' if words == 1 else 's'}"


class SelectingView(TextView):
    """Moves a cursor and, while a selection stands, its end."""

    SCOPE = READER

    def __init__(self) -> None:
        super().__init__()
        self.notice = ""
        """What the footer says of the last key, until the next one."""
        self.reshaping: int | None = None
        """The id of the annotation whose passage is being selected anew."""
        self.to_be_selected = False
        """Whether that passage is still to be selected: until then the selection is where the cursor is."""
        self._anchor: int | None = None
        self._unit = Unit.CHARACTER
        self._last: Selected | None = None
        self._counted = _Counted(NOTHING, "")

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release where it was left, with nothing selected."""
        self._anchor = self._last = self.reshaping = None
        self.to_be_selected = False
        self.notice = ""
        await super().show(release, text, annotations, position)

    @property
    def spans(self) -> list[Span]:
        """The paragraphs."""
        return self.page.spans

    @property
    def language(self) -> str | None:
        """The language of the open release."""
        return self.release.language if self.release else None

    @property
    def selecting(self) -> bool:
        """Whether a selection stands."""
        return self._anchor is not None

    def scope(self) -> str:
        """While a selection stands, its keys hold."""
        return SELECTION if self.selecting else READER

    @property
    def passage(self) -> Span:
        """What an action works on: the selection, or the sentence under the cursor."""
        return self.selection if self.selecting else self._span_at(self.cursor, Unit.SENTENCE)

    @property
    def quotation(self) -> Quotation | None:
        """The innermost quotation selected, with its marks or without."""
        start, end = self.selection
        text = self.text.text
        holding = [one for one in self.quotations if one.start <= start < end <= one.end]
        selected = (one for one in holding if start <= objects.without_marks(text, one.start, one.end)[0])
        whole = (one for one in selected if objects.without_marks(text, one.start, one.end)[1] <= end)
        return min(whole, key=lambda one: one.end - one.start, default=None)

    def selection_note(self) -> str:
        """The unit and size of the selection, and the speaker of the quotation selected."""
        if self._counted.span != self.selection:
            self._counted = _Counted(self.selection, _words(self.text.text, *self.selection))
        mode = f"SELECT {self._unit.value}" if self.reshaping is None else "RESHAPE"
        if self.to_be_selected:
            return f"{mode}  no words yet"
        note = f"{mode}  {self._counted.words}"
        quotation = self.quotation
        return f"{note}  {quotation.speaker or 'no speaker named'}" if quotation else note

    # -- cursor and selection --------------------------------------------------------------

    def go(self, offset: int, *, keep_column: bool = False, context: int | None = None) -> None:
        """Moves the cursor, and with it the end of the selection; `context` rows stay in view around it."""
        before, selected = self.cursor, self.selection
        self.cursor = motions.settle(self.text.text, offset)
        if self.cursor != before:
            self.mark_shortest()
        if not keep_column:
            self.keep_column()
        self.refresh_rows(before, self.cursor)
        if self.selecting:
            if self.to_be_selected:
                self._anchor = self.cursor
            self.selection = self._selected()
            if selected == NOTHING:
                self.refresh_rows(*self.selection)
            else:  # what is in both looks as before
                for one, other in zip(selected, self.selection, strict=True):
                    if one != other:
                        self.refresh_rows(one, other)
        self.show_cursor(context=context)
        self.post_message(self.Moved(self))

    def annotation_here(self) -> Annotation | None:
        """The current annotation under the cursor: the one chosen there, else the shortest."""
        self.find_current()
        return self.marks.by_id.get(self.current) if self.current is not None else None

    def _span_at(self, offset: int, unit: Unit) -> Span:
        text = self.text.text
        if unit is Unit.WORD:
            return word_at(text, offset)
        if unit is Unit.SENTENCE:
            return sentence_at(text, offset, self.spans, self.language)
        if unit is Unit.PARAGRAPH:
            return paragraph_at(text, offset, self.spans)
        return motions.selection(text, offset, offset)

    def _selected(self) -> Span:
        """The span from the anchor to the cursor, in whole units."""
        if self._anchor is None:
            return NOTHING
        one, other = self._span_at(self._anchor, self._unit), self._span_at(self.cursor, self._unit)
        return min(one[0], other[0]), max(one[1], other[1])

    def select(self, selected: Selected, *, reshaping: int | None = None) -> None:
        """Makes this the selection; the text scrolls only if its end is out of view."""
        self._anchor, self._unit, self.reshaping = selected.anchor, selected.unit, reshaping
        self.to_be_selected = False
        self.go(selected.cursor, context=0)

    def begin_selecting(self, reshaping: int) -> None:
        """Lets the passage of an annotation be selected: motions move the cursor until that is begun."""
        self.select(Selected(self.cursor, self.cursor, Unit.CHARACTER), reshaping=reshaping)
        self.to_be_selected = True
        self.post_message(self.Moved(self))

    def select_span(self, span: Span, *, forward: bool = True, reshaping: int | None = None) -> None:
        """Selects a span of whole clusters by character, the cursor at its end, or else at its start."""
        start, last = span[0], cluster_at(self.text.text, max(span[0], span[1] - 1))[0]
        anchor, cursor = (start, last) if forward else (last, start)
        self.select(Selected(anchor, cursor, Unit.CHARACTER), reshaping=reshaping)

    def drop_selection(self) -> None:
        """Nothing is selected any more; ``gv`` brings it back."""
        if self._anchor is not None:
            self._last = Selected(self._anchor, self.cursor, self._unit)
            before, self.selection = self.selection, NOTHING
            self._anchor = self.reshaping = None
            self.to_be_selected = False
            self.show_cursor(context=0)
            self.refresh_rows(*before)
            self.post_message(self.Moved(self))

    def _select_by(self, unit: Unit) -> None:
        if self.release is None:
            return
        if self.selecting and self._unit is unit and not self.to_be_selected:
            self.drop_selection()
        else:
            anchor = self.cursor if self._anchor is None else self._anchor
            self.select(Selected(anchor, self.cursor, unit), reshaping=self.reshaping)

    # -- actions ---------------------------------------------------------------------------

    def action_select_characters(self) -> None:
        """See `tui.actions`."""
        self._select_by(Unit.CHARACTER)

    def action_select_sentences(self) -> None:
        """See `tui.actions`."""
        self._select_by(Unit.SENTENCE)

    def action_select_paragraphs(self) -> None:
        """See `tui.actions`."""
        self._select_by(Unit.PARAGRAPH)

    def action_drop_selection(self) -> None:
        """See `tui.actions`."""
        self.drop_selection()

    def action_reselect(self) -> None:
        """See `tui.actions`."""
        if self._last is None:
            self.notice = "nothing was selected yet"
        else:
            self.select(self._last)

    def action_swap_ends(self) -> None:
        """See `tui.actions`."""
        if self._anchor is not None:
            swapped = Selected(self.cursor, self._anchor, self._unit)
            self.select(swapped, reshaping=self.reshaping)

    def action_reshape(self) -> None:
        """See `tui.actions`."""
        annotation = self.annotation_here()
        if annotation is None:
            self.notice = "no annotation stands here"
        else:
            self.select_span((annotation.start, annotation.end), reshaping=annotation.id)

    # -- text objects ----------------------------------------------------------------------

    @property
    def _forward(self) -> bool:
        """Whether the cursor is at the end of the selection."""
        return self._anchor is None or self._anchor <= self.cursor

    def _select_object(self, found: Callable[..., Span], *where: object) -> None:
        span = found(self.text.text, self.selection, *where, forward=self._forward)
        self.select_span(span, forward=self._forward, reshaping=self.reshaping)

    def action_inner_word(self) -> None:
        """See `tui.actions`."""
        self._select_object(objects.inner_word)

    def action_a_word(self) -> None:
        """See `tui.actions`."""
        self._select_object(objects.a_word)

    def action_inner_sentence(self) -> None:
        """See `tui.actions`."""
        self._select_object(objects.inner_sentence, self.spans, self.language)

    def action_a_sentence(self) -> None:
        """See `tui.actions`."""
        self._select_object(objects.a_sentence, self.spans, self.language)

    def action_paragraph(self) -> None:
        """See `tui.actions`."""
        self._select_object(objects.paragraph, self.spans)

    def action_inner_quotation(self) -> None:
        """See `tui.actions`."""
        self._select_quotation(around=False)

    def action_a_quotation(self) -> None:
        """See `tui.actions`."""
        self._select_quotation(around=True)

    def _select_quotation(self, *, around: bool) -> None:
        quotations = [(one.start, one.end) for one in self.quotations]
        span = objects.quotation(self.text.text, self.selection, quotations, around=around)
        if span is None:
            self.notice = "no quotation stands here"
        else:
            self.select_span(span, forward=self._forward, reshaping=self.reshaping)
