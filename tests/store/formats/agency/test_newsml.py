"""NewsML 1.2: components put in the order readers know, whatever their order in the file."""

from __future__ import annotations

import base64

import pytest

from store.errors import RefusedError
from store.formats.agency.newsml import read, recognises
from store.formats.document import Metadata, RawDocument, RefusedPart
from tests.store.formats.samples import (
    NITF,
    NITF_TEXT,
    RELEASES,
    component,
    newsml_file,
    newsml_item,
    only,
    with_releases,
)

ROLES = """<NewsComponent>
 <NewsLines><HeadLine>Tolls rise</HeadLine><DateLine>HULL, England</DateLine></NewsLines>
 <NewsComponent><Role FormalName="StyleSheet"/>
  <ContentItem><MimeType FormalName="text/css"/><DataContent>p {color: red}</DataContent></ContentItem>
 </NewsComponent>
 <NewsComponent><Role FormalName="Contact"/>
  <ContentItem><DataContent><p>Call Sam</p></DataContent></ContentItem></NewsComponent>
 <NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>A gate</HeadLine></NewsLines>
  <ContentItem Href="a.jpg"><MimeType FormalName="image/jpeg"/></ContentItem></NewsComponent>
 <NewsComponent><Role FormalName="HeadLine"/>
  <ContentItem><DataContent><p><b>Tolls rise</b></p></DataContent></ContentItem></NewsComponent>
 <NewsComponent><Role FormalName="SubHeadLine"/><ContentItem>
  <DataContent><ul><li>For cars</li><li>For ships</li></ul></DataContent></ContentItem></NewsComponent>
 <NewsComponent><Role FormalName="Body"/>
  <ContentItem><DataContent><html><body><p>(PN)--Tolls rise.</p></body></html></DataContent></ContentItem>
 </NewsComponent>
</NewsComponent>"""


def test_roles_order_the_text() -> None:
    """Subheadline, body, contact and pictures stand where they belong; a style sheet is not read."""
    assert only(read(newsml_file(newsml_item(ROLES)))).text == (
        "Tolls rise\n\n• For cars\n• For ships\n\nHULL, England (PN)--Tolls rise."
        "\n\nCall Sam\n\n[Image: A gate]"
    )


def test_metadata() -> None:
    """The identifier is the public one without its revision, which is the version."""
    lines = "<HeadLine>Tolls rise</HeadLine><ByLine>By Sam Poe</ByLine>"
    document = only(read(newsml_file(newsml_item(component("<p>Yes.</p>", lines, language="eng")))))
    assert document.metadata == Metadata(
        title="Tolls rise",
        published="2024-03-05T09:30:00-05:00",
        language="en",
        publisher="Port News",
        byline="Sam Poe",
        identifier="urn:newsml:port.example:20240305:tolls",
        version=2,
    )


@pytest.mark.parametrize(
    "item",
    [
        NITF.partition('dtd">')[2],
        f"<![CDATA[{NITF}]]>",
    ],
)
def test_nitf_within(item: str) -> None:
    """NITF is read as elements and as marked text."""
    document = only(read(newsml_file(newsml_item(component(item, "")))))
    assert document.text == NITF_TEXT
    assert document.metadata.byline == "Jane Doe"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<DataContent>One.\n\nTwo.</DataContent>", "One.\n\nTwo."),
        ("<DataContent>&lt;p&gt;One.&lt;/p&gt;</DataContent>", "One."),
        (
            "<Encoding Notation='base64'><DataContent>"
            f"{base64.b64encode('Zoé.'.encode()).decode()}</DataContent></Encoding>",
            "Zoé.",
        ),
    ],
)
def test_text_within(content: str, text: str) -> None:
    """Plain text, marked text and packed text are read."""
    assert (
        only(
            read(
                newsml_file(
                    newsml_item(f"<NewsComponent><ContentItem>{content}</ContentItem></NewsComponent>")
                )
            )
        ).text
        == text
    )


def test_equivalents_are_read_once() -> None:
    """Of components that say the same in several forms one is read."""
    same = "".join(component(f"<p>Form {number}.</p>", "") for number in range(3))
    document = only(
        read(newsml_file(newsml_item(f'<NewsComponent EquivalentsList="yes">{same}</NewsComponent>')))
    )
    assert document.text == "Form 0."


def test_each_language_is_a_release() -> None:
    """Languages beside each other are releases, told apart by their identifiers."""
    languages = component("<p>Yes.</p>") + component(
        "<p>Bien.</p>", "<HeadLine>Oui</HeadLine>", language="fr"
    )
    found = list(read(newsml_file(newsml_item(f"<NewsComponent>{languages}</NewsComponent>"))))
    assert [(one.text, one.metadata.language, one.metadata.identifier, one.part)
            for one in found if isinstance(one, RawDocument)] == [
        ("Tolls rise\n\nYes.", "en", "urn:newsml:port.example:20240305:tolls", ""),
        ("Oui\n\nBien.", "fr", "urn:newsml:port.example:20240305:tolls#fr", "#fr"),
    ]  # fmt: skip


def test_many_items() -> None:
    """Each item is a release; one that was taken back or has no text is refused and the rest goes on."""
    names = "urn:newsml:port.example:20240305:"
    found = list(
        read(
            newsml_file(
                newsml_item(component("<p>One.</p>"), name="1"),
                newsml_item(component("<p>Two.</p>"), name="2", status="Canceled"),
                newsml_item("<Update/>", name="3"),
                newsml_item(component("<p>Four.</p>"), name="4", status="Embargoed"),
            )
        )
    )
    assert [(type(one), one.part) for one in found] == [
        (RawDocument, names + "1"),
        (RefusedPart, names + "2"),
        (RefusedPart, names + "3"),
        (RawDocument, names + "4"),
    ]
    assert isinstance(found[3], RawDocument)
    assert found[3].text == "Tolls rise\n\nEmbargoed\n\nFour."


@pytest.mark.parametrize("data", [b"<NewsML/>", b"<newsItem/>", b"<NewsML><Catalog/></NewsML>"])
def test_without_items_is_refused(data: bytes) -> None:
    """A file without news is none."""
    with pytest.raises(RefusedError):
        next(read(data))


def test_recognises() -> None:
    """The root element tells it; NewsML-G2 is another format."""
    assert recognises(newsml_file())
    assert not recognises(b"<newsItem/>")


@with_releases
@pytest.mark.parametrize("name", ["20130515006361", "20130605006126"])
def test_real(name: str) -> None:
    """Business Wire's releases have their dateline, links and contact."""
    [document] = read((RELEASES / "newsml-1" / f"businesswire-newsml-{name}.xml").read_bytes())
    assert isinstance(document, RawDocument)
    assert document.text.startswith(f"{document.metadata.title}\n\n")
    assert document.metadata.publisher == "Business Wire"
    assert document.metadata.identifier == f"urn:newsml:businesswire.com:20010714:{name}"
    assert any(one.url.startswith("mailto:") for one in document.links)
    assert "bwlistitemmargb" not in document.text
