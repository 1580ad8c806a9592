"""The references that lie beside texts for Pandoc: written anew while they are as they were written last."""

from __future__ import annotations

import json
from pathlib import Path

from store.atomic import replace
from store.errors import ExportError
from store.exports.exporter import Exporter
from store.exports.marked_releases import marked
from store.exports.registry import EXPORTERS
from store.exports.unchanged import Wrote, with_line_feeds, written_before
from store.library import Library

#: What stands for a release's id and digest where a file is of all releases.
_ALL, _MADE_OF = 0, b"all"


def write_beside(
    library: Library, exporter: Exporter, folder: Path, ids: list[int], cache: Path | None = None
) -> Path | None:
    """Writes what belongs beside the files of a format, and gives it; None where nothing does.

    Args:
        library: whose releases they are.
        exporter: the format.
        folder: where its files are.
        ids: releases that are in it beside all in which something is marked.
        cache: where is kept what was written; the user's cache folder where it is None.

    Raises ExportError where somebody changed the file, or the disk refuses.
    """
    if not exporter.beside:
        return None
    form = EXPORTERS[exporter.beside]
    path = folder / form.one_file
    everything = sorted({*library.releases.annotated(), *ids})
    data = b"".join(
        part if isinstance(part, bytes) else part.encode() for part in form.write(marked(library, everything))
    )
    with written_before(form, folder, {}, cache) as written:
        try:
            there = path.read_bytes() if path.exists() else None
            if there is not None and with_line_feeds(there) != data:
                if path not in written.unchanged({_ALL: _MADE_OF}).values() and not _has_all(data, there):
                    raise ExportError(f"{path} was changed by hand or is not an export.", "Move it away.")
                replace(path, data)
            elif there is None:
                replace(path, data)
        except OSError as error:
            raise ExportError(f"{path}: {error.strerror}.", "Name another place.") from error
        written.keep([Wrote(_ALL, _MADE_OF, path, data)])
    return path


def _has_all(data: bytes, earlier: bytes) -> bool:
    """Whether nothing of an earlier list of references is lost by one to be written in its place.

    So it may be written though nobody knows who wrote the earlier one, as on a second computer.
    """
    try:
        old, new = json.loads(earlier), json.loads(data)
    except ValueError:
        return False
    return isinstance(old, list) and isinstance(new, list) and all(one in new for one in old)
