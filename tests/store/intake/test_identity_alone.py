"""What one is told apart by, piece by piece, without an import around it."""

from __future__ import annotations

import pytest
from tinydb.table import Document

from store import Library, add_bytes
from store.intake.identity import Reading, is_of_id, version_of
from store.intake.parsing import Incoming, releases_in

TEXT = "Ferry begins in May\n\nPORTO, May 7 2024 - The first boat leaves at noon, the mayor said.\n"
DIGEST = "0f" * 32


def incoming(text: str = TEXT, *, digest: str | None = None) -> Incoming:
    """The text as a document of a source."""
    one = next(releases_in("feed", "one.txt", text.encode()))
    assert isinstance(one, Incoming)
    return one if digest is None else Incoming(one.identity, digest, one.release, one.text, one.indexed)


def row(library: Library, key: int) -> Document:
    """The release's row."""
    found = library.tables.row("releases", key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("identity", "belongs"),
    [
        ("id-7", True),
        (f"id-7#{DIGEST}", True),
        (f"id-7#{DIGEST} (2)", True),
        ("id-70", False),
        (f"id-8#{DIGEST}", False),
        (f"#{DIGEST}", False),
        (f"an id-7#{DIGEST}", False),
        ("", False),
        (None, False),
        (7, False),
    ],
)
def test_whether_a_release_came_under_an_id(identity: object, belongs: bool) -> None:
    """Under it or, further ones, under it with their digest; nothing else that a row may hold."""
    assert is_of_id(identity, "id-7") is belongs


def test_a_release_is_a_version_of_the_one_with_its_bytes(library: Library) -> None:
    """Whatever the text says: nothing is compared, not even one that cannot be read."""
    add_bytes(library, "feed", "one.txt", TEXT.encode())
    known = row(library, 1)
    other = incoming("Water agency warns\n\nLISBON, May 6 2024 - Rivers are low.\n", digest=known["digest"])
    library.tables.table("texts").update({"paragraphs": 7}, doc_ids=[known["text_id"]])
    assert version_of(other, [known], Reading(library, "feed")) == known
    assert version_of(incoming(digest=DIGEST), [known], Reading(library, "feed")) is None


def test_the_words_of_a_release_are_those_of_a_text_that_can_be_read(library: Library) -> None:
    """None where its row is not understood, and where there is none."""
    add_bytes(library, "feed", "one.txt", TEXT.encode())
    known, reading = row(library, 1), Reading(library, "feed")
    assert reading.wording(known) is not None
    library.tables.table("texts").update({"paragraphs": 7}, doc_ids=[known["text_id"]])
    assert reading.wording(known) is None
    assert reading.wording(Document({**known, "text_id": 99}, 1)) is None


def test_further_releases_of_an_id_are_known_as_they_come(library: Library) -> None:
    """Those before the reading, and those it makes itself, whether or not it was asked before."""
    add_bytes(library, "feed", "one.txt", TEXT.encode())
    library.tables.table("releases").update({"identity": f"id-7#{DIGEST}"}, doc_ids=[1])
    source = row(library, 1)["source"]
    asked, unasked = Reading(library, source), Reading(library, source)
    assert asked.under_id("id-7") == [1]
    for reading in (asked, unasked):
        reading.added(2, f"id-7#{'1e' * 32}")
        reading.added(3, "id-7")
        reading.added(4, f"id-8#{DIGEST}")
    assert asked.under_id("id-7") == [1, 2]
    assert asked.under_id("id-8") == [4]
    assert unasked.under_id("id-7") == [1]
    assert unasked.has(2)
