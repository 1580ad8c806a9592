"""The subcommands: import, list, show, annotate, tags, search, export."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store import Hit, InvalidInputError, Library, NotFoundError, Release
from store.anchoring.selectors import occurrences
from store.canonical import canonical
from store.library.records import annotation_json, release_json, show_json
from store.structure.on_demand import contacts_of, quotations_of
from store.urls import is_url, path_of
from tui.cli.root import (
    cli,
    data_folder,
    existing_library,
    library_option,
    need_terminal,
    open_screen,
    writable_library,
)
from tui.terminal import one_line, safe, safe_json

if TYPE_CHECKING:
    from store import ImportReport

#: Updated releases that are named one by one.
_NAMED = 10

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def named(given: str) -> str:
    """What was given; a name that is empty, as a shell's unset variable is, means the present folder."""
    if not given.strip():
        raise click.BadParameter("it is empty; the folder you are in is ‘.’.")
    return given


def _place(given: str) -> str | Path:
    """A URL as it was typed, or a path; what cannot be read is refused by name, not by usage."""
    named(given)
    return given if is_url(given) else Path(given)


def _columns(_ctx: click.Context, _param: click.Parameter, given: str | None) -> dict[str, str] | None:
    from store.formats.corpora import parse_columns

    return parse_columns(given) if given is not None else None


map_option = click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="Which column of a .csv or .jsonl holds what, for example headline=title,text=body,date=published.",
)
places_argument = click.argument("places", metavar="PATH|URL...", nargs=-1, required=True, type=_place)


def _print_json(value: Any) -> None:
    click.echo(safe_json(json.dumps(value, ensure_ascii=False, indent=2)))


# -- import ------------------------------------------------------------------------------------


@cli.command()
@places_argument
@map_option
@library_option
@click.pass_context
def add(ctx: click.Context, places: tuple[str | Path, ...], columns: dict[str, str] | None) -> None:
    """Import files, folders (recursively) and what URLs name into the library."""
    report = _import(writable_library(), places, columns)
    ctx.exit(1 if report.refused else 0)


def _import(
    library: Library, places: Sequence[str | Path], columns: Mapping[str, str] | None = None
) -> ImportReport:
    """Imports with a progress bar on a terminal, then says what became of the files."""
    from store import ImportReport
    from tui.cli.progress import shown

    report = ImportReport()
    try:
        with shown("Importing") as progress:
            _add(library, places, columns, report, progress)
    except KeyboardInterrupt:
        click.echo("Stopped: what was read by then is in the library; the same command adds the rest.")
        _say_what_became(library, report)
        click.get_current_context().exit(1)
    _say_what_became(library, report)
    return report


def _say_what_became(library: Library, report: ImportReport) -> None:
    for path, reason in report.refused:
        click.echo(f"refused: {safe(path)}: {safe(reason)}", err=True)
    click.echo(
        f"{len(report.added)} added, {len(report.unchanged)} unchanged, "
        f"{len(report.updated)} updated, {len(report.refused)} refused"
    )
    name_updates(library, report.updated)
    if report.annotations:
        click.echo(states(report.annotations))


def name_updates(library: Library, updated: Sequence[int]) -> None:
    """A line for each release of which there is a new version; of many, for the first ones."""
    keys = list(dict.fromkeys(updated))
    for release in library.releases.many(keys[:_NAMED]):
        click.echo(f"updated: {release.id} “{one_line(release.headline)}”")
    if len(keys) > _NAMED:
        click.echo(f"updated: {len(keys) - _NAMED} more; ‘dateline list’ marks those you had read")


def states(counts: Mapping[str, int]) -> str:
    """``… 3 in place, 1 moved, 0 changed, 1 orphaned``; all of them together are all there are."""
    words = {"anchored": "in place", "moved": "moved", "changed": "changed", "orphaned": "orphaned"}
    told = ", ".join(f"{counts.get(state, 0)} {word}" for state, word in words.items())
    more = " (‘dateline orphans’ lists them)" if counts.get("orphaned") else ""
    return f"annotations of what was updated: {told}{more}"


def _add(
    library: Library,
    places: Sequence[str | Path],
    columns: Mapping[str, str] | None,
    report: ImportReport,
    progress: Callable[[int, int, int], None],
) -> None:
    from store import add_paths

    def tell(done: int, total: int) -> None:
        progress(done, total, len(report.ids))

    paths = [path for place in places if (path := place if isinstance(place, Path) else path_of(place))]
    urls = [place for place in places if isinstance(place, str) and path_of(place) is None]
    add_paths(library, paths, tell, processes=os.cpu_count() or 1, columns=columns, report=report)
    if urls:
        from store.intake.sources import add_urls  # brings what fetches

        add_urls(library, urls, tell, report=report)


@cli.command()
@places_argument
@map_option
@library_option
@click.pass_context
def read(ctx: click.Context, places: tuple[str | Path, ...], columns: dict[str, str] | None) -> None:
    """Import files, folders and what URLs name, then open the application."""
    library = writable_library()
    report = _import(library, places, columns)
    need_terminal()
    open_screen(library, first=min(report.ids, default=None))
    ctx.exit(1 if report.refused else 0)


@cli.command()
@library_option
def demo() -> None:
    """Open the application on a small library of sample releases."""
    from store import add_paths

    need_terminal()
    root = click.get_current_context().find_root()
    # The environment names the user's own library, where samples have no place.
    root.meta["library"] = root.meta.get("library") or data_folder() / "demo.db"
    library = writable_library()
    add_paths(library, [Path(__file__).parents[1] / "samples"])
    open_screen(library)


