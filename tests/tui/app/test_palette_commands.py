"""The command palette: keys that come before its list is there end nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from unittest.mock import Mock

import pytest
from textual.app import SystemCommand
from textual.command import CommandList
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.actions import DEFAULTS, actions_in
from tui.app.destinations import Places
from tui.app.palette_commands import ActionCommands, Palette, PlaceCommands, meant
from tui.config import Settings
from tui.keys import hold
from tui.remapping import remapped
from tui.scopes import READER, RELEASES
from tui.screens import HelpScreen
from tui.sorts import PASSAGE, QUOTATION, SORTS


async def test_a_page_before_the_list_is_laid_out(wire_library: Library, opened: Opener) -> None:
    """Keys may come before the palette's list has a line; they move nothing and end nothing."""
    async with opened(wire_library) as (app, pilot):
        app.action_command_palette()
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, Palette)
        rows = palette.query_one(OptionList)
        rows.display = False
        await pilot.pause()
        rows.clear_options()
        rows.add_option(Option("a command"))
        for action in ("page_up", "page_down"):
            palette._action_command_list(action)
        assert rows.option_count == 1


async def test_the_end_while_it_gathers(wire_library: Library, opened: Opener) -> None:
    """What is typed just before the end is sought in a palette that has been taken down: no fault."""
    async with opened(wire_library, keys="colon") as (app, _pilot):
        palette = app.screen
        assert isinstance(palette, Palette)
        await palette.query("*").remove()
        gathering = palette._gather_commands("tag")
        await app.workers.wait_for_complete([gathering])
        assert app._exception is None


async def test_each_command_stands_there_once(wire_library: Library, opened: Opener) -> None:
    """Of Textual's own the theme alone: it knows neither our keys nor what is to be kept at the end."""
    async with opened(wire_library) as (app, _):
        assert [one.title for one in app.get_system_commands(app.screen)] == ["Theme"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("help", "Show all keys"),
        ("search", "Find by a query"),
        ("filter", "Narrow the list"),
        ("rename", "Look through all tags"),
        ("add", "Add a file"),
        ("quit", "Quit"),
        ("save", "Save the library"),
        ("export", "Export"),
        ("undo", "Undo the last"),
        ("delete", "Remove the release"),
        ("theme", "Theme"),
        ("settings", "Theme"),
    ],
)
def test_what_a_person_means_is_found(typed: str, expected: str) -> None:
    """By a word of its line or one it is called by, among the best of the list of releases."""
    app = Mock(uses=Counter())
    app.panes.pane.scope.return_value = RELEASES
    theme = SystemCommand("Theme", "Settings of the looks", Mock())
    app.get_system_commands.return_value = [theme]
    commands = list(ActionCommands(Mock(app=app))._commands())
    best = sorted(commands, key=partial(meant, typed), reverse=True)[:2]
    assert any(one.title.startswith(expected) and meant(typed, one) for one in best)


def test_what_was_used_comes_first_and_motions_last() -> None:
    """While nothing is typed; else what the footer names."""
    app = Mock(uses=Counter({"redo": 3, "toggle_star": 1, "down": 9}))
    app.panes.pane.scope.return_value = READER
    app.get_system_commands.return_value = []
    told = [one.title for one in ActionCommands(Mock(app=app))._commands()]
    assert told[0].startswith("Redo") and told[1].startswith("Star")
    motions = {one.help for one in actions_in(READER) if one.owner == "motion"}
    last = [one in motions for one in told]
    assert last == sorted(last) and last[-1]
    assert told[last.index(True)].startswith("Down")


async def test_uses_are_counted_by_key_and_by_palette(wire_library: Library, opened: Opener) -> None:
    """A key that waits for more counts nothing."""
    async with opened(wire_library, keys="s s g") as (app, pilot):
        await press(pilot, "g colon")
        await press(pilot, "s t a r comma space o r enter")
        assert (app.uses["toggle_star"], app.uses["top"], app.uses["command_palette"]) == (3, 1, 1)


@pytest.fixture
def places_library(wire_library: Library) -> Library:
    """With a tag, a view and quotations that are known."""
    end = wire_library.releases.text(1).text.index(" ") + 1
    wire_library.annotations.add(1, 0, end, tags=["migration/[b]global"])
    wire_library.views.save("Global things", "global")
    wire_library.quoting.make()
    return wire_library


