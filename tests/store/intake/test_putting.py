"""Releases put into the tables: what is known, what was moved, and which rows cannot be trusted."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.operations import delete
from tinydb.table import Document

from store import Library, ReadingPosition, add_bytes, add_paths
from store.intake import arrivals
from store.intake.arrivals import known, moved, put_releases
from store.intake.identity import Reading
from store.intake.parsing import IDENTIFIER, Incoming, releases_in, take
from store.storages import SQLiteStorage

BODY = "\n\nLISBON, Mar 14 2025 (ALN) - The ferry sails again from the harbour.\n"


def write(path: Path, headline: str = "One") -> Path:
    """A file of a release."""
    path.write_text(headline + BODY, encoding="utf-8")
    return path


def incoming(path: Path) -> Incoming:
    """The document in a file."""
    one = take(path, None)
    assert isinstance(one, Incoming)
    return one


def change(library: Library, key: int, **fields: Any) -> None:
    """Changes a release's row behind the program's back."""
    library.tables.table("releases").update(fields, doc_ids=[key])


# -- known and moved -------------------------------------------------------------------------------


def test_a_file_is_known_by_its_path(library: Library, tmp_path: Path) -> None:
    """With the digest it had; one of which only parts are releases is not, nor is one nobody brought."""
    path = write(tmp_path / "one.txt")
    assert known(library, [path]) == [None]
    (key,) = add_paths(library, [path]).added
    digest = incoming(path).digest
    assert known(library, [path]) == [(key, digest)]
    assert known(library, [tmp_path / "folder" / ".." / "one.txt"]) == [(key, digest)]
    change(library, key, part="7")
    assert known(library, [path]) == [None]
    change(library, key, part="")
    assert known(library, [path]) == [(key, digest)]
    assert known(library, [Path(os.fsdecode(b"/caf\xe9.txt"))]) == [None]


def test_the_releases_of_a_file_of_rows_are_not_looked_at_to_know_it(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There may be a hundred thousand, and it is read whatever came from it."""
    table, text = tmp_path / "a.csv", write(tmp_path / "one.txt")
    table.write_text("title,body\nFerry,The ferry sails again\n", encoding="utf-8")
    add_paths(library, [table, text])
    asked: list[str] = []
    really = library.tables.rows_among

    def rows_among(table: str, field: str, values: Iterable[str]) -> list[Document]:
        asked.extend(values := list(values))
        return really(table, field, values)

    monkeypatch.setattr(library.tables, "rows_among", rows_among)
    found = known(library, [table, text])
    assert [one is None for one in found] == [True, False]
    assert asked == [str(text)]
    assert len(add_paths(library, [table]).unchanged) == 1


@pytest.mark.parametrize(
    ("fields", "there", "found"),
    [
        ({}, False, True),
        ({}, True, False),
        ({"identity": "urn:one"}, False, False),
        ({"source": "relative.txt", "identity": "relative.txt"}, False, False),
        ({"source": "https://x.example/a", "identity": "https://x.example/a"}, False, False),
        ({"digest": "0f" * 32}, False, False),
        ({"words": "many"}, False, False),
    ],
)
def test_the_bytes_of_a_file_that_is_gone_were_moved(
    library: Library, tmp_path: Path, fields: dict[str, Any], there: bool, found: bool
) -> None:
    """Where its release was named by its path; one that is still there has a copy, and a damaged row none."""
    path = write(tmp_path / "one.txt")
    (key,) = add_paths(library, [path]).added
    change(library, key, **fields)
    new = write(tmp_path / "two.txt")
    if not there:
        path.unlink()
    assert moved(library, incoming(new)) == (key if found else None)
    row = library.tables.row("releases", key)
    assert row is not None
    assert (row["source"] == row["identity"] == str(new)) is found


