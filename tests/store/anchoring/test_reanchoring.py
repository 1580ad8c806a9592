"""Annotations follow their words from one version of a text to the next, or are honestly lost."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from store.anchoring import reanchoring
from store.anchoring.reanchoring import Anchoring, least_kept, reanchor_all
from store.anchoring.selectors import Selector, select
from store.models import STATES
from tests.drawn import listed, pieced

FERRY = "The island ferry will sail every day from May, the harbour trust said in a statement on Monday."
FARES = "Fares rise by two euros in June, while children under twelve travel free with a parent."
MAYOR = "“We have waited ten years for this,” said Maria Santos, the mayor, who opened the new pier."
NOTE = "For more information write to the press office."
TEXT = "\n\n".join([FERRY, FARES, MAYOR, NOTE])

#: Few words, so that they repeat; white space, marks and clusters a passage could be cut in.
PIECES = ["the ", "ferry", " sails", "\n\n", "\n", " ", ".", "bus ", "e\u0301", "船", "👩🏽", "“No,” "]
TEXTS = pieced(PIECES, min_size=1, max_size=30)
#: Two for each passage: where one of its edges is, and how far behind that the other.
PLACES = listed(range(1000), min_size=2, max_size=11)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Selector]]:
    """A text and passages of it that begin and end between clusters."""
    text, drawn = draw(TEXTS), draw(PLACES)
    edges = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    chosen = []
    for one, further in zip(drawn[::2], drawn[1::2], strict=False):
        first = one % len(edges)
        chosen.append(sorted((first, (first + 1 + further % (len(edges) - 1)) % len(edges))))
    return text, [select(text, edges[first], edges[last]) for first, last in chosen]


def follow(old: str | None, new: str, quote: str, text: str = "") -> tuple[str, str]:
    """Where the words, as they stand first in the old text, are now, and the state."""
    text = old or text
    start = text.index(quote)
    one = reanchor_all(old, new, [select(text, start, start + len(quote))])[0]
    return ("" if one.state == "orphaned" else new[one.start : one.end]), one.state


@given(marked(), TEXTS, st.booleans())
def test_every_annotation_has_a_sound_place(
    passages: tuple[str, list[Selector]], new: str, known: bool
) -> None:
    """In any text: one answer for each, in range, no cluster cut, and its state is true."""
    old, selectors = passages
    found = reanchor_all(old if known else None, new, selectors)
    assert len(found) == len(selectors)
    assert sum([one.state for one in found].count(state) for state in STATES) == len(selectors)
    edges = {0, *(match.end() for match in regex.finditer(r"\X", new))}
    for one, selector in zip(found, selectors, strict=True):
        words = new[one.start : one.end]
        if one.state == "orphaned":
            assert (one.start, one.end) == (selector.start, selector.end)
            continue
        assert 0 <= one.start < one.end <= len(new)
        assert {one.start, one.end} <= edges
        assert (one.state == "changed") == (words.split() != selector.quote.split())
        assert one.state != "anchored" or (one.start == selector.start and words == selector.quote)


@given(marked(), st.booleans())
@example(
    (" sailsthe the the the the the ferry", [select(" sailsthe the the the the the ferry", 0, 2)]), False
)
def test_in_the_same_text_all_stay(passages: tuple[str, list[Selector]], known: bool) -> None:
    """Nothing moves in a text that did not change, even if the old one is lost."""
    text, selectors = passages
    found = reanchor_all(text if known else None, text, selectors)
    if known:
        assert found == [Anchoring(one.start, one.end, "anchored") for one in selectors]
    for one, selector in zip(found, selectors, strict=True):
        assert one.state in ("anchored", "orphaned")  # half a word has no place without its other half
        assert (one.start, one.end) == (selector.start, selector.end)


@given(st.data())
def test_a_paragraph_put_before_moves_all(data: st.DataObject) -> None:
    """Every passage, be it half a word or three paragraphs, keeps its characters."""
    before = "An update, the second today.\n\n"
    start = data.draw(st.integers(0, len(TEXT) - 1))
    one = select(TEXT, start, data.draw(st.integers(start + 1, len(TEXT))))
    moved = Anchoring(one.start + len(before), one.end + len(before), "moved")
    assert reanchor_all(TEXT, before + TEXT, [one]) == [moved]


@given(st.data())
def test_neighbours_keep_their_order(data: st.DataObject) -> None:
    """Single words of a paragraph stay in order, whatever words are put in or taken out."""
    words = FERRY.split()
    changed = [word for word in words for word in data.draw(st.sampled_from([[word], [], [word, "boat"]]))]
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    selectors = [select(FERRY, at, at + len(word)) for at, word in zip(starts, words, strict=True)]
    found = reanchor_all(FERRY, " ".join(changed), selectors)
    placed = [one.start for one in found if one.state != "orphaned"]
    assert placed == sorted(placed)


WAYS: list[Callable[[str, str, str], tuple[str, str]]] = [
    follow,
    lambda old, new, quote: follow(None, new, quote, old),
]


@pytest.mark.parametrize("way", WAYS)
def test_swapped_paragraphs_are_followed(way: Callable[[str, str, str], tuple[str, str]]) -> None:
    """Two paragraphs in each other's place take their passages along."""
    new = "\n\n".join([FARES, FERRY, MAYOR, NOTE])
    for quote in (FERRY, "harbour trust", "two euros in June", FARES):
        assert way(TEXT, new, quote) == (quote, "moved")
    assert way(TEXT, new, "Maria Santos") == ("Maria Santos", "anchored")


