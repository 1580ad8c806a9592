"""Quotations beside the full-text index (`store.storages.fts5`), on the connection that has it.

Like all of the index they are derived and may be dropped at any time. ``search$quoted`` has a row for each
quotation, ``search$said`` its words and its speaker's for FTS5, ``search$quoting`` which text of each release
was looked through. What is not looked through yet is told by comparing that with ``search$docs``: so nobody
needs to note what changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from store.storages.fts5 import PREFIX, dropped

_LAYOUT = 1
_TABLES = ("quoted", "said", "quoting", "quotation_mark")
_QUOTED, _SAID, _QUOTING, _MARK = (f'"{PREFIX}{name}"' for name in _TABLES)
_DOCS = f'"{PREFIX}docs"'
_GIVEN = "(SELECT value FROM json_each(?))"
_COLUMNS = "release, text, start, end, speaker, role, language, person"
_CREATE = (
    f"CREATE TABLE {_QUOTING} (id INTEGER PRIMARY KEY, text INTEGER NOT NULL)",
    f"CREATE TABLE {_QUOTED} (id INTEGER PRIMARY KEY, release INTEGER NOT NULL, text INTEGER NOT NULL,"
    " start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT, role TEXT, language TEXT,"
    " person TEXT NOT NULL)",
    f'CREATE INDEX "{PREFIX}quoted_release" ON {_QUOTED} (release)',
    f'CREATE INDEX "{PREFIX}quoted_person" ON {_QUOTED} (person)',
    f"CREATE VIRTUAL TABLE {_SAID} USING fts5 (speaker, said, tokenize='ascii', detail=full)",
    f"CREATE TABLE {_MARK} (mark TEXT NOT NULL)",
)


class Quoted(NamedTuple):
    """A quotation as it is kept."""

    release: int
    text_id: int
    start: int
    end: int
    speaker: str | None
    role: str | None
    language: str | None
    """That of the release."""
    person: str
    """What the speaker's name is compared by; empty where nobody is named."""

    @property
    def voice(self) -> tuple[str, str | None, str | None]:
        """Person, speaker and role."""
        return self.person, self.speaker, self.role


class Form(NamedTuple):
    """A speaker as some quotations have it."""

    speaker: str
    role: str | None
    language: str | None
    times: int


