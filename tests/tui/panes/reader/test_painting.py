"""One row, painted: what lies over what, and that each can be told from the others."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme

from tests.tui.panes.inks import annotation, cells, ink, one_paragraph
from tui.palette import AA, DARK, LIGHT, contrast
from tui.panes.colors import Colors
from tui.panes.reader.marks import Marks
from tui.panes.reader.painting import Overlay, paint
from tui.text.page import GUTTER, Frame, Page

TEXT = "abcdefghijklmnopqrstuvwxyz"
PAGE = one_paragraph(TEXT)
ROW = PAGE.display_row(0)
FRAME = Frame(2, 40)
LEFT = FRAME.margin + GUTTER

#: One cell of each kind that a reader must be able to tell from every other.
PLAIN, PASSAGE, SECOND, CURRENT, HIT, PRESENT, SELECTED, CURSOR = range(8)
MARKS = Marks.of([annotation(1, 3, 9, "a"), annotation(2, 6, 9, "b"), annotation(3, 9, 12, "c")])


def painted(theme: Theme, colors: Colors) -> list[Segment]:
    """The row with everything on it, a segment for each character."""
    overlay = Overlay(MARKS, (18, 21), 24, current=3, hits=[(12, 15), (15, 18)], hit=1)
    strip = paint(PAGE, ROW, FRAME, ink(theme, colors=colors), overlay)
    return cells(strip)[LEFT:]


def sampled(theme: Theme, colors: Colors) -> list[Segment]:
    """The cells of the kinds, in their order."""
    row = painted(theme, colors)
    return [row[at] for at in (0, 4, 7, 10, 13, 16, 19, 24)]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("colors", Colors)
def test_everything_is_told_apart(theme: Theme, colors: Colors) -> None:
    """Each kind looks different from each other."""
    for one, other in combinations([cell.style for cell in sampled(theme, colors)], 2):
        assert one != other


def without_colors(style: Style) -> tuple[bool, ...]:
    """What is left of a style where no colour is shown."""
    names = ("bold", "italic", "underline", "reverse", "dim")
    return tuple(bool(getattr(style, name)) for name in names)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("line_filter", [Monochrome(), NoColor()], ids=["monochrome", "no-color"])
def test_everything_is_told_apart_without_colours(theme: Theme, line_filter: LineFilter) -> None:
    """Through Textual's filters for NO_COLOR; only the cursor looks like a cell of a selection."""
    row = line_filter.apply(sampled(theme, Colors.NONE), Color(0, 0, 0))
    looks = [without_colors(cell.style) for cell in row if cell.style]
    assert len(looks) == 8
    assert looks[CURSOR] == looks[SELECTED]
    assert len(set(looks)) == 7


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_everything_is_told_apart_with_16_colours(theme: Theme) -> None:
    """By the codes that are sent."""
    row = sampled(theme, Colors.NONE)
    sent = [cell.style.render("x", color_system=ColorSystem.STANDARD) for cell in row if cell.style]
    assert len(set(sent)) == 7 and sent[CURSOR] == sent[SELECTED]


def test_the_cursor_is_seen_on_a_selection_without_colours() -> None:
    """It is the reverse of what it stands on."""
    styles = ink(colors=Colors.NONE)
    row = cells(paint(PAGE, ROW, FRAME, styles, Overlay(Marks(), (3, 9), 8)))[LEFT:]
    assert row[7].style and row[7].style.reverse
    assert row[8].style and not row[8].style.reverse and row[8].style.underline


def test_the_cursor_is_seen_on_the_present_hit() -> None:
    """Both are in the accent's colour; the cursor takes another there."""
    row = cells(paint(PAGE, ROW, FRAME, ink(), Overlay(Marks(), (0, 0), 3, hits=[(3, 6)], hit=0)))[LEFT:]
    assert row[3].style != row[4].style and row[4].style == row[5].style


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("colors", [Colors.TRUE, Colors.ROUNDED])
@pytest.mark.parametrize("kind", ["body", "boilerplate", "headline"])
def test_everything_is_readable(theme: Theme, colors: Colors, kind: str) -> None:
    """Text on its ground, in every kind of paragraph: WCAG AA."""
    page = one_paragraph(TEXT, kind=kind)
    hits = [(12, 15), (15, 18)]
    overlay = Overlay(MARKS, (18, 21), 24, current=3, hits=hits, hit=1, quotations=[(0, 26)])
    strip = paint(page, page.display_row(0), FRAME, ink(theme, colors=colors), overlay)
    for cell in cells(strip):
        assert cell.style and cell.style.color and cell.style.bgcolor
        pair = Color.from_rich_color(cell.style.color), Color.from_rich_color(cell.style.bgcolor)
        assert contrast(*pair) >= AA, cell


