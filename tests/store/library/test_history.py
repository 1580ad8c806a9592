"""Undo and redo: any sequence of changes is taken back and made again, each user's own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import BuiltUponError, DatelineError, Library, add_paths, open_library
from tests.one_step import one_step
from tests.store.library.conftest import copied

TEXT = "A ferry for the harbour\n\nThe ferry sails in May, said the mayor of the harbour town.\n"
NAMES = ["water", "boats", "Water", "town"]

Step = Callable[[Library], object]


def state(library: Library) -> Any:
    """What a user sees of the library."""
    releases = library.releases.many(library.releases.ids())
    return releases, library.tags.all(), [library.annotations.of(one.id) for one in releases]


def _annotate(start: int, names: list[str], note: str) -> Step:
    return lambda library: library.annotations.add(1, start, start + 5, tags=names, note=note)


def _edit(which: int, names: list[str] | None, note: str | None) -> Step:
    def act(library: Library) -> None:
        for one in library.annotations.of(1)[which : which + 1]:
            library.annotations.edit(one.id, tags=names, note=note)

    return act


def _delete(which: int) -> Step:
    def act(library: Library) -> None:
        for one in library.annotations.of(1)[which : which + 1]:
            library.annotations.delete(one.id)

    return act


def _pin(which: int, digit: int | None) -> Step:
    def act(library: Library) -> None:
        for tag in library.tags.all()[which : which + 1]:
            library.tags.pin(tag.id, digit)

    return act


TAGS = st.lists(st.sampled_from(NAMES), max_size=3)
CHANGES: st.SearchStrategy[Step] = st.one_of(
    st.builds(_annotate, st.integers(0, 20), TAGS, st.sampled_from(["", "a note"])),
    st.builds(_edit, st.integers(0, 2), st.none() | TAGS, st.none() | st.sampled_from(["", "other"])),
    st.builds(_delete, st.integers(0, 2)),
    st.builds(_pin, st.integers(0, 2), st.none() | st.integers(1, 3)),
    st.booleans().map(lambda read: lambda library: library.reading.set_read([1], read)),
    st.booleans().map(lambda starred: lambda library: library.reading.set_starred([1], starred)),
)


def attempt(library: Library, change: Step) -> None:
    """Makes the change; one that is refused is no change."""
    try:
        change(library)
    except DatelineError:
        return


def steps(library: Library) -> int:
    """How many events there are."""
    return len(library.tables.table("history"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one release."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "wire.txt").write_text(TEXT, encoding="utf-8")
    with closing(open_library(folder / "library.db", user="ana")) as library:
        add_paths(library, [folder / "wire.txt"])
    return folder / "library.db"


@pytest.mark.slow
@settings(max_examples=40)
@given(changes=st.lists(CHANGES, max_size=7), reopen=st.booleans())
def test_undo_and_redo_retrace_every_state(begun: Path, changes: list[Step], reopen: bool) -> None:
    """As many undos as changes pass through every earlier state, and redos through every later one."""
    with tempfile.TemporaryDirectory() as folder:
        library = copied(begun, folder)
        states = [state(library)]
        for change in changes:
            before = steps(library)
            attempt(library, change)
            if steps(library) > before:
                states.append(state(library))
            else:
                assert state(library) == states[-1]
        if reopen:
            library.close()
            library = open_library(Path(folder, "library.db"), user="ana")
        for earlier, later in reversed(list(pairwise(states))):
            assert state(library) == later
            assert library.history.undo() is not None
            assert state(library) == earlier
        assert library.history.undo() is None
        if reopen:
            library.close()
            library = open_library(Path(folder, "library.db"), user="ana")
        for later in states[1:]:
            assert library.history.redo() is not None
            assert state(library) == later
        assert library.history.redo() is None
        library.close()


@settings(max_examples=40)
@given(moves=st.lists(st.tuples(st.sampled_from(["change", "undo", "redo"]), CHANGES), max_size=12))
def test_undo_and_redo_in_any_order(begun: Path, moves: list[tuple[str, Step]]) -> None:
    """Changes, undos and redos in any order do as two stacks of states do."""
    with tempfile.TemporaryDirectory() as folder:
        library = copied(begun, folder)
        past, future = [state(library)], []
        for move, change in moves:
            if move == "undo":
                assert (library.history.undo() is not None) == (len(past) > 1)
                future += [past.pop()] if len(past) > 1 else []
            elif move == "redo":
                assert (library.history.redo() is not None) == bool(future)
                past += [future.pop()] if future else []
            else:
                before = steps(library)
                attempt(library, change)
                if steps(library) > before:
                    past.append(state(library))
                    future = []
            assert state(library) == past[-1]
        library.close()


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


def test_new_change_clears_redo(library: Library, release: int) -> None:
    """After a new change what was undone before cannot be made again."""
    library.reading.set_read([release], True)
    library.history.undo()
    library.reading.set_starred([release], True)
    assert library.history.redo() is None
    assert not library.releases.get(release).read


def test_redo_makes_the_change_undone_last(library: Library, release: int) -> None:
    """An undone change that a later one has cleared does not come back by undoing the later one."""
    library.reading.set_starred([release], True)
    library.annotations.add(release, 0, 3, note="first")
    library.history.undo()
    library.annotations.add(release, 0, 3, note="second")
    library.history.undo()
    assert library.history.redo() is not None
    assert [one.note for one in library.annotations.of(release)] == ["second"]
    assert library.history.redo() is None


def test_events_say_what_was_done(library: Library, release: int) -> None:
    """Undo and redo give who did what to which release and when."""
    library.annotations.add(release, 0, 7, tags=["water"])
    undone = library.history.undo()
    assert undone is not None
    assert (undone.user, undone.what, undone.release) == ("ana", "tagged “Harbour”", release)
    assert library.history.redo() == undone


def test_undo_is_each_users_own(library: Library, bea: Library, release: int) -> None:
    """A user's undo passes over what others did."""
    ours = library.annotations.add(release, 0, 3, note="ana's")
    theirs = bea.annotations.add(release, 4, 6, note="bea's")
    library.history.undo()
    assert library.annotations.of(release) == [theirs]
    assert library.history.undo() is None
    bea.history.undo()
    library.history.redo()
    assert bea.annotations.of(release) == [ours]


