"""Views: choosing one, keeping a query as one, removing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.library import BUILT_IN, View
from store.wording import brief
from tui.app.annotating import undoes
from tui.app.workspace import Workspace
from tui.key_words import key_of
from tui.panes import FoundPane
from tui.terminal import one_line

if TYPE_CHECKING:
    from tui.screens import ViewList


class Viewing:
    """Lists what a view finds, and changes which views there are."""

    def __init__(self, workspace: Workspace, found: FoundPane) -> None:
        """Args: the workspace, the find screen, whose query can be kept too."""
        self._workspace = workspace
        self._library = workspace.library
        self._releases = workspace.releases
        self._found = found
        self._open: ViewList | None = None

    async def action_views(self) -> None:
        """Opens the list of views; the one that is chosen tells what is listed."""
        from tui.screens import ViewList

        shown = self._releases.view
        name = shown.name if shown is not None else BUILT_IN[0].name
        self._open = ViewList(self._views(), name, self._library.views.unread, self._library.version)
        await self._workspace.app.push_screen(self._open, self._choose)

    def _views(self) -> list[View]:
        return [*BUILT_IN, *self._library.views.all()]

    async def _choose(self, view: View | None) -> None:
        if view is not None:
            await self.list_view(view)

    async def list_view(self, view: View) -> None:
        """Lists only what a view finds; the list has the keys."""
        self._workspace.panes.show("releases")
        self._releases.show_view(None if view == BUILT_IN[0] else view)

    async def action_save_view(self) -> None:
        """Asks under which name to keep the query by which the list is narrowed, or that of the results."""
        from tui.screens import LinePrompt

        within = self._releases.view
        if self._workspace.panes.active == "found":
            if not await self._found.hold():
                return  # what is no query, as is told below it
            typed, within = self._found.field.value.strip(), None
        else:
            typed = self._releases.narrowed_by.strip()
        if not typed:
            key = key_of("filter") or "the palette"
            self._workspace.say(f"A view is kept of a query: narrow the list by one first, with {key}.")
            return

        async def answered(name: str | None) -> None:
            if name is not None and name.strip():
                await self._save(name, typed, within)

        prompt = LinePrompt(f"Keep “{one_line(typed)}” as a view; its name", "")
        await self._workspace.app.push_screen(prompt, answered)

    async def _save(self, name: str, typed: str, within: View | None) -> None:
        query = f"({within.query}) ({typed})" if within else typed
        kept = await self._workspace.change(lambda: self._library.views.save(name, query))
        if kept is not None:
            self._workspace.say(f"Kept the view {brief(kept.name)}: {one_line(kept.query)} · {undoes()}")

    async def action_remove_view(self) -> None:
        """Removes the view under the cursor of the list of views; what it shows stays."""
        screen = self._open
        if screen is None or screen.current in BUILT_IN:
            self._workspace.say("This view comes with every library; it cannot be removed.")
            return
        view = screen.current
        if await self._workspace.changed(lambda: self._library.views.remove(view.name)):
            screen.show(self._views())
            if self._releases.view == view:
                self._releases.show_view(None)
            self._workspace.say(f"Removed the view {brief(view.name)} · {undoes()}")
