"""Completing the path of a file or folder as one types it."""

from __future__ import annotations

import os
from pathlib import Path

from store.urls import is_url

#: Names that are looked at in a folder: nobody completes among more.
_LOOKED_AT = 5000


def at_home(typed: str) -> Path:
    """The path that was typed, “~” being a user's home; as it stands where there is no such user."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def completed(typed: str) -> tuple[str, list[str]]:
    """What was typed, made longer as far as only one way leads on, and the names it may become.

    Folders end in a slash; hidden names come where a full stop was typed. A URL is left as it is, and so is
    what names no folder.
    """
    if is_url(typed):
        return typed, []
    folder, begun = os.path.split(typed)
    try:
        names = sorted(_names(Path(folder or ".").expanduser(), begun))
    except (OSError, RuntimeError, ValueError):  # no such folder, no such user, no name at all
        return typed, []
    longest = os.path.commonprefix(names)  # noqa: RUF071  # by characters, as one types
    return (os.path.join(folder, longest) if longest else typed), names  # noqa: PTH118  # as it was typed


def _names(folder: Path, begun: str) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _LOOKED_AT:
                break
            if entry.name.startswith(begun) and (begun or not entry.name.startswith(".")):
                found.append(entry.name + (os.sep if entry.is_dir() else ""))
    return found
