"""The list of releases, driven by keys."""

from __future__ import annotations

from textual.geometry import Offset
from tinydb.table import Document

from store import Library
from tests.tui.conftest import Opener, press
from tui.panes.releases import ReleasesPane


def text_of(pane: ReleasesPane, index: int) -> str:
    """The lines of an item as one string."""
    return "\n".join("".join(piece for piece, _ in pane.rows.pieces(index, line)) for line in (0, 1))


async def test_a_row_shows_date_origin_and_headline(wire_library: Library, opened: Opener) -> None:
    """Two lines say what the release is."""
    async with opened(wire_library) as (app, _):
        shown = text_of(app.releases, 0)
    assert "14 Mar 25" in shown and "ALN" in shown and "Harbour towns agree" in shown


async def test_without_agency_the_name_of_the_file_is_shown(library: Library, opened: Opener) -> None:
    """A release says where it is from in any case."""
    row = {
        "headline": "A", "subheadline": None, "place": None, "date": None, "agency": None, "byline": None,
        "image_credit": None, "language": None, "words": 1, "source": "/a/notice.txt", "format": "text",
        "digest": "0", "text_id": 1, "added": "", "modified": "",
    }  # fmt: skip
    library.table("releases").insert(Document(row, 1))
    async with opened(library) as (app, _):
        assert "notice.txt" in text_of(app.releases, 0)


async def test_unread_star_and_annotations_are_seen(wire_library: Library, opened: Opener) -> None:
    """A dot and bold for unread, a star, a number after a diamond."""
    async with opened(wire_library) as (app, pilot):
        assert "●" in text_of(app.releases, 0)
        assert app.releases.rows.pieces(0, 1)[1][1] == "rows--bold"
        await press(pilot, "r")
        assert wire_library.release(1).read
        assert "●" not in text_of(app.releases, 0)
        assert app.releases.rows.pieces(0, 1)[1][1] == "rows--text"
        await press(pilot, "s")
        assert "★" in text_of(app.releases, 0)
        await press(pilot, "enter V t x enter")
        assert "◆1" in text_of(app.releases, 0)


async def test_r_and_s_go_both_ways_and_are_undone(wire_library: Library, opened: Opener) -> None:
    """Marking is a change like any other."""
    async with opened(wire_library, keys="r s r s") as (_, pilot):
        release = wire_library.release(1)
        assert not release.read and not release.starred
        await press(pilot, "u u")
        release = wire_library.release(1)
        assert release.read and release.starred


async def test_the_list_moves_by_vims_keys(sample_library: Library, opened: Opener) -> None:
    """``j k gg G Ctrl+D Ctrl+U`` and the arrows."""
    last = sample_library.count() - 1
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
    """Every word typed has to stand in headline, place, agency, date or source; Esc shows all again."""
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "slash f e r r y")
        shown = [sample_library.release(key).source for key in app.releases.rows.ids]
        assert len(shown) == 1 and "ferry" in shown[0]
        await press(pilot, "enter")
        assert app.focused is app.releases.rows
        await press(pilot, "escape")
        assert len(app.releases.rows.ids) == sample_library.count()


async def test_narrowing_to_nothing_is_harmless(sample_library: Library, opened: Opener) -> None:
    """No release, no error, whatever is pressed."""
    async with opened(sample_library, keys="slash q q q enter enter j k G g g d r s E ctrl+d") as (
        app,
        pilot,
    ):
        assert app.releases.rows.ids == []
        await press(pilot, "escape")
        assert app.releases.rows.count() == sample_library.count()


async def test_an_empty_library_says_what_to_do(library: Library, opened: Opener) -> None:
    """The screen names the command that adds releases; no key fails."""
    async with opened(library, keys="enter j d u ctrl+r tab t c x y V v tab enter t c x") as (app, _):
        assert "dateline add" in app.reader.welcome


async def test_a_click_moves_and_a_double_click_opens(sample_library: Library, opened: Opener) -> None:
    """The mouse does what the keys do."""
    async with opened(sample_library) as (app, pilot):
        await pilot.click(app.releases.rows, Offset(5, 4))
        assert app.releases.rows.cursor == 2
        await pilot.click(app.releases.rows, Offset(5, 4), times=2)
        await pilot.pause()
        assert app.open_id == app.releases.rows.ids[2]


async def test_a_hundred_thousand_rows_are_no_widgets(library: Library, opened: Opener) -> None:
    """Only the records in view are read, and moving to the end reads only those there."""
    row = {
        "headline": "A headline", "subheadline": None, "place": "LISBON", "date": "2025-03-14",
        "agency": "ALN", "byline": None, "image_credit": None, "language": "en", "words": 1,
        "source": "/x", "format": "text", "digest": "0", "text_id": 1, "added": "", "modified": "",
    }  # fmt: skip
    library.table("releases").insert_multiple(Document(row, key) for key in range(1, 100_001))
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
        other.annotate(1, 0, 7, tags=["elsewhere"])
        other.close()
        for _ in range(60):
            await pilot.pause(0.05)
            if app.annotations.rows.annotations:
                break
        assert [one.tags[0].name for one in app.annotations.rows.annotations] == ["elsewhere"]
