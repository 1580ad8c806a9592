"""SQLite's complaints as sentences."""

from __future__ import annotations

from store.storages.sqlite_check import in_words


def test_sqlites_complaints_in_words() -> None:
    """Indexes are told from pages, each named once; what names no page is counted."""
    lines = [
        "*** in database main ***",
        "Tree 9 page 156: btreeInitPage() returns error code 11",
        "Page 14 is never used",
        "row 3 missing from index texts.release",
        "row 4 missing from index texts.release",
        "wrong # of entries in index reading.read",
    ]
    assert in_words(lines) == (
        [
            "the index “reading.read” does not match its table",
            "the index “texts.release” does not match its table",
        ],
        ["the file is damaged: pages 14, 156"],
    )
    assert in_words(["odd", "odder"]) == ([], ["the file is damaged in 2 places"])
    assert in_words([f"page {number}" for number in range(9)])[1] == [
        "the file is damaged: pages 0, 1, 2, 3, 4 …"
    ]
    assert in_words([]) == ([], [])
