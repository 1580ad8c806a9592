"""The rows of the list of releases: date, origin, headline; unread in bold, star, number of annotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.geometry import Size
from textual.message import Message

from store import DatelineError, Library, Release
from tui.describe import EMBARGO, UPDATED, origin, short_date, shortened, under_embargo
from tui.panes.groups import Versions
from tui.panes.line_list import Pieces, Rows
from tui.panes.row_marks import RowMarks
from tui.scopes import RELEASES
from tui.screen_signs import ANNOTATIONS, COPIES, CURSOR, MARKED, STAR, UNREAD, UNREAD_BEHIND
from tui.terminal import one_line

if TYPE_CHECKING:
    from store.duplicates import Group

#: Cells of a row of one line below which its date has no year.
_WITH_YEAR = 50
#: Cells by which the other versions of a release stand below it.
_INDENT = 2
#: Cells an origin needs to say anything.
_ORIGIN = 3
#: Records read from the store at once, and kept.
_CHUNK = 64
_KEPT_CHUNKS = 32


class ReleaseRows(Rows):
    """The lines of the list; records are read from the store as they come into view."""

    SCOPE = RELEASES

    class Browsed(Message):
        """The cursor came upon a release."""

        def __init__(self, release: Release) -> None:
            super().__init__()
            self.release = release

    class Unfolded(Message):
        """The versions of a release have rows of their own; the first stands for all when they are folded."""

        def __init__(self, versions: tuple[int, ...]) -> None:
            super().__init__()
            self.versions = versions

    class Marked(Message):
        """Other releases are marked."""

    def __init__(self, library: Library) -> None:
        super().__init__(id="release-rows")
        self._library = library
        self._chunks: dict[int, list[Release]] = {}
        self._hidden: dict[int, list[Release]] = {}
        self._differences: dict[int, str] = {}
        self.lines = 2
        """Lines of one release: what it is and its headline, or both on one."""
        self.marks = RowMarks(self, self._marks_changed)
        """Which rows are marked."""
        self.versions = Versions()
        """Which releases are versions of one."""

    @property
    def parts(self) -> Mapping[str, object]:
        """What carries out keys here: the list's own, and what folds copies."""
        return {**super().parts, "folds": self, "marks": self.marks}

    @property
    def ids(self) -> list[int]:
        """The releases shown, in order."""
        return self.versions.rows

    def show(self, ids: list[int], current: int | None = None) -> None:
        """Shows these releases, the cursor on the current one if it is among them.

        It stays on its line of the screen, but where the top of the list is in view: what is new shows there.
        """
        above = self.first_line(self.cursor) - self.scroll_offset.y
        self.versions.show(ids)
        self.marks.keep(ids)
        self._unfold_hidden(current)
        self._rearranged()
        if current in self.ids:
            self.cursor = self.ids.index(current)
        self.items_changed()
        if current in self.ids and self.scroll_offset.y:
            self.scroll_to(y=self.first_line(self.cursor) - above, animate=False, immediate=True, force=True)

    def _marks_changed(self) -> None:
        self.refresh()
        self.post_message(self.Marked())

    def group(self, groups: list[Group]) -> None:
        """Shows these groups as one row each; cursor and scroll position stay."""
        with self._in_place():
            self.versions.group(groups)
            self._differences.clear()
        for versions in self.versions.unfolded:
            self.post_message(self.Unfolded(versions))

    def reveal(self, key: int) -> None:
        """Puts the cursor on a release, if it is listed."""
        if key not in self.ids:
            with self._in_place():
                self._unfold_hidden(key)
        if key in self.ids:
            self.move_to(self.ids.index(key))

    def action_toggle_fold(self) -> None:
        """Gives the copies of the release rows of their own, or one row to all of them again."""
        key = self.current
        if key is None or not self.versions.of(key):
            return
        unfolding = self.versions.is_folded(key)
        first = self.versions.first(key)
        if first is not None:
            self.move_to(self.ids.index(first))
        with self._in_place():
            self.versions.fold(key, not unfolding)
        self.show_cursor()
        if unfolding:
            self.post_message(self.Unfolded(self.versions.of(key)))

    def show_differences(self, differences: dict[int, str]) -> None:
        """Says in the rows of versions what differs from the first one."""
        self._differences |= differences
        self.refresh()

    def _unfold_hidden(self, key: int | None) -> None:
        """Gives a listed release that another one stands for a row of its own."""
        if key is not None and self.versions.first(key) is not None and self.versions.is_folded(key):
            self.versions.fold(key, False)
            self.post_message(self.Unfolded(self.versions.of(key)))

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """Keeps the cursor's release, where it is in view, else the topmost, on its line of the screen."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        current = self.current
        in_view = top <= self.first_line(self.cursor) < top + height
        held = self.cursor if in_view else min(self.index_at(top), max(0, self.count() - 1))
        key, line = (self.ids[held] if self.ids else None), self.first_line(held) - top
        yield
        self._unfold_hidden(current)
        self._rearranged()
        if current in self.ids:
            self.cursor = self.ids.index(current)
        self.virtual_size = Size(self.scrollable_content_region.width, self.first_line(self.count()))
        if key in self.ids:
            place = self.first_line(self.ids.index(key)) - line
            self.scroll_to(y=max(0, place), animate=False, immediate=True, force=True)
        self.refresh()

    def _rearranged(self) -> None:
        self._chunks.clear()
        self._hidden.clear()

    def reload(self) -> None:
        """Reads again what is in view."""
        self._rearranged()
        self.refresh()

    def release_at(self, index: int) -> Release | None:
        """The record of an item, read with its neighbours; None if it was removed meanwhile."""
        chunk = index // _CHUNK
        if chunk not in self._chunks:
            if len(self._chunks) >= _KEPT_CHUNKS:
                self._rearranged()
            ids = self.ids[chunk * _CHUNK : (chunk + 1) * _CHUNK]
            self._chunks[chunk] = self._read(ids)
        return next((one for one in self._chunks[chunk] if one.id == self.ids[index]), None)

    def _read(self, ids: Sequence[int]) -> list[Release]:
        try:
            return self._library.releases.many(ids)
        except DatelineError:
            # Drawing must not fail: the rows stay empty, and the next key says what is wrong.
            return []

    def _behind(self, key: int) -> list[Release]:
        """The versions a folded release stands for, itself not among them."""
        if not self.versions.is_folded(key):
            return []
        if key not in self._hidden:
            self._hidden[key] = self._read(self.versions.of(key)[1:])
        return self._hidden[key]

    @property
    def current(self) -> int | None:
        """The id of the release under the cursor."""
        return self.ids[self.cursor] if self.ids else None

    def move_to(self, index: int) -> None:
        """Puts the cursor on a release, or the nearest there is, and tells which."""
        before = self.current
        super().move_to(index)
        if self.current != before and (release := self.release_at(self.cursor)):
            self.post_message(self.Browsed(release))

    def footer_note(self) -> str:
        """How many are marked; and which of its versions the release is, where there is another."""
        return "  ".join(part for part in (self._marked_note(), self._version_note()) if part)

    def _marked_note(self) -> str:
        return f"{len(self.marks)} marked" if self.marks else ""

    def _version_note(self) -> str:
        versions = self.versions.of(self.current) if self.current is not None else ()
        if not versions or self.current is None:
            return ""
        if self.versions.is_folded(self.current):
            return f"{len(versions)} copies"
        return f"copy {versions.index(self.current) + 1} of {len(versions)}"

    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def first_line(self, index: int) -> int:
        """The line a release begins on; for ``count()``, the number of all lines."""
        return index * self.lines

    def index_at(self, line: int) -> int:
        """The row a line belongs to."""
        return line // self.lines

    def pieces(self, index: int, line: int) -> Pieces:
        """What stands on one line of a release: its state, date and origin, or its headline."""
        release = self.release_at(index)
        if release is None:
            return []
        below = self.versions.first(release.id) is not None
        width = self.scrollable_content_region.width - (_INDENT if below else 0)
        bar = (CURSOR if index == self.cursor else " ") + " " * (_INDENT if below else 0)
        mark = MARKED if release.id in self.marks else " "
        if line == 1:
            headline = self._headline(release, width - 4, below=below)
            return [(bar, "rows--accent"), (f"{mark} ", "rows--bold"), headline]
        behind = self._behind(release.id)
        state = STAR if release.starred else _read_state(release, behind)
        signs = self._signs(release, behind, below=below)
        marks = "".join(sign for sign, _ in signs)
        place = f"{short_date(release.date):<9} " if release.date else ""
        if self.lines == 1:
            cells = 9 if width >= _WITH_YEAR else 6
            place = f"{short_date(release.date)[:cells]:<{cells}} "  # all headlines begin in one column
            text, style = self._headline(release, width - 5 - cell_len(place + marks), below=below)
            blanks = " " * (width - 4 - cell_len(place + text + marks))
            return [
                (bar, "rows--accent"),
                (mark, "rows--bold"),
                (f"{state} ", "rows--accent"),
                (place, "rows--dim"),
                (text, style),
                (blanks, "rows--dim"),
                *signs,
            ]
        if release.updated and width - 4 - cell_len(place + marks) < _ORIGIN:
            place = f"{short_date(release.date)[:6]} ".lstrip()  # without the year, rather than no origin
        room = width - 3 - cell_len(place) - cell_len(marks) - 1
        return [
            (f"{bar}{state} ", "rows--accent"),
            (place, "rows--dim"),
            (set_cell_size(shortened(origin(release), room), max(0, room + 1)), "rows--dim"),
            *signs,
        ]

    def _headline(self, release: Release, room: int, *, below: bool) -> tuple[str, str]:
        """The headline in so many cells, of a version below its first what differs, with its style."""
        words = self._differences.get(release.id) if below else None
        style = "rows--dim" if words else "rows--text" if release.read else "rows--bold"
        return shortened(words or one_line(release.headline), room), style

    def _signs(self, release: Release, behind: list[Release], *, below: bool) -> Pieces:
        """The signs of what holds for a release, or one it stands for, each with a blank after it."""
        versions = 0 if below else len(self.versions.of(release.id))
        annotations = sum(one.annotations for one in (release, *behind))
        counts = f"{COPIES}{versions} " if versions else ""
        counts += f"{ANNOTATIONS}{annotations} " if annotations else ""
        return [
            (f"{EMBARGO} " if any(map(under_embargo, (release, *behind))) else "", "rows--text"),
            (f"{UPDATED} " if any(one.updated for one in (release, *behind)) else "", "rows--accent"),
            (counts, "rows--dim"),
        ]


def _read_state(release: Release, behind: list[Release]) -> str:
    """Full for a release that is unread; hollow where only versions behind it are."""
    if not release.read:
        return UNREAD
    return " " if all(one.read for one in behind) else UNREAD_BEHIND
