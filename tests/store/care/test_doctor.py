"""The doctor and the repair: what is found, that a repair loses nothing and leaves nothing to find."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb.table import Document

from store import Library, UnreadableRecordError, add_paths, open_library
from store.backups import copies
from store.care.copying import move_library
from store.care.doctor import SET_ASIDE, examine, set_aside
from store.care.repairing import repair
from store.meanings import LARGEST_COUNT
from store.tables import TABLES
from tests.conftest import SAMPLES
from tests.store.conftest import Run


def dump(library: Library) -> dict[str, dict[int, Any]]:
    """Every row of every table that is not the repair's own."""
    tables = ("releases", "texts", "annotations", "tags", "reading", "history", "meta")
    return {table: dict(library.tables.storage.scan_rows(table)) for table in tables}


def test_a_sound_library_has_no_findings(marked: Library) -> None:
    """Nothing is found in a library that was only used, and a repair of it changes no row."""
    assert examine(marked) == []
    before = dump(marked)
    done = repair(marked)
    assert (done.mended, done.set_aside) == ([], [])
    assert dump(marked) == before
    assert Path(done.backup).is_file()


def mend(library: Library, *expected: str) -> list[str]:
    """What is found, after a repair that leaves nothing to find."""
    found = [str(one) for one in examine(library)]
    for words in expected:
        assert any(words in line for line in found), found
    done = repair(library)
    assert done.backup
    assert examine(library) == []
    return [*done.mended, *done.set_aside]


def test_offsets_that_are_off_are_put_right(marked: Library) -> None:
    """An annotation that does not stand on its words is put where they are."""
    before = marked.annotations.get(1)
    marked.tables.table("annotations").update({"start": 3, "end": 15}, doc_ids=[1])
    mend(marked, "does not stand on the words")
    after = marked.annotations.get(1)
    assert (after.start, after.end, after.quote, after.note) == (0, 12, before.quote, before.note)


def test_words_that_are_gone_are_kept_as_orphaned(marked: Library) -> None:
    """An annotation whose words the text does not hold keeps its quote and note."""
    marked.tables.table("annotations").update({"quote": "never written anywhere"}, doc_ids=[1])
    mend(marked, "not as long as its passage")
    assert (marked.annotations.get(1).state, marked.annotations.get(1).note) == ("orphaned", "note 1")


def test_parts_outside_the_text_are_found_again(marked: Library) -> None:
    """Paragraphs that lie outside the text are made anew from it."""
    text = marked.releases.get(1).text_id
    before = marked.releases.text(1)
    marked.tables.table("texts").update({"paragraphs": [[0, 10**6, "body"]]}, doc_ids=[text])
    mend(marked, "outside the text")
    assert marked.releases.text(1) == before


def test_counters_are_raised(marked: Library) -> None:
    """A counter below an id in use is raised, also where only the history knows the id."""
    made = marked.annotations.add(1, 20, 30, note="n")
    marked.annotations.delete(made.id)
    marked.tables.table("meta").update({"ids": {"tags": 1}}, doc_ids=[1])
    mend(marked, "highest id of “tags”", "highest id of “annotations”")
    assert marked.annotations.add(1, 20, 30, note="n").id == made.id + 1


def test_a_lost_tag_gets_its_name_back(marked: Library, sql: Run) -> None:
    """A tag that annotations name and that is gone is made again by the name the history has."""
    tag = marked.annotations.get(1).tags[0]
    sql("DELETE FROM tags WHERE id=?", tag.id)
    mend(marked, f"its tag, {tag.id}, is missing")
    assert [one.name for one in marked.annotations.get(1).tags] == [tag.name, "all"]


def test_a_lost_text_keeps_the_release_and_its_marks(marked: Library, sql: Run) -> None:
    """A release without a text stays, and gets its text and its annotations' places from its file."""
    kept = marked.annotations.get(1)
    sql("DELETE FROM texts WHERE id=?", marked.releases.get(1).text_id)
    done = mend(marked, "its text")
    assert any("add its file again" in line for line in done)
    assert marked.annotations.get(1).note == "note 1"
    assert marked.releases.text(1).text == ""
    assert add_paths(marked, [SAMPLES]).updated == [1]
    again = marked.annotations.get(1)
    assert (again.start, again.end, again.quote) == (kept.start, kept.end, kept.quote)
    assert examine(marked) == []


