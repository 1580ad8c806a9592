"""Several changes made one event of the history: no key makes such a one, but libraries may hold it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from store import Library


@contextmanager
def one_step(library: Library, what: str) -> Iterator[None]:
    """All changes inside are one event, named `what`: one undo takes them back."""
    tables = library.tables
    with library.transaction():
        before = tables.storage.last_id("history")
        yield
        events = [row for row in tables.table("history").all() if row.doc_id > before]
        releases = list(dict.fromkeys(row["release"] for row in events if row["release"] is not None))
        fields: dict[str, Any] = {"what": what, "changes": [one for row in events for one in row["changes"]]}
        fields["release"] = releases[0] if len(releases) == 1 else None
        if len(releases) > 1:
            fields["releases"] = releases
        first, *others = [row.doc_id for row in events]
        tables.table("history").update(fields, doc_ids=[first])
        tables.table("history").remove(doc_ids=others)
        with tables.counters() as meta:
            meta["ids"]["history"] = first
            meta["undo"][library.user]["last"] = first
            meta["undo"][library.user]["whole"] -= len(others)
