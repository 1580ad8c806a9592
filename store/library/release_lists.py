"""What ``list --json`` says of many releases: put together field by field, without a record of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from store.library.library import Library
from store.library.records import Row
from store.models import Tag

#: From so many on it pays to import msgspec, whose structures are printed faster than mappings.
_MANY = 100
_FIELDS = ("id", "headline", "place", "date", "agency", "source", "part", "language")
_STATE = ("annotations", "read", "starred", "updated")
_NAMES = (*_FIELDS, "tags", "release_tags", *_STATE)


def listed_together(library: Library, ids: list[int], tags: Mapping[int, Tag]) -> list[Any]:
    """What `store.library.records.release_json` makes of each of some hundred that can be read, in order.

    Each is a mapping, or a structure of msgspec with the same fields. The tags are those of `Tags.by_id`.
    """
    columns = library.releases.columns(ids)
    there = columns["id"]
    marked = [key for key, count in zip(there, columns["annotations"], strict=True) if count]
    used, own = library.tags.by_release(marked, tags), library.release_tags.by_release(there)
    names = ([named.get(key, ()) for key in there] for named in (used, own))
    made = _structure() if len(there) >= _MANY else _mapping
    return list(map(made, *map(columns.__getitem__, _FIELDS), *names, *map(columns.__getitem__, _STATE)))


def _mapping(*values: Any) -> Row:
    return dict(zip(_NAMES, values, strict=True))


@cache
def _structure() -> Callable[..., Any]:
    from msgspec import defstruct

    return defstruct("ListedRelease", _NAMES, gc=False)
