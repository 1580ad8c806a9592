"""Following feeds in the formats there are: RSS, Atom and JSON Feed, as servers give them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Library
from store.intake.followed import follow, refresh, sources
from tests.servers import Exchange, Site

#: Guid, headline, words.
Item = tuple[str, str, str]
ONE = ("https://port.example/1", "A ferry sails", "It sails on Monday.")
TWO = ("urn:port:2", "A bridge opens", "It opens on Friday.")
THREE = ("3", "A pier closes", "It closes in May.")


def rss(*items: Item) -> bytes:
    """RSS 2.0."""
    inner = "".join(
        f'<item><guid isPermaLink="false">{guid}</guid><title>{title}</title>'
        f"<description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
        for guid, title, words in items
    )
    return f'<rss version="2.0"><channel><title>Port</title>{inner}</channel></rss>'.encode()


def atom(*items: Item) -> bytes:
    """Atom (RFC 4287)."""
    inner = "".join(
        f"<entry><id>{guid}</id><title>{title}</title>"
        f'<content type="html">&lt;p&gt;{words}&lt;/p&gt;</content></entry>'
        for guid, title, words in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title>{inner}</feed>'.encode()


def json_feed(*items: Item) -> bytes:
    """JSON Feed 1.1."""
    told = [{"id": guid, "title": title, "content_text": words} for guid, title, words in items]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Port", "items": told}, ensure_ascii=False
    ).encode()


Feed = Callable[..., bytes]
each_format = pytest.mark.parametrize("made", [rss, atom, json_feed])


def headlines(library: Library) -> list[str]:
    """The headlines of all releases, in order of the alphabet."""
    return sorted(release.headline for release in library.releases.many(library.releases.ids()))


@pytest.mark.few(4)
@each_format
@pytest.mark.parametrize("kind", ["", "text/html", "text/plain; charset=utf-8", "image/png"])
def test_a_feed_is_one_whatever_its_server_calls_it(
    library: Library, site: Site, made: Feed, kind: str
) -> None:
    """By its content; the title is the feed's own."""
    followed = follow(library, site.gives("/news", made(ONE, TWO, THREE), Content_Type=kind))
    assert (followed.source.kind, followed.source.title) == ("feed", "Port")
    assert headlines(library) == ["A bridge opens", "A ferry sails", "A pier closes"]


@pytest.mark.few(2)
@each_format
def test_old_items_stay_and_changed_ones_are_updated(library: Library, site: Site, made: Feed) -> None:
    """An item is known by its guid; what was marked in it stays on its words."""
    url = site.gives("/news", made(ONE, TWO, THREE))
    follow(library, url)
    (key,) = (
        one.id for one in library.releases.many(library.releases.ids()) if one.headline == "A ferry sails"
    )
    start = library.releases.text(key).text.index("Monday")
    library.annotations.add(key, start, start + 6, tags=["when"])
    later = (ONE[0], "CORRECTION: A ferry sails", "No cars. It sails on Monday.")
    site.gives("/news", made(("4", "A new pier", "It is new."), later))
    report = refresh(library)
    assert (len(report.added), report.updated, report.failed) == (1, [key], [])
    assert headlines(library) == [
        "A bridge opens",
        "A new pier",
        "A pier closes",
        "CORRECTION: A ferry sails",
    ]
    (annotation,) = library.annotations.of(key)
    assert (annotation.quote, annotation.state) == ("Monday", "moved")


@pytest.mark.few(1)
@each_format
def test_a_feed_that_moved_brings_nothing_twice(library: Library, site: Site, made: Feed) -> None:
    """Also where its guids are unique in the feed only."""
    old = site.gives("/old", made(ONE, TWO, THREE))
    follow(library, old)
    site.gives("/new", made(ONE, TWO, THREE))
    site.gives("/old", b"", 301, Location="/new")
    assert refresh(library).added == []
    assert sources(library)[0].location == f"{site.url}/new"
    assert refresh(library).added == []


def test_a_feed_begins_empty(library: Library, site: Site) -> None:
    """It is followed, and called by its title once it has an item that tells it."""
    url = site.gives("/news", rss())
    assert follow(library, url).source.name == url
    site.gives("/news", rss(ONE))
    assert refresh(library).outcomes[0].source.title == "Port"
    assert sources(library)[0].title == "Port"


def test_a_page_leads_to_its_feed(library: Library, site: Site) -> None:
    """A page as it is written today; it is not imported itself."""
    page = (
        "<!doctype html><html><head><title>Port</title>"
        '<link rel="alternate" type="application/rss+xml" title="News" href="/news">'
        "</head><body><article><h1>Port</h1><p>Welcome to the port.</p></article></body></html>"
    )
    site.gives("/news", rss(ONE), Content_Type="application/rss+xml")
    followed = follow(library, site.gives("/", page.encode(), Content_Type="text/html"))
    assert followed.source.location == f"{site.url}/news"
    assert headlines(library) == ["A ferry sails"]


def test_a_feed_comes_compressed_and_only_when_it_changed(library: Library, site: Site) -> None:
    """As most servers do it."""

    def server(exchange: Exchange) -> None:
        if exchange.headers["If-None-Match"] == 'W/"a"':
            exchange.reply(304)
        else:
            body = gzip.compress(rss(ONE))
            exchange.reply(200, body, Content_Encoding="gzip", ETag='W/"a"', Content_Type="text/xml")

    follow(library, site.at("/news", server))
    (outcome,) = refresh(library).outcomes
    assert (outcome.modified, outcome.error) == (False, "")


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<rss",
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel>&a;</channel></rss>",
        b"<html><body>Bad gateway</body></html>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [',
        b"\x1f\x8b\x00\x00",
        b"Too many connections",
    ],
)
def test_what_is_no_feed_any_more_changes_nothing(library: Library, site: Site, broken: bytes) -> None:
    """It fails with a reason, brings no release, and the other feed is asked all the same."""
    follow(library, site.gives("/bad", rss(ONE)))
    follow(library, site.gives("/good", atom(TWO)))
    site.gives("/bad", broken)
    site.gives("/good", atom(TWO, THREE))
    report = refresh(library)
    assert [outcome.source.location for outcome in report.failed] == [f"{site.url}/bad"]
    assert report.failed[0].error
    assert headlines(library) == ["A bridge opens", "A ferry sails", "A pier closes"]


def test_a_feed_cut_short_brings_what_it_holds(library: Library, site: Site) -> None:
    """A server that broke off within an item loses no other; the whole feed comes the next time."""
    whole = rss(ONE, TWO, THREE)
    url = site.gives("/news", whole[: whole.index(b"A pier")], ETag='"cut"')
    follow(library, url)
    assert {"A ferry sails", "A bridge opens"} <= set(headlines(library))
    site.gives("/news", whole)
    refresh(library)
    assert {"A ferry sails", "A bridge opens", "A pier closes"} <= set(headlines(library))


def test_a_feed_in_a_followed_folder(library: Library, tmp_path: Path) -> None:
    """A file with a feed gives its items, there as anywhere."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "news.rss").write_bytes(rss(ONE, TWO))
    follow(library, str(tmp_path / "in"))
    assert headlines(library) == ["A bridge opens", "A ferry sails"]
    (tmp_path / "in" / "news.rss").write_bytes(rss(THREE))
    assert len(refresh(library).added) == 1
    assert follow(library, str(tmp_path / "in" / "news.rss")).report.added == []
