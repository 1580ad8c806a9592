"""The quoted speech of a text that is shown already: nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from store.aside import Stop
from store.models import Quotation, ReleaseText
from store.structure import quotations_aside, quotations_of


async def late_quotations(text: ReleaseText, *, aside: bool) -> Sequence[Quotation]:
    """The quotations of a text, found in a thread, or `aside` in another process, until this is cancelled."""
    if not aside:
        return await asyncio.to_thread(lambda: quotations_of(text))
    stop = Stop()
    try:
        return await asyncio.to_thread(lambda: quotations_aside(text, stop))
    finally:
        stop()  # another text is open, or the application ends: nobody waits for it
