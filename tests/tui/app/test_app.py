"""The application as a whole: undo over restarts, failed writes, hostile text, sizes, footer and palette."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.widgets._toast import Toast

from store import Library, StorageError, add_paths, open_library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp


def footer(app: DatelineApp) -> str:
    """The bottom line."""
    return app.footer.render_line(0).text


@pytest.mark.slow
async def test_undo_and_redo_work_after_a_restart(wire_library: Library, opened: Opener) -> None:
    """History lies in the library, not in the process."""
    async with opened(wire_library, keys="enter V t x enter"):
        assert len(wire_library.annotations.of(1)) == 1
    path = wire_library.path
    wire_library.close()
    again = open_library(path, user="ana")
    async with opened(again, keys="u") as (_, pilot):
        assert again.annotations.of(1) == [] and again.tags.all() == []
        await press(pilot, "u")
        await press(pilot, "ctrl+r")
        assert [tag.name for tag in again.annotations.of(1)[0].tags] == ["x"]
    again.close()


async def test_a_failed_write_is_said_and_loses_no_word(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note that could not be written is there for another try."""

    def full(*_: object, **__: object) -> None:
        raise StorageError("library.db: the disk is full.", "Free some space.")

    async with opened(wire_library, keys="enter") as (app, pilot):
        with monkeypatch.context() as patched:
            patched.setattr(wire_library.annotations, "add", full)
            await press(pilot, "c w o r d enter")
        assert any("disk is full" in note.message for note in app._notifications)
        assert app.is_running and wire_library.annotations.of(1) == []
        await press(pilot, "c enter")
    assert wire_library.annotations.of(1)[0].note == "word"


async def test_nothing_is_shown_as_done_before_it_is_on_the_disk(
    wire_library: Library, opened: Opener
) -> None:
    """When the pane lists an annotation, another connection can read it."""
    async with opened(wire_library, keys="enter V t x enter") as (app, _):
        assert app.annotations.rows.count() == 1
        other = open_library(wire_library.path)
        assert len(other.annotations.of(1)) == 1
        other.close()


HOSTILE = (
    "[bold red]Headline[/] \x1b[31mred\x1b[0m\n\n"
    "A body with \x07 bell, \x9b31m CSI, \u202eoverride\u202c, [link=x]markup[/link] and a [/] tag.\n"
)


