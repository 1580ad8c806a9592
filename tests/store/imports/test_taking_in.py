"""Imports: each passage where its words are, once however often the file comes, one step of undo."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, add_paths, open_library
from store.canonical import canonical
from store.exports import (
    EXPORTERS,
    annotated,
    annotation_identity,
    listed,
    of_library,
    parts,
    release_names,
)
from store.exports.web_annotation import write
from store.imports import Brought, Passage, bring_home, importer_of, take_in, waiting
from store.imports.known_releases import KnownReleases
from store.imports.taking_in import _sound
from store.imports.web_annotation import read
from store.library import LONGEST_NAME
from tests.conftest import WIRE


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """A release that the library knows by an address."""
    key = add_paths(library, [wire]).added[0]
    library.tables.table("releases").update({"url": "https://example.org/ferry"}, doc_ids=[key])
    return key


def passage(quote: str = "Harbour towns", **said: Any) -> Passage:
    """A passage of the release."""
    given = {"release": ("https://example.org/ferry",), "quote": quote, "identity": f"urn:x:{quote}"}
    return Passage(**(given | said))


def test_a_byte_order_mark_within_a_text_is_a_character_of_it(library: Library, wire: Path) -> None:
    """A passage that begins with one comes back as it was, whichever form it went out in."""
    wire.write_text("Harbour towns\n\nThe boat \ufeff goes, \ufeff and comes.", encoding="utf-8")
    (key,) = add_paths(library, [wire]).added
    for start in (24, 31):
        library.annotations.add(key, start, start + 6, tags=["boat"])
    before = [(one.start, one.quote, one.prefix, one.suffix) for one in library.annotations.of(key)]
    assert before[0][1].startswith("\ufeff") and before[1][2].startswith("Harbour")
    for name in ("webannotation", "qdpx"):
        exporter = of_library(EXPORTERS[name], library)
        written = parts(exporter, listed(library))
        data = b"".join(part if isinstance(part, bytes) else part.encode() for part in written)
        library.tables.table("annotations").truncate()
        take_in(library, importer_of(exporter.one_file, data).read(data), "x")
        found = library.annotations.of(key)
        assert [(one.start, one.quote, one.prefix, one.suffix) for one in found] == before, name


def test_a_passage_is_marked_where_its_words_are(library: Library, release: int) -> None:
    """With its tags, note, creator and times; twice the same adds nothing, and undo takes all back."""
    one = passage(
        tags=("harbour", "Towns"), note="A note.", creator="jane",
        created="2020-01-02T03:04:05.678901+01:00", modified="2020-02-01T00:00:00Z",
    )  # fmt: skip
    brought = Brought([one, passage("no such words", note="Kept.")])
    outcome = take_in(library, brought, "marks.jsonld")
    assert (outcome.made, outcome.there, outcome.orphaned, outcome.tags) == (2, 0, 1, 2)
    orphan, made = sorted(library.annotations.of(release), key=lambda each: each.state, reverse=True)
    assert (made.quote, [tag.name for tag in made.tags], made.note) == (
        "Harbour towns", ["harbour", "Towns"], "A note.",
    )  # fmt: skip
    assert (made.creator, made.created, made.modified) == (
        "jane", "2020-01-02T02:04:05Z", "2020-02-01T00:00:00Z",
    )  # fmt: skip
    assert (orphan.quote, orphan.note, orphan.state) == ("no such words", "Kept.", "orphaned")
    again = take_in(library, brought, "marks.jsonld")
    assert (again.made, again.there) == (0, 2)
    assert library.history.undo() is not None
    assert library.annotations.of(release) == [] == library.tags.all()


def test_what_was_exported_comes_back_as_it_was(library: Library, release: int, tmp_path: Path) -> None:
    """In the library it is from nothing is new; in another one that has the release all is, as it was."""
    library.annotations.add(release, 0, 7, tags=["harbour"], note="A *note*.")
    library.annotations.add(release, 3, 20, tags=["harbour", "sea side"])
    library.annotations.add(release, 3, 20, note="The same place.")
    library.release_tags.give([release], ["whole"])
    data = "".join(write(annotated(library))).encode()
    same = take_in(library, read(data), "a")
    assert (same.made, same.there, same.changed, same.on_releases) == (0, 3, 0, 0)
    with closing(open_library(tmp_path / "other.db", user="bob")) as other:
        key = add_paths(other, [tmp_path / "wire.txt"]).added[0]
        other.tables.table("releases").update({"url": "https://example.org/ferry/"}, doc_ids=[key])
        assert take_in(other, read(data), "a").on_releases == 1
        assert said(other) == said(library)
        assert [tag.name for tag in other.release_tags.of(key)] == ["whole"]
        assert other.history.undo() is not None
        assert said(other) == [] and other.release_tags.of(key) == ()


def said(library: Library) -> list[tuple[object, ...]]:
    """All that annotations say, but their ids."""
    return [
        (annotation_identity(one.release, each), each[2:7], {tag.name for tag in each.tags}, each[8:13])
        for one in annotated(library)
        for each in one.annotations
    ]  # fmt: skip


def test_a_release_is_known_by_its_file_where_it_has_no_address(library: Library, wire: Path) -> None:
    """By the digest of its bytes, in another library; by its path, its UUID, a page's address."""
    key = add_paths(library, [wire]).added[0]
    names = release_names(library.releases.get(key))
    for number, name in enumerate((*names, wire.as_uri())):
        one = passage(f"{WIRE[number : number + 9]}", release=(name,))
        assert take_in(library, Brought([one]), "a").made == 1, name
    nobodys = passage(release=("urn:uuid:none", "ni:///sha-256;none", "A headline"))
    assert take_in(library, Brought([nobodys]), "a").homeless == {"A headline": 1}


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/ferry#p3",
        "http://example.org/ferry",
        "https://example.org/ferry/",
        "https://example.org/%66erry",
    ],
)
def test_an_address_may_be_spelt_in_several_ways(library: Library, release: int, address: str) -> None:
    """Of one page it is all the same."""
    assert take_in(library, Brought([passage(release=(address,))]), "a").made == 1
    assert len(library.annotations.of(release)) == 1