def test_a_file_that_may_not_be_looked_for_was_not_moved(library: Library, tmp_path: Path) -> None:
    """It is not known to be gone, and keeps its release; the same bytes elsewhere are another."""
    (key,) = add_paths(library, [write(tmp_path / "one.txt")]).added
    hidden = f"/{300 * 'n'}"
    change(library, key, source=hidden, identity=hidden)
    assert moved(library, incoming(write(tmp_path / "two.txt"))) is None


def test_what_came_from_elsewhere_was_not_moved(library: Library, tmp_path: Path) -> None:
    """A URL, or a part of something, is no file of the same bytes."""
    path = write(tmp_path / "one.txt")
    add_paths(library, [path])
    data = path.read_bytes()
    path.unlink()
    report = add_bytes(library, "https://x.example/one.txt", "one.txt", data)
    assert (len(report.added), report.unchanged) == (1, [])


def test_of_several_moved_the_first_that_can_be_is_taken(library: Library, tmp_path: Path) -> None:
    """A damaged one before it is passed over."""
    paths = [write(tmp_path / f"{name}.txt", name) for name in ("one", "two")]
    first, second = add_paths(library, paths).added
    digest = incoming(paths[1]).digest
    change(library, first, digest=digest, words="many")
    for path in paths:
        path.unlink()
    new = write(tmp_path / "new.txt", "two")
    assert add_paths(library, [new]).unchanged == [second]


# -- a new version ---------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of a release."""
    return write(tmp_path / "one.txt")


@pytest.fixture
def release(library: Library, path: Path) -> int:
    """That release."""
    return add_paths(library, [path]).added[0]


def test_what_a_new_version_does_not_say_is_gone(library: Library, path: Path, release: int) -> None:
    """An embargo that was lifted, say; when it came, and by what it is known, stay."""
    change(
        library, release, embargo="until noon", embargo_until="2025-03-14T12:00:00Z", url="https://x.example"
    )
    before = library.releases.get(release)
    write(path, "Two")
    assert add_paths(library, [path]).updated == [release]
    row = library.tables.row("releases", release)
    assert row is not None
    assert [row.get(name) for name in ("embargo", "embargo_until", "url")] == [None, None, None]
    assert (row["added"], row["identity"], row["headline"]) == (before.added, str(path), "Two")


def test_annotations_of_an_update_are_counted_by_their_state(
    library: Library, path: Path, release: int
) -> None:
    """Those that were moved, lost and left; one that cannot be understood stays as it is."""
    text = library.releases.text(release).text
    for words in ("One", "LISBON", "ferry"):
        start = text.index(words)
        library.annotations.add(release, start, start + len(words), note="n")
    odd = library.annotations.add(release, 0, 3, note="n").id
    library.tables.table("annotations").update({"start": "odd"}, doc_ids=[odd])
    before = library.tables.row("annotations", odd)
    path.write_text("One" + BODY.replace("The", "Today the").replace("LISBON", "PORTO"), encoding="utf-8")
    report = add_paths(library, [path])
    assert (report.updated, dict(report.annotations)) == (
        [release],
        {"anchored": 1, "orphaned": 1, "moved": 1},
    )
    assert library.tables.row("annotations", odd) == before


def test_an_annotation_among_equal_words_is_put_by_the_text_it_was_made_in(
    library: Library, path: Path
) -> None:
    """Its words stand there again and again: only the former text tells which of them are meant."""
    same, new = "The ferry sails again.\n\n", "A bus waits elsewhere.\n\n"
    assert len(same) == len(new)
    path.write_text(f"Head\n\n{same * 6}", encoding="utf-8")
    (key,) = add_paths(library, [path]).added
    start = len("Head\n\n") + 3 * len(same) + 4
    library.annotations.add(key, start, start + 5, note="n")
    path.write_text(f"Head\n\n{new}{same * 6}", encoding="utf-8")
    assert add_paths(library, [path]).updated == [key]
    (one,) = library.annotations.of(key)
    assert (one.quote, one.start) == ("ferry", start + len(new))


