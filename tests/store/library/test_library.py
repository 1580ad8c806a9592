"""The library: releases in order, annotations, tags, reading."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import (
    InvalidInputError,
    Library,
    NewerLibraryError,
    NotFoundError,
    ReadingPosition,
    add_paths,
    open_library,
)
from store.canonical import user_text
from store.library import schema
from store.library.library_tables import LibraryTables
from store.library.tags import tag_name
from store.models import PINS, TAG_COLORS


def add(library: Library, folder: Path, name: str, text: str) -> int:
    """Imports a text and gives the release's id."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    report = add_paths(library, [path])
    assert not report.refused
    return report.ids[0]


def dated(day: str) -> str:
    """A release with a dateline."""
    return f"Ferry news of {day}\n\nLISBON, {day} (ALN) - The ferry sails again from the harbour.\n"


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


# -- releases ------------------------------------------------------------------------------


def test_newest_first_undated_last(library: Library, tmp_path: Path) -> None:
    """The newest date comes first, of one date the last added, those without a date last."""
    undated = add(library, tmp_path, "none", "A note without any date\n\nIt rained all day in town.\n")
    old = add(library, tmp_path, "old", dated("Mar 3 2024"))
    new = add(library, tmp_path, "new", dated("Apr 4 2025"))
    same = add(library, tmp_path, "same", dated("Mar 3 2024") + "Again.\n")
    assert library.releases.get(undated).date is None
    assert library.releases.ids() == [new, same, old, undated]
    assert library.releases.count() == 4


def test_release_says_what_the_text_says(library: Library, release: int, wire: Path) -> None:
    """A release has its headline, dateline, source and a digest; its text is the file's."""
    found = library.releases.get(release)
    assert found.headline == "Harbour towns agree on a shared ferry"
    assert (found.date, found.agency) == ("2025-03-14", "ALN")
    assert found.source == str(wire.absolute())
    assert library.releases.text(release).text == wire.read_text(encoding="utf-8")
    assert dict(library.releases.headlines())[release].startswith("harbour towns agree")


@pytest.mark.parametrize("key", [0, -1, 99, 2**63, 10**30])
def test_unknown_ids_are_not_found(library: Library, release: int, key: int) -> None:
    """An id nothing has, however large, raises NotFoundError everywhere."""
    assert library.releases.many([key, release]) == [library.releases.get(release)]
    for act in (
        library.releases.get,
        library.releases.text,
        library.annotations.get,
        library.annotations.delete,
    ):
        with pytest.raises(NotFoundError):
            act(key)
    with pytest.raises(NotFoundError):
        library.annotations.add(key, 0, 1, tags=["x"])
    with pytest.raises(NotFoundError):
        library.annotations.edit(key, note="x")
    with pytest.raises(NotFoundError):
        library.tags.pin(key, 1)
    with pytest.raises(NotFoundError):
        library.reading.set_read(key, True)


# -- search --------------------------------------------------------------------------------


def test_search_wants_every_word_in_any_case(library: Library, tmp_path: Path) -> None:
    """Every word must be in the text, case and accents aside; the first match's place is given."""
    text = "Überfahrt neu\n\nDie FÄHRE nach Málaga fährt im Mai.\n"
    key = add(library, tmp_path, "a", text)
    add(library, tmp_path, "b", "Nothing of the sort\n\nIt rained in Malaga.\n")
    assert [(hit.release.id, hit.offset) for hit in library.search.find("fähre MÁLAGA")] == [
        (key, text.index("FÄHRE"))
    ]
    assert [hit.release.id for hit in library.search.find("ma\u0301laga fahre")] == [key]
    assert len(list(library.search.find("malaga"))) == 2
    assert list(library.search.find("fähre rained")) == []
    assert list(library.search.find("  ")) == []


@pytest.mark.parametrize(
    ("before", "word"), [("Große Straße ", "hafen"), ("İİİ ", "port"), ("ﬁﬃ ß ", "straße")]
)
def test_search_offset_is_in_the_text(library: Library, tmp_path: Path, before: str, word: str) -> None:
    """The offset counts the text's own characters, also where case folding makes more of them."""
    text = f"{before}{word.title()} and more\n\nWords that follow.\n"
    add(library, tmp_path, "a", text)
    assert [hit.offset for hit in library.search.find(word.upper())] == [len(before)]


# -- annotations ---------------------------------------------------------------------------


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


