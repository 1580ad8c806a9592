"""Releases of Dateline's own making in the agency formats, and the real ones beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.formats.document import Documents, RawDocument, RefusedPart

#: Real releases; they are no part of the project.
RELEASES = Path(__file__).parents[4] / "shared" / "releases"
#: Marks a test that reads them.
with_releases = pytest.mark.skipif(not RELEASES.is_dir(), reason="the shared releases are not there")

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf uno="uno-1" xml:lang="en-GB">
 <head>
  <title>Ferry title</title>
  <docdata management-status="usable">
   <doc-id regsrc="HARBOUR" id-string="ferry-7"/>
   <date.issue norm="20240305T093000+0100"/>
   <du-key version="3" key="ferry"/>
   <doc.copyright holder="Harbour Holdings" year="2024"/>
  </docdata>
  <pubdata name="Harbour Daily" date.publication="20240306"/>
 </head>
 <body>
  <body.head>
   <hedline><hl1>A second  ferry
     for the harbour</hl1><hl2>Crossings double from May</hl2></hedline>
   <byline>By <person>Jane Doe</person>, <byttl>Staff Writer</byttl></byline>
   <distributor>Harbour News Agency</distributor>
   <dateline><location>PORT ELLEN, Scotland</location>,
     <story.date norm="20240305">March 5</story.date></dateline>
   <abstract><p>The harbour gets a ferry.</p></abstract>
  </body.head>
  <body.content>
   <block>
    <p lede="true">The <org>Harbour Trust</org> said it would <a href="https://harbour.example/buy">buy</a> a
      ferry, caf&eacute; included.</p>
    <media media-type="image"><media-reference mime-type="image/jpeg" source="f.jpg" alternate-text="A boat"/>
     <media-caption><p>The old ferry.</p></media-caption><media-producer>J. Smith/HNA</media-producer></media>
    <p>It seats 3<frac><frac-num>1</frac-num><frac-den>2</frac-den></frac> thousand.</p>
   </block>
   <bq><block><p>“We waited long.”</p></block><credit>Ada Rowe</credit></bq>
   <hl2>What it costs</hl2>
   <ul><li>Adults: £3</li><li>Children: free</li></ul>
   <table><tr><th>Day</th><th>Crossings</th></tr><tr><td>Monday</td><td>12</td></tr></table>
   <pre>09:00  out
10:00  back</pre>
  </body.content>
  <body.end><tagline>Reporting by Jane Doe</tagline></body.end>
 </body>
</nitf>
"""

NITF_TEXT = """A second ferry for the harbour

Crossings double from May

By Jane Doe, Staff Writer

The harbour gets a ferry.

PORT ELLEN, Scotland, March 5 – The Harbour Trust said it would buy a ferry, café included.

[Image: The old ferry. (J. Smith/HNA)]

It seats 3 1/2 thousand.

“We waited long.”

Ada Rowe

What it costs

• Adults: £3
• Children: free

Day | Crossings
Monday | 12

09:00  out
10:00  back

Reporting by Jane Doe"""

G2_CONTENT = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
 <head><title>Not shown</title></head><body><h1>Port fees fall</h1>
 <p>Fees fall by <b>a tenth</b>, the port said.</p></body></html></inlineXML>"""


def g2_item(content: str = G2_CONTENT, *, guid: str = "urn:newsml:port.example:20240305:fees", meta: str = "",
            kind: str = "text", said: str = "<headline>Port fees fall</headline>") -> str:  # fmt: skip
    """A NewsML-G2 item with `content` in its content set, `meta` in its item's metadata."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="4"
  xml:lang="en-US">
 <rightsInfo><copyrightHolder><name>Port Holdings</name></copyrightHolder></rightsInfo>
 <itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:PNA"><name>Port News</name></provider>
  <versionCreated>2024-03-06T10:00:00-05:00</versionCreated>
  <firstCreated>2024-03-05T09:30:00-05:00</firstCreated>{meta}</itemMeta>
 <contentMeta><creator><name>Sam Poe</name></creator><language tag="fr-CA"/>{said}</contentMeta>
 <contentSet>{content}</contentSet></newsItem>"""


def g2_message(*items: str) -> bytes:
    """A NewsML-G2 message with these items."""
    header = "<header><sent>2024-03-07T00:00:00Z</sent></header>"
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">{header}<itemSet>'
    return f"{message}{''.join(items)}</itemSet></newsMessage>".encode()


def newsml_item(component: str, *, name: str = "tolls", status: str = "Usable") -> str:
    """A NewsML 1.2 item with this component."""
    return f"""<NewsItem><Identification><NewsIdentifier><ProviderId>port.example</ProviderId>
  <DateId>20240305</DateId><NewsItemId>{name}</NewsItemId><RevisionId PreviousRevision="1">2</RevisionId>
  <PublicIdentifier>urn:newsml:port.example:20240305:{name}:2</PublicIdentifier>
  </NewsIdentifier></Identification>
 <NewsManagement><FirstCreated>20240305T093000-0500</FirstCreated>
  <ThisRevisionCreated>20240306T093000-0500</ThisRevisionCreated><Status FormalName="{status}"/>
 </NewsManagement>
 {component}</NewsItem>"""


def newsml_file(*items: str) -> bytes:
    """A NewsML 1.2 file with these items."""
    envelope = '<NewsEnvelope><SentFrom><Party FormalName="Port News"/></SentFrom></NewsEnvelope>'
    return f'<NewsML Version="1.2">{envelope}{"".join(items)}</NewsML>'.encode()


def component(text: str, lines: str = "<HeadLine>Tolls rise</HeadLine>", *, language: str = "en") -> str:
    """A NewsML 1.2 component of one text."""
    return f"""<NewsComponent><NewsLines>{lines}</NewsLines>
 <DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>
 <ContentItem><MimeType FormalName="text/xhtml"/><DataContent>{text}</DataContent></ContentItem>
</NewsComponent>"""


NINJS = {
    "uri": "http://port.example/items/9",
    "type": "text",
    "version": "2",
    "firstcreated": "2024-03-05T09:30:00+01:00",
    "versioncreated": "2024-03-06T09:30:00+01:00",
    "pubstatus": "usable",
    "language": "de-AT",
    "copyrightholder": "Hafen Agentur",
    "by": "Von Eva Muster",
    "headlines": [{"role": "main", "value": "Neue Fähre"}, {"role": "subhead", "value": "Ab Mai"}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": "Der Hafen.\n\nSchluss."},
        {
            "role": "html",
            "contenttype": "text/html",
            "value": "<p>Der <a href='https://h.example'>Hafen</a>.<p>Schluss.",
        },
    ],
    "located": "Linz",
    "associations": [{"type": "picture", "descriptions": [{"role": "caption", "value": "Die alte Fähre"}]}],
}  # fmt: skip


def ninjs_file(**changes: object) -> bytes:
    """A ninjs 2.x item with these names changed; None leaves one out."""
    return json.dumps({key: one for key, one in (NINJS | changes).items() if one is not None}).encode()


def only(documents: Documents) -> RawDocument:
    """The one release of a file."""
    [document] = documents
    assert isinstance(document, RawDocument), document
    return document


def reason(documents: Documents) -> str:
    """Why the one item of a file is refused."""
    [refused] = documents
    assert isinstance(refused, RefusedPart), refused
    return refused.reason
