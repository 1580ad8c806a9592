"""The subcommands of the application: read, demo, keys."""

from __future__ import annotations

from pathlib import Path

import click

from store import Library
from store.library import Spot, spot
from tui.cli import shell_values
from tui.cli.adding import import_, map_option, place
from tui.cli.naming import data_folder
from tui.cli.root import (
    existing_library,
    json_option,
    library_option,
    need_terminal,
    print_json,
    print_lines,
    writable_library,
)
from tui.cli.screen import open_samples, open_screen
from tui.cli.words import ID


@click.command()
@click.argument("places", metavar="PATH|URL...", nargs=-1, type=place)
@click.option(
    "--plain",
    "release_id",
    metavar="ID",
    type=ID,
    shell_complete=shell_values.release_ids,
    help="Print this release of the library as plain lines instead, its annotations told in words.",
)
@click.option(
    "--at",
    "address",
    metavar="ADDRESS",
    help="Open the library there instead: annotation-17, release-12, release-12:350, or a dateline: link.",
)
@map_option
@library_option
@click.pass_context
def read(
    ctx: click.Context,
    places: tuple[str | Path, ...],
    release_id: int | None,
    address: str | None,
    columns: dict[str, str] | None,
) -> None:
    """Add files, folders and URLs, then open the application."""
    if sum((bool(places), release_id is not None, address is not None)) != 1:
        raise click.UsageError("Name what to import, or a release with --plain ID, or a place with --at.")
    if address is not None:
        library = existing_library()
        at = spot(library, address)
        need_terminal()
        open_screen(library, at if at.start is not None else _where_left(library, at.release))
        return
    if release_id is not None:
        _print_plain(release_id)
        return
    library = writable_library()
    report = import_(library, places, columns)
    need_terminal()
    match sorted(set(report.ids)):
        case []:
            open_screen(library)
        case [only]:
            open_screen(library, _where_left(library, only))
        case [first, *_]:
            open_screen(library, Spot(first))  # of several one chooses in the list
    ctx.exit(1 if report.refused else 0)


def _where_left(library: Library, release: int) -> Spot:
    """Where the reader was in a release: who names one wants to read it, not to choose it in the list."""
    return Spot(release, library.reading.position(release).cursor)


def _print_plain(release_id: int) -> None:
    from tui.cli.linear import linear

    library = existing_library()
    release, text = library.releases.get(release_id), library.releases.text(release_id)
    annotations, tags = library.annotations.of(release_id), library.release_tags.of(release_id)
    print_lines(linear(release, text, annotations, tags))


@click.command()
@click.option(
    "--tour", is_flag=True, help="Lead through reading, tagging, finding and exporting, in five steps."
)
@library_option
def demo(tour: bool) -> None:
    """Open the application on a few sample releases.

    They lie in a library of their own, in the data folder or where --library says.
    """
    need_terminal()
    # The environment names the user's own library, where samples have no place.
    named = click.get_current_context().find_root().meta.get("library")
    open_samples(named or data_folder() / "demo.db", tour=tour)


@click.command()
@json_option
def keys(as_json: bool) -> None:
    """Print the keys of the application."""
    from tui.config import config_file, folder_file, load
    from tui.key_words import key_table
    from tui.keys import hold

    actions = load(config_file(), folder_file())[0].actions
    if as_json:  # keys and scopes as they are written in the settings
        print_json(
            [{"action": one.id, "keys": one.keys, "scopes": one.scopes, "help": one.help} for one in actions]
        )
        return
    hold(actions)
    click.echo(key_table())
