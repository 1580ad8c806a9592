"""What the command line and the screen have in common when they export: which format, and where to."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from store import DatelineError, ExportError, InvalidInputError, Library
from store.errors import ChangedByHandError
from store.exports import (
    EXPORTERS,
    Exporter,
    Marked,
    Over,
    file_name,
    marked,
    of_library,
    template_exporter,
    write,
    write_beside,
    write_each,
    write_parts,
)
from store.exports.markdown import note_file
from store.urls import no_url
from tui.config import config_file
from tui.paths import at_home
from tui.report_choice import reports

Item = TypeVar("Item")

#: The format where nobody names another.
DEFAULT = EXPORTERS["markdown"]

#: What names a file, and not a folder such as “release 1.2”.
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
#: The folder beside the settings that holds a user's own templates.
_TEMPLATES = "templates"


def templates() -> list[Path]:
    """The user's own, by name; none where there is no such folder."""
    folder = config_file().parent / _TEMPLATES
    try:
        return sorted(path for path in folder.iterdir() if path.is_file() and path.name[:1] != ".")
    except OSError:
        return []


def templated(name: str) -> Exporter:
    """The format of a template: the file of that path, else the user's own of that name.

    Raises ExportError where there is none, or it cannot be read.
    """
    path = at_home(name)
    own = config_file().parent / _TEMPLATES
    try:
        found = next((one for one in (path, own / name) if one.is_file()), None)
    except OSError as error:  # a name too long, a folder that may not be entered
        raise ExportError(f"{name}: {error.strerror}.", "Name another template.") from error
    if found is None:
        raise ExportError(f"there is no template {name}.", f"Give its path, or put it into {own}.")
    return template_exporter(found.absolute(), [own])


def named_format(output: str) -> Exporter | None:
    """The format that the output is named as, the first of those with its suffix; None where it is a folder.

    Raises ExportError.
    """
    return _place(output)[1]


def target(output: str, name: str, exporter: Exporter) -> Path:
    """The file to write: the output itself when it is named as one, else the name in that folder.

    Raises ExportError for what no file can be called, and what is named as another format.
    """
    path, named = _place(output, name)
    if named is None:
        if _ENDING.fullmatch(path.suffix) and not output.endswith(os.sep) and not path.is_dir():
            raise ExportError(
                f"{output}: no format is written into a file that ends in {path.suffix}.",
                f"‘dateline export --list’ shows those there are; a folder is named as {output}{os.sep}.",
            )
        return path / name
    if named.suffix != exporter.suffix:
        raise ExportError(
            f"{output} is named as {named.name}, not {exporter.name}.",
            f"Name a file that ends in {exporter.suffix}, or a folder.",
        )
    return path


def _place(output: str, name: str = "") -> tuple[Path, Exporter | None]:
    try:
        path = Path(no_url(output)).expanduser()
        is_folder = path.is_dir()
        os.fsencode(path / name)
        if "\0" in output:
            raise ValueError("a name holds no NUL")
    except InvalidInputError as error:
        raise ExportError(error.message, error.way_out) from error
    # A name too long; the home of a user who does not exist; what no file can be called.
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise ExportError(f"{output}: {reason}.", "Name another place.") from error
    formats = (one for one in EXPORTERS.values() if one.suffix == path.suffix and not is_folder)
    return path, next(formats, None)


def proposed_name(library: Library, release_id: int) -> str:
    """What a file with one release is called. Raises NotFoundError, UnreadableRecordError."""
    return file_name(library.releases.get(release_id), DEFAULT.suffix)


class Exported(NamedTuple):
    """What an export has written."""

    path: Path
    """The file, or the folder the files are in."""
    by_hand: Sequence[Path]
    """Files that were left as they are, for somebody changed them."""


