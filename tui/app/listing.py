"""The list of releases: narrowed to what is looked for, groups of copies taken apart."""

from __future__ import annotations

from tui.app.annotating import UNDO
from tui.app.showing import Showing
from tui.app.workspace import Workspace


class Listing:
    """Changes what is listed."""

    def __init__(self, workspace: Workspace, showing: Showing) -> None:
        self._workspace = workspace
        self._releases = workspace.releases
        self._showing = showing

    def action_filter(self) -> None:
        """Opens the field that narrows the list as one types."""
        self._releases.narrow()

    def action_clear_filter(self) -> None:
        """Takes the marks away; where there are none, empties and closes that field."""
        if not self._releases.rows.marks.clear():
            self._releases.show_all()
        self._workspace.update_footer()

    async def action_split(self) -> None:
        """Takes the release out of its group of copies; on the one row of a folded group, all of them."""
        from store.duplicates import split

        workspace, versions = self._workspace, self._releases.rows.versions
        key = self._releases.rows.current
        if key is None or not versions.of(key):
            workspace.say("No other release is taken for a copy of this one.")
            return
        group = versions.all_of(key)
        ids = group if versions.is_folded(key) else (key,)
        others = group if versions.is_folded(key) else tuple(one for one in group if one != key)
        if await workspace.changed(lambda: split(workspace.library, ids, others)):
            self._showing.reload()
            await self._releases.regrouped()
            workspace.say(f"Not the same release: taken apart · {UNDO}")
