"""What leaves the application: a passage to the clipboard, a release's annotations to a file.

Prompts and exports are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.clipboard import citation
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
        text = citation(reader.release, reader.text.text[start:end])
        way = await self._workspace.copy(text)
        reader.drop_selection()
        held = under_embargo(reader.release)
        self._workspace.say(f"Copied {way}." + (f" The release is {held}." if held else ""))

    async def action_export(self) -> None:
        """Asks where to, and exports the release's annotations there."""
        from tui.export_choice import SUFFIXES, proposed_name
        from tui.screens import LinePrompt

        subject = self._showing.subject
        if subject is not None:
            where = str(Path.cwd() / proposed_name(self._workspace.library, subject))
            held = under_embargo(self._workspace.library.releases.get(subject))
            what = f"Export this release's annotations to ({SUFFIXES})" + (f"; it is {held}" if held else "")
            prompt = LinePrompt(what, where)
            await self._workspace.app.push_screen(prompt, partial(self._export, subject))

    async def _export(self, subject: int, answer: str | None) -> None:
        from tui.export_choice import export_release

        if not answer or not answer.strip():
            return
        where = answer.strip()
        path = await self._workspace.change(lambda: export_release(self._workspace.library, subject, where))
        if path is not None:
            self._workspace.say(f"Exported to {path}")
