"""The index itself: what it gives for what it was told, on any connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given

from store.storages.fts5 import Entry, SearchIndex, is_damage
from store.storages.index_files import connect
from tests.drawn import listed


def entry(release: int, text: str, headline: str = "", about: str = "") -> Entry:
    """A release as it is indexed."""
    return Entry(release, release * 10, f"stamp {text}", (headline, about, "", "source"), text)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A connection of its own."""
    opened = connect(None)
    yield opened
    opened.close()


@pytest.fixture
def index(connection: sqlite3.Connection) -> SearchIndex:
    """An empty index."""
    made = SearchIndex(connection, version="1", watching=False)
    made.create([])
    return made


def test_words_are_found_where_they_were_put(index: SearchIndex) -> None:
    """By release, the headline's before the text's, the last of equals first, no more than asked for."""
    index.put([entry(1, "a b")])
    index.put([entry(2, "a c")])
    index.put([entry(3, "c d", headline="a e")])
    for number in range(4, 12):
        index.put([entry(number, "x y")])
    assert [release for release, _ in index.find('"a"')] == [3, 2, 1]
    assert [release for release, _ in index.find('"a"', 2)] == [3, 2]
    assert index.find('"a c"')[0][0] == 2
    assert dict(index.stamps())[1] == "stamp a b"
    assert index.texts_of([1, 99]) == {1: 10}


def test_what_must_be_true_beside_the_words_counts_for_no_rank(index: SearchIndex) -> None:
    """Only where it is true are the words found, ranked as by themselves."""
    index.put([entry(1, "a b b b"), entry(2, "a c"), entry(3, "a a b"), entry(4, "b")])
    alone = dict(index.find('"a"'))
    assert index.find('"a"', beside='"b"*') == [(3, alone[3]), (1, alone[1])]
    assert index.find('"a"', 1, beside='"b"', among=2) == [(3, alone[3])]
    assert index.find('"a"', beside='"d"') == []


def test_words_of_many_releases_are_gathered(connection: sqlite3.Connection, index: SearchIndex) -> None:
    """Those of several hundred that come in one transaction are one run on the disk."""
    connection.execute("BEGIN")
    index.put([entry(number, " ".join(f"{number}w{one}" for one in range(150))) for number in range(1, 400)])
    connection.execute("COMMIT")
    runs = connection.execute('SELECT count(DISTINCT segid) FROM "search$words_idx"').fetchone()
    assert runs == (1,)
    assert index.find('"399w149"') != []


def test_what_is_taken_out_is_not_found(index: SearchIndex) -> None:
    """With the text it was put with; with another text nothing is changed and False is given."""
    index.put([entry(1, "a b", headline="h", about="p")])
    assert not index.remove(1, "a c")
    assert [release for release, _ in index.find('"a"')] == [1]
    assert index.remove(1, "a b")
    assert [index.find(f'"{word}"') for word in "abhp"] == [[]] * 4
    assert index.remove(1, "never there")


#: What each of four releases may come to say: up to four words.
CHANGES = [
    (key, words) for count in range(5) for words in product("abcd", repeat=count) for key in range(1, 5)
]


@given(listed(CHANGES, max_size=12))
def test_replacing_leaves_nothing_behind(changes: list[tuple[int, tuple[str, ...]]]) -> None:
    """After any replacements FTS5 finds its index sound, and each word is found where it now stands."""
    connection = connect(None)
    index = SearchIndex(connection, version="1", watching=False)
    index.create([])
    now: dict[int, str] = {}
    for release, words in changes:
        assert index.remove(release, now.get(release, ""))
        now[release] = " ".join(words)
        index.put([entry(release, now[release])])
    connection.execute('INSERT INTO "search$words" ("search$words") VALUES (\'integrity-check\')')
    for word in "abcd":
        found = {release for release, _ in index.find(f'"{word}"')}
        assert found == {release for release, text in now.items() if word in text}
    connection.close()


def test_another_version_is_not_current(connection: sqlite3.Connection, index: SearchIndex) -> None:
    """Neither an older nor a newer folding's index, nor one that was given up, nor none."""
    assert index.is_current()
    assert not SearchIndex(connection, version="2", watching=False).is_current()
    index.discard()
    assert not index.is_current()
    assert not SearchIndex(sqlite3.connect(":memory:"), version="1", watching=False).is_current()


