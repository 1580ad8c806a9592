"""The passages of a tag, each with the headline of its release."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rich.cells import cell_len

from store.library import Found
from store.wording import many
from tui import screen_signs as signs
from tui.describe import shortened
from tui.panes import Pieces, RowMarks
from tui.screen_actions import MARKED
from tui.screens.list_screen import Lines, ListScreen
from tui.terminal import one_line


class _MarkedRows(Lines):
    """A passage in a line."""

    SCOPE = MARKED

    def __init__(self) -> None:
        super().__init__(id="marked-rows")
        self.found: list[Found] = []
        self.marks = RowMarks(self, self._marks_changed)
        """The passages that are marked, by the ids of their annotations."""

    def _marks_changed(self) -> None:
        self.refresh()

    @property
    def parts(self) -> Mapping[str, object]:
        """The owners of actions that are in the list."""
        return {**super().parts, "marks": self.marks}

    @property
    def ids(self) -> list[int]:
        """The annotations."""
        return [one.annotation or 0 for one in self.found]

    @property
    def current(self) -> int | None:
        """The annotation under the cursor."""
        return self.found[self.cursor].annotation if self.found else None

    def count(self) -> int:
        """How many passages there are."""
        return len(self.found)

    def pieces(self, index: int, line: int) -> Pieces:
        """Whether it is marked, the release's headline, the words."""
        one, third = self.found[index], self.width // 3
        mark = f"{signs.MARKED} " if (one.annotation or 0) in self.marks else "  "
        headline = shortened(one_line(one.release.headline), max(1, third - len(mark) - 2))
        words = shortened(one_line(one.text), max(1, self.width - third))
        blank = " " * max(1, third - len(mark) - cell_len(headline))
        return [
            (mark, "rows--bold"),
            (headline, "rows--dim"),
            (blank, "rows--dim"),
            (words, "rows--text"),
        ]


class MarkedScreen(ListScreen):
    """Lists passages as they are found."""

    SCOPE = MARKED

    def __init__(self, tag: str, bidi: str) -> None:
        """Args: the tag they have; who orders Arabic and Hebrew (`tui.config.Setting.bidi`)."""
        self._listed = _MarkedRows()
        super().__init__(self._listed)
        self._listed.bidi = bidi
        self.tag = tag
        """The name of the tag."""
        self._more = False

    @property
    def current(self) -> Found | None:
        """The passage under the cursor."""
        return self._listed.found[self._listed.cursor] if self._listed.found else None

    @property
    def found(self) -> Sequence[Found]:
        """What is listed."""
        return self._listed.found

    @property
    def chosen(self) -> list[int]:
        """The annotations that are marked, in their order; where none is, the one under the cursor."""
        listed = self._listed
        return listed.marks.among(listed.ids) or ([] if listed.current is None else [listed.current])

    def add(self, found: Sequence[Found], *, more: bool) -> None:
        """Lists more passages; says whether others are still being looked for."""
        self._more = more
        self._show([*self._listed.found, *found])

    def replace(self, tag: str, found: Sequence[Found]) -> None:
        """Lists these in place of all; the cursor stays on its passage, where that is still there."""
        ids, listed = [one.annotation for one in found], self._listed
        if listed.current in ids:
            listed.cursor = ids.index(listed.current)
        self.tag, self._more = tag, False
        self._show(list(found))

    def drop(self, annotations: Collection[int]) -> None:
        """Lists these no longer."""
        self._show([one for one in self._listed.found if one.annotation not in annotations])

    def _show(self, found: list[Found]) -> None:
        self._listed.found = found
        self._listed.marks.keep(self._listed.ids)
        self._listed.items_changed()
        self.entitle(f"#{self.tag}", f"{len(found)}… passages" if self._more else many(len(found), "passage"))
