"""Looks a library over: what is damaged, orphaned or at odds, as findings in plain words.

The checks read only. `store.repair` mends what they find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from store.library import Library
from store.releases import META
from store.shapes import fault
from store.storages import upkeep
from store.storages.documents import read_document

#: The tables whose ids are counted in ``meta``.
COUNTED = ("releases", "texts", "annotations", "tags", "history", "sources", "apart")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    kind: str
    """What kind of thing: "file", "index", "record", "orphan", "counter", "offsets", "search"."""
    table: str
    id: int | None
    what: str
    """In words that complete "record 7 of “texts”: ..."."""

    def __str__(self) -> str:
        if self.id is None:
            return f"{self.table}: {self.what}" if self.table else self.what
        return f"record {self.id} of “{self.table}”: {self.what}"


Check = Callable[[Library], Iterator[Finding]]


def examine(library: Library) -> list[Finding]:
    """Everything the checks find; empty for a sound library. Memory: the largest text, and all ids.

    Raises NotALibraryError where the file is too damaged to be gone through.
    """
    with library.storage.snapshot():  # what another process writes meanwhile is no finding
        file = list(file_findings(library))
        if any(finding.kind == "file" for finding in file):
            return file
        return file + [finding for check in CHECKS for finding in check(library)]


def file_findings(library: Library) -> Iterator[Finding]:
    """What SQLite says of its own file: damaged pages, indexes that do not match their tables."""
    for complaint in upkeep.integrity(library.storage):
        kind = "index" if upkeep.is_of_index(complaint) else "file"
        yield Finding(kind, "", None, complaint)


def record_findings(library: Library) -> Iterator[Finding]:
    """Rows that are no JSON, lack fields, or hold values of other types."""
    for table in upkeep.record_tables(library.storage):
        for key, document in upkeep.raw_rows(library.storage, table):
            row, reason = read_document(document)
            if why := reason if row is None else fault(table, row):
                yield Finding("record", table, key, why)


def orphan_findings(library: Library) -> Iterator[Finding]:
    """Rows that refer to rows which are not there, and releases without a text."""
    releases = dict(library.readable_rows("releases"))
    texts = set(library.storage.row_ids("texts"))
    for key, row in releases.items():
        if row["text_id"] not in texts:
            yield Finding("orphan", "releases", key, f"its text, record {row['text_id']}, is missing")
    known = set(library.storage.row_ids("releases"))
    for table in ("texts", "annotations"):
        for key, row in library.readable_rows(table):
            if row["release"] not in known:
                yield Finding("orphan", table, key, f"its release, {row['release']}, is missing")
    for key in library.storage.row_ids("reading"):
        if key not in known:
            yield Finding("orphan", "reading", key, "its release is missing")
    yield from _tag_findings(library)


def _tag_findings(library: Library) -> Iterator[Finding]:
    known = set(library.storage.row_ids("tags"))
    for key, row in library.readable_rows("annotations"):
        for tag in row["tags"]:
            if tag not in known:
                yield Finding("orphan", "annotations", key, f"its tag {tag} is missing")
    for key, row in library.readable_rows("tags"):
        if row.get("same_as", key) not in known:
            yield Finding("orphan", "tags", key, f"the tag it stands for, {row['same_as']}, is missing")


def highest_ids(library: Library) -> dict[str, int]:
    """The highest id of each counted table that a row or an event of the history names."""
    highest = {table: library.storage.last_id(table) for table in COUNTED}
    for _, row in library.readable_rows("history"):
        for table, key, *_ in row["changes"]:
            if table in highest:
                highest[table] = max(highest[table], key)
    return highest


def counter_findings(library: Library) -> Iterator[Finding]:
    """Counters below an id in use: the next new row would take it again."""
    meta: Any = library.row("meta", META)
    if meta is None or fault("meta", meta) is not None:
        if meta is None and META not in library.storage.row_ids("meta"):
            yield Finding("counter", "meta", None, "the highest ids are missing")
        return  # a damaged row is found by `record_findings`
    for table, highest in highest_ids(library).items():
        if meta["ids"].get(table, 0) < highest:
            yield Finding("counter", "meta", META, f"the highest id of “{table}” is {highest}, not counted")


def offset_findings(library: Library) -> Iterator[Finding]:
    """Annotations that do not stand on their words, parts of texts that lie outside them."""
    marks: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    for key, row in library.readable_rows("annotations"):
        if row["state"] != "orphaned":
            marks[row["release"]].append((key, row["start"], row["end"], row["quote"]))
    present = {row["text_id"]: key for key, row in library.readable_rows("releases")}
    for text_id, row in library.readable_rows("texts"):
        text = row["text"]
        if outlying(row):
            yield Finding("offsets", "texts", text_id, "some of its parts lie outside the text")
        for key, start, end, quote in marks.get(present.get(text_id, 0), []):
            if not 0 <= start < end or text[start:end] != quote:
                yield Finding("offsets", "annotations", key, "it does not stand on the words it quotes")


def outlying(row: dict[str, Any]) -> bool:
    """Whether a paragraph, a link or the dateline of a text lies outside it."""
    spans = [part[:2] for name in ("paragraphs", "links") for part in row[name]]
    spans += [row["dateline"]] if row["dateline"] else []
    return any(not 0 <= start <= end <= len(row["text"]) for start, end in spans)


#: In the order they are made.
def search_findings(library: Library) -> Iterator[Finding]:
    """Releases that a search would find by other words than theirs, or not at all."""
    for key in library.fulltext.at_odds():
        yield Finding("search", "releases", key, "the search index does not hold its present words")


CHECKS: list[Check] = [record_findings, orphan_findings, counter_findings, offset_findings, search_findings]
