"""The groups as they were found last, kept in the library's own file: at nearly every start none is new."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import Any

from store.errors import DatelineError
from store.library import Library
from store.storages import KeptAnswer

SIGNATURES = "signatures"
#: What the groups follow from.
_TABLES = ("releases", "texts", SIGNATURES, "apart")
#: A row that is new concerns the group of its text alone, if any. A release whose text stays the same stays
#: in its group, where it may come to stand elsewhere. One that could not be read (`known_signatures`) was in
#: none; JSON that is broken may not break off what somebody writes.
_NEW = "was.id IS NULL"
_SAME_TEXT = (
    f"{_NEW} OR CASE WHEN json_valid(was.document) AND json_valid(NEW.document) THEN"
    " json_type(was.document, '$.text_id') = 'integer'"
    " AND json_type(was.document, '$.date') IN ('text', 'null')"
    " AND ifnull(json_type(was.document, '$.published'), 'null') IN ('text', 'null')"
    " AND json_extract(was.document, '$.text_id') = json_extract(NEW.document, '$.text_id') END"
)

Found = tuple[Sequence[int], float]
"""The releases of a group in its order, and their similarity."""


class KeptGroups:
    """Gives the groups that still hold, and keeps what was found where the library's file can hold it."""

    def __init__(self, library: Library, version: str) -> None:
        """Args: a library, and the version of the way groups are found."""
        self._storage = library.tables.storage
        self._read_only = library.read_only
        self._version = version
        self._token = token_hex(8)

    def groups(self) -> tuple[list[Found], list[int]] | None:
        """The groups, and the ids of releases and texts that are new since they were found, and of releases
        changed but for their text: groups may have more releases, or another order. None where none are kept,
        or anything else has changed."""
        with suppress(sqlite3.Error, ValueError, TypeError), self._answer() as answer:  # damaged: found anew
            if answer is not None:
                return _held(answer)
        return None

    def go_on(self, found: list[Found], changed: list[int]) -> bool:
        """Takes note that the groups are being brought up to date from these; False where they hold no more,
        or more has changed."""
        with suppress(DatelineError, sqlite3.Error, ValueError, TypeError), self._written() as answer:
            if answer is not None and _held(answer) == (found, changed):
                answer.begin(self._token)
                return True
        return False

    def begin(self, *, anew: bool = True) -> None:
        """Takes note that the groups are being found in what is there now, or that this goes on."""
        # What is kept saves time and nothing else: where it cannot be written, groups are found all the same.
        with suppress(DatelineError, sqlite3.Error), self._written() as answer:
            if answer is not None:
                for table in _TABLES:
                    self._storage.write_rows(table, {})  # there must be something to watch
                answer.begin(self._token, anew=anew)

    def write_signatures(self, rows: Mapping[int, dict[str, Any] | None]) -> None:
        """Puts rows; None deletes one. Made on the way to the groups, they are no change since `begin`."""
        with self._storage.transaction():
            held = False
            with suppress(sqlite3.Error), self._answer() as answer:
                held = answer is not None and answer.is_begun(self._token)
            self._storage.write_rows(SIGNATURES, rows)
            if held:
                self.begin(anew=False)

    def keep(self, groups: Sequence[Found]) -> None:
        """Keeps what was found, unless something changed since `begin`."""
        with suppress(DatelineError, sqlite3.Error), self._written() as answer:
            if answer is not None:
                answer.keep(self._token, (json.dumps((ids, alike)) for ids, alike in groups))

    @contextmanager
    def _written(self) -> Iterator[KeptAnswer | None]:
        if self._read_only:
            yield None
            return
        with self._storage.transaction(), self._answer() as answer:
            yield answer

    @contextmanager
    def _answer(self) -> Iterator[KeptAnswer | None]:
        own = self._storage.index_connection()
        if own is None:
            yield None
            return
        with own as connection:
            noted = {"releases": _SAME_TEXT, "texts": _NEW}
            yield KeptAnswer(connection, "groups", version=self._version, tables=_TABLES, noted=noted)


def _held(answer: KeptAnswer) -> tuple[list[Found], list[int]] | None:
    lines = answer.lines()
    return (
        None if lines is None else ([(ids, alike) for ids, alike in map(json.loads, lines)], answer.changed())
    )
