"""``dateline import NOTE.md``: what a user changed in an exported note comes back."""

from __future__ import annotations

from pathlib import Path

import click

from store import Library
from store.imports import bring_back, told
from tui.terminal import safe


def import_note(library: Library, path: Path, *, err: bool = False) -> bool:
    """Takes in what was changed in a note, brings the file up to date, and says what came of both; False
    where some of it was not taken in.

    Args: the library; the note; whether all is said on stderr.

    Raises DatelineError where it is no note of this library, or cannot be read or written.
    """
    read = bring_back(library, path)
    for line in told(read):
        click.echo(safe(line), err=err)
    for line in read.left:
        click.echo(f"dateline: not taken in: {safe(line)}.", err=True)
    if not (read.changes or read.release_tags or read.left):
        click.echo("Nothing was changed in the note.", err=err)
    return not read.left
