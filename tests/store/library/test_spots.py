"""Addresses by which an export leads back into the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import InvalidInputError, Library, NotFoundError, add_paths
from store.library import Spot, is_address, spot


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("annotation-1", Spot(1, 11)),
        (" dateline:annotation-1\n", Spot(1, 11)),
        ("dateline://release-1", Spot(1)),
        ("release-1:350", Spot(1, 350)),
    ],
)
def test_an_address_leads_to_its_place(library: Library, wire: Path, typed: str, found: Spot) -> None:
    """With or without the scheme of a link."""
    add_paths(library, [wire])
    library.annotations.add(1, 11, 15, tags=["a"])
    assert is_address(typed) and spot(library, typed) == found


def test_what_leads_nowhere_is_refused(library: Library) -> None:
    """What is no address, and one of what is not there."""
    for typed in ("annotation-9", "release-9", f"release-{'9' * 18}"):
        with pytest.raises(NotFoundError):
            spot(library, typed)
    for typed in (
        "",
        "17",
        "annotation-",
        "release-1:",
        "annotation-٣",
        f"annotation-{'9' * 30}",
        "x release-1",
    ):
        assert not is_address(typed)
        with pytest.raises(InvalidInputError):
            spot(library, typed)
