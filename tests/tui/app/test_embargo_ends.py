"""Embargoes that end while the application is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from store import Library
from tests.tui.app.test_refreshing import toasts
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.describe import EMBARGO


async def test_the_end_of_an_embargo_is_told(sample_library: Library, opened: Opener) -> None:
    """The list marks what is under one, and says when it is over; the row has no mark then."""
    table = sample_library.tables.table("releases")
    table.update({"embargo": "Embargoed", "embargo_until": "2999-01-01"}, doc_ids=[1, 2])
    async with opened(sample_library) as (app, pilot):
        rows = app.releases.rows

        def marked() -> set[int]:
            pieces = {key: rows.pieces(at, 0) for at, key in enumerate(rows.ids)}
            return {key for key, row in pieces.items() if any(EMBARGO in piece for piece, _ in row)}

        assert marked() == {1, 2}
        app.embargoes.look()
        await app.workers.wait_for_complete()
        assert not toasts(app)
        over = (datetime.now(UTC) - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        table.update({"embargo_until": over}, doc_ids=[1])
        app.embargoes.look()
        assert await until(pilot, lambda: any("The embargo is over: “" in one for one in toasts(app)))
        assert marked() == {2}


async def test_who_copies_is_told(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copying says that there is an embargo, also what was found; so does the prompt of an export."""
    table = sample_library.tables.table("releases")
    ids = sample_library.releases.ids()
    table.update({"embargo": "Embargoed", "embargo_until": "2999-01-01"}, doc_ids=ids)
    copied: list[str] = []

    def copy(text: str, _write: Callable[[str], None], *, browser: bool) -> str:
        copied.append(text)
        return "here"

    monkeypatch.setattr("tui.app.workspace.copy", copy)
    async with opened(sample_library, keys="g slash h a r b o u r enter 4 y") as (app, pilot):
        assert any("The release is under embargo until 1 January 2999" in one for one in toasts(app))
        found = app.found.rows.current
        assert found is not None and copied[0].startswith(f"{found.text} ({found.speaker}")
    async with opened(sample_library, keys="enter } y") as (app, pilot):
        assert any("The release is under embargo until 1 January 2999" in one for one in toasts(app))
        await press(pilot, "E")
        assert "under embargo until 1 January 2999" in str(app.screen.query("Static").first().render())
