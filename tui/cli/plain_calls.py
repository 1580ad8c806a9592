"""Calls that are plain enough to be understood without click, and are what scripts make again and again.

To import click takes longer than they do. Whatever is not certain here, mistakes among it, is left to it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from store import DatelineError, Library, open_library
from store.library import LibraryPlace, library_named
from tui.cli import lookups
from tui.cli.naming import INTERRUPTED, STOPPED, closed, existing, failure, is_id, named_by_environment
from tui.cli.output import why_unwritten, write_nowhere

Look = Callable[..., None]

#: The commands, by how many ids they take at least and at most.
_LOOKS: dict[str, tuple[Look, int, int]] = {
    "list": (lookups.list_releases, 0, 0),
    "show": (lookups.show_release, 1, 1),
    "tags": (lookups.list_tags, 0, 0),
    "history": (lookups.print_history, 0, 1),
}


class PlainCall(NamedTuple):
    """A command as click would understand it."""

    command: str
    ids: tuple[int, ...]
    library: LibraryPlace | None
    """What ``--library`` names."""
    as_json: bool

    def look(self, library: Library) -> None:
        """Prints what it asks for. Raises DatelineError."""
        _LOOKS[self.command][0](library, *self.ids, as_json=self.as_json)


def plain_call(arguments: Sequence[str]) -> PlainCall | None:
    """The call that a command line makes; None where it needs click."""
    words: list[str] = []
    library, as_json = None, False
    left = iter(arguments)
    for word in left:
        if word == "--library" and library is None:
            library = _library_named(next(left, ""))
            if library is None:
                return None
        elif word == "--json" and words:
            as_json = True
        else:
            words.append(word)
    command, *ids = words or [""]
    if command not in _LOOKS or not all(map(is_id, ids)):
        return None
    _, least, most = _LOOKS[command]
    return PlainCall(command, tuple(map(int, ids)), library, as_json) if least <= len(ids) <= most else None


def _library_named(given: str) -> LibraryPlace | None:
    if not given.strip() or given.startswith("-"):
        return None
    try:
        return library_named(given)
    except DatelineError:
        return None


def run_plain(call: PlainCall) -> int:
    """Opens the library, prints what is asked for, and gives the exit code."""
    try:
        library = open_library(existing(call.library or named_by_environment()))
        try:
            call.look(library)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader has gone, as ``head`` does when it has enough
            write_nowhere()
        finally:
            for line in closed(library):
                print(line, file=sys.stderr)  # noqa: T201
    except DatelineError as error:
        return _told(failure(str(error)), 1)
    except OSError as error:
        if not (reason := why_unwritten(error)):
            raise
        write_nowhere()
        return _told(failure(reason), 1)
    except KeyboardInterrupt:
        return _told(f"\nStopped: {STOPPED}", INTERRUPTED)
    return 0


def _told(message: str, code: int) -> int:
    print(message, file=sys.stderr)  # noqa: T201
    return code
