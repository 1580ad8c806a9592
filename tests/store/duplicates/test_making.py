"""Signatures made by another process are those made here."""

from __future__ import annotations

from array import array
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import Library, open_library
from store.aside import Helper
from store.duplicates import grouping, making
from store.duplicates.grouping import groups
from store.duplicates.making import Known, Row, made_aside, made_here
from tests.store.aside.jobs import HERE
from tests.store.duplicates.test_grouping import ids_of, other_release, put
from tests.store.duplicates.test_likeness import AFP, BODY, WAM

THIRD = f"Another headline\n\n{BODY}\n"
TEXTS = [AFP, *(other_release(number) for number in range(25)), WAM, THIRD, "é 漢\ud800"]
ROWS: dict[int, Row] = {
    key: {"text": text, "release": key, "paragraphs": [[0, len(text), "body"]], "links": [], "dateline": None}
    for key, text in enumerate(TEXTS, start=1)
}


@pytest.fixture
def agencies(library: Library, tmp_path: Path) -> Library:
    """Releases 1 and 3 are the same, 2 and 4 are not."""
    put(library, tmp_path / "in", {"afp": AFP, "a": other_release(1), "wam": WAM, "b": other_release(2)})
    return library


def fetch(ids: list[int]) -> dict[int, Row]:
    """The rows of texts."""
    return {key: ROWS[key] for key in sorted(ids) if key in ROWS}


def made(make: Any, known: dict[int, Known], texts: list[int]) -> dict[int, Row]:
    """All that is made."""
    found: dict[int, Row] = {}
    for batch in make(fetch, known, texts):
        found |= batch
    return found


@pytest.mark.slow
def test_they_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of new texts, of texts beside known ones, and where one is gone or makes no sense."""
    monkeypatch.setattr(making, "_SENT", 4)
    monkeypatch.setitem(ROWS, 5, {**ROWS[5], "paragraphs": "none"})
    texts = [*ROWS, 99]
    whole = made(made_here, {}, texts)
    assert made(made_aside, {}, texts) == whole
    assert whole[27]["same"] and whole[28]["same"] and not {5, 99} & whole.keys()
    known = {
        key: Known(array("I", row["sketch"]), row["same"])
        for key, row in whole.items() if key < 28
    }  # fmt: skip
    later = made(made_here, known, [28, 29])
    assert later[28]["same"]
    assert made(made_aside, known, [28, 29]) == later


def test_many_texts_are_compared_by_another_process(
    agencies: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This one only reads and keeps, and what it keeps is what it would have found."""
    monkeypatch.setattr(grouping, "MUCH", 0)
    monkeypatch.setattr(grouping, "made_here", None)
    storage = agencies.tables.storage
    assert ids_of(groups(agencies)) == [(3, 1)]
    aside = dict(storage.scan_rows("signatures"))
    storage.write_rows("signatures", dict.fromkeys(aside))
    monkeypatch.undo()
    assert ids_of(groups(agencies)) == [(3, 1)]
    assert dict(storage.scan_rows("signatures")) == aside


def test_few_texts_are_compared_here(agencies: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process takes longer to start."""
    monkeypatch.setattr("store.aside.Helper", None)
    assert ids_of(groups(agencies)) == [(3, 1)]


def test_where_the_process_breaks_down_they_are_made_here(
    agencies: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sees the difference."""
    monkeypatch.setattr(grouping, "MUCH", 0)
    monkeypatch.setattr(making, "_JOB", f"{HERE}:leave")
    assert ids_of(groups(agencies)) == [(3, 1)]


def test_what_is_stopped_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the texts that were asked for."""
    helpers = []

    class Noted(Helper):
        def __init__(self) -> None:
            super().__init__()
            helpers.append(self)

    monkeypatch.setattr("store.aside.Helper", Noted)
    with closing(made_aside(fetch, {}, [*ROWS])) as batches:
        assert len(next(batches)) == making.BATCH
        assert helpers[0]._process is not None
    assert helpers[0]._process is None


@pytest.mark.slow
def test_stopping_keeps_what_the_other_process_made(
    agencies: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And the next time it goes on from there."""
    monkeypatch.setattr(grouping, "MUCH", 0)
    put(agencies, tmp_path / "in", {f"more {number}": other_release(number) for number in range(3, 12)})
    asked = iter([False, True])
    groups(agencies, stop=lambda: next(asked))
    assert agencies.tables.storage.count_rows("signatures") == making.BATCH
    agencies.close()
    again = open_library(agencies.path)
    assert ids_of(groups(again)) == [(3, 1)]
    assert again.tables.storage.count_rows("signatures") == 13
    again.close()
