"""Which colours a terminal shows."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from textual.app import App


class Colors(Enum):
    """What can be relied on when something is to be told apart by its colour."""

    TRUE = auto()
    ROUNDED = auto()
    """Each becomes the nearest of 256."""
    NONE = auto()
    """NO_COLOR, 16 colours or fewer, or a palette of the terminal's own."""


def colors_of(app: App[Any]) -> Colors:
    """What the terminal shows of the present theme."""
    if app.no_color or app.native_ansi_color:
        return Colors.NONE
    return {"truecolor": Colors.TRUE, "256": Colors.ROUNDED}.get(app.console.color_system or "", Colors.NONE)
