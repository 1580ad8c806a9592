"""The find screen: opened, asked, left; the keys of its field, and how what is found is arranged."""

from __future__ import annotations

from tui.app.workspace import Workspace
from tui.panes import FoundPane
from tui.sorts import SORTS


class Searching:
    """Opens the find screen and does what its keys say."""

    def __init__(self, workspace: Workspace, found: FoundPane) -> None:
        self._workspace = workspace
        self._found = found
        self._from = "releases"

    async def action_search(self) -> None:
        """Opens the find screen as it was left, with the keys in its field: what is typed replaces all."""
        panes = self._workspace.panes
        if panes.active != "found":
            self._from = panes.active
            self._found.field.select_all()
        if not self._found.is_attached:
            await self._workspace.app.mount(self._found, before="#find")
        panes.show("found", self._found.field)
        self._found.shown()

    async def find(self, query: str, form: str) -> None:
        """Opens the find screen with a query, on the sort of that form (`tui.sorts`), with the keys there."""
        await self.action_search()
        self._found.show_query(query, next(at for at, sort in enumerate(SORTS) if sort.form == form))
        await self.action_to_results()

    def action_edit_query(self) -> None:
        """Gives the keys to the field."""
        self._workspace.app.screen.set_focus(self._found.field)
        self._workspace.update_footer()

    async def action_to_results(self) -> None:
        """Gives the keys to what is found, once it is there.

        The field keeps them where nothing is found, or what is typed is no query.
        """
        if await self._found.hold() and self._found.rows.count():
            self._workspace.panes.show("found")

    async def action_leave_query(self) -> None:
        """Gives the keys to what is found; where nothing is, leaves. What is no query is taken back."""
        if not await self._found.hold():
            self._found.put_back()
        if self._found.rows.count():
            self._workspace.panes.show("found")
        else:
            self.action_leave_results()

    def action_leave_results(self) -> None:
        """Back to where one was."""
        self._workspace.panes.show(self._from)

    def action_show_sort(self, key: str) -> None:
        """Shows the sort of a number."""
        self._found.show_sort(int(key) - 1)

    def action_next_sort(self) -> None:
        """Shows the next sort, after the last the first."""
        self._found.turn(1)

    def action_previous_sort(self) -> None:
        """Shows the sort before."""
        self._found.turn(-1)

    def action_by_release(self) -> None:
        """Groups by release, or no longer."""
        self._found.by_release()

    def action_rank_or_date(self) -> None:
        """Has the newest come first in place of the best, or the best again."""
        if self._found.is_ranked:
            self._found.rank_or_date()
        else:
            self._workspace.say("There is nothing to rank by: the newest come first.")

    def action_by_word_before(self) -> None:
        """Sorts the lines by the word before, or as they were found."""
        self._found.sort_by("before")

    def action_by_word_after(self) -> None:
        """Sorts the lines by the word after, or as they were found."""
        self._found.sort_by("after")
