"""Two versions of a library made into one: every annotation of both, on its words, under its tags."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from store import DatelineError, Library, add_bytes, doctor
from store.duplicates import split
from store.joining import joined
from store.storages import MemoryStorage, RowDB
from store.storages.tables import Tables

TEXTS = (
    "Council sets ferry fares\n\nPORTO, May 5 2024 - The council met on Sunday and set the fares.",
    "Water agency warns of drought\n\nLISBON, May 6 2024 - The agency said that rivers are low.",
    "Ferry begins in May\n\nPORTO, May 7 2024 - The first boat leaves at noon, the mayor said.",
)
TAGS = ("water", "migration", "Water", "fares", "über")


def library_of(tables: Tables | None = None, *, user: str = "ana", start: int = 0) -> Library:
    """A library in memory, going on from these tables, with a clock that goes a second at each look."""
    db = RowDB(storage=MemoryStorage)
    storage: Any = db.storage
    storage._tables = copy.deepcopy(tables or {})
    ticks = itertools.count(start)
    clock = lambda: f"2024-05-05T10:{(n := next(ticks)) // 60 % 60:02}:{n % 60:02}Z"  # noqa: E731
    return Library(db, user=user, clock=clock)


def tables_of(library: Library) -> Tables:
    """A copy of what the library holds."""
    storage: Any = library.storage
    return copy.deepcopy(storage._tables)


def begun() -> Tables:
    """A library with two releases, a tagged passage and a note."""
    library = library_of(start=-1000)
    for number in (0, 1):
        add_bytes(library, f"/releases/{number}.txt", f"{number}.txt", TEXTS[number].encode())
    library.annotate(1, 0, 12, tags=["fares"], note="first")
    library.annotate(2, 0, 12, tags=["water"])
    return tables_of(library)


BEGUN = begun()

# -- random work -----------------------------------------------------------------------------------

Draw = Callable[[Any], Any]


def act(library: Library, draw: Draw, name: str) -> None:
    """Does one thing at random; what is refused is not done."""
    releases = sorted(library.release_ids())
    release = draw(st.sampled_from(releases))
    marks = library.annotations(release)
    mark = draw(st.sampled_from(marks)).id if marks else 0
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=2))
    note = draw(st.sampled_from(("", "one", "two", "three\n\nlines")))
    start = draw(st.integers(0, 20))
    tag = draw(st.sampled_from([None, *library.tags()]))
    if name == "annotate":
        library.annotate(release, start, start + 8, tags=tags, note=note)
    elif name == "note":
        library.edit(mark, note=note)
    elif name == "tag":
        library.edit(mark, tags=tags)
    elif name == "reshape":
        library.reshape(mark, start, start + 9)
    elif name == "delete":
        library.delete(mark)
    elif name == "star":
        library.set_starred(release, draw(st.booleans()))
    elif name == "add":
        number = draw(st.integers(2, 4))
        words = TEXTS[2] if number == 2 else f"{TEXTS[2]} Edition {number}."
        add_bytes(library, f"/releases/{number}.txt", f"{number}.txt", words.encode())
    elif name == "update":
        words = TEXTS[0].replace("Sunday", draw(st.sampled_from(("Monday", "the Friday before"))))
        add_bytes(library, "/releases/0.txt", "0.txt", words.encode())
    elif name == "pin" and tag is not None:
        library.pin(tag.id, draw(st.integers(1, 3)))
    elif name == "rename" and tag is not None:
        taken = {one.name.casefold() for one in library.tags()}
        fresh = draw(st.sampled_from(("sea", "ocean", "migration")))
        with library.action() as (action, named):
            if fresh not in taken:
                action.update("tags", tag.id, name=fresh)
            named("renamed a tag")
    elif name == "split":
        split(library, releases[:1], releases[1:])
    elif name == "undo":
        library.undo()
    elif name == "redo":
        library.redo()


NAMES = (
    *("annotate", "annotate", "note", "tag", "reshape", "delete", "star", "add", "update"),
    *("pin", "rename", "split", "undo", "redo"),
)


def worked(draw: Draw, tables: Tables, user: str, start: int) -> Tables:
    """What the library becomes by some random work."""
    library = library_of(tables, user=user, start=start)
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=8)):
        try:
            act(library, draw, name)
        except DatelineError:
            continue
    return tables_of(library)


# -- what must hold --------------------------------------------------------------------------------


def names_of(tables: Tables, row: Any) -> dict[int, str]:
    """The names of an annotation's tags, by the id it has for each."""
    return {key: tag.name for key, tag in library_of(tables).tags_by_id().items() if key in row["tags"]}


