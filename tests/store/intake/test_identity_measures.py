"""What makes two texts one release or two, measure by measure, and what a reading of a source remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from tinydb.table import Document

from store import Library, add_bytes
from store.duplicates import SHORT, Wording
from store.intake import identity
from store.intake.identity import Reading, likeness, other_release, version_of
from store.intake.parsing import CONTENT, IDENTIFIER, Incoming, releases_in

TEN = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
LATIN = ["lorem", "ipsum", "dolor", "sit", "amet", "elit", "sed", "quo", "vadis", "ipse"]
DIGEST = "0f" * 32


def incoming(words: str, headline: str = "The ferry") -> Incoming:
    """A text as a document of a source."""
    one = next(releases_in("feed", "one.txt", f"{headline}\n\n{words}\n".encode()))
    assert isinstance(one, Incoming)
    return one


def wording(words: str) -> Wording:
    """The words of a text below a headline."""
    return Wording(incoming(words).text)


def row(library: Library, key: int) -> Document:
    """The release's row."""
    found = library.tables.row("releases", key)
    assert found is not None
    return found


# -- two texts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kept", "other"), [(0, True), (3, True), (4, False), (10, False)])
def test_a_third_of_the_words_makes_one_release(kept: int, other: bool) -> None:
    """In their order; fewer are chance, unless the headlines are the same."""
    one, two = wording(" ".join(TEN)), wording(" ".join(TEN[:kept] + LATIN[kept:]))
    assert other_release(one, two) is other
    assert other_release(two, one) is other
    assert not other_release(one, two, titled_alike=True)


@pytest.mark.parametrize(("count", "other"), [(4, False), (5, True)])
def test_a_few_words_are_too_few_to_tell(count: int, other: bool) -> None:
    """On either side."""
    one, two = wording(" ".join(TEN)), wording(" ".join(LATIN[:count]))
    assert (other_release(one, two), other_release(two, one)) == (other, other)


def test_what_moved_within_a_long_text_is_kept() -> None:
    """Runs of words count as well as their order."""
    parts = [" ".join(f"{word}{number}" for word in TEN) for number in range(8)]
    assert not other_release(wording(" ".join(parts)), wording(" ".join(reversed(parts))))


@pytest.mark.parametrize(("changed", "alike"), [(0, 1.0), (1, 0.9), (2, 0.8), (3, 0.0), (10, 0.0)])
def test_a_short_text_keeps_three_words_in_four(changed: int, alike: float) -> None:
    """From one version to the next."""
    one, two = wording(" ".join(TEN)), wording(" ".join(LATIN[:changed] + TEN[changed:]))
    assert likeness(one, two) == pytest.approx(alike)
    assert likeness(two, one) == pytest.approx(alike)


def test_of_a_longer_text_the_runs_of_words_tell() -> None:
    """Where one of the two is not short, three words in four by themselves do not."""
    words = [f"{word}{end}" for end in "abcd" for word in TEN]
    changed = [word if number % 5 else f"other{word}" for number, word in enumerate(words)]
    assert len(words) == SHORT
    assert likeness(wording(" ".join(words)), wording(" ".join(changed))) == 0.0
    assert likeness(wording(" ".join(words[1:])), wording(" ".join(changed[1:]))) > 0.75
    assert likeness(wording(" ".join(words)), wording(" ".join(words))) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("7", "8", False),
        ("7", "", True),
        ("", "", True),
        ("1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8 10", False),
        ("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 11", True),
        ("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 11 12", False),
        ("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 10 11 12", True),
    ],
)
def test_one_figure_in_ten_may_be_another(one: str, other: str, alike: bool) -> None:
    """Where each has some that the other has not; a form filled in anew is another release."""
    words = " ".join(f"{word}{end}" for end in "abcdefghij" for word in TEN)
    found = likeness(wording(f"{one} {words}"), wording(f"{other} {words}"))
    assert (found > 0) is alike


# -- under one id ----------------------------------------------------------------------------------


