"""Whether a file can be used as a library: asked of backups, and before a restore."""

from __future__ import annotations

from pathlib import Path

from store.errors import NotALibraryError
from store.storages import kind_of


def unsound(path: Path) -> str | None:
    """Why the file is no library that can be used, or None when it is one; it is not touched."""
    try:
        return kind_of(path).unsound(path)
    except OSError as error:
        return error.strerror or str(error)


def check_sound(path: Path) -> None:
    """Raises NotALibraryError where the file cannot be used as a library."""
    reason = unsound(path)
    if reason is not None:
        raise NotALibraryError(f"{path}: {reason}.", "Name a sound backup.")
