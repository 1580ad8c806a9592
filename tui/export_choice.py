"""What the command line and the screen have in common when they export: which format, and where to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from store import ExportError, Library
from store.exports import (
    EXPORTERS,
    Exporter,
    file_name,
    marked,
    of_library,
    template_exporter,
    write,
    write_each,
)
from tui.config import config_file

Item = TypeVar("Item")

#: The format where nobody names another.
DEFAULT = EXPORTERS["markdown"]

#: Each format's suffix, as in ".md or .csv".
SUFFIXES = " or ".join(dict.fromkeys(exporter.suffix for exporter in EXPORTERS.values()))


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
    path = Path(name).expanduser()
    own = config_file().parent / _TEMPLATES
    found = next((one for one in (path, own / name) if one.is_file()), None)
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
        return path / name
    if named.suffix != exporter.suffix:
        raise ExportError(
            f"{output} is named as {named.name}, not {exporter.name}.",
            f"Name a file that ends in {exporter.suffix}, or a folder.",
        )
    return path


def _place(output: str, name: str = "") -> tuple[Path, Exporter | None]:
    try:
        path = Path(output).expanduser()
        is_folder = path.is_dir()
        os.fsencode(path / name)
        if "\0" in output:
            raise ValueError("a name holds no NUL")
    # A name too long; the home of a user who does not exist; what no file can be called.
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise ExportError(f"{output}: {reason}.", "Name another place.") from error
    formats = (one for one in EXPORTERS.values() if one.suffix == path.suffix and not is_folder)
    return path, next(formats, None)


def proposed_name(library: Library, release_id: int) -> str:
    """What a file with one release is called. Raises NotFoundError, UnreadableRecordError."""
    return file_name(library.releases.get(release_id), DEFAULT.suffix)


def export_releases(
    library: Library, ids: Sequence[int], output: str, progress: Callable[[int, int], None]
) -> Path:
    """Writes releases into one file of a format that takes several, else into a folder, and gives it.

    Stopped by an exception from `progress`, it leaves whole files; of one file for all what stood there.

    Args:
        library: whose releases they are.
        ids: which ones.
        output: a file or folder.
        progress: called with how many are done, and how many there are.

    Raises ExportError, for the first that is refused when the rest is written; NotFoundError,
    UnreadableRecordError.
    """
    exporter = of_library(named_format(output) or DEFAULT, library)
    path = target(output, exporter.one_file or "", exporter)
    if exporter.one_file:
        write(exporter, path, _counted(marked(library, ids), len(ids), progress))
        return path
    if named_format(output):
        raise ExportError(f"{len(ids)} releases do not go into one file.", "Name a folder, or a .csv file.")
    files = _counted(write_each(exporter, path, marked(library, ids)), len(ids), progress)
    refused = [error for _, error in files if error is not None]
    if refused:
        more = f" And {len(refused) - 1} more." if len(refused) > 1 else ""
        raise ExportError(refused[0].message, refused[0].way_out + more)
    return path


def _counted(items: Iterable[Item], total: int, progress: Callable[[int, int], None]) -> Iterator[Item]:
    progress(0, total)
    for done, item in enumerate(items, 1):
        yield item
        progress(done, total)


def export_release(library: Library, release_id: int, output: str) -> Path:
    """Writes one release in the format that the output is named as, and gives the file.

    Raises ExportError, NotFoundError, UnreadableRecordError.
    """
    exporter = of_library(named_format(output) or DEFAULT, library)
    name = exporter.one_file or file_name(library.releases.get(release_id), exporter.suffix)
    path = target(output, name, exporter)
    write(exporter, path, marked(library, [release_id]))
    return path
