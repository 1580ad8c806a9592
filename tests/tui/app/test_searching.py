"""The find screen: what is typed is found at once, opened at its place, marked without being opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.widgets import Static

from store import Library, add_paths, open_library
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.panes.found.asking import Asking, Tally, counted
from tui.panes.found.found_pane import FoundPane
from tui.panes.found.result_rows import ResultRows
from tui.sorts import SORTS
from tui.steady import Steady

TEXTS = {
    "harbour": "Harbour towns agree on a ferry\n\nA new ferry leaves in May. The old ferry rests.\n",
    "budget": "Budget for the island\n\nThe budget pays for one ferry and a bridge.\n",
    "bridge": "A bridge opens\n\nNobody waits for a boat any more.\n",
}


@pytest.fixture(params=["library.db", "library.json"])
def found_in(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    """Three releases in a library of either kind: the second and third hold no more than they say."""
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    library = open_library(tmp_path / request.param, user="ana")
    for name, text in TEXTS.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        add_paths(library, [path])
    yield library
    library.close()


def typed(words: str) -> str:
    """The keys that type it."""
    named = {" ": "space", ":": "colon", '"': "quotation_mark", "-": "minus"}
    return " ".join(named.get(one, one) for one in words)


async def find(pilot: Pilot[None], words: str, then: str = "") -> None:
    """Opens the screen, types the words and goes to what is found; then presses keys."""
    await press(pilot, "g /")
    await write(pilot, words, f"enter {then}")


async def write(pilot: Pilot[None], words: str, then: str = "") -> None:
    """Types words in the field that has the keys, then presses keys.

    All but the last letter at once, as a terminal pastes: each letter by itself would ask anew, which is for
    tests of what typing does.
    """
    pilot.app.post_message(events.Paste(words[:-1]))
    await press(pilot, f"{typed(words[-1])} {then}")


def rows(app: DatelineApp) -> list[str]:
    """The words of every row."""
    app.found.rows.move_to(0)
    seen = []
    for at in range(app.found.rows.count()):
        app.found.rows.move_to(at)
        current = app.found.rows.current
        assert current is not None
        seen.append(current.release.headline if app.found.sort == 0 else current.text)
    app.found.rows.move_to(0)
    return seen


def said(app: DatelineApp, name: str) -> str:
    """What a line of the screen says."""
    return str(app.screen.query_one(f"#{name}", Static).render())


@pytest.mark.slow
async def test_what_is_under_the_cursor_is_the_words_found(wire_library: Library, opened: Opener) -> None:
    """The name of the release above them is no part of it, nor are the words beside."""
    async with opened(wire_library) as (app, pilot):
        await find(pilot, "the", "2")
        found = app.found.rows
        assert found.count() and found.cursor == 0
        lit = [found.is_lit(0, line) for line in range(found.first_line(1))]
        assert lit == [False] + [True] * (len(lit) - 1) and len(lit) > 1
        grounds = [[one.style.bgcolor for one in found.render_line(y) if one.style] for y in range(2)]
        assert not set(map(str, grounds[0])) & set(map(str, grounds[1]))


async def test_what_is_typed_takes_the_place_of_the_last_query(found_in: Library, opened: Opener) -> None:
    """Where the screen is opened anew; it stands there still, and `/` goes on with it."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry", "enter")
        assert app.panes.active == "reader"
        await press(pilot, "g slash")
        assert app.found.field.value == "ferry" and app.found.field.selected_text == "ferry"
        await write(pilot, "boat", "enter")
        assert rows(app) == ["A bridge opens"]
        await press(pilot, "slash s enter")
        assert app.found.asked == "boats"


async def test_rows_come_as_one_types(found_in: Library, opened: Opener) -> None:
    """Each letter asks anew, and the last word may go on; how many there are of each sort is told."""
    async with opened(found_in) as (app, pilot):
        await press(pilot, f"g / {typed('f')}")
        assert rows(app) == []
        await press(pilot, "e")
        assert sorted(rows(app)) == ["Budget for the island", "Harbour towns agree on a ferry"]
        await press(pilot, typed("rry "))
        assert sorted(rows(app)) == ["Budget for the island", "Harbour towns agree on a ferry"]
        assert said(app, "sorts").startswith("1 Releases 2 · by rank   2 Text 4   3 Passages 0 ")
        await press(pilot, typed("zzz"))
        assert rows(app) == []
        assert not app.query_one("#panes").display


