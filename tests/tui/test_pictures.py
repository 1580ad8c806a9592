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
