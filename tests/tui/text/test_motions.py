"""Motions: where each key takes the cursor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text import motions
from tui.text.cells import cluster_at, clusters
from tui.text.layout import Layout
from tui.text.motions import sentences

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
PIECES = st.sampled_from(
    [
        *["a", "word", "don’t", "U.S.", "He left.", "“Yes.”", "5,000", "--", "?!", "_x"],
        *[" ", " ", "      ", "\n", "\n\n", "\n\n", "\xa0", "\u3000", "\t", "\r", "\x1b", "\x1c", "\u2028"],
        *[
            "中国。",
            "かな",
            "カナ",
            "한국",
            "قال.",
            "كَتَبَ",
            "שָׁלוֹם",
            "क्षेत्र।",
            FAMILY,
            "🇪🇺",
            "e\u0301",
            "\u0301",
            "\u200f",
        ],
        "\ud800",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
LANGUAGES = st.sampled_from(["en", "ar", "zh", "xx", "pt-BR", None])


def spans_of(text: str) -> list[tuple[int, int]]:
    """Give the paragraphs of a text: what blank lines part."""
    return [match.span() for match in re.finditer(r"\S(?:(?!\n\s*\n).)*(?<=\S)", text, re.DOTALL)]


def walk(text: str, motion: Callable[[str, int], int], offset: int) -> Iterator[int]:
    """Give where a motion leads, again and again, until it leads nowhere."""
    while (following := motion(text, offset)) != offset:
        offset = following
        yield offset


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


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Rep. Jones left. He smiled.", "en", ["Rep. Jones left.", "He smiled."]),
        ("“It is over.” He left.", "en", ["“It is over.”", "He left."]),
        ("😀 Hello. 👨\u200d👩\u200d👧 Bye.", "en", ["😀 Hello.", "👨\u200d👩\u200d👧 Bye."]),
        ("مرحبا بكم. كيف حالك؟ بخير.", "ar", ["مرحبا بكم.", "كيف حالك؟", "بخير."]),
        ("你好。“我很好。”他说。再见！", "zh", ["你好。", "“我很好。”", "他说。", "再见！"]),
        ("「終わった。」と彼は言った。次へ。", "ja", ["「終わった。」", "と彼は言った。", "次へ。"]),
        ("यह एक वाक्य है। यह दूसरा है।", "hi", ["यह एक वाक्य है।", "यह दूसरा है।"]),
        ("Il dit : « C’est fini. » Puis il part.", "fr", ["Il dit : « C’est fini. »", "Puis il part."]),
        ("»Es ist aus.« Dann ging er.", "de", ["»Es ist aus.«", "Dann ging er."]),
        ("One.\nTwo.", None, ["One.", "Two."]),
        ("A surrogate \ud800. Here.", "en", ["A surrogate \ud800. Here."]),
        (" \n ", "en", []),
    ],
)
def test_sentences_end_with_their_quotation_marks(
    text: str, language: str | None, expected: list[str]
) -> None:
    """A sentence is what a reader would mark, in each language."""
    assert [text[start:end] for start, end in sentences(text, 0, len(text), language)] == expected


def test_quotation_marks_move_to_the_sentence_they_close() -> None:
    """A cut the library makes before a closing mark is made after it."""
    assert motions._past_closers("Over. » Then", 6) == 7
    assert motions._past_closers("Over.” Then", 5) == 6
    assert motions._past_closers("Over. “Then", 6) == 6


def test_sentences_have_offsets_into_the_whole_text() -> None:
    """The paragraph's place in the text counts."""
    text = "Title\n\nOne. Two."
    assert sentences(text, 7, 16, "en") == [(7, 11), (12, 16)]
    assert motions.sentence_at(text, 13, [(0, 5), (7, 16)], "en") == (12, 16)
    assert motions.sentence_at(text, 11, [(0, 5), (7, 16)], "en") == (7, 11)
    assert motions.sentence_at("", 0, [], "en") == (0, 0)


def test_sentence_motions_cross_paragraphs() -> None:
    """The next sentence may be in the next paragraph."""
    text = "One. Two.\n\nThree. Four."
    paragraphs = [(0, 9), (11, 23)]
    forward = walk(text, lambda text, offset: motions.sentence_forward(text, offset, paragraphs, "en"), 0)
    assert list(forward) == [5, 11, 18, 22]
    back = walk(text, lambda text, offset: motions.sentence_back(text, offset, paragraphs, "en"), 22)
    assert list(back) == [18, 11, 5, 0]


