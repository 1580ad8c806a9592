"""Lines of help in two columns, wrapped once for a width and drawn line by line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap, zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

#: Cells of the column of keys, where more go on in the next line, and of the blank beside it.
_KEYS, _BLANK = 23, 2
_NOTHING = "Nothing has these words: not a key, not what it does, no page."


class Row(NamedTuple):
    """A line of the help."""

    keys: str
    """The keys, or a sign."""
    told: str
    """What they do, or what it means."""
    words: str = ""
    """What else it is found by."""


class Group(NamedTuple):
    """Lines below one title."""

    title: str
    rows: list[Row]


class _Line(NamedTuple):
    keys: str
    told: str = ""
    is_title: bool = False


class HelpRows(Widget):
    """Hundreds of lines, of which those in view are drawn."""

    DEFAULT_CSS = "HelpRows { width: 1fr; height: auto; }"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._groups: list[Group] = []
        self._lines: list[_Line] = []
        self._wrapped_at = 0

    def tell(self, groups: list[Group]) -> None:
        """Shows these groups in place of what was shown."""
        self._groups, self._wrapped_at = groups, 0
        self.refresh(layout=True)

    @property
    def plain(self) -> str:
        """All lines at the width they are shown at, those out of view as well."""
        return "\n".join(f"{one.keys} {one.told}" for one in self._wrapped(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines at so many cells."""
        return len(self._wrapped(width))

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, style = self.size.width, self.rich_style
        lines = self._wrapped(width)
        if y >= len(lines):
            return Strip.blank(width, style)
        keys, told, is_title = lines[y]
        blank = " " * (_KEYS + _BLANK - cell_len(keys)) if told else ""
        told_of = Segment(keys, style + Style(bold=True) if is_title else style)
        return Strip([told_of, Segment(blank + told, style)]).adjust_cell_length(width, style)

    def _wrapped(self, width: int) -> list[_Line]:
        if self._wrapped_at != width:
            self._lines, self._wrapped_at = [*self._lines_of(width)], width
        return self._lines

    def _lines_of(self, width: int) -> Iterator[_Line]:
        if not self._groups:
            yield from map(_Line, self._wrap(_NOTHING, width))
        for title, rows in self._groups:
            yield from (_Line(one, is_title=True) for one in self._wrap(title, width))
            for row in rows:
                keys = self._wrap(row.keys, _KEYS)
                told = self._wrap(row.told, max(1, width - _KEYS - _BLANK))
                yield from starmap(_Line, zip_longest(keys, told, fillvalue=""))
            yield _Line("")

    def _wrap(self, text: str, width: int) -> list[str]:
        if cell_len(text) <= width:
            return [text]
        return [one.plain.rstrip() for one in Text(text).wrap(self.app.console, width)]
