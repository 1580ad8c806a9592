"""The subcommands that show what is in the library: list, show."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice

import click

from store import Library, Release
from store.library import listed_together, read_together, show_json
from tui.cli import shell_values
from tui.cli.root import (
    existing_library,
    json_option,
    json_part,
    library_option,
    print_json,
    print_json_parts,
    print_lines,
    some_or_told,
)
from tui.terminal import one_line, safe

#: Blocks of some hundred releases after which a reader who wants but the first ones has gone.
_FIRST = 3
#: Blocks from which on two processes are sooner done than one.
_LONG = 40
#: Blocks that are made here while the other process starts.
_ALONE = 10
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
    ids: Iterable[int] = library.releases.listed_ids()
    if name is not None:
        from tui.cli.progress import ids_in_view  # a list without a view needs it not

        ids = ids_in_view(library, library.views.named(name))
    releases = library.releases.each(ids)
    if as_json:
        print_json_parts(_json_parts(library, ids))
    elif sys.stdout.isatty():
        from tui.cli.release_table import print_releases

        nothing = f"The view {one_line(name)} shows no release." if name else _NO_RELEASES
        print_releases(some_or_told(releases, nothing), library.releases.highest_id())
    else:
        print_lines(map(_line, releases))


def _json_parts(library: Library, ids: Iterable[int]) -> Iterator[str]:
    """The list in the parts that are printed; of a long one another process makes every other."""
    tags, left = library.tags.by_id(), read_together(ids)

    def made(some: Iterable[int]) -> str:
        return json_part(listed_together(library, [*some], tags))

    yield from map(made, islice(left, _FIRST))
    blocks = [array("q", some) for some in left]
    if len(blocks) < _LONG or not library.tables.storage.holds_documents or os.cpu_count() == 1:
        yield from map(made, blocks)
        return
    from tui.cli.list_aside import ListAside  # few releases need no other process

    others = range(_ALONE, len(blocks), 2)
    with closing(ListAside(library, [blocks[number] for number in others])) as aside:
        for number, block in enumerate(blocks):
            part = aside.next_part() if number in others else None
            yield made(block) if part is None else part


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
