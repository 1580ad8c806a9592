"""The screen of all tags: what it shows, what its keys do, and that each is one undoable change."""

from __future__ import annotations

import threading

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from store import Library, open_library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.screens.marked_screen import MarkedScreen
from tui.screens.tag_screen import TagScreen

SIZES = [(60, 20), (100, 30), (200, 50)]


@pytest.fixture
def tagged(sample_library: Library) -> Library:
    """The samples with a small tree of tags."""
    library = sample_library
    ids = library.releases.ids()
    library.annotations.add(ids[0], 0, 5, tags=["migration", "water"], note="a note")
    library.annotations.add(ids[1], 0, 5, tags=["migration/vulnerable", "[b]世界"])
    library.release_tags.give(ids[:3], ["water"])
    library.codebook.describe(
        "migration", description="People who [b]move[/b]", include="all", exclude="birds"
    )
    return library


def _screen(app: DatelineApp) -> TagScreen:
    assert isinstance(app.screen, TagScreen)
    return app.screen


async def _counted(app: DatelineApp) -> None:
    await app.screen.workers.wait_for_complete()


def _lines(app: DatelineApp) -> list[str]:
    rows = _screen(app).listed
    return [rows.render_line(y).text.rstrip() for y in range(rows.count())]


def _told(app: DatelineApp) -> str:
    return str(app.screen.query_one("#list-about", Static).render())


async def _typed(app: DatelineApp, pilot: Pilot[None], text: str) -> None:
    """Puts a text in the field that asks, in place of what stands there, and presses Enter."""
    await press(pilot, "ctrl+u")
    app.screen.query_one(Input).value = text
    await press(pilot, "enter")
    await app.rest()


