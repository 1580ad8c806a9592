"""What SQLite's own checks find in a library's file, in words for who uses it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from store.errors import NotALibraryError
from store.storages import handles
from store.storages.rows import Complaints

#: Complaints of SQLite's that are listed at most.
COMPLAINTS = 20
#: Damaged pages that are named at most.
_NAMED = 5
_OF_INDEX = re.compile("missing from index|entries in index|non-unique entry in index")
_INDEX_NAME = re.compile(r"(?:from|in) index (\S+)$")
_PAGE = re.compile(r"\b[Pp]age (\d+)")


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing wrong in what the connection sees, indexes left out; it reads all of it.

    Raises sqlite3.Error.
    """
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))


def is_whole_with_log(path: Path) -> bool:
    """Whether SQLite finds nothing wrong in a file and its log together."""
    try:
        with closing(handles.connect(path, "mode=ro")) as connection:
            return is_whole(connection)
    except sqlite3.Error:
        return False


def complaints(query: Callable[[str], list[Any]]) -> list[str]:
    """SQLite's complaints about its file, https://www.sqlite.org/pragma.html#pragma_integrity_check.

    A document that is no JSON keeps an index from being checked; it is a matter of its row.
    """
    for check in ("integrity_check", "quick_check"):
        try:
            rows = query(f"PRAGMA {check}({COMPLAINTS})")
        except NotALibraryError as error:
            if check == "quick_check" or "malformed json" not in str(error.__cause__).lower():
                return [error.message]
        else:
            lines = [" ".join(str(complaint).split()) for (complaint,) in rows]
            return [line for line in lines if line != "ok" and "malformed json" not in line.lower()]
    return []


def in_words(found: Iterable[str]) -> Complaints:
    """What SQLite complains of, as sentences: of indexes, which can be made anew, and of the file.

    Its own lines name b-trees and cells, https://www.sqlite.org/pragma.html#pragma_integrity_check.
    """
    lines = list(found)
    of_index = [line for line in lines if _OF_INDEX.search(line)]
    names = sorted({name for line in of_index for name in _INDEX_NAME.findall(line)})
    indexes = [f"the index “{name}” does not match its table" for name in names]
    if of_index and not names:
        indexes = ["an index does not match its table"]
    rest = [line for line in lines if line not in of_index]
    pages = sorted({int(number) for line in rest for number in _PAGE.findall(line)})
    if not rest:
        return Complaints(indexes, [])
    if not pages:
        return Complaints(indexes, [f"the file is damaged in {len(rest)} place{'s' * (len(rest) > 1)}"])
    named = ", ".join(map(str, pages[:_NAMED])) + (" …" if len(pages) > _NAMED else "")
    return Complaints(indexes, [f"the file is damaged: page{'s' * (len(pages) > 1)} {named}"])
