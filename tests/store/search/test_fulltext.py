"""Search over a library: found, ranked, exact, and never at odds with the tables."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from store import InvalidQueryError, Library, StorageError, add_paths, open_library
from store.search import FullText, spans
from store.storages import SQLiteStorage
from store.storages.fts5 import SearchIndex


def add(library: Library, folder: Path, name: str, text: str) -> int:
    """Imports a text, new or anew, and gives the release's id."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return add_paths(library, [path]).ids[0]


def found(library: Library, words: str) -> list[int]:
    """The ids of the releases found, best first."""
    return [hit.release.id for hit in library.find.hits(words)]


def indexed(library: Library) -> int:
    """How many releases the index in the library's own file holds, before any search has repaired it."""
    with sqlite3.connect(library.path) as connection:
        count = connection.execute('SELECT count(*) FROM "search$docs"').fetchone()[0]
    connection.close()
    return int(count)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, for this test."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: folder)
    return folder


@pytest.fixture(params=["own", "file"])
def either(request: pytest.FixtureRequest, cache: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both places an index can be in: the library's file, and a file of the cache folder."""
    if request.param == "file":
        monkeypatch.setattr(SQLiteStorage, "index_connection", lambda _self: None)
    return str(request.param)


# -- finding -------------------------------------------------------------------------------


def test_search_wants_every_word_in_any_case(library: Library, tmp_path: Path) -> None:
    """Every word must be in the text, case and accents aside; the first match's place is given."""
    text = "Überfahrt neu\n\nDie FÄHRE nach Málaga fährt im Mai.\n"
    key = add(library, tmp_path, "a", text)
    add(library, tmp_path, "b", "Nothing of the sort\n\nIt rained in Malaga.\n")
    assert [(hit.release.id, hit.offset) for hit in library.find.hits("fähre MÁLAGA")] == [
        (key, text.index("FÄHRE"))
    ]
    assert [hit.release.id for hit in library.find.hits("ma\u0301laga fahre")] == [key]
    assert len(list(library.find.hits("malaga"))) == 2
    assert list(library.find.hits("fähre rained")) == []
    assert list(library.find.hits("  ")) == []


@pytest.mark.parametrize(
    ("before", "word"), [("Große Straße ", "hafen"), ("İİİ ", "port"), ("ﬁﬃ ß ", "straße")]
)
def test_search_offset_is_in_the_text(library: Library, tmp_path: Path, before: str, word: str) -> None:
    """The offset counts the text's own characters, also where case folding makes more of them."""
    text = f"{before}{word.title()} and more\n\nWords that follow.\n"
    add(library, tmp_path, "a", text)
    assert [hit.offset for hit in library.find.hits(word.upper())] == [len(before)]


def test_the_headline_counts_most(library: Library, tmp_path: Path) -> None:
    """A release about a word comes before one that mentions it; the lower rank is the better."""
    other = "It rained all day in the old town and nobody went out to sea.\n"
    mentions = add(library, tmp_path, "a", f"Rain\n\n{other}\nA ferry was seen.\n")
    about = add(library, tmp_path, "b", f"Ferry\n\n{other}\nA boat was seen.\n")
    for number in range(5):
        add(library, tmp_path, f"c{number}", f"Sun {number}\n\n{other}")
    hits = list(library.find.hits("ferry"))
    assert [hit.release.id for hit in hits] == [about, mentions]
    ranks = [hit.rank or 0.0 for hit in hits]
    assert ranks[0] < ranks[1] < 0
    assert [hit.release.id for hit in library.find.hits("ferry", limit=1)] == [about]


def test_matches_are_places_of_the_text(library: Library, wire: Path) -> None:
    """All matches of all words, in order, as code points; the offset is the first."""
    (release,) = add_paths(library, [wire]).added
    (hit,) = library.find.hits("FERRY “ten years” mayo*")
    text = library.releases.text(release).text
    assert [text[start:end] for start, end in hit.matches] == ["ferry", "ferry", "ten years", "Mayor"]
    assert hit.offset == hit.matches[0][0] == text.index("ferry")
    assert spans("FERRY “ten years” mayo*", text) == hit.matches


def test_agency_and_place_are_found(library: Library, wire: Path) -> None:
    """Words of different fields are found together."""
    ids = add_paths(library, [wire]).added
    for words in ("aln", "Lisbon ALN ferry", "lisbon NOT porto"):
        assert found(library, words) == ids


def test_a_field_alone_is_enough(library: Library, wire: Path) -> None:
    """What only the record says is found, without a place in the text."""
    (release,) = add_paths(library, [wire]).added
    library.tables.table("releases").update({"agency": "Wire Überall"}, doc_ids=[release])
    (hit,) = library.find.hits("uberall ferry NOT bus")
    assert hit.release.agency == "Wire Überall"
    (hit,) = library.find.hits('"wire uberall"')
    assert (hit.matches, hit.offset) == ((), 0)
    assert hit.snippet.startswith("Harbour towns agree")


@pytest.mark.parametrize(
    "words", ["贸易", "界", "한국", "ไทย", "ひらがな", "世界 ferry", "🚢", "احمد", "cafe"]
)
def test_scripts_are_found(library: Library, tmp_path: Path, words: str) -> None:
    """Within what has no blanks, and by any spelling of accents and Arabic letters."""
    text = "Café ferry 🚢\n\n世界贸\n易组织 한국은 ประเทศไทยและ これはひらがなです أَحْمَد\n"
    assert found(library, words) == []
    key = add(library, tmp_path, "a", text)
    add(
        library, tmp_path, "b", "Nothing of that\n\n世 界 贸 한 국\n" if words != "界" else "Nothing\n\nNo.\n"
    )
    assert found(library, words) == [key]


def test_what_is_refused_is_refused_at_once(library: Library) -> None:
    """A query that cannot be read raises before the first hit is asked for; nothing finds nothing."""
    with pytest.raises(InvalidQueryError):
        library.find.hits("(ferry")
    assert list(library.find.hits(" — ")) == []


def test_hits_are_made_when_asked_for(library: Library, tmp_path: Path) -> None:
    """A release that changed after it was found, and before it was looked at, is left out."""
    keys = {name: add(library, tmp_path, name, f"A ferry {name}\n\nWords.\n") for name in ("a", "b", "c")}
    hits = library.find.hits("ferry")
    add(library, tmp_path, "b", "A bus\n\nWords.\n")
    assert [hit.release.id for hit in hits] == [keys["c"], keys["a"]]


# -- the index and the tables --------------------------------------------------------------


def test_the_index_is_written_with_the_text(library: Library, tmp_path: Path) -> None:
    """It holds a release as soon as the import has ended, in the same file, without any search."""
    add(library, tmp_path, "a", "A ferry\n\nWords.\n")
    add(library, tmp_path, "b", "A bus\n\nWords.\n")
    assert indexed(library) == 2
    add(library, tmp_path, "b", "A tram\n\nWords.\n")
    assert indexed(library) == 2
    with pytest.raises(KeyError), library.transaction():
        add(library, tmp_path, "c", "A train\n\nWords.\n")
        assert found(library, "train") == [3]
        raise KeyError
    assert indexed(library) == 2
    assert (found(library, "bus"), found(library, "tram"), found(library, "train")) == ([], [2], [])


def test_an_index_is_no_table(library: Library, tmp_path: Path) -> None:
    """TinyDB neither lists nor copies nor drops what is derived; an emptied library finds nothing."""
    add(library, tmp_path, "a", "A ferry\n\nWords.\n")
    assert found(library, "ferry")
    assert not [name for name in library.tables.db.tables() if "search" in name]
    library.tables.table("releases").truncate()
    assert found(library, "ferry") == []
    library.tables.db.drop_tables()
    assert found(library, "ferry") == []


DAMAGES = (
    'DROP TABLE "search$mark"',
    'DROP TABLE "search$words"',
    "UPDATE \"search$mark\" SET mark = '0'",
    'DROP TRIGGER "search$text_update"',
)


def test_an_older_library_is_indexed_by_its_first_search(tmp_path: Path) -> None:
    """A library without index, or with one of another folding, gets its own, and imports go on before."""
    path = tmp_path / "library.db"
    for damage in DAMAGES:
        path.unlink(missing_ok=True)
        library = open_library(path)
        keys = [add(library, tmp_path, name, f"A ferry {name}\n\nWords.\n") for name in ("a", "b")]
        library.close()
        with sqlite3.connect(path) as connection:
            connection.execute(damage)
        connection.close()
        library = open_library(path)
        keys.append(add(library, tmp_path, "c", "A ferry again\n\nWords.\n"))
        assert sorted(found(library, "ferry")) == keys
        assert indexed(library) == 3
        library.close()
        for name in ("a", "b", "c"):
            (tmp_path / f"{name}.txt").unlink()


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """Neither import nor search fails over it, and nothing else is touched."""
    path = tmp_path / "library.db"
    library = open_library(path)
    keys = [add(library, tmp_path, name, f"A ferry {name}\n\nWords.\n") for name in ("a", "b")]
    made = library.annotations.add(keys[0], 0, 3, note="mine")
    library.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE \"search$words_data\" SET block = x'00ff00ff00ff00ff'")
    connection.close()
    library = open_library(path)
    assert sorted(found(library, "ferry")) == keys
    library.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE \"search$words_data\" SET block = x'00ff00ff00ff00ff'")
    connection.close()
    library = open_library(path)
    keys.append(add(library, tmp_path, "c", "A ferry again\n\nWords.\n"))
    add(library, tmp_path, "a", "A bus\n\nWords.\n")
    assert sorted(found(library, "ferry")) == keys[1:]
    assert library.annotations.get(made.id).note == "mine"
    library.close()


