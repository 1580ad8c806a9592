"""What a search finds: as a list of pairs is, in less memory."""

from __future__ import annotations

import sqlite3
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from store.storages.ranked_ids import RankedIds

PAIRS = st.one_of(
    st.lists(st.integers(-(2**63), 2**63 - 1)).map(lambda ids: [(one, None) for one in ids]),
    st.lists(st.floats(-9, 9)).map(lambda ranks: [(hash(rank) % 99 + 1, rank) for rank in ranks]),
)


def _read(pairs: list[tuple[int, float | None]]) -> RankedIds:
    sql = " UNION ALL ".join(["SELECT ?, ?"] * len(pairs)) or "SELECT 1, 2 WHERE 0"
    return RankedIds.read(sqlite3.connect(":memory:").execute(sql, [one for pair in pairs for one in pair]))


@given(PAIRS, st.integers(0, 9), st.integers(0, 9))
def test_it_is_what_the_statement_gives(pairs: list[tuple[int, float | None]], start: int, end: int) -> None:
    """In its order, whole and in part, as often as it is asked for."""
    found = _read(pairs)
    assert found == pairs
    assert [*found] == [*found] == pairs
    assert [*found[start:end]] == pairs[start:end]
    assert [found[at] for at in range(len(found))] == pairs


def test_a_hundred_thousand_take_sixteen_bytes_each() -> None:
    """And no list of pairs is made of them on the way."""
    count = 100_000
    sql = "WITH n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < ?) SELECT x, -x / 7.0 FROM n"
    rows = sqlite3.connect(":memory:").execute(sql, [count])
    tracemalloc.start()
    try:
        found = RankedIds.read(rows)
        held, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found) == count
    assert held < 20 * count
    assert most < 40 * count  # arrays grow by copying
