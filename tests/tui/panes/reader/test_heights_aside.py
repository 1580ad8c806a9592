"""Heights found by another process are those of the text wrapped here, and nobody here wraps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from store.aside import BrokeOffError, Stop
from tests.store.aside.jobs import HERE
from tests.tui.conftest import Opener
from tui.panes.reader import heights_aside as module
from tui.panes.reader.heights_aside import heights_aside
from tui.panes.reader.page_view import LONG
from tui.text import Page, Setting
from tui.text.layout import Layout

PARTS = [
    "A headline",
    "Ferry fares rise by 4.8 per cent, 中国政府今天宣布 the town said. " * 9,
    "- one\n- two",
    "🛳️ \ud800",
]
LONG_TEXT = "\n\n".join(PARTS * (LONG // sum(map(len, PARTS)) + 1))


def paragraphs(text: str) -> list[tuple[int, int, str]]:
    """The text's paragraphs, every other pair of them of a kind that stands close together."""
    found, at = [], 0
    for number, part in enumerate(text.split("\n\n")):
        found.append((at, at + len(part), "list_item" if number % 4 > 1 else "paragraph"))
        at += len(part) + 2
    return found


@pytest.mark.parametrize("setting", [Setting(), Setting(leading=1, folded=frozenset({0, 4, 5, 6}))])
def test_they_are_the_same(setting: Setting) -> None:
    """Whatever the setting, with letters of any width and half ones."""
    page = Page(LONG_TEXT, paragraphs(LONG_TEXT), 31, setting)
    assert heights_aside(page.layout, Stop()) == [*page.layout.heights()]


async def test_heights_that_come_lay_nothing_out_but_the_bar(
    library: Library, opened: Opener, tmp_path: Path
) -> None:
    """What stands around the text has the room it had."""
    path = tmp_path / "text.txt"
    path.write_text("A HEADLINE\n\n" + "Words of a release. " * 900, encoding="utf-8")
    add_paths(library, [path])
    async with opened(library, keys="enter") as (app, pilot):
        await pilot.pause()
        reader, screen = app.reader, app.base_screen
        *above, last = reader.page.layout.heights()
        reader.page.layout.settle([*above, last + 9])
        reader._follow()
        assert not screen._layout_required
        assert reader.vertical_scrollbar.window_virtual_size == len(reader.page) == reader.virtual_size.height


@pytest.mark.slow
@pytest.mark.parametrize("job", ["", "abort"])
async def test_a_long_text_is_wrapped_here_only_where_nobody_else_can(
    library: Library, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    """All rows have their numbers in the end; most blocks have no rows here where the process held."""
    if job:
        monkeypatch.setattr(module, "_JOB", f"{HERE}:{job}")
    path = tmp_path / "long.txt"
    path.write_text(LONG_TEXT.replace("\ud800", ""), encoding="utf-8")
    add_paths(library, [path])
    async with opened(library, keys="enter") as (app, pilot):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        layout = app.reader.page.layout
        with_rows = sum(rows is not None for rows in layout._wrapped)
        assert len(layout) == sum(Layout.heights(layout))
        assert app.reader.virtual_size.height == len(app.reader.page)
        assert (with_rows == len(layout._wrapped)) is bool(job)


@pytest.mark.slow
def test_a_job_that_breaks_off_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout stays as it is."""
    monkeypatch.setattr(module, "_JOB", f"{HERE}:abort")
    with pytest.raises(BrokeOffError):
        heights_aside(Page("words", [(0, 5, "paragraph")], 20).layout, Stop())
