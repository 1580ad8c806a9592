"""What releases come to: counted by what was made of them."""

from __future__ import annotations

from pathlib import Path

from store import Library, add_paths
from store.library import statistics_of
from tests.conftest import WIRE


def _added(library: Library, folder: Path) -> list[int]:
    """Two releases of two months, one without a date."""
    folder.mkdir()
    texts = {
        "march": WIRE,
        "april": WIRE.replace("Mar 14", "Apr 2").replace("ferry", "train"),
        "undated": "A statement\n\nNothing is said of when it was made.\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    add_paths(library, [folder])
    return library.releases.ids()


def test_everything_is_counted_once(library: Library, tmp_path: Path) -> None:
    """Passages and releases that have a tag, by the month of the release; those without a date apart."""
    april, march, undated = _added(library, tmp_path / "all")
    library.annotations.add(april, 0, 4, tags=["costs"])
    library.annotations.add(april, 2, 6, tags=["costs"])
    library.annotations.add(undated, 0, 3, tags=["costs"])
    library.annotations.add(march, 0, 3, note="without a tag")
    library.release_tags.give([march, april], ["Costs", "transport"])
    library.reading.set_read([undated], True)
    library.reading.set_starred([march], True)
    found = statistics_of(library, [april, march, undated])
    assert found is not None
    assert (found.releases, found.read, found.starred, found.marked, found.passages) == (3, 1, 1, 3, 4)
    assert (found.undated, found.days) == (1, {"2025-04-02": 1, "2025-03-14": 1})
    assert found.months == {"2025-04": 1, "2025-03": 1}
    assert found.tags == {
        "costs": {"2025-04": 3, "2025-03": 1, "": 1},
        "transport": {"2025-04": 1, "2025-03": 1},
    }


def test_only_those_that_are_asked_for_and_none_once_nobody_waits(library: Library, tmp_path: Path) -> None:
    """The others of the library count for nothing."""
    first, *_ = _added(library, tmp_path / "all")
    found = statistics_of(library, [first])
    assert found is not None and found.releases == 1
    assert statistics_of(library, [first], stop=lambda: True) is None
