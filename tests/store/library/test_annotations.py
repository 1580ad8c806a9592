"""Annotations: what a user marked, changed, moved and deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import store.library.annotations as library_annotations
from store import (
    Annotation,
    ChangedMeanwhileError,
    InvalidInputError,
    Library,
    NoteConflictError,
    NotFoundError,
    add_paths,
)
from store.canonical import user_text


def test_annotate_keeps_words_and_context(library: Library, release: int) -> None:
    """An annotation holds its quote, context, tags, note, creator and times."""
    made = library.annotations.add(release, 8, 13, tags=["towns", "#water"], note="A note.\r\nMore.")
    text = library.releases.text(release).text
    assert made.quote == text[8:13] == "towns"
    assert (made.prefix, made.suffix) == (text[:8], text[13 : 13 + 32])
    assert [tag.name for tag in made.tags] == ["towns", "water"]
    assert (made.note, made.creator, made.state) == ("A note.\nMore.", "ana", "anchored")
    assert made.created == made.modified
    assert library.annotations.of(release) == [made]
    assert library.releases.get(release).annotations == 1


def test_some_at_a_time_they_are_all_there(
    library: Library, release: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the release that can be read; one that another was given to meanwhile is not."""
    monkeypatch.setattr(library_annotations, "_READ_AT_ONCE", 2)
    for start in (9, 3, 6, 0):
        library.annotations.add(release, start, start + 3, tags=["one", "two"])
    table = library.tables.table("annotations")
    table.update({"quote": 7}, doc_ids=[3])
    parts = library.annotations.some_at_a_time(release)
    first = next(parts)
    table.update({"release": release + 1}, doc_ids=[4])
    rest = [*parts]
    assert len(first) == 2 and rest == [[]]
    assert sorted(first, key=library_annotations.in_text_order) == library.annotations.of(release)
    assert [*library.annotations.some_at_a_time(release + 2)] == []


def test_annotations_come_in_text_order(library: Library, release: int) -> None:
    """Annotations are sorted by start, end and age, and may overlap."""
    spans = [(5, 9), (0, 20), (0, 3), (5, 9)]
    ids = [library.annotations.add(release, *span, note="n").id for span in spans]
    assert [one.id for one in library.annotations.of(release)] == [ids[2], ids[1], ids[0], ids[3]]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 4), (-1, 3), (0, 10**6)])
def test_impossible_passages_are_not_marked(library: Library, release: int, start: int, end: int) -> None:
    """An empty, backward or outlying passage raises InvalidInputError and stores nothing."""
    with pytest.raises(InvalidInputError):
        library.annotations.add(release, start, end, tags=["x"])
    assert library.annotations.of(release) == []
    assert library.tags.all() == []


def test_neither_tag_nor_note_is_refused(library: Library, release: int) -> None:
    """An annotation needs a tag or a note, when it is made and when it is changed."""
    with pytest.raises(InvalidInputError):
        library.annotations.add(release, 0, 3)
    made = library.annotations.add(release, 0, 3, tags=["x"])
    with pytest.raises(InvalidInputError):
        library.annotations.edit(made.id, tags=[])
    assert library.annotations.edit(made.id, tags=[], note="instead").tags == ()


def test_refused_annotation_makes_no_tag(library: Library, release: int) -> None:
    """When one tag name is impossible, none of the others is made and no step is recorded."""
    with pytest.raises(InvalidInputError):
        library.annotations.add(release, 0, 3, tags=["good", "a,b"])
    with pytest.raises(InvalidInputError):
        library.annotations.add(release, 0, 3, tags=["good"], note="\ud800")
    assert library.tags.all() == []
    assert library.history.undo() is None


