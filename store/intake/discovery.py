"""Finds the feeds a web page names."""

from __future__ import annotations

from urllib.parse import urljoin

#: Media types of the feeds that can be read. Plain JSON is left out: pages name their programs' answers so.
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


def feeds_in(page: bytes, url: str) -> list[str]:
    """The URLs of the feeds named in the page's head, in its order.

    ``<link rel="alternate" type="application/rss+xml" href="…">``, or Atom's or JSON Feed's type
    (https://blog.whatwg.org/feed-autodiscovery); relative ones are completed by `url`
    or the page's ``<base>``.
    """
    if b"<link" not in page.lower():
        return []
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page.decode(errors="replace"))
    base = tree.css_first("base[href]")
    root = _joined(url, base.attributes.get("href") if base else "") or url
    found = []
    for link in tree.css("link[rel][href]"):
        relation, kind = (link.attributes.get(name) or "" for name in ("rel", "type"))
        mime = kind.partition(";")[0].strip().lower()
        if "alternate" in relation.lower().split() and mime in _FEED_TYPES:
            found.append(_joined(root, link.attributes.get("href")))
    return [feed for feed in found if feed]


def _joined(base: str, reference: str | None) -> str:
    try:
        return urljoin(base, (reference or "").strip())
    except ValueError:  # brackets that hold no IPv6 address
        return ""
