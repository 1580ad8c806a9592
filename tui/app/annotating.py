"""What tags and notes have in common: the annotation there is on a passage, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from store import Annotation, ChangedMeanwhileError, DatelineError, NotFoundError, Release
from store.wording import brief
from tui.app.open_annotations import OpenAnnotations
from tui.app.showing import Showing
from tui.app.workspace import Result, Workspace
from tui.key_words import with_key


def undoes() -> str:
    """What is said after what was done."""
    return with_key("undo", "undoes")


class Annotating:
    """Finds annotations, and changes those that may have been deleted meanwhile."""

    def __init__(self, workspace: Workspace, showing: Showing, annotations: OpenAnnotations) -> None:
        self._workspace = workspace
        self._showing = showing
        self._annotations = annotations

    def on(self, start: int, end: int) -> Annotation | None:
        """The annotation on exactly this passage, so that marking it again adds to it."""
        there = self._workspace.reader.marks.annotations
        return next((one for one in there if (one.start, one.end) == (start, end)), None)

    def all_in(self, release: Release) -> Sequence[Annotation]:
        """All annotations of a release, those without a place in its text too."""
        opened = self._workspace.reader.release
        if opened is not None and opened.id == release.id:
            return self._workspace.annotations.rows.annotations
        return self._workspace.library.annotations.of(release.id)

    async def change(
        self,
        annotation: Annotation,
        function: Callable[[], Result],
        *,
        failing: Callable[[DatelineError], DatelineError] = lambda error: error,
    ) -> Result | None:
        """As `Workspace.change`, of an annotation: one deleted meanwhile is named by its words."""

        def told(error: DatelineError) -> DatelineError:
            if not isinstance(error, NotFoundError):
                return failing(error)
            self._showing.reload()
            deleted = f"The annotation on {brief(annotation.quote)} was deleted meanwhile."
            return failing(ChangedMeanwhileError(deleted))

        return await self._workspace.change(function, failing=told)

    async def action_delete(self) -> None:
        """Deletes the annotation under the cursor, in the list or in the text."""
        await self._annotations.shown()
        workspace = self._workspace
        rows = workspace.annotations.rows
        listed = workspace.panes.pane is rows
        annotation = rows.current if listed else workspace.reader.annotation_here()
        if annotation is None:
            workspace.say("No annotation stands here.")
            return
        delete = partial(workspace.library.annotations.delete, annotation.id, shown=annotation)
        deleted = await self.change(annotation, delete)
        self._showing.reload()
        if deleted:
            workspace.say(f"Deleted the annotation · {undoes()}")
