"""The list of releases: narrowed to what is looked for, groups of copies taken apart, some removed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from store.wording import brief, many
from tui.app.annotating import undoes
from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.key_words import with_key

#: From so many releases on it is asked whether to remove them.
_ASKED_FROM = 20


class Listing:
    """Changes what is listed."""

    def __init__(self, workspace: Workspace, showing: Showing, opening: Opening) -> None:
        self._workspace = workspace
        self._opening = opening
        self._releases = workspace.releases
        self._showing = showing

    def action_filter(self) -> None:
        """Opens the field that narrows the list as one types."""
        self._releases.narrow()

    def action_clear_filter(self) -> None:
        """Takes the marks away; else empties and closes that field; else lists all in place of a view's."""
        if self._releases.rows.marks.clear():
            pass
        elif self._releases.is_narrowed:
            self._releases.show_all()
        else:
            self._releases.show_view(None)

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
            workspace.say(f"Not the same release: taken apart · {undoes()}")

    async def action_remove(self) -> None:
        """Puts the release or all that are marked into the trash; copies too that one row stands for."""
        workspace, versions, subjects = self._workspace, self._releases.rows.versions, self._showing.subjects
        if not subjects:
            return
        of_rows = workspace.panes.active == "releases"
        groups = (versions.of(key) if of_rows and versions.is_folded(key) else (key,) for key in subjects)
        gone = list(dict.fromkeys(key for group in groups for key in group))
        if len(gone) < _ASKED_FROM:
            await self._remove(gone, subjects)
            return
        from tui.screens import Confirmation

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._remove(gone, subjects)

        stays = f"They go into the trash with all that was marked; {with_key('undo', 'brings them back.')}"
        prompt = Confirmation(f"Remove {many(len(gone), 'release')}?", stays)
        await workspace.app.push_screen(prompt, answered)

    async def _remove(self, gone: list[int], subjects: Sequence[int]) -> None:
        """Removes these, and goes on to what stands beside them."""
        workspace = self._workspace
        following, about = self._beside(gone), workspace.library.releases.many(subjects[:1])
        if not await workspace.changed(lambda: workspace.library.trash.remove(gone), stays=False):
            return
        self._releases.load(following)
        await self._leave(gone, following)
        what = many(len(gone), "release") if len(gone) > 1 else "".join(brief(one.headline) for one in about)
        workspace.say(f"Removed {what} · {undoes()}")

    def _beside(self, gone: Collection[int]) -> int | None:
        """The row below those of some releases, else the one above."""
        ids = self._releases.rows.ids
        places = [at for at, key in enumerate(ids) if key in gone]
        if not places:
            return None
        beside = [*ids[places[-1] + 1 :], *reversed(ids[: places[0]])]
        return next((key for key in beside if key not in gone), None)

    async def _leave(self, gone: Collection[int], following: int | None) -> None:
        """Opens the next release where one that was removed was open; without one, none is open any more."""
        if self._showing.open_id not in gone:
            return
        if following is not None:
            await self._opening.open_release(following)
        else:
            self._opening.close()
