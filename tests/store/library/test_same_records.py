"""Which records of two versions are the same, whatever their numbers."""

from __future__ import annotations

from typing import Any

import pytest

from store.library.same_records import highest, numbered_alike, referring, renumbered
from store.storages.memory_tables import Tables

NOON = "2025-03-14T12:00:00Z"


def meta(**ids: int) -> dict[int, Any]:
    """The row that counts the highest numbers."""
    return {1: {"schema": 3, "ids": ids}}


def release(identity: str, **fields: Any) -> dict[str, Any]:
    """A row of ``releases``."""
    unknown = dict.fromkeys(("subheadline", "place", "date", "agency", "byline", "image_credit", "language"))
    return {
        **unknown, "headline": f"On {identity}", "source": "/x", "format": "text", "digest": identity,
        "added": NOON, "modified": NOON, "words": 1, "text_id": 1, "identity": identity, **fields,
    }  # fmt: skip


def tag(name: str) -> dict[str, Any]:
    """A row of ``tags``."""
    return {"name": name, "color": 0, "pinned": None}


def mark(release: int, tags: list[int], created: str = NOON, start: int = 0) -> dict[str, Any]:
    """A row of ``annotations``."""
    empty = dict.fromkeys(("prefix", "suffix", "note"), "")
    return {
        **empty, "release": release, "start": start, "end": start + 3, "quote": "abc", "tags": tags,
        "creator": "ana", "created": created, "modified": created, "state": "anchored",
    }  # fmt: skip


def test_references_follow_their_records() -> None:
    """A tag and a release that have other numbers here have them in the annotation, and in the history."""
    ours: Tables = {
        "meta": meta(releases=2, tags=1, annotations=1),
        "releases": {1: release("a"), 2: release("b")},
        "tags": {1: tag("water")},
    }
    row = mark(1, [2, 1])
    event = {
        "time": NOON, "user": "ana", "what": "tagged", "release": 1, "releases": [1, 2], "undone": False,
        "upon": 0, "changes": [["annotations", 1, None, row], ["reading", 1, {}, {"read": True}]],
    }  # fmt: skip
    theirs: Tables = {
        "meta": {1: {**meta(releases=2, tags=2, annotations=1, history=1)[1], "open": 1,
                     "undo": {"ana": {"last": 1, "again": 0, "whole": 1, "first": 1}}}},
        "releases": {1: release("b"), 2: release("c")},
        "tags": {1: tag("migration"), 2: tag("Water")},
        "annotations": {1: row},
        "reading": {1: {"read": True}},
        "history": {1: event},
        "apart": {1: {"releases": [1], "others": [2]}},
    }  # fmt: skip
    found = renumbered({}, ours, theirs)
    assert {key: one["identity"] for key, one in found["releases"].items()} == {2: "b", 3: "c"}
    assert {key: one["name"] for key, one in found["tags"].items()} == {2: "migration", 1: "Water"}
    ((key, moved),) = found["annotations"].items()
    assert (moved["release"], moved["tags"]) == (2, [1, 2])
    assert found["reading"] == {2: {"read": True}}
    (told,) = found["history"].values()
    assert (told["release"], told["releases"]) == (2, [2, 3])
    assert told["changes"] == [["annotations", key, None, moved], ["reading", 2, {}, {"read": True}]]
    assert list(found["apart"].values()) == [{"releases": [2], "others": [3]}]
    assert found["meta"][1]["open"] == 2
    assert found["meta"][1]["undo"]["ana"]["last"] in found["history"]
    assert found["meta"][1]["ids"]["releases"] == 3


def test_numbers_from_before_they_parted_mean_the_same() -> None:
    """A tag renamed on one side is still the tag; a new one takes no number that was given here."""
    base: Tables = {"meta": meta(tags=1), "tags": {1: tag("water")}}
    ours: Tables = {"meta": meta(tags=3), "tags": {1: tag("water"), 3: tag("x")}}  # 2 was given and is gone
    theirs: Tables = {"meta": meta(tags=2), "tags": {1: tag("sea"), 2: tag("y")}}
    found = renumbered(base, ours, theirs)
    assert {key: one["name"] for key, one in found["tags"].items()} == {1: "sea", 4: "y"}


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (release("a"), release("a", digest="other"), True),
        (release("a"), release("b"), False),
        (release("a"), release("b", digest="a"), True),
        (release("a", url="u", headline="h"), release("b", url="u", headline="h"), True),
        (release("a", url="u"), release("b", url="u"), False),
        (release("", source="s", part="1"), release("", source="s", part="1"), True),
        (release("", source="s", part="1"), release("", source="s", part="2"), False),
    ],
)
def test_what_a_release_is(ours: dict[str, Any], theirs: dict[str, Any], same: bool) -> None:
    """Its identity, else source and part; else its address and headline, or its bytes."""
    found = renumbered({}, {"meta": meta(), "releases": {1: ours}}, {"meta": meta(), "releases": {1: theirs}})
    assert list(found["releases"]) == [1 if same else 2]


def test_two_of_the_same_bytes_are_not_guessed() -> None:
    """Where several releases have them, bytes tell nothing."""
    ours: Tables = {"meta": meta(), "releases": {1: release("a", digest="d"), 2: release("b", digest="d")}}
    theirs: Tables = {"meta": meta(), "releases": {1: release("c", digest="d")}}
    assert list(renumbered({}, ours, theirs)["releases"]) == [3]


def test_what_came_later_stays_later() -> None:
    """New numbers keep the order of the old ones: the history is read by it."""
    events = {
        key: {"time": f"2025-03-14T12:00:0{key}Z", "user": "ana", "what": "x", "release": None,
              "undone": False, "upon": key - 1, "changes": None}
        for key in (1, 2, 3, 9)
    }  # fmt: skip
    ours: Tables = {"meta": meta(history=2), "history": {2: {**events[1], "time": NOON}}}
    found = renumbered({}, ours, {"meta": meta(history=9), "history": events})["history"]
    assert [row["time"][-2] for _, row in sorted(found.items())] == ["1", "2", "3", "9"]
    assert [row["upon"] for _, row in sorted(found.items())][1:3] == sorted(found)[:2]


@pytest.mark.parametrize("odd", ["x", None, 1.5, [None, "2"], {"a": 1}])
def test_odd_references_stay(odd: Any) -> None:
    """Only numbers are renumbered."""
    assert referring("annotations", {"release": odd, "tags": [odd]}, lambda _, key: key + 1) == {
        "release": odd, "tags": [odd],
    }  # fmt: skip


def test_versions_numbered_apart_are_seen() -> None:
    """A release under another's number, an annotation of another moment; not what was only changed."""
    one: Tables = {"releases": {1: release("a")}, "annotations": {1: mark(1, [])}}
    assert numbered_alike(one, {"releases": {1: release("a", digest="x"), 2: release("b")}})
    assert numbered_alike(one, {"annotations": {1: {**mark(1, [2]), "note": "n"}}})
    assert not numbered_alike(one, {"releases": {1: release("b")}})
    assert not numbered_alike(one, {"annotations": {1: mark(1, [], created="2025-03-15T12:00:00Z")}})


def test_the_highest_number() -> None:
    """That of the counter or of a row, whichever is higher; odd counters are passed over."""
    assert highest({"meta": meta(tags=4), "tags": {2: {}}}, "tags") == 4
    assert highest({"meta": meta(tags=1), "tags": {2: {}}}, "tags") == 2
    assert highest({"meta": {1: {"schema": 3, "ids": {"tags": "x"}}}}, "tags") == 0
    assert highest({}, "tags") == 0
