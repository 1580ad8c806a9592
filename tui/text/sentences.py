"""Sentences: where they end, and the motions and the span by them. Offsets are code points.

Sentence ends are sentencex's (https://github.com/wikimedia/sentencex), by the language of the text,
set right by `tui.text.sentence_ends`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from tui.text.motions import first, last, settle
from tui.text.paragraph_motions import Ranges, index_of, paragraph_at
from tui.text.sentence_ends import corrected

#: What closes speech or a bracket wherever it stands.
_CLOSERS = re.compile("[”’»›)\\]」』】》〉）］]++")
#: What closes speech only before white space: elsewhere it opens it, in one language or another.
_CLOSERS_BEFORE_SPACE = re.compile("\\s?[\"'“”‘’«»‹›)\\]」』】》〉）］]++(?=\\s|$)")

#: What may open speech: marks behind a blank, before the end of what is looked at. No more stand together.
_OPENERS = re.compile("(?<=\\s)(?P<marks>[\"'“”‘’„«»‹›]{1,3})(?P<blank>\\s?)\\Z")
_MARKS = 5


def sentences(text: str, start: int, end: int, language: str | None) -> list[tuple[int, int]]:
    """Give the sentences of the paragraph ``text[start:end]``, without the white space around them.

    `language` is an ISO 639-1 code, English where unknown. Marks that close a quotation belong to the
    sentence they close. Text the library refuses is one sentence; white space alone is none.
    """
    return [(start + left_, start + right_) for left_, right_ in _sentences_of(text[start:end], language)]


@lru_cache(maxsize=16)
def _sentences_of(passage: str, language: str | None) -> tuple[tuple[int, int], ...]:
    """Give the sentences of a passage by offsets into it, without the white space around them."""
    cuts = sorted({_around_marks(passage, cut) for cut in _boundaries(passage, language)} | {len(passage)})
    spans = []
    start = 0
    for end in cuts:
        piece = passage[start:end]
        if piece and not piece.isspace():
            spans.append((end - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return tuple(spans)


#: Code points given to sentencex at once: what it takes grows with the square of the quotation marks.
_PIECE = 4000


def _boundaries(passage: str, language: str | None) -> list[int]:
    """Give the offsets where a sentence starts.

    A passage longer than two pieces is read a piece at a time, each from the last sentence of the one before.
    """
    found = [0]
    start = 0
    while len(passage) - start > 2 * _PIECE:
        cuts = [start + cut for cut in _starts_in(passage[start : start + _PIECE], language) if cut]
        found += cuts
        start = cuts[-1] if cuts else start + _PIECE
    return [*found, *(start + cut for cut in _starts_in(passage[start:], language) if cut)]


def _starts_in(piece: str, language: str | None) -> list[int]:
    """Give the offsets where a sentence starts, of sentencex's those that stand; it counts code points."""
    code = (language or "en").lower().partition("-")[0]
    try:
        cuts = [boundary["start_index"] for boundary in get_sentence_boundaries(code, piece)]
    except (ValueError, RuntimeError):
        # A lone surrogate cannot be handed over as UTF-8 (UnicodeEncodeError is a ValueError).
        return [0]
    return corrected(piece, (_past_closers(piece, cut) for cut in cuts), code)


def _around_marks(passage: str, cut: int) -> int:
    """Move a cut so that each mark stands with the sentence it closes or opens."""
    return _before_openers(passage, _past_closers(passage, cut))


def _before_openers(passage: str, cut: int) -> int:
    """Move a cut before the quotation marks that open the sentence after it.

    They follow a blank and touch the next word; “«” opens, whatever follows, for French sets a blank there.
    """
    found = _OPENERS.search(passage, max(0, cut - _MARKS), cut)
    if found is None or cut == len(passage):
        return cut
    opens = not (found["blank"] or passage[cut].isspace()) or not found["marks"].strip("«‹")
    return found.start() if opens else cut


def _past_closers(passage: str, cut: int) -> int:
    """Move a cut behind the quotation marks and brackets that close the sentence before it."""
    if cut == 0:
        return 0
    closers = _CLOSERS_BEFORE_SPACE.match(passage, cut)
    if closers is None and not passage[cut - 1].isspace():
        closers = _CLOSERS.match(passage, cut)
    return closers.end() if closers else cut


def sentence_at(
    text: str,
    offset: int,
    paragraphs: Ranges,
    language: str | None,
    dateline: tuple[int, int] | None = None,
) -> tuple[int, int]:
    """Give the sentence `offset` is in, or the one before where it is between two.

    The lead begins behind the dateline, asked for from within that too. Where the paragraph has none, an
    empty span at `offset`.
    """
    offset = settle(text, offset)
    start, end = paragraph_at(text, offset, paragraphs)
    if (
        dateline is not None
        and start <= dateline[0]
        and dateline[1] < end
        and not text[dateline[1] : end].isspace()
    ):
        start = dateline[1]
        offset = max(offset, start)
    found = _sentences_of(text[start:end], language)
    if not found:
        return offset, offset
    from_, to = found[index_of(found, offset - start)]
    return start + from_, start + to


def sentence_forward(text: str, offset: int, paragraphs: Ranges, language: str | None, count: int = 1) -> int:
    """Give the start of the next sentence (``)``), or the last visible cluster after the last."""
    starts = _starts_ahead(text, settle(text, offset), paragraphs or ((0, len(text)),), language)
    return _nth(starts, count, last(text))


def sentence_back(text: str, offset: int, paragraphs: Ranges, language: str | None, count: int = 1) -> int:
    """Give the start of this sentence, or of the one before when already there (``(``)."""
    starts = _starts_before(text, settle(text, offset), paragraphs or ((0, len(text)),), language)
    return _nth(starts, count, first(text))


def _nth(starts: Iterator[int], count: int, otherwise: int) -> int:
    return next(islice(starts, count - 1, None), otherwise)


def _starts_ahead(text: str, offset: int, paragraphs: Ranges, language: str | None) -> Iterator[int]:
    """Give where the sentences after `offset` start, the next one first."""
    for index in range(index_of(paragraphs, offset), len(paragraphs)):
        start, end = paragraphs[index]
        found = _sentences_of(text[start:end], language)
        for number in range(index_of(found, offset - start), len(found)):
            candidate = settle(text, start + found[number][0])
            if candidate > offset:
                yield candidate
                offset = candidate


def _starts_before(text: str, offset: int, paragraphs: Ranges, language: str | None) -> Iterator[int]:
    """Give where the sentences before `offset` start, the nearest one first."""
    for index in range(index_of(paragraphs, offset), -1, -1):
        start, end = paragraphs[index]
        found = _sentences_of(text[start:end], language)
        for number in range(index_of(found, offset - start), -1, -1) if found else ():
            candidate = settle(text, start + found[number][0])
            if candidate < offset:
                yield candidate
                offset = candidate
