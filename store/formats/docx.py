"""Word's .docx (ECMA-376): the words a reader sees, with links, lists, tables, notes and text boxes.

mammoth reads the document: of the four libraries tried, it alone shows insertions and leaves out what was
deleted or moved, follows links written as fields, and reads a text box once. Heads and feet are left out.
"""

from __future__ import annotations

import io
import re
import zipfile

from store.errors import RefusedError
from store.formats.archives import zips
from store.formats.document import MAX_BYTES, Metadata, RawDocument, check_size
from store.formats.guard import refusing
from store.formats.html import rendered
from store.formats.linked import printed_title
from store.formats.stated import language_code
from store.formats.word_parts import mended
from store.patterns import lazy_pattern

#: Bytes and elements of the largest part that is read: its tree takes a hundred times the memory.
_MAX_PART = 12 * 1024 * 1024
_MAX_ELEMENTS = 400_000
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
_BACK = lazy_pattern(r' ?<a href="#(?:foot|end)note-ref-[\w-]+">↑</a>')
#: Document types bring entities, which no .docx has and which can grow a billionfold; in UTF-16 too.
_DOCTYPE = lazy_pattern(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_TITLE = lazy_pattern(rb"<dc:title>([^<]{1,500})</dc:title>")
_LANGUAGE = lazy_pattern(rb"<dc:language>([^<]{1,40})</dc:language>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def recognises(data: bytes) -> bool:
    """Whether the bytes are a zip file with a Word document in it."""
    return zips.is_zip(data) and zips.kind_of(data) == "docx"


def read(data: bytes) -> RawDocument:
    """The text with its links. Raises RefusedError for what is damaged, encrypted or made to harm."""
    check_size(len(data))
    properties = _checked(data)
    body = rendered(_html(mended(data)))
    if not body.text:
        raise RefusedError("it has no text.")
    language = _LANGUAGE.search(properties)
    metadata = Metadata(
        title=printed_title(body.text, _title(properties)),
        language=language_code(language[1].decode("utf-8", "replace")) if language else None,
    )
    return RawDocument(body.text, body.links, metadata)


def _checked(data: bytes) -> bytes:
    """The core properties, once every part has been looked at. Raises RefusedError where one may do harm."""
    if not zips.is_zip(data):
        raise RefusedError("it is no .docx file.")
    properties = b""
    with zips.opened(data) as container:
        if sum(info.file_size for info in container.infolist()) > 10 * MAX_BYTES:
            raise RefusedError("it unpacks to more than any document; it may be made to harm.")
        for info in container.infolist():
            if info.filename.lower().endswith((".xml", ".rels")):
                part = _part(container, info)
                if info.filename == "docProps/core.xml":
                    properties = part
    return properties


def _part(container: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    part = zips.member(container, info, _MAX_PART)
    if part.count(b"<") > _MAX_ELEMENTS:
        raise RefusedError("it has more elements than any release.")
    if _DOCTYPE.search(part):
        raise RefusedError("its XML declares entities, which no Word document does; it may be made to harm.")
    return part


def _html(data: bytes) -> str:
    """The document as mammoth turns it into HTML, images by their descriptions."""
    import mammoth  # type: ignore[import-untyped]  # slow to import: only where it is needed

    with refusing("it is damaged, or no Word document."):
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda _image: {}),
        )
    return _BACK.sub("", made.value)


def _title(properties: bytes) -> str:
    match = _TITLE.search(properties)
    title = match[1].decode("utf-8", "replace") if match else ""
    for entity, char in _ENTITIES:
        title = title.replace(entity, char)
    return title
