"""The subcommands that show what is in the library: list, show."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from store import Release
from store.library import release_json, show_json
from tui.cli.root import (
    existing_library,
    json_option,
    library_option,
    print_json,
    print_json_list,
    print_lines,
)
from tui.terminal import one_line, safe


@click.command("list")
@json_option
@library_option
def list_(as_json: bool) -> None:
    """List the releases, newest dateline first."""
    library = existing_library()
    releases = library.releases.each(library.releases.ids())
    if as_json:
        tags, own = library.tags.by_release(), library.release_tags.by_release()
        print_json_list(
            release_json(release, tags.get(release.id, ()), own.get(release.id, ())) for release in releases
        )
    elif sys.stdout.isatty():
        _print_table(releases)
    else:
        print_lines(map(_line, releases))


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


def _print_table(releases: Iterable[Release]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from tui.describe import UPDATED

    table = Table("ID", "Date", "Agency", "Marks", "Headline", box=box.SIMPLE_HEAD, header_style="dim")
    table.columns[0].justify = table.columns[3].justify = "right"
    for release in releases:
        annotations = f"◆{release.annotations}" if release.annotations else ""
        marks = " ".join(filter(None, (UPDATED if release.updated else "", annotations)))
        headline = Text(one_line(release.headline), style="" if release.read else "bold", overflow="ellipsis")
        headline.no_wrap = True
        agency = Text(one_line(release.agency or release.publisher or ""))
        table.add_row(str(release.id), release.date or "", agency, marks, headline)
    Console().print(table)


@click.command()
@click.argument("release_id", metavar="ID", type=int)
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
