"""Speech that is printed without marks: a paragraph of its own below "Ana Ruiz said:", in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution, Reader
from store.structure.quotation_marks import MARKS, Quoted
from store.structure.speech.table import Speech

#: Characters of the paragraph above that say whose words follow.
_REACH = 300
#: Words behind the last verb of saying, and of the shortest statement.
_NEAR, _FEWEST = 4, 6
#: By what a statement is told from what others say of somebody, and goes on in a further paragraph.
_FIRST_PERSON = lazy_pattern(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|me|[Yy]ou|I['’]\w+|[Ww]e['’]\w+)\b")
_END = lazy_pattern(r"[.!?]\s*\Z")
#: Paragraphs of the longest statement.
_LONGEST = 6


def statements(
    text: str, spans: Sequence[tuple[int, int]], speech: Speech, reader: Reader
) -> Iterator[tuple[Quoted, Attribution]]:
    """The statements without marks, each with whose it is: of full names only, and in the first person."""
    if speech.any_verb:
        return
    last = -1
    for index in range(1, len(spans)):
        above = spans[index - 1]
        if index <= last or text[above[1] - 1] != ":" or not _is_prose(text, spans[index]):
            continue
        lead = text[max(above[0], above[1] - _REACH) : above[1]].replace("\n", " ")
        verbs = list(speech.said_pattern.finditer(lead))
        if not verbs or len(lead[verbs[-1].end() :].split()) > _NEAR:
            continue
        said = reader.before(lead)
        if said is None or said.name is None or " " not in said.name:
            continue
        first = index
        if not _may_be_said(text, spans[index]):  # unless the next one tells that somebody speaks
            if index + 1 == len(spans) or not _may_be_said(text, spans[index + 1]):
                continue
            yield Quoted(*spans[index], index, index, closed=False, opened=False), said
            first += 1
        last = first
        while last + 1 < min(len(spans), index + _LONGEST) and _may_be_said(text, spans[last + 1]):
            last += 1
        yield Quoted(spans[first][0], spans[last][1], first, last, closed=False, opened=False), said


def _may_be_said(text: str, span: tuple[int, int]) -> bool:
    """Whether a paragraph is whole sentences without marks, in the first person."""
    return _is_prose(text, span) and _FIRST_PERSON.search(text, *span) is not None


def _is_prose(text: str, span: tuple[int, int]) -> bool:
    """Whether a paragraph is whole sentences without marks."""
    words = text[slice(*span)]
    prose = words[0].isalpha() and len(words.split()) >= _FEWEST and _END.search(words) is not None
    return prose and not MARKS.search(words)
