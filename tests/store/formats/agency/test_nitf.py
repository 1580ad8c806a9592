"""NITF: its head in the order readers know, its body's parts, what it says beside its words."""

from __future__ import annotations

import pytest

from store.errors import RefusedError
from store.formats.agency.nitf import read, recognises
from store.formats.document import Metadata
from tests.store.formats.samples import NITF, NITF_TEXT


def changed(old: str, new: str) -> bytes:
    """The sample with one part of it replaced."""
    assert old in NITF
    return NITF.replace(old, new).encode()


def test_text_is_what_a_reader_expects() -> None:
    """Headline, subheadline, byline, abstract, dateline and body, lists, tables and media, the tagline."""
    assert read(NITF.encode()).text == NITF_TEXT


def test_metadata() -> None:
    """What the head says, the date with its offset as it was given."""
    assert read(NITF.encode()).metadata == Metadata(
        title="A second ferry for the harbour",
        published="2024-03-05T09:30:00+01:00",
        language="en",
        publisher="Harbour News Agency",
        byline="Jane Doe",
        identifier="HARBOUR:ferry-7",
        version=3,
    )


def test_links_lie_on_their_words() -> None:
    """Spans count from the text's beginning, the dateline before the paragraph included."""
    document = read(NITF.encode())
    assert [(document.text[one.start : one.end], one.url) for one in document.links] == [
        ("buy", "https://harbour.example/buy")
    ]


@pytest.mark.parametrize(
    ("old", "new", "publisher"),
    [
        ("<distributor>Harbour News Agency</distributor>", "", "Harbour Daily"),
        ("<distributor>Harbour News Agency</distributor>", "<distributor/>", "Harbour Daily"),
    ],
)
def test_publisher(old: str, new: str, publisher: str) -> None:
    """Without a distributor the publication is it."""
    assert read(changed(old, new)).metadata.publisher == publisher


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_withdrawn_is_refused(status: str) -> None:
    """An item its agency has taken back is refused and the reason given."""
    with pytest.raises(RefusedError, match=status[:8]):
        read(changed('management-status="usable"', f'management-status="{status}"'))


def test_embargo_stands_above_the_body() -> None:
    """An embargo is said where a reader looks, with its end."""
    data = changed(
        'management-status="usable">',
        'management-status="embargoed"><date.release norm="20240306T060000Z"/>',
    )
    assert "Staff Writer\n\nEmbargoed until 2024-03-06T06:00:00+00:00\n\nThe harbour gets" in read(data).text


def test_abstract_is_not_said_twice() -> None:
    """An abstract the first paragraph repeats is left out; one that is all there is is the body."""
    twice = changed("<p>The harbour gets a ferry.</p>", "<p>The Harbour Trust said it would buy a ferry</p>")
    assert read(twice).text.count("The Harbour Trust said") == 1
    before, _, rest = NITF.partition("<body.content>")
    alone = before + "<body.content/>" + rest.partition("</body.content>")[2]
    assert "March 5 – The harbour gets a ferry.\n\nReporting" in read(alone.encode()).text


def test_dateline_is_not_said_twice() -> None:
    """A body that begins with its dateline keeps it as it is."""
    begun = changed('lede="true">', 'lede="true">PORT ELLEN, Scotland, March 5 (HNA) - ')
    assert "ferry.\n\nPORT ELLEN, Scotland, March 5 (HNA) - The Harbour Trust" in read(begun).text


def test_without_headline_the_title_is_it() -> None:
    """A head without ``hl1`` has the document's title."""
    before, _, rest = NITF.partition("<hedline>")
    document = read((before + rest.partition("</hedline>")[2]).encode())
    assert document.text.startswith("Ferry title\n\n")
    assert document.metadata.title == "Ferry title"


@pytest.mark.parametrize(
    "data", [b"<nitf/>", b"<nitf><body><body.content><hr2/></body.content></body></nitf>"]
)
def test_without_words_is_refused(data: bytes) -> None:
    """An item without text is none."""
    with pytest.raises(RefusedError, match="no text"):
        read(data)


@pytest.mark.parametrize(
    ("data", "known"),
    [(NITF.encode(), True), (b"<nitf:nitf xmlns:nitf='x'/>", True), (b"<html/>", False), (b"nitf", False)],
)
def test_recognises(data: bytes, known: bool) -> None:
    """The root element tells it, whatever stands before."""
    assert recognises(data) is known
