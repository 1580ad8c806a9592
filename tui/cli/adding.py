"""The subcommand ``add``, and what all that import have in common."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from store import InvalidInputError, Library
from store.urls import is_url, path_of
from store.wording import many
from tui.cli import shell_values
from tui.cli.file_arguments import named
from tui.cli.naming import INTERRUPTED, has_terminal
from tui.cli.root import library_option, writable_library
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from store import ImportReport

#: What names standard input in the place of a file.
STDIN = "-"
#: Updated releases, and files, that are named one by one.
_NAMED = 10


def place(given: str) -> str | Path:
    """A URL as it was typed, `STDIN`, or a path; what cannot be read is refused by name, not by usage."""
    named(given)
    return given if is_url(given) or given == STDIN else Path(given)


def _columns(_ctx: click.Context, _param: click.Parameter, given: str | None) -> dict[str, str] | None:
    if given is None:
        return None
    from store.formats import parse_columns  # brings what reads tables

    return parse_columns(given)


map_option = click.option(
    "--map",
    "columns",
    metavar="FIELD=COLUMN,...",
    callback=_columns,
    help="Which column of a .csv, .tsv, .json or .jsonl holds what, as in headline=title,text=body,date=day.",
)


@click.command()
@click.argument(
    "places", metavar="PATH|URL|-...", nargs=-1, required=True, type=place, shell_complete=shell_values.files
)
@click.option(
    "--name",
    default="",
    help="What - is called: the ending tells its format, and by the name it is known when it comes again.",
)
@map_option
@library_option
@click.pass_context
def add(
    ctx: click.Context, places: tuple[str | Path, ...], name: str, columns: dict[str, str] | None
) -> None:
    """Import files, folders and what URLs name.

    Folders with all that is in them; - is standard input.
    """
    if name and STDIN not in places:
        raise click.UsageError("--name is for -, standard input.")
    report = import_(writable_library(), places, columns, name)
    ctx.exit(1 if report.refused else 0)


def import_(
    library: Library,
    places: Sequence[str | Path],
    columns: Mapping[str, str] | None = None,
    name: str = "",
) -> ImportReport:
    """Imports with a progress bar on a terminal, then says what became of the files."""
    from store import ImportReport
    from tui.cli.progress import shown

    report = ImportReport()
    piped = _read_stdin() if STDIN in places else None
    paths = [path for place in places if (path := place if isinstance(place, Path) else path_of(place))]
    urls = [one for one in places if isinstance(one, str) and one != STDIN and path_of(one) is None]
    try:
        files = _without_questionable(paths, report)
        with shown("Importing") as progress:
            _add(library, files, urls, columns, report, progress)
            if piped is not None:
                _add_piped(library, name, piped, columns, report)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Stopped: what was read by then is in the library; the same command adds the rest.")
        _say_what_became(library, report)
        rule(library, report.added)
        click.get_current_context().exit(INTERRUPTED)
    _say_what_became(library, report)
    rule(library, report.added)
    return report


def _without_questionable(paths: Sequence[Path], report: ImportReport) -> list[Path]:
    """The files to be read, what cannot be read in the report; those that are plainly no release are asked
    about on a terminal, and named elsewhere."""
    from store.intake import files_in, plainly_no_release

    files, refused = files_in(paths)
    report.refused += dict.fromkeys((str(path), reason) for path, reason in refused)
    doubtful = {path: what for path in files if (what := plainly_no_release(path))}
    if not doubtful:
        return files
    for path, what in islice(doubtful.items(), _NAMED):
        click.echo(f"{safe(str(path))} looks like {what}, and not like a release.", err=True)
    if len(doubtful) > _NAMED:
        click.echo(f"So do {len(doubtful) - _NAMED} more.", err=True)
    if not has_terminal() or click.confirm(f"Add {many(len(doubtful), 'such file')} all the same?", err=True):
        return files
    return [path for path in files if path not in doubtful]


def _read_stdin() -> bytes:
    """All that is piped in, and no more than is refused as too much. Raises InvalidInputError."""
    from store.formats import MAX_MANY_BYTES

    try:
        return sys.stdin.buffer.read(MAX_MANY_BYTES + 1)
    except OSError as error:
        raise InvalidInputError(f"standard input cannot be read: {error.strerror}.") from error


def _add_piped(
    library: Library, name: str, data: bytes, columns: Mapping[str, str] | None, report: ImportReport
) -> None:
    """Adds standard input; without a name it is known by what it says."""
    from hashlib import sha256

    from store import add_bytes

    source = f"stdin:{name or sha256(data).hexdigest()[:12]}"
    report.extend(add_bytes(library, source, name, data, columns=columns, asked=True))


def rule(library: Library, added: Sequence[int]) -> None:
    """Marks what waited for what came in, applies the rules of the settings file to it, and says so."""
    from tui.after_arrival import settle
    from tui.config import config_file

    told, problems = settle(library, config_file(), added)
    for line in told:
        click.echo(line)
    for problem in problems:
        click.echo(f"dateline: {safe(problem)}", err=True)


def _say_what_became(library: Library, report: ImportReport) -> None:
    _name_each("refused", report.refused)
    _name_each("note", report.noticed)
    click.echo(
        f"{len(report.added)} added, {len(report.unchanged)} unchanged, "
        f"{len(report.updated)} updated, {len(report.refused)} refused"
    )
    if report.unchanged:
        click.echo(_of_unchanged(library, report.unchanged))
    if report.removed:
        count = len(set(report.removed))
        click.echo(f"{count} removed before and left so; ‘dateline trash’ lists what can be restored")
    name_updates(library, report.updated)
    if report.annotations:
        click.echo(states(report.annotations))


def _name_each(what: str, named: Sequence[tuple[str, str]]) -> None:
    """Files and what is to be said of them; of many in one folder, as when a disk has gone, the first and how
    many."""
    together: dict[tuple[str, str], list[str]] = {}
    for path, words in named:
        together.setdefault((str(PurePath(path).parent), words), []).append(path)
    for (folder, words), paths in together.items():
        for path in paths[:_NAMED]:
            click.echo(f"{what}: {safe(path)}: {safe(words)}", err=True)
        if len(paths) > _NAMED:
            click.echo(f"{what}: {len(paths) - _NAMED} more in {safe(folder)}: {safe(words)}", err=True)


def _of_unchanged(library: Library, unchanged: Sequence[int]) -> str:
    """What it means that files are unchanged, with the release where it is one."""
    keys = list(dict.fromkeys(unchanged))
    for release in library.releases.many(keys) if len(keys) == 1 else ():
        return f"unchanged: in the library already, as {release.id} “{one_line(release.headline)}”"
    return "unchanged: in the library already, with the same words"


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
    files: Sequence[Path],
    urls: Sequence[str],
    columns: Mapping[str, str] | None,
    report: ImportReport,
    progress: Callable[[int, int, int], None],
) -> None:
    from store import add_paths

    def tell(done: int, total: int) -> None:
        progress(done, total, len(report.ids))

    processes = os.cpu_count() or 1
    add_paths(library, files, tell, processes=processes, columns=columns, report=report, asked=True)
    if urls:
        from store.intake import add_urls  # brings what fetches

        add_urls(library, urls, tell, report=report)
