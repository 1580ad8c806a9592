"""Tags: names, colours, digits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import (
    InvalidInputError,
    Library,
)
from store.canonical import user_text
from store.library.tags import LONGEST_NAME, tag_name
from store.models import PINS, TAG_COLORS
from tests.store.library.conftest import add, dated


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
    assert library.tags.by_release([release, other])[release] == ("boats", "water")
    assert not library.tags.by_release([other]).get(other)
    assert library.releases.annotated() == [other, release]
    assert library.tags.by_release([bare]) == {}
    assert library.tags.by_release([release], {}) == {}


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


def test_a_name_that_is_too_long_is_refused_for_a_new_tag(library: Library, release: int) -> None:
    """Just within the limit is one; nothing is cut, and a tag that has a longer one is given on."""
    longest = "x" * LONGEST_NAME
    (tag,) = library.annotations.add(release, 0, 3, tags=[longest]).tags
    assert tag.name == longest
    for name in ("y" * (LONGEST_NAME + 1), "a/" * LONGEST_NAME + "b"):
        with pytest.raises(InvalidInputError, match=r"a tag name of \d+ characters is too long: #"):
            library.annotations.add(release, 4, 6, tags=["short", name])
    assert [tag.name for tag in library.tags.all()] == [longest]
    library.tables.table("tags").update({"name": longest + "xx"}, doc_ids=[tag.id])
    assert library.annotations.add(release, 4, 6, tags=[longest + "XX"]).tags[0].id == tag.id


def test_tags_of_releases_are_told_without_reading_what_is_annotated(
    library: Library, release: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by reading it; where a row beside the index does not know, and its annotation does, that is read."""
    bare = add(library, tmp_path, "bare", dated("Apr 5 2025"))
    library.annotations.add(release, 0, 3, tags=["water", "boats"])
    library.annotations.add(release, 4, 6, tags=["Water"])
    told = library.tags.by_release([release, bare])
    assert told == {release: ("boats", "water")}
    monkeypatch.setattr("store.library.tags._MANY", 2)
    read = library.tags._read
    monkeypatch.setattr(library.tags, "_read", lambda _: pytest.fail("they were read"))
    assert library.tags.by_release([release, bare]) == told
    monkeypatch.setattr(library.tags, "_read", read)
    with library.tables.storage.transaction():
        beside = library.tables.storage.index_connection()
        assert beside is not None
        with beside as connection:
            connection.execute('DELETE FROM "search$marks"')
    assert library.tags.by_release([release, bare]) == told
