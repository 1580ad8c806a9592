"""What leaves the application: a passage to the clipboard, a release's annotations to a file.

Prompts and exports are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.clipboard import citation, quotation_with_speaker
from tui.describe import under_embargo


class Exporting:
    """Copies and exports."""

    def __init__(self, workspace: Workspace, showing: Showing) -> None:
        self._workspace = workspace
        self._showing = showing

    async def action_copy(self) -> None:
        """Copies the selection or the sentence with its citation."""
        reader = self._workspace.reader
        start, end = reader.passage
        if reader.release is None or start == end:
            return
        quotation = reader.selection.quotation if reader.selection.selecting else None
        if quotation is not None and quotation.start <= start and end <= quotation.end:
            words = reader.text.text[quotation.start : quotation.end]
            text = quotation_with_speaker(reader.release, words, quotation.speaker, quotation.role)
        else:
            text = citation(reader.release, reader.text.text[start:end])
        release = reader.release
        reader.drop_selection()
        await self._workspace.copy_from(release, text)

    async def action_export(self) -> None:
        """Asks where to, and exports the annotations of the release, or of all that are marked, there."""
        from tui.export_choice import SUFFIXES, proposed_name
        from tui.screens import LinePrompt

        library, subjects = self._workspace.library, self._showing.subjects
        if not subjects:
            return
        held = [told for one in library.releases.many(subjects) if (told := under_embargo(one))]
        if len(subjects) == 1:
            where = str(Path.cwd() / proposed_name(library, subjects[0]))
            what = f"Export this release's annotations to ({SUFFIXES})"
            what += f"; it is {held[0]}" if held else ""
        else:
            where = f"{Path.cwd()}{os.sep}"
            what = f"Export the annotations of {len(subjects)} releases to (a folder, or .csv)"
            what += f"; {len(held)} are under embargo" if held else ""
        await self._workspace.app.push_screen(LinePrompt(what, where), partial(self._export, subjects))

    async def _export(self, subjects: list[int], answer: str | None) -> None:
        from tui.export_choice import export_release, export_releases

        if not answer or not answer.strip():
            return
        library, where = self._workspace.library, answer.strip()
        path = await self._workspace.change(
            lambda: (
                export_release(library, subjects[0], where)
                if len(subjects) == 1
                else export_releases(library, subjects, where)
            )
        )
        if path is not None:
            self._workspace.say(f"Exported to {path}")
