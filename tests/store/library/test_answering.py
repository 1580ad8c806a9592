"""Finding by a query: SQL, plain evaluation and the library's file agree, whatever is asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Library, add_paths, open_library
from store.library import answering, staging, waiting
from store.library.facts import FactSource, ReleaseFacts
from store.library.library_tables import LibraryTables
from store.library.people import People
from store.library.said import QuotationFacts
from store.library.tags import Tags
from store.search import judge, parse, write
from store.search.query_fields import FIELDS
from store.search.query_tree import Every, Near, Not, Query, Some, Words
from store.storages import newest_first

AGENCIES = ("IOM", "UNHCR", "Agence Überall", None)
PLACES = ("Geneva", "Genève", "日内瓦", None)
TEXTS = (
    "A ferry sails from the harbour to Geneva",
    "The IOM says the biomed ferry waits",
    "世界贸易组织 about migrants and the harbour",
    "Migrants, vulnerable people and a bus; the ferry is not there",
    "“We have a historic opportunity for the ferry,” said Ambassador William Swing, head of the harbour",
    "„Die Fähre fährt schon wieder nach Genf“, sagte die Bürgermeisterin Ana Prates. “Ferries are for all of"
    " us,” said Bill Swing",
)
TAGS = ("migration", "migration/vulnerable", "Migrátion", "water")
NOTES = ("", "see the figures", "figures of 2018 ferry")
LEAVES = (
    "ferry", "iom", "harb*", "fe*", '"the ferry"', "世界", "geneva", "near:2(ferry the)", "near:0(the ferry)",
    "near:9(migrants bus people)", "headline:release", "place:geneve", "place:日内瓦", "agency:uberall",
    "source:release", "source:file3", "tag:migration", "tag:migration/*", "tag:migr*", "tag:*",
    "tag:MIGRATION", "note:figures", "note:ferry", "by:ada", "by:b*", "lang:en", "lang:e*", "format:plain",
    "format:text", "date:2018", "date:2018-04", "date:2018-04-05", "date:2018-04..2018-06",
    "date:..2018-05", "after:2018-04", "after:2018-04-05", "before:2018-05", "before:2018-04-05",
    "added:2026-11", "added:2026-11-02..", "added:..2026-11-01T23:30:00Z", "read:2026", "read:2030",
    "words:>8", "words:5..9", "words:<1", "id:1", "id:2..4", "is:unread", "is:read", "is:new", "is:starred",
    "is:tagged", "is:updated", "is:orphaned", "is:embargoed", "is:duplicate", "has:annotation", "has:note",
    "speaker:swing", "speaker:master", "speaker:prát*",
    'speaker:"william swing"', "said:ferry", "said:fahre", 'said:"for all"', "has:quotation",
    "has:date", "has:place", "has:agency", "has:embargo", "has:link",
)  # fmt: skip


def _asked(typed: str) -> Query:
    query = parse(typed)
    assert query is not None
    return query


#: Each leaf as it is written, and what it asks for.
ASKED = {write(query): query for query in map(_asked, LEAVES)}
QUERIES = st.recursive(
    st.sampled_from([*ASKED.values()]),
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(Every, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Some, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=5,
)
RELEASES = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(TEXTS),
            "agency": st.sampled_from(AGENCIES),
            "place": st.sampled_from(PLACES),
            "date": st.sampled_from(["2018-04-05", "2018-05-31", "2017-12-31", None]),
            "language": st.sampled_from(["en", "fr", "el", None]),
            "embargo": st.sampled_from([None, "2017-01-01", "2999-01-01T10:00+02:00", ""]),
            "marks": st.lists(
                st.tuples(
                    st.sampled_from(["ada", "Bob Ferry"]),
                    st.lists(st.sampled_from(TAGS), max_size=2),
                    st.sampled_from(NOTES),
                    st.booleans(),
                ),
                max_size=2,
            ),
            "tags": st.lists(st.sampled_from(TAGS), max_size=2),
            "reading": st.fixed_dictionaries(
                {}, optional={"read": st.booleans(), "starred": st.booleans(), "updated": st.booleans()}
            ),
            "link": st.booleans(),
            "added": st.sampled_from(["2026-11-01T23:30:00Z", "2026-11-02T10:00:00Z"]),
        }
    ),
    min_size=1,
    max_size=5,
)


def _fill(library: Library, folder: Path, releases: list[dict[str, object]]) -> None:
    """Brings releases in and gives their rows what was drawn; two speakers are joined."""
    library.people.join("Harbour Master", "Bill Swing")
    paths = []
    for number, release in enumerate(releases):
        paths.append(folder / f"file{number}.txt")
        paths[-1].write_text(f"Release {number}\n\n{release['text']} {number}.\n", encoding="utf-8")
    ids = add_paths(library, paths).ids
    for key, release in zip(ids, releases, strict=True):
        fields = {name: release[name] for name in ("agency", "place", "date", "language", "added")}
        if release["embargo"] is not None:
            fields |= {"embargo": "Embargoed", "embargo_until": release["embargo"] or None}
        if release["link"]:
            fields |= {"url": "https://example.org/a"}
        library.tables.table("releases").update(fields, doc_ids=[key])
        for creator, tags, note, orphaned in release["marks"]:  # type: ignore[attr-defined]
            library.tables.user = creator
            if tags or note:
                made = library.annotations.add(key, 0, 7, tags=tags, note=note)
                state = "orphaned" if orphaned else "anchored"
                library.tables.table("annotations").update({"state": state}, doc_ids=[made.id])
        if release["tags"]:
            library.release_tags.give([key], release["tags"])  # type: ignore[arg-type]
        if release["reading"]:
            row = {**release["reading"], "when": "2026-11-02T12:00:00Z"}  # type: ignore[dict-item]
            library.tables.storage.write_rows("reading", {key: row})
    if releases[0]["link"]:
        library.reading.stop_looking()


def _source(library: Library) -> FactSource:
    return FactSource(library.tables, lambda: {key: tag.name for key, tag in library.tags.by_id().items()})


def _quotations_judged(
    source: FactSource, releases: list[ReleaseFacts], query: Query
) -> list[tuple[int, int]]:
    """The quotations a query is true of, by a look at each there is."""
    is_true = judge(query)
    found = []
    for facts in releases:
        text = source.text(facts.row["text_id"])
        for one in facts.quotations:
            names = source.speaker_names(one.speaker)
            if is_true(QuotationFacts(facts, text[one.start : one.end], names)):
                found.append((facts.id, one.start))
    return found


@pytest.fixture(scope="module", params=["library.db", "library.json"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """A kind of library, and a folder."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("found")
        patch.setattr("platformdirs.user_cache_path", lambda *_, **__: folder / "cache")
        patch.setattr(staging, "_FIRST", 2)
        patch.setattr(answering, "_NEWEST", 3)
        patch.setattr(newest_first, "_FEW", 3)
        patch.setattr(staging, "_LOOKED_AT", 3)
        patch.setattr(staging, "_ENOUGH", 2)
        patch.setattr(staging, "_AT_ONCE", 2)
        yield request.param, folder


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    releases=RELEASES,
    queries=st.lists(QUERIES, min_size=8, max_size=8),
    leaves=st.lists(st.sampled_from([*ASKED]), min_size=12, max_size=12, unique=True),
)
def test_a_library_finds_what_the_judge_says(
    filled: tuple[str, Path], releases: list[dict[str, object]], queries: list[Query], leaves: list[str]
) -> None:
    """SQL over its tables, or the index and a look at each, find what plain evaluation of the texts does.

    Each field is asked for in each library; in every way there is to ask, some fields in each.
    """
    name, root = filled
    folder = root / f"{datetime.now(UTC).timestamp()}"
    folder.mkdir()
    with open_library_in(folder / name) as library:
        _fill(library, folder, releases)
        source = _source(library)
        kept = list(source.each(library.releases.ids()))
        found: dict[str, list[int]] = {}
        drawn = {write(query): query for query in queries}
        for typed, query in (ASKED | drawn).items():
            is_true = judge(query)
            found[typed] = library.find.ids(typed)
            assert found[typed] == [one.id for one in kept if is_true(one)], query
        for typed in dict.fromkeys([*drawn, *leaves]):
            # Some at a time, all are found once; few at most, they are the first of all.
            assert sorted(one.release.id for one in library.find.releases(typed)) == sorted(found[typed]), (
                typed
            )
            ranked = [hit.release.id for hit in library.find.hits(typed)]
            assert [hit.release.id for hit in library.find.hits(typed, 1)] == ranked[:1], typed
            assert [one.release.id for one in library.find.releases(typed, by_date=True)] == found[typed]
            assert library.find.count(typed) == len(found[typed])
        for typed, query in drawn.items():
            quoted = [(one.release.id, one.start) for one in library.find.quotations(typed)]
            assert quoted == _quotations_judged(source, kept, query), query


