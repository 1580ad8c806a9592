"""The bytes of a JSON library: what is taken for one, how it is copied, and put in another's place."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, NotALibraryError, add_bytes, open_library
from store.storages import lineage
from store.storages.json_tables import Present, decoded, encoded, supersede, unsound
from store.storages.memory_tables import Tables
from store.tables import SCHEMA_VERSION

META: dict[str, Any] = {"schema": SCHEMA_VERSION, "ids": {}}
LIBRARY: Tables = {"meta": {1: META}}
TABLES = st.dictionaries(
    st.text(max_size=3),
    st.dictionaries(
        st.integers(-(2**63), 2**63 - 1),
        st.dictionaries(st.text(max_size=2), st.booleans(), max_size=2),
        max_size=6,
    ),
    max_size=3,
)


@given(TABLES)
def test_what_is_written_is_read(tables: Tables) -> None:
    """Whatever the names and ids; the rows of a table lie in the order of their ids."""
    data = encoded(tables)
    assert decoded(data, before={}) == tables
    assert data.isascii()
    for name, rows in json.loads(data).items():
        assert list(rows) == [str(key) for key in sorted(tables[name])]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[]", "it holds no tables"),
        (b'{"a": []}', "it holds no tables"),
        (b'{"a": {"1": []}}', "row 1 of “a” is no record"),
        (b'{"a": {"01": {}}}', "'01' in “a” is no id"),
        (b'{"a": {"-0": {}}}', "'-0' in “a” is no id"),
        (b'{"a": {"--1": {}}}', "'--1' in “a” is no id"),
        (b'{"a": {"+1": {}}}', "'\\+1' in “a” is no id"),
        (b'{"a": {"1.0": {}}}', "'1.0' in “a” is no id"),
        (b'{"a": {"": {}}}', "'' in “a” is no id"),
        ('{"a": {"²": {}}}'.encode(), "'²' in “a” is no id"),
        ('{"a": {"٣": {}}}'.encode(), "'٣' in “a” is no id"),
        (b'{"a": {}, "a": {}}', "the same name twice"),
        (b'{"a": {"1": {"x": {"y": 1, "y": 1}}}}', "the same name twice"),
        (b"SQLite format 3\0 and so on", "whose name must not end in .json"),
    ],
)
def test_what_no_storage_wrote_is_refused(data: bytes, reason: str) -> None:
    """Strictly, with the reason: what is guessed at is lost at the next write."""
    with pytest.raises(ValueError, match=reason):
        decoded(data, before={})


def test_an_empty_file_is_an_empty_store_only_where_nothing_was() -> None:
    """Else it is damage; so is a store in which no library is any more."""
    assert decoded(b"", before={}) == {}
    assert decoded(b'{"a": {}}', before={"b": {}}) == {"a": {}}
    for data in (b"", b"{}", b'{"meta": {"1": {"schema": "3"}}}'):
        with pytest.raises(ValueError):
            decoded(data, before=LIBRARY)
    with pytest.raises(ValueError):
        decoded(b"", before={"a": {}})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encoded(LIBRARY), None),
        (b"\xff", "some other kind of file"),
        (b"{", "some other kind of file"),
        (b"[" * 99_999, "some other kind of file"),
        (b"[]", "holds no library"),
        (b"{}", "holds no library"),
        (b'{"meta": []}', "holds no library"),
        (b'{"meta": {}}', "does not say which schema"),
        (b'{"meta": {"2": {"schema": 1}}}', "does not say which schema"),
        (b'{"meta": {"1": {"schema": 99}}}', "newer version"),
    ],
)
def test_whether_a_file_can_be_a_library(tmp_path: Path, data: bytes, reason: str | None) -> None:
    """Before it is restored, copied or opened; with the reason if not."""
    path = tmp_path / "library.json"
    path.write_bytes(data)
    found = unsound(path)
    assert found is None if reason is None else reason in (found or "")


def test_a_copy_is_the_file_byte_for_byte(tmp_path: Path) -> None:
    """One that is found unsound is not kept, and the reason is said; a writer waits meanwhile."""
    path, target = tmp_path / "library.json", tmp_path / "copy.json"
    path.write_bytes(encoded(LIBRARY))
    with closing(Present(path)) as held:
        assert held.keeps_waiting
        with pytest.raises(NotALibraryError, match="is damaged: it is odd") as caught:
            held.write(target, check=lambda part: "it is odd" if part.read_bytes() else None)
        assert "doctor" in caught.value.way_out
        assert list(tmp_path.iterdir()) == [path]
        held.write(target, check=lambda _: None)
        assert target.read_bytes() == path.read_bytes()
        target.unlink()
        held.write(target)
    assert target.read_bytes() == path.read_bytes()


# -- put in another's place --------------------------------------------------------------------


def written(path: Path, **counts: int) -> bytes:
    """A library's file with a row, its writes counted so."""
    tables: Tables = {"meta": {1: {**META, "writers": counts}, 2: {"other": 1}}, "a": {1: {"x": path.stem}}}
    path.write_bytes(encoded(tables))
    return path.read_bytes()


