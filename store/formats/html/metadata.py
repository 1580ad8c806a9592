"""What a page says of itself: JSON-LD (schema.org), Open Graph, Dublin Core and the commoner meta names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from store.formats.html.tree import Element
from store.formats.stated import iso_date, language_code, one_line
from store.patterns import lazy_pattern

_TITLES = ("og:title", "dcterms.title", "dc.title", "twitter:title", "articletitle", "headline")
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "dcterms.issued", "dc.date.issued", "dcterms.available", "dcterms.created", "dcterms.date", "dc.date",
    "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "citation_publication_date", "release_date", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_SITES = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "sitename", "application-name")
_AUTHORS = ("author", "article:author", "dcterms.creator", "dc.creator", "citation_author")
_LANGUAGES = ("og:locale", "content-language", "dcterms.language", "dc.language", "language")
#: What a script is wrapped in for parsers that would not know it for one.
_WRAPPING = lazy_pattern(
    r"\A\s*(?:/[/*]\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|;?\s*(?:/[/*]\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*\Z|;\s*\Z"
)
_SHORT = lazy_pattern(r"\A\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
#: Things described by JSON-LD that are looked at; a page describes a few.
_MOST_THINGS = 1000


@dataclass(slots=True)
class Said:
    """What the head of a page says, each in order of trust."""

    titles: list[str] = field(default_factory=list)
    page_title: str | None = None
    """The ``title`` element, often with the site's name in it."""
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    base: str | None = None
    """What relative links are relative to, where the page says it."""
    body: str = ""
    """The article's own words where JSON-LD holds them, as text or HTML."""


def _spelt_out(text: object) -> str | None:
    """As `one_line`, entities spelt out: in JSON-LD they stand for nothing, and are written all the same."""
    return one_line(unescape(text)) if isinstance(text, str) else None


def said(root: Element) -> Said:
    """What the page says of itself; nothing is guessed."""
    meta: dict[str, str] = {}
    page_title = canonical_url = base = language = None
    things: list[dict[str, Any]] = []
    for element in root.elements():
        attributes = element.attributes
        if element.tag == "meta":
            _note(meta, attributes)
        elif element.tag == "script":
            things += _things(element.text())
        elif element.tag == "title" and page_title is None:
            page_title = one_line(element.text())
        elif element.tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            canonical_url = canonical_url or _web(attributes.get("href"))
        elif element.tag == "base":
            base = base or attributes.get("href")
        elif element.tag == "html":
            language = language_code(attributes.get("lang") or attributes.get("xml:lang"))
    thing = _release(things)
    by_id = {one["@id"]: one for one in things if isinstance(one.get("@id"), str) and "name" in one}
    url = canonical_url or _web(meta.get("og:url")) or _web(thing.get("url"))
    language = language or language_code(_first(meta, _LANGUAGES) or one_line(thing.get("inLanguage")))
    return Said(
        titles=[
            *filter(None, [_spelt_out(thing.get("headline")), *(one_line(meta.get(n)) for n in _TITLES)])
        ],
        page_title=page_title,
        published=_first_date([thing.get("datePublished"), *(meta.get(name) for name in _DATES)], language),
        language=language,
        publisher=_names(thing.get("publisher"), by_id) or _first(meta, _SITES),
        byline=_names(thing.get("author"), by_id) or _not_web(_first(meta, _AUTHORS)),
        url=url,
        base=_web(base) or url,
        body=body if isinstance(body := thing.get("articleBody"), str) else "",
    )


def _note(meta: dict[str, str], attributes: dict[str, str]) -> None:
    content = attributes.get("content", "").strip()
    for key in ("property", "name", "itemprop", "http-equiv"):
        if content and key in attributes:
            meta.setdefault(attributes[key].strip().lower(), content)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((said for name in names if (said := one_line(meta.get(name)))), None)


def _first_date(candidates: list[Any], language: str | None) -> str | None:
    said = (one for one in candidates if isinstance(one, str))
    return next((date for one in said if (date := page_date(one, language))), None)


def page_date(stated: str | None, language: str | None = None) -> str | None:
    """A date as `iso_date` gives it; months and days of one digit are read too, the year first."""
    return iso_date(_SHORT.sub(lambda one: f"{one[1]}-{one[2]:0>2}-{one[3]:0>2}", stated or ""), language)


def _web(url: object) -> str | None:
    return url.strip() if isinstance(url, str) and re.match(r"\s*https?://[^\s/]", url, re.I) else None


def _not_web(name: str | None) -> str | None:
    """An author is a name; some pages put the address of a profile."""
    return None if _web(name) else name


def _things(source: str) -> list[dict[str, Any]]:
    """The objects of a JSON-LD script, those of its graph included; none where it is not JSON."""
    try:
        waiting = [json.loads(_WRAPPING.sub("", source), strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[dict[str, Any]] = []
    while waiting and len(found) < _MOST_THINGS:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:_MOST_THINGS]
        elif isinstance(one, dict):
            found.append(one)
            waiting += [one[name] for name in ("@graph", "mainEntity", "publisher", "author") if name in one]
    return found


def _release(things: list[dict[str, Any]]) -> dict[str, Any]:
    """The thing that is the release itself: an article of some kind, else the page."""
    for kind in (r"(Article|PressRelease|NewsItem|Report|BlogPosting)$", r"^(https?://schema.org/)?WebPage$"):
        for thing in things:
            if any(re.search(kind, name) for name in _texts(thing.get("@type"))):
                return thing
    return {}


def _texts(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one


def _names(value: object, by_id: dict[str, dict[str, Any]]) -> str | None:
    """The names of persons or organisations, given as words, as objects or by reference."""
    names = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            reference = one.get("@id")
            known = by_id.get(reference, {}) if isinstance(reference, str) else {}
            one = one.get("name") or known.get("name")
        for name in _texts(one):
            if (line := one_line(name)) and not _web(line) and line not in names:
                names.append(line)
    return ", ".join(names) or None