async def test_a_single_letter_is_said_to_ask_for_nothing_yet(wire_library: Library, opened: Opener) -> None:
    """One more is found as it is typed."""
    async with opened(wire_library) as (app, pilot):
        await press(pilot, "g / y")
        assert app.found.field.told.display
        assert str(app.found.field.told.render()).startswith("one more letter is found as you type")
        await press(pilot, "e")
        assert not app.found.field.told.display and len(rows(app)) == 1


async def test_rows_stand_by_rank_or_by_date(found_in: Library, opened: Opener) -> None:
    """As the head says; without words there is no rank."""
    for key, day in ((1, "2025-01-01"), (2, "2026-01-01")):
        found_in.tables.table("releases").update({"date": day}, doc_ids=[key])
    best, newest = "Harbour towns agree on a ferry", "Budget for the island"
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry")
        for keys, first, told in (("", best, "rank"), ("o", newest, "date"), ("o", best, "rank")):
            await press(pilot, keys)
            assert rows(app)[0] == first and f"Releases 2 · by {told} " in said(app, "sorts")
        app.found.field.put("has:date", 8)
        await press(pilot, "enter o")
        assert rows(app)[0] == newest and "by date" in said(app, "sorts")


def test_in_the_end_all_rows_are_counted(found_in: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of each sort in turn, until there are no more; none once nobody waits."""
    monkeypatch.setattr("tui.panes.found.asking._COUNTED", 3)
    tallies = [*counted(found_in, "ferry", lambda: False)]
    assert [one[1:] for one in tallies if one.sort == 1] == [(3, False), (4, True)]
    assert [one.sort for one in tallies] == [0, 1, 2, 3, 1]
    over = False
    left = counted(found_in, "ferry", lambda: over)
    assert next(left).sort == 0
    over = True
    assert list(left) == []


def test_all_there_are_are_told_without_reading_them(found_in: Library) -> None:
    """Where nothing is asked for; what was removed does not count."""
    for key in (1, 2):
        found_in.annotations.add(key, 0, 6, tags=["boats"])
    found_in.annotations.add(1, 0, 7, note="Which?")
    path = found_in.path.parent / "said.txt"
    path.write_text(
        "Ferry talks\n\n“We will sail again in May,” said Ana Prates, the mayor.\n", encoding="utf-8"
    )
    (said,) = add_paths(found_in, [path]).added
    for removed, told in (((), [0, 0, 3, 1]), ((1, said), [0, 0, 1, 0])):
        found_in.trash.remove([*removed])
        tallies = [*counted(found_in, " ", lambda: False)]
        assert [one.rows for one in tallies] == told and all(one.is_all for one in tallies)
        assert len([*found_in.find.passages("")]) == told[2]
        assert len([*found_in.find.quotations("")]) == told[3]


async def test_what_is_counted_ends_with_the_screen_and_goes_on_with_it(
    found_in: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what was not counted to its end; the rows are not read again."""
    asked: list[tuple[set[int], Callable[[], bool]]] = []

    def some(_: Library, words: str, stop: Callable[[], bool], known: set[int]) -> Iterator[Tally]:
        if words:
            asked.append((set(known), stop))
        yield Tally(1, 7, True)
        yield Tally(2, 7, False)

    monkeypatch.setattr("tui.panes.found.found_pane.counted", some)
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry")
        shown = app.found.rows.current
        known, stop = asked[-1]
        assert not known and not stop()
        await press(pilot, "escape")
        assert not app.found.display and stop()
        await press(pilot, "g /")
        known, stop = asked[-1]
        assert known == {1} and not stop()
        assert app.found.rows.current is shown and "Text 7   3 Passages 7+" in said(app, "sorts")


async def test_what_is_no_query_leaves_the_rows(found_in: Library, opened: Opener) -> None:
    """A caret stands below the place, Enter keeps the field; Esc brings the query back that is answered."""
    async with opened(found_in) as (app, pilot):
        await press(pilot, "g /")
        await write(pilot, "bridge")
        app.found.field.put("bridge is:x", 11)
        await press(pilot, "end")
        caret, message = said(app, "query-told").split("\n")[:2]
        assert caret.index("^") == app.found.field.cell_of(len("bridge is:"))
        assert "expects one of unread" in message
        await press(pilot, "enter")
        assert app.focused is app.found.field and "expects one of unread" in said(app, "query-told")
        await press(pilot, "escape 2")
        assert rows(app) == ["bridge", "bridge"] and app.found.field.value.startswith("bridge")


async def test_a_value_that_is_begun_is_no_query_once_enter_is_pressed(
    found_in: Library, opened: Opener
) -> None:
    """While one types it is left out; nothing is done to what is found without it."""
    async with opened(found_in) as (app, pilot):
        await press(pilot, "g /")
        await write(pilot, "bridge date:2026-13")
        assert not app.found.field.told.display
        await press(pilot, "enter A")
        assert app.focused is app.found.field and "expects a day" in said(app, "query-told")
        await press(pilot, "escape escape slash")
        await write(pilot, "date:2026-13", "enter")
        assert app.focused is app.query_one("#narrow") and "expects a day" in said(app, "narrow-told")


async def test_the_last_word_is_whole_once_enter_is_pressed(found_in: Library, opened: Opener) -> None:
    """As on the command line; only where no release has it the field says what it begins."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferr")
        assert app.found.field.value == "ferr*" and rows(app)
        await press(pilot, "slash ctrl+u")
        await write(pilot, "ferr OR bridge", "enter")
        assert app.found.asked == "ferr OR bridge"
        await press(pilot, f"escape slash {typed('bri')} enter")
        assert app.releases.narrowed_by == "bri*" and app.releases.rows.ids


async def test_the_newest_query_wins(found_in: Library, opened: Opener) -> None:
    """What was asked before stops, and never takes its place."""
    async with opened(found_in) as (app, pilot):
        await press(pilot, "g /")
        app.found.field.value = "ferry"
        before = app.found._asking
        app.found.field.value = "boat"
        await press(pilot, "enter")
        assert rows(app) == ["A bridge opens"]
        app.found._show(before, [], None)
        assert before.stopped or before.typed == ""
        assert rows(app) == ["A bridge opens"]


async def test_nothing_that_is_not_seen_is_read_before_typing_rests(
    found_in: Library, opened: Opener
) -> None:
    """It would hold up the next letter."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry")
        asking = app.found._asking = Asking(found_in, SORTS[0], "ferry", by_date=False)
        app.found._read_on()
        assert not app.found._reading_more
        assert asking.settle(0)
        app.found._read_on()
        assert app.found._reading_more


