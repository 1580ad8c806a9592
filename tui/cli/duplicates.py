"""The subcommand ``duplicates``: which releases are versions of one, and what differs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from store import Library, NotFoundError, Release, UnreadableRecordError
from store.library import release_json
from tui.cli.root import (
    existing_library,
    library_option,
    print_fields,
    print_json,
    print_lines,
    some_or_told,
)
from tui.terminal import one_line

if TYPE_CHECKING:
    from store.duplicates import Differences, Group


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with both values of what differs.")
@library_option
def duplicates(as_json: bool) -> None:
    """List releases that came several times, and what differs.

    Such come through several agencies. Nothing is merged. Two releases that were taken apart in the
    application are not listed together.
    """
    from store.duplicates import groups

    library = existing_library()
    with _progress() as progress:
        found = groups(library, progress)
    if as_json:
        tags = library.tags.by_release(key for group in found for key in group.ids)
        print_json([_group_json(library, group, tags) for group in found])
        return
    for number, group in enumerate(some_or_told(found, "No release came several times.")):
        if number:
            click.echo()
        _print_group(library, group)


def _compared(library: Library, group: Group) -> list[tuple[Release, Differences | None]]:
    """Each version with what differs from the earliest one; None for that."""
    from store.duplicates import differences

    found: list[tuple[Release, Differences | None]] = []
    for one in library.releases.many(group.ids):
        with suppress(UnreadableRecordError, NotFoundError):  # named when the command ends
            other = one.id != group.earliest
            found.append((one, differences(library, group.earliest, one.id) if other else None))
    return found


def _print_group(library: Library, group: Group) -> None:
    """A heading, then a line for each version and, below it, words that only one of the two has."""
    from tui.describe import differing, share  # Rich counts its cells; other commands need it not

    click.echo(f"{len(group.ids)} copies, {share(group.similarity)} of the shorter text in common")
    compared = [
        (
            _fields(release, "the earliest" if found is None else differing(found)),
            _only(group, release, found),
        )
        for release, found in _compared(library, group)
    ]
    if sys.stdout.isatty():
        from tui.cli.columns import print_table

        headings = ("ID", "Date", "Agency", "Differs in", "Headline")
        print_table(
            headings,
            ([one_line(str(field)) for field in fields] for fields, _ in compared),
            to_the_right=("ID",),
        )
        print_lines(line for _, only in compared for line in only)
        return
    for fields, only in compared:
        print_fields([fields])
        print_lines(only)


def _fields(release: Release, what: str) -> tuple[object, ...]:
    from tui.describe import origin

    return release.id, release.date or "", origin(release), what, release.headline


def _only(group: Group, release: Release, found: Differences | None) -> list[str]:
    """The words that only one of the two has."""
    if found is None:
        return []
    both = ((group.earliest, found.only_first), (release.id, found.only_other))
    return [f"\tonly {key}: {one_line(' '.join(words))}" for key, words in both if words]


def _group_json(library: Library, group: Group, tags: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    found = library.release_tags.of_each(group.ids)
    own = {key: sorted(tag.name for tag in given) for key, given in found.items()}
    versions = [
        {
            **release_json(release, tags.get(release.id, ()), own.get(release.id, ())),
            "differences": None if differences is None else asdict(differences),
        }
        for release, differences in _compared(library, group)
    ]
    return {"ids": group.ids, "similarity": group.similarity, "copies": versions}


@contextmanager
def _progress() -> Iterator[Callable[[int, int], object] | None]:
    """A progress bar on a terminal, for the first time takes some seconds for 10,000 releases."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Comparing"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Comparing")
        yield lambda done, total: bar.update(task, completed=done, total=total)
