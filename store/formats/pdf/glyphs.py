"""The glyphs of a PDF with their places, by PDFium; run as a process of its own, not imported.

PDFium is a C++ library. It is fuzzed day and night as part of a browser, and yet a file made to that
end may crash it, hold it for ever or fill the memory: here that ends this process alone. It reads the
PDF on its standard input and writes JSON: ``{"refused": reason}``, or ``{"title", "created",
"language", "pages": [{"width", "height", "glyphs", "links", "pictures"}]}``. A glyph is
``[character, left, right, baseline, size, spaced]`` in points from the page's upper left corner as it is
read, `spaced` 1 where a space stands before it; a link ``[left, top, right, bottom, url]``.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections import Counter
from typing import Any

#: What no release has: more pages, more characters.
MAX_PAGES = 300
MAX_GLYPHS = 500_000
_MAX_LINKS = 300  # of one page
_FURTHEST = 50_000  # points from the origin; a page has 14,400 at most (ISO 32000-1 annex C.2)
#: Bytes of address space and seconds of processor time, where the system can hold a process to them.
MAX_MEMORY = 768 * 1024**2
MAX_SECONDS = 20


def main() -> None:
    """Reads standard input, writes standard output."""
    _limit()
    try:
        said = _read(sys.stdin.buffer.read())
    except _RefusedError as error:
        said = {"refused": str(error)}
    json.dump(said, sys.stdout, separators=(",", ":"))


class _RefusedError(Exception):
    """The file cannot be read; the reason is for its reader."""


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise _RefusedError("it is encrypted: it opens with a password only.") from error
        raise _RefusedError("it is damaged, or no PDF.") from error
    if len(pdf) > MAX_PAGES:
        raise _RefusedError(f"it has {len(pdf)} pages; no release has more than {MAX_PAGES}.")
    said = pdf.get_metadata_dict()
    pages: list[dict[str, Any]] = []
    left = MAX_GLYPHS
    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except pypdfium2.PdfiumError:  # a page that is damaged; the others may be read
            continue
        pages.append(_page(pdf, page, raw, left))
        left -= len(pages[-1]["glyphs"])
        page.close()
    return {
        "title": said.get("Title", ""),
        "created": said.get("CreationDate", ""),
        "language": _language(pdf, raw),
        "pages": pages,
    }


def _language(pdf: Any, raw: Any) -> str:
    buffer = (ctypes.c_ushort * 32)()
    length = raw.FPDFCatalog_GetLanguage(pdf, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= 64 else ""


def _page(pdf: Any, page: Any, raw: Any, left: int) -> dict[str, Any]:
    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    if count > left:
        raise _RefusedError("it has more characters than any release.")
    found = _glyphs(text, count, raw)
    turn = Counter(one[-1] for one in found).most_common(1)[0][0] if found else 0
    upright = _Turn(turn, page.get_bbox())
    glyphs = [
        [one[0], *upright.box(*one[1:5])[::2], upright.box(*one[5:7] * 2)[1], round(one[7], 1), one[8]]
        for one in found
        if one[-1] == turn
    ]
    pictures = 0 if found else sum(1 for _ in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    links = [[*upright.box(*box), url] for *box, url in _links(pdf, page, raw)]
    text.close()
    return {
        "width": upright.width,
        "height": upright.height,
        "glyphs": glyphs,
        "links": links,
        "pictures": pictures,
    }


def _glyphs(text: Any, count: int, raw: Any) -> list[tuple[Any, ...]]:
    """Each glyph: character, box and origin with y upwards, size, spaced, quarter turns it is set at."""
    found: list[tuple[Any, ...]] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced, high = False, 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0x20, 0xA0, 0x3000, 0x9, 0xA, 0xD):
            spaced = True
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code == 0 or not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        if not raw.FPDFText_GetMatrix(text, index, matrix):
            continue
        angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = round(angle)
        if abs(angle - turn) > 0.1:  # a stamp across the page
            continue
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        if not 1 <= size <= 500:
            size = abs(box.right - box.left) if turn % 2 else abs(box.top - box.bottom)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        places = box.left, box.bottom, box.right, box.top, x.value, y.value, size
        if all(abs(place) < _FURTHEST for place in places):  # not so where one is no number
            found.append((chr(code), *places, int(spaced), turn % 4))
        spaced = False
    return found


class _Turn:
    """Turns boxes so that the page's text stands upright, y downwards, its corner at the origin."""

    def __init__(self, turn: int, page: tuple[float, float, float, float]) -> None:
        self._cos, self._sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
        self._left = self._top = 0.0
        self._left, self._top, right, bottom = self.box(*page)
        self.width, self.height = right - self._left, bottom - self._top

    def box(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """Left, top, right, bottom, to a tenth of a point."""
        xs = (left * self._cos + bottom * self._sin, right * self._cos + top * self._sin)
        ys = (left * self._sin - bottom * self._cos, right * self._sin - top * self._cos)
        return [
            round(min(xs) - self._left, 1),
            round(min(ys) - self._top, 1),
            round(max(xs) - self._left, 1),
            round(max(ys) - self._top, 1),
        ]


def _links(pdf: Any, page: Any, raw: Any) -> list[tuple[Any, ...]]:
    """The page's links to the web: box with y upwards, and URL."""
    found: list[tuple[Any, ...]] = []
    position, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(found) < _MAX_LINKS and raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or not raw.FPDFLink_GetAnnotRect(link, box):
            continue
        buffer = ctypes.create_string_buffer(2048)
        length = raw.FPDFAction_GetURIPath(pdf, action, buffer, 2048)
        if 1 < length <= 2048:
            url = buffer.raw[: length - 1].decode("utf-8", "replace")
            places = box.left, box.bottom, box.right, box.top
            if all(abs(place) < _FURTHEST for place in places):
                found.append((*places, url))
    return found


if __name__ == "__main__":
    main()
