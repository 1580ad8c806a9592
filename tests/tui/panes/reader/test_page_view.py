"""The view of a long text: wrapped as it is read, and nothing moves on the screen."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from store import Library, ReadingPosition, add_paths
from tests.tui import settling
from tests.tui.conftest import Opener
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.text.layout import Layout
from tui.text.typesetting import Setting

SIZE = (48, 24)
SMALL = 400
"""Code points of a block: some thirty of them make the text."""


@pytest.fixture
def long_library(library: Library, tmp_path: Path) -> Library:
    """A library with a release whose paragraphs are of all heights, so that every estimate is wrong."""
    parts = ["A headline of a few words"]
    for number in range(120):
        lines = "\n".join(f"Line {number}.{line}" for line in range(number % 7))
        words = " ".join(f"word{number}-{word}" for word in range(number * 13 % 60))
        parts += [part for part in (lines, words, "中国政府今天宣布，" * (number % 5)) if part]
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    add_paths(library, [path])
    return library


class Gate:
    """Holds back the wrapping of what is not in view until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = False
        really = Layout.wrap_some

        def wrap_some(layout: Layout, seconds: float) -> bool:
            return self.open and really(layout, seconds)

        monkeypatch.setattr(Layout, "wrap_some", wrap_some)
        monkeypatch.setattr(Layout, "BLOCK", SMALL)
        monkeypatch.setattr(settling, "held_back", {"wrapping"})


def screen(app: DatelineApp) -> list[str]:
    """Give what the reader shows, row by row."""
    return [app.reader.render_line(y).text for y in range(app.reader.size.height)]


async def settled(pilot: Pilot[None], *keys: str) -> list[str]:
    """Press keys and give what the reader shows once two looks at it are the same."""
    app: DatelineApp = pilot.app  # type: ignore[assignment]
    for key in keys:
        await pilot.press(key)
        seen: tuple[object, ...] = ()
        while seen != (seen := (screen(app), app.reader.cursor)):
            await pilot.pause()
    return screen(app)


async def opened_up(pilot: Pilot[None], gate: Gate) -> list[str]:
    """Let the rest be wrapped and give what the reader shows then."""
    gate.open = True
    settling.held_back.clear()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen(pilot.app)  # type: ignore[arg-type]


KEYS = [
    *["j"] * 6, "ctrl+d", "ctrl+d", "ctrl+f", "G", *["k"] * 30, "ctrl+u", "ctrl+b", "v", "ctrl+u", "escape",
    "left_curly_bracket", "left_curly_bracket", "g", "g", "G", "ctrl+b", "ctrl+b", *["k"] * 25, *["j"] * 40,
]  # fmt: skip


