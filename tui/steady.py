"""Screens that paint what changes on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual._compositor import ChopsUpdate, Compositor  # noqa: PLC2701 - it has no other name
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip


class ChangedRows(Compositor):
    """Puts a screen together; where parts of it have changed, of each widget the rows they lie in.

    Textual's asks each widget that lies between the first change and the last for all its rows: the line at
    the bottom changes with nearly every key, so that one that moves the cursor would ask for all there are.
    """

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """What is to be written for the parts that have changed; None where there are none."""
        self._changed = (*self._dirty_regions,)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            parts = [part for changed in self._changed if (part := shown.intersection(changed))]
            if parts:
                top, bottom = min(part.y for part in parts), max(part.bottom for part in parts)
                rows = Region(shown.x, top, shown.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate((-region.x, -region.y)))


class Steady(Screen[Any]):
    """A screen that does not paint all of itself anew for another focus, or for another layout.

    Textual's does for both, after what has changed was painted: who gets the focus and who loses it, and each
    widget that was moved or is new.
    """

    focused = Reactive(None, repaint=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._compositor = ChangedRows()
        self._laid_out: object = None
        self._held = False

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

    def paint_when_settled(self) -> None:
        """Paints nothing of a new layout until those it has got other room have been laid out in it too.

        To be called before that layout, where many get other room: each would be painted twice.
        """
        if not self._held:
            self._held = True
            self.refresh(layout=True)  # what is called after that finds it done
            self.call_after_refresh(self.call_after_refresh, self._settled)

    def _settled(self) -> None:
        self._held = False
        if not self._layout_required:  # else it is painted with the layout to come
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if not self._held:  # what is to be painted stays known
            super()._compositor_refresh()

    def refresh(
        self, *regions: Any, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Any:
        """Paints it anew, or lays it out anew and paints what that moves."""
        repaint = repaint and not layout
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
