"""The lines of a PDF's page, out of its glyphs: words in the order they are read, in any direction."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from store.formats.pdf.accents import with_accents
from store.models import Link
from store.patterns import lazy_pattern

#: Parts of the type size: how far a baseline may shift within a line (a raised figure), how wide a gap
#: between words is at most before they lie apart, how wide one within a word.
_SHIFT, _GAP, _WORD = 0.45, 0.7, 0.18
#: How wide a gap is at least where the file says that there is a space, and how far a line may step back.
_THIN, _BACK = 0.08, 0.5
#: How far what is set over itself is shifted at most, in parts of its size.
_OVER = 0.3
#: How far a letter set over itself is shifted at most, in parts of its width.
_BOLD = 0.7
#: Characters whose kinds are remembered: a document has some hundreds, in Chinese a few thousand.
_CHARACTERS = 4096
_BRACKETS = ("()", "[]", "{}", "«»")
_BRACKET = lazy_pattern(r"[()\[\]{}«»]")
#: Glyphs of symbol fonts (Private Use Area) that stand before list items.
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0e0\u2022\u25cf", "•"))
#: PDFium's own characters for a hyphen at the end of a line.
_HYPHENS = str.maketrans({"\x02": "\u00ad", "\ufffe": "\u00ad"})


@dataclass(slots=True)
class Line:
    """Words on one baseline, in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    links: tuple[Link, ...] = ()
    """In code points of `text`."""
    cells: bool = False
    """Whether it is a row of a table: cells parted by `` | ``."""
    gaps: tuple[float, ...] = ()
    """How wide the spaces between its words are, where it is read from left to right."""

    @property
    def rightwards(self) -> bool:
        """Whether it is read from left to right."""
        return not _is_rtl(self.text)


@dataclass(slots=True)
class _Glyph:
    index: int
    char: str
    left: float
    right: float
    baseline: float
    size: float
    spaced: bool


def lines_of(page: dict[str, Any]) -> list[Line]:
    """A page's lines in the order they were set, from what `store.formats.pdf.glyphs` says of it."""
    glyphs = [
        _Glyph(index, plain, left, right, baseline, size, bool(spaced))
        for index, (char, left, right, baseline, size, spaced) in enumerate(with_accents(page["glyphs"]))
        if (plain := _plain(char))
    ]
    return list(_once([_line(run, page["links"]) for row in _rows(glyphs) for run in _runs(row)]))


