"""Two versions of a library made into one: every annotation of both, on its words, under its tags."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import DatelineError, Library, add_bytes
from store.care import doctor
from store.duplicates.grouping import split
from store.library.joining import followed, joined
from store.storages import MemoryStorage, RowDB
from store.storages.lineage import meta_of
from store.storages.memory_tables import Tables, _copied
from store.tables import fault

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
    storage._tables = _copied(tables or {})
    ticks = itertools.count(start)

    def clock() -> str:
        return (datetime(2024, 5, 5, 10) + timedelta(seconds=next(ticks))).strftime("%Y-%m-%dT%H:%M:%SZ")

    return Library(db, user=user, clock=clock)


def tables_of(library: Library) -> Tables:
    """A copy of what the library holds."""
    storage: Any = library.tables.storage
    copied: Tables = _copied(storage._tables)
    return copied


def begun() -> Tables:
    """A library with two releases, a tagged passage and a note."""
    library = library_of(start=-1000)
    for number in (0, 1):
        add_bytes(library, f"/releases/{number}.txt", f"{number}.txt", TEXTS[number].encode())
    library.annotations.add(1, 0, 12, tags=["fares"], note="first")
    library.annotations.add(2, 0, 12, tags=["water"])
    return tables_of(library)


BEGUN = begun()

# -- random work -----------------------------------------------------------------------------------

Draw = Callable[[Any], Any]


def act(library: Library, draw: Draw, name: str) -> None:
    """Does one thing at random; what is refused is not done."""
    releases = sorted(library.releases.ids())
    release = draw(st.sampled_from(releases))
    marks = library.annotations.of(release)
    mark = draw(st.sampled_from(marks)).id if marks else 0
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=2))
    note = draw(st.sampled_from(("", "one", "two", "three\n\nlines")))
    start = draw(st.integers(0, 20))
    tag = draw(st.sampled_from([None, *library.tags.all()]))
    if name == "annotate":
        library.annotations.add(release, start, start + 8, tags=tags, note=note)
    elif name == "note":
        library.annotations.edit(mark, note=note)
    elif name == "tag":
        library.annotations.edit(mark, tags=tags)
    elif name == "reshape":
        library.annotations.reshape(mark, start, start + 9)
    elif name == "delete":
        library.annotations.delete(mark)
    elif name == "star":
        library.reading.set_starred([release], draw(st.booleans()))
    elif name == "add":
        number = draw(st.integers(2, 4))
        words = TEXTS[2] if number == 2 else f"{TEXTS[2]} Edition {number}."
        add_bytes(library, f"/releases/{number}.txt", f"{number}.txt", words.encode())
    elif name == "update":
        words = TEXTS[0].replace("Sunday", draw(st.sampled_from(("Monday", "the Friday before"))))
        add_bytes(library, "/releases/0.txt", "0.txt", words.encode())
    elif name == "pin" and tag is not None:
        library.tags.pin(tag.id, draw(st.integers(1, 3)))
    elif name == "rename" and tag is not None:
        taken = {one.name.casefold() for one in library.tags.all()}
        fresh = draw(st.sampled_from(("sea", "ocean", "migration")))
        with library.tables.action() as (action, named):
            if fresh not in taken:
                action.update("tags", tag.id, name=fresh)
            named("renamed a tag")
    elif name == "split":
        split(library, releases[:1], releases[1:])
    elif name == "undo":
        library.history.undo()
    elif name == "redo":
        library.history.redo()


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


def names_of(tables: Tables) -> dict[int, str]:
    """The names of tags, by each id an annotation may have for one."""
    return {key: tag.name for key, tag in library_of(tables).tags.by_id().items()}


def source(tables: Tables, row: Any) -> str:
    """What an annotation's release is."""
    return str(tables["releases"][row["release"]]["identity"])


def assert_held(base: Tables, mine: Tables, other: Tables, whole: Tables) -> None:
    """Every annotation of one side is in the whole, but what the other side took back itself."""
    names, named = names_of(whole), names_of(mine)
    for key, row in mine.get("annotations", {}).items():
        was, theirs = (side.get("annotations", {}).get(key) for side in (base, other))
        if was is not None and theirs is None and was == {**row, **place_of(was)}:
            continue  # deleted by the other side, untouched by this one
        since = theirs if theirs is not None and theirs["created"] == row["created"] else None
        quotes = {row["quote"], (since or row)["quote"]}
        found = [
            one
            for one in whole["annotations"].values()
            if (one["creator"], one["created"]) == (row["creator"], row["created"])
            and source(whole, one) == source(mine, row)
            and (one["quote"] in quotes or one.get("was") or one["state"] != "anchored")
        ]
        assert any(
            note_is_held(one, row, was)
            and tags_are_held(names, one, base, mine, named, row, other, was, since)
            for one in found
        ), (row, found)


