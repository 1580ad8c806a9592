"""Rows: where lines break, and that every offset has a place on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.cells import clusters
from tui.text.layout import Layout

PIECES = st.sampled_from(
    [
        *[
            "a",
            "word",
            "long-term",
            "2014–2020",
            "em—dash",
            "--",
            "don’t",
            "“quoted”",
            "http://example.org/x",
        ],
        *[" ", " ", "  ", "       ", "\t", "\n", "\u3000", "\xa0", "\u200b", "\xad", "\u200f", "\x1b"],
        *[
            "中国政府",
            "，",
            "。",
            "「",
            "」",
            "ゃ",
            "サーバー",
            "한국어",
            "قال",
            "كَتَبَ",
            "שלום",
            "क्षेत्र",
            "ภาษาไทย",
        ],
        *["👨\u200d👩\u200d👧", "🇪🇺", "❤\ufe0f", "e\u0301", "\u0301", "\u200d"],
    ]
)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Layout, list[tuple[int, int]]]:
    """Give a layout of paragraphs with white space around them, and the paragraphs."""
    gaps = st.sampled_from(["\n\n", "\n \n", "\n\n\n"])
    edges = st.sampled_from(["", "\n", "  \n"])
    text = draw(edges)
    paragraphs: list[tuple[int, int]] = []
    for body in draw(st.lists(st.lists(PIECES, max_size=14).map("".join), max_size=4)):
        text += draw(gaps) if paragraphs else ""
        paragraphs.append((len(text), len(text) + len(body)))
        text += body
    text += draw(edges)
    tight = draw(st.lists(st.booleans(), max_size=4))
    return Layout(text, paragraphs, draw(st.integers(1, 24)), tight), paragraphs


def rows(text: str, measure: int) -> list[str]:
    """Give what is shown of each row of a text that is one paragraph."""
    return [text[line.shown_start : line.shown_end] for line in Layout(text, [(0, len(text))], measure)]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("a long-term plan", 7, ["a long-", "term", "plan"]),
        ("the EU-27 summit", 7, ["the", "EU-27", "summit"]),
        ("in 2014–2020 only", 9, ["in", "2014–2020", "only"]),
        ("word—another", 8, ["word—", "another"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("one\ntwo", 10, ["one", "two"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("  indented words", 10, ["  indented", "words"]),
        ("    indented", 8, ["indented"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_a_typesetter_would(text: str, measure: int, expected: list[str]) -> None:
    """White space, hyphens and dashes end a line; a word too long is split."""
    assert rows(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("中国政府今天宣布", 6, ["中国政", "府今天", "宣布"]),
        ("中国政，府今天", 6, ["中国", "政，府", "今天"]),
        ("他说：「你好」", 8, ["他说：", "「你好」"]),
        ("サーバーです", 4, ["サー", "バー", "です"]),
        ("정부는 오늘", 7, ["정부는", "오늘"]),
        ("مرحبا بكم في", 10, ["مرحبا بكم", "في"]),
        ("שלום לכולם", 6, ["שלום", "לכולם"]),
        ("क्षेत्र में", 5, ["क्षेत्र", "में"]),
        ("👨\u200d👩\u200d👧🇪🇺", 2, ["👨\u200d👩\u200d👧", "🇪🇺"]),
        ("中中", 1, ["中", "中"]),
        ("long\u200bword", 5, ["long\u200b", "word"]),
        ("cafe\u0301 long-term", 10, ["cafe\u0301 long-", "term"]),
        ("a b\t\t\t\t\tcé\u0301", 4, ["a b", "cé\u0301"]),
        ("\t\té\u0301tude", 5, ["é\u0301tude"]),
    ],
)
def test_other_scripts_break_by_their_own_rules(text: str, measure: int, expected: list[str]) -> None:
    """Ideographs part anywhere but before closing and after opening marks; clusters never do."""
    assert rows(text, measure) == expected


def test_paragraphs_are_one_blank_row_apart_unless_tight() -> None:
    """A list's items follow each other without a blank row."""
    text = "one\n\ntwo\n\nthree"
    layout = Layout(text, [(0, 3), (5, 8), (10, 15)], 20, [False, False, True])
    assert [line.paragraph for line in layout] == [0, -1, 1, 2]
    assert (layout[1].start, layout[1].end, layout.is_empty(1)) == (5, 5, True)


