"""What was changed inside an exported note comes back into the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store import InvalidInputError, Library, NotFoundError, add_paths, open_library
from store.exports import EXPORTERS, marked, write
from store.exports.markdown import STYLES, by_hand
from store.imports import bring_back, note_read, told

EVERY = pytest.mark.parametrize("style", STYLES)
WORDS = "A headline\n\nPORTO, Mar 15 2025 (ALN) - The first words. And other words.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """One release with two passages."""
    file = tmp_path / "release.txt"
    file.write_text(WORDS, encoding="utf-8")
    library = open_library(tmp_path / "library.db", user="me", clock=lambda: "2025-03-16T08:00:00Z")
    add_paths(library, [file])
    start = library.releases.text(1).text.index("first words")
    library.annotations.add(
        1, start, start + 11, tags=["vulnerable migrants", "2018"], note="A note.\n\n- list"
    )
    library.annotations.add(1, start + 13, start + 16, tags=["other"])
    return library


def exported(library: Library, style: str, tmp_path: Path) -> Path:
    """The note of the release."""
    return write(EXPORTERS[style], tmp_path / "note.md", marked(library, [1]))


def edited(path: Path, *changes: tuple[str, str]) -> None:
    """Changes the file as in an editor."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def test_what_is_not_in_the_library_is_said(library: Library, tmp_path: Path) -> None:
    """A passage that was deleted since, or that another note had."""
    path = exported(library, "markdown", tmp_path)
    library.annotations.delete(2)
    assert [line[:14] for line in note_read(library, path.read_text(encoding="utf-8")).left] == [
        "annotation-2: "
    ]


@EVERY
def test_a_note_and_tags_come_back(style: str, library: Library, tmp_path: Path) -> None:
    """In one step that undo takes back; the file is then as an export would write it."""
    path = exported(library, style, tmp_path)
    vulnerable = "#[[vulnerable migrants]]" if style == "logseq" else "#vulnerable-migrants"
    other = "#[[other]] ·" if style == "logseq" else "#other ·"
    edited(
        path,
        ("A note.", "My own note."),
        (f"{vulnerable} ·", "#new/tag ·"),
        (other, f"{vulnerable} #other ·"),
    )
    before = path.read_text(encoding="utf-8")
    read = bring_back(library, path)
    assert not read.left and len(list(told(read))) == 5
    first, second = library.annotations.of(1)
    assert (first.note, {tag.name for tag in first.tags}) == ("My own note.\n\n- list", {"2018", "new/tag"})
    assert {tag.name for tag in second.tags} == {"other", "vulnerable migrants"}
    write(EXPORTERS[style], path, marked(library, [1]))
    assert "My own note." in before and not note_read(library, path.read_text(encoding="utf-8")).changes
    step = library.history.undo()
    assert step is not None and library.annotations.of(1)[0].note == "A note.\n\n- list"


@pytest.mark.few(1)
@EVERY
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    words=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    more=st.sampled_from(["", "\n\n- a\n  b\n", "\n<b>"]),
)
@example(words="```", more="\n<!-- x")
@example(words="    code", more="")
@example(words=" ", more="")
def test_any_note_round_trips(style: str, words: str, more: str, library: Library, tmp_path: Path) -> None:
    """A tag changed beside it leaves it as it is."""
    path = tmp_path / "note.md"
    path.unlink(missing_ok=True)
    library.annotations.edit(1, note=words + more, tags=["one"])
    kept = library.annotations.get(1).note
    exported(library, style, tmp_path)
    edited(path, ("#[[one]] ·" if style == "logseq" else "#one ·", "#two ·"))
    bring_back(library, path)
    annotation = library.annotations.get(1)
    assert [tag.name for tag in annotation.tags] == ["two"]
    assert annotation.note == kept or annotation.note == kept.rstrip("\n")


@EVERY
def test_what_both_changed_is_kept_of_both(style: str, library: Library, tmp_path: Path) -> None:
    """The notes stand one below the other, the passage has all tags."""
    path = exported(library, style, tmp_path)
    library.annotations.edit(1, note="Theirs.", tags=["theirs"])
    edited(path, ("A note.", "Mine."))
    read = bring_back(library, path)
    assert [one.both for one in read.changes] == [True]
    first = library.annotations.get(1)
    assert first.note == "Theirs.\n\nMine.\n\n- list"
    assert {tag.name for tag in first.tags} == {"theirs", "vulnerable migrants", "2018"}


@EVERY
def test_the_words_of_the_release_are_its_own(style: str, library: Library, tmp_path: Path) -> None:
    """What was changed in them is told, and stands below the part from then on."""
    path = exported(library, style, tmp_path)
    edited(path, ("first words", "last words"))
    read = bring_back(library, path)
    assert not read.changes and any("last words" in one for one in read.left)
    assert library.annotations.get(1).quote == "first words"
    text = path.read_text(encoding="utf-8")
    assert "last words" in text and "first words" in text
    write(EXPORTERS[style], path, marked(library, [1]))
    assert "last words" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["markdown", "obsidian", "pandoc"])
def test_a_tag_among_the_properties_is_given_to_the_release(
    style: str, library: Library, tmp_path: Path
) -> None:
    """As Obsidian's own list of properties writes it."""
    path = exported(library, style, tmp_path)
    edited(path, ("tags:\n", "tags:\n- mine\n"))
    bring_back(library, path)
    assert [tag.name for tag in library.release_tags.of(1)] == ["mine"]
    assert write(EXPORTERS[style], path, marked(library, [1])) == path


def test_what_is_typed_between_becomes_the_note(library: Library, tmp_path: Path) -> None:
    """Of a passage that has none."""
    path = exported(library, "markdown", tmp_path)
    edited(path, ("^annotation-2\n", "^annotation-2\n\nTyped here.\n"))
    bring_back(library, path)
    assert library.annotations.get(2).note == "Typed here."
    text = path.read_text(encoding="utf-8")
    assert by_hand(text, text) == [] and text.count("Typed here.") == 1


def test_only_notes_of_this_library_are_read(library: Library, tmp_path: Path) -> None:
    """What is none is said to be none."""
    path = exported(library, "markdown", tmp_path)
    edited(path, ("<!-- dateline release-1 ", "<!-- dateline release-1 00000000"))
    for text in ("# mine\n", path.read_text(encoding="utf-8"), "<!-- dateline release-9 00000000 -->\n"):
        with pytest.raises((InvalidInputError, NotFoundError)):
            note_read(library, text)
