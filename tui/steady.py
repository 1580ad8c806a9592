"""Screens that paint what changes on them."""

from __future__ import annotations

from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen


class Steady(Screen[Any]):
    """A screen that does not paint all of itself anew for another focus, or for another layout.

    Textual's does for both, after what has changed was painted: who gets the focus and who loses it, and each
    widget that was moved or is new.
    """

    focused = Reactive(None, repaint=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._laid_out: object = None

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lays it out anew, and paints all of it where Textual cannot tell what that moves.

        After a scroll it lays out anew whenever a widget's place is asked for, and then compares the next
        layout with that, not with what is painted.
        """
        compositor = self._compositor
        if self._laid_out is not None and compositor._full_map is not self._laid_out:  # noqa: SLF001
            self.refresh()
        super()._refresh_layout(size, scroll)
        self._laid_out = compositor._full_map  # noqa: SLF001

    def refresh(
        self, *regions: Any, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Any:
        """Paints it anew, or lays it out anew and paints what that moves."""
        repaint = repaint and not layout
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
