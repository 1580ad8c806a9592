"""An answer that was worked out from whole tables, kept in the library's own file until one of them changes.

Derived, it may be dropped at any time. Triggers on the tables take its mark away whoever changes a row, as
those of the full-text index do: another version of the program, or a script that uses TinyDB. Where a change
of a row concerns a part of the answer only, its id is noted beside the lines instead, as a number below zero;
which table it is of is not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from store.storages.sqlite import sql_name

_EVENTS = ("INSERT", "UPDATE", "DELETE")


class KeptAnswer:
    """An answer of many lines; who calls sees to transactions and to who may use the connection.

    Args:
        connection: the rows' own file.
        name: of the answer: no other has it.
        version: of the way it is worked out; one that was worked out otherwise does not count.
        tables: from which it is worked out; `begin` needs them to be there.
        noted: of a table a condition in SQL on ``was``, the row there was, of NULL where there was none, and
            ``NEW``: a row that is put there is noted where it holds (`changed`).

    Every method raises sqlite3.Error as it comes.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        name: str,
        *,
        version: str,
        tables: Sequence[str],
        noted: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._connection = connection
        self._mark, self._lines = f'"{name}$mark"', f'"{name}$lines"'
        self._triggers = {
            f"{name}${table}_{event.lower()}": f"AFTER {event} ON {sql_name(table)} BEGIN "
            f"DELETE FROM {self._mark}; END"
            for table in tables
            for event in _EVENTS
        }
        for table, condition in noted.items():
            # Rows are replaced by what SQLite takes for an insertion: the former one is there only before it.
            was = f"(SELECT 1) LEFT JOIN {sql_name(table)} AS was ON was.id = NEW.id"
            same = f"FROM {was} WHERE ({condition})"
            marked = (
                f"EXISTS (SELECT 1 FROM {self._mark})"  # else nothing is kept that it could be noted beside
            )
            self._triggers[f"{name}${table}_insert"] = (
                f"BEFORE INSERT ON {sql_name(table)} BEGIN "
                f"DELETE FROM {self._mark} WHERE NOT EXISTS (SELECT 1 {same}); "
                f"INSERT OR REPLACE INTO {self._lines} SELECT -NEW.id, '' {same} AND {marked}; END"
            )
        self._name = name
        self._version = version

    def lines(self) -> list[str] | None:
        """The answer; None where none is kept that still holds."""
        if not self._watches():
            return None
        kept = self._connection.execute(f"SELECT 1 FROM {self._mark} WHERE mark = ?", [self._version])
        if kept.fetchone() is None:
            return None
        found = self._connection.execute(f"SELECT line FROM {self._lines} WHERE number > 0 ORDER BY number")
        return [line for (line,) in found]

    def changed(self) -> list[int]:
        """The rows that were noted, where `lines` gives an answer: what it says of them may hold no more."""
        found = self._connection.execute(f"SELECT -number FROM {self._lines} WHERE number < 0")
        return [key for (key,) in found]

    def begin(self, token: str, *, anew: bool = True) -> None:
        """Takes note that an answer is being worked out from what is there now; inside a transaction.

        Args: a token of one's own; False where the work was begun before and goes on.
        """
        if not self._watches():
            for name in self._triggers:
                self._connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            for table in (self._mark, self._lines):
                self._connection.execute(f"DROP TABLE IF EXISTS {table}")
            self._connection.execute(f"CREATE TABLE {self._mark} (mark TEXT NOT NULL)")
            self._connection.execute(
                f"CREATE TABLE {self._lines} (number INTEGER PRIMARY KEY, line TEXT NOT NULL)"
            )
            for name, body in self._triggers.items():
                self._connection.execute(f'CREATE TRIGGER "{name}" {body}')
        if anew:
            self._connection.execute(f"DELETE FROM {self._mark} WHERE mark = ?", [self._version])
            # What was noted matters still to whoever else has begun.
            others = f"NOT EXISTS (SELECT 1 FROM {self._mark})"
            self._connection.execute(f"DELETE FROM {self._lines} WHERE number < 0 AND {others}")
        self._connection.execute(f"INSERT INTO {self._mark} VALUES (?)", [token])

    def is_begun(self, token: str) -> bool:
        """Whether nothing has changed since `begin`."""
        noted = f"SELECT 1 FROM {self._mark} WHERE mark = ?"
        return self._watches() and bool(self._connection.execute(noted, [token]).fetchone())

    def keep(self, token: str, lines: Iterable[str]) -> None:
        """Keeps the answer, unless a table has changed since `begin`; inside a transaction."""
        if self.is_begun(token):
            self._connection.execute(f"DELETE FROM {self._mark}")
            self._connection.execute(f"DELETE FROM {self._lines} WHERE number > 0")
            self._connection.executemany(f"INSERT INTO {self._lines} VALUES (?, ?)", enumerate(lines, 1))
            self._connection.execute(f"INSERT INTO {self._mark} VALUES (?)", [self._version])

    def _watches(self) -> bool:
        """Whether its tables are there, and everything that watches the others."""
        names = self._connection.execute(
            "SELECT name, CASE type WHEN 'trigger' THEN sql END FROM sqlite_master"
            " WHERE name GLOB ? AND type IN ('table', 'trigger')",
            [f"{self._name}$*"],
        )
        wanted: dict[str, str | None] = {
            name: f'CREATE TRIGGER "{name}" {body}' for name, body in self._triggers.items()
        }
        return dict(names) == wanted | dict.fromkeys([self._mark.strip('"'), self._lines.strip('"')])
