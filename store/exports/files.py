"""Exports on disk: written whole or not at all, and never over what somebody else wrote.

What has a seal gives way to a later export while nobody has changed it. What has none cannot be told from
somebody's work, so a later export goes elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from store.atomic import create, replace
from store.errors import ExportError
from store.exports.exporter import Exporter, Marked
from store.storages import read_bytes

_SEAL = "\n<!-- Exported by Dateline, checksum {} -->\n"
_SEALED = re.compile(r"\n<!-- Exported by Dateline, checksum ([0-9a-f]{64}) -->\n\Z")


def seal(text: str) -> str:
    """The text with a last line by which a later export knows that nobody changed it since."""
    return text + _SEAL.format(hashlib.sha256(text.encode()).hexdigest())


def untouched(text: str) -> bool:
    """Whether the text is an export as it was written."""
    match = _SEALED.search(text)
    return bool(match) and hashlib.sha256(text[: match.start()].encode()).hexdigest() == match.group(1)  # type: ignore[union-attr]


def parts(exporter: Exporter, marked: Iterable[Marked], **options: bool) -> Iterator[str]:
    """What a file of the format holds: part by part, or as one where the whole is sealed."""
    written = exporter.write(marked, **options)
    return iter((seal("".join(written)),)) if exporter.sealed else written


def write(exporter: Exporter, path: Path, marked: Iterable[Marked], **options: bool) -> None:
    """Writes what was marked to the path, in the format; of what is not sealed one part at a time.

    Raises ExportError when what stands there may be somebody's work, or the disk refuses; what stood there
    stays.
    """
    written = exporter.write(marked, **options)
    if exporter.sealed:
        write_sealed(path, "".join(written))
    else:
        write_new(path, written)


def write_sealed(path: Path, text: str) -> None:
    """Writes the sealed text to the path, in place of an earlier untouched export.

    Raises ExportError as `write` does.
    """
    data = seal(text).encode()
    with _refused(path):
        if path.exists() and (present := read_bytes(path)) != data:
            _check_replaceable(path, present)
        elif path.exists():
            return
        replace(path, data)


def write_new(path: Path, texts: Iterable[str]) -> None:
    """Writes one text after the other to the path, where nothing stands yet.

    Raises ExportError as `write` does.
    """
    taken = ExportError(
        f"{path} is there already, and nothing in it tells whether somebody changed it.",
        "Move it away or name another place.",
    )
    with _refused(path):
        if path.exists():
            raise taken
        try:
            create(path, (text.encode() for text in texts))
        except FileExistsError:
            raise taken from None


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Raises ExportError for a place that takes no file, and for what the system refuses meanwhile."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for, a device written to
            raise ExportError(f"{path} is no file.", "Name a file or a folder.")
        if path.parent.exists() and not path.parent.is_dir():
            raise ExportError(f"{path.parent} is neither a file nor a folder.", "Name another place.")
        yield
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}.", "Name another place.") from error


def _check_replaceable(path: Path, present: bytes) -> None:
    if not untouched(present.decode(errors="replace")):
        raise ExportError(
            f"{path} was changed by hand or is not an export.", "Move it away or name another place."
        )
