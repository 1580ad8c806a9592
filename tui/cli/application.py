"""The subcommands of the application: read, demo, keys."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.adding import import_, map_option, places_argument
from tui.cli.naming import data_folder
from tui.cli.root import library_option, need_terminal, writable_library
from tui.cli.screen import open_samples, open_screen


@click.command()
@places_argument
@map_option
@library_option
@click.pass_context
def read(ctx: click.Context, places: tuple[str | Path, ...], columns: dict[str, str] | None) -> None:
    """Import files, folders and what URLs name, then open the application."""
    library = writable_library()
    report = import_(library, places, columns)
    need_terminal()
    open_screen(library, first=min(report.ids, default=None))
    ctx.exit(1 if report.refused else 0)


@click.command()
@library_option
def demo() -> None:
    """Open the application on a small library of sample releases."""
    need_terminal()
    # The environment names the user's own library, where samples have no place.
    open_samples(click.get_current_context().find_root().meta.get("library") or data_folder() / "demo.db")


@click.command()
def keys() -> None:
    """Print the keys of the application."""
    from tui.config import config_file, folder_file, load
    from tui.key_words import key_table
    from tui.keys import hold

    hold(load(config_file(), folder_file())[0].actions)

    click.echo(key_table())
