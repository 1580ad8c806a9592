"""Auto-coding: what hits stand in is found, tagged in one step, and as it was before after one undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import InvalidInputError, InvalidQueryError, Library, ReleaseText, open_library
from store.library import Candidate, Coded, Span, Unit
from store.library.library import now
from store.storages import MemoryStorage, RowDB
from tests.store.library.conftest import add

FERRY = "Ferry news\n\nThe ferry sails. A ferry, the old ferry, rests.\n\n“No ferry today,” she said.\n"
BRIDGE = "A bridge opens\n\nNobody misses the ferry.\n"
FOUND = ["Ferry news", "The ferry sails. A ferry, the old ferry, rests.", "“No ferry today,” she said."]
FOUND.append("Nobody misses the ferry.")


def hit_alone(_version: ReleaseText, _language: str | None, hits: Sequence[Span]) -> Sequence[Span]:
    """The unit that is the hit itself."""
    return hits


def paragraph(version: ReleaseText, _language: str | None, hits: Sequence[Span]) -> list[Span | None]:
    """The unit that is the paragraph; none for a hit in two."""
    spans = [(one.start, one.end) for one in version.paragraphs]
    return [next((one for one in spans if one[0] <= start and end <= one[1]), None) for start, end in hits]


@pytest.fixture(params=["library.db", "library.json"])
def ferries(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Two releases that hold the word, in a library of either kind."""
    library = open_library(tmp_path / request.param, user="ana")
    add(library, tmp_path, "ferry", FERRY)
    add(library, tmp_path, "bridge", BRIDGE)
    yield library
    library.close()


def _rows(library: Library) -> dict[str, list[tuple[int, dict[str, object]]]]:
    """All that a user made, as it lies there."""
    tables = ("annotations", "tags", "release_tags")
    return {table: list(library.tables.storage.scan_rows(table)) for table in tables}


def _marked(library: Library) -> list[tuple[str, list[str]]]:
    found = [one for key in sorted(library.releases.ids()) for one in library.annotations.of(key)]
    return [(one.quote, [tag.name for tag in one.tags]) for one in found]


def _texts(candidates: Sequence[Candidate]) -> list[str]:
    return [one.text for one in sorted(candidates, key=lambda one: (one.release.id, one.start))]


def test_hits_in_one_unit_are_one_passage(ferries: Library) -> None:
    """Each with all of its hits; those in no such passage are left out."""
    assert _texts(list(ferries.autocoding.candidates("ferry", hit_alone))) == ["Ferry", *["ferry"] * 5]
    found = list(ferries.autocoding.candidates("ferry", paragraph))
    assert _texts(found) == FOUND
    assert sorted(len(one.hits) for one in found) == [1, 1, 1, 3]
    assert not list(ferries.autocoding.candidates("ferry", lambda _, __, hits: [None] * len(hits)))