def test_of_several_releases_the_one_with_the_words_is_meant(
    library: Library, release: int, tmp_path: Path
) -> None:
    """All have the address."""
    (tmp_path / "other.txt").write_text("Another\n\nOther words entirely stand in here.\n")
    other = add_paths(library, [tmp_path / "other.txt"]).added[0]
    library.tables.table("releases").update({"url": "https://example.org/ferry"}, doc_ids=[other])
    take_in(library, Brought([passage("Other words"), passage("Harbour towns")]), "a")
    assert [one.quote for one in library.annotations.of(other)] == ["Other words"]
    assert [one.quote for one in library.annotations.of(release)] == ["Harbour towns"]


def test_what_is_of_no_release_here_is_kept_until_it_comes(library: Library, release: int) -> None:
    """By the address it gives; of a release in the trash too. A newer one takes its place."""
    gone = passage(release=("https://example.org/gone",))
    nameless = passage("other", release=())
    assert take_in(library, Brought([gone, gone, nameless]), "a").homeless == {
        "https://example.org/gone": 2,
        "": 1,
    }
    assert [one.passage.quote for one in waiting(library)] == ["Harbour towns", "other"]
    assert library.history.undo() is not None and waiting(library) == []
    library.trash.remove([release])
    older = passage(note="Old.", tags=("a",), start=-(10**30), end=3)
    newer = older._replace(note="New.", modified="2020-02-01T00:00:00Z")
    for one in (older, newer, older):
        assert take_in(library, Brought([one, nameless]), "a").homeless == {
            "https://example.org/ferry": 1,
            "": 1,
        }
    before = next(library.history.events())
    assert bring_home(library).made == 0 and next(library.history.events()) == before
    library.trash.restore([release])
    assert bring_home(library).made == 1
    (made,) = library.annotations.of(release)
    assert (made.quote, made.note, [tag.name for tag in made.tags]) == ("Harbour towns", "New.", ["a"])
    assert [each.passage.quote for each in waiting(library)] == ["other"]
    assert library.history.undo() is not None
    assert library.annotations.of(release) == [] and len(waiting(library)) == 2
    assert take_in(library, Brought([newer]), "a").made == 1 and len(waiting(library)) == 1