@pytest.mark.parametrize("how", ["gone", "broken"])
def test_a_lost_release_is_made_again_from_its_text(marked: Library, sql: Run, how: str) -> None:
    """A release whose row is gone or is no JSON comes back with headline, marks and star."""
    before = marked.releases.get(1)
    for field in TABLES["releases"].indexes:
        sql(f'DROP INDEX "releases.{field}"')
    if how == "gone":
        sql("DELETE FROM releases WHERE id=1")
    else:
        sql("UPDATE releases SET document=replace(document, '\"words\":', '\"words\"') WHERE id=1")
    mend(marked)
    after = marked.releases.get(1)
    assert (after.headline, after.date, after.agency) == (before.headline, before.date, before.agency)
    assert after.starred
    assert [one.note for one in marked.annotations.of(1)] == ["note 1"]
    if how == "broken":
        assert (after.source, after.added) == (before.source, before.added)
        assert [row["id"] for row in marked.tables.table(SET_ASIDE)] == [1]


def test_orphans_without_a_home_are_set_aside(marked: Library, sql: Run) -> None:
    """Marks of a release of which nothing is left are kept whole in the table of what is set aside."""
    row = marked.tables.table("annotations").get(doc_id=1)
    (
        sql("DELETE FROM releases WHERE id=1"),
        sql("DELETE FROM texts WHERE json_extract(document,'$.release')=1"),
    )
    mend(marked, "its release, 1, is missing", "record 1 of “reading”")
    aside = {(one["table"], one["id"]): json.loads(one["raw"]) for one in marked.tables.table(SET_ASIDE)}
    assert aside["annotations", 1] == row
    assert ("reading", 1) in aside
    assert marked.releases.count() == 9


def test_what_refers_to_nothing_is_found_in_any_table(marked: Library) -> None:
    """A field that may be missing is taken away; a row that says nothing without it is set aside."""
    marked.tables.table("reading").upsert(Document({"read": True, "since": 999}, 2))
    marked.tables.table("apart").insert({"releases": [1], "others": [998]})
    mend(marked, "record 2 of “reading”: its text, 999, is missing", "its release, 998, is missing")
    assert marked.tables.table("reading").get(doc_id=2) == {"read": True, "starred": True}
    assert marked.tables.table("apart").all() == []
    assert [one.table for one in set_aside(marked)] == ["apart"]


BROKEN = {
    "releases": "headline", "texts": "paragraphs", "annotations": "creator", "tags": "color",
    "history": "changes", "reading": "starred",
}  # fmt: skip


@pytest.mark.few(3)
@pytest.mark.parametrize("table", BROKEN)
@pytest.mark.parametrize("how", ["missing", "odd", "not JSON", "no UTF-8"])
def test_one_bad_record_of_any_table_is_mended_or_set_aside(
    marked: Library, sql: Run, table: str, how: str
) -> None:
    """Everything else can be read before the repair, and the record's raw text is kept after it."""
    ids = set(marked.tables.storage.row_ids(table))
    sql("UPDATE meta SET document=document")  # the file is ours
    for (name,) in sql("SELECT name FROM sqlite_master WHERE type='index'"):
        sql(f'DROP INDEX "{name}"')
    change = {
        "missing": f"json_remove(document, '$.{BROKEN[table]}')",
        "odd": f"json_set(document, '$.{BROKEN[table]}', 1.5)",
        "not JSON": "substr(document, 3)",
        "no UTF-8": "CAST(CAST(document AS BLOB) || x'ff' AS TEXT)",
    }[how]
    sql(f"UPDATE {table} SET document={change} WHERE id=2")
    raw = sql(f"SELECT CAST(document AS BLOB) FROM {table} WHERE id=2")[0][0]
    shown = [one.id for one in marked.releases.many(marked.releases.ids())]
    assert len(shown) == 10 - (table == "releases")
    assert sum(len(marked.annotations.of(key)) for key in shown) >= 9
    assert len(marked.tags.by_release(shown)) >= 9

    if (table, how) != ("reading", "missing"):
        assert {(one.table, one.id) for one in marked.unreadable()} <= {(table, 2)}
        assert sql(f"SELECT CAST(document AS BLOB) FROM {table} WHERE id=2")[0][0] == raw
        mend(marked, f"record 2 of “{table}”")
        aside = [one for one in marked.tables.table(SET_ASIDE) if (one["table"], one["id"]) == (table, 2)]
        assert len(aside) == 1
        if how != "no UTF-8":
            assert aside[0]["raw"].encode() == raw
    assert ids - set(marked.tables.storage.row_ids(table)) <= {2}


