"""Which rows can be understood."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, UnreadableRecordError
from store.duplicates import groups, split
from store.repair import repair
from store.shapes import OPTIONAL, REQUIRED, fault, understood
from store.sources import follow
from tests.conftest import SAMPLES


@pytest.fixture
def used(marked: Library) -> Library:
    """A library with a row in every table: followed, compared, taken apart, repaired."""
    groups(marked)
    split(marked, [1], [2])
    follow(marked, str(SAMPLES))
    marked.table("texts").update({"links": "odd"}, doc_ids=[1])
    repair(marked)
    return marked


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def test_what_the_program_writes_is_understood(used: Library) -> None:
    """No row of a library in use has a fault, and one with more fields than known has none either."""
    for table in REQUIRED:
        rows = dict(used.storage.scan_rows(table))
        assert rows
        for row in rows.values():
            assert fault(table, row) is None
            assert fault(table, {**row, "later": [1]}) is None


@given(table=st.sampled_from([*REQUIRED, *OPTIONAL]), row=st.dictionaries(st.text(), JSON))
def test_anything_is_judged(table: str, row: dict[str, object]) -> None:
    """Any JSON object is either understood or has a reason, and judging raises nothing else."""
    reason = fault(table, json.loads(json.dumps(row)))
    if reason is None:
        understood(table, 1, row)
    else:
        with pytest.raises(UnreadableRecordError, match="record 1"):
            understood(table, 1, row)


def test_every_required_field_is_missed(used: Library) -> None:
    """A row without one of its fields is not understood, and the reason names the field."""
    for table, fields in REQUIRED.items():
        row = next(iter(dict(used.storage.scan_rows(table)).values()))
        for field in fields:
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
