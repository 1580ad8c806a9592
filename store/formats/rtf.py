"""RTF (1.9.1 and those before it): its words, as striprtf reads them, without pictures, heads and feet."""

from __future__ import annotations

import codecs
import re

from store.errors import RefusedError
from store.formats.document import Metadata, RawDocument, check_size, clean
from store.formats.guard import refusing
from store.formats.linked import printed_title
from store.patterns import lazy_pattern

#: Bytes above which it is not read once the bytes of its pictures are gone: each takes a microsecond.
_MAX_BYTES = 4 * 2**20
_MAX_FONTS = 100_000  # characters of its table of fonts, which is searched in the square of its length
_PICTURE = lazy_pattern(rb"[0-9a-fA-F\s]{200,}")
_CODE_PAGE = lazy_pattern(rb"\\ansicpg(\d{2,5})")
#: What a reader of it does not see: text marked as hidden or deleted, up to the end of its group.
_HIDDEN = lazy_pattern(r"(\{[^{}]*\\(?:v|deleted)(?![a-z0-9-]))[^{}]*\}")
_PARAGRAPH_END = lazy_pattern(r"(\\par)(?![a-z])")
_ROW = lazy_pattern(r"(?m)^.*\|$")
_TITLE = lazy_pattern(r"\{\\title ([^{}]{1,500})\}")


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as RTF does."""
    return data.startswith(b"{\\rtf")


def read(data: bytes) -> RawDocument:
    """The text, a blank line between paragraphs. Raises RefusedError for what is no RTF, or has no words."""
    check_size(len(data))
    if not recognises(data):
        raise RefusedError("it is no RTF.")
    data = _PICTURE.sub(b" ", data)
    check_size(len(data), _MAX_BYTES)
    source = data.decode(_codec(data), "replace")
    text = _plain(source)
    if not text:
        raise RefusedError("it has no text.")
    title = _TITLE.search(source)
    return RawDocument(
        text, metadata=Metadata(title=printed_title(text, _plain(title[1])) if title else None)
    )


def _codec(data: bytes) -> str:
    """The encoding of bytes that are not escaped, where there are any."""
    page = _CODE_PAGE.search(data)
    try:
        return codecs.lookup(f"cp{page[1].decode()}").name if page else "cp1252"
    except LookupError:
        return "cp1252"


def _plain(source: str) -> str:
    from striprtf.striprtf import font_table_group, rtf_to_text

    fonts = font_table_group(source)  # type: ignore[no-untyped-call]
    if len(fonts) > _MAX_FONTS:
        raise RefusedError("its table of fonts is larger than any release's.")
    source = _HIDDEN.sub(
        r"\1}", source.replace("\\fldinst{", "\\fldinst {")
    )  # a link's words, not its address
    with refusing("it is damaged, or no RTF."):
        text = str(rtf_to_text(_PARAGRAPH_END.sub(r"\1\1", source), errors="replace"))  # type: ignore[no-untyped-call]
    text = _ROW.sub(lambda row: " | ".join(cell.strip() for cell in row[0][:-1].split("|")), clean(text))
    lines = (line.strip() for line in text.split("\n"))
    return clean(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
