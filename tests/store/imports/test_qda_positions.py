"""Passages are found whatever the program that marked them counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.imports.qda_positions import Meant, Stated, meant

RAW = "Ferry 😀 fares\r\n\r\nThey rise 🚢 in May.\r\nAnd boats.\r\n"
TEXT = RAW.replace("\r\n", "\n")
COUNTED = {
    "code points": RAW,
    "code points of unified lines": TEXT,
    "UTF-16": "".join(each * (1 + (ord(each) > 0xFFFF)) for each in RAW),
    "UTF-16 of unified lines": "".join(each * (1 + (ord(each) > 0xFFFF)) for each in TEXT),
}


def stated(counted: str, words: str, name: str | None = None) -> Stated:
    """A passage, where it is in what is counted."""
    doubled = words if words in counted else "".join(each * (1 + (ord(each) > 0xFFFF)) for each in words)
    start = counted.index(doubled)
    return Stated(words if name is None else name, start, start + len(doubled))


@pytest.mark.parametrize("counted", COUNTED.values(), ids=COUNTED)
def test_quotes_tell_what_was_counted(counted: str) -> None:
    """One that is not named, or only called something, is where the others say; a cut quote is one."""
    asked = [
        stated(counted, "in May"),
        stated(counted, "And boats", ""),
        stated(counted, "boats.", "My favourite"),
        stated(counted, "rise 🚢 in May", "rise 🚢 i…"),
    ]
    places = [TEXT.index(words) for words in ("in May", "And boats", "boats.", "rise 🚢")]
    ends = [start + length for start, length in zip(places, (6, 9, 6, 13), strict=True)]
    spans = list(zip(places, ends, strict=True))
    assert meant(RAW, asked) == [
        Meant(spans[0]),
        Meant(spans[1]),
        Meant(spans[2], "My favourite"),
        Meant(spans[3]),
    ]


def test_a_quote_that_stands_elsewhere_is_where_it_stands() -> None:
    """The nearest of several; one that stands nowhere has no place."""
    text = "boats and ferries, and boats"
    asked = [Stated("boats", 20, 25), Stated("boats", 900, 905), Stated("trains", 1, 7), Stated("", 900, 905)]
    assert meant(text, asked) == [Meant((23, 28)), Meant((0, 5)), Meant(None), Meant(None)]


def test_places_are_those_of_the_canonical_text() -> None:
    """A file may not be in NFC, and begin with a byte order mark."""
    raw = "\ufeffE\u0301mile a\u0300 Paris"
    assert meant(raw, [Stated("a\u0300 Paris", 7, 15)]) == [Meant((6, 13))]


@given(st.text(min_size=1), st.data())
def test_every_passage_is_found(raw: str, data: st.DataObject) -> None:
    """Of a text in canonical form, in code points, without any quote too."""
    text = canonical(raw)
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        for name in ("", text[start:end]):
            assert meant(text, [Stated(name, start, end)]) == [Meant((start, end))]
