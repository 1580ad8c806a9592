"""What is exported is read by the hundred, and is what it would be read one by one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from store import Library, NotFoundError, UnreadableRecordError, add_paths, open_library
from store.exports import Marked, annotated, marked
from store.exports import marked_releases as reading
from store.storages import Row

COUNT = 12


@pytest.fixture
def marks(library: Library, tmp_path: Path) -> Library:
    """Releases of which every third carries no annotation, and one carries two."""
    for number in range(1, COUNT + 1):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Headline {number}\n\nThe words of release {number} end here.\n", encoding="utf-8")
        add_paths(library, [path])
        if number % 3:
            library.annotations.add(number, 5, 9, tags=[f"tag {number}"])
    library.annotations.add(5, 0, 4, note="first in the text")
    return library


@pytest.fixture
def asked(marks: Library, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which tables the storage was asked for, a name for each question."""
    tables: list[str] = []
    for name in ("get_rows", "find_rows", "find_rows_among", "count_by", "scan_rows"):
        real = getattr(marks.tables.storage, name)

        def ask(table: str, *rest: object, real: object = real) -> object:
            tables.append(table)
            return real(table, *rest)  # type: ignore[operator]

        monkeypatch.setattr(marks.tables.storage, name, ask)
    return tables


def alone(library: Library, key: int) -> tuple[object, object, object]:
    """A release, its annotations and its words, each read for itself."""
    return library.releases.get(key), library.annotations.of(key), library.releases.text(key).text


def read(one: Marked) -> tuple[object, object, object]:
    """The same of what is exported."""
    return one.release, list(one.annotations), one.text().text


@pytest.mark.parametrize("together", [1, 5, 500])
def test_all_that_carry_annotations(marks: Library, monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    """In the order they are listed, however many are read together."""
    monkeypatch.setattr(reading, "TOGETHER", together)
    monkeypatch.setattr(reading, "_TEXTS", min(2, together))
    ids = marks.releases.annotated()
    assert len(ids) == COUNT - COUNT // 3
    assert [read(one) for one in annotated(marks)] == [alone(marks, key) for key in ids]


def test_those_asked_for(marks: Library) -> None:
    """In the order asked for, with annotations or without."""
    ids = [5, 3, 12, 1]
    assert [read(one) for one in marked(marks, ids)] == [alone(marks, key) for key in ids]
    with pytest.raises(NotFoundError):
        list(marked(marks, [1, 99]))


def test_statements_are_few(asked: list[str], marks: Library) -> None:
    """As many for all releases as for one; the words are read only where they are asked for."""
    of_one: dict[str, int] = {}
    for ids in ([1], list(range(1, COUNT + 1))):
        asked.clear()
        found = list(marked(marks, ids))
        assert "texts" not in asked
        for one in found:
            one.text()
        counts = {table: asked.count(table) for table in asked}
        of_one = of_one or counts
        assert counts == of_one and counts["texts"] == counts["tags"] == 1
    asked.clear()
    list(annotated(marks))
    assert len(asked) <= len(of_one) + 1


def test_no_more_are_read_than_are_taken(
    asked: list[str], marks: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so many at a time, however many there are."""
    monkeypatch.setattr(reading, "TOGETHER", 2)
    left = marked(marks, range(1, COUNT + 1))
    for number in range(COUNT):
        next(left)
        assert asked.count("releases") == number // 2 + 1


def test_a_tag_that_comes_meanwhile_is_there(marks: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read together is of one moment; what comes later is read with what it marks."""
    monkeypatch.setattr(reading, "TOGETHER", 1)
    left = marked(marks, [1, 2])
    next(left)
    marks.annotations.add(2, 10, 12, tags=["brand new"])
    assert [tag.name for one in next(left).annotations for tag in one.tags] == ["tag 2", "brand new"]


def test_what_is_lost_is_said_where_it_is_reached(marks: Library) -> None:
    """A text that cannot be read, or is another release's, raises when it is asked for; others are read."""
    texts = marks.tables.table("texts")
    texts.update({"text": None}, doc_ids=[marks.releases.get(1).text_id])
    texts.update({"release": 9}, doc_ids=[marks.releases.get(2).text_id])
    first, second, third = marked(marks, [1, 2, 3])
    for one in (first, second):
        with pytest.raises(UnreadableRecordError):
            one.text()
    assert third.text().text == marks.releases.text(3).text


def test_what_belongs_together_is_of_one_moment(marks: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that another program makes in between is not half in it."""
    other = open_library(marks.path, user="ben")
    storage = marks.tables.storage
    among = storage.find_rows_among

    def changing(table: str, field: str, values: Iterable[int]) -> dict[int, Row]:
        found = among(table, field, values)
        other.annotations.add(1, 10, 12, tags=["brand new"])
        return found

    monkeypatch.setattr(storage, "find_rows_among", changing)
    (one,) = (one for one in annotated(marks) if one.release.id == 1)
    assert one.release.annotations == len(one.annotations) == 1
    other.close()
