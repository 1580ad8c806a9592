"""The glyphs of a PDF with their places, by PDFium: for a process of its own (`store.aside`).

PDFium is a C++ library. It is fuzzed day and night as part of a browser, and yet a file made to that
end may crash it, hold it for ever or fill the memory: there that ends the other process alone.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from operator import itemgetter
from typing import Any

from store.errors import RefusedError
from store.formats.pdf.refusals import why_closed
from store.formats.pdf.tex_letters import letters_of, set_by_tex

#: What no release has: more pages, more characters.
MAX_PAGES = 300
MAX_GLYPHS = 500_000
_MAX_LINKS = 300  # of one page
_FURTHEST = 50_000  # points from the origin; a page has 14,400 at most (ISO 32000-1 annex C.2)
_DEEP = 15  # drawings within drawings that are looked into, as many as PDFium does
_BLANKS = frozenset((0x20, 0xA0, 0x3000, 0x9, 0xA, 0xD))


def glyphs_of(data: bytes) -> dict[str, Any]:
    """``{"title", "created", "language", "pages": [...], "labels": [...], "broken": number of pages}``.

    A page is ``{"width", "height", "glyphs", "links", "pictures", "shapes"}``; a label is what is set on a
    page at a quarter turn to its text, in the form of a page.

    A glyph is ``(characters, left, right, baseline, size, spaced)`` in points from the page's upper left
    corner as it is read, `spaced` where a space stands before it; it has several characters where it is a
    ligature. A link is ``[left, top, right, bottom, url]``.

    Raises RefusedError where the file cannot be read.
    """
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RefusedError(why_closed(data, raw.FPDF_GetLastError())) from error
    with closing(pdf):  # the process goes on to another file
        if len(pdf) > MAX_PAGES:
            raise RefusedError(f"it has {len(pdf)} pages; no release has more than {MAX_PAGES}.")
        said = pdf.get_metadata_dict()
        tex = set_by_tex(said.get("Creator", ""), said.get("Producer", ""))
        pages: list[dict[str, Any]] = []
        labels: list[dict[str, Any]] = []
        left = MAX_GLYPHS
        broken = 0
        for index in range(len(pdf)):
            try:
                page = pdf[index]
            except pypdfium2.PdfiumError:  # a page that is damaged; the others may be read
                broken += 1
                continue
            first, *others = _page(pdf, page, raw, left, tex)
            pages.append(first)
            labels += others
            left -= sum(len(one["glyphs"]) for one in (first, *others))
            page.close()
        return {
            "title": said.get("Title", ""),
            "created": said.get("CreationDate", ""),
            "language": _language(pdf, raw),
            "pages": pages,
            "labels": labels,
            "broken": broken,
        }


def _language(pdf: Any, raw: Any) -> str:
    buffer = (ctypes.c_ushort * 32)()
    length = raw.FPDFCatalog_GetLanguage(pdf, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= 64 else ""


def _page(pdf: Any, page: Any, raw: Any, left: int, tex: bool) -> list[dict[str, Any]]:
    """The page as most of it is set, and what of it is set at each other quarter turn."""
    text = page.get_textpage()
    count = raw.FPDFText_CountChars(text)
    if count > left:
        raise RefusedError("it has more characters than any release.")
    found = _glyphs(text, count, raw, _own_letters(text, count, raw) if tex else {})
    drawn = Counter() if found else Counter(one.type for one in page.get_objects(max_depth=_DEEP))
    turns = [turn for turn, _ in Counter(map(itemgetter(-1), found)).most_common()] or [0]
    links = list(_links(pdf, page, raw))
    text.close()
    made = []
    for turn in turns:
        upright = _Turn(turn, page.get_bbox())
        made.append(
            {
                "width": upright.width,
                "height": upright.height,
                "glyphs": upright.glyphs(one for one in found if one[-1] == turn),
                "links": [[*upright.box(*box), url] for *box, url in links],
                "pictures": drawn[raw.FPDF_PAGEOBJ_IMAGE],
                "shapes": drawn[raw.FPDF_PAGEOBJ_PATH] + drawn[raw.FPDF_PAGEOBJ_SHADING],
            }
        )
    return made


def _own_letters(text: Any, count: int, raw: Any) -> dict[int, str]:
    """What the letters are whose font says no more than their places in it, in a document set by TeX."""
    places = {
        raw.FPDFText_GetUnicode(text, index)
        for index in range(count)
        if raw.FPDFText_HasUnicodeMapError(text, index) == 1
    }
    return {place: letter for place, letter in letters_of(places).items() if place in places}


def _glyphs(text: Any, count: int, raw: Any, own: dict[int, str]) -> list[tuple[Any, ...]]:
    """Each glyph: characters, box and origin with y upwards, size, spaced, quarter turns it is set at.

    A page has thousands: what is done for each is done with as few calls as can be.
    """
    found: list[tuple[Any, ...]] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    to_box, to_matrix, to_x, to_y = map(ctypes.byref, (box, matrix, x, y))
    sides, factors = (memoryview(one).cast("B").cast("f") for one in (box, matrix))
    page = ctypes.cast(text.raw, ctypes.c_void_p)
    unicode_of, size_of = _quick(raw.FPDFText_GetUnicode), _quick(raw.FPDFText_GetFontSize)
    box_of, matrix_of = _quick(raw.FPDFText_GetLooseCharBox), _quick(raw.FPDFText_GetMatrix)
    origin_of, object_of = (
        _quick(raw.FPDFText_GetCharOrigin),
        _quick(raw.FPDFText_GetTextObject, ctypes.c_void_p),
    )
    far, near = _FURTHEST, -_FURTHEST
    spaced, high = False, 0
    turn: int | None = 0
    given = at = base = under = over = math.nan
    level = False
    shown_by: int | None = None
    before_left = before_right = math.nan
    mapped = _quick(raw.FPDFText_HasUnicodeMapError)
    for index in range(count):
        code = unicode_of(page, index)
        letter = own[code] if own and code in own and mapped(page, index) == 1 else ""
        if code in _BLANKS and not letter:
            spaced = True
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code == 0 or not box_of(page, index, to_box):
            continue
        # What one operator of the page shows has one matrix and one size; what PDFium adds has no operator.
        shows = object_of(page, index)
        if shows is None or shows != shown_by:
            shown_by = shows
            if not matrix_of(page, index, to_matrix):
                shown_by = None
                continue
            a, b, c, d, _, _ = factors.tolist()
            turn, given = _turned(a, b), size_of(page, index) * math.hypot(c, d)
            level, under, before_left = turn == 0 == b, math.nan, math.nan
        if turn is None:  # a stamp across the page
            continue
        left, top, right, bottom = sides.tolist()
        if (
            left == before_left and right == before_right and top == over and bottom == under
            and not spaced and _of_a_ligature(found[-1][0][-1], code)
        ):  # fmt: skip
            found[-1] = (found[-1][0] + (letter or chr(code)), *found[-1][1:])
            continue
        size = given
        if not 1 <= size <= 500:
            size = abs(right - left) if turn % 2 else abs(top - bottom)
        if not level or bottom != under or top != over:  # else on the baseline of the glyph before
            origin_of(page, index, to_x, to_y)
            at, base, under, over = x.value, y.value, bottom, top
        if (
            near < left < far and near < bottom < far and near < right < far and near < top < far
            and near < at < far and near < base < far and near < size < far
        ):  # not so where one is no number  # fmt: skip
            before_left, before_right = left, right
            chars = letter or chr(code)
            found.append((chars, left, bottom, right, top, at, base, size, int(spaced), turn % 4))
        spaced = False
    return found


def _of_a_ligature(before: str, code: int) -> bool:
    """Whether a letter that fills the box of the one before is another of the same ligature.

    An accent is none, though Unicode has some among the letters. Where letters are read from the right, which
    of them comes first is told later, by those around them.
    """
    if not before.isalpha() or "\u02b0" <= before <= "\u02ff":
        return False
    return not (0x590 <= code < 0x900 or 0xFB1D <= code <= 0xFEFF or 0x10800 <= code < 0x11000)


def _quick(function: Any, gives: Any = None) -> Any:
    """The function without a check of what it is given, which takes twice as long as the function."""
    return ctypes.CFUNCTYPE(gives or function.restype)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _turned(cosine: float, sine: float) -> int | None:
    """The quarter turns of a letter; None where it lies between two."""
    angle = math.atan2(sine, cosine) / (math.pi / 2)
    turn = round(angle)
    return turn if abs(angle - turn) <= 0.1 else None


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

    def glyphs(self, found: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """What `_glyphs` found as `glyphs_of` gives it: the same sums as `box`, without its calls."""
        cos, sin, page_left, page_top = self._cos, self._sin, self._left, self._top
        glyphs: list[tuple[Any, ...]] = []
        last_base, baseline, last_size, points = math.nan, 0.0, math.nan, 0.0
        if cos == 1:  # as nearly every page: the same sums without what comes to nothing
            for char, left, _, right, _, _, y, size, spaced, _ in found:
                if right < left:
                    left, right = right, left
                if y != last_base:
                    last_base, baseline = y, round(-y - page_top, 1)
                if size != last_size:
                    last_size, points = size, round(size, 1)
                glyphs.append(
                    (char, round(left - page_left, 1), round(right - page_left, 1), baseline, points, spaced)
                )
            return glyphs
        for char, left, bottom, right, top, x, y, size, spaced, _ in found:
            first, last = left * cos + bottom * sin, right * cos + top * sin
            if last < first:
                first, last = last, first
            base = x * sin - y * cos
            if base != last_base:  # most glyphs stand on the line of the one before, in its size
                last_base, baseline = base, round(base - page_top, 1)
            if size != last_size:
                last_size, points = size, round(size, 1)
            glyphs.append(
                (char, round(first - page_left, 1), round(last - page_left, 1), baseline, points, spaced)
            )
        return glyphs


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
