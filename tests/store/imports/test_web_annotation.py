"""Web Annotations as they come: of the W3C's model in its many forms, and of Hypothesis."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import InvalidInputError
from store.exports import annotation_identity, release_names
from store.exports.web_annotation import write
from store.imports import Brought, Passage, importer_of
from store.imports.web_annotation import read, recognises
from tests.store.exports.samples import annotation, marked, tag

ANY = st.text(st.characters(exclude_categories=["Cs"]))
WORDS = ANY.filter(bool)
ONE = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "http://example.org/anno1",
    "type": "Annotation",
    "creator": {"id": "http://example.org/jane", "type": "Person", "name": "Jane"},
    "created": "2015-10-13T13:00:00Z",
    "bodyValue": "My note.",
    "target": {
        "source": "https://example.org/ferry",
        "selector": {"type": "TextQuoteSelector", "exact": "the ferry", "prefix": "of ", "suffix": " now"},
    },
}
HYPOTHESIS = {
    "id": "YXyB9mtJEe",
    "created": "2019-01-03T19:46:09.334Z",
    "updated": "2019-01-04T00:00:00.000001+00:00",
    "user": "acct:jane@hypothes.is",
    "uri": "https://example.org/ferry",
    "text": "My note.",
    "tags": ["sea side", "when"],
    "group": "__world__",
    "target": [
        {
            "source": "https://example.org/ferry",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0},
                {"type": "TextPositionSelector", "start": 12, "end": 21},
                {"type": "TextQuoteSelector", "exact": "the ferry", "prefix": "of ", "suffix": " now"},
            ],
        }
    ],
    "links": {"html": "https://hypothes.is/a/YXyB9mtJEe"},
}


def brought(*items: Any) -> Brought:
    """What is read of a file with these objects."""
    return read(json.dumps(items[0] if len(items) == 1 else items).encode())


@given(WORDS, ANY, ANY, st.lists(WORDS, max_size=3), ANY)
def test_what_was_exported_is_read_as_it_was(
    quote: str, note: str, prefix: str, names: list[str], creator: str
) -> None:
    """Any Unicode, passages that overlap, empty notes; by its identity it is known again."""
    first = annotation(3, quote, note, end=9, tags=tuple(map(tag, names)))
    first = first._replace(prefix=prefix, suffix=note, creator=creator)
    other = annotation(4, "b", end=12)
    release = marked(first, other)
    passages = read("".join(write([release])).encode()).passages
    expected = [
        Passage(
            (*release_names(release.release), release.release.headline),
            one.quote, one.prefix, one.suffix, one.start, one.end,
            tuple(each.name for each in one.tags), one.note, one.creator, one.created, one.modified,
            annotation_identity(release.release, one),
        )
        for one in (first, other)
    ]  # fmt: skip
    assert passages == expected


def test_tags_of_a_release_are_read_as_such() -> None:
    """A passage without words; an orphan has no place."""
    release = marked(annotation(3, "gone", state="orphaned"), url="https://example.org/1")
    release = type(release)(release.release, release.annotations, release.text, tags=(tag("whole"),))
    whole, orphan = read("".join(write([release])).encode()).passages
    assert (whole.quote, whole.tags, whole.release) == ("", ("whole",), ("https://example.org/1",))
    assert (orphan.quote, orphan.start) == ("gone", None)


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(ONE),
        json.dumps([ONE]),
        json.dumps(ONE) + "\n" + json.dumps(ONE),
        json.dumps({"type": "AnnotationPage", "items": [ONE]}),
        json.dumps({"type": "AnnotationCollection", "total": 1, "first": {"items": [ONE]}}),
        "\ufeff" + json.dumps({**ONE, "target": [ONE["target"]]}),
    ],
)
def test_every_form_of_a_file_is_read(data: str) -> None:
    """One annotation, a list, lines, a page, a collection."""
    assert recognises("x.json", data.encode()) and importer_of("x", data.encode()).name == "webannotation"
    passages = read(data.encode()).passages
    assert set(passages) == {
        Passage(
            ("https://example.org/ferry",), "the ferry", "of ", " now", note="My note.", creator="Jane",
            created="2015-10-13T13:00:00Z", identity="http://example.org/anno1",
        )
    }  # fmt: skip


def test_bodies_are_tags_and_notes_by_their_purpose() -> None:
    """Else by the motivation of the whole; of those among which one may choose all are taken."""
    body = [
        {"type": "TextualBody", "purpose": "tagging", "value": "sea"},
        {"type": "Choice", "items": [{"value": "One."}, {"value": "Two.", "purpose": "commenting"}]},
        "https://example.org/video",
    ]
    found = brought({**ONE, "bodyValue": None, "body": body})
    (one,) = found.passages
    assert (one.tags, one.note) == (("sea",), "One.\n\nTwo.")
    assert found.left == ["1 body that is no text"]
    tagging = {**ONE, "bodyValue": None, "motivation": "tagging", "body": {"value": "sea"}}
    assert brought(tagging).passages[0].tags == ("sea",)


def test_what_hypothesis_gives_is_read() -> None:
    """Its rows, in the answer of a search or alone."""
    row = Passage(
        ("https://example.org/ferry",), "the ferry", "of ", " now", 12, 21, ("sea side", "when"), "My note.",
        "jane@hypothes.is", "2019-01-03T19:46:09.334Z", "2019-01-04T00:00:00.000001+00:00",
        "https://hypothes.is/a/YXyB9mtJEe",
    )  # fmt: skip
    assert brought({"rows": [HYPOTHESIS], "total": 1}).passages == [row]
    assert brought(HYPOTHESIS).passages == [row] == brought({**HYPOTHESIS, "links": {}}).passages
    assert recognises("x.json", json.dumps(HYPOTHESIS).encode())


def test_an_answer_stands_where_what_it_answers_does() -> None:
    """A note on the page is one of the whole release."""
    page = {"source": "https://example.org/ferry"}
    answer = {**HYPOTHESIS, "id": "b", "links": {}, "references": ["YXyB9mtJEe"], "target": [page]}
    note = {**HYPOTHESIS, "id": "c", "links": {}, "target": [page]}
    _, answered, whole = brought({"rows": [HYPOTHESIS, answer, note], "total": 3}).passages
    assert (answered.quote, answered.start, answered.identity) == (
        "the ferry", 12, "https://hypothes.is/a/b",
    )  # fmt: skip
    assert (whole.quote, whole.note) == ("", "My note.")


def test_each_target_is_a_passage_of_its_own() -> None:
    """With an identity of its own; one that is named otherwise than by its words is said."""
    other = {"source": "https://example.org/b", "selector": {"type": "XPathSelector", "value": "/p[1]"}}
    found = brought({**ONE, "target": [ONE["target"], other]})
    assert [(one.identity, one.quote) for one in found.passages] == [
        ("http://example.org/anno1", "the ferry"),
        ("http://example.org/anno1#target-2", ""),
    ]
    assert found.left == ["1 passage that is named otherwise than by its words"]


@pytest.mark.parametrize(
    "damaged",
    [
        {**ONE, "target": None},
        {**ONE, "creator": [3], "created": 4, "id": {}},
        {**ONE, "target": {"source": {"id": ["https://example.org/ferry"]}, "selector": ["x", None, {}]}},
        {**HYPOTHESIS, "target": 3, "tags": "x", "text": None, "links": None},
        {"items": [1, "https://example.org/page2", None, {"x": {}}], "next": "https://example.org/3"},
        {"first": "https://example.org/page", "total": 3},
    ],
)
def test_what_is_not_as_it_should_be_is_no_failure(damaged: dict[str, Any]) -> None:
    """The rest is read."""
    assert all(isinstance(one, Passage) for one in brought(damaged).passages)


DEEP = b'{"items":[' * 3000 + b"1" + b"]}" * 3000


@pytest.mark.parametrize("data", [b"", b"{", b"[1", b"no json", b"3", DEEP])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """With the reason."""
    with pytest.raises(InvalidInputError):
        read(data)


@pytest.mark.parametrize("data", [b"release,headline\r\n", b"%PDF-1.4", b'{"headline": "x"}', b"\0", b""])
def test_other_files_are_of_no_form(data: bytes) -> None:
    """What releases are added by is said."""
    with pytest.raises(InvalidInputError, match="of no form") as refused:
        importer_of("x", data)
    assert "dateline add" in refused.value.way_out


def test_an_answer_is_found_in_a_file_of_any_kind() -> None:
    """Whatever stands between; ids that are none are of nobody."""
    answer = {**HYPOTHESIS, "id": "b", "text": "Yes.", "references": ["YXyB9mtJEe"], "target": [{}]}
    odd = {**HYPOTHESIS, "id": ["x"]}
    for rows in ([answer, odd, HYPOTHESIS], [HYPOTHESIS, answer, odd]):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            found = read(json.dumps({"rows": rows, "total": 3}).encode(encoding)).passages
            assert [one.quote for one in found] == ["the ferry"] * 3
