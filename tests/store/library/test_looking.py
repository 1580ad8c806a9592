"""Looking at a library of any size and in any state: what is found is what each row, judged alone, gives."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, open_library
from store.library import library_tables, releases, tags
from store.library.past_events import event_json
from store.storages import json_documents, read_document, read_documents
from store.tables import Unreadable, fault, sound
from tests.store.library.conftest import add, dated

RELEASE = {
    "headline": "Ferry", "subheadline": None, "place": None, "date": "2025-03-14", "agency": None,
    "byline": None,
    "image_credit": None, "language": "en", "words": 3, "source": "/a", "format": "text", "digest": "d",
    "text_id": 1, "added": "2025-03-14T12:00:00Z", "modified": "2025-03-14T12:00:00Z",
}  # fmt: skip
ANNOTATION = {
    "release": 1, "start": 0, "end": 5, "quote": "Ferry", "prefix": "", "suffix": "", "state": "anchored",
    "tags": [1], "note": "", "creator": "ana", "created": "2025-03-14", "modified": "2025-03-14",
}  # fmt: skip
EVENT = {
    "time": "2025-03-14", "user": "ana", "what": "tagged", "release": 1, "undone": False, "upon": 0,
    "changes": None,
}  # fmt: skip
TAG = {"name": "water", "color": 1, "pinned": None}
#: What each field of a row may hold, sound or not.
FIELDS: dict[str, dict[str, list[Any]]] = {
    "releases": {"date": ["2024-01-01", None, "x", 3], "headline": ["", None, "\ud800"], "words": [True]},
    "reading": {"read": [True, False, 1], "starred": [True, "x"], "updated": [True, None]},
    "annotations": {
        "release": [1, 2, 3, 2.0, True, "1", None], "tags": [[], [1, 2], [2, 2], [1, 9], [True], 1, None],
        "end": [5, 6, 0], "created": ["2025-02-30"], "note": ["ü", "\ud800"],
    },
    "tags": {"name": ["a", "b", " ", 1], "same_as": [1, 2, 9, "x"], "pinned": [None, 1, 10]},
    "history": {
        "release": [1, 2, None, 2.0, True], "releases": [[1, 2], [], 5, [[2]]], "undone": [True, None, 1],
        "changes": [[["tags", 1, None, {"name": "a"}]], [], "x"],
    },
}  # fmt: skip
SOUND: dict[str, dict[str, Any]] = {
    "releases": RELEASE,
    "reading": {},
    "annotations": ANNOTATION,
    "tags": TAG,
    "history": EVENT,
}


def _written(row: dict[str, Any], how: int) -> bytes:
    """The row as this program writes it, as another would, a field twice, cut, in no UTF-8, as no record."""
    text = json.dumps(row, ensure_ascii=how == 1, indent=2 if how == 2 else None)
    if how == 3:
        text = text[:-1] + ', "headline": "b", "note": "b", "name": "b", "user": "b"}'
    document = text.encode(errors="surrogatepass")
    return {4: document[:-3], 5: document.replace(b"2025", b"\xff\xfe"), 6: b"[1]"}.get(how, document)


#: By table, fields that hold something else, with which; fields that may be missing. Made once for all rows.
ODD = {
    table: st.dictionaries(st.sampled_from([*values]), st.integers(0, 9), max_size=2)
    for table, values in FIELDS.items()
}
LEFT_OUT = {table: st.none() | st.sampled_from([*row]) for table, row in SOUND.items() if row}
HOW = st.integers(0, 15)


@st.composite
def _documents(draw: Any, table: str) -> bytes:
    odd = draw(ODD[table])
    values = FIELDS[table]
    row = SOUND[table] | {name: values[name][at % len(values[name])] for name, at in odd.items()}
    if SOUND[table] and not odd:
        left_out = draw(LEFT_OUT[table])
        row = {field: row[field] for field in row if field != left_out}
    if row.get("releases"):  # none of several is the event's own
        row = {**row, "release": None}
    return _written(row, draw(HOW))


LIBRARIES = st.fixed_dictionaries(
    {
        table: st.dictionaries(st.integers(1, 6) | st.integers(-1, 2**33), _documents(table), max_size=6)
        for table in FIELDS
    }
)
Raw = dict[str, dict[int, bytes]]


@pytest.fixture(scope="module")
def sound_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A library whose tables hold sound rows: many, so that they are read and judged together."""
    path = tmp_path_factory.mktemp("sound") / "library.db"
    open_library(path, user="ana").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%json_extract%'"
        for (index,) in connection.execute(indexes).fetchall():
            connection.execute(f'DROP INDEX "{index}"')
        for table, row in SOUND.items():
            made = f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY, document TEXT NOT NULL)"
            connection.execute(made)
            many = [(10 + key, json.dumps(row)) for key in range(12)]
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", many)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library_tables, "_LOOKED_AT", 10)
        patch.setattr(releases, "_READ_FIRST", 5)
        patch.setattr(releases, "_MANY", 7)
        patch.setattr(json_documents, "_MANY", 10)
        patch.setattr(tags, "_MANY", 10)
        yield path


