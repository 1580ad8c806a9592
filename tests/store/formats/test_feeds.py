"""Feeds: each item a release, whatever the feed's version, and however it is broken."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import RawDocument, RefusedPart, reader_for
from store.formats.document import Documents
from store.formats.feeds import MAX_ITEM_BYTES, read, read_json, recognises, recognises_json
from tests.store.formats.damage import read_or_refused

RSS_2 = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Harbour Trust &amp; Co</title><link>https://harbour.example/</link><language>en-gb</language>
<atom:link href="https://harbour.example/feed" rel="self"/>
<managingEditor>desk@harbour.example (The desk)</managingEditor>
<item><title>A second ferry from May</title><link>https://harbour.example/r/1</link>
<guid isPermaLink="false">tag:harbour,1</guid><pubDate>Tue, 03 Apr 2018 09:30:00 +0400</pubDate>
<dc:creator>Nora Quay</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>HARBOUR – The </item> ferry will
<a href="/plan">sail</a>.</p><ul><li>one<li>two</ul>
<script>never()</script>]]></content:encoded></item>
<!-- <item><title>Commented out</title></item> -->
<item><title>Fares &lt;b&gt;unchanged&lt;/b&gt;</title><link>https://harbour.example/r/2</link>
<description>&lt;p&gt;Fares stay.&lt;/p&gt;&lt;p&gt;So do we.&lt;/p&gt;</description></item>
<item><guid>https://harbour.example/r/3</guid></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title type="html">Le &lt;i&gt;Port&lt;/i&gt;</title>
<author><name>Bureau de presse</name></author><id>urn:feed</id><updated>2025-02-02T00:00:00Z</updated>
<entry><title type="text">Un quai &lt;neuf&gt;</title><id>urn:1</id><link rel="alternate" href="https://port.example/1"/>
<link rel="enclosure" href="https://port.example/1.pdf"/>
<published>2025-01-31T08:00:00+01:00</published><updated>2025-02-01T08:00:00+01:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<h1>Un quai &lt;neuf&gt;</h1><p>Il <b>ouvre</b>.</p></div></content>
<author><name>A</name></author><author><name>B</name></author></entry>
<entry xml:lang="en"><title>Two</title><id>urn:2</id><updated>2025-02-01T08:00:00Z</updated>
<summary>Plain &lt;words&gt;
on lines</summary></entry></feed>"""
RSS_1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/"><title>Old News</title><items><rdf:Seq>
<rdf:li rdf:resource="https://old.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link>
<description>First.</description><dc:date>2004-05-06T07:08:09-03:00</dc:date></item></rdf:RDF>"""
RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Oldest</title><item><title>Caf&eacute;</title><link>http://o.example/1</link>
<description>A caf&eacute; opens.</description></item></channel></rss>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Gazette",
    "language": "en",
    "authors": [{"name": "Desk"}],
    "items": [
        {
            "id": "1",
            "url": "https://g.example/1",
            "title": "One",
            "content_html": "<p>It <a href='/a'>opens</a>.</p>",
            "date_published": "2025-03-04T10:00:00-05:00",
            "authors": [{"name": "Ann"}, {"name": "Bo"}],
        },
        {"id": 2, "content_text": "Plain <b>text</b>\nin lines"},
        {"id": "3"},
        "no item",
    ],
}


def releases(data: bytes | str, reader: Callable[[bytes], Documents] = read) -> list[RawDocument]:
    """What is read of a feed."""
    data = data.encode() if isinstance(data, str) else data
    return [one for one in reader(data) if isinstance(one, RawDocument)]


def refused(data: bytes | str, reader: Callable[[bytes], Documents] = read) -> list[tuple[str, str]]:
    """What of a feed is refused, and why."""
    data = data.encode() if isinstance(data, str) else data
    return [(one.part, one.reason) for one in reader(data) if isinstance(one, RefusedPart)]


def test_rss_2() -> None:
    """Full content goes before the summary, what is said is kept, an item without words is refused."""
    one, two = releases(RSS_2)
    assert one.text == ("A second ferry from May\n\nHARBOUR – The ferry will sail.\n\n• one\n• two")
    assert [(one.text[link.start : link.end], link.url) for link in one.links] == [
        ("sail", "https://harbour.example/plan")
    ]
    said = one.metadata
    assert (said.title, said.published) == ("A second ferry from May", "2018-04-03T09:30:00+04:00")
    assert (said.publisher, said.byline, said.language) == ("Harbour Trust & Co", "Nora Quay", "en")
    assert (said.url, said.identifier, one.part) == (
        "https://harbour.example/r/1", "tag:harbour,1", "tag:harbour,1",
    )  # fmt: skip
    assert two.text == "Fares unchanged\n\nFares stay.\n\nSo do we."
    assert (two.metadata.published, two.metadata.byline) == (None, None)
    assert two.part == two.metadata.identifier == "https://harbour.example/r/2"
    assert refused(RSS_2) == [("https://harbour.example/r/3", "it has no words.")]


def test_atom() -> None:
    """XHTML and plain text are both read; authors of the feed are those of an entry without any."""
    one, two = releases(ATOM)
    assert one.text == "Un quai <neuf>\n\nIl ouvre."
    assert (one.metadata.published, one.metadata.byline) == ("2025-01-31T08:00:00+01:00", "A, B")
    assert (one.metadata.url, one.metadata.identifier) == ("https://port.example/1", "urn:1")
    assert (one.metadata.language, two.metadata.language) == ("fr", "en")
    assert two.text == "Two\n\nPlain <words>\non lines"
    assert (two.metadata.published, two.metadata.byline) == ("2025-02-01T08:00:00+00:00", "Bureau de presse")


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("2014/7/8 09:12:33", "2014-07-08"),
        ("2014-W28-2", "2014-07-08"),
        ("2014-július-8T9:15", "2014-07-08"),
        ("Di, 08 Jul 2014 09:12:33 MESZ", "2014-07-08T09:12:33+02:00"),
        ("8.7. um 9 Uhr", None),
        ("09:12", None),
    ],
)
def test_no_date_is_invented(said: str, published: str | None) -> None:
    """A date is what the feed says, in any language; what is not said, such as the year, is not added."""
    words = f"<pubDate>{said}</pubDate><title>A</title><description>It opens.</description>"
    [one] = releases(f"<rss version='2.0'><channel><title>B</title><item>{words}</item></channel></rss>")
    assert one.metadata.published == published


def test_rss_1_and_0_91() -> None:
    """The oldest forms are read: RDF, and HTML's entities from a document type that is never fetched."""
    [one] = releases(RSS_1)
    assert (one.text, one.metadata.published) == ("One\n\nFirst.", "2004-05-06T07:08:09-03:00")
    assert one.metadata.publisher == "Old News"
    [oldest] = releases(RSS_091)
    assert oldest.text == "Café\n\nA café opens."


