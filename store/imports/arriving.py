"""Releases that an import brings along: those that are here already are known, the others are added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from store.batches import batched
from store.imports.importer import Source
from store.imports.known_releases import KnownReleases
from store.intake import Document, add_documents
from store.library import Library

if TYPE_CHECKING:
    from store.library import Action

#: Texts that are in memory together.
_READ_AT_ONCE = 50


class Arriving:
    """Takes in the sources of a file, as a part of an action that undo takes back."""

    def __init__(self, library: Library, action: Action, known: KnownReleases) -> None:
        self._library = library
        self._action = action
        self._known = known
        self.added: list[int] = []

    def take(self, sources: Sequence[Source], place: str, format: str) -> dict[str, int]:
        """The releases of the sources by their identities, added in their order.

        Args:
            sources: some of what the file brings along, the last first, for lists show the newest first;
                their texts are in memory together.
            place: the absolute path or URL of the file.
            format: what it is.
        """
        found: dict[str, int] = {}
        fresh: list[Document] = []
        came_before = self._came_before(sources)
        for one in sources:
            text = one.text()
            known = self._known.of((one.identity,)) or self._alike(one, text)
            if known and one.identity not in came_before:
                found[one.identity] = known[0]
            else:  # those that came before may have another version now
                fresh.append(Document(one.identity, text, one.title, one.fields))
        return found | self._added(fresh, place, format)

    def _added(self, fresh: Sequence[Document], place: str, format: str) -> dict[str, int]:
        self._bring_back(one.identity for one in fresh)
        added = add_documents(self._library, place, format, fresh)
        # To undo the import is to put them into the trash, as if it had taken them out of there.
        since = {"since": self._library.tables.clock()}
        self._action.changes += [["trash", key, since, None] for key in added]
        self.added += added
        rows = self._library.tables.rows_among("releases", "identity", [one.identity for one in fresh])
        return {row["identity"]: row.doc_id for row in rows}

    def _bring_back(self, identities: Iterable[str]) -> None:
        """Takes those that an import brought, and somebody removed, out of the trash."""
        tables = self._library.tables
        for row in tables.rows_among("releases", "identity", list(identities)):
            gone = tables.row("trash", row.doc_id)
            if gone is not None and not gone.get("emptied"):
                self._action.remove("trash", row.doc_id)
                self.added.append(row.doc_id)

    def _came_before(self, some: Iterable[Source]) -> set[str]:
        """The identities of those that an import brought before."""
        identities = [one.identity for one in some]
        return {
            row["identity"] for row in self._library.tables.rows_among("releases", "identity", identities)
        }

    def _alike(self, one: Source, text: str) -> list[int]:
        """The release that has these very words."""
        key = self._by_text.get(_digest(text)) if one.complete else None
        return [] if key is None else [key]

    @cached_property
    def _by_text(self) -> dict[bytes, int]:
        """The releases that were here by digests of their words; of several that have the same, the first."""
        found: dict[bytes, int] = {}
        for some in batched(self._library.releases.listed(), _READ_AT_ONCE):
            for key, text in self._library.releases.texts(some).items():
                found[_digest(text.text)] = min(key, found.get(_digest(text.text), key))
        return found


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
