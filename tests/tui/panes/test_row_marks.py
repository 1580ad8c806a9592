"""Releases marked in the list, and what one key does to all of them."""

from __future__ import annotations

from pathlib import Path

from store import Library
from tests.tui.app.test_refreshing import toasts
from tests.tui.conftest import Opener, press


async def test_v_marks_and_goes_on(sample_library: Library, opened: Opener) -> None:
    """A sign stands beside the headline, the footer counts; Esc takes the marks away before all else."""
    async with opened(sample_library) as (app, pilot):
        rows = app.releases.rows
        await press(pilot, "v v j v")
        first, second, _, fourth, *_ = rows.ids
        assert rows.marks.among(rows.ids) == [first, second, fourth]
        assert rows.pieces(0, 1)[1][0] == "✓ " and rows.pieces(2, 1)[1][0] == "  "
        assert "3 marked" in app.footer.render_line(0).text
        await press(pilot, "k v")
        assert rows.marks.among(rows.ids) == [first, second]
        await press(pilot, "escape")
        assert not rows.marks and "marked" not in app.footer.render_line(0).text


async def test_a_range_and_all(sample_library: Library, opened: Opener) -> None:
    """V from the last mark to the cursor, or from the top; * all that are shown, and none again."""
    async with opened(sample_library) as (app, pilot):
        rows = app.releases.rows
        await press(pilot, "j j V")
        assert rows.marks.among(rows.ids) == rows.ids[:3]
        await press(pilot, "escape j v j j V")
        assert rows.marks.among(rows.ids) == rows.ids[3:7]
        await press(pilot, "escape *")
        assert len(rows.marks) == len(rows.ids) == sample_library.releases.count()
        await press(pilot, "*")
        assert not rows.marks


async def test_what_is_no_longer_shown_is_not_marked(sample_library: Library, opened: Opener) -> None:
    """So nothing is done to what one does not see."""
    async with opened(sample_library, keys="*") as (app, pilot):
        await press(pilot, "slash")
        await pilot.press(*"batteries")
        await app.releases.narrowed()
        rows = app.releases.rows
        assert len(rows.marks) == len(rows.ids) < sample_library.releases.count()
        await press(pilot, "enter")
        assert f"{len(rows.ids)} marked" in app.footer.render_line(0).text


async def test_star_and_read_take_all_that_are_marked(sample_library: Library, opened: Opener) -> None:
    """In one step of undo; where some are starred all are, where all are none is."""
    async with opened(sample_library, keys="s v v") as (app, pilot):
        first, second, third, *_ = app.releases.rows.ids

        def marked(state: str) -> set[int]:
            releases = sample_library.releases.many(app.releases.rows.ids)
            return {one.id for one in releases if getattr(one, state)}

        assert marked("starred") == {first}
        await press(pilot, "s r")
        assert marked("starred") == marked("read") == {first, second}
        await press(pilot, "u u")
        assert (marked("starred"), marked("read")) == ({first}, set())
        await press(pilot, "s s")
        assert marked("starred") == set()
        assert third not in marked("read")


async def test_all_that_are_marked_are_exported(
    sample_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """Into a folder, a file for each; into one .csv; what goes into one file of one is refused."""
    ids = sample_library.releases.ids()
    for key in ids[:2]:
        sample_library.annotations.add(key, 0, 5, tags=["word"])
    async with opened(sample_library, keys="v v") as (app, pilot):
        for name in ("notes", "all.csv", "one.md"):
            await press(pilot, "E ctrl+u")
            assert "annotations of 2 releases" in str(app.screen.query("Static").first().render())
            await pilot.press(*str(tmp_path / name))
            await press(pilot, "enter")
        assert len(list((tmp_path / "notes").iterdir())) == 2
        assert (tmp_path / "all.csv").read_text(encoding="utf-8").count(",word,") == 2
        assert not (tmp_path / "one.md").exists()
        assert any("do not go into one file" in one for one in toasts(app))


async def test_all_that_are_marked_are_tagged_and_untagged(sample_library: Library, opened: Opener) -> None:
    """Each in one step of undo; their own tags stay."""
    ids = sample_library.releases.ids()
    sample_library.release_tags.give(ids[:1], ["mine"])
    async with opened(sample_library, keys="v v g t") as (_, pilot):
        await pilot.press(*"both")
        await press(pilot, "enter")

        def tags() -> list[list[str]]:
            return [[tag.name for tag in sample_library.release_tags.of(key)] for key in ids[:3]]

        assert [sorted(names) for names in tags()] == [["both", "mine"], ["both"], []]
        await press(pilot, "g T")
        await pilot.press(*"both")
        await press(pilot, "enter")
        assert tags() == [["mine"], [], []]
        await press(pilot, "u u")
        assert tags() == [["mine"], [], []]
        await press(pilot, "g T escape")
        assert tags() == [["mine"], [], []]


async def test_one_that_is_marked_is_tagged_and_not_the_one_under_the_cursor(
    sample_library: Library, opened: Opener
) -> None:
    """`v` goes on to the next."""
    ids = sample_library.releases.ids()
    async with opened(sample_library, keys="v g t") as (_, pilot):
        await pilot.press(*"this")
        await press(pilot, "enter")
        tags = [[tag.name for tag in sample_library.release_tags.of(key)] for key in ids[:2]]
        assert tags == [["this"], []]
