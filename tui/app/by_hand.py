"""Files that an export left as they were, for somebody changed them: what is to become of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from store.wording import many
from tui.app.long_work import LongWork, UnderWay
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.key_words import with_key

if TYPE_CHECKING:
    from store.exports import Over
    from tui.export_choice import Exported

#: Files of which it is shown what was changed in them.
_SHOWN = 5
_REPORT = "a report: what you wrote can stay below the new parts, or a new report be written beside"


class Export(Protocol):
    """Writes the files again."""

    def __call__(self, progress: Callable[[int, int], None], *, over: Over) -> Exported:
        """Tells how far it is; what was changed by hand is kept, or left and written beside."""


class ByHand:
    """Asks, and does what is answered."""

    def __init__(self, workspace: Workspace, showing: Showing, under_way: UnderWay, name: str) -> None:
        """Args: the screen, what it shows, what takes long, and what the footer calls this."""
        self._workspace = workspace
        self._showing = showing
        self._under_way = under_way
        self._name = name

    async def ask(self, files: Sequence[Path], export: Export) -> None:
        """Shows what was changed in the files, and asks what is to become of it.

        Args: notes or reports that were left as they were; what writes them.
        """
        from store.exports.markdown import note_file
        from tui.screens import ByHandPrompt

        found = await asyncio.to_thread(lambda: [note_file(path) for path in files])
        of_releases = all(one is not None and one.release is not None for one in found)
        what = "note" if of_releases else "report"
        title = f"{many(len(files), what)} changed by hand: nothing of yours was written over"
        reports = [one.path for one in found if one is not None and one.release is None]
        told = await asyncio.to_thread(self._told, files, reports)
        prompt = ByHandPrompt(title, told, joins=of_releases)
        await self._workspace.app.push_screen(prompt, partial(self._answered, files, export))

    def _told(self, files: Sequence[Path], reports: Sequence[Path]) -> str:
        """What the library has and what the files have, of reports what can be done; for a thread."""
        from store import DatelineError
        from store.imports import note_read, told

        lines = []
        for path in files[:_SHOWN]:
            lines.append(path.name)
            if path in reports:
                lines.append(f"  {_REPORT}")
                continue
            try:
                read = note_read(self._workspace.library, path.read_text(encoding="utf-8"))
                lines += [f"  {line}" for line in (*told(read), *read.left)]
            except (DatelineError, OSError, UnicodeDecodeError) as error:
                lines.append(f"  {error}")
        return "\n".join(lines)

    def _answered(self, files: Sequence[Path], export: Export, answer: str | None) -> None:
        if answer is None:
            self._workspace.say("They stay as they are.")
        elif answer == "join":
            self._under_way.begin(self._name, partial(self._join, files))
        else:
            over: Over = "keep" if answer == "keep" else "beside"
            self._under_way.begin(self._name, partial(self._write_over, export, over))

    async def _join(self, files: Sequence[Path], work: LongWork) -> None:
        """Takes into the library what was changed in notes."""
        from store.imports import bring_back

        came = 0
        for number, path in enumerate(files):
            work.note(number, len(files))
            read = await asyncio.to_thread(bring_back, self._workspace.library, path)
            came += len(read.changes) + len(read.release_tags)
        self._showing.reload()
        self._workspace.say(
            f"{many(came, 'change')} came into the library; {with_key('undo', 'takes them back')}."
        )

    async def _write_over(self, export: Export, over: Over, work: LongWork) -> None:
        """Writes them again, what was changed in them kept, or left and new ones beside."""
        done = await asyncio.to_thread(partial(export, work.note, over=over))
        self._workspace.say(f"Exported to {done.path}")
