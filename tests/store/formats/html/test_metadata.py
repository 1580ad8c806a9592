"""What a page says of itself, in each of the ways pages say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats.html.metadata import said
from store.formats.html.tree import parse


def json_ld(source: str) -> str:
    """A page that is described by JSON-LD."""
    return f"<script type='application/ld+json'>{source}</script>"


@pytest.mark.parametrize(
    ("markup", "field", "value"),
    [
        (json_ld('{"@type": "NewsArticle", "headline": "A  b"}'), "titles", ["A b"]),
        (json_ld('[{"@type": "Person"}, {"@type": ["PressRelease"], "headline": "A"}]'), "titles", ["A"]),
        (json_ld('{"@type": "WebPage", "datePublished": "2025-01-02"}'), "published", "2025-01-02"),
        (
            json_ld('{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},'
                    '{"@type": "BlogPosting", "datePublished": "2025-01-02T03:04:05+06:00"}]}'),
            "published", "2025-01-02T03:04:05+06:00",
        ),
        (json_ld('{"@type": "Article", "author": [{"name": "A"}, "B", {"name": "A"}]}'), "byline", "A, B"),
        (json_ld('{"@type": "Article", "author": "https://x/y"}'), "byline", None),
        (json_ld('{"@type": "Article", "publisher": {"@id": "#o"}}')
         + json_ld('{"@id": "#o", "name": "O"}'), "publisher", "O"),
        (json_ld('{"@type": "Article", "url": "/x"}'), "url", None),
        (json_ld('{"@type": "Article", "inLanguage": "de-CH"}'), "language", "de"),
        (json_ld('{"@type": "Article", "headline": "line\nbreak"}'), "titles", ["line break"]),
        (json_ld('{"@type": "Article", "headline": "A &raquo; B &amp; C"}'), "titles", ["A » B & C"]),
        (json_ld('{"@type": "Product", "headline": "A"}'), "titles", []),
        (json_ld('//<![CDATA[\n{"@type": "Article", "headline": "A"}\n//]]>'), "titles", ["A"]),
        (json_ld('/* <![CDATA[ */ {"@type": "Article", "headline": "A"}; /* ]]> */'), "titles", ["A"]),
        (json_ld('<!-- {"@type": "Article", "headline": "A"} -->'), "titles", ["A"]),
        ("<meta property=article:published_time content=2026/1/2>", "published", "2026-01-02"),
        (json_ld("{broken"), "titles", []),
        (json_ld("[" * 100_000), "titles", []),
        ("<meta property=og:title content=' A '><meta name=twitter:title content=B>", "titles", ["A", "B"]),
        ("<meta name=DC.date.issued content=2025-01-02>", "published", "2025-01-02"),
        ("<meta property=article:published_time content=soon><meta name=date content='Jan 2, 2025'>",
         "published", "2025-01-02"),
        ("<meta name=date content='January 2'>", "published", None),
        ("<meta property=article:modified_time content=2025-01-02>", "published", None),
        ("<meta name=author content='https://x/y'>", "byline", None),
        ("<meta name=author content='A B'>", "byline", "A B"),
        ("<html lang=pt-BR>", "language", "pt"),
        ("<meta property=og:locale content=ar_AE>", "language", "ar"),
        ("<meta property=og:site_name content=S>", "publisher", "S"),
        ("<link rel='Canonical alternate' href='https://x/y'>", "url", "https://x/y"),
        ("<link rel=canonical href='javascript:x'>", "url", None),
        ("<base href='https://x/z/'><link rel=canonical href='https://x/y'>", "base", "https://x/z/"),
        ("<title> A\n b </title><title>C</title>", "page_title", "A b"),
    ],
)  # fmt: skip
def test_said(markup: str, field: str, value: object) -> None:
    """JSON-LD, Open Graph, Dublin Core and plain meta elements are read; what is not said is None."""
    assert getattr(said(parse(markup)), field) == value


def test_json_ld_goes_first() -> None:
    """What is made for machines is trusted before what is made for sharing."""
    page = "<meta property=og:title content=B><meta property=article:published_time content=2020-01-01>"
    found = said(
        parse(page + json_ld('{"@type": "Article", "headline": "A", "datePublished": "2025-01-02"}'))
    )
    assert (found.titles, found.published) == (["A", "B"], "2025-01-02")


JSON = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["NewsArticle", "https://x", "2025-01-02"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "@id", "name", "author", "publisher", "headline", "datePublished", "url"]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(JSON)
def test_any_json_is_survived(value: object) -> None:
    """Whatever the description is, what is taken of it is text or nothing."""
    import json

    found = said(parse(json_ld(json.dumps(value))))
    assert all(isinstance(title, str) for title in found.titles)
    for one in (found.published, found.byline, found.publisher, found.url, found.language):
        assert one is None or isinstance(one, str)
