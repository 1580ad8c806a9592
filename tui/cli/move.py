"""``dateline move``: a library to another file, of whatever kind."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.root import cli
from tui.terminal import one_line, safe

_path = click.Path(path_type=Path, readable=False)


@cli.command()
@click.argument("source", type=_path)
@click.argument("target", type=_path)
def move(source: Path, target: Path) -> None:
    """Copy the library SOURCE to TARGET, a file that does not exist yet.

    A TARGET named *.json is a JSON file, any other SQLite. Everything is copied, the history included,
    and compared row by row; SOURCE stays as it is.
    """
    from store.care.copying import move_library

    counts = move_library(source, target)
    rows = ", ".join(f"{one_line(table)} {count}" for table, count in counts.items())
    click.echo(f"copied {safe(str(source))} to {safe(str(target))}: {sum(counts.values())} rows ({rows})")
