"""Reading in comfort: what a reader sets, one pane alone, the measure, and what was read to its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import on
from textual.theme import Theme

from store import Library
from tui.app.reattaching import ReattachingApp
from tui.config import MEASURES, Settings, remember
from tui.panes.reader.pane import ReaderPane
from tui.terminal import safe

#: Cells that one key makes the measure wider or narrower.
_STEP = 4


class ReadingApp(ReattachingApp):
    """A workspace that keeps what a reader changes about it."""

    def __init__(
        self,
        library: Library,
        *,
        first: int | None = None,
        settings: Settings | None = None,
        config: Path | None = None,
    ) -> None:
        """Args: as `Workspace`; and the file that keeps what is changed, if any shall."""
        super().__init__(library, first=first, settings=settings)
        self._config = config
        #: Each setting as this window last read or wrote it in the file.
        self._set: dict[str, str | int] = {
            "theme": (settings or Settings()).theme, "measure": self.reader.setting.measure
        }  # fmt: skip
        self._ended: int | None = None

    async def on_mount(self) -> None:
        """Listens for another theme."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def _keep_theme(self, theme: Theme) -> None:
        self.aside(self._remember("theme", theme.name))

    async def _remember(self, name: str, value: str | int) -> None:
        config = self._config
        if config is None:
            return
        stood: list[str | int | None] = []
        if await self.changed(lambda: stood.append(remember(config, name, value, shown=self._set[name]))):
            self._set[name] = value
            if stood[0] is not None:
                self.notify(
                    safe(f"{name} is {value} now; another window had set it to {stood[0]}."), markup=False
                )

    # -- one pane alone --------------------------------------------------------------------

    def action_zen(self) -> None:
        """See `tui.actions`."""
        self.alone = not self.alone
        self.show_pane("reader" if self.alone else self.active)

    def action_leave_reader(self) -> None:
        """See `tui.actions`; out of the text alone first."""
        if self.alone and not self.reader.hits:
            self.action_zen()
        else:
            super().action_leave_reader()

    # -- the measure -----------------------------------------------------------------------

    async def action_wider(self) -> None:
        """See `tui.actions`."""
        await self._measure(_STEP)

    async def action_narrower(self) -> None:
        """See `tui.actions`."""
        await self._measure(-_STEP)

    async def _measure(self, change: int) -> None:
        # Narrower than what is seen: a pane may have less room than was wanted.
        present = self.reader.setting.measure
        before = min(present, self.reader.frame.measure) if change < 0 else present
        measure = max(MEASURES[0], min(MEASURES[1], before + change))
        self.reader.typeset(replace(self.reader.setting, measure=measure))
        room = self.reader.frame.measure
        self.say(f"Lines of {measure} cells" + (f"; here is room for {room}" if room < measure else ""))
        await self._remember("measure", measure)

    # -- read to the end -------------------------------------------------------------------

    @on(ReaderPane.Moved)
    def _read_on(self, event: ReaderPane.Moved) -> None:
        """A release whose last row a move has brought into view is read; once for each opening."""
        key = self.open_id
        if event.opened:
            self._ended = None
        elif key is not None and key != self._ended and self.reader.at_end:
            self._ended = key
            if not (self.library.read_only or self.library.releases.get(key).read):
                self.aside(self._mark_read(key))

    async def _mark_read(self, key: int) -> None:
        if await self.changed(lambda: self.library.reading.reached_end(key)):
            self.releases.reload()
