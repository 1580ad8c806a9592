"""The list of releases, driven by keys."""

from __future__ import annotations

import itertools
import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input, Static
from tinydb.table import Document

from store import Library, open_library
from store.duplicates.grouping import Group, groups
from store.library.answering import Finding
from store.search import FullText, Query
from store.storages import SearchIndex
from tests.store.duplicates.test_grouping import other_release, put
from tests.store.duplicates.test_likeness import AFP, BODY, WAM
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.config import Settings
from tui.describe import short_date
from tui.panes.releases import ReleasesPane


async def type_in(pilot: Pilot[None], typed: str) -> None:
    """Types letter by letter, and waits for what it narrows the list to."""
    await pilot.press(*typed)
    await pilot.app.releases.narrowed()  # type: ignore[attr-defined]
    await pilot.pause()


def text_of(pane: ReleasesPane, index: int) -> str:
    """The lines of an item as one string."""
    return "\n".join("".join(piece for piece, _ in pane.rows.pieces(index, line)) for line in (0, 1))


async def test_a_row_shows_date_origin_and_headline(wire_library: Library, opened: Opener) -> None:
    """Two lines say what the release is."""
    async with opened(wire_library) as (app, _):
        shown = text_of(app.releases, 0)
    assert "14 Mar 25" in shown and "ALN" in shown and "Harbour towns agree" in shown


async def test_another_theme_paints_all_rows_anew(wire_library: Library, opened: Opener) -> None:
    """Also those that did not change: no colour of the theme before is kept."""
    async with opened(wire_library) as (app, pilot):
        rows = app.releases.rows
        painted = []
        for theme in ("textual-dark", "textual-light"):
            app.theme = theme
            await pilot.pause()
            painted.append([one.style for strip in rows.render_lines(rows.size.region) for one in strip])
        assert not set(painted[0]) & set(painted[1])


async def test_without_agency_the_name_of_the_file_is_shown(library: Library, opened: Opener) -> None:
    """A release says where it is from in any case."""
    row = {
        "headline": "A", "subheadline": None, "place": None, "date": None, "agency": None, "byline": None,
        "image_credit": None, "language": None, "words": 1, "source": "/office/notice.txt", "format": "text",
        "digest": "0", "text_id": 1, **dict.fromkeys(("added", "modified"), "2025-03-14T12:00:00Z"),
    }  # fmt: skip
    library.tables.table("releases").insert(Document(row, 1))
    async with opened(library) as (app, _):
        assert "office" in text_of(app.releases, 0)


async def test_unread_star_and_annotations_are_seen(wire_library: Library, opened: Opener) -> None:
    """A dot and bold for unread, a star, a number after a diamond."""
    async with opened(wire_library) as (app, pilot):
        assert "●" in text_of(app.releases, 0)
        assert app.releases.rows.pieces(0, 1)[-1][1] == "rows--bold"
        await press(pilot, "r")
        assert wire_library.releases.get(1).read
        assert "●" not in text_of(app.releases, 0)
        assert app.releases.rows.pieces(0, 1)[-1][1] == "rows--text"
        await press(pilot, "s")
        assert "★" in text_of(app.releases, 0)
        await press(pilot, "enter V t x enter")
        assert "◆1" in text_of(app.releases, 0)


async def test_rows_of_one_line_are_a_setting(sample_library: Library, opened: Opener) -> None:
    """Marks, date, headline, signs; all headlines begin and all signs end in one column."""
    sample_library.annotations.add(1, 0, 7, tags=["ferry"])
    settings = Settings(rows=1)
    async with opened(sample_library, size=(60, 20), settings=settings, keys="v s") as (app, pilot):
        rows = app.releases.rows
        assert rows.first_line(rows.count()) == rows.count()
        for columns, dated in ((60, 9), (40, 6)):
            await pilot.resize_terminal(columns, 20)
            assert await until(pilot, lambda: (rows.size.width < 50) == (dated == 6))  # noqa: B023
            for index, key in enumerate(rows.ids):
                release = sample_library.releases.get(key)
                *parts, place, headline, blanks, embargo, updated, counts = (
                    text for text, _ in rows.pieces(index, 0)
                )
                lead, signs = "".join(parts), blanks + embargo + updated + counts
                assert lead[1:3] == ("✓★" if index == 0 else " ●")
                assert place == f"{short_date(release.date)[:dated]:<{dated}} "
                assert release.headline.startswith(headline.rstrip("…"))
                assert signs.endswith("◆1 ") == (key == 1)
                whole = cell_len(lead + place + headline + signs)
                assert whole == rows.scrollable_content_region.width


