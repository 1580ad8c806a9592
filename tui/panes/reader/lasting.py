"""What lasts as long as a text is open: the garbage collector need not look at it while keys are answered."""

from __future__ import annotations

import gc


def spare() -> None:
    """Has all there is count as old, without a look at it.

    A long text is ten thousands of tuples, none of them garbage: the next collection, which the keys would
    wait for, would look at each.
    """
    gc.freeze()
    gc.unfreeze()  # into the oldest generation: what is garbage later is still found
