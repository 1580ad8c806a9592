"""Where the cursor goes: pure functions from a text and an offset to an offset, after vim.

Offsets are code points. Every motion gives the start of a cluster that is not part of the white
space around lines and paragraphs, or 0 where the text has nothing else; none leaves the text and none
fails at its edges. What one key costs depends on the words, sentence or paragraph around the
cursor, not on the length of the text. The keys are those of ``:help motion.txt``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from operator import itemgetter

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from tui.text.cells import base_of, cluster_at, cluster_end, clusters_before
from tui.text.layout import Layout

Spans = Sequence[tuple[int, int]]
"""Paragraphs: ordered, disjoint ``(start, end)``."""

_start = itemgetter(0)
#: What closes speech or a bracket wherever it stands.
_CLOSERS = re.compile("[”’»›)\\]」』】》〉）］]+")
#: What closes speech only before white space: elsewhere it opens it, in one language or another.
_CLOSERS_BEFORE_SPACE = re.compile("\\s?[\"'“”‘’«»‹›)\\]」』】》〉）］]+(?=\\s|$)")


class WordClass(Enum):
    """What makes neighbours one word (vim's ``:help word``, which splits scripts likewise)."""

    SPACE = auto()
    KEYWORD = auto()
    PUNCTUATION = auto()
    SYMBOL = auto()
    HAN = auto()
    HIRAGANA = auto()
    KATAKANA = auto()
    HANGUL = auto()


_SCRIPTS = (
    (WordClass.HAN, re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
    (WordClass.HIRAGANA, re.compile("[\u3041-\u309f]")),
    (WordClass.KATAKANA, re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")),
    (WordClass.HANGUL, re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb]")),
)


@lru_cache(maxsize=4096)
def word_class(character: str) -> WordClass:
    """Give the class of a character; neighbours of the same class are one word."""
    if character.isspace():
        return WordClass.SPACE
    for script, pattern in _SCRIPTS:
        if pattern.match(character):
            return script
    category = unicodedata.category(character)
    if character.isalnum() or character == "_" or category[0] == "M":
        return WordClass.KEYWORD
    return WordClass.SYMBOL if category in ("So", "Sk") else WordClass.PUNCTUATION


def settle(text: str, offset: int) -> int:
    """Give the cluster at `offset`, or out of a gap between lines the next visible one, or the last."""
    start, end = cluster_at(text, min(max(offset, 0), len(text) - 1)) if text else (0, 0)
    gap = _gap(text, start, end)
    if gap is None:
        return start
    if gap[1] < len(text):
        return gap[1]
    return cluster_at(text, gap[0] - 1)[0] if gap[0] > 0 else 0


def first(text: str) -> int:
    """Give the first visible cluster (``gg``)."""
    return settle(text, 0)


def last(text: str) -> int:
    """Give the last visible cluster (``G`` and ``$``)."""
    return settle(text, len(text))


def _gap(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the white space around a cluster if it parts lines or edges the text; otherwise None."""
    if not text[start:end].isspace():
        return None
    gap_start = start
    for before in clusters_before(text, start):
        if not text[slice(*before)].isspace():
            break
        gap_start = before[0]
    while end < len(text) and text[end : (following := cluster_end(text, end))].isspace():
        end = following
    hidden = gap_start == 0 or end == len(text) or "\n" in text[gap_start:end]
    return (gap_start, end) if hidden else None


def right(text: str, offset: int) -> int:
    """Give the next cluster (``l``); a gap between lines or paragraphs is one step."""
    start = settle(text, offset)
    end = cluster_at(text, start)[1]
    return _next_visible(text, end, start)


def _next_visible(text: str, position: int, otherwise: int) -> int:
    """Give the visible cluster at or after the cluster start `position`, or else `otherwise`."""
    if position >= len(text):
        return otherwise
    gap = _gap(text, position, cluster_end(text, position))
    if gap is None:
        return position
    return gap[1] if gap[1] < len(text) else otherwise


def left(text: str, offset: int) -> int:
    """Give the cluster before (``h``); a gap between lines or paragraphs is one step."""
    start = settle(text, offset)
    if start == 0:
        return 0
    before, end = cluster_at(text, start - 1)
    gap = _gap(text, before, end)
    if gap is None:
        return before
    return cluster_at(text, gap[0] - 1)[0] if gap[0] > 0 else start


def _class_at(text: str, start: int, end: int) -> WordClass:
    """Give the class of a cluster, which is that of the character carrying it."""
    return word_class(base_of(text, start, end))


def _ahead(text: str, position: int) -> Iterator[tuple[int, int, WordClass]]:
    """Give the clusters from the cluster start `position` on, each with its class."""
    while position < len(text):
        end = cluster_end(text, position)
        yield position, end, _class_at(text, position, end)
        position = end


def word_forward(text: str, offset: int) -> int:
    """Give the start of the next word (``w``), or the last visible cluster after the last word."""
    offset = settle(text, offset)
    current: WordClass | None = None
    for start, _, kind in _ahead(text, offset):
        if current is None or kind is WordClass.SPACE:
            current = kind
        elif kind is not current:
            return start
    return last(text)


def word_end(text: str, offset: int) -> int:
    """Give the last cluster of this word, or of the next when already there (``e``)."""
    offset = settle(text, offset)
    found: int | None = None
    current = WordClass.SPACE
    for start, _, kind in _ahead(text, offset):
        if start == offset:
            continue
        if found is not None and kind is not current:
            return found
        if kind is not WordClass.SPACE:
            found, current = start, kind
    return last(text) if found is None else found


def word_back(text: str, offset: int) -> int:
    """Give the start of this word, or of the one before when already there (``b``)."""
    offset = settle(text, offset)
    found: int | None = None
    current = WordClass.SPACE
    for start, end in clusters_before(text, offset):
        kind = _class_at(text, start, end)
        if found is not None and kind is not current:
            return found
        if kind is not WordClass.SPACE:
            found, current = start, kind
    return first(text) if found is None else found


def sentences(text: str, start: int, end: int, language: str | None) -> list[tuple[int, int]]:
    """Give the sentences of the paragraph ``text[start:end]``, without the white space around them.

    `language` is an ISO 639-1 code, English where unknown. Marks that close a quotation belong to the
    sentence they close. Text the library refuses is one sentence; white space alone is none.
    """
    return [(start + left_, start + right_) for left_, right_ in _sentences_of(text[start:end], language)]


@lru_cache(maxsize=16)
def _sentences_of(passage: str, language: str | None) -> tuple[tuple[int, int], ...]:
    """Give the sentences of a passage by offsets into it, without the white space around them."""
    cuts = sorted({_past_closers(passage, cut) for cut in _boundaries(passage, language)} | {len(passage)})
    spans = []
    start = 0
    for end in cuts:
        piece = passage[start:end]
        if piece and not piece.isspace():
            spans.append((end - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return tuple(spans)


def _boundaries(passage: str, language: str | None) -> list[int]:
    """Give the offsets where sentencex starts a sentence; it counts code points."""
    code = (language or "en").lower().partition("-")[0]
    try:
        return [boundary["start_index"] for boundary in get_sentence_boundaries(code, passage)]
    except (ValueError, RuntimeError):
        # A lone surrogate cannot be handed over as UTF-8 (UnicodeEncodeError is a ValueError).
        return [0]


def _past_closers(passage: str, cut: int) -> int:
    """Move a cut behind the quotation marks and brackets that close the sentence before it."""
    if cut == 0:
        return 0
    closers = _CLOSERS_BEFORE_SPACE.match(passage, cut)
    if closers is None and not passage[cut - 1].isspace():
        closers = _CLOSERS.match(passage, cut)
    return closers.end() if closers else cut


def _index_of(spans: Spans, offset: int) -> int:
    """Give the index of the span `offset` is in or behind; 0 before the first."""
    return max(0, bisect_right(spans, offset, key=_start) - 1)


def sentence_at(text: str, offset: int, paragraphs: Spans, language: str | None) -> tuple[int, int]:
    """Give the sentence `offset` is in, or the one before where it is between two.

    Where the paragraph has none, an empty span at `offset`.
    """
    offset = settle(text, offset)
    paragraphs = paragraphs or ((0, len(text)),)
    start, end = paragraphs[_index_of(paragraphs, offset)]
    found = _sentences_of(text[start:end], language)
    if not found:
        return offset, offset
    from_, to = found[_index_of(found, offset - start)]
    return start + from_, start + to


def sentence_forward(text: str, offset: int, paragraphs: Spans, language: str | None) -> int:
    """Give the start of the next sentence (``)``), or the last visible cluster after the last."""
    offset = settle(text, offset)
    paragraphs = paragraphs or ((0, len(text)),)
    for index in range(_index_of(paragraphs, offset), len(paragraphs)):
        start, end = paragraphs[index]
        found = _sentences_of(text[start:end], language)
        for number in range(_index_of(found, offset - start), len(found)):
            candidate = settle(text, start + found[number][0])
            if candidate > offset:
                return candidate
    return last(text)


def sentence_back(text: str, offset: int, paragraphs: Spans, language: str | None) -> int:
    """Give the start of this sentence, or of the one before when already there (``(``)."""
    offset = settle(text, offset)
    paragraphs = paragraphs or ((0, len(text)),)
    for index in range(_index_of(paragraphs, offset), -1, -1):
        start, end = paragraphs[index]
        found = _sentences_of(text[start:end], language)
        for number in range(_index_of(found, offset - start), -1, -1) if found else ():
            candidate = settle(text, start + found[number][0])
            if candidate < offset:
                return candidate
    return first(text)


def paragraph_forward(text: str, offset: int, paragraphs: Spans) -> int:
    """Give the start of the next paragraph (``}``), or the last visible cluster in the last one."""
    offset = settle(text, offset)
    for index in range(bisect_right(paragraphs, offset, key=_start), len(paragraphs)):
        candidate = settle(text, paragraphs[index][0])
        if candidate > offset:
            return candidate
    return last(text)


def paragraph_back(text: str, offset: int, paragraphs: Spans) -> int:
    """Give the start of this paragraph, or of the one before when already there (``{``)."""
    offset = settle(text, offset)
    for index in range(bisect_right(paragraphs, offset, key=_start) - 1, -1, -1):
        candidate = settle(text, paragraphs[index][0])
        if candidate < offset:
            return candidate
    return first(text)


def vertical(layout: Layout, offset: int, rows: int, column: int) -> int:
    """Give the cluster `rows` rows down (``j``; up, ``k``, where negative) at the cell `column`.

    Rows where nothing is drawn are not counted. At the first or last row the way ends there; a move
    that has nowhere to go leaves the offset as it is.
    """
    offset = settle(layout.text, offset)
    step = 1 if rows > 0 else -1
    layout.wrap_around(offset, rows)
    here = target = layout.row_of(offset)
    for _ in range(min(abs(rows), len(layout))):
        row = target + step
        while 0 <= row < len(layout) and layout.is_empty(row):
            row += step
        if not 0 <= row < len(layout):
            break
        target = row
    return offset if target == here else settle(layout.text, layout.offset_at(target, column))


def row_first(layout: Layout, offset: int) -> int:
    """Give the first cluster drawn in the row of `offset` (``0``)."""
    # Not by its cell: a row read from right to left begins at its other end.
    return settle(layout.text, layout[layout.row_of(settle(layout.text, offset))].shown_start)


def row_last(layout: Layout, offset: int) -> int:
    """Give the last cluster drawn in the row of `offset` (``$``)."""
    row = layout.row_of(settle(layout.text, offset))
    return settle(layout.text, layout[row].shown_end - 1 if not layout.is_empty(row) else layout[row].start)


def selection(text: str, anchor: int, cursor: int) -> tuple[int, int]:
    """Give the span selected between two offsets, the clusters under both ends included."""
    low, high = sorted((max(anchor, 0), max(cursor, 0)))
    high = min(high, max(len(text) - 1, 0))
    return cluster_at(text, min(low, high))[0], cluster_at(text, high)[1]
