"""A page: the layout with one row under the headline, every row and offset in step."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import listed
from tui.text import layout, text_blocks
from tui.text.page import GUTTER, Page, frame
from tui.text.typesetting import MEASURE, Setting

KINDS = listed(["body", "body", "list", "list", "subheadline", "contact"], min_size=5, max_size=5)
WORDS = listed(
    ["word", "long-term", "中国政府", "قال", "👨\u200d👩\u200d👧", "e\u0301", "x" * 30, "\n"],
    min_size=1,
    max_size=12,
).map(" ".join)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Give a page of some paragraphs, with a headline or without."""
    text = draw(st.sampled_from(["", "\n", "  \n"]))
    paragraphs: list[tuple[int, int, str]] = []
    headline = draw(st.booleans())
    kinds = draw(KINDS)
    for index, body in enumerate(draw(st.lists(WORDS, max_size=5))):
        kind = "headline" if headline and index == 0 else kinds[index]
        text += "\n\n" if paragraphs else ""
        paragraphs.append((len(text), len(text) + len(body), kind))
        text += body
    return Page(text, paragraphs, draw(st.integers(1, 30)))


def shown(page: Page) -> list[str]:
    """Give what each display row shows, the row that is not of the text as ``meta``."""
    rows = []
    for row in range(len(page)):
        inner = page.layout_row(row)
        line = None if inner is None else page.layout[inner]
        words = page.layout.text[line.shown_start : line.shown_end] if line else ""
        rows.append("meta" if page.is_meta(row) else words)
    return rows


def test_what_is_known_stands_under_the_headline() -> None:
    """Then a blank row, then the text."""
    text = "A headline of words\n\nSome text."
    page = Page(text, [(0, 19, "headline"), (21, 31, "body")], 12)
    assert shown(page) == ["A headline", "of words", "meta", "", "Some text."]


def test_a_headline_alone_is_followed_by_what_is_known() -> None:
    """And by nothing else."""
    assert shown(Page("A headline", [(0, 10, "headline")], 20)) == ["A headline", "meta"]


def test_without_a_headline_what_is_known_stands_first() -> None:
    """A blank row parts it from the text."""
    page = Page("One.\n\nTwo.", [(0, 4, "body"), (6, 10, "body")], 20)
    assert shown(page) == ["meta", "", "One.", "", "Two."]
    assert shown(Page("", [], 20)) == ["meta", "", ""]


def test_the_items_of_a_list_follow_one_another() -> None:
    """No blank row between two, one before and after the list."""
    text = "One\n\n- a\n\n- b\n\nTwo"
    page = Page(text, [(0, 3, "body"), (5, 8, "list"), (10, 13, "list"), (15, 18, "body")], 20)
    assert shown(page) == ["meta", "", "One", "", "- a", "- b", "", "Two"]


@given(pages(), st.integers(1, 30), st.booleans())
def test_a_page_laid_out_anew_is_as_one_made_anew(page: Page, measure: int, folding: bool) -> None:
    """At another measure, in other folds too; the page before stays as it was."""
    paragraphs = [(*span, kind) for span, kind in zip(page.spans, page.kinds, strict=True)]
    text, folded = page.layout.text, frozenset({0} if folding and paragraphs else ())
    before, setting = Page(text, paragraphs, 7), Setting(leading=1, folded=folded)
    rows = shown(before)
    assert shown(before.anew(text, paragraphs, measure, setting)) == shown(
        Page(text, paragraphs, measure, setting)
    )
    assert shown(before) == rows


def test_what_another_measure_does_not_change_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long text most of the work; another text, or other paragraphs of it, is looked at."""
    text, paragraphs = "One.\n\nTwo.", [(0, 4, "body"), (6, 10, "body")]
    page = Page(text, paragraphs, 20)
    made: list[str] = []
    really = text_blocks.blocks_of

    def blocks_of(text: str, *given: Any) -> Any:
        made.append(text)
        return really(text, *given)

    monkeypatch.setattr(layout, "blocks_of", blocks_of)
    page = page.anew(text, paragraphs, 10, Setting())
    assert (made, page.layout.measure) == ([], 10)
    assert shown(page.anew(text, [(0, 10, "body")], 10, Setting())) == ["meta", "", "One.", "", "Two."]
    page.anew("One.\n\nTen.", paragraphs, 10, Setting())
    assert made == [text, "One.\n\nTen."]


@given(pages())
def test_one_row_is_not_of_the_text_and_every_other_row_is_there(page: Page) -> None:
    """The layout's rows stand in order, one row tells what is known."""
    rows = [page.layout_row(row) for row in range(len(page))]
    assert [row for row in rows if row is not None] == list(range(len(page.layout)))
    assert [page.is_meta(row) for row in range(len(page))].count(True) == 1
    assert all(rows[row] is None for row in range(len(page)) if page.is_meta(row))


@given(pages())
def test_an_offset_leads_to_its_row_and_back(page: Page) -> None:
    """The display row of an offset shows the layout's row that holds it."""
    for offset in range(len(page.layout.text) + 1):
        row = page.display_row(offset)
        assert 0 <= row < len(page)
        assert page.layout_row(row) == page.layout.row_of(offset)


@given(pages())
def test_a_row_leads_to_its_first_character(page: Page) -> None:
    """A row that is not of the text leads to the next that is."""
    for row in range(len(page)):
        inner = page.layout_row(row)
        offset = page.offset_of(row)
        if inner is None:
            assert offset == page.offset_of(row + 1)
        else:
            assert offset == page.layout[inner].shown_start
        assert page.display_row(offset) >= row or page.layout.text[offset:].strip() == ""


@given(pages())
def test_later_rows_hold_later_text(page: Page) -> None:
    """Offsets never fall from row to row, nor rows from offset to offset."""
    offsets = [page.offset_of(row) for row in range(len(page))]
    rows = [page.display_row(offset) for offset in range(len(page.layout.text) + 1)]
    assert offsets == sorted(offsets)
    assert rows == sorted(rows)
    assert page.offset_of(len(page)) == len(page.layout.text)


@given(st.integers(GUTTER + 11, 500))
def test_a_frame_is_within_the_pane(width: int) -> None:
    """Margin, gutter and measure fit, the text in the middle, never wider than the measure."""
    made = frame(width)
    assert 1 <= made.measure <= MEASURE <= 80
    right = width - made.margin - GUTTER - made.measure
    assert made.margin >= 0
    assert 0 <= right - made.margin <= 1


@pytest.mark.parametrize("width", range(GUTTER + 11))
def test_a_frame_keeps_a_least_measure(width: int) -> None:
    """In a pane of no width too."""
    assert frame(width).measure == 10
    assert frame(width).margin == 0


def test_a_page_gives_its_setting_to_the_layout() -> None:
    """Blank rows between lines, and contacts folded."""
    text = "One two.\n\nTel. 1"
    setting = Setting(leading=1, folded=frozenset({1}))
    page = Page(text, [(0, 8, "body"), (10, 16, "contact")], 5, setting)
    assert [page.layout[row].folded for row in range(len(page.layout))] == [
        False,
        False,
        False,
        False,
        False,
        True,
    ]
    assert page.spans == [(0, 8), (10, 16)]


def test_a_measure_may_be_chosen() -> None:
    """As long as the pane has room for it."""
    assert frame(200, Setting(measure=90)).measure == 90
    assert frame(60, Setting(measure=90)).measure == 60 - GUTTER - 1