def test_edit_changes_only_what_is_given(library: Library, release: int) -> None:
    """What is None stays; an edit that changes nothing is no step and no modification."""
    made = library.annotations.add(release, 0, 3, tags=["x"], note="n")
    noted = library.annotations.edit(made.id, note="m")
    assert (noted.tags, noted.note) == (made.tags, "m")
    assert noted.modified > made.modified
    assert library.annotations.edit(made.id, tags=["X"], note="m") == noted
    event = library.history.undo()
    assert event is not None
    assert event.what == "changed the note of “Har”"
    assert library.annotations.get(made.id) == made


def test_delete_gives_what_it_was(library: Library, release: int) -> None:
    """A deleted annotation is given back, is gone, and returns by undo with its id."""
    made = library.annotations.add(release, 0, 3, tags=["x"])
    assert library.annotations.delete(made.id) == made
    assert library.annotations.of(release) == []
    library.history.undo()
    assert library.annotations.of(release) == [made]


def test_annotation_ids_are_never_given_again(library: Library, release: int) -> None:
    """A new annotation takes no id that a deleted or undone one had."""
    first = library.annotations.add(release, 0, 3, note="a")
    library.history.undo()
    second = library.annotations.add(release, 0, 3, note="b")
    library.annotations.delete(second.id)
    third = library.annotations.add(release, 0, 3, note="c")
    assert first.id < second.id < third.id


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=st.text(min_size=1), data=st.data())
def test_any_note_is_kept(library: Library, wire: Path, note: str, data: st.DataObject) -> None:
    """Any Unicode note is kept in canonical form on any passage."""
    release = add_paths(library, [wire]).ids[0]
    length = len(library.releases.text(release).text)
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    if wanted := user_text(note):
        assert library.annotations.add(release, start, end, note=note).note == wanted


def test_a_passage_grows_and_shrinks(library: Library, release: int) -> None:
    """Tags, note and id stay; quote and context are those of the new passage; one undo leads back."""
    text = library.releases.text(release).text
    made = library.annotations.add(release, 4, 12, tags=["water", "boats"], note="n")
    for start, end in ((0, 20), (6, 9)):
        shaped = library.annotations.reshape(made.id, start, end)
        assert (shaped.start, shaped.end, shaped.quote) == (start, end, text[start:end])
        assert (shaped.prefix, shaped.suffix) == (text[:start], text[end : end + 32])
        assert (shaped.id, shaped.tags, shaped.note) == (made.id, made.tags, made.note)
        assert shaped.modified > made.modified
    event = library.history.undo()
    assert event is not None
    assert event.what.startswith("changed the passage of ")
    assert (library.annotations.get(made.id).start, library.annotations.get(made.id).end) == (0, 20)
    library.history.undo()
    assert library.annotations.get(made.id) == made


def test_the_same_passage_is_no_change(library: Library, release: int) -> None:
    """Reshaping to what it is makes no event and no modification."""
    made = library.annotations.add(release, 4, 12, note="n")
    assert library.annotations.reshape(made.id, 4, 12) == made
    event = library.history.undo()
    assert event is not None
    assert event.what.startswith("noted on")


def test_impossible_passages_are_refused(library: Library, release: int) -> None:
    """An empty passage, one outside the text, an unknown annotation: nothing changes."""
    made = library.annotations.add(release, 4, 12, note="n")
    for start, end in ((4, 4), (9, 4), (0, 10**9)):
        with pytest.raises(InvalidInputError):
            library.annotations.reshape(made.id, start, end)
    with pytest.raises(NotFoundError):
        library.annotations.reshape(99, 0, 4)
    assert library.annotations.of(release) == [made]


def test_a_changed_passage_is_confirmed(library: Library, release: int, wire: Path) -> None:
    """Words an update altered are marked anew where they stand: then they are what was marked."""
    text = library.releases.text(release).text
    start = text.index("one ferry between")
    made = library.annotations.add(release, start, start + 17, tags=["water"])
    wire.write_text(wire.read_text(encoding="utf-8").replace("one ferry", "one new ferry"), encoding="utf-8")
    add_paths(library, [wire])
    changed = library.annotations.get(made.id)
    assert (changed.state, changed.quote, changed.was) == ("changed", "one new ferry between", made.quote)
    confirmed = library.annotations.reshape(made.id, changed.start, changed.end)
    assert (confirmed.state, confirmed.quote, confirmed.was) == ("anchored", changed.quote, "")
    library.history.undo()
    assert library.annotations.get(made.id) == changed


