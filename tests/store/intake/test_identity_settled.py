"""Documents that waited for the end of their source: which of its releases each is, by which sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from store import Library, add_bytes
from store.intake import identity
from store.intake.identity import Reading
from store.intake.parsing import CONTENT, IDENTIFIER, Incoming, releases_in

WORDS = [f"word{number}" for number in range(100)]
OTHERS = [f"other{number}" for number in range(100)]
DAY = "2024-05-06"


def words(kept: int) -> str:
    """A text that keeps so many of the hundred words, from the first on."""
    return " ".join(WORDS[:kept] + OTHERS[kept:])


def incoming(text: str, headline: str, **told: Any) -> Incoming:
    """A document of a source, known by what it says."""
    one = next(releases_in("feed", "one.txt", f"{headline}\n\n{text}\n".encode()))
    assert isinstance(one, Incoming)
    return replace(one, release={**one.release, "part": "", **told}, known_by=CONTENT)


def holding(library: Library, *releases: tuple[str, str, dict[str, Any]]) -> Reading:
    """A reading of a source that holds these: text, headline, what else its row says."""
    for number, (text, headline, fields) in enumerate(releases, start=1):
        data = f"{headline}\n\n{text}\n".encode()
        add_bytes(library, f"/{number}", f"{number}.txt", data)
        told = {"source": "feed", "part": "", **fields}
        library.tables.table("releases").update(told, doc_ids=[number])
    return Reading(library, "feed")


def settled(reading: Reading, *documents: Incoming) -> list[int | None]:
    """The release of each document, in their order."""
    reading.held += documents
    found = list(reading.settled())
    assert [one for one, _ in found] == list(documents)
    assert reading.held == []
    return [key for _, key in found]


def test_the_same_text_with_another_date(library: Library) -> None:
    """Where several have it, the one of the same date, then of the same place; each is one document's."""
    fields = [{"part": "1"}, {"part": "2"}, {"published": DAY, "part": "3"}]
    reading = holding(library, *((words(100), "Head", one) for one in fields))
    document = incoming(words(100), "Head")
    digest = {"digest": document.digest}
    library.tables.table("releases").update(digest)
    second = replace(document, release={**document.release, "part": "2"})
    third = replace(document, release={**document.release, "published": DAY})
    assert settled(reading, second, third, document, replace(document)) == [2, 3, 1, None]


@pytest.mark.parametrize(
    ("mine", "theirs", "known"),
    [
        ({"published": DAY}, {"published": DAY}, True),
        ({"published": DAY}, {"published": "2024-05-07"}, False),
        ({"date": DAY}, {"date": DAY}, True),
        ({"date": DAY}, {"date": "2024-05-07"}, False),
        ({"published": DAY, "date": DAY}, {"published": DAY, "date": "2024-05-07"}, True),
        ({}, {}, False),
    ],
)
def test_headline_and_date_know_what_was_rewritten(
    library: Library, mine: dict[str, str], theirs: dict[str, str], known: bool
) -> None:
    """Where it keeps a third of its words; without a date, or under another, it is new."""
    reading = holding(library, (words(100), "The HEAD ", theirs))
    assert settled(reading, incoming(words(40), "The head", **mine)) == [1 if known else None]


def test_a_headline_that_comes_again_over_another_text_is_new(library: Library) -> None:
    """On the same day too; and so is another headline."""
    reading = holding(library, (words(100), "Head", {"published": DAY}))
    assert settled(reading, incoming(words(15), "Head", published=DAY)) == [None]
    assert settled(reading, incoming(words(40), "Other", published=DAY)) == [None]


def test_of_one_headline_the_most_alike_are_each_other(library: Library) -> None:
    """Whatever their order; one that is left over is new."""
    told = {"published": DAY}
    reading = holding(library, *((words(kept), "Head", told) for kept in (50, 75, 100)))
    documents = [incoming(f"{words(kept)} more", "Head", **told) for kept in (76, 99, 51, 48)]
    found = settled(reading, *documents)
    assert found == [2, 3, 1, None]


def test_only_the_newest_of_one_headline_are_compared(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was called so years ago is not edited."""
    monkeypatch.setattr(identity, "UNDER_ID", 2)
    told = {"published": DAY}
    reading = holding(library, *[(words(100), "Head", told)] * 3)
    documents = [incoming(words(40), "Head", **told) for _ in range(3)]
    assert settled(reading, *documents) == [2, 3, None]


def test_likeness_knows_a_text_under_another_headline(library: Library) -> None:
    """Those most alike first; of equals that of the same place, then in order."""
    reading = holding(library, *((words(100), "Head", {"part": part}) for part in ("1", "2", "3")))
    documents = [
        incoming(words(90), "A"),
        incoming(f"{words(100)} more", "B", part="3"),
        incoming(f"{words(100)} more", "C"),
    ]
    assert settled(reading, *documents) == [2, 3, 1]


def test_what_shares_too_little_is_new(library: Library) -> None:
    """And what is another's, cannot be read, or was found already is not compared."""
    texts = [(words(100), "Head", fields) for fields in ({"words": "many"}, {"text_id": 99}, {}, {})]
    reading = holding(library, *texts)
    reading.found(3)
    assert settled(reading, incoming(words(30), "Other")) == [None]
    alike = [incoming(f"{words(100)} more", "Other") for _ in range(2)]
    assert settled(reading, *alike) == [4, None]


def test_who_asks_is_told_between_two_comparisons(library: Library) -> None:
    """Of each document by its headline and by its words; what is raised then ends the reading."""
    reading = holding(library, (words(100), "Head", {"published": DAY}))
    asked: list[int] = []
    reading.go_on = lambda: asked.append(len(reading.held))
    assert settled(reading, incoming(words(40), "Head", published=DAY)) == [1]
    assert asked == [1]

    def stop() -> None:
        raise KeyboardInterrupt

    reading = Reading(library, "feed", stop)
    reading.held.append(incoming(words(40), "Head", published=DAY))
    with pytest.raises(KeyboardInterrupt):
        next(reading.settled())


def test_what_has_an_id_of_its_own_is_not_compared(library: Library) -> None:
    """Who stores it asks under its id."""
    reading = holding(library, (words(100), "Head", {"published": DAY}))
    document = replace(incoming(words(100), "Head", published=DAY), known_by=IDENTIFIER)
    reading.go_on = lambda: pytest.fail("compared")
    assert settled(reading, document) == [None]


def test_no_fewer_than_so_many_are_compared_for_each(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest, or more where many documents are left."""
    monkeypatch.setattr(identity, "_COMPARED", 2)
    monkeypatch.setattr(identity, "_FOR_EACH", 1)
    texts = [" ".join(f"{name}{number}" for number in range(100)) for name in "abcd"]
    releases: list[tuple[str, str, dict[str, Any]]] = [(text, "Head", {}) for text in texts]
    documents = [incoming(f"{text} more", "Other") for text, *_ in releases]
    assert settled(holding(library, *releases), documents[1]) == [None]
    assert settled(Reading(library, "feed"), documents[2]) == [3]
    assert settled(Reading(library, "feed"), *documents[1:]) == [2, 3, 4]
