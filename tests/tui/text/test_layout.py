"""Rows: where lines break, and that every offset has a place on the screen."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.drawn import listed, pieced
from tui.text import motions, row_motions
from tui.text.cells import clusters
from tui.text.layout import Layout, Line
from tui.text.typesetting import Setting

PIECES = [
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


HOSTILE = [
    *"\x00\x07\x1b\x7f\x85\x9b\u202a\u202d\u202e\u2066\u2067\u2068\u2069\ud800\udfff\u2028",
    "\x1b]0;x\x07",
    "\u200b" * 40,
]
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BODIES = pieced([*PIECES, *HOSTILE, *HOSTILE], max_size=14)
SETTINGS = st.sampled_from(
    [
        Setting(leading=leading, justified=justified, bidi=bidi, folded=frozenset(folded))
        for count in range(4)
        for folded in combinations(range(5), count)
        for leading in (0, 1)
        for justified in (False, True)
        for bidi in ("app", "terminal")
    ]
)


class Small(Layout):
    """A layout of blocks so small that every text has several."""

    BLOCK = 12


Made = tuple[Layout, list[tuple[int, int]]]


@st.composite
def layouts(draw: st.DrawFn) -> Made:
    """Give a layout of paragraphs with white space around them, and the paragraphs."""
    before, after = draw(listed(["", "\n", "  \n"], min_size=2, max_size=2))
    gaps = draw(listed(["\n\n", "\n \n", "\n\n\n"], min_size=3, max_size=3))
    text = before
    paragraphs: list[tuple[int, int]] = []
    for body in draw(st.lists(BODIES, max_size=4)):
        text += gaps[len(paragraphs) - 1] if paragraphs else ""
        paragraphs.append((len(text), len(text) + len(body)))
        text += body
    text += after
    tight = draw(listed([False, True], max_size=4))
    kind = draw(st.sampled_from([Layout, Small]))
    return kind(text, paragraphs, draw(st.integers(1, 24)), tight, draw(SETTINGS)), paragraphs


def wrapped(layout: Layout) -> Layout:
    """Give a layout all of whose rows have their last number."""
    assert layout.wrap_some(float("inf"))
    return layout


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
def test_rows_hold_the_whole_text_in_order(made: Made) -> None:
    """The rows side by side are the text, and what is hidden of them is white space."""
    layout, _ = made
    assert "".join(layout.text[line.start : line.end] for line in layout) == layout.text
    for line in layout:
        assert line.start <= line.shown_start <= line.shown_end <= line.end
        assert not layout.text[line.start : line.shown_start].strip()
        assert not layout.text[line.shown_end : line.end].strip()
        assert line.paragraph >= 0 or line.start == line.end


@given(layouts())
def test_no_row_is_wider_than_the_measure(made: Made) -> None:
    """Only a single cluster may be."""
    layout = wrapped(made[0])
    for row in range(len(layout)):
        cells = layout.clusters_of(row)
        assert len(cells) <= 1 or sum(width for _, _, width in cells) <= layout.measure


@given(layouts())
def test_an_offset_shown_leads_to_a_cell_and_back(made: Made) -> None:
    """Row and column of an offset give the start of its cluster again."""
    layout = wrapped(made[0])
    for row in range(len(layout)):
        for start, end, width in layout.clusters_of(row):
            for offset in range(start, end):
                assert layout.row_of(offset) == row
                column = layout.column_of(row, offset)
                assert {layout.offset_at(row, column + cell) for cell in range(width)} == {start}


@given(layouts())
def test_later_offsets_never_stand_before_earlier_ones(made: Made) -> None:
    """Rows grow with offsets."""
    layout = wrapped(made[0])
    numbers = [layout.row_of(offset) for offset in range(len(layout.text) + 1)]
    assert numbers == sorted(numbers)


@given(layouts())
def test_a_row_shows_whole_clusters_of_its_line(made: Made) -> None:
    """Wrapping never parts what a paragraph's clusters keep together."""
    layout, spans = wrapped(made[0]), made[1] or [(0, len(made[0].text))]
    starts = {start for span in spans for start, _, _ in clusters(layout.text, *span)}
    starts |= {start for start, _ in spans}  # where a fold begins there may be no cluster
    for row in range(len(layout)):
        assert {start for start, _, _ in layout.clusters_of(row)} <= starts


@given(layouts())
def test_rows_asked_for_one_by_one_are_those_wrapped_at_once(made: Made) -> None:
    """What was a guess never changes what a row holds; from first to last the numbers are final."""
    layout, paragraphs = made
    eager = type(layout)(layout.text, paragraphs, layout.measure, layout.tight, layout.setting)
    lines: list[Line] = []
    while layout.has(len(lines)):
        lines.append(layout[len(lines)])
    assert lines == list(wrapped(eager)) == list(layout)
    assert len(layout) == len(lines)
    assert wrapped(layout)[-1] == lines[-1]


