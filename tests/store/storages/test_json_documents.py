"""Documents that are no records: passed over, named, never written over."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import UnreadableRecordError
from store.library.library import open_library
from store.storages import RowDB, SQLiteStorage
from store.storages.json_documents import (
    _MANY,
    can_be_kept,
    encoded,
    is_bad_json,
    parsed,
    read_document,
    read_documents,
    read_shapes,
    unreadable_among,
)
from store.storages.rows import encode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library goes."""
    return tmp_path / "library.db"


BAD_ROWS = [
    (b'{"x":::1}', "not JSON"),
    (b"[1, 2]", "no record"),
    (b'{"x": "\xff\xfe"}', "not UTF-8"),
    (b"[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("document", "reason"), BAD_ROWS)
def test_one_bad_row_does_not_hide_the_others(path: Path, document: bytes, reason: str) -> None:
    """A row that is no JSON object is passed over, named, and left byte for byte as it is."""
    storage = SQLiteStorage(path)
    with RowDB(path, storage=SQLiteStorage) as db:
        db.table("a").insert_multiple({"x": n} for n in (1, 2, 3))
    raw = sqlite3.connect(path)
    raw.execute("UPDATE a SET document=CAST(? AS TEXT) WHERE id=2", [document])
    raw.commit()
    assert dict(storage.scan_rows("a")) == storage.get_rows("a", [1, 2, 3]) == {1: {"x": 1}, 3: {"x": 3}}
    assert storage.find_rows("a", "x", 3) == storage.find_rows_among("a", "x", [2, 3]) == {3: {"x": 3}}
    assert storage.count_by("a", "x", [1, 2]) == {1: 1}
    assert [key for key in storage.row_ids("a", newest_by="x") if key != 2] == [3, 1]
    assert list(storage.unreadable_rows) == [("a", 2)]
    assert reason in storage.unreadable_rows["a", 2]
    for change in ({"x": 9}, None):
        with pytest.raises(UnreadableRecordError, match="record 2"):
            storage.write_rows("a", {3: {"x": 4}, 2: change})
    assert storage.get_rows("a", [3]) == {3: {"x": 3}}
    assert raw.execute("SELECT CAST(document AS BLOB) FROM a WHERE id=2").fetchone() == (document,)
    raw.execute("UPDATE a SET document='{}' WHERE id=2")
    raw.commit()
    raw.close()
    assert storage.get_rows("a", [2]) == {2: {}}
    assert storage.unreadable_rows == {}
    storage.close()


def test_a_row_damaged_under_an_index_hides_no_other(path: Path) -> None:
    """A document whose bytes were overwritten in the file is passed over by every way of looking."""
    library = open_library(path)
    library.tables.table("releases").insert_multiple({"source": "s" * 99, "date": None} for _ in range(60))
    library.close()
    path.write_bytes(path.read_bytes().replace(b'"source":"ss', b'"source":::"', 1))
    library = open_library(path)
    assert len(library.releases.ids()) == 60
    assert library.releases.many(library.releases.ids()) == []
    assert len(list(library.tables.table("releases"))) == library.releases.count() - 1 == 59
    bad = [one for one in library.unreadable() if one.reason == "it is not JSON"]
    assert [one.table for one in bad] == ["releases"]
    library.close()


def test_a_document_that_is_null_is_no_record() -> None:
    """A damaged file may give one, though the column forbids it."""
    assert read_document(None) == (None, "it is no record")


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        (b'{"x": "NaN"}', True),
        (b'{"x": "\\u00e9"}', True),
        (b'{"x": "\\ud83d\\ude00"}', True),
        (b'{"x": NaN}', False),
        (b'{"x": [-Infinity]}', False),
        (b'{"x": "\\ud83d"}', False),
        (b'{"\\ud83d": 1}', False),
        (b"{}", True),
    ],
)
def test_only_what_can_be_written_again_is_read(document: bytes, kept: bool) -> None:
    """To Python more is JSON; what only looks like it is a text like any other."""
    row, reason = read_document(document)
    parsed_row, parsed_reason = parsed(document)
    assert parsed_row == json.loads(document)
    assert parsed_reason == ""
    assert (row is not None) is kept
    assert reason == ("" if kept else "it holds what is neither text nor number")
    assert can_be_kept(parsed_row or {}) is kept


@pytest.mark.parametrize("document", [b"7", b"null", b'"x"', b"[{}]", b"{", b"", b"\xff", None])
def test_what_is_no_object_is_no_record(document: bytes | None) -> None:
    """However it is asked for."""
    assert read_document(document) == parsed(document)
    assert parsed(document)[0] is None
    assert parsed(document)[1]


def test_a_row_that_is_too_deep_cannot_be_kept() -> None:
    """It could not be read again."""
    row: dict[str, Any] = {}
    for _ in range(100_000):
        row = {"x": row}
    assert not can_be_kept(row)
    while row:
        row = row.pop("x")


