"""What was acknowledged survives ``kill -9``, and the library is sound afterwards."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import open_library
from tests.benchmarks.kill import (
    Round,
    Server,
    held_by_library,
    killed,
    missing,
    run_library,
    seed_library,
    serving,
    unrecorded,
    unsound,
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """What forks the processes that are killed, and those beside them."""
    with serving() as started:
        yield started


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with some releases."""
    path = tmp_path_factory.mktemp("seeded") / "library.db"
    seed_library(path, 5)
    return path


@pytest.fixture
def path(seeded: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(seeded, tmp_path / "library.db"))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "rounds"), [("annotate", 6), ("add", 3), ("application", 2)])
def test_a_kill_loses_nothing(path: Path, server: Server, kind: str, rounds: int) -> None:
    """Processes killed at random moments, with others beside them, lose nothing and leave a sound library."""
    outcome = run_library(kind, path, rounds, server)
    assert outcome.problems == []
    assert outcome.acknowledged > 0


@pytest.mark.slow
def test_a_lost_change_would_be_noticed(path: Path, server: Server) -> None:
    """An annotation, an event, a quote or a counter that is wrong is found by the check itself."""
    heard = Round()
    numbers = itertools.count(1)
    while len([note for note in heard.done.values() if note]) < 2:  # one stays when the other is removed
        heard = killed("annotate", path, server, next(numbers))
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
