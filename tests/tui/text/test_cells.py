"""Clusters: where they begin and end, what is drawn for them, how wide that is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.drawn import filled
from tui.text.cells import (
    MARKS_DRAWN,
    UNKNOWN_MARK,
    base_of,
    cluster_at,
    cluster_end,
    clusters,
    clusters_before,
    drawn,
    one_cell_each,
)

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

AWKWARD = [
    *"ab1-–.,“”() \t\n\r\x00\x1b\x7f\x9b\xa0\xad中国。「」あアー한ᄒ\u1161\u11abقالשלเก",
    *["\u0301", "\u064e", "\u05b8", "\u093e", "\u094d", "\u0e33", "\ufe0f", "\u20e3", "क", "ष"],
    *["\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2066", "\u2069", "\u2028", "\ufeff"],
    *["👩", "❤", "🏽", "🇪", "🇺", "🏴", "\U000e0067", "\ue000", "\ud800", "\u0378", "\u3000", "\u2003"],
    *["      ", FAMILY, "e\u0301"],
]
TEXTS = filled(AWKWARD, st.text(st.characters()), max_size=40)


def pieces(text: str) -> list[str]:
    """Give the clusters of a whole text as strings."""
    return [text[start:end] for start, end, _ in clusters(text, 0, len(text))]


def shown(text: str) -> str:
    """Give what is drawn for a whole text."""
    return "".join(drawn(piece) for piece in pieces(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("cafe\u0301!", ["c", "a", "f", "e\u0301", "!"]),
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        ("🇪🇺🇫🇷🇩", ["🇪🇺", "🇫🇷", "🇩"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        (SCOTLAND + "x", [SCOTLAND, "x"]),
        ("❤\ufe0f1\ufe0f\u20e3", ["❤\ufe0f", "1\ufe0f\u20e3"]),
        ("كَتَبَ", ["كَ", "تَ", "بَ"]),
        ("שָׁלוֹם", ["שָׁ", "ל", "וֹ", "ם"]),
        ("中国", ["中", "国"]),
        ("か\u3099な", ["か\u3099", "な"]),
        ("한국\u1112\u1161\u11ab", ["한", "국", "\u1112\u1161\u11ab"]),
        ("가\u11a8", ["가\u11a8"]),
        ("क्षेत्र", ["क्षे", "त्र"]),
        ("क्\u200cष", ["क्\u200c", "ष"]),
        ("क्\u200dष", ["क्\u200dष"]),
        ("กำ", ["กำ"]),
        ("می\u200cخواهم", ["م", "ی\u200c", "خ", "و", "ا", "ه", "م"]),
    ],
)
def test_a_cluster_is_what_a_reader_calls_a_character(text: str, expected: list[str]) -> None:
    """Marks, joiners, flags, jamo and conjuncts stay with the character they belong to."""
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("a", 1),
        ("é", 1),
        ("中", 2),
        ("한", 2),
        (FAMILY, 2),
        ("🇪🇺", 2),
        ("❤\ufe0f", 2),
        ("€", 1),
        ("\t", 4),
        ("ﷺ", 1),
    ],
)
def test_a_width_is_the_width_rich_counts(text: str, width: int) -> None:
    """One cluster has the width that Rich, and so Textual, gives it."""
    assert clusters(text, 0, len(text)) == [(0, len(text), width)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("\x9b31m", UNKNOWN_MARK + "31m"),
        ("a\u202eb\u2066c\u2069", "a·b·c·"),
        ("a\u2028b\u2029", "a·b·"),
        ("\ud800\ue000\u0378", UNKNOWN_MARK * 3),
        ("a\tb", "a    b"),
    ],
)
def test_nothing_that_steers_a_terminal_is_drawn(text: str, expected: str) -> None:
    """Controls, reordering marks and code points without a character have a visible stand-in."""
    assert shown(text) == expected


def test_invisible_characters_hide_in_the_cluster_beside_them() -> None:
    """Soft hyphens, zero width spaces and direction marks have offsets but no cells."""
    assert pieces("\ufeffco\xadop \u200fقال") == ["\ufeffc", "o\xad", "o", "p", " ", "\u200fق", "ا", "ل"]
    assert shown("\ufeffco\xadop \u200fقال") == "coop قال"


@pytest.mark.parametrize("text", ["\u200b", "\u200d", "\ufeff\u200b", "\u200f"])
def test_an_invisible_character_alone_is_a_dot(text: str) -> None:
    """What has nobody to hide behind is shown."""
    assert clusters(text, 0, len(text)) == [(0, len(text), 1)]
    assert drawn(text) == "·"


def test_a_mark_without_a_base_stands_on_a_dotted_circle() -> None:
    """A defective cluster has a cell of its own, also after a blank."""
    assert shown(" \u0301") == " \u25cc\u0301"


def test_a_tower_of_marks_is_drawn_low_and_keeps_its_offsets() -> None:
    """Zalgo text is one cluster, drawn with a few of its marks."""
    text = "a" + "\u0301" * 1000 + "b"
    assert clusters(text, 0, len(text)) == [(0, 1001, 1), (1001, 1002, 1)]
    assert drawn(text[:1001]) == "a" + "\u0301" * MARKS_DRAWN


def test_a_tower_is_one_cluster_seen_from_anywhere() -> None:
    """Also one higher than what is looked at at once."""
    text = "ab" + "\u0301" * 10_000 + "\u20e3" + "\u0301" * 10 + "c"
    end = len(text) - 1
    assert {cluster_at(text, offset) for offset in (1, 2, 5000, 9999, 10_002, 10_003, end - 1)} == {(1, end)}
    assert list(clusters_before(text, end)) == [(1, end), (0, 1)]


def test_a_joiner_at_the_end_of_a_cluster_is_not_drawn() -> None:
    """Rich would not count the character after it."""
    assert drawn("ه\u200d") == "ه"
    assert drawn("ی\u200c") == "ی\u200c"


def test_a_long_run_of_blanks_is_one_cluster_as_wide_as_a_tab() -> None:
    """Four blanks are four cells, and so are forty."""
    assert [width for _, _, width in clusters("a    b", 0, 6)] == [1] * 6
    assert clusters("a" + " " * 40 + "b", 0, 42) == [(0, 1, 1), (1, 41, 4), (41, 42, 1)]


def test_one_cell_each_knows_the_plain_lines() -> None:
    """Wide characters, marks and long blank runs are not one cell each."""
    assert one_cell_each("“Café” – قال שלום", 0, 17)
    assert not any(one_cell_each(text, 0, len(text)) for text in ("中", "e\u0301", "a     b", "a\tb"))


def test_the_base_of_a_cluster_is_its_first_visible_character() -> None:
    """A direction mark before a letter does not hide what the letter is."""
    assert base_of("\u200fق", 0, 2) == "ق"
    assert base_of("\u200f", 0, 1) == "\u200f"


def test_past_the_end_there_is_an_empty_cluster() -> None:
    """The offset behind the text is valid and holds nothing."""
    assert cluster_at("abc", 3) == (3, 3)
    assert cluster_at("", 0) == (0, 0)


@given(TEXTS)
def test_clusters_have_no_gaps_and_at_least_one_cell(text: str) -> None:
    """Every code point is in exactly one cluster, and every cluster can be seen."""
    found = clusters(text, 0, len(text))
    assert "".join(pieces(text)) == text
    assert [start for start, _, _ in found[1:]] == [end for _, end, _ in found[:-1]]
    assert all(width >= 1 for _, _, width in found)


@given(TEXTS)
def test_the_cells_of_a_line_are_the_sum_of_its_clusters(text: str) -> None:
    """Drawing clusters side by side is as wide as they are one by one."""
    assert cell_len(shown(text)) == sum(width for _, _, width in clusters(text, 0, len(text)))


@given(TEXTS)
def test_what_is_drawn_holds_no_control(text: str) -> None:
    """Only joiners and flag tags are format characters that reach the terminal."""
    for character in shown(text):
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cs", "Co", "Zl", "Zp")
        if category == "Cf" and not 0xE0020 <= ord(character) < 0xE0080:
            assert (
                character
                in "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd"
            )


@given(TEXTS)
def test_reading_from_any_side_finds_the_same_clusters(text: str) -> None:
    """Local reading, forwards, backwards and in the middle, agrees with reading it all."""
    found = [(start, end) for start, end, _ in clusters(text, 0, len(text))]
    assert [cluster_at(text, offset) for offset in range(len(text))] == [
        span for span in found for _ in range(*span)
    ]
    assert [(start, cluster_end(text, start)) for start, _ in found] == found
    assert list(clusters_before(text, len(text), window=3))[::-1] == found
