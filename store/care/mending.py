"""Makes rows whole of what is left of them, inventing nothing a user could take for their own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from store.library import kept_changes, release_fields, text_row
from store.meanings import LARGEST_ID
from store.models import Link
from store.storages import can_be_kept
from store.structure import analyse
from store.tables import fault, sound
from store.urls import is_url, public

Row = dict[str, Any]


def completed(table: str, key: int, row: Row | None, time: str, remembered: Row | None = None) -> Row | None:
    """The row with what is missing filled in, or None where nothing can be made of it.

    Args:
        table: the table.
        key: the row's id.
        row: its fields, some of them missing or odd; None where it is no JSON.
        time: what to write where the time of a change is lost.
        remembered: the fields the history has of it, taken where the row's own are lost.
    """
    if (row is None and not remembered) or not 0 < key <= LARGEST_ID:
        return None
    kept = {**sound_fields(table, remembered or {}), **sound_fields(table, row or {})}
    if table == "texts" and {"text", "release"} <= kept.keys():
        return parts_anew({"links": [], **kept})
    made = {**_substitutes(table, key, time), **kept}
    if table == "annotations" and fault(table, made) is not None:
        # Words without a place: looked for in the text by the check of offsets.
        start = min(made.get("start", 0), LARGEST_ID)
        made |= {"start": start, "end": start + max(1, len(made.get("quote", ""))), "state": "moved"}
    if table == "history" and fault(table, made) is not None:
        made["changes"] = None  # as in an event that was compacted: who did what when stays
    if table == "sources" and "location" in kept:
        url = is_url(kept["location"])
        made = {"origin": public(kept["location"]), **made, "kind": "feed" if url else "folder"}
    return made if fault(table, made) is None else None


def sound_fields(table: str, row: Row) -> Row:
    """What of a row may stay: what its fields mean there, and what can be written again."""
    return {
        name: value for name, value in row.items() if sound(table, name, value) and can_be_kept({name: value})
    }


def _substitutes(table: str, key: int, time: str) -> Row:
    """What may stand for a field that is lost; a field not named here cannot be replaced."""
    if table == "annotations":
        empty = dict.fromkeys(("prefix", "suffix", "note", "creator"), "")
        return {**empty, "tags": [], "created": time, "modified": time, "state": "moved"}
    if table == "tags":
        return {"name": f"lost tag {key}", "color": 0, "pinned": None}
    if table == "releases":
        unknown = dict.fromkeys(
            ("subheadline", "place", "date", "agency", "byline", "image_credit", "language")
        )
        known = {"headline": f"Release {key}", "source": f"lost:{key}", "format": "text", "digest": ""}
        return {**unknown, **known, "words": 0, "added": time, "modified": time}
    if table == "sources":
        return {**dict.fromkeys(("title", "etag", "modified", "checked", "error"), ""), "added": time}
    if table == "history":
        return {"user": "", "release": None, "undone": False, "upon": 0, "changes": None}
    return {}


def parts_anew(row: Mapping[str, Any]) -> Row:
    """A row of ``texts`` with its paragraphs found again; links that fit are kept."""
    text = row["text"]
    links = tuple(Link(*link) for link in row["links"] if 0 <= link[0] <= link[1] <= len(text))
    return {**row, **text_row(text, analyse(text), links)}


def release_of(key: int, text_id: int, text: str, raw: str, time: str) -> Row:
    """A row of ``releases`` made of the release's text and of what can be made out in its lost row."""
    source = _string_in(raw, "source") or f"lost:{key}"
    return {
        **release_fields(analyse(text)),
        "words": len(text.split()),
        "source": source,
        "part": _string_in(raw, "part") or "",
        "identity": _string_in(raw, "identity") or source,
        "format": _string_in(raw, "format") or "text",
        "digest": "",  # so that adding the file again reads it again
        "text_id": text_id,
        "added": _string_in(raw, "added") or time,
        "modified": time,
    }


def _string_in(raw: str, field: str) -> str | None:
    """What a field of ``releases`` holds in JSON that cannot be read as a whole."""
    match = re.search(rf'"{field}":\s*("(?:[^"\\\x00-\x1f]|\\.)*")', raw)
    if match is None:
        return None
    try:
        value = json.loads(match[1])
    except ValueError:
        return None
    return value if isinstance(value, str) and sound("releases", field, value) else None


def remembered(records: Set[tuple[str, int]], events: Iterable[Row]) -> dict[tuple[str, int], Row]:
    """What the history has last of each of the records, by table and id: the fields its changes gave it.

    Args:
        records: tables and ids.
        events: sound rows of ``history``, the earliest first.
    """
    found: dict[tuple[str, int], Row] = {}
    for event in events:
        for table, key, _, after in () if event["undone"] else kept_changes(event):
            if (table, key) not in records:
                continue
            if after is None:
                found.pop((table, key), None)
            else:
                found[table, key] = {**found.get((table, key), {}), **after}
    return found


def lost_tag_name(key: int, events: Iterable[list[Any]]) -> str:
    """The name the history knows for a tag, or one that says it is lost."""
    names = [
        fields["name"]
        for changes in events
        for table, at, before, after in changes
        if (table, at) == ("tags", key)
        for fields in (before or {}, after or {})
        if isinstance(fields.get("name"), str)
    ]
    return names[-1] if names else f"lost tag {key}"
