"""Where lines end: a passage as rows of at most so many cells.

Lines break at white space, after hyphens and dashes, and between ideographs, after UAX #14
(https://www.unicode.org/reports/tr14/) and the Japanese kinsoku rules; a word too long for the measure
is split between two clusters. Korean breaks at its spaces. Thai, Lao, Khmer and Burmese, which write no
spaces, are split where the measure ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from tui.text.cells import Cluster, base_of, clusters, one_cell_each
from tui.text.characters import BLANKS

#: What may not stand at the start of a line: closing marks, small kana, marks of length (UAX #14: CL, CP, EX,
#: IS, NS, CJ, PO and what else it keeps with the ideograph before it).
NO_LINE_START = frozenset(
    "。，、；：？！）」』】》〉〕］｝｠〗〙〛〞〟…‥⋯・ー～〜゠々〻〵〼ゝゞヽヾ゛゜％￠℃℉‰‱°｡｣､･ｰ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    "︐︑︒︓︔︕︖︘︙︶︸︺︼︾﹀﹂﹄﹈﹐﹒﹔﹕﹖﹗﹚﹜﹞﹪"
    ",.;:!?)]}%”’»›/|-‐‑‒–‧‼⁇⁈⁉"
)
#: What may not stand at the end of a line: opening marks and what stands before a number (OP, PR).
NO_LINE_END = frozenset("（「『【《〈〔［｛｟〖〘〚〝｢︗︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝﹩([{“‘‚„‟«‹$£€¥￥＄￡￦№±")
_HYPHENS = "-\u2010"
_DASHES = _HYPHENS + "–—"
_DASH = re.compile(f"[{_DASHES}]")
_INK = re.compile(f"[^{BLANKS}]")
#: Ideographs, kana and their punctuation.
_IDEOGRAPH = (
    "[\u2e80-\u303f\u3040-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]"
)
_ZERO_WIDTH_SPACE = "\u200b"

Row = tuple[int, int, int]
"""Where a row starts, and start and end of what is drawn of it."""


def paragraph_rows(text: str, start: int, end: int, measure: int) -> Iterator[Row]:
    """Wrap the paragraph ``text[start:end]``: at its line ends first, then each line to `measure` cells.

    White space at the end of the paragraph has no row.
    """
    end = start + len(text[start:end].rstrip(BLANKS + "\n"))
    while True:
        line_end = text.find("\n", start, end)
        stop = end if line_end < 0 else line_end
        inked_end = start + len(text[start:stop].rstrip(BLANKS))
        if one_cell_each(text, start, inked_end):
            yield from _narrow_rows(text, start, inked_end, measure)
        else:
            yield from _cluster_rows(text, start, inked_end, measure)
        if line_end < 0:
            return
        start = line_end + 1


def _narrow_rows(text: str, start: int, end: int, measure: int) -> Iterator[Row]:
    """Wrap a line in which every code point takes one cell."""
    shown = start
    while end - shown > measure:
        cut = _narrow_cut(text, shown, shown + measure)
        if cut is None and text[shown] == " ":
            # The indent leaves no room for the first word: the word matters more.
            shown = next_ink(text, shown)
            continue
        shown_end, following = cut or (shown + measure, shown + measure)
        yield start, shown, shown_end
        start = shown = following
    yield start, shown, end


def _narrow_cut(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Give the end of what is drawn and the start of the next row, or None where no break is allowed."""
    space = text.rfind(" ", start, limit + 1)
    if _DASH.search(text, max(space, start), limit):
        for position in range(limit, max(space, start) + 1, -1):
            if _breaks_after_dash(text, start, position):
                return position, position
    if space < 0:
        return None
    shown_end = start + len(text[start:space].rstrip(" "))
    return (shown_end, next_ink(text, space)) if shown_end > start else None


def next_ink(text: str, position: int) -> int:
    """Give the first offset from `position` on that is not a blank, or the text's length."""
    ink = _INK.search(text, position)
    return ink.start() if ink else len(text)


def _breaks_after_dash(text: str, start: int, position: int) -> bool:
    """Tell whether a row that starts at `start` may end after the dash before `position`."""
    if position - 1 <= start or text[position - 1] not in _DASHES:
        return False
    dash, following = text[position - 1], text[position]
    if dash in _HYPHENS:
        before = text[position - 2]
        return following.isalpha() and (before.isalnum() or before == dash)
    # “2014–2020” stays together, as does a dash with the mark that closes it.
    return following not in NO_LINE_START and following not in _DASHES and not following.isdigit()


def _cluster_rows(text: str, start: int, end: int, measure: int) -> Iterator[Row]:
    """Wrap a line of clusters of any width."""
    cells = clusters(text, start, end)
    if not cells:
        yield start, start, end
        return
    first = shown = 0
    edges = list(accumulate((width for _, _, width in cells), initial=0))
    # A cluster wider than the measure has a row to itself.
    while (limit := max(shown + 1, bisect_right(edges, edges[shown] + measure) - 1)) < len(cells):
        cut = _cluster_cut(text, cells, shown, limit)
        if cut is None and text[cells[shown][0]] in BLANKS:
            while text[cells[shown][0]] in BLANKS:
                shown += 1
            continue
        shown_end, following = cut or (limit, limit)
        yield cells[first][0], cells[shown][0], cells[shown_end - 1][1]
        first = shown = following
    yield cells[first][0], cells[shown][0], end


def _cluster_cut(text: str, cells: list[Cluster], first: int, limit: int) -> tuple[int, int] | None:
    """Give the index after the last cluster drawn and the index that starts the next row, or None."""
    for index in range(limit, first, -1):
        if text[cells[index][0]] in BLANKS:
            shown_end = following = index
            while shown_end > first and text[cells[shown_end - 1][0]] in BLANKS:
                shown_end -= 1
            while text[cells[following][0]] in BLANKS:
                following += 1
            return (shown_end, following) if shown_end > first else None
        if _breaks_between(text, cells[first][0], cells[index - 1], cells[index]):
            return index, index
    return None


def _breaks_between(text: str, start: int, before: Cluster, after: Cluster) -> bool:
    """Tell whether a line may break between two clusters that are not blank."""
    if _ZERO_WIDTH_SPACE in text[before[0] : before[1]]:
        return True
    last, following = base_of(text, *before[:2]), base_of(text, *after[:2])
    if _is_ideograph(last) or _is_ideograph(following):
        return last not in NO_LINE_END and following not in NO_LINE_START
    return _breaks_after_dash(text, start, after[0])


@lru_cache(maxsize=4096)
def _is_ideograph(character: str) -> bool:
    # The pattern is compiled here, for it takes 3 ms and Latin text needs it not.
    return re.match(_IDEOGRAPH, character) is not None