def test_undo_keeps_anothers_later_change(library: Library, bea: Library, release: int) -> None:
    """Undoing an edit of the tags keeps the note another user wrote since."""
    made = library.annotations.add(release, 0, 3, tags=["water"], note="first")
    library.annotations.edit(made.id, tags=["boats"])
    bea.annotations.edit(made.id, note="bea's")
    library.history.undo()
    now = library.annotations.get(made.id)
    assert ([tag.name for tag in now.tags], now.note) == (["water"], "bea's")


def test_undo_of_a_tag_in_use_keeps_it(library: Library, bea: Library, release: int) -> None:
    """A tag made by what is undone stays when another user's annotation has it."""
    library.annotations.add(release, 0, 3, tags=["water", "boats"])
    theirs = bea.annotations.add(release, 4, 6, tags=["water"])
    library.history.undo()
    assert bea.annotations.of(release) == [theirs]
    assert [tag.name for tag in bea.tags.all()] == ["water"]
    library.history.redo()
    assert sorted(tag.name for tag in bea.tags.all()) == ["boats", "water"]


def test_undo_of_an_edit_to_what_another_deleted(library: Library, bea: Library, release: int) -> None:
    """What another user deleted stays deleted."""
    made = library.annotations.add(release, 0, 3, note="one")
    library.annotations.edit(made.id, note="two")
    bea.annotations.delete(made.id)
    library.history.undo()
    assert library.annotations.of(release) == []
    bea.history.undo()
    assert [one.note for one in library.annotations.of(release)] == ["two"]


def test_redo_makes_no_second_tag_of_a_name(library: Library, bea: Library, release: int) -> None:
    """When another user made the tag meanwhile, redo brings no second tag of that name or digit."""
    library.annotations.add(release, 0, 3, tags=["water"])
    library.history.undo()
    bea.annotations.add(release, 4, 6, tags=["Water"])
    library.history.redo()
    tags = library.tags.all()
    assert len({tag.name.casefold() for tag in tags}) == len(tags)
    pins = [tag.pinned for tag in tags if tag.pinned]
    assert len(set(pins)) == len(pins)
    assert [[tag.name.casefold() for tag in one.tags] for one in library.annotations.of(release)] == [
        ["water"]
    ] * 2


