"""What is wrong with the rows of a library: all of them are gone through once, whatever is asked of them.

The texts, which are nearly all there is to read, come last; what is known of the others by then takes a few
bytes a row.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

from store.batches import batched
from store.care.row_looks import Ids, RowLook
from store.library import Library
from store.tables import TABLES

#: Rows read together; of texts that many are in memory at a time.
_READ_AT_ONCE = 100
#: Texts from which on two processes are sooner done than one.
_LONG = 20_000

Progress = Callable[[int, int], object]
"""Called with how many rows are done, and how many there are."""


class RowFindings:
    """What going through all rows finds.

    Args:
        library: its rows are read, and not changed.
        progress: is told how far it is.

    Raises NotALibraryError where the file is too damaged to be gone through.
    """

    def __init__(self, library: Library, progress: Progress | None = None) -> None:
        self._storage = library.tables.storage
        there = {name: Ids(self._storage.row_ids(name)) for name in _targets()}
        self._looked = RowLook(self._storage, there)
        tables = self._storage.record_tables()
        total, done = sum(map(self._storage.count_rows, tables)), 0
        for table in sorted(tables, key=lambda table: table == "texts"):
            beside = table == "texts" and self._is_long(there[table])
            for count in self._texts(library, there) if beside else self._rows(table):
                if progress is not None:
                    progress(done, total)
                done += count
        self._keep(tables)

    def _is_long(self, texts: Ids) -> bool:
        """Whether two processes look at them; in a transaction nobody else sees what is seen here."""
        storage = self._storage
        alone = storage.writing or not storage.holds_documents or os.cpu_count() == 1
        return len(texts) >= _LONG and not alone

    def _rows(self, table: str) -> Iterator[int]:
        """Looks at a table; gives how many rows were looked at, again and again."""
        for rows in batched(self._storage.raw_rows(table), _READ_AT_ONCE):
            yield len(rows)
            self._looked.look(table, rows)

    def _texts(self, library: Library, there: Mapping[str, Ids]) -> Iterator[int]:
        """As `_rows`, from the first one on, while another process comes from the last one."""
        from store.care.texts_aside import BLOCK, TextsAside, added  # few texts need no other process

        texts = there["texts"]
        with closing(TextsAside(library, self._looked, texts, there["releases"])) as aside:
            for number in range(aside.blocks):
                ids = texts.part(number * BLOCK, (number + 1) * BLOCK)
                yield len(ids)
                found = aside.found_in(number) if aside.is_at(number) else None
                if found is None:
                    self._looked.look("texts", sorted(self._storage.raw_among("texts", ids).items()))
                else:
                    added(self._looked, found)

    def _keep(self, tables: list[str]) -> None:
        looked = self._looked
        self.records = [one for table in tables for one in looked.records[table]]
        """Rows that are no JSON, lack fields, or hold values that mean nothing (`store.tables`)."""
        orphans = [one for table in TABLES for one in looked.orphans[table]]
        self.orphans = orphans + sorted(looked.others_texts, key=lambda one: one.id or 0)
        """Rows that refer to rows which are not there (`Table.refers`), releases with another's text."""
        self.named, self.events = looked.named, looked.events
        """The highest id of each table that an event names; events that were made upon no earlier one."""
        self.stamps, self.offsets = looked.stamps, looked.offsets
        """What `store.search.stamp` gives of each release; annotations that do not stand on their words."""


def _targets() -> set[str]:
    """The tables that rows of users refer to."""
    of_users = [table for table in TABLES.values() if table.of_users]
    return {name for table in of_users for name in (table.keyed_by, *table.refers.values()) if name}