@given(layouts(), st.data())
def test_a_row_keeps_its_number_until_the_revision_goes_up(made: Made, data: st.DataObject) -> None:
    """And rows above the place asked for keep it even then."""
    layout, _ = made
    offsets = range(len(layout.text) + 1)
    for offset in data.draw(listed(offsets, max_size=6)):
        before, known = layout.revision, {row: layout[row] for row in range(layout.row_of(0) + 1)}
        row = layout.row_of(offset)
        line = layout[row]
        assert line.start <= offset <= max(line.end, line.start)
        assert {row: layout[row] for row in known} == known
        if layout.revision == before:
            assert layout.row_of(offset) == row


@given(layouts(), st.data())
def test_going_up_and_down_is_the_same_whatever_is_wrapped(made: Made, data: st.DataObject) -> None:
    """``j`` and ``k`` skip no row at the edge of what was wrapped before."""
    layout, paragraphs = made
    if not layout.text:
        return
    eager = wrapped(type(layout)(layout.text, paragraphs, layout.measure, layout.tight, layout.setting))
    offset = data.draw(st.integers(0, len(layout.text) - 1))
    for count in data.draw(listed(range(-4, 5), max_size=5)):
        here = row_motions.vertical(layout, offset, count, 3)
        assert here == row_motions.vertical(eager, offset, count, 3)
        offset = here


def test_going_up_skips_no_row_of_a_block_higher_than_guessed() -> None:
    """Lines of two letters make far more rows than a guess from the length."""
    text = "\n".join("ab" for _ in range(200))
    layout = Small(text, [], 40)
    offset = len(text) - 2
    seen: list[int] = []
    while not seen or offset != seen[-1]:
        seen.append(offset)
        offset = row_motions.vertical(layout, offset, -1, 0)
    assert seen == list(range(len(text) - 2, -1, -3))


def test_wrapping_in_slices_gives_all_rows_their_numbers_at_once() -> None:
    """Until the last slice a row keeps the number it has."""
    text = "\n\n".join("one two three four five"[: 3 + number % 20] for number in range(50))
    spans = []
    position = 0
    for part in text.split("\n\n"):
        spans.append((position, position + len(part)))
        position += len(part) + 2
    layout = Small(text, spans, 5)
    row, revision, slices = layout.row_of(len(text) - 1), layout.revision, 0
    while not layout.wrap_some(0):
        slices += 1
        assert (layout.row_of(len(text) - 1), layout.revision) == (row, revision)
    assert slices > 10
    assert layout.revision == revision + 1
    assert layout.row_of(len(text) - 1) == len(list(layout)) - 1


@given(layouts(), st.data())
def test_told_how_high_its_blocks_are_a_layout_knows_every_row(made: Made, data: st.DataObject) -> None:
    """As one that wrapped them all, whatever was asked for before; no number changes any more."""
    layout, paragraphs = made
    again = type(layout)(layout.text, paragraphs, layout.measure, layout.tight, layout.setting)
    eager = wrapped(type(layout)(layout.text, paragraphs, layout.measure, layout.tight, layout.setting))
    offsets = range(len(layout.text) + 1)
    for offset in data.draw(listed(offsets, max_size=3)):
        layout.row_of(offset)
    layout.settle([*again.heights()])
    revision = layout.revision
    for offset in data.draw(listed(offsets, max_size=3)):
        assert layout.row_of(offset) == eager.row_of(offset)
    assert layout.wrap_some(0)
    assert list(layout) == list(eager)
    assert layout.revision == revision


