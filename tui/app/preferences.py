"""What a reader sets while reading, kept in the settings: theme, length of lines, width of the panes."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from textual.theme import Theme
from textual.timer import Timer

from tui.app.workspace import Workspace
from tui.config import MEASURES, Settings, remember

#: Cells that one key makes the measure, the list or the annotations wider or narrower.
_STEP = 4
#: Seconds after the last move of an edge until its place is written to the settings.
_DELAY = 0.5
_LIST_WIDTH, _ANNOTATION_WIDTH = "list_widths.{}", "annotation_widths.{}"


class Preferences:
    """Keeps what is set."""

    def __init__(self, workspace: Workspace, settings: Settings, config: Path | None) -> None:
        """Args: the workspace, the settings to begin with, the file that keeps changes, if any shall."""
        self._workspace = workspace
        self._reader = workspace.reader
        self._config = config
        #: Each setting as this window last read or wrote it in the file.
        self._set: dict[str, str | int] = {
            "theme": settings.theme,
            "measure": settings.setting.measure,
            **{_LIST_WIDTH.format(columns): cells for columns, cells in settings.list_widths.items()},
            **{
                _ANNOTATION_WIDTH.format(columns): cells
                for columns, cells in settings.annotation_widths.items()
            },
        }
        self._of_folder = settings.of_folder
        self._timer: Timer | None = None
        self._unsaved: dict[str, int] = {}
        self._saving = asyncio.Lock()
        workspace.releases.drag = partial(self._drag_split, False)
        workspace.annotations.drag = partial(self._drag_split, True)

    def theme_changed(self, theme: Theme) -> None:
        """Keeps the theme that was chosen."""
        self._workspace.app.aside(self._remember("theme", theme.name))

    async def keep(self, name: str, value: str) -> None:
        """Keeps a setting that was chosen elsewhere."""
        await self._remember(name, value)

    async def _remember(self, name: str, value: str | int) -> None:
        config = self._config
        if config is None:
            return
        folder = self._of_folder.get(name.partition(".")[0])
        if folder is not None:
            self._workspace.remark(f"It holds until you quit: {folder} sets it.")
            return
        stood: list[str | int | None] = []
        if await self._workspace.changed(
            lambda: stood.append(remember(config, name, value, shown=self._set.get(name)))
        ):
            self._set[name] = value
            if stood[0] is not None:
                self._workspace.remark(f"{name} is {value} now; another window had set it to {stood[0]}.")

    async def action_wider(self, count: int | None = None) -> None:
        """Makes the lines longer by a step, or so many."""
        await self._measure(_STEP * (count or 1))

    async def action_narrower(self, count: int | None = None) -> None:
        """Makes the lines shorter by a step, or so many."""
        await self._measure(-_STEP * (count or 1))

    async def action_widen_list(self, count: int | None = None) -> None:
        """Makes the list wider by a step, or so many."""
        await self._move_split(False, _STEP * (count or 1))

    async def action_narrow_list(self, count: int | None = None) -> None:
        """Makes the list narrower by a step, or so many."""
        await self._move_split(False, -_STEP * (count or 1))

    async def action_widen_annotations(self, count: int | None = None) -> None:
        """Makes the annotations wider by a step, or so many."""
        await self._move_split(True, _STEP * (count or 1))

    async def action_narrow_annotations(self, count: int | None = None) -> None:
        """Makes the annotations narrower by a step, or so many."""
        await self._move_split(True, -_STEP * (count or 1))

    def _drag_split(self, annotations: bool, cells: int, dropped: bool) -> None:
        """Draws the pane's edge along with the mouse; keeps it where it was left."""
        moved = self._workspace.panes.place_split(cells, annotations)
        if dropped:
            self._workspace.app.soon(partial(self._keep_split, annotations, moved))

    async def _move_split(self, annotations: bool, change: int) -> None:
        await self._keep_split(annotations, self._workspace.panes.move_split(change, annotations))

    async def _keep_split(self, annotations: bool, moved: tuple[int, int] | None) -> None:
        if moved is None:
            self._workspace.say(f"No text stands beside the {'annotations' if annotations else 'list'} here")
            return
        columns, cells = moved
        name = "Annotations" if annotations else "List"
        self._workspace.say(f"{name} of {cells} cells where the terminal has {columns} columns")
        self._unsaved[(_ANNOTATION_WIDTH if annotations else _LIST_WIDTH).format(columns)] = cells
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._workspace.app.set_timer(_DELAY, self._write)

    def _write(self) -> None:
        self._workspace.app.aside(self.kept())

    async def kept(self) -> None:
        """Waits until the widths are in the settings as they are now."""
        async with self._saving:
            while self._unsaved:
                name = next(iter(self._unsaved))
                await self._remember(name, self._unsaved.pop(name))

    async def _measure(self, change: int) -> None:
        # Narrower than what is seen: a pane may have less room than was wanted.
        present = self._reader.setting.measure
        seen = min(present, self._reader.frame.measure)
        # Nor wider than there is room for: the next key back would begin at what is seen.
        wanted = present if change > 0 and seen < present else seen + change
        measure = max(MEASURES[0], min(MEASURES[1], wanted))
        self._reader.typeset(self._reader.setting._replace(measure=measure))
        self._workspace.panes.arrange()
        room = self._reader.frame.measure
        here = f"; here is room for {room}" if room < measure else ""
        self._workspace.say(f"Lines of {measure} cells{here}")
        await self._remember("measure", measure)