@pytest.mark.parametrize("harm", ["text", "no text", "release", "no id of a text", "odd id of a text"])
def test_annotations_on_a_text_that_cannot_be_read_are_put_by_their_words(
    library: Library, path: Path, release: int, harm: str
) -> None:
    """Nothing keeps the new version out."""
    library.annotations.add(release, 0, 3, note="n")
    row = library.tables.row("releases", release)
    assert row is not None
    if harm == "text":
        library.tables.table("texts").update({"paragraphs": 7}, doc_ids=[row["text_id"]])
    elif harm == "no text":
        library.tables.table("texts").remove(doc_ids=[row["text_id"]])
    elif harm == "release":
        change(library, release, words="many")
    elif harm == "no id of a text":
        library.tables.table("releases").update(delete("text_id"), doc_ids=[release])
    else:
        change(library, release, text_id="odd")
    path.write_text("Today: One" + BODY, encoding="utf-8")
    assert add_paths(library, [path]).updated == [release]
    (one,) = library.annotations.of(release)
    assert (one.quote, one.start, one.state) == ("One", 7, "moved")
    since = None if harm.endswith("id of a text") else row["text_id"]
    reading = library.tables.row("reading", release)
    assert reading is not None
    assert (reading["updated"], reading.get("since")) == (True, since)


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        (None, False),
        ({"starred": True}, False),
        ({"read": False}, False),
        ({"read": True}, True),
        ({"read": "odd"}, False),
    ],
)
def test_an_update_is_marked_for_who_had_read_it(
    library: Library, path: Path, release: int, row: dict[str, Any] | None, marked: bool
) -> None:
    """Not for who had only a star for it; a row that cannot be understood is left alone."""
    if row is not None:
        library.tables.storage.write_rows("reading", {release: row})
    before = library.releases.get(release).text_id
    write(path, "Two")
    add_paths(library, [path])
    now = library.tables.row("reading", release)
    if not marked:
        assert now == row
        return
    assert row is not None
    assert now == {**row, "read": False, "updated": True, "since": before}


def test_who_has_begun_to_read_is_told_of_an_update(library: Library, path: Path, release: int) -> None:
    """Of the version it was begun with, whatever comes after it."""
    library.reading.save_position(release, ReadingPosition(3, 0))
    first = library.releases.get(release).text_id
    for headline in ("Two", "Three"):
        write(path, headline)
        add_paths(library, [path])
        row = library.tables.row("reading", release)
        assert row is not None
        assert (row["updated"], row["since"], row["cursor"]) == (True, first, 3)


# -- many at once ----------------------------------------------------------------------------------


def test_what_comes_twice_at_once_is_stored_once(library: Library, tmp_path: Path) -> None:
    """The same file, unchanged or with other words, handed over in one go."""
    one = incoming(write(tmp_path / "one.txt"))
    other = incoming(write(tmp_path / "one.txt", "Two"))
    put = put_releases(library, [one, one, other])
    (key,) = put.added
    assert (put.unchanged, put.updated) == ([key], [key])
    assert library.releases.get(key).headline == "Two"
    assert library.tables.table("texts").count(where("release") == key) == 2
    assert {hit.release.id for hit in library.find.hits("Two")} == {key}
    assert list(library.find.hits("One")) == []


def test_what_is_stored_is_in_the_index_of_words_at_once(library: Library, tmp_path: Path) -> None:
    """New releases and new versions: who searches first need not wait for them."""

    def indexed() -> list[int]:
        storage = library.tables.storage
        assert isinstance(storage, SQLiteStorage)
        with storage.index_connection() as connection:
            assert connection.execute('SELECT count(*) FROM "search$stale"').fetchone() == (0,)
            return [text for (text,) in connection.execute('SELECT text FROM "search$docs" ORDER BY id')]

    paths = [write(tmp_path / f"{name}.txt", name) for name in ("one", "two")]
    keys = add_paths(library, paths).added
    assert indexed() == [library.releases.get(key).text_id for key in keys]
    add_paths(library, [write(paths[0], "three"), write(tmp_path / "four.txt", "four")])
    assert indexed() == [library.releases.get(key).text_id for key in sorted(library.releases.ids())]


