"""Which releases of a library a file means by the names it gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import unquote

from store.batches import batched
from store.exports import release_names
from store.library import Library
from store.urls import path_of, public, scheme_of

_READ_AT_ONCE = 500


class KnownReleases:
    """Finds releases by what they are called outside of the library, those that were removed left out.

    Args:
        library: whose releases they are.
        names: all that will be asked for; they are looked up together.
    """

    def __init__(self, library: Library, names: Iterable[str]) -> None:
        self._library = library
        self._noted: dict[str, int] = {}
        self._found: dict[str, list[int]] = defaultdict(list)
        spellings = {name: _spellings(name) for name in names if _is_location(name)}
        wanted = list(dict.fromkeys(one for some in spellings.values() for one in some))
        known: dict[str, list[int]] = defaultdict(list)
        removed = library.tables.removed()
        for field in ("url", "source"):
            for some in batched(wanted, _READ_AT_ONCE):
                for row in library.tables.rows_among("releases", field, some):
                    if row.doc_id not in removed and library.tables.is_readable("releases", row.doc_id, row):
                        known[row[field]].append(row.doc_id)
        for name, some in spellings.items():
            self._found[name] = list(dict.fromkeys(key for one in some for key in known.get(one, ())))

    def note(self, names: Mapping[str, int]) -> None:
        """Has releases be found by further names, which are of no others."""
        self._noted |= names

    def of(self, names: Iterable[str]) -> list[int]:
        """The releases that one of the names is of, the best name's first."""
        found: dict[int, None] = {}
        for name in names:
            if name in self._noted:
                found[self._noted[name]] = None
            else:
                keys = self._found[name] if _is_location(name) else self._by_iri.get(name, ())
                found |= dict.fromkeys(keys)
        return list(found)

    @cached_property
    def _by_iri(self) -> dict[str, list[int]]:
        """All releases by the IRIs that exports give them."""
        found: dict[str, list[int]] = defaultdict(list)
        for release in self._library.releases.listed():
            for name in release_names(release):
                found[name].append(release.id)
        return found


def _is_location(name: str) -> bool:
    return scheme_of(name) in ("http", "https", "file")


def _spellings(url: str) -> list[str]:
    """How a library may spell a URL: without what names a place in the page, by the other of http and https,
    with a slash at its end or without; a file's as its path."""
    path = path_of(url)
    if path is not None:
        return [url, str(path)]
    plain = public(unquote(url))
    other = plain.replace("https://", "http://", 1) if plain.startswith("https://") else ""
    other = other or plain.replace("http://", "https://", 1)
    both = [url, public(url), plain, other]
    return list(dict.fromkeys(both + [one.rstrip("/") for one in both] + [f"{one}/" for one in both]))
