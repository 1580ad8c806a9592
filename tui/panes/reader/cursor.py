"""Moving in the reader: each key a pure motion from `tui.text`, made as often as the count says."""

from __future__ import annotations

from tui.actions import Action
from tui.panes.reader.selection import SelectingView
from tui.text import motions, paragraph_motions, row_motions, sentences
from tui.text.jumps import Places
from tui.text.motions import Motion


class MovingView(SelectingView):
    """Motions, the jump list and marks."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[int, Places] = {}
        self._sought: tuple[str, bool] | None = None

    @property
    def places(self) -> Places:
        """The jumps and marks of the open release; kept until the application ends."""
        return self._places.setdefault(self.release.id if self.release else 0, Places())

    async def carry_out(self, action: Action, argument: str = "") -> None:
        """As `KeyDispatch`; the place a jump leaves goes on the jump list."""
        self.notice = ""
        before, release = self.cursor, self.release
        await super().carry_out(action, argument)
        if action.jumps and self.release is release and self.cursor != before:
            self.places.leave(before)

    # -- characters and words --------------------------------------------------------------

    def _move(self, motion: Motion, count: int | None = None) -> None:
        self.go(motions.repeated(motion, self.text.text, self.cursor, count or 1))

    def action_left(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._move(motions.left, count)

    def action_right(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._move(motions.right, count)

    def action_word_forward(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._move(motions.word_forward, count)

    def action_word_back(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._move(motions.word_back, count)

    def action_word_end(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._move(motions.word_end, count)

    def action_word_end_back(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._move(motions.word_end_back, count)

    # -- sentences and paragraphs ----------------------------------------------------------

    def action_sentence_forward(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        where = (self.text.text, self.cursor, self.spans, self.language)
        self.go(sentences.sentence_forward(*where, count or 1))

    def action_sentence_back(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        where = (self.text.text, self.cursor, self.spans, self.language)
        self.go(sentences.sentence_back(*where, count or 1))

    def action_paragraph_forward(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self.go(paragraph_motions.paragraph_forward(self.text.text, self.cursor, self.spans, count or 1))

    def action_paragraph_back(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self.go(paragraph_motions.paragraph_back(self.text.text, self.cursor, self.spans, count or 1))

    def action_character_forward(self, character: str, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._sought = (character, True)
        self._seek(character, True, count)

    def action_character_back(self, character: str, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._sought = (character, False)
        self._seek(character, False, count)

    def action_character_again(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        if self._sought is not None:
            self._seek(*self._sought, count)

    def action_character_opposite(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        if self._sought is not None:
            character, forward = self._sought
            self._seek(character, not forward, count)

    def _seek(self, character: str, forward: bool, count: int | None) -> None:
        find = paragraph_motions.find_forward if forward else paragraph_motions.find_back
        self.go(find(self.text.text, self.cursor, character, self.spans, count or 1))

    # -- rows and pages --------------------------------------------------------------------

    def _down(self, count: int) -> None:
        self.go(row_motions.vertical(self.page.layout, self.cursor, count, self.column), keep_column=True)

    def action_down(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._down(count or 1)

    def action_up(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._down(-(count or 1))

    def action_half_page_down(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._down(count or max(1, self.rows_in_view // 2))

    def action_half_page_up(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._down(-(count or max(1, self.rows_in_view // 2)))

    def action_page_down(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._down(max(1, self.rows_in_view - 2) * (count or 1))

    def action_page_up(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._down(-max(1, self.rows_in_view - 2) * (count or 1))

    def action_top(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self.go(row_motions.nth_row(self.page.layout, count) if count else motions.first(self.text.text))

    def action_bottom(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self.go(row_motions.nth_row(self.page.layout, count) if count else motions.last(self.text.text))

    def action_row_start(self) -> None:
        """See `tui.actions`."""
        self.go(row_motions.row_first(self.page.layout, self.cursor))

    def action_row_text(self) -> None:
        """See `tui.actions`."""
        self.go(row_motions.row_first_ink(self.page.layout, self.cursor))

    def action_row_end(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        layout = self.page.layout
        below = row_motions.vertical(layout, self.cursor, (count or 1) - 1, self.column)
        self.go(row_motions.row_last(layout, below))
        self.column = row_motions.ROW_END

    # -- the window ------------------------------------------------------------------------

    def _rows_in_view(self) -> list[int]:
        """The layout's rows in view that hold text; those the cursor would scroll are left out."""
        top, height = self.scroll_offset.y, self.rows_in_view
        first = top + self.context if top > 0 else 0
        past = top + height - self.context if top < self.max_scroll_y else top + height
        inner = (self.page.layout_row(row) for row in range(first, min(past, len(self.page))))
        return [row for row in inner if row is not None and not self.page.layout.is_empty(row)]

    def _go_in_view(self, index: int) -> None:
        in_view = self._rows_in_view()
        if in_view:
            row = in_view[max(-len(in_view), min(index, len(in_view) - 1))]
            self.go(row_motions.first_ink(self.page.layout, row))

    def action_window_top(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._go_in_view((count or 1) - 1)

    def action_window_middle(self) -> None:
        """See `tui.actions`."""
        self._go_in_view((len(self._rows_in_view()) - 1) // 2)

    def action_window_bottom(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._go_in_view(-(count or 1))

    def _scroll_under(self, above: int) -> None:
        """Puts the row of the cursor under so many rows."""
        self.scroll_rows(max(0, self.page.display_row(self.cursor) - above))

    def action_scroll_top(self) -> None:
        """See `tui.actions`."""
        self._scroll_under(self.context)

    def action_scroll_middle(self) -> None:
        """See `tui.actions`."""
        self._scroll_under(self.rows_in_view // 2)

    def action_scroll_bottom(self) -> None:
        """See `tui.actions`."""
        self._scroll_under(self.rows_in_view - 1 - self.context)

    # -- places ----------------------------------------------------------------------------

    def action_jump_back(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._revisit(self.places.jumps.back(self.cursor, count or 1), "no older place")

    def action_jump_on(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        self._revisit(self.places.jumps.forward(count or 1), "no newer place")

    def action_set_mark(self, letter: str) -> None:
        """See `tui.actions`."""
        if letter.isalpha():
            self.places.marks[letter] = self.cursor
            self.notice = f"marked {letter}"
        else:
            self.notice = "a mark is a letter"

    def action_go_to_mark(self, letter: str) -> None:
        """See `tui.actions`."""
        self._revisit(self.places.marks.get(letter), f"no mark {letter}")

    def _revisit(self, offset: int | None, otherwise: str) -> None:
        if offset is None:
            self.notice = otherwise
        else:
            self.go(offset)
