"""The full-text index: FTS5 tables on any SQLite connection (https://www.sqlite.org/fts5.html).

Everything here is derived from ``releases`` and ``texts`` and may be dropped at any time. In a
SQLite library the tables lie in the library's own file and change in its transactions; any other
library has them in a file of the cache folder (`store.storages.index_files`).

``search$words`` is a *contentless* FTS5 table: the texts are in the library already, and storing
them once more would double the file. SQLite before 3.43 deletes from such a table only when told
the indexed values, so ``search$docs`` keeps the short ones and a digest of the long one, by which
one sees whether the library still knows it; where it does not, the index is made anew.
Tokens come ready made from `store.search.folding`; the ``ascii`` tokeniser only cuts at blanks, because
to it every character beyond ASCII is a letter, whatever the Unicode tables of this SQLite know.

Triggers note in ``search$stale`` each release whose rows changed, whoever changed them: another
version of the program or a script that uses TinyDB. They touch plain tables only, so a Python whose
SQLite lacks FTS5 can still write.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from store.batches import batched
from store.storages.newest_first import by_chance, by_date, few_by_date, newest
from store.storages.ranked_ids import RankedIds

#: How tables and triggers begin; no TinyDB table is kept under such a name.
PREFIX = "search$"
#: So many bytes of words FTS5 gathers in memory, and so many runs of them on the disk before it merges some
#: (https://www.sqlite.org/fts5.html, section 6.1): by its own measure an import merges again and again.
_GATHERED, _RUNS = 4 * 1024 * 1024, 8
#: The layout of these tables.
LAYOUT = 3
#: What SQLite says of a broken index; the last where one of FTS5's own tables is missing.
_DAMAGE = (
    "malformed", "not a database", "no such table", "vtable constructor", "invalid fts5", "SQL logic error",
)  # fmt: skip
#: Releases that are asked for in one statement.
_ASKED = 500
#: Bytes that stand for a text.
_DIGEST_BYTES = 8
#: The columns of the index beside the text, and how much a word there counts against one in the text.
_COLUMNS = {"headline": 10.0, "place": 4.0, "agency": 4.0, "source": 0.0}
_NAMES = ", ".join(_COLUMNS)
_MARKS = ", ".join("?" for _ in _COLUMNS)

_REPAIR = (
    f'CREATE TABLE IF NOT EXISTS "{PREFIX}%s_data" (id INTEGER PRIMARY KEY, block BLOB)',
    f'CREATE TABLE IF NOT EXISTS "{PREFIX}%s_config" (k PRIMARY KEY, v) WITHOUT ROWID',
    f'DELETE FROM "{PREFIX}%s_data"',
    f"INSERT INTO \"{PREFIX}%s_data\" VALUES (1, x''), (10, x'00000000000000')",
    f"INSERT OR REPLACE INTO \"{PREFIX}%s_config\" VALUES ('version', 4)",
)
_EVENTS = (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
_DROP = (
    *(f'DROP TRIGGER IF EXISTS "{PREFIX}{kind}_{event.lower()}"'
      for kind in ("release", "text", "annotation", "tags") for event, _ in _EVENTS),
    *(f'DROP TABLE IF EXISTS "{PREFIX}{name}"' for name in ("docs", "stale", "mark", "marks", "tagged")),
)  # fmt: skip
_CREATE = (
    f'CREATE VIRTUAL TABLE "{PREFIX}words" USING fts5'
    f"({_NAMES}, text, content='', tokenize='ascii', detail=full)",
    f'CREATE TABLE "{PREFIX}docs" (id INTEGER PRIMARY KEY, text INTEGER NOT NULL, stamp TEXT NOT NULL,'
    f" digest BLOB NOT NULL, {' TEXT NOT NULL, '.join(_COLUMNS)} TEXT NOT NULL)",
    f'CREATE INDEX "{PREFIX}docs_text" ON "{PREFIX}docs" (text)',
    f'CREATE TABLE "{PREFIX}stale" (id INTEGER PRIMARY KEY)',
    f'CREATE TABLE "{PREFIX}mark" (mark TEXT NOT NULL)',
)
#: Of each annotation what is asked for, so that nobody reads a hundred thousand documents; and its tags.
#: Those of a release itself are there too, under its id below zero in place of an annotation's.
_CREATE_MARKS = (
    f'CREATE TABLE "{PREFIX}marks" (id INTEGER PRIMARY KEY, release INTEGER, creator TEXT, state TEXT,'
    " noted INTEGER)",
    f'CREATE TABLE "{PREFIX}tagged" (tag INTEGER, id INTEGER, release INTEGER, PRIMARY KEY (tag, id))'
    " WITHOUT ROWID",
    f'CREATE INDEX "{PREFIX}tagged_id" ON "{PREFIX}tagged" (id)',
)


def _mark(key: str, document: str, rows: str = "") -> tuple[str, str]:
    """Statements that put annotations, all rows of a table or one that is given, into these tables."""
    sound = f"CASE WHEN json_valid({document}) THEN {document} ELSE '{{}}' END"
    value = f"json_extract({sound}, '$.%s')"
    release, source = value % "release", f"FROM {rows}" if rows else ""
    return (
        f'INSERT INTO "{PREFIX}marks" SELECT {key}, {release}, {value % "creator"}, {value % "state"},'
        f" {value % 'note'} > '' {source}",
        f'INSERT OR IGNORE INTO "{PREFIX}tagged" SELECT value, {key}, {release}'
        f" FROM {rows and rows + ', '}json_each({sound}, '$.tags')",
    )


def _mark_release(key: str, document: str, rows: str = "") -> str:
    """As `_mark`, of the tags on releases."""
    sound = f"CASE WHEN json_valid({document}) THEN {document} ELSE '{{}}' END"
    return (
        f'INSERT OR IGNORE INTO "{PREFIX}tagged" SELECT value, -{key}, {key}'
        f" FROM {rows and rows + ', '}json_each({sound}, '$.tags')"
    )


_FILL_MARKS = (
    *_mark("annotations.id", "document", "annotations"),
    _mark_release("release_tags.id", "document", "release_tags"),
)
_NOTE = f'INSERT OR IGNORE INTO "{PREFIX}stale"'
_UNMARK = tuple(f'DELETE FROM "{PREFIX}{name}" WHERE id = {{row}}.id' for name in ("marks", "tagged"))
_WATCH = (
    *(f'CREATE TRIGGER "{PREFIX}release_{event.lower()}" AFTER {event} ON releases BEGIN '
      f"{_NOTE} VALUES ({row}.id); END" for event, row in _EVENTS),
    *(f'CREATE TRIGGER "{PREFIX}text_{event.lower()}" AFTER {event} ON texts BEGIN '
      f'{_NOTE} SELECT id FROM "{PREFIX}docs" WHERE text = {row}.id; END'
      for event, row in _EVENTS),
)  # fmt: skip
#: The triggers that keep what of annotations and of tags on releases is asked for.
WATCH_TAGS = (
    # One that takes another's place may come without that one's end being told.
    *(f'CREATE TRIGGER "{PREFIX}annotation_{event.lower()}" AFTER {event} ON annotations BEGIN '
      f"{'; '.join(one.format(row=row) for one in _UNMARK)};"
      f" {'; '.join(_mark('NEW.id', 'NEW.document')) + ';' if row == 'NEW' else ''} END"
      for event, row in _EVENTS),
    *(f'CREATE TRIGGER "{PREFIX}tags_{event.lower()}" AFTER {event} ON release_tags BEGIN '
      f'DELETE FROM "{PREFIX}tagged" WHERE id = -{row}.id;'
      f" {_mark_release('NEW.id', 'NEW.document') + ';' if row == 'NEW' else ''} END"
      for event, row in _EVENTS),
)  # fmt: skip
_WATCH += WATCH_TAGS


@dataclass(frozen=True, slots=True)
class Entry:
    """A release as it is indexed; words are folded and segmented (`store.search.folding.segmented`)."""

    release: int
    text_id: int
    stamp: str
    """Changes whenever the release does."""
    about: tuple[str, ...]
    """Headline, place, agency and source."""
    text: str


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the index itself is broken, which making it anew repairs."""
    return any(sign in str(error) for sign in _DAMAGE) and not is_bad_row(error)


