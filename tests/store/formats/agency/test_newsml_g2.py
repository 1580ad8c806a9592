"""NewsML-G2: items alone and in messages, in each form of content, with what they say beside it."""

from __future__ import annotations

import base64

import pytest

from store.errors import RefusedError
from store.formats.agency.newsml_g2 import read, recognises
from store.formats.document import Metadata, RawDocument, RefusedPart
from tests.store.formats.samples import (
    NITF,
    NITF_TEXT,
    RELEASES,
    g2_item,
    g2_message,
    only,
    reason,
    with_releases,
)


def test_item() -> None:
    """The headline stands once though the content has it too; the page's title is not read."""
    document = only(read(g2_item().encode()))
    assert document.text == "Port fees fall\n\nFees fall by a tenth, the port said."
    assert document.part == ""
    assert document.metadata == Metadata(
        title="Port fees fall",
        published="2024-03-05T09:30:00-05:00",
        language="fr",
        publisher="Port News",
        byline="Sam Poe",
        identifier="urn:newsml:port.example:20240305:fees",
        version=4,
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<inlineData contenttype="text/plain">One.\n\nTwo.</inlineData>', "One.\n\nTwo."),
        ('<inlineData contenttype="text/html">&lt;p&gt;One.&lt;p&gt;Two.</inlineData>', "One.\n\nTwo."),
        (
            f'<inlineData encoding="e:base64">{base64.b64encode("Zoé.".encode()).decode()}</inlineData>',
            "Zoé.",
        ),
        (
            '<remoteContent href="a.jpg"/><inlineData contenttype="image/png">iVBO</inlineData>'
            "<inlineXML><p>One.</p></inlineXML><inlineXML><p>Again.</p></inlineXML>",
            "One.",
        ),
    ],
)
def test_content(content: str, text: str) -> None:
    """The first form that can be read is, for all say the same."""
    assert only(read(g2_item(content).encode())).text == f"Port fees fall\n\n{text}"


def test_nitf_within() -> None:
    """NITF is read with its head; where both say something, the envelope is right."""
    nitf = NITF.partition('dtd">')[2]
    document = only(read(g2_item(f"<inlineXML>{nitf}</inlineXML>", said="").encode()))
    assert document.text == NITF_TEXT
    assert document.metadata.title == "A second ferry for the harbour"
    assert document.metadata.version == 4


def test_head() -> None:
    """Subheadline, byline and dateline of the metadata are read where the content has none."""
    said = (
        '<headline>Port fees fall</headline><headline role="hld:subHeadline">For all</headline>'
        "<by>By Sam Poe</by><dateline>HULL, England</dateline>"
    )
    assert only(read(g2_item(said=said).encode())).text == (
        "Port fees fall\n\nFor all\n\nBy Sam Poe\n\nHULL, England – Fees fall by a tenth, the port said."
    )


@pytest.mark.parametrize(
    ("meta", "line"),
    [
        ("<embargoed>2024-03-06T06:00:00Z</embargoed>", "Embargoed until 2024-03-06T06:00:00+00:00"),
        ("<embargoed/>", "Embargoed"),
    ],
)
def test_embargo_stands_above_the_body(meta: str, line: str) -> None:
    """An embargo is said where a reader looks, with its end where it has one."""
    assert only(read(g2_item(meta=meta).encode())).text.startswith(f"Port fees fall\n\n{line}\n\nFees")


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_withdrawn_is_refused(status: str) -> None:
    """An item its agency has taken back is refused and the reason given."""
    qcode = g2_item(meta=f'<pubStatus qcode="stat:{status}"/>').encode()
    uri = g2_item(meta=f'<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/{status}"/>').encode()
    assert status in reason(read(qcode))
    assert status in reason(read(uri))


def test_picture_is_its_caption() -> None:
    """A picture has the text of its caption and credit; one without is refused."""
    said = '<headline>A boat</headline><description role="drol:caption">A boat.</description>'
    said += "<creditline>HNA</creditline>"
    picture = g2_item('<remoteContent href="a.jpg"/>', kind="picture", said=said)
    assert only(read(picture.encode())).text == "A boat\n\n[Image: A boat. (HNA)]"
    bare = g2_item('<remoteContent href="a.jpg"/>', kind="picture")
    assert reason(read(bare.encode())) == "it has a headline and no text."


def test_message() -> None:
    """Each news item of a message is a release; a bad one is refused, other items are passed over."""
    found = list(
        read(
            g2_message(
                g2_item(guid="urn:a"),
                '<packageItem guid="urn:p"/><conceptItem guid="urn:c"/>',
                g2_item("", guid="urn:b"),
                g2_item(guid="urn:d"),
            )
        )
    )
    assert [(type(one), one.part) for one in found] == [
        (RawDocument, "urn:a"),
        (RefusedPart, "urn:b"),
        (RawDocument, "urn:d"),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("packageItem", "package"),
        ("conceptItem", "concept"),
        ("knowledgeItem", "vocabulary"),
        ("planningItem", "plan"),
        ("newsMessage", "no news item"),
        ("html", "no news item"),
    ],
)
def test_without_news_is_refused(name: str, said: str) -> None:
    """What holds no news says what it is instead."""
    with pytest.raises(RefusedError, match=said):
        next(read(f"<{name}/>".encode()))


def test_publisher_without_a_name() -> None:
    """The IPTC's code of a provider is its name; any other code says nothing to a reader."""
    item = g2_item().replace("<name>Port News</name>", "").replace("<name>Port Holdings</name>", "")
    assert only(read(item.encode())).metadata.publisher == "PNA"
    assert only(read(item.replace("nprov:PNA", "own:17").encode())).metadata.publisher is None


def test_recognises() -> None:
    """The root element tells it."""
    assert recognises(g2_item().encode())
    assert recognises(b"<?xml version='1.0'?><!-- x --><nar:newsMessage xmlns:nar='x'/>")
    assert not recognises(b"<NewsML/>")


@with_releases
@pytest.mark.parametrize("name", ["LISTING_2_", "LISTING_22_", "LISTING_3_"])
def test_real(name: str) -> None:
    """The IPTC's own examples have their headline, text and date."""
    [path] = (RELEASES / "newsml-g2").glob(f"{name}*.xml")
    document = only(read(path.read_bytes()))
    assert document.metadata.title is not None
    assert document.text.startswith(document.metadata.title + "\n\n")
    assert len(document.text) > 400
    assert document.metadata.published is not None
