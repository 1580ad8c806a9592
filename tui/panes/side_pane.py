"""A pane beside the text, whose edge on the text's side can be dragged."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.containers import Vertical
from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp
from textual.widgets import Static


class SidePane(Vertical):
    """A title above what it lists; tells how wide the mouse draws it."""

    ON_THE_RIGHT: ClassVar[bool] = False
    """Whether it stands on the right of the text, its edge on the left."""

    def __init__(self, id: str, title: str = "") -> None:
        super().__init__(id=id)
        self.title = Static(title, classes="pane-title", markup=False)
        """The line above the list."""
        self.drag: Callable[[int, bool], None] | None = None
        """What is told how many cells wide the mouse draws the pane, and whether it leaves it so."""
        self._dragged = False

    def tell_active(self, active: bool) -> None:
        """Shows by the title whether the pane has the keys."""
        self.title.set_class(active, "active")

    def on_mouse_down(self, event: MouseDown) -> None:
        """Takes hold of the edge, where a pane stands beside it."""
        alone = self.region.width >= self.app.size.width
        if self.drag is not None and not alone and event.screen_x == self._edge:
            self._dragged = True
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Draws the edge along."""
        if self._dragged and self.drag is not None:
            self.drag(self._drawn(event), False)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Leaves the edge where it is."""
        if self._dragged and self.drag is not None:
            self._dragged = False
            self.release_mouse()
            self.drag(self._drawn(event), True)

    @property
    def _edge(self) -> int:
        return self.region.x if self.ON_THE_RIGHT else self.region.right - 1

    def _drawn(self, event: MouseEvent) -> int:
        if self.ON_THE_RIGHT:
            return self.region.right - int(event.screen_x)
        return int(event.screen_x) + 1 - self.region.x
