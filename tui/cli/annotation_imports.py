"""The subcommand ``import``: what was marked in other programs and libraries."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from store import InvalidInputError, Library
from store.exports.markdown import is_report, release_in
from store.formats import MAX_MANY_BYTES
from store.imports import IMPORTERS, Brought, Importer, Outcome, importer_of, take_in
from store.wording import many
from tui.cli import shell_values
from tui.cli.file_arguments import file_named
from tui.cli.note_importing import import_note
from tui.cli.progress import shown
from tui.cli.root import Stopped, existing_library, library_option, tell, writable_library
from tui.paths import at_home
from tui.terminal import safe

#: What names standard input in the place of a file.
_STDIN = "-"
#: What is named one by one of what was not taken in.
_NAMED = 10


@click.command("import")
@click.argument(
    "files", metavar="FILE|-...", nargs=-1, required=True, type=file_named, shell_complete=shell_values.files
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(IMPORTERS)),
    help="What it is.  [default: what its content tells]",
)
@library_option
@click.pass_context
def import_(ctx: click.Context, files: tuple[str, ...], format_name: str | None) -> None:
    """Import annotations made in other programs.

    FILE is of the W3C's Web Annotations, as ‘export --format webannotation’ writes them, or what Hypothesis
    gives; or a project or codebook of REFI-QDA, which brings its releases along; or an exported note, of
    which tags and notes that were changed in it come back; - is standard input. A passage is marked where its
    words are in the release that its address names; where they are no more it is an orphan, and where the
    release is not in the library it is kept until that comes. The same again adds nothing. u in the
    application takes a file back as one step. Exit code 1: a file is no such file, or some of a note was not
    taken in.
    """
    brought = [_brought(file, format_name) for file in files]
    # What brings releases along may be the first that a library holds.
    anew = any(one is not None and one[0].with_releases for one in brought)
    library = writable_library() if anew else existing_library()
    whole = [_import(library, file, one) for file, one in zip(files, brought, strict=True)]
    ctx.exit(0 if all(whole) else 1)


def _brought(file: str, format_name: str | None) -> tuple[Importer, Brought] | None:
    """What the file holds and in which form; None for an exported note, which is read beside the library."""
    data, named = _read(file), _called(file)
    if format_name is None and release_in(data) is not None:
        if file == _STDIN:
            raise InvalidInputError(f"{named} is an exported note.", "Such a one is read as a file: name it.")
        return None
    if is_report(data):
        raise InvalidInputError(
            f"{named} is a report: what was changed in it stays there.",
            "Change the note of the release, or what is marked in Dateline.",
        )
    importer = IMPORTERS[format_name] if format_name else importer_of(named, data)
    try:
        return importer, importer.read(data)
    except InvalidInputError as error:
        raise InvalidInputError(f"{named}: {error.message}", error.way_out) from error


def _called(file: str) -> str:
    return "standard input" if file == _STDIN else file


def _import(library: Library, file: str, what: tuple[Importer, Brought] | None) -> bool:
    """Takes the file in and says what came of it; False where some of a note was not taken in."""
    if what is None:
        return import_note(library, at_home(file))
    importer, brought = what
    name = Path(_called(file)).name
    place = name if file == _STDIN else os.path.normpath(at_home(file).absolute())
    with shown("Importing") as show:
        try:
            outcome = take_in(
                library, brought, name, place=place, format=importer.name,
                progress=lambda done, total: show(done, total, 0),
            )  # fmt: skip
        except KeyboardInterrupt:
            raise Stopped(f"nothing of {name} was taken in; the same command does it.") from None
    tell(_words(outcome))
    for line in _not_taken(outcome):
        click.echo(f"dateline: {safe(line)}", err=True)
    return True


def _read(file: str) -> bytes:
    """The bytes of the file. Raises InvalidInputError where it cannot be read, or is far too long."""
    try:
        if file == _STDIN:
            data = sys.stdin.buffer.read(MAX_MANY_BYTES + 1)
        else:
            with at_home(file).open("rb") as opened:
                data = opened.read(MAX_MANY_BYTES + 1)
    except IsADirectoryError as error:
        way_out = f"Name the files in it; ‘dateline add {file}’ adds the releases in it."
        raise InvalidInputError(f"{file} is a folder.", way_out) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInputError(f"{file} cannot be read: {reason}.", "Name another file.") from error
    if len(data) > MAX_MANY_BYTES:
        raise InvalidInputError(
            f"{_called(file)} has more than {MAX_MANY_BYTES // 1_000_000} MB.", "Import it in parts."
        )
    return data


def _words(outcome: Outcome) -> str:
    """``2 new, 1 orphaned of them; 1 changed, 3 there already``, and what became of tags."""
    orphaned = f", {outcome.orphaned} orphaned of them (‘dateline orphans’ lists them)"
    told = f"{outcome.made} new{orphaned if outcome.orphaned else ''}; "
    told += f"{outcome.changed} changed, {outcome.there} there already"
    of_tags = ((outcome.tags, "new tag"), (outcome.described, "described tag"))
    counted = [f"{many(outcome.releases, 'release')} brought along"] if outcome.releases else []
    counted += [many(count, what) for count, what in of_tags if count]
    if outcome.on_releases:
        counted.append(f"{many(outcome.on_releases, 'tag')} given to whole releases")
    return "; ".join([told, *counted])


def _not_taken(outcome: Outcome) -> Iterator[str]:
    """What of a file is not in the library."""
    homeless = list(outcome.homeless.items())
    for name, count in homeless[:_NAMED]:
        yield f"{many(count, 'passage')} of {name or 'a release without a name'}: it is not in the library."
    if len(homeless) > _NAMED:
        yield f"so of {len(homeless) - _NAMED} more releases."
    if homeless:
        yield "they are kept (‘dateline orphans’ lists them), and marked once their release is added."
    if outcome.missing:
        names = ", ".join(f"“{name}”" for name in outcome.missing[:_NAMED])
        more = f" and {len(outcome.missing) - _NAMED} more" if len(outcome.missing) > _NAMED else ""
        yield f"the words of {names}{more} are not in the file; what was marked in them is kept as orphans."
    if outcome.left:
        yield f"there is no place for {'; '.join(outcome.left[:_NAMED])}."
    if len(outcome.left) > _NAMED:
        yield f"nor for {len(outcome.left) - _NAMED} things more."
