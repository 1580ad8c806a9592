"""The pictures in ``screenshots/``: what every viewer puts where the terminal has it."""

from __future__ import annotations

import re

import pytest

from tui.pictures import CELL, drawn


def runs(text: str) -> list[tuple[int, int, str]]:
    """First cell, cells and characters of each run that is drawn of a row beginning in cell 10."""
    row = text.replace(" ", "&#160;")
    svg = drawn(f'<text class="r1" x="122" y="20" textLength="1" clip-path="url(#a)">{row}</text>')
    found = re.findall(r'x="([^"]*)" textLength="([^"]*)"[^>]*>([^<]*)<', svg)
    return [(round(float(x) / CELL), round(float(length) / CELL), run) for x, length, run in found]


@pytest.mark.parametrize(
    ("row", "drawn_runs"),
    [
        ("    to the end  ", [(14, 10, "to the end")]),
        ("a  b", [(10, 1, "a"), (13, 1, "b")]),
        ("航线26分", [(10, 4, "航线"), (14, 2, "26"), (16, 2, "分")]),
        ("،ةطحم 12", [(10, 1, "،"), (11, 4, "محطة"), (16, 2, "12")]),
    ],
)
def test_each_run_is_at_its_cell(row: str, drawn_runs: list[tuple[int, int, str]]) -> None:
    """As long as its cells; letters read from the right in the order of reading, for the viewer to join."""
    assert runs(row) == drawn_runs


def bars(text: str) -> list[tuple[float, ...]]:
    """Left and upper edge, width and height of each bar, in cells and rows; the text begins in cell 10."""
    svg = drawn(f'<text class="r1" x="122" y="18.5" textLength="1" clip-path="url(#a)">{text}</text>')
    found = re.findall(r'<rect class="r1" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"', svg)
    cell, row = CELL, 2 * CELL
    return [
        tuple(round(float(one) / by, 3) for one, by in zip(each, (cell, row) * 2, strict=True))
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "drawn_bars"),
    [
        ("▌a", [(10, 0, 0.5, 1)]),
        ("a▕", [(11.875, 0, 0.125, 1)]),
        ("│", [(10.438, 0, 0.125, 1)]),
        ("▏▏", [(10, 0, 0.125, 1), (11, 0, 0.125, 1)]),
        ("▔▔▔", [(10, 0, 3, 0.125)]),
        ("██▆", [(10, 0, 2, 1), (12, 0.25, 1, 0.75)]),
    ],
)
def test_a_bar_fills_its_row(text: str, drawn_bars: list[tuple[float, ...]]) -> None:
    """No font leaves a gap to the row below."""
    assert bars(text) == drawn_bars


def test_the_lowest_row_is_whole() -> None:
    """Rich's clip ends before the feet of its letters."""
    clip = '<clipPath id="terminal-1-clip-terminal">\n<rect x="0" y="0" width="10" height="{}" /></clipPath>'
    assert 'height="491" ' in drawn(clip.format(487))
