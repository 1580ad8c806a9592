"""Where something stands in a file of settings, and what a mistyped name was to be."""

from __future__ import annotations

import pytest

from tui.settings_lines import line_of, nearest

TEXT = '''\
# measure is set below
theme = """
measure = 1
"""
measure = 5  # measure
[remap.reader]
tag = [
  "g",
]
[remap.selection]
tag = "x"
"quoted key" = 1
[[rules]]
star = true
[[rules]]
star = 1
'''


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("theme",), 2),
        (("measure",), 5),
        (("remap", "reader"), 6),
        (("remap", "reader", "tag"), 7),
        (("remap", "selection", "tag"), 11),
        (("remap", "selection", "quoted key"), 12),
        (("rules", 1), 15),
        (("rules", 1, "star"), 16),
    ],
)
def test_the_line_of_a_key_is_where_it_begins(where: tuple[str | int, ...], line: int) -> None:
    """Not where a comment, a text of several lines or another table names it."""
    assert line_of(TEXT, where) == line


def test_a_name_written_otherwise_has_no_line() -> None:
    """With an escape in it."""
    assert line_of('"mea\\u0073ure" = 5', ("measure",)) is None


def test_the_nearest_name_is_offered_or_else_all() -> None:
    """In any case."""
    assert nearest("Mesure", ["measure", "margin"]) == "did you mean “measure”?"
    assert nearest("colour", ["measure", "margin"]) == "there are measure, margin"
    assert nearest("Mesure", ["measure"], "dateline config") == "did you mean “measure”?"
    assert nearest("colour", ["measure", "margin"], "dateline config") == "‘dateline config’ shows all"