@pytest.mark.parametrize(
    "piece", ["words and words ", "word", "中", "👨\u200d👩\u200d👧", "a\u0301", " ", "\u0301", "line\n"]
)
def test_one_endless_paragraph_is_wrapped_in_pieces(piece: str) -> None:
    """Whatever it is made of, its middle is found without its beginning, and no cluster is split."""
    text = piece * (3 * Layout.BLOCK // len(piece))
    layout = Layout(text, [], 40)
    middle = len(text) // 2
    line = layout[layout.row_of(middle)]
    assert line.start <= middle < line.end
    assert "".join(text[line.start : line.end] for line in layout) == text
    found = [cluster for row in range(len(layout)) for cluster in layout.clusters_of(row)]
    starts = {start for start, _, _ in clusters(text, 0, len(text))}
    assert {start for start, _, _ in found} <= starts


@given(layouts())
def test_the_visual_order_holds_every_cluster_once(made: Made) -> None:
    """What is drawn from left to right is what is read, in another order."""
    layout = wrapped(made[0])
    for row in range(len(layout)):
        visual = layout.visual_of(row)
        assert sorted(visual) == layout.clusters_of(row)
        assert [cluster for cluster, _ in layout.drawn_of(row)] == visual


@given(layouts())
def test_what_is_drawn_is_as_wide_as_its_cluster_and_steers_nothing(made: Made) -> None:
    """No control, no override, no lone surrogate is written, whatever the text and the setting."""
    layout = wrapped(made[0])
    for row in range(len(layout)):
        drawn = layout.drawn_of(row)
        assert cell_len("".join(shown for _, shown in drawn)) == sum(width for (_, _, width), _ in drawn)
        for (_, _, width), shown in drawn:
            assert cell_len(shown) == width
            assert not _STEERING.search(shown)


@given(layouts(), st.data())
def test_a_selection_is_of_whole_clusters(made: Made, data: st.DataObject) -> None:
    """Any two cells of the screen select from the border of a cluster to the border of another."""
    layout = wrapped(made[0])
    cells = st.tuples(st.integers(0, len(layout) - 1), st.integers(0, 30))
    ends = [layout.offset_at(*data.draw(cells)) for _ in range(2)]
    start, end = motions.selection(layout.text, *ends)
    borders = {start for start, _, _ in clusters(layout.text, 0, len(layout.text))} | {len(layout.text)}
    assert {start, end} <= borders
    assert start <= min(ends) and max(ends) <= end


def shown(layout: Layout) -> list[str]:
    """Give what is written for each row, its indent before it."""
    return [
        " " * layout.indent_of(row) + "".join(shown for _, shown in layout.drawn_of(row))
        for row in range(len(wrapped(layout)))
    ]


def test_a_paragraph_from_right_to_left_is_flush_right() -> None:
    """Its rows end where the measure does, also one that has no right-to-left letter."""
    text = "שלום (עולם) NATO and others say\n\nabc שלום"
    layout = Layout(text, [(0, 31), (33, 41)], 14)
    assert shown(layout) == [
        "   (םלוע) םולש",
        "      NATO and",
        "    others say",
        "",
        "abc םולש",
    ]


def test_the_terminal_may_do_the_ordering() -> None:
    """It is given logical order, and no row is indented."""
    text = "שלום (עולם) NATO"
    assert shown(Layout(text, [], 20, setting=Setting(bidi="terminal"))) == [text]


def test_columns_are_visual() -> None:
    """The first letter of a Hebrew line stands at the right edge, and the mouse finds it there."""
    layout = Layout("שלום abc", [], 12)
    assert [layout.column_of(0, offset) for offset in range(8)] == [11, 10, 9, 8, 7, 4, 5, 6]
    assert [layout.offset_at(0, column) for column in (0, 4, 6, 7, 11, 30)] == [5, 5, 7, 4, 0, 0]


def test_arabic_is_drawn_in_its_base_letters() -> None:
    """Shaping is the terminal's."""
    text = "الحكومة"
    assert shown(Layout(text, [], 7)) == [text[::-1]]


def test_leading_parts_lines_by_blank_rows() -> None:
    """Paragraphs are one row further apart; no blank row holds text."""
    layout = Layout("one two\n\nsix", [(0, 7), (9, 12)], 3, setting=Setting(leading=1))
    assert [line.paragraph for line in layout] == [0, -1, 0, -1, -1, 1]
    assert [layout.row_of(offset) for offset in (0, 4, 9)] == [0, 2, 5]


def test_justified_lines_end_at_the_measure() -> None:
    """Spaces are widened; the last line and the one before a line end are left as they are."""
    text = "the cat sat on the mat all day\nand all night"
    layout = Layout(text, [], 12, setting=Setting(justified=True))
    assert shown(layout) == ["the cat  sat", "on  the  mat", "all day", "and all", "night"]
    assert layout.clusters_of(0)[7] == (7, 8, 2)
    assert [layout.offset_at(0, column) for column in (7, 8, 9)] == [7, 7, 8]


def test_a_gap_too_wide_is_not_made() -> None:
    """A row with few words before a long one is left ragged."""
    layout = Layout("a b unbreakable words", [], 12, setting=Setting(justified=True))
    assert shown(layout)[0] == "a b"


def test_a_run_of_folded_paragraphs_is_one_row() -> None:
    """Everything in it stands in that row; what is left open is not touched."""
    text = "Matter.\n\nAbout Acme\n\nAcme makes all things.\n\nEnd."
    spans = [(0, 7), (9, 19), (21, 43), (45, 49)]
    layout = Layout(text, spans, 30, setting=Setting(folded=frozenset({1, 2})))
    assert shown(layout) == ["Matter.", "", "▸ About Acme … 2 lines".ljust(30), "", "End."]
    assert {layout.row_of(offset) for offset in range(9, 45)} == {2}
    assert layout[2].folded and not layout.is_empty(2)
    assert (layout.column_of(2, 30), layout.offset_at(2, 17)) == (0, 9)
    assert row_motions.vertical(layout, 0, 1, 4) == 9
    assert row_motions.vertical(layout, 9, 1, 0) == 45
    assert row_motions.vertical(layout, 30, -1, 0) == 0


@given(layouts())
def test_every_offset_of_a_fold_leads_to_its_row(made: Made) -> None:
    """And no other row holds any of it."""
    layout, paragraphs = wrapped(made[0]), made[1]
    for index in layout.setting.folded & set(range(len(paragraphs))):
        start, end = paragraphs[index]
        numbers = {layout.row_of(offset) for offset in range(start, end)}
        assert len(numbers) <= 1
        assert all(layout[row].folded for row in numbers)
