"""What releases come to: how far one has read, on which days they are dated, how tags were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from store.batches import batched
from store.library.library import Library

#: Releases looked at between two questions whether anybody waits.
_AT_ONCE = 500


@dataclass
class Statistics:
    """Counts of a set of releases."""

    releases: int = 0
    read: int = 0
    starred: int = 0
    marked: int = 0
    """How many carry annotations."""
    passages: int = 0
    undated: int = 0
    days: Counter[str] = field(default_factory=Counter)
    """How many releases are dated on each day, ISO 8601; of a date without a day, on none."""
    months: Counter[str] = field(default_factory=Counter)
    """The same by months."""
    tags: dict[str, Counter[str]] = field(default_factory=dict)
    """For each tag, by month of the release's date, how often it was given to passages and releases; to those
    without a date under the empty month."""


def statistics_of(
    library: Library, ids: Iterable[int], *, stop: Callable[[], bool] = lambda: False
) -> Statistics | None:
    """Counts those releases; None where `stop` said that nobody waits. Raises StorageError."""
    found = Statistics()
    for some in batched(ids, _AT_ONCE):
        if stop():
            return None
        annotations = library.annotations.of_each(some)
        of_releases = library.release_tags.of_each(some)
        for one in library.releases.each(some):
            month = (one.date or "")[:7]
            found.releases += 1
            found.read += one.read
            found.starred += one.starred
            found.marked += bool(one.annotations)
            found.passages += one.annotations
            found.undated += not one.date
            if len(one.date or "") == len("2026-01-01"):
                found.days[one.date or ""] += 1
            if len(month) == len("2026-01"):
                found.months[month] += 1
            given = [*of_releases.get(one.id, ()), *(t for a in annotations.get(one.id, ()) for t in a.tags)]
            for tag in given:
                found.tags.setdefault(tag.name, Counter())[month] += 1
    return found