def source(tables: Tables, row: Any) -> str:
    """What an annotation's release is."""
    return str(tables["releases"][row["release"]]["identity"])


def assert_held(base: Tables, mine: Tables, other: Tables, whole: Tables) -> None:
    """Every annotation of one side is in the whole, but what the other side took back itself."""
    for key, row in mine.get("annotations", {}).items():
        was, theirs = (side.get("annotations", {}).get(key) for side in (base, other))
        if was is not None and theirs is None and was == {**row, **place_of(was)}:
            continue  # deleted by the other side, untouched by this one
        since = theirs if was is not None else None
        quotes = {row["quote"], (since or row)["quote"]}
        found = [
            one
            for one in whole["annotations"].values()
            if (one["creator"], one["created"]) == (row["creator"], row["created"])
            and source(whole, one) == source(mine, row)
            and (one["quote"] in quotes or one.get("was") or one["state"] != "anchored")
        ]
        assert any(holds(whole, one, base, mine, row, other, was, since) for one in found), (row, found)


def place_of(row: Any) -> dict[str, Any]:
    """The fields that an update of the release moves."""
    return {
        name: row[name]
        for name in ("start", "end", "quote", "prefix", "suffix", "state", "was")
        if name in row
    }


def holds(
    whole: Tables, one: Any, base: Tables, mine: Tables, row: Any, other: Tables, was: Any, since: Any
) -> bool:
    """Whether the annotation of the whole has the note and the tags of the row of one side."""
    note = row["note"] if was is None or row["note"] != was["note"] else ""
    given = {name.casefold() for name in names_of(whole, one).values()}
    for tag, name in names_of(mine, row).items():
        if was is not None and tag in was["tags"] and since is not None and tag not in since["tags"]:
            continue  # taken away by the other side
        renamed = other["tags"].get(tag, {}).get("name", name) if tag in base["tags"] else name
        if not {name.casefold(), renamed.casefold()} & given:
            return False
    return all(passage in one["note"].split("\n\n") for passage in note.split("\n\n") if passage)


def sound(tables: Tables) -> list[str]:
    """What the doctor says of the tables."""
    return [str(finding) for finding in doctor.examine(library_of(tables))]


@given(st.data(), st.sampled_from([("ana", "ana"), ("ana", "ben")]), st.booleans(), st.integers(0, 2))
@settings(max_examples=40)
def test_nothing_of_either_side_is_lost(
    data: st.DataObject, users: tuple[str, str], known: bool, later: int
) -> None:
    """Changed apart at random and joined in either order, the version they came from known or not."""
    base = worked(data.draw, BEGUN, "ana", 0)
    ours = worked(data.draw, base, users[0], 100)
    theirs = worked(data.draw, base, users[1], 100 + later)
    before = copy.deepcopy((base, ours, theirs))
    for mine, other in ((ours, theirs), (theirs, ours)):
        whole = joined(base if known else None, mine, other).tables
        assert_held(base, mine, other, whole)
        assert_held(base, other, mine, whole)
        assert sound(whole) == []
        for key, row in mine["annotations"].items():  # nobody's numbers change under their hands
            assert whole["annotations"].get(key, row)["created"] == row["created"]
        assert joined(base if known else None, whole, other).tables == whole
        assert joined(base if known else None, whole, mine).tables == whole
    assert (base, ours, theirs) == before


def test_what_was_undone_in_part_there_is_done_again_here() -> None:
    """The record has another number here: redo finds it, and the one with its old number is left alone."""
    here = library_of(BEGUN, user="ana", start=100)
    mine = here.annotate(2, 14, 20, note="ana's")
    there = library_of(BEGUN, user="ben", start=200)
    theirs = there.annotate(1, 14, 20, tags=["sea"])
    assert mine.id == theirs.id
    Library(there.db, user="cyd", clock=there.clock).edit(theirs.id, note="cyd's")
    there.undo(own_part=True)
    whole = library_of(joined(BEGUN, tables_of(here), tables_of(there)).tables, user="ben", start=300)
    assert whole.redo() is not None
    assert whole.annotation(mine.id).note == "ana's"
    (found,) = [one for one in whole.annotations(1) if one.note == "cyd's"]
    assert [tag.name for tag in found.tags] == ["sea"]
