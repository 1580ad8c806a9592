"""Going through all rows: once, in little memory, telling how far it is."""

from __future__ import annotations

import sqlite3
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library
from store.care.doctor import examine
from store.care.row_findings import RowFindings
from store.care.row_looks import Ids, Pairs
from tests.store.conftest import Run


def test_each_text_is_read_once(marked: Library) -> None:
    """Whatever is asked of texts, the doctor's statements fetch them in one pass."""
    seen: list[str] = []
    connection: sqlite3.Connection = marked.tables.storage._reader  # type: ignore[attr-defined]
    connection.set_trace_callback(seen.append)
    assert examine(marked) == []
    connection.set_trace_callback(None)
    fetched = [one for one in seen if 'document AS BLOB) FROM "texts"' in one]
    assert len(fetched) == 2  # the rows, and that there are no more


def test_progress_is_told(marked: Library) -> None:
    """From none to nearly all of the rows, never backwards."""
    told: list[tuple[int, int]] = []
    examine(marked, lambda done, total: told.append((done, total)))
    rows = sum(map(marked.tables.storage.count_rows, marked.tables.storage.record_tables()))
    assert told == sorted(told)
    assert {total for _, total in told} == {rows}
    assert (told[0][0], 0 < told[-1][0] < rows) == (0, True)


def test_findings_come_in_order(marked: Library, sql: Run) -> None:
    """By table and id, also where documents that are no JSON stand between rows that mean nothing."""
    for key, document in ((1, '{"release":1}'), (2, "{"), (3, "{}")):
        for (index,) in sql("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%json_e%'"):
            sql(f'DROP INDEX "{index}"')
        sql("UPDATE annotations SET document = ? WHERE id = ?", document, key)
    found = RowFindings(marked).records
    assert [(one.table, one.id) for one in found] == [
        ("annotations", 1),
        ("annotations", 2),
        ("annotations", 3),
    ]
    assert [one.what for one in found] == ["it has no “start”", "it is not JSON", "it has no “release”"]


@pytest.mark.slow
def test_memory_is_a_hundred_texts(library: Library) -> None:
    """Four times as many long texts take no more."""
    peaks = []
    for count in (500, 2000):
        text: dict[str, object] = {"text": "x" * 20_000, "paragraphs": [], "links": [], "dateline": None}
        rows = {key: {**text, "release": key} for key in range(1, count + 1)}
        library.tables.storage.write_rows("texts", rows)  # of releases that are not there
        del rows
        tracemalloc.start()
        assert len(RowFindings(library).orphans) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


@given(st.lists(st.tuples(st.integers(1, 2**32 - 1) | st.integers(1, 4), st.integers(1, 2**32 - 1))))
def test_pairs_are_found_by_the_first(pairs: list[tuple[int, int]]) -> None:
    """All of them, ascending, as a dictionary of lists would give them."""
    kept = Pairs()
    kept.add(pairs)
    for first in {1, *(first for first, _ in pairs)}:
        assert kept.of(first) == sorted(second for one, second in pairs if one == first)


@given(st.sets(st.integers(-(2**63), 2**63 - 1)), st.integers())
def test_ids_are_told_from_others(ids: set[int], other: int) -> None:
    """As by a set."""
    kept = Ids(sorted(ids))
    assert all(id in kept for id in ids)
    assert (other in kept) == (other in ids)
