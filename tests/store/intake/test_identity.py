"""Which release a document is, where its source gives no id or one that is not its own."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import where

from store import ImportReport, Library, add_bytes, add_paths
from store.intake import arrivals, importing
from store.intake.parsing import Incoming, take
from store.models import Annotation
from tests.drawn import listed

#: Headline, words, date of publication or "".
Item = tuple[str, str, str]
FERRY: Item = (
    "Harbour towns agree on a shared ferry",
    "Three harbour towns agreed on Friday to run one ferry between them. The first boat leaves in May. "
    "“We have waited ten years for this,” said Mayor Ana Prates, who signed for the largest of the towns.",
    "",
)
BRIDGE: Item = (
    "Old bridge closes for repairs",
    "The iron bridge over the river will be closed to lorries until the autumn, the road office announced. "
    "Cyclists may cross on the northern side while its rusted bearings are replaced one after another.",
    "",
)
SCHOOL: Item = (
    "School kitchens buy from local farms",
    "Every primary school of the district is to cook with vegetables grown within an hour’s drive. "
    "Farmers welcomed the contract, which guarantees prices for two harvests and begins with the new term.",
    "",
)
MUSEUM: Item = (
    "Museum returns carved doors",
    "The city museum has handed back a pair of carved doors bought at an auction before the war. "
    "A delegation received them in the courtyard; historians had traced the sale through old letters.",
    "",
)


def rss(*items: Item) -> bytes:
    """RSS whose items have neither guid nor link."""
    inner = "".join(
        f"<item><title>{escape(title)}</title>{f'<pubDate>{date}</pubDate>' if date else ''}"
        f"<description>{escape(words)}</description></item>"
        for title, words, date in items
    )
    return f'<rss version="2.0"><channel><title>Port</title>{inner}</channel></rss>'.encode()


def json_feed(*items: Item) -> bytes:
    """JSON Feed without ids and URLs."""
    told = [{"title": title, "content_text": words, "date_published": date} for title, words, date in items]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": told}).encode()


def table(*items: Item, delimiter: str = ",") -> bytes:
    """CSV."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([("title", "body", "date"), *items])
    return file.getvalue().encode()


def tsv(*items: Item) -> bytes:
    """TSV."""
    return table(*items, delimiter="\t")


def lines(*items: Item) -> bytes:
    """JSON Lines; a single object on one line would be a file of one release."""
    rows = [json.dumps({"title": title, "body": words, "date": date}) for title, words, date in items]
    return "\n".join([*rows, '{"body": ""}']).encode()


def array(*items: Item) -> bytes:
    """A JSON array."""
    return json.dumps(
        [{"title": title, "body": words, "date": date} for title, words, date in items]
    ).encode()


def mbox(*items: Item) -> bytes:
    """An mbox of mails without Message-ID."""
    mails = [
        f"From port@port.example Mon May  6 10:00:00 2024\nSubject: {title}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        f"{f'Date: {date}{chr(10)}' if date else ''}\n{words}\n\n"
        for title, words, date in items
    ]
    return "".join(mails).encode()


