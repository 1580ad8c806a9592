"""The subcommand ``export``: which releases, in which format, and where to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from store import ExportError, Library, UnreadableRecordError
from store.exports import EXPORTERS, Exporter, file_name, parts, write
from tui.cli.root import existing_library, library_option, named
from tui.export_choice import DEFAULT, marked, named_format, target
from tui.terminal import safe

Function = TypeVar("Function", bound=Callable[..., Any])

_FORMATS = "; ".join(
    f"{one.name}: one {one.suffix} for {'all' if one.one_file else 'each'}" for one in EXPORTERS.values()
)


def _format_options(function: Function) -> Function:
    """The options of all formats, each said to be of its own."""
    for exporter in EXPORTERS.values():
        for option in exporter.options:
            told = f"For {exporter.name}: {option.help}."
            function = click.option(f"--{option.name}", is_flag=True, help=told)(function)
    return function


@click.command()
@click.argument("release_ids", metavar="[ID]...", nargs=-1, type=int)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(EXPORTERS)),
    help=f"{_FORMATS}.  [default: what the output is named as, else {DEFAULT.name}]",
)
@click.option(
    "--output", metavar="DIR|FILE|-", type=named, default=".", help="A folder, a file, or - for stdout."
)
@_format_options
@library_option
@click.pass_context
def export(
    ctx: click.Context,
    /,
    release_ids: tuple[int, ...],
    format_name: str | None,
    output: str,
    **options: bool,
) -> None:
    """Write what was marked, as Markdown or in another format.

    Without an ID: every release that carries annotations.
    """
    exporter = EXPORTERS[format_name] if format_name else named_format(output) or DEFAULT
    asked = {name: True for name, wanted in options.items() if wanted}
    for name in asked:
        if name not in {option.name for option in exporter.options}:
            raise click.UsageError(f"--{name} is not for {exporter.name}.")
    done = export_releases(existing_library(), list(release_ids), output, exporter, **asked)
    ctx.exit(0 if done else 1)


def export_releases(
    library: Library, release_ids: list[int], output: str, exporter: Exporter, **options: bool
) -> bool:
    """Writes the releases and says where; False when something was refused, the rest is written.

    Raises, before anything is written, NotFoundError for an id that does not exist, and ExportError for an
    impossible place and for several releases into one file of a format that takes but one.
    """
    ids = list(dict.fromkeys(release_ids)) or library.releases.annotated()
    for release_id in ids:
        library.releases.get(release_id)
    files = [ids] if exporter.one_file else [[release_id] for release_id in ids]
    if output != "-":
        target(output, "", exporter)
        if len(files) > 1 and named_format(output):
            raise ExportError(f"{len(ids)} releases do not go into one file.", "Name a folder with --output.")
    written = [_put(library, together, output, exporter, options) for together in files]
    return all(written)


def _put(library: Library, ids: list[int], output: str, exporter: Exporter, options: dict[str, bool]) -> bool:
    """Prints a file's releases, or writes the file and says where; False when it was refused."""
    releases = (marked(library, release_id) for release_id in ids)
    try:
        if output == "-":
            _print(parts(exporter, releases, **options))
            return True
        name = exporter.one_file or file_name(library.releases.get(ids[0]), exporter.suffix)
        path = target(output, name, exporter)
        write(exporter, path, releases, **options)
    except (ExportError, UnreadableRecordError) as error:  # one keeps no other from being written
        click.echo(f"dateline: {safe(str(error))}", err=True)
        return False
    click.echo(safe(str(path)))
    return True


def _print(texts: Iterable[str]) -> None:
    # Escape sequences are kept in a file and a pipe; a terminal would obey them.
    for text in texts:
        shown = safe(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text
        click.echo(shown.encode(), nl=False)
