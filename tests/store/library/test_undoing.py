"""Undo beside others: no one's undo takes away what another has made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import BuiltUponError, DatelineError, Library, add_bytes, add_paths, open_library
from store.duplicates.grouping import split
from store.library.history import Step
from store.storages import RowDB
from store.storages.memory import MemoryStorage
from store.tables import fault
from tests.one_step import one_step

TEXT = b"A ferry for the harbour\n\nThe ferry sails in May, said the mayor of the harbour town.\n"


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


@pytest.fixture
def bea(library: Library, release: int) -> Iterator[Library]:
    """The same library in the hands of another user."""
    opened = open_library(library.path, user="bea", clock=library.tables.clock)
    yield opened
    opened.close()


def undone(library: Library, *, own_part: bool = False) -> Step:
    """The step of an undo that was not refused."""
    step = library.history.undo(own_part=own_part)
    assert step is not None
    return step


def redone(library: Library) -> Step:
    """The step of a redo."""
    step = library.history.redo()
    assert step is not None
    return step


def refused(library: Library) -> str:
    """What the undo said that did nothing; tried twice, for it stays where it is."""
    rows = library.tables.storage.read()
    for _ in range(2):
        with pytest.raises(BuiltUponError) as raised:
            library.history.undo()
        assert library.tables.storage.read() == rows
    return raised.value.message


def shown(library: Library, key: int) -> tuple[list[str], str]:
    """An annotation's tags and note."""
    one = library.annotations.get(key)
    return [tag.name for tag in one.tags], one.note


def test_a_note_on_what_another_tagged_is_not_lost(library: Library, bea: Library, release: int) -> None:
    """The undo of the tag says whose note it would take, and does nothing."""
    made = library.annotations.add(release, 0, 7, tags=["water"])
    bea.annotations.edit(made.id, note="It floods each May")
    words = refused(library)
    assert words.startswith("tagged “Harbour”: bea changed the note of “Harbour” since; ")
    assert "the note “It floods each May” would be lost" in words
    assert shown(library, made.id) == (["water"], "It floods each May")


def test_the_own_part_alone_can_be_undone_and_done_again(
    library: Library, bea: Library, release: int
) -> None:
    """The tag goes and the note stays; redo brings the tag."""
    library.reading.set_starred([release], True)
    made = library.annotations.add(release, 0, 7, tags=["water"])
    bea.annotations.edit(made.id, note="bea's")
    step = undone(library, own_part=True)
    assert "the note “bea's” would be lost" in step.left and not step.nothing
    assert shown(library, made.id) == ([], "bea's")
    assert undone(library).what.endswith("starred")
    redone(library)
    assert redone(library).left == ""
    assert shown(library, made.id) == (["water"], "bea's")
    refused(library)


@pytest.mark.parametrize(
    ("change", "loss"),
    [
        (lambda one, key: one.annotations.edit(key, tags=["water", "fares"]), "the tag #fares"),
        (lambda one, key: one.annotations.edit(key, tags=["fares"]), "the tag #fares"),
        (lambda one, key: one.annotations.edit(key, note="bea's"), "the note “bea's”"),
        (lambda one, key: one.annotations.edit(key, note=""), "what was done to the note"),
        (lambda one, key: one.annotations.reshape(key, 0, 20), "the passage"),
    ],
    ids=["a tag", "another tag", "a note", "no note", "a passage"],
)
def test_what_another_made_of_an_annotation_keeps_it(
    library: Library, bea: Library, release: int, change: Callable[[Library, int], object], loss: str
) -> None:
    """Whatever it is; when the other has undone it, the annotation can be undone."""
    made = library.annotations.add(release, 0, 7, tags=["water"], note="ana's")
    change(bea, made.id)
    assert f"{loss} would be lost" in refused(library)
    undone(bea)
    assert not undone(library).nothing
    assert library.annotations.of(release) == []