@pytest.fixture
def under_id(library: Library) -> list[Document]:
    """Three releases under an id: of other words, of words nearly those of `TEN`, of words like `TEN`."""
    texts = [LATIN, TEN[:6] + LATIN[6:], TEN[:9] + LATIN[9:]]
    for number, words in enumerate(texts, start=1):
        add_bytes(library, f"/{number}", f"{number}.txt", f"Head {number}\n\n{' '.join(words)}\n".encode())
    return [row(library, key) for key in (1, 2, 3)]


def test_of_several_under_an_id_the_likest_is_the_one(library: Library, under_id: list[Document]) -> None:
    """In whatever order they come; where none is like it, the document is new."""
    reading = Reading(library, "feed")
    one = incoming(" ".join(TEN))
    for rows in (under_id, under_id[::-1]):
        found = version_of(one, rows, reading)
        assert found is not None
        assert found.doc_id == 3
    assert version_of(one, under_id[:1], reading) is None
    assert version_of(one, [], reading) is None


def test_a_headline_makes_quite_another_text_a_version(library: Library, under_id: list[Document]) -> None:
    """However it is written."""
    reading = Reading(library, "feed")
    found = version_of(incoming(" ".join(TEN), "HEAD 1"), under_id[:1], reading)
    assert found is not None
    assert found.doc_id == 1


@pytest.mark.parametrize(
    ("found", "figures", "is_version"), [(True, "12 14", False), (False, "12 14", True), (True, "", True)]
)
def test_one_that_stands_in_the_source_itself_is_no_version_of_what_contradicts_it(
    library: Library, found: bool, figures: str, is_version: bool
) -> None:
    """Both are in it now; of one that is gone, figures may have been put right."""
    words = " ".join(TEN * 3)
    add_bytes(library, "/a", "a.txt", f"Head\n\n{words} 11 13\n".encode())
    reading = Reading(library, "feed")
    if found:
        reading.found(1)
    told = version_of(incoming(f"{words} {figures}"), [row(library, 1)], reading)
    assert (told is not None) is is_version


# -- what a reading remembers ----------------------------------------------------------------------


def known(rows: Mapping[int, Mapping[str, Any]]) -> dict[int, identity._Known]:
    """What is kept of rows."""
    return {
        key: identity._Known(row["text_id"], row.get("published"), row["part"]) for key, row in rows.items()
    }


def numbered(library: Library, *rows: dict[str, Any]) -> Reading:
    """A reading of a source with these releases, in this order, by their ids from 1 on."""
    for number, fields in enumerate(rows, start=1):
        add_bytes(library, f"/{number}", f"{number}.txt", f"Head {number}\n\nWords {number}.\n".encode())
        library.tables.table("releases").update({"source": "feed", **fields}, doc_ids=[number])
    return Reading(library, "feed")


def told(
    digest: str = DIGEST, *, part: str = "1", published: str | None = None, known_by: str = CONTENT
) -> Incoming:
    """A document of the source."""
    one = incoming("Words.")
    release = {**one.release, "part": part, **({"published": published} if published else {})}
    return replace(one, digest=digest, release=release, known_by=known_by)


def test_only_releases_that_say_their_bytes_are_the_sources(library: Library) -> None:
    """A damaged row is none, nor is one of another source."""
    reading = numbered(library, {}, {"digest": None}, {"digest": 7}, {"source": "other"})
    assert list(reading.rows) == [1]
    assert reading.part_of(1) == row(library, 1).get("part")
    assert reading.part_of(2) is None


def test_the_same_bytes_of_the_same_date_are_the_same(library: Library) -> None:
    """First by date, then by position; one that was found is no other's, and another date is no match."""
    reading = numbered(
        library,
        {"digest": DIGEST, "part": "1"},
        {"digest": DIGEST, "part": "2"},
        {"digest": DIGEST, "part": "1", "published": "2024-05-06"},
        {"digest": "1e" * 32, "part": "1"},
    )
    assert reading.unchanged(told(part="2")) == 2
    assert reading.unchanged(told(part="1")) == 1
    assert reading.unchanged(told(part="9")) in (1, 2)
    assert reading.unchanged(told(part="2", published="2024-05-06")) == 3
    assert reading.unchanged(told(part="1", published="2024-05-07")) is None
    assert reading.unchanged(told("2d" * 32)) is None
    reading.found(2)
    assert (reading.has(2), reading.has(1)) == (True, False)
    assert reading.unchanged(told(part="2")) == 1
    reading.found(1)
    assert reading.unchanged(told(part="2")) is None


