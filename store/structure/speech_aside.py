"""Quotations of a long text, found by the process that works aside (`store.aside`).

Text and spans go there as bytes, and what is found comes back some at a time: neither keeps this process
from its keys for longer than a millisecond.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from store.aside import BrokeOffError, Stop, shared
from store.models import Quotation, ReleaseText
from store.structure.on_demand import quotations_of

_span = itemgetter(0, 1)
_JOB, _MANY_JOB = f"{__name__}:parts", f"{__name__}:each"
#: Quotations that are sent at a time, and texts whose quotations are: each answer wakes the other process.
_PART, _TEXTS = 200, 20
#: Processor time it may take: some fifteen times what the longest release needs.
_SECONDS = 60


def quotations_aside(release: ReleaseText, stop: Stop) -> tuple[Quotation, ...]:
    """As `quotations_of`, which does it where the other process cannot; for a thread, since it waits.

    Raises BrokeOffError where it was stopped.
    """
    found: list[Quotation] = []
    try:
        for part in shared().call(_JOB, *_sent(release), seconds=_SECONDS, stop=stop):
            found += [Quotation(*one) for one in part]
    except BrokeOffError:
        if stop.stopped:
            raise BrokeOffError from None
        return quotations_of(release)
    return tuple(found)


def _sent(release: ReleaseText) -> tuple[bytes, bytes]:
    spans = array("I", chain.from_iterable(map(_span, release.paragraphs)))
    return release.text.encode(errors="surrogatepass"), spans.tobytes()


def parts(text: bytes, spans: bytes) -> Iterator[list[Any]]:
    """The job: ``[start, end, speaker, role]`` of each quotation, some at a time."""
    from store.structure.quotations import quotations  # there alone: its patterns take long to compile

    offsets = array("I", spans)
    pairs = list(zip(offsets[::2], offsets[1::2], strict=True))
    found = quotations(text.decode(errors="surrogatepass"), pairs)
    for first in range(0, len(found), _PART):
        yield [(one.start, one.end, one.speaker, one.role) for one in found[first : first + _PART]]


def many_aside(releases: Sequence[ReleaseText], stop: Stop) -> list[tuple[Quotation, ...]]:
    """The quotations of each of some texts, found by the other process in one go; as `quotations_aside`.

    Raises BrokeOffError where it was stopped.
    """
    data = [part for one in releases for part in _sent(one)]
    found: list[tuple[Quotation, ...]] = []
    try:
        for part in shared().call(_MANY_JOB, *data, seconds=_SECONDS, stop=stop):
            found += [tuple(Quotation(*one) for one in spoken) for spoken in part]
    except BrokeOffError:
        if stop.stopped:
            raise BrokeOffError from None
        found += [quotations_of(one) for one in releases[len(found) :]]
    return found


def each(*data: bytes) -> Iterator[list[list[Any]]]:
    """The job: texts and spans in turn; of some texts at a time all there are, as `parts` gives them."""
    some: list[list[Any]] = []
    for text, spans in zip(data[::2], data[1::2], strict=True):
        some.append([one for part in parts(text, spans) for one in part])
        if len(some) >= _TEXTS or len(some[-1]) >= _PART:
            yield some
            some = []
    if some:
        yield some
