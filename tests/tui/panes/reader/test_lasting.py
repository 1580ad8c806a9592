"""What lasts is out of the way of collections, and still found once it is garbage."""

from __future__ import annotations

import gc
import weakref

import pytest

from tui.panes.reader.lasting import spare


class Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.ring = self


@pytest.mark.slow
def test_what_is_spared_is_looked_at_by_a_full_collection_alone() -> None:
    """Not by one of what is young; and what is garbage by then goes."""
    gc.collect()
    gone = weakref.ref(Ring())
    spare()
    assert gc.get_count()[0] < 1_000
    gc.collect(1)
    assert gone() is not None
    gc.collect()
    assert gone() is None
