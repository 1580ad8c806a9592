"""Feeds: RSS in all its versions, Atom (RFC 4287) and JSON Feed 1.1; each item is a release.

An XML feed is cut at its items, a few of which are parsed at a time: neither its length nor one broken item
costs the others anything. Nothing is ever fetched: external entities are not read, a feed that declares
entities of its own is refused.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from store.errors import RefusedError
from store.formats.agency import root_name
from store.formats.document import (
    MAX_BYTES,
    MAX_MANY_BYTES,
    Documents,
    Metadata,
    RawDocument,
    RefusedPart,
    check_size,
    decode,
)
from store.formats.encodings import is_mostly_utf8, is_utf8, read_utf8, xml_codec
from store.formats.html import rendered
from store.formats.linked import LinkedText, headed
from store.formats.stated import iso_date, language_code, one_line
from store.patterns import lazy_pattern
from store.urls import is_url

#: Bytes above which a feed in JSON, which must be read whole, is refused.
MAX_JSON_BYTES = 64 * 2**20
#: Bytes, and tags, above which an item is no release: what either costs grows with both.
MAX_ITEM_BYTES = 2 * 2**20
MAX_ITEM_TAGS = 50_000
#: Bytes of items that are parsed together, so that what each parse costs is shared.
_TOGETHER = 128 * 1024
#: Bytes at the beginning that tell what a feed is; that its title is looked for in; that its root may fill.
_BEGINNING = 4096
_HEAD = 256 * 1024
_ROOT_TAG = 16 * 1024
_FIRST_TAG = lazy_pattern(
    rb"\s*(?:(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>)\s*)*<(?:[\w.-]+:)?(rss|RDF|feed|entry)\b([^>]*)",
    re.DOTALL,
)
_ATOM = (b"http://www.w3.org/2005/Atom", b"http://purl.org/atom/ns#")
_RSS_1 = (b"http://purl.org/rss/1.0/", b"http://my.netscape.com/rdf/simple/0.9/")
_JSON_FEED = lazy_pattern(
    rb'\s*\{.*"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version', re.DOTALL
)
_ROOT = lazy_pattern(r"<((?:[\w.-]+:)?(rss|RDF|feed))\b[^>]*>")
#: Roots, in lower case, of feeds and of what is cut out of one.
_ROOTS = frozenset(("rss", "rdf", "feed", "channel", "item", "entry"))
_MARK = lazy_pattern(rb"<(?:(!\[CDATA\[)|(!--)|(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s/>]))")
#: A description or a summary of another vocabulary than the feed's, and what is the feed's.
_CAPTION = lazy_pattern(r"<(/?)([\w.-]+):(?:description|summary)(?=[\s/>])")
_OWN_WORDS = lazy_pattern(r"<(?:description|summary|content|content:encoded)(?=[\s>])")
#: Characters above which a title is not read as HTML.
_LONGEST_TITLE = 4000
_REFERENCE = lazy_pattern(r"&#(?:[xX]([0-9a-fA-F]{1,100})|([0-9]{1,100}));?")
#: What feedparser was seen to raise, or may, where markup is not what it expects.
_FEEDPARSER_BREAKS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_DECLARED = "<?xml version='1.0' encoding='utf-8'?>\n"


def recognises(data: bytes) -> bool:
    """Whether it begins as an RSS or Atom feed does."""
    start = data[:_BEGINNING]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "replace").encode()
    found = _FIRST_TAG.match(start.removeprefix(codecs.BOM_UTF8))
    if not found or found[1] == b"rss":
        return bool(found)
    return any(namespace in found[2] for namespace in (_RSS_1 if found[1] == b"RDF" else _ATOM))


def recognises_json(data: bytes) -> bool:
    """Whether it begins as a JSON Feed does."""
    return bool(_JSON_FEED.match(data[:_BEGINNING].removeprefix(codecs.BOM_UTF8)))


def read(data: bytes) -> Documents:
    """The items of an RSS or Atom feed, in its order; one without words is a `RefusedPart`.

    Raises RefusedError, at the first item asked for, for bytes that are no feed.
    """
    feed = _Feed(data)
    for number, entry in enumerate(feed.entries(), 1):
        if isinstance(entry, str):
            yield RefusedPart(str(number), entry)
        else:
            yield _document(entry, feed, number)


class _Feed:
    """An XML feed, cut at its items."""

    def __init__(self, data: bytes) -> None:
        check_size(len(data), MAX_MANY_BYTES)
        self._data, self._codec = _ascii_like(data)
        first = next(self._marks(), (len(self._data), False))[0]
        if b"<!ENTITY" in self._data[:first]:
            raise RefusedError("it declares XML entities of its own; a feed has none.")
        head = self._text(self._data[: min(first, _HEAD)])
        root = _ROOT.search(head)
        name = root_name(data)
        if (root is None and first == len(self._data)) or (name and name.lower() not in _ROOTS):
            # Files that end in .xml come here when no other reader knows them.
            raise RefusedError("it is neither a feed (RSS, Atom) nor agency news (NITF, NewsML, NewsML-G2).")
        if root is None or len(root[0]) > _ROOT_TAG:
            atom = self._data[first : first + 6] == b"<entry"
            root = _ROOT.search(
                '<feed xmlns="http://www.w3.org/2005/Atom">' if atom else '<rss version="2.0">'
            )
            assert root is not None
        rss = root[2] == "rss"
        self._opening = _DECLARED + root[0] + ("<channel>" if rss else "")
        self._closing = ("</channel>" if rss else "") + f"</{root[1]}>"
        closing = self._closing if "</channel>" not in head else f"</{root[1]}>"
        self.atom = root[2] == "feed"
        about = _parsed(_DECLARED + head[root.start() :] + closing)
        self.about: dict[str, Any] = about.feed if about else {}
        self.title = _title(self.about.get("title_detail") or {})

    def _text(self, piece: bytes) -> str:
        return piece.decode(self._codec, "replace")

    def _marks(self) -> Iterator[tuple[int, bool]]:
        """Where items begin, and whether they end there; what is quoted or commented out is passed over."""
        data, at = self._data, 0
        open_ended = set()
        while found := _MARK.search(data, at):
            at = found.end()
            if found[1] or found[2]:
                end = b"]]>" if found[1] else b"-->"
                place = -1 if end in open_ended else data.find(end, at)
                if place < 0:
                    open_ended.add(end)  # not to be looked for again: that would take the square of the time
                else:
                    at = place + len(end)
            else:
                yield found.start(), bool(found[3])

    def _pieces(self) -> Iterator[bytes]:
        """Each item as it stands; one that is not closed ends where the next begins, or the feed does."""
        start = None
        for place, ends in self._marks():
            if start is not None:
                yield self._data[start : self._data.find(b">", place) + 1 if ends else place]
            start = None if ends else place
        if start is not None:
            yield self._data[start:]

    def entries(self) -> Iterator[dict[str, Any] | str]:
        """What feedparser makes of each item, or why it is refused."""
        waiting: list[str] = []
        size = 0
        for piece in self._pieces():
            reason = _too_large(piece)
            if not reason:
                waiting.append(_without_captions(self._text(piece)))
                size += len(piece)
            if reason or size > _TOGETHER:
                yield from self._parse(waiting)
                waiting, size = [], 0
            if reason:
                yield reason
        yield from self._parse(waiting)

    def _parse(self, items: list[str]) -> Iterator[dict[str, Any] | str]:
        if not items:
            return
        result = _parsed(self._opening + "\n".join(items) + self._closing)
        if len(items) == 1:
            yield (
                result.entries[0] if result and result.entries else "it is broken; nothing of it can be read."
            )
        elif (
            result is None or result.bozo or len(result.entries) != len(items)
        ):  # one of them is broken: each by itself
            for item in items:
                yield from self._parse([item])
        else:
            yield from result.entries


def _without_captions(item: str) -> str:
    """An item without what other vocabularies call a description (of its picture, as Media RSS does).

    feedparser takes the first of several for the item's own. One that is all there is stays.
    """
    if not _CAPTION.search(item) or not _OWN_WORDS.search(item):
        return item
    return _CAPTION.sub(r"<\1\2:caption", item)


def _too_large(item: bytes) -> str:
    """Why an item is refused before it is parsed, if it is."""
    if len(item) > MAX_ITEM_BYTES:
        return f"it is larger than {MAX_ITEM_BYTES // 2**20} MB; no release is."
    if item.count(b"<") > MAX_ITEM_TAGS:
        return f"it has more than {MAX_ITEM_TAGS:,} tags; no release has."
    return ""


def _ascii_like(data: bytes) -> tuple[bytes, str]:
    """The bytes in an encoding in which markup is ASCII, and its codec."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace").encode(), "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8", "replace"), "utf-8"
    if is_utf8(data):
        return data.removeprefix(codecs.BOM_UTF8), "utf-8"
    codec = xml_codec(data)
    if is_mostly_utf8(data[:MAX_BYTES]):
        data = data.removeprefix(codecs.BOM_UTF8)
        return read_utf8(data).encode() if len(data) <= MAX_BYTES else data, "utf-8"
    if codec in (None, "utf-8") and len(data) <= MAX_BYTES:
        return decode(data).encode(), "utf-8"  # as a text whose encoding nobody tells
    if codec and codec.startswith("iso2022"):
        return data.decode(codec, "replace").encode(), "utf-8"
    return data, codec or "cp1252"


