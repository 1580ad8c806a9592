"""What changed between the versions of a release, in the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from tests.tui.conftest import Opener, press
from tui.scopes import CHANGES, READER

OLD = "Harbour towns join a ferry\n\nLISBON, Mar 14 2025 (ALN) - One ferry will sail, said the mayors.\n"
NEW = OLD.replace("One ferry", "Two ferries").replace(", said the mayors", "")


@pytest.fixture
def updated(library: Library, tmp_path: Path) -> Library:
    """A release with two versions and an annotation."""
    path = tmp_path / "ferry.txt"
    path.write_text(OLD, encoding="utf-8")
    add_paths(library, [path])
    library.annotations.add(1, OLD.index("LISBON"), OLD.index(", Mar"), tags=["place"])
    path.write_text(NEW, encoding="utf-8")
    assert add_paths(library, [path]).annotations == {"anchored": 1}
    return library


async def test_changes_are_shown_in_the_text(updated: Library, opened: Opener) -> None:
    """Both versions in one, the words that came and went told apart, and back again."""
    async with opened(updated, keys="enter") as (app, pilot):
        await press(pilot, "D")
        reader = app.reader
        shown = reader.text.text
        assert "One ferry Two ferries" in shown
        assert [shown[slice(*one)] for one in reader.changes.spans.inserted] == ["Two ferries"]
        assert reader.scope() == CHANGES
        assert "+2 −6 words" in reader.footer_note()
        await press(pilot, "D")
        assert (reader.text.text, reader.scope()) == (NEW, READER)
        assert len(reader.marks.annotations) == 1


async def test_the_place_in_the_text_is_kept(updated: Library, opened: Opener) -> None:
    """The cursor stays on its word there and back, and what is kept is its place in the text."""
    at = NEW.index("will")
    async with opened(updated, keys="enter") as (app, pilot):
        app.reader.go(at)
        await press(pilot, "D")
        assert app.reader.text.text[app.reader.cursor :].startswith("will")
        assert app.reader.position.cursor == at
        await press(pilot, "escape")
        assert app.reader.cursor == at


async def test_keys_lead_from_change_to_change(updated: Library, opened: Opener) -> None:
    """What was replaced counts once."""
    async with opened(updated, keys="enter g g D ]") as (app, pilot):
        text = app.reader.text.text
        assert text[app.reader.cursor :].startswith("One ferry")
        await press(pilot, "]")
        assert text[app.reader.cursor :].startswith(", said")
        await press(pilot, "]")
        assert "no change" in app.reader.footer_note()
        await press(pilot, "[")
        assert text[app.reader.cursor :].startswith("One ferry")


async def test_nothing_is_marked_among_changes(updated: Library, opened: Opener) -> None:
    """Keys that would mark a passage mean nothing there; an undo shows in the text afterwards."""
    async with opened(updated, keys="enter D v t x") as (app, pilot):
        assert len(app.screen_stack) == 1
        await press(pilot, "u")
        assert list(app.reader.marks.annotations) == []
        await press(pilot, "D")
        assert list(app.reader.marks.annotations) == []
        assert updated.annotations.of(1) == []


async def test_a_passage_gone_to_is_shown_in_the_text(updated: Library, opened: Opener) -> None:
    """From the annotation pane."""
    async with opened(updated, keys="enter D tab enter") as (app, _):
        assert app.reader.comparison is None
        assert app.reader.cursor == NEW.index("LISBON")


async def test_a_release_of_one_version_has_no_changes(wire_library: Library, opened: Opener) -> None:
    """And that is said."""
    async with opened(wire_library, keys="enter D") as (app, _):
        assert app.reader.comparison is None
        assert any("no earlier version" in note.message for note in app._notifications)


async def test_two_agencies_copies_are_compared(library: Library, opened: Opener, tmp_path: Path) -> None:
    """``D`` in the list shows what one says otherwise than the other; a release alone has nothing to show."""
    body = " ".join(f"The harbour trust said that ferry number {n} will sail in spring." for n in range(40))
    for agency in ("ALN", "PRX"):
        path = tmp_path / f"{agency}.txt"
        path.write_text(f"Ferries sail\n\nLISBON, Mar 14 2025 ({agency}) - {body}\n", encoding="utf-8")
        add_paths(library, [path])
    async with opened(library) as (app, pilot):
        await app.workers.wait_for_complete()
        await press(pilot, "g g z a j D")
        assert app.reader.comparison is not None
        shown = app.reader.text.text
        assert {shown[slice(*one)] for one in app.reader.changes.spans.inserted} <= {"PRX", "ALN"}
        assert "against" in app.reader.footer_note()


async def test_a_count_among_changes_leads_to_another_version(
    updated: Library, tmp_path: Path, opened: Opener
) -> None:
    """It does not leave them; versions of one day are told apart by their time."""
    path = tmp_path / "ferry.txt"
    path.write_text(NEW + "\nBread is to follow.\n", encoding="utf-8")
    add_paths(updated, [path])
    for key, minute in ((1, 41), (2, 42)):
        updated.tables.table("texts").update({"added": f"2026-11-28T10:{minute}:00Z"}, doc_ids=[key])
    async with opened(updated, keys="enter") as (app, pilot):
        names = []
        for keys in ("1 D", "2 D", "1 D"):
            await press(pilot, keys)
            assert app.reader.comparison is not None
            names.append(app.reader.changes.compared_with)
        assert [name[-2:] for name in names] == ["42", "41", "42"]
        assert names[0].startswith("since 28 November 2026 ")
        await press(pilot, "D")
        assert app.reader.comparison is None