def renamed_there(base: Tables, mine: Tables, other: Tables, tag: int) -> str:
    """What the other side calls a tag of this one, if it has it: by its id, or made by the same user at once.

    One user whose two sides made a tag in the same second made one: of two names it keeps one.
    """
    if tag in base["tags"]:
        return str(other["tags"].get(tag, {}).get("name", ""))
    made = [mine["tags"][tag].get(field) for field in ("creator", "created")]
    twins = [row for row in other["tags"].values() if [row.get("creator"), row.get("created")] == made]
    return str(twins[0]["name"]) if twins and all(made) else ""


def place_of(row: Any) -> dict[str, Any]:
    """The fields that an update of the release moves."""
    return {
        name: row[name]
        for name in ("start", "end", "quote", "prefix", "suffix", "state", "was")
        if name in row
    }


def note_is_held(one: Any, row: Any, was: Any) -> bool:
    """Whether the annotation of the whole has the note of the row of one side."""
    note = row["note"] if was is None or row["note"] != was["note"] else ""
    return all(passage in one["note"].split("\n\n") for passage in note.split("\n\n") if passage)


def tags_are_held(
    names: dict[int, str],
    one: Any,
    base: Tables,
    mine: Tables,
    named: dict[int, str],
    row: Any,
    other: Tables,
    was: Any,
    since: Any,
) -> bool:
    """Whether it has the tags; with the names of the whole's, and of that side's."""
    given = {names[tag].casefold() for tag in one["tags"] if tag in names}
    for tag, name in ((tag, named[tag]) for tag in row["tags"] if tag in named):
        if was is not None and tag in was["tags"] and since is not None and tag not in since["tags"]:
            continue  # taken away by the other side
        renamed = renamed_there(base, mine, other, tag) or name
        if not {name.casefold(), renamed.casefold()} & given:
            return False
    return True


def sound(tables: Tables) -> list[str]:
    """What the doctor says of the tables."""
    return [str(finding) for finding in doctor.examine(library_of(tables))]


@pytest.mark.slow
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
        assert joined(base if known else None, whole, other).tables == whole
        assert joined(base if known else None, whole, mine).tables == whole
        # The other side joined them, and its version comes back: our numbers mean what they meant.
        elsewhere = joined(base if known else None, other, mine).tables
        returned = followed(mine, elsewhere)
        assert sound(returned) == []
        assert_held(base, mine, other, returned)
        assert_held(base, other, mine, returned)
        for tables in (whole, returned):
            for table, field in (("releases", "identity"), ("annotations", "created"), ("history", "time")):
                for key, row in mine.get(table, {}).items():
                    assert tables[table].get(key, row)[field] == row[field]
        for table in ("releases", "texts", "annotations", "history"):
            assert len(whole[table]) == len(elsewhere[table]) == len(returned[table])
    assert (base, ours, theirs) == before


def test_what_was_undone_in_part_there_is_done_again_here() -> None:
    """The record has another number here: redo finds it, and the one with its old number is left alone."""
    here = library_of(BEGUN, user="ana", start=100)
    mine = here.annotations.add(2, 14, 20, note="ana's")
    there = library_of(BEGUN, user="ben", start=200)
    theirs = there.annotations.add(1, 14, 20, tags=["sea"])
    assert mine.id == theirs.id
    Library(there.tables.db, user="cyd", clock=there.tables.clock).annotations.edit(theirs.id, note="cyd's")
    there.history.undo(own_part=True)
    whole = library_of(joined(BEGUN, tables_of(here), tables_of(there)).tables, user="ben", start=300)
    assert whole.history.redo() is not None
    assert whole.annotations.get(mine.id).note == "ana's"
    (found,) = [one for one in whole.annotations.of(1) if one.note == "cyd's"]
    assert [tag.name for tag in found.tags] == ["sea"]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 9), st.floats(allow_nan=False), st.text(max_size=3)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=4,
)