def test_what_another_made_is_kept_where_the_history_tells_no_more(
    library: Library, bea: Library, release: int
) -> None:
    """The other's step was compacted since: nobody is named, nothing is lost."""
    made = library.annotations.add(release, 0, 7, tags=["water"])
    bea.tables.undo_steps = 1
    bea.annotations.reshape(made.id, 0, 20)
    for number in range(4):
        bea.annotations.add(release, 0, 5, note=str(number))
    assert bea.tables.row("history", 2)["changes"] is None  # type: ignore[index]
    assert "it was changed since" in refused(library)
    assert undone(library, own_part=True).nothing
    assert library.annotations.get(made.id).end == 20


def test_an_edit_of_what_another_edited_since_is_kept(library: Library, bea: Library, release: int) -> None:
    """Of one note, the later one stays; tags that the event did not give or take are not its matter."""
    made = library.annotations.add(release, 0, 7, tags=["water"], note="first")
    library.annotations.edit(made.id, tags=["water", "boats"], note="ana's")
    bea.annotations.edit(made.id, tags=["water", "boats", "fares"], note="bea's")
    assert "the note “bea's” would be lost" in refused(library)
    undone(library, own_part=True)
    assert shown(library, made.id) == (["water", "fares"], "bea's")
    redone(library)
    assert shown(library, made.id) == (["water", "boats", "fares"], "bea's")


def test_a_passage_that_another_has_changed_since_stays(library: Library, bea: Library, release: int) -> None:
    """Of two that moved it, the later; a note that another has written is not in the way."""
    made = library.annotations.add(release, 0, 7, tags=["water"])
    library.annotations.reshape(made.id, 0, 13)
    bea.annotations.edit(made.id, note="bea's")
    assert undone(library).passage == (0, 7)
    redone(library)
    bea.annotations.reshape(made.id, 8, 13)
    assert "bea changed the passage of" in refused(library)
    assert undone(library, own_part=True).nothing
    assert library.annotations.get(made.id).quote == "towns"


def test_words_that_another_has_written_again_stay(library: Library, bea: Library, release: int) -> None:
    """The note is what ana wrote, and bea has written it last."""
    made = library.annotations.add(release, 0, 7, note="first")
    library.annotations.edit(made.id, note="second")
    bea.annotations.edit(made.id, note="third")
    bea.annotations.edit(made.id, note="second")
    assert "the note “second” would be lost" in refused(library)


def test_what_another_made_in_the_same_second_is_kept(library: Library, bea: Library, release: int) -> None:
    """The time an annotation was changed tells nothing then."""
    library.tables.clock = bea.tables.clock = lambda: "2025-03-14T12:00:00Z"
    made = library.annotations.add(release, 0, 7, tags=["water"])
    bea.annotations.reshape(made.id, 0, 20)
    assert "the passage would be lost" in refused(library)


def test_a_tag_that_another_has_given_or_taken_again_is_theirs(
    library: Library, bea: Library, release: int
) -> None:
    """Given by ana, taken and given by bea: it stays. Taken by ana, given and taken by bea: it stays away."""
    made = library.annotations.add(release, 0, 7, tags=["water", "boats"])
    library.annotations.edit(made.id, tags=["water", "fares"])
    for names in (["water", "boats"], ["water", "fares"]):
        bea.annotations.edit(made.id, tags=names)
    assert "bea changed the tags" in refused(library)
    assert undone(library, own_part=True).nothing
    assert shown(library, made.id)[0] == ["water", "fares"]


def test_undo_of_what_another_deleted_says_so(library: Library, bea: Library, release: int) -> None:
    """It is passed over: nothing changes, and the undo after it goes on. Redo passes over it as well."""
    library.reading.set_starred([release], True)
    made = library.annotations.add(release, 0, 7, tags=["water"])
    bea.annotations.delete(made.id)
    step = undone(library)
    assert step.nothing
    assert "bea deleted the annotation on “Harbour” since" in step.left
    assert undone(library).left == ""
    assert not library.releases.get(release).starred
    redone(library)
    assert library.history.redo() is None
    assert library.annotations.of(release) == []
    undone(bea)
    assert shown(library, made.id) == (["water"], "")
    assert undone(library).left == "the tag #water stays in the list of tags"
    assert library.annotations.of(release) == []


