"""The reader's selection: by unit, by text object, with the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, Protocol

from store import Annotation, Quotation
from store.structure import word_count
from store.wording import many
from tui.panes.reader.marks import NOTHING
from tui.panes.reader.parts import Reader
from tui.text import Range, cluster_at, objects, paragraph_at, selection, sentence_at, word_at


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
    span: Range
    words: str


#: Code points above which words are not counted one by one: 1 ms of work at every key.
_COUNTED = 50_000


def _words(text: str, start: int, end: int) -> str:
    """``3 words``; of much text ``about 30,000 words``, by its spaces and ends of paragraphs."""
    if end - start > _COUNTED:
        about = text.count(" ", start, end) + text.count("\n\n", start, end)
        return f"about {about:,} words"
    return many(word_count(text[start:end]), "word")


class Annotated(Reader, Protocol):
    """The reader, and what stands at the cursor beside words."""

    quotations: Sequence[Quotation]
    """The quoted speech found so far."""

    def annotation_here(self) -> Annotation | None:
        """The current annotation under the cursor."""

    def show_cursor(self, *, context: int | None = None) -> None:
        """Scrolls as little as it takes to show the row of the cursor with those around it."""


class Selection:
    """What is selected, from an anchor to the cursor, in whole units."""

    def __init__(self, reader: Annotated) -> None:
        self._reader = reader
        self.span = NOTHING
        """The code points selected, empty when nothing is."""
        self.reshaping: int | None = None
        """The id of the annotation whose passage is being selected anew."""
        self.to_be_selected = False
        """Whether that passage is still to be selected: until then the selection is where the cursor is."""
        self._anchor: int | None = None
        self._unit = Unit.CHARACTER
        self._last: Selected | None = None
        self._counted = _Counted(NOTHING, "")

    def forget(self) -> None:
        """Begins with another text: nothing is or was selected."""
        self.span = NOTHING
        self._anchor = self._last = self.reshaping = None
        self.to_be_selected = False

    @property
    def selecting(self) -> bool:
        """Whether a selection stands."""
        return self._anchor is not None

    @property
    def passage(self) -> Range:
        """What an action works on: the selection, or the sentence under the cursor."""
        return self.span if self.selecting else self.span_at(self._reader.cursor, Unit.SENTENCE)

    @property
    def quotation(self) -> Quotation | None:
        """The innermost quotation selected, with its marks or without."""
        start, end = self.span
        text = self._reader.text.text
        holding = [one for one in self._reader.quotations if one.start <= start < end <= one.end]
        selected = (one for one in holding if start <= objects.without_marks(text, one.start, one.end)[0])
        whole = (one for one in selected if objects.without_marks(text, one.start, one.end)[1] <= end)
        return min(whole, key=lambda one: one.end - one.start, default=None)

    def note(self) -> str:
        """The unit and size of the selection, and the speaker of the quotation selected."""
        if self._counted.span != self.span:
            self._counted = _Counted(self.span, _words(self._reader.text.text, *self.span))
        mode = f"SELECT {self._unit.value}" if self.reshaping is None else "RESHAPE"
        if self.to_be_selected:
            return f"{mode}  no words yet"
        note = f"{mode}  {self._counted.words}"
        quotation = self.quotation
        return f"{note}  {quotation.speaker or 'no speaker named'}" if quotation else note

    # -- selecting -------------------------------------------------------------------------

    def follow(self) -> None:
        """Takes the end of the selection along to where the cursor has gone."""
        if self._anchor is None:
            return
        if self.to_be_selected:
            self._anchor = self._reader.cursor
        before, self.span = self.span, self._selected()
        if before == NOTHING:
            self._reader.refresh_rows(*self.span)
        else:  # what is in both looks as before
            for one, other in zip(before, self.span, strict=True):
                if one != other:
                    self._reader.refresh_rows(one, other)

    def span_at(self, offset: int, unit: Unit) -> Range:
        """The unit an offset is in."""
        text = self._reader.text.text
        if unit is Unit.WORD:
            return word_at(text, offset)
        if unit is Unit.SENTENCE:
            return sentence_at(text, offset, *self._of_sentences())
        if unit is Unit.PARAGRAPH:
            return paragraph_at(text, offset, self._reader.page.spans)
        return selection(text, offset, offset)

    def _of_sentences(self) -> tuple[Sequence[Range], str | None, Range | None]:
        """What sentences are told by: the paragraphs, the language and the dateline."""
        return self._reader.page.spans, self._reader.language, self._reader.text.dateline

    def _selected(self) -> Range:
        """The span from the anchor to the cursor, in whole units."""
        if self._anchor is None:
            return NOTHING
        one, other = self.span_at(self._anchor, self._unit), self.span_at(self._reader.cursor, self._unit)
        return min(one[0], other[0]), max(one[1], other[1])

    def select(self, selected: Selected, *, reshaping: int | None = None) -> None:
        """Makes this the selection; the text scrolls only if its end is out of view."""
        self._anchor, self._unit, self.reshaping = selected.anchor, selected.unit, reshaping
        self.to_be_selected = False
        self._reader.go(selected.cursor, context=0)

    def begin(self, reshaping: int) -> None:
        """Lets the passage of an annotation be selected: motions move the cursor until that is begun."""
        self.select(Selected(self._reader.cursor, self._reader.cursor, Unit.CHARACTER), reshaping=reshaping)
        self.to_be_selected = True
        self._reader.moved()

    def select_span(self, span: Range, *, forward: bool = True, reshaping: int | None = None) -> None:
        """Selects a span of whole clusters by character, the cursor at its end, or else at its start."""
        start, last = span[0], cluster_at(self._reader.text.text, max(span[0], span[1] - 1))[0]
        anchor, cursor = (start, last) if forward else (last, start)
        self.select(Selected(anchor, cursor, Unit.CHARACTER), reshaping=reshaping)

    def drop(self) -> None:
        """Nothing is selected any more; ``gv`` brings it back."""
        if self._anchor is not None:
            self._last = Selected(self._anchor, self._reader.cursor, self._unit)
            before, self.span = self.span, NOTHING
            self._anchor = self.reshaping = None
            self.to_be_selected = False
            self._reader.show_cursor(context=0)
            self._reader.refresh_rows(*before)
            self._reader.moved()

    def _select_by(self, unit: Unit) -> None:
        if self._reader.release is None:
            return
        if self.selecting and self._unit is unit and not self.to_be_selected:
            self.drop()
        else:
            anchor = self._reader.cursor if self._anchor is None else self._anchor
            self.select(Selected(anchor, self._reader.cursor, unit), reshaping=self.reshaping)

    # -- actions ---------------------------------------------------------------------------

    def action_select_characters(self) -> None:
        """Selects by character from the cursor on, or goes over to that; again, selects nothing."""
        self._select_by(Unit.CHARACTER)

    def action_select_sentences(self) -> None:
        """Selects by sentence from the cursor on, or goes over to that; again, selects nothing."""
        self._select_by(Unit.SENTENCE)

    def action_select_paragraphs(self) -> None:
        """Selects by paragraph from the cursor on, or goes over to that; again, selects nothing."""
        self._select_by(Unit.PARAGRAPH)

    def action_drop_selection(self) -> None:
        """Selects nothing any more."""
        self.drop()

    def action_reselect(self) -> None:
        """Selects again what was selected last."""
        if self._last is None:
            self._reader.tell("nothing was selected yet")
        else:
            self.select(self._last)

    def action_swap_ends(self) -> None:
        """Goes to the other end of the selection."""
        if self._anchor is not None:
            swapped = Selected(self._reader.cursor, self._anchor, self._unit)
            self.select(swapped, reshaping=self.reshaping)

    def action_reshape(self) -> None:
        """Selects the passage of the annotation under the cursor, to move its ends."""
        annotation = self._reader.annotation_here()
        if annotation is None:
            self._reader.tell("no annotation stands here")
        else:
            self.select_span((annotation.start, annotation.end), reshaping=annotation.id)

    # -- text objects ----------------------------------------------------------------------

    @property
    def _forward(self) -> bool:
        """Whether the cursor is at the end of the selection."""
        return self._anchor is None or self._anchor <= self._reader.cursor

    @property
    def _around(self) -> Range:
        """What an object is looked for around: the selection, or the cursor where there is none."""
        return self.span if self.selecting else self.span_at(self._reader.cursor, Unit.CHARACTER)

    def _select_object(self, found: Callable[..., Range], *where: object) -> None:
        if self._reader.release is None:
            return
        span = found(self._reader.text.text, self._around, *where, forward=self._forward)
        self.select_span(span, forward=self._forward, reshaping=self.reshaping)

    def action_inner_word(self) -> None:
        """Selects the word."""
        self._select_object(objects.inner_word)

    def action_a_word(self) -> None:
        """Selects the word with its blanks."""
        self._select_object(objects.a_word)

    def action_inner_sentence(self) -> None:
        """Selects the sentence."""
        self._select_object(objects.inner_sentence, *self._of_sentences())

    def action_a_sentence(self) -> None:
        """Selects the sentence with its blanks."""
        self._select_object(objects.a_sentence, *self._of_sentences())

    def action_paragraph(self) -> None:
        """Selects the paragraph."""
        self._select_object(objects.paragraph, self._reader.page.spans)

    def action_inner_quotation(self) -> None:
        """Selects what is said between the quotation marks."""
        self._select_quotation(around=False)

    def action_a_quotation(self) -> None:
        """Selects the quotation with its marks."""
        self._select_quotation(around=True)

    def _select_quotation(self, *, around: bool) -> None:
        quotations = [(one.start, one.end) for one in self._reader.quotations]
        span = objects.quotation(self._reader.text.text, self._around, quotations, around=around)
        if span is None:
            if self._anchor == self._reader.cursor:  # the key before only began it
                self.drop()
            self._reader.tell("no quotation stands here")
        else:
            self.select_span(span, forward=self._forward, reshaping=self.reshaping)
