"""Looks a library over: what is damaged, orphaned or at odds, as findings in plain words.

The checks read only. `store.care.repairing` mends what they find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Any

from store.care.row_findings import Progress, RowFindings
from store.care.row_looks import Finding, highest_named
from store.errors import NotALibraryError
from store.library import Library
from store.meanings import LARGEST_COUNT
from store.tables import META, counted, fault

#: Ids that may have been given in a row and be lost again: more mean that a counter is wrong.
FAR = 2**24
#: The table of rows that could not be understood, and of those that were mended as they were before.
SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that a repair took out of its table: kept as it lay there."""

    table: str
    id: int
    reason: str
    time: str
    raw: str
    """Its JSON text; in base64 (RFC 4648) where it was not UTF-8."""

    def __str__(self) -> str:
        return f"record {self.id} of “{self.table}”: {self.reason} ({self.time}): {self.raw}"


def set_aside(library: Library) -> list[SetAside]:
    """What repairs have set aside and could not mend, in the order in which they did."""
    return [
        SetAside(row["table"], row["id"], row["reason"], row["time"], row["raw"])
        for _, row in library.tables.readable_rows(SET_ASIDE)
        if not row.get("mended")
    ]


def examine(library: Library, progress: Progress | None = None) -> list[Finding]:
    """Everything there is to find; empty for a sound library.

    The storage's own check, a third of the work, goes on beside that of the rows, on another processor if
    there is one; of very many texts another process looks at the last ones. Memory of each: a hundred texts,
    and some bytes for each release and annotation.

    Raises NotALibraryError where the file is too damaged to be gone through.
    """
    file = _beside(lambda: list(file_findings(library)))
    rows: list[Finding] = []
    try:
        with library.tables.storage.snapshot():  # what another process writes meanwhile is no finding
            rows = findings_of(library, progress)
    except NotALibraryError:
        if not any(finding.kind == "file" for finding in file.result()):
            raise
    if any(finding.kind == "file" for finding in file.result()):
        return file.result()
    return file.result() + rows


def _beside(work: Callable[[], list[Finding]]) -> Future[list[Finding]]:
    """Does work in a thread that keeps nobody from leaving: Ctrl+C waits for no check."""
    done: Future[list[Finding]] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done


def findings_of(library: Library, progress: Progress | None = None) -> list[Finding]:
    """As `examine`, of what lies in a sound file."""
    rows = RowFindings(library, progress)
    return [
        *rows.records,
        *rows.orphans,
        *counter_findings(library, rows.named),
        *rows.events,
        *standing_findings(library),
        *rows.offsets,
        *search_findings(library, rows.stamps),
    ]


def file_findings(library: Library) -> Iterator[Finding]:
    """What the storage says of itself: damaged pages, indexes that do not match their tables."""
    complaints = library.tables.storage.check()
    yield from (Finding("index", "", None, words) for words in complaints.indexes)
    yield from (Finding("file", "", None, words) for words in complaints.file)


def highest_ids(library: Library, named: Mapping[str, int] | None = None) -> dict[str, int]:
    """The highest id of each counted table that a row or an event of the history names.

    Args:
        library: where.
        named: what `highest_named` gives of all events, where that is known.
    """
    if named is None:
        named = highest_named(row for _, row in library.tables.readable_rows("history"))
    last = {table: library.tables.storage.last_id(table) for table in counted()}
    return {table: min(max(key, named.get(table, 0)), LARGEST_COUNT) for table, key in last.items()}


def counter_findings(library: Library, named: Mapping[str, int]) -> Iterator[Finding]:
    """Counters below an id in use: the next new row would take it again."""
    meta: Any = library.tables.row("meta", META)
    if meta is None or fault("meta", meta) is not None:
        if meta is None and META not in library.tables.storage.row_ids("meta"):
            yield Finding("counter", "meta", None, "the highest ids are missing")
        return  # a damaged row is found by `RowFindings`
    for table, highest in highest_ids(library, named).items():
        given = meta["ids"].get(table, 0)
        if given < highest:
            yield Finding("counter", "meta", META, f"the highest id of “{table}” is {highest}, not counted")
        elif given > highest + FAR:
            yield Finding("counter", "meta", META, f"the highest id of “{table}” is {highest}, not {given}")


def standing_findings(library: Library) -> Iterator[Finding]:
    """Users that stand at events which are not theirs."""
    meta: Any = library.tables.row("meta", META)
    if meta is None or fault("meta", meta) is not None:
        return
    for user, standing in (meta.get("undo") or {}).items():
        at = library.tables.storage.get_rows("history", [standing[name] for name in ("last", "again")])
        if any(event["user"] != user for _, event in library.tables.readable_among("history", at.items())):
            yield Finding("history", "meta", META, f"the user {user} stands at a change of another")


def search_findings(library: Library, stamps: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    """Releases that a search would find by other words than theirs, or not at all; see `FullText.at_odds`."""
    for key in library.index.at_odds(stamps):
        yield Finding("search", "releases", key, "the search index does not hold its present words")