async def test_fields_and_values_are_completed(found_in: Library, opened: Opener) -> None:
    """By Tab, the first of those that are shown."""
    found_in.annotations.add(1, 0, 7, tags=["boats and bridges"])
    async with opened(found_in) as (app, pilot):
        await press(pilot, f"g / {typed('ta')}")
        assert said(app, "query-told") == "Tab  tag:"
        await press(pilot, f"tab {typed('bri')} tab")
        assert app.found.field.value == 'tag:"boats and bridges" '
        await press(pilot, "enter")
        assert rows(app) == ["Harbour towns agree on a ferry"]


async def test_a_result_is_opened_at_its_place(found_in: Library, opened: Opener) -> None:
    """All hits are marked; Esc comes back to the row; ] and [ go from result to result."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry")
        await press(pilot, "2 j j")
        row = app.found.rows.cursor
        wanted = app.found.rows.current
        await press(pilot, "enter")
        assert app.panes.active == "reader" and wanted is not None
        assert (app.showing.open_id, app.reader.cursor) == (wanted.release.id, wanted.start)
        text = app.reader.text.text
        assert {text[start:end] for start, end in app.reader.hits} == {"ferry"}
        assert len(app.reader.hits) == text.count("ferry")
        await press(pilot, "]")
        assert app.found.rows.cursor == row + 1
        seen = {app.showing.open_id}
        await press(pilot, "[ [ [")
        seen.add(app.showing.open_id)
        assert app.found.rows.cursor == 0 and len(seen) == 2
        await press(pilot, "[")
        assert "no result before" in app.reader.footer_note()
        await press(pilot, "] ] escape")
        assert (app.panes.active, app.found.rows.cursor) == ("found", row)


async def test_without_results_the_keys_mean_annotations(found_in: Library, opened: Opener) -> None:
    """Also in a release that was opened otherwise, while results wait behind."""
    found_in.annotations.add(1, 33, 36, tags=["a"])
    async with opened(found_in) as (app, pilot):
        await find(pilot, "budget")
        await press(pilot, "enter escape escape")
        assert app.panes.active == "releases"
        await app.opening.open_and_read(1)
        await press(pilot, "g g ]")
        assert (app.showing.open_id, app.reader.cursor) == (1, 33)
        await press(pilot, "escape")
        assert app.panes.active == "releases"


async def test_sorts_orders_and_groups(found_in: Library, opened: Opener) -> None:
    """Lines are sorted by the word before or after; a release's name stands above its rows, or not."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry")
        await press(pilot, "2")
        listed = app.found.rows
        assert listed.first_line(listed.count()) == listed.count() + 2
        await press(pilot, "greater_than_sign")
        after = [one.after.split()[0] for one in listed._shown if one.after.split()]
        assert after == sorted(after) and listed.first_line(listed.count()) == listed.count()
        await press(pilot, "greater_than_sign less_than_sign")
        before = [one.before.split()[-1] for one in listed._shown]
        assert before == sorted(before)
        await press(pilot, " ".join(["tab"] * (len(SORTS) - 2)))
        assert app.found.sort == len(SORTS) - 1
        await press(pilot, " ".join(["tab", *["shift+tab"] * len(SORTS)]))
        assert app.found.sort == 0


