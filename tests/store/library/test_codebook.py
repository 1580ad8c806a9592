"""The codebook: tags renamed, merged, split and deleted, each in one step that undo takes back whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import InvalidInputError, Library, NotFoundError, open_library
from store.library import LONGEST_NAME, Entry, tree
from store.library.joining import joined
from store.storages import Tables
from tests.store.library.conftest import add, dated

NAMES = ("a", "A/b", "a/b/c", "Été", "été/x", "ete", "water", "#Water", "d/b", "世界/贸易")


def _names(library: Library, annotation: int) -> list[str]:
    return [tag.name for tag in library.annotations.get(annotation).tags]


def _rows(library: Library) -> dict[str, dict[int, dict[str, object]]]:
    """The rows a step of undo brings back; a field that is null is none."""
    return {
        table: {
            key: {name: value for name, value in row.items() if value not in (None, [])}
            for key, row in library.tables.storage.scan_rows(table)
            if any(row.values())
        }
        for table in ("annotations", "tags", "release_tags")
    }


def test_a_rename_is_one_everywhere_and_takes_what_is_below_along(library: Library, release: int) -> None:
    """Passages, the list and the history show the new name; one undo brings all names back."""
    passage = library.annotations.add(release, 0, 3, tags=["Migration", "migration/vulnerable", "migrations"])
    library.tags.pin(passage.tags[0].id, 9)
    library.codebook.rename("MIGRATION", "movement")
    assert _names(library, passage.id) == ["movement", "movement/vulnerable", "migrations"]
    events = library.history.events()
    assert [event.what for event in events][:2] == [
        "renamed #MIGRATION to #movement and 1 below it",
        "pinned #Migration to 9 (now #movement)",
    ]
    assert library.history.undo() is not None
    assert _names(library, passage.id) == ["Migration", "migration/vulnerable", "migrations"]


def test_a_name_that_is_taken_is_refused(library: Library, release: int) -> None:
    """Also where only case, accents or what stands below would be the same; nothing changes then."""
    library.annotations.add(release, 0, 3, tags=["été", "a/b", "c/b", "c"])
    for name, new in (("a/b", "ETE"), ("a", "c"), ("c", "ｅte")):
        with pytest.raises(InvalidInputError, match="already"):
            library.codebook.rename(name, new)
    with pytest.raises(NotFoundError):
        library.codebook.rename("nothing", "new")
    for change in (library.codebook.rename, library.codebook.merge):
        with pytest.raises(NotFoundError) as told:
            change("a text " * 9000, "c")
        assert len(str(told.value)) < 200
    assert sorted(tag.name for tag in library.tags.all()) == ["a/b", "c", "c/b", "été"]
    library.codebook.rename("été", "Ete")
    library.codebook.rename("a", "a/a")
    assert sorted(tag.name for tag in library.tags.all()) == ["Ete", "a/a/b", "c", "c/b"]


def test_no_name_becomes_too_long(library: Library, release: int) -> None:
    """Neither that of a tag renamed, nor of one below it, nor one of a codebook taken in; nothing changes."""
    library.annotations.add(release, 0, 3, tags=["sea", "sea/ferry"])
    for new in ("x" * (LONGEST_NAME + 1), "x" * (LONGEST_NAME - 3)):
        with pytest.raises(InvalidInputError, match="too long"):
            library.codebook.rename("sea", new)
    with pytest.raises(InvalidInputError, match="too long"):
        library.codebook.take_in([Entry("new"), Entry("y" * (LONGEST_NAME + 1))])
    assert [tag.name for tag in library.tags.all()] == ["sea", "sea/ferry"]


def test_a_merge_keeps_everything_else(library: Library, release: int) -> None:
    """A passage with both tags carries the other once; other tags, notes, texts and the digit stay."""
    both = library.annotations.add(release, 0, 3, tags=["x", "from", "into"], note="a note")
    only = library.annotations.add(release, 4, 6, tags=["from"])
    library.release_tags.give([release], ["from"])
    library.codebook.describe("from", description="of from", include="when")
    library.codebook.describe("into", description="of into")
    library.tags.pin(library.tags.meant("into").id, None)
    before = _rows(library)
    into = library.codebook.merge("FROM", "into")
    assert (_names(library, both.id), _names(library, only.id)) == (["x", "into"], ["into"])
    assert library.annotations.get(both.id).note == "a note"
    assert [tag.name for tag in library.release_tags.of(release)] == ["into"]
    assert (into.description, into.include, into.pinned) == ("of into\n\nof from", "when", 2)
    assert library.codebook.uses()[into.id] == (2, 1)
    assert [tag.name for tag in library.tags.all()] == ["x", "into"]
    library.history.undo()
    assert _rows(library) == before
    with pytest.raises(InvalidInputError):
        library.codebook.merge("into", "INTO")


def test_what_was_tagged_since_a_merge_stays_when_it_is_taken_back(library: Library, release: int) -> None:
    """Each passage has its own tag again, also one whose tags were edited between by somebody else."""
    old = library.annotations.add(release, 0, 3, tags=["from"])
    library.annotations.add(release, 4, 6, tags=["into"])
    library.codebook.merge("from", "into")
    other = Library(library.tables.db, user="bob", clock=library.tables.clock)
    new = other.annotations.add(release, 7, 9, tags=["into"])
    other.annotations.retag(old.id, ["into"], ["into", "more"])
    library.history.undo()
    assert (_names(library, old.id), _names(library, new.id)) == (["from", "more"], ["into"])


def test_a_split_gives_some_passages_another_tag(library: Library, release: int) -> None:
    """Only those named; those merged in before too; undo takes the new tag away again."""
    passages = [
        library.annotations.add(release, n, n + 1, tags=["x", "t" if n else "was"], note=f"{n}")
        for n in range(3)
    ]
    library.codebook.merge("was", "t")
    before = _rows(library)
    library.codebook.split("t", [passages[0].id, passages[1].id, 99], "t/new")
    assert [_names(library, one.id) for one in passages] == [["x", "t/new"], ["x", "t/new"], ["x", "t"]]
    library.history.undo()
    assert _rows(library) == before
    with pytest.raises(NotFoundError):
        library.codebook.split("t", [99], "other")
    with pytest.raises(InvalidInputError):
        library.codebook.split("t", [passages[0].id], "T")
    assert _rows(library) == before


def test_a_deleted_tag_takes_no_passage_with_it(library: Library, release: int) -> None:
    """A passage that had only this tag stays marked; a new tag of the name is another; undo gives it back."""
    only = library.annotations.add(release, 0, 3, tags=["t"])
    more = library.annotations.add(release, 4, 6, tags=["t", "x"], note="a note")
    library.release_tags.give([release], ["t"])
    before = _rows(library)
    library.codebook.delete("T")
    assert (_names(library, only.id), _names(library, more.id)) == ([], ["x"])
    assert library.release_tags.of(release) == ()
    assert [one.id for one in library.annotations.of(release)] == [only.id, more.id]
    assert library.find.ids("is:tagged") == [release]
    assert list(library.find.passages("tag:t")) == []
    other = Library(library.tables.db, user="bob", clock=library.tables.clock)
    other.annotations.retag(more.id, ["x"], ["y"])
    library.history.undo()
    assert _names(library, only.id) == ["t"]
    assert set(_names(library, more.id)) == {"t", "y"}
    other.history.undo()
    assert _rows(library) | {"tags": {}} == before | {"tags": {}}


def test_a_tag_made_anew_and_brought_back_is_one(library: Library, release: int) -> None:
    """Deleted, made again by somebody else, then brought back: one tag of the name marks all of it."""
    old = library.annotations.add(release, 0, 3, tags=["t"])
    library.codebook.delete("t")
    other = Library(library.tables.db, user="bob", clock=library.tables.clock)
    new = other.annotations.add(release, 4, 6, tags=["t"])
    library.history.undo()
    assert [tag.name for tag in library.tags.all()] == ["t"]
    assert _names(library, old.id) == _names(library, new.id) == ["t"]


def test_who_made_a_tag_when_and_what_it_is_about(library: Library, release: int) -> None:
    """Made with a passage or alone, a tag says by whom and when; texts are kept as typed."""
    library.codebook.create("a/b")
    library.annotations.add(release, 0, 3, tags=["c"])
    for tag in library.tags.all():
        assert (tag.creator, bool(tag.created)) == (library.user, True)
    library.codebook.describe("A/B", description="[b]x[/b]\n=1", include="", exclude="not")
    tag = library.codebook.recolor("a/b", 7)
    assert (tag.description, tag.include, tag.exclude, tag.color) == ("[b]x[/b]\n=1", "", "not", 7)
    for _ in range(2):
        library.history.undo()
    assert library.tags.meant("a/b").description == ""
    with pytest.raises(InvalidInputError):
        library.codebook.create("A/ b")
    with pytest.raises(InvalidInputError):
        library.codebook.recolor("c", 9)


def test_the_tree_has_a_row_for_every_tag_and_what_leads_to_it(library: Library) -> None:
    """What is below stands behind what is above, whose name need be no tag; spelling does not part them."""
    for name in ("b", "a/x", "Á/y/z", "a-b", "a"):
        library.codebook.create(name)
    assert [(node.path, node.depth, node.tag is not None) for node in tree(library.tags.all())] == [
        ("a", 0, True), ("a/x", 1, True), ("Á/y", 1, False), ("Á/y/z", 2, True),
        ("a-b", 0, True), ("b", 0, True),
    ]  # fmt: skip


def test_a_codebook_taken_in_adds_and_describes(library: Library, release: int) -> None:
    """New tags are made, texts of others set where given; a digit stays with who has it; one undo."""
    library.annotations.add(release, 0, 3, tags=["One"])
    before = _rows(library)
    entries = [
        Entry("one", "about", pinned=1),
        Entry("two", include="when", color=3, pinned=1),
        Entry("three/four", pinned=5),
    ]
    assert library.codebook.take_in(entries) == (2, 1)
    found = {tag.name: (tag.description, tag.include, tag.pinned) for tag in library.tags.all()}
    assert found == {"One": ("about", "", 1), "two": ("", "when", None), "three/four": ("", "", 5)}
    assert library.codebook.take_in(entries) == (0, 0)
    library.history.undo()
    assert _rows(library) == before
    with pytest.raises(InvalidInputError):
        library.codebook.take_in([Entry("new"), Entry("bad", color=10)])
    assert _rows(library) == before


STEPS = st.one_of(
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("split"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("give"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("take"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("tag"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("describe"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


def _step(library: Library, release: int, kind: str, name: str, other: str) -> None:
    codebook = library.codebook
    passages = [one.id for one in library.annotations.of(release)]
    does: dict[str, Callable[[], object]] = {
        "rename": lambda: codebook.rename(name, other),
        "merge": lambda: codebook.merge(name, other),
        "delete": lambda: codebook.delete(name),
        "split": lambda: codebook.split(name, passages[::2], other),
        "give": lambda: library.release_tags.give([release], [name]),
        "take": lambda: library.release_tags.take([release], [name]),
        "tag": lambda: library.annotations.edit(passages[-1], tags=[name, other]),
        "describe": lambda: codebook.describe(name, description=other),
    }
    does[kind]()


def _told(library: Library, release: int) -> object:
    """What a reader sees."""
    tags = {tag.name: tag for tag in library.tags.all()}
    return tags, library.annotations.of(release), set(library.release_tags.of(release))


def test_a_level_is_not_renamed_to_a_tag_there_is(library: Library, release: int) -> None:
    """What stands below it would come below that tag."""
    library.annotations.add(release, 0, 3, tags=["climate/heat", "robots"])
    with pytest.raises(InvalidInputError, match="there is a tag #robots already"):
        library.codebook.rename("climate", "Robots")
    library.codebook.rename("climate", "robots/climate")  # of one's own accord
    assert {tag.name for tag in library.tags.all()} == {"robots", "robots/climate/heat"}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with three passages of a release."""
    folder = tmp_path_factory.mktemp("begun")
    with closing(open_library(folder / "library.json", user="ana")) as library:
        release = add(library, folder, "r", dated("5 April 2018"))
        library.annotations.add(release, 0, 3, tags=["a", "A/b", "water"], note="one")
        library.annotations.add(release, 4, 6, tags=["water", "Été"], note="")
        library.annotations.add(release, 7, 9, tags=["a/b/c"], note="three")
    return folder / "library.json"


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=8))
def test_whatever_is_done_is_undone_and_done_again(
    steps: list[tuple[str, str, str]], begun: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As many undos as steps give the rows of before, as many redos what was seen after; on the way no
    passage has a tag twice, loses its note or goes, and no two tags have one name."""
    library = open_library(shutil.copy(begun, tmp_path_factory.mktemp("book")), user="ana")
    try:
        [release] = library.releases.ids()
        states = [_rows(library)]
        for step in steps:
            before = len(list(library.history.events()))
            try:
                _step(library, release, *step)
            except (InvalidInputError, NotFoundError):
                assert _rows(library) == states[-1]
                continue
            if len(list(library.history.events())) > before:
                states.append(_rows(library))
            marked = library.annotations.of(release)
            assert [one.note for one in marked] == ["one", "", "three"]
            for tags in (*(one.tags for one in marked), library.release_tags.of(release), library.tags.all()):
                assert len({tag.id for tag in tags}) == len(tags)
        seen = _told(library, release)
        for state in reversed(states[:-1]):
            assert library.history.undo() is not None
            assert _rows(library) == state
        for state in states[1:]:
            step_again = library.history.redo()
            assert step_again is not None and not step_again.left
            assert _rows(library) == state
        assert _told(library, release) == seen
    finally:
        library.close()


def test_two_versions_joined_keep_what_a_deleted_tag_was_given_to(tmp_path: Path) -> None:
    """A tag deleted on one computer and given on another is there again; given to nothing, it stays gone."""
    library = open_library(tmp_path / "library.json", user="ana")
    release = add(library, tmp_path, "r", dated("5 April 2018"))
    library.annotations.add(release, 0, 3, tags=["kept", "gone"])
    library.close()
    versions: list[Tables] = [_tables(library.path)]
    for number in range(2):
        copy = tmp_path / f"{number}.json"
        copy.write_bytes(library.path.read_bytes())
        one = open_library(copy, user=f"user {number}")
        if number:
            one.annotations.add(release, 4, 6, tags=["kept"])
            one.release_tags.give([release], ["there"])
        else:
            one.codebook.delete("kept")
            one.codebook.delete("gone")
            one.release_tags.give([release], ["here"])
        one.close()
        versions.append(_tables(copy))
    base, ours, theirs = versions
    tables = joined(base, ours, theirs).tables
    live = {row["name"] for row in tables["tags"].values() if not row.get("deleted")}
    assert live == {"kept", "here", "there"}
    names = {key: row["name"] for key, row in tables["tags"].items()}
    assert {names[tag] for tag in tables["release_tags"][release]["tags"]} == {"here", "there"}


def _tables(path: Path) -> Tables:
    document = json.loads(path.read_text(encoding="utf-8"))
    return {name: {int(key): row for key, row in rows.items()} for name, rows in document.items()}


def test_an_event_of_a_merge_stays_small(library: Library, release: int) -> None:
    """However many passages carry the tag, the history tells of two rows."""
    for number in range(30):
        library.annotations.add(release, number, number + 1, tags=["from"])
    library.annotations.add(release, 0, 2, tags=["into"])
    library.codebook.merge("from", "into")
    newest = next(iter(library.history.events()))
    assert newest.changes is not None
    assert {change.table for change in newest.changes} == {"tags"}


def test_what_was_removed_does_not_count(library: Library, tmp_path: Path) -> None:
    """Neither its passages nor itself; restored, both do again."""
    keys = [add(library, tmp_path, f"file{number}", f"Ferry {number}") for number in range(2)]
    for key in keys:
        library.annotations.add(key, 0, 3, tags=["boat"])
    library.release_tags.give(keys, ["boat"])
    (tag,) = library.tags.all()
    library.trash.remove(keys[:1])
    assert library.codebook.uses()[tag.id] == (1, 1) and library.tags.counts()[tag.id] == 1
    library.trash.restore(keys[:1])
    assert library.codebook.uses()[tag.id] == (2, 2) and library.tags.counts()[tag.id] == 2


def test_an_annotation_that_cannot_be_understood_counts_as_far_as_it_can(
    library: Library, release: int
) -> None:
    """Its release and tags are enough; where these are lost it counts nowhere. It is remembered."""
    kept, lost = (library.annotations.add(release, 0, end, tags=["boat"]) for end in (3, 5))
    library.tables.table("annotations").update({"created": "yesterday"}, doc_ids=[kept.id])
    (tag,) = library.tags.all()
    assert library.codebook.uses()[tag.id] == (2, 1)
    assert library.tables.unreadable() == []
    library.tables.table("annotations").update({"release": "lost"}, doc_ids=[lost.id])
    assert library.codebook.uses()[tag.id] == (1, 1)
    assert [one.id for one in library.tables.unreadable()] == [kept.id, lost.id]


def test_uses_are_told_without_reading_what_is_annotated(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by reading it, whatever became of tags and releases; it is read where nobody keeps these tables."""
    keys = [add(library, tmp_path, f"file{number}", f"Ferry {number}") for number in range(3)]
    for key in keys:
        library.annotations.add(key, 0, 3, tags=["boat", "ship"])
        library.annotations.add(key, 0, 5, tags=["ship", "gone"])
    library.release_tags.give(keys[:2], ["boat", "whole"])
    library.codebook.merge("ship", "boat")
    library.codebook.delete("gone")
    library.trash.remove(keys[2:])
    told = {tag.name: library.codebook.uses()[tag.id] for tag in library.tags.all()}
    assert told == {"boat": (4, 2), "whole": (0, 2)}
    read = library.codebook._marks
    monkeypatch.setattr(library.codebook, "_marks", lambda: pytest.fail("they were read"))
    assert told == {tag.name: library.codebook.uses()[tag.id] for tag in library.tags.all()}
    monkeypatch.setattr(library.codebook, "_marks", read)
    with library.tables.storage.transaction():
        beside = library.tables.storage.index_connection()
        assert beside is not None
        with beside as connection:
            connection.execute('DROP TRIGGER "search$annotation_insert"')
            connection.execute('DELETE FROM "search$tagged"')
    assert told == {tag.name: library.codebook.uses()[tag.id] for tag in library.tags.all()}
