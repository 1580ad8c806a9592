"""Where the cursor goes: pure functions from a text and an offset to an offset, after vim.

Offsets are code points. Every motion gives the start of a cluster that is not part of the white
space around lines and paragraphs, or 0 where the text has nothing else; none leaves the text and none
fails at its edges. What one key costs depends on the words, sentence or paragraph around the
cursor, not on the length of the text. The keys are those of ``:help motion.txt``. Here are the
motions by characters and words; `tui.text.sentences`, `tui.text.paragraph_motions` and `tui.text.row_motions`
have the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tui.text.cells import base_of, cluster_at, cluster_end, clusters_before, flags_end
from tui.text.runs import blanks_end, blanks_start, run_end, run_start
from tui.text.unspaced import word_start

Motion = Callable[[str, int], int]
"""From a text and an offset to an offset."""


class WordClass(Enum):
    """What makes neighbours one word (vim's ``:help word``, which splits scripts likewise).

    Chinese, Japanese and Thai have words of their own (`tui.text.unspaced`) wherever these are found.
    """

    SPACE = auto()
    KEYWORD = auto()
    PUNCTUATION = auto()
    SYMBOL = auto()
    HAN = auto()
    HIRAGANA = auto()
    KATAKANA = auto()
    HANGUL = auto()


_NOT_WORDS = frozenset({WordClass.SPACE, WordClass.PUNCTUATION, WordClass.SYMBOL})
#: Patterns, compiled when they are first needed: not for the first frame.
_SCRIPTS = (
    (WordClass.HAN, "[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    (WordClass.HIRAGANA, "[\u3041-\u309f]"),
    (WordClass.KATAKANA, "[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]"),
    (WordClass.HANGUL, "[\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb]"),
)
#: No character of these scripts comes before it.
_FIRST_SCRIPT = "\u1100"


@lru_cache(maxsize=4096)
def word_class(character: str) -> WordClass:
    """Give the class of a character; neighbours of the same class are one word."""
    if character.isspace():
        return WordClass.SPACE
    if character >= _FIRST_SCRIPT:
        for script, pattern in _SCRIPTS:
            if re.match(pattern, character):
                return script
    category = unicodedata.category(character)
    if character.isalnum() or character == "_" or category[0] == "M":
        return WordClass.KEYWORD
    return WordClass.SYMBOL if category in ("So", "Sk") else WordClass.PUNCTUATION


def settle(text: str, offset: int) -> int:
    """Give the cluster at `offset`, or out of a gap between lines the next visible one, or the last."""
    near = text[offset - 1 : offset + 1] if offset > 0 else ""
    if len(near) == 2 and near.isascii() and near[1].isalnum():
        return offset  # nothing in ASCII joins a letter or digit behind it: asked for most, and told at once
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
    gap_start, end = blanks_start(text, start), blanks_end(text, end)
    for before in clusters_before(text, gap_start):
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


#: Clusters read between two looks for a run.
_READ_TOGETHER = 8


class _Piece(NamedTuple):
    """A cluster, or several that are neighbours of one class."""

    start: int
    last: int
    """Where the last cluster begins."""
    end: int
    kind: WordClass
    word: WordClass | int
    """What neighbours of one word have in common: their class, or where the word begins."""


def _word_at(text: str, start: int, kind: WordClass) -> WordClass | int:
    found = None if kind in _NOT_WORDS else word_start(text, start)
    return kind if found is None else found


def _word_of(text: str, offset: int) -> WordClass | int:
    start, end = cluster_at(text, offset)
    return _word_at(text, start, _class_at(text, start, end))


def _piece(text: str, start: int, last: int, end: int, kind: WordClass) -> _Piece:
    return _Piece(start, last, end, kind, _word_at(text, start, kind))


def _words(text: str, run: _Piece) -> Sequence[_Piece]:
    """A run of characters that are each a cluster, parted where words of its script begin."""
    if run.word is run.kind:
        return [run]
    words: list[_Piece] = []
    for at in range(run.start, run.end):
        word = _word_at(text, at, run.kind)
        if words and words[-1].word == word:
            words[-1] = words[-1]._replace(last=at, end=at + 1)
        else:
            words.append(_Piece(at, at, at + 1, run.kind, word))
    return words


def _ahead(text: str, position: int) -> Iterator[_Piece]:
    """Give the clusters from the cluster start `position` on, those of a run at once."""
    while position < len(text):
        end = run_end(text, position)
        if end > position:
            yield from _words(text, _piece(text, position, end - 1, end, word_class(text[position])))
        elif (end := flags_end(text, position)) > position:
            yield _piece(text, position, end - 2, end, word_class(text[position]))
        else:
            end = cluster_end(text, position)
            yield _piece(text, position, position, end, _class_at(text, position, end))
        position = end


def _behind(text: str, position: int) -> Iterator[_Piece]:
    """Give the clusters before the cluster start `position`, last first, those of a run at once."""
    while position > 0:
        start = run_start(text, position)
        if start < position:
            run = _piece(text, start, position - 1, position, word_class(text[start]))
            yield from reversed(_words(text, run))
        else:
            for start, end in islice(clusters_before(text, position), _READ_TOGETHER):
                yield _piece(text, start, start, end, _class_at(text, start, end))
        position = start


def word_forward(text: str, offset: int) -> int:
    """Give the start of the next word (``w``), or the last visible cluster after the last word."""
    offset = settle(text, offset)
    current: WordClass | int | None = None
    for piece in _ahead(text, offset):
        if current is None or piece.kind is WordClass.SPACE:
            current = piece.word
        elif piece.word != current:
            return piece.start
    return last(text)


def word_end(text: str, offset: int) -> int:
    """Give the last cluster of this word, or of the next when already there (``e``)."""
    offset = settle(text, offset)
    found: int | None = None
    current: WordClass | int = WordClass.SPACE
    for piece in _ahead(text, cluster_at(text, offset)[1]):
        if found is not None and piece.word != current:
            return found
        if piece.kind is not WordClass.SPACE:
            found, current = piece.last, piece.word
    return last(text) if found is None else found


def word_back(text: str, offset: int) -> int:
    """Give the start of this word, or of the one before when already there (``b``)."""
    offset = settle(text, offset)
    found: int | None = None
    current: WordClass | int = WordClass.SPACE
    for piece in _behind(text, offset):
        if found is not None and piece.word != current:
            return found
        if piece.kind is not WordClass.SPACE:
            found, current = piece.start, piece.word
    return first(text) if found is None else found


def word_end_back(text: str, offset: int) -> int:
    """Give the last cluster of the word before (``ge``), or the first visible cluster."""
    offset = settle(text, offset)
    current = _word_of(text, offset) if text else WordClass.SPACE
    for piece in _behind(text, offset):
        if piece.word not in (current, WordClass.SPACE):
            return piece.last
        current = piece.word
    return first(text)


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Give the word `offset` is in, or the run of blanks: neighbours of one class on one line."""
    offset = settle(text, offset)
    start, end = cluster_at(text, offset)
    word = _word_at(text, start, _class_at(text, start, end)) if start < end else WordClass.SPACE
    for piece in _behind(text, start):
        if piece.word != word or text[piece.start] == "\n":
            break
        start = piece.start
    for piece in _ahead(text, end):
        if piece.word != word or text[piece.start] == "\n":
            break
        end = piece.end
    return start, end


def keyword_at(text: str, offset: int) -> tuple[int, int] | None:
    """Give the word under `offset`, or the next one where blanks or marks are; None after the last."""
    start, end = word_at(text, offset)
    if is_word(text[start:end]):
        return start, end
    for piece in _ahead(text, end):
        if piece.kind not in _NOT_WORDS:
            return word_at(text, piece.start)
    return None


def is_word(run: str) -> bool:
    """Whether a run of one class is a word: neither blanks nor punctuation nor symbols."""
    return bool(run) and _class_at(run, 0, len(run)) not in _NOT_WORDS


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins and ends where words do; where no blanks part them, anywhere."""

    def parts(at: int) -> bool:
        before, after = (_word_of(text, one) for one in (at - 1, at))
        return before != after or isinstance(before, int)

    return (start == 0 or parts(start)) and (end == len(text) or parts(end))


def repeated(motion: Motion, text: str, offset: int, count: int) -> int:
    """Give where a motion leads when it is made `count` times (``3w``); it ends where it stands still."""
    for _ in range(count):
        following = motion(text, offset)
        if following == offset:
            break
        offset = following
    return offset


def selection(text: str, anchor: int, cursor: int) -> tuple[int, int]:
    """Give the span selected between two offsets, the clusters under both ends included."""
    low, high = sorted((max(anchor, 0), max(cursor, 0)))
    high = min(high, max(len(text) - 1, 0))
    return cluster_at(text, min(low, high))[0], cluster_at(text, high)[1]
