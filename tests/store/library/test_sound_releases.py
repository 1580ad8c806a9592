"""Rows of releases that are many: read faster, and judged as strictly as each by itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import Library, Release, open_library
from store.library.records import RELEASE_EXTRAS, release_columns, release_values, releases_of
from store.library.sound_releases import sound_releases
from store.tables import TABLES, fault

#: More than are read one by one.
MANY = 180
ROW: dict[str, Any] = {
    "headline": "A ferry", "subheadline": None, "place": "LEITH", "date": "2025-03-14", "agency": "ALN",
    "byline": None, "image_credit": None, "language": "en", "words": 9, "source": "/a/b.txt",
    "format": "text", "digest": "d", "text_id": 4, "added": "2025-03-14T09:30:00Z", "modified": "2025-03-15",
}  # fmt: skip
EXTRAS: dict[str, Any] = {
    "part": "", "identity": "/a/b.txt", "publisher": "Port", "url": "https://example.org", "zone": "GMT",
    "embargo": "Embargo", "published": "2025-03-14", "embargo_until": "2025-03-14", "time": "09:30",
    "version": 2,
}  # fmt: skip

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.sampled_from(
        [2**53, 2**53 + 1, 2**32, 2**70, "", " ", "a\0b", "2025-02-30", "2025-03-14T25:00", "24:00"]
    ),
    st.text(),
    st.text(alphabet=["\ud800", "\udc00", "a", "\u2028"]),
    st.lists(st.integers(), max_size=2),
)


def document(row: dict[str, Any], *, ascii: bool) -> bytes:
    """The row as a library holds it, or as a script may have written it."""
    return json.dumps(row, ensure_ascii=ascii).encode(errors="surrogatepass")


def record(key: int, values: Sequence[Any]) -> Release:
    """What is made of a row that is starred and has three annotations."""
    (made,) = releases_of(release_columns([key], [values], [(False, True, False)], [3]))
    return made


@given(st.sampled_from([*ROW, *EXTRAS, "unknown"]), odd, st.booleans(), st.integers(-1, 2**33))
@example("source", " ", True, 1)
@example("source", "a\0b", True, 1)
@example("date", "2025-02-30", True, 1)
@example("time", "24:00", True, 1)
@example("headline", "\ud800", True, 1)
@example("unknown", "\ud800", True, 1)
@example("words", True, True, 1)
@example("words", 2**53 + 1, True, 1)
@example("text_id", 0, True, 1)
@example("headline", "A ferry", True, 0)
def test_what_is_taken_for_sound_is(field: str, value: Any, ascii: bool, key: int) -> None:
    """No row at fault is taken for sound, whatever a field holds; and it is read as by `json`."""
    row = {**ROW, **EXTRAS, field: value}
    found = sound_releases({7: document(ROW, ascii=ascii), key: document(row, ascii=ascii)})
    if found is not None:
        assert fault("releases", row, key) is None
        assert record(key, found[key]) == record(key, release_values(row))


@pytest.mark.parametrize("missing", [None, *ROW, *EXTRAS])
def test_rows_that_are_sound_are_told(missing: str | None) -> None:
    """A row may lack what need not be there, and nothing else."""
    row = {name: value for name, value in {**ROW, **EXTRAS}.items() if name != missing}
    found = sound_releases({3: document(row, ascii=False)})
    assert (found is None) == (missing in ROW)
    if found is not None:
        assert record(3, found[3]) == record(3, release_values(row))


def test_all_fields_are_known() -> None:
    """The rows here have every field that the table knows."""
    assert {*ROW} == {*TABLES["releases"].required}
    assert {*EXTRAS} == {*TABLES["releases"].optional} >= {*RELEASE_EXTRAS}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of so many releases that they are read together."""
    path = tmp_path / "library.db"
    library = open_library(path)
    rows = ({**ROW, "headline": f"Ferry {number}"} for number in range(MANY))
    library.tables.table("releases").insert_multiple(rows)
    library.close()
    return path


def listed(library: Library) -> list[str]:
    """The headlines of the list."""
    return sorted(release.headline for release in library.releases.listed())


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("words", '"many"', "its “words” is not a whole number"),
        ("date", '"2025-02-30"', "its “date” is not a day"),
        ("source", '" "', "its “source” is not a name"),
        ("headline", '"\\ud800"', "it holds what is neither text nor number"),
    ],
)
def test_a_damaged_row_among_many_is_named(path: Path, name: str, value: str, reason: str) -> None:
    """It is passed over and remembered with the reason; those beside it are listed."""
    raw = sqlite3.connect(path)
    (text,) = raw.execute("SELECT document FROM releases WHERE id = 90").fetchone()
    whole = json.dumps(json.loads(text)[name], ensure_ascii=False)
    damaged = text.replace(f'"{name}":{whole}', f'"{name}":{value}')
    raw.execute("UPDATE releases SET document = ? WHERE id = 90", [damaged])
    raw.commit()
    raw.close()
    library = open_library(path)
    before = [f"Ferry {number}" for number in range(MANY)]
    assert listed(library) == sorted(one for one in before if one != "Ferry 89")
    assert [(one.table, one.id) for one in library.unreadable()] == [("releases", 90)]
    assert reason in library.unreadable()[0].reason
    library.close()


def test_a_row_that_was_put_right_is_listed(path: Path) -> None:
    """What was damaged is looked at again, and no more said to be when it is not."""
    library = open_library(path)
    raw = sqlite3.connect(path)
    for words, left in (('"many"', MANY - 1), ("9", MANY)):
        raw.execute(
            "UPDATE releases SET document = json_set(document, '$.words', json(?)) WHERE id = 90", [words]
        )
        raw.commit()
        assert len(listed(library)) == left
        assert len(library.unreadable()) == MANY - left
    raw.close()
    library.close()


def test_rows_that_are_no_documents_are_not_made_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a library that holds its rows otherwise they are read as they are, not written as JSON first."""
    library = open_library(tmp_path / "library.json")
    library.tables.table("releases").insert_multiple({**ROW, "words": words} for words in range(MANY))
    monkeypatch.setattr(type(library.tables.storage), "raw_among", None)
    assert len(listed(library)) == MANY
    library.close()
