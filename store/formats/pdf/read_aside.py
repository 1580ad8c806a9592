"""What a PDF says, with its text in the order it is read: all that is done with a file as it comes.

For a process of its own, as `glyphs` says; what comes from it is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from store.errors import RefusedError
from store.formats.pdf.glyphs import glyphs_of
from store.formats.pdf.joined_lines import text_of
from store.formats.pdf.lines import lines_of
from store.formats.pdf.reading_order import blocks_of

#: What stands for a letter whose font does not say which it is.
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\0-\x1f]")


def words_of(data: bytes) -> Iterator[dict[str, Any]]:
    """One ``{"title", "created", "language", "text", "links": [[start, end, url]]}``.

    Raises RefusedError where the file cannot be read or has no text.
    """
    said = glyphs_of(data)
    pages = said.pop("pages")
    _check(pages)
    body = text_of(blocks_of([(page["height"], lines_of(page)) for page in pages]))
    if not body.text:
        raise RefusedError("it has no text.")
    yield {**said, "text": body.text, "links": body.links}


def _check(pages: Sequence[dict[str, Any]]) -> None:
    """Raises RefusedError where there is no text to read."""
    glyphs = "".join([glyph[0] for page in pages for glyph in page["glyphs"]])
    if not glyphs and any(page["pictures"] for page in pages):
        raise RefusedError("it is a scan without text: have its text recognised (OCR) first.")
    if not glyphs:
        raise RefusedError("it has no text.")
    unknown = len(_UNKNOWN.findall(glyphs))
    if unknown * 2 > len(glyphs):
        raise RefusedError(
            "its fonts do not say which letters they hold: have its text recognised (OCR) first."
        )
