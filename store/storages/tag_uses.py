"""What carries each tag, by the tables beside the full-text index that triggers keep (`store.storages.fts5`).

No annotation is read for it. Where these tables are not there, or others keep them, nothing is told.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from store.storages.fts5 import PREFIX, WATCH_TAGS

_TAGGED, _MARKS = f'"{PREFIX}tagged"', f'"{PREFIX}marks"'
_GIVEN = "(SELECT value FROM json_each(?))"
#: Annotations of which these tables do not know what a reader would.
_DOUBTFUL = (
    "SELECT (SELECT count(*) FROM annotations)"
    f" - (SELECT count(*) FROM {_MARKS} WHERE typeof(release) = 'integer')"
    f" + (SELECT count(*) FROM {_TAGGED} WHERE typeof(tag) != 'integer')"
)


def tag_uses(
    connection: sqlite3.Connection, tags: Mapping[int, Collection[int]], without: Collection[int]
) -> dict[int, tuple[int, int]] | None:
    """How many annotations carry each tag, and how many releases, as a whole or in a passage.

    Args:
        connection: where the rows are.
        tags: each tag's id, with all ids that mean it.
        without: releases that do not count.

    None where that cannot be told so. Raises sqlite3.Error.
    """
    run = connection.execute
    triggers = {sql for (sql,) in run("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    if not triggers.issuperset(WATCH_TAGS) or run(_DOUBTFUL).fetchone()[0]:
        return None
    counted = f"SELECT count(DISTINCT id) FILTER (WHERE id > 0), json_group_array(release) FROM {_TAGGED}"
    found: dict[int, tuple[int, int]] = {}
    for tag, ids in tags.items():
        where = f"WHERE tag IN {_GIVEN} AND release NOT IN {_GIVEN}"
        passages, releases = run(
            f"{counted} {where}", (json.dumps([*ids]), json.dumps([*without]))
        ).fetchone()
        found[tag] = passages, len(set(json.loads(releases)))
    return found
