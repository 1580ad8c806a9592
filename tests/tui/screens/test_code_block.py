"""Blocks of commands on a page of help: whole at every width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tui.screens.code_block import CodeLines, wrapped

CONSOLE = Console(width=200)


def lines(code: str, width: int) -> list[str]:
    """What is drawn of a line."""
    return [line.plain for line in wrapped(CONSOLE, code, width)]


@pytest.mark.parametrize(
    ("width", "drawn"),
    [
        (60, ["dateline refresh     # ask for news; R does it as well"]),
        (47, ["dateline refresh     # ask for news; R does it", "                     # as well"]),
        (40, ["# ask for news; R does it as well", "dateline refresh"]),
        (20, ["# ask for news; R", "# does it as well", "dateline refresh"]),
        (12, ["# ask for", "# news; R", "# does it as", "# well", "dateline", "    refresh"]),
    ],
)
def test_a_comment_goes_on_below_itself_or_before_the_code(width: int, drawn: list[str]) -> None:
    """Whatever of it is copied stays a comment."""
    assert lines("dateline refresh     # ask for news; R does it as well", width) == drawn


def test_a_sign_within_marks_begins_no_comment() -> None:
    """Of a string, of what a shell is told."""
    assert lines("""tag = "a # b c"  # one""", 14) == ["# one", 'tag = "a # b', '    c"']
    assert lines("dateline find 'a # b c'", 20) == ["dateline find 'a # b", "    c'"]


@given(st.text(alphabet="ab# \"'漢é", max_size=40), st.integers(6, 50))
def test_nothing_is_lost_and_no_line_is_longer(code: str, width: int) -> None:
    """Every sign is drawn, whatever the line."""
    drawn = lines(code, width)
    assert all(cell_len(line) <= width for line in drawn)
    assert sorted("".join(drawn).replace(" ", "").replace("#", "")) == sorted(
        code.replace(" ", "").replace("#", "")
    )


def test_the_width_is_that_of_the_screen() -> None:
    """Each line of the block."""
    console = Console(width=20)
    drawn = console.render_lines(CodeLines("dateline backup --list\ndateline keys"), pad=False)
    assert ["".join(one.text for one in line) for line in drawn] == [
        "dateline backup",
        "    --list",
        "dateline keys",
    ]
