"""Why nothing can be read of a PDF, in words that say what to do."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from store.patterns import lazy_pattern

#: What stands for a letter whose font does not say which it is.
_UNKNOWN = lazy_pattern("[\ufffd\ue000-\uf8ff\0-\x1f]")
#: PDFium's errors (``fpdfview.h``) that are no damage.
_PASSWORD, _SECURITY = 4, 5
#: A page of so many drawn shapes and no letters may be one whose letters were made into shapes.
_SHAPES = 20
_STREAM = lazy_pattern(
    rb"/Filter\s*\[?\s*/FlateDecode\s*(?:\]|/(?!\w+Decode)|>>)[^>]{0,300}?>*\s*stream\r?\n"
)
#: How many of the file's packed parts are tried, and how many bytes of each.
_TRIED, _TRIED_BYTES = 200, 1 << 20
_BROTLI = b"/BrotliDecode"
_OCR = "have its text recognised (OCR) first."
_PACKED_BY_BROTLI = (
    "it is packed by Brotli, which few programs can read: print or export it anew as an ordinary PDF."
)
_DAMAGED = "it is damaged: "


def why_closed(data: bytes, error: int) -> str:
    """Why a file does not open, by the number of PDFium's error."""
    if error == _PASSWORD:
        return "it is encrypted: it opens with a password only."
    if error == _SECURITY:
        return "it is encrypted in a way that cannot be read: save it without protection."
    if _BROTLI in data:
        return _PACKED_BY_BROTLI
    if b"%%EOF" not in data[-2048:]:
        return _DAMAGED + "its end is missing; fetch it again."
    return _DAMAGED + "it cannot be opened; fetch it again."


def why_empty(data: bytes, said: dict[str, Any]) -> str:
    """Why there is no text to read, by what `glyphs_of` says of a file; empty where there is some."""
    pages: Sequence[dict[str, Any]] = [*said["pages"], *said["labels"]]
    glyphs = "".join([glyph[0] for page in pages for glyph in page["glyphs"]])
    if glyphs:
        unknown = len(_UNKNOWN.findall(glyphs))
        return f"its fonts do not say which letters they hold: {_OCR}" if unknown * 2 > len(glyphs) else ""
    if _BROTLI in data:
        return _PACKED_BY_BROTLI
    if not said["pages"] or said["broken"]:
        return _DAMAGED + "none of its pages can be read; fetch it again."
    if any(page["pictures"] for page in pages):
        return f"it is a scan without text: {_OCR}"
    if any(page["shapes"] >= _SHAPES for page in pages):
        return f"it has no text: its letters are drawn as shapes; {_OCR}"
    if _is_broken_within(data):
        return _DAMAGED + "what is on its pages cannot be unpacked; fetch it again."
    return "it has no text: its pages are empty."


def _is_broken_within(data: bytes) -> bool:
    """Whether one of the file's packed parts cannot be unpacked; of an encrypted file that is not told."""
    if b"/Encrypt" in data:
        return False
    for number, found in enumerate(_STREAM.finditer(data)):
        if number == _TRIED:
            break
        try:
            zlib.decompressobj().decompress(data[found.end() : found.end() + _TRIED_BYTES], _TRIED_BYTES)
        except zlib.error:
            return True
    return False