def _once(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without those set over themselves, as some programs do for bold letters and for shadows."""
    seen: dict[str, list[Line]] = {}
    for line in lines:
        same = seen.setdefault(line.text, [])
        near = _OVER * line.size
        if not any(
            abs(one.left - line.left) <= near and abs(one.baseline - line.baseline) <= near for one in same
        ):
            same.append(line)
            yield line


@lru_cache(_CHARACTERS)
def _plain(char: str) -> str:
    """The letters a glyph stands for: no ligature, no presentation form, no radical in place of the sign."""
    if "\u2e80" <= char <= "\u2fdf" or "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufeff":
        char = unicodedata.normalize("NFKC", char).strip()
    char = char.translate(_HYPHENS).translate(_BULLETS)
    return "" if unicodedata.category(char[:1] or "\0") in ("Cc", "Cs") else char


def _rows(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Glyphs set one after another on one baseline."""
    row: list[_Glyph] = []
    baseline = 0.0
    over = False
    for glyph in glyphs:
        if row and glyph.baseline != baseline:  # most stand on that of the one before
            before = row[-1]
            if abs(glyph.baseline - before.baseline) > _SHIFT * max(glyph.size, before.size):
                yield row
                row, over = [], False
        baseline = glyph.baseline
        if row and glyph.char == row[-1].char and _is_over(glyph, row[-1]):
            over = True
            continue
        if over:  # then PDFium takes spaces for parts of letters
            glyph.spaced |= glyph.left - row[-1].right > _WORD * glyph.size
        row.append(glyph)
    if row:
        yield row


def _is_over(glyph: _Glyph, before: _Glyph) -> bool:
    """Whether a letter is set over one of its kind to look bold; two in one place are of a ligature."""
    return 0 < abs(glyph.left - before.left) < _BOLD * (before.right - before.left)


def _runs(row: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """The parts of a row that lie apart: cells, columns, or words set wide.

    Text read from the right is not set in the order of its places: it is brought in order first.
    """
    rtl = _any_rtl(row)
    run: list[_Glyph] = []
    runs = [run]
    edge = math.nan
    for glyph in _across(row) if rtl else row:
        gap = glyph.left - edge
        if gap > _GAP * glyph.size or (gap < -_BACK * glyph.size and not rtl):
            run = []
            runs.append(run)
        run.append(glyph)
        edge = glyph.right
    yield from reversed(runs) if rtl else runs


def _line(run: list[_Glyph], links: Sequence[Sequence[Any]]) -> Line:
    sizes = sorted(glyph.size for glyph in run)
    size = sizes[len(sizes) // 2]
    baseline = sorted(glyph.baseline for glyph in run)[len(run) // 2]
    line = Line("", min(g.left for g in run), max(g.right for g in run), baseline, size)
    if _any_rtl(run):
        line.text = _logical(_visual(run))
    else:
        line.text, line.links = _with_links(run, links)
        line.gaps = tuple(glyph.left - before.right for before, glyph in pairwise(run) if glyph.spaced)
    return line


def _with_links(run: list[_Glyph], links: Sequence[Sequence[Any]]) -> tuple[str, tuple[Link, ...]]:
    """The words of a line read from left to right, and which of them a link covers."""
    near = [one for one in links if one[1] - 2 <= run[0].baseline <= one[3] + 2]
    if not near:
        return "".join([f" {glyph.char}" if glyph.spaced else glyph.char for glyph in run])[
            run[0].spaced :
        ], ()
    parts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    length = 0
    for glyph in run:
        part = (" " if glyph.spaced and parts else "") + glyph.char
        parts.append(part)
        length += len(part)
        middle = (glyph.left + glyph.right) / 2
        for number, (left, _top, right, _bottom, _url) in enumerate(near):
            if left <= middle <= right:
                start = spans.get(number, (length - len(glyph.char), 0))[0]
                spans[number] = (start, length)
    found = (Link(*span, near[number][4]) for number, span in spans.items())
    return "".join(parts), tuple(sorted(found))


def _visual(run: list[_Glyph]) -> str:
    """The characters from left to right as they are seen, spaces between words."""
    parts: list[str] = []
    before: _Glyph | None = None
    for glyph in run:
        if before and _parted(before, glyph):
            parts.append(" ")
        parts.append(glyph.char[::-1] if _is_rtl(glyph.char) else glyph.char)
        before = glyph
    return "".join(parts)


def _across(run: list[_Glyph]) -> list[_Glyph]:
    """The glyphs from left to right; of those in one place (a ligature's letters, a letter and its marks)
    the one read last comes first, as in the letters around them."""
    keys: dict[int, tuple[float, int]] = {}
    for place, glyph in enumerate(run):
        after = next((one for one in run[place + 1 : place + 4] if abs(one.left - glyph.left) > 0.2), None)
        as_seen = after is not None and after.left > glyph.left
        keys[glyph.index] = (round(glyph.left, 0), glyph.index if as_seen else -glyph.index)
    ordered = sorted(run, key=lambda glyph: (glyph.left, keys[glyph.index][1]))
    for place in range(1, len(ordered)):  # a mark stands before its letter here, and after it once read
        mark, letter = ordered[place], ordered[place - 1]
        if unicodedata.category(mark.char[0]) == "Mn" and mark.left < letter.right:
            ordered[place - 1 : place + 1] = mark, letter
    return ordered


def _parted(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether a space lies between two glyphs side by side."""
    apart = abs(before.index - glyph.index) > 1 or not glyph.spaced | before.spaced
    return glyph.left - before.right > (_WORD if apart else _THIN) * max(before.size, glyph.size)


def _logical(seen: str) -> str:
    """What is seen from left to right as it is read: the rules that set it, applied once more, undo it."""
    from bidi import get_display  # type: ignore[import-untyped]  # for Arabic and Hebrew only

    return _BRACKET.sub(_facing, str(get_display(seen, base_dir="R" if _is_rtl(seen) else "L")))


def _facing(bracket: re.Match[str]) -> str:
    """A bracket facing the words it holds: which of the two was drawn is not to be told in such a line."""
    pair = next(pair for pair in _BRACKETS if bracket[0] in pair)
    text, place = bracket.string, bracket.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if (not before or before.isspace()) and after.isalnum():
        return pair[0]
    return pair[1] if before.isalnum() and not after.isalnum() else bracket[0]


def _any_rtl(run: list[_Glyph]) -> bool:
    return any(map(_is_rtl, {glyph.char for glyph in run}))


@lru_cache(_CHARACTERS)
def _is_rtl(text: str) -> bool:
    """Whether more letters are read from the right than from the left."""
    kinds = [unicodedata.bidirectional(char) for char in text]
    right = sum(kind in ("R", "AL") for kind in kinds)
    return right > 0 and right >= kinds.count("L")
