"""Releases and their texts: listed, found by id, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import (
    Library,
    NotFoundError,
)
from tests.store.library.conftest import add, dated


def test_newest_first_undated_last(library: Library, tmp_path: Path) -> None:
    """The newest date comes first, of one date the last added, those without a date last."""
    undated = add(library, tmp_path, "none", "A note without any date\n\nIt rained all day in town.\n")
    old = add(library, tmp_path, "old", dated("Mar 3 2024"))
    new = add(library, tmp_path, "new", dated("Apr 4 2025"))
    same = add(library, tmp_path, "same", dated("Mar 3 2024") + "Again.\n")
    assert library.releases.get(undated).date is None
    assert library.releases.ids() == [new, same, old, undated]
    assert library.releases.count() == 4


def test_release_says_what_the_text_says(library: Library, release: int, wire: Path) -> None:
    """A release has its headline, dateline, source and a digest; its text is the file's."""
    found = library.releases.get(release)
    assert found.headline == "Harbour towns agree on a shared ferry"
    assert (found.date, found.agency) == ("2025-03-14", "ALN")
    assert found.source == str(wire.absolute())
    assert library.releases.text(release).text == wire.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [0, -1, 99, 2**63, 10**30])
def test_unknown_ids_are_not_found(library: Library, release: int, key: int) -> None:
    """An id nothing has, however large, raises NotFoundError everywhere."""
    assert library.releases.many([key, release]) == [library.releases.get(release)]
    for act in (
        library.releases.get,
        library.releases.text,
        library.annotations.get,
        library.annotations.delete,
    ):
        with pytest.raises(NotFoundError):
            act(key)
    with pytest.raises(NotFoundError):
        library.annotations.add(key, 0, 1, tags=["x"])
    with pytest.raises(NotFoundError):
        library.annotations.edit(key, note="x")
    with pytest.raises(NotFoundError):
        library.tags.pin(key, 1)
    with pytest.raises(NotFoundError):
        library.reading.set_read([key], True)
