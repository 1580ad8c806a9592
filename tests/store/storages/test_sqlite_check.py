"""SQLite's complaints as sentences."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from store import NotALibraryError
from store.storages.sqlite_check import COMPLAINTS, complaints, in_words


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


@pytest.mark.parametrize(
    ("lines", "indexes", "file"),
    [
        (["row 3 missing from index a.b", "odd"], ["the index “a.b”"], ["damaged in 1 place"]),
        (["wrong # of entries in index a.b"], ["the index “a.b”"], []),
        (["non-unique entry in index a.b"], ["the index “a.b”"], []),
        (["row 3 missing from index"], ["an index"], []),
        (["Page 7: never used", "page 7 again"], [], ["damaged: page 7"]),
        ([f"page {number}" for number in range(1, 6)], [], ["damaged: pages 1, 2, 3, 4, 5"]),
        (["Page 10 is never used", "Page 9 is never used"], [], ["damaged: pages 9, 10"]),
        (["homepage 7"], [], ["damaged in 1 place"]),
    ],
)
def test_one_and_many(lines: list[str], indexes: list[str], file: list[str]) -> None:
    """An index without a name is one all the same; what there is one of is named in the singular."""
    found = in_words(lines)
    assert found.indexes == [f"{index} does not match its table" for index in indexes]
    assert found.file == [f"the file is {damaged}" for damaged in file]


class Answers:
    """A file that answers each check with these rows, or raises that."""

    def __init__(self, **answers: list[Any] | Exception) -> None:
        self.asked: list[str] = []
        self._answers = answers

    def __call__(self, sql: str) -> list[Any]:
        """The answer to a check."""
        check = sql.removeprefix("PRAGMA ").partition("(")
        assert check[2] == f"{COMPLAINTS})"
        self.asked.append(check[0])
        answer = self._answers[check[0]]
        if isinstance(answer, Exception):
            raise answer
        return answer


def refused(said: str) -> NotALibraryError:
    """The error for what SQLite said."""
    error = NotALibraryError("the file is damaged.")
    error.__cause__ = sqlite3.OperationalError(said)
    return error


def test_the_whole_check_is_enough_where_it_can_be_made() -> None:
    """What it complains of is given line by line; that all is well is no complaint."""
    sound = Answers(integrity_check=[("ok",)])
    assert (complaints(sound), sound.asked) == ([], ["integrity_check"])
    odd = Answers(integrity_check=[("Tree 1\n  page 2:  odd",), (7,), ("row 1 has malformed JSON",)])
    assert complaints(odd) == ["Tree 1 page 2: odd", "7"]


def test_a_record_that_is_no_json_leaves_the_quick_check() -> None:
    """It keeps indexes from being compared, and is a matter of its row; what else is wrong is still found."""
    answers = Answers(integrity_check=refused("Malformed JSON"), quick_check=[("page 3",)])
    assert (complaints(answers), answers.asked) == (["page 3"], ["integrity_check", "quick_check"])


@pytest.mark.parametrize("said", ["Malformed JSON", "disk image is malformed"])
def test_what_cannot_be_checked_is_damaged(said: str) -> None:
    """By neither check, or for another reason than a record: then nothing more is asked."""
    answers = Answers(integrity_check=refused(said), quick_check=refused(said))
    assert complaints(answers) == ["the file is damaged."]
    assert len(answers.asked) == (2 if "JSON" in said else 1)
