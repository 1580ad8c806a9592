"""What would be tagged around the hits of a query, to be thinned out before it is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from store.library import Candidate
from store.wording import many
from tui import screen_signs as signs
from tui.describe import SEPARATOR, about, shortened
from tui.panes import Pieces, concordance, preview
from tui.screen_actions import AUTOCODE
from tui.screens.hints import Hints
from tui.screens.list_screen import Lines, ListScreen
from tui.terminal import one_line
from tui.text import line_in_order
from tui.units import UNITS

#: Cells from which on a row names its release, and how many that gets.
_NAMED_FROM, _NAME = 90, 24
#: Code points beside a hit of which a row may show some.
_BESIDE = 200
#: Lines of the passage under the cursor that stand below the list, and cells beside them.
_LINES, _PADDING = 5, 4
_KEPT, _LEFT_OUT = f"{signs.MARKED} ", "  "


class CandidateRows(Lines):
    """A passage in a line: whether it is kept, the headline of its release, its first hit in the middle."""

    SCOPE = AUTOCODE
    DOUBLE_CLICK = "v"

    def __init__(self) -> None:
        super().__init__(id="candidate-rows")
        self.candidates: list[Candidate] = []
        self.left_out: set[int] = set()
        """The rows that are not to be tagged."""
        self._last = 0  # the row that was kept or left out last

    @property
    def current(self) -> Candidate | None:
        """The passage under the cursor."""
        return self.candidates[self.cursor] if self.candidates else None

    @property
    def kept(self) -> list[Candidate]:
        """Those that are to be tagged."""
        return [one for at, one in enumerate(self.candidates) if at not in self.left_out]

    def show(self, candidates: Sequence[Candidate]) -> None:
        """Lists these in place of others, all of them kept."""
        self.candidates, self.left_out, self._last, self.cursor = list(candidates), set(), 0, 0
        self.items_changed()

    def add(self, candidates: Sequence[Candidate]) -> None:
        """Lists more."""
        self.candidates += candidates
        self.items_changed()

    def toggle(self) -> None:
        """Keeps the row under the cursor, or leaves it out; the cursor goes on to the next."""
        if self.candidates:
            self.left_out ^= {self.cursor}
            self._last = self.cursor
            self.refresh_item(self.cursor)
            self.action_down()

    def toggle_range(self) -> None:
        """Makes all rows from the last one that was kept or left out to this one as that one is."""
        rows = set(range(min(self._last, self.cursor), max(self._last, self.cursor) + 1))
        self.left_out = self.left_out | rows if self._last in self.left_out else self.left_out - rows
        self.refresh()

    def toggle_all(self) -> None:
        """Keeps all; leaves all out where all are kept."""
        self.left_out = set() if self.left_out else set(range(self.count()))
        self.refresh()

    def count(self) -> int:
        """How many rows there are."""
        return len(self.candidates)

    def pieces(self, index: int, line: int) -> Pieces:
        """Whether it is kept, the headline where there is room, the hit with what stands around it."""
        one, is_kept = self.candidates[index], index not in self.left_out
        room = self.width - cell_len(_KEPT)
        found: Pieces = [(_KEPT if is_kept else _LEFT_OUT, "rows--bold")]
        if self.width >= _NAMED_FROM:
            name = shortened(one_line(one.release.headline), _NAME - 2)
            found.append((name + " " * (_NAME - cell_len(name)), "rows--dim"))
            room -= _NAME
        start, end = (at - one.start for at in one.hits[0])
        text = one.text.replace("\n", " ")
        before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
        words = concordance(before, text[start:end], after, room)
        return found + (words if is_kept else [(part, "rows--dim") for part, _ in words])


class AutocodeScreen(ListScreen):
    """Lists passages as they are found; `tui.app.autocoding` finds them and tags those that are kept."""

    SCOPE = AUTOCODE

    def __init__(self, typed: str, unit: int, bidi: str) -> None:
        """Args: the query; which of `UNITS` is tagged; who orders Arabic and Hebrew
        (`tui.config.Setting.bidi`)."""
        self.listed = CandidateRows()
        super().__init__(self.listed)
        self.listed.bidi = bidi
        self.typed = typed
        """The query."""
        self.unit = unit
        """Which of `UNITS` is tagged."""
        self._under_way = ""
        self._units = Static(id="list-units")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Vertical(classes="list-screen"):
            yield Static(id="list-title", markup=False)
            yield self._units
            yield self.listed
            yield Static(id="list-about", markup=False)
            yield Hints(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the keys."""
        super().on_mount()
        self.show(self.unit)

    # -- what is shown ---------------------------------------------------------------------

    def show(self, unit: int) -> None:
        """Begins a new list, of what another unit gives."""
        self.unit = unit
        text = Text()
        for number, one in enumerate(UNITS):
            style = "bold underline" if number == unit else "dim"
            text.append(f"{number + 1} ", "dim").append(one.title, style).append("  ")
        self._units.update(text)
        self.listed.show(())
        self.say("looking…")

    def add(self, candidates: Sequence[Candidate]) -> None:
        """Lists more passages."""
        first = not self.listed.candidates
        self.listed.add(candidates)
        self._entitle()
        if first:
            self.on_lines_browsed()

    def say(self, under_way: str) -> None:
        """Says in the title what goes on; nothing any more with an empty text."""
        self._under_way = under_way
        self._entitle()
        self.on_lines_browsed()

    def _entitle(self) -> None:
        count, left_out = self.listed.count(), len(self.listed.left_out)
        counted = f"{count - left_out} of {many(count, 'passage')}"
        self.entitle(f"Tag {one_line(self.typed)}", SEPARATOR.join(filter(None, [self._under_way, counted])))

    def on_lines_browsed(self) -> None:
        """Shows the passage now under the cursor as a whole, with its hits."""
        one, text = self.listed.current, Text(no_wrap=True)
        if one is not None:
            is_ours = self.listed.bidi == "app"
            width = max(1, self.listed.width - _PADDING)
            title = shortened(SEPARATOR.join((one_line(one.release.headline), about(one.release))), width)
            text.append(line_in_order(title) if is_ours else title, "dim")
            hits = [(start - one.start, end - one.start) for start, end in one.hits]
            span = 0, len(one.text)
            for line in preview(one.text, span, hits, hits[0][0], (width, _LINES), bidi=is_ours):
                text.append("\n")
                for piece, is_hit in line:
                    text.append(piece, "bold reverse" if is_hit else "")
        self.tell(text)

    # -- keys ------------------------------------------------------------------------------

    def action_toggle_mark(self) -> None:
        """Keeps the passage, or leaves it out."""
        self.listed.toggle()
        self._entitle()

    def action_mark_range(self) -> None:
        """Keeps or leaves out all from the last one to this one."""
        self.listed.toggle_range()
        self._entitle()

    def action_mark_all(self) -> None:
        """Keeps all, or leaves all out."""
        self.listed.toggle_all()
        self._entitle()
