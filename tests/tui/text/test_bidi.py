"""Visual order: where right-to-left clusters are drawn."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.drawn import pieced
from tui.text.bidi import (
    line_in_order,
    mirror,
    starts_right_to_left,
    visual_order,
)
from tui.text.cells import clusters
from tui.text.directions import has_right_to_left

MIXED = pieced(
    [
        *"abא ב ق ل 中 123 ٣٤ +-,.:/%€()[]«»!?“”\t\x1b",
        *["\u200e", "\u200f", "\u061c", "e\u0301", "كَ", "👨\u200d👩\u200d👧", "      "],
        *["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"],
        *["\ud800", "\ue000", "\u0378", "\u200b", "\u0301"],
    ],
    min_size=1,
    max_size=60,
)


def pieces(text: str) -> list[str]:
    """Give the clusters of a text."""
    return [text[start:end] for start, end, _ in clusters(text, 0, len(text))]


def displayed(text: str, right_to_left: bool) -> str:
    """Give a text from left to right, brackets mirrored."""
    found = pieces(text)
    order = visual_order(found, right_to_left)
    return "".join(mirror(found[index]) if reads_left else found[index] for index, reads_left in order)


@pytest.mark.parametrize(
    ("text", "right_to_left", "expected"),
    [
        ("abc", False, "abc"),
        ("אבג", False, "גבא"),
        ("say אבג now", False, "say גבא now"),
        ("אבג NATO (EU) דהו", True, "והד NATO (EU) גבא"),
        ("אב (גד) הו", True, "וה (דג) בא"),
        ("אב [a(b] גד", True, "דג [a(b] בא"),
        ("שנת 2018.", True, ".2018 תנש"),
        ("قال 1,250.5 ل", True, "ل 1,250.5 لاق"),
        ("قال 5-3 ل", True, "ل 3-5 لاق"),
        ("אב 5-3 גד", True, "דג 5-3 בא"),
        ("אב 25% גד", True, "דג 25% בא"),
        ("٣٫٥ قال", True, "لاق ٣٫٥"),
        ("NATO 2024", True, "NATO 2024"),
        ("אב c++\u200e!", True, "!c++\u200e בא"),
        ("כַּה", True, "הכַּ"),
    ],
)
def test_rows_are_ordered_as_the_standard_says(text: str, right_to_left: bool, expected: str) -> None:
    """Letters run to the left, numbers to the right, brackets face what they hold (UAX #9)."""
    assert displayed(text, right_to_left) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The קול", False),
        ("12 – «قال» said", True),
        ("\u202eabc", False),
        ("\u2067אבג\u2069 abc", True),
        ("\u200fabc", True),
        ("123 …", False),
        ("", False),
        ("." * 5000 + "א", False),
    ],
)
def test_a_paragraph_has_the_direction_of_its_first_letter(text: str, expected: bool) -> None:
    """Overrides and embeddings are no letters; only the first few thousand code points are looked at."""
    assert starts_right_to_left(text, 0, len(text)) is expected


def test_a_direction_is_that_of_the_span() -> None:
    """What stands before or after the paragraph does not count."""
    assert starts_right_to_left("abc אבג abc", 3, 11)
    assert not has_right_to_left("אבג abc אבג", 3, 8)
    assert has_right_to_left("אבג abc אבג", 2, 8)


@given(MIXED, st.booleans())
def test_the_visual_order_is_a_permutation(text: str, right_to_left: bool) -> None:
    """Every cluster is drawn once."""
    found = pieces(text)
    order = visual_order(found, right_to_left)
    assert sorted(index for index, _ in order) == list(range(len(found)))


@given(MIXED, st.booleans(), st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_an_override_orders_like_any_neutral(text: str, right_to_left: bool, control: str) -> None:
    """Trojan Source: an explicit direction has the effect of a dot, which is what is drawn for it."""
    found = [*pieces(text), control, *pieces(text)]
    plain = ["·" if piece == control else piece for piece in found]
    assert visual_order(found, right_to_left) == visual_order(plain, right_to_left)


def test_long_rows_are_numbered_too() -> None:
    """A row of more clusters than there are marks needs two marks for each."""
    assert displayed("אב" * 400 + " ab", True) == "ab " + "בא" * 400


@given(st.characters())
def test_a_mirrored_glyph_is_as_wide(character: str) -> None:
    """Mirroring does not move what stands beside it."""
    assert cell_len(mirror(character)) == cell_len(character)
    if not unicodedata.mirrored(character):
        assert mirror(character) == character


def test_the_library_is_not_imported_for_other_scripts() -> None:
    """A text without right-to-left letters does not pay for them."""
    program = (
        "import sys; from tui.text.layout import Layout;"
        "layout = Layout('Łódź “said” 中国', [], 20); layout.drawn_of(0); layout.column_of(0, 3);"
        "sys.exit('bidi' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_line_is_put_in_order_as_a_whole() -> None:
    """Words go from right to left, numbers do not, brackets turn; blanks at the end stay there."""
    assert line_in_order("שלום (12) abc   ") == "abc (12) םולש   "
    assert line_in_order("see שלום…") == "see םולש…"
    assert line_in_order("plain  ") == "plain  "


@given(st.text(max_size=40))
def test_a_line_in_order_is_as_wide_as_it_was_drawn(line: str) -> None:
    """Every cluster is drawn once, wherever; nothing that steers the terminal is in it."""
    shown = line_in_order(line) if has_right_to_left(line, 0, len(line)) else ""
    text = line.rstrip(" ")
    cells = sum(width for _, _, width in clusters(text, 0, len(text))) + len(line) - len(text)
    assert not shown or cell_len(shown) == cells
    assert not any(one in shown for one in "\x1b\x9b\u202e\u2067\n")
