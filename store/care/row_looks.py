"""Looks at rows of a library, some at a time: what is wrong with each, and what others need of it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from store.care.sound_texts import sound_texts
from store.library import Row, kept_changes
from store.schema import Table
from store.search import stamp
from store.storages import RowStorage, read_documents
from store.tables import TABLES, all_understood, fault

#: Pairs of ids are kept as one number; an id has 32 bits (`store.meanings.LARGEST_ID`).
_BITS = 32


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    kind: str
    """What kind of thing: "file", "index", "record", "orphan", "counter", "history", "offsets",
    "search"."""
    table: str
    id: int | None
    what: str
    """In words that complete "record 7 of “texts”: ..."."""
    field: str = ""
    """Of an orphan: the field that refers to what is missing."""

    def parts(self) -> tuple[str, str, int | None, str, str]:
        """What it is made of, in the order of its fields."""
        return self.kind, self.table, self.id, self.what, self.field

    def __str__(self) -> str:
        if self.id is None:
            return f"{self.table}: {self.what}" if self.table else self.what
        return f"record {self.id} of “{self.table}”: {self.what}"


def named(value: Any) -> list[int]:
    """The ids in a field that refers: one, or a list of them, or none."""
    return [id for id in (value if isinstance(value, list) else [value]) if id]


class RowLook:
    """What is found in the rows that were looked at; texts are the last.

    Args:
        storage: where annotations are read beside the texts they stand in.
        there: the ids of each table that rows refer to.
    """

    def __init__(self, storage: RowStorage, there: Mapping[str, Ids]) -> None:
        self._storage = storage
        self._there = there
        self.records: dict[str, list[Finding]] = defaultdict(list)
        """By table, rows that cannot be understood."""
        self.orphans: dict[str, list[Finding]] = defaultdict(list)
        """By table, rows that refer to what is not there."""
        self.others_texts: list[Finding] = []
        """Releases with another's text."""
        self.named: dict[str, int] = {}
        """The highest id of each table that an event of the history names."""
        self.events: list[Finding] = []
        """Events that were made upon no earlier one."""
        self.stamps: list[tuple[int, str]] = []
        """Of each release what `store.search.stamp` gives."""
        self.offsets: list[Finding] = []
        """Annotations that do not stand on their words."""
        self.shown_by, self.marks = Pairs(), Pairs()
        """Texts and releases, releases and annotations."""

    def in_texts(self) -> tuple[list[Finding], ...]:
        """All that was found in texts, as it is kept: more can be put there."""
        return self.records["texts"], self.orphans["texts"], self.others_texts, self.offsets

    def _understood(self, table: str, documents: list[tuple[int, bytes]]) -> list[tuple[int, Row]]:
        """The rows that are; of the others it is noted what is wrong."""
        rows: list[tuple[int, dict[str, Any]]] = []
        for key, row, reason in read_documents(documents):
            if row is None:
                self.records[table].append(Finding("record", table, key, reason))
            else:
                rows.append((key, row))
        if not all_understood(table, rows):
            faults = [(key, fault(table, row, key)) for key, row in rows]
            self.records[table] += [Finding("record", table, key, why) for key, why in faults if why]
            rows = [pair for pair, (_, why) in zip(rows, faults, strict=True) if not why]
            self.records[table].sort(key=lambda one: one.id or 0)
        return rows

    def look(self, table: str, documents: list[tuple[int, bytes]]) -> None:
        """Looks at rows of a table as they lie there, given with their ids."""
        rows = (sound_texts(documents) if table == "texts" else None) or self._understood(table, documents)
        if table in TABLES and TABLES[table].of_users:
            self._refer(table, rows)
        if table == "history":
            self._note_events(rows)
        elif table == "releases":
            self.stamps += ((key, stamp(row)) for key, row in rows)
            self.shown_by.add((row["text_id"], key) for key, row in rows)
        elif table == "annotations":
            self.marks.add((row["release"], key) for key, row in rows if row["state"] != "orphaned")
        elif table == "texts":
            self._stand(rows)

    def _note_events(self, rows: list[tuple[int, dict[str, Any]]]) -> None:
        for table, key in highest_named(row for _, row in rows).items():
            self.named[table] = max(self.named.get(table, 0), key)
        for key, row in rows:
            if row["upon"] >= key:
                what = f"it was made upon event {row['upon']}, which is no earlier"
                self.events.append(Finding("history", "history", key, what))

    def _refer(self, name: str, rows: list[tuple[int, dict[str, Any]]]) -> None:
        table, found = TABLES[name], self.orphans[name]
        if self._all_there(table, rows):
            return
        for key, row in rows:
            if table.keyed_by and key not in self._there[table.keyed_by]:
                found.append(Finding("orphan", name, key, f"its {_one_of(table.keyed_by)} is missing"))
            for field, target in table.refers.items():
                for id in named(row.get(field)):
                    if id not in self._there[target]:
                        what = f"its {_one_of(target)}, {id}, is missing"
                        found.append(Finding("orphan", name, key, what, field))

    def _all_there(self, table: Table, rows: list[tuple[int, Row]]) -> bool:
        """Whether whatever rows refer to is there, asked of all together."""
        if table.keyed_by and not self._there[table.keyed_by].hold_all([key for key, _ in rows]):
            return False
        return all(
            self._there[target].hold_all([id for _, row in rows for id in named(row.get(field))])
            for field, target in table.refers.items()
        )

    def _stand(self, rows: list[tuple[int, dict[str, Any]]]) -> None:
        """Whether the texts are those of the releases that show them, and annotations on their words."""
        marked: list[tuple[str, list[int]]] = []
        for key, row in rows:
            releases = self.shown_by.of(key)
            for release in releases:
                if release != row["release"]:
                    what = f"its text, {key}, is another release’s"
                    self.others_texts.append(Finding("orphan", "releases", release, what, "text_id"))
            if releases and (marks := self.marks.of(releases[-1])):
                marked.append((row["text"], marks))
        annotations = self._storage.get_rows("annotations", (key for _, marks in marked for key in marks))
        for text, marks in marked:
            for key in marks:
                mark = annotations.get(key)  # another process may have deleted it in a JSON file
                if mark is not None and text[mark["start"] : mark["end"]] != mark["quote"]:
                    what = "it does not stand on the words it quotes"
                    self.offsets.append(Finding("offsets", "annotations", key, what))


