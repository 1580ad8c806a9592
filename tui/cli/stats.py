"""The subcommand that looks at releases as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store import ExportError
from tui.cli.file_arguments import FilePath
from tui.cli.progress import found_ids
from tui.cli.root import QueryCommand, existing_library, json_option, library_option, print_json

if TYPE_CHECKING:
    from rich.text import Text

#: Cells of the picture.
_WIDTH = 80


@click.command(cls=QueryCommand)
@click.argument("query", required=False)
@json_option
@click.option("--svg", type=FilePath(), metavar="FILE", help="Draw it into a new picture.")
@library_option
def stats(query: str | None, as_json: bool, svg: Path | None) -> None:
    """Show how much is read, a year's days, and tags over time.

    Of all releases, or of those that a QUERY finds; the year ends with the last day any of them is dated on.
    """
    if as_json and svg:
        raise click.UsageError("only one of --json and --svg at a time.")
    from store.library import statistics_of
    from tui import charts

    library = existing_library()
    found = statistics_of(library, library.releases.ids() if query is None else found_ids(library, query))
    assert found is not None  # nobody stops it
    if as_json:
        print_json(charts.as_json(found))
    elif svg is not None:
        _draw(charts.charts(found, _WIDTH), svg)
    else:
        from rich.console import Console

        console = Console(highlight=False, markup=False, emoji=False)
        for line in charts.charts(found, console.width):
            console.print(line, no_wrap=True, crop=False)


def _draw(lines: list[Text], file: Path) -> None:
    """Draws the lines into a file that is not there yet."""
    import io

    from rich.console import Console

    from store.atomic import write_new
    from tui.pictures import drawn

    console = Console(
        record=True, file=io.StringIO(), width=_WIDTH, highlight=False, markup=False, emoji=False,
        force_terminal=True, color_system="truecolor",
    )  # fmt: skip
    for line in lines:
        console.print(line, no_wrap=True)
    try:
        write_new(file, drawn(console.export_svg(title="Dateline")).encode())
    except FileExistsError:
        raise ExportError(f"{file} is there already.", "Move it away, or name another.") from None
    except OSError as error:
        raise ExportError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Drawn to {file}")
