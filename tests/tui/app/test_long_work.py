"""Long work: how far it is, what stops it, and that it goes on beside the keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from store import Library
from store.exports import Exporter
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui import export_choice
from tui.app.long_work import LongWork, StoppedError


def test_how_far_it_is_in_words() -> None:
    """The total as soon as it is known, time left once it is no guess; what is to stop says so."""
    now = 0.0
    work = LongWork("adding", lambda: now)
    assert work.told == "adding…"
    work.tell(0, 9000)
    assert work.told == "adding 0/9,000"
    work.tell(10, 9000)
    now = 1.0
    assert work.told == "adding 10/9,000"
    for seconds, done, left in ((10, 100, "15 min left"), (20, 4500, "20 s left"), (60, 10, "15.0 h left")):
        now = float(seconds)
        work.tell(done, 9000)
        assert work.told == f"adding {done:,}/9,000, {left}"
    work.tell(9000, 9000)
    assert work.told == "adding 9,000/9,000"
    work.stop.set()
    with pytest.raises(StoppedError):
        work.tell(9000, 9000)
    assert work.told == "adding: stopping…"


@pytest.mark.slow
async def test_an_export_of_many_goes_on_beside_the_keys_and_can_be_stopped(
    sample_library: Library, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The footer says how far it is; E again stops, and it is said what stays and how to go on."""
    held, let_go = threading.Event(), threading.Event()
    export = export_choice.export_releases

    def slow(
        library: Library, ids: Sequence[int], where: str, form: Exporter, tell: Callable[[int, int], None]
    ) -> export_choice.Exported:
        tell(0, len(ids))
        held.set()
        assert let_go.wait(30)
        return export(library, ids, where, form, tell)

    monkeypatch.setattr(export_choice, "export_releases", slow)
    ids = sample_library.releases.ids()
    for key in ids:
        sample_library.annotations.add(key, 0, 5, tags=["a"])
    async with opened(sample_library) as (app, pilot):

        async def begin() -> None:
            held.clear()
            let_go.clear()
            await pilot.press("E", "ctrl+u", *str(tmp_path / "out"), "enter")
            assert await until(pilot, held.is_set)

        await press(pilot, "*")
        await begin()
        assert await until(pilot, lambda: f"exporting 0/{len(ids)}" in app.footer.render_line(0).text)
        await pilot.press("j", "E")
        let_go.set()
        assert await until(pilot, lambda: not app.under_way.told)
        assert "Stopped" in app.told[0].text and "E goes on" in app.told[0].text
        assert app.releases.rows.cursor == 1
        await begin()
        let_go.set()
        assert await until(pilot, lambda: not app.under_way.told)
        assert len(list((tmp_path / "out").iterdir())) == len(ids)
        assert app.told[0].text == f"Exported to {tmp_path / 'out'}"