def test_a_newer_note_takes_the_place_of_the_old_one(library: Library, release: int) -> None:
    """An older one does not; undo brings back what was there."""
    first = passage(note="Old.", tags=("a",), modified="2020-01-01T00:00:00Z")
    take_in(library, Brought([first]), "a")
    newer = first._replace(note="New.", tags=("a", "b"), modified="2020-02-01T00:00:00Z")
    outcome = take_in(library, Brought([newer]), "a")
    assert (outcome.changed, outcome.made, outcome.there) == (1, 0, 0)
    (one,) = library.annotations.of(release)
    assert (one.note, [tag.name for tag in one.tags], one.modified) == (
        "New.",
        ["a", "b"],
        "2020-02-01T00:00:00Z",
    )
    older = take_in(library, Brought([first._replace(tags=("never made",))]), "a")
    assert (older.there, older.tags) == (1, 0) and len(library.tags.all()) == 2
    library.history.undo()
    assert library.annotations.of(release)[0].note == "Old."


def test_a_later_note_of_one_s_own_stays_where_the_file_s_clock_was_ahead(
    library: Library, release: int
) -> None:
    """The same file again changes nothing."""
    given = passage(note="Theirs.", tags=("a",), modified="2098-01-01T00:00:00Z")
    take_in(library, Brought([given]), "a")
    (one,) = library.annotations.of(release)
    library.annotations.edit(one.id, note="My own later words.")
    outcome = take_in(library, Brought([given]), "a")
    assert (outcome.changed, outcome.there) == (0, 1)
    assert library.annotations.get(one.id).note == "My own later words."


def test_a_note_on_the_whole_release_stands_on_its_headline(library: Library, release: int) -> None:
    """Tags alone are the release's own, given once."""
    brought = Brought(
        [passage("", note="On all of it.", tags=("a",)), passage("", tags=("b", "c"), identity="urn:y")]
    )
    outcome = take_in(library, brought, "a")
    assert (outcome.made, outcome.on_releases) == (1, 2)
    (one,) = library.annotations.of(release)
    assert (one.quote, one.note) == (library.releases.get(release).headline, "On all of it.")
    assert [tag.name for tag in library.release_tags.of(release)] == ["b", "c"]
    assert take_in(library, brought, "a").on_releases == 0


def test_tags_that_no_tag_can_be_called_are_spelt_so_that_one_can(library: Library, release: int) -> None:
    """What became of them is said."""
    outcome = take_in(library, Brought([passage(tags=("Paris, France", "#sea", "\u200b", "a\tb"))]), "a")
    (one,) = library.annotations.of(release)
    assert [tag.name for tag in one.tags] == ["Paris France", "sea", "a b"]
    assert len(outcome.left) == 2 and "Paris, France" in outcome.left[0]


def test_a_tag_name_that_is_too_long_is_refused_by_name(library: Library, release: int) -> None:
    """Not cut; the passage comes with its other tags, and one that the library has already is given."""
    long = "x" * (LONGEST_NAME + 1)
    outcome = take_in(library, Brought([passage(tags=(long, "sea"))]), "a")
    (one,) = library.annotations.of(release)
    assert [tag.name for tag in one.tags] == ["sea"] == [tag.name for tag in library.tags.all()]
    (left,) = outcome.left
    assert "the name of the tag “xxx" in left and "of 201 characters where 200 may be" in left
    library.tables.table("tags").update({"name": long}, doc_ids=[one.tags[0].id])
    assert not take_in(library, Brought([passage("run", tags=(long,))]), "a").left
    assert [tag.name for tag in library.annotations.of(release)[-1].tags] == [long]