def test_each_source_is_settled_by_itself(library: Library) -> None:
    """Where no reading is given, what is handed over is all there is of each."""
    rows = b"title,body\nFerry,The ferry sails again from the harbour on Monday\n"
    documents = [
        *releases_in("/a.csv", "a.csv", rows),
        *releases_in("/b.csv", "b.csv", rows),
        *releases_in("/a.csv", "a.csv", rows),
    ]
    taken = [one for one in documents if isinstance(one, Incoming)]
    put = put_releases(library, taken)
    assert (len(put.added), put.updated, put.unchanged) == (3, [], [])
    sources = [library.releases.get(key).source for key in put.added]
    assert sources == ["/a.csv", "/b.csv", "/a.csv"]
    identities = [row["identity"] for row in library.tables.table("releases")]
    assert len(set(identities)) == 3
    assert identities[2] == f"{identities[0]} (2)"


def test_little_is_kept_of_a_row_that_comes_once(library: Library) -> None:
    """Of a hundred thousand all would be much; one that comes again is told from the first as before."""
    reading = Reading(library, "/a.csv")
    rows = ["title,body", *(f"Head {number},The ferry {number} sails again" for number in range(50))]
    taken = releases_in("/a.csv", "a.csv", "\n".join([*rows, *rows[1:3]]).encode())
    put = put_releases(library, [one for one in taken if isinstance(one, Incoming)], reading)
    assert len(put.added) == 52
    assert len(reading._numbers) == 2
    assert len(reading._found._starts) == 1
    row = library.tables.row("releases", put.added[-1])
    first = library.tables.row("releases", put.added[1])
    assert row is not None and first is not None
    assert row["identity"] == f"{first['identity']} (2)"


def test_of_a_source_that_is_read_again_little_is_kept(library: Library) -> None:
    """What tells its releases apart, and not their rows; what cannot be read is none of them."""
    add_bytes(library, "/a.csv", "a.csv", rows_of("one", "two", "three"))
    table = library.tables.table("releases")
    table.update({"digest": 7}, doc_ids=[2])
    reading = Reading(library, "/a.csv")
    assert {key: row.part for key, row in reading.rows.items()} == {1: "line 2", 3: "line 4"}
    assert all(len(row) == 3 for row in reading.rows.values())
    table.update({"digest": "no digest"}, doc_ids=[3])
    assert [*Reading(library, "/a.csv").rows] == [1, 3]


