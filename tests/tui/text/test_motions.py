"""Motions: where each key takes the cursor."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.text.texts import FAMILY, LANGUAGES, TEXTS, spans_of, walk
from tui.text import motions, paragraph_motions, row_motions, sentences
from tui.text.cells import cluster_at, clusters
from tui.text.layout import Layout

MOTIONS = (
    motions.left,
    motions.right,
    motions.word_forward,
    motions.word_back,
    motions.word_end,
    motions.word_end_back,
)


def words(text: str, motion: Callable[[str, int], int], offset: int) -> list[str]:
    """Give the clusters a motion visits."""
    return [text[slice(*cluster_at(text, place))] for place in walk(text, motion, offset)]


def test_left_and_right_step_over_whole_clusters() -> None:
    """A family, a flag and an accented letter are one step each."""
    text = f"a{FAMILY}🇪🇺e\u0301b"
    places = [start for start, _, _ in clusters(text, 0, len(text))]
    assert list(walk(text, motions.right, 0)) == places[1:]
    assert list(walk(text, motions.left, places[-1])) == places[-2::-1]


def test_a_gap_between_paragraphs_is_one_step() -> None:
    """The cursor never stands on the white space between lines."""
    text = "ab \n\n cd\n"
    assert list(walk(text, motions.right, 0)) == [1, 6, 7]
    assert list(walk(text, motions.left, 7)) == [6, 1, 0]


def test_settling_in_a_gap_goes_to_the_next_line_or_the_last_word() -> None:
    """An offset from elsewhere becomes one that the cursor can stand on."""
    assert [motions.settle("\na\n\nb\n", offset) for offset in (-1, 0, 2, 5, 6, 99)] == [1, 1, 4, 4, 4, 4]
    assert motions.settle(" \n ", 2) == 0


@given(TEXTS, st.integers(0, 80))
def test_what_can_be_seen_is_settled_on_where_it_begins(text: str, offset: int) -> None:
    """Whatever stands before it: a mark, a joiner, a flag, another letter."""
    start, end = cluster_at(text, offset)
    if not text[start:end].isspace() and start < end:
        assert motions.settle(text, offset) == start


def test_words_are_letters_or_punctuation() -> None:
    """Marks between letters are words of their own, as in vim."""
    text = "The U.S. don’t\n\nsay: “5_000”"
    assert words(text, motions.word_forward, 0) == [
        "U",
        ".",
        "S",
        ".",
        "d",
        "’",
        "t",
        "s",
        ":",
        "“",
        "5",
        "”",
    ]
    assert words(text, motions.word_end, 0) == [
        "e",
        "U",
        ".",
        "S",
        ".",
        "n",
        "’",
        "t",
        "y",
        ":",
        "“",
        "0",
        "”",
    ]
    assert [text[place] for place in walk(text, motions.word_back, len(text))] == list("5“:st’d.S.UT")


def test_scripts_written_without_spaces_are_words_by_script() -> None:
    """Han, hiragana and katakana follow each other as different words."""
    text = "東京でサーバーを見る"
    assert words(text, motions.word_forward, 0) == ["で", "サ", "を", "見", "る"]
    assert words("정부는 EU와", motions.word_forward, 0) == ["E", "와"]


def test_marks_belong_to_the_word() -> None:
    """Vowel signs and accents do not end a word."""
    text = "كَتَبَ שָׁלוֹם क्षेत्र cafe\u0301s"
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    assert list(walk(text, motions.word_forward, 0))[:3] == starts[1:]
    assert list(walk(text, motions.word_back, len(text))) == starts[::-1]


def test_the_last_word_ends_the_way() -> None:
    """Forward motions stop on the last visible cluster, backward ones on the first."""
    assert motions.word_forward("one two\n\n", 4) == 6
    assert motions.word_end("one two\n\n", 6) == 6
    assert motions.word_back("\n one", 2) == 2


def test_a_selection_holds_the_clusters_under_both_ends() -> None:
    """Whichever end came first, the cluster under the farther one is in."""
    text = f"ab{FAMILY}cd"
    assert motions.selection(text, 1, 4) == (1, 9)
    assert motions.selection(text, 4, 1) == (1, 9)
    assert motions.selection(text, 0, 99) == (0, len(text))
    assert motions.selection("", 0, 0) == (0, 0)


@given(TEXTS, st.integers(-1, 80), LANGUAGES, st.integers(2, 20))
def test_no_motion_leaves_what_can_be_seen(
    text: str, offset: int, language: str | None, measure: int
) -> None:
    """Every motion gives a cluster start outside the gaps, whatever the text and the offset."""
    spans = spans_of(text)
    layout = Layout(text, [], measure)
    starts = {start for start, _, _ in clusters(text, 0, len(text))} or {0}
    results = [motion(text, offset) for motion in MOTIONS]
    results += [motions.first(text), motions.last(text), motions.settle(text, offset)]
    results += [sentences.sentence_forward(text, offset, spans, language)]
    results += [sentences.sentence_back(text, offset, spans, language)]
    results += [paragraph_motions.paragraph_forward(text, offset, spans)]
    results += [paragraph_motions.paragraph_back(text, offset, spans)]
    results += [row_motions.vertical(layout, offset, step, 3) for step in (-3, -1, 1, 5)]
    results += [row_motions.row_first_ink(layout, offset), row_motions.nth_row(layout, 2)]
    for character in "o’-قe":
        results += [paragraph_motions.find_forward(text, offset, character, spans)]
        results += [paragraph_motions.find_back(text, offset, character, spans)]
    results += [row_motions.row_first(layout, offset), row_motions.row_last(layout, offset)]
    assert set(results) <= starts
    assert all(motions.settle(text, result) == result for result in results)


@given(TEXTS, st.integers(0, 80))
def test_forward_motions_never_go_back(text: str, offset: int) -> None:
    """Forward is never before the cursor, and back never after it."""
    spans = spans_of(text)
    here = motions.settle(text, offset)
    for forward in (motions.right, motions.word_forward, motions.word_end):
        assert forward(text, here) >= here
    for back in (motions.left, motions.word_back):
        assert back(text, here) <= here
    assert sentences.sentence_forward(text, here, spans, "en") >= here
    assert sentences.sentence_back(text, here, spans, "en") <= here
    assert paragraph_motions.paragraph_forward(text, here, spans) >= here
    assert paragraph_motions.paragraph_back(text, here, spans) <= here


@given(TEXTS)
def test_right_undoes_left(text: str) -> None:
    """Walking to the end and back visits the same places."""
    forth = [motions.first(text), *walk(text, motions.right, motions.first(text))]
    back = [motions.last(text), *walk(text, motions.left, motions.last(text))]
    assert forth == back[::-1]


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_a_selection_is_made_of_whole_clusters(text: str, anchor: int, cursor: int) -> None:
    """Both edges are cluster borders, and both ends are inside."""
    start, end = motions.selection(text, anchor, cursor)
    borders = {0, *(end for _, end, _ in clusters(text, 0, len(text)))}
    assert {start, end} <= borders
    assert start < end or not text


@given(TEXTS, st.integers(0, 80), st.integers(1, 6), LANGUAGES)
def test_a_count_is_the_motion_so_many_times(
    text: str, offset: int, count: int, language: str | None
) -> None:
    """``3w`` is ``www``, ``3)`` is ``)))``, ``3}`` is ``}}}``."""
    spans = spans_of(text)

    def by_hand(motion: Callable[[int], int]) -> int:
        place = motions.settle(text, offset)
        for _ in range(count):
            place = motion(place)
        return place

    for motion in MOTIONS:
        assert motions.repeated(motion, text, offset, count) in (
            by_hand(lambda at, motion=motion: motion(text, at)),  # type: ignore[misc]
            offset,  # a motion that has nowhere to go from a place the cursor cannot be at
        )
    for sentence in (sentences.sentence_forward, sentences.sentence_back):
        assert sentence(text, offset, spans, language, count) == by_hand(
            lambda at, sentence=sentence: sentence(text, at, spans, language)  # type: ignore[misc]
        )
    for paragraph in (paragraph_motions.paragraph_forward, paragraph_motions.paragraph_back):
        assert paragraph(text, offset, spans, count) == by_hand(
            lambda at, paragraph=paragraph: paragraph(text, at, spans)  # type: ignore[misc]
        )


@given(TEXTS, st.integers(0, 80))
def test_a_word_holds_its_offset_and_is_of_one_class(text: str, offset: int) -> None:
    """And a longer run of that class there is not on the line."""
    start, end = motions.word_at(text, offset)
    at = motions.settle(text, offset)
    assert start <= at < end or not text
    word = motions.keyword_at(text, offset)
    assert word is None or (motions.is_word(text[slice(*word)]) and motions.stands_alone(text, *word))


def test_the_word_to_find_is_under_the_cursor_or_follows() -> None:
    """Blanks and marks are passed over, as by vim's ``*``."""
    text = "A -- ferry, “now”."
    found = [motions.keyword_at(text, offset) for offset in (0, 1, 3, 7, 10, 12, 16, 17)]
    assert found == [(0, 1), (5, 10), (5, 10), (5, 10), (13, 16), (13, 16), None, None]
