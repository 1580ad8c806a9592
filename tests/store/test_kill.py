"""What was acknowledged survives ``kill -9``, and the library is sound afterwards."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from store import open_library
from tests.benchmarks.kill import (
    Round,
    held_by_library,
    killed,
    missing,
    run_library,
    seed_library,
    servers,
    unrecorded,
    unsound,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with some releases."""
    path = tmp_path / "library.db"
    seed_library(path, 5)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "rounds"), [("annotate", 6), ("add", 3), ("application", 2)])
def test_a_kill_loses_nothing(path: Path, kind: str, rounds: int) -> None:
    """Processes killed at random moments, with others beside them, lose nothing and leave a sound library."""
    outcome = run_library(kind, path, rounds)
    assert outcome.problems == []
    assert outcome.acknowledged > 0


@pytest.mark.slow
def test_a_lost_change_would_be_noticed(path: Path) -> None:
    """An annotation, an event, a quote or a counter that is wrong is found by the check itself."""
    heard = Round()
    with servers() as both:
        numbers = itertools.count(1)
        while not [note for note in heard.done.values() if note]:
            heard = killed("annotate", path, both, next(numbers))
    assert heard.failed == []
    library = open_library(path, user="ana")
    assert unsound(library) == []
    key = next(key for key, note in heard.done.items() if note and (heard.begun or (0,))[0] != key)
    library.tables.table("annotations").update({"quote": "something else"}, doc_ids=[key])
    # The last step that was acknowledged may have been its own: then undo does not lead back either.
    assert f"annotation {key} is not on its words" in unsound(library)
    library.tables.table("annotations").remove(doc_ids=[key])
    assert missing(heard, held_by_library(library)) != []
    assert unrecorded(heard, library, 0) == []
    assert len(unrecorded(heard, library, library.tables.storage.last_id("history"))) == len(heard.changes)
    ids = {"releases": 5, "texts": 5, "tags": 0, "annotations": 0, "history": 0}
    library.tables.table("meta").update({"ids": ids})
    found = {one.split(" is ")[0] for one in unsound(library)}
    assert found >= {f"the counter of {table}" for table in ("tags", "annotations", "history")}
    library.close()
