"""The reader: cursor, selection and motions over the text in view."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from store import Annotation, ReadingPosition, Release, ReleaseText
from tui.actions import READER, SELECTION
from tui.panes.text_view import NOTHING, TextView
from tui.text import motions
from tui.text.page import GUTTER

#: Code points above which words are not counted one by one: 1 ms of work at every key.
_COUNTED = 50_000


def _words(text: str, start: int, end: int) -> str:
    """``3 words``; of much text ``about 30,000 words``, by its spaces and ends of paragraphs."""
    if end - start > _COUNTED:
        about = text.count(" ", start, end) + text.count("\n\n", start, end)
        return f"about {about:,} words"
    words = len(text[start:end].split())
    return f"{words} word{'' if words == 1 else 's'}"


class ReaderPane(TextView):
    """Moves by pure motions; an action's passage is the selection or the sentence under the cursor."""

    SCOPE = READER

    def __init__(self) -> None:
        super().__init__()
        self._anchor: int | None = None
        self._by_sentence = False

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release where it was left, with nothing selected."""
        self._anchor = None
        await super().show(release, text, annotations, position)

    @property
    def _spans(self) -> list[tuple[int, int]]:
        return self.page.spans

    @property
    def _language(self) -> str | None:
        return self.release.language if self.release else None

    def scope(self) -> str:
        """While a selection stands, its keys hold."""
        return SELECTION if self._anchor is not None else READER

    def footer_note(self) -> str:
        """The mode and the size of the selection, or how far the reader is."""
        if self.release is None:
            return ""
        if self._anchor is None:
            return f"{self.percent}%"
        start, end = self.selection
        unit = "sentence" if self._by_sentence else "character"
        return f"SELECT {unit}  {_words(self.text.text, start, end)}"

    # -- cursor and selection --------------------------------------------------------------

    def go(self, offset: int, *, keep_column: bool = False) -> None:
        """Moves the cursor, and with it the end of the selection."""
        before, selected = self.cursor, self.selection
        self.cursor = motions.settle(self.text.text, offset)
        if not keep_column:
            self.keep_column()
        self.refresh_rows(before, self.cursor)
        if self._anchor is not None:
            self.selection = self._selected()
            # What is in both looks as before.
            for one, other in zip(selected, self.selection, strict=True):
                if one != other:
                    self.refresh_rows(one, other)
        self.show_cursor()
        self.post_message(self.Moved(self))

    def _sentence(self, offset: int) -> tuple[int, int]:
        return motions.sentence_at(self.text.text, offset, self._spans, self._language)

    def _selected(self) -> tuple[int, int]:
        """The span from the anchor to the cursor, by the unit selected in."""
        if self._anchor is None:
            return NOTHING
        if not self._by_sentence:
            return motions.selection(self.text.text, self._anchor, self.cursor)
        one, other = self._sentence(self._anchor), self._sentence(self.cursor)
        return min(one[0], other[0]), max(one[1], other[1])

    @property
    def passage(self) -> tuple[int, int]:
        """What an action works on: the selection, or the sentence under the cursor."""
        return self.selection if self._anchor is not None else self._sentence(self.cursor)

    def drop_selection(self) -> None:
        """Nothing is selected any more."""
        if self._anchor is not None:
            self._anchor = None
            self.selection = NOTHING
            self.repaint()
            self.post_message(self.Moved(self))

    def _select(self, *, by_sentence: bool) -> None:
        if self.release is None:
            return
        if self._anchor is not None and self._by_sentence == by_sentence:
            self.drop_selection()
            return
        self.show_cursor()
        self._anchor = self.cursor if self._anchor is None else self._anchor
        self._by_sentence = by_sentence
        self.selection = self._selected()
        self.repaint()
        self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor where the mouse is."""
        at = event.get_content_offset(self)
        inner = self.page.layout_row(at.y + self.scroll_offset.y) if at else None
        if self.release is not None and at is not None and inner is not None:
            self.go(self.page.layout.offset_at(inner, at.x - self.frame.margin - GUTTER))

    # -- actions ---------------------------------------------------------------------------

    def _move(self, motion: Callable[[str, int], int]) -> None:
        self.go(motion(self.text.text, self.cursor))

    def _down(self, rows: int) -> None:
        self.go(motions.vertical(self.page.layout, self.cursor, rows, self.column), keep_column=True)

    def action_left(self) -> None:
        """See `tui.actions`."""
        self._move(motions.left)

    def action_right(self) -> None:
        """See `tui.actions`."""
        self._move(motions.right)

    def action_down(self) -> None:
        """See `tui.actions`."""
        self._down(1)

    def action_up(self) -> None:
        """See `tui.actions`."""
        self._down(-1)

    def action_half_page_down(self) -> None:
        """See `tui.actions`."""
        self._down(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """See `tui.actions`."""
        self._down(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        """See `tui.actions`."""
        self._down(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """See `tui.actions`."""
        self._down(-max(1, self.size.height - 2))

    def action_top(self) -> None:
        """See `tui.actions`."""
        self._move(lambda text, _: motions.first(text))

    def action_bottom(self) -> None:
        """See `tui.actions`."""
        self._move(lambda text, _: motions.last(text))

    def action_word_forward(self) -> None:
        """See `tui.actions`."""
        self._move(motions.word_forward)

    def action_word_back(self) -> None:
        """See `tui.actions`."""
        self._move(motions.word_back)

    def action_word_end(self) -> None:
        """See `tui.actions`."""
        self._move(motions.word_end)

    def action_sentence_forward(self) -> None:
        """See `tui.actions`."""
        self.go(motions.sentence_forward(self.text.text, self.cursor, self._spans, self._language))

    def action_sentence_back(self) -> None:
        """See `tui.actions`."""
        self.go(motions.sentence_back(self.text.text, self.cursor, self._spans, self._language))

    def action_paragraph_forward(self) -> None:
        """See `tui.actions`."""
        self.go(motions.paragraph_forward(self.text.text, self.cursor, self._spans))

    def action_paragraph_back(self) -> None:
        """See `tui.actions`."""
        self.go(motions.paragraph_back(self.text.text, self.cursor, self._spans))

    def action_next_annotation(self) -> None:
        """See `tui.actions`."""
        later = [one.start for one in self.marks.annotations if one.start > self.cursor]
        if later:
            self.go(min(later))

    def action_previous_annotation(self) -> None:
        """See `tui.actions`."""
        earlier = [one.start for one in self.marks.annotations if one.start < self.cursor]
        if earlier:
            self.go(max(earlier))

    def action_select_characters(self) -> None:
        """See `tui.actions`."""
        self._select(by_sentence=False)

    def action_select_sentences(self) -> None:
        """See `tui.actions`."""
        self._select(by_sentence=True)

    def action_drop_selection(self) -> None:
        """See `tui.actions`."""
        self.drop_selection()
