"""The subcommands that remove releases and bring them back: remove, trash."""

from __future__ import annotations

import sys
from typing import Any

import click

from store.library import Removed
from store.wording import many
from tui.after_arrival import brought_home
from tui.cli import shell_values
from tui.cli.progress import asked_ids
from tui.cli.root import (
    QueryCommand,
    existing_library,
    json_option,
    library_option,
    print_json_list,
    print_rows,
)
from tui.cli.words import ID
from tui.terminal import one_line

#: Releases that are named before they are removed.
_NAMED = 10
_EMPTY = "The trash is empty."


@click.command(cls=QueryCommand)
@click.argument(
    "query", metavar="QUERY|ID...", nargs=-1, required=True, shell_complete=shell_values.release_ids
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@library_option
@click.pass_context
def remove(ctx: click.Context, query: tuple[str, ...], yes: bool) -> None:
    """Put the releases a QUERY finds into the trash.

    Or those with these ids. With all that was marked in them. What their feed or folder still holds of them
    does not come back as new. On a terminal it asks first; a script is not asked, for nothing is lost:
    ‘dateline trash’ lists what can be restored.
    """
    library = existing_library()
    ids = asked_ids(library, query)
    if not ids:
        click.echo("Nothing found, nothing removed.")
        return
    if not yes and is_terminal():
        for release in library.releases.many(ids[:_NAMED]):
            click.echo(f"{release.id}\t{one_line(release.headline)}")
        if len(ids) > _NAMED:
            click.echo(f"and {len(ids) - _NAMED} more")
        if not click.confirm(f"Remove {many(len(ids), 'release')}?"):
            ctx.exit(1)
    click.echo(
        f"{many(library.trash.remove(ids), 'release')} removed; ‘dateline trash’ lists what can be restored"
    )


def is_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def _confirmed(question: str) -> bool:
    """Whether a user says yes to what cannot be undone; a script says so beforehand."""
    if is_terminal():
        return click.confirm(question)
    click.echo(f"dateline: {question} Say --yes where nobody can be asked.", err=True)
    return False


@click.command()
@click.option(
    "--restore",
    metavar="ID",
    type=ID,
    multiple=True,
    shell_complete=shell_values.removed_ids,
    help="Take this release out of the trash.",
)
@click.option("--empty", is_flag=True, help="Delete for good what is in the trash; nothing brings it back.")
@click.option("--yes", is_flag=True, help="Do not ask before emptying.")
@click.argument("more", metavar="[ID]...", nargs=-1, type=ID, shell_complete=shell_values.removed_ids)
@json_option
@library_option
@click.pass_context
def trash(
    ctx: click.Context, restore: tuple[int, ...], empty: bool, yes: bool, more: tuple[int, ...], as_json: bool
) -> None:
    """List what was removed; restore it, or empty the trash.

    ‘dateline trash --restore 4 7’ restores two releases.
    """
    if (empty and (restore or more)) or (more and not restore) or (yes and not empty):
        raise click.UsageError("say --restore with the IDs, or --empty, or neither.")
    library = existing_library()
    if restore:
        click.echo(f"{many(library.trash.restore([*restore, *more]), 'release')} restored")
        for line in brought_home(library):
            click.echo(line)
    elif empty:
        ids = library.trash.ids()
        if not ids:
            click.echo(_EMPTY)
            return
        if not yes and not _confirmed(
            f"Delete {many(len(ids), 'release')} for good, with all that was marked in them?"
        ):
            ctx.exit(1)
        deleted = many(library.trash.empty(ids), "release")  # not what came into the trash since it was asked
        click.echo(f"{deleted} deleted for good; backups made before may still hold them")
    elif as_json:
        print_json_list(map(_json, library.trash.all()))
    else:
        print_rows(
            ("ID", "Removed", "Date", "Marks", "Headline"),
            map(_fields, library.trash.all()),
            nothing=_EMPTY,
            to_the_right=("ID", "Marks"),
        )


def _fields(removed: Removed) -> tuple[object, ...]:
    release = removed.release
    return release.id, removed.since, release.date or "", release.annotations, release.headline


def _json(removed: Removed) -> dict[str, Any]:
    release = removed.release
    return {
        "id": release.id,
        "headline": release.headline,
        "date": release.date,
        "agency": release.agency,
        "source": release.source,
        "part": release.part,
        "annotations": release.annotations,
        "removed": removed.since,
    }