def test_what_came_since_is_only_of_the_same_source(library: Library) -> None:
    """Not what was there before, nor what this reading made."""
    reading = numbered(library, {"digest": DIGEST})
    assert list(reading.rows) == [1]
    assert reading.came_meanwhile(told()) is None
    for number, source in ((2, "other"), (3, "feed"), (4, "feed")):
        add_bytes(library, f"/{number}", f"{number}.txt", f"Head {number}\n\nWords {number}.\n".encode())
        library.tables.table("releases").update({"source": source, "digest": DIGEST}, doc_ids=[number])
    assert reading.came_meanwhile(told()) == 3
    reading.found(3)
    assert reading.came_meanwhile(told()) == 4
    reading.found(4)
    assert reading.came_meanwhile(told()) is None


def test_an_identity_is_numbered_each_time(library: Library) -> None:
    """From 2 on: the first has none."""
    reading = Reading(library, "feed")
    assert [reading.numbered(name) for name in ("a", "b", "a", "b")] == ["a (2)", "b (2)", "a (3)", "b (3)"]


@pytest.mark.parametrize(
    ("found", "known_by", "words", "earlier"),
    [
        (True, IDENTIFIER, "Words 1.", True),
        (True, IDENTIFIER, "Other words.", False),
        (True, CONTENT, "Words 1.", False),
        (False, IDENTIFIER, "Words 1.", False),
    ],
)
def test_an_earlier_text_in_the_same_source(
    library: Library, found: bool, known_by: str, words: str, earlier: bool
) -> None:
    """Under an id whose present text stands there too: the later one is the release's, and stays."""
    reading = numbered(library, {})
    text = library.tables.table("texts").get(doc_id=row(library, 1)["text_id"])
    assert isinstance(text, Document)
    new = library.tables.table("texts").insert({**text, "text": "Present words."})
    library.tables.table("releases").update({"text_id": new}, doc_ids=[1])
    if found:
        reading.found(1)
    one = replace(incoming(words, "Head 1"), known_by=known_by)
    assert reading.is_earlier(one, row(library, 1)) is earlier


@pytest.mark.parametrize(("count", "nothing"), [(15, False), (16, True), (17, True)])
def test_an_id_that_names_too_many_names_nothing(library: Library, count: int, nothing: bool) -> None:
    """Those under it are then told by what they say."""
    reading = numbered(library, {"digest": DIGEST})
    assert reading.under_id("id") == []
    for key in range(100, 100 + count):
        reading.added(key, f"id#{DIGEST} ({key})")
    assert reading.under_id("id") == list(range(100, 100 + count))
    reading.held.append(replace(told(known_by=IDENTIFIER), identity="id"))
    assert [key for _, key in reading.settled()] == [1 if nothing else None]
    assert reading.held == []


# -- a few at a time -------------------------------------------------------------------------------


def test_words_are_read_once_and_not_all_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """None where the text cannot be read; that is not asked again either."""
    reading = numbered(library, {}, {}, {"text_id": 99}, {})
    wordings = identity._Wordings(library, reading.rows)
    monkeypatch.setattr(identity._Wordings, "_KEPT", 3)
    asked: list[int] = []
    really = library.tables.row

    def counted(table: str, key: int) -> Document | None:
        asked.append(key)
        return really(table, key)

    monkeypatch.setattr(library.tables, "row", counted)
    for _ in range(2):
        assert wordings.get(3) is None
        assert (first := wordings.get(1)) is not None
        assert first.words == ["words", "1"]
        assert wordings.get(2) is not None
    assert len(asked) == 3
    assert wordings.get(4) is not None
    assert wordings.get(4) is not None
    assert len(asked) == 4
    assert wordings.get(1) is not None
    assert len(asked) == 5


