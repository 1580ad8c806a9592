"""Quoted speech: where it stands in the text, its quotation marks included, and who is speaking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.models import Quotation
from store.speakers import Attribution, Names, attribution_after, attribution_before, signature

#: Paragraphs that one quotation may run through, each opened anew.
LONGEST = 30
#: Characters on either side of a quotation that may say whose it is.
REACH = 200

_MARKS = re.compile('[“”"«»„‟「」『』]')
_CLOSERS = {"“": "”", "«": "»", "»": "«", "„": "“”‟", "‟": "”", "「": "」", "『": "』", '"': '"'}
_OPENERS = frozenset("“«„‟「『")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\w[\w'’\-]*")
#: After these words a phrase in quotation marks is a name or a term, not speech.
_NAMING = re.compile(
    r"\b(?:titled|entitled|called|named|known as|dubbed|the (?:word|term|phrase)s?|such as|so-called|words?|"
    r"intitulée?|appelée?|titulad[oa]|llamad[oa]|genannt|referred to as|defined as|or|the|a|an|its|his|her"
    r"|their|of)"
    r"\s*\(?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A passage between quotation marks, and the paragraph in which it ends."""

    start: int
    end: int
    first: int
    last: int
    """Indices of its first and last paragraph."""


def quotations(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """The quoted speech in the paragraphs `spans`, in order.

    Phrases between quotation marks that nobody is said to have spoken (titles, terms, scare quotes) are
    left out, unless they are long enough to be speech by themselves.
    """
    quoted = list(_quoted(text, spans))
    if not quoted:
        return ()
    names = Names(text, spans)
    found: list[Quotation] = []
    last_speaker: str | None = None
    previous: tuple[int, str | None] | None = None
    for index, item in enumerate(quoted):
        start, end = spans[item.first][0], spans[item.last][1]
        before_from = max(start, item.start - REACH, quoted[index - 1].end if index else 0)
        after_to = min(end, item.end + REACH, quoted[index + 1].start if index + 1 < len(quoted) else end)
        before, after = text[before_from : item.start], text[item.end : after_to]
        said = _attribution(text, spans, item, before, after)
        same_paragraph = previous is not None and previous[0] == item.first
        if not _is_speech(text[item.start + 1 : item.end - 1], before, said is not None, same_paragraph):
            continue
        speaker = None
        if said is not None:
            speaker = names.resolve(said, item.end, item.start, last_speaker)
        elif same_paragraph and previous is not None:
            speaker = previous[1]
        last_speaker = speaker or last_speaker
        previous = (item.last, speaker)
        found.append(Quotation(item.start, item.end, speaker))
    return tuple(found)


def _attribution(
    text: str, spans: Sequence[tuple[int, int]], item: _Quoted, before: str, after: str
) -> Attribution | None:
    """Whose words they are: said after them, before them, or by a line of its own below them."""
    inside_end = text[max(item.start, item.end - 3) : item.end]
    said = attribution_after(after, sentence_ended=any(mark in inside_end for mark in ".!?。！？"))
    if said is None and before.strip():
        said = attribution_before(before)
    if said is None and item.start == spans[item.first][0] and item.first > 0:
        start, end = spans[item.first - 1]
        above = text[max(start, end - REACH) : end]
        said = attribution_before(above) if above.endswith((":", "：")) else None
    if said is None and not after.strip() and item.last + 1 < len(spans):
        start, end = spans[item.last + 1]
        said = signature(text[start:end]) if end - start <= 120 else None
    return said


def _is_speech(words: str, before: str, attributed: bool, continues: bool) -> bool:
    """Whether quoted words are speech rather than a title, a term or a scare quote."""
    count = len(_WORD.findall(words[:2000])) + len(_EAST.findall(words[:2000])) // 2
    if attributed:
        return count > 1 or words[-1:] in tuple(".!?,。！？，")
    sentence = words.rstrip()[-1:] in tuple(".!?,;…。！？，；") and not words[:1].islower()
    if _is_title(words):
        return False
    if continues and count >= 3 and sentence:
        return True
    return (count >= 6 or (count >= 3 and sentence)) and not _NAMING.search(before[-40:])


def _is_title(words: str) -> bool:
    """Whether nearly every longer word begins with a capital, as in the title of a book."""
    longer = [word for word in _WORD.findall(words[:300]) if len(word) > 3]
    capitals = sum(not word[0].islower() for word in longer)
    cased = any(word.lower() != word.upper() for word in longer)
    return cased and len(words) < 120 and capitals * 4 >= len(longer) * 3


def _quoted(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[_Quoted]:
    """Every passage between a pair of quotation marks, nested ones within the outer one."""
    open_at, opener, first = -1, "", -1
    for index, (start, end) in enumerate(spans):
        if open_at >= 0 and (text[start] != opener or index - first > LONGEST):
            open_at = -1  # never closed: the writer's slip, not a quotation to the end of the text
        depth = 1 if open_at >= 0 else 0
        for match in _MARKS.finditer(text, start, end):
            position, mark = match.start(), match[0]
            if open_at < 0:
                if _opens(text, position, mark):
                    open_at, opener, first, depth = position, mark, index, 1
            elif position == start and mark == opener:
                continue  # a further paragraph of the same quotation
            elif mark in _CLOSERS[opener] and not (mark == '"' and _opens_only(text, position, end)):
                depth -= 1
                if depth == 0:
                    yield _Quoted(open_at, position + 1, first, index)
                    open_at = -1
            elif mark == opener:
                if mark in "「『":
                    depth += 1
                else:
                    open_at, first = position, index  # the earlier one was never closed


def _opens(text: str, position: int, mark: str) -> bool:
    """Whether the mark opens a quotation: some do by their shape, others by the blanks around them."""
    if mark in _OPENERS:
        return True
    if mark not in '"»':
        return False
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    return (not before or before.isspace() or before in "([{—–-:،,") and bool(after) and not after.isspace()


def _opens_only(text: str, position: int, end: int) -> bool:
    """Whether a straight mark met inside a quotation can only open another: blank before, letter after."""
    return position + 1 < end and text[position - 1].isspace() and text[position + 1].isalnum()
