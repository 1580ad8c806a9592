"""Two versions of a library made into one, record by record: nothing that either side wrote is lost.

What only one side changed is taken from that side. Of what both changed, tags are put together, two notes are
joined, a record deleted on one side and changed on the other stays. Then the whole is put right as a library:
each annotation on its words, one tag of a name, one tag on a digit, one line of undo for each user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from store.library.joining_trash import settle_trash
from store.library.reconciling import settled, text_of
from store.library.same_records import highest, numbered_alike, renumbered, sound_rows
from store.library.tags import tag_key
from store.library.undoing import TAGGED
from store.storages import WRITERS, Joined, Row, Tables, merged_rows, merged_writers, meta_of, same, writers
from store.tables import META, TABLES, fault
from store.wording import brief

#: Where an annotation stands: fields that only make sense together.
_PLACE = ("start", "end", "quote", "prefix", "suffix", "state", "was")


def joined(base: Tables | None, ours: Tables, theirs: Tables) -> Joined:
    """The library of both sides; our records keep their numbers. Joined with theirs again it stays as it is.

    Args:
        base: the version both were made of; None where it is not known: then nothing counts as deleted.
        ours: our tables.
        theirs: those of somebody else, of the same schema.
    """
    known = base or {}
    theirs = renumbered(known, ours, theirs)
    result = Joined({}, theirs)
    for table in dict.fromkeys([*theirs, *ours]):
        was, one, other = (side.get(table, {}) for side in (known, ours, theirs))
        rows, clash = _rows(table, was, one, other, result.told)
        result.tables[table] = rows
        result.clash |= clash
    settle_trash(result.tables, base, (ours, theirs))
    _keep_referenced(result.tables, [ours, theirs, known])
    _bring_back(result.tables, known, [ours, theirs])
    _settle_tags(result.tables, ours, theirs)
    _settle_annotations(result.tables)
    _settle_meta(result.tables, base, ours, theirs)
    return result


# -- rows ------------------------------------------------------------------------------------------

Both = Callable[[Row, Row, Row, list[str]], Row]
"""The row of two that both sides changed, by theirs as it was, ours, theirs; adds what is to be told."""


def _rows(
    table: str, base: dict[int, Row], ours: dict[int, Row], theirs: dict[int, Row], told: list[str]
) -> tuple[dict[int, Row], bool]:
    """The rows of a table, and whether something in them could not be kept."""
    known = TABLES.get(table)
    if known is not None and known.derived:
        return {**theirs, **ours}, False
    both = _either if known is not None and known.never_changed else _BOTH.get(table)
    if known is None or both is None:
        return merged_rows(table, base, ours, theirs)
    rows: dict[int, Row] = {}
    clash = False
    for key in sorted({*ours, *theirs}):
        was, one, other = base.get(key), ours.get(key), theirs.get(key)
        if one is None or other is None:
            left: Any = other if one is None else one
            if was is None or known.never_deleted or _changed(table, was, left):
                rows[key] = left
        elif same(one, other) or same(was, other):
            rows[key] = one
        elif same(was, one):
            rows[key] = other
        elif fault(table, one) is not None or fault(table, other) is not None:
            rows[key] = one if fault(table, other) is not None else other
            clash = True
        else:
            rows[key] = both(was or {}, one, other, told)
    return rows, clash


def _changed(table: str, was: Row, now: Row) -> bool:
    """Whether somebody changed the row, not just an update that moved it."""
    if table != "annotations":
        return not same(was, now)
    return any(not same(was.get(name), now.get(name)) for name in ("note", "tags", "modified"))


def _fields(was: Row, one: Row, other: Row) -> Row:
    """Field by field what one side changed; of what both did, the first side's."""
    row: Row = {}
    for name in dict.fromkeys([*other, *one]):
        chosen = other if same(was.get(name), one.get(name)) and (name in was) == (name in one) else one
        if name in chosen:
            row[name] = chosen[name]
    return row


