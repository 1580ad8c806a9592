"""Names for what lies beside a file: made of its name, and no longer than a file system allows."""

from __future__ import annotations

import os
from pathlib import Path

#: The longest name most file systems keep, in bytes (POSIX NAME_MAX on Linux, macOS and the BSDs).
LONGEST_NAME = 255
#: What SQLite or a storage may append to a name, in bytes: ``-journal``.
_ROOM = 8


def beside(path: Path, before: str, after: str, *, stem: str | None = None) -> Path:
    """The path whose name is the file's, or the `stem` of it, between two pieces.

    A name that would be too long is cut, and told from others by a digest of the whole.
    """
    name = path.name if stem is None else stem
    room = LONGEST_NAME - _ROOM - len(os.fsencode(before + after))
    encoded = os.fsencode(name)
    if len(encoded) > room:
        import hashlib  # 3 ms; few names are so long

        digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]
        cut = encoded[: room - len(digest) - 1]
        while cut and cut.decode(errors="replace").endswith("\ufffd") and len(cut) > room - len(digest) - 5:
            cut = cut[:-1]  # not through the middle of a character
        name = f"{os.fsdecode(cut)}-{digest}"
    return path.parent / f"{before}{name}{after}"
