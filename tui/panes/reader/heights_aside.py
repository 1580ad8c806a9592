"""How high the blocks of a long text are, found by the process that works aside (`store.aside`).

Only the number of rows of each block comes back: that is all it takes to know where every row is, and what
is not in view needs no rows.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from store.aside import BrokeOffError, Stop, shared
from store.batches import batched
from tui.text import Layout, Setting

_JOB = f"{__name__}:parts"
#: Blocks whose heights are sent at a time.
_PART = 200
#: Processor time it may take: some thirty times what 5 MB need.
_SECONDS = 60


async def settle_aside(layout: Layout) -> None:
    """Has the other process say how high the text is; where it cannot, that is left to be found here."""
    import asyncio  # the other process needs it not

    stop = Stop()
    try:
        with suppress(BrokeOffError):
            layout.settle(await asyncio.to_thread(heights_aside, layout, stop))
    finally:
        stop()  # another text is open, or the application ends: nobody waits for it


def heights_aside(layout: Layout, stop: Stop) -> list[int]:
    """The rows of each block of a layout, in order; for a thread, since it waits.

    Raises BrokeOffError where it was stopped or the other process cannot tell.
    """
    text = layout.text.encode(errors="surrogatepass")
    spans = array("I", chain.from_iterable(layout.spans)).tobytes()
    setting = layout.setting
    how = json.dumps((layout.measure, setting.leading, sorted(setting.folded))).encode()
    heights: list[int] = []
    for part in shared().call(_JOB, text, spans, bytes(layout.tight), how, seconds=_SECONDS, stop=stop):
        heights += part
    return heights


def parts(text: bytes, spans: bytes, tight: bytes, how: bytes) -> Iterator[list[int]]:
    """The job: the rows of each block, some at a time."""
    measure, leading, folded = json.loads(how)
    offsets = array("I", spans)
    setting = Setting(leading=leading, folded=frozenset(folded))
    paragraphs = list(zip(offsets[::2], offsets[1::2], strict=True))
    layout = Layout(text.decode(errors="surrogatepass"), paragraphs, measure, [*map(bool, tight)], setting)
    yield from batched(layout.heights(), _PART)
