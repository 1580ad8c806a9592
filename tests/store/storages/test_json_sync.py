"""A library in a folder that is synchronised: other versions of it arrive at any time, some half-written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from store import Library, NewerLibraryError, NotALibraryError, StorageError, add_bytes, open_library
from store.backups import copies as backups

TEXTS = (
    "Council sets ferry fares\n\nThe council met.",
    "Water is low\n\nThe agency warns.",
    "Ferry begins\n\nNow.",
)
Machine = Callable[..., Library]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """Opens the library of a computer, named by its folder; its user is called as the folder."""
    opened: list[Library] = []

    def open_on(name: str) -> Library:
        (tmp_path / name).mkdir(exist_ok=True)
        opened.append(open_library(tmp_path / name / "library.json", user=name))
        return opened[-1]

    yield open_on
    for library in opened:
        library.close()


@pytest.fixture
def two(machine: Machine) -> tuple[Library, Library]:
    """The library of two computers, alike: a release with a tagged passage."""
    here = machine("here")
    add(here, 0)
    here.annotations.add(1, 0, 12, tags=["fares"], note="first")
    there = here.path.parent.parent / "there"
    there.mkdir()
    shutil.copy(here.path, there)
    return here, machine("there")


def add(library: Library, number: int) -> int:
    """Adds one of the texts, and gives its release."""
    return add_bytes(library, f"/{number}.txt", f"{number}.txt", TEXTS[number].encode()).ids[0]


def synchronise(source: Library, target: Library) -> None:
    """Puts the source's file in the place of the target's, as a program that knows no lock does."""
    arriving = target.path.with_name("arriving")
    shutil.copy(source.path, arriving)
    arriving.replace(target.path)


def on_disk(library: Library) -> Any:
    """What the file says."""
    return json.loads(library.path.read_text(encoding="ascii"))


def marks(library: Library) -> set[tuple[str, str, tuple[str, ...], str]]:
    """Every annotation: its release, its words as they stand there, its tags, its note."""
    return {
        (
            release.source,
            library.releases.text(release.id).text[one.start : one.end],
            tuple(sorted(tag.name for tag in one.tags)),
            one.note,
        )
        for release in library.releases.many(library.releases.ids())
        for one in library.annotations.of(release.id)
    }


def copies(library: Library) -> list[Path]:
    """The versions kept beside the library."""
    return sorted(library.path.parent.glob("library (conflict *).json"))


# -- both changed ----------------------------------------------------------------------------------


def test_a_version_that_arrives_between_two_changes_is_joined(two: tuple[Library, Library]) -> None:
    """What was acknowledged here and what was done there are both in memory and in the file, at once."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    there.annotations.add(1, 19, 24, tags=["theirs"])
    synchronise(there, here)
    found = marks(here)
    assert found == {
        ("/0.txt", "Council sets", ("fares",), "first"),
        ("/0.txt", "ferr", ("mine",), ""),
        ("/0.txt", "fares", ("theirs",), ""),
    }
    again = open_library(here.path)  # nothing was changed here since: it is in the file all the same
    assert marks(again) == found
    again.close()
    assert any("Both are in it now" in warning for warning in here.warnings)


def test_numbers_that_clash_mean_what_they_meant(two: tuple[Library, Library]) -> None:
    """A tag keeps its name and an annotation its release, whatever numbers the other computer gave."""
    here, there = two
    here.annotations.add(add(here, 1), 0, 5, tags=["water"])
    there.annotations.add(add(there, 2), 0, 5, tags=["migration"])
    assert here.tags.all()[1].id == there.tags.all()[1].id
    mine, theirs = marks(here), marks(there)
    synchronise(there, here)
    assert marks(here) == mine | theirs
    assert here.tags.counts() == dict.fromkeys((tag.id for tag in here.tags.all()), 1)
    assert {event.what for event in here.history.events()} >= {event.what for event in there.history.events()}


def test_what_was_done_in_turn_is_taken_over_as_it_is(two: tuple[Library, Library]) -> None:
    """Where the other computer had all of ours, its version counts: what it deleted is deleted."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    synchronise(here, there)
    there.annotations.delete(2)
    there.annotations.edit(1, note="second")
    arrived = there.path.read_bytes()
    synchronise(there, here)
    assert marks(here) == marks(there)
    assert (here.path.read_bytes(), here.warnings) == (arrived, [])


def test_a_version_made_of_an_earlier_one_of_ours_deletes_only_what_it_knew(
    two: tuple[Library, Library],
) -> None:
    """What the other computer deleted stays deleted; what it never had stays."""
    here, there = two
    there.annotations.delete(1)
    here.annotations.add(1, 13, 17, tags=["mine"])
    here.reading.set_starred([1], True)
    synchronise(there, here)
    assert [one.quote for one in here.annotations.of(1)] == ["ferr"]
    assert here.releases.get(1).starred


def test_however_much_was_done_since_they_parted(two: tuple[Library, Library]) -> None:
    """A note changed here is not joined with what it was before, and what was deleted there is deleted."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    synchronise(here, there)
    there.annotations.delete(2)
    for number in range(150):
        here.annotations.edit(1, note=f"note {number}")
    synchronise(there, here)
    assert [(one.quote, one.note) for one in here.annotations.of(1)] == [("Council sets", "note 149")]