def test_places_are_found_by_the_beginnings_of_words(places_library: Library) -> None:
    """Views, tags, speakers, releases; nothing for a letter, nothing of the kinds left once nobody waits."""
    places = Places(Mock(library=places_library), Mock(), Mock(), Mock())

    def found(typed: str, *, stop: bool = False) -> list[tuple[str, str]]:
        return [(one.kind, one.name) for one in places.find(typed, lambda: stop)]

    headline = places_library.releases.get(1).headline
    first = headline.split()[0][:4]
    assert found(first)[-1] == ("Release", headline)
    assert found("glob", stop=True) == [("View", "Global things")]
    assert found("mig")[:1] == [("Tag", "#migration/[b]global")]
    (speaker, *_) = places_library.find.speakers("", 1)
    assert ("Speaker", speaker) in found(speaker.split()[-1].lower())
    assert found("g") == found('" ( *') == []


@pytest.mark.parametrize(
    ("typed", "title"),
    [("settings", "Settings"), ("citation", "Settings"), ("codebook", "Tags"), ("zzz", None)],
)
async def test_pages_of_the_help_are_reached_by_what_they_are_about(
    wire_library: Library, opened: Opener, typed: str, title: str | None
) -> None:
    """By a heading, or a setting that is listed there; the page is open then."""
    async with opened(wire_library) as (app, pilot):
        hits = [hit async for hit in PlaceCommands(app.screen).search(typed)]
        assert [hit.text for hit in hits] == ([f"Help  {title}"] if title else [])
        for hit in hits:
            hit.command()
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
            assert app.screen._page.display and app.screen._page.source.startswith(f"# {title}")


async def test_what_is_called_exactly_so_comes_before_pages(wire_library: Library, opened: Opener) -> None:
    """A tag by its whole name, where only a setting begins with it; a part of the name does not."""
    wire_library.annotations.add(1, 0, 5, tags=["cit/ation"])
    async with opened(wire_library) as (app, _):

        async def best(typed: str) -> str | None:
            hits = [hit async for hit in PlaceCommands(app.screen).search(typed)]
            return max(hits, key=lambda hit: hit.score).text

        assert await best("CIT/ation") == "Tag  #cit/ation"
        assert await best("citation") == "Help  Settings"


async def test_a_place_is_gone_to(places_library: Library, opened: Opener) -> None:
    """A release opens, a view is listed; the find screen has a tag's passages, a speaker's quotations."""
    (speaker,) = places_library.find.speakers("", 1)
    async with opened(places_library) as (app, pilot):

        async def chosen(typed: str) -> None:
            await press(pilot, "colon")
            palette = app.screen
            palette.query_one(Input).value = typed
            rows = palette.query_one(OptionList)
            assert await until(pilot, lambda: any(typed in str(one.prompt) for one in rows.options))
            rows.highlighted = next(at for at, one in enumerate(rows.options) if typed in str(one.prompt))
            await press(pilot, "enter")

        await chosen(places_library.releases.get(1).headline[:20])
        assert app.panes.active == "reader" and app.reader.release is not None
        await chosen("migration/[b]global")
        assert app.panes.active == "found" and app.found.rows.current is not None
        assert SORTS[app.found.sort].form == PASSAGE
        await chosen(speaker)
        assert SORTS[app.found.sort].form == QUOTATION and app.found.rows.current is not None
        assert app.found.rows.current.speaker == speaker
        await chosen("Global things")
        assert app.panes.active == "releases" and app.releases.view is not None
        assert app.releases.view.name == "Global things"
        await chosen("dateline:release-1:5")
        assert app.panes.active == "reader" and app.reader.cursor == 5


@pytest.fixture
def usual_keys() -> Iterator[None]:
    """Afterwards every key means what it did."""
    yield
    hold(DEFAULTS)


@pytest.mark.usefixtures("usual_keys")
async def test_keys_of_ones_own_leave_the_palette_and_move_in_it(
    wire_library: Library, opened: Opener
) -> None:
    """Those of Emacs, which type nothing; every key stands apart from what it does."""
    settings = Settings(actions=remapped("emacs", None)[0])
    async with opened(wire_library, settings=settings, keys="enter colon") as (app, pilot):
        lines = app.screen.query_one(CommandList)
        first = lines.highlighted or 0
        await press(pilot, "ctrl+n ctrl+n ctrl+p")
        assert lines.highlighted == first + 1
        assert any(str(one.prompt).startswith("Ctrl+Space Select") for one in lines.options)
        await press(pilot, "ctrl+g")
        assert app.panes.take_keys and app.panes.active == "reader"