async def test_the_bottom_line_tells_the_row_of_the_sort_that_is_shown(
    found_in: Library, opened: Opener
) -> None:
    """Not that of the sort one came from."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry", "2 j j")
        assert app.footer.render_line(0).text.startswith(" 3 ")
        await press(pilot, "1")
        await app.found.answered()
        await app.rest()
        assert app.footer.render_line(0).text.startswith(" 1 ")


async def test_the_cursor_stays_on_a_line_sorted_by_a_word(
    found_in: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tagged, it is asked for again: with all lines that were read, for it may have been found last."""
    monkeypatch.setattr(FoundPane, "_screenful", 1)
    text = "Boats\n\n" + "".join(f"A boat {word} here.\n\n" for word in ("yawns", "waits", "anchors"))
    path = Path(str(found_in.path)).with_name("boats.txt")
    path.write_text(text, encoding="utf-8")
    add_paths(found_in, [path])
    async with opened(found_in) as (app, pilot):
        await find(pilot, "boat", "2 >")
        await app.workers.wait_for_complete()
        app.found.rows.move_to(0)
        current = app.found.rows.current
        assert current is not None
        assert current.after.startswith(" anchors")
        await press(pilot, "t")
        await write(pilot, "ships", "enter")
        await app.workers.wait_for_complete()
        assert app.found.rows.current is not None
        assert app.found.rows.place == (current.release.id, current.start)


