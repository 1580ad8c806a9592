"""What is not worded anew: only files that would be written as they are, whoever changed what."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store import Library
from store.exports import EXPORTERS, Exporter, annotated, annotated_anew, write_each, written_before
from store.exports import unchanged as kept
from store.exports.exporter import Marked
from tests.store.library.conftest import add

COUNT = 7
Export = Callable[..., list[int]]


@pytest.fixture
def marks(library: Library, tmp_path: Path) -> Library:
    """Some releases, each with an annotation and a tag of its own."""
    for number in range(1, COUNT + 1):
        add(library, tmp_path, str(number), f"Headline {number}\n\nThe words of release {number} end here.\n")
        library.annotations.add(number, 5, 9, tags=[f"tag {number}"])
    return library


@pytest.fixture
def export(marks: Library, tmp_path: Path) -> Export:
    """Exports all, and gives the ids of the releases that were worded; each file must be as it should."""

    def done(folder: Path = tmp_path / "notes", exporter: Exporter = EXPORTERS["markdown"]) -> list[int]:
        worded: list[int] = []

        def write(some: Iterator[Marked], **options: bool) -> Iterator[str]:
            for one in some:
                worded.append(one.release.id)
                yield from map(str, exporter.write([one], **options))

        noting = replace(exporter, write=write)
        with written_before(noting, folder, {}, tmp_path / "cache") as before:
            anew = annotated_anew(marks, before.unchanged)
            told = dict(write_each(noting, folder, anew, before.keep))
        plainly = tmp_path / "plainly"
        expected = dict(write_each(exporter, plainly, annotated(marks)))
        assert [path.name for path in told] == [path.name for path in expected]
        for path, error in told.items():
            assert error is not None or path.read_bytes() == (plainly / path.name).read_bytes()
        return worded

    return done


ALL = [*range(COUNT, 0, -1)]


def test_the_second_export_words_nothing(export: Export) -> None:
    """Neither does the third."""
    assert [export(), export(), export()] == [ALL, [], []]


def test_what_changed_in_the_library_is_worded(marks: Library, export: Export) -> None:
    """A note, a tag's name, another annotation, one less, a mended text: that release and no other."""
    export()
    (first,), (second,) = marks.annotations.of(1), marks.annotations.of(2)
    marks.annotations.edit(first.id, tags=["tag 1"], note="A note.")
    assert export() == [1]
    marks.annotations.delete(second.id)
    marks.annotations.add(3, 0, 4, note="More.")
    assert export() == [3]
    row = marks.tables.storage.get_rows("tags", [4])[4]
    with marks.transaction():
        marks.tables.storage.write_rows("tags", {4: {**row, "name": "renamed"}})
    assert export() == [4]
    text = marks.tables.storage.get_rows("texts", [5])[5]
    with marks.transaction():
        marks.tables.storage.write_rows("texts", {5: {**text, "paragraphs": text["paragraphs"][:1]}})
    assert export() == [5]


def test_what_changed_on_the_disk_is_seen(export: Export, tmp_path: Path) -> None:
    """A file that is gone is written, one that was changed is refused, its time and size as they were."""
    export()
    one, two, *_ = sorted((tmp_path / "notes").iterdir())
    one.unlink()
    status = two.stat()
    two.write_bytes(two.read_bytes().replace(b"Headline", b"HEADLINE"))
    os.utime(two, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert two.stat().st_size == status.st_size
    assert sorted(export()) == [1, 2]
    assert one.is_file()
    assert b"HEADLINE" in two.read_bytes()


def test_another_folder_or_program_is_another_matter(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of one folder says nothing of another; another program may word it otherwise."""
    export()
    assert export(tmp_path / "others") == ALL
    monkeypatch.setattr(kept, "_program", lambda: b"newer")
    assert [export(), export()] == [ALL, []]


def test_a_broken_or_missing_memory_costs_time_only(export: Export, tmp_path: Path) -> None:
    """All is worded once more."""
    export()
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(b"no such thing" * 1000)
    assert [export(), export()] == [ALL, []]


def test_beside_what_cannot_be_read_nothing_is_kept(marks: Library, export: Export) -> None:
    """It is to be named each time: so it is read each time."""
    (second,) = marks.annotations.of(2)
    row = marks.tables.storage.get_rows("annotations", [second.id])[second.id]
    with marks.transaction():
        marks.tables.storage.write_rows("annotations", {second.id: {**row, "note": 5}})
    assert [export(), export()] == [[key for key in ALL if key != 2]] * 2
    assert [one.id for one in marks.unreadable()] == [second.id]


def test_of_what_is_unchanged_only_the_rows_are_read(
    marks: Library, export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No record is made of them, and no file is written."""
    export()
    monkeypatch.setattr(marks.releases, "texts", None)
    with written_before(EXPORTERS["markdown"], tmp_path / "notes", {}, tmp_path / "cache") as before:
        assert all(isinstance(one, Path) for one in annotated_anew(marks, before.unchanged))


def test_a_memory_that_takes_no_more_is_none(tmp_path: Path) -> None:
    """A full disk or another's lock there keeps nothing from being written."""
    connection = sqlite3.connect(tmp_path / "closed.db")
    connection.close()
    before = kept.Written(connection, EXPORTERS["markdown"], tmp_path, {})
    before.keep([kept.Wrote(1, b"digest", tmp_path / "a.md", b"data")])
    assert before.unchanged({1: b"digest"}) == {}