class open_library_in:  # noqa: N801  # reads as a function
    """A library that is closed at the end."""

    def __init__(self, path: Path) -> None:
        self._library = open_library(path, clock=lambda: "2026-11-01T23:30:00Z")

    def __enter__(self) -> Library:
        return self._library

    def __exit__(self, *_: object) -> None:
        self._library.close()


def test_every_field_is_asked_of_above() -> None:
    """None was left out."""
    asked = {getattr(_asked(one), "field", "near") for one in LEAVES}
    assert {*FIELDS, "", "near"} == asked
    for field in FIELDS.values():
        assert set(field.values) <= {getattr(_asked(one), "name", "") for one in LEAVES}
    assert any(isinstance(_asked(one), Near) for one in LEAVES)
    assert isinstance(_asked("ferry"), Words)


def test_plain_words_are_whole_words(library: Library, tmp_path: Path) -> None:
    """“iom” does not find “biomed”, nor a folder’s or file’s name."""
    keys = [_add(library, tmp_path, name, text) for name, text in (("iom", "Biomed"), ("b", "The IOM says"))]
    assert library.find.ids("iom") == [keys[1]]
    assert library.find.ids("source:iom") == [keys[0]]
    assert library.find.ids("biom*") == [keys[0]]


def _add(library: Library, folder: Path, name: str, text: str) -> int:
    path = folder / f"{name}.txt"
    path.write_text(f"{text}\n\nWords.\n", encoding="utf-8")
    return add_paths(library, [path]).ids[0]


