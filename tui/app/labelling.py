"""A label for each row and pane in view, so that any of them is two or three keys away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tui.app.workspace import Workspace
from tui.panes import ReaderPane

if TYPE_CHECKING:
    from tui.screens import Place

#: Cells from a pane's right edge to where its label begins, so that the title can be read.
_AT_THE_END = 3


class Labelling:
    """Asks for a label, and goes where it stands."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def action_label(self) -> None:
        """Labels all that is in view: rows of lists and text, and panes at their titles."""
        from tui.screens import LabelScreen

        await self._workspace.app.push_screen(LabelScreen([*self._places()]), self._answered)

    def _answered(self, place: Place | None) -> None:
        if place is not None:
            place.go()
            self._workspace.update_footer()

    def _places(self) -> Iterator[Place]:
        from tui.screens import Place

        panes = self._workspace.panes
        named = {"found": panes.found} if panes.active == "found" else panes.by_name
        for name, pane in named.items():
            if not pane.display:
                continue
            widget = panes.widget_of(name)
            if len(named) > 1:
                beside_title = pane.region.right - _AT_THE_END
                yield Place(beside_title, pane.region.y, partial(panes.show, name))
            left, top = widget.content_region.offset
            for line, at in widget.rows_shown():
                yield Place(left, top + line, partial(self._go, name, at))

    def _go(self, name: str, at: int) -> None:
        panes = self._workspace.panes
        widget = panes.widget_of(name)
        panes.show(name)
        if isinstance(widget, ReaderPane):
            widget.jump_to(at)
        else:
            widget.move_to(at)