@pytest.mark.parametrize(
    ("said", "bad"), [("malformed JSON", True), ("database disk image is malformed", False)]
)
def test_one_such_row_is_told_from_a_damaged_file(said: str, bad: bool) -> None:
    """By what SQLite said, which is the error's cause."""
    error = RuntimeError("malformed JSON")
    error.__cause__ = sqlite3.OperationalError(said)
    assert is_bad_json(error) is bad
    assert not is_bad_json(RuntimeError("malformed JSON"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=4,
)


def _as_bytes(value: object, escaped: bool, cut: int | None) -> bytes:
    """A document as one program or another writes it, perhaps cut short."""
    return json.dumps(value, ensure_ascii=escaped).encode(errors="surrogatepass")[:cut]


DOCUMENTS = st.none() | st.binary(max_size=20) | st.builds(
    _as_bytes,
    st.dictionaries(st.text(), JSON, max_size=3) | JSON,
    st.booleans(),
    st.none() | st.integers(0, 30),
)  # fmt: skip
ODD = [
    b'{"a":1,"a":2}', b'{"a":100000000000000000000000}', b'{"a":-9223372036854775809}', b'{"a":1e400}',
    b'{"a":"\\ud800"}', b'{"a":"\\ud83d\\ude00\\u0000"}', b'{"a":-0.0}', b'{"a":NaN}', b'{"a":[-Infinity]}',
    b'\xef\xbb\xbf{}', b' {"\\u0061":1} \n', b'{"a":"\x01"}', b'{"a":01}', b"{}x", b"{}\0",
    b'{"a":"\xed\xa0\x80"}', b'{"a":1,}', b"{'a':1}", b"[1]", b"", b'{"a":' * 2000,
]  # fmt: skip


@given(st.lists(DOCUMENTS, max_size=8))
@example([b"", b"{}\n{}"])
@example([*ODD])
def test_many_documents_are_read_as_one_is(documents: list[bytes | None]) -> None:
    """Read together, each gives the row or the reason it gives alone, to the last digit and sign."""
    many = list(enumerate([*documents, *[b"{}"] * 100]))
    found = list(read_documents(many))
    assert repr(found) == repr([(key, *read_document(document)) for key, document in many])


class _Shape(TypedDict):
    release: int
    tags: list[int]


def test_of_many_documents_a_shape_is_read() -> None:
    """What has its fields, whatever else it holds; what lacks one or has another type is passed over."""
    documents: list[bytes | None] = [
        b'{"tags": [1, 2], "other": {"deep": "1"}, "release": 7}',
        b'{"release": 7}',
        b'{"release": true, "tags": []}',
        b'{"release": 8, "tags": [1.5]}',
        b"[8, []]",
        b'{"release": 8, "tags": []',
        b'{"release": 8, "tags": [], "\xff": 1}',
        b"[" * 100_000,
        None,
        b'{"release": 9, "tags": []}',
    ]
    rows = [(key, document) for key, document in enumerate(documents, 1)]
    found = dict(read_shapes(rows, _Shape))  # type: ignore[arg-type]
    found.pop(7, None)  # fields that nobody asks for may be anything
    assert found == {1: {"release": 7, "tags": [1, 2]}, 10: {"release": 9, "tags": []}}


@given(
    st.lists(
        st.none()
        | st.binary(max_size=9)
        | st.sampled_from(
            [b"{}", b'{"x": [1, {"y": null}]}', b'{"x": "\\ud800"}', b'{"x": NaN}', b'{"x": "\xff"}']
        )
        | st.tuples(st.binary(max_size=2), st.sampled_from([b'{"x": [1]}'])).map(b"".join)
    )
)
def test_what_cannot_be_read_is_told_of_many_as_of_one(documents: list[bytes | None]) -> None:
    """Whether or not a row is made of it."""
    rows = [*enumerate(documents)] * (_MANY // max(1, len(documents)) + 1)
    alone = [(key, reason) for key, one in rows for row, reason in [read_document(one)] if row is None]
    assert [*unreadable_among(rows)] == alone


def test_of_what_can_be_read_no_row_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event of ten thousands of changes is large."""
    monkeypatch.setattr("store.storages.json_documents.parsed", lambda _: pytest.fail("a row was made"))
    assert [*unreadable_among([(1, b'{"x": [' + b"1," * 2**20 + b"1]}")])] == []


def test_no_documents_lines_count_for_others() -> None:
    """Of a document that holds two, beside an empty one, neither is the other's."""
    whole = b'{"release": 7, "tags": []}'
    rows: list[tuple[int, bytes | None]] = [(1, b""), (2, whole + b"\n" + whole), (3, whole)]
    assert dict(read_shapes(rows, _Shape)) == {3: {"release": 7, "tags": []}}  # type: ignore[arg-type]


def written(row: Any) -> Any:
    """What becomes of a row alone: its document, or the kind of refusal."""
    try:
        return encode(row).encode()
    except (TypeError, ValueError) as error:
        return type(error)


@given(
    st.dictionaries(
        st.one_of(st.text(), st.integers(), st.none()),
        st.recursive(
            st.one_of(
                st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.binary(), st.text()
            ),
            lambda inner: (
                st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        max_size=3,
    )
)
@example({"x": 1e16})
@example({"x": float("nan")})
@example({"x": "\ud800"})
@example({"x": [[1, 2, "body"], [3, 4, "\x7f\u2028\x1f/"]]})
@example({"x": [date(2025, 3, 14)]})
@example({"x": [["tags", 1, None, {"name": "ferry", "pinned": None}], ["tags", 2, {"name": 1e16}, {}]]})
def test_many_rows_are_written_as_one_is(row: dict[Any, Any]) -> None:
    """The documents are those of rows written one by one, to the letter; what JSON cannot hold is refused."""
    alone = written(row)
    if isinstance(alone, bytes):
        assert encoded(dict.fromkeys(range(_MANY), row)) == [(key, alone) for key in range(_MANY)]
    else:
        with pytest.raises(alone):
            encoded(dict.fromkeys(range(_MANY), row))
