"""The lines of help: whole at every width, laid out once, and drawn only where they are in view."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from rich.cells import cell_len
from rich.text import Text

from store import Library
from tests.tui.conftest import Opener, press
from tui.screens.help import page_groups
from tui.screens.help_rows import Group, HelpRows, Row


@pytest.mark.parametrize("width", [60, 100])
async def test_every_word_is_there_and_no_line_too_wide(
    wire_library: Library, opened: Opener, width: int
) -> None:
    """What is too long goes on in the next line, in its own column."""
    told = [row.told for _, rows in page_groups() for row in rows]
    async with opened(wire_library, size=(width, 30), keys="question_mark") as (app, pilot):
        rows = app.screen.query_one(HelpRows)
        rows.tell([Group("", [Row("", one) for one in told])])
        await pilot.pause()
        assert all(cell_len(line) <= rows.size.width for line in rows.plain.splitlines())
        assert "".join(rows.plain.split()) == "".join("".join(told).split())


async def test_lines_are_laid_out_once_for_a_width(wire_library: Library, opened: Opener) -> None:
    """Neither its height nor scrolling asks for it again; other lines do."""
    async with opened(wire_library, keys="question_mark") as (app, pilot):
        rows = app.screen.query_one(HelpRows)
        with patch.object(Text, "wrap", autospec=True, side_effect=Text.wrap) as wrapped:
            rows.refresh(layout=True)
            await press(pilot, "j j G g g")
            assert not wrapped.mock_calls
            rows.tell(page_groups())
            await pilot.pause()
            assert wrapped.mock_calls
