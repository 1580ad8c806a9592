"""Releases that a condition is true of, the newest dateline first: without reading those it is true of.

A release's day lies in its document. To put ten thousand in order by it, each would be read; so the index of
days is gone through in its order, and of each release in it only asked whether it is among them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from store.storages.ranked_ids import RankedIds

#: Of so few the days are read, in less time than it takes to go through the index.
_FEW = 200
#: Asked of each in turn: else what it is true of is looked up, read and put in order, where that seems less.
_ASKED = "CASE WHEN {} THEN 1 END"
_ORDER = "ORDER BY json_extract(document, '$.date') DESC, id DESC"


def by_date(connection: sqlite3.Connection, where: str, values: Sequence[object], limit: int) -> RankedIds:
    """All that a condition on the row of ``releases`` is true of, in order.

    Args:
        connection: where the rows are.
        where: the condition.
        values: of its question marks.
        limit: how many at most; below zero: all.
    """
    sql = f"SELECT id, NULL FROM releases WHERE {_ASKED.format(where)} {_ORDER} LIMIT ?"
    return RankedIds.read(connection.execute(sql, (*values, limit)))


def few_by_date(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> RankedIds | None:
    """All that a condition is true of which an index answers, in order; None where they are not few."""
    run = connection.execute
    some = f"SELECT id FROM releases WHERE {where} LIMIT {_FEW}"
    ids: str = run(f"SELECT json_group_array(id) FROM ({some})", values).fetchone()[0]
    if ids.count(",") + 1 >= _FEW:
        return None
    among = "id IN (SELECT value FROM json_each(?))"
    return RankedIds.read(run(f"SELECT id, NULL FROM releases WHERE {among} {_ORDER}", [ids]))


def by_chance(connection: sqlite3.Connection, where: str, values: Sequence[object], limit: int) -> RankedIds:
    """As `by_date`, in any order."""
    sql = f"SELECT id, NULL FROM releases WHERE {_ASKED.format(where)} LIMIT ?"
    return RankedIds.read(connection.execute(sql, (*values, limit)))


def newest(
    connection: sqlite3.Connection, among: int, where: str, values: Sequence[object], limit: int
) -> RankedIds:
    """As `by_date`, of the newest alone: `among` says how many are looked at."""
    looked_at = f"SELECT id, document FROM releases {_ORDER} LIMIT {among}"
    sql = f"SELECT id, NULL FROM ({looked_at}) AS releases WHERE {where} {_ORDER} LIMIT ?"
    return RankedIds.read(connection.execute(sql, (*values, limit)))
