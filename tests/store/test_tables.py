"""Which rows can be understood."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, UnreadableRecordError, open_library
from store.canonical import canonical
from store.library.records import release_fields, text_row
from store.storages import RowDB
from store.storages.sqlite import SQLiteStorage
from store.structure.analysis import analyse
from store.tables import TABLES, all_understood, fault, field_fault, understood
from tests.used import library_in_use


@pytest.fixture
def used(tmp_path: Path) -> Iterator[Library]:
    """A library with a row in every table."""
    with closing(open_library(library_in_use(tmp_path))) as library:
        yield library


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)
#: Rows with fields that some table has, and others.
ROWS = st.dictionaries(
    st.sampled_from(sorted({name for table in TABLES.values() for name in table.fields}))
    | st.text(max_size=3),
    JSON,
    max_size=4,
)


def test_what_the_program_writes_is_understood(used: Library) -> None:
    """No row of a library in use has a fault, and one with more fields than known has none either."""
    for table in TABLES:
        rows = dict(used.tables.storage.scan_rows(table))
        assert rows
        for row in rows.values():
            assert fault(table, row) is None
            assert fault(table, {**row, "later": [1]}) is None


@given(table=st.sampled_from([*TABLES]), row=ROWS)
def test_anything_is_judged(table: str, row: dict[str, object]) -> None:
    """Any JSON object is either understood or has a reason, and judging raises nothing else."""
    reason = fault(table, json.loads(json.dumps(row)))
    if reason is None:
        understood(table, 1, row)
    else:
        with pytest.raises(UnreadableRecordError, match="record 1"):
            understood(table, 1, row)


#: What is one field's meaning, and beside another's.
ODD: list[object] = [
    None,
    True,
    1,
    1.0,
    0,
    -1,
    2**32,
    2**53 + 1,
    "",
    "a",
    "\ud800",
    "2025-03-14",
    "2025-13-14",
    [],
    [1],
    [True],
    {},
]


def test_rows_are_judged_together_as_each_alone(used: Library) -> None:
    """Sound rows are; with one field of one of them odd or missing, or with an odd id, as it says alone."""
    for table, known in TABLES.items():
        pairs = list(used.tables.storage.scan_rows(table))[:3]
        assert all_understood(table, pairs)
        assert all_understood(table, [])
        key, row = pairs[-1]
        changed = [{**row, name: value} for name in known.fields for value in ODD]
        changed += [{name: row[name] for name in row if name != left_out} for left_out in row]
        for one in changed:
            assert all_understood(table, [*pairs, (key, one)]) == (fault(table, one) is None), (table, one)
        for odd in (0, -1, 2**32):
            assert not all_understood(table, [*pairs, (odd, row)])
    assert all_understood("unknown", [(0, {})])


@given(table=st.sampled_from([*TABLES]), rows=st.lists(ROWS, max_size=4))
def test_any_rows_can_be_judged_together(table: str, rows: list[dict[str, object]]) -> None:
    """Whatever they hold, they are understood if each is."""
    assert all_understood(table, list(enumerate(rows, 1))) == all(fault(table, row) is None for row in rows)


def test_every_required_field_is_missed(used: Library) -> None:
    """A row without one of its fields is not understood, and the reason names the field."""
    for table, known in TABLES.items():
        row = next(iter(dict(used.tables.storage.scan_rows(table)).values()))
        for field in known.required:
            rest = {name: value for name, value in row.items() if name != field}
            assert f"“{field}”" in str(fault(table, rest))
            assert f"“{field}”" in str(fault(table, {**row, field: 1.5}))


@pytest.mark.parametrize(
    "paragraphs",
    [
        [[0, 1, "body"], [1, 2]],
        [[0, 1, "body"], [1, True, "body"]],
        [[0, 1, "body"], (2, 3)],
        [[0, 1, 2]],
        {},
    ],
)
def test_one_bad_paragraph_is_found(paragraphs: object) -> None:
    """One among good ones is enough: too short, of other types, no list."""
    row = {"release": 1, "text": "ab", "paragraphs": paragraphs, "links": [], "dateline": None}
    assert fault("texts", row) == "its “paragraphs” is not a list of spans, each with a word"
    assert fault("texts", {**row, "paragraphs": [[0, 1, "body"], [1, 2, "body"]]}) is None
    assert fault("texts", {**row, "paragraphs": []}) is None


@given(
    text=st.text(max_size=400),
    until=st.sampled_from(["5 April 2018", "Apr 5, 2018 9:00 am", "05/04/2018", "2018-04-05T24:00"]),
    zone=st.sampled_from(["", "EST", "GMT+5:75", "UTC+14:00", "-0199", "Mountain", "+5"]),
)
def test_what_an_import_would_write_is_understood(text: str, until: str, zone: str) -> None:
    """Whatever stands in a file, its rows mean something: nothing that comes in is passed over."""
    words = canonical(f"{text}\n\nEMBARGOED UNTIL {until} {zone}\n\nPARIS, {until} {zone} (AFP) - {text}")
    structure = analyse(words)
    row = {
        **release_fields(structure), "words": 1, "source": "/a", "format": "text", "digest": "", "text_id": 1,
        "added": "2025-03-14", "modified": "2025-03-14",
    }  # fmt: skip
    assert fault("releases", row) is None
    assert fault("texts", {"release": 1, **text_row(words, structure, ())}) is None


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "fixtures").glob("library-*.db")))
def test_libraries_of_earlier_programs_are_understood(path: Path, tmp_path: Path) -> None:
    """As they lie in the file, before anything is upgraded: fields that came later may be missing."""
    with RowDB(shutil.copy(path, tmp_path / "library.db"), storage=SQLiteStorage) as db:
        for table in db.tables():
            for row in db.table(table):
                assert fault(table, row, row.doc_id) is None


def test_an_undo_may_write_what_was_not_there() -> None:
    """A field that a row had not is null in the change that gave it one: undo puts back null."""
    row = {"read": None, "starred": True, "cursor": None, "top": 4}
    assert fault("reading", row) is None
    event = {
        "time": "2025-03-14", "user": "ana", "what": "w", "release": None, "undone": False, "upon": 0,
        "changes": [["reading", 1, {"read": None}, {"read": True}]],
    }  # fmt: skip
    assert fault("history", event) is None
    assert fault("history", {**event, "changes": [["reading", 1, {"read": 3}, {"read": True}]]})
    assert fault("history", {**event, "taken": [["reading", 1, {"read": True}, {"read": None}]]}) is None
    assert fault("history", {**event, "taken": [None, ["reading", 1, {"read": True}, {"read": 3}]]})
    assert fault("history", {**event, "taken": [["meta", 1, {"schema": 1}, {"schema": 9}]]})


def test_a_passage_that_was_moved_may_have_had_other_words() -> None:
    """Earlier programs kept the first quote beside the new place; one in place has the words it quotes."""
    row = {
        "release": 1, "start": 3, "end": 9, "quote": "longer than it", "prefix": "", "suffix": "", "tags": [],
        "note": "n", "creator": "ana", "created": "2025-03-14", "modified": "2025-03-14", "state": "moved",
    }  # fmt: skip
    assert fault("annotations", row) is None
    assert fault("annotations", {**row, "state": "anchored"}) == "its “quote” is not as long as its passage"
    assert field_fault("annotations", {**row, "state": "anchored", "end": 1}) is None
    assert fault("annotations", {**row, "end": 3}) == "its “end” is not after its “start”"


def test_ids_that_no_record_can_have() -> None:
    """A row that lies under no possible id is not understood either."""
    row = {"name": "water", "color": 0, "pinned": None}
    assert fault("tags", row, 7) is None
    assert fault("tags", row, 0) == fault("tags", row, -3) == "it has an id that no record can have"
