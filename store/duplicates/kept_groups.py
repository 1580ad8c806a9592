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

    def groups(self) -> list[Found] | None:
        """The groups; None where none are kept, or anything they follow from has changed since."""
        with suppress(sqlite3.Error, ValueError, TypeError), self._answer() as answer:  # damaged: found anew
            if answer is not None and (lines := answer.lines()) is not None:
                return [(ids, alike) for ids, alike in map(json.loads, lines)]
        return None

    def begin(self) -> None:
        """Takes note that the groups are being found in what is there now."""
        # What is kept saves time and nothing else: where it cannot be written, groups are found all the same.
        with suppress(DatelineError, sqlite3.Error), self._written() as answer:
            if answer is not None:
                for table in _TABLES:
                    self._storage.write_rows(table, {})  # there must be something to watch
                answer.begin(self._token)

    def write_signatures(self, rows: Mapping[int, dict[str, Any] | None]) -> None:
        """Puts rows; None deletes one. Made on the way to the groups, they are no change since `begin`."""
        with self._storage.transaction():
            held = False
            with suppress(sqlite3.Error), self._answer() as answer:
                held = answer is not None and answer.is_begun(self._token)
            self._storage.write_rows(SIGNATURES, rows)
            if held:
                self.begin()

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
            yield KeptAnswer(connection, "groups", version=self._version, tables=_TABLES)