def test_annotations_come_in_text_order(library: Library, release: int) -> None:
    """Annotations are sorted by start, end and age, and may overlap."""
    spans = [(5, 9), (0, 20), (0, 3), (5, 9)]
    ids = [library.annotations.add(release, *span, note="n").id for span in spans]
    assert [one.id for one in library.annotations.of(release)] == [ids[2], ids[1], ids[0], ids[3]]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 4), (-1, 3), (0, 10**6)])
def test_impossible_passages_are_refused(library: Library, release: int, start: int, end: int) -> None:
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


# -- tags ----------------------------------------------------------------------------------


def test_tags_are_one_name_in_any_case(library: Library, release: int) -> None:
    """A tag's name is unique case aside, keeps its first spelling, and counts once an annotation."""
    made = library.annotations.add(release, 0, 3, tags=["Straße", "STRASSE", "#straße"])
    again = library.annotations.add(release, 4, 6, tags=["strasse"])
    assert [tag.name for tag in library.tags.all()] == ["Straße"]
    assert made.tags == again.tags
    assert library.tags.counts() == {made.tags[0].id: 2}


def test_colors_and_pins_in_turn(library: Library, release: int) -> None:
    """New tags take colours in turn and the first free digit, then none."""
    names = [f"tag {n:02}" for n in range(PINS + 2)]
    library.annotations.add(release, 0, 3, tags=names)
    tags = library.tags.all()
    assert [tag.name for tag in tags] == names
    assert [tag.color for tag in tags] == [n % TAG_COLORS for n in range(PINS + 2)]
    assert [tag.pinned for tag in tags] == [*range(1, PINS + 1), None, None]


def test_pin_moves(library: Library, release: int) -> None:
    """A digit given to another tag leaves the first; unpinned tags come last by name; undo restores both."""
    one, two = library.annotations.add(release, 0, 3, tags=["one", "two"]).tags
    assert library.tags.pin(two.id, 1).pinned == 1
    assert {tag.name: tag.pinned for tag in library.tags.all()} == {"two": 1, "one": None}
    assert library.tags.pin(two.id, None).pinned is None
    assert [tag.name for tag in library.tags.all()] == ["one", "two"]
    library.history.undo()
    library.history.undo()
    assert library.tags.all() == [one, two]
    assert [tag.pinned for tag in library.annotations.add(release, 0, 3, tags=["three"]).tags] == [3]


@pytest.mark.parametrize("digit", [0, -1, PINS + 1])
def test_impossible_digits(library: Library, release: int, digit: int) -> None:
    """Only the digits 1 to 9 can be pinned."""
    tag = library.annotations.add(release, 0, 3, tags=["one"]).tags[0]
    with pytest.raises(InvalidInputError):
        library.tags.pin(tag.id, digit)


def test_tags_by_release(library: Library, tmp_path: Path, release: int) -> None:
    """Each release with tags has their names, sorted; releases with notes alone are annotated too."""
    other = add(library, tmp_path, "other", dated("Apr 4 2025"))
    bare = add(library, tmp_path, "bare", dated("Apr 5 2025"))
    library.annotations.add(release, 0, 3, tags=["water", "boats"])
    library.annotations.add(release, 4, 6, tags=["Water"])
    library.annotations.add(other, 0, 3, note="only a note")
    assert library.tags.by_release()[release] == ["boats", "water"]
    assert not library.tags.by_release().get(other)
    assert library.releases.annotated() == [other, release]
    assert bare not in library.tags.by_release()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("#water", "water"),
        ("##  two \t words ", "two words"),
        ("e\u0301tude", "étude"),
        ("a#b", "a#b"),
        ("水", "水"),
        ("می\u200cخواهیم", "می\u200cخواهیم"),
        ("👩\u200d🔬 science", "👩\u200d🔬 science"),
        (
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        ("#\u200cword\u200c ", "word"),
    ],
)
def test_tag_names(name: str, kept: str) -> None:
    """A name loses its leading # and outer spaces and is composed."""
    assert tag_name(name) == kept


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "#",
        "a,b",
        "a\x1b[31m",
        "\u200b",
        "\ud800",
        "a\0b",
        "\u202eabc",
        "\u200c\u200d",
        "a\U000e0067b",
    ],
)
def test_impossible_tag_names(name: str) -> None:
    """Nothing, commas, controls, invisible direction marks and broken Unicode are refused."""
    with pytest.raises(InvalidInputError):
        tag_name(name)


