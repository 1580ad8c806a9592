"""What is looked up in a library and printed: a list, a release, the tags, the history.

Scripts call these in loops, so that what a start costs is what they cost: no click here, and nothing imported
that only some of them need.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Any

from store import Library, Release
from tui.cli.output import (
    echo,
    json_part,
    print_json,
    print_json_list,
    print_json_parts,
    print_lines,
    print_rows,
    some_or_told,
)
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from store import Tag
    from store.library import PastEvent, Uses

#: Blocks of some hundred releases after which a reader who wants but the first ones has gone.
_FIRST = 3
#: Blocks from which on two processes are sooner done than one.
_LONG = 40
#: Blocks that are made here while the other process starts.
_ALONE = 10
_NO_RELEASES = "There are no releases yet; ‘dateline add PATH’ brings some in, ‘dateline demo’ shows samples."


def list_releases(library: Library, *, view: str | None = None, as_json: bool) -> None:
    """Prints the releases, newest dateline first; of a view's name, only what the view shows.

    Raises DatelineError for a view that there is not.
    """
    ids: Iterable[int] = library.releases.listed_ids()
    if view is not None:
        from tui.cli.progress import ids_in_view  # a list without a view needs it not

        ids = ids_in_view(library, library.views.named(view))
    releases = library.releases.each(ids)
    if as_json:
        print_json_parts(_json_parts(library, ids))
    elif sys.stdout.isatty():
        from tui.cli.release_table import print_releases

        nothing = f"The view {one_line(view)} shows no release." if view else _NO_RELEASES
        print_releases(some_or_told(releases, nothing), library.releases.highest_id())
    else:
        print_lines(map(_line, releases))


def _json_parts(library: Library, ids: Iterable[int]) -> Iterator[str]:
    """The list in the parts that are printed; of a long one another process makes every other."""
    from store.library import listed_together, read_together

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


def show_release(library: Library, release_id: int, *, as_json: bool) -> None:
    """Prints one release for reading. Raises NotFoundError where there is none of that id."""
    release, text = library.releases.get(release_id), library.releases.text(release_id)
    annotations = library.annotations.of(release_id)
    if as_json:
        from store.library import show_json
        from store.structure import contacts_of, quotations_of  # a list needs neither

        parts = quotations_of(text), contacts_of(text), library.release_tags.of(release_id)
        print_json(show_json(release, text, annotations, *parts))
    elif sys.stdout.isatty():
        from tui.cli.printing import print_release

        print_release(release, text, annotations, library.release_tags.of(release_id))
    else:
        echo(safe(text.text) + "\n")


def list_tags(library: Library, *, as_json: bool) -> None:
    """Prints the tags with the number of passages of each; on a terminal as a tree."""
    if as_json:
        uses = library.codebook.uses()
        print_json([_tag_json(tag, uses[tag.id]) for tag in library.tags.all()])
    elif sys.stdout.isatty():
        _print_tree(library, library.codebook.uses())
    else:
        counts = library.tags.counts()  # without the releases, which takes a tenth of the time
        print_lines(
            f"{tag.pinned or ' '}  {counts[tag.id]:>6}  {safe(tag.name)}" for tag in library.tags.all()
        )


def _tag_json(tag: Tag, use: Uses) -> dict[str, Any]:
    return {
        "id": tag.id,
        "name": tag.name,
        "pinned": tag.pinned,
        "annotations": use.passages,
        "releases": use.releases,
        "color": tag.color,
        "description": tag.description,
        "include": tag.include,
        "exclude": tag.exclude,
        "creator": tag.creator or None,
        "created": tag.created or None,
    }


def _print_tree(library: Library, uses: dict[int, Uses]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from store.library import tree

    if not (known := library.tags.all()):
        echo("There are no tags yet; ‘dateline annotate ID --quote WORDS --tag NAME’ gives one.\n")
        return
    table = Table("", "Passages", "Releases", "Tag", "About", box=box.SIMPLE_HEAD, header_style="dim")
    table.columns[1].justify = table.columns[2].justify = "right"
    for node in tree(known):
        name = Text("  " * node.depth + one_line(node.label), style="bold" if node.tag else "dim")
        if node.tag is None:
            table.add_row("", "", "", name, "")
        else:
            use = uses[node.tag.id]
            counts = (str(use.passages), str(use.releases))
            about = Text(one_line(node.tag.description), overflow="ellipsis", no_wrap=True)
            table.add_row(str(node.tag.pinned or ""), *counts, name, about)
    Console().print(table)


def print_history(library: Library, release_id: int | None = None, *, as_json: bool) -> None:
    """Prints who did what when, newest first; of an id, only what was done to that release.

    Raises NotFoundError where there is none of that id.
    """
    if release_id is not None:
        library.releases.get(release_id)
    from store.library import PastEvents, event_json

    events = PastEvents(library.tables).events(release_id)
    if as_json:
        print_json_list(map(event_json, events))
    else:
        headings = ("When", "Who", "Release", "What")
        print_rows(headings, map(_fields, events), nothing="Nothing was done yet.", to_the_right=("Release",))


def _fields(event: PastEvent) -> tuple[object, ...]:
    about = "" if event.release is None else event.release
    return event.time, event.user, about, event.what + (" (undone)" if event.undone else "")
