"""``dateline export --by``: a file for each tag or speaker, one report of all, or an index of a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from store import ExportError, NotFoundError
from store.exports import EXPORTERS, Exporter, Over, Written, write_parts
from store.exports.markdown import index_of
from tui.cli.changed_files import ChangedFiles
from tui.cli.progress import find_all_quotations, get_ready_for
from tui.cli.root import existing_library, print_texts
from tui.export_choice import named_format, target
from tui.report_choice import REPORTS, reports
from tui.terminal import one_line, safe

#: What a file is made for; a release is the usual one.
GROUPINGS = ("release", *REPORTS, "index")


def write_grouped(typed: str, by: str, exporter: Exporter, output: str, changed: str | None = None) -> bool:
    """Writes what a query finds, all where nothing is typed, by tag, speaker or as one; or an index of notes.

    Args: the query; one of `GROUPINGS`; the format; a folder, a file or ``-``; ``keep`` or ``beside`` for
        what was changed by hand.

    Says where; False when something was refused, the rest is written. Raises UsageError for a format that
    has no such, NotFoundError where there is nothing, ExportError, InvalidQueryError.
    """
    able = [one.name for one in EXPORTERS.values() if (one.index if by == "index" else one.report)]
    if exporter.name not in able:
        raise click.UsageError(f"--by {by} is not for {exporter.name}; it is for {', '.join(able)}.")
    library = existing_library()
    if by == "index" and exporter.index is not None:
        files: Iterable[tuple[str, Written]] = [
            ("Index", exporter.index("Index", index_of(target(output, "", exporter))))
        ]
    elif exporter.report is not None:
        if by == "speaker":
            find_all_quotations(library)
        elif typed:
            get_ready_for(library, typed)
        found = reports(library, by, typed)
        if named_format(output) is not None and by != "query":
            raise ExportError(f"a file for each {by} does not go into one.", "Name a folder with --output.")
        report = exporter.report
        files = ((one.name, report(one.title, one.entries)) for one in found)
    over = ChangedFiles(library, changed).over
    written = [_written(parts, name, exporter, output, over) for name, parts in files]
    if not written:
        raise NotFoundError(f"{_words(typed)} holds nothing to write by {by}.", "Nothing was written.")
    return all(written)


def print_written(exporter: Exporter, parts: Written) -> None:
    """Prints what a format made. Raises ExportError for what is no text, on a terminal."""
    for part in parts:
        if isinstance(part, str):
            print_texts([part])
        elif sys.stdout.isatty():
            raise ExportError(f"{exporter.name} is not for a terminal.", "Name a file with --output.")
        else:
            click.echo(part, nl=False)


def _written(parts: Written, name: str, exporter: Exporter, output: str, over: Over) -> bool:
    if output == "-":
        print_written(exporter, parts)
        return True
    path = target(output, f"{name}{exporter.suffix}", exporter)
    try:
        path = write_parts(exporter, path, parts, over)
    except ExportError as error:
        click.echo(f"dateline: {safe(str(error))}", err=True)
        return False
    click.echo(safe(str(path)))
    return True


def _words(typed: str) -> str:
    return f"‘{one_line(typed)}’" if typed else "the library"
