"""What stands in a file of settings."""

from __future__ import annotations

import errno
from pathlib import Path


def written_in(path: Path) -> str:
    """The text of the file. Raises OSError where there is none, or no file but a pipe; UnicodeDecodeError."""
    if path.exists() and not path.is_file():  # a pipe, a device
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return path.read_text(encoding="utf-8")
