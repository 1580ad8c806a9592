"""The bottom line: the mode, what the next key would do, where the work is saved."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.actions import ACTIONS
from tui.key_words import hinted, hints, key_of
from tui.keys import press
from tui.scopes import RESHAPE, SELECTION
from tui.screen_actions import PROMPT_SCOPES
from tui.terminal import one_line


class Footer(Widget):
    """Made from the table of actions; hints that find no room are left out, never cut; a click does one."""

    COMPONENT_CLASSES = {"footer--mode", "footer--key", "footer--text"}

    def __init__(self) -> None:
        super().__init__(id="footer")
        self._scope = ""
        self._note = ""
        self._saved = ""
        self._places: list[tuple[int, int, str]] = []  # from which cell to which a key's hint stands

    def show(self, scope: str, note: str, saved: str) -> None:
        """What the line is to say: the scope's keys, the pane's note, and where work is saved."""
        before, now = (self._scope, self._note, self._saved), (scope, note, saved)
        if now == before:
            return
        self._scope, self._note, self._saved = now
        if (scope, saved) == (before[0], before[2]) and cell_len(note) == cell_len(before[1]):
            # At every key: the rest of the line stays where it is and need not be written again.
            self.refresh(Region(0, 0, cell_len(note) + 2, 1))
        else:
            self.refresh()

    @property
    def _help_key(self) -> str:
        return next(one.keys[0] for one in ACTIONS if one.id == "help" and one.keys)

    def on_click(self, event: Click) -> None:
        """A hint does what its key does."""
        for start, end, keys in self._places:
            if start <= event.x < end:
                press(self, keys)

    def render_line(self, y: int) -> Strip:
        """The line."""
        mode, key, text = (
            self.get_component_rich_style(f"footer--{part}") for part in ("mode", "key", "text")
        )
        left = [Segment(f" {self._note} ", mode)] if self._note else [Segment(" ", text)]
        note = sum(cell_len(piece.text) for piece in left)
        named = list(zip(hinted(self._scope), hints(self._scope), strict=True))
        # What ends a selection is told, whatever else is to be.
        first = sum(map(cell_len, named[0][1])) + 3 if self._scope in (SELECTION, RESHAPE) and named else 1
        # Where there is little room: all but the file's name, then the state alone, then not even that.
        told = one_line(self._saved).split(" · ")
        typing = self._scope in PROMPT_SCOPES  # any letter is typed there
        helping = [f"{key_of('help')} help "] if key_of("help") and not typing else []
        ends = [" · ".join([*some, *helping]) for some in (told, [*told[:-2], told[-1]], told[-1:], [])]
        right = next((end for end in ends if note + first + cell_len(end) < self.size.width), ends[-1])
        room = self.size.width - cell_len(right) - note
        self._places = []
        for action, (keys, word) in named:
            needed = cell_len(keys) + cell_len(word) + 3
            if needed >= room:  # a blank more parts the last one from what follows
                break
            at = self.size.width - cell_len(right) - room
            self._places.append((at, at + needed, action.keys[0]))
            left += [Segment(f" {keys}", key), Segment(f" {word} ", text)]
            room -= needed
        if helping and right.endswith(helping[0]):
            end = self.size.width
            self._places.append((end - cell_len(helping[0]), end, self._help_key))
        return Strip([*left, Segment(" " * max(0, room), text), Segment(right, text)]).adjust_cell_length(
            self.size.width, text
        )
