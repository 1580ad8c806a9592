"""The trash: what is removed is nowhere, comes back as it was, and is deleted only when that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Library, NotFoundError, ReadingPosition, add_paths, open_library
from store.care.doctor import examine
from store.duplicates import groups
from store.exports import annotated
from store.intake import follow, refresh
from store.search import Words
from tests.store.library.conftest import add, dated
from tests.used import releases


@pytest.fixture(params=["library.db", "library.json"])
def library(request: pytest.FixtureRequest, tmp_path: Path, clock: Callable[[], str]) -> Iterator[Library]:
    """An empty library, of each kind of file."""
    opened = open_library(tmp_path / request.param, user="ana", clock=clock)
    yield opened
    assert not examine(opened)
    opened.close()


@pytest.fixture
def three(library: Library, tmp_path: Path) -> Library:
    """Three releases; the second is marked in every way there is."""
    for number in (1, 2, 3):
        add(library, tmp_path, f"{number}", dated(f"May {number}, 2024"))
    library.annotations.add(2, 0, 10, tags=["boats"], note="a note")
    library.reading.set_read([2], True)
    library.reading.set_starred([2], True)
    library.reading.save_position(2, ReadingPosition(12, 3))
    return library


def found(library: Library, query: str) -> list[int]:
    """The releases of a query."""
    return library.find.ids(query)


def everything(library: Library) -> tuple[object, ...]:
    """All there is to see of a library."""
    ids = library.releases.ids()
    return (
        library.releases.many(ids),
        [library.releases.text(key).text for key in ids],
        library.annotations.of_each(ids),
        [library.reading.position(key) for key in ids],
        (library.releases.count(), library.reading.unread(), library.tags.counts()),
        found(library, "ferry"),
        found(library, "is:starred"),
    )


def test_what_is_removed_is_in_no_list_count_or_search(three: Library) -> None:
    """Nor are its annotations and tags, in an export or anywhere."""
    assert (three.trash.remove([2]), three.releases.ids()) == (1, [3, 1])
    assert (three.releases.count(), three.reading.unread()) == (2, 2)
    assert three.releases.many([1, 2, 3]) == [three.releases.get(1), three.releases.get(3)]
    assert {*found(three, "ferry")} == {1, 3} == {hit.release.id for hit in three.find.hits("ferry")}
    assert len([*three.find.hits("ferry", 2)]) == 2 == len([*three.find.hits("-nothing", 2)])
    assert three.find.matching(Words("", "ferry")) == {1, 3}
    assert len(found(three, "-nothing")) == 2 and not found(three, "is:starred OR tag:boats OR note:note")
    assert not [*three.find.passages("")] and {one.release.id for one in three.find.lines("ferry")} == {1, 3}
    assert [*three.tags.counts().values()] == [0]
    assert not three.releases.annotated() and not [*annotated(three)]
    assert three.reading.last_open() is None


def test_what_is_asked_of_a_removed_release_says_where_it_is(three: Library) -> None:
    """Nothing can be marked in it meanwhile."""
    three.trash.remove([2])
    for ask in (
        lambda: three.releases.get(2),
        lambda: three.releases.text(2),
        lambda: three.annotations.add(2, 0, 5, tags=["x"]),
        lambda: three.reading.set_starred([2], False),
    ):
        with pytest.raises(NotFoundError, match="release 2 is in the trash"):
            ask()


def test_a_release_comes_back_exactly_as_it_was(three: Library) -> None:
    """By an undo and by being restored; redo removes it again."""
    before = everything(three)
    three.trash.remove([3, 2, 2, 99])
    assert [one.release.id for one in three.trash.all()] == [3, 2]
    step = three.history.undo()
    assert step is not None and step.what == "removed 2 releases" and everything(three) == before
    three.history.redo()
    assert three.releases.ids() == [1]
    assert three.trash.restore([2, 3]) == 2
    assert everything(three) == before and not [*three.trash.all()]
    step = three.history.undo()
    assert (
        step is not None and step.what == "took 2 releases out of the trash" and three.releases.ids() == [1]
    )


def test_only_what_is_in_the_trash_can_be_restored(three: Library) -> None:
    """One that is not keeps all where they are."""
    three.trash.remove([2])
    with pytest.raises(NotFoundError, match="no release 1 in the trash"):
        three.trash.restore([2, 1])
    assert three.releases.ids() == [3, 1]


def test_copies_of_a_removed_release_are_no_group(library: Library, tmp_path: Path) -> None:
    """They are one again when it is restored."""
    add_paths(library, [releases(tmp_path / "releases")])
    (group,) = groups(library)
    library.trash.remove(group.ids[:1])
    assert not groups(library) and not found(library, "is:duplicate")
    library.trash.restore(group.ids[:1])
    assert groups(library) == [group] and {*found(library, "is:duplicate")} == {*group.ids}


def test_emptying_deletes_for_good(three: Library) -> None:
    """Texts, annotations and what the history kept of them; earlier steps can still be undone."""
    three.reading.set_starred([1], True)
    three.annotations.delete(three.annotations.of(2)[0].id)
    three.trash.remove([2])
    assert (three.trash.empty(), three.trash.count(), three.trash.empty()) == (1, 0, 0)
    with pytest.raises(NotFoundError, match="the trash emptied since"):
        three.releases.get(2)
    with pytest.raises(NotFoundError):
        three.trash.restore([2])
    assert three.releases.count() == 2 and {*found(three, "ferry")} == {1, 3}
    kept = [row["text"] for _, row in three.tables.readable_rows("texts") if row["release"] == 2]
    assert kept == [""] and not [*three.tables.readable_rows("annotations")]
    assert "a note" not in str([row for _, row in three.tables.readable_rows("history")])
    assert not examine(three)
    while (step := three.history.undo()) is not None:
        assert not examine(three), step
    assert three.releases.ids() == [3, 1] and not three.releases.get(1).starred


def test_what_its_file_still_holds_does_not_come_back(three: Library, tmp_path: Path) -> None:
    """Neither as it was nor changed; restored, it takes in what changed."""
    path = tmp_path / "2.txt"
    three.trash.remove([2])
    report = add_paths(three, [path], asked=True)
    assert (report.ids, report.removed) == ([], [2])
    path.write_text(dated("May 2, 2024") + "More of it.\n", encoding="utf-8")
    assert add_paths(three, [path], asked=True).removed == [2] and three.releases.count() == 2
    three.trash.restore([2])
    assert "More" not in three.releases.text(2).text
    assert add_paths(three, [path]).updated == [2]


def test_what_was_deleted_comes_back_only_where_it_is_asked_for(library: Library, tmp_path: Path) -> None:
    """A folder that is followed does not bring it, its file named by a user does."""
    folder = tmp_path / "followed"
    folder.mkdir()
    key = add(library, folder, "ferry", dated("May 2, 2024"))
    follow(library, str(folder))
    library.annotations.add(key, 0, 5, tags=["x"])
    library.trash.remove([key])
    library.trash.empty()
    for text in (dated("May 2, 2024"), dated("May 2, 2024") + "More.\n", dated("May 2, 2024")):
        (folder / "ferry.txt").write_text(text, encoding="utf-8")
        (outcome,) = refresh(library).outcomes
        assert (outcome.report.ids, outcome.report.removed) == ([], [key])
    assert add_paths(library, [folder], asked=True).added == [key]
    assert library.releases.text(key).text.startswith("Ferry news") and not library.annotations.of(key)
    assert found(library, "ferry") == [key] and not examine(library)
    add_paths(library, [folder], asked=True)
    assert library.releases.count() == 1