@given(st.data(), st.booleans())
@settings(max_examples=60)
def test_rows_that_cannot_be_understood_stay_as_they_are(data: st.DataObject, known: bool) -> None:
    """Any value in any field of either side: no error, and what cannot be read is there as it was."""
    sides = [copy.deepcopy(BEGUN), copy.deepcopy(BEGUN)]
    library = library_of(BEGUN, start=100)
    library.annotations.add(1, 4, 9, tags=["sea"], note="more")
    sides[1] = tables_of(library)
    tables = data.draw(st.sampled_from(sides))
    table = data.draw(st.sampled_from(sorted(tables)))
    row = data.draw(st.sampled_from(list(tables[table].values())))
    field = data.draw(st.sampled_from([*row, "new"]))
    row[field] = data.draw(JSON)
    if meta_of(sides[0]) is None or meta_of(sides[1]) is None:
        return  # no library: it is never joined
    for ours, theirs in (sides, sides[::-1]):
        whole = joined(BEGUN if known else None, ours, theirs)
        if fault(table, row) is not None and table != "meta":
            assert row in whole.tables[table].values() or whole.clash


# -- rule by rule ----------------------------------------------------------------------------------


def changed(
    tables: Tables, *work: Callable[[Library], object], user: str = "ana", start: int = 100
) -> Tables:
    """What the library becomes by this work."""
    library = library_of(tables, user=user, start=start)
    for step in work:
        step(library)
    return tables_of(library)


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("before", "ours", "theirs", "note"),
    [
        ("one", "two", "three", "two\n\nthree"),
        ("one", "two", "one", "two"),
        ("one", "one and", "one or", "one and\n\none or"),
        ("one", "one\n\ntwo", "two", "one\n\ntwo"),
        ("one", "", "two", "two"),
        ("one", "a", "a cat", "a\n\na cat"),
    ],
)
def test_two_notes_become_one_that_holds_both(
    before: str, ours: str, theirs: str, note: str, first: int
) -> None:
    """The earlier one first, a blank line between, whichever side joins; what both have stands once."""
    base = changed(BEGUN, lambda library: library.annotations.edit(1, note=before), start=50)
    sides = [
        changed(base, lambda library: library.annotations.edit(1, note=ours), start=100),
        changed(base, lambda library: library.annotations.edit(1, note=theirs), start=200),
    ]
    result = joined(base, sides[first], sides[1 - first])
    assert result.tables["annotations"][1]["note"] == note
    assert [("holds both texts" in line) for line in result.told] == [True] * (note not in (ours, theirs))


def tags_after(base: list[str], ours: list[str], theirs: list[str]) -> set[str]:
    """The tags of an annotation without a note that has these on each side."""
    start = changed(BEGUN, lambda library: library.annotations.edit(2, tags=base))
    sides = [
        changed(start, lambda library, names=names: library.annotations.edit(2, tags=names), start=at)  # type: ignore[misc]
        for at, names in ((100, ours), (200, theirs))
    ]
    whole = joined(start, *sides).tables
    names = names_of(whole)
    return {names[tag] for tag in whole["annotations"][2]["tags"] if tag in names}


def test_tags_are_put_together() -> None:
    """Each side's new ones are there; one that a side took away is not, unless none would be left."""
    assert tags_after(["a"], ["a", "b"], ["a", "c"]) == {"a", "b", "c"}
    assert tags_after(["a", "b"], ["a"], ["a", "b", "c"]) == {"a", "c"}
    assert tags_after(["a", "b"], ["a"], ["b"]) == {"a", "b"}


def test_a_tag_deleted_on_one_side_stays_where_the_other_uses_it() -> None:
    """It is not only its number that stays."""
    base = changed(BEGUN, lambda library: library.annotations.add(1, 4, 9, tags=["sea"]))
    ours = changed(base, lambda library: library.annotations.add(1, 0, 3, tags=["sea"]), user="ben")
    theirs = changed(base, lambda library: library.history.undo())
    for mine, other in ((ours, theirs), (theirs, ours)):
        library = library_of(joined(base, mine, other).tables)
        assert [[tag.name for tag in one.tags] for one in library.annotations.of(1)] == [["sea"], ["fares"]]
        assert doctor.examine(library) == []


