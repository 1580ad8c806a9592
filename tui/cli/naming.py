"""Which library and which release is meant, and what is said at the end: what commands and application share.

Without click, which a start of the application alone does not import.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from store import Library, NotFoundError, StorageError
from store.library import LibraryPlace, ServerName, library_named
from tui.terminal import one_line, safe

_NO_TERMINAL = "the application needs a terminal; ‘dateline --help’ lists what works without one."

#: More digits than `int` reads are no id.
_DIGITS = 1000

#: What a command that Ctrl+C stopped ends with (128 and the number of the signal, as in a shell), and says.
INTERRUPTED = 130
STOPPED = "what was done by then is kept; the same command does the rest."


def data_folder() -> Path:
    """The user's data folder for this program."""
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False)


def named_by_environment() -> LibraryPlace | None:
    """The library that ``$DATELINE_LIBRARY`` names, if any.

    Raises InvalidInputError for an address of anything else.
    """
    named = os.environ.get("DATELINE_LIBRARY")
    return library_named(named) if named else None


def existing(named: LibraryPlace | None) -> LibraryPlace:
    """The library to look into: the one that is named, else the user's own.

    Raises NotFoundError when there is none, StorageError where that cannot be seen. Whether one is on
    a server, only who opens it can tell.
    """
    from store.backups import is_being_restored

    path = named or data_folder() / "library.db"
    if isinstance(path, ServerName):
        return path  # to open it tells
    try:
        exists = path.exists() or is_being_restored(path)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}.", "Name another with --library.") from error
    if not exists and _leads_nowhere(path):
        raise StorageError(f"{path} is a link that leads nowhere.", "Name another with --library.")
    if not exists:
        raise NotFoundError(f"there is no library at {path}.", "‘dateline add PATH’ makes one.")
    return path


def _leads_nowhere(path: Path) -> bool:
    """Whether it is a link in a circle, or to a folder that is not there: nothing can be made by it."""
    try:
        return path.is_symlink() and not path.resolve().parent.is_dir()
    except (OSError, RuntimeError):
        return True


def is_id(word: str) -> bool:
    """Whether a word can be the id of a release: digits from 0 to 9, and no more of them than `int` reads."""
    return word.isascii() and word.isdecimal() and len(word) < _DIGITS


def has_terminal() -> bool:
    """Whether somebody reads and types here."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def by_lines() -> bool:
    """Whether the application is to be a sequence of lines: the terminal, or its user, says it has no screen.

    A pipe can be read from then as well.
    """
    return os.environ.get("TERM") == "dumb" and not in_browser()


def in_browser() -> bool:
    """Whether the screen is a browser's: Textual's server names the driver for one."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def why_no_application() -> str:
    """Why the application cannot run here, in words; empty where it can."""
    return "" if by_lines() or in_browser() or has_terminal() else _NO_TERMINAL


def failure(message: str) -> str:
    """How a failure is told on stderr."""
    return f"dateline: {safe(message)}"


def closed(library: Library, *, quiet: bool = False) -> list[str]:
    """Closes the library; gives, line by line, what was passed over and what failed beside the work.

    Where it is to be `quiet`, the command itself has named what could not be read.
    """
    unreadable = [] if quiet else library.unreadable()
    library.close()
    lines = [f"dateline: passed over {one_line(str(one))}" for one in unreadable]
    if unreadable:
        lines.append("dateline: ‘dateline doctor --repair’ mends such records or sets them aside.")
    return [*lines, *map(failure, library.warnings)]
