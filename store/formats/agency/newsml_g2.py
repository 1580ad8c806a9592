"""NewsML-G2, the IPTC's news items (2.x): one, or many in a news message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.agency import safe_xml
from store.formats.agency.embedded import Body, body_of, body_of_text, unpacked
from store.formats.agency.markup import line_of
from store.formats.agency.nitf import merged
from store.formats.block_texts import Block, Head, document
from store.formats.document import Documents, Metadata, RawDocument, RefusedPart
from store.formats.stated import (
    check_usable,
    embargo_line,
    first,
    iso_date,
    language_code,
    number,
    one_line,
    writer,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Items that carry no text, and what each is.
_WITHOUT_TEXT = {
    "packageItem": "a package, which lists items that lie elsewhere",
    "conceptItem": "a concept, an entry of a vocabulary",
    "knowledgeItem": "a vocabulary",
    "planningItem": "a plan of coverage to come",
    "catalogItem": "a catalogue of vocabularies",
}


#: Elements that stand within an item alone: what begins with one was cut out of it.
_FRAGMENTS = {"itemSet", "itemMeta", "contentMeta", "contentSet", "inlineXML", "inlineData"}


def recognises(data: bytes) -> bool:
    """Whether the root element is one of NewsML-G2's, or one of those within an item."""
    return safe_xml.root_name(data) in {"newsItem", "newsMessage", *_WITHOUT_TEXT, *_FRAGMENTS}


def read(data: bytes) -> Documents:
    """The releases, one for each news item; other items of a message are passed over.

    Raises RefusedError for what is not NewsML-G2, or holds no news item.
    """
    if (name := safe_xml.root_name(data)) in _FRAGMENTS:  # it may be several, which are no XML
        raise RefusedError(
            f"it is a fragment of NewsML-G2, a {name} without the newsItem around it; add the whole file."
        )
    root = safe_xml.parse(data)
    if root.tag in _WITHOUT_TEXT:
        raise RefusedError(f"it is {_WITHOUT_TEXT[root.tag]}.")
    items = [root] if root.tag == "newsItem" else root.findall("itemSet/newsItem")
    if not items:
        raise RefusedError("it holds no news item.")
    for position, item in enumerate(items, 1):
        part = "" if item is root else one_line(item.get("guid")) or f"item {position}"
        try:
            yield _release(root, item, part)
        except RefusedError as error:
            yield RefusedPart(part, error.message)


def _release(root: Element, item: Element, part: str) -> RawDocument:
    check_usable(_code(item, "itemMeta/pubStatus"))
    body = _body(item)
    head = _head(item, body)
    said = merged(_metadata(root, item), body.metadata)
    said = replace(said, title=head.headline, byline=said.byline or writer(head.byline))
    return document(head, body.blocks or _description(item, head), said, part)


def _body(item: Element) -> Body:
    """The first of the content's forms that can be read: all forms say the same."""
    for content in item.findall("contentSet/*"):
        if content.tag == "inlineXML":
            body = body_of(content)
        elif content.tag == "inlineData":
            body = body_of_text(_data(content))
        else:
            continue
        if body.blocks:
            return body
    return Body([])


def _data(content: Element) -> str:
    """The text of an ``inlineData``; none where it is no text."""
    kind, text = content.get("contenttype", "text/plain"), content.text or ""
    if not kind.startswith(("text/", "application/xhtml", "application/nitf", "application/xml")):
        return ""
    return unpacked(text) if content.get("encoding", "").endswith("base64") else text


def _head(item: Element, body: Body) -> Head:
    headlines = item.findall("contentMeta/headline")
    below = [one for one in headlines if "sub" in (one.get("role") or "").lower()]
    above = next((line for one in headlines if one not in below and (line := line_of(one))), None)
    embargoed = item.find("itemMeta/embargoed")
    return replace(
        body.head,
        headline=first(body.head.headline, above),
        subheadlines=body.head.subheadlines or tuple(Block(line) for one in below if (line := line_of(one))),
        byline=first(body.head.byline, _text(item, "contentMeta/by")),
        release_line=body.head.release_line if embargoed is None else embargo_line(iso_date(embargoed.text)),
        dateline=first(body.head.dateline, _text(item, "contentMeta/dateline")),
    )


def _description(item: Element, head: Head) -> list[Block]:
    """What an item without text is said to be: a picture's caption."""
    descriptions = item.findall("contentMeta/description")
    captions = [one for one in descriptions if (one.get("role") or "").endswith("caption")] or descriptions
    words = _text_of(captions)
    credit = _text(item, "contentMeta/creditline")
    if not words:
        return []
    kind = _code(item, "itemMeta/itemClass")
    if kind not in ("picture", "graphic", "video"):
        return [Block(words)]
    if credit and credit not in words:
        words += f" ({credit})"
    return [Block(f"[{'Video' if kind == 'video' else 'Image'}: {words}]")]


def _text_of(elements: list[Element]) -> str | None:
    return next((words for one in elements if (words := line_of(one))), None)


def _metadata(root: Element, item: Element) -> Metadata:
    meta, content = "itemMeta", "contentMeta"
    language = item.find(f"{content}/language")
    return Metadata(
        published=first(
            iso_date(_text(item, f"{meta}/firstCreated")),
            iso_date(_text(item, f"{meta}/versionCreated")),
            iso_date(_text(item, f"{content}/contentCreated")),
            iso_date(_text(root, "header/sent")),
        ),
        language=first(
            language_code(language.get("tag")) if language is not None else None,
            language_code(item.get("lang")),
        ),
        publisher=first(
            _text(item, f"{meta}/provider/name"),
            _text(item, "rightsInfo/copyrightHolder/name"),
            _text(item, f"{content}/infoSource/name"),
            _literal(item, f"{meta}/provider"),
            _literal(item, "rightsInfo/copyrightHolder"),
        ),
        byline=", ".join(filter(None, (_text(one, "name") for one in item.findall(f"{content}/creator"))))
        or None,
        url=_url(item),
        identifier=one_line(item.get("guid")),
        version=number(item.get("version")),
    )


def _url(item: Element) -> str | None:
    """Where a web page of it is: the address of a rendition that is HTML."""
    for remote in item.findall("contentSet/remoteContent"):
        address = (remote.get("href") or "").strip()
        if remote.get("contenttype", "").startswith("text/html") and address.startswith(
            ("http://", "https://")
        ):
            return address
    return None


def _text(root: Element, path: str) -> str | None:
    return line_of(root.find(path))


def _code(root: Element, path: str) -> str:
    """The code of a term, without the alias of its scheme: its QCode's or its URI's end."""
    found = root.find(path)
    if found is None:
        return ""
    return (found.get("qcode") or found.get("uri") or "").rpartition(":")[2].rpartition("/")[2]


def _literal(root: Element, path: str) -> str | None:
    """A party without a name by its literal, or by its code in the IPTC's list of providers."""
    found = root.find(path)
    if found is None:
        return None
    scheme, _, code = (found.get("qcode") or "").partition(":")
    return first(one_line(found.get("literal")), one_line(code) if scheme == "nprov" else None)
