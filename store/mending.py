"""Makes rows whole of what is left of them, inventing nothing a user could take for their own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from store import records
from store.models import Link
from store.shapes import OPTIONAL, REQUIRED, fault
from store.structure import analyse
from store.urls import is_url, public

Row = dict[str, Any]


def completed(table: str, key: int, row: Row | None, time: str) -> Row | None:
    """The row with what is missing filled in, or None where nothing can be made of it.

    Args:
        table: the table.
        key: the row's id.
        row: its fields, some of them missing or odd; None where it is no JSON.
        time: what to write where the time of a change is lost.
    """
    if row is None:
        return None
    kept = {field: value for field, value in row.items() if _sound(table, field, value)}
    if table == "texts" and "text" in kept and "release" in kept:
        return parts_anew({"links": [], **kept})
    made = {**_substitutes(table, key, time), **kept}
    if table == "annotations" and not {"start", "end"} <= kept.keys():
        # Words without a place: looked for in the text by the check of offsets.
        made |= {"start": 0, "end": max(1, len(made.get("quote", ""))), "state": "moved"}
    if table == "sources" and "location" in kept:
        url = is_url(kept["location"])
        made = {"kind": "feed" if url else "folder", "origin": public(kept["location"]), **made}
    return made if fault(table, made) is None else None


def _sound(table: str, field: str, value: Any) -> bool:
    check = REQUIRED.get(table, {}).get(field) or OPTIONAL.get(table, {}).get(field)
    return check is None or check(value)


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
    return {}


def parts_anew(row: Mapping[str, Any]) -> Row:
    """A row of ``texts`` with its paragraphs found again; links that fit are kept."""
    text = row["text"]
    links = tuple(Link(*link) for link in row["links"] if 0 <= link[0] <= link[1] <= len(text))
    return {"release": row["release"], **records.text_row(text, analyse(text), links)}


def release_of(key: int, text_id: int, text: str, raw: str, time: str) -> Row:
    """A row of ``releases`` made of the release's text and of what can be made out in its lost row."""
    source = _string_in(raw, "source") or f"lost:{key}"
    return {
        **records.release_fields(analyse(text)),
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
    """A string field's value in JSON that cannot be read as a whole."""
    match = re.search(rf'"{field}":\s*("(?:[^"\\\x00-\x1f]|\\.)*")', raw)
    if match is None:
        return None
    try:
        value = json.loads(match[1])
    except ValueError:
        return None
    return value if isinstance(value, str) else None


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