def test_redo_of_what_another_deleted_says_so(library: Library, bea: Library, release: int) -> None:
    """No part of it comes back, not even as a row without the rest."""
    made = library.annotations.add(release, 0, 7, note="first")
    library.annotations.edit(made.id, note="second")
    undone(library)
    bea.annotations.delete(made.id)
    step = redone(library)
    assert step.nothing and "bea deleted" in step.left
    assert library.tables.table("annotations").all() == []


def test_undo_makes_no_row_of_what_is_gone(library: Library, bea: Library, release: int) -> None:
    """An edit of a row that another deleted sets no field of a row that is not there."""
    made = library.annotations.add(release, 0, 7, note="first")
    library.annotations.edit(made.id, note="second")
    bea.annotations.delete(made.id)
    assert undone(library).nothing
    assert library.tables.table("annotations").all() == []


def test_redo_does_not_delete_what_another_has_worked_on(
    library: Library, bea: Library, release: int
) -> None:
    """Deleted, brought back, given a tag by another: the redo leaves it whole."""
    made = bea.annotations.add(release, 0, 7, note="bea's")
    library.annotations.delete(made.id)
    undone(library)
    bea.annotations.edit(made.id, tags=["fares"])
    step = redone(library)
    assert step.nothing and "the tag #fares would be lost" in step.left
    assert shown(library, made.id) == (["fares"], "bea's")


def test_a_tag_comes_back_with_the_annotation_another_deleted(
    library: Library, bea: Library, release: int
) -> None:
    """Who made the tag undoes it while the annotation is gone: the tag stays for the other's undo."""
    bea.annotations.add(release, 10, 12, tags=["water"])
    made = library.annotations.add(release, 0, 7, tags=["water"])
    library.annotations.delete(made.id)
    step = undone(bea)
    assert step.left == "the tag #water stays in the list of tags"
    undone(library)
    assert shown(library, made.id) == (["water"], "")


def test_a_tag_that_another_stands_for_stays(library: Library, bea: Library, release: int) -> None:
    """A second tag of the name, made by redo, leads to the first; that one cannot go."""
    library.annotations.add(release, 0, 7, tags=["water"])
    undone(library)
    bea.annotations.add(release, 10, 12, tags=["Water"])
    redone(library)
    undone(bea)
    (annotation,) = library.annotations.of(release)
    assert [tag.name for tag in annotation.tags] == ["Water"]


def test_a_tag_that_another_has_pinned_stays(library: Library, bea: Library, release: int) -> None:
    """With the digit it was given; redo does not take it."""
    (tag,) = library.annotations.add(release, 0, 7, tags=["water"]).tags
    bea.tags.pin(tag.id, 7)
    assert "#water stays" in undone(library).left
    assert [one.pinned for one in library.tags.all()] == [7]
    redone(library)
    assert [one.pinned for one in library.tags.all()] == [7]


def test_a_pin_that_another_has_changed_stays(library: Library, bea: Library, release: int) -> None:
    """The digit that another has given the tag since is named."""
    (tag,) = library.annotations.add(release, 0, 7, tags=["water"]).tags
    library.tags.pin(tag.id, 3)
    bea.tags.pin(tag.id, 5)
    assert "bea pinned #water to 5 since; the digit 5 of #water would be lost" in refused(library)


def test_a_mark_that_another_has_changed_stays(library: Library, bea: Library, release: int) -> None:
    """Read and unread are the library's; what another has put back already is said to be."""
    library.reading.set_read([release], True)
    bea.reading.set_read([release], False)
    step = undone(library)
    assert step.nothing and step.left.startswith("bea marked")
    library.reading.set_starred([release], True)
    bea.reading.set_starred([release], False)
    bea.reading.set_starred([release], True)
    assert "bea marked" in refused(library)


def test_reading_to_the_end_is_no_one_elses_change(library: Library, release: int) -> None:
    """Marked unread, then read to its end: the undo has nothing to do and is not refused."""
    library.reading.set_read([release], True)
    library.reading.set_read([release], False)
    library.reading.reached_end(release)
    assert undone(library).nothing
    assert undone(library).left == ""
    assert not library.releases.get(release).read


