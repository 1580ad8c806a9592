"""A list drawn line by line: any number of items, no widget for any of them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._styles_cache import StylesCache  # noqa: PLC2701
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keys import KeyDispatch
from tui.panes.colors import Colors, colors_of
from tui.text import has_right_to_left

#: A line of an item: pieces of text, each with a component class or a style of its own.
Pieces = list[tuple[str, str | Style]]


class _Bare(StylesCache):
    """Keeps lines as they are given: lists have neither borders nor padding nor effects.

    To ask of each line for all that Textual may put around it took longer than the line.
    """

    def render_line(self, *given: Any, **_named: Any) -> Strip:
        """A line of the list."""
        _styles, y, _size, _content_size, _padding, _base, _background, line, *_ = given
        strip: Strip = line(y)
        return strip


class Rows(KeyDispatch, ScrollView):
    """Items of one or more lines each, one of them under the cursor.

    Subclasses say how many items there are, which lines each one fills, and what stands there.
    """

    COMPONENT_CLASSES = {
        "rows--text", "rows--dim", "rows--bold", "rows--accent", "rows--cursor", "rows--cursor-idle",
    }  # fmt: skip

    #: More lines need no other layout: the list keeps its place, and a gutter whether there is a bar or not.
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    DOUBLE_CLICK: ClassVar[str] = "enter"
    """The key that a second click is."""

    class DoubleClicked(Message):
        """The item now under the cursor was clicked twice."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.cursor = 0
        """The index of the item under the cursor."""
        self.bidi = "app"
        """Who orders Arabic and Hebrew: this program, or the terminal (`Setting.bidi`)."""
        self.painted_width = 0
        """Cells in a line, as they were painted last."""
        self._inks: dict[tuple[str, bool, bool], Style] = {}
        self._styles_cache = _Bare()

    @property
    def parts(self) -> Mapping[str, object]:
        """The owners of actions that are in the list itself: what moves in it."""
        return {"motion": self}

    # -- what subclasses say ---------------------------------------------------------------

    @abstractmethod
    def count(self) -> int:
        """How many items there are."""

    @abstractmethod
    def first_line(self, index: int) -> int:
        """The line an item begins on; for ``count()``, the number of all lines."""

    @abstractmethod
    def index_at(self, line: int) -> int:
        """The item a line belongs to."""

    @abstractmethod
    def pieces(self, index: int, line: int) -> Pieces:
        """What stands on one line of an item, ``line`` counted from 0."""

    # -- drawing ---------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the screen: what all of them need is asked once."""
        self.painted_width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """The theme is another, or what else tells how it looks."""
        self._inks.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line, width = y + self.scroll_offset.y, self.painted_width
        if line >= self.first_line(self.count()):
            return Strip.blank(width, self._style("rows--text", lit=False))
        index = self.index_at(line)
        within = line - self.first_line(index)
        lit = self.is_lit(index, within)
        pieces = self.pieces(index, within)
        segments = [Segment(self._in_order(text), self._style(style, lit)) for text, style in pieces]
        return Strip(segments).adjust_cell_length(width, self._style("rows--text", lit))

    def is_lit(self, index: int, line: int) -> bool:
        """Whether a line of an item is shown as under the cursor."""
        return index == self.cursor

    def _in_order(self, text: str) -> str:
        if self.bidi != "app" or not has_right_to_left(text, 0, len(text)):
            return text
        from tui.text import line_in_order  # 10 ms that most lists never need

        return line_in_order(text)

    def _style(self, style: str | Style, lit: bool) -> Style:
        if isinstance(style, Style):
            return self._lit(style) if lit else style
        key = style, lit, lit and self.has_focus
        if key not in self._inks:
            given = self.get_component_rich_style(style)
            self._inks[key] = self._lit(given) if lit else given
        return self._inks[key]

    def _lit(self, style: Style) -> Style:
        if self.has_focus and colors_of(self.app) is Colors.NONE:
            return style + Style(reverse=True)
        under = "rows--cursor" if self.has_focus else "rows--cursor-idle"
        return style + Style(bgcolor=self.get_component_rich_style(under).bgcolor)

    def items_changed(self) -> None:
        """To be called when there are other items: keeps the cursor within them and redraws."""
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        self.cursor = max(0, min(self.cursor, self.count() - 1))
        self.virtual_size = Size(self.scrollable_content_region.width, self.first_line(self.count()))
        self.show_cursor()

    def watch_virtual_size(self, size: Size) -> None:
        """The bar beside them is as long as the lines are many."""
        self._scroll_update(size)

    def refresh_item(self, index: int) -> None:
        """Redraws one item."""
        if 0 <= index < self.count():
            first = self.first_line(index)
            self.refresh_lines(first, self.first_line(index + 1) - first)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style has to do with the focus: none is looked up anew."""

    def on_focus(self) -> None:
        """The cursor looks different in the pane that has the keys."""
        self.refresh_item(self.cursor)

    def on_blur(self) -> None:
        """The cursor looks different again in a pane without the keys."""
        self.refresh_item(self.cursor)

    def on_resize(self) -> None:
        """Lines fill the new width. In the same width they are painted already: what has another size is."""
        if self.scrollable_content_region.width == self.virtual_size.width:
            self._measure()
        else:
            self.items_changed()

    def rows_shown(self) -> list[tuple[int, int]]:
        """The items that begin in view: their first lines, counted from the first in view, and indices."""
        top = self.scroll_offset.y
        lines = range(top, min(top + self.scrollable_content_region.height, self.first_line(self.count())))
        return [(line - top, at) for line in lines if self.first_line(at := self.index_at(line)) == line]

    # -- moving ----------------------------------------------------------------------------

    def move_to(self, index: int) -> None:
        """Puts the cursor on an item, or the nearest there is, and shows it."""
        before, self.cursor = self.cursor, max(0, min(index, self.count() - 1))
        if self.cursor != before:
            self.refresh_item(before)
            self.refresh_item(self.cursor)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scrolls as little as it takes to show the item under the cursor."""
        if not self.count() or not self.size.height:
            return
        first, past = self.first_line(self.cursor), self.first_line(self.cursor + 1)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if first < top or past - first > height:
            self.scroll_to(y=first, animate=False, immediate=True, force=True)
        elif past > top + height:
            self.scroll_to(y=past - height, animate=False, immediate=True, force=True)

    def _page(self) -> int:
        """How many items a page holds, about."""
        below = min(self.first_line(self.cursor) + self._height(), self._last_line())
        return max(1, self.index_at(below) - self.cursor)

    def _last_line(self) -> int:
        return max(0, self.first_line(self.count()) - 1)

    def action_down(self, count: int | None = None) -> None:
        """Moves the cursor down by an item, or so many."""
        self.move_to(self.cursor + (count or 1))

    def action_up(self, count: int | None = None) -> None:
        """Moves the cursor up by an item, or so many."""
        self.move_to(self.cursor - (count or 1))

    def action_top(self, count: int | None = None) -> None:
        """Goes to the first item, or the one of a number counted from 1."""
        self.move_to((count or 1) - 1)

    def action_bottom(self, count: int | None = None) -> None:
        """Goes to the last item, or the one of a number counted from 1."""
        self.move_to((count or self.count()) - 1)

    def action_half_page_down(self, count: int | None = None) -> None:
        """Moves the cursor down by half a page, or so many items."""
        self.move_to(self.cursor + (count or max(1, self._page() // 2)))

    def action_half_page_up(self, count: int | None = None) -> None:
        """Moves the cursor up by half a page, or so many items."""
        self.move_to(self.cursor - count if count else self._above(self._height() // 2))

    def action_page_down(self, count: int | None = None) -> None:
        """Moves the cursor down by a page, or so many."""
        self.move_to(self.cursor + self._page() * (count or 1))

    def action_page_up(self, count: int | None = None) -> None:
        """Moves the cursor up by a page, or so many."""
        self.move_to(self._above(self._height() * (count or 1)))

    def _height(self) -> int:
        """Lines in view; hidden, the pane has none yet, and will have the screen's but title and footer."""
        return self.scrollable_content_region.height or max(1, self.app.size.height - 2)

    def _above(self, lines: int) -> int:
        """The item so many lines above, at least the one before."""
        return min(self.cursor - 1, self.index_at(max(0, self.first_line(self.cursor) - lines)))

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether the mouse's wheel moves the lines: where they find no room; the cursor stays."""
        return self.max_scroll_y > 0

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one at once chooses the item."""
        line = event.y + self.scroll_offset.y
        if line > self._last_line() or not self.count():
            return
        self.move_to(self.index_at(line))
        if event.chain > 1:
            self.post_message(self.DoubleClicked(self))