@pytest.mark.parametrize("way", WAYS)
def test_words_moved_and_edited_are_changed(way: Callable[[str, str, str], tuple[str, str]]) -> None:
    """A paragraph that moved and was edited keeps its passages, a corrected figure and all."""
    edited = FARES.replace("two euros", "three euros").replace("twelve", "thirteen")
    new = "\n\n".join([FERRY, MAYOR, edited, NOTE])
    assert way(TEXT, new, "two euros in June, while children") == ("euros in June, while children", "changed")
    assert way(TEXT, new, "travel free with a parent") == ("travel free with a parent", "moved")
    assert follow("It cost 12 million euros in all, he said.", "It cost 13 million euros in all, he said.",
                  "12 million euros") == ("13 million euros", "changed")  # fmt: skip


def test_a_deleted_passage_is_lost_though_a_like_one_stands_elsewhere() -> None:
    """Words that stand twice: the one that was deleted is gone, the other stays."""
    twice = "\n\n".join([FERRY, NOTE, FARES, "Ferries are painted white. " + NOTE, MAYOR])
    first, second = twice.index(NOTE), twice.rindex(NOTE)
    selectors = [select(twice, at, at + len(NOTE)) for at in (first, second)]
    without = twice.replace(NOTE + "\n\n", "", 1)
    assert [one.state for one in reanchor_all(twice, without, selectors)] == ["orphaned", "moved"]
    at = twice.index("The island ferry")
    word = select(twice, at, at + len("The island ferry"))
    new = without.replace(FERRY + "\n\n", "") + "\n\nThe island ferry of 1910 is in the museum."
    assert reanchor_all(twice, new, [word])[0].state == "orphaned"


@pytest.mark.parametrize("old_known", [True, False])
def test_a_name_never_lands_within_a_word(old_known: bool) -> None:
    """“Linus” is no “chines”, nor “art” a part of “party”."""
    old, new = "We asked Linus what he thinks of it.", "We asked machines what they think of it."
    assert follow(old if old_known else None, new, "Linus", old) == ("", "orphaned")
    old, new = "The art was sold at night.", "The party was sold out at night."
    assert follow(old if old_known else None, new, "art", old) == ("", "orphaned")


@pytest.mark.parametrize("old_known", [True, False])
def test_a_text_replaced_wholly_holds_nothing(old_known: bool) -> None:
    """Common words in another text are no home."""
    new = "The council of the town met on Monday in the hall. It is to vote on the budget in a week."
    for quote in ("The", "on Monday", "said in a statement on Monday", FARES, "the"):
        assert follow(TEXT if old_known else None, new, quote, TEXT) == ("", "orphaned")


def test_without_the_old_text_several_places_alike_are_none() -> None:
    """Where neither position nor context tells, nothing is guessed."""
    assert reanchor_all(None, "a bus, a bus", [Selector(40, 43, "bus", "", "")])[0].state == "orphaned"
    alike = "-- the bus waits -- the bus waits"
    assert reanchor_all(None, alike, [select("the bus waits", 4, 7)])[0].state == "orphaned"


