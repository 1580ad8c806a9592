"""Puts right what undo and redo bring back into a library that has changed meanwhile.

Between a change and its undo a release may have been updated, and another user may have made a tag
of the same name or given its digit away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tinydb.table import Document

from store import anchors
from store.shapes import fault
from store.storages import RowDB


def settle(db: RowDB, touched: Iterable[tuple[str, int]]) -> None:
    """Goes over the rows, named by table and id; use inside a transaction."""
    for table, key in touched:
        row = db.table(table).get(doc_id=key)
        if isinstance(row, Document) and fault(table, row) is None:
            if table == "annotations":
                _settle_annotation(db, row)
            elif table == "tags":
                _settle_tag(db, row)


def reanchored(text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an annotation's row for the text; what was moved once stays to be checked."""
    selector = anchors.Selector(*(row[field] for field in ("start", "end", "quote", "prefix", "suffix")))
    start, end, found = anchors.reanchor(text, selector)
    if found == "orphaned":
        return {"state": found}
    fresh = anchors.select(text, start, end)
    state = "moved" if row["state"] == "moved" else found
    return {"start": start, "end": end, "prefix": fresh.prefix, "suffix": fresh.suffix, "state": state}


def _settle_annotation(db: RowDB, row: Document) -> None:
    """Puts it where its words are in the present text."""
    release = db.table("releases").get(doc_id=row["release"])
    if not isinstance(release, Document) or fault("releases", release) is not None:
        return
    text = db.table("texts").get(doc_id=release["text_id"])
    if isinstance(text, Document) and fault("texts", text) is None:
        db.table("annotations").update(reanchored(text["text"], row), doc_ids=[row.doc_id])


def _settle_tag(db: RowDB, row: Document) -> None:
    """Makes it stand for an older tag of its name; takes its digit where another tag has it now."""
    sound = [one for one in db.table("tags") if fault("tags", one) is None]
    others = [one for one in sound if one.doc_id != row.doc_id and "same_as" not in one]
    fields: dict[str, Any] = {}
    same = [one for one in others if one["name"].casefold() == row["name"].casefold()]
    if same:
        fields["same_as"] = same[0].doc_id
    if any(one["pinned"] == row["pinned"] for one in others):
        fields["pinned"] = None
    if fields:
        db.table("tags").update(fields, doc_ids=[row.doc_id])
