"""The subcommands that show what is in the library: list, show."""

from __future__ import annotations

import click

from tui.cli import shell_values
from tui.cli.lookups import list_releases, show_release
from tui.cli.root import existing_library, json_option, library_option
from tui.cli.words import ID


@click.command("list", context_settings={"allow_extra_args": True})
@click.option(
    "--view",
    "name",
    metavar="NAME",
    shell_complete=shell_values.views,
    help="Only what a view shows; ‘dateline view list’ lists them.",
)
@json_option
@library_option
@click.pass_context
def list_(context: click.Context, name: str | None, as_json: bool) -> None:
    """List the releases, newest dateline first."""
    if context.args:
        raise click.UsageError("‘list’ takes no words; ‘dateline find QUERY’ finds releases by some.")
    list_releases(existing_library(), view=name, as_json=as_json)


@click.command()
@click.argument("release_id", metavar="ID", type=ID, shell_complete=shell_values.release_ids)
@json_option
@library_option
def show(release_id: int, as_json: bool) -> None:
    """Print one release for reading."""
    show_release(existing_library(), release_id, as_json=as_json)