def test_words_rank_and_all_else_narrows(library: Library, tmp_path: Path) -> None:
    """The best first where words are asked for, else the newest; never more than asked for."""
    keys = [_add(library, tmp_path, f"r{number}", f"Ferry {number}") for number in range(3)]
    library.reading.set_starred([keys[0]], True)
    library.reading.set_starred([keys[2]], True)
    assert [hit.release.id for hit in library.find.hits("ferry is:starred")] == [keys[2], keys[0]]
    assert [hit.release.id for hit in library.find.hits("is:starred", 1)] == [keys[2]]
    assert [hit.rank for hit in library.find.hits("is:starred")] == [None, None]


def test_an_embargo_ends_by_the_clock(library: Library, tmp_path: Path) -> None:
    """One whose end has passed is none any more; one without a full date holds for a week."""
    keys = [_add(library, tmp_path, f"r{number}", f"Ferry {number}") for number in range(4)]
    now = datetime.now(UTC)
    soon, past = now + timedelta(minutes=5), now - timedelta(minutes=5)
    ends = (soon.isoformat(), past.isoformat(), None, None)
    days = (None, None, f"{now:%Y-%m-%d}", f"{now - timedelta(days=8):%Y-%m-%d}")
    for key, until, day in zip(keys, ends, days, strict=True):
        row = {"embargo": "Embargoed until then", "embargo_until": until, "date": day}
        library.tables.table("releases").update(row, doc_ids=[key])
    assert set(library.find.ids("is:embargoed")) == {keys[0], keys[2]}


def test_a_damaged_record_keeps_no_other_from_being_found(library: Library, tmp_path: Path) -> None:
    """Where SQL stumbles over a row that is no JSON, the releases are looked at one by one."""
    keys = [_add(library, tmp_path, f"r{number}", f"Ferry {number}") for number in range(3)]
    library.reading.set_starred([keys[0]], True)
    library.reading.set_starred([keys[1]], True)
    library.find.ids("ferry")
    with sqlite3.connect(library.path) as connection:
        indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'reading'"
        for (name,) in connection.execute(indexes).fetchall():
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute("UPDATE reading SET document = '{' WHERE id = ?", [keys[1]])
    connection.close()
    assert library.find.ids("is:starred ferry") == [keys[0]]


