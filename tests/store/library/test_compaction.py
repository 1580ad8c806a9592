"""The history stays small: what is too old to be undone is compacted, what is newer is not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, add_paths, open_library
from store.library.library_tables import UNDO_STEPS

TEXT = "A ferry for the harbour\n\nThe ferry sails in May, said the mayor of the harbour town.\n"


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


def notes(library: Library) -> list[str]:
    """The note of each annotation, sorted."""
    return sorted(one.note for one in library.annotations.of(1))


def whole(library: Library, user: str) -> list[int]:
    """The user's events that still hold their rows, oldest first."""
    rows = library.tables.table("history").all()
    return [row.doc_id for row in rows if row["user"] == user and row["changes"] is not None]


def test_a_thousand_steps_are_kept() -> None:
    """A library keeps 1,000 steps of each user unless told otherwise."""
    assert UNDO_STEPS == 1000


@pytest.mark.slow
@settings(max_examples=40)
@given(
    st.integers(1, 12),
    st.lists(st.tuples(st.sampled_from(["ana", "bea"]), st.sampled_from("ccccur")), max_size=60),
)
def test_undo_and_redo_with_compaction(keep: int, moves: list[tuple[str, str]]) -> None:
    """Two users' changes, undos and redos do as two stacks each, whose oldest steps are gone at the limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "wire.txt")
        path.write_text(TEXT, encoding="utf-8")
        libraries = {name: open_library(Path(folder, "library.db"), user=name) for name in ("ana", "bea")}
        add_paths(libraries["ana"], [path])
        past: dict[str, list[str]] = {"ana": [], "bea": []}
        future: dict[str, list[str]] = {"ana": [], "bea": []}
        made: dict[str, list[str]] = {"ana": [], "bea": []}
        for number, (user, move) in enumerate(moves):
            library = libraries[user]
            library.tables.undo_steps = keep
            if move == "c":
                note = f"{user} {number}"
                library.annotations.add(1, 0, 3, note=note)
                past[user].append(note)
                made[user].append(note)
                future[user] = []
            elif move == "u":
                # What is compacted cannot be undone; what is among the newest `keep` always can.
                undone = library.history.undo()
                if undone is None:
                    assert not past[user] or past[user][-1] not in made[user][-keep:]
                else:
                    future[user].append(past[user].pop())
            else:
                assert (library.history.redo() is not None) == bool(future[user])
                past[user] += [future[user].pop()] if future[user] else []
            assert notes(library) == sorted(past["ana"] + past["bea"])
        for user, library in libraries.items():
            assert len(whole(library, user)) <= keep + max(1, keep // 10)
            library.close()


def test_compacted_events_stay_as_audit_trail(library: Library, release: int) -> None:
    """A compacted event has no rows any more and still says who did what when to which release."""
    library.tables.undo_steps = 3
    library.annotations.add(release, 0, 3, note="note 0")
    first = next(library.history.events())
    for n in range(1, 8):
        library.annotations.add(release, n, n + 3, note=f"note {n}")
    now = list(library.history.events())[-1]
    assert first.changes and now.changes is None
    assert (now.id, now.time, now.user, now.what, now.release) == (
        first.id, first.time, first.user, first.what, release,
    )  # fmt: skip
    assert "note 0" not in str(library.tables.table("history").get(doc_id=first.id))


def test_undo_ends_at_a_compacted_event_and_redo_comes_back(library: Library, release: int) -> None:
    """Undo gives None at a compacted event and changes nothing; redo makes everything again."""
    library.tables.undo_steps = 3
    for n in range(8):
        library.annotations.add(release, n, n + 3, note=f"note {n}")
    everything = library.annotations.of(release)
    undone = 0
    while library.history.undo() is not None:
        undone += 1
    left = library.annotations.of(release)
    assert 3 <= undone <= 4
    assert library.history.undo() is None
    assert library.annotations.of(release) == left == everything[: 8 - undone]
    for _ in range(undone):
        assert library.history.redo() is not None
    assert library.history.redo() is None
    assert library.annotations.of(release) == everything


def test_one_user_does_not_use_up_anothers_steps(library: Library, release: int) -> None:
    """However much one user does, another's newest steps stay undoable."""
    bea = open_library(library.path, user="bea", clock=library.tables.clock)
    theirs = bea.annotations.add(release, 0, 3, note="bea's")
    library.tables.undo_steps = 2
    for n in range(12):
        library.annotations.add(release, n, n + 3, note=f"note {n}")
    assert len(whole(library, "ana")) <= 3
    assert bea.history.undo() is not None
    assert theirs not in bea.annotations.of(release)
    bea.close()


def without_standings(library: Library) -> None:
    """Makes the library as one in which no step has kept where its user stands."""
    meta: Any = library.tables.row("meta", 1)
    library.tables.table("meta").update({"undo": {}}, doc_ids=[meta.doc_id])
    library.tables.table("history").update(lambda row: row.pop("again", None))


def test_standing_is_found_where_it_was_not_kept(library: Library, release: int) -> None:
    """In a library written before standings were kept, undo and redo go on where the user stands."""
    for n in range(4):
        library.annotations.add(release, n, n + 3, note=f"note {n}")
    everything = library.annotations.of(release)
    library.history.undo()
    library.history.undo()
    without_standings(library)
    assert library.history.redo() is not None
    assert library.history.redo() is not None
    assert library.history.redo() is None
    assert library.annotations.of(release) == everything
    without_standings(library)
    assert [library.history.undo() is not None for _ in range(5)] == [True] * 4 + [False]


def test_undo_goes_on_past_a_lost_event(library: Library, release: int) -> None:
    """When the newest event is gone from a damaged library, undo takes back the one before."""
    library.reading.set_starred([release], True)
    library.reading.set_read([release], True)
    library.tables.table("history").remove(doc_ids=[2])
    event = library.history.undo()
    assert event is not None and event.id == 1
    assert not library.releases.get(release).starred


def test_events_that_cannot_be_read_are_passed_over(library: Library, release: int) -> None:
    """Compaction goes on where events among the oldest are lost, and leaves the newest whole all the same."""
    library.tables.undo_steps = 3
    library.annotations.add(release, 0, 3, note="first")
    library.annotations.add(release, 1, 4, note="second")
    library.tables.table("history").update({"user": 7}, doc_ids=[1])
    library.tables.table("history").remove(doc_ids=[2])
    for n in range(8):
        library.annotations.add(release, n, n + 3, note=f"note {n}")
    assert 3 <= len(whole(library, "ana")) <= 4
    assert sum(1 for _ in iter(library.history.undo, None)) >= 3