async def test_hostile_text_is_shown_and_never_obeyed(
    library: Library, opened: Opener, tmp_path: Path
) -> None:
    """No control character reaches a line of the screen; markup stands as it was written."""
    path = tmp_path / "[red]hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    add_paths(library, [path])
    library.annotations.add(1, 0, 20, tags=["[bold]tag[/]"], note="a \x1b[2J note [/]")
    async with opened(library, keys="enter V t [ r e d ] enter c [ / ] enter tab tab") as (app, _):
        texts = []
        for widget in (app.reader, app.annotations.rows, app.releases.rows):
            for y in range(widget.size.height):
                texts.append(widget.render_line(y).text)
        shown = "\n".join(texts)
    assert not [char for char in shown if (ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0]
    assert "\u202e" not in shown
    assert "[link=x]markup[/link]" in shown and "␛[31m" in shown


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (200, 50)])
async def test_the_measure_is_at_most_eighty(
    sample_library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """However wide the terminal, a line of text is not."""
    async with opened(sample_library, size=size, keys="enter") as (app, _):
        assert app.reader.frame.measure <= 80
        assert all(len(app.reader.render_line(y).text) <= size[0] for y in range(app.reader.size.height))


async def test_resizing_while_typing_keeps_what_was_typed(wire_library: Library, opened: Opener) -> None:
    """A prompt survives a change of the terminal's size."""
    async with opened(wire_library, keys="enter c a b") as (_, pilot):
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await press(pilot, "c")
        await pilot.resize_terminal(150, 40)
        await pilot.pause()
        await press(pilot, "enter")
    assert wire_library.annotations.of(1)[0].note == "abc"


async def test_p_pins_a_tag_to_a_digit(wire_library: Library, opened: Opener) -> None:
    """The digit then applies the tag it was given."""
    wire_library.annotations.add(1, 0, 7, tags=["one", "two"])
    async with opened(wire_library, keys="P 9 space t w o enter enter right_curly_bracket V 9"):
        assert [tag.name for tag in wire_library.annotations.of(1)[1].tags] == ["two"]


async def test_a_pin_says_what_it_takes_away(wire_library: Library, opened: Opener) -> None:
    """Another window may have given the digit, or the tag another, since one last looked."""
    wire_library.annotations.add(1, 0, 7, tags=["one", "two"])
    async with opened(wire_library, keys="P 1 space t w o enter") as (app, _):
        said = [note.message for note in app._notifications]
        assert said == ["#two is pinned to 1 in place of #one, and no more to 2 · u undoes"]


async def test_e_exports_to_the_file_named(wire_library: Library, opened: Opener, tmp_path: Path) -> None:
    """The prompt proposes a name; what is written holds the quote."""
    start = WIRE.index("Three")
    wire_library.annotations.add(1, start, start + 5, tags=["x"])
    async with opened(wire_library, keys="enter E ctrl+u") as (_, pilot):
        await pilot.press(*str(tmp_path / "out.md"))
        await press(pilot, "enter")
    assert "> Three\n" in (tmp_path / "out.md").read_text(encoding="utf-8")


@pytest.mark.slow
async def test_e_exports_to_the_format_the_file_is_named_as(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """A CSV that is there already is kept, and the message says so."""
    wire_library.annotations.add(1, 0, 7, tags=["x"])
    path = tmp_path / "out.csv"
    async with opened(wire_library, keys="enter E") as (app, pilot):
        await press(pilot, "ctrl+u")
        await pilot.press(*str(path))
        await press(pilot, "enter")
        written = path.read_bytes()
        assert b",Harbour," in written
        wire_library.annotations.add(1, 8, 13, tags=["y"])
        await press(pilot, "E ctrl+u")
        await pilot.press(*str(path))
        await press(pilot, "enter")
        assert any("is there already" in note.message for note in app._notifications)
    assert path.read_bytes() == written


async def test_the_footer_changes_with_the_key_and_not_after(wire_library: Library, opened: Opener) -> None:
    """When the key has been taken the footer is up to date, so that both are painted in one frame."""
    async with opened(wire_library, keys="enter") as (app, _):
        assert app.footer.render_line(0).text.startswith(" 0% ")
        await app.take(events.Key("G", "G"))
        assert app.footer.render_line(0).text.startswith(" 100% ")


async def test_the_footer_says_where_the_work_is_saved(wire_library: Library, opened: Opener) -> None:
    """Its hints are those of the scope."""
    async with opened(wire_library, keys="enter V") as (app, _):
        line = app.footer.render_line(0).text
    assert "SELECT sentence" in line and "saved" in line and "Esc drop" in line


async def test_the_footer_names_the_keys_again_when_a_screen_is_left(
    wire_library: Library, opened: Opener
) -> None:
    """While the palette stands over the panes it names none."""
    async with opened(wire_library, keys="enter colon") as (app, pilot):
        assert "t tag" not in app.footer.render_line(0).text
        await press(pilot, "escape")
        assert "t tag" in app.footer.render_line(0).text


@pytest.mark.few(1)
@pytest.mark.parametrize("size", [(40, 12), (60, 20), (100, 30), (140, 30)])
async def test_a_message_is_whole_and_nothing_shows_through(
    sample_library: Library, size: tuple[int, int]
) -> None:
    """All its words, within the screen and up to its edge."""
    words = [f"word{number}x" for number in range(18)]
    app = DatelineApp(sample_library)
    async with app.run_test(size=size, notifications=True) as pilot:
        await press(pilot, "enter")
        app.workspace.say(" ".join(words))
        await pilot.pause()
        await pilot.pause()
        region = app.screen.query_one(Toast).region
        assert region.right == size[0] and region.width == min(60, size[0])
        rows = [strip.text[region.x :] for strip in app.screen._compositor.render_strips()]
        shown = "\n".join(rows[region.y : region.bottom])
    assert shown.replace("▌", "").split() == words


@pytest.fixture
def closed(tmp_path: Path, wire: Path) -> Iterator[Library]:
    """A library that may be read only."""
    path = tmp_path / "there" / "library.db"
    made = open_library(path, user="ana")
    add_paths(made, [wire])
    made.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    library = open_library(path, user="ana")
    yield library
    library.close()
    path.parent.chmod(0o755)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write whatever is forbidden")
async def test_the_footer_says_that_nothing_can_be_written(closed: Library, opened: Opener) -> None:
    """In place of where the work is saved."""
    async with opened(closed) as (app, _):
        assert "library.db · read-only" in footer(app)


async def test_the_footer_says_what_is_under_way(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mode, count, what goes on beside reading, the library and whether all is saved."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        assert "  library.db · saved · ? help" in footer(app)
        monkeypatch.setattr(type(app.under_way), "told", ["adding 3/7"])
        app.update_footer()
        assert "  adding 3/7 · library.db · saved · ? help" in footer(app)
        await press(pilot, "1 2")
        assert "12 " in footer(app)
        await press(pilot, "escape")
        monkeypatch.setattr(type(wire_library), "read_only", property(lambda _: True))
        app.update_footer()
        assert "library.db · read-only" in footer(app)


async def test_the_palette_is_opened_once(wire_library: Library, opened: Opener) -> None:
    """And a command of Textual's own takes its turn like a key."""
    async with opened(wire_library) as (app, pilot):
        for _ in range(2):
            app.action_command_palette()
        await pilot.pause()
        assert len(app.screen_stack) == 2
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        await press(pilot, "escape")
        done: list[str] = []
        app.soon(lambda: done.append("soon"))
        for command in app.get_system_commands(app.screen):
            assert command.title and command.help
            assert isinstance(command.callback, partial)
            assert command.callback.func == app.soon
        await app.rest()
        assert done == ["soon"]


async def test_a_key_that_means_nothing_to_the_pane_goes_on(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To what Textual does with it; one that the pane takes does not."""
    async with opened(wire_library, keys="enter") as (_app, pilot):
        passed: list[str] = []
        on_event = App.on_event

        async def noted(app: App[None], event: events.Event) -> None:
            if isinstance(event, events.Key):
                passed.append(event.key)
            await on_event(app, event)

        monkeypatch.setattr(App, "on_event", noted)
        await press(pilot, "l f12")
        assert set(passed) == {"f12"}


async def test_the_focus_may_still_change_as_it_ends(wire_library: Library, opened: Opener) -> None:
    """What was on its way then is about no screen any more."""
    async with opened(wire_library) as (app, _):
        pass
    assert not app.screen_stack
    app.on_descendant_focus(events.DescendantFocus(app.reader))
