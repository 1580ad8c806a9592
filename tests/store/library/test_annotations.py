"""Coding: what a user marked takes another shape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store import (
    Annotation,
    ChangedMeanwhileError,
    InvalidInputError,
    Library,
    NoteConflictError,
    NotFoundError,
    add_paths,
)


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


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
