"""Looking instead of reading: how far one has read, the year, tags over time."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from store import Library
from store.library import Statistics, statistics_of
from store.wording import many
from tui.charts import charts
from tui.key_words import with_key
from tui.screen_actions import STATS
from tui.screens.hints import Hints
from tui.screens.scrolled import ScrolledPrompt


class StatsScreen(ScrolledPrompt):
    """Counts releases while it is open, and shows what they come to."""

    SCOPE = STATS
    PLACE = "middle"

    def __init__(self, library: Library, ids: Sequence[int], about: str) -> None:
        """Args: the library, the releases, what is said of which they are."""
        super().__init__()
        self._library, self._ids, self._about = library, ids, about
        self._counted: Statistics | None = None
        self._closed = False
        none = f"There are no releases here; in the list {with_key('add', 'adds')} some."
        self._shown = Static(Text(f"Counting {many(len(ids), 'release')}…" if ids else none, "dim"))

    def compose(self) -> ComposeResult:
        """Which releases, the charts, the keys."""
        with Vertical(id="stats"):
            yield Static(Text(self._about, "dim"), id="list-title")
            with VerticalScroll():
                yield self._shown
            yield Hints(STATS)

    def on_mount(self) -> None:
        """Counts in a thread; keys go on meanwhile, and closing stops it."""
        self.set_focus(self.scroll)
        if self._ids:
            self.run_worker(self._count, thread=True)

    def _count(self) -> None:
        self._counted = statistics_of(self._library, self._ids, stop=lambda: self._closed)
        if self._counted is not None:
            self.app.call_from_thread(self._show)

    def _show(self) -> None:
        if self._counted is not None and self.is_attached:
            width = max(20, self.scroll.scrollable_content_region.width)
            self._shown.update(Text("\n").join(charts(self._counted, width)))

    def on_resize(self, _event: events.Resize) -> None:
        """Draws for the new width."""
        self.call_after_refresh(self._show)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._closed = True

    def action_close_stats(self) -> None:
        """Closes it."""
        self.leave(None)
