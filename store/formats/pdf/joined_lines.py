"""Lines of a PDF to paragraphs: a line goes on in the next where its end came from the column's width."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from store.formats.linked import LinkedText
from store.formats.pdf.lines import Line
from store.formats.pdf.reading_order import Block
from store.models import Link
from store.patterns import lazy_pattern

#: Type sizes that differ by more are a heading's and its text's.
_SIZE = 1.12
#: Lines further apart than this, in usual distances, are two paragraphs.
_LEADING = 1.25
_OFTEN = 3  # first lines set in alike that make it the document's way
_SLACK = 1.2  # letters are not all as wide as they are on average
_INDENT = 0.8  # type sizes by which a first line is set in
_MOST_BLOCKS = 200  # blocks of a page that are asked how wide their column is
_PROSE = 20  # characters of the shortest last line of a column that goes on in the next
_LONG = 100  # characters from which on a line break by hand after a full stop ends a paragraph
_ITEM = lazy_pattern(r"(?:[•◦‣▪●○■□➢➤✓✔·*–-]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+\S")
_STOP = lazy_pattern(r"[.!?:;。！？：؟…][\"'”’»)\]」』]*$")
_COMPOUND = lazy_pattern(r"[^\W\d_]{2,}[-‐][^\W\d_]{2,}")
_LAST_WORD = lazy_pattern(r"([^\W\d_]+)[-‐\u00ad]$")
_FIRST_WORD = lazy_pattern(r"[^\W\d_]+")
_HYPHENS = "-‐\u00ad"
_PARTING = "‐"  # U+2010, where words are written with U+002D
_SHORTEST_PART = 4  # letters of a part of a word that may be one itself


def text_of(blocks: Sequence[Block]) -> LinkedText:
    """The text of blocks in the order they are read: paragraphs parted by blank lines, links with it."""
    leading, edges = _leadings(blocks), _Edges(blocks)
    writer = _Writer(_Hyphens(blocks))
    before: tuple[Block, int] | None = None
    for block in blocks:
        for number, line in enumerate(block.lines):
            gap = _gap(before, (block, number), leading, edges, writer.paragraph) if before else ""
            writer.write(line, gap)
            before = block, number
    return writer.linked()


class _Hyphens:
    """Which hyphens at line ends only part a word, as far as the text itself can tell.

    Browsers and their like part words with a sign of its own, which no word in the lines has: that tells.
    Else the word is looked up in the rest of the text, with the hyphen and without. Where it is not there,
    what counts is whether its parts are words there, and whether the program that set the text parts words:
    then more lines end in a hyphen than the compounds within lines lead one to expect.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        lines = [line.text for block in blocks for line in block.lines]
        words = [word for line in lines for word in line.split()]
        compounds = [found for line in lines for found in _COMPOUND.findall(line)]
        self._compounds = {word.replace("‐", "-").casefold() for word in compounds}
        self._words = Counter(found for line in lines for found in _FIRST_WORD.findall(line))
        ends = sum(bool(_LAST_WORD.search(line)) for line in lines)
        self._parts_words = ends > 2 * len(compounds) * len(lines) / max(len(words), 1) + 0.5
        marked = sum(line.endswith(_PARTING) for line in lines)
        self._marks_parts = marked >= _OFTEN and sum(line.count(_PARTING) for line in lines) == marked

    def parts(self, first: str, hyphen: str, second: str) -> bool:
        """Whether the hyphen between two parts of a word is none of the word's own."""
        if self._marks_parts:
            return hyphen == _PARTING
        if f"{first}-{second}".casefold() in self._compounds:
            return False
        if self._words[first + second] or self._words[(first + second).casefold()]:
            return True
        capitals = len(first) > 1 and first.isupper() and second.isupper()
        return self._parts_words and (second[0].islower() or capitals) and not self._are_words(first, second)

    def _are_words(self, *parts: str) -> bool:
        """Whether the text has each elsewhere, as often as a word is; “to” and “in” tell nothing."""
        # One of those counted is the part itself.
        return all(len(part) >= _SHORTEST_PART and self._words[part] > 2 for part in parts)


