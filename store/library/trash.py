"""The trash: releases that were removed, with all that was marked in them, until it is emptied.

A row of ``trash`` under a release's id is the mark: whatever lists, counts or finds leaves such a release out
(`LibraryTables.removed`), and the rows of the release itself stay as they are. Once the trash was emptied, of
a release is kept what it is known by when its source brings it again: headline, date, identity, digest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tinydb.table import Document

from store.errors import NotFoundError
from store.library.compaction import TABLE as HISTORY
from store.library.library_tables import LibraryTables
from store.library.records import RELEASE_EXTRAS
from store.library.releases import Releases
from store.models import Release
from store.tables import TABLES, fault
from store.wording import brief_or_many

if TYPE_CHECKING:
    from store.search import FullText

TABLE = "trash"
#: What else is kept of a release, in rows that have its id.
_BESIDE = [name for name, table in TABLES.items() if table.keyed_by == "releases" and name != TABLE]
#: What a release that was deleted is still known by, its other fields are emptied.
_KNOWN_BY = ("part", "identity", "publisher", "url", "published", "version")
#: What a text without words is.
_NO_TEXT: Mapping[str, Any] = {"text": "", "paragraphs": [], "links": [], "dateline": None}


@dataclass(frozen=True, slots=True)
class Removed:
    """A release in the trash."""

    release: Release
    since: str
    """When it was removed: ISO 8601, UTC."""


class Trash:
    """What was removed from a library."""

    def __init__(self, tables: LibraryTables, releases: Releases, index: Callable[[], FullText]) -> None:
        """Args: rows, what is read of releases, and what gives the full-text index once it is needed."""
        self._tables = tables
        self._releases = releases
        self._index = index

    def remove(self, ids: Iterable[int]) -> int:
        """Puts releases into the trash, in one step of the history; gives how many.

        Those that are there already, or in no library, are passed over.
        """
        with self._tables.transaction():
            found = self._releases.many(dict.fromkeys(ids))
            about = found[0].id if len(found) == 1 else None
            with self._tables.action(about) as (action, name):
                since = self._tables.clock()
                for one in found:
                    action.make(TABLE, one.id, {"since": since})
                name(f"removed {brief_or_many([one.headline for one in found])}")
            return len(found)

    def restore(self, ids: Iterable[int]) -> int:
        """Takes releases out of the trash, as they were, in one step of the history; gives how many.

        Raises NotFoundError, and does nothing, for one that is not there.
        """
        with self._tables.transaction():
            wanted = list(dict.fromkeys(ids))
            present = self._waiting(wanted)
            for key in wanted:
                if key not in present:
                    raise NotFoundError(
                        f"there is no release {key} in the trash.", "‘dateline trash’ shows what there is."
                    )
            found = list(self._releases.removed(wanted))
            about = found[0].id if len(found) == 1 else None
            with self._tables.action(about) as (action, name):
                for key in wanted:
                    action.remove(TABLE, key)
                name(f"took {brief_or_many([one.headline for one in found])} out of the trash")
            return len(wanted)

    def all(self) -> Iterator[Removed]:
        """What is in the trash and can be read, the last removed first."""
        since = self._waiting(self._tables.removed())
        order = sorted(since, key=lambda key: (since[key], key), reverse=True)
        return (Removed(one, since[one.id]) for one in self._releases.removed(order))

    def ids(self) -> list[int]:
        """The releases in the trash, ascending."""
        return sorted(self._waiting(self._tables.removed()))

    def count(self) -> int:
        """How many releases are in the trash."""
        return len(self.ids())

    def _waiting(self, ids: Iterable[int]) -> dict[int, str]:
        """Those of the releases that are in the trash, and since when."""
        rows = self._tables.readable_among(TABLE, self._tables.storage.get_rows(TABLE, ids).items())
        return {key: row["since"] for key, row in rows if not row.get("emptied")}

    # -- emptying --------------------------------------------------------------------------

    def empty(self, ids: Collection[int] | None = None) -> int:
        """Deletes for good what is in the trash, of these releases where some are given: texts, annotations
        and all; gives how many releases.

        No step of the history: nothing brings them back. What the history kept of them is deleted as well,
        so that no undo can ask for it.
        """
        with self._tables.transaction(), self._tables.counters():
            keys = set(self._waiting(self._tables.removed() if ids is None else ids))
            gone = {(table, key) for table in (TABLE, *_BESIDE) for key in keys}
            gone |= {("annotations", key) for key in self._of(keys, "annotations")}
            self._forget(keys, gone)
            for key in sorted(keys):
                self._delete(key)
            self._index().put({key: (row, "") for key, row in self._rows("releases", keys).items()})
        return len(keys)

    def _rows(self, table: str, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
        rows = self._tables.storage.get_rows(table, keys)
        return {key: row for key, row in rows.items() if fault(table, row) is None}

    def _of(self, keys: Iterable[int], table: str) -> list[int]:
        """The rows of the releases in a table."""
        return list(self._tables.storage.find_rows_among(table, "release", sorted(keys)))

    def _delete(self, key: int) -> None:
        tables, storage = self._tables, self._tables.storage
        release, texts = tables.row("releases", key), self._of([key], "texts")
        for table, ids in (("annotations", self._of([key], "annotations")), ("texts", texts)):
            tables.table(table).remove(doc_ids=ids)
        storage.write_rows("signatures", dict.fromkeys(storage.get_rows("signatures", texts)))
        for table in _BESIDE:
            if tables.table(table).contains(doc_id=key):
                storage.write_rows(table, {key: {}})
        text = tables.new_id("texts")
        tables.table("texts").insert(Document({"release": key, **_NO_TEXT}, text))
        if release is not None and fault("releases", release) is None:
            fields = TABLES["releases"].fields
            optional = [name for name, meaning in fields.items() if meaning.or_none and name != "date"]
            emptied = dict.fromkeys([*optional, *(set(RELEASE_EXTRAS) - set(_KNOWN_BY))])
            tables.table("releases").update({**emptied, "words": 0, "text_id": text}, doc_ids=[key])
        tables.table(TABLE).update({"emptied": tables.clock()}, doc_ids=[key])

    def _forget(self, keys: set[int], gone: set[tuple[str, int]]) -> None:
        """Takes out of the history what it keeps of rows that are deleted; who did what when stays."""
        events = [
            (key, row)
            for key, row in self._tables.readable_rows(HISTORY)
            if any(_is_of(change, keys, gone) for change in row["changes"] or ())
        ]
        gone |= {
            (table, id)
            for _, row in events
            for table, id, *sides in row["changes"]
            if table == "annotations" and any(side and side.get("release") in keys for side in sides)
        }
        for key, row in events:
            kept = [at for at, change in enumerate(row["changes"]) if not _is_of(change, keys, gone)]
            fields: dict[str, Any] = {"changes": [row["changes"][at] for at in kept]}
            if (taken := row.get("taken")) and len(taken) == len(row["changes"]):
                fields["taken"] = [taken[at] for at in kept]
            self._tables.table(HISTORY).update(fields, doc_ids=[key])


def _is_of(change: list[Any], keys: set[int], gone: set[tuple[str, int]]) -> bool:
    """Whether a change is of a row that is deleted, or of an annotation of these releases."""
    table, id, *sides = change
    if (table, id) in gone:
        return True
    return table == "annotations" and any(side and side.get("release") in keys for side in sides)