def is_bad_row(error: sqlite3.Error) -> bool:
    """Whether a statement met a row that is no JSON: not the index is broken then."""
    return "malformed JSON" in str(error)


def dropped(connection: sqlite3.Connection, name: str) -> None:
    """Drops one of our FTS5 tables where it is there, also a damaged one; inside a transaction."""
    drop = f'DROP TABLE IF EXISTS "{PREFIX}{name}"'
    try:
        connection.execute(drop)
    except sqlite3.DatabaseError:
        # FTS5 must read its tables to drop them: they are made to look like those of an empty index.
        for statement in _REPAIR:
            connection.execute(statement % name)
        connection.execute(drop)


def _digest(text: str) -> bytes:
    from hashlib import blake2b

    return blake2b(text.encode(errors="surrogatepass"), digest_size=_DIGEST_BYTES).digest()


@cache
def _has_fts5() -> bool:
    """The same for all connections: to ask each before each search costs a tenth of it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        return bool(connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchall())


class SearchIndex:
    """The index on a connection; who calls sees to transactions and to who may use the connection.

    Args:
        connection: where the tables are.
        version: of the folding; an index made with another one is not current.
        watching: whether the connection's own tables ``releases`` and ``texts`` are what is indexed.

    Every method raises sqlite3.Error as it comes.

    Attributes:
        connection: where the tables are.
        watching: whether the rows are there too.
    """

    def __init__(self, connection: sqlite3.Connection, *, version: str, watching: bool) -> None:
        self.connection = connection
        self._mark = f"{LAYOUT}/{version}"
        self.watching = watching

    def is_available(self) -> bool:
        """Whether this SQLite has FTS5."""
        return _has_fts5()

    def _all(self, sql: str, values: Iterable[object] = ()) -> list[tuple[int, ...]]:
        return self.connection.execute(sql, tuple(values)).fetchall()

    def is_current(self) -> bool:
        """Whether the tables are there, watch what they should, and were made with this version."""
        names = self._all(
            f"SELECT type = 'trigger' FROM sqlite_master WHERE name IN ('{PREFIX}mark', '{PREFIX}words')"
            f" OR type = 'trigger' AND name GLOB '{PREFIX}*'"
        )
        triggers = sum(is_trigger for (is_trigger,) in names)
        if len(names) - triggers != 2 or triggers != (len(_WATCH) if self.watching else 0):
            return False
        mark = self.connection.execute(f'SELECT mark FROM "{PREFIX}mark"').fetchone()
        return mark is not None and mark[0] == self._mark

    def create(self, releases: Iterable[int]) -> None:
        """Makes the index anew, with these releases to be indexed; inside a transaction."""
        for name in ("words", "said"):
            dropped(self.connection, name)
        marks = (*_CREATE_MARKS, *_FILL_MARKS, *_WATCH) if self.watching else ()
        for statement in (*_DROP, *_CREATE, *marks):
            self.connection.execute(statement)
        for option, value in (("hashsize", _GATHERED), ("automerge", _RUNS)):
            self.connection.execute(
                f'INSERT INTO "{PREFIX}words" ("{PREFIX}words", rank) VALUES (?, ?)', [option, value]
            )
        self.connection.execute(f'INSERT INTO "{PREFIX}mark" VALUES (?)', [self._mark])
        self.note(releases)

    def note(self, releases: Iterable[int]) -> None:
        """Marks releases as changed since they were indexed."""
        self.connection.executemany(f"{_NOTE} VALUES (?)", ((release,) for release in releases))

    def discard(self) -> None:
        """Has the index made anew when it is next looked into."""
        self.connection.execute(f'DELETE FROM "{PREFIX}mark"')

    def stale(self, limit: int) -> list[int]:
        """Releases that changed since they were indexed."""
        found = self._all(f'SELECT id FROM "{PREFIX}stale" ORDER BY id LIMIT ?', [limit])
        return [release for (release,) in found]

    def settle(self, releases: Iterable[int]) -> None:
        """Takes back `note`."""
        self.connection.executemany(
            f'DELETE FROM "{PREFIX}stale" WHERE id = ?', ((release,) for release in releases)
        )

    def stamps(self) -> Iterator[tuple[int, str]]:
        """What is indexed: each release with the stamp it had, in order of their ids."""
        return self.connection.execute(f'SELECT id, stamp FROM "{PREFIX}docs" ORDER BY id')

    def texts_of(self, releases: Iterable[int]) -> dict[int, int]:
        """The id of the text indexed for each of the releases; those that are not indexed left out."""
        found: dict[int, int] = {}
        for some in batched(releases, _ASKED):
            marks = ",".join("?" * len(some))
            sql = f'SELECT id, text FROM "{PREFIX}docs" WHERE id IN ({marks})'
            found.update((release, text) for release, text in self._all(sql, some))
        return found

    def linked(self) -> list[tuple[int, str]]:
        """The texts that are the same as others, with these, as JSON (``signatures``); where it watches."""
        there = self._all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'signatures'")
        same = "json_extract(document, '$.same')"  # as the index on it has it
        sql = f"SELECT id, {same} FROM signatures WHERE {same} >= '[[' AND {same} < '[]'"
        return self.connection.execute(sql).fetchall() if there else []

    def releases_of(self, texts: Iterable[int]) -> dict[int, int]:
        """The release that is indexed with each of the texts."""
        given = json.dumps([*texts])
        sql = f'SELECT text, id FROM "{PREFIX}docs" WHERE text IN (SELECT value FROM json_each(?))'
        return dict(self.connection.execute(sql, [given]).fetchall())

    def put(self, entries: Sequence[Entry]) -> None:
        """Adds releases that are not indexed."""
        self.connection.executemany(
            f'INSERT INTO "{PREFIX}docs" VALUES (?, ?, ?, ?, {_MARKS})',
            [(one.release, one.text_id, one.stamp, _digest(one.text), *one.about) for one in entries],
        )
        self.connection.executemany(
            f'INSERT INTO "{PREFIX}words" (rowid, {_NAMES}, text) VALUES (?, {_MARKS}, ?)',
            [(one.release, *one.about, one.text) for one in entries],
        )

    def remove(self, release: int, text: str) -> bool:
        """Takes a release out, given the text it was put with; False when that was another text."""
        docs = self.connection.execute(
            f'SELECT digest, {_NAMES} FROM "{PREFIX}docs" WHERE id = ?', [release]
        ).fetchone()
        if docs is None:
            return True
        digest, *about = docs
        if digest != _digest(text):
            return False
        self.connection.execute(
            f'INSERT INTO "{PREFIX}words" ("{PREFIX}words", rowid, {_NAMES}, text)'
            f" VALUES ('delete', ?, {_MARKS}, ?)",
            (release, *about, text),
        )
        self.connection.execute(f'DELETE FROM "{PREFIX}docs" WHERE id = ?', [release])
        return True

    def find(
        self,
        match: str | None,
        limit: int | None = None,
        where: str = "1",
        values: Sequence[object] = (),
        *,
        ranked: bool = True,
        among: int | None = None,
        beside: str | None = None,
    ) -> RankedIds:
        """Releases with their rank, which is the lower the better; the best first, of equals the newest.

        The rank is FTS5's bm25, a word in the headline counting ten times, in agency or place four
        times one in the text.

        Args:
            match: a query in FTS5's language. Without one all there are, by dateline: without a rank.
            limit: how many at most.
            where: what else must be true of the row of ``releases``; for a connection that has the rows.
            values: of the condition's question marks.
            ranked: else in any order, and without a rank: at a quarter of the time where there are many.
            among: how many of those that hold the words are ranked, the last to come, instead of all.
            beside: another query in FTS5's language that must be true, and counts for no rank.
        """
        most = -1 if limit is None else limit
        if match is None:
            found = by_date if ranked else by_chance
            return found(self.connection, where, values, most)
        weights = ", ".join(map(str, (*_COLUMNS.values(), 1.0)))
        score = f'bm25("{PREFIX}words", {weights})' if ranked else "NULL"
        order = "ORDER BY score, rowid DESC" if ranked else ""
        # Asked of each that is found: else SQLite may look each of the rows up in the index instead.
        row = f'SELECT 1 FROM releases WHERE id = "{PREFIX}words".rowid AND ({where})'
        rest = f" AND EXISTS ({row})" if where != "1" else ""
        held = f'SELECT rowid, {score} AS score FROM "{PREFIX}words" WHERE "{PREFIX}words" MATCH ?{rest}'
        if beside is not None:  # by the plus, it is answered once and not asked of each
            held += f' AND +rowid IN (SELECT rowid FROM "{PREFIX}words" WHERE "{PREFIX}words" MATCH ?)'
            values = (*values, beside)
        if among is not None:
            held = f"SELECT rowid, score FROM ({held} ORDER BY rowid DESC LIMIT {among})"
        return RankedIds.read(self.connection.execute(f"{held} {order} LIMIT ?", (match, *values, most)))

    def newest(self, among: int, limit: int, where: str, values: Sequence[object]) -> RankedIds:
        """Releases that a condition on the row of ``releases`` is true of, the newest dateline first.

        Args:
            among: how many of the newest are looked at.
            limit: how many are given at most.
            where: the condition.
            values: of its question marks.
        """
        return newest(self.connection, among, where, values, limit)

    def few(self, where: str, values: Sequence[object]) -> RankedIds | None:
        """All that a condition of one field is true of, as `newest`; None where they are more than a few."""
        return few_by_date(self.connection, where, values)
