"""Screens that paint what changes on them."""

from __future__ import annotations

from typing import Any

from textual.reactive import Reactive
from textual.screen import Screen


class Steady(Screen[Any]):
    """A screen that does not paint all of itself anew for another focus, or for another layout.

    Textual's does for both, after what has changed was painted: who gets the focus and who loses it, and each
    widget that was moved or is new.
    """

    focused = Reactive(None, repaint=False)

    def refresh(
        self, *regions: Any, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Any:
        """Paints it anew, or lays it out anew and paints what that moves."""
        repaint = repaint and not layout
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