def _annotation(was: Row, ours: Row, theirs: Row, told: list[str]) -> Row:
    first, last = sorted((ours, theirs), key=_recency)
    places = [{name: row.get(name) for name in _PLACE} for row in (was, ours, theirs)]
    place = ours if same(places[0], places[2]) else theirs if same(places[0], places[1]) else last
    note = _note(was.get("note"), first["note"], last["note"])
    if note not in (ours["note"], theirs["note"]):
        told.append(
            f"The note on {brief(ours['quote'])} was changed in both versions: it holds both texts now."
        )
    row = {name: value for name, value in _fields(was, ours, theirs).items() if name not in _PLACE}
    row |= {name: place[name] for name in _PLACE if name in place}
    tags = _tags(was.get("tags"), ours["tags"], theirs["tags"], empty=bool(note))
    return row | {"note": note, "tags": tags, "modified": last["modified"]}


def _recency(row: Row) -> tuple[str, str, int, int]:
    """When it was changed; then whatever puts two that were changed at once in one order on both sides."""
    return row["modified"], row["note"], row["start"], row["end"]


def _note(was: str | None, first: str, last: str) -> str:
    """The note of both: two that were changed, one below the other with a blank line between."""
    if was == first:
        return last
    if was == last:
        return first
    passages = [set(re.split(r"\n{2,}", note.strip())) for note in (first, last)]
    if not last.strip() or passages[1] <= passages[0]:
        return first
    if not first.strip() or passages[0] <= passages[1]:
        return last
    return f"{first}\n\n{last}"


def _tags(was: list[int] | None, ours: list[int], theirs: list[int], *, empty: bool) -> list[int]:
    """The tags of both but those that one side took away; all, where there must be one."""
    all_tags = list(dict.fromkeys([*ours, *theirs]))
    kept = [tag for tag in all_tags if tag not in (was or ()) or (tag in ours and tag in theirs)]
    return kept if kept or empty else all_tags


def _release(was: Row, ours: Row, theirs: Row, _told: list[str]) -> Row:
    """The later version; the other's text stays as a version of it."""
    sides = sorted((ours, theirs), key=_lateness)
    if (was.get("text_id") == sides[1]["text_id"]) > (was.get("text_id") == sides[0]["text_id"]):
        sides.reverse()
    return _fields(was, sides[1], sides[0]) | {"added": min(ours["added"], theirs["added"])}


def _lateness(row: Row) -> tuple[int, str, str]:
    return row.get("version") or 0, row["modified"], row["digest"]


def _tag(was: Row, ours: Row, theirs: Row, told: list[str]) -> Row:
    row = _fields(was, ours, theirs)
    names = [side["name"] for side in (ours, theirs)]
    if row["name"] == names[0] and names[1] not in (names[0], was.get("name")):
        told.append(f"A tag was renamed in both versions: it is #{names[0]} here and was #{names[1]} there.")
    return row


def _event(was: Row, ours: Row, theirs: Row, _told: list[str]) -> Row:
    row = _fields(was, ours, theirs)
    if "undone" not in was:
        row["undone"] = bool(ours["undone"] and theirs["undone"])
    return row | ({"changes": None} if None in (ours["changes"], theirs["changes"]) else {})


def _release_tags(was: Row, ours: Row, theirs: Row, _told: list[str]) -> Row:
    tags = _tags(*(row.get("tags") or [] for row in (was, ours, theirs)), empty=True)
    return _fields(was, ours, theirs) | {"tags": tags}


def _reading(was: Row, ours: Row, theirs: Row, _told: list[str]) -> Row:
    row = _fields(was, ours, theirs)
    unknown = [name for name in ("read", "starred") if name not in was]
    return row | {name: True for name in unknown if ours.get(name) or theirs.get(name)}