def test_one_name_is_one_tag_and_one_digit_has_one_tag() -> None:
    """Two tags that came to have one name count as one; a digit given twice stays with one."""

    def named(name: str) -> Callable[[Library], object]:
        def rename(library: Library) -> None:
            with library.tables.action() as (action, said):
                action.update("tags", 1, name=name)
                said("renamed a tag")

        return rename

    ours = changed(BEGUN, named("sea"), lambda library: library.tags.pin(2, 5))
    theirs = changed(
        BEGUN,
        lambda library: library.annotations.add(1, 4, 9, tags=["Sea"]),
        lambda library: library.tags.pin(3, 5),
        start=300,
    )
    for mine, other in ((ours, theirs), (theirs, ours)):
        library = library_of(joined(BEGUN, mine, other).tables)
        assert sorted(tag.name for tag in library.tags.all()) == ["sea", "water"]
        assert library.tags.counts() == {1: 2, 2: 1}
        assert [tag.name for tag in library.tags.all() if tag.pinned == 5] == ["water"]


def test_both_names_of_a_tag_are_told() -> None:
    """Renamed on both sides it has ours; the other name is not lost without a word."""
    sides = []
    for name in ("sea", "ocean"):
        library = library_of(BEGUN, start=100)
        with library.tables.action() as (action, said):
            action.update("tags", 1, name=name)
            said("renamed a tag")
        sides.append(tables_of(library))
    for base in (BEGUN, None):
        result = joined(base, *sides)
        assert result.tables["tags"][1]["name"] == "sea"
        assert [line for line in result.told if "#sea" in line and "#ocean" in line] == result.told != []


def test_an_annotation_follows_its_words_into_the_other_sides_update() -> None:
    """Made here on the text as it was, it stands on its words in the version that came there."""
    ours = changed(BEGUN, lambda library: library.annotations.add(1, 42, 53, tags=["sea"]))
    (mine,) = (row for row in ours["annotations"].values() if row["start"] == 42)
    longer = ("In brief\n\n" + TEXTS[0]).encode()
    theirs = changed(BEGUN, lambda library: add_bytes(library, "/releases/0.txt", "0.txt", longer), start=300)
    for one, other in ((ours, theirs), (theirs, ours)):
        library = library_of(joined(BEGUN, one, other).tables)
        (found,) = (each for each in library.annotations.of(1) if each.quote == mine["quote"])
        assert library.releases.text(1).text[found.start : found.end] == mine["quote"]
        assert library.releases.text(1).text.startswith("In brief")
        assert len(library.releases.versions(1)) == 2


def test_the_same_release_added_on_both_sides_is_one() -> None:
    """With the marks of both; two releases of one number stay two."""
    sides = [
        changed(
            BEGUN,
            lambda library, order=order: [  # type: ignore[misc]
                add_bytes(library, f"/{number}", f"{number}.txt", TEXTS[2].encode() + b" %d" % number)
                for number in order
            ],
            lambda library, note=note: library.annotations.add(3, 0, 5, note=note),  # type: ignore[misc]
            start=start,
        )
        for start, order, note in ((100, (7, 8), "on seven"), (200, (8, 9), "on eight"))
    ]
    whole = library_of(joined(BEGUN, *sides).tables)
    notes = {
        release.source: [one.note for one in whole.annotations.of(release.id) if one.note.startswith("on")]
        for release in whole.releases.many(whole.releases.ids())
    }
    assert {source: found for source, found in notes.items() if len(source) == 2} == {
        "/7": ["on seven"], "/8": ["on eight"], "/9": [],
    }  # fmt: skip


def test_what_was_read_before_an_update_keeps_its_text() -> None:
    """The versions of a release that was updated there have other numbers here."""
    earlier, later = ((f"{head}\n\n" + TEXTS[0]).encode() for head in ("In brief", "Corrected"))
    theirs = changed(
        BEGUN,
        lambda library: add_bytes(library, "/releases/0.txt", "0.txt", earlier),
        lambda library: add_bytes(library, "/releases/0.txt", "0.txt", later),
        lambda library: library.reading.looked_at(1, library.releases.versions(1)[1].text_id),
        start=300,
    )
    ours = changed(BEGUN, lambda library: add_bytes(library, "/new", "new.txt", TEXTS[2].encode()))
    assert library_of(theirs).reading.read_before(1) in ours["texts"]
    whole = library_of(joined(BEGUN, ours, theirs).tables)
    before = whole.reading.read_before(1)
    assert before is not None
    assert whole.tables.table("texts").get(doc_id=before)["text"].startswith("In brief")  # type: ignore[index]