def test_what_waited_is_stored_so_many_at_a_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch is told when it is stored, and nothing is left waiting."""
    monkeypatch.setattr(arrivals, "_AT_ONCE", 2)
    rows = [f"Head {number},The ferry {number} of the line {number} sails again" for number in range(9)]
    add_bytes(library, "/a.csv", "a.csv", "\n".join(["title,body", *rows[:4]]).encode())
    reading = Reading(library, "/a.csv")
    data = "\n".join(["title,body", *rows[4:]]).encode()
    documents = releases_in("/a.csv", "a.csv", data)
    first = put_releases(library, [one for one in documents if isinstance(one, Incoming)], reading)
    assert (first.added, len(reading.held), library.releases.count()) == ([], 5, 4)
    counts = []
    for put in arrivals.put_held(library, reading):
        counts.append((len(put.added), library.releases.count()))
    assert counts == [(2, 6), (2, 8), (1, 9)]
    assert reading.held == []


def rows_of(*rows: str) -> bytes:
    """A table of releases without ids, which share no words."""
    told = [f"Head {row},{' '.join(f'{row}{number}' for number in range(9))}" for row in rows]
    return "\n".join(["title,body", *told]).encode()


def held_of(library: Library, data: bytes) -> Reading:
    """A reading of a source that holds releases, with what it has for new waiting for its end."""
    reading = Reading(library, "/a.csv")
    taken = [one for one in releases_in("/a.csv", "a.csv", data) if isinstance(one, Incoming)]
    put = put_releases(library, taken, reading)
    assert (put.added, put.updated, put.unchanged) == ([], [], [])
    return reading


def test_what_another_process_made_meanwhile_is_not_made_again(library: Library) -> None:
    """Of what waited for the end of a source, and of what did not have to."""
    add_bytes(library, "/a.csv", "a.csv", rows_of("one"))
    reading = held_of(library, rows_of("two", "three"))
    first = add_bytes(library, "/a.csv", "a.csv", rows_of("two")).added
    (put,) = arrivals.put_held(library, reading)
    assert (put.unchanged, len(put.added), put.updated) == (first, 1, [])
    assert library.releases.count() == 3
    reading = Reading(library, "/b.csv")
    assert reading.rows == {}
    second = add_bytes(library, "/b.csv", "b.csv", rows_of("two")).added
    taken = [one for one in releases_in("/b.csv", "b.csv", rows_of("two")) if isinstance(one, Incoming)]
    assert put_releases(library, taken, reading).unchanged == second


def test_what_is_new_is_one_of_those_in_the_source(library: Library) -> None:
    """Under its identity: what comes after it under the same id is no version of it if it contradicts it."""
    reading = Reading(library, "/a.csv")
    taken = [
        one for one in releases_in("/a.csv", "a.csv", rows_of("one", "two")) if isinstance(one, Incoming)
    ]
    put = put_releases(library, taken, reading)
    assert [reading.has(key) for key in put.added] == [True, True]
    again = Reading(library, "/a.csv")
    assert put_releases(library, taken[:1], again).unchanged == put.added[:1]
    assert [again.has(key) for key in put.added] == [True, False]
    digest = "0f" * 32
    named = replace(taken[0], identity="id", known_by=IDENTIFIER, digest=digest)
    assert again.under_id("id") == []
    (first,) = put_releases(library, [named], again).added
    other = replace(taken[1], identity="id", known_by=IDENTIFIER, digest="1e" * 32)
    assert put_releases(library, [other], again).added == []
    ((second,),) = [one.added for one in arrivals.put_held(library, again)]
    assert again.under_id("id") == [second]
    assert (again.has(first), again.has(second)) == (True, True)


def test_what_waited_for_a_release_that_is_gone_is_new(library: Library) -> None:
    """Its row was taken away, or damaged, before the source had ended."""
    data = rows_of("one", "two")
    one, other = (one for one in releases_in("/a.csv", "a.csv", data) if isinstance(one, Incoming))
    one, other = (replace(each, identity="id", known_by=IDENTIFIER) for each in (one, other))
    for harm in ("gone", "damaged"):
        (key,) = put_releases(library, [one]).added
        reading = Reading(library, "/a.csv")
        assert put_releases(library, [other], reading).added == []
        if harm == "gone":
            library.tables.table("releases").remove(doc_ids=[key])
        else:
            change(library, key, words="many")
        (put,) = arrivals.put_held(library, reading)
        assert (len(put.added), put.updated, put.unchanged) == (1, [], [])
        library.tables.table("releases").truncate()


def test_a_row_that_moved_says_where_it_is(library: Library) -> None:
    """Only one that did is written again."""
    rows = [f"Head {number},The ferry {number} of the line {number} sails again" for number in range(3)]
    first = add_bytes(library, "/a.csv", "a.csv", "\n".join(["title,body", *rows]).encode()).added
    parts = [library.releases.get(key).part for key in first]
    report = add_bytes(
        library, "/a.csv", "a.csv", "\n".join(["title,body", rows[0], "", rows[2], rows[1]]).encode()
    )
    assert sorted(report.unchanged) == first
    assert library.releases.get(first[0]).part == parts[0]
    assert library.releases.get(first[1]).part != parts[1]
    assert len({library.releases.get(key).part for key in first}) == 3
