"""What leaves the application: a passage to the clipboard, a release's annotations to a file.

Prompts and exports are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path

from tui.app.long_work import LongWork, StoppedError, UnderWay
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.citations import Quoted
from tui.describe import under_embargo
from tui.key_words import with_key

#: What the footer says is being done.
_NAME = "exporting"


class Exporting:
    """Copies and exports."""

    def __init__(self, workspace: Workspace, showing: Showing, under_way: UnderWay) -> None:
        self._workspace = workspace
        self._showing = showing
        self._under_way = under_way
        self._files: dict[int, Path] = {}
        self._folders = [Path.cwd()]  # where releases were exported to, the last one first

    def exported(self, key: int) -> Path | None:
        """The file with a release's annotations: exported in this session, or here before."""
        from tui.export_choice import proposed_name

        name = proposed_name(self._workspace.library, key)
        there = (path for folder in self._folders if (path := folder / name).is_file())
        return self._files.get(key) or next(there, None)

    async def action_copy(self) -> None:
        """Copies the selection or the sentence with its citation."""
        reader = self._workspace.reader
        start, end = reader.passage
        if reader.release is None or start == end:
            return
        quotation = reader.selection.quotation if reader.selection.selecting else None
        if quotation is not None and quotation.start <= start and end <= quotation.end:
            words = reader.text.text[quotation.start : quotation.end]
            quoted = Quoted(reader.release, words, True, quotation.speaker, quotation.role)
        else:
            quoted = Quoted(reader.release, reader.text.text[start:end])
        reader.drop_selection()
        await self._workspace.copy_passage(quoted)

    async def action_export(self) -> None:
        """Asks where to, and exports the annotations of the release, or of all that are marked, there.

        While an export is under way, stops that.
        """
        if self._under_way.stop(_NAME):
            return
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

    def _export(self, subjects: list[int], answer: str | None) -> None:
        if answer and answer.strip():
            self._under_way.begin(_NAME, partial(self._write, subjects, answer.strip()))

    async def _write(self, subjects: list[int], where: str, work: LongWork) -> None:
        from tui.export_choice import export_release, export_releases

        library = self._workspace.library
        try:
            if len(subjects) == 1:
                path = await asyncio.to_thread(export_release, library, subjects[0], where)
                self._files[subjects[0]] = path
            else:
                path = await asyncio.to_thread(export_releases, library, subjects, where, work.tell)
        except StoppedError:
            on = with_key("export", "goes on")
            self._workspace.say(f"Stopped: files that were written to {where} are whole and stay; {on}.")
            return
        if path.is_dir():
            self._folders = list(dict.fromkeys([path, *self._folders]))
        self._workspace.say(f"Exported to {path}")