def test_taking_apart_is_undone(library: Library, bea: Library, release: int) -> None:
    """What nobody can change is not looked at twice."""
    split(library, [release], [release])
    bea.reading.set_starred([release], True)
    assert undone(library).left == ""
    assert library.tables.table("apart").all() == []


def test_of_several_rows_all_are_undone_or_none(library: Library, bea: Library, release: int) -> None:
    """One that another deleted is passed over; one that another has worked on keeps all of them."""
    with one_step(library, "coded twice"):
        gone = library.annotations.add(release, 0, 7, tags=["water"])
        kept = library.annotations.add(release, 10, 12, note="ana's")
        left = library.annotations.add(release, 14, 16, tags=["boats"])
    bea.annotations.delete(gone.id)
    bea.annotations.edit(kept.id, tags=["fares"])
    assert "the tag #fares would be lost" in refused(library)
    step = undone(library, own_part=True)
    assert "bea deleted" in step.left and "#fares" in step.left
    assert [one.id for one in library.annotations.of(release)] == [kept.id]
    assert shown(library, kept.id) == (["fares"], "")
    redone(library)
    assert [one.id for one in library.annotations.of(release)] == [kept.id, left.id]
    assert shown(library, kept.id) == (["fares"], "ana's")


def test_no_undo_leaves_neither_tag_nor_note(library: Library, bea: Library, release: int) -> None:
    """Where another has taken the tags since, the note stays."""
    made = library.annotations.add(release, 0, 7, tags=["water"])
    library.annotations.edit(made.id, note="ana's")
    bea.annotations.edit(made.id, tags=[])
    assert "bea changed the tags of “Harbour” since; the annotation would have neither" in refused(library)
    assert undone(library, own_part=True).nothing
    assert shown(library, made.id) == ([], "ana's")


def test_an_update_of_the_release_is_no_one_elses_change(
    library: Library, bea: Library, release: int
) -> None:
    """An annotation that an update has moved can be undone, and comes back where its words are."""
    path = Path(library.releases.get(release).source)
    made = library.annotations.add(release, 0, 7, tags=["water"])
    path.write_text("News.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    add_paths(library, [path])
    assert undone(library).left == ""
    assert library.annotations.of(release) == []
    assert redone(library).passage == (7, 14)
    assert library.annotations.get(made.id).start == 7


@pytest.mark.parametrize("span", [(0, 20), (3, 7), (2, 5)])
def test_a_passage_comes_back_where_its_words_are_now(
    library: Library, release: int, span: tuple[int, int]
) -> None:
    """Its ends were moved before the update and are moved back after it."""
    path = Path(library.releases.get(release).source)
    made = library.annotations.add(release, 0, 7, tags=["water"])
    library.annotations.reshape(made.id, *span)
    path.write_text("News.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    add_paths(library, [path])
    moved = library.annotations.get(made.id)
    assert (moved.start, moved.end) == (span[0] + 7, span[1] + 7)
    assert undone(library).passage == (7, 14)
    assert library.annotations.get(made.id).quote == "Harbour"
    assert redone(library).passage == (moved.start, moved.end)
    assert library.annotations.get(made.id).quote == moved.quote


def test_a_step_says_where_it_was(library: Library, release: int) -> None:
    """The release and the passage, of what is gone as of what is there; a tag's digit is in none."""
    made = library.annotations.add(release, 3, 7, tags=["water"])
    library.tags.pin(made.tags[0].id, 4)
    found = undone(library)
    assert (found.release, found.releases, found.passage) == (None, (), None)
    gone = undone(library)
    assert (gone.release, gone.releases, gone.passage) == (release, (release,), (3, 7))


def test_the_audit_trail_calls_undone_what_was(library: Library, bea: Library, release: int) -> None:
    """What another deleted was not undone by passing over it."""
    made = library.annotations.add(release, 0, 7, tags=["water"], note="n")
    bea.annotations.delete(made.id)
    undone(library)
    assert [event.undone for event in library.history.events()] == [False, False]
    undone(bea)
    assert [event.undone for event in library.history.events()] == [True, False]


def test_two_windows_of_one_user_share_their_steps(library: Library, release: int) -> None:
    """The change made last is undone first, whichever window made it."""
    other = open_library(library.path, user="ana", clock=library.tables.clock)
    made = library.annotations.add(release, 0, 7, tags=["water"])
    other.annotations.edit(made.id, note="n")
    undone(library)
    assert shown(library, made.id) == (["water"], "")
    redone(other)
    assert shown(library, made.id) == (["water"], "n")
    other.close()


def test_a_step_taken_back_in_part_is_compacted_like_any(
    library: Library, bea: Library, release: int
) -> None:
    """Nothing of its rows stays, and undo ends there."""
    library.tables.undo_steps = 1
    made = library.annotations.add(release, 0, 7, tags=["water"])
    bea.annotations.edit(made.id, note="bea's")
    undone(library, own_part=True)
    assert library.tables.row("history", 1)["taken"]  # type: ignore[index]
    for number in range(3):
        library.annotations.add(release, 0, 5, note=str(number))
    event = library.tables.row("history", 1)
    assert event is not None and event["changes"] is None and "taken" not in event
    assert [past.undone for past in library.history.events()] == [False, False, False, False, True]
    while library.history.undo() is not None:
        assert shown(library, made.id) == ([], "bea's")
    assert all(fault("history", row) is None for _, row in library.tables.storage.scan_rows("history"))


def test_what_was_taken_back_may_be_damaged(library: Library, bea: Library, release: int) -> None:
    """A list that does not fit the changes is as none: undone is undone as a whole."""
    made = library.annotations.add(release, 0, 7, tags=["water"], note="n")
    undone(library)
    library.tables.table("history").update({"taken": []}, doc_ids=[1])
    redone(library)
    assert shown(library, made.id) == (["water"], "n")
    library.tables.table("history").update({"taken": "x"}, doc_ids=[1])
    assert library.history.undo() is None
    assert str(fault("history", library.tables.row("history", 1) or {})).startswith("its “taken” is not")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2**64) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=60)
