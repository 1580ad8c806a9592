"""Texts that two processes look at: what is found is the same, whatever becomes of the other."""

from __future__ import annotations

from typing import Any

import pytest

from store import Library
from store.care.row_findings import RowFindings
from store.care.row_looks import Finding
from store.care.texts_aside import BLOCK, TextsAside
from tests.store.conftest import Run
from tests.store.library.test_sound_releases import ROW

TEXTS = 5 * BLOCK - 3
WORDS = "A ferry for both towns."
#: A text, and what lies in its row in place of what should.
FAULTS = {
    7: '{"release":7}',
    130: "[]",
    131: '{"release":9999,"text":"","paragraphs":[],"links":[],"dateline":null}',
    333: '{"release":9998,"text":"","paragraphs":[],"links":[],"dateline":null}',
    334: '{"release":334}',
    490: "{}",
}


@pytest.fixture
def faulty(library: Library, sql: Run, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library with faults in its first and last texts, which two processes look at."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("store.care.row_findings._LONG", BLOCK)
    mark: dict[str, Any] = {
        "start": 2, "end": 7, "quote": "ferry", "prefix": "", "suffix": "", "note": "", "creator": "ana",
        "created": "2025-03-14", "modified": "2025-03-14", "state": "anchored", "tags": [],
    }  # fmt: skip
    text = {"text": WORDS, "paragraphs": [[0, len(WORDS), "body"]], "links": [], "dateline": None}
    ids = range(1, TEXTS + 1)
    with library.transaction():
        write = library.tables.storage.write_rows
        write(
            "releases", {key: {**ROW, "text_id": key % TEXTS + 1 if key in (9, 400) else key} for key in ids}
        )
        write("texts", {key: {**text, "release": key} for key in ids})
        write("annotations", {key: {**mark, "release": key, "end": 7 + (key in (50, 450))} for key in ids})
    for key, document in FAULTS.items():
        sql("UPDATE texts SET document = ? WHERE id = ?", document, key)
    return library


def looked(library: Library) -> list[Finding]:
    """All that is found in its rows, in order."""
    with library.tables.storage.snapshot():
        found = RowFindings(library)
    return [*found.records, *found.orphans, *found.offsets]


@pytest.fixture
def alone(faulty: Library, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What one process finds."""
    with monkeypatch.context() as patch:
        patch.setattr("store.care.row_findings._LONG", TEXTS + 1)
        found = looked(faulty)
    assert {one.id for one in found if one.table == "texts"} == set(FAULTS)
    assert {one.kind for one in found} == {"record", "orphan", "offsets"}
    return found


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The other process is waited for from the third block on; of each whether it had looked at it."""
    had: list[bool] = []
    found_in = TextsAside.found_in

    def noted(self: TextsAside, number: int) -> Any:
        found = found_in(self, number)
        had.append(found is not None)
        return found

    monkeypatch.setattr(TextsAside, "is_at", lambda _, number: number > 1)
    monkeypatch.setattr(TextsAside, "found_in", noted)
    return had


def test_two_find_what_one_does(faulty: Library, alone: list[Finding], waited: list[bool]) -> None:
    """In the same order."""
    assert looked(faulty) == alone
    assert waited == [True, True, True]


def test_they_meet(faulty: Library, alone: list[Finding]) -> None:
    """Each text is looked at by one of them."""
    assert looked(faulty) == alone


@pytest.mark.slow
def test_an_end_of_the_other_process_hides_nothing(
    faulty: Library, alone: list[Finding], waited: list[bool], breaking_off: None
) -> None:
    """What it has not looked at is looked at here."""
    assert looked(faulty) == alone
    assert waited == [False, False, True]


def test_another_state_is_not_looked_at(faulty: Library, alone: list[Finding], waited: list[bool]) -> None:
    """What was written since is not what is seen here."""
    storage = faulty.tables.storage
    with storage.snapshot():
        storage.count_rows("texts")
        state = storage.state()
        with faulty.transaction():
            storage.write_rows("texts", {1: None})
        assert storage.state() == state
        found = RowFindings(faulty)
    assert [*found.records, *found.orphans, *found.offsets] == alone
    assert waited == [False, False, False]


def test_in_a_transaction_one_process_looks(
    faulty: Library, alone: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else sees what is not written yet."""
    monkeypatch.setattr(TextsAside, "__init__", lambda *_: pytest.fail("it was started"))
    with faulty.transaction():
        assert looked(faulty) == alone