def _source(was: Row, ours: Row, theirs: Row, _told: list[str]) -> Row:
    first, last = sorted((ours, theirs), key=lambda row: row["checked"])
    return _fields(was, last, first)


def _meta(was: Row, ours: Row, theirs: Row, _told: list[str]) -> Row:
    """The state of the library, field by field; `_settle_meta` puts what is counted right afterwards."""
    return _fields(was, ours, theirs)


def _either(_was: Row, ours: Row, _theirs: Row, _told: list[str]) -> Row:
    return ours


#: The tables whose rows are made one in a way of their own; of any other, field by field
#: (`store.storages.merging`).
_BOTH: dict[str, Both] = {
    "releases": _release,
    "annotations": _annotation,
    "tags": _tag,
    "release_tags": _release_tags,
    "reading": _reading,
    "history": _event,
    "sources": _source,
    "meta": _meta,
}


# -- the whole -------------------------------------------------------------------------------------


def _keep_referenced(tables: Tables, sides: Iterable[Tables]) -> None:
    """A tag, release or text that one side took away stays where the other has something that needs it."""
    annotations = sound_rows(tables, "annotations").values()
    _return(tables, sides, "tags", (tag for _, _, tag in _tagged(tables)))
    _return(tables, sides, "releases", (row["release"] for row in annotations))
    _return(tables, sides, "texts", (row["text_id"] for row in sound_rows(tables, "releases").values()))


def _return(tables: Tables, sides: Iterable[Tables], table: str, needed: Iterable[int]) -> None:
    for key in {*needed} - tables.get(table, {}).keys():
        row = next((side[table][key] for side in sides if key in side.get(table, {})), None)
        if row is not None:
            tables[table] = {**tables.get(table, {}), key: row}


def _tagged(tables: Tables) -> Iterator[tuple[str, int, int]]:
    """Each tag that a passage or a release carries: the table and id of the row, and the tag's id."""
    for table in TAGGED:
        for key, row in sound_rows(tables, table).items():
            yield from ((table, key, tag) for tag in row.get("tags") or ())


def _bring_back(tables: Tables, base: Tables, sides: Iterable[Tables]) -> None:
    """A tag that one side deleted is there again where the other has given it to something since."""
    before = set(_tagged(base))
    for side in sides:
        there = {key for key, row in sound_rows(side, "tags").items() if not row.get("deleted")}
        for _, _, tag in set(_tagged(side)) - before:
            row = tables.get("tags", {}).get(tag, {})
            if tag in there and row.get("deleted"):
                tables["tags"][tag] = {name: value for name, value in row.items() if name != "deleted"}


def _settle_tags(tables: Tables, ours: Tables, theirs: Tables) -> None:
    """Of several tags of one name the first stands for all; a digit is ours, else the first one's.

    Two that one version had as two, of before accents were set aside, stay two.
    """
    tags = {key: row for key, row in sound_rows(tables, "tags").items() if not row.get("deleted")}
    live: dict[str, int] = {}
    alike: dict[str, int] = {}
    stands_for: dict[int, int] = {key: row["same_as"] for key, row in tags.items() if row.get("same_as")}
    for key, row in tags.items():
        if _root(key, stands_for) == key:
            first = live.setdefault(row["name"].casefold(), key)
            other = alike.setdefault(tag_key(row["name"]), key)
            both = any({other, key} <= side.get("tags", {}).keys() for side in (ours, theirs))
            if first == key and not both:
                first = other
            if first != key:
                stands_for[key] = first
    pinned: dict[int, int] = {}
    mine = {key: row.get("pinned") for key, row in ours.get("tags", {}).items()}
    for key, row in sorted(tags.items(), key=lambda item: mine.get(item[0]) != item[1]["pinned"]):
        if row["pinned"] is not None and _root(key, stands_for) == key:
            pinned.setdefault(row["pinned"], key)
    for key, row in tags.items():
        root = _root(key, stands_for)
        fields = {name: value for name, value in row.items() if name != "same_as"}
        if pinned.get(row["pinned"]) != key:
            fields["pinned"] = None
        tables["tags"][key] = fields if root == key else fields | {"same_as": root}