@given(st.text(alphabet=st.characters()))
def test_kept_tag_names_stay(name: str) -> None:
    """A name that was accepted is kept as it is when given again."""
    try:
        kept = tag_name(name)
    except InvalidInputError:
        return
    assert tag_name(kept) == kept
    assert kept == kept.strip() != ""
    assert user_text(kept) == kept


# -- reading -------------------------------------------------------------------------------


def test_read_and_starred(library: Library, tmp_path: Path, release: int) -> None:
    """Marks are kept, counted, and can be taken back; the first unread of a list is found."""
    other = add(library, tmp_path, "other", dated("Apr 4 2025"))
    assert library.reading.unread() == 2
    library.reading.set_read(release, True)
    library.reading.set_starred(other, True)
    assert (library.releases.get(release).read, library.releases.get(release).starred) == (True, False)
    assert (library.releases.get(other).read, library.releases.get(other).starred) == (False, True)
    assert library.reading.unread() == 1
    assert library.reading.first_unread([release, other]) == other
    assert library.reading.first_unread([release]) is None
    library.reading.set_read(release, False)
    assert library.reading.unread() == 2
    library.history.undo()
    assert library.releases.get(release).read
    library.history.undo()
    library.history.undo()
    assert library.reading.unread() == 2
    assert not library.releases.get(other).starred


def test_positions_are_no_steps(library: Library, release: int) -> None:
    """A reading position is kept, remembered as last open, and not undone."""
    assert library.reading.position(release) == ReadingPosition(0, 0)
    assert library.reading.last_open() is None
    library.reading.set_starred(release, True)
    library.reading.save_position(release, ReadingPosition(7, 3))
    library.history.undo()
    assert library.history.undo() is None
    assert library.reading.position(release) == ReadingPosition(7, 3)
    assert library.reading.last_open() == release
    assert not library.releases.get(release).starred


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


def test_two_programs_may_make_the_library_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library made by another program between our look and our first write keeps its ids."""
    from store.storages import SQLiteStorage

    path, begin = tmp_path / "library.db", SQLiteStorage.transaction
    others: list[int] = []

    def transaction(storage: SQLiteStorage) -> object:
        if storage.table_names() == [] and storage.read() is None and storage._pragma("user_version"):
            monkeypatch.setattr(SQLiteStorage, "transaction", begin)
            other = open_library(path, user="bea")
            others.append(add(other, tmp_path, "a", dated("Mar 3 2024")))
            other.close()
        return begin(storage)

    monkeypatch.setattr(SQLiteStorage, "transaction", transaction)
    library = open_library(path, user="ana")
    assert others == [1]
    assert add(library, tmp_path, "b", dated("Mar 4 2024")) == 2
    library.close()


def test_processes_may_make_one_library_together(tmp_path: Path) -> None:
    """Several processes that open a new library at once all succeed, and no id is taken twice."""
    code = (
        "import sys\nfrom store import open_library\n"
        "sys.stdin.read()\nlibrary = open_library(sys.argv[1])\n"
        "for _ in range(5):\n"
        "    with library.transaction(): print(library.tables.new_id('releases'))\n"
        "library.close()"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "a.db")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for child in children:
        assert child.stdin
        child.stdin.close()
        child.stdin = None
    taken = [int(line) for child in children for line in child.communicate()[0].split()]
    assert [child.returncode for child in children] == [0] * 4
    assert sorted(taken) == list(range(1, 21))


def test_newer_meaning_is_refused(library: Library) -> None:
    """A library whose rows mean more than this program knows is refused and not touched."""
    library.tables.table("meta").update({"schema": 99})
    library.close()
    before = library.path.read_bytes()
    with pytest.raises(NewerLibraryError):
        open_library(library.path)
    assert library.path.read_bytes() == before


def test_a_library_another_process_makes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made between the look at its schema and the next: it is that library, nothing to upgrade."""
    check = schema.check_ours

    def slow(tables: LibraryTables, path: Path) -> None:
        monkeypatch.setattr(schema, "check_ours", check)
        open_library(tmp_path / "library.db", user="bea").close()
        check(tables, path)

    monkeypatch.setattr(schema, "check_ours", slow)
    library = open_library(tmp_path / "library.db", user="ana")
    assert library.releases.count() == 0
    library.close()
