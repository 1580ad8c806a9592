"""The signature of a text: its sketch, and the earlier texts that are versions of the same release.

Many are made in a process of their own (`store.aside`), which asks for the texts it needs a few at a time:
this one reads them, keeps what comes back, and has its hands free for keys. It is another process than the
one all share: what it knows of the texts would be lost whenever that is replaced.
"""

from __future__ import annotations

import json
import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from store.batches import batched
from store.duplicates.likeness import Wording, same_release, sketch
from store.duplicates.sketch_index import Postings
from store.tables import fault

#: Changes whenever shingles, sketches or the verdict on two texts do: signatures are then made anew.
VERSION = 2
#: Texts compared between two pauses, in which the thread that answers keys gets its turn: some 6 ms.
BATCH = 10
_PAUSE_SECONDS = 0.001
_WORDINGS_KEPT = 64
#: Known signatures that are sent at a time.
_SENT = 200
_JOB = f"{__name__}:job"

Row = dict[str, Any]
Fetch = Callable[[list[int]], Mapping[int, Row]]
"""Gives the rows of ``texts`` there are of these ids, in their order."""
Made = Generator[dict[int, Row], None, None]
"""Rows of ``signatures`` by text, those of `BATCH` texts at a time; texts that cannot be read have none."""


class Known(NamedTuple):
    """A signature as it is compared with."""

    sketch: array[int]
    same: list[tuple[int, float]]
    """Earlier texts that are versions of the same release, and how similar they are."""


def made_here(fetch: Fetch, known: Mapping[int, Known], texts: list[int]) -> Made:
    """Makes the signatures of texts, with a pause after each batch."""
    for found in _made(fetch, known.items(), texts):
        yield found
        time.sleep(_PAUSE_SECONDS)


def made_aside(fetch: Fetch, known: Mapping[int, Known], texts: list[int]) -> Made:
    """Has the signatures of texts made by another process.

    Raises BrokeOffError where that ends before it is done, or does not start.
    """
    from store.aside import Helper  # few texts need no other process

    helper, chunks = Helper(), _sent(known)

    def answer(wanted: list[int] | None) -> list[bytes]:
        if wanted is None:
            return next(chunks, [])
        return [json.dumps([*fetch(wanted).items()]).encode()]

    try:
        for part in helper.call(_JOB, array("Q", texts).tobytes(), answer=answer):
            yield dict(part)
    finally:
        helper.close()


def _sent(known: Mapping[int, Known]) -> Iterator[list[bytes]]:
    """The known signatures, some at a time: their ids, how long the sketches are and what is the same; the
    sketches in one."""
    for some in batched(known.items(), _SENT):
        about = [(key, len(one.sketch), one.same) for key, one in some]
        yield [json.dumps(about).encode(), b"".join(one.sketch.tobytes() for _, one in some)]


def job(ask: Callable[[Any], list[bytes]], texts: bytes) -> Iterator[list[tuple[int, Row]]]:
    """What the other process does: for None it is sent known signatures, for ids the rows of texts."""

    def known() -> Iterator[tuple[int, Known]]:
        while chunk := ask(None):
            hashes, at = array("I", chunk[1]), 0
            for key, length, same in json.loads(chunk[0]):
                yield key, Known(hashes[at : at + length], same)
                at += length

    def fetch(ids: list[int]) -> dict[int, Row]:
        return dict(json.loads(ask(ids)[0]))

    for found in _made(fetch, known(), array("Q", texts).tolist()):
        yield list(found.items())


def _made(fetch: Fetch, known: Iterable[tuple[int, Known]], texts: list[int]) -> Iterator[dict[int, Row]]:
    finder = _Finder(fetch, known)
    for some in batched(texts, BATCH):
        yield finder.signatures(some)


class _Finder:
    """Compares texts with those already known."""

    def __init__(self, fetch: Fetch, known: Iterable[tuple[int, Known]]) -> None:
        self._fetch = fetch
        self._linked: dict[int, int] = {}
        self._postings = Postings(self._noted(known))
        self._wordings: OrderedDict[int, Wording] = OrderedDict()

    def _noted(self, known: Iterable[tuple[int, Known]]) -> Iterator[tuple[int, array[int]]]:
        for key, one in known:
            for earlier, _ in one.same:
                self._link(key, earlier)
            yield key, one.sketch

    def signatures(self, texts: list[int]) -> dict[int, Row]:
        """The rows of ``signatures`` of texts; those that cannot be read have none."""
        rows = self._fetch(texts)
        return {key: self._signature(key, row) for key, row in rows.items() if fault("texts", row) is None}

    def _signature(self, text: int, row: Row) -> Row:
        wording = self._kept(text, Wording(row))
        hashes = sketch(wording.shingles)
        same: list[tuple[int, float]] = []
        for earlier in self._postings.candidates(hashes):
            if self._first(earlier) != self._first(text) and (other := self._wording(earlier)):
                alike = same_release(wording, other)
                if alike:
                    same.append((earlier, round(alike, 3)))
                    self._link(text, earlier)
        self._postings.add(text, hashes)
        return {"version": VERSION, "sketch": hashes.tolist(), "same": [list(link) for link in same]}

    def _first(self, text: int) -> int:
        """One text that stands for all that are linked with this one."""
        while text in self._linked:
            text = self._linked[text]
        return text

    def _link(self, text: int, earlier: int) -> None:
        first, other = self._first(earlier), self._first(text)
        if first != other:
            self._linked[other] = first

    def _wording(self, text: int) -> Wording | None:
        if text in self._wordings:
            self._wordings.move_to_end(text)
            return self._wordings[text]
        row = self._fetch([text]).get(text)
        return None if row is None or fault("texts", row) is not None else self._kept(text, Wording(row))

    def _kept(self, text: int, wording: Wording) -> Wording:
        self._wordings[text] = wording
        if len(self._wordings) > _WORDINGS_KEPT:
            self._wordings.popitem(last=False)
        return wording
