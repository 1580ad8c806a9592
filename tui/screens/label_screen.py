"""Labels over what can be gone to: typing one goes there, as with easymotion and helix's ``gw``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from tui.screen_actions import LABELS
from tui.screens.prompts import Prompt

#: The letters of labels, those that fingers lie on first.
_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Place(NamedTuple):
    """What a label stands for."""

    x: int
    """The cell of the screen it stands at."""
    y: int
    go: Callable[[], None]
    """Goes there."""


def labels(number: int) -> list[str]:
    """So many labels, none the beginning of another: of one letter, or all of two; 676 at most."""
    if number <= len(_LETTERS):
        return list(_LETTERS[:number])
    return ["".join(two) for two in product(_LETTERS, repeat=2)][:number]


class LabelScreen(Prompt[Place | None]):
    """Shows a label at each place; gives the one whose label was typed, None for any other key."""

    SCOPE = LABELS
    PLACE = "over"

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._places = dict(zip(labels(len(places)), places, strict=False))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Each label over the first cells of its place."""
        for label, place in self._places.items():
            shown = Static(Text(label), classes="label")
            shown.styles.offset = (place.x, place.y)
            yield shown

    def action_type_label(self, key: str) -> None:
        """Goes to the place of a label that is whole now; leaves where no label goes on so."""
        self._typed += key
        rest = [label for label in self._places if label.startswith(self._typed)]
        if rest and self._typed not in rest:
            for label, shown in zip(self._places, self.query(".label"), strict=True):
                shown.display = label in rest
            return
        self.leave(self._places.get(self._typed))

    def action_leave_prompt(self) -> None:
        """Goes nowhere."""
        self.leave(None)