async def test_a_row_is_tagged_noted_and_starred_without_opening_it(
    found_in: Library, opened: Opener
) -> None:
    """On the sentence that it stands in, in one step each; the cursor stays; u takes it back."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "ferry")
        await press(pilot, "2 j j t b o a t enter")
        wanted = app.found.rows.current
        assert wanted is not None and app.panes.active == "found"
        (made,) = found_in.annotations.of(wanted.release.id)
        assert [tag.name for tag in made.tags] == ["boat"]
        assert wanted.text in made.quote and made.quote.endswith(".")
        await press(pilot, "c s o o n enter")
        (noted,) = found_in.annotations.of(wanted.release.id)
        assert (noted.id, noted.note) == (made.id, "soon")
        await press(pilot, "s")
        assert found_in.releases.get(wanted.release.id).starred
        assert app.showing.open_id is None
        await press(pilot, "u u u")
        assert found_in.annotations.of(wanted.release.id) == []
        assert app.panes.active == "found"


async def test_a_passage_is_changed_as_it_is(found_in: Library, opened: Opener) -> None:
    """Among the passages `t` changes the tags of the one under the cursor."""
    made = found_in.annotations.add(2, 0, 6, tags=["money"], note="how much")
    async with opened(found_in) as (app, pilot):
        await find(pilot, "tag:money")
        await press(pilot, "3")
        assert rows(app) == ["Budget"]
        await press(pilot, f"t {typed('sea')} enter")
        assert [tag.name for tag in found_in.annotations.get(made.id).tags] == ["money", "sea"]


async def test_a_row_is_copied_with_its_citation(
    found_in: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence, and where it is from."""
    copied: list[str] = []

    def copy(text: str, _write: Callable[[str], None], *, browser: bool) -> str:
        copied.append(text)
        return "here"

    monkeypatch.setattr("tui.app.workspace.copy", copy)
    async with opened(found_in) as (app, pilot):
        await find(pilot, "pays")
        await press(pilot, "y")
        assert copied[0].startswith(
            "The budget pays for one ferry and a bridge.\n\n— “Budget for the island”"
        )
        await press(pilot, "slash ctrl+a")
        await write(pilot, "is:unread", "enter y")
        assert len(copied) == 1
        assert app.panes.active == "found"


async def test_what_another_process_writes_is_found(
    found_in: Library, opened: Opener, tmp_path: Path
) -> None:
    """While the screen is open; the cursor stays on its row."""
    async with opened(found_in) as (app, pilot):
        await find(pilot, "boat")
        before = app.found.rows.place
        path = tmp_path / "other.txt"
        path.write_text("Another boat\n\nA boat sinks.\n", encoding="utf-8")
        other = open_library(found_in.path, user="bo")
        add_paths(other, [path])
        other.close()
        app.look_outside()
        await press(pilot, "shift+f12")
        assert app.found.rows.count() == 2
        assert app.found.rows.place == before


async def test_leaving_goes_back_to_where_one_was(found_in: Library, opened: Opener) -> None:
    """From the field at once where nothing is found; what was typed stands there the next time."""
    async with opened(found_in, keys="enter") as (app, pilot):
        await press(pilot, f"g / {typed('zzz')} escape")
        assert app.panes.active == "reader" and app.query_one("#panes").display
        await press(pilot, "g /")
        assert (app.found.field.value, app.focused) == ("zzz", app.found.field)
        await press(pilot, "ctrl+a")
        app.found.field.value = "ferry"
        await press(pilot, "escape")
        assert app.panes.active == "found"
        await press(pilot, "escape")
        assert app.panes.active == "reader"


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (200, 50)])
async def test_it_stands_at_any_size(found_in: Library, opened: Opener, size: tuple[int, int]) -> None:
    """Field, sorts and rows are in view; each sort by its name where that has room."""
    async with opened(found_in, size=size) as (app, pilot):
        await find(pilot, "ferry", "2")
        for widget in (app.found.field, app.query_one("#sorts"), app.found.rows):
            assert app.screen.region.contains_region(widget.region) and widget.region.area
        sorts = said(app, "sorts")
        assert sorts.startswith("1 Releases") and "4 Quotations" in sorts
        assert size[0] < 60 or len(sorts) <= size[0] - 2


async def test_the_field_keeps_the_keys_where_nothing_is_found(found_in: Library, opened: Opener) -> None:
    """What is typed after Enter goes on with the query; another sort has some."""
    async with opened(found_in, keys="g /") as (app, pilot):
        await write(pilot, "harbour tag:none", "enter")
        assert app.focused is app.found.field
        await press(pilot, "s down")
        assert app.found.field.value == "harbour tag:nones" and app.focused is app.found.field
        app.found.field.put("ferry", 5)
        await press(pilot, "enter")
        assert app.panes.active == "found" and app.panes.take_keys


async def test_nothing_found_is_said(sample_library: Library, opened: Opener) -> None:
    """Below the query, of the sort that is shown, and no longer once something is."""
    async with opened(sample_library, keys="g slash x y z z y") as (app, pilot):
        told = app.found.field.told
        await app.found.answered()
        await pilot.pause()
        assert told.display and str(told.content) == "nothing found"
        await press(pilot, "escape g slash h a r b")
        await app.found.answered()
        await pilot.pause()
        assert app.found.rows.count() and "nothing" not in str(told.content) * told.display
        await press(pilot, "enter 3")
        await app.found.answered()
        await pilot.pause()
        assert told.display and str(told.content) == "nothing found in “Passages”; Tab shows others"
        await press(pilot, "1")
        await app.found.answered()
        await pilot.pause()
        assert app.found.rows.count() and not told.display


