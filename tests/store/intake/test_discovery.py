"""Which feeds a page names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.intake.discovery import feeds_in

URL = "https://a.example/news/index.html"


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/news/feed">',
        "<LINK REL='Alternate Home' HREF=feed TYPE='Application/Atom+XML; charset=utf-8'>",
        '<base href="https://a.example/news/"><link type=application/feed+json rel=alternate href=" feed ">',
    ],
)
def test_a_link_to_a_feed_is_found(link: str) -> None:
    """However it is written, completed to a whole URL."""
    assert feeds_in(f"<!doctype html><title>x</title>{link}<p>".encode(), URL) == [
        "https://a.example/news/feed"
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" type="application/rss+xml" href="/feed">',
        '<link rel="alternate" hreflang="fr" href="/fr">',
        '<link rel="alternate" type="application/json" href="/wp-json/1">',
        '<link rel="alternate" type="application/rss+xml">',
        '<!-- <link rel="alternate" type="application/rss+xml" href="/feed"> -->',
        '<link rel="alternate" type="application/rss+xml" href="http://[1/">',
    ],
)
def test_other_links_are_none(link: str) -> None:
    """Translations, styles, what is commented out, what is no URL."""
    assert feeds_in(link.encode(), URL) == []


def test_feeds_come_in_the_order_of_the_page() -> None:
    """The site's own is the first, that of the comments a later one."""
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    page = "".join(map(link.format, ("b", "a"))).encode()
    assert feeds_in(page, "https://a.example") == ["https://a.example/b", "https://a.example/a"]


@given(st.binary())
def test_no_page_is_too_odd(data: bytes) -> None:
    """Whatever the bytes, there is an answer."""
    assert isinstance(feeds_in(b"<link rel=alternate href=" + data, URL), list)
