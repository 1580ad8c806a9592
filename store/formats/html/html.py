"""HTML pages: the release without the page around it, its links, and what the page says of itself."""

from __future__ import annotations

import re
from html import escape, unescape

from store.errors import RefusedError
from store.formats.document import MAX_BYTES, Metadata, RawDocument, decode
from store.formats.encodings import declared_codec, is_mostly_utf8, is_utf8, is_western, xml_codec
from store.formats.html.headline import kickers_in
from store.formats.html.main import Main, main_text
from store.formats.html.metadata import Said, said
from store.formats.html.text import render, rendered
from store.formats.html.tree import Element, parse
from store.formats.linked import LinkedText, headed
from store.formats.notices import notice
from store.formats.stated import one_line
from store.patterns import lazy_pattern

#: Bytes in which a page says its encoding (HTML 13.2.3.2 asks for 1024; pages are later).
_PRESCAN = 4096
_CHARSET = lazy_pattern(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_BEGINS = lazy_pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
#: What parts a site's name from a page's title.
_PARTING = r"(?:\s+[-|–—·:»«•]+\s+|\s*[|_»«]\s*)"
_PARTS, _PARTS_AT_END = lazy_pattern(_PARTING), lazy_pattern(rf"{_PARTING}\Z")
#: Bytes of a page for each NUL in it; one with more of them is no text.
_NULS = 20
#: How many of a page's characters that are not ASCII may be unreadable in the encoding it says it is in.
_UNREADABLE = 0.02
#: How many times as long as what is shown an article in JSON-LD is where scripts are to draw it.
_DRAWN = 3
_MARKUP = lazy_pattern(r"</?(?:p|br|div|h[1-6]|li)\b", re.IGNORECASE)
#: Which part of a page's title must be words of its text for it to be the release's and not only the page's.
_OF_TEXT = 0.7


def recognises(data: bytes) -> bool:
    """Whether it begins as an HTML or XHTML page does."""
    start = data[:_PRESCAN]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    return bool(_BEGINS.match(start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")))


def read(data: bytes, base: str | None = None) -> RawDocument:
    """The release in a page; where the page names no address of its own, links are relative to `base`.

    Raises RefusedError for bytes that are no text, or a page without words.
    """
    root = parse(page_text(data))
    told = said(root)
    base = told.base or base
    titles = [*told.titles, *filter(None, [told.page_title])]
    main = main_text(root, titles)
    headline = _headline(main.headline, titles, base) if main.headline else LinkedText("")
    shown = render([main.body, *main.beside], base, main.without)
    body = _stated_body(told.body, base, shown)
    title = one_line(headline.text) or _title(told, body.text)
    text = headed(headline if headline.text else LinkedText(title or ""), body)
    if main.left_out and body is shown:
        notice(main.left_out)
    if not text.text:
        raise RefusedError("it has no words: a page that is drawn by scripts cannot be read.")
    return RawDocument(text.text, text.links, _metadata(told, main, title))


def _stated_body(stated: str, base: str | None, shown: LinkedText) -> LinkedText:
    """The article as JSON-LD holds it where scripts are to draw it: where much less of it is shown."""
    if len(stated) <= _DRAWN * len(shown.text):
        return shown
    if not _MARKUP.search(stated):
        stated = re.sub(r"\s*\n\s*", "<p>", escape(unescape(stated), quote=False))
    body = rendered(stated, base)
    return body if len(body.text) > _DRAWN * len(shown.text) else shown


def _headline(element: Element, titles: list[str], base: str | None) -> LinkedText:
    """The headline's words, without what a logo or a kicker in it says."""
    kickers = next((found for title in titles if (found := kickers_in(element, title))), [])
    return render([element], base, [*kickers, *(one for one in element.elements() if one.tag == "img")])


def _metadata(told: Said, main: Main, title: str | None) -> Metadata:
    return Metadata(
        title=title,
        published=told.published or main.published,
        language=told.language,
        publisher=told.publisher or _site(told.page_title, title),
        byline=told.byline or main.byline,
        url=told.url,
    )


def _title(told: Said, text: str) -> str | None:
    """The title the page gives where it shows none: the page's own only if the text is about it."""
    if told.titles:
        return _without_site(told.titles[0], told.publisher)
    if not told.page_title:
        return None
    shown = set(re.findall(r"\w+", text.casefold()))
    for title in (told.page_title, max(re.split(_PARTING, told.page_title), key=len)):
        words = set(re.findall(r"\w+", title.casefold()))
        if words and len(words & shown) >= _OF_TEXT * len(words):
            return _without_site(title, told.publisher)
    return None


def _without_site(title: str, site: str | None) -> str:
    if not site:
        return title
    name = re.escape(site)
    return re.sub(rf"{_PARTING}{name}$|^{name}{_PARTING}", "", title, flags=re.IGNORECASE)


def _site(page_title: str | None, title: str | None) -> str | None:
    """The site's name where a page's title is the release's and then, or after, something else."""
    if not page_title or not title:
        return None
    # Without a pattern of each title, which takes longer to compile than all else takes with it.
    found = _PARTS.match(page_title, len(title))
    if found and _same_but_case(page_title[: len(title)], title):
        return re.split(_PARTING, page_title[found.end() :])[-1] or None
    start = max(0, len(page_title) - len(title))
    found = _PARTS_AT_END.search(page_title, 0, start)
    if found and _same_but_case(page_title[start:], title):
        return re.split(_PARTING, page_title[: found.start()])[0] or None
    return None


def _same_but_case(one: str, other: str) -> bool:
    return one == other or bool(re.fullmatch(re.escape(other), one, re.IGNORECASE))


def page_text(data: bytes) -> str:
    """A page's text in the encoding it is really in, whatever it declares.

    UTF-8 where the bytes are, or nearly all; else as declared, by the labels of the Encoding Standard, a few
    damaged characters aside; else as detected. Raises RefusedError for bytes that are no text.
    """
    if not _is_marked(data) and data.count(0) <= len(data) // _NULS:
        data = data.replace(b"\0", b"")  # as browsers do (HTML 13.2.5.1)
    codec = _declared(data)
    if codec is None or len(data) > MAX_BYTES or is_utf8(data) or is_mostly_utf8(data):
        return decode(data)
    text = data.decode(codec, "replace")
    if text.count("\ufffd") > _UNREADABLE * sum(character > "\x7f" for character in text):
        return decode(data)
    if codec == "cp1252" and not is_western(text):  # what servers say that were never told
        return decode(data)
    if "\0" in text:
        raise RefusedError("it is a binary file, not text.")
    return text


def _is_marked(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))


def _declared(data: bytes) -> str | None:
    """The Python codec of the encoding a page says it is in; None where a mark tells, or nothing does."""
    start = data[:_PRESCAN]
    if _is_marked(start):
        return None
    found = _CHARSET.search(start)
    return xml_codec(start) or (declared_codec(found[1]) if found else None)