def test_white_space_around_paragraphs_is_held_by_the_nearest_row() -> None:
    """Offsets before the first and after the last word have a row too."""
    layout = Layout("\n\n  one\n\n", [(4, 7)], 20)
    assert len(layout) == 1
    line = layout[0]
    assert (line.start, line.shown_start, line.shown_end, line.end) == (0, 4, 7, 9)
    assert [layout.column_of(0, offset) for offset in (0, 4, 5, 9)] == [0, 0, 1, 2]


def test_a_text_without_paragraphs_is_one_paragraph() -> None:
    """Nothing is lost where the structure is unknown, and an empty text has one row."""
    assert len(Layout("", [], 10)) == 1
    assert Layout("some words", [], 5)[1].paragraph == 0


def test_columns_count_cells() -> None:
    """A wide cluster covers two columns, and both lead back to it."""
    layout = Layout("a中b", [(0, 3)], 10)
    assert [layout.column_of(0, offset) for offset in range(3)] == [0, 1, 3]
    assert [layout.offset_at(0, column) for column in range(6)] == [0, 1, 1, 2, 2, 2]


def test_rows_count_from_the_end_too_and_stop_there() -> None:
    """A layout is indexed like a list."""
    layout = Layout("one two", [(0, 7)], 3)
    assert layout[-1] == layout[1]
    with pytest.raises(IndexError):
        layout[2]


@pytest.mark.parametrize("paragraphs", [[(3, 1)], [(2, 4), (0, 1)], [(0, 9)]])
def test_paragraphs_out_of_order_are_refused(paragraphs: list[tuple[int, int]]) -> None:
    """Overlapping or outlying paragraphs are a mistake of the caller."""
    with pytest.raises(ValueError, match="paragraph"):
        Layout("words", paragraphs, 10)


def test_a_measure_without_cells_is_refused() -> None:
    """No room is a mistake of the caller."""
    with pytest.raises(ValueError, match="measure"):
        Layout("words", [(0, 5)], 0)


@given(layouts())
def test_rows_hold_the_whole_text_in_order(made: tuple[Layout, list[tuple[int, int]]]) -> None:
    """The rows side by side are the text, and what is hidden of them is white space."""
    layout, _ = made
    assert "".join(layout.text[line.start : line.end] for line in layout) == layout.text
    for line in layout:
        assert line.start <= line.shown_start <= line.shown_end <= line.end
        assert not layout.text[line.start : line.shown_start].strip()
        assert not layout.text[line.shown_end : line.end].strip()
        assert line.paragraph >= 0 or line.start == line.end


@given(layouts())
def test_no_row_is_wider_than_the_measure(made: tuple[Layout, list[tuple[int, int]]]) -> None:
    """Only a single cluster may be."""
    layout, _ = made
    for row in range(len(layout)):
        cells = layout.clusters_of(row)
        assert len(cells) <= 1 or sum(width for _, _, width in cells) <= layout.measure


@given(layouts())
def test_an_offset_shown_leads_to_a_cell_and_back(made: tuple[Layout, list[tuple[int, int]]]) -> None:
    """Row and column of an offset give the start of its cluster again."""
    layout, _ = made
    for row in range(len(layout)):
        for start, end, width in layout.clusters_of(row):
            for offset in range(start, end):
                assert layout.row_of(offset) == row
                column = layout.column_of(row, offset)
                assert {layout.offset_at(row, column + cell) for cell in range(width)} == {start}


@given(layouts())
def test_later_offsets_never_stand_before_earlier_ones(made: tuple[Layout, list[tuple[int, int]]]) -> None:
    """Rows grow with offsets."""
    layout, _ = made
    rows = [layout.row_of(offset) for offset in range(len(layout.text) + 1)]
    assert rows == sorted(rows)


@given(layouts())
def test_a_row_shows_whole_clusters_of_its_line(made: tuple[Layout, list[tuple[int, int]]]) -> None:
    """Wrapping never parts what a paragraph's clusters keep together."""
    layout, paragraphs = made
    starts = {start for span in paragraphs for start, _, _ in clusters(layout.text, *span)}
    for row in range(len(layout)):
        assert {start for start, _, _ in layout.clusters_of(row)} <= starts