def test_each_text_is_read_once(ferries: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find its hits and what they stand in."""
    read: list[int] = []
    whole = ferries.tables.storage.get_rows

    def counted(table: str, ids: Iterable[int]) -> dict[int, dict[str, object]]:
        asked = [*ids]
        read.extend(asked if table == "texts" else ())
        return whole(table, asked)

    list(ferries.find.hits("ferry"))  # which brings the index up to date
    monkeypatch.setattr(ferries.tables.storage, "get_rows", counted)
    assert _texts(list(ferries.autocoding.candidates("ferry", paragraph))) == FOUND
    assert sorted(read) == [1, 2]


def test_a_query_without_words_has_no_hits(ferries: Library) -> None:
    """It is said, not answered with nothing."""
    for typed in ("", "is:unread", "-ferry", "place:geneva"):
        with pytest.raises(InvalidQueryError, match="no words"):
            ferries.autocoding.candidates(typed, paragraph)


def test_all_is_one_step_of_undo(ferries: Library) -> None:
    """A passage that is marked gets the tag beside its own; undo brings back what was, redo the tags."""
    release = min(ferries.releases.ids())
    ferries.annotations.add(release, 0, len(FOUND[0]), tags=["old"], note="a note")
    before = _rows(ferries)
    found = list(ferries.autocoding.candidates("ferry", paragraph))
    assert ferries.autocoding.tag(found, ["new", "other"]) == Coded(4, 2, 0, 0)
    new = ["new", "other"]
    assert _marked(ferries) == [(FOUND[0], ["old", *new]), *((quote, new) for quote in FOUND[1:])]
    after = _rows(ferries)
    assert next(ferries.history.events()).what == "tagged 4 passages #new #other"
    step = ferries.history.undo()
    assert step is not None and not step.left and len(step.releases) == 2
    assert _rows(ferries) == before
    assert ferries.history.redo() is not None
    assert _rows(ferries) == after


def test_what_has_the_tag_is_not_tagged_again(ferries: Library) -> None:
    """Where all have it nothing is written; of two tags those that lack one get it."""
    found = list(ferries.autocoding.candidates("ferry", paragraph))
    assert ferries.autocoding.tag(found[:1], ["ferry"]) == Coded(1, 1, 0, 0)
    assert ferries.autocoding.tag(found, ["FERRY"]) == Coded(3, 2, 1, 0)
    events = len(list(ferries.history.events()))
    assert ferries.autocoding.tag(found, ["ferry"]) == Coded(0, 0, 4, 0)
    assert len(list(ferries.history.events())) == events
    assert ferries.autocoding.tag(found, ["ferry", "boats"]) == Coded(4, 2, 0, 0)
    assert {tuple(names) for _, names in _marked(ferries)} == {("ferry", "boats")}


def test_stopped_it_leaves_nothing(ferries: Library) -> None:
    """Whenever that is: no passage, no tag, no step of the history."""
    found = list(ferries.autocoding.candidates("ferry", paragraph))
    before = _rows(ferries)
    told: list[tuple[int, int]] = []
    stopped = ferries.autocoding.tag(
        found, ["new"], progress=lambda *done: told.append(done), stop=lambda: bool(told)
    )
    assert (stopped, told) == (None, [(4, 4)])
    with pytest.raises(InvalidInputError):
        ferries.autocoding.tag(found, ["a,b"])
    assert _rows(ferries) == before
    assert ferries.history.undo() is None


def test_what_has_changed_meanwhile_is_left(ferries: Library, tmp_path: Path) -> None:
    """An update since the passages were found, a release removed since: nothing is marked in them."""
    found = list(ferries.autocoding.candidates("ferry", paragraph))
    bridge = max(ferries.releases.ids())
    add(ferries, tmp_path, "bridge", BRIDGE.replace("Nobody", "Everybody"))
    assert ferries.autocoding.tag(found, ["new"]) == Coded(3, 1, 0, 1)
    assert not ferries.annotations.of(bridge)
    ferries.history.undo()
    ferries.trash.remove([one for one in ferries.releases.ids() if one != bridge])
    assert ferries.autocoding.tag(found, ["new"]) == Coded(0, 0, 0, 4)
    assert not ferries.tags.all()


@pytest.mark.slow
@settings(max_examples=10)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([hit_alone, paragraph]), st.sets(st.integers(0, 5)), st.sampled_from("abc")
        ),
        max_size=4,
    )
)
def test_undo_gives_the_library_before(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Unit, set[int], str]]
) -> None:
    """Step by step back to the beginning, and forward again."""
    library = Library(RowDB(storage=MemoryStorage), user="ana", clock=now)
    for name, text in (("ferry", FERRY), ("bridge", BRIDGE)):
        add(library, tmp_path_factory.getbasetemp(), name, text)
    states = [_rows(library)]
    for unit, left_out, name in steps:
        found = list(library.autocoding.candidates("ferry", unit))
        kept = [one for at, one in enumerate(found) if at not in left_out]
        coded = library.autocoding.tag(kept, [name])
        if coded is not None and coded.passages:
            states.append(_rows(library))
        else:
            assert _rows(library) == states[-1]
    for state in reversed(states[:-1]):
        assert library.history.undo() is not None
        assert _rows(library) == state
    for state in states[1:]:
        assert library.history.redo() is not None
        assert _rows(library) == state
    library.close()
