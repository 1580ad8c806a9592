"""The values that the fields of the query language have in a library: what is offered while one types."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

from store.batches import batched
from store.library.library_tables import LibraryTables

#: The fields whose values are offered, and where a release has them.
_FROM = {"lang": "language", "format": "format", "place": "place", "agency": "agency"}
#: Values of a field that are kept: one who types a few letters is not shown more.
MOST_VALUES = 2000
#: Releases read between two pauses, in which the thread that answers keys gets its turn.
_READ, _PAUSE_SECONDS = 500, 0.001


def values_of(tables: LibraryTables, tags: Iterable[str]) -> dict[str, list[str]]:
    """The values by field, the commonest first; tags in the order given. Raises StorageError."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in _FROM}
    for some in batched(tables.readable_rows("releases"), _READ):
        for _, row in some:
            for field, name in _FROM.items():
                if row[name]:
                    counts[field][row[name]] += 1
        time.sleep(_PAUSE_SECONDS)
    found = {field: [value for value, _ in seen.most_common(MOST_VALUES)] for field, seen in counts.items()}
    return {"tag": list(tags), **found}
