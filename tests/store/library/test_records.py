"""Records and rows: what goes in comes out."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store import Library, ReadingPosition, add_paths, open_library
from store.library import records
from store.models import (
    Annotation,
    Dateline,
    Link,
    Paragraph,
    Release,
    ReleaseText,
    Structure,
    Tag,
)
from store.structure.on_demand import contacts_of, quotations_of

NUMBERS = st.integers(0, 99)
STRUCTURES = st.builds(
    Structure,
    headline=st.text(),
    subheadline=st.none() | st.text(),
    dateline=st.none()
    | st.builds(
        Dateline,
        NUMBERS,
        NUMBERS,
        place=st.none() | st.text(),
        date=st.none() | st.dates().map(str),
        agency=st.none() | st.text(),
        time=st.none() | st.times().map(lambda time: f"{time:%H:%M}"),
        zone=st.none() | st.text(),
    ),
    byline=st.none() | st.text(),
    image_credit=st.none() | st.text(),
    language=st.none() | st.just("en"),
    paragraphs=st.lists(st.builds(Paragraph, NUMBERS, NUMBERS, st.text())).map(tuple),
)
LINKS = st.lists(st.builds(Link, NUMBERS, NUMBERS, st.text())).map(tuple)


@given(STRUCTURES, st.text(), LINKS)
def test_text_comes_back(structure: Structure, text: str, links: tuple[Link, ...]) -> None:
    """A text's row through JSON gives the text, its parts and links again."""
    row = json.loads(json.dumps({"release": 1, **records.text_row(text, structure, links)}))
    dateline = structure.dateline
    assert records.text_from(row) == ReleaseText(
        text,
        structure.paragraphs,
        links,
        (dateline.start, dateline.end) if dateline else None,
    )


def record(row: records.Row, reading: records.Row, annotations: int) -> Release:
    """What is made of a release's row."""
    state = records.reading_state(reading)
    columns = records.release_columns([7], [records.release_values(row)], [state], [annotations])
    (made,) = records.releases_of(columns)
    return made


@given(STRUCTURES)
def test_release_comes_back(structure: Structure) -> None:
    """A release's row through JSON gives what the structure said; unread and without star by itself."""
    row = records.release_fields(structure) | {
        "words": 3, "source": "s", "format": "text", "digest": "d", "text_id": 2,
        "added": "2025-03-14", "modified": "2025-03-14T12:00:00Z",
    }  # fmt: skip
    found = record(json.loads(json.dumps(row)), {}, 4)
    assert (found.id, found.headline, found.annotations) == (7, structure.headline, 4)
    assert (found.read, found.starred) == (False, False)
    assert found.date == (structure.dateline.date if structure.dateline else None)
    assert record(row, {"read": True, "starred": None}, 0).read


RELEASE = Release(
    1, "Head", None, "Lisbon", "2025-03-14", "ALN", None, None, "en", 3, "/a.txt", "text", "d", 1, "t", "t"
)
TAGS = {1: Tag(1, "water", 0, 1), 2: Tag(2, "boats", 1, None)}
ROW = {
    "release": 1, "start": 0, "end": 4, "quote": "Head", "prefix": "", "suffix": "", "tags": [2, 9, 1],
    "note": "n", "creator": "ana", "created": "t", "modified": "t", "state": "anchored",
}  # fmt: skip


def test_annotation_keeps_the_order_of_tags() -> None:
    """Tags come in the order given; an id without a tag is passed over."""
    found = records.annotation_from(5, ROW, TAGS)
    assert found.tags == (TAGS[2], TAGS[1])
    assert isinstance(found, Annotation)
    assert records.annotation_json(found)["tags"] == ["boats", "water"]
    assert records.tag_names([found, found]) == ["boats", "water"]


def test_json_can_be_written() -> None:
    """What is shown as JSON can be encoded, and says spans and tags by name."""
    words = "“We will build it,” he said."
    text = ReleaseText(words, (Paragraph(0, 28, "body"),), (Link(0, 4, "u"),), (0, 4))
    annotation = records.annotation_from(5, ROW, TAGS)
    found = records.show_json(RELEASE, text, [annotation], quotations_of(text), contacts_of(text))
    shown = json.loads(json.dumps(found))
    assert shown["paragraphs"] == [{"start": 0, "end": 28, "kind": "body"}]
    assert shown["quotes"] == [{"start": 0, "end": 19, "speaker": None, "role": None}]
    assert shown["links"] == [{"start": 0, "end": 4, "url": "u"}]
    assert shown["dateline"] == [0, 4]
    assert shown["tags"] == ["boats", "water"]
    assert shown["annotations"][0]["quote"] == "Head"
    assert records.release_json(RELEASE, [])["headline"] == "Head"


def test_everything_survives_reopening(library: Library, wire: Path) -> None:
    """What was stored is there when the library is opened again, under another user too."""
    release = add_paths(library, [wire]).added[0]
    made = library.annotations.add(release, 0, 7, tags=["water"], note="n")
    library.reading.set_read([release], True)
    library.reading.save_position(release, ReadingPosition(7, 3))
    kept = library.releases.get(release)
    again = open_library(library.path, user="bea")
    assert again.releases.get(release) == kept
    assert again.annotations.of(release) == [made]
    assert again.reading.last_open() == release
    again.close()


def test_a_text_names_itself_briefly() -> None:
    """A task is named by what it is given: a text of megabytes must not be written out for that."""
    assert len(repr(ReleaseText("a" * 1_000_000, (), (), None))) < 60