def test_json_feed() -> None:
    """Items of a JSON Feed, in HTML or plain text; a number is an identifier too; what is none is refused."""
    data = json.dumps(JSON).encode()
    one, two = releases(data, read_json)
    assert one.text == "One\n\nIt opens."
    assert one.links[0].url == "https://g.example/a"
    said = one.metadata
    assert (said.published, said.publisher, said.byline) == (
        "2025-03-04T10:00:00-05:00",
        "Gazette",
        "Ann, Bo",
    )
    assert (said.url, said.identifier, said.language) == ("https://g.example/1", "1", "en")
    assert two.text == "Plain <b>text</b>\nin lines"
    assert (two.part, two.metadata.byline) == ("2", "Desk")
    assert [part for part, _ in refused(data, read_json)] == ["3", "4"]


@pytest.mark.parametrize(
    ("data", "name"),
    [(RSS_2, "feed"), (ATOM, "feed"), (RSS_1, "feed"), (RSS_091, "feed"), (json.dumps(JSON), "json feed")],
)
def test_feeds_are_recognised(data: str, name: str) -> None:
    """A feed is told by its content, with a byte order mark or without, whatever its name."""
    for encoded in (data.encode(), data.encode("utf-8-sig")):
        reader = reader_for("data.xml", encoded)
        assert reader is not None
        assert (reader.name, reader.many) == (name, True)
    assert recognises(data.encode("utf-16")) is (name == "feed")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<rssx>",
        b"text <rss>",
        b"<html><feed>",
        b"<feed xmlns='urn:x'>",
        b"<RDF>",
        b"{}",
        b'{"version": "1.0"}',
    ],
)
def test_others_are_not(data: bytes) -> None:
    """Other XML and other JSON are no feeds."""
    assert not recognises(data)
    assert not recognises_json(data)