def zipped(*items: Item) -> bytes:
    """A CSV in a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("corpus.csv", table(*items))
    return file.getvalue()


Made = Callable[..., bytes]
FORMATS: dict[str, Made] = {
    "feed.rss": rss, "feed.json": json_feed, "rows.csv": table, "rows.tsv": tsv, "rows.jsonl": lines,
    "rows.json": array, "mails.mbox": mbox, "rows.zip": zipped,
}  # fmt: skip
each_format = pytest.mark.parametrize(("name", "made"), FORMATS.items(), ids=list(FORMATS))


def bring(library: Library, *items: Item, name: str = "rows.csv", made: Made = table) -> ImportReport:
    """What becomes of a source that holds these items now."""
    return add_bytes(library, f"https://port.example/{name}", name, made(*items))


def by_headline(library: Library) -> dict[str, int]:
    """The ids of releases, by their headlines."""
    return {release.headline: release.id for release in library.releases.many(library.releases.ids())}


def mark(library: Library, key: int, words: str) -> Annotation:
    """An annotation on the words; the release is read and has a star."""
    start = library.releases.text(key).text.index(words)
    library.reading.set_read([key], True)
    library.reading.set_starred([key], True)
    return library.annotations.add(key, start, start + len(words), tags=["mine"])


def stands(library: Library, made: Annotation) -> bool:
    """Whether the annotation is on its words, in its release, which has its star."""
    now = library.annotations.get(made.id)
    text = library.releases.text(made.release).text
    return (
        now.release == made.release
        and now.state != "orphaned"
        and text[now.start : now.end] == made.quote
        and library.releases.get(made.release).starred
    )


# -- sources without ids -------------------------------------------------------------------


@pytest.mark.few(7)
@each_format
def test_a_new_item_on_top_leaves_the_others(library: Library, name: str, made: Made) -> None:
    """Text, marks, star and read mark stay with their release; only the new one is added."""
    bring(library, FERRY, BRIDGE, name=name, made=made)
    ids = by_headline(library)
    marks = [mark(library, ids[FERRY[0]], "one ferry"), mark(library, ids[BRIDGE[0]], "rusted bearings")]
    report = bring(library, SCHOOL, FERRY, BRIDGE, name=name, made=made)
    assert (len(report.added), report.updated, len(report.unchanged)) == (1, [], 2)
    assert by_headline(library) == {**ids, SCHOOL[0]: report.added[0]}
    assert all(stands(library, one) for one in marks)
    assert {key for key in library.releases.ids() if library.releases.get(key).read} == {
        one.release for one in marks
    }
    assert not library.releases.get(report.added[0]).starred


@pytest.mark.few(6)
@each_format
def test_an_edited_item_below_a_new_one_is_a_version(library: Library, name: str, made: Made) -> None:
    """It is known by its words though another stands where it stood."""
    bring(library, FERRY, BRIDGE, name=name, made=made)
    ids = by_headline(library)
    marked = mark(library, ids[FERRY[0]], "one ferry")
    edited = (FERRY[0], FERRY[1].replace("in May", "in late June"), "")
    report = bring(library, SCHOOL, edited, BRIDGE, name=name, made=made)
    assert (len(report.added), report.updated, report.unchanged) == (1, [ids[FERRY[0]]], [ids[BRIDGE[0]]])
    assert "late June" in library.releases.text(ids[FERRY[0]]).text
    assert stands(library, marked)


@pytest.mark.few(5)
@each_format
def test_reordered_removed_and_back(library: Library, name: str, made: Made) -> None:
    """Items change places, go and come back: the releases are the same, and nothing is new."""
    items = [FERRY, BRIDGE, SCHOOL, MUSEUM]
    bring(library, *items, name=name, made=made)
    ids, marked = by_headline(library), mark(library, by_headline(library)[SCHOOL[0]], "two harvests")
    for now in (items[::-1], [SCHOOL, FERRY], [MUSEUM, BRIDGE, FERRY], items):
        report = bring(library, *now, name=name, made=made)
        assert (report.added, report.updated) == ([], [])
        assert sorted(report.unchanged) == sorted(ids[title] for title, *_ in now)
    assert (by_headline(library), stands(library, marked)) == (ids, True)


@pytest.mark.few(7)
@each_format
def test_a_source_replaced_by_other_releases(library: Library, name: str, made: Made) -> None:
    """Other releases at the same positions are new; the old ones stay as they were marked."""
    bring(library, FERRY, BRIDGE, name=name, made=made)
    marked = mark(library, by_headline(library)[FERRY[0]], "one ferry")
    report = bring(library, SCHOOL, MUSEUM, name=name, made=made)
    assert (len(report.added), report.updated, library.releases.count()) == (2, [], 4)
    assert stands(library, marked)


def test_all_edited(library: Library) -> None:
    """Where each item was edited, headlines too, each is a version of its own release."""
    items = [FERRY, BRIDGE, SCHOOL, MUSEUM]
    bring(library, *items)
    ids = by_headline(library)
    edited = [(f"Update: {title}", f"{words} More in the evening.", "") for title, words, _ in items]
    report = bring(library, *reversed(edited))
    assert (report.added, sorted(report.updated)) == ([], sorted(ids.values()))
    assert by_headline(library) == {f"Update: {title}": key for title, key in ids.items()}


def test_the_part_says_where_it_is_now(library: Library) -> None:
    """A row that moved down is named by its present line."""
    (key,) = bring(library, FERRY).added
    bring(library, SCHOOL, FERRY)
    assert library.releases.get(key).part == "line 3"
    assert library.releases.get(key).text_id == 1


def test_equal_headlines(library: Library) -> None:
    """Two items of one headline are told by their words, and by their dates where they were edited."""
    one = ("Weather for seafarers", FERRY[1], "2024-05-01")
    two = ("Weather for seafarers", BRIDGE[1], "2024-05-02")
    first, second = bring(library, one, two).added
    edited = (two[0], two[1].replace("lorries", "all lorries and buses"), two[2])
    three = ("Weather for seafarers", SCHOOL[1], "2024-05-03")
    report = bring(library, three, edited, one)
    assert (report.updated, report.unchanged, len(report.added)) == ([second], [first], 1)


def test_headline_and_date_know_a_rewritten_item(library: Library) -> None:
    """An item of the same headline and date is a version where half of its words are others."""
    item = (FERRY[0], FERRY[1], "2024-05-01")
    (key,) = bring(library, item).added
    rewritten = (FERRY[0], FERRY[1].partition("“")[0] + BRIDGE[1].partition(". ")[2], "2024-05-01")
    report = bring(library, SCHOOL, rewritten)
    assert (report.updated, len(report.added)) == ([key], 1)


def test_headline_and_date_of_quite_another_text(library: Library) -> None:
    """A headline that comes again on the same day over quite another text is another release."""
    (key,) = bring(library, ("Weather", FERRY[1], "2024-05-01")).added
    report = bring(library, ("Weather", BRIDGE[1], "2024-05-01"))
    assert (report.updated, len(report.added)) == ([], 1)
    assert library.releases.text(key).text.startswith("Weather\n\nThree harbour")


def test_identical_items_stay_as_many_as_they_are(library: Library) -> None:
    """Each of two that read the same stays one release; a third is a third."""
    first, second = bring(library, FERRY, FERRY).added
    assert sorted(bring(library, FERRY, FERRY).unchanged) == [first, second]
    assert len(bring(library, FERRY).unchanged) == 1
    report = bring(library, FERRY, FERRY, FERRY)
    assert (len(report.added), sorted(report.unchanged)) == (1, [first, second])
    identities = [row["identity"] for row in library.tables.table("releases")]
    assert len(set(identities)) == 3


def test_the_same_words_of_another_day(library: Library) -> None:
    """Of two items that read the same, the one of the known date is the known one, wherever it stands."""
    old, new = (*FERRY[:2], "2024-05-01"), (*FERRY[:2], "2024-05-08")
    (key,) = bring(library, old).added
    report = bring(library, new, old)
    assert (report.unchanged, len(report.added)) == ([key], 1)
    assert library.releases.get(report.added[0]).published == "2024-05-08"


def test_a_form_filled_in_anew_is_another_release(library: Library) -> None:
    """A report that shares nearly all words with the last, but for its figures, is no version of it."""
    form = "The office counted {} new permits for the towns and {} for the villages in the past {} days."
    (key,) = bring(library, ("Permits", form.format(214, 81, 30), "")).added
    made = mark(library, key, "214 new permits")
    report = bring(library, ("Permits", form.format(377, 95, 31), ""))
    assert (report.updated, len(report.added), stands(library, made)) == ([], 1, True)


def test_a_short_item_with_another_figure_is_another_release(library: Library) -> None:
    """Where figures stand in the first words, too."""
    (key,) = bring(library, ("", "The ferry 4 of the northern line sails again from today.", "")).added
    report = bring(library, ("", "The ferry 5 of the northern line sails again from today.", ""))
    assert (report.updated, report.unchanged, len(report.added)) == ([], [], 1)
    assert "ferry 4" in library.releases.text(key).text


def test_a_short_item_is_known_by_most_of_its_words(library: Library) -> None:
    """Of a line or two, three words in four tell it."""
    (key,) = bring(library, ("", "The ferry to the islands sails at noon from the old harbour.", "")).added
    edited = ("", "The ferry to the islands sails at dusk from the old harbour.", "")
    assert bring(library, SCHOOL, edited).updated == [key]


def test_many_in_several_transactions(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands unchanged at the end of a source is no other's, whenever that one came."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 1)
    bring(library, FERRY, BRIDGE)
    ids = by_headline(library)
    edited = (FERRY[0], FERRY[1] + " The towns share the cost.", "")
    report = bring(library, edited, SCHOOL, FERRY, BRIDGE)
    assert sorted(report.unchanged) == sorted(ids.values())
    assert (report.updated, len(report.added)) == ([], 2)


def test_two_imports_of_one_source_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process stored since a reading began is found by it, not added again."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 1)
    put, came = arrivals.put_releases, False

    def slow(*arguments: object) -> object:
        nonlocal came
        if not came:
            came = True
            monkeypatch.setattr(importing, "put_releases", put)
            bring(library, FERRY, BRIDGE)
        return put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "put_releases", slow)
    report = bring(library, FERRY, BRIDGE)
    assert (report.added, len(report.unchanged), library.releases.count()) == ([], 2, 2)


def test_a_library_whose_parts_are_positions(library: Library) -> None:
    """Releases stored under their position keep it for a name, and are found by what they say."""
    bring(library, FERRY, BRIDGE)
    ids = by_headline(library)
    for row in library.tables.table("releases").all():
        old = f"{row['source']}#{row['part']}"
        library.tables.table("releases").update({"identity": old}, doc_ids=[row.doc_id])
    marked = mark(library, ids[FERRY[0]], "one ferry")
    edited = (BRIDGE[0], BRIDGE[1].replace("autumn", "winter"), "")
    report = bring(library, SCHOOL, FERRY, edited)
    assert (report.updated, report.unchanged, len(report.added)) == (
        [ids[BRIDGE[0]]], [ids[FERRY[0]]], 1,
    )  # fmt: skip
    assert stands(library, marked)
    assert library.tables.row("releases", ids[BRIDGE[0]])["identity"].endswith("#line 3")  # type: ignore[index]


def test_another_source_with_the_same_item(library: Library) -> None:
    """What one source holds is nothing to another."""
    bring(library, FERRY)
    assert len(add_bytes(library, "https://other.example/rows.csv", "rows.csv", table(FERRY)).added) == 1


# -- ids that are not an item's own --------------------------------------------------------


def guided(*items: tuple[str, Item]) -> bytes:
    """RSS with guids."""
    inner = "".join(
        f"<item><guid>{guid}</guid><title>{escape(title)}</title>"
        f"<description>{escape(words)}</description></item>"
        for guid, (title, words, _) in items
    )
    return f'<rss version="2.0"><channel><title>Port</title>{inner}</channel></rss>'.encode()


def bring_guided(library: Library, *items: tuple[str, Item]) -> ImportReport:
    """What becomes of a feed with these items."""
    return add_bytes(library, "https://port.example/news", "news.rss", guided(*items))


GUIDS = pytest.mark.parametrize("guid", ["urn:port:1", "1"])


@GUIDS
def test_quite_another_text_under_a_guid_is_another_release(library: Library, guid: str) -> None:
    """The old release stays, with its marks; from then on each is known by its words."""
    (key,) = bring_guided(library, (guid, FERRY)).added
    made = mark(library, key, "one ferry")
    report = bring_guided(library, (guid, BRIDGE))
    assert (report.updated, len(report.added), stands(library, made)) == ([], 1, True)
    (other,) = report.added
    assert bring_guided(library, (guid, BRIDGE)).unchanged == [other]
    edited = (BRIDGE[0], BRIDGE[1] + " Buses take the tunnel.", "")
    assert bring_guided(library, (guid, edited)).updated == [other]
    assert bring_guided(library, (guid, FERRY)).unchanged == [key]
    assert library.releases.count() == 2


@GUIDS
def test_a_like_text_under_a_guid_is_a_version(library: Library, guid: str) -> None:
    """Under another headline, cut, grown: it stays one release."""
    (key,) = bring_guided(library, (guid, FERRY)).added
    for words in (FERRY[1] + " " + BRIDGE[1], FERRY[1].partition("“")[0], FERRY[1]):
        assert bring_guided(library, (guid, ("CORRECTED: ferry", words, ""))).updated == [key]


@GUIDS
def test_a_headline_speaks_for_a_guid(library: Library, guid: str) -> None:
    """Quite another text under the same guid and headline is a version: its id and its name say so."""
    (key,) = bring_guided(library, (guid, FERRY)).added
    assert bring_guided(library, (guid, (FERRY[0], BRIDGE[1], ""))).updated == [key]


def test_one_guid_for_all_items(library: Library) -> None:
    """A feed that calls all of its items the same is a feed without ids."""
    first = bring_guided(library, ("0", FERRY), ("0", BRIDGE), ("0", SCHOOL))
    assert (len(first.added), first.updated) == (3, [])
    ids = by_headline(library)
    marked = mark(library, ids[BRIDGE[0]], "rusted bearings")
    edited = (SCHOOL[0], SCHOOL[1] + " Bread is to follow.", "")
    report = bring_guided(library, ("0", MUSEUM), ("0", edited), ("0", FERRY), ("0", BRIDGE))
    assert (len(report.added), report.updated, library.releases.count()) == (1, [ids[SCHOOL[0]]], 4)
    assert stands(library, marked)
    assert len({row["identity"] for row in library.tables.table("releases")}) == 4


def test_one_id_for_a_whole_corpus(library: Library) -> None:
    """Told as if it had none: every row edited is a version of its own release."""
    items = [_item(number) for number in range(40)]
    first = bring_guided(library, *[("0", one) for one in items])
    assert (len(first.added), first.updated) == (40, [])
    edited = [("0", (title, f"{words} and so on", "")) for title, words, _ in items]
    report = bring_guided(library, *reversed(edited))
    assert (report.added, len(set(report.updated)), report.unchanged) == ([], 40, [])
    for key in report.updated:
        release = library.releases.get(key)
        assert release.headline.split()[-1] in library.releases.text(key).text.split("\n\n")[1]


def test_two_versions_in_one_file_are_brought_once(library: Library) -> None:
    """A file that holds a release twice leaves the later version, and nothing new the next time."""
    later = (FERRY[0], FERRY[1].replace("May", "June"), "")
    report = bring_guided(library, ("7", FERRY), ("7", later))
    assert report.updated == report.added
    again = bring_guided(library, ("7", FERRY), ("7", later))
    assert (again.added, again.updated) == ([], [])
    assert "June" in library.releases.text(report.added[0]).text


def test_a_text_taken_back_is_shown_again(library: Library) -> None:
    """An item that reads as it did before its update is updated again."""
    later = (FERRY[0], FERRY[1].replace("May", "June"), "")
    (key,) = bring_guided(library, ("7", FERRY)).added
    bring_guided(library, ("7", later))
    assert bring_guided(library, ("7", FERRY)).updated == [key]
    assert "in May" in library.releases.text(key).text


def test_a_file_stays_its_release(library: Library, tmp_path: Path) -> None:
    """Quite another text at a path is a new version of what was there, its annotations orphans."""
    path = tmp_path / "release.txt"
    path.write_text("\n\n".join(FERRY[:2]), encoding="utf-8")
    (key,) = add_paths(library, [path]).added
    made = mark(library, key, "one ferry")
    path.write_text("\n\n".join(BRIDGE[:2]), encoding="utf-8")
    assert add_paths(library, [path]).updated == [key]
    assert library.annotations.get(made.id).state == "orphaned"


# -- whatever happens ----------------------------------------------------------------------

_TOPICS = ("ferry", "bridge", "school", "museum", "tunnel", "orchard", "archive", "stadium")


def _item(number: int) -> Item:
    """An item that shares no words with another's."""
    topic = f"{_TOPICS[number % len(_TOPICS)]}{number}"
    return (f"News of the {topic}", " ".join(f"{topic}{word}" for word in range(24)), "")


