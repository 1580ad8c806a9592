"""``dateline export --live``: a folder of notes that is kept up to date until Ctrl+C."""

from __future__ import annotations

import time
from pathlib import Path

import click

from store import Library
from store.exports import Exporter, LiveFolder
from tui.cli.root import Stopped
from tui.terminal import safe

#: Seconds between two looks at the library.
_LOOK_SECONDS = 0.5


def keep_up_to_date(library: Library, exporter: Exporter, folder: Path) -> None:
    """Writes what was marked, then what is marked from now on, and says of each file that was written.

    Ends by KeyboardInterrupt alone, as `Stopped`. Raises UsageError for a format that has no notes.
    """
    if exporter.index is None:
        raise click.UsageError(f"--live is not for {exporter.name}; it is for markdown and its kin.")
    live = LiveFolder(library, exporter, folder)
    try:
        while True:
            if live.is_behind() or live.is_short():
                for path, error in live.update():
                    click.echo(
                        safe(str(path if error is None else f"dateline: {error}")), err=error is not None
                    )
            time.sleep(_LOOK_SECONDS)
    except KeyboardInterrupt:
        raise Stopped(f"{folder} is as new as the library was; the same command goes on.") from None
