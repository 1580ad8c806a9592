"""Orphans, from the list and from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.events import Key

from store import Library, add_paths
from tests.tui.conftest import Opener, press
from tui.cli.root import cli

OLD = (
    "Harbour towns join a ferry\n\nLISBON, Mar 14 2025 (ALN) - One ferry will sail.\n\n"
    "The old port of Setúbal keeps its lighthouse for visitors, the mayors of both towns said.\n"
)
NEW = OLD.replace(
    "The old port of Setúbal keeps its lighthouse for visitors, the mayors of both towns said.",
    "Visitors of the port may still see a lighthouse, keepers of the old towns say.",
)
QUOTE = "keeps its lighthouse for visitors"


@pytest.fixture
def orphaned(library: Library, tmp_path: Path) -> Library:
    """An annotation whose words an update took away."""
    path = tmp_path / "ferry.txt"
    path.write_text(OLD, encoding="utf-8")
    add_paths(library, [path])
    start = OLD.index(QUOTE)
    library.annotations.add(1, start, start + len(QUOTE), tags=["light"], note="ask them")
    path.write_text(NEW, encoding="utf-8")
    assert add_paths(library, [path]).annotations == {"orphaned": 1}
    return library


@pytest.mark.slow
async def test_an_orphan_is_attached_by_hand(orphaned: Library, opened: Opener) -> None:
    """``gs`` in the list selects what is most like it, Enter attaches it; tags and note stay."""
    async with opened(orphaned, keys="enter tab") as (app, pilot):
        assert "1 orphaned" in app.annotations.title.visual.plain  # type: ignore[attr-defined]
        await press(pilot, "g s")
        assert app.reader.reshaping == 1
        app.reader.select_span((NEW.index("a lighthouse"), NEW.index(", keepers")), reshaping=1)
        await press(pilot, "enter")
        (one,) = orphaned.annotations.of(1)
        assert (one.quote, one.state, one.note) == ("a lighthouse", "anchored", "ask them")
        await press(pilot, "u")
        assert orphaned.annotations.of(1)[0].state == "orphaned"


async def test_an_orphan_that_nothing_resembles_waits_for_its_words(
    orphaned: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter alone attaches it to nothing, nor after motions; then its words are no other window's."""
    monkeypatch.setattr("store.anchoring.suggestion", lambda *_: None)
    async with opened(orphaned, keys="enter tab g s") as (app, pilot):
        assert "RESHAPE  no words yet  Enter keep" in " ".join(app.footer.render_line(0).text.split(" "))
        await press(pilot, "enter")
        assert orphaned.annotations.of(1)[0].state == "orphaned"
        assert any("Select its words first" in note.message for note in app._notifications)
        await press(pilot, "} enter")
        assert orphaned.annotations.of(1)[0].state == "orphaned"
        await press(pilot, "v i w enter")
        (one,) = orphaned.annotations.of(1)
        assert (one.state, one.quote) == ("anchored", app.reader.text.text[one.start : one.end])
        assert one.quote.isalpha() and len(one.quote) > 1
        assert [note.message for note in app._notifications] == ["Changed the passage · u undoes"]


async def test_a_passage_is_moved_from_the_list(wire_library: Library, opened: Opener) -> None:
    """One that has a place is selected there."""
    made = wire_library.annotations.add(1, 0, 7, tags=["head"])
    async with opened(wire_library, keys="enter tab g s") as (app, _):
        assert (app.reader.selection.span, app.reader.reshaping) == ((0, 7), made.id)


async def test_keys_typed_ahead_meet_their_panes(wire_library: Library, opened: Opener) -> None:
    """Tab and what follows it, written at once: the keys stay where the last of them put them."""
    made = wire_library.annotations.add(1, 0, 7, tags=["head"])
    async with opened(wire_library, keys="enter") as (app, pilot):
        for key in ("tab", "g", "s"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (app.reader.reshaping, app.panes.active) == (made.id, "reader")


def test_orphans_are_listed(orphaned: Library) -> None:
    """With their words, note, tags and where they may belong."""
    result = CliRunner().invoke(cli, ["--library", str(orphaned.path), "orphans", "--json"])
    (row,) = json.loads(result.output)
    assert (row["quote"], row["note"], row["tags"]) == (QUOTE, "ask them", ["light"])
    assert row["suggestion"] is None or row["suggestion"]["text"] in NEW
    plain = CliRunner().invoke(cli, ["--library", str(orphaned.path), "orphans"])
    assert plain.output.startswith("1\t1\t“keeps its lighthouse for visitors”")
