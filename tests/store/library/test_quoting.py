"""Quotations kept beside the index: as new as the texts, made anew where they are not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from store.aside import Stop
from store.library import quoting
from store.storages import Quoted
from store.structure import quotations_of

SWING = (
    "Talks on migration\n\nGENEVA, Apr 5 2018 (IOM) - “We have a historic opportunity for all of us,” said"
    " IOM Director-General William Lacy Swing.\n\n“It must not be lost again,” Ambassador Swing added.\n"
)
MAYOR = "A ferry\n\nLISBON, Mar 14 2025 (ALN) - “The boat leaves in May,” said Mayor Ana Prates.\n"


def add(library: Library, folder: Path, name: str, text: str) -> int:
    """Imports a text, new or anew, and gives the release's id."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return add_paths(library, [path]).ids[0]


def kept(library: Library) -> dict[int, list[tuple[int, int, str | None, str | None]]]:
    """What is kept of each release."""
    found = library.quoting.of(library.releases.ids())
    return {key: [(one.start, one.end, one.speaker, one.role) for one in some] for key, some in found.items()}


def there(library: Library) -> dict[int, list[tuple[int, int, str | None, str | None]]]:
    """What the texts hold."""
    found = {key: quotations_of(library.releases.text(key)) for key in library.releases.ids()}
    return {
        key: [(one.start, one.end, one.speaker, one.role) for one in some]
        for key, some in found.items()
        if some
    }


@pytest.fixture(params=["library.db", "library.json"])
def quoted(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library of either kind with two releases that quote somebody, and one that does not."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    library = open_library(tmp_path / request.param)
    request.addfinalizer(library.close)
    for name, text in (("swing", SWING), ("mayor", MAYOR), ("none", "Nothing\n\nNobody said a word.\n")):
        add(library, tmp_path, name, text)
    return library


def test_what_is_kept_is_what_the_texts_hold(quoted: Library) -> None:
    """Of all releases, with speaker and role; progress says how many of how many."""
    told: list[tuple[int, int]] = []
    assert kept(quoted) == {}
    assert quoted.quoting.make(lambda done, of: told.append((done, of)))
    assert kept(quoted) == there(quoted) and len(kept(quoted)) == 2
    assert told == [(3, 3)]
    assert quoted.quoting.people() == [("ana prates", 1), ("william lacy swing", 2)]


def test_an_update_is_looked_through_again(quoted: Library, tmp_path: Path) -> None:
    """What the former text held is gone; others are not looked through once more."""
    quoted.quoting.make()
    add(quoted, tmp_path, "mayor", MAYOR.replace("leaves in May", "does not leave this year"))
    told: list[tuple[int, int]] = []
    quoted.quoting.make(lambda done, of: told.append((done, of)))
    assert told == [(1, 1)] and kept(quoted) == there(quoted)


def test_new_rules_make_all_anew(quoted: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rules found counts for nothing."""
    quoted.quoting.make()
    monkeypatch.setattr(quoting, "_VERSION", "other rules")
    assert kept(quoted) == {}
    again = quoting.Quoting(quoted.tables, quoted.index)
    again.make()
    assert kept(quoted) == there(quoted)


def test_another_process_finds_the_same(quoted: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is much to look through it does the work."""
    monkeypatch.setattr(quoting, "_MUCH", 1)
    monkeypatch.setattr(quoting, "quotations_of", lambda _: pytest.fail("it was done here"))
    quoted.quoting.make()
    assert kept(quoted) == there(quoted)


def test_it_stops_between_two_batches(quoted: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done stays, and the next one goes on from there."""
    monkeypatch.setattr(quoting, "_BATCH", 1)
    stop = Stop()
    assert not quoted.quoting.make(lambda *_: stop(), stop)
    assert len(kept(quoted)) <= 1
    told: list[tuple[int, int]] = []
    assert quoted.quoting.make(lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)] and kept(quoted) == there(quoted)


def test_one_that_has_no_index_is_left_to_who_asks(library: Library, tmp_path: Path) -> None:
    """While somebody reads, no index is made: that takes long."""
    key = add(library, tmp_path, "swing", SWING)
    with library.transaction():
        library.index.discard()
    library.quoting.make_meanwhile(Stop())
    assert kept(library) == {}
    library.index.asked(lambda _: None)
    library.quoting.make_meanwhile(Stop())
    assert list(kept(library)) == [key]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE \"search$said_data\" SET block = x'00ff00ff00ff00ff'",
        'DROP TABLE "search$said_data"',
        'DROP TABLE "search$said"',
        'DROP TABLE "search$quoted"',
        'DROP TABLE "search$quotation_mark"',
    ],
)
def test_damaged_tables_are_made_anew(library: Library, tmp_path: Path, harm: str) -> None:
    """They are derived: who asks next has them again."""
    key = add(library, tmp_path, "swing", SWING)
    library.quoting.make()
    path = library.path
    library.close()
    with sqlite3.connect(path) as connection:
        connection.execute(harm)
    connection.close()
    again = open_library(path)
    assert [found.release.id for found in again.find.quotations("said:historic")] == [key]
    again.close()


def test_a_quotation_knows_who_by_what_is_compared() -> None:
    """Person, speaker and role stand together."""
    one = Quoted(1, 1, 0, 5, "Ana Prates", "mayor", "en", "ana prates")
    assert one.voice == ("ana prates", "Ana Prates", "mayor")


def test_nobody_is_no_speaker(quoted: Library, tmp_path: Path) -> None:
    """Of a quotation that names nobody there is no name to be offered."""
    add(
        quoted,
        tmp_path,
        "nobody",
        "A delay\n\nThe line opens.\n\n“Every day of delay costs us our patience,”\n",
    )
    assert quoted.quoting.make()
    assert quoted.quoting.people()[0] == ("", 1)
    assert [name for name, _ in quoted.quoting.speakers()] == ["Ana Prates", "William Lacy Swing"]
