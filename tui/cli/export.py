"""The subcommand ``export``: which releases, in which format, and where to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from store import DatelineError, ExportError, Library, NotFoundError, UnreadableRecordError
from store.batches import batched
from store.exports import (
    EXPORTERS,
    TOGETHER,
    Exporter,
    Loss,
    Marked,
    Option,
    annotated,
    annotated_anew,
    listed,
    marked,
    of_library,
    parts,
    write,
    write_beside,
    write_each,
    written_before,
)
from store.wording import many
from tui.cli import shell_values
from tui.cli.changed_files import CHANGED, ChangedFiles, require_changeable
from tui.cli.file_arguments import file_named
from tui.cli.live_folder import keep_up_to_date
from tui.cli.progress import found_ids, ids_in
from tui.cli.reporting import GROUPINGS, print_written, write_grouped
from tui.cli.root import (
    QueryCommand,
    Stopped,
    existing_library,
    library_option,
    print_json,
    print_rows,
    tell,
)
from tui.describe import under_embargo
from tui.export_choice import DEFAULT, named_format, target, templated, templates
from tui.terminal import one_line, safe

Function = TypeVar("Function", bound=Callable[..., Any])
One = TypeVar("One", bound=Marked | Path)

#: What a format has no place for: how much of it there is, and the names where it has some.
_Lost = dict[Loss, tuple[int, Sequence[str]]]
#: Names that are told of one loss.
_NAMED = 5


def _format_options(function: Function) -> Function:
    """The options of all formats, each said to be of its own."""
    of: dict[Option, list[str]] = {}
    for exporter in EXPORTERS.values():
        for option in exporter.options:
            of.setdefault(option, []).append(exporter.name)
    for option, names in of.items():
        told = f"For {', '.join(names)}: {option.help}."
        function = click.option(f"--{option.name}", is_flag=True, help=told)(function)
    return function


@click.command(cls=QueryCommand)
@click.argument("query", metavar="[QUERY|ID...]", nargs=-1, shell_complete=shell_values.release_ids)
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    type=click.Choice(tuple(EXPORTERS)),
    help=f"One of those that --list lists.  [default: what the output is named as, else {DEFAULT.name}]",
)
@click.option(
    "--output",
    metavar="DIR|FILE|-",
    type=file_named,
    default=".",
    shell_complete=shell_values.files,
    help="A folder, a file, or - for stdout.",
)
@click.option(
    "--by",
    type=click.Choice(GROUPINGS),
    default=GROUPINGS[0],
    help="What a file is made for. A query, and an index of the folder, are one file.  [default: release]",
)
@click.option(
    "--template",
    metavar="FILE",
    type=file_named,
    help="Write what this Jinja2 template makes of each release; a name alone is one of the settings folder.",
)
@click.option(
    "--live",
    metavar="DIR",
    type=file_named,
    shell_complete=shell_values.files,
    help="Keep this folder of notes up to date until Ctrl+C.",
)
@click.option(
    "--changed",
    type=click.Choice(CHANGED),
    help="Of notes and reports that somebody changed by hand: take that into the library, keep both, or write"
    " beside.  [default: leave the file as it is]",
)
@click.option("--list", "as_list", is_flag=True, help="List the formats, and what each has no place for.")
@click.option("--json", "as_json", is_flag=True, help="Print the list of --list as JSON.")
@_format_options
@library_option
@click.pass_context
def export(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    format_name: str | None,
    output: str,
    by: str,
    template: str | None,
    live: str | None,
    changed: str | None,
    as_list: bool,
    as_json: bool,
    **options: bool,
) -> None:
    """Write what was marked, as Markdown or in another format.

    Every release that carries annotations, those of them that a QUERY finds, or the releases with these ids;
    of a format that lists releases, or their quotations, all that the QUERY finds. What a format has no place
    for is said. Exit code 1: a QUERY finds none of them, and nothing is written; or something was refused.
    """
    if as_list:
        _print_formats(as_json=as_json)
        return
    if as_json:
        raise click.UsageError("--json goes with --list; --format jsonl writes what was marked as JSON.")
    if template is not None and (format_name or by != GROUPINGS[0]):
        raise click.UsageError("--template goes without --format and --by.")
    named_as = EXPORTERS[format_name] if format_name else named_format(output) or DEFAULT
    exporter = templated(template) if template is not None else named_as
    require_changeable(exporter, by, changed)
    asked = {name: True for name, wanted in options.items() if wanted}
    for name in asked:
        if name not in {option.name for option in exporter.options}:
            raise click.UsageError(f"--{name} is not for {exporter.name}.")
    if query and exporter.only_codebook:
        raise click.UsageError(f"{exporter.name} holds all tags and no release: leave the query out.")
    if live is not None:
        if query or by != GROUPINGS[0] or asked or changed:
            raise click.UsageError("--live takes --format alone; it is of all that is marked.")
        if live == "-":
            raise click.UsageError("--live keeps a folder, and - is none; name one.")
        keep_up_to_date(existing_library(), exporter, target(live, "", exporter))
    if by != GROUPINGS[0]:
        ctx.exit(0 if write_grouped(" ".join(query), by, exporter, output, changed) else 1)
    library = existing_library()
    chosen = _chosen(library, query, every=exporter.every)
    done = export_releases(library, chosen, output, of_library(exporter, library), changed, **asked)
    ctx.exit(0 if done else 1)


def _print_formats(*, as_json: bool) -> None:
    """Each format with its files, what it is for, and what it has no place for."""
    if as_json:
        print_json(
            [
                {
                    "format": one.name,
                    "suffix": one.suffix,
                    "one_file": bool(one.one_file),
                    "about": one.about,
                    "losses": [f"{loss.what}s" for loss in one.losses],
                }
                for one in EXPORTERS.values()
            ]
            + [{"template": one.name} for one in templates()]
        )
        return
    rows = [
        (
            one.name,
            f"{one.suffix}, {'one for all' if one.one_file else 'one for each'}",
            one.about,
            ", ".join(f"{loss.what}s" for loss in one.losses),
        )
        for one in EXPORTERS.values()
    ]
    own = ((f"--template {one.name}", "", "your own template", "") for one in templates())
    print_rows(("Format", "Files", "What it is", "Not in it"), [*rows, *own])


def _chosen(library: Library, query: tuple[str, ...], *, every: bool) -> list[int]:
    """The ids given, or those that the query finds, among what is marked unless it is of `every` release.

    None where nothing is asked for. Raises NotFoundError where the query finds nothing, InvalidQueryError.
    """
    if (ids := ids_in(query)) is not None:
        return ids
    typed = " ".join(query)
    found = found_ids(library, typed)
    if not every:
        marked_ids = set(library.releases.annotated())
        found = [key for key in found if key in marked_ids]
    if not found:
        what = "nothing" if every else "nothing that was marked"
        raise NotFoundError(f"‘{one_line(typed)}’ finds {what}.", "Nothing was written.")
    return found


def export_releases(
    library: Library,
    release_ids: list[int],
    output: str,
    exporter: Exporter,
    changed: str | None = None,
    /,
    **options: bool,
) -> bool:
    """Writes the releases and says where; False when something was refused, the rest is written.

    Args: whose they are; all that is marked where none is named; a folder, a file or ``-``; the format; one
        of `CHANGED`; options of the format.

    Raises, before anything is written, NotFoundError for an id that does not exist, and ExportError for an
    impossible place and for several releases into one file of a format that takes but one.
    """
    ids = list(dict.fromkeys(release_ids))
    _require(library, ids)
    lost: _Lost = {}
    done = _export(library, ids, output, exporter, lost, ChangedFiles(library, changed), **options)
    if done and lost:
        told = ", ".join(_named(loss, count, names) for loss, (count, names) in lost.items())
        click.echo(f"dateline: {exporter.name} has no place for {told}.", err=True)
    return done


def _named(loss: Loss, count: int, names: Sequence[str]) -> str:
    """``2 tag name blanks (“sea side”, “a b”)``; of many names the first."""
    some = [f"“{one_line(name)}”" for name in names[:_NAMED]] + ["…"] * (len(names) > _NAMED)
    return many(count, loss.what) + (f" ({', '.join(some)})" if some else "")


def _export(
    library: Library,
    ids: list[int],
    output: str,
    exporter: Exporter,
    lost: _Lost,
    changed: ChangedFiles,
    /,
    **options: bool,
) -> bool:
    one_file = bool(exporter.one_file)
    if output != "-":
        folder = target(output, "", exporter)
        if named_format(output) and not one_file:
            ids = ids or library.releases.annotated()
            if len(ids) > 1:
                raise ExportError(
                    f"{len(ids)} releases do not go into one file.", "Name a folder with --output."
                )
            one_file = bool(ids)
    everything = listed if exporter.every else annotated
    releases = _watched(marked(library, ids) if ids else everything(library), exporter, lost)
    if output == "-":
        files = [releases] if one_file else ([one] for one in releases)
        return not sum(not _done(partial(_print, exporter, one, options), changed) for one in files)
    if one_file:
        path = target(output, exporter.one_file, exporter)
        return _done(partial(write, exporter, path, releases, changed.over, **options), changed, path)
    if ids or not exporter.sealed:
        written_files = write_each(exporter, folder, releases, lambda wrote: None, changed.over, **options)
        done = _all_told(written_files, changed)
    else:
        with written_before(exporter, folder, options) as written:
            releases_anew = _watched(annotated_anew(library, written.unchanged), exporter, lost)
            written_files = write_each(exporter, folder, releases_anew, written.keep, changed.over, **options)
            done = _all_told(written_files, changed)
    if beside := write_beside(library, exporter, folder, ids):
        _told(beside, None)
    return done


def _watched(releases: Iterable[One], exporter: Exporter, lost: _Lost) -> Iterator[One]:
    """The same, saying of each release that is under embargo that it is, and counting what is lost of it."""
    for one in releases:
        if isinstance(one, Marked):
            if held := under_embargo(one.release):
                click.echo(f"dateline: release {one.release.id} is {held}.", err=True)
            for loss in exporter.losses:
                if count := loss.count(one):
                    before, names = lost.get(loss, (0, ()))
                    lost[loss] = before + count, tuple(dict.fromkeys((*names, *loss.names(one))))
        yield one


def _require(library: Library, ids: Iterable[int]) -> None:
    """Raises NotFoundError, UnreadableRecordError for one of the releases that cannot be exported."""
    for some in batched(ids, TOGETHER):
        found = {one.id for one in library.releases.many(some)}
        for missing in (key for key in some if key not in found):
            library.releases.get(missing)


def _done(act: Callable[[], Path | None], changed: ChangedFiles, path: Path | None = None) -> bool:
    """Does it and says where, which may be beside the path; False when it was refused."""
    try:
        return _told(act(), None)
    except KeyboardInterrupt:
        if path is None:
            raise
        raise Stopped(f"{path} is as it was; the same command writes it.") from None
    except (ExportError, UnreadableRecordError) as error:
        return _told(path, changed.settled(path, error))


def _told(path: Path | None, error: DatelineError | None) -> bool:
    """Says what was written, or what was refused; False then."""
    if error is not None:
        click.echo(f"dateline: {safe(str(error))}", err=True)
    elif path is not None:
        tell(safe(str(path)))
    return error is None


def _all_told(files: Iterable[tuple[Path, DatelineError | None]], changed: ChangedFiles) -> bool:
    """Says of each what became of it; False where one was refused."""
    refused = written = 0
    try:
        for path, error in files:
            done = _told(path, changed.settled(path, error))
            refused += not done
            written += done
    except KeyboardInterrupt:
        raise Stopped(f"{many(written, 'file')} written; the same command writes the rest.") from None
    if not refused + written:
        click.echo("dateline: nothing is marked yet; nothing was written.", err=True)
    return not refused


def _print(exporter: Exporter, releases: Iterable[Marked], options: dict[str, bool]) -> None:
    print_written(exporter, parts(exporter, releases, **options))
