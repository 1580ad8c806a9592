"""The subcommands that show what is in the library: list, show."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from store import Library, Release
from store.batches import batched
from store.library import release_json, show_json
from tui.cli import shell_values
from tui.cli.root import (
    existing_library,
    json_option,
    library_option,
    print_json,
    print_json_list,
    print_lines,
    some_or_told,
)
from tui.terminal import one_line, safe

#: Releases whose tags are read together.
_READ_AT_ONCE = 500
_NO_RELEASES = "There are no releases yet; ‘dateline add PATH’ brings some in, ‘dateline demo’ shows samples."


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
    library = existing_library()
    if name is None:
        releases = library.releases.listed()
    else:
        from tui.cli.progress import ids_in_view  # a list without a view needs it not

        releases = library.releases.each(ids_in_view(library, library.views.named(name)))
    if as_json:
        print_json_list(_listed_json(library, releases))
    elif sys.stdout.isatty():
        from tui.cli.release_table import print_releases

        nothing = f"The view {one_line(name)} shows no release." if name else _NO_RELEASES
        print_releases(some_or_told(releases, nothing), library.releases.highest_id())
    else:
        print_lines(map(_line, releases))


def _listed_json(library: Library, releases: Iterable[Release]) -> Iterator[dict[str, Any]]:
    tags = library.tags.by_id()
    for some in batched(releases, _READ_AT_ONCE):
        ids = [one.id for one in some]
        used, own = library.tags.by_release(ids, tags), library.release_tags.by_release(ids)
        yield from (release_json(one, used.get(one.id, ()), own.get(one.id, ())) for one in some)


def _line(release: Release) -> str:
    """For other programs: fields separated by tabs."""
    fields = (
        str(release.id),
        release.date,
        release.agency or release.publisher,
        str(release.annotations),
        release.headline,
        *(["updated"] if release.updated else []),
    )
    return "\t".join(one_line(field or "") for field in fields)


@click.command()
@click.argument("release_id", metavar="ID", type=int, shell_complete=shell_values.release_ids)
@json_option
@library_option
def show(release_id: int, as_json: bool) -> None:
    """Print one release for reading."""
    library = existing_library()
    release, text = library.releases.get(release_id), library.releases.text(release_id)
    annotations = library.annotations.of(release_id)
    if as_json:
        from store.structure import contacts_of, quotations_of  # a list needs neither

        parts = quotations_of(text), contacts_of(text), library.release_tags.of(release_id)
        print_json(show_json(release, text, annotations, *parts))
    elif sys.stdout.isatty():
        from tui.cli.printing import print_release

        print_release(release, text, annotations, library.release_tags.of(release_id))
    else:
        click.echo(safe(text.text))