async def test_r_and_s_go_both_ways_and_are_undone(wire_library: Library, opened: Opener) -> None:
    """Marking is a change like any other."""
    async with opened(wire_library, keys="r s r s") as (_, pilot):
        release = wire_library.releases.get(1)
        assert not release.read and not release.starred
        await press(pilot, "u u")
        release = wire_library.releases.get(1)
        assert release.read and release.starred


async def test_the_list_moves_by_vims_keys(sample_library: Library, opened: Opener) -> None:
    """``j k gg G Ctrl+D Ctrl+U`` and the arrows."""
    last = sample_library.releases.count() - 1
    async with opened(sample_library, size=(120, 12)) as (app, pilot):
        rows = app.releases.rows
        for keys, index in (
            ("j j k", 1), ("G", last), ("g g", 0), ("down down up", 1),
            ("home", 0), ("end", last), ("g g", 0),
        ):  # fmt: skip
            await press(pilot, keys)
            assert rows.cursor == index, keys
        await press(pilot, "ctrl+d")
        assert rows.cursor > 0
        await press(pilot, "ctrl+u")
        assert rows.cursor == 0


async def test_slash_narrows_as_one_types(sample_library: Library, opened: Opener) -> None:
    """By a query whose last word may go on; Esc shows all again."""
    async with opened(sample_library) as (app, pilot):
        found = [hit.release.id for hit in sample_library.find.hits("headline:batteries")]
        await press(pilot, "slash")
        await type_in(pilot, "headline:batt")
        assert app.releases.rows.ids == found and len(found) == 1
        await press(pilot, "enter")
        assert app.focused is app.releases.rows
        await press(pilot, "escape")
        assert len(app.releases.rows.ids) == sample_library.releases.count()


async def test_fields_and_values_are_completed_there_too(sample_library: Library, opened: Opener) -> None:
    """By Tab, as in the find screen."""
    sample_library.annotations.add(1, 0, 7, tags=["boats and bridges"])
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "slash t a tab")
        await type_in(pilot, "bri")
        assert "boats and bridges" in str(app.query_one("#narrow-told", Static).render())
        await press(pilot, "tab")
        assert app.query_one("#narrow", Input).value == 'tag:"boats and bridges" '
        assert app.releases.rows.ids == [1]
        await press(pilot, "enter")
        assert not app.query_one("#narrow-told").display


async def test_what_is_no_query_is_told_and_leaves_the_list(sample_library: Library, opened: Opener) -> None:
    """Below the field, with the column; what is typed on takes it away, and so does Esc."""
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "slash")
        await type_in(pilot, "harbour")
        narrowed = app.releases.rows.ids
        await type_in(pilot, " is:unraed")
        refusal = app.query_one("#narrow-told", Static)
        assert refusal.display and str(refusal.render()).startswith(f"{' ' * 11}^\n")
        assert app.releases.rows.ids == narrowed
        await press(pilot, " ".join(["backspace"] * len("raed")))
        await type_in(pilot, "read")
        assert not refusal.display
        await press(pilot, "backspace escape")
        assert not refusal.display and len(app.releases.rows.ids) == sample_library.releases.count()


async def test_narrowing_goes_to_the_first_that_is_left(
    library: Library, opened: Opener, tmp_path: Path
) -> None:
    """Where the cursor's release is not among them; where a release came from is asked for by its field."""
    put(library, tmp_path / "senate", {f"a{n}": other_release(n) for n in range(6)})
    async with opened(library, keys="G") as (app, pilot):
        rows = app.releases.rows
        await press(pilot, "slash s e n a t e")
        assert rows.ids == []
        await press(pilot, "escape G slash")
        await type_in(pilot, "source:a2.txt")
        assert [library.releases.get(key).source[-6:] for key in rows.ids] == ["a2.txt"]
        await press(pilot, "escape G")
        others = [key for key in rows.ids if key != rows.current]
        app.releases._show_narrowed(app.releases._asked, others)
        assert rows.ids == others and rows.cursor == 0