@pytest.mark.parametrize("words", ["\ud800", "\x00\x1b[31m", "‮", "e\u0301", "x" * 10_000])
def test_whatever_a_file_says_is_kept_and_keeps_nothing_else_out(
    library: Library, release: int, words: str
) -> None:
    """Half a surrogate pair is shown as such; a time that is none is that of the import."""
    odd = passage(words, note=words, creator=words, tags=(words,), created=words, identity=words)
    take_in(library, Brought([odd, odd, passage()]), "a")
    assert len(library.annotations.of(release)) == 2 and not library.unreadable()
    assert library.annotations.of(release)[-1].created.startswith("2025-03-14T12")
    assert take_in(library, Brought([odd, passage()]), "a").there == 2


def test_what_was_marked_for_a_release_that_came_and_taken_back_stays_so(
    library: Library, release: int
) -> None:
    """However often something comes; redo marks it again, and so does an import of the file."""
    library.trash.remove([release])
    one = passage()
    take_in(library, Brought([one]), "a")
    library.trash.restore([release])
    assert bring_home(library).made == 1
    assert library.history.undo() is not None
    before = next(library.history.events())
    assert bring_home(library).made == 0 and next(library.history.events()) == before
    assert [each.undone for each in waiting(library)] == [True] and not library.annotations.of(release)
    assert library.history.redo() is not None
    assert waiting(library) == [] and len(library.annotations.of(release)) == 1
    assert library.history.undo() is not None
    assert take_in(library, Brought([one]), "a").made == 1
    assert waiting(library) == [] and len(library.annotations.of(release)) == 1


def test_what_was_taken_back_waits_again_once_it_is_imported(library: Library, release: int) -> None:
    """For a release that is not here: the import says that it is wanted."""
    library.trash.remove([release])
    take_in(library, Brought([passage()]), "a")
    library.trash.restore([release])
    bring_home(library)
    library.history.undo()
    library.trash.remove([release])
    assert take_in(library, Brought([passage()]), "a").homeless == {"https://example.org/ferry": 1}
    library.trash.restore([release])
    assert bring_home(library).made == 1


@pytest.mark.parametrize("comes", [False, True])
def test_what_waits_is_read_once(
    library: Library, release: int, monkeypatch: pytest.MonkeyPatch, comes: bool
) -> None:
    """By an import, and when a release comes; again only where somebody else has written meanwhile."""
    library.trash.remove([release])
    take_in(library, Brought([passage(), passage("other", release=("urn:x:other",))]), "a")
    library.trash.restore([release])
    storage, read = library.tables.storage, list[str]()
    scan = storage.scan_rows

    def scanned(table: str) -> Any:
        read.append(table)
        return scan(table)

    monkeypatch.setattr(storage, "scan_rows", scanned)
    made = bring_home(library) if comes else take_in(library, Brought([passage("agreed")]), "a")
    assert made.made == (1 if comes else 2) and read.count("homeless") == 1


def test_what_another_process_kept_meanwhile_is_kept_once(
    library: Library, release: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two imports of one file at a time: the second sees what the first has written."""
    one = passage(release=("https://example.org/gone",))

    def before(*given: Any) -> KnownReleases:
        with closing(open_library(library.path)) as other:
            monkeypatch.undo()
            take_in(other, Brought([one]), "a")
        return KnownReleases(*given)

    monkeypatch.setattr("store.imports.taking_in.KnownReleases", before)
    take_in(library, Brought([one]), "a")
    assert len(waiting(library)) == 1


@given(st.text(), st.text())
def test_what_needs_no_change_is_not_copied(note: str, tag: str) -> None:
    """There may be very many passages; else they are in the canonical form, in text that can be stored."""
    one = passage(note=note, tags=(tag,))
    sound = _sound(one)
    assert (sound is one) == (sound == one) and _sound(sound) is sound
    assert sound.note == canonical(note) and sound.tags == (canonical(tag),)
    nameless = _sound(one._replace(identity=""))
    assert nameless.identity and (nameless.note is note) == (nameless.note == note)