def _parsed(xml: str) -> Any:
    """What feedparser reads of it; None where it breaks on it.

    It is given bytes in memory: a string it may take for an address and fetch.
    """
    import feedparser

    source = io.BytesIO(_REFERENCE.sub(_possible, xml).encode("utf-8", "replace"))
    try:
        return feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
    except _FEEDPARSER_BREAKS:
        return None


def _possible(reference: re.Match[str]) -> str:
    """A character reference as it is; U+FFFD for one to no character."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"


def _document(entry: dict[str, Any], feed: _Feed, number: int) -> RawDocument | RefusedPart:
    """One item of an XML feed."""
    link = _address(entry, feed)
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    detail: dict[str, Any] = next((one for one in contents if (one.get("value") or "").strip()), {})
    language = language_code(detail.get("language") or feed.about.get("language"))
    metadata = Metadata(
        title=_title(entry.get("title_detail") or {}),
        published=_when(entry, language),
        language=language,
        publisher=feed.title,
        # RFC 4287, 4.2.1: in Atom, the authors of the feed are those of an entry without any.
        byline=_people(entry) or (_people(feed.about) if feed.atom else None),
        url=link,
        identifier=one_line(entry.get("id")) or link,
    )
    return _release(_markup(detail), detail.get("base") or link, metadata, number)


def _address(entry: dict[str, Any], feed: _Feed) -> str | None:
    """Where an item can be read; feedparser takes any guid for an address that does not say it is none."""
    link = one_line(entry.get("link")) or ""
    home = one_line(feed.about.get("link")) or ""
    if link.startswith(("/", "./", "../", "?")) and is_url(home):
        with suppress(ValueError):
            link = urljoin(home, link)
    return link if is_url(link) else None


def _markup(detail: dict[str, Any]) -> str:
    """What feedparser gives for a text, as HTML."""
    value: str = detail.get("value") or ""
    return _quoted(value) if detail.get("type") == "text/plain" else value


def _title(detail: dict[str, Any]) -> str | None:
    """A title as one line; one too long for a title is not read as HTML."""
    value: str = detail.get("value") or ""
    html = detail.get("type") != "text/plain" and len(value) < _LONGEST_TITLE
    return one_line(rendered(value).text if html else value.replace("&apos;", "'"))


def _quoted(plain: str) -> str:
    """Plain text as HTML that shows it, its lines and paragraphs kept."""
    return escape(plain.strip()).replace("\r\n", "\n").replace("\n", "<br>")


def _release(content: str, base: str | None, metadata: Metadata, number: int) -> RawDocument | RefusedPart:
    """A release whose content is HTML; what its metadata names it by is its part."""
    part = metadata.identifier or str(number)
    try:
        text = headed(LinkedText(metadata.title or ""), rendered(content, base))
    except RefusedError as error:
        return RefusedPart(part, error.message)
    if not text.text:
        return RefusedPart(part, "it has no words.")
    return RawDocument(text.text, text.links, metadata, part)


def _people(entry: dict[str, Any]) -> str | None:
    names = [
        one_line(unescape(str(one.get("name") or "")))
        for one in entry.get("authors") or ()
        if isinstance(one, dict)
    ]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _when(entry: dict[str, Any], language: str | None) -> str | None:
    """When it was published, or where that is not said was changed, with the offset that was given."""
    for name in ("published", "updated", "created"):
        said = dict.get(entry, name)  # feedparser's own `get` takes one date for the other
        if not isinstance(said, str):
            continue
        if found := iso_date(said, language):
            return found
    return None


def read_json(data: bytes) -> Documents:
    """The items of a JSON Feed, as `read` gives those of others. Raises RefusedError as that does."""
    feed = _json(data)
    items = feed.get("items")
    for number, item in enumerate(items if isinstance(items, list) else (), 1):
        if isinstance(item, dict):
            yield _json_document(item, feed, number)
        else:
            yield RefusedPart(str(number), "it is not an item of a JSON Feed.")


def _json(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_JSON_BYTES:
        raise RefusedError(f"it is larger than {MAX_JSON_BYTES // 2**20} MB; no feed in JSON is.")
    try:
        feed = json.loads(data.removeprefix(codecs.BOM_UTF8), strict=False)
    except (ValueError, RecursionError) as error:
        raise RefusedError("it is broken JSON.") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        raise RefusedError("it is not a JSON Feed.")
    return feed


def _json_document(item: dict[str, Any], feed: dict[str, Any], number: int) -> RawDocument | RefusedPart:
    """One item of a JSON Feed (version 1.1, “Items”)."""
    words = {name: value for name, value in item.items() if isinstance(value, str)}
    link = one_line(words.get("url"))
    identifier = item.get("id")
    content = words.get("content_html") or _quoted(words.get("content_text") or words.get("summary") or "")
    metadata = Metadata(
        title=one_line(words.get("title")),
        published=iso_date(words.get("date_published") or words.get("date_modified")),
        language=language_code(words.get("language") or one_line(feed.get("language"))),
        publisher=one_line(feed.get("title")),
        byline=_json_people(item) or _json_people(feed),
        url=link,
        identifier=one_line(str(identifier) if isinstance(identifier, int) else identifier) or link,
    )
    return _release(content, link, metadata, number)


def _json_people(item: dict[str, Any]) -> str | None:
    authors = item.get("authors")
    return _people({"authors": authors if isinstance(authors, list) else [item.get("author")]})