def highest_named(events: Iterable[Row]) -> dict[str, int]:
    """The highest id of each table in the changes of these rows of the history."""
    highest: dict[str, int] = {}
    for row in events:
        for table, key, *_ in kept_changes(row):
            highest[table] = max(highest.get(table, 0), key)
    return highest


def _one_of(table: str) -> str:
    """What a row of a table is called."""
    return table.removesuffix("s")


class Ids:
    """Many ids in order, eight bytes each."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids = array("q", ids)

    def __len__(self) -> int:
        return len(self._ids)

    def part(self, first: int, end: int) -> list[int]:
        """Those from one place to another in their order."""
        return self._ids[first:end].tolist()

    def tobytes(self) -> bytes:
        """All of them, as `of_bytes` takes them."""
        return self._ids.tobytes()

    @classmethod
    def of_bytes(cls, ids: bytes) -> Ids:
        """Those that another process has sent."""
        return cls(array("q", ids))

    def __contains__(self, id: int) -> bool:
        at = bisect_left(self._ids, id)
        return at < len(self._ids) and self._ids[at] == id

    def hold_all(self, ids: Collection[int]) -> bool:
        """Whether each is among them; not gone into one by one where none between two is missing."""
        if not ids:
            return True
        first, last = bisect_left(self._ids, min(ids)), bisect_left(self._ids, max(ids))
        if last < len(self._ids) and self._ids[last] - self._ids[first] == last - first:
            return self._ids[first] == min(ids) and self._ids[last] == max(ids)
        return all(map(self.__contains__, ids))


class Pairs:
    """Many pairs of ids, eight bytes each; none is added once they were asked for."""

    def __init__(self) -> None:
        self._pairs = array("Q")
        self._in_order = False

    def tobytes(self) -> bytes:
        """All of them, as `of_bytes` takes them."""
        return self._pairs.tobytes()

    @classmethod
    def of_bytes(cls, sent: bytes) -> Pairs:
        """Those that another process has sent."""
        pairs = cls()
        pairs._pairs = array("Q", sent)
        return pairs

    def add(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Adds pairs."""
        self._pairs.extend(first << _BITS | second for first, second in pairs)

    def of(self, first: int) -> list[int]:
        """The second of each pair with this first, ascending."""
        if not self._in_order:
            self._pairs, self._in_order = array("Q", sorted(self._pairs)), True
        pairs, found = self._pairs, list[int]()
        at, end = bisect_left(pairs, first << _BITS), first + 1 << _BITS
        while at < len(pairs) and pairs[at] < end:  # of most there is one
            found.append(pairs[at] & (1 << _BITS) - 1)
            at += 1
        return found
