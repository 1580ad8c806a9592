"""The keys of a prompt, on one line."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from store import Library
from tests.tui.conftest import Opener, press
from tui.screens.hints import Hints, fitting


@pytest.mark.parametrize("width", range(40))
def test_hints_are_left_out_and_never_cut(width: int) -> None:
    """From the first on, as many as fit."""
    hints = ["Enter keep", "Esc leave", "↑↓ scroll"]
    line = fitting(hints, width)
    shown = line.split("  ") if line else []
    assert cell_len(line) <= width
    assert shown == hints[: len(shown)]
    assert len(shown) == 3 or cell_len("  ".join(hints[: len(shown) + 1])) > width


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("enter c", "Enter keep  Esc leave  Ctrl+J new line  Ctrl+E editor"),
        ("enter E", "Enter export  Esc leave  ↓ format  PgDn what  Tab complete"),
        ("enter t", "Esc leave  , one more"),
        ("enter t x", "Esc leave  , one more"),
    ],
)
async def test_what_finishes_comes_first_at_sixty_columns(
    wire_library: Library, opened: Opener, keys: str, shown: str
) -> None:
    """Whole hints, and none for tags where there are none."""
    async with opened(wire_library, size=(60, 20), keys=keys) as (app, _):
        assert app.screen.query_one(Hints).render_line(0).text.strip() == shown


async def test_the_tag_prompt_names_the_arrows_where_they_lead_somewhere(
    wire_library: Library, opened: Opener
) -> None:
    """Down to another tag, up to a new one."""
    wire_library.annotations.add(1, 0, 7, tags=["health", "heat"])
    async with opened(wire_library, keys="enter } t") as (app, pilot):
        hints = app.screen.query_one(Hints)
        assert hints.render_line(0).text.strip() == "Esc leave  , one more  ↓ other"
        await press(pilot, "h e")
        assert hints.render_line(0).text.strip() == "Esc leave  , one more  ↓ other  ↑ new tag"
        await press(pilot, "backspace backspace z q")
        assert hints.render_line(0).text.strip() == "Esc leave  , one more"
