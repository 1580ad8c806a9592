"""Puts right what undo and redo bring back into a library that has changed meanwhile.

Between a change and its undo a release may have been updated, and another user may have made a tag
of the same name or given its digit away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tinydb.table import Document

from store.anchoring import Selector, select
from store.batches import batched
from store.library.tags import tag_key
from store.storages import RowDB, RowStorage
from store.tables import fault, field_fault

if TYPE_CHECKING:
    from store.anchoring import Anchoring


#: Rows of a table by id.
Rows = dict[int, dict[str, Any]]
_SELECTOR = ("start", "end", "quote", "prefix", "suffix")


#: Releases whose texts are read together: few enough that long ones take no memory to speak of.
_READ_AT_ONCE = 50


def settle(db: RowDB, touched: Iterable[tuple[str, int]]) -> None:
    """Goes over the rows, named by table and id; use inside a transaction."""
    wanted = list(dict.fromkeys(touched))
    for key in (key for table, key in wanted if table == "tags"):
        row = db.table("tags").get(doc_id=key)
        if isinstance(row, Document) and fault("tags", row) is None:
            _settle_tag(db, row)
    storage: RowStorage = db.storage  # type: ignore[assignment]
    rows = storage.get_rows("annotations", [key for table, key in wanted if table == "annotations"])
    of_release: dict[int, Rows] = defaultdict(dict)
    for key, found in rows.items():
        # Start, end and quote need not fit each other: they are what is put right.
        if field_fault("annotations", found) is None:
            of_release[found["release"]][key] = found
    for some in batched(of_release, _READ_AT_ONCE):
        _settle_annotations(storage, {release: of_release[release] for release in some})


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
    fields = {**place._asdict(), "state": state}
    return {**fields, "was": was} if was or "was" in row else fields


def reanchored(text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """As `settled`, of one row, where the text its place is in is not known."""
    return settled([row], None, text)[0]


def _settle_annotations(storage: RowStorage, of_release: Mapping[int, Rows]) -> None:
    """Puts the annotations of each release where their words are in its present text."""
    releases = storage.get_rows("releases", of_release)
    text_ids = {key: row["text_id"] for key, row in releases.items() if fault("releases", row) is None}
    texts = storage.get_rows("texts", text_ids.values())
    changed: Rows = {}
    for release, text_id in text_ids.items():
        if text_id not in texts or fault("texts", texts[text_id]) is not None:
            continue
        present: str = texts[text_id]["text"]
        rows = of_release[release]
        moved = {key: row for key, row in rows.items() if not _stands(row, present)}
        versions = _versions(storage, release) if moved else {}
        for key, row in rows.items():
            old = text_of(row, versions) if key in moved else present
            then = {**row, **settled([row], old, present)[0]}
            if then != row:
                changed[key] = then
    storage.write_rows("annotations", changed)


def _stands(row: Mapping[str, Any], text: str) -> bool:
    """Whether the annotation's words and what is around them stand at its place."""
    start, end = row["start"], row["end"]
    words = bool(row["quote"]) and text[start:end] == row["quote"]
    return words and text[:start].endswith(row["prefix"]) and text.startswith(row["suffix"], end)


def _versions(storage: RowStorage, release: int) -> dict[int, str]:
    """The versions of a release's text that can be understood."""
    rows = storage.find_rows("texts", "release", release)
    return {key: row["text"] for key, row in rows.items() if fault("texts", row) is None}


def text_of(row: Mapping[str, Any], texts: Mapping[int, str]) -> str | None:
    """The newest version that has the annotation's words, and best its context too, at its place."""
    start, end = row["start"], row["end"]
    fits = [text for _, text in sorted(texts.items(), reverse=True) if text[start:end] == row["quote"]]
    return next((text for text in fits if _stands(row, text)), next(iter(fits), None))


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