def test_a_broken_meta_row_is_rebuilt(marked: Library, sql: Run) -> None:
    """Without its counters the library can be read, refuses new ids, and gets them back."""
    before: Any = marked.tables.row("meta", 1)
    sql("UPDATE meta SET document='{' WHERE id=1")
    marked.close()
    library = open_library(marked.path)
    assert len(library.releases.many(library.releases.ids())) == 10
    with pytest.raises(UnreadableRecordError, match="highest ids"):
        library.annotations.add(1, 20, 30, note="n")
    mend(library, "record 1 of “meta”")
    after: Any = library.tables.row("meta", 1)
    assert after == {"schema": before["schema"], "ids": before["ids"]}
    library.close()


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_was_deleted_a_second_look_is_clean(
    tmp_path_factory: pytest.TempPathFactory, marked: Library, data: st.DataObject
) -> None:
    """After any rows vanished, one repair leaves nothing to find and every remaining note in place."""
    path = tmp_path_factory.mktemp("copy") / "library.db"
    copies.copy_to(marked.path, path)
    library = open_library(path)
    tables = ["releases", "texts", "tags", "reading", "history", "annotations", "meta"]
    gone = data.draw(st.lists(st.tuples(st.sampled_from(tables), st.integers(1, 12)), min_size=1, max_size=9))
    for table, key in gone:
        library.tables.table(table).remove(doc_ids=[key])
    left = {row["note"] for row in library.tables.table("annotations")}
    repair(library, back_up=False)
    assert examine(library) == []
    aside = "".join(row["raw"] for row in library.tables.table(SET_ASIDE) if row["table"] == "annotations")
    now = {row["note"] for row in library.tables.table("annotations")}
    assert all(note in now or note in aside for note in left)
    library.close()


def test_search_index_at_odds_is_found_and_made_anew(library: Library, wire: Path) -> None:
    """An index that holds other words than the tables is named, and a repair has it made anew."""
    add_paths(library, [wire])
    assert list(library.find.hits("ferry")) and not examine(library)
    with sqlite3.connect(library.path) as connection:
        connection.execute("""UPDATE "search$docs" SET stamp = 'another'""")
    connection.close()
    assert [finding.kind for finding in examine(library)] == ["search"]
    repair(library)
    assert not examine(library)
    assert [hit.release.id for hit in library.find.hits("ferry")] == [1]


@pytest.mark.parametrize("how", ["odd", "no JSON"])
def test_what_the_history_knows_comes_back(marked: Library, sql: Run, how: str) -> None:
    """A note, a tag, a release that a row has lost are in the change that made it: nothing is set aside."""
    before = marked.annotations.get(2)
    spoilt = """json_set(document, '$.note', 7, '$.release', 'x', '$.tags', 'y')"""
    for (name,) in sql("SELECT name FROM sqlite_master WHERE type='index'"):
        sql(f'DROP INDEX "{name}"')
    sql(f"UPDATE annotations SET document={spoilt if how == 'odd' else chr(39) + '{' + chr(39)} WHERE id=2")
    mend(marked, "record 2 of “annotations”")
    after = marked.annotations.get(2)
    assert (after.note, after.tags, after.release, after.quote) == (
        before.note, before.tags, before.release, before.quote,
    )  # fmt: skip
    assert set_aside(marked) == []


def test_what_is_set_aside_is_listed(marked: Library) -> None:
    """A row of which nothing can be made is kept with its text, and the doctor tells what it was."""
    row = {"releases": [1], "others": "all"}
    marked.tables.table("apart").insert(Document(row, 3))
    mend(marked, "record 3 of “apart”")
    (kept,) = set_aside(marked)
    assert (kept.table, kept.id, json.loads(kept.raw)) == ("apart", 3, row)
    assert "record 3 of “apart”" in str(kept) and "others" in str(kept)


def test_an_event_upon_a_later_one_is_found(marked: Library) -> None:
    """Undo would go round for ever; it ends there until a repair, and then goes on to the beginning."""
    newest = marked.tables.storage.last_id("history")
    marked.tables.table("history").update({"upon": newest + 5}, doc_ids=[newest])
    assert marked.history.undo() is None
    mend(marked, "which is no earlier")
    assert sum(1 for _ in iter(marked.history.undo, None)) == newest