@pytest.mark.parametrize(
    ("data", "title"),
    [(RSS_2, "Harbour Trust & Co"), (ATOM, "Le Port"), (RSS_1, "Old News"), (json.dumps(JSON), "Gazette"),
     ("<rss><channel><item><title>A title</title></item></channel></rss>", None)],
)  # fmt: skip
def test_the_publisher_is_what_the_feed_calls_itself(data: str, title: str | None) -> None:
    """In each of its releases; none where the feed does not say."""
    told = read_json(data.encode()) if recognises_json(data.encode()) else read(data.encode())
    found = [one for one in told if isinstance(one, RawDocument)]
    assert found and {one.metadata.publisher for one in found} == {title}


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("iso-8859-1", "utf-8"), ("windows-1252", "cp1252"), ("utf-16", "utf-16"),
     ("utf-8", "utf-8-sig"), ("iso-8859-15", "iso-8859-15"), ("utf-8", "cp1252")],
)  # fmt: skip
def test_encodings(declared: str, encoding: str) -> None:
    """A feed is read in the encoding it is in."""
    data = ATOM.replace('encoding="utf-8"', f'encoding="{declared}"').replace("Un quai", "Été à Sète")
    assert releases(data.encode(encoding))[0].text.startswith("Été à Sète")


@pytest.mark.parametrize(
    ("title", "encoding"),
    [("Порт вновь открыт для всех, говорит министр", "cp1251"), ("港湾局は新しい航路を発表した", "shift_jis"),
     ("العقبة تفتتح محطة جديدة", "cp1256"), ("Été à Sète", "cp1252"), ("Été à Sète", "utf-8")],
)  # fmt: skip
def test_an_encoding_that_nobody_declares(title: str, encoding: str) -> None:
    """It is told by its letters, as that of a text; a damaged byte makes UTF-8 no other, and is told."""
    data = (
        ATOM.replace(' encoding="utf-8"', "").replace("Un quai", title).encode(encoding, "xmlcharrefreplace")
    )
    assert releases(data)[0].text.startswith(title)
    if encoding == "utf-8":
        reader = reader_for("a.atom", data)
        assert reader is not None
        [found, *_] = reader.read(data.replace(b"</feed>", b"\x93</feed>"))
        assert isinstance(found, RawDocument)
        assert found.text.startswith(title)
        assert "damaged" in found.notices[0]


def item_of(inner: str) -> RawDocument:
    """The release of a feed of one item with these elements."""
    names = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    [found] = releases(
        f'<rss version="2.0" {names}><channel><title>T</title><link>https://t.example/</link>'
        f"<item>{inner}</item></channel></rss>"
    )
    return found


@pytest.mark.parametrize("around", ["{}", "<media:content url='a'>{}</media:content>"])
def test_a_pictures_description_is_not_the_items(around: str) -> None:
    """Media RSS's own description hides neither the item's nor its content, wherever it stands."""
    caption = around.format("<media:description>A boat at the quay.</media:description>")
    words = "<description>Short.</description>", "<content:encoded>The whole story.</content:encoded>"
    for inner in (caption + "".join(words), "".join(words) + caption):
        assert item_of(inner).text == "The whole story."
    assert item_of(words[0] + caption).text == "Short."
    assert item_of(caption).text == "A boat at the quay."


@pytest.mark.parametrize(
    ("inner", "url", "identifier"),
    [
        ("<guid>3</guid>", None, "3"),
        ("<guid>https://t.example/3</guid>", "https://t.example/3", "https://t.example/3"),
        ("<guid>3</guid><link>/r/3</link>", "https://t.example/r/3", "3"),
        ("<link>mailto:a@b</link>", None, None),
    ],
)
def test_a_guid_that_is_no_address_is_none(inner: str, url: str | None, identifier: str | None) -> None:
    """It names the item all the same; a link without its site is the feed's site's."""
    metadata = item_of(f"{inner}<description>Words.</description>").metadata
    assert (metadata.url, metadata.identifier) == (url, identifier)


def test_an_apostrophe_escaped_twice() -> None:
    """Of a title and of names, too, which feedparser leaves alone."""
    found = item_of(
        "<title>It&amp;apos;s open</title><author>Jo O&amp;apos;Dea</author>"
        "<description>We&amp;apos;re in</description>"
    )
    assert (found.text, found.metadata.byline) == ("It's open\n\nWe're in", "Jo O'Dea")


