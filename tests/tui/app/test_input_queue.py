"""Inputs in a burst: what is written at once does what the same keys do one by one, and nothing hangs."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandList
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets._toast import Toast

from store import Library, add_paths, open_library
from tests.conftest import WIRE
from tests.tui.bursts import burst, click, inputs_of, rested
from tests.tui.conftest import SAMPLES, Opener, press
from tui.app.app import DatelineApp

BODY = WIRE.index("LISBON")
#: More annotations than are shown at once with the text.
MANY = 210


def annotate(library: Library, many: int) -> Library:
    """Gives the wire release annotations: one on each place, all over again."""
    with library.transaction():
        for at in range(many):
            start = BODY + at % 100
            library.annotations.add(1, start, start + 2 + at // 100, tags=["place"])
    return library


@pytest.fixture
def crowded(wire_library: Library) -> Library:
    """The wire release with many annotations, which take a while."""
    return annotate(wire_library, MANY)


@pytest.fixture
def late(wire_library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The wire release with some annotations, which come after the text too."""
    monkeypatch.setattr("tui.app.open_annotations._MANY", 0)
    return annotate(wire_library, 3)


@contextmanager
def locked(library: Library) -> Iterator[threading.Event]:
    """Another program holds the write lock until the event is set, or at most two seconds."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(library.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        let_go.wait(2)
        other.execute("ROLLBACK")
        other.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    try:
        yield let_go
    finally:
        let_go.set()
        thread.join()


def inside(widget: Widget) -> tuple[int, int]:
    """A cell of the widget, in the screen's columns and rows."""
    return widget.region.x + 3, widget.region.y + 1


async def waiting(writing: asyncio.Task[None], app: object) -> None:
    """Waits until the footer says for whom a write waits."""
    while "waits for" not in app.footer.render_line(0).text:  # type: ignore[attr-defined]
        assert not writing.done()
        await asyncio.sleep(0.01)


# -- order -------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_a_prompt_takes_what_it_held_when_its_key_came(wire_library: Library, opened: Opener) -> None:
    """What follows Enter goes to the reader: the tag is the one typed, and the cursor moves on."""
    async with opened(wire_library, keys="enter") as (app, _):
        await burst(app, "}Vtalpha\r)j")
        (annotation,) = wire_library.annotations.of(1)
        assert [tag.name for tag in annotation.tags] == ["alpha"]
        assert len(app.screen_stack) == 1
        assert app.reader.cursor > annotation.start
        assert not app.reader.selecting


async def test_esc_and_enter_in_quick_succession_are_one_key_in_a_note_only(
    wire_library: Library, opened: Opener
) -> None:
    """In a tag prompt they leave it and tag the selection anew; in a note they begin a line."""
    async with opened(wire_library, keys="enter } V t") as (app, pilot):
        app.post_message(events.Key("alt+enter", None))
        await rested(app)
        assert type(app.screen).__name__ == "TagPrompt" and app.reader.selecting
        await press(pilot, "escape c a")
        app.post_message(events.Key("alt+enter", None))
        await rested(app)
        await press(pilot, "b enter")
        assert [one.note for one in wire_library.annotations.of(1)] == ["a\nb"]


async def test_notes_are_kept_in_order(wire_library: Library, opened: Opener) -> None:
    """Each note stands on its sentence, with all its letters and no others."""
    async with opened(wire_library, keys="enter") as (app, _):
        await burst(app, "}cfirst note\r)csecond\nline\r)d".replace("\n", "\x0a"))
        assert [one.note for one in wire_library.annotations.of(1)] == ["first note", "second\nline"]
        assert wire_library.releases.get(1).read


async def test_what_narrows_the_list_counts_before_the_key_that_follows(
    sample_library: Library, opened: Opener
) -> None:
    """The release that Enter opens is the first of those the words leave."""
    async with opened(sample_library) as (app, _):
        await burst(app, "/batter\r\r")
        assert app.showing.open_id is not None
        assert "batter" in sample_library.releases.get(app.showing.open_id).headline.casefold()
        assert app.panes.active == "reader"


async def test_a_command_of_the_palette_runs_before_the_key_that_follows(
    wire_library: Library, opened: Opener
) -> None:
    """The command is found, run, and its prompt takes the keys after it."""
    async with opened(wire_library, keys="enter }") as (app, _):
        await burst(app, ":tag the selection\rbeta\r")
        assert [tag.name for tag in wire_library.annotations.of(1)[0].tags] == ["beta"]


