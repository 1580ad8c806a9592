"""``dateline export --changed``: what becomes of notes and reports that somebody changed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store import DatelineError, ExportError, Library
from store.errors import ChangedByHandError
from store.exports.markdown import note_file
from tui.cli.note_importing import import_note

if TYPE_CHECKING:
    from store.exports import Exporter, Over

#: What a user may want, by the names that the screen has for it.
CHANGED = ("join", "keep", "beside")


class ChangedFiles:
    """What is wanted of files that were changed by hand; they stay as they are where nothing is."""

    def __init__(self, library: Library, wanted: str | None) -> None:
        self._library = library
        self._joins = wanted == "join"
        self.over: Over = "keep" if wanted == "keep" else "beside" if wanted == "beside" else "refuse"
        """What the export itself is to do."""

    def settled(self, path: Path | None, error: DatelineError | None) -> DatelineError | None:
        """What is left of an error once what was changed in a note has come into the library, if it is to.

        Says what came on stderr.
        """
        if path is None or not self._joins or not isinstance(error, ChangedByHandError):
            return error
        note = note_file(path)
        if note is None or note.release is None:
            return error
        try:
            whole = import_note(self._library, path, err=True)
        except DatelineError as refused:
            return refused
        return None if whole else ExportError(f"{path}: what was not taken in stands below its part.")


def require_changeable(exporter: Exporter, by: str, wanted: str | None) -> None:
    """Raises UsageError where the format's files are never changed, or nothing of them can come back."""
    if wanted is None:
        return
    if not exporter.sealed:
        raise click.UsageError(f"--changed is not for {exporter.name}; it is for markdown and its kin.")
    if wanted == "join" and by != "release":
        raise click.UsageError("nothing comes back of reports: say --changed keep or beside.")
