"""The subcommand ``annotations``: what was marked, as a list, a table for a spreadsheet, or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from store import Annotation, Library
from store.exports import Marked, annotated, annotation_records, annotation_table, marked
from store.library import tag_name, within
from tui.cli import shell_values
from tui.cli.progress import get_ready_for, ids_in
from tui.cli.root import (
    NOTHING_FOUND,
    QueryCommand,
    existing_library,
    json_option,
    library_option,
    print_json_list,
    print_rows,
    print_texts,
)
from tui.describe import quoted

_NOTHING_MARKED = "Nothing is marked yet; t in the application, or ‘dateline annotate’, marks a passage."


@click.command("annotations", cls=QueryCommand)
@click.argument("query", metavar="[QUERY|ID...]", nargs=-1, shell_complete=shell_values.release_ids)
@click.option(
    "--tag",
    metavar="NAME",
    shell_complete=shell_values.tags,
    help="Only passages that have this tag, or one below it.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values, for a spreadsheet.")
@json_option
@library_option
def list_annotations(query: tuple[str, ...], tag: str | None, as_csv: bool, as_json: bool) -> None:
    """List what was marked, with tags and notes.

    All passages, those a QUERY is true of, or those in the releases with these ids. One line each: its id,
    release, tags, words, note. As CSV and JSON also headline, date, place, agency, source, the place in the
    text in code points, the words around it, who marked it when.
    """
    if as_csv and as_json:
        raise click.UsageError("only one of --csv and --json at a time.")
    library = existing_library()
    found = _tagged(library, tag, _found(library, query)) if tag is not None else _found(library, query)
    if as_csv:
        print_texts(annotation_table(found))
    elif as_json:
        print_json_list(record for one in found for record in annotation_records(one))
    else:
        marks = (each for one in found for each in one.annotations)
        rows = ((one.id, one.release, _hashed(one), quoted(one.quote), one.note) for one in marks)
        print_rows(
            ("ID", "Release", "Tags", "Its words", "Note"),
            rows,
            nothing=NOTHING_FOUND if query or tag else _NOTHING_MARKED,
            to_the_right=("ID", "Release"),
        )


def _hashed(one: Annotation) -> str:
    return " ".join(f"#{tag.name}" for tag in one.tags)


def _found(library: Library, query: tuple[str, ...]) -> Iterator[Marked]:
    """What is asked for, release by release. Raises NotFoundError, InvalidQueryError."""
    if not query:
        return annotated(library)
    if (ids := ids_in(query)) is not None:
        return marked(library, dict.fromkeys(ids))
    typed = " ".join(query)
    get_ready_for(library, typed)
    wanted: dict[int, set[int | None]] = {}
    for found in library.find.passages(typed):
        wanted.setdefault(found.release.id, set()).add(found.annotation)
    return (
        replace(one, annotations=[each for each in one.annotations if each.id in wanted[one.release.id]])
        for one in marked(library, wanted)
    )


def _tagged(library: Library, name: str, found: Iterable[Marked]) -> Iterator[Marked]:
    """Those of the annotations that have a tag, or one below it. Raises NotFoundError where there is none."""
    tags = within(library.tags.all(), tag_name(name)) or [library.tags.meant(name)]
    ids = {tag.id for tag in tags}
    return (
        replace(one, annotations=[each for each in one.annotations if ids & {tag.id for tag in each.tags}])
        for one in found
    )
