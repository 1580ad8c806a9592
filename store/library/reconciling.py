"""Puts right what undo and redo bring back into a library that has changed meanwhile.

Between a change and its undo a release may have been updated, and another user may have made a tag
of the same name or given its digit away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tinydb import where
from tinydb.table import Document

from store.anchoring import Selector, select
from store.library.tags import tag_key
from store.storages import RowDB
from store.tables import fault, field_fault

if TYPE_CHECKING:
    from store.anchoring import Anchoring


_SELECTOR = ("start", "end", "quote", "prefix", "suffix")


def settle(db: RowDB, touched: Iterable[tuple[str, int]]) -> None:
    """Goes over the rows, named by table and id; use inside a transaction."""
    for table, key in touched:
        row = db.table(table).get(doc_id=key)
        # Start, end and quote need not fit each other: they are what is put right.
        if isinstance(row, Document) and field_fault(table, row) is None:
            if table == "annotations":
                _settle_annotation(db, row)
            elif table == "tags":
                _settle_tag(db, row)


def settled(rows: Sequence[Mapping[str, Any]], old: str | None, new: str) -> list[dict[str, Any]]:
    """The fields to be set in each annotation's row of one release when its text becomes another.

    An annotation that has a place reads its ``quote`` there. Where an update altered its words, ``was``
    keeps them as they were first marked. What was moved or changed once stays to be checked, until its
    words are back or someone confirms it. An orphan keeps all it had.

    Args:
        rows: sound rows of ``annotations``.
        old: the text their places are in, or None where it is lost.
        new: the present text.
    """
    from store.anchoring import reanchor_all  # when first needed: it brings rapidfuzz

    places = [Selector(*(row[field] for field in _SELECTOR)) for row in rows]
    return [_fields(row, found, new) for row, found in zip(rows, reanchor_all(old, new, places), strict=True)]


def _fields(row: Mapping[str, Any], found: Anchoring, text: str) -> dict[str, Any]:
    if found.state == "orphaned":
        return {"state": "orphaned"}
    place = select(text, found.start, found.end)
    was = row.get("was", "") or (row["quote"] if found.state == "changed" else "")
    if place.quote.split() == was.split():
        was = ""
    state = "changed" if was else "moved" if row["state"] in ("moved", "changed") else found.state
    fields = {**asdict(place), "state": state}
    return {**fields, "was": was} if was or "was" in row else fields


def reanchored(text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """As `settled`, of one row, where the text its place is in is not known."""
    return settled([row], None, text)[0]


def _settle_annotation(db: RowDB, row: Document) -> None:
    """Puts it where its words are in the present text."""
    release = db.table("releases").get(doc_id=row["release"])
    if not isinstance(release, Document) or fault("releases", release) is not None:
        return
    versions = db.table("texts").search(where("release") == release.doc_id)
    texts = {one.doc_id: one["text"] for one in versions if fault("texts", one) is None}
    if release["text_id"] in texts:
        fields = settled([row], text_of(row, texts), texts[release["text_id"]])[0]
        db.table("annotations").update(fields, doc_ids=[row.doc_id])


def text_of(row: Mapping[str, Any], texts: Mapping[int, str]) -> str | None:
    """The newest version that has the annotation's words, and best its context too, at its place."""
    start, end = row["start"], row["end"]
    fits = [text for _, text in sorted(texts.items(), reverse=True) if text[start:end] == row["quote"]]
    exact = (
        text for text in fits if text[:start].endswith(row["prefix"]) and text.startswith(row["suffix"], end)
    )
    return next(exact, next(iter(fits), None))


def _settle_tag(db: RowDB, row: Document) -> None:
    """Makes it stand for an older tag of its name; takes its digit where another tag has it now."""
    if row.get("same_as") or row.get("deleted"):
        return
    sound = [one for one in db.table("tags") if fault("tags", one) is None]
    others = [
        one for one in sound if one.doc_id != row.doc_id and not (one.get("same_as") or one.get("deleted"))
    ]
    fields: dict[str, Any] = {}
    same = [one for one in others if tag_key(one["name"]) == tag_key(row["name"])]
    if same:
        fields["same_as"] = same[0].doc_id
    if any(one["pinned"] == row["pinned"] for one in others):
        fields["pinned"] = None
    if fields:
        db.table("tags").update(fields, doc_ids=[row.doc_id])