def test_a_user_at_the_change_of_another_is_found(marked: Library) -> None:
    """One who stands where another does would take back what is not theirs."""
    meta: Any = marked.tables.row("meta", 1)
    marked.tables.table("meta").update({"undo": {"bea": meta["undo"]["ana"]}}, doc_ids=[1])
    mend(marked, "the user bea stands at a change of another")
    bea = open_library(marked.path, user="bea")
    assert bea.history.undo() is None
    bea.close()
    assert marked.history.undo() is not None


def test_compacted_events_are_mended_around(marked: Library, sql: Run) -> None:
    """Counters, lost tags and lost events are put right where the history was compacted."""
    marked.tables.undo_steps = 2
    for number in range(6):
        marked.annotations.add(1, 20, 30 + number, note="n")
    assert sum(row["changes"] is None for row in marked.tables.table("history")) > 1
    sql("DELETE FROM tags WHERE id=1")
    marked.tables.table("meta").update({"ids": {}}, doc_ids=[1])
    marked.tables.table("history").update({"upon": -1}, doc_ids=[3])
    mend(marked, "its tag, 1, is missing", "highest id of “history”", "record 3 of “history”")
    assert marked.history.undo() is not None


@pytest.mark.parametrize("kind", ["SQLite", "JSON"])
def test_halves_of_characters_are_mended(marked: Library, sql: Run, tmp_path: Path, kind: str) -> None:
    """What nothing can print or write again goes, kept aside; all else in the record stays."""
    before, path = marked.annotations.get(2), marked.path
    row = {
        **dict(marked.tables.row("annotations", 2) or {}),
        "prefix": "\ud83d",
        "later\udc00": 1,
        "more": float("inf"),
    }
    if kind == "SQLite":
        sql("UPDATE annotations SET document=? WHERE id=2", json.dumps(row).replace("Infinity", '"\\ud800"'))
    else:
        path = tmp_path / "library.json"
        move_library(marked.path, path)
        tables = json.loads(path.read_text(encoding="utf-8"))
        tables["annotations"]["2"] = row
        path.write_text(json.dumps(tables), encoding="utf-8")
    library = open_library(path, user="ana", clock=marked.tables.clock)
    mend(library, "record 2 of “annotations”")
    assert library.annotations.get(2) == before._replace(prefix="")
    assert library.annotations.edit(2, note="written again").note == "written again"
    library.close()


def test_a_lost_counter_takes_no_id_twice(marked: Library) -> None:
    """Where the highest ids are lost, a new record takes none that is in use, and the doctor says so."""
    marked.tables.table("meta").update({"ids": {}}, doc_ids=[1])
    assert marked.annotations.add(1, 20, 30, tags=["new"], note="n").id == 11
    mend(marked, "highest id of “releases”")


def test_a_counter_that_is_far_too_high_is_lowered(marked: Library) -> None:
    """Nothing is made beyond the last id; after a repair it goes on where it was."""
    ids = dict(marked.tables.row("meta", 1) or {})["ids"]
    marked.tables.table("meta").update({"ids": {**ids, "annotations": LARGEST_COUNT}}, doc_ids=[1])
    with pytest.raises(UnreadableRecordError, match="far too high"):
        marked.annotations.add(1, 20, 30, note="n")
    mend(marked, f"not {LARGEST_COUNT}")
    assert marked.annotations.add(1, 20, 30, note="n").id == 11


def test_a_row_that_could_not_be_written_again_is_left(marked: Library, tmp_path: Path) -> None:
    """A JSON file can hold numbers that are none, also where nobody looks: said in plain words."""
    path = tmp_path / "library.json"
    move_library(marked.path, path)
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables["tags"]["2"]["later"] = float("inf")
    path.write_text(json.dumps(tables), encoding="utf-8")
    library = open_library(path, user="ana")
    with pytest.raises(UnreadableRecordError, match="record 2 of “tags”"):
        library.tags.pin(2, None)
    assert library.tags.pin(1, None).pinned is None
    mend(library, "record 2 of “tags”")
    assert library.tags.pin(2, None).pinned is None
    library.close()


def test_what_others_write_meanwhile_is_no_finding(marked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag that another process makes and gives between two looks leaves the library sound."""
    other = open_library(marked.path, user="bea")
    ids = type(marked.tables.storage).row_ids

    def slowly(self: Any, table: str, *asked: Any) -> list[int]:
        found = ids(self, table, *asked)
        if table == "tags":
            monkeypatch.undo()
            other.annotations.add(1, 3, 9, tags=["another"])
        return found

    monkeypatch.setattr(type(marked.tables.storage), "row_ids", slowly)
    assert examine(marked) == []
    assert examine(marked) == []
    other.close()
