"""``dateline export --by``: a file for each tag or speaker, one report of all, or an index of a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from store import ExportError, NotFoundError
from store.exports import Exporter, write_parts
from store.exports.markdown import index_of
from tui.cli.progress import find_all_quotations, find_quotations_for
from tui.cli.root import existing_library
from tui.export_choice import named_format, target
from tui.report_choice import REPORTS, reports
from tui.terminal import one_line, safe

#: What a file is made for; a release is the usual one.
GROUPINGS = ("release", *REPORTS, "index")


def write_grouped(typed: str, by: str, exporter: Exporter, output: str) -> bool:
    """Writes what a query finds, all where nothing is typed, by tag, speaker or as one; or an index of notes.

    Says where; False when something was refused, the rest is written. Raises UsageError for a format that
    has no such, NotFoundError where there is nothing, ExportError, InvalidQueryError.
    """
    if exporter.report is None or exporter.index is None:
        raise click.UsageError(f"--by {by} is not for {exporter.name}; it is for markdown and its kin.")
    library = existing_library()
    if by == "index":
        texts: Iterable[tuple[str, Iterator[str]]] = [
            ("Index", exporter.index("Index", index_of(target(output, "", exporter))))
        ]
    else:
        if by == "speaker":
            find_all_quotations(library)
        elif typed:
            find_quotations_for(library, typed)
        found = reports(library, by, typed)
        if named_format(output) is not None and by != "query":
            raise ExportError(f"a file for each {by} does not go into one.", "Name a folder with --output.")
        texts = ((one.name, exporter.report(one.title, one.entries)) for one in found)
    written = [_written("".join(parts), name, exporter, output) for name, parts in texts]
    if not written:
        raise NotFoundError(f"{_words(typed)} holds nothing to write by {by}.", "Nothing was written.")
    return all(written)


def _written(text: str, name: str, exporter: Exporter, output: str) -> bool:
    if output == "-":
        click.echo((safe(text) if sys.stdout.isatty() else text).encode(), nl=False)
        return True
    path = target(output, f"{name}{exporter.suffix}", exporter)
    try:
        write_parts(exporter, path, iter((text,)))
    except ExportError as error:
        click.echo(f"dateline: {safe(str(error))}", err=True)
        return False
    click.echo(safe(str(path)))
    return True


def _words(typed: str) -> str:
    return f"‘{one_line(typed)}’" if typed else "the library"