class _Writer:
    """Puts lines together, hyphens at their ends resolved."""

    def __init__(self, hyphens: _Hyphens) -> None:
        self._hyphens = hyphens
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self.paragraph = ""
        """The beginning of the paragraph, as far as it tells what it is."""

    def write(self, line: Line, gap: str) -> None:
        """A line, and what parts it from the one before."""
        if gap == " ":
            gap = self._seam(line.text)
        elif gap:
            self.paragraph = ""
        self._add(gap)
        self._links += [Link(one.start + self._length, one.end + self._length, one.url) for one in line.links]
        self._add(line.text)
        if len(self.paragraph) < _LONG:
            self.paragraph += gap.strip("\n") + line.text

    def _seam(self, text: str) -> str:
        """What stands between two lines of a paragraph; a hyphen that only parts a word goes."""
        last = self._parts[-1]
        if (
            last[-1:] in _HYPHENS
            and (sooner := _LAST_WORD.search(last))
            and (later := _FIRST_WORD.match(text))
        ):
            if self._hyphens.parts(sooner[1], last[-1], later[0]):
                self._parts[-1] = last[:-1]
                self._length -= 1
            return ""
        if last[-1:] in _HYPHENS and last[-2:-1].isalnum():
            return ""
        return "" if _unspaced(last[-1:]) and _unspaced(text[:1]) else " "

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def linked(self) -> LinkedText:
        """All that was written, canonical; a link that goes on over a line's end is one."""
        text = "".join(self._parts)
        links: list[Link] = []
        for link in self._links:
            link = Link(link.start, min(link.end, len(text)), link.url)
            if links and links[-1].url == link.url and not text[links[-1].end : link.start].strip():
                link = Link(links.pop().start, link.end, link.url)
            links.append(link)
        return LinkedText(text.replace("\u00ad", "-"), tuple(links)).cut(0).canonical()


def _unspaced(char: str) -> bool:
    """Whether a character is of a script that parts no words: Han, kana, their marks, Thai and its kin."""
    if "\uac00" <= char <= "\ud7a3":
        return False
    southern = "\u0e00" <= char <= "\u0eff" or "\u1780" <= char <= "\u17ff"
    return bool(char) and (southern or unicodedata.east_asian_width(char) in ("W", "F"))


def _leadings(blocks: Sequence[Block]) -> dict[int, float]:
    """The usual distance between baselines for each type size."""
    found: dict[int, Counter[float]] = {}
    for block in blocks:
        for line, after in pairwise(block.lines):
            if abs(line.size - after.size) < 1:
                distance = round((after.baseline - line.baseline) * 2) / 2
                found.setdefault(round(line.size), Counter())[distance] += 1
    return {size: _usual(distances) for size, distances in found.items()}


def _usual(distances: Counter[float]) -> float:
    """The commonest distance; the smaller of two that are as common, as lines and paragraphs may be."""
    commonest = distances.most_common(2)
    most = commonest[0][1]
    return min(distance for distance, count in commonest if count * 2 >= most)


def _gap(
    before: tuple[Block, int],
    here: tuple[Block, int],
    leading: dict[int, float],
    edges: _Edges,
    so_far: str,
) -> str:
    """What stands between two lines: a space where one goes on in the other, a line end, a blank line."""
    sooner, line = before[0].lines[before[1]], here[0].lines[here[1]]
    if sooner.cells or line.cells:
        return "\n" if sooner.cells and line.cells else "\n\n"
    if max(sooner.size, line.size) > _SIZE * min(sooner.size, line.size):
        return "\n\n"
    listed = bool(_ITEM.match(so_far))
    if _ITEM.match(line.text) and not _is_clause(line.text):
        return "\n" if listed else "\n\n"
    full = _reaches_end(before[0], before[1], line, edges)
    if before[0] is not here[0]:
        elsewhere = before[0].page != here[0].page or line.baseline < sooner.baseline
        return " " if elsewhere and full and len(sooner.text) >= _PROSE else "\n\n"
    usual = leading.get(round(line.size), line.size * 1.2)
    if line.baseline - sooner.baseline > _LEADING * usual + 0.5:
        return "\n\n"
    if not listed and edges.begins_paragraph(here[0], line):
        return "\n\n"
    if not listed and _set_in(sooner, line) > _INDENT * line.size and _STOP.search(sooner.text):
        return "\n\n"
    if full or _is_divided(sooner.text, line.text):
        return " "
    return "\n\n" if len(so_far) >= _LONG and _STOP.search(sooner.text) else "\n"


