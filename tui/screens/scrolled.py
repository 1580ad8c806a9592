"""A prompt that is read and scrolled: the keys that move in it."""

from __future__ import annotations

from textual.containers import VerticalScroll

from tui.screens.prompts import Prompt


class ScrolledPrompt(Prompt[None]):
    """Shows more than finds room; what holds it is a `VerticalScroll`."""

    @property
    def scroll(self) -> VerticalScroll:
        """What is scrolled."""
        return self.query_one(VerticalScroll)

    def action_down(self, _count: int | None = None) -> None:
        """Scrolls down by a line."""
        self.scroll.scroll_down(animate=False)

    def action_up(self, _count: int | None = None) -> None:
        """Scrolls up by a line."""
        self.scroll.scroll_up(animate=False)

    def action_top(self, _count: int | None = None) -> None:
        """Scrolls to the beginning."""
        self.scroll.scroll_home(animate=False)

    def action_bottom(self, _count: int | None = None) -> None:
        """Scrolls to the end."""
        self.scroll.scroll_end(animate=False)

    def action_page_down(self, _count: int | None = None) -> None:
        """Scrolls down by a page."""
        self.scroll.scroll_page_down(animate=False)

    def action_page_up(self, _count: int | None = None) -> None:
        """Scrolls up by a page."""
        self.scroll.scroll_page_up(animate=False)

    def action_half_page_down(self, _count: int | None = None) -> None:
        """Scrolls down by a page: what is only looked through is read in few strokes."""
        self.action_page_down()

    def action_half_page_up(self, _count: int | None = None) -> None:
        """Scrolls up by a page."""
        self.action_page_up()