async def test_what_was_found_late_does_not_stand_over_newer_words(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that was not stopped in time shows nothing once other words are typed."""
    late, matching = threading.Event(), Finding.matching
    searches: list[int] = []

    def slow_at_first(finding: Finding, query: Query) -> set[int]:
        searches.append(len(searches))
        if searches[-1] == 0:
            late.wait(30)
        return matching(finding, query)

    # It looked whether it was cancelled just before it was.
    unaware = SimpleNamespace(is_cancelled=False)
    monkeypatch.setattr("tui.panes.releases.get_current_worker", lambda: unaware)
    brought: list[list[int]] = []
    show = ReleasesPane._show_narrowed

    def shown(pane: ReleasesPane, asked: int, ids: list[int]) -> None:
        show(pane, asked, ids)
        brought.append(ids)

    monkeypatch.setattr(ReleasesPane, "_show_narrowed", shown)
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "slash")
        monkeypatch.setattr(Finding, "matching", slow_at_first)
        await pilot.press(*"in")
        while not searches:
            await pilot.pause()
        await pilot.press("backspace", "backspace", *"headline:batteries")
        while not any(len(ids) == 1 for ids in brought):
            await pilot.pause()
        found = len(brought)
        late.set()
        while len(brought) == found:
            await pilot.pause()
        assert len(brought[-1]) > 1  # it did come last
        assert len(app.releases.rows.ids) == 1


async def test_the_index_is_ready_before_it_is_asked_for(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is brought up to date soon after the start, and not by the first letter."""
    with sample_library.transaction():
        sample_library.index.discard()
    monkeypatch.setattr("tui.panes.releases._SETTLED_SECONDS", 0.01)
    made: list[int] = []
    create = FullText._create

    def counted(full: FullText, index: SearchIndex) -> None:
        made.append(1)
        create(full, index)

    monkeypatch.setattr(FullText, "_create", counted)
    async with opened(sample_library) as (app, pilot):
        assert await until(pilot, lambda: len(made) == 1)
        await app.workers.wait_for_complete()
        await press(pilot, "slash s e a")
        assert len(made) == 1


async def test_narrowing_to_nothing_is_harmless(sample_library: Library, opened: Opener) -> None:
    """No release, no error, whatever is pressed."""
    async with opened(sample_library, keys="slash q q q enter enter j k G g g d r s E ctrl+d") as (
        app,
        pilot,
    ):
        assert app.releases.rows.ids == []
        await press(pilot, "escape escape")
        assert app.releases.rows.count() == sample_library.releases.count()


async def test_an_empty_library_says_what_to_do(library: Library, opened: Opener) -> None:
    """The screen names the command that adds releases; no key fails."""
    async with opened(library, keys="enter j d u ctrl+r tab t c x y V v tab enter t c x") as (app, _):
        assert "a adds a file" in app.reader.welcome


async def test_a_click_moves_and_a_double_click_opens(sample_library: Library, opened: Opener) -> None:
    """The mouse does what the keys do."""
    async with opened(sample_library) as (app, pilot):
        await pilot.click(app.releases.rows, Offset(5, 4))
        assert app.releases.rows.cursor == 2
        await pilot.click(app.releases.rows, Offset(5, 4), times=2)
        await pilot.pause()
        assert app.showing.open_id == app.releases.rows.ids[2]


@pytest.mark.slow
async def test_a_hundred_thousand_rows_are_no_widgets(library: Library, opened: Opener) -> None:
    """Only the records in view are read, and moving to the end reads only those there."""
    row = {
        "headline": "A headline", "subheadline": None, "place": "LISBON", "date": "2025-03-14",
        "agency": "ALN", "byline": None, "image_credit": None, "language": "en", "words": 1,
        "source": "/x", "format": "text", "digest": "0", "text_id": 1,
        **dict.fromkeys(("added", "modified"), "2025-03-14T12:00:00Z"),
    }  # fmt: skip
    asked = "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='releases'"
    with closing(sqlite3.connect(library.path)) as connection, connection:
        indexes = connection.execute(asked).fetchall()
        for name, _ in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        rows_there = zip(range(1, 100_001), itertools.repeat(json.dumps(row)), strict=False)
        connection.executemany("INSERT INTO releases VALUES (?, ?)", rows_there)
        for _, made in indexes:  # of rows that are there already: a third of the time
            connection.execute(made)
    async with opened(library) as (app, pilot):
        await press(pilot, "G")
        rows = app.releases.rows
        assert rows.cursor == 99_999
        assert len(list(rows.children)) == 0
        assert len(rows._chunks) <= 4


async def test_a_change_by_another_process_appears(
    wire_library: Library, opened: Opener, tmp_path: object
) -> None:
    """What is written through another connection is shown without a key pressed."""
    from store import open_library

    async with opened(wire_library, keys="enter") as (app, pilot):
        other = open_library(wire_library.path, user="ben")
        other.annotations.add(1, 0, 7, tags=["elsewhere"])
        other.close()
        for _ in range(60):
            await pilot.pause(0.05)
            if app.annotations.rows.annotations:
                break
        assert [one.tags[0].name for one in app.annotations.rows.annotations] == ["elsewhere"]


@pytest.fixture
def agencies(library: Library, tmp_path: Path) -> Library:
    """Releases 1 and 8 are versions of one, release 8 the earlier; 2 to 7 and 9 are others."""
    texts = {"afp": AFP, **{f"a{n}": other_release(n) for n in range(6)}, "wam": WAM, "b": other_release(7)}
    put(library, tmp_path / "in", texts)
    return library


async def test_versions_of_a_release_are_one_row(agencies: Library, opened: Opener) -> None:
    """The earliest stands for all, with their number; ``za`` shows them below it and hides them again."""
    async with opened(agencies) as (app, pilot):
        rows = app.releases.rows
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert rows.count() == 8 and 1 not in rows.ids
        await press(pilot, "g g")
        assert rows.current == 8 and "⧉2" in text_of(app.releases, 0)
        assert app.panes.pane.footer_note() == "2 copies"
        await press(pilot, "z a")
        assert rows.ids[:2] == [8, 1] and rows.current == 8
        below = text_of(app.releases, 1)
        assert below.startswith("   ●") and "% of words" in below
        await press(pilot, "j")
        assert app.panes.pane.footer_note() == "copy 2 of 2"
        await press(pilot, "z a")
        assert rows.current == 8 and rows.count() == 8


async def test_one_release_alone_is_no_version_of_another(
    library: Library, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked for no others; but where there were two, the one that is left stands for itself."""
    put(library, tmp_path / "in", {"afp": AFP, "wam": WAM})
    looked: list[int] = []
    really = ReleasesPane._find_groups

    def counted(pane: ReleasesPane) -> None:
        looked.append(1)
        really(pane)

    monkeypatch.setattr(ReleasesPane, "_find_groups", counted)
    async with opened(library) as (app, pilot):
        assert len(looked) == 1 and app.releases.rows.versions.grouped
        library.trash.remove([2])
        app.releases.load()
        await pilot.pause()
        assert len(looked) == 2 and not app.releases.rows.versions.grouped
        library.annotations.add(1, 0, 5, tags=["quay"])
    async with opened(library) as (app, _):
        assert len(looked) == 2 and app.releases.rows.ids == [1]


async def test_za_on_a_release_without_versions_does_nothing(wire_library: Library, opened: Opener) -> None:
    """Nor does ``x``, but for saying so."""
    async with opened(wire_library, keys="z a x") as (app, _):
        assert app.releases.rows.ids == [1]
        assert any("No other release" in str(one.message) for one in app._notifications)


async def test_state_of_hidden_versions_is_told(agencies: Library, opened: Opener) -> None:
    """Annotations of all are counted; a hollow dot says that only a version behind is unread."""
    agencies.annotations.add(1, 0, 5, tags=["quay"])
    agencies.reading.set_read([8], True)
    async with opened(agencies) as (app, pilot):
        await press(pilot, "g g")
        assert "○" in text_of(app.releases, 0) and "◆1" in text_of(app.releases, 0)
        await press(pilot, "z a")
        assert "○" not in text_of(app.releases, 0) and "◆" not in text_of(app.releases, 0)
        assert "●" in text_of(app.releases, 1) and "◆1" in text_of(app.releases, 1)


async def test_grouping_appear_without_moving_cursor_or_list(agencies: Library, opened: Opener) -> None:
    """The release under the cursor stays on its line, also where rows above it go into a group."""
    async with opened(agencies, size=(120, 12), keys="G") as (app, pilot):
        rows = app.releases.rows
        rows.group([])
        rows.move_to(rows.ids.index(3))
        await pilot.pause()
        line = rows.first_line(rows.cursor) - rows.scroll_offset.y
        assert rows.scroll_offset.y > 2
        rows.group([Group((rows.ids[1], rows.ids[0]), 1.0)])
        assert rows.current == 3 and rows.count() == 8
        assert rows.first_line(rows.cursor) - rows.scroll_offset.y == line


async def test_a_version_under_the_cursor_is_not_hidden(agencies: Library, opened: Opener) -> None:
    """A group found meanwhile is unfolded where one stands in it; so is one whose version is opened."""
    async with opened(agencies) as (app, pilot):
        rows = app.releases.rows
        rows.group([])
        rows.move_to(rows.ids.index(1))
        rows.group([Group((8, 1), 1.0)])
        assert rows.current == 1 and rows.ids[rows.ids.index(8) + 1] == 1
        await press(pilot, "k z a")
        assert 1 not in rows.ids
        await app.opening.open_release(1)
        assert rows.current == 1


async def test_narrowing_finds_every_version(agencies: Library, opened: Opener) -> None:
    """A version of which only the hidden headline matches is shown by itself."""
    async with opened(agencies) as (app, pilot):
        await press(pilot, "slash")
        await type_in(pilot, '"to get"')
        assert app.releases.rows.ids == [1]
        assert "⧉" not in text_of(app.releases, 0)
        await press(pilot, "enter escape")
        assert 8 in app.releases.rows.ids and app.releases.rows.versions.count == 9


async def test_x_takes_a_version_out_and_u_puts_it_back(agencies: Library, opened: Opener) -> None:
    """The cursor stays on its release; what was decided is kept in the library."""
    async with opened(agencies, keys="g g z a j x") as (app, pilot):
        rows = app.releases.rows
        assert rows.current == 1 and rows.count() == 9 and not rows.versions.grouped
        assert groups(agencies) == []
        await press(pilot, "u")
        assert rows.versions.of(1) == (8, 1) and rows.current == 1
        await press(pilot, "z a x")
        assert rows.count() == 9 and not rows.versions.grouped


async def test_done_passes_over_hidden_versions_and_says_so(agencies: Library, opened: Opener) -> None:
    """One reads a release once; that its other version is unread is not concealed."""
    async with opened(agencies, keys="g g d d d d d d d d") as (app, _):
        assert agencies.reading.unread() == 1 and not agencies.releases.get(1).read
        assert any("other copies" in str(one.message) for one in app._notifications)


async def test_versions_come_with_an_import_by_another_process(
    agencies: Library, opened: Opener, tmp_path: Path
) -> None:
    """A further version goes into the group by itself."""
    async with opened(agencies) as (app, pilot):
        other = open_library(agencies.path, user="ben")
        put(other, tmp_path / "in", {"third": f"A third headline\n\n{BODY}\n"})
        other.close()
        for _ in range(100):
            await pilot.pause(0.05)
            if len(app.releases.rows.versions.of(8)) == 3:
                break
        assert app.releases.rows.versions.of(8) == (8, 1, 10) and app.releases.rows.count() == 8


async def test_esc_goes_back_to_where_the_cursor_was(sample_library: Library, opened: Opener) -> None:
    """Whatever was found meanwhile; nothing found says where words are looked for."""
    async with opened(sample_library, keys="j j") as (app, pilot):
        before = app.releases.rows.current
        await press(pilot, "slash")
        await type_in(pilot, "zzzz")
        told = app.query_one("#narrow-told", Static)
        assert app.releases.rows.ids == [] and told.display and "headline, text, place" in str(told.render())
        await press(pilot, "escape")
        assert app.releases.rows.current == before and not told.display
        await press(pilot, "slash")
        await type_in(pilot, "harbour")
        await press(pilot, "escape")
        assert app.releases.rows.current == before
        await press(pilot, "slash")
        await type_in(pilot, "the")
        await press(pilot, "enter G")
        chosen = app.releases.rows.current
        await press(pilot, "escape")
        assert app.releases.rows.current == chosen != before
