"""The subcommand that reads the structure of releases again."""

from __future__ import annotations

import click

from store import Library
from tui.cli import shell_values
from tui.cli.progress import asked_ids, shown
from tui.cli.root import (
    QueryCommand,
    existing_library,
    json_option,
    library_option,
    print_json,
    print_rows,
)


@click.command(cls=QueryCommand)
@click.argument("query", metavar="[QUERY|ID...]", nargs=-1, shell_complete=shell_values.release_ids)
@json_option
@library_option
def reread(query: tuple[str, ...], as_json: bool) -> None:
    """Read the structure of releases again, by today's rules.

    Headline, dateline, embargo and paragraphs. Of all releases, of those a QUERY finds, or of those with
    these ids. Their text stays as it is, and so does all that you marked, wrote and read: what is written
    anew is derived from the text, and there is nothing to be undone. What a format told (the headline of a
    web page) stays too.
    """
    from store.intake import reread as read_again

    library = existing_library()
    ids = _ids(library, query)
    with shown("Reading again") as show:
        report = read_again(library, ids, lambda done, total: show(done, total, 0))
    if as_json:
        print_json([{"id": key, "changed": list(fields)} for key, fields in report.changed.items()])
    elif report.changed:
        changed = library.releases.each(report.changed)
        rows = ((one.id, ", ".join(report.changed[one.id]), one.headline) for one in changed)
        print_rows(("ID", "Changed", "Headline"), rows, to_the_right=("ID",))
    click.echo(f"{report.read:,} read again, {len(report.changed):,} changed", err=True)


def _ids(library: Library, query: tuple[str, ...]) -> list[int]:
    return asked_ids(library, query) if query else library.releases.ids()
