"""How a text is set: what readers choose for their comfort."""

from __future__ import annotations

from typing import Literal, NamedTuple

#: The comfortable measure, in cells.
MEASURE = 72


class Setting(NamedTuple):
    """What layout, page and frame need to know besides the text and the room there is."""

    measure: int = MEASURE
    """Cells a line has at most; a narrow pane gives it fewer."""
    margin: int = 0
    """Blank cells kept on each side of the text at least."""
    leading: int = 0
    """Blank rows between two lines; between paragraphs there is one more."""
    justified: bool = False
    """Whether spaces are widened until lines end at the measure."""
    bidi: Literal["app", "terminal"] = "app"
    """Who puts Arabic and Hebrew in the order they are read in: this program, which also sets such
    paragraphs flush right, or the terminal, which is then given every line in logical order."""
    folded: frozenset[int] = frozenset()
    """Indices of the paragraphs that are folded; neighbours make one row."""