def _filled(path: Path, raw: Raw) -> None:
    """Puts these documents into the tables of a library, whatever they are."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, rows in raw.items():
            changed = f"INSERT OR REPLACE INTO {table} VALUES (?, CAST(? AS TEXT))"
            connection.executemany(changed, rows.items())


def _readable(library: Library, table: str) -> tuple[dict[int, Any], list[Unreadable]]:
    """The rows of a table that can be read, each for itself; and those that cannot, with the reason."""
    found: dict[int, Any] = {}
    bad: list[Unreadable] = []
    for key, document in library.tables.storage.raw_rows(table):
        row, reason = read_document(document)
        why = reason if row is None else fault(table, row, key)
        if why:
            bad.append(Unreadable(table, key, why))
        else:
            found[key] = row
    return found, bad


@pytest.mark.slow
@given(raw=LIBRARIES)
def test_any_library_is_looked_at_as_its_rows_are_read(sound_library: Path, raw: Raw) -> None:
    """Counts, lists and histories are those of plain evaluation, and the same records are passed over."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(sound_library, folder))
        _filled(path, raw)
        with closing(open_library(path, user="ana")) as library:
            _compare(library)


def _as_sqlite_reads(document: bytes) -> dict[str, Any] | None:
    """The fields of a row that can be asked for; SQLite reads JSON in what is not UTF-8, and any escape."""
    try:
        row = json.loads(document.decode(errors="replace"))
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def _compare(library: Library) -> None:
    plain, passed_over = {}, []
    for table in FIELDS:
        plain[table], bad = _readable(library, table)
        # Of marks of what is not listed nobody asks; the history names what it passes over by itself.
        passed_over += bad if table not in ("reading", "history") else []
    tags = library.tags.by_id()
    marks = plain["annotations"].values()

    listed = list(library.releases.each(library.releases.ids()))
    assert [one.id for one in listed] == [key for key in library.releases.ids() if key in plain["releases"]]
    assert {one.id for one in listed} == {*plain["releases"]}
    for one in listed:
        state = plain["reading"].get(one.id, {})
        assert (one.read, one.starred) == (bool(state.get("read")), bool(state.get("starred")))

    expected: Counter[int] = Counter(dict.fromkeys((tag.id for tag in tags.values()), 0))
    all_marks = [_as_sqlite_reads(raw) for _, raw in library.tables.storage.raw_rows("annotations")]
    named = [
        row["tags"] for row in all_marks if row is not None and sound("annotations", "tags", row.get("tags"))
    ]
    # Annotations whose tags can be read are counted unread, unless one's cannot.
    for ids in named if len(named) == len(all_marks) else [row["tags"] for row in marks]:
        expected.update({tags[key].id for key in ids if key in tags})
    names: dict[int, set[str]] = {}
    for owner, key in ((row["release"], key) for row in marks for key in row["tags"] if key in tags):
        names.setdefault(owner, set()).add(tags[key].name)
    assert library.tags.counts() == expected
    assert library.tags.by_release(range(10)) == {key: tuple(sorted(found)) for key, found in names.items()}

    library.releases.annotated()  # asks for the marks of whatever there may be
    judged = [one for one in library.unreadable() if one.table not in ("reading", "history")]
    assert judged == sorted(passed_over, key=lambda one: (one.table, one.id))

    events = {
        key: row
        for key, row in library.tables.storage.scan_rows("history")
        if key > 0 and fault("history", row) is None
    }
    assert [event.id for event in library.history.events()] == sorted(events, reverse=True)
    for release in (1, 2):
        about = [key for key, row in events.items() if release in (row.get("releases") or [row["release"]])]
        assert [event.id for event in library.history.events(release)] == sorted(about, reverse=True)


