"""The subcommands of ``view``: queries that are kept under a name."""

from __future__ import annotations

import click

from store import InvalidQueryError, Library
from store.library import BUILT_IN, View
from tui.cli import shell_values
from tui.cli.helping import HelpGroup
from tui.cli.progress import ids_in_view
from tui.cli.root import (
    QueryCommand,
    existing_library,
    json_option,
    library_option,
    print_json_list,
    print_rows,
    writable_library,
)
from tui.terminal import one_line


@click.group(cls=HelpGroup)
@library_option
def view() -> None:
    """Keep a query under a name: a view of the list.

    ‘dateline list --view NAME’ shows one; the keys gl do in the application.
    """


@view.command(cls=QueryCommand)
@click.argument("name", shell_complete=shell_values.saved_views)
@click.argument("query", nargs=-1, required=True)
@library_option
def save(name: str, query: tuple[str, ...]) -> None:
    """Keep a QUERY under a NAME, in place of what was kept under it."""
    views = writable_library().views
    before = {one.id: one for one in views.all()}
    saved = views.save(name, " ".join(query))
    anew = f", in place of {one_line(before[saved.id].query)}" if saved.id in before else ""
    click.echo(f"saved: {one_line(saved.name)}{anew}")


@view.command("list")
@json_option
@library_option
def list_views(as_json: bool) -> None:
    """List the views: name, releases, unread ones, query."""
    library = existing_library()
    unread = set(library.views.ids(library.views.named("Unread")))
    counted = [(one, _ids(library, one)) for one in (*BUILT_IN, *library.views.all())]
    if as_json:
        print_json_list(
            {
                "name": one.name,
                "query": one.query,
                "saved": one not in BUILT_IN,
                "releases": None if ids is None else len(ids),
                "unread": None if ids is None else len(unread.intersection(ids)),
            }
            for one, ids in counted
        )
        return
    rows = (
        (one.name, *(("?", "?") if ids is None else (len(ids), len(unread.intersection(ids)))), one.query)
        for one, ids in counted
    )
    print_rows(("View", "Releases", "Unread", "Query"), rows, to_the_right=("Releases", "Unread"))


def _ids(library: Library, view: View) -> list[int] | None:
    """What a view shows; None where its query cannot be read."""
    try:
        return ids_in_view(library, view)
    except InvalidQueryError:
        return None


@view.command("remove")
@click.argument("name", shell_complete=shell_values.saved_views)
@library_option
def remove_view(name: str) -> None:
    """Remove a view; the releases it shows stay."""
    click.echo(f"removed: {one_line(existing_library().views.remove(name).name)}")
