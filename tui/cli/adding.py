"""The subcommand ``add``, and what all that import have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store import Library
from store.urls import is_url, path_of
from tui.cli.root import library_option, named, writable_library
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from store import ImportReport

#: Updated releases that are named one by one.
_NAMED = 10


def place(given: str) -> str | Path:
    """A URL as it was typed, or a path; what cannot be read is refused by name, not by usage."""
    named(given)
    return given if is_url(given) else Path(given)


def _columns(_ctx: click.Context, _param: click.Parameter, given: str | None) -> dict[str, str] | None:
    from store.formats import parse_columns

    return parse_columns(given) if given is not None else None


map_option = click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="Which column of a .csv or .jsonl holds what, for example headline=title,text=body,date=published.",
)


@click.command()
@click.argument("places", metavar="PATH|URL...", nargs=-1, required=True, type=place)
@map_option
@library_option
@click.pass_context
def add(ctx: click.Context, places: tuple[str | Path, ...], columns: dict[str, str] | None) -> None:
    """Import files, folders (recursively) and what URLs name into the library."""
    report = import_(writable_library(), places, columns)
    ctx.exit(1 if report.refused else 0)


def import_(
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
        rule(library, report.added)
        click.get_current_context().exit(1)
    _say_what_became(library, report)
    rule(library, report.added)
    return report


def rule(library: Library, added: Sequence[int]) -> None:
    """Applies the rules of the settings file to what came in, and says what they did."""
    from tui.arrival_rules import applied
    from tui.config import config_file

    told, problems = applied(library, config_file(), added)
    for line in told:
        click.echo(line)
    for problem in problems:
        click.echo(f"dateline: {safe(problem)}", err=True)


def _say_what_became(library: Library, report: ImportReport) -> None:
    for path, reason in report.refused:
        click.echo(f"refused: {safe(path)}: {safe(reason)}", err=True)
    click.echo(
        f"{len(report.added)} added, {len(report.unchanged)} unchanged, "
        f"{len(report.updated)} updated, {len(report.refused)} refused"
    )
    if report.removed:
        count = len(set(report.removed))
        click.echo(f"{count} removed before and left so; ‘dateline trash’ lists what can be restored")
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
    processes = os.cpu_count() or 1
    add_paths(library, paths, tell, processes=processes, columns=columns, report=report, asked=True)
    if urls:
        from store.intake import add_urls  # brings what fetches

        add_urls(library, urls, tell, report=report)
