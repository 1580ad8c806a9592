"""The list of views, driven by keys: what it counts, what choosing one lists."""

from __future__ import annotations

from textual.widgets import OptionList

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.screens.view_list import ViewList


def lines(app: DatelineApp) -> list[list[str]]:
    """The lines of the list, each as its words."""
    views = app.screen.query_one(OptionList)
    return [str(views.get_option_at_index(at).prompt).split() for at in range(views.option_count)]


def title(app: DatelineApp) -> str:
    """What stands over the list of releases."""
    return str(app.releases.query_one(".pane-title").render())


def said(app: DatelineApp) -> str:
    """The toasts that stand."""
    return "\n".join(one.message for one in app._notifications)


async def test_a_view_lists_only_what_it_finds(sample_library: Library, opened: Opener) -> None:
    """The title names it, narrowing stays within it, Esc lists all again."""
    sample_library.views.save("Ferries", "ferry OR harbour")
    ids = sample_library.views.ids(sample_library.views.named("Ferries"))
    total = sample_library.releases.count()
    assert 0 < len(ids) < total
    async with opened(sample_library, keys="g l") as (app, pilot):
        assert isinstance(app.screen, ViewList)
        assert lines(app)[7] == ["8", "Ferries", str(len(ids))] and lines(app)[0] == ["1", "All", str(total)]
        await press(pilot, "8")
        assert app.releases.rows.ids == ids and title(app) == f"Ferries  {len(ids)}/{total}"
        await press(pilot, "slash h a r b enter")
        assert {*app.releases.rows.ids} < {*range(total + 1)} and {*app.releases.rows.ids} <= {*ids}
        await press(pilot, "escape")
        assert app.releases.rows.ids == ids
        await press(pilot, "escape")
        assert len(app.releases.rows.ids) == total and title(app).startswith("Releases  unread")


async def test_keys_go_through_the_list(sample_library: Library, opened: Opener) -> None:
    """The cursor begins at the view that is shown; Esc leaves all as it is, also from the text."""
    sample_library.reading.set_starred([sample_library.releases.ids()[2]], True)
    async with opened(sample_library, keys="enter g l j k k j j j enter") as (app, pilot):
        assert app.releases.view is not None and app.releases.view.name == "Starred"
        assert app.releases.rows.ids == [sample_library.releases.ids()[2]] and app.panes.active == "releases"
        await press(pilot, "g l escape")
        assert app.releases.view.name == "Starred"
        await press(pilot, "g l G enter")
        assert app.releases.view.name == "Duplicates"
        await press(pilot, "g l g g enter")
        assert app.releases.view is None and len(app.releases.rows.ids) == sample_library.releases.count()


async def test_what_changes_is_counted_anew(sample_library: Library, opened: Opener) -> None:
    """While the list is open, also by others."""
    async with opened(sample_library, keys="g l") as (app, pilot):
        before = int(lines(app)[1][2])
        sample_library.reading.set_read([1], True)
        assert isinstance(app.screen, ViewList)
        app.screen._look()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert int(lines(app)[1][2]) == before - 1


async def test_a_view_stays_while_one_reads_and_is_read_anew(sample_library: Library, opened: Opener) -> None:
    """What was read stays listed until the list is read again; what is removed goes at once."""
    async with opened(sample_library, keys="g l 2") as (app, pilot):
        assert await until(pilot, lambda: title(app).startswith("Unread"))
        await app.releases.narrowed()  # the title names the view before what it finds is there
        ids = list(app.releases.rows.ids)
        await press(pilot, "r")
        assert app.releases.rows.ids == ids
        await press(pilot, "j X")
        assert app.releases.rows.ids == ids[2:]
        await press(pilot, "G u")
        assert app.releases.rows.ids == ids[1:] and app.releases.rows.current == ids[1]


async def test_a_query_of_another_program_is_refused(sample_library: Library, opened: Opener) -> None:
    """The view is listed with no number; choosing it says why, and all stay listed."""
    with sample_library.transaction():
        sample_library.tables.table("views").insert({"name": "[b]New\x1b[2J", "query": "colour:red"})
    async with opened(sample_library, keys="g l") as (app, pilot):
        assert lines(app)[7][-1] == "·" and "\x1b" not in "".join(lines(app)[7])
        await press(pilot, "8")
        assert app.releases.view is None and len(app.releases.rows.ids) == sample_library.releases.count()
        assert any("colour" in one.message for one in app._notifications)


async def test_what_narrows_the_list_is_kept_as_a_view(sample_library: Library, opened: Opener) -> None:
    """gL asks for a name; a word that was not typed to its end goes on; within a view, of its releases."""
    async with opened(sample_library, keys="g L") as (app, pilot):
        assert "narrow the list by one first" in said(app) and not sample_library.views.all()
        await press(pilot, "slash h a r b enter")
        listed = list(app.releases.rows.ids)
        await press(pilot, "g L F e r r i e s enter")
        (view,) = sample_library.views.all()
        assert (view.name, view.query) == ("Ferries", "harb*") and sample_library.views.ids(view) == listed
        assert "Kept the view “Ferries”: harb*" in said(app)
        await press(pilot, "u")
        assert not sample_library.views.all()
        await press(pilot, "escape g l 2 slash h a r b o u r enter g L U n enter")
        assert [one.query for one in sample_library.views.all()] == ["(is:unread) (harbour)"]


async def test_results_are_kept_as_a_view(sample_library: Library, opened: Opener) -> None:
    """The query of the find screen; a name that is taken by every library is refused."""
    async with opened(sample_library, keys="g slash p o r t s enter g L N e w enter") as (app, pilot):
        assert not sample_library.views.all() and "every library has a view" in said(app)
        await press(pilot, "g L B o a t s enter")
        assert [(one.name, one.query) for one in sample_library.views.all()] == [("Boats", "ports")]


async def test_a_query_that_finds_nothing_is_kept_as_a_view(sample_library: Library, opened: Opener) -> None:
    """Its field has a key for it: what comes later is in the view. What is no query is told, and not kept."""
    keys = "g slash z z y ctrl+l Z e d enter"
    async with opened(sample_library, keys=keys) as (app, pilot):
        assert [(one.name, one.query) for one in sample_library.views.all()] == [("Zed", "zzy")]
        assert app.focused is app.found.field
        app.found.field.put("date:2018-13", 12)
        await press(pilot, "ctrl+l")
        assert len(app.screen_stack) == 1 and "expects a day" in str(app.found.field.told.content)
        app.found.field.put("", 0)
        await press(pilot, "ctrl+l")
        assert "A view is kept of a query" in said(app) and len(sample_library.views.all()) == 1


async def test_a_view_is_removed(sample_library: Library, opened: Opener) -> None:
    """x removes the one under the cursor, which is listed no more; not one that every library has."""
    sample_library.views.save("Boats", "ferry")
    sample_library.views.save("Ferries", "ferry OR harbour")
    async with opened(sample_library, keys="g l 8 g l x") as (app, pilot):
        assert [one.name for one in sample_library.views.all()] == ["Ferries"]
        assert [line[1] for line in lines(app)][7:] == ["Ferries"] and app.releases.view is None
        await press(pilot, "k x")
        assert len(lines(app)) == 8 and "it cannot be removed" in said(app)
        await press(pilot, "escape u")
        assert len(sample_library.views.all()) == 2