SOUP = (
    *["j", "k", ")", "(", "}", "{", "w", "b", "G", "gg", "3j", "zz"] * 2,
    *[
        "Vtalpha\r",
        "Vtbeta, gamma\r",
        "t\r",
        "cA note\r",
        "c more\r",
        ".",
        "V.",
        "V1",
        "x",
        "x",
        "u",
        "u",
        "\x12",
    ],
    *["]", "[", "o", "gs)\r", "/th\r", "n", "*", "J", "K", "d", "r", "s", "P1 alpha\r", "\t", "\t\t", "\x1b"],
    *["tdelta\x1b", ":star\r", "?q", "/\r", "v5lt\r", "ytomega\r", "D", "D", "Z", "za", "\x0f", "ma", "'a"],
)


def soup(seed: int) -> str:
    """More than a hundred keys: motions, tags, notes, prompts left and kept, undo and redo."""
    chosen = random.Random(seed)
    return "".join(chosen.choice(SOUP) for _ in range(40))


def rows_of(library: Library) -> dict[str, object]:
    """Every row of the library but the times of its making."""
    return dict(sorted((library.tables.storage.read() or {}).items()))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_one_write_of_hundreds_of_keys_does_what_the_keys_do_one_by_one(
    tmp_path: Path, opened: Opener, seed: int
) -> None:
    """Both leave the same library, row by row."""
    outcomes = []
    for name in ("slowly.db", "at_once.db"):
        library = open_library(tmp_path / name, user="ana", clock=lambda: "2025-03-14T12:00:00Z")
        add_paths(library, [SAMPLES])
        async with opened(library) as (app, _):
            await app.workers.wait_for_complete()
            if name == "slowly.db":
                for event in inputs_of(soup(seed)):
                    app.post_message(event)
                    await rested(app)
                    await app.workers.wait_for_complete()
            else:
                await burst(app, soup(seed))
            await app.workers.wait_for_complete()
            await app.positions.kept()  # as at the end: while one reads they are written now and then
            shown = (app.panes.active, app.showing.open_id, app.reader.cursor, len(app.screen_stack))
        outcomes.append((shown, rows_of(library)))
        library.close()
    assert outcomes[0] == outcomes[1]


# -- nothing waits for itself ------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "left"), [("\r]xx", MANY - 2), ("\rt\x1b", MANY), ("\rV1.", MANY + 1), ("\rd", MANY)]
)
async def test_many_annotations_do_not_hang_a_burst(
    crowded: Library, opened: Opener, keys: str, left: int
) -> None:
    """The keys meet the annotations when they are there, and the next key is answered."""
    async with opened(crowded) as (app, _):
        await burst(app, keys)
        assert len(crowded.annotations.of(1)) == left
        await burst(app, "gg")
        assert app.reader.cursor == 0


async def test_a_key_is_answered_after_a_write_that_waited(crowded: Library, opened: Opener) -> None:
    """Two deletions while another program holds the write lock are both made, none twice."""
    async with opened(crowded, keys="enter ]") as (app, _):
        with locked(crowded) as let_go:
            first = asyncio.create_task(burst(app, "x"))
            await waiting(first, app)
            second = asyncio.create_task(burst(app, "x"))
            let_go.set()
            await asyncio.gather(first, second)
        assert len(crowded.annotations.of(1)) == MANY - 2