def test_a_restored_library_counts_as_made_of_the_one_it_replaces(tmp_path: Path) -> None:
    """And not the other way round, nor as the same: one write more stands in it, by a writer of its own."""
    restored, former = tmp_path / "restored.json", tmp_path / "former.json"
    written(restored, old=7, both=2)
    written(former, new=3, both=5)
    before = former.read_bytes()
    supersede(restored, former)
    now, then = decoded(restored.read_bytes(), before={}), decoded(former.read_bytes(), before={})
    assert former.read_bytes() == before
    assert lineage.made_of(now, then)
    assert not lineage.made_of(then, now)
    counts = lineage.writers(now)
    (fresh,) = set(counts) - {"old", "new", "both"}
    assert counts == {"old": 7, "new": 3, "both": 5, fresh: 1}
    assert list(counts)[-1] == fresh
    assert {**now["meta"][1], "writers": {}} == {**META, "writers": {}}
    assert (now["meta"][2], now["a"]) == ({"other": 1}, {1: {"x": "restored"}})


def test_the_same_backup_restored_twice_is_two_versions(tmp_path: Path) -> None:
    """What was written after the first time is not taken for a part of the second."""
    paths = [tmp_path / f"{number}.json" for number in range(2)]
    former = tmp_path / "former.json"
    written(former, a=1)
    for path in paths:
        written(path, a=1)
        supersede(path, former)
    one, other = (decoded(path.read_bytes(), before={}) for path in paths)
    assert not lineage.made_of(one, other)
    assert not lineage.made_of(other, one)


def no_library(path: Path) -> None:
    """Another program's."""
    path.write_bytes(b'{"a": {}}')


def unsigned(path: Path) -> None:
    """A library of an earlier program, in which no writes are counted."""
    path.write_bytes(encoded(LIBRARY))


@pytest.mark.parametrize(
    ("which", "harm"),
    [
        ("former", Path.unlink),
        ("former", lambda path: path.write_bytes(b"{")),
        ("former", lambda path: path.write_bytes(b"[" * 99_999)),
        ("former", no_library),
        ("former", unsigned),
        ("restored", lambda path: path.write_bytes(b"SQLite format 3\0")),
        ("restored", no_library),
    ],
)
def test_what_has_no_past_in_common_stays_as_it_is(
    tmp_path: Path, which: str, harm: Callable[[Path], object]
) -> None:
    """Where either is no JSON library, or nothing is counted in the former, nothing is written."""
    restored, former = tmp_path / "restored.json", tmp_path / "former.json"
    written(restored, a=1)
    written(former, a=2)
    harm(restored if which == "restored" else former)
    before = restored.read_bytes()
    supersede(restored, former)
    assert restored.read_bytes() == before


def test_who_has_the_former_open_takes_the_restored_one_as_it_is(tmp_path: Path) -> None:
    """What was done after the backup is gone from it, and nothing is joined."""
    path = tmp_path / "library.json"
    with closing(open_library(path, user="ana")) as opened:
        add_bytes(opened, "/a.txt", "a.txt", b"Ferry begins\n\nThe first boat leaves in May.")
        opened.annotations.add(1, 0, 5, note="before")
        early = tmp_path / "early.json"
        early.write_bytes(path.read_bytes())
        opened.annotations.add(1, 6, 12, note="since")
        supersede(early, path)
        early.replace(path)
        assert notes(opened) == ["before"]
        assert opened.warnings == []
        opened.annotations.add(1, 6, 12, note="again")
        assert notes(opened) == ["again", "before"]


def notes(library: Library) -> list[str]:
    """The notes of its first release."""
    return sorted(one.note for one in library.annotations.of(1))
