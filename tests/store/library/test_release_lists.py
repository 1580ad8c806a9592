"""``list --json`` of many releases: to the byte what their records would say, whatever lies in their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from math import isfinite
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.library import Row, listed_together, read_together, release_json, release_lists, releases, tags
from tests.store.library.test_sound_releases import EXTRAS, ROW, document, odd
from tui.cli.root import print_json_list
from tui.terminal import _escaped, _steering

HOSTILE = st.text(alphabet=[*'\x00\x1b\x7f\x9b\t\n\r"\\/é\u2028\u202e\ufeff\U000e0041😀ب', " ", "a"])
FIELDS = st.dictionaries(st.sampled_from([*ROW, *EXTRAS, "unknown"]), odd | HOSTILE, max_size=3)


#: More than are read one by one, in `path`.
MANY = 36


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A library of many releases with tags, annotations and states of reading."""
    path = tmp_path_factory.mktemp("lists") / "library.db"
    library = open_library(path)
    tables = library.tables
    tables.table("releases").insert_multiple({**ROW, "headline": f"Ferry {one}"} for one in range(MANY))
    tables.table("tags").insert_multiple({"name": name, "color": 0, "pinned": None} for name in "ba\x1b")
    mark = {
        "start": 0, "end": 1, "quote": "A", "prefix": "", "suffix": "", "note": "", "creator": "ana",
        "created": "2025-03-14", "modified": "2025-03-14", "state": "anchored",
    }  # fmt: skip
    marked = ({**mark, "release": one % 18 + 1, "tags": [one % 3 + 1, one % 2 + 1]} for one in range(40))
    tables.table("annotations").insert_multiple(marked)
    states = {one: {"read": not one % 2, "starred": not one % 3, "updated": True} for one in range(1, 20)}
    with library.transaction():
        tables.storage.write_rows("reading", dict(states))
        tables.storage.write_rows("release_tags", {one: {"tags": [1, 2]} for one in range(16, 26)})
    library.index.asked(lambda _: None)  # the tables beside it tell which tags are where
    library.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(releases, "_READ_FIRST", 10)
        for module in (releases, release_lists):
            patch.setattr(module, "_MANY", 20)
        patch.setattr(tags, "_MANY", 15)
        yield path


def listed(library: Library, ids: Iterable[int]) -> list[Any]:
    """All of them, as one process makes them."""
    by_id = library.tags.by_id()
    return [one for some in read_together(ids) for one in listed_together(library, some, by_id)]


def by_record(library: Library) -> Iterator[Row]:
    """What is said of each release by its record."""
    for one in library.releases.each(library.releases.listed_ids()):
        used, own = library.tags.by_release([one.id]), library.release_tags.by_release([one.id])
        yield release_json(one, used.get(one.id, ()), own.get(one.id, ()))


@pytest.mark.slow
@given(FIELDS, st.none() | st.sampled_from([*ROW]), st.booleans(), st.integers(1, MANY))
@example({"headline": "\ud800"}, None, True, 18)
@example({"headline": '\x7f\x1b\u2028é\\"', "part": "\U000e0041"}, None, False, 18)
@example({"place": ""}, None, False, 18)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_a_list_says_what_records_say(
    path: Path,
    capsys: pytest.CaptureFixture[str],
    fields: dict[str, Any],
    missing: str | None,
    ascii: bool,
    key: int,
) -> None:
    """Whatever one row holds, or lacks; and what cannot be read is passed over by both."""
    row = {name: value for name, value in {**ROW, **fields}.items() if name != missing}
    # The index of days takes no row that SQLite does not know as JSON.
    assume(all(isfinite(value) for value in row.values() if type(value) is float))
    with closing(sqlite3.connect(path)) as raw, raw:
        (before,) = raw.execute("SELECT document FROM releases WHERE id = ?", [key]).fetchone()
        change = "UPDATE releases SET document = CAST(? AS TEXT) WHERE id = ?"
        raw.execute(change, [document(row, ascii=ascii), key])
    with closing(open_library(path)) as library:
        print_json_list(listed(library, library.releases.listed_ids()))
        printed, passed_over = capsys.readouterr().out, library.unreadable()
    with closing(open_library(path)) as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(library.releases), "_sound", lambda *_: None)
        whole = json.dumps([*by_record(library)], ensure_ascii=False, indent=2)
        assert passed_over == library.unreadable()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE releases SET document = ? WHERE id = ?", [before, key])
    assert printed == _steering().sub(_escaped, whole) + "\n"


@pytest.mark.parametrize("name", ["library.db", "library.json"])
def test_few_are_listed_as_many(tmp_path: Path, name: str) -> None:
    """As mappings, from a library of either kind; removed releases are not among them."""
    with closing(open_library(tmp_path / name)) as library:
        library.tables.table("releases").insert_multiple([ROW, {**ROW, "part": None, "place": ""}, ROW])
        library.trash.remove([3])
        ids = [3, 2, 7, 1]
        found = listed(library, ids)
        assert found == [release_json(one, ()) for one in library.releases.each(ids)]
        assert [one["id"] for one in found] == [2, 1]
        assert listed(library, []) == []
