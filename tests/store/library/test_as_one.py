"""Several changes as one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import InvalidInputError, Library, NotFoundError, StorageError, add_paths, open_library


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


def test_changes_inside_are_one_step(library: Library, release: int) -> None:
    """Everything inside is one event under the given name, undone and redone at once."""
    with library.as_one("tagged all"):
        for start in range(5):
            library.annotate(release, start, start + 3, tags=["water", f"tag {start}"])
        library.set_read(release, True)
        library.delete(library.annotations(release)[0].id)
    made, tags = library.annotations(release), library.tags()
    assert len(made) == 4 and len(tags) == 6
    assert [(event.what, event.release) for event in library.events()] == [("tagged all", release)]
    assert library.undo() is not None
    assert library.undo() is None
    assert (library.annotations(release), library.tags()) == ([], [])
    assert not library.release(release).read
    assert library.redo() is not None
    assert (library.annotations(release), library.tags()) == (made, tags)


def test_a_thousand_annotations_are_one_step(library: Library, release: int) -> None:
    """A thousand annotations go and come back by one undo and one redo, each with the same record."""
    length = len(library.text(release).text)
    with library.as_one("tagged everything"):
        for number in range(1000):
            library.annotate(release, number % (length - 5), number % (length - 5) + 5, tags=["all"])
    made = library.annotations(release)
    assert len(made) == 1000
    library.undo()
    assert library.annotations(release) == []
    library.redo()
    assert library.annotations(release) == made


def test_nested_steps_join_the_outer(library: Library, release: int) -> None:
    """A step inside a step has no event of its own."""
    with library.as_one("outer"):
        library.set_read(release, True)
        with library.as_one("inner"):
            library.set_starred(release, True)
    assert [event.what for event in library.events()] == ["outer"]


def test_an_error_takes_all_back(library: Library, release: int) -> None:
    """An error that leaves the block leaves nothing of it, and the next step is its own again."""
    with pytest.raises(KeyError), library.as_one("failing"):
        library.annotate(release, 0, 3, tags=["water"])
        raise KeyError
    assert (library.annotations(release), library.tags(), list(library.events())) == ([], [], [])
    library.set_read(release, True)
    assert [event.what for event in library.events()] == [
        "marked “Harbour towns agree on a shared ferry” read"
    ]


def test_a_refused_change_may_be_passed_over(library: Library, release: int) -> None:
    """A change refused half way leaves none of its rows among the others."""
    with library.as_one("some"):
        library.annotate(release, 0, 3, tags=["water"])
        with pytest.raises(InvalidInputError):
            library.annotate(release, 4, 6, tags=["new", "a,b"])
        with pytest.raises(NotFoundError):
            library.delete(99)
        library.annotate(release, 7, 9, tags=["boats"])
    assert [tag.name for tag in library.tags()] == ["water", "boats"]
    assert len(library.annotations(release)) == 2
    library.undo()
    assert (library.annotations(release), library.tags()) == ([], [])


def test_a_failed_write_cannot_be_passed_over(
    library: Library, release: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a write failed inside, nothing of the block is kept even where the error was caught."""

    def fail(*_: object) -> None:
        raise StorageError("the disk is full.")

    with pytest.raises(StorageError, match="full"), library.as_one("some"):
        library.set_read(release, True)
        with monkeypatch.context() as patch:
            patch.setattr(library.storage, "write_rows", fail)
            with pytest.raises(StorageError):
                library.annotate(release, 0, 3, note="lost")
        library.set_starred(release, True)
    found = library.release(release)
    assert (found.read, found.starred, list(library.events())) == (False, False, [])


def test_a_step_that_changes_nothing_is_none(library: Library, release: int) -> None:
    """An empty block, or one whose changes change nothing, is no event."""
    library.set_read(release, True)
    with library.as_one("nothing"):
        library.set_read(release, True)
    assert len(list(library.events())) == 1


def test_a_step_over_several_releases_concerns_each(library: Library, wire: Path) -> None:
    """An event about several releases is listed with each of them and with no other."""
    more = []
    for name in ("b", "c"):
        path = wire.with_name(f"{name}.txt")
        path.write_text(f"Headline {name}\n\nSome words of {name}.\n", encoding="utf-8")
        more.append(path)
    one, two, three = add_paths(library, [wire, *more]).added
    with library.as_one("marked two"):
        library.set_read(one, True)
        library.set_read(two, True)
    assert [event.release for event in library.events()] == [None]
    assert [len(list(library.events(key))) for key in (one, two, three)] == [1, 1, 0]


def test_imports_inside_take_ids_of_their_own(library: Library, wire: Path) -> None:
    """Releases added within a step and annotated there have ids that no later one gets."""
    with library.as_one("added and marked"):
        key = add_paths(library, [wire]).added[0]
        library.annotate(key, 0, 3, note="n")
    other = wire.with_name("b.txt")
    other.write_text("Another headline\n\nOther words.\n", encoding="utf-8")
    assert add_paths(library, [other]).added == [key + 1]
    assert library.annotate(key, 0, 3, note="m").id == 2


def test_a_step_is_durable_when_it_ends(library: Library, release: int) -> None:
    """Another connection sees nothing of a step before its end and all of it afterwards."""
    other = open_library(library.path, user="bea")
    with library.as_one("some"):
        library.annotate(release, 0, 3, note="n")
        assert other.annotations(release) == []
    assert len(other.annotations(release)) == 1
    other.close()
