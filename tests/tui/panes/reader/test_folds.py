"""Folding boilerplate and contacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Opener, press


@pytest.fixture
def recall(sample_library: Library) -> int:
    """The id of a release with four paragraphs of boilerplate and three of contacts."""
    ids = sample_library.releases.ids()
    return next(
        one.id
        for one in sample_library.releases.many(ids)
        if Path(one.source).stem == "company-battery-recall"
    )


async def test_all_is_folded_and_unfolded(sample_library: Library, opened: Opener, recall: int) -> None:
    """One row for boilerplate and contacts, which stand together; then every row again."""
    async with opened(sample_library, size=(120, 30), first=recall) as (app, pilot):
        await press(pilot, "enter")
        rows, top = len(app.reader.page), app.reader.top
        await press(pilot, "z M")
        kinds = {app.reader.text.paragraphs[index].kind for index in app.reader.setting.folded}
        assert kinds == {"boilerplate", "contact"}
        assert len(app.reader.page) < rows - 6
        assert app.reader.top == top
        await press(pilot, "z R")
        assert len(app.reader.page) == rows
        assert not app.reader.setting.folded


async def test_one_run_is_folded_where_the_cursor_is(
    sample_library: Library, opened: Opener, recall: int
) -> None:
    """Elsewhere there is nothing to fold, and the footer says so."""
    async with opened(sample_library, size=(120, 30), first=recall) as (app, pilot):
        await press(pilot, "enter z a")
        assert "nothing to fold here" in app.reader.footer_note()
        start = next(one.start for one in app.reader.text.paragraphs if one.kind == "boilerplate")
        app.reader.go(start)
        await press(pilot, "z a")
        assert len(app.reader.setting.folded) == 7
        await press(pilot, "z a")
        assert not app.reader.setting.folded


async def test_going_into_a_fold_opens_it(sample_library: Library, opened: Opener, recall: int) -> None:
    """A word or a hit in it does; going over it row by row does not."""
    async with opened(sample_library, size=(120, 30), first=recall) as (app, pilot):
        await press(pilot, "enter z M")
        folded = app.reader.setting.folded
        start = app.reader.text.paragraphs[min(folded)].start
        app.reader.go(start - 3)
        await press(pilot, "j j k")
        assert app.reader.setting.folded == folded
        app.reader.go(start - 3)
        await press(pilot, "w w w")
        assert not app.reader.setting.folded


async def test_what_is_opened_next_is_folded_too(
    sample_library: Library, opened: Opener, recall: int
) -> None:
    """Until everything is unfolded."""
    async with opened(sample_library, size=(120, 30), first=recall) as (app, pilot):
        await press(pilot, "enter z M J")
        assert app.showing.open_id != recall
        kinds = [one.kind for one in app.reader.text.paragraphs]
        assert {kinds[index] for index in app.reader.setting.folded} <= {"boilerplate", "contact"}
        assert app.reader.setting.folded
        await press(pilot, "z R K")
        assert not app.reader.setting.folded


async def test_nothing_to_fold_is_said(wire_library: Library, opened: Opener) -> None:
    """By zM as by za."""
    async with opened(wire_library, keys="enter z M") as (app, _):
        assert "nothing to fold in this release" in app.footer._note
