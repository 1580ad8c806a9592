"""The subcommand that reads the structure of releases again."""

from __future__ import annotations

import click

from store import Library, NotFoundError
from tui.cli.progress import found_ids, shown
from tui.cli.root import QueryCommand, existing_library, library_option
from tui.terminal import one_line


@click.command(cls=QueryCommand)
@click.argument("query", metavar="[QUERY|ID...]", nargs=-1)
@library_option
def reread(query: tuple[str, ...]) -> None:
    """Read headline, dateline, embargo and paragraphs of releases again, as today's rules see them.

    Of all releases, of those a QUERY finds, or of those with these ids. Their text stays as it is, and so
    does all that you marked, wrote and read: what is written anew is derived from the text, and there is
    nothing to be undone. What a format told (the headline of a web page) stays too.
    """
    from store.intake import reread as read_again

    library = existing_library()
    ids = _ids(library, query)
    with shown("Reading again") as show:
        report = read_again(library, ids, lambda done, total: show(done, total, 0))
    for release in library.releases.each(report.changed):
        fields = ", ".join(report.changed[release.id])
        click.echo("\t".join((str(release.id), fields, one_line(release.headline))))
    click.echo(f"{report.read:,} read again, {len(report.changed):,} changed", err=True)


def _ids(library: Library, query: tuple[str, ...]) -> list[int]:
    """Raises NotFoundError for an id that no release has."""
    if not query:
        return library.releases.ids()
    if all(word.isascii() and word.isdecimal() for word in query):
        ids = [int(word) for word in query]
        there = {release.id for release in library.releases.each(ids)}
        if missing := [key for key in ids if key not in there]:
            raise NotFoundError(f"there is no release {missing[0]}.", "‘dateline list’ lists them.")
        return ids
    return found_ids(library, " ".join(query))