class QuotedTables:
    """The quotations on a connection; who calls sees to transactions, and that ``search$docs`` is there.

    Every method raises sqlite3.Error as it comes.
    """

    def __init__(self, connection: sqlite3.Connection, *, version: str) -> None:
        """`version`: of the rules that find quotations and fold words; those of other rules are made anew."""
        self._connection = connection
        self._mark = f"{_LAYOUT}/{version}"

    def is_current(self) -> bool:
        """Whether the tables are there and were made by these rules."""
        names = ", ".join(f"'{PREFIX}{name}'" for name in _TABLES)
        there = self._connection.execute(f"SELECT count(*) FROM sqlite_master WHERE name IN ({names})")
        if there.fetchone()[0] != len(_TABLES):
            return False
        mark = self._connection.execute(f"SELECT mark FROM {_MARK}").fetchone()
        return mark is not None and mark[0] == self._mark

    def create(self) -> None:
        """Makes the tables anew, with nothing in them; inside a transaction."""
        dropped(self._connection, "said")
        for table in (_QUOTED, _QUOTING, _MARK):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _CREATE:
            self._connection.execute(statement)
        self._connection.execute(f"INSERT INTO {_MARK} VALUES (?)", [self._mark])

    def pending(self) -> list[tuple[int, int]]:
        """Each release that is not looked through, and the id of its text, the newest first; 0 where the
        index has none of it any more."""
        return self._connection.execute(
            f"SELECT docs.id, docs.text FROM {_DOCS} AS docs LEFT JOIN {_QUOTING} AS done"
            f" ON done.id = docs.id WHERE done.text IS NOT docs.text UNION ALL SELECT id, 0 FROM {_QUOTING}"
            f" WHERE id NOT IN (SELECT id FROM {_DOCS}) ORDER BY 1 DESC"
        ).fetchall()

    def put(self, found: Mapping[int, tuple[int, Sequence[tuple[Quoted, str, str]]]]) -> None:
        """Keeps the quotations of releases in place of those they had.

        Args:
            found: of each release, by its id, the text they were found in and the quotations: each with its
                speaker's name and its words, folded (`store.search.folding.segmented`). Where a release has
                another text by now, nothing of it is kept.
        """
        run, ids = self._connection.execute, json.dumps(list(found))
        for (release,) in run(f"SELECT id FROM {_QUOTING} WHERE id IN {_GIVEN}", [ids]).fetchall():
            self.remove(release)  # as of few
        there = dict(run(f"SELECT id, text FROM {_DOCS} WHERE id IN {_GIVEN}", [ids]).fetchall())
        kept = [(release, text) for release, (text, _) in found.items() if there.get(release) == text]
        last = run(f"SELECT coalesce(max(id), 0) FROM {_QUOTED}").fetchone()[0]
        rows = list(enumerate(chain.from_iterable(found[release][1] for release, _ in kept), last + 1))
        run_each = self._connection.executemany
        run_each(
            f"INSERT INTO {_QUOTED} (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((key, *one) for key, (one, _, _) in rows),
        )
        run_each(
            f"INSERT INTO {_SAID} (rowid, speaker, said) VALUES (?, ?, ?)",
            ((key, speaker, words) for key, (_, speaker, words) in rows),
        )
        run_each(f"INSERT INTO {_QUOTING} VALUES (?, ?)", kept)

    def remove(self, release: int) -> None:
        """Takes the quotations of a release out."""
        run = self._connection.execute
        run(f"DELETE FROM {_SAID} WHERE rowid IN (SELECT id FROM {_QUOTED} WHERE release = ?)", [release])
        run(f"DELETE FROM {_QUOTED} WHERE release = ?", [release])
        run(f"DELETE FROM {_QUOTING} WHERE id = ?", [release])

    def of(self, releases: Sequence[int]) -> dict[int, list[Quoted]]:
        """The quotations of releases, in the order of their texts."""
        marks = ", ".join("?" for _ in releases)
        found: dict[int, list[Quoted]] = {}
        for row in self._connection.execute(
            f"SELECT {_COLUMNS} FROM {_QUOTED} WHERE release IN ({marks}) ORDER BY release, start", releases
        ):
            found.setdefault(row[0], []).append(Quoted(*row))
        return found

    def forms(self, person: str) -> list[Form]:
        """Everything a person is called and said to be, the most frequent first."""
        found = self._connection.execute(
            f"SELECT speaker, role, language, count(*) FROM {_QUOTED} WHERE person = ?"
            " GROUP BY speaker, role, language ORDER BY 4 DESC, 1, 2, 3",
            [person],
        )
        return [Form(*row) for row in found]

    def said_by(self, person: str) -> list[Quoted]:
        """The quotations of a person."""
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM {_QUOTED} WHERE person = ? ORDER BY release, start", [person]
        )
        return [Quoted(*row) for row in found]

    def people(self) -> list[tuple[str, int]]:
        """What each person is known by, and how many quotations there are of each; empty for nobody."""
        return self._connection.execute(
            f"SELECT person, count(*) FROM {_QUOTED} GROUP BY person ORDER BY person"
        ).fetchall()

    def count(self, without: Collection[int] = ()) -> int:
        """How many quotations there are, but for those of some releases."""
        count = f"SELECT count(*) FROM {_QUOTED}"
        every: int = self._connection.execute(count).fetchone()[0]
        if not without:
            return every
        theirs: int = self._connection.execute(
            f"{count} WHERE release IN {_GIVEN}", [json.dumps(sorted(without))]
        ).fetchone()[0]
        return every - theirs
