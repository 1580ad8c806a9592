"""The help screen and the command palette, made from the table of actions."""

from __future__ import annotations

import re

import pytest
from textual.color import Color
from textual.containers import VerticalScroll
from textual.widgets import Input, Markdown

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.actions import ACTIONS, actions_in
from tui.app.app import DatelineApp
from tui.help_pages import NAMES, Page, pages
from tui.palette import AA, contrast
from tui.scopes import READER, RELEASES
from tui.screen_actions import SCOPES, TREE
from tui.screen_signs import LEGEND
from tui.screens.help import HelpScreen, groups, narrowed
from tui.screens.help_rows import HelpRows


def _shown(app: DatelineApp) -> str:
    """What the help shows, in one line."""
    told = app.screen.query_one("#help-rows", HelpRows).plain
    return " ".join(told.split())  # a long help goes on in the next row


async def test_the_help_shows_every_action(wire_library: Library, opened: Opener) -> None:
    """Whatever stands in the table stands in the help."""
    async with opened(wire_library, size=(100, 30), keys="question_mark") as (app, pilot):
        assert isinstance(app.screen, HelpScreen)
        told = _shown(app)
        assert [action.id for action in ACTIONS if action.help.split(";")[0] not in told] == []
        await press(pilot, "escape")
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("scope", SCOPES)
def test_every_action_stands_there_once_wherever_one_is(scope: str) -> None:
    """And the signs, and the pages of longer help."""
    found = [row.told for group in groups(scope) for row in group.rows]
    signs, titles = [what for _, what in LEGEND], [page.title for page in pages()]
    assert sorted(found) == sorted([one.help for one in ACTIONS] + signs + titles)


@pytest.mark.parametrize(
    ("keys", "scope"), [("", RELEASES), ("enter", READER), ("T", TREE)], ids=["list", "text", "tags"]
)
async def test_the_keys_of_the_place_come_first(
    wire_library: Library, opened: Opener, keys: str, scope: str
) -> None:
    """Of a pane, and of a screen over the panes."""
    async with opened(wire_library, keys=f"{keys} question_mark") as (app, _):
        first = _shown(app)[:1000]
        assert first.startswith(f"Here: {SCOPES[scope]}")
        own = next(one for one in actions_in(scope) if one.scopes == (scope,))
        assert own.help.split(";")[0] in first


async def test_it_is_narrowed_as_one_types(wire_library: Library, opened: Opener) -> None:
    """Enter keeps it so; Esc shows all again, in the field and outside, and closes it then."""
    async with opened(wire_library, size=(60, 20), keys="question_mark") as (app, pilot):
        whole = _shown(app)
        await press(pilot, "slash e m b a r g o")
        assert (
            _shown(app).startswith("Signs ⧖ Under embargo, until it ends 4 Finding")
            and len(_shown(app)) < len(whole) / 3
        )
        await press(pilot, "escape")
        assert _shown(app) == whole and isinstance(app.screen, HelpScreen)
        await press(pilot, "slash q u i t enter j")
        assert "Quit; everything" in _shown(app) and app.screen.query_one(Input).value == "quit"
        await press(pilot, "escape")
        assert _shown(app) == whole and not app.screen.query_one(Input).display
        await press(pilot, "slash x x x")
        assert _shown(app).startswith("Nothing has these words")
        await press(pilot, "escape escape")
        assert not isinstance(app.screen, HelpScreen) and app.is_running


async def test_a_digit_opens_a_page_and_links_lead_to_others(wire_library: Library, opened: Opener) -> None:
    """Esc goes back to the list, as it was narrowed; searching does so too."""
    async with opened(wire_library, size=(60, 20), keys="question_mark slash") as (app, pilot):
        await press(pilot, "e s c d e l a y enter")
        found = _shown(app)
        assert found.startswith(f"{NAMES.index('settings') + 1} Settings Looks")
        shown = app.screen.query_one(Markdown)
        await press(pilot, str(NAMES.index("reading") + 1))
        assert shown.display and shown.source.startswith("# Reading")
        shown.post_message(Markdown.LinkClicked(shown, "settings.md#looks"))
        assert await until(pilot, lambda: shown.source.startswith("# Settings"))
        await press(pilot, "escape")
        assert not shown.display and _shown(app) == found
        await press(pilot, "1 slash")
        assert not shown.display and app.screen.query_one(Input).has_focus


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
async def test_no_page_is_cut_on_a_small_screen(page: Page, wire_library: Library, opened: Opener) -> None:
    """Every word of it is on the screen while one scrolls, folded where it is longer than its column."""
    key = str(NAMES.index(page.name) + 1)
    async with opened(wire_library, size=(60, 20), keys=f"question_mark {key}") as (app, pilot):
        scroll = app.screen.query_one(VerticalScroll)
        seen = ""
        for line in range(0, scroll.virtual_size.height, 5):
            scroll.scroll_to(y=line, animate=False)
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            seen += "\n".join("".join(one.text for one in strip) for strip in strips)
        signs = re.sub(r"[\W_]", "", seen)
        for passage in page.passages:
            for word in re.findall(r"[^\W_]+", passage.text):
                parts = ((word[:at], word[at:]) for at in range(len(word)))
                assert any(one in signs and other in signs for one, other in parts), (word, passage.text)
        assert "…" not in seen


def test_words_of_key_meaning_and_title_narrow_it() -> None:
    """All that are typed, in any order, in any case."""
    for typed in ("CTRL+V paragraph", "paragraph ctrl+v", "Reader  select by paragraph"):
        found = [row.told for group in narrowed(groups(READER), typed) for row in group.rows]
        assert "Select by paragraph" in found and len(found) < 4, typed


async def test_the_palette_carries_out_an_action(wire_library: Library, opened: Opener) -> None:
    """Typing a part of its name finds it, Enter does it."""
    async with opened(wire_library, keys="colon") as (app, pilot):
        await press(pilot, "s t a r comma space o r enter")
        assert wire_library.releases.get(1).starred
        assert app.is_running


async def test_a_page_can_be_read_in_every_light(wire_library: Library, opened: Opener) -> None:
    """Tables and commands are drawn in the theme's own colours, which are far enough apart."""
    key = str(NAMES.index("settings") + 1)
    async with opened(wire_library, size=(100, 60), keys=f"question_mark {key}") as (app, pilot):
        for theme in ("dateline", "textual-light", "solarized-light", "atom-one-light", "flexoki"):
            app.theme = theme
            await pilot.pause()
            drawn = [one for strip in app.screen._compositor.render_strips() for one in strip]
            styles = {one.style for one in drawn if one.style and any(map(str.isalpha, one.text))}
            colours = [(style.color, style.bgcolor) for style in styles]
            assert len(colours) > 2
            for ink, ground in colours:
                assert ink is not None and ground is not None
                assert contrast(Color.from_rich_color(ink), Color.from_rich_color(ground)) >= AA, theme