@pytest.fixture(scope="module")
def many_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with three thousand releases, each with an annotation and an event."""
    path = tmp_path_factory.mktemp("many") / "library.db"
    with closing(open_library(path, user="ana")) as library, library.transaction():
        for table, row in (("releases", RELEASE), ("annotations", ANNOTATION), ("history", EVENT)):
            rows = {key: {**row, "release": key} if "release" in row else dict(row) for key in range(1, 3001)}
            library.tables.storage.write_rows(table, rows)
    return path


@pytest.fixture
def many(many_kept: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of it."""
    with closing(open_library(shutil.copy(many_kept, tmp_path), user="ana")) as library:
        yield library


def _statements(library: Library, act: Callable[[], object]) -> list[str]:
    """The statements the library was read by."""
    seen: list[str] = []
    connection: sqlite3.Connection = library.tables.storage._reader  # type: ignore[attr-defined]
    connection.set_trace_callback(seen.append)
    act()
    connection.set_trace_callback(None)
    return seen


def test_a_list_takes_statements_by_the_hundred_releases(many: Library) -> None:
    """No statement for each release; the first release is there before the others are read."""
    ids = many.releases.ids()
    assert len(_statements(many, lambda: many.releases.many(ids))) < 50
    each = many.releases.each(ids)
    assert len(_statements(many, lambda: next(each))) < 10
    assert [next(each).id for _ in range(3)] == [2999, 2998, 2997]


def test_a_release_s_history_reads_its_own_events(many: Library) -> None:
    """And those of no one release: the others are not read, however many there are."""
    storage = many.tables.storage
    with many.transaction():
        storage.write_rows("history", {7: {**EVENT, "release": None, "releases": [4, 5]}})
    read = _rows_read(many, lambda: [event.id for event in many.history.events(5)])
    assert read == ([7, 5], 2)


def test_tags_are_counted_without_a_row_of_what_they_mark(many: Library) -> None:
    """Three thousand annotations are counted in the index; not one is read."""
    with many.transaction():
        many.tables.storage.write_rows("tags", {1: TAG})
    assert _rows_read(many, many.tags.counts) == ({1: 3000}, 1 + 0)


def test_the_first_of_a_list_is_there_before_all_ids_are(many: Library) -> None:
    """Some hundred ids are read, then some releases; by the end all are."""
    listed = many.releases.listed()
    statements = _statements(many, lambda: next(listed))
    assert not any(
        'FROM "releases"' in one and "LIMIT" not in one and "IN (" not in one for one in statements
    )
    assert 1 + sum(1 for _ in listed) == 3000
    few = _peak(lambda: islice(many.releases.listed_ids(), 1000))
    assert _peak(many.releases.listed_ids) < 1.5 * few


def _rows_read(library: Library, act: Callable[[], Any]) -> tuple[Any, int]:
    """What it gives, and how many documents were asked for."""
    given: list[int] = []
    asked = read_documents

    def counted(rows: Any) -> Any:
        given.append(len(rows))
        return asked(rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.storages.json_documents.read_documents", counted)
        return act(), sum(given)


def _peak(act: Callable[[], Iterator[object]]) -> int:
    tracemalloc.start()
    for _ in act():
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_memory_stays_flat_however_much_is_listed(many: Library) -> None:
    """Three thousand releases, or events, are not held at once."""
    ids = many.releases.ids()
    few = _peak(lambda: many.releases.each(ids[:1000]))
    assert _peak(lambda: many.releases.each(ids)) < 1.5 * few
    all_of = _peak(lambda: map(event_json, many.history.events()))
    assert all_of < 1.5 * few


def test_annotated_are_those_with_marks(library: Library, tmp_path: Path) -> None:
    """In the order they are listed."""
    old, new = (add(library, tmp_path, day[:3], dated(day)) for day in ("Mar 3 2024", "Apr 4 2025"))
    library.annotations.add(old, 0, 3, note="n")
    library.annotations.add(new, 0, 3, note="n")
    assert library.releases.annotated() == [new, old]