@pytest.mark.parametrize("end", range(len(RSS_2) // 2, len(RSS_2), 97))
def test_a_feed_cut_short_gives_what_is_there(end: int) -> None:
    """What was there before the cut is read."""
    if end > RSS_2.index("</item>\n<!--"):
        assert releases(RSS_2[:end])[0] == releases(RSS_2)[0]


def test_one_broken_item_costs_no_other() -> None:
    """An item that is not well-formed is read as far as can be; those around it are as they would be."""
    broken = RSS_2.replace("Fares &lt;b&gt;unchanged&lt;/b&gt;", "Fares & <b>fees & tolls")
    one, two = releases(broken)
    assert one == releases(RSS_2)[0]
    assert "Fares" in two.text
    assert "tolls" in two.text


def test_items_never_closed_end_where_the_next_begins() -> None:
    """A feed without end tags has the same items."""
    data = RSS_2.replace("</item>", "").replace("</channel></rss>", "")
    assert [one.metadata.url for one in releases(data)] == [
        "https://harbour.example/r/1",
        "https://harbour.example/r/2",
    ]


def test_a_feed_without_items_has_none() -> None:
    """An empty feed is no error: there is nothing new."""
    assert list(read(b"<rss version='2.0'><channel><title>t</title></channel></rss>")) == []


@pytest.mark.parametrize(
    "data", [b"", b"words", b"<html><p>a", b"<other/>", b"<list><item>a</item></list>", b"\0\1\2"]
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    """Bytes that are neither a feed nor items raise RefusedError."""
    with pytest.raises(RefusedError, match="neither a feed"):
        list(read(data))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[" * 100_000, b'{"version": 1}', b"\xff"])
def test_what_is_no_json_feed_is_refused(data: bytes) -> None:
    """Other JSON, broken JSON and JSON nested without end raise RefusedError."""
    with pytest.raises(RefusedError, match="JSON"):
        list(read_json(data))


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{n} "&a{n - 1 if n else ""};&a{n - 1 if n else ""};">' for n in range(40)
)


@pytest.mark.parametrize(
    "head",
    [
        BOMB + "]>",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://x/">%p;]>',
    ],
)
def test_entities_of_its_own_are_refused(head: str) -> None:
    """A feed that declares entities is refused before it is parsed: they expand without end, or fetch."""
    data = f"{head}<rss><channel><item><title>&a39;&x;</title></item></channel></rss>"
    with pytest.raises(RefusedError, match="entities"):
        list(read(data.encode()))


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "item",
    [
        "<a>" * 50_001,
        "<a>" * 10_000,
        "<![CDATA[" * 20_000,
        "<!--" * 20_000,
        "<" * 20_000,
        "&" * 50_000,
        "<title>" + "&lt;div&gt;" * 20_000,
        "<description><![CDATA[" + "<div>" * 300_000 + "]]></description>",
        "<x " + "a='1' " * 20_000 + ">",
        "x" * MAX_ITEM_BYTES,
    ],
    ids=range(10),
)
def test_hostile_items_cost_no_other(item: str) -> None:
    """Nesting, markers without end and size without bound harm neither the program nor the item before."""
    data = f"<rss><channel><item><title>Before</title></item><item>{item}</item></channel></rss>"
    found = list(read(data.encode()))
    assert found[0] == releases("<rss><item><title>Before</title></item></rss>")[0]
    assert len(found) <= 2


@pytest.mark.slow
def test_a_long_feed_is_read_item_by_item() -> None:
    """Items come in order and each once, over many pieces."""
    items = "".join(
        f"<item><title>Number {n}</title><guid>{n}</guid>{'<x>y</x>' * 40}</item>" for n in range(600)
    )
    found = releases(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>")
    assert [one.part for one in found] == [str(n) for n in range(600)]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A feed cut short, with a piece taken out and another put in."""
    data = draw(st.sampled_from([RSS_2, ATOM, RSS_1, RSS_091, json.dumps(JSON)])).encode()
    data = data[: draw(st.integers(0, len(data)))]
    at, end = sorted(draw(st.integers(0, len(data))) for _ in range(2))
    piece = draw(
        st.sampled_from(
            [
                b"<",
                b">",
                b"&",
                b"<item>",
                b"</entry>",
                b"<![CDATA[",
                b"<!--",
                b"&#xD800;",
                b"\0",
                b"\xff\xfe",
                b"[",
                b"null",
            ]
        )
    )
    return data[:at] + piece + data[end:]


@given(st.one_of(st.binary(max_size=300), damaged()), st.sampled_from([read, read_json]))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, reader: Callable[[bytes], Documents]) -> None:
    """No bytes raise anything but RefusedError; what is read is canonical and its links lie in it."""
    read_or_refused(reader, data)