def export_releases(
    library: Library,
    ids: Sequence[int],
    output: str,
    chosen: Exporter = DEFAULT,
    progress: Callable[[int, int], None] = lambda done, total: None,
    over: Over = "refuse",
) -> Exported:
    """Writes releases into the file that the output is named as, else into a folder.

    Stopped by an exception from `progress`, it leaves whole files; of one file for all what stood there.

    Args:
        library: whose releases they are.
        ids: which ones.
        output: a file or folder.
        chosen: the format; where the output is named as a file of another, that one is meant.
        progress: called with how many are done, and how many there are.
        over: what becomes of what was changed by hand.

    Raises ExportError, for the first that is refused when the rest is written; NotFoundError,
    UnreadableRecordError.
    """
    named = named_format(output)
    exporter = of_library(chosen if named is None or named.suffix == chosen.suffix else named, library)
    releases = _counted(marked(library, ids), len(ids), progress)
    path = target(output, exporter.one_file or "", exporter)
    if exporter.one_file:
        write(exporter, path, releases)
        return Exported(path, ())
    if named is None:
        done = list(write_each(exporter, path, releases, lambda wrote: None, over))
        write_beside(library, exporter, path, list(ids))
    elif len(ids) == 1:
        done = [_alone(exporter, path, releases, over)]
    else:
        raise ExportError(f"{len(ids)} releases do not go into one file.", "Name a folder, or a .csv file.")
    by_hand = [at for at, error in done if isinstance(error, ChangedByHandError) and note_file(at)]
    refused = [error for at, error in done if error is not None and at not in by_hand]
    if refused:
        more = f" And {len(refused) - 1} more." if len(refused) > 1 else ""
        raise ExportError(refused[0].message, refused[0].way_out + more)
    return Exported(done[0][0] if len(done) == 1 else path, by_hand)


def export_again(
    library: Library,
    notes: Sequence[Path],
    chosen: Exporter,
    progress: Callable[[int, int], None],
    over: Over,
) -> Exported:
    """Writes notes of releases that somebody changed again; gives the last, or the folder of several.

    Raises as `export_releases` does.
    """
    path = notes[0]
    for number, at in enumerate(notes):
        progress(number, len(notes))
        found = note_file(at)
        if found is not None and found.release is not None:
            path = export_releases(library, [found.release[0]], str(at), chosen, over=over).path
    return Exported(path if len(notes) == 1 else path.parent, ())


def _alone(
    exporter: Exporter, path: Path, releases: Iterable[Marked], over: Over
) -> tuple[Path, DatelineError | None]:
    try:
        return write(exporter, path, releases, over), None
    except ChangedByHandError as error:
        return path, error


def _counted(items: Iterable[Item], total: int, progress: Callable[[int, int], None]) -> Iterator[Item]:
    progress(0, total)
    for done, item in enumerate(items, 1):
        yield item
        progress(done, total)


def export_reports(
    library: Library,
    by: str,
    output: str,
    chosen: Exporter,
    progress: Callable[[int, int], None],
    only: str = "",
    over: Over = "refuse",
) -> Exported:
    """Writes a file for each tag or speaker, for the one that is named, or one report of all, into a folder.

    Raises ExportError, for the first that is refused when the rest is written, for a format that has no
    reports, and where there is none of that name.
    """
    if chosen.report is None:
        raise ExportError(f"{chosen.name} has no reports.", "Choose markdown or one of its kin.")
    if by == "speaker":
        library.quoting.make(progress)
    folder, refused, by_hand = target(output, "", chosen), list[ExportError](), list[Path]()
    if named_format(output) is not None:
        raise ExportError("reports do not go into one file.", "Name a folder.")
    wanted = (one for one in reports(library, by) if not only or one.title.casefold() == only.casefold())
    number = 0
    for number, one in enumerate(wanted, 1):
        progress(number - 1, number)
        path = folder / f"{one.name}{chosen.suffix}"
        try:
            write_parts(chosen, path, chosen.report(one.title, one.entries), over)
        except ChangedByHandError as error:
            if note_file(path) is None:
                refused.append(error)
            else:
                by_hand.append(path)
        except ExportError as error:
            refused.append(error)
    if refused:
        raise refused[0]
    if only and not number:
        raise ExportError(f"there is nothing of {only}.", "Name another, or none for all.")
    return Exported(folder, by_hand)
