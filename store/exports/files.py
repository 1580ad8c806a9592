"""Exports on disk: written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from store.atomic import replace
from store.errors import ExportError
from store.storages.handles import read_bytes

_SEAL = "\n<!-- Exported by Dateline, checksum {} -->\n"
_SEALED = re.compile(r"\n<!-- Exported by Dateline, checksum ([0-9a-f]{64}) -->\n\Z")


def seal(text: str) -> str:
    """The text with a last line by which a later export knows that nobody changed it since."""
    return text + _SEAL.format(hashlib.sha256(text.encode()).hexdigest())


def untouched(text: str) -> bool:
    """Whether the text is an export as it was written."""
    match = _SEALED.search(text)
    return bool(match) and hashlib.sha256(text[: match.start()].encode()).hexdigest() == match.group(1)  # type: ignore[union-attr]


def write_export(path: Path, text: str) -> None:
    """Writes the sealed text to the path, in place of an earlier untouched export.

    Raises ExportError when something else stands there, or the disk refuses; what stood there stays.
    """
    data = seal(text).encode()
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for, a device written to
            raise ExportError(f"{path} is no file.", "Name a file or a folder.")
        if path.parent.exists() and not path.parent.is_dir():
            raise ExportError(f"{path.parent} is neither a file nor a folder.", "Name another place.")
        if path.exists() and (present := read_bytes(path)) != data:
            _check_replaceable(path, present)
        elif path.exists():
            return
        replace(path, data)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}.", "Name another place.") from error


def _check_replaceable(path: Path, present: bytes) -> None:
    if not untouched(present.decode(errors="replace")):
        raise ExportError(
            f"{path} was changed by hand or is not an export.", "Move it away or name another place."
        )