def _root(key: int, stands_for: dict[int, int]) -> int:
    """The tag that one stands for in the end; of tags that stand for each other, the first."""
    seen = [key]
    while (following := stands_for.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]


def _settle_annotations(tables: Tables) -> None:
    """Puts each annotation that does not stand on its words where they are in the present text."""
    releases, texts = sound_rows(tables, "releases"), tables.get("texts", {})
    for key, row in sound_rows(tables, "annotations").items():
        present = texts.get(releases.get(row["release"], {}).get("text_id", 0))
        if row["state"] == "orphaned" or present is None or fault("texts", present) is not None:
            continue
        if present["text"][row["start"] : row["end"]] != row["quote"]:
            versions = {at: one["text"] for at, one in texts.items() if _is_text_of(one, row["release"])}
            fields = settled([row], text_of(row, versions), present["text"])[0]
            tables["annotations"][key] = {**row, **fields}


def _is_text_of(row: Row, release: int) -> bool:
    return row.get("release") == release and fault("texts", row) is None


def _settle_meta(tables: Tables, base: Tables | None, ours: Tables, theirs: Tables) -> None:
    """The highest numbers, what was written by whom, and where each user stands among the events."""
    meta = meta_of(tables)
    if meta is None:
        return
    rows: list[Row] = [meta_of(side or {}) or {} for side in (base, ours, theirs)]
    counted = [row["ids"] for row in rows if fault("meta", row) is None]
    standings = [row["undo"] if isinstance(row.get("undo"), dict) else {} for row in rows]
    tables["meta"][META] = {
        **meta,
        "ids": {
            table: max(highest(side, table) for side in (tables, ours, theirs))
            for table in dict.fromkeys(table for ids in counted for table in ids)
        },
        "undo": _standings(tables, *standings),
        WRITERS: merged_writers(writers(theirs), writers(ours)),
    }


def _standings(tables: Tables, base: Row, ours: Row, theirs: Row) -> Row:
    found: Row = {}
    for user in dict.fromkeys([*theirs, *ours]):
        was, one, other = base.get(user), ours.get(user), theirs.get(user)
        if one is None or other is None or same(one, other) or same(was, other):
            found[user] = other if one is None else one
        elif same(was, one):
            found[user] = other
        else:
            found[user] = _one_line(tables, user)
    return found


def followed(ours: Tables, theirs: Tables) -> Tables:
    """A version that was made of ours elsewhere, with our numbers.

    Events that came in between there have higher numbers here than those made upon them; each user's are
    put in line again, for undo goes back by the numbers.
    """
    if numbered_alike(ours, theirs):
        return theirs
    tables = renumbered(ours, ours, theirs)
    meta = meta_of(tables)
    events = sound_rows(tables, "history")
    astray = {row["user"] for key, row in events.items() if row["upon"] >= key}
    if meta is not None and astray and isinstance(meta.get("undo"), dict):
        tables["history"] = dict(tables["history"])
        standings = {user: _one_line(tables, user) for user in sorted(astray)}
        tables["meta"] = {**tables["meta"], META: {**meta, "undo": {**meta["undo"], **standings}}}
    return tables


def _one_line(tables: Tables, user: str) -> Row:
    """Puts the user's events of both sides in one line, each made upon the one before."""
    events = {key: row for key, row in sound_rows(tables, "history").items() if row["user"] == user}
    last = 0
    for key, row in events.items():
        if not row["undone"]:
            tables["history"][key] = {**row, "upon": last}
            last = key
    whole = [key for key, row in events.items() if row["changes"] is not None]
    return {"last": last, "again": 0, "whole": len(whole), "first": min(whole, default=0)}