@pytest.mark.parametrize("size", SIZES)
async def test_the_tree_and_what_is_said_of_a_tag(
    tagged: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """Each tag has its digit, its name below its parent's and its counts; the rest is told of one."""
    async with opened(tagged, size=size, keys="T") as (app, pilot):
        await _counted(app)
        lines = _lines(app)
        assert [line.split() for line in lines] == [
            ["4", "▎", "[b]世界", "1", "1"],
            ["1", "▎", "migration", "1", "1"],
            ["3", "▎", "vulnerable", "1", "1"],
            ["2", "▎", "water", "1", "3"],
        ]
        assert lines[2].index("vulnerable") > lines[1].index("migration")
        await press(pilot, "j")
        told = _told(app)
        for words in ("#migration", "made by", "People who [b]move[/b]", "Give it to: all", "Not to: birds"):
            assert words in told
        about = app.screen.query_one("#list-about").region
        assert app.screen.region.contains_region(about) and about.height >= 4
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1


async def test_a_tag_is_renamed_with_all_below_moved_and_brought_back(
    tagged: Library, opened: Opener
) -> None:
    """r and m ask for a name and a place, the cursor stays on the tag, u takes each back in one step."""
    async with opened(tagged, keys="T j") as (app, pilot):
        names = sorted(tag.name for tag in tagged.tags.all())
        await press(pilot, "r")
        await _typed(app, pilot, "movement")
        assert {"movement", "movement/vulnerable"} < {tag.name for tag in tagged.tags.all()}
        assert "#movement" in _told(app)
        await press(pilot, "m")
        await _typed(app, pilot, "topics")
        assert {"topics/movement", "topics/movement/vulnerable"} < {tag.name for tag in tagged.tags.all()}
        await press(pilot, "u u")
        assert sorted(tag.name for tag in tagged.tags.all()) == names
        assert any("vulnerable" in line for line in _lines(app))


async def test_a_name_that_is_taken_is_said(tagged: Library, opened: Opener) -> None:
    """Nothing changes, and the tree stays open."""
    async with opened(tagged, keys="T j r") as (app, pilot):
        await _typed(app, pilot, "Water")
        assert "migration" in [tag.name for tag in tagged.tags.all()]
        assert isinstance(app.screen, TagScreen)


async def test_merging_makes_all_of_it_the_other(tagged: Library, opened: Opener) -> None:
    """M asks into which, and says how often the tag is used; the counts are those of both then."""
    async with opened(tagged, keys="T j M") as (app, pilot):
        assert "1 passage, 1 release" in str(app.screen.query(Static).first().render())
        await _typed(app, pilot, "water")
        assert [tag.name for tag in tagged.annotations.of(tagged.releases.ids()[0])[0].tags] == ["water"]
        await press(pilot, "u")
        names = [tag.name for tag in tagged.annotations.of(tagged.releases.ids()[0])[0].tags]
        assert names == ["migration", "water"]


@pytest.mark.parametrize(("key", "left"), [("y", False), ("escape", True), ("x", True), ("enter", True)])
async def test_a_tag_is_deleted_once_that_is_asked(
    tagged: Library, opened: Opener, key: str, left: bool
) -> None:
    """With how often it is used; only y does it, and the passages stay."""
    async with opened(tagged, keys="T G x") as (app, pilot):
        assert "#water, used in 1 passage, 3 releases?" in str(app.screen.query(Static).first().render())
        await press(pilot, key)
        assert ("water" in [tag.name for tag in tagged.tags.all()]) == left
        assert len(tagged.annotations.of(tagged.releases.ids()[0])) == 1


async def test_made_described_coloured_pinned(tagged: Library, opened: Opener) -> None:
    """a, e, i, o, c and digits; what was typed and left comes back."""
    async with opened(tagged, keys="T G a") as (app, pilot):
        await _typed(app, pilot, "new/one")
        assert "#new/one" in _told(app)
        await press(pilot, "e")
        await press(pilot, "w o r d escape e s enter")
        await press(pilot, "i a enter o b enter c 9")
        tag = tagged.tags.meant("new/one")
        assert (tag.description, tag.include, tag.exclude, tag.pinned) == ("words", "a", "b", 9)
        assert tag.color == 5
        await press(pilot, "0")
        assert tagged.tags.meant("new/one").pinned is None


async def test_finding_in_the_tree(tagged: Library, opened: Opener) -> None:
    """/ goes to a tag whose name holds what is typed, n and N to others, case and accents aside."""
    async with opened(tagged, keys="T") as (app, pilot):
        await press(pilot, "slash")
        await _typed(app, pilot, "MIGRÁ")
        assert "#migration ·" in _told(app)
        await press(pilot, "n")
        assert "#migration/vulnerable" in _told(app)
        await press(pilot, "N")
        assert "#migration ·" in _told(app)
        await press(pilot, "g")
        assert "世界" in _told(app)


async def test_the_passages_of_a_tag_lead_to_the_text(tagged: Library, opened: Opener) -> None:
    """Enter lists them, Esc goes back, Enter on one opens its release at the passage."""
    second = tagged.releases.ids()[1]
    async with opened(tagged, size=(60, 20), keys="T enter") as (app, pilot):
        await pilot.pause()
        assert isinstance(app.screen, MarkedScreen)
        await app.screen.workers.wait_for_complete()
        assert [one.release.id for one in app.screen.found] == [second]
        await press(pilot, "escape")
        assert isinstance(app.screen, TagScreen)
        await press(pilot, "enter")
        await app.screen.workers.wait_for_complete()
        await press(pilot, "enter")
        await app.rest()
        assert len(app.screen_stack) == 1
        assert app.reader.release is not None and app.reader.release.id == second
        assert app.panes.active == "reader"


async def test_a_release_is_tagged(tagged: Library, opened: Opener) -> None:
    """gt asks for the tags of the release under the cursor, those it has standing there; u takes it back."""
    first = tagged.releases.ids()[0]
    async with opened(tagged, keys="g g enter g t") as (app, pilot):
        await press(pilot, "n e w enter")
        assert [tag.name for tag in tagged.release_tags.of(first)] == ["water", "new"]
        assert any("#water #new ·" in app.reader.render_line(y).text for y in range(8))
        await press(pilot, "u")
        assert [tag.name for tag in tagged.release_tags.of(first)] == ["water"]


async def test_some_of_its_passages_get_another_tag(tagged: Library, opened: Opener) -> None:
    """t on those marked, or on the one under the cursor; names complete with Tab, u takes it back."""
    first, second, third = tagged.releases.ids()[:3]
    tagged.annotations.add(second, 10, 15, tags=["water"])
    tagged.annotations.add(third, 10, 15, tags=["water"])
    async with opened(tagged, keys="T G enter v v t") as (app, pilot):
        assert "2 passages?" in str(app.screen.query(Static).first().render())
        await press(pilot, "ctrl+u M I G tab")
        assert app.screen.query_one(Input).value == "migration"
        await press(pilot, "enter")
        assert isinstance(app.screen, MarkedScreen) and len(app.screen.found) == 1
        names = {
            tag.name
            for key in (first, second, third)
            for one in tagged.annotations.of(key)
            for tag in one.tags
        }
        assert names == {"migration", "migration/vulnerable", "[b]世界", "water"}
        await press(pilot, "t")
        await _typed(app, pilot, "rivers")
        assert app.screen.found == [] and app.screen.chosen == []
        await press(pilot, "t escape u u")
        assert [len(tagged.annotations.of(key)) for key in (first, second, third)] == [1, 2, 1]
        found = tagged.find.passages("tag:water")
        assert len(list(found)) == 3 and "rivers" not in [tag.name for tag in tagged.tags.all()]


async def test_keys_do_not_wait_for_the_passages(
    tagged: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While they are read, Esc leaves; what comes late is shown nowhere."""
    held, let_go = threading.Event(), threading.Event()
    passages = tagged.find.passages

    def slow(query: str) -> object:
        held.set()
        assert let_go.wait(30)
        return passages(query)

    monkeypatch.setattr(tagged.find, "passages", slow)
    async with opened(tagged) as (app, pilot):
        await press(pilot, "T")
        await pilot.press("enter")
        assert await until(pilot, held.is_set)
        await pilot.press("escape")
        assert await until(pilot, lambda: isinstance(app.screen, TagScreen))
        let_go.set()
        await app.workers.wait_for_complete()
        assert isinstance(app.screen, TagScreen)


async def test_what_another_process_tags_is_shown(tagged: Library, opened: Opener) -> None:
    """New tags and other counts, while the screen is open; the cursor stays on its tag."""
    async with opened(tagged, keys="T") as (app, pilot):
        await _counted(app)
        current = _screen(app).listed.current
        other = open_library(tagged.path, user="bo")
        other.release_tags.give(other.releases.ids()[:5], ["aid", "water"])
        other.close()
        app.look_outside()
        assert await until(pilot, lambda: any("aid" in line and line.endswith("5") for line in _lines(app)))
        assert any("water" in line and line.endswith("5") for line in _lines(app))
        assert current is not None
        assert _screen(app).listed.current == current


async def test_the_passages_of_a_tag_follow_another_process(tagged: Library, opened: Opener) -> None:
    """The cursor stays on its passage, and the tag is called by its new name."""
    first, second, third = tagged.releases.ids()[:3]
    kept = tagged.annotations.add(second, 10, 15, tags=["water"])
    async with opened(tagged, keys="T G enter") as (app, pilot):
        await app.workers.wait_for_complete()
        screen = app.screen
        assert isinstance(screen, MarkedScreen) and len(screen.found) == 2
        await press(pilot, "j" if screen.current and screen.current.annotation != kept.id else "")
        other = open_library(tagged.path, user="bo")
        other.annotations.add(first, 10, 15, tags=["water"])
        other.annotations.add(third, 10, 15, tags=["water"])
        other.codebook.rename("water", "sea")
        other.close()
        app.look_outside()
        assert await until(pilot, lambda: len(screen.found) == 4)
        assert screen.tag == "sea" and screen.current is not None and screen.current.annotation == kept.id
        other = open_library(tagged.path, user="bo")
        other.codebook.delete("sea")
        other.close()
        app.look_outside()
        assert await until(pilot, lambda: not screen.found)
        await press(pilot, "escape")
        assert isinstance(app.screen, TagScreen)


async def test_what_was_done_stands_over_the_title(tagged: Library) -> None:
    """And covers no count of the first row."""
    app = DatelineApp(tagged)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "T c")
        await pilot.pause()
        await pilot.pause()
        assert {toast.region.bottom for toast in app.screen.query("Toast")} == {1}
        assert _screen(app).listed.region.y == 1
