"""Rows made whole of what is left of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.care.mending import completed, lost_tag_name, parts_anew, release_of
from store.tables import TABLES, fault, sound

NOW = "2025-03-15T12:00:00Z"
ROWS: dict[str, dict[str, Any]] = {
    "annotations": {
        "release": 1, "start": 0, "end": 4, "quote": "Head", "prefix": "", "suffix": "", "tags": [2],
        "note": "a note", "creator": "ana", "created": "2025-03-14T12:00:00Z",
        "modified": "2025-03-14T12:00:00Z", "state": "anchored",
    },
    "tags": {"name": "water", "color": 1, "pinned": None},
    "texts": {
        "release": 1, "text": "Head\n\nWords.", "paragraphs": [[0, 4, "headline"]],
        "links": [], "dateline": None,
    },
    "history": {
        "time": "2025-03-14T12:00:00Z", "user": "ana", "what": "w", "release": 1, "undone": False,
        "upon": 0, "changes": [],
    },
}  # fmt: skip


@given(data=st.data())
def test_what_is_left_is_kept(data: st.DataObject) -> None:
    """Whatever fields are lost or odd, the row is whole with all sound fields as they were, or given up."""
    table = data.draw(st.sampled_from(sorted(ROWS)))
    lost = data.draw(st.sets(st.sampled_from(sorted(TABLES[table].required)), min_size=1))
    row = {name: value for name, value in ROWS[table].items() if name not in lost}
    row |= dict.fromkeys(data.draw(st.sets(st.sampled_from(sorted(lost)))), 1.5)
    made = completed(table, 7, row, NOW)
    if made is None:
        assert lost & {"time", "what"} if table == "history" else lost & {"release", "quote", "text"}
        return
    assert fault(table, made) is None
    derived = {"paragraphs", "start", "end", "state", "changes"}
    assert all(made[name] == ROWS[table][name] for name in ROWS[table].keys() - lost - derived)


@given(st.text(), st.text())
def test_a_releases_source_is_found_in_broken_json(source: str, rest: str) -> None:
    """The source is made out of a row that cannot be read as a whole; the result is a whole row."""
    raw = json.dumps({"headline": 1, "source": source})[1:] + rest
    made = release_of(3, 4, "A headline\n\nWords.", raw, NOW)
    assert made["source"] == (source if sound("releases", "source", source) else "lost:3")
    assert fault("releases", made) is None
    assert (made["text_id"], made["digest"], made["headline"]) == (4, "", "A headline")


def test_links_that_fit_are_kept() -> None:
    """Parts are found again; a link outside the text goes, one inside stays."""
    row = {**ROWS["texts"], "links": [[0, 4, "in"], [0, 99, "out"]], "paragraphs": [[0, 99, "body"]]}
    assert parts_anew(row)["links"] in ([[0, 4, "in"]], [(0, 4, "in")])
    assert [part[:2] for part in parts_anew(row)["paragraphs"]] == [[0, 4], [6, 12]]


@pytest.mark.parametrize(
    ("events", "name"),
    [
        ([[["tags", 2, None, {"name": "old"}]], [["tags", 2, {"name": "old"}, {"name": "new"}]]], "new"),
        ([[["tags", 2, {"name": "gone"}, None]]], "gone"),
        ([[["tags", 3, None, {"name": "other"}]], [["texts", 2, None, {"name": "no"}]]], "lost tag 2"),
    ],
)
def test_a_tags_name_comes_from_the_history(events: list[list[Any]], name: str) -> None:
    """The last name the history knows for the id, else one that says it is lost."""
    assert lost_tag_name(2, events) == name
