"""The values that the fields of the query language have in a library: what is offered while one types."""

from __future__ import annotations

from collections.abc import Iterable

from store.library.library_tables import LibraryTables

#: The fields whose values are offered, and where a release has them.
_FROM = {"lang": "language", "format": "format", "place": "place", "agency": "agency"}
#: Values of a field that are kept: one who types a few letters is not shown more.
MOST_VALUES = 2000


def values_of(tables: LibraryTables, tags: Iterable[str]) -> dict[str, list[str]]:
    """The values by field, the commonest first; tags in the order given. Raises StorageError."""
    return {"tag": list(tags), **{field: _commonest(tables, name) for field, name in _FROM.items()}}


def _commonest(tables: LibraryTables, name: str) -> list[str]:
    counts = tables.storage.count_groups("releases", name)
    texts = [(value, times) for value, times in counts if isinstance(value, str) and value]
    return [value for value, _ in sorted(texts, key=lambda pair: (-pair[1], pair[0]))[:MOST_VALUES]]