def _is_clause(text: str) -> bool:
    """Whether what looks like an item is a line that happens to begin with a dash."""
    return text[:1] in "–-" and text[2:3].islower()


def _is_divided(text: str, after: str) -> bool:
    """Whether a line ends within a word."""
    return bool(_LAST_WORD.search(text)) and after[:1].isalpha()


def _set_in(sooner: Line, line: Line) -> float:
    """How much further in a line begins than the one before, in points."""
    return line.left - sooner.left if line.rightwards else sooner.right - line.right


def _reaches_end(block: Block, number: int, after: Line, edges: _Edges) -> bool:
    """Whether a line is as long as its column lets it be: the next line's first word had no room on it."""
    line = block.lines[number]
    room = edges.right(block) - line.right if line.rightwards else line.left - edges.left(block)
    if _unspaced(after.text[:1]) and _unspaced(line.text[-1:]):
        return room < 2.5 * line.size
    if after.text[:1].islower() and not _STOP.search(line.text) and room < 0.4 * (line.right - line.left):
        return True
    word = len(after.text.split(maxsplit=1)[0]) + 1 if after.text.strip() else 1
    return room < _SLACK * word * (after.right - after.left) / max(len(after.text), 1)


class _Edges:
    """How far the lines of a block might have gone."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._pages: dict[int, list[Block]] = {}
        for block in blocks:
            self._pages.setdefault(block.page, []).append(block)
        self._known: dict[tuple[int, bool], float] = {}
        self._indent = _usual_indent(blocks)

    def begins_paragraph(self, block: Block, line: Line) -> bool:
        """Whether a line is set in as far as the first lines of this document's paragraphs are."""
        if not self._indent:
            return False
        way = 1 if line.rightwards else -1
        near = self._pages[block.page][:_MOST_BLOCKS]
        margin = min(
            start
            for one in [block, *near]
            if 0 <= _start(block, way) - (start := _start(one, way)) < 2 * self._indent
        )
        return abs(_start(line, way) - margin - self._indent) < 1

    def right(self, block: Block) -> float:
        """Points from the page's left edge, for text read from the left."""
        return self._edge(block, 1)

    def left(self, block: Block) -> float:
        """Points from the page's left edge, for text read from the right."""
        return -self._edge(block, -1)

    def _edge(self, block: Block, way: int) -> float:
        """The furthest end of the block's lines, or of others that begin where they do up to the next column.

        A block that fills its own width is a column by itself.
        """
        key = id(block), way > 0
        if key in self._known:
            return self._known[key]
        ends = [_end(line, way) for line in block.lines]
        edge = max(ends)
        width = block.right - block.left
        if len(ends) < 4 or sum(end > edge - 0.08 * width for end in ends) < 0.6 * len(ends):
            near = self._pages[block.page][:_MOST_BLOCKS]
            beside = [_start(one, way) for one in near if _start(one, way) >= edge and _level(one, block)]
            limit = min(beside, default=float("inf"))
            size = block.lines[0].size
            edge = max(
                [edge]
                + [
                    _end(line, way)
                    for one in near
                    if abs(_start(one, way) - _start(block, way)) < 4 * size
                    for line in one.lines
                    if _end(line, way) <= limit
                ]
            )
        self._known[key] = edge
        return edge


def _usual_indent(blocks: Sequence[Block]) -> float:
    """How far first lines are set in, in points; 0 where paragraphs are told otherwise."""
    found: Counter[float] = Counter()
    for block in blocks:
        for line, after in pairwise(block.lines):
            depth = -_set_in(line, after)
            if _INDENT * line.size < depth < 4 * line.size and not _ITEM.match(line.text):
                found[round(depth)] += 1
    depth, count = found.most_common(1)[0] if found else (0, 0)
    return depth if count >= _OFTEN else 0


def _end(one: Line | Block, way: int) -> float:
    return one.right if way > 0 else -one.left


def _start(one: Line | Block, way: int) -> float:
    return one.left if way > 0 else -one.right


def _level(one: Block, other: Block) -> bool:
    return min(one.bottom, other.bottom) >= max(one.top, other.top)
