"""Exporting from the command line and from the screen: which releases, and where to."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from store import ExportError, Library, UnreadableRecordError
from store.exports import EXPORTERS
from store.exports.files import seal, write_export
from tui.terminal import safe

_FORMAT = EXPORTERS["markdown"]


def rendered(library: Library, release_id: int) -> tuple[str, str]:
    """The file name and the text of one release's export. Raises NotFoundError."""
    release = library.releases.get(release_id)
    text = _FORMAT.render(release, library.releases.text(release_id), library.annotations.of(release_id))
    return _FORMAT.file_name(release), text


def target(output: str, name: str) -> Path:
    """The file to write: the output itself when it is named as one, else the name in that folder."""
    try:
        path = Path(output).expanduser()
        is_file = path.suffix == _FORMAT.suffix and not path.is_dir()
        os.fsencode(path / name)
        if "\0" in output:
            raise ValueError("a name holds no NUL")
    # A name too long; the home of a user who does not exist; what no file can be called.
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise ExportError(f"{output}: {reason}.", "Name another place.") from error
    return path if is_file else path / name


def export_releases(library: Library, release_ids: list[int], output: str) -> bool:
    """Writes each release and says where; False when something was refused, the rest is written.

    Raises NotFoundError for an id that does not exist, before anything is written, and
    ExportError for several releases into one file.
    """
    ids = list(dict.fromkeys(release_ids)) or library.releases.annotated()
    for release_id in ids:
        library.releases.get(release_id)
    if output != "-" and len(ids) > 1 and target(output, "x") == Path(output).expanduser():
        raise ExportError(f"{len(ids)} releases do not go into one file.", "Name a folder with --output.")
    written = [_export(library, release_id, output) for release_id in ids]
    return all(written)


def _export(library: Library, release_id: int, output: str) -> bool:
    try:
        name, text = rendered(library, release_id)
    except UnreadableRecordError as error:  # one that cannot be read keeps no other from being written
        click.echo(f"dateline: {safe(str(error))}", err=True)
        return False
    if output == "-":
        sealed = seal(text)
        # Escape sequences are kept in a file and a pipe; a terminal would obey them.
        click.echo((safe(sealed) if sys.stdout.isatty() else sealed).encode(), nl=False)
        return True
    path = target(output, name)
    try:
        write_export(path, text)
    except ExportError as error:
        click.echo(f"dateline: {safe(str(error))}", err=True)
        return False
    click.echo(safe(str(path)))
    return True