@pytest.mark.parametrize(
    ("old", "new", "quote", "now"),
    [
        ("海岛渡轮明年五月开航，票价两元。", "据悉，海岛渡轮今年五月开航，票价两元。",
         "渡轮明年五月", "渡轮今年五月"),
        ("قالت وزارة المياه إن المحطة ستفتح في مايو.", "أمس قالت وزارة المياه إن المحطة ستفتح في يونيو.",
         "المحطة ستفتح في مايو", "المحطة ستفتح في"),
        ("The 👨‍👩‍👧 fare is new here", "Now the 👨‍👩‍👧 fare is new here", "👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)  # fmt: skip
def test_other_scripts(old: str, new: str, quote: str, now: str) -> None:
    """Chinese by characters, Arabic by words, emoji whole."""
    assert follow(old, new, quote)[0] == now


def test_a_paragraph_that_was_split_keeps_both_halves() -> None:
    """Words go with their half; a passage over the seam goes over it still."""
    new = TEXT.replace("May, the harbour", "May.\n\nThe harbour")
    assert follow(TEXT, new, "statement on Monday") == ("statement on Monday", "moved")
    assert follow(TEXT, new, "every day from May") == ("every day from May", "anchored")
    assert follow(new, TEXT, "The harbour trust said") == ("the harbour trust said", "changed")


def test_other_white_space_is_no_other_text() -> None:
    """Lines wrapped anew: the same words, at most moved."""
    found = follow(
        FERRY, FERRY.replace(" sail ", "\nsail ").replace("the harbour", "the  harbour"), "will sail every"
    )
    assert found == ("will\nsail every", "moved")


@pytest.mark.parametrize(
    ("old", "new", "at", "place"),
    [
        ("  Ferries sail on Monday now", "  Ferries sail on Tuesday now", 0, Anchoring(0, 2, "anchored")),
        ("  Ferries sail on Monday now", "The  ferries sail on Tuesday now", 0, None),
        ("Ferries sail  on Monday now", "Big ferries sail  on Tuesday now", 12, Anchoring(16, 18, "moved")),
        ("Ferries sail  on Monday now", "Ferries sail on Tuesday now", 12, None),
        ("Ferries sail  on Monday now", "Ferries sail  up on Tuesday now", 12, None),
        ("Ferries sail on Monday.  ", "Ferries sail on Tuesday.  ", 23, Anchoring(24, 26, "moved")),
        ("Ferries sail on Monday.  ", "Ferries sail on Tuesday.", 23, None),
        ("Ferries sail on Monday.   ", "Ferries sail on Tuesday.   ", 24, Anchoring(25, 27, "moved")),
    ],
)
def test_white_space_stands_between_the_same_words(
    old: str, new: str, at: int, place: Anchoring | None
) -> None:
    """Also before the first and behind the last; where these were parted, or it is shorter, it is lost."""
    found = reanchor_all(old, new, [select(old, at, at + 2)])
    assert found == [place or Anchoring(at, at + 2, "orphaned")]


@pytest.mark.parametrize(
    ("new", "state"),
    [
        ("At noon the bus waits for no one at all. At noon the bus waits by the long pier", "anchored"),
        ("At noon the bus waits by the long pier. At noon the bus waits for no one at all", "moved"),
        ("At dusk the bus waits for nobody at all. In May the bus waits for nobody at all", "orphaned"),
        ("At noon, the bus waits. Read on below. If so, the bus waits. Read on", "moved"),
    ],
)
def test_without_the_old_text_what_stands_on_either_side_tells_the_place(new: str, state: str) -> None:
    """Two places with the same words: the one with the liker words beside it, if there is one."""
    known = "At noon the bus waits for nobody at all"
    one = select(known, 8, 21)
    (found,) = reanchor_all(None, new, [one])
    assert found.state == state
    assert state == "orphaned" or new[found.start : found.end] == "the bus waits"


@pytest.mark.parametrize(
    ("old", "new", "quote", "now"),
    [
        # Half words, at either end.
        ("Ferries sail on Monday", "Big ferries sail on Monday", "ries sail on", "ries sail on"),
        ("Ferries sail on Monday", "Ferries also sail on Monday", "ries sail on", "ries also sail on"),
        # The word that an end stood within is gone: nothing of the next one goes with it.
        ("They announced wonderful ferries for Monday", "They wonderful ferries for Monday",
         "nounced wonderful ferries for", "wonderful ferries for"),
        ("They see wonderful ferries announced", "They see wonderful ferries. Nothing",
         "see wonderful ferries annou", "see wonderful ferries"),
        # White space at either end: kept where it still stands there.
        ("Ferries sail on Monday morning", "Big ferries sail on Monday morning", " sail on ", " sail on "),
        ("Ferries  sail on Monday morning", "Ferries sail on Monday morning", "  sail on ", "sail on "),
        ("Ferries sail on  Monday morning", "Ferries sail on Monday morning", " sail on  ", " sail on"),
        # An altered word at an end is another spelling, or a figure, or not of it.
        ("Honour the harbour rules", "Honour the harbor rules", "Honour the harbour", "Honour the harbor"),
        ("We honour the harbour now", "We honor the harbour now", "honour the harbour", "honor the harbour"),
        ("Some 12 boats sail on", "Some 13 boats sail on", "12 boats sail", "13 boats sail"),
        ("They saw 12 boats sail on", "They saw many boats sail on", "12 boats sail", "boats sail"),
        ("They saw boats sail 12 miles", "They saw boats sail some miles", "boats sail 12", "boats sail"),
        # Marks at the ends go with the words, though others were put in before them.
        ("He said: “boats sail on Monday!” They do", "He said: “boats sail on Monday morning!” They do",
         "“boats sail on Monday!”", "“boats sail on Monday morning!”"),
    ],
)  # fmt: skip
def test_the_ends_of_a_passage(old: str, new: str, quote: str, now: str) -> None:
    """They stay on their characters, and take in what stands for a word that was altered."""
    assert follow(old, new, quote)[0] == now


def test_the_shorter_the_stricter() -> None:
    """A longer passage may lose a greater part of its words, and without the old text none may lose more."""
    shares = [least_kept(words) / words for words in range(1, 60)]
    assert all(one >= other - 1e-9 for one, other in pairwise(shares))
    assert shares[0] == 1
    assert all(least_kept(words, strictly=True) >= least_kept(words) for words in range(1, 60))


@pytest.mark.parametrize(
    ("words", "kept", "strictly"),
    [
        (1, 1, 1),
        (2, 1, 2),
        (3, 1.5, 3),
        (4, 2, 2.4),
        (6, 3, 3.6),
        (7, 3.43, 4.2),
        (16, 6.4, 9.6),
        (60, 20, 36),
    ],
)
def test_how_many_words_must_be_left(words: int, kept: float, strictly: float) -> None:
    """Half of a few, a third of many; more without the old text."""
    assert least_kept(words) == pytest.approx(kept)
    assert least_kept(words, strictly=True) == pytest.approx(strictly)


def test_without_the_old_text_the_place_it_had_is_asked_first() -> None:
    """Where quote and context stand twice, that at the passage's own position is it; else neither is."""
    line = "A bus stops here at noon. "
    quote = line.index("stops")
    one = select(line, quote, quote + 10)
    for at, state in ((len(line), "anchored"), (2, "orphaned"), (0, "anchored"), (2 * len(line), "anchored")):
        there = Selector(at + one.start, at + one.end, one.quote, one.prefix, one.suffix)
        found = reanchor_all(None, line * 3, [there])[0]
        assert found.state == state
        assert (found.start, found.end) == (there.start, there.end)


def test_a_place_that_reads_as_another_is_not_the_only_one() -> None:
    """Unless the words beside it are liker; one at the very beginning counts, and so does the next letter."""
    for text, span, prefix, single in (
        ("bus. bus", (5, 8), "", False),
        ("bus. bus", (0, 3), "", False),
        ("bus. van", (0, 3), "", True),
        ("a bus, the bus", (11, 14), "the ", True),
        ("a bus, the bus", (2, 5), "the ", False),
        ("xx", (0, 1), "", False),
        ("bus " * 70, (0, 3), "near ", False),
    ):
        one = Selector(*span, text[span[0] : span[1]], prefix, "")
        assert reanchoring._single(text, one, span) is single, text


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["word ", "a\n\n", "的", "👩🏽", "a b\n\nb a\n\n"])
def test_a_text_of_one_thing_over_and_over_is_bounded(unit: str) -> None:
    """Hostile texts give answers, right at the beginning that is the same."""
    old, new = unit * 20_000, unit * 15_000 + "end"
    found = reanchor_all(old, new, [select(old, len(unit) * at, len(unit) * at + 1) for at in (5, 19_000)])
    assert [one.state for one in found][1] == "orphaned"
    assert all(one.state in STATES for one in reanchor_all(None, new, [select(old, 0, 1)]))
