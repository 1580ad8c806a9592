"""Opening an address or a file with the system's own opener."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from store import DatelineError
from store.urls import is_url, path_of

#: Schemes that are opened; any other may run what a stranger wrote.
_SCHEMES = frozenset({"http", "https", "mailto"})
#: Seconds in which an opener says that it failed; one that still runs then has become the program.
_PATIENCE = 5.0


class NotOpenedError(DatelineError):
    """Something was not opened outside, for its kind or because nothing there opens it."""

    title = "Not opened"


def open_outside(place: str) -> str:
    """Opens a URL or the file of a path, never through a shell; gives what was opened. For a thread.

    Raises NotOpenedError for what is neither ``http:``, ``https:``, ``mailto:`` nor a file that is there, of
    a format Dateline reads, and where the system can open nothing.
    """
    what = openable(place)
    if sys.platform == "win32":
        try:
            os.startfile(what)
        except OSError as error:
            raise _not_opened(what, f"{error.strerror}.") from error
        return what
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        raise _not_opened(what, f"This system has no {name}.")
    nowhere = subprocess.DEVNULL
    try:
        opener = subprocess.Popen(
            [program, what], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
        code = opener.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return what
    except OSError as error:
        raise _not_opened(what, f"{name}: {error.strerror}.") from error
    if code:
        raise _not_opened(what, f"{name} found nothing that opens it.")
    return what


def openable(place: str) -> str:
    """The URL, or the file's path, that may be opened. Raises NotOpenedError as `open_outside` does."""
    path = path_of(place) if is_url(place) else Path(place)
    if path is not None and path.is_absolute():
        # Unlike Path.is_file() it raises nothing where the system does not let one look.
        if not os.path.isfile(path):  # noqa: PTH113
            raise _not_opened(place, "There is no such file any more.")
        from store.formats import known_by_name  # the first frame needs it not

        if not known_by_name(path.name):
            raise _not_opened(place, "Only files of formats that Dateline reads are opened.")
        return str(path)
    try:
        scheme = urlsplit(place).scheme
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES or not place.isprintable():
        raise _not_opened(place, "Only http, https and mailto addresses and files are opened.")
    return place


def _not_opened(what: str, why: str) -> NotOpenedError:
    return NotOpenedError(f"{what} was not opened.", why)