def _edited(item: Item, at: int, word: int) -> Item:
    words = item[1].split()
    words[at % len(words)] = f"edited{word}"
    return (item[0], " ".join(words), item[2])


_CHANGES = st.lists(
    st.tuples(
        listed(["insert", "remove", "edit", "swap"], min_size=1, max_size=4),
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 5), changes=_CHANGES, name=st.sampled_from(list(FORMATS)))
def test_nothing_marked_moves_to_another_release(
    library: Library, count: int, changes: Sequence[tuple[list[str], int, int]], name: str
) -> None:
    """Whatever becomes of a feed without ids, each annotation, star and read mark stays with its release."""
    source, made = f"https://port.example/{library.releases.count()}/{name}", FORMATS[name]
    items = [_item(number) for number in range(count)]
    add_bytes(library, source, name, made(*items))
    topics = {
        row.doc_id: row["headline"]
        for row in library.tables.table("releases").search(where("source") == source)
    }
    marks = {}
    for key, headline in topics.items():
        topic = headline.split()[-1]
        start = library.releases.text(key).text.index(topic)
        marks[key] = library.annotations.add(key, start, start + len(topic), note=topic)
        library.reading.set_starred([key], True)
    fresh = count
    for kinds, one, other in changes:
        for kind in kinds:
            if kind == "insert":
                items.insert(one % (len(items) + 1), _item(fresh))
                fresh += 1
            elif items and kind == "remove":
                items.pop(one % len(items))
            elif items and kind == "edit":
                items[one % len(items)] = _edited(items[one % len(items)], other, one)
            elif items:
                items.insert(other % len(items), items.pop(one % len(items)))
        add_bytes(library, source, name, made(*items))
    rows = library.tables.table("releases").search(where("source") == source)
    for row in rows:
        for text in library.tables.table("texts").search(where("release") == row.doc_id):
            assert row["headline"] in text["text"]  # no version of it was another's
    for key, annotation in marks.items():
        now = library.annotations.get(annotation.id)
        assert (now.release, library.releases.text(key).text[now.start : now.end]) == (key, annotation.quote)
    assert {row.doc_id for row in rows if library.releases.get(row.doc_id).starred} == set(topics)


