"""The subcommand that finds: releases, every hit in their texts, or passages that were marked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from store import Hit, Library
from tui.cli.progress import find_all_quotations, get_ready_for
from tui.cli.root import (
    NOTHING_FOUND,
    QueryCommand,
    existing_library,
    json_option,
    library_option,
    print_fields,
    print_json_list,
    some_or_told,
)

if TYPE_CHECKING:
    from store.library import Found

#: What can be looked for.
SORTS = ("releases", "text", "passages", "quotations")


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--in",
    "sort",
    type=click.Choice(SORTS),
    default="releases",
    help="What is looked for.",
    show_default=True,
)
@click.option("--limit", type=click.IntRange(min=1), help="How many at most, the best or newest of all.")
@click.option(
    "--by",
    type=click.Choice(["rank", "date"]),
    default="rank",
    help="Whether the best or the newest come first, of releases and text.",
    show_default=True,
)
@json_option
@library_option
def find(query: tuple[str, ...], sort: str, limit: int | None, by: str, as_json: bool) -> None:
    """Find releases by a QUERY, or what stands in them.

    Words must all occur, as whole words; "two words" is a phrase, migra* a beginning, -word must not occur,
    OR and brackets combine. Fields narrow: tag:migration is:unread date:2018-04..2018-06 place:geneva.
    """
    typed = " ".join(query)
    library = existing_library()
    get_ready_for(library, typed)
    if sort == "quotations":
        find_all_quotations(library)
    most = None if limit is None else min(limit, sys.maxsize)  # no library has more
    _print_found(library, typed, sort, most, by == "date", as_json)


def _print_found(
    library: Library, typed: str, sort: str, limit: int | None, by_date: bool, as_json: bool
) -> None:
    if sort == "releases":
        hits = library.find.hits(typed, limit, by_date=by_date)
        if as_json:
            print_json_list(map(_hit_json, hits))
        elif sys.stdout.isatty():
            from tui.cli.hits import print_hits

            print_hits(some_or_told(hits, NOTHING_FOUND), typed)
        else:
            print_fields(_hit_lines(library, hits))
        return
    finders: dict[str, Callable[[str], Iterator[Found]]] = {
        "text": partial(library.find.lines, by_date=by_date),
        "passages": library.find.passages,
        "quotations": library.find.quotations,
    }
    found = islice(finders[sort](typed), limit)
    if as_json:
        print_json_list(map(_JSON[sort], found))
    elif sys.stdout.isatty():
        from tui.cli.hits import print_concordance, print_passages, print_quotations

        printers = {"text": print_concordance, "passages": print_passages}
        printers.get(sort, print_quotations)(some_or_told(found, NOTHING_FOUND))
    else:
        print_fields(map(_FIELDS[sort], found))


def _hit_lines(library: Library, hits: Iterable[Hit]) -> Iterator[list[object]]:
    for hit in hits:
        yield [hit.release.id, hit.release.date or "", hit.release.headline, hit.snippet]


def _fields_of_line(found: Found) -> list[object]:
    return [found.release.id, found.start, found.before, found.text, found.after]


def _fields_of_passage(found: Found) -> list[object]:
    tags = ", ".join(found.tags)
    return [found.release.id, found.start, found.text, tags, found.note, found.by]


def _hit_json(hit: Hit) -> dict[str, Any]:
    start, end = hit.matches[0] if hit.matches else (None, None)
    return {
        "release": hit.release.id,
        "headline": hit.release.headline,
        "start": start,
        "end": end,
        "text": hit.snippet,
        "date": hit.release.date,
        "agency": hit.release.agency,
        "rank": hit.rank,
        "matches": hit.matches,
    }


def _found_json(found: Found) -> dict[str, Any]:
    release = {"release": found.release.id, "headline": found.release.headline}
    return {**release, "start": found.start, "end": found.end, "text": found.text}


def _line_json(found: Found) -> dict[str, Any]:
    return {**_found_json(found), "before": found.before, "after": found.after}


def _passage_json(found: Found) -> dict[str, Any]:
    own = {"tags": found.tags, "note": found.note, "by": found.by, "annotation": found.annotation}
    return {**_found_json(found), **own}


def fields_of_quotation(found: Found) -> list[object]:
    """A quotation for other programs: who said it, as what, when, in which release, where, the words."""
    release = found.release
    return [found.speaker or "", found.role or "", release.date or "", release.id, found.start, found.text]


def quotation_json(found: Found) -> dict[str, Any]:
    """A quotation for other programs."""
    release = found.release
    about = {"date": release.date, "place": release.place, "agency": release.agency}
    said = {"speaker": found.speaker, "role": found.role, **about, "language": release.language}
    return {**_found_json(found), **said}


_JSON = {"text": _line_json, "passages": _passage_json, "quotations": quotation_json}
_FIELDS = {"text": _fields_of_line, "passages": _fields_of_passage, "quotations": fields_of_quotation}
