"""Versions: an updated file keeps what was marked in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import where

from store import Annotation, Library, ReadingPosition, add_bytes, add_paths
from store.formats import RawDocument, Reader, RefusedPart, registry
from store.formats.document import Metadata
from tests.drawn import listed


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


def mark(library: Library, release: int, words: str) -> Annotation:
    """An annotation on the words."""
    start = library.releases.text(release).text.index(words)
    return library.annotations.add(release, start, start + len(words), tags=["water"], note="n")


def update(library: Library, path: Path, text: str) -> None:
    """Writes the file anew and imports it."""
    path.write_text(text, encoding="utf-8")
    assert len(add_paths(library, [path]).updated) == 1


def sound(library: Library, release: int) -> None:
    """Every annotation reads its quote, or is orphaned."""
    text = library.releases.text(release).text
    for one in library.annotations.of(release):
        assert one.state == "orphaned" or text[one.start : one.end] == one.quote


def test_update_keeps_the_old_text(library: Library, release: int, wire: Path) -> None:
    """The earlier text stays in its row; the release shows the new one, keeps its star and is unread."""
    old, before = library.releases.text(release), library.releases.get(release)
    library.reading.set_read([release], True)
    library.reading.set_starred([release], True)
    update(library, wire, "Harbour towns drop the ferry\n\nThere will be no boat, said the mayors.\n")
    after = library.releases.get(release)
    assert after.headline == "Harbour towns drop the ferry"
    assert after.text_id != before.text_id
    rows = library.tables.table("texts").search(where("release") == release)
    assert [row["text"] for row in rows] == [old.text, library.releases.text(release).text]
    assert (after.read, after.starred, after.added) == (False, True, before.added)
    assert after.modified > before.modified
    assert after.digest != before.digest


def test_moved_words_are_found(library: Library, release: int, wire: Path) -> None:
    """Words that stand elsewhere are marked moved with fresh context; words in place stay anchored."""
    headline = mark(library, release, "Harbour")
    ferry = mark(library, release, "one ferry between")
    text = wire.read_text(encoding="utf-8").replace("(ALN)", "(ALN, corrected)")
    update(library, wire, text)
    start = text.index("one ferry between")
    now = library.annotations.get(ferry.id)
    assert (now.start, now.end, now.state) == (start, start + 17, "moved")
    assert now.prefix == text[start - 32 : start]
    assert (now.tags, now.note, now.created, now.modified) == (ferry.tags, "n", ferry.created, ferry.modified)
    assert library.annotations.get(headline.id).state == "anchored"
    update(library, wire, text + "\nMore.\n")
    assert library.annotations.get(ferry.id).state == "moved"


def test_lost_words_are_orphaned_and_come_back(library: Library, release: int, wire: Path) -> None:
    """Words that are gone leave an orphan with its quote, which has its place again with the old text."""
    made = mark(library, release, "one ferry between")
    old = wire.read_text(encoding="utf-8")
    update(library, wire, "Something else\n\nAltogether.\n")
    lost = library.annotations.get(made.id)
    assert (lost.state, lost.quote, lost.start, lost.end) == ("orphaned", made.quote, made.start, made.end)
    assert (lost.prefix, lost.suffix, lost.note) == (made.prefix, made.suffix, "n")
    update(library, wire, old)
    assert library.annotations.get(made.id) == made


def test_undone_deletion_is_put_where_its_words_are(library: Library, release: int, wire: Path) -> None:
    """An annotation deleted before an update and brought back after it does not mark other words."""
    made = mark(library, release, "one ferry between")
    library.annotations.delete(made.id)
    update(library, wire, "A word before. " + wire.read_text(encoding="utf-8"))
    library.history.undo()
    assert [one.id for one in library.annotations.of(release)] == [made.id]
    sound(library, release)


def test_redone_annotation_is_put_where_its_words_are(library: Library, release: int, wire: Path) -> None:
    """An annotation undone before an update and made again after it does not mark other words."""
    mark(library, release, "one ferry between")
    library.history.undo()
    update(library, wire, "A word before. " + wire.read_text(encoding="utf-8"))
    library.history.redo()
    assert len(library.annotations.of(release)) == 1
    sound(library, release)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_updates_keep_every_annotation(library: Library, tmp_path: Path, data: st.DataObject) -> None:
    """Whatever becomes of a text, no annotation is dropped and none marks other words than its own."""
    lines = listed(["The ferry sails.", "A bus waits.", "It rains.", "“No,” she said."], min_size=1)
    path = tmp_path / "changing.txt"
    path.write_text("\n\n".join(data.draw(lines)) + f"\n{len(library.releases.ids())}", encoding="utf-8")
    release = add_paths(library, [path]).ids[0]
    length = len(library.releases.text(release).text)
    start = data.draw(st.integers(0, length - 1))
    library.annotations.add(release, start, data.draw(st.integers(start + 1, length)), note="n")
    count = library.releases.get(release).annotations
    for _ in range(data.draw(st.integers(1, 3))):
        path.write_text("\n\n".join(data.draw(lines)), encoding="utf-8")
        add_paths(library, [path])
        assert library.releases.get(release).annotations == count
        sound(library, release)


# -- updates of what was read --------------------------------------------------------------


def updates(library: Library, path: Path, *words: str) -> None:
    """Brings one version after the other."""
    for one in words:
        update(library, path, f"Harbour towns agree on a shared ferry\n\nThe towns agreed {one}.\n")


def opened(library: Library, release: int) -> None:
    """Has somebody begin to read it."""
    library.reading.save_position(release, ReadingPosition(3, 0))


@pytest.mark.parametrize("began", ["opened", "marked", "annotated"])
def test_an_update_of_what_was_read_is_unread_and_marked(
    library: Library, release: int, wire: Path, began: str
) -> None:
    """Until it is looked at; whoever undoes has nothing more to undo than before."""
    if began == "opened":
        opened(library, release)
        library.reading.reached_end(release)
    elif began == "marked":
        library.reading.set_read([release], True)
    else:
        mark(library, release, "one ferry between")
    done = [event.id for event in library.history.events()]
    updates(library, wire, "on Monday")
    now = library.releases.get(release)
    assert (now.updated, now.read, library.reading.updated(), library.reading.unread()) == (
        True,
        False,
        {release},
        1,
    )
    library.reading.looked_at(release, now.text_id)
    assert (library.releases.get(release).updated, library.reading.updated()) == (False, set())
    assert not library.releases.get(release).read
    assert [event.id for event in library.history.events()] == done


def test_an_update_of_what_nobody_read_is_not_marked(library: Library, release: int, wire: Path) -> None:
    """It is as unread as it was; a star is no reading."""
    library.reading.set_starred([release], True)
    updates(library, wire, "on Monday")
    assert (library.releases.get(release).updated, library.reading.read_before(release)) == (False, None)


def test_the_version_read_stays_known_whatever_came_since(library: Library, release: int, wire: Path) -> None:
    """Two updates come before it is looked at again, and another afterwards."""
    opened(library, release)
    first = library.releases.get(release).text_id
    updates(library, wire, "on Monday", "on Tuesday")
    assert library.reading.read_before(release) == first
    looked = library.releases.get(release).text_id
    library.reading.looked_at(release, looked)
    assert library.reading.read_before(release) == first
    updates(library, wire, "on Wednesday", "on Thursday")
    assert library.reading.read_before(release) == looked


def test_an_update_that_comes_while_one_looks_is_still_marked(
    library: Library, release: int, wire: Path
) -> None:
    """What was looked at is the version before it."""
    opened(library, release)
    updates(library, wire, "on Monday")
    shown = library.releases.get(release).text_id
    updates(library, wire, "on Tuesday")
    library.reading.looked_at(release, shown)
    assert (library.releases.get(release).updated, library.reading.read_before(release)) == (True, shown)


def test_marking_it_read_is_enough(library: Library, release: int, wire: Path) -> None:
    """Who says to have read an update sees no mark; undone, it is there again."""
    library.reading.set_read([release], True)
    updates(library, wire, "on Monday")
    library.reading.set_read([release], True)
    assert (library.releases.get(release).updated, library.reading.updated()) == (False, set())
    library.history.undo()
    assert (library.releases.get(release).updated, library.reading.updated()) == (True, {release})


def test_a_version_that_is_missing_was_not_read(library: Library, release: int, wire: Path) -> None:
    """Nor is one of another release, whatever a damaged row says."""
    opened(library, release)
    updates(library, wire, "on Monday")
    library.tables.table("reading").update({"since": 4711}, doc_ids=[release])
    assert library.reading.read_before(release) is None


# -- files of many releases ----------------------------------------------------------------


def many(*documents: RawDocument | RefusedPart) -> Reader:
    """A reader that gives these whatever it reads."""
    return Reader("many", frozenset({".many"}), lambda _data: iter(documents), many=True)


def item(text: str, part: str = "", **told: Any) -> RawDocument:
    """One of many releases."""
    return RawDocument(text, (), Metadata(**told), part)


def read_many(
    library: Library, monkeypatch: pytest.MonkeyPatch, *documents: RawDocument | RefusedPart
) -> Any:
    """What becomes of a feed with these items."""
    monkeypatch.setattr(registry, "_choice", registry.Choice((many(*documents),)))
    return add_bytes(library, "https://example.org/feed", "feed.many", b"-")


def test_items_are_told_by_identifier_or_part(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An item that comes again is known, wherever it stands; one with other words is a new version."""
    one, two = item("One.", "1", identifier="urn:one"), item("Two.", "2")
    report = read_many(library, monkeypatch, one, two, RefusedPart("3", "it is empty."))
    assert len(report.added) == 2
    assert report.refused == [("https://example.org/feed, 3", "it is empty.")]
    again = read_many(library, monkeypatch, item("One, corrected.", "9", identifier="urn:one"), two)
    assert (again.updated, again.unchanged, again.added) == ([report.added[0]], [report.added[1]], [])
    assert library.releases.text(report.added[0]).text == "One, corrected."