def test_an_orphan_finds_a_home(library: Library, release: int, wire: Path) -> None:
    """An annotation whose words are gone is put on a passage by hand, and is anchored there."""
    made = library.annotations.add(release, 0, 12, tags=["water"], note="n")
    wire.write_text("Something else\n\nNothing of it is left in here.\n", encoding="utf-8")
    add_paths(library, [wire])
    assert library.annotations.get(made.id).state == "orphaned"
    shaped = library.annotations.reshape(made.id, 0, 9)
    assert (shaped.state, shaped.quote, shaped.tags) == ("anchored", "Something", made.tags)
    library.history.undo()
    assert library.annotations.get(made.id).state == "orphaned"


def test_a_note_changed_since_it_was_shown_is_not_overwritten(library: Library, release: int) -> None:
    """The error has both; the one chosen then takes the other's place, and one undo brings that back."""
    made = library.annotations.add(release, 0, 3, note="first")
    library.annotations.edit(made.id, note="theirs", shown="first")
    with pytest.raises(NoteConflictError) as raised:
        library.annotations.edit(made.id, note="mine", shown="first")
    assert (raised.value.theirs, raised.value.mine) == ("theirs", "mine")
    assert library.annotations.get(made.id).note == "theirs"
    assert library.annotations.edit(made.id, note="mine", shown="theirs").note == "mine"
    library.history.undo()
    assert library.annotations.get(made.id).note == "theirs"


@pytest.mark.parametrize("theirs", ["", "mine", "fi\u0301rst"])
def test_a_note_is_compared_as_it_is_kept(library: Library, release: int, theirs: str) -> None:
    """One taken away since is a change too; the same words are none, nor is another way to write them."""
    made = library.annotations.add(release, 0, 3, tags=["water"], note="f\u00edrst")
    library.annotations.edit(made.id, note=theirs)
    if theirs:
        assert library.annotations.edit(made.id, note="mine", shown="fi\u0301rst").note == "mine"
    else:
        with pytest.raises(NoteConflictError):
            library.annotations.edit(made.id, note="mine", shown="f\u00edrst")


def test_tags_are_changed_by_what_was_chosen_alone(library: Library, release: int) -> None:
    """What another gave since stays, what another took stays away; the order is that of the choice."""
    made = library.annotations.add(release, 0, 3, tags=["water", "boats", "town"], note="n")
    library.annotations.edit(made.id, tags=["Water", "boats", "fares"])
    found = library.annotations.retag(made.id, ["water", "boats", "town"], ["quay", "town", "WATER"])
    assert [tag.name for tag in found.tags] == ["quay", "water", "fares"]


def test_what_changed_since_it_was_shown_is_not_deleted(library: Library, release: int) -> None:
    """A note, a tag or a passage of another window; seen, it can be deleted."""
    shown = library.annotations.add(release, 0, 3, tags=["water"], note="first")
    changes: list[Callable[[int], Annotation]] = [
        lambda key: library.annotations.edit(key, note="theirs"),
        lambda key: library.annotations.edit(key, tags=["water", "fares"]),
        lambda key: library.annotations.reshape(key, 0, 9),
    ]
    for change in changes:
        now = change(shown.id)
        with pytest.raises(ChangedMeanwhileError):
            library.annotations.delete(shown.id, shown=shown)
        assert library.annotations.of(release) == [now]
        shown = now
    library.annotations.delete(shown.id, shown=shown)
    assert library.annotations.of(release) == []
