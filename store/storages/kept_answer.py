"""An answer that was worked out from whole tables, kept in the library's own file until one of them changes.

Derived, it may be dropped at any time. Triggers on the tables take its mark away whoever changes a row, as
those of the full-text index do: another version of the program, or a script that uses TinyDB.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from store.storages.sqlite import sql_name

_EVENTS = ("INSERT", "UPDATE", "DELETE")


class KeptAnswer:
    """An answer of many lines; who calls sees to transactions and to who may use the connection.

    Args:
        connection: the rows' own file.
        name: of the answer: no other has it.
        version: of the way it is worked out; one that was worked out otherwise does not count.
        tables: from which it is worked out; `begin` needs them to be there.

    Every method raises sqlite3.Error as it comes.
    """

    def __init__(
        self, connection: sqlite3.Connection, name: str, *, version: str, tables: Sequence[str]
    ) -> None:
        self._connection = connection
        self._mark, self._lines = f'"{name}$mark"', f'"{name}$lines"'
        self._triggers = {
            f"{name}${table}_{event.lower()}": f"AFTER {event} ON {sql_name(table)} BEGIN "
            f"DELETE FROM {self._mark}; END"
            for table in tables
            for event in _EVENTS
        }
        self._name = name
        self._version = version

    def lines(self) -> list[str] | None:
        """The answer; None where none is kept that still holds."""
        if not self._watches():
            return None
        kept = self._connection.execute(f"SELECT 1 FROM {self._mark} WHERE mark = ?", [self._version])
        if kept.fetchone() is None:
            return None
        found = self._connection.execute(f"SELECT line FROM {self._lines} ORDER BY number")
        return [line for (line,) in found]

    def begin(self, token: str) -> None:
        """Takes note that an answer is being worked out from what is there now; inside a transaction."""
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
        self._connection.execute(f"INSERT INTO {self._mark} VALUES (?)", [token])

    def is_begun(self, token: str) -> bool:
        """Whether nothing has changed since `begin`."""
        noted = f"SELECT 1 FROM {self._mark} WHERE mark = ?"
        return self._watches() and bool(self._connection.execute(noted, [token]).fetchone())

    def keep(self, token: str, lines: Iterable[str]) -> None:
        """Keeps the answer, unless a table has changed since `begin`; inside a transaction."""
        if self.is_begun(token):
            self._connection.execute(f"DELETE FROM {self._mark}")
            self._connection.execute(f"DELETE FROM {self._lines}")
            self._connection.executemany(
                f"INSERT INTO {self._lines} (line) VALUES (?)", ((line,) for line in lines)
            )
            self._connection.execute(f"INSERT INTO {self._mark} VALUES (?)", [self._version])

    def _watches(self) -> bool:
        """Whether its tables are there, and everything that watches the others."""
        names = self._connection.execute(
            "SELECT name FROM sqlite_master WHERE name GLOB ? AND type IN ('table', 'trigger')",
            [f"{self._name}$*"],
        )
        wanted = {*self._triggers, self._mark.strip('"'), self._lines.strip('"')}
        return {name for (name,) in names} == wanted