def test_the_nearest_share_rare_words_or_runs_of_them(library: Library) -> None:
    """A short text is looked for by the rarest of its words, a long one by its runs."""
    long = " ".join(f"{word}{end}" for end in "abcdef" for word in TEN)
    texts = ["common one two", "common three four", long, "common one five", "quite another"]
    for number, words in enumerate(texts, start=1):
        add_bytes(library, f"/{number}", f"{number}.txt", f"Head {number}\n\n{words}\n".encode())
    rows = {key: dict(row(library, key)) for key in range(1, 6)}
    rows[6] = {**rows[5], "text_id": 99}
    nearest = identity._Nearest(list(rows), identity._Wordings(library, known(rows)))
    assert nearest.to(wording("three")) == [2]
    assert nearest.to(wording("one")) == [1, 4]
    assert set(nearest.to(wording("common one none"))) >= {1, 4}
    assert nearest.to(wording(f"{long} more")) == [3]
    assert nearest.to(wording("nothing of it")) == []


@pytest.mark.parametrize("count", [SHORT - 1, SHORT])
def test_only_short_texts_are_looked_for_by_their_words(library: Library, count: int) -> None:
    """And only among short ones: in a long one a word says nothing."""
    words = [f"word{number}" for number in range(count)]
    for number, text in enumerate((" ".join(words), "word1 other"), start=1):
        add_bytes(library, f"/{number}", f"{number}.txt", f"Head {number}\n\n{text}\n".encode())
    rows = {key: dict(row(library, key)) for key in (1, 2)}
    nearest = identity._Nearest(list(rows), identity._Wordings(library, known(rows)))
    short = count < SHORT
    assert nearest.to(wording("word1")) == ([1, 2] if short else [2])
    assert nearest.to(wording("word1 " * count)) == ([1, 2] if short else [])


def test_of_a_short_text_the_rarest_third_of_its_words_is_looked_for(library: Library) -> None:
    """And of each word the newest that hold it: no more than so many are compared."""
    for number in range(1, 12):
        text = f"common own{number}" + (" rare" if number == 1 else "")
        add_bytes(library, f"/{number}", f"{number}.txt", f"Head {number}\n\n{text}\n".encode())
    rows = {key: dict(row(library, key)) for key in range(1, 12)}
    nearest = identity._Nearest(list(rows), identity._Wordings(library, known(rows)))
    assert nearest.to(wording("common")) == list(range(4, 12))
    assert nearest.to(wording("common rare")) == [1]
    assert nearest.to(wording("common rare own2")) == [1, 2]
    assert nearest.to(wording("common none")) == []


@pytest.mark.parametrize(
    ("texts", "one", "other", "tells"),
    [
        (["common x", "common y"], "common a", "common b", True),
        (["common x", "common y", "z"], "common a", "common b", False),
        (["common x", "common y", "z", "w"], "common a b c", "common a b d", True),
        (["common x", "common y", "common z", "w"], "common a b c", "common a b d", False),
        (["common x"] * 3, "common a b c d", "common a b c e", True),
        (["common x"] * 3, "common a b c", "common a b c", True),
        (["common x"] * 3, "common a b c d e", "common a b c", True),
        (["common x"] * 3, "common a b c d e f", "common a b c", False),
        ([*["common x"] * 9, "y", "z", "y", "z"], "common a b c", "common a b d", True),
    ],
)
def test_what_most_items_of_a_source_say_tells_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, texts: list[str], one: str, other: str, tells: bool
) -> None:
    """Of three items or more, the newest; three words in four of what is left must be the same."""
    monkeypatch.setattr(identity, "UNDER_ID", 1)
    for number, text in enumerate(texts, start=1):
        data = f"Item {number}\n\n{text}\n".encode()
        add_bytes(library, f"/{number}", f"{number}.txt", data)
        library.tables.table("releases").update({"source": "feed"}, doc_ids=[number])
    reading = Reading(library, "feed")
    wordings = identity._Wordings(library, reading.rows)
    mine, theirs = (Wording(incoming(words, "Item").text) for words in (one, other))
    for _ in range(2):
        assert reading._tells(mine, theirs, wordings) is tells
