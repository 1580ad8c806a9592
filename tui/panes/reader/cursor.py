"""The reader's cursor: each key a pure motion from `tui.text`, made as often as the count says."""

from __future__ import annotations

from typing import Protocol

from textual.geometry import Offset

from tui.panes.reader.parts import Reader
from tui.text import Layout, Motion, Places, Range, motions, paragraph_motions, row_motions, sentences


class Window(Reader, Protocol):
    """The reader, and what of its rows is in view."""

    @property
    def rows_in_view(self) -> int:
        """How many rows the pane shows."""

    @property
    def context(self) -> int:
        """Rows kept in view above and below the cursor."""

    @property
    def scroll_offset(self) -> Offset:
        """The first row in view, as `y`."""

    @property
    def max_scroll_y(self) -> int:
        """The last row that can be the first in view."""

    def scroll_rows(self, row: int) -> None:
        """Makes a row the first one in view, as far as there are rows below."""


class Cursor:
    """Where one is in the text, and the places one was at."""

    def __init__(self, reader: Window) -> None:
        self._reader = reader
        self.offset = 0
        """The code point under the cursor."""
        self.column = 0
        """The cell the cursor keeps to while it goes up and down."""
        self._places: dict[int, Places] = {}
        self._sought: tuple[str, bool] | None = None

    def put(self, offset: int) -> None:
        """Stands on the character an offset is in; what shows that is the pane's matter."""
        self.offset = motions.settle(self._text, offset)

    def keep_column(self) -> None:
        """Makes the cursor's cell the one to keep to."""
        layout = self._layout
        self.column = layout.column_of(layout.row_of(self.offset), self.offset)

    def leave(self, offset: int) -> None:
        """Puts a place on the jump list."""
        self._here.leave(offset)

    @property
    def _here(self) -> Places:
        """The jumps and marks of the open release; kept until the application ends."""
        release = self._reader.release
        return self._places.setdefault(release.id if release else 0, Places())

    @property
    def _text(self) -> str:
        return self._reader.text.text

    @property
    def _layout(self) -> Layout:
        return self._reader.page.layout

    @property
    def _spans(self) -> list[Range]:
        """The paragraphs."""
        return self._reader.page.spans

    # -- characters and words --------------------------------------------------------------

    def _move(self, motion: Motion, count: int | None = None) -> None:
        self._reader.go(motions.repeated(motion, self._text, self.offset, count or 1))

    def action_left(self, count: int | None = None) -> None:
        """Goes left by a character, or so many."""
        self._move(motions.left, count)

    def action_right(self, count: int | None = None) -> None:
        """Goes right by a character, or so many."""
        self._move(motions.right, count)

    def action_word_forward(self, count: int | None = None) -> None:
        """Goes to the beginning of the next word."""
        self._move(motions.word_forward, count)

    def action_word_back(self, count: int | None = None) -> None:
        """Goes back to the beginning of a word."""
        self._move(motions.word_back, count)

    def action_word_end(self, count: int | None = None) -> None:
        """Goes on to the end of a word."""
        self._move(motions.word_end, count)

    def action_word_end_back(self, count: int | None = None) -> None:
        """Goes back to the end of a word."""
        self._move(motions.word_end_back, count)

    # -- sentences and paragraphs ----------------------------------------------------------

    def action_sentence_forward(self, count: int | None = None) -> None:
        """Goes to the beginning of the next sentence."""
        where = (self._text, self.offset, self._spans, self._reader.language)
        self._reader.go(sentences.sentence_forward(*where, count or 1))

    def action_sentence_back(self, count: int | None = None) -> None:
        """Goes back to the beginning of a sentence."""
        where = (self._text, self.offset, self._spans, self._reader.language)
        self._reader.go(sentences.sentence_back(*where, count or 1))

    def action_paragraph_forward(self, count: int | None = None) -> None:
        """Goes to the beginning of the next paragraph."""
        self._reader.go(paragraph_motions.paragraph_forward(self._text, self.offset, self._spans, count or 1))

    def action_paragraph_back(self, count: int | None = None) -> None:
        """Goes back to the beginning of a paragraph."""
        self._reader.go(paragraph_motions.paragraph_back(self._text, self.offset, self._spans, count or 1))

    def action_character_forward(self, character: str, count: int | None = None) -> None:
        """Goes to the next such character in the paragraph."""
        self._sought = (character, True)
        self._seek(character, True, count)

    def action_character_back(self, character: str, count: int | None = None) -> None:
        """Goes back to such a character in the paragraph."""
        self._sought = (character, False)
        self._seek(character, False, count)

    def action_character_again(self, count: int | None = None) -> None:
        """Goes to the character sought last once more, the same way."""
        if self._sought is not None:
            self._seek(*self._sought, count)

    def action_character_opposite(self, count: int | None = None) -> None:
        """Goes to the character sought last once more, the other way."""
        if self._sought is not None:
            character, forward = self._sought
            self._seek(character, not forward, count)

    def _seek(self, character: str, forward: bool, count: int | None) -> None:
        find = paragraph_motions.find_forward if forward else paragraph_motions.find_back
        self._reader.go(find(self._text, self.offset, character, self._spans, count or 1))

    # -- rows and pages --------------------------------------------------------------------

    def _down(self, count: int) -> None:
        self._reader.go(row_motions.vertical(self._layout, self.offset, count, self.column), keep_column=True)

    def action_down(self, count: int | None = None) -> None:
        """Goes down by a row, or so many."""
        self._down(count or 1)

    def action_up(self, count: int | None = None) -> None:
        """Goes up by a row, or so many."""
        self._down(-(count or 1))

    def action_half_page_down(self, count: int | None = None) -> None:
        """Goes down by half a page, or so many rows."""
        self._down(count or max(1, self._reader.rows_in_view // 2))

    def action_half_page_up(self, count: int | None = None) -> None:
        """Goes up by half a page, or so many rows."""
        self._down(-(count or max(1, self._reader.rows_in_view // 2)))

    def action_page_down(self, count: int | None = None) -> None:
        """Goes down by a page, two rows of it staying in view."""
        self._down(max(1, self._reader.rows_in_view - 2) * (count or 1))

    def action_page_up(self, count: int | None = None) -> None:
        """Goes up by a page, two rows of it staying in view."""
        self._down(-max(1, self._reader.rows_in_view - 2) * (count or 1))

    def action_top(self, count: int | None = None) -> None:
        """Goes to the beginning, or to a row by its number."""
        self._reader.go(row_motions.nth_row(self._layout, count) if count else motions.first(self._text))

    def action_bottom(self, count: int | None = None) -> None:
        """Goes to the end, or to a row by its number."""
        self._reader.go(row_motions.nth_row(self._layout, count) if count else motions.last(self._text))

    def action_row_start(self) -> None:
        """Goes to the first character of the row."""
        self._reader.go(row_motions.row_first(self._layout, self.offset))

    def action_row_text(self) -> None:
        """Goes to the first character of the row that is no blank."""
        self._reader.go(row_motions.row_first_ink(self._layout, self.offset))

    def action_row_end(self, count: int | None = None) -> None:
        """Goes to the end of the row, or of one further down, and keeps to the ends of rows."""
        layout = self._layout
        below = row_motions.vertical(layout, self.offset, (count or 1) - 1, self.column)
        self._reader.go(row_motions.row_last(layout, below))
        self.column = row_motions.ROW_END

    # -- the window ------------------------------------------------------------------------

    def _rows_in_view(self) -> list[int]:
        """The layout's rows in view that hold text; those the cursor would scroll are left out."""
        top, height = self._reader.scroll_offset.y, self._reader.rows_in_view
        first = top + self._reader.context if top > 0 else 0
        past = top + height - self._reader.context if top < self._reader.max_scroll_y else top + height
        inner = (self._reader.page.layout_row(row) for row in range(first, min(past, len(self._reader.page))))
        return [row for row in inner if row is not None and not self._layout.is_empty(row)]

    def _go_in_view(self, index: int) -> None:
        in_view = self._rows_in_view()
        if in_view:
            row = in_view[max(-len(in_view), min(index, len(in_view) - 1))]
            self._reader.go(row_motions.first_ink(self._layout, row))

    def action_window_top(self, count: int | None = None) -> None:
        """Goes to the first row in view, or one counted from it."""
        self._go_in_view((count or 1) - 1)

    def action_window_middle(self) -> None:
        """Goes to the row in the middle of those in view."""
        self._go_in_view((len(self._rows_in_view()) - 1) // 2)

    def action_window_bottom(self, count: int | None = None) -> None:
        """Goes to the last row in view, or one counted back from it."""
        self._go_in_view(-(count or 1))

    def _scroll_under(self, above: int) -> None:
        """Puts the row of the cursor under so many rows."""
        self._reader.scroll_rows(max(0, self._reader.page.display_row(self.offset) - above))

    def action_scroll_top(self) -> None:
        """Scrolls the row of the cursor to the top."""
        self._scroll_under(self._reader.context)

    def action_scroll_middle(self) -> None:
        """Scrolls the row of the cursor to the middle."""
        self._scroll_under(self._reader.rows_in_view // 2)

    def action_scroll_bottom(self) -> None:
        """Scrolls the row of the cursor to the bottom."""
        self._scroll_under(self._reader.rows_in_view - 1 - self._reader.context)

    # -- places ----------------------------------------------------------------------------

    def action_jump_back(self, count: int | None = None) -> None:
        """Goes back to where one jumped from."""
        self._revisit(self._here.jumps.back(self.offset, count or 1), "no older place")

    def action_jump_on(self, count: int | None = None) -> None:
        """Goes on again to where one jumped to, after going back."""
        self._revisit(self._here.jumps.forward(count or 1), "no newer place")

    def action_set_mark(self, letter: str) -> None:
        """Marks the place with a letter."""
        if letter.isalpha():
            self._here.marks[letter] = self.offset
            self._reader.tell(f"marked {letter}")
        else:
            self._reader.tell("a mark is a letter")

    def action_go_to_mark(self, letter: str) -> None:
        """Goes to the place marked with a letter."""
        self._revisit(self._here.marks.get(letter), f"no mark {letter}")

    def _revisit(self, offset: int | None, otherwise: str) -> None:
        if offset is None:
            self._reader.tell(otherwise)
        else:
            self._reader.go(offset)