def test_paragraph_motions_go_to_their_starts() -> None:
    """The last paragraph's end is where the way forward ends."""
    text = "One. Two.\n\nThree.\n\nFour."
    paragraphs = [(0, 9), (11, 17), (19, 24)]
    forward = walk(text, lambda text, offset: motions.paragraph_forward(text, offset, paragraphs), 2)
    assert list(forward) == [11, 19, 23]
    back = walk(text, lambda text, offset: motions.paragraph_back(text, offset, paragraphs), 23)
    assert list(back) == [19, 11, 0]


def test_vertical_keeps_the_column_and_skips_blank_rows() -> None:
    """A short row does not make the cursor forget where it was."""
    text = "wide row\n\nab\n\n中文 row"
    layout = Layout(text, [(0, 8), (10, 12), (14, 20)], 20)
    assert motions.vertical(layout, 5, 1, 5) == 11
    assert motions.vertical(layout, 11, 1, 5) == 17
    assert motions.vertical(layout, 5, 9, 3) == 15
    assert motions.vertical(layout, 17, -2, 5) == 5
    assert motions.vertical(layout, 5, -1, 0) == 5
    assert motions.vertical(layout, 5, 0, 0) == 5


def test_the_ends_of_a_row_are_what_is_drawn_of_it() -> None:
    """Hidden white space at the wrap is not where a row ends."""
    layout = Layout("one two  three", [(0, 14)], 8)
    assert (motions.row_first(layout, 5), motions.row_last(layout, 5)) == (0, 6)
    assert (motions.row_first(layout, 12), motions.row_last(layout, 12)) == (9, 13)


def test_a_row_from_right_to_left_begins_with_what_is_read_first() -> None:
    """``0`` goes to the right edge of a Hebrew row, ``$`` to the left."""
    layout = Layout("שלום לכולם", [], 20)
    assert (motions.row_first(layout, 5), motions.row_last(layout, 5)) == (0, 9)
    assert layout.column_of(0, 0) == 19


def test_a_selection_holds_the_clusters_under_both_ends() -> None:
    """Whichever end came first, the cluster under the farther one is in."""
    text = f"ab{FAMILY}cd"
    assert motions.selection(text, 1, 4) == (1, 9)
    assert motions.selection(text, 4, 1) == (1, 9)
    assert motions.selection(text, 0, 99) == (0, len(text))
    assert motions.selection("", 0, 0) == (0, 0)


@given(TEXTS, LANGUAGES)
def test_every_visible_character_is_in_one_sentence(text: str, language: str | None) -> None:
    """Sentences are in order, disjoint, trimmed, and leave out only white space."""
    found = sentences(text, 0, len(text), language)
    position = 0
    for start, end in found:
        assert start >= position and start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(TEXTS, st.integers(-1, 80), LANGUAGES, st.integers(2, 20))
def test_no_motion_leaves_what_can_be_seen(
    text: str, offset: int, language: str | None, measure: int
) -> None:
    """Every motion gives a cluster start outside the gaps, whatever the text and the offset."""
    paragraphs = spans_of(text)
    layout = Layout(text, [], measure)
    starts = {start for start, _, _ in clusters(text, 0, len(text))} or {0}
    results = [
        motion(text, offset)
        for motion in (motions.left, motions.right, motions.word_forward, motions.word_back, motions.word_end)
    ]
    results += [motions.first(text), motions.last(text), motions.settle(text, offset)]
    results += [motions.sentence_forward(text, offset, paragraphs, language)]
    results += [motions.sentence_back(text, offset, paragraphs, language)]
    results += [motions.paragraph_forward(text, offset, paragraphs)]
    results += [motions.paragraph_back(text, offset, paragraphs)]
    results += [motions.vertical(layout, offset, rows, 3) for rows in (-3, -1, 1, 5)]
    results += [motions.row_first(layout, offset), motions.row_last(layout, offset)]
    assert set(results) <= starts
    assert all(motions.settle(text, result) == result for result in results)


@given(TEXTS, st.integers(0, 80))
def test_forward_motions_never_go_back(text: str, offset: int) -> None:
    """Forward is never before the cursor, and back never after it."""
    paragraphs = spans_of(text)
    here = motions.settle(text, offset)
    for forward in (motions.right, motions.word_forward, motions.word_end):
        assert forward(text, here) >= here
    for back in (motions.left, motions.word_back):
        assert back(text, here) <= here
    assert motions.sentence_forward(text, here, paragraphs, "en") >= here
    assert motions.sentence_back(text, here, paragraphs, "en") <= here
    assert motions.paragraph_forward(text, here, paragraphs) >= here
    assert motions.paragraph_back(text, here, paragraphs) <= here


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
