"""NITF 3.x, the IPTC's News Industry Text Format: a release with its head, alone or within NewsML."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.agency import safe_xml
from store.formats.agency.markup import blocks_of, line_of
from store.formats.block_texts import Block, Head, document
from store.formats.document import Metadata, RawDocument
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


#: How much of each of the first paragraphs is compared with the abstract, in characters.
_LOOKED_AT = 5000


def recognises(data: bytes) -> bool:
    """Whether the root element is NITF's."""
    return safe_xml.root_name(data) == "nitf"


def read(data: bytes) -> RawDocument:
    """The release. Raises RefusedError for what is not NITF, has no text, or was canceled."""
    root = safe_xml.parse(data)
    if root.tag != "nitf":
        raise RefusedError("it is not NITF.")
    check_usable(_attribute(root, "head/docdata", "management-status"))
    head, body = content(root)
    return document(head, body, metadata(root, head))


def content(root: Element) -> tuple[Head, list[Block]]:
    """What stands above the body, and the body, of an element ``nitf``."""
    above = root.find("body/body.head")
    abstract = blocks_of(*root.findall("body/body.head/abstract"))
    text = blocks_of(*root.findall("body/body.content"))
    if len(abstract) == 1 and text and _inner(abstract[0].text) in _inner(_front(text)):
        abstract = []  # the first paragraph says it again
    if not text:
        abstract, text = [], abstract
    end = blocks_of(*root.findall("body/body.end"))
    head = Head(
        headline=first(_line(above, "hedline/hl1"), _line(above, "hedline"), _title(root)),
        subheadlines=tuple(blocks_of(*(above.findall("hedline/hl2") if above is not None else ()))),
        byline=_joined(above, "byline"),
        release_line=_embargo(root),
        abstract=tuple(abstract),
        dateline=_joined(above, "dateline"),
    )
    return head, text + end


def metadata(root: Element, head: Head) -> Metadata:
    """What an element ``nitf`` says of its release."""
    person = _joined(root, "body/body.head/byline/person")
    return Metadata(
        title=head.headline,
        published=first(
            iso_date(_attribute(root, "head/docdata/date.issue", "norm")),
            iso_date(_attribute(root, "head/docdata/date.release", "norm")),
            iso_date(_attribute(root, "body/body.head/dateline/story.date", "norm")),
            iso_date(_attribute(root, "head/pubdata", "date.publication")),
        ),
        language=language_code(first(root.get("lang"), _attribute(root, "body", "lang"))),
        publisher=first(
            _line(root, "body/body.head/distributor"),
            one_line(_attribute(root, "head/pubdata", "name")),
            one_line(_attribute(root, "head/docdata/doc.copyright", "holder")),
        ),
        byline=person or writer(head.byline),
        identifier=_identifier(root),
        version=number(_attribute(root, "head/docdata/du-key", "version")),
    )


def merged(outer: Metadata, inner: Metadata) -> Metadata:
    """What the envelope says, and what only the NITF in it says."""
    silent = (one.name for one in fields(Metadata) if getattr(outer, one.name) is None)
    return replace(outer, **{name: getattr(inner, name) for name in silent})


def _identifier(root: Element) -> str | None:
    name = one_line(_attribute(root, "head/docdata/doc-id", "id-string"))
    agency = one_line(_attribute(root, "head/docdata/doc-id", "regsrc"))
    if name is None:
        return one_line(root.get("uno"))
    return f"{agency}:{name}" if agency and agency not in name else name


def _embargo(root: Element) -> str | None:
    """That it is not to be published yet, and until when."""
    docdata = root.find("head/docdata")
    if docdata is None or docdata.get("management-status") != "embargoed":
        return None
    until = iso_date(_attribute(docdata, "date.release", "norm"))
    return embargo_line(until)


def _title(root: Element) -> str | None:
    title = root.find("head/title")
    return one_line("".join(title.itertext())) if title is not None else None


def _attribute(root: Element, path: str, name: str) -> str | None:
    found = root.find(path)
    return found.get(name) if found is not None else None


def _line(root: Element | None, path: str) -> str | None:
    return line_of(root.find(path)) if root is not None else None


def _joined(root: Element | None, path: str) -> str | None:
    """The words of all elements at a path: there may be two bylines."""
    lines = (line_of(one) for one in (root.findall(path) if root is not None else ()))
    return ", ".join(filter(None, lines)) or None


def _front(blocks: list[Block]) -> str:
    return "".join(block.text[:_LOOKED_AT] for block in blocks[:2])


def _inner(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
