"""Where prompts stand, what their keys do by the table, and what is said while one is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import TextArea
from textual.widgets._toast import Toast

from store import Library
from store.library import BUILT_IN
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.key_words import hinted
from tui.keys import BY_KEY
from tui.scopes import READER
from tui.screen_actions import (
    ADD,
    AUTOCODE,
    BY_HAND,
    CONFIRM,
    CONFLICT,
    EXPORT,
    FIND,
    HELP,
    HELP_SEARCH,
    LABELS,
    LINE,
    MARKED,
    MESSAGES,
    NARROW,
    NOTE,
    PROMPT_SCOPES,
    QUERY,
    QUESTION,
    STATS,
    TAGS,
    TREE,
    VIEWS,
    WELCOME,
)
from tui.screens.add_prompt import AddPrompt
from tui.screens.conflict_prompt import ConflictPrompt
from tui.screens.export_screen import Asked, ByHandPrompt, ExportScreen
from tui.screens.help import HelpScreen
from tui.screens.hints import Hints
from tui.screens.prompts import Confirmation, LinePrompt, NotePrompt, Prompt, Question
from tui.screens.stats_screen import StatsScreen
from tui.screens.tag_prompt import TagPrompt
from tui.screens.view_list import ViewList
from tui.screens.welcome import Welcome

SIZES = [(60, 20), (100, 30)]
LONG = "A sentence of a note.\n" * 60
PROMPTS: dict[str, Callable[[], Prompt[Any]]] = {
    TAGS: lambda: TagPrompt("passage", [], "", lambda _: None),
    NOTE: lambda: NotePrompt("passage", "", lambda _: None),
    LINE: lambda: LinePrompt("Where to", "here", ["here and there"]),
    ADD: AddPrompt,
    CONFLICT: lambda: ConflictPrompt("theirs", "mine"),
    EXPORT: lambda: ExportScreen(
        [("this", "which")],
        [("markdown", "notes", ".md")],
        Asked(0, 0, "~/"),
        lambda _: "a\n" * 20,
        lambda _: None,
        lambda _: "",
    ),
    BY_HAND: lambda: ByHandPrompt("One note", "a.md", joins=True),
    VIEWS: lambda: ViewList(BUILT_IN, "All", lambda _: [0] * 6, lambda: 0),
    QUESTION: lambda: Question("This is lost:", "a note"),
    CONFIRM: lambda: Confirmation("Delete it?", "a tag"),
    WELCOME: lambda: Welcome("/home/ana/library.db"),
    HELP: lambda: HelpScreen(READER),
    STATS: lambda: StatsScreen(cast(Library, None), [], "All"),
}


async def _box(app: DatelineApp, prompt: Prompt[Any]) -> Region:
    """Opens the prompt; gives the cells it covers."""
    app.soon(partial(app.push_screen, prompt))
    await app.rest()
    return app.screen.query_one(".prompt, #help, #stats").region


async def _said(app: DatelineApp, pilot: Pilot[None], message: str) -> Toast:
    """Says something; gives its toast once it stands on the screen."""
    app.workspace.say(message)
    toasts = app.screen.query(Toast)
    for _ in range(100):
        await pilot.pause()
        if toasts and toasts.first().region.area:
            break
    return toasts.first()


def test_every_prompt_is_tried() -> None:
    """All that stand over the panes; the screens that are one list are tried by themselves."""
    assert set(PROMPTS) == set(PROMPT_SCOPES) - {
        *(FIND, NARROW, QUERY, HELP_SEARCH, TREE, MARKED, AUTOCODE, MESSAGES, LABELS),
    }


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_prompt_stands_where_it_declares(
    wire_library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """At the bottom over the whole width, or in the middle with room around it; whole in any case."""
    async with opened(wire_library, size=size) as (app, pilot):
        for made in PROMPTS.values():
            prompt = made()
            box = await _box(app, prompt)
            await pilot.pause()
            assert app.screen.region.contains_region(box)
            left, right, above, below = box.x, size[0] - box.right, box.y, size[1] - box.bottom
            if prompt.PLACE == "bottom":
                assert (left, right, below) == (0, 0, 0) and above > size[1] // 2, prompt
            elif prompt.PLACE == "left":
                assert (left, above, below) == (0, 0, 0) and right > size[0] // 3, prompt
            else:
                assert abs(left - right) <= 1 and abs(above - below) <= 1 and above >= 1, prompt
                assert box.width == min(90, size[0])
            await app.pop_screen()


@pytest.mark.parametrize("size", SIZES)
async def test_two_long_versions_leave_room_for_the_keys(
    wire_library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """They scroll within the box, whose last line is what one may press; ↓ and ↑ scroll."""
    async with opened(wire_library, size=size) as (app, pilot):
        box = await _box(app, ConflictPrompt(LONG, LONG))
        await pilot.pause()
        hints, versions = app.screen.query_one(Hints).region, app.screen.query_one("#versions")
        assert app.screen.region.contains_region(box) and box.contains_region(hints)
        assert hints.y == versions.region.bottom
        await press(pilot, "down down up")
        assert versions.scroll_offset.y == 1
        await press(pilot, "pagedown")
        assert versions.scroll_offset.y == 1 + versions.size.height


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_said_meanwhile_does_not_lie_over_the_prompt(
    wire_library: Library, size: tuple[int, int]
) -> None:
    """It appears at the top; without a prompt, above the bottom line as ever."""
    app = DatelineApp(wire_library)
    async with app.run_test(size=size, notifications=True) as pilot:
        for scope in (TAGS, NOTE, LINE, CONFLICT, QUESTION):
            box = await _box(app, PROMPTS[scope]())
            toast = await _said(app, pilot, "2 releases came in from Harbour News.")
            assert app.screen.region.contains_region(toast.region)
            assert not toast.region.overlaps(box), scope
            await app.pop_screen()
        toast = await _said(app, pilot, "Tagged.")
        assert toast.region.bottom == size[1] - 1


async def test_the_hints_are_the_tables(wire_library: Library, opened: Opener) -> None:
    """Each action of the scope that has a word, in the table's order."""
    async with opened(wire_library, size=(124, 30)) as (app, pilot):
        for scope in (TAGS, NOTE, LINE, CONFLICT, QUESTION):
            await _box(app, PROMPTS[scope]())
            await pilot.pause()
            line = app.screen.query_one(Hints).render_line(0).text
            words = [one.footer for one in hinted(scope)]
            if scope == TAGS:
                words = words[:2]  # there are no tags to go to
            places = [line.index(f" {word}") for word in words]
            assert places == sorted(places) and words, scope
            await app.pop_screen()