def test_changes_are_noted_by_whoever_makes_them(connection: sqlite3.Connection) -> None:
    """Inserting, replacing, updating and deleting of releases, and of texts that are indexed."""
    for table in ("releases", "texts", "annotations", "release_tags"):
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
    index = SearchIndex(connection, version="1", watching=True)
    index.create([7])
    assert (index.is_current(), index.stale(9)) == (True, [7])
    index.put([entry(1, "a")])
    for statement in (
        "INSERT INTO releases VALUES (1, 'not json')",
        "INSERT OR REPLACE INTO releases VALUES (1, '{}')",
        "UPDATE releases SET document = '' WHERE id = 1",
        "DELETE FROM releases WHERE id = 1",
        "INSERT INTO texts VALUES (10, '{}')",
        "INSERT OR REPLACE INTO texts VALUES (10, 'not json')",
        "UPDATE texts SET document = '' WHERE id = 10",
        "DELETE FROM texts WHERE id = 10",
    ):
        index.settle(index.stale(9))
        connection.execute(statement)
        assert index.stale(9) == [1], statement
    connection.execute("DROP TABLE releases")
    assert not index.is_current()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE \"search$words_data\" SET block = x'00ff00ff00ff00ff'",
        'DELETE FROM "search$words_data"',
        'DROP TABLE "search$words_data"',
        'DROP TABLE "search$words_config"',
        'DROP TABLE "search$words_docsize"',
        'DROP TABLE "search$words_idx"',
        'DROP TABLE "search$docs"',
        'DROP TABLE "search$stale"',
        'DROP TABLE "search$words"',
        'UPDATE "search$words_config" SET v = 99',
    ],
)
def test_whatever_is_broken_can_be_made_anew(tmp_path: Path, damage: str) -> None:
    """Damage is told as damage, and making the index anew repairs it."""
    path = tmp_path / "index.db"
    first = connect(path)
    index = SearchIndex(first, version="1", watching=False)
    index.create([])
    index.put([entry(1, "a b")])
    first.execute(damage)
    first.close()
    connection = connect(path)
    index = SearchIndex(connection, version="1", watching=False)
    try:
        if index.is_current():
            index.stale(1)
            index.find('"a"')
            index.put([entry(2, "a")])
    except sqlite3.DatabaseError as error:
        assert is_damage(error), error
    index.create([5])
    assert index.stale(9) == [5]
    index.put([entry(1, "a b")])
    assert [release for release, _ in index.find('"a"')] == [1]
    connection.close()


@pytest.mark.parametrize(
    ("said", "damaged"),
    [
        ("database disk image is malformed", True),
        ("file is not a database", True),
        ("no such table: search$docs", True),
        ("vtable constructor failed: search$words", True),
        ("invalid fts5 file format", True),
        ("SQL logic error", True),
        ("database is locked", False),
        ("database or disk is full", False),
        ("attempt to write a readonly database", False),
        ("", False),
    ],
)
def test_only_what_making_it_anew_repairs_is_damage(said: str, damaged: bool) -> None:
    """An index in use or a full disk is as good as it was."""
    assert is_damage(sqlite3.OperationalError(said)) is damaged


def test_the_index_of_another_way_of_watching_is_not_current(connection: sqlite3.Connection) -> None:
    """One too many triggers, one too few, or no mark at all."""
    for table in ("releases", "texts", "annotations", "release_tags"):
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
    watching, not_watching = (SearchIndex(connection, version="1", watching=one) for one in (True, False))
    watching.create([])
    assert (watching.is_current(), not_watching.is_current()) == (True, False)
    connection.execute('DROP TRIGGER "search$text_update"')
    assert not watching.is_current()
    not_watching.create([])
    assert (watching.is_current(), not_watching.is_current()) == (False, True)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
    connection.execute('DROP TABLE "search$mark"')
    assert not not_watching.is_current()


def test_what_changed_is_given_in_turn_until_it_is_settled(index: SearchIndex) -> None:
    """No more than asked for, each once."""
    index.note([5, 3, 9, 3])
    index.note(iter([1]))
    assert index.stale(2) == [1, 3]
    assert index.stale(9) == [1, 3, 5, 9]
    index.settle([3, 7])
    index.settle(iter([1]))
    assert index.stale(9) == [5, 9]
    index.create([2])
    assert index.stale(9) == [2]


def test_the_headline_counts_most_and_agency_and_place_next(index: SearchIndex) -> None:
    """Of two texts of the same length."""
    for number in range(10, 20):
        index.put([entry(number, "y y y", headline="y", about="y")])
    index.put([entry(1, "a y y", headline="y", about="y")])
    index.put([entry(2, "y y y", headline="y", about="a")])
    index.put([entry(3, "y y y", headline="a", about="y")])
    found = index.find('"a"')
    assert [release for release, _ in found] == [3, 2, 1]
    assert [rank for _, rank in found] == sorted(rank or 0.0 for _, rank in found)
    assert index.find('"a"', 0) == []
    assert index.is_available()


def test_a_text_of_half_characters_is_told_from_another(index: SearchIndex) -> None:
    """Whatever a damaged library gives."""
    index.put([entry(1, "a b")])
    assert not index.remove(1, "a \ud800")
    assert dict(index.stamps()) == {1: "stamp a b"}
    assert index.remove(1, "a b")
    assert (dict(index.stamps()), index.texts_of([1])) == ({}, {})
