"""EPUB 2 and 3: a publication's chapters in the order they are read, as one release."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from store.errors import RefusedError
from store.formats.agency import parse as parse_xml
from store.formats.archives import zips
from store.formats.document import MAX_BYTES, Metadata, RawDocument, check_size
from store.formats.html import page_text, rendered
from store.formats.linked import LinkedText, joined, printed_title
from store.formats.stated import iso_date, language_code, one_line

_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_DAMAGED = "it is damaged, or no EPUB."


def recognises(data: bytes) -> bool:
    """Whether the bytes are a zip file that says it is an EPUB."""
    return zips.is_zip(data) and zips.kind_of(data) == "epub"


def read(data: bytes) -> RawDocument:
    """All chapters, with their links. Raises RefusedError for what is damaged, locked or has no words."""
    check_size(len(data))
    if not zips.is_zip(data):
        raise RefusedError("it is no EPUB.")
    with zips.opened(data) as container:
        found = parse_xml(_part(container, "META-INF/container.xml")).find("rootfiles/rootfile")
        path = found.get("full-path", "") if found is not None else ""
        package = parse_xml(_part(container, path))
        locked = _locked(container)
        chapters = list(_chapters(container, package, posixpath.dirname(path), locked))
    text = joined([one for one in chapters if one.text])
    if not text.text:
        raise RefusedError("it has no text.")
    return RawDocument(text.text, text.links, _metadata(package, text.text))


def _part(container: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = container.getinfo(name)
    except KeyError as error:
        raise RefusedError(_DAMAGED) from error
    return zips.member(container, info, MAX_BYTES)


def _locked(container: zipfile.ZipFile) -> set[str]:
    """The parts that only a reader with a key can read."""
    if "META-INF/encryption.xml" not in container.namelist():
        return set()
    root = parse_xml(_part(container, "META-INF/encryption.xml"))
    return {unquote(one.get("URI", "")) for one in root.iter("CipherReference")}


def _chapters(
    container: zipfile.ZipFile, package: Element, folder: str, locked: set[str]
) -> Iterator[LinkedText]:
    items = {one.get("id"): one for one in package.iterfind("manifest/item")}
    left = MAX_BYTES
    named = {one.get("idref"): one for one in package.iterfind("spine/itemref")}  # each once
    for idref, reference in named.items():
        item = items.get(idref)
        if item is None or reference.get("linear") == "no" or item.get("media-type") not in _PAGES:
            continue
        if "nav" in item.get("properties", "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if name in locked:
            raise RefusedError("it is locked to the program it was bought for (DRM).")
        page = _part(container, name)
        left -= len(page)
        if left < 0:
            raise RefusedError("it is larger than any release.")
        if page.strip():
            yield rendered(page_text(page))


def _metadata(package: Element, text: str) -> Metadata:
    def said(name: str) -> str | None:
        return one_line(package.findtext(f"metadata/{name}"))

    return Metadata(
        title=printed_title(text, said("title") or ""),
        published=iso_date(said("date")),
        language=language_code(said("language")),
        publisher=said("publisher"),
        byline=said("creator"),
        identifier=said("identifier"),
    )