def test_short_identifiers_belong_to_their_source(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guid such as “17” means another item in another feed."""
    first = read_many(library, monkeypatch, item("One.", identifier="17"))
    other = add_bytes(library, "https://example.com/feed", "feed.many", b"-")
    assert (len(first.added), len(other.added)) == (1, 1)


def test_an_earlier_version_changes_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that says it is earlier than the one that is known is passed over."""
    (key,) = read_many(library, monkeypatch, item("Second.", identifier="urn:a", version=2)).added
    report = read_many(library, monkeypatch, item("First.", identifier="urn:a", version=1))
    assert (report.unchanged, library.releases.text(key).text) == ([key], "Second.")


@pytest.mark.parametrize("said", [2, None])
def test_the_same_version_with_other_words_is_taken(
    library: Library, monkeypatch: pytest.MonkeyPatch, said: int | None
) -> None:
    """An agency that sends a version again, corrected, under its number means the later words."""
    (key,) = read_many(library, monkeypatch, item("Second.", identifier="urn:a", version=said)).added
    words = "Quite other words than those it came with at first, and more of them."
    report = read_many(library, monkeypatch, item(words, identifier="urn:a", version=said))
    assert (report.updated, library.releases.text(key).text) == ([key], words)


def test_a_version_number_speaks_for_quite_another_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new lead may share no word with the first: its id and its number say whose version it is."""
    first, later = "One two three four five six seven eight.", "Nine ten eleven twelve, and so on to twenty."
    (key,) = read_many(library, monkeypatch, item(first, identifier="urn:a", version=1)).added
    report = read_many(library, monkeypatch, item(later, identifier="urn:a", version=2))
    assert (report.updated, report.added, library.releases.text(key).text) == ([key], [], later)


def test_two_versions_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that holds two versions of a release leaves the later one, and both texts."""
    report = read_many(library, monkeypatch, item("A.", identifier="urn:a"), item("B.", identifier="urn:a"))
    (key,) = report.added
    assert (report.updated, library.releases.text(key).text) == ([key], "B.")
    assert library.tables.table("texts").count(where("release") == key) == 2


def test_what_the_format_says_is_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headline, publisher, language and time of publication are the format's where it tells them."""
    told = {"title": "The headline", "published": "2024-05-01T09:00:00+02:00", "publisher": "Harbour Trust"}
    (key,) = read_many(
        library, monkeypatch, item("Some words.", "a", **told, url="https://x.example/a")
    ).added
    release = library.releases.get(key)
    assert (release.headline, release.date, release.part) == ("The headline", "2024-05-01", "a")
    assert (release.published, release.publisher) == (told["published"], told["publisher"])
    assert release.url == "https://x.example/a"