def test_what_was_done_before_it_was_opened_counts(machine: Machine, two: tuple[Library, Library]) -> None:
    """The state they parted from is known from a backup: a note changed last time stands as it is."""
    here, there = two
    there.annotations.add(1, 13, 17, tags=["theirs"])
    backups.take(here.path, "manual")
    here.annotations.edit(1, note="second")
    here.annotations.delete(here.annotations.add(1, 0, 3, tags=["mine"]).id)
    here.close()
    here = machine("here")
    here.reading.set_starred([1], True)
    synchronise(there, here)
    assert [(one.quote, one.note) for one in here.annotations.of(1)] == [
        ("Council sets", "second"),
        ("ferr", ""),
    ]


def test_an_old_version_that_returns_takes_nothing_back(two: tuple[Library, Library]) -> None:
    """A program that puts back an earlier state of the file loses none of what was done since."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    found = marks(here)
    synchronise(there, here)
    assert marks(here) == found
    again = open_library(here.path)
    assert marks(again) == found
    again.close()


def test_two_notes_are_both_kept(two: tuple[Library, Library]) -> None:
    """One note changed on both computers holds both texts, and both computers are told the same."""
    here, there = two
    here.annotations.edit(1, note="here")
    there.annotations.edit(1, note="there")
    synchronise(there, here)
    assert set(here.annotations.get(1).note.split("\n\n")) == {"here", "there"}
    assert any("it holds both texts now" in warning for warning in here.warnings)


def test_deleted_here_and_changed_there_stays(two: tuple[Library, Library]) -> None:
    """Whichever side deleted it."""
    here, there = two
    here.annotations.delete(1)
    there.annotations.edit(1, note="second thoughts")
    there.annotations.add(1, 0, 7, tags=["fares"])
    there.annotations.delete(2)
    synchronise(there, here)
    assert [one.note for one in here.annotations.of(1)] == ["second thoughts"]


def test_a_library_of_an_earlier_program_is_joined(two: tuple[Library, Library]) -> None:
    """One that no program has signed yet."""
    here, there = two
    for library in two:
        data = on_disk(library)
        data["meta"]["1"].pop("writers")
        library.path.write_text(json.dumps(data))
    assert marks(here) == marks(there)
    here.annotations.add(1, 13, 17, tags=["mine"])
    data = on_disk(there)
    data["annotations"]["1"]["note"] = "second"
    here.path.write_text(json.dumps(data))
    assert [(one.quote, one.note) for one in here.annotations.of(1)] == [
        ("Council sets", "second"),
        ("ferr", ""),
    ]


def test_an_empty_library_of_another_computer_takes_nothing(
    two: tuple[Library, Library], machine: Machine
) -> None:
    """A library made anew elsewhere and synchronised over this one is joined with it."""
    here, _ = two
    found = marks(here)
    synchronise(machine("new"), here)
    assert marks(here) == found


def test_two_computers_come_to_rest(two: tuple[Library, Library]) -> None:
    """After each has had the other's version both hold the same, and neither writes again."""
    here, there = two
    here.annotations.add(add(here, 1), 0, 5, tags=["water"], note="here")
    there.annotations.add(add(there, 2), 0, 5, tags=["migration"], note="there")
    everything = marks(here) | marks(there)
    synchronise(there, here)
    assert marks(here) == everything
    synchronise(here, there)
    assert marks(there) == everything
    synchronise(there, here)
    before = here.path.read_bytes()
    assert marks(here) == everything
    assert here.path.read_bytes() == before


def test_the_line_of_undo_goes_through_both(two: tuple[Library, Library]) -> None:
    """Undo takes back step by step what the user did on both computers, and leaves a sound library."""
    here, there = two
    there.tables.user = "here"
    for library, words in ((here, ((13, 17), (18, 23))), (there, ((0, 7), (25, 30)))):
        for start, end in words:
            library.annotations.add(1, start, end, tags=[f"{start}"])
    synchronise(there, here)
    assert len(here.annotations.of(1)) == 5
    while here.history.undo() is not None:
        pass
    assert here.annotations.of(1) == []
    while here.history.redo() is not None:
        pass
    assert len(here.annotations.of(1)) == 5


def test_programs_on_one_computer_take_turns(two: tuple[Library, Library]) -> None:
    """Those that keep the lock see what the others did, deletions too, and nothing is joined."""
    here, _ = two
    beside = open_library(here.path, user="beside")
    for number in range(4):
        mine = here.annotations.add(1, number, 9, tags=[f"tag {number}"])
        beside.annotations.delete(mine.id)
        beside.annotations.add(1, number, 12, tags=[f"tag {number}"])
        assert marks(here) == marks(beside)
    assert len(here.annotations.of(1)) == 5
    assert (here.warnings, beside.warnings) == ([], [])
    beside.close()


# -- writing it ------------------------------------------------------------------------------------