def test_undo_gives_no_digit_twice(library: Library, bea: Library, release: int) -> None:
    """A digit another user gave away meanwhile stays where it is: undo says so, and has it on no two tags."""
    one, two = library.annotations.add(release, 0, 3, tags=["one", "two"]).tags
    library.tags.pin(one.id, None)
    bea.tags.pin(two.id, 1)
    with pytest.raises(BuiltUponError, match="bea pinned #two to 1 since; the digit 1 of #two"):
        library.history.undo()
    library.history.undo(own_part=True)
    assert next(tag.pinned for tag in library.tags.all() if tag.name == "two") == 1
    pins = [tag.pinned for tag in library.tags.all() if tag.pinned]
    assert len(set(pins)) == len(pins)


def test_history_is_kept(library: Library, release: int) -> None:
    """Undo and redo take nothing out of the audit trail."""
    library.annotations.add(release, 0, 3, note="n")
    library.history.undo()
    rows = library.tables.table("history").all()
    assert [(row["user"], row["release"], row["undone"]) for row in rows] == [("ana", release, True)]


def test_a_step_over_several_releases_concerns_each(library: Library, wire: Path) -> None:
    """An event about several releases is listed with each of them and with no other."""
    more = []
    for name in ("b", "c"):
        path = wire.with_name(f"{name}.txt")
        path.write_text(f"Headline {name}\n\nSome words of {name}.\n", encoding="utf-8")
        more.append(path)
    one, two, three = add_paths(library, [wire, *more]).added
    with one_step(library, "marked two"):
        library.reading.set_read([one], True)
        library.reading.set_read([two], True)
    assert [event.release for event in library.history.events()] == [None]
    assert [len(list(library.history.events(key))) for key in (one, two, three)] == [1, 1, 0]


def test_a_step_of_many_rows_reads_and_writes_them_together(
    library: Library, release: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Undo and redo ask the storage as often for 30 passages as for three."""
    asked: list[str] = []
    for name in ("get_rows", "write_rows", "find_rows"):
        whole = getattr(library.tables.storage, name)

        def counted(*arguments: object, whole: Callable[..., object] = whole, name: str = name) -> object:
            asked.append(name)
            return whole(*arguments)

        monkeypatch.setattr(library.tables.storage, name, counted)
    library.codebook.create("other")
    times = []
    for name, count in (("few", 3), ("many", 30)):
        ids = [library.annotations.add(release, at, at + 2, tags=[name]).id for at in range(count)]
        library.codebook.split(name, ids, "other")
        asked.clear()
        assert library.history.undo() is not None and library.history.redo() is not None
        times.append(len(asked))
        assert {tag.name for key in ids for tag in library.annotations.get(key).tags} == {"other"}
    assert times[0] == times[1]


def test_a_step_is_read_once_to_be_taken_back(
    library: Library, release: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And once to be made again: it may have ten thousands of changes."""
    library.annotations.add(release, 0, 3, tags=["water"])
    step, read = library.tables.storage.last_id("history"), list[int]()
    whole = library.tables.storage.get_rows

    def counted(table: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        asked = [*ids]
        read.extend(asked if table == "history" else ())
        return whole(table, asked)

    monkeypatch.setattr(library.tables.storage, "get_rows", counted)
    assert library.history.undo() is not None
    assert read.count(step) == 1
    assert library.history.redo() is not None
    assert read.count(step) == 2


def test_a_passage_that_is_brought_back_goes_where_its_words_went(library: Library, tmp_path: Path) -> None:
    """By the text it was marked in: among passages that read alike the nearest one need not be it."""
    block = "The old ferry of the harbour is tied up. It sails. Nobody on the island waits for it.\n\n"
    text = f"A ferry\n\nFirst words.\n\n{block * 3}Last words.\n"
    path = tmp_path / "ferry.txt"
    path.write_text(text, encoding="utf-8")
    (key,) = add_paths(library, [path]).added
    start = text.index(block) + len(block) + block.index("It sails")
    marked = library.annotations.add(key, start, start + 9, tags=["water"])
    library.annotations.delete(marked.id)
    put_in = "x" * (len(block) - 7) + "\n\n"
    path.write_text(text.replace("First words.\n\n", f"First words.\n\n{put_in}"), encoding="utf-8")
    assert add_paths(library, [path]).updated == [key]
    assert library.history.undo() is not None
    (back,) = library.annotations.of(key)
    assert (back.start, back.quote) == (start + len(put_in), "It sails.")