def test_a_damaged_event_takes_nothing_with_it(data: st.DataObject) -> None:
    """Whatever stands in its changes: undo and redo leave every row sound, or say what they cannot do."""
    db = RowDB(storage=MemoryStorage)
    ana, bea = (Library(db, user=name, clock=lambda: "2025-03-14T12:00:00Z") for name in ("ana", "bea"))
    add_bytes(ana, "https://news.example/1", "1.txt", TEXT)
    made = ana.annotations.add(1, 0, 7, tags=["water"], note="n")
    ana.annotations.edit(made.id, tags=["boats"], note="m")
    bea.annotations.edit(made.id, tags=["boats", "fares"])
    ana.annotations.delete(made.id)
    for number in range(1, 5):
        changes = db.table("history").get(doc_id=number)["changes"]  # type: ignore[index]
        change = data.draw(st.sampled_from(changes))
        if data.draw(st.booleans()):
            change[1] = data.draw(st.integers(-2, 2**64))
        for fields in change[2:]:
            if fields and data.draw(st.booleans()):
                fields[data.draw(st.sampled_from(sorted(fields)))] = data.draw(VALUES)
        db.table("history").update({"changes": changes}, doc_ids=[number])
    acts: list[Callable[[Library], object]] = [
        lambda one: one.history.undo(),
        lambda one: one.history.redo(),
        lambda one: one.history.undo(own_part=True),
    ]
    for library in data.draw(st.lists(st.sampled_from([ana, bea]), min_size=4, max_size=12)):
        with suppress(DatelineError):
            data.draw(st.sampled_from(acts))(library)
        for table in ("annotations", "tags"):
            assert all(fault(table, row) is None for _, row in library.tables.storage.scan_rows(table))


def test_the_last_of_two_who_undo_takes_the_annotation_with_it(
    library: Library, bea: Library, release: int
) -> None:
    """Nothing is left of it then; each brings back their own part, in either order."""
    made = library.annotations.add(release, 0, 7, tags=["alpha"])
    bea.annotations.edit(made.id, tags=["alpha", "beta"])
    undone(library, own_part=True)
    step = undone(bea)
    assert (step.left, step.passage, library.annotations.of(release)) == ("", (0, 7), [])
    assert "beta" not in [tag.name for tag in library.tags.all()]
    for one, other in ((bea, library), (library, bea)):
        redone(one)
        redone(other)
        assert sorted(shown(library, made.id)[0]) == ["alpha", "beta"]
        undone(library, own_part=True)
        undone(bea)
        assert library.annotations.of(release) == []