async def test_a_note_has_lines_and_takes_back(wire_library: Library, opened: Opener) -> None:
    """Ctrl+J begins a line at the cursor, Ctrl+_ takes back what was typed last."""
    async with opened(wire_library, keys="enter c a b shift+left ctrl+j c") as (app, pilot):
        field = app.screen.query_one(TextArea)
        assert field.text == "a\nc"
        await press(pilot, "ctrl+underscore")
        assert field.text == "a\nb"
        await press(pilot, "end alt+enter d enter")
        assert [one.note for one in wire_library.annotations.of(1)] == ["a\nb\nd"]


MOVES = [key for scope, key in BY_KEY if scope == HELP and BY_KEY[scope, key].owner == "motion"]
BACK = ("k", "up", "g", "home", "ctrl+u", "ctrl+b", "pageup", "shift+space")


async def test_the_help_scrolls_with_the_keys_of_the_panes(wire_library: Library, opened: Opener) -> None:
    """Those that go by a line or a page, or to an end; after them it is still open."""
    assert set(BACK) < set(MOVES) and {"j", "ctrl+d", "space"} < set(MOVES)
    async with opened(wire_library, size=(100, 30), keys="question_mark") as (app, pilot):
        scroll = app.screen.query_one(VerticalScroll)
        for key in MOVES:
            scroll.scroll_to(y=40, animate=False, immediate=True)
            await press(pilot, key)
            assert scroll.scroll_offset.y < 40 if key in BACK else scroll.scroll_offset.y > 40, key


async def test_three_keys_close_the_help(wire_library: Library, opened: Opener) -> None:
    """No others do; and they do nothing else."""
    async with opened(wire_library, size=(100, 30)) as (app, pilot):
        for key in ("escape", "q", "question_mark"):
            await press(pilot, "question_mark x G enter left d")
            assert len(app.screen_stack) == 2
            await press(pilot, key)
            assert len(app.screen_stack) == 1 and app.is_running, key
            assert wire_library.releases.get(1).read is False


@pytest.mark.parametrize(("key", "lost"), [("y", True), ("escape", False), ("Y", False), ("enter", False)])
async def test_only_y_loses_something(wire_library: Library, opened: Opener, key: str, lost: bool) -> None:
    """Every other key stays."""
    answers: list[bool | None] = []
    async with opened(wire_library) as (app, pilot):
        app.soon(partial(app.push_screen, Question("This is lost:", "a note"), answers.append))
        await app.rest()
        await press(pilot, key)
        assert len(app.screen_stack) == 1
    assert answers == [lost]