def test_while_another_program_writes_it_is_in_memory(two: tuple[Library, Library]) -> None:
    """What was joined is written as soon as the lock is free, without a change of the user's."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    there.annotations.add(1, 0, 7, tags=["theirs"])
    synchronise(there, here)
    with FileLock(here.path.with_name(".library.json.lock")):
        assert len(here.annotations.of(1)) == 3
        assert len(on_disk(here)["annotations"]) == 2
    here.tables.storage._again_at = 0.0  # type: ignore[attr-defined]
    here.version()
    assert len(on_disk(here)["annotations"]) == 3
    assert all("writing to it" not in warning for warning in here.warnings)


def test_a_disk_that_is_full_is_told_once(
    two: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was joined can be read, is not lost, and is written by the next change that can be."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    there.annotations.add(1, 0, 7, tags=["theirs"])
    synchronise(there, here)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.storages.json_file.written", full)
    for _ in range(3):
        assert len(here.annotations.of(1)) == 3
    assert len([one for one in here.warnings if "the disk is full" in one]) == 1
    with pytest.raises(StorageError, match="full"):
        here.reading.set_starred([1], True)
    monkeypatch.undo()
    here.reading.set_starred([1], True)
    assert len(on_disk(here)["annotations"]) == 3


def test_a_version_that_arrives_during_a_change_is_joined(two: tuple[Library, Library]) -> None:
    """The change is in the file with it."""
    here, there = two
    there.annotations.add(add(there, 2), 0, 5, tags=["migration"])
    theirs = marks(there)
    with here.transaction():
        here.annotations.add(add(here, 1), 0, 5, tags=["water"])
        synchronise(there, here)
    assert marks(here) == theirs | {("/1.txt", "Water", ("water",), "")}
    assert len(on_disk(here)["annotations"]) == 3


def test_a_version_that_arrives_during_a_change_that_fails_is_joined(
    two: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is taken back, and what arrived is neither lost nor taken for deleted."""
    here, there = two
    there.annotations.add(1, 0, 7, tags=["theirs"])
    here.annotations.add(1, 13, 17, tags=["mine"])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageError, match="full"), here.transaction():
        here.annotations.add(1, 3, 8, tags=["failing"])
        synchronise(there, here)
        monkeypatch.setattr(Path, "replace", full)
    monkeypatch.undo()
    here.reading.set_starred([1], True)
    assert {tag.name for one in here.annotations.of(1) for tag in one.tags} == {"fares", "theirs", "mine"}
    assert len(on_disk(here)["annotations"]) == 3


def test_a_newer_programs_version_is_not_mixed_with_ours(two: tuple[Library, Library]) -> None:
    """Rows that mean something else are left alone; what was done here is beside it."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    there.tables.table("meta").update({"schema": 99})
    synchronise(there, here)
    with pytest.raises(NewerLibraryError):
        here.reading.set_starred([1], True)
    (copy,) = copies(here)
    assert len(json.loads(copy.read_text())["annotations"]) == 2
    assert copy.name in here.warnings[0]


# -- what is no library ----------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"{}", b"{", b"[]", b'{"a": {"1": {}}}', b'{"meta": {}}', b"half"])
def test_what_is_no_library_is_never_taken_for_ours(two: tuple[Library, Library], data: bytes) -> None:
    """What is in memory is put beside it at once, told, and can be read; nothing is written."""
    here, there = two
    here.annotations.add(1, 13, 17, tags=["mine"])
    found = marks(here)
    data = here.path.read_bytes()[:500] if data == b"half" else data
    here.path.write_bytes(data)
    here.version()  # as the application looks for changes
    (copy,) = copies(here)
    assert copy.name in here.warnings[0]
    assert marks(here) == found
    saved = open_library(copy)
    assert marks(saved) == found
    saved.close()
    with pytest.raises(NotALibraryError, match=r"library\.json.*library \(conflict"):
        here.annotations.add(1, 0, 7, tags=["more"])
    assert here.path.read_bytes() == data
    assert marks(here) == found
    assert copies(here) == [copy]
    there.annotations.add(1, 0, 7, tags=["theirs"])
    synchronise(there, here)  # the rest of it has come
    assert len(here.annotations.of(1)) == 3
    here.reading.set_starred([1], True)
    assert len(on_disk(here)["annotations"]) == 3


def test_where_nothing_can_be_put_beside_it_that_is_told(
    two: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in memory is still there, and so is the reason."""
    here, _ = two

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.storages.json_place.write_new", full)
    found = marks(here)
    here.path.write_bytes(b"{}")
    assert marks(here) == found
    assert "could not be put beside it" in here.warnings[0]
    assert copies(here) == []


def test_a_file_that_has_gone_is_told_once(two: tuple[Library, Library]) -> None:
    """What was in it can be read, and the next change writes all of it."""
    here, _ = two
    found = marks(here)
    here.path.unlink()
    for _ in range(3):
        assert marks(here) == found
    assert [warning for warning in here.warnings if "is gone" in warning] == here.warnings
    assert len(here.warnings) == 1
    here.reading.set_starred([1], True)
    assert len(on_disk(here)["annotations"]) == 1
