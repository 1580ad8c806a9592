"""Imports: each passage where its words are, once however often the file comes, one step of undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from store import Library, add_paths
from store.imports import Brought, Passage, take_in


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """A release that the library knows by an address."""
    key = add_paths(library, [wire]).added[0]
    library.tables.table("releases").update({"url": "https://example.org/ferry"}, doc_ids=[key])
    return key


def passage(quote: str = "Harbour towns", **said: Any) -> Passage:
    """A passage of the release."""
    given = {"release": ("https://example.org/ferry",), "quote": quote, "identity": f"urn:x:{quote}"}
    return Passage(**(given | said))


def test_a_passage_is_marked_where_its_words_are(library: Library, release: int) -> None:
    """With its tags, note, creator and times; twice the same adds nothing, and undo takes all back."""
    one = passage(
        tags=("harbour", "Towns"), note="A note.", creator="jane",
        created="2020-01-02T03:04:05.678901+01:00", modified="2020-02-01T00:00:00Z",
    )  # fmt: skip
    brought = Brought([one, passage("no such words", note="Kept.")])
    outcome = take_in(library, brought, "marks.jsonld")
    assert (outcome.made, outcome.there, outcome.orphaned, outcome.tags) == (2, 0, 1, 2)
    orphan, made = sorted(library.annotations.of(release), key=lambda each: each.state, reverse=True)
    assert (made.quote, [tag.name for tag in made.tags], made.note) == (
        "Harbour towns", ["harbour", "Towns"], "A note.",
    )  # fmt: skip
    assert (made.creator, made.created, made.modified) == (
        "jane", "2020-01-02T02:04:05Z", "2020-02-01T00:00:00Z",
    )  # fmt: skip
    assert (orphan.quote, orphan.note, orphan.state) == ("no such words", "Kept.", "orphaned")
    again = take_in(library, brought, "marks.jsonld")
    assert (again.made, again.there) == (0, 2)
    assert library.history.undo() is not None
    assert library.annotations.of(release) == [] == library.tags.all()