async def test_it_is_said_what_shows_what_else_is_found(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it is known that another sort has some, and not before; nor where none has."""
    monkeypatch.setattr("tui.panes.found.found_pane.counted", lambda *_: iter(()))
    async with opened(sample_library, keys="g slash h a r b enter 3") as (app, pilot):
        told = app.found.field.told
        await app.found.answered()
        await pilot.pause()
        assert str(told.content) == "nothing found in “Passages”"
        for tally, words in (
            (Tally(3, 0, True), "nothing found in “Passages”"),
            (Tally(0, 2, True), "nothing found in “Passages”; Tab shows others"),
            (Tally(0, 0, True), "nothing found in “Passages”"),
            (Tally(1, 0, True), "nothing found in “Passages”"),
            (Tally(2, 0, True), "nothing found"),
        ):
            app.found._count(app.found._asking, tally)
            assert told.display and str(told.content) == words


async def test_a_letter_lays_nothing_out_anew(
    found_in: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though fewer rows answer it."""
    async with opened(found_in, keys=f"g / {typed('on')}") as (app, pilot):
        assert len(rows(app)) == 2
        laid_out: list[object] = []
        lay_out = Steady._refresh_layout

        def noted(screen: Steady, *given: Any, **named: Any) -> None:
            laid_out.append(screen)
            lay_out(screen, *given, **named)

        monkeypatch.setattr(Steady, "_refresh_layout", noted)
        await press(pilot, "e")
        assert len(rows(app)) == 1
        assert not laid_out


async def test_rows_are_put_out_once_where_what_is_offered_goes(
    found_in: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list gets a line more, in which it is painted: only the answer has it painted once more."""
    async with opened(found_in, keys=f"g / {typed('b')}") as (app, pilot):
        assert app.found.field.told.display
        changed: list[ResultRows] = []
        change = ResultRows.items_changed

        def noted(given: ResultRows) -> None:
            changed.append(given)
            change(given)

        monkeypatch.setattr(ResultRows, "items_changed", noted)
        height = app.found.rows.size.height
        await press(pilot, "r")
        assert app.found.rows.size.height == height + 1
        assert len(changed) == 1


async def test_the_paragraph_is_read_behind_the_frame_that_shows_its_row(
    found_in: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that computes would hold the frame up."""
    async with opened(found_in, keys="g /") as (_, pilot):
        await write(pilot, "fer")
        done: list[str] = []
        show, look, paint = ResultRows.show, FoundPane._look_at, Compositor.render_update

        def shown(given: ResultRows, *what: Any) -> None:
            done.append("rows")
            show(given, *what)

        def looked_at(given: FoundPane, *what: Any) -> None:
            done.append("paragraph")
            look(given, *what)

        def painted(given: Compositor, *what: Any, **how: Any) -> object:
            done.append("frame")
            return paint(given, *what, **how)

        monkeypatch.setattr(ResultRows, "show", shown)
        monkeypatch.setattr(FoundPane, "_look_at", looked_at)
        monkeypatch.setattr(Compositor, "render_update", painted)
        await press(pilot, "r")
        await pilot.app.workers.wait_for_complete()
        since = done[done.index("rows") :]
        assert "frame" in since[: since.index("paragraph")]


async def test_what_is_offered_goes_with_the_cursor(found_in: Library, opened: Opener) -> None:
    """Among the results its key is another; what is said of them takes its place."""
    async with opened(found_in, keys="g /") as (app, pilot):
        await write(pilot, "ferry ha")
        told = app.found.field.told
        assert said(app, "query-told").startswith("Tab  has:")
        await press(pilot, "enter")
        assert not told.display
        await press(pilot, f"slash {typed('s')}")
        assert told.display
        await press(pilot, "enter 3")
        await app.found.answered()
        await pilot.pause()
        assert said(app, "query-told").startswith("nothing found")
