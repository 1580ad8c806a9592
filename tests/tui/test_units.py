"""What is tagged around a hit: each unit holds it, and none that is found overlaps another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store import Paragraph, ReleaseText
from store.library import Span
from store.library.autocoding import passages_around
from tui.units import UNITS

FERRY = "Ferry news\n\nThe ferry sails. A ferry, the old ferry, rests.\n\n“No ferry today,” she said.\n"


def _version(text: str) -> ReleaseText:
    parts, at = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            parts.append(Paragraph(at, at + len(part.rstrip()), "text"))
        at += len(part) + 2
    return ReleaseText(text, tuple(parts), (), None)


def _around(text: str, hits: list[Span], title: str) -> list[str]:
    unit = next(one for one in UNITS if one.title == title)
    return [text[slice(*span)] for span, _ in passages_around(_version(text), "en", hits, unit.around)]


def test_the_units() -> None:
    """The hit alone, its sentence, its paragraph, the quotation it is in; together where a hit is in two."""
    at = [place for place in range(len(FERRY)) if FERRY[place : place + 5].lower() == "ferry"]
    hits = [(place, place + 5) for place in at]
    assert _around(FERRY, hits, "Span") == ["Ferry", *["ferry"] * 4]
    assert _around(FERRY, hits, "Sentence") == [
        "Ferry news", "The ferry sails.", "A ferry, the old ferry, rests.", "“No ferry today,” she said.",
    ]  # fmt: skip
    middle = "The ferry sails. A ferry, the old ferry, rests."
    assert _around(FERRY, hits, "Paragraph") == ["Ferry news", middle, "“No ferry today,” she said."]
    assert _around(FERRY, hits, "Quotation") == ["“No ferry today,”"]
    both = FERRY.index("sails"), FERRY.index("A ferry") + 1
    assert _around(FERRY, [*hits[1:2], both], "Sentence") == [middle]


@given(
    text=st.lists(
        st.sampled_from(["ferry", "Old", "sails.", "\u0301s.", "\n\n", "船。", "!"]), min_size=1
    ).map(" ".join)
)
def test_many_hits_stand_in_the_sentences_each_alone_stands_in(text: str) -> None:
    """Whether the one before it is in the same sentence or not."""
    hits = [(at, min(len(text), at + length)) for at in range(len(text)) for length in (1, 4)]
    around = next(one.around for one in UNITS if one.title == "Sentence")
    alone = [around(_version(text), "en", [hit])[0] for hit in hits]
    assert around(_version(text), "en", hits) == alone


WORDS = st.sampled_from(["ferry", "Old", "sails.", "“No", "way,”", "said", "\n\n", "船", "!"])


@given(text=st.lists(WORDS, min_size=1, max_size=40).map(" ".join), data=st.data())
def test_every_hit_lies_in_its_passage(text: str, data: st.DataObject) -> None:
    """Of each unit; passages come in order and none overlaps another, whatever the hits are."""
    place = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    drawn = data.draw(st.lists(place, max_size=8))
    hits: list[Span] = sorted({(start, min(len(text), start + length)) for start, length in drawn})
    for unit in UNITS:
        found = passages_around(_version(text), "en", hits, unit.around)
        assert all(start <= a and b <= end for (start, end), held in found for a, b in held)
        assert all(one[1] <= other[0] for (one, _), (other, _) in pairwise(found))
        assert unit.title == "Quotation" or sorted(hit for _, held in found for hit in held) == hits