def test_an_annotation_that_would_be_left_empty_is_not_deleted_with_anothers_work(
    library: Library, bea: Library, release: int
) -> None:
    """Its passage was changed since: the undo is refused, and tried again it is refused again."""
    made = library.annotations.add(release, 0, 7, tags=["alpha"])
    bea.annotations.edit(made.id, tags=["alpha", "beta"])
    undone(library, own_part=True)
    library.annotations.reshape(made.id, 0, 20)
    with pytest.raises(BuiltUponError, match="neither tag nor note") as raised:
        bea.history.undo()
    assert raised.value.way_out == "U passes over it."
    with pytest.raises(BuiltUponError):
        bea.history.undo()
    assert undone(bea, own_part=True).nothing
    assert bea.history.redo() is None
    assert shown(library, made.id) == (["beta"], "")


def test_what_was_edited_and_deleted_in_one_step_is_done_again(library: Library, release: int) -> None:
    """The step says where, though the annotation is not there."""
    made = library.annotations.add(release, 3, 7, tags=["water"])
    with one_step(library, "edited and deleted"):
        library.annotations.edit(made.id, note="new")
        library.annotations.delete(made.id)
    assert undone(library).passage == redone(library).passage == (3, 7)


def test_a_later_event_that_cannot_be_understood_is_passed_over(
    library: Library, bea: Library, release: int
) -> None:
    """And the one beside it, on the same annotation, is not: what she built upon stands."""
    made = library.annotations.add(release, 3, 7, tags=["water"])
    bea.annotations.add(release, 8, 12, tags=["wind"])
    damaged = library.tables.storage.last_id("history")
    library.tables.table("history").update({"changes": "x"}, doc_ids=[damaged])
    bea.annotations.edit(made.id, note="hers")
    assert "bea" in refused(library)
    bea.history.undo()
    undone(library)
    assert made.id not in library.tables.storage.row_ids("annotations")


def test_where_nobody_is_known_to_stand_is_looked_for(library: Library, release: int) -> None:
    """A library that says so in so many words, as another program may, is as one without the field."""
    library.annotations.add(release, 0, 4, tags=["kept"])
    library.tables.table("meta").update({"undo": None}, doc_ids=[1])
    library.annotations.add(release, 5, 9, tags=["also kept"])
    assert undone(library) and undone(library)
    assert library.annotations.of(release) == []


@pytest.mark.parametrize(
    "given",
    [{"description": "Rivers and lakes"}, {"include": "ferries"}, {"exclude": "the sea"}, {"color": 3}],
)
def test_a_tag_that_another_says_something_of_stays(
    library: Library, bea: Library, release: int, given: dict[str, Any]
) -> None:
    """Whoever made it takes back that it was given, and not what the other has written in the codebook."""
    library.annotations.add(release, 0, 4, tags=["water"])
    if "color" in given:
        bea.codebook.recolor("water", given["color"])
    else:
        bea.codebook.describe("water", **given)
    step = undone(library)
    assert library.annotations.of(release) == [] and "the tag #water stays: bea changed the" in step.left
    (tag,) = library.tags.all()
    assert {name: getattr(tag, name) for name in given} == given


def test_steps_within_a_second_are_told_apart(tmp_path: Path, wire: Path) -> None:
    """Whatever the clock says: each undo takes back its own, and none is refused as another's."""
    library = open_library(tmp_path / "library.db", user="ana", clock=lambda: "2025-03-14T12:00:00Z")
    (release,) = add_paths(library, [wire]).added
    made = library.annotations.add(release, 0, 12, tags=["ferry"])
    library.annotations.reshape(made.id, 0, 20)
    library.annotations.edit(made.id, note="later")
    assert not undone(library).left and not undone(library).left
    (left,) = library.annotations.of(release)
    assert left == made and not undone(library).left
    library.close()