@pytest.mark.slow
async def test_a_text_wrapped_as_it_is_read_looks_like_one_wrapped_before(
    long_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every key the screen and the cursor are the same, and no row is skipped."""
    seen = []
    async with opened(long_library, size=SIZE, keys="enter") as (app, pilot):
        for key in KEYS:
            seen.append((await settled(pilot, key), app.reader.cursor))
    gate = Gate(monkeypatch)
    long_library.reading.save_position(1, ReadingPosition())  # kept or not, as long as the keys took
    async with opened(long_library, size=SIZE) as (app, pilot):
        await settled(pilot, "enter")
        assert app.reader.page.layout.revision < 10
        for key, (rows, cursor) in zip(KEYS, seen, strict=True):
            assert (await settled(pilot, key), app.reader.cursor) == (rows, cursor)
        assert await opened_up(pilot, gate) == seen[-1][0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys",
    [
        ["G"],
        ["G", "ctrl+b", "k"],
        ["j"],
        ["ctrl+f"] * 4,
        ["G", "k", "v", "ctrl+b"],
        ["G", *["ctrl+b"] * 2, "v", "k"],
    ],
)
async def test_nothing_jumps_when_the_rest_is_wrapped(
    long_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    """The same text stays at the same row of the screen, and the scroll bar knows the height."""
    gate = Gate(monkeypatch)
    async with opened(long_library, size=SIZE) as (app, pilot):
        before = await settled(pilot, "enter", *keys)
        guessed = app.reader.virtual_size.height
        # With these the first row of the screen is a blank one.
        assert len(keys) < 5 or not before[0].strip()
        assert await opened_up(pilot, gate) == before
        assert app.reader.virtual_size.height == len(app.reader.page) != guessed


@pytest.mark.parametrize("down", [7, 40, 90, 200])
async def test_scrolling_back_by_a_row_moves_the_screen_by_a_row(
    long_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch, down: int
) -> None:
    """Wherever the scroll bar was put, what is above is known before it is shown."""
    Gate(monkeypatch)
    async with opened(long_library, size=SIZE) as (app, pilot):
        await settled(pilot, "enter")
        app.reader.scroll_to(y=down, animate=False, immediate=True, force=True)
        await pilot.pause()
        before = screen(app)
        for back in range(1, 6):
            app.reader.scroll_to(y=app.reader.scroll_offset.y - 1, animate=False, immediate=True, force=True)
            await pilot.pause()
            assert [row.strip() for row in screen(app)[back:]] == [row.strip() for row in before[:-back]]


async def test_another_width_keeps_the_first_row(
    long_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new layout starts from the character that was first on the screen."""
    Gate(monkeypatch)
    async with opened(long_library, size=SIZE) as (app, pilot):
        await settled(pilot, "enter", "G", "ctrl+b", "ctrl+b", "v", "k")
        top = app.reader.top
        await pilot.resize_terminal(70, 24)
        assert await until(pilot, lambda: app.reader.page.display_row(top) == app.reader.scroll_offset.y)
        assert app.reader.top == top


async def test_another_setting_keeps_the_first_row(long_library: Library, opened: Opener) -> None:
    """A wider measure, blank rows between lines, folded paragraphs."""
    async with opened(long_library, size=(60, 24), keys="enter ctrl+f ctrl+f") as (app, pilot):
        top = app.reader.top
        app.reader.typeset(Setting(measure=40, leading=1))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert app.reader.frame.measure == 40
        assert app.reader.top == top
        assert app.reader.page.display_row(top) == app.reader.scroll_offset.y
        rows = screen(app)
        assert rows[0].strip()
        assert all(not (one.strip() and other.strip()) for one, other in pairwise(rows))
        app.reader.typeset(app.reader.setting._replace(folded=frozenset({0})))
        app.reader.scroll_to(y=0, animate=False, immediate=True, force=True)
        await pilot.pause()
        assert screen(app)[0].strip() == "▸ A headline of a few words … 1 line"


async def test_a_setting_chosen_before_the_reader_is_shown_holds(
    long_library: Library, opened: Opener
) -> None:
    """Below 100 columns, the list before it: folded, the text is brought up folded."""
    async with opened(long_library, size=(80, 24)) as (app, pilot):
        await app.opening.open_release(1)
        assert not app.reader.display
        app.reader.typeset(app.reader.setting._replace(folded=frozenset({0})))
        app.panes.show("reader")
        await pilot.pause()
        assert "▸ A headline of a few words … 1 line" in [row.strip() for row in screen(app)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys", ["w", "w w e", "L", "ctrl+d", "ctrl+f k", "G", "z b w", "right_curly_bracket l"]
)
async def test_keys_typed_ahead_of_the_first_frame_do_what_they_do_later(
    long_library: Library, opened: Opener, keys: str
) -> None:
    """Below 100 columns, in one burst with the key that opens the release: the same place, the same top."""
    places = []
    for burst in (False, True):
        long_library.reading.save_position(1, ReadingPosition())
        async with opened(long_library, size=(80, 24)) as (app, pilot):
            for key in ("enter", *keys.split()):
                character = {"enter": "\r", "right_curly_bracket": "}"}.get(
                    key, key if len(key) == 1 else None
                )
                app.post_message(events.Key(key, character))
                if not burst:
                    await at_rest(pilot)
            await at_rest(pilot)
            places.append((app.reader.cursor, app.reader.scroll_offset.y))
    assert places[0] == places[1] != (0, 0)


async def at_rest(pilot: Pilot[None]) -> None:
    """Waits until everything is wrapped and painted."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