async def test_reading_goes_on_while_a_write_waits(wire_library: Library, opened: Opener) -> None:
    """Motions are taken once the footer says that it is being saved; what writes waits its turn."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["place"])
    async with opened(wire_library, keys="enter }") as (app, _):
        with locked(wire_library) as let_go:
            deleting = asyncio.create_task(burst(app, "x"))
            await waiting(deleting, app)
            before = app.reader.cursor
            app.post_message(events.Key("l", "l"))
            while app.reader.cursor == before:
                await asyncio.sleep(0.01)
            assert not deleting.done()
            app.post_message(events.Key("s", "s"))
            let_go.set()
            await deleting
        assert wire_library.annotations.of(1) == []
        assert wire_library.releases.get(1).starred


async def test_leaving_a_release_waits_for_no_write(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one opens while the place of the one before is still to be kept; it is kept at the end."""
    go = threading.Event()
    save = sample_library.reading.save_position
    async with opened(sample_library, keys="enter j j") as (app, _):
        first, place = app.showing.open_id, app.reader.position

        def slow(*given: object) -> None:
            assert go.wait(10)
            save(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(sample_library.reading, "save_position", slow)
        for event in inputs_of("J"):
            app.post_message(event)
        while app.showing.open_id == first:
            await asyncio.sleep(0.01)
        for event in inputs_of("K"):
            app.post_message(event)
        while app.showing.open_id != first:
            await asyncio.sleep(0.01)
        assert app.reader.position == place
        go.set()
        await burst(app, "q")
    assert first is not None
    assert sample_library.reading.position(first) == place


# -- ends --------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["qP", "\x11\x10", "q?", "q:", "qd", "qx"])
async def test_nothing_is_dispatched_after_the_end(wire_library: Library, opened: Opener, keys: str) -> None:
    """Keys that follow the one that quits do nothing."""
    async with opened(wire_library) as (app, _):
        await burst(app, keys)
        assert app.return_code == 0
    assert not wire_library.releases.get(1).read


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys", [":\x1b[5~", ":\x1b[6~", ":star\r\r", ":\r\r", ":star\x1b[5~\x1b[6~\r", ":zzzz\r\r"]
)
async def test_the_palette_takes_any_keys_in_a_burst(
    wire_library: Library, opened: Opener, keys: str
) -> None:
    """Paging in a list that is not there yet, and Enter twice."""
    async with opened(wire_library) as (app, _):
        await burst(app, keys)
        await burst(app, "\x1b")
        assert app.return_code is None


async def test_a_double_click_on_a_command_runs_it_once(wire_library: Library, opened: Opener) -> None:
    """The second click meets what is under the palette."""
    async with opened(wire_library) as (app, _):
        await burst(app, ":star, or take")
        await click(app, inside(app.screen.query_one(CommandList)), times=2)
        assert len(app.screen_stack) == 1
        assert wire_library.releases.get(1).starred


async def test_three_quick_clicks_on_a_toast(wire_library: Library) -> None:
    """The first one takes it away, also where there is little room."""
    app = DatelineApp(wire_library)
    async with app.run_test(size=(40, 10), notifications=True) as pilot:
        app.workspace.say("Something to be said that is longer than a line of the toast has room for")
        await pilot.pause()
        await pilot.pause()
        (toast,) = app.screen.query(Toast)
        await click(app, inside(toast), times=3)
        await pilot.pause()
        assert not app.screen.query(Toast)


# -- the pane with the keys is the one that is seen --------------------------------------------


@pytest.mark.parametrize("keys", ["\t", "\r", "\t\t", "\x1b[Z"])
async def test_a_key_and_a_click_at_once_leave_the_pane_shown_with_the_keys(
    late: Library, opened: Opener, keys: str
) -> None:
    """Where one pane has room at a time."""
    async with opened(late, size=(80, 24), keys="enter escape") as (app, _):
        for event in inputs_of(keys):
            app.post_message(event)
        await click(app, (10, 5))
        shown = [name for name, pane in app.panes.by_name.items() if pane.display]
        assert shown == [app.panes.active]
        assert app.focused is app.panes.pane


async def test_a_count_dropped_by_another_key_leaves_the_footer(
    wire_library: Library, opened: Opener
) -> None:
    """A key that means nothing here, and a click elsewhere, take the number back."""
    async with opened(wire_library, keys="enter") as (app, _):
        await press_and_see(app, "1234", "1234")
        await burst(app, "Q")
        assert "1234" not in app.footer.render_line(0).text
        await press_and_see(app, "1234", "1234")
        await click(app, (5, 5))
        await burst(app, "\r")
        assert "1234" not in app.footer.render_line(0).text


async def press_and_see(app: object, keys: str, note: str) -> None:
    """Writes keys and sees what the footer says of them."""
    await burst(app, keys)  # type: ignore[arg-type]
    assert note in app.footer.render_line(0).text  # type: ignore[attr-defined]


@pytest.mark.parametrize(("key", "pane"), [("tab", "annotations"), ("shift+tab", "releases")])
async def test_tab_in_the_find_field_goes_to_the_pane_beside_the_reader(
    wire_library: Library, opened: Opener, key: str, pane: str
) -> None:
    """The hit that was found is kept."""
    async with opened(wire_library, keys="enter / f e r r y") as (app, pilot):
        await press(pilot, key)
        assert app.panes.active == pane
        assert not app.find_field.display
        assert app.reader.hits
        assert not isinstance(app.focused, Input)


async def test_after_g_d_marks_nothing_read(wire_library: Library, opened: Opener) -> None:
    """The rest of a sequence that means nothing is no command by itself."""
    async with opened(wire_library, keys="enter") as (app, _):
        await burst(app, "gd")
        assert not wire_library.releases.get(1).read
        assert app.reader.pending == ""
        await burst(app, "d")
        assert wire_library.releases.get(1).read


async def test_an_end_while_an_input_settles_is_no_fault(wire_library: Library) -> None:
    """Where the application ends while the work of a prompt is waited for, there is no screen any more."""
    app = DatelineApp(wire_library)
    assert not app.screen_stack and not app._has_ended
    await app.settle()