# -- look --------------------------------------------------------------------------------------


@cli.command("list")
@json_option
@library_option
def list_(as_json: bool) -> None:
    """List the releases, newest dateline first."""
    library = existing_library()
    releases = library.releases.many(library.releases.ids())
    tags = library.tags.by_release()
    if as_json:
        _print_json([release_json(release, tags.get(release.id, [])) for release in releases])
    else:
        _print_releases(releases)


def _print_releases(releases: list[Release]) -> None:
    """A table on a terminal; elsewhere one line each, fields separated by tabs."""
    if not sys.stdout.isatty():
        for release in releases:
            fields = (
                str(release.id),
                release.date,
                release.agency or release.publisher,
                str(release.annotations),
                release.headline,
                *(["updated"] if release.updated else []),
            )
            click.echo("\t".join(one_line(field or "") for field in fields))
        return
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


@cli.command()
@click.argument("release_id", metavar="ID", type=int)
@json_option
@library_option
def show(release_id: int, as_json: bool) -> None:
    """Print one release for reading."""
    library = existing_library()
    release, text = library.releases.get(release_id), library.releases.text(release_id)
    annotations = library.annotations.of(release_id)
    if as_json:
        _print_json(show_json(release, text, annotations, quotations_of(text), contacts_of(text)))
    elif sys.stdout.isatty():
        from tui.cli.printing import print_release

        print_release(release, text, annotations)
    else:
        click.echo(safe(text.text))


@cli.command()
@json_option
@library_option
def tags(as_json: bool) -> None:
    """List the tags with the number of passages each one marks."""
    library = existing_library()
    counts = library.tags.counts()
    rows = [
        {"id": tag.id, "name": tag.name, "pinned": tag.pinned, "annotations": counts.get(tag.id, 0)}
        for tag in library.tags.all()
    ]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['pinned'] or ' '}  {row['annotations']:>6}  {safe(str(row['name']))}")


@cli.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), help="How many releases at most, the best of all.")
@json_option
@library_option
def search(words: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """Find the releases that hold every one of the WORDS, the best matches first.

    WORDS may be words, "quoted phrases", beginnings of words (embargo*), AND, OR and NOT in capitals, and
    parentheses. Case and accents do not count.
    """
    library = existing_library()
    query = " ".join(words)
    found = library.search.find(query, limit)
    if as_json:
        tags_of = library.tags.by_release()
        _print_json([_hit_json(library, hit, tags_of.get(hit.release.id, [])) for hit in found])
    elif sys.stdout.isatty():
        from tui.cli.hits import print_hits

        print_hits(found, query)
    else:
        for hit in found:
            release = hit.release
            click.echo(f"{release.id}\t{release.date or ''}\t{one_line(release.headline)}")
            click.echo(f"\t… {_passage_of(library, hit)} …")


def _hit_json(library: Library, hit: Hit, tags: list[str]) -> dict[str, Any]:
    return {
        **release_json(hit.release, tags),
        "offset": hit.offset,
        "passage": _passage_of(library, hit),
        "rank": hit.rank,
        "snippet": hit.snippet,
        "matches": hit.matches,
    }


def _passage_of(library: Library, hit: Hit) -> str:
    text = library.releases.text(hit.release.id).text
    return one_line(text[max(0, hit.offset - 40) : hit.offset + 80])


# -- mark --------------------------------------------------------------------------------------


@cli.command()
@click.argument("release_id", metavar="ID", type=int)
@click.option("--quote", required=True, help="The words to mark, as they stand in the text.")
@click.option("--prefix", default="", help="The words just before, where the quote stands more than once.")
@click.option("--tag", "tag_names_", multiple=True, help="A tag; may be given several times.")
@click.option("--note", default="", help="A note, in Markdown.")
@library_option
def annotate(release_id: int, quote: str, prefix: str, tag_names_: tuple[str, ...], note: str) -> None:
    """Mark a passage of a release with tags and a note."""
    if not tag_names_ and not note:
        raise click.UsageError("give --tag, --note, or both.")
    library = existing_library()
    start, end = _passage(library, release_id, canonical(quote), canonical(prefix))
    annotation = library.annotations.add(release_id, start, end, tags=tag_names_, note=note)
    _print_json(annotation_json(annotation))


def _passage(library: Library, release_id: int, quote: str, prefix: str) -> tuple[int, int]:
    """The one passage meant. Raises NotFoundError, or InvalidInputError when it is not one."""
    found = occurrences(library.releases.text(release_id).text, quote, prefix)
    if not found:
        raise NotFoundError(f"release {release_id} does not hold “{one_line(quote)}”.")
    if len(found) > 1:
        raise InvalidInputError(
            f"“{one_line(quote)}” stands {len(found)} times in release {release_id}.",
            "Give --prefix, the words just before it.",
        )
    return found[0]


@cli.command()
@click.argument("release_ids", metavar="[ID]...", nargs=-1, type=int)
@click.option("--output", type=named, default=".", help="A folder, a file for one release, or - for stdout.")
@library_option
@click.pass_context
def export(ctx: click.Context, release_ids: tuple[int, ...], output: str) -> None:
    """Write what was marked as Markdown, one file per release.

    Without an ID: every release that carries annotations.
    """
    from tui.exporting import export_releases

    ctx.exit(0 if export_releases(existing_library(), list(release_ids), output) else 1)


@cli.command()
def keys() -> None:
    """Print the keys of the application."""
    from tui.actions import key_table

    click.echo(key_table())