def test_a_script_that_knows_no_index_is_noticed(library: Library, tmp_path: Path) -> None:
    """Rows changed through TinyDB alone, or SQL alone, are found as they are now."""
    key = add(library, tmp_path, "a", "A ferry\n\nWords.\n")
    other = add(library, tmp_path, "b", "A bus\n\nWords.\n")
    library.tables.table("texts").update(
        {"text": "A tram\n\nWords.\n"}, doc_ids=[library.releases.get(other).text_id]
    )
    library.tables.table("releases").update({"headline": "A tram"}, doc_ids=[other])
    assert (found(library, "tram"), found(library, "bus")) == ([other], [])
    with sqlite3.connect(library.path) as connection:
        connection.execute("DELETE FROM releases WHERE id = ?", [key])
    connection.close()
    assert found(library, "ferry") == []
    assert found(library, "words") == [other]


@pytest.mark.slow
def test_another_process_is_noticed_at_once(library: Library, tmp_path: Path, either: str) -> None:
    """What another process imports is found by the next search."""
    add(library, tmp_path, "a", "A ferry\n\nWords.\n")
    assert len(found(library, "ferry")) == 1
    (tmp_path / "b.txt").write_text("A ferry more\n\nWords.\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from store import add_paths, open_library\n"
        "library = open_library(sys.argv[1]); add_paths(library, [Path(sys.argv[2])]); library.close()"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    command = [sys.executable, "-c", code, str(library.path), str(tmp_path / "b.txt")]
    subprocess.run(command, check=True, env=environment)
    assert len(found(library, "ferry")) == 2


def test_a_library_that_cannot_be_written_is_searched(
    library: Library, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the index it has, without one by a file of the cache folder; the library is not touched."""
    key = add(library, tmp_path, "a", "A ferry\n\nWords.\n")
    monkeypatch.setattr(library.tables.storage, "read_only", True)
    assert found(library, "ferry") == [key]
    assert not cache.exists()
    with sqlite3.connect(library.path) as connection:
        connection.execute('DELETE FROM "search$mark"')
    connection.close()
    assert found(library, "ferry") == [key]
    assert len(list((cache / "search").glob("*.db"))) == 1
    with pytest.raises(StorageError), library.transaction():
        pass


def test_without_fts5_releases_are_kept_and_searching_is_refused(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python whose SQLite lacks FTS5 imports; searching says what is missing."""
    key = add(library, tmp_path, "a", "A ferry\n\nWords.\n")
    monkeypatch.setattr("store.storages.fts5.SearchIndex.is_available", lambda _self: False)
    other = add(library, tmp_path, "b", "A ferry too\n\nWords.\n")
    with pytest.raises(StorageError, match="FTS5"):
        list(library.find.hits("ferry"))
    monkeypatch.undo()
    assert sorted(found(library, "ferry")) == [key, other]


# -- an index in the cache folder ----------------------------------------------------------


@pytest.fixture
def apart(library: Library, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library whose storage has no connection for an index, as JSON files have none."""
    monkeypatch.setattr(SQLiteStorage, "index_connection", lambda _self: None)
    yield library
    with sqlite3.connect(library.path) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search$words'").fetchall()
    connection.close()


def test_only_differences_are_indexed(
    apart: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change only the release that changed is indexed, also by a later process."""
    keys = [add(apart, tmp_path, name, f"A ferry {name}\n\nWords.\n") for name in ("a", "b", "c")]
    assert sorted(found(apart, "ferry")) == keys
    done: list[int] = []
    real = FullText._index

    def counted(full: FullText, index: SearchIndex, release: int, *rows: Mapping[str, object] | None) -> None:
        done.append(release)
        real(full, index, release, *rows)

    monkeypatch.setattr(FullText, "_index", counted)
    assert sorted(found(apart, "ferry")) == keys
    assert done == []
    add(apart, tmp_path, "b", "A bus\n\nWords.\n")
    later = open_library(apart.path)
    assert (sorted(found(later, "ferry")), found(later, "bus")) == ([keys[0], keys[2]], [keys[1]])
    assert done == [keys[1]]
    later.close()


def test_a_damaged_cache_file_is_made_anew(apart: Library, tmp_path: Path, cache: Path) -> None:
    """It is derived: whatever is in it, the search finds what the tables hold."""
    key = add(apart, tmp_path, "a", "A ferry\n\nWords.\n")
    assert found(apart, "ferry") == [key]
    apart.close()
    (file,) = (cache / "search").glob("*.db")
    file.write_bytes(b"no database at all, whatever the name says" * 100)
    library = open_library(apart.path)
    assert found(library, "ferry") == [key]
    library.close()


def test_without_a_cache_folder_the_index_is_in_memory(apart: Library, tmp_path: Path, cache: Path) -> None:
    """A cache folder that cannot be made is no reason not to search."""
    cache.write_text("a file")
    key = add(apart, tmp_path, "a", "A ferry\n\nWords.\n")
    assert found(apart, "ferry") == [key]
    assert cache.read_text() == "a file"
