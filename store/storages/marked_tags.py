"""What carries each tag, by the tables beside the full-text index that triggers keep (`store.storages.fts5`).

No annotation is read for it. Where these tables are not there, or others keep them, nothing is told.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from store.batches import batched
from store.storages.fts5 import PREFIX, WATCH_TAGS

_TAGGED, _MARKS = f'"{PREFIX}tagged"', f'"{PREFIX}marks"'
_GIVEN = "(SELECT value FROM json_each(?))"
#: Annotations of which these tables do not know what a reader would, and tags that are none: each tag is
#: looked up from the one before it, for they are few.
_DOUBTFUL = (
    f"WITH RECURSIVE each(tag) AS (SELECT min(tag) FROM {_TAGGED} UNION ALL"
    f" SELECT (SELECT min(tag) FROM {_TAGGED} WHERE tag > each.tag) FROM each WHERE each.tag IS NOT NULL)"
    " SELECT (SELECT count(*) FROM annotations)"
    f" - (SELECT count(*) FROM {_MARKS} WHERE typeof(release) = 'integer')"
    " + (SELECT count(*) FROM each WHERE typeof(tag) NOT IN ('integer', 'null'))"
)


#: By the index of annotations on their release, without reading them.
_OF = (
    "WITH given(release) AS (VALUES {})"
    " SELECT given.release, tagged.tag FROM given CROSS JOIN annotations AS one"
    " ON json_extract(one.document, '$.release') = given.release"
    f" CROSS JOIN {_TAGGED} AS tagged ON tagged.id = one.id"
)
#: Releases whose tags are looked up together.
_TOGETHER = 500


def knows_tags(connection: sqlite3.Connection) -> bool:
    """Whether these tables know the tags of all annotations. Raises sqlite3.Error."""
    run = connection.execute
    triggers = {sql for (sql,) in run("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    return triggers.issuperset(WATCH_TAGS) and not run(_DOUBTFUL).fetchone()[0]


def tags_in(connection: sqlite3.Connection, releases: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Releases, each with the id of a tag on a passage of it; where `knows_tags`. Raises sqlite3.Error."""
    for some in batched(releases, _TOGETHER):
        yield from connection.execute(_OF.format(",".join(["(?)"] * len(some))), some).fetchall()


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
    if not knows_tags(connection):
        return None
    found: dict[int, tuple[int, int]] = {}
    for tag, ids in tags.items():
        each = "DISTINCT id" if len(ids) > 1 else "id"  # by one id none has a tag twice
        passages, releases = run(
            f"SELECT count({each}) FILTER (WHERE id > 0), group_concat(release) FROM {_TAGGED}"
            f" WHERE tag IN {_GIVEN} AND release NOT IN {_GIVEN}",
            (json.dumps([*ids]), json.dumps([*without])),
        ).fetchone()
        found[tag] = passages, len(set(releases.split(","))) if releases else 0
    return found