# -- the real thing ------------------------------------------------------------------------


def _real(releases: Path, count: int) -> list[Item]:
    """Real releases as items, a few from each of many issuers, among them forms filled in anew."""
    folders = [one for one in sorted((releases / "archive").iterdir()) if one.is_dir()]
    folders += [releases / "senate" / "Dewine"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.*"))[:count] if path.is_file()]
    taken = [one for path in paths if isinstance(one := take(path, None), Incoming)]
    return [(one.release["headline"], one.text["text"], "") for one in taken]


@pytest.mark.slow
def test_real_releases_without_ids(library: Library, releases: Path) -> None:
    """With half of them new, one in ten edited and all moved, no real release is taken for another."""
    items = _real(releases, 12)
    old, new = items[::2], items[1::2]
    bring(library, *old)
    assert len(bring(library, *reversed(old)).unchanged) == len(old)
    edited = {}
    for number in range(0, len(old), 10):
        title, words, date = old[number]
        halves = words.split(". ")
        at = len(halves) // 2
        edited[number] = (title, ". ".join([*halves[:at], "This was added later", *halves[at:]]), date)
    now = [edited.get(number, item) for number, item in enumerate(old)]
    report = bring(library, *[one for pair in zip(new, now, strict=False) for one in pair])
    assert report.refused == []
    assert len(report.updated) == len(edited)
    for key in report.updated:
        before, after = (
            library.releases.version_text(one.text_id).text for one in library.releases.versions(key)
        )
        assert after.replace("This was added later. ", "") == before
    assert len(report.added) == len({words for _, words, _ in new} - {words for _, words, _ in old})


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.permutations(["apple", "birch", "cedar", "elm", "fig", "neu2", "hazel"]))
def test_items_that_differ_in_a_name_are_never_each_other(library: Library, names: list[str]) -> None:
    """One is dropped, a new one comes on top, another is changed: none is a stranger's update."""
    form = (
        "The {} office of the harbour board opens its doors to all visitors each morning at nine and asks "
        "them to bring the usual papers, as every year since the board was founded by the towns."
    )
    items = [(f"News of {name}", form.format(name), "") for name in names]
    source = f"https://port.example/{library.releases.count()}/rows.csv"
    add_bytes(library, source, "rows.csv", table(*items[1:]))
    changed = (items[2][0], items[2][1].replace("visitors", "guests"), "")
    report = add_bytes(library, source, "rows.csv", table(items[0], changed, *items[3:]))
    for key in report.updated:
        assert (
            len(
                {
                    names[2] in library.releases.version_text(one.text_id).text
                    for one in library.releases.versions(key)
                }
            )
            == 1
        )
        assert names[0] not in library.releases.text(key).text
