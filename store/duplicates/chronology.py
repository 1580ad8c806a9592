"""In which order releases came out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from store.batches import batched
from store.library import Library
from store.storages import read_shapes

_READ_AT_ONCE = 500
_NEVER = "9999"  # after every date

Moment = tuple[str, str]
"""When a release came out, to be compared: its day, then the time its source gives, in UTC."""


class Dated(Struct):
    """What is read of a row of ``releases``: whether all of it means something is for who lists them."""

    text_id: int
    date: str | None
    published: str | None = None


def moments_of(library: Library, ids: Iterable[int]) -> dict[int, Moment]:
    """When each of the releases came out, of those that can be read."""
    found: dict[int, Moment] = {}
    for some in batched(sorted(ids), _READ_AT_ONCE):
        rows = library.tables.storage.raw_among("releases", some)  # in a library of copies these are all
        found |= {key: _moment(row) for key, row in read_shapes(rows.items(), Dated)}
    return found


def in_order(members: Iterable[int], moments: Mapping[int, Moment]) -> tuple[int, ...]:
    """The members of which a moment is known, the earliest first."""
    return tuple(sorted(moments.keys() & members, key=lambda key: (moments[key], key)))


def _moment(row: Dated) -> Moment:
    try:
        published = datetime.fromisoformat(row.published or "")
        time = (published if published.tzinfo else published.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        time = _NEVER
    return row.date or _NEVER, time
