"""The subcommand that reads the structure of releases again."""

from __future__ import annotations

import click

from store import Library, NotFoundError
from tui.cli import shell_values
from tui.cli.progress import found_ids, ids_in, shown
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
    """Raises NotFoundError for an id that no release has."""
    if not query:
        return library.releases.ids()
    if (ids := ids_in(query)) is not None:
        there = {release.id for release in library.releases.each(ids)}
        if missing := [key for key in ids if key not in there]:
            raise NotFoundError(f"there is no release {missing[0]}.", "‘dateline list’ lists them.")
        return ids
    return found_ids(library, " ".join(query))
