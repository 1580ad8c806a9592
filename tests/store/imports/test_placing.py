"""Passages marked elsewhere: where their words are, never on others."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from store.anchoring import select
from store.canonical import canonical
from store.imports import Passage
from store.imports.placing import placed

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("ab \n"), min_size=1).map(
    canonical
)
FERRY = "The ferry sails in May.\n\nThe old ferry stays in port. A third ferry is being built."


def of(text: str, start: int, end: int) -> Passage:
    """The passage as an export has it."""
    one = select(text, start, end)
    return Passage(("x",), one.quote, one.prefix, one.suffix, one.start, one.end)


@given(TEXTS, st.data())
def test_on_the_same_text_a_passage_is_where_it_was(text: str, data: st.DataObject) -> None:
    """Whatever it holds, and however often its words stand there."""
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = placed(text, of(text, start, end))
    assert (found["start"], found["end"], found["state"]) == (start, end, "anchored")
    assert found["quote"] == text[start:end]


@given(TEXTS, TEXTS, st.integers(-9, 2**40) | st.none())
def test_a_row_is_always_one_that_the_library_understands(text: str, quote: str, start: int | None) -> None:
    """What is anchored reads its quote, an orphan keeps it."""
    assume(quote)
    found = placed(text, Passage(("x",), quote, "before", "after", start, None))
    assert 0 <= found["start"] < found["end"]
    if found["state"] == "orphaned":
        assert found["quote"] == quote
    else:
        assert text[found["start"] : found["end"]] == found["quote"]


def test_words_around_tell_one_place_from_another() -> None:
    """So does the place that was said, where the words around it fit too."""
    assert placed(FERRY, Passage(("x",), "ferry", prefix="old "))["start"] == FERRY.index("old ferry") + 4
    assert placed(FERRY, Passage(("x",), "ferry", suffix=" is"))["start"] == FERRY.index("third ferry") + 6
    assert placed(FERRY, Passage(("x",), "ferry", start=4))["start"] == 4
    assert placed(FERRY, Passage(("x",), "ferry"))["state"] == "orphaned"


def test_white_space_of_a_page_is_no_other_text() -> None:
    """The row has the words as they stand here."""
    found = placed(FERRY, Passage(("x",), "in May.\n  The   old ferry"))
    assert (found["quote"], found["state"]) == ("in May.\n\nThe old ferry", "anchored")


def test_altered_words_are_changed_and_lost_ones_orphaned() -> None:
    """What was marked is kept beside what stands there now."""
    said = "The very old ferry stays in port. A third ferry is now being built."
    found = placed(FERRY, Passage(("x",), said))
    assert (found["state"], found["was"]) == ("changed", said)
    lost = placed(FERRY, Passage(("x",), "Trains run again.", "p" * 99, "s" * 99, 7))
    assert lost == {
        "start": 7, "end": 24, "quote": "Trains run again.", "prefix": "p" * 32, "suffix": "s" * 32,
        "state": "orphaned",
    }  # fmt: skip


def test_a_passage_in_its_place_is_held_once() -> None:
    """Of ten thousand each string would be there twice while they are put into a library."""
    passage = of(FERRY, 4, 9)
    row = placed(FERRY, passage)
    assert all(row[name] is getattr(passage, name) for name in ("quote", "prefix", "suffix"))