def test_what_nobody_waits_for_ends(library: Library, tmp_path: Path) -> None:
    """Nothing is given any more, and nothing raised; the next query is answered as ever."""
    for number in range(30):
        _add(library, tmp_path, f"r{number}", f"Ferry {number} to the harbour")
    over: list[bool] = []
    rows = library.find.releases("ferry harbour", stop=lambda: bool(over))
    assert next(rows).release.id
    over.append(True)
    assert len(list(rows)) < 29
    assert list(library.find.releases("ferry", stop=lambda: True)) == []
    assert list(library.find.lines("ferry", stop=lambda: True)) == []
    assert list(library.find.passages("ferry", stop=lambda: True)) == []
    assert len(list(library.find.releases("ferry"))) == 30


def test_a_statement_is_ended_once_nobody_waits(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of its work, too."""
    for number in range(5):
        _add(library, tmp_path, f"r{number}", f"Ferry {number}")
    library.find.ids("ferry")
    monkeypatch.setattr(waiting, "_ASKED_EVERY", 1)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert library.find.count("words:>0", stop=stop) == 0
    assert library.find.count("words:>0") == 5


def test_hits_are_judged_again_where_the_library_has_changed(library: Library, tmp_path: Path) -> None:
    """One that is no longer true of the query is left out."""
    keys = [_add(library, tmp_path, f"r{number}", f"Ferry {number}") for number in range(2)]
    for key in keys:
        library.reading.set_starred([key], True)
    hits = library.find.hits("is:starred")
    library.reading.set_starred([keys[1]], False)
    assert [hit.release.id for hit in hits] == [keys[0]]


def test_a_query_without_words_has_no_lines(library: Library, tmp_path: Path) -> None:
    """And no text is read for it."""
    _add(library, tmp_path, "r", "Ferry")
    assert list(library.find.lines("is:unread")) == []
    assert len(list(library.find.lines("ferry is:unread"))) == 1


def test_the_values_of_fields_are_those_of_the_library(library: Library, tmp_path: Path) -> None:
    """The commonest first; tags as they are listed."""
    keys = [_add(library, tmp_path, f"r{number}", f"Ferry {number}") for number in range(3)]
    for key, place in zip(keys, ("Oslo", "Bergen", "Bergen"), strict=True):
        library.tables.table("releases").update({"place": place, "agency": None}, doc_ids=[key])
    library.annotations.add(keys[0], 0, 5, tags=["boats"])
    values = library.find.values()
    assert values["place"] == ["Bergen", "Oslo"]
    assert (values["tag"], values["agency"]) == (["boats"], [])


def test_what_a_query_does_not_ask_for_is_not_looked_up(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the tags there are, nor joined speakers, nor the last look."""
    key = _add(library, tmp_path, "r", "Ferry")
    looked_up: list[object] = []

    def look_up(owner: object) -> dict[object, object]:
        looked_up.append(owner)
        return {}

    for owner, name in ((Tags, "by_id"), (People, "called"), (LibraryTables, "last_look")):
        monkeypatch.setattr(owner, name, look_up)
    assert library.find.ids("is:unread") == [key]
    assert looked_up == []
    library.find.ids("tag:boats")
    assert len(looked_up) == 1


def test_texts_that_were_looked_at_are_not_read_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a query with a short beginning finds releases, each text is read once for the rows."""
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"A ferry waits\n\nThe ferry of pier {number} waits there.\n", encoding="utf-8")
        add_paths(library, [path])
    read: list[int] = []
    storage = library.tables.storage
    get = storage.get_rows

    def got(table: str, keys: Iterable[int]) -> object:
        wanted = list(keys)
        read.extend(wanted if table == "texts" else ())
        return get(table, wanted)

    monkeypatch.setattr(storage, "get_rows", got)
    assert len(list(library.find.releases("ferry th*"))) == 3
    assert len(read) == 3
    assert len(read) == len(set(read))
