"""Painting rows of any script: what is written, in which order, and nothing that steers the terminal."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from tests.tui.panes.inks import ink
from tui.panes.reader.marks import Marks
from tui.panes.reader.painting import Overlay, paint
from tui.text.page import GUTTER, Frame, Page
from tui.text.typesetting import Setting

INK = ink()
CURSOR, SELECTION = INK.cursor, INK.selection
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
TEXTS = st.lists(
    st.characters() | st.sampled_from([*"שלום قال () \x1b\x9b\u202e\u2067\u200b\n\t", "\ud800", "e\u0301"]),
    min_size=1,
    max_size=40,
).map("".join)


def painted(
    page: Page, row: int, selected: tuple[int, int] = (0, 0), cursor: int | None = None
) -> list[tuple[str, Style | None]]:
    """Give the segments of a row behind margin and gutter."""
    strip = paint(page, row, Frame(0, page.layout.measure), INK, Overlay(Marks(), selected, cursor))
    return [(text, style) for text, style, _ in strip.crop(GUTTER)]


def cells_with(page: Page, row: int, style: Style, **marks: object) -> str:
    """Give what is painted in a style."""
    found = painted(page, row, **marks)  # type: ignore[arg-type]
    return "".join(text for text, one in found if one and one.bgcolor == style.bgcolor)


@given(TEXTS, st.sampled_from(["app", "terminal"]), st.integers(4, 30), st.booleans())
def test_nothing_painted_steers_the_terminal(text: str, bidi: str, measure: int, folded: bool) -> None:
    """No control, override, isolate or lone surrogate reaches it; a row is no wider than the measure."""
    setting = Setting(bidi=bidi, folded=frozenset({0} if folded else ()))  # type: ignore[arg-type]
    page = Page(text, [(0, len(text), "body")], measure, setting)
    for row in range(len(page)):
        strip = paint(page, row, Frame(2, measure), INK, Overlay(Marks(), (0, 3), 1))
        assert not STEERING.search(strip.text)
        assert strip.cell_length <= 2 + GUTTER + measure


def test_a_hebrew_row_is_painted_from_the_right() -> None:
    """The cursor is on the first letter, which is the last cell; a selection may be in several places."""
    page = Page("שלום (abc)", [(0, 10, "body")], 14)
    assert "".join(text for text, _ in painted(page, 2)) == "    (abc) םולש"
    assert cells_with(page, 2, CURSOR, cursor=0) == "ש"
    assert cells_with(page, 2, SELECTION, selected=(2, 7)) == "a)" + " םו"


def test_a_cursor_in_a_fold_is_painted_on_its_row() -> None:
    """All of the row, because all of it is one place."""
    page = Page(
        "One.\n\nTwo three.", [(0, 4, "body"), (6, 16, "contact")], 30, Setting(folded=frozenset({1}))
    )
    assert cells_with(page, 4, CURSOR, cursor=12) == "▸ Two three. … 1 line".ljust(30)
