"""The trash where several processes use a library, where feeds bring items again, where rows are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinydb.table import Document

from store import Library, NotFoundError, open_library
from store.care.doctor import examine
from store.care.repairing import repair
from store.intake import follow, refresh
from tests.feeds import feed
from tests.servers import Site
from tests.store.library.conftest import add, dated
from tests.store.test_processes import OBEY, Process


def test_what_another_process_removes_is_gone_here(library: Library, tmp_path: Path) -> None:
    """With what was marked meanwhile; each takes back what it did itself."""
    key = add(library, tmp_path, "1", dated("May 1, 2024"))
    other = Process(OBEY, library.path, "bea")
    assert other.call("annotations.add", key, 0, 5, tags=["hers"])
    library.annotations.add(key, 6, 9, tags=["mine"])
    assert other.call("trash.remove", [key])
    assert not library.releases.ids()
    with pytest.raises(NotFoundError, match="is in the trash"):
        library.annotations.add(key, 10, 14, tags=["late"])
    assert library.trash.remove([key]) == 0
    step = library.history.undo()
    assert step is not None and step.what.startswith("tagged")
    assert other.call("history.undo") and library.releases.ids() == [key]
    assert [tag.name for one in library.annotations.of(key) for tag in one.tags] == ["hers"]
    other.child.communicate()
    assert not examine(library)


def test_what_is_emptied_while_another_would_undo_stays_deleted(library: Library, tmp_path: Path) -> None:
    """Its undo finds nothing of it, and goes on with what lies before."""
    keys = [add(library, tmp_path, f"{day}", dated(f"May {day}, 2024")) for day in (1, 2)]
    with_hers = open_library(library.path, user="bea", clock=library.tables.clock)
    with_hers.reading.set_starred([keys[1]], True)
    with_hers.annotations.add(keys[0], 0, 5, tags=["hers"])
    with_hers.trash.remove([keys[0]])
    assert library.trash.empty() == 1
    step = with_hers.history.undo()
    assert step is not None and step.nothing and step.what.startswith("removed")
    step = with_hers.history.undo()
    assert step is not None and step.what.startswith("tagged") and not library.tags.all()
    step = with_hers.history.undo()
    assert step is not None and not step.nothing and not library.releases.get(keys[1]).starred
    assert library.releases.ids() == [keys[1]] and not examine(library)
    with_hers.close()


@pytest.mark.usefixtures("plain_feeds")
def test_an_item_its_feed_still_holds_does_not_come_back(library: Library, site: Site) -> None:
    """Neither from the trash, changed or not, nor when it was emptied; what is new comes."""
    url = site.gives("/", feed("1: One", "2: Two"))
    added = follow(library, url).report.added
    first = next(key for key in added if library.releases.get(key).headline == "One")
    library.trash.remove([first])
    for number, item in enumerate(("1: One", "1: One, corrected", "1: One")):
        if number == 2:
            library.trash.empty()
        site.gives("/", feed(item, "2: Two", f"{number + 3}: New {number}"))
        (outcome,) = refresh(library).outcomes
        assert [library.releases.get(key).headline for key in outcome.report.added] == [f"New {number}"]
        assert outcome.report.removed == [first] and not outcome.report.updated
    assert {one.headline for one in library.releases.many(library.releases.ids())} == {
        *("Two", "New 0", "New 1", "New 2")
    }
    assert not examine(library)


def test_a_mark_without_its_release_is_found_and_mended(library: Library, tmp_path: Path) -> None:
    """As one that cannot be understood is; the releases are listed meanwhile."""
    key = add(library, tmp_path, "1", dated("May 1, 2024"))
    library.tables.table("trash").insert(Document({"since": "2024-05-01T10:00:00Z"}, 77))
    library.tables.table("trash").insert(Document({"since": "whenever"}, key))
    assert {one.table for one in examine(library)} == {"trash"} and not [*library.trash.all()]
    repair(library, back_up=False)
    assert not examine(library) and library.releases.count() == len(library.releases.ids())
