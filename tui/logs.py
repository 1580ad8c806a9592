"""What the program did, in a file of the state folder: for whoever looks for why something went wrong.

It holds what was done and when, paths of libraries, and errors by their names; never what a user wrote or
read.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from tui.build import build
from tui.drafts import state_folder

#: Bytes of the file from which on another is begun; the one before is kept beside it.
_MOST_BYTES = 1_000_000


def begin_log() -> Path:
    """Has our own modules log from now on, and gives the file. Raises OSError where it cannot be written."""
    path = state_folder() / "dateline.log"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _MOST_BYTES:
        path.replace(path.with_suffix(".log.old"))
    path.touch(mode=0o600)
    handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    for name in ("store", "tui"):  # of other libraries' one knows not what they write down
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        logger.propagate = False
    python = sys.version.split()[0]
    logging.getLogger(__name__).info("Dateline %s, Python %s, %s", build(), python, sys.platform)
    return path
