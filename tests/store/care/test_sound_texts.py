"""Texts told to be sound while they are read: never one in which a look at its row finds a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.care.sound_texts import sound_texts
from store.storages import read_document
from store.tables import TABLES, fault

SOUND: dict[str, Any] = {
    "release": 3,
    "text": "Ferry talks\n\nThe ferry leaves in May.",
    "paragraphs": [[0, 11, "headline"], [13, 37, "body"]],
    "links": [[13, 16, "https://example.org/"]],
    "dateline": [13, 16],
    "added": "2026-11-01T12:00:00Z",
}
ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 40)
    | st.floats()
    | st.sampled_from(["", "é", "\ud800", 2**70]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=8,
)


def _raw(row: Any) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode(errors="surrogatepass")


def test_sound_texts_are_told_with_all_their_fields() -> None:
    """Those there are in the table, and no other; what may be missing may be."""
    found = sound_texts([(1, _raw(SOUND)), (2, _raw({**SOUND, "dateline": None}))])
    assert found is not None and [key for key, _ in found] == [1, 2]
    assert found[0][1].keys() == TABLES["texts"].fields.keys()
    assert json.loads(json.dumps(found[0][1])) == SOUND
    del (bare := dict(SOUND))["added"]
    assert sound_texts([(1, _raw(bare))])


@pytest.mark.parametrize("key", [0, -1, 2**32])
def test_an_id_that_no_row_can_have_is_no_sound_one(key: int) -> None:
    """As by its row."""
    assert fault("texts", SOUND, key) and sound_texts([(key, _raw(SOUND))]) is None


@given(
    st.dictionaries(st.sampled_from([*SOUND, "more"]), ODD, min_size=1, max_size=3),
    st.sets(st.sampled_from([*SOUND]), max_size=1),
)
def test_what_has_a_fault_is_never_told_to_be_sound(odd: dict[str, Any], lost: set[str]) -> None:
    """Whatever stands in a field or lacks; such a row among others leaves all to be looked at."""
    row = {name: value for name, value in (SOUND | odd).items() if name not in lost}
    document = _raw(row)
    read, _ = read_document(document)
    if read is None or fault("texts", read) is not None:
        assert sound_texts([(1, _raw(SOUND)), (2, document)]) is None


@pytest.mark.parametrize(
    "document",
    [
        None,
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"text": "\\ud800"}',
        json.dumps({**SOUND, "text": "a\ud800b"}).encode(),
        _raw({**SOUND, "text": "\x00"}),
    ],
)
def test_what_is_no_row_is_none(document: Any) -> None:
    """Nor is what only a closer look can tell."""
    assert sound_texts([(1, document)]) is None