def test_selection_lies_over_hits_and_hits_over_passages() -> None:
    """What lies on top hides what is under it."""
    styles = ink()
    marks = Marks.of([annotation(1, 0, 20, "a"), annotation(2, 0, 20, "b")])
    row = cells(paint(PAGE, ROW, FRAME, styles, Overlay(marks, (8, 12), None, hits=[(4, 10)])))[LEFT:]
    alone = cells(paint(PAGE, ROW, FRAME, styles, Overlay(Marks(), (8, 12), None, hits=[(4, 10)])))[LEFT:]
    for at in range(4, 12):
        assert row[at].style == alone[at].style
    assert row[3].style == row[12].style != alone[3].style


def test_the_current_passage_is_seen_however_many_lie_there() -> None:
    """Its colour comes before that of the earlier ones, stronger and bold."""
    many = [annotation(id, 0, 20, "x", color=0) for id in range(9)] + [annotation(9, 2, 6, "y", color=4)]
    styles = ink()
    row = cells(paint(PAGE, ROW, FRAME, styles, Overlay(Marks.of(many), current=9)))[LEFT:]
    others = cells(paint(PAGE, ROW, FRAME, styles, Overlay(Marks.of(many))))[LEFT:]
    assert row[2].style and row[2].style.bold and row[2].style.bgcolor == styles.strong_tags[4].bgcolor
    assert row[2].style.underline
    assert others[2].style and not others[2].style.bold
    assert row[7].style == others[7].style


def test_quoted_speech_is_told_from_other_text() -> None:
    """By a tint, and by its marks, which are bold."""
    text = "He said “never again” twice."
    page = one_paragraph(text)
    quotation = (text.index("“"), text.index("”") + 1)
    row = cells(paint(page, page.display_row(0), FRAME, ink(), Overlay(Marks(), quotations=[quotation])))[
        LEFT:
    ]
    marks = [row[quotation[0]].style, row[quotation[1] - 1].style]
    assert marks[0] == marks[1] and marks[0] and marks[0].bold
    inside = {cell.style for cell in row[quotation[0] + 1 : quotation[1] - 1]}
    assert len(inside) == 1 and inside.isdisjoint({row[0].style, row[-1].style, marks[0]})


@pytest.mark.parametrize(("kind", "sign"), [("boilerplate", "§"), ("contact", "@")])
def test_secondary_paragraphs_have_a_mark_where_they_begin(kind: str, sign: str) -> None:
    """On the first row of the first of them, besides being dim."""
    text = "Body.\n\nAbout us, at some length.\n\nMore of it."
    spans = [(0, 5, "body"), (7, 32, kind), (34, 45, kind)]
    page = Page(text, spans, 15)
    rows = [paint(page, row, Frame(0, 15), ink(), Overlay(Marks())).text for row in range(len(page))]
    assert [row.strip() for row in rows if sign in row] == [f"{sign} About us, at"]
    assert any("More of it." in row for row in rows)


LATIN = ("word", "“quoted”", "e\u0301", "a\tb", "       ", "x\u200by", "\x1b[31m")
OTHERS = ("中国政府", "قال الوزير", "👨\u200d👩\u200d👧")
WORDS = st.lists(st.sampled_from(LATIN + OTHERS), min_size=1, max_size=6).map(" ".join)
PASSAGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=4)


@given(WORDS, PASSAGES, PASSAGES, st.integers(0, 60))
def test_painting_alters_nothing_that_is_written(
    text: str, passages: list[tuple[int, int]], found: list[tuple[int, int]], cursor: int
) -> None:
    """Whatever lies over a row, what is written is what its clusters say, and never a control."""
    page = one_paragraph(text, measure=30)
    marks = Marks.of([annotation(id, at, at + size, "a") for id, (at, size) in enumerate(passages)])
    hits: list[tuple[int, int]] = []
    for at, size in sorted(found):
        if not hits or hits[-1][1] <= at:
            hits.append((at, at + size))
    frame = Frame(0, 30)
    for row in range(len(page)):
        inner = page.layout_row(row)
        if inner is None:
            continue
        strip = paint(
            page, row, frame, ink(), Overlay(marks, (2, 5), cursor, hits=hits, hit=0 if hits else None)
        )
        written = [shown for _, shown in page.layout.drawn_of(inner)]
        assert sorted(strip.text[-len("".join(written)) :] if written else "") == sorted("".join(written))
        assert not any(character < " " or character == "\x7f" for character in strip.text)


def test_a_row_among_thousands_of_passages_is_painted_in_few_pieces() -> None:
    """What is drawn of a row depends on the row, not on how many lie over it."""
    text = "word " * 4000
    page = one_paragraph(text, measure=72)
    few = Marks.of([annotation(id, id, len(text) - id, "a") for id in range(5)])
    many = Marks.of([annotation(id, id, len(text) - id, "a") for id in range(2000)])
    row = page.display_row(len(text) // 2)
    pieces = [len([*paint(page, row, Frame(0, 72), ink(), Overlay(marks))]) for marks in (few, many)]
    assert pieces[0] == pieces[1] <= 6
