"""Quoted speech: where it stands in the text, its quotation marks included, and who is speaking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.models import Quotation
from store.structure.names import Names
from store.structure.roles import role_of
from store.structure.speakers import Attribution, attribution_after, attribution_before, signature

#: Paragraphs that one quotation may run through, each opened anew.
LONGEST = 30
#: Characters on either side of a quotation that may say whose it is.
REACH = 200
#: Paragraphs after which a quotation that nobody is said to have spoken is no longer the last speaker's.
_NEAR = 6
#: Quotation marks that may be open at a time; more are no writer's.
_DEEP = 8

_MARKS = re.compile('[“”"«»„‟「」『』‘’]')
_CLOSERS = {"“": '”"', "«": "»", "»": "«", "„": '“”‟"', "‟": "”", "「": "」", "『": "』", '"': '"”', "‘": "’"}
_OPENERS = frozenset("“«„‟「『")
_CLOSING_SINGLE = re.compile(r"[.,!?…]’(?!\w)")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\w[\w'’\-]*")
_ENDS = tuple(".!?,;…。！？，；")
#: After these words a phrase in quotation marks is a name or a term, not speech.
_NAMING = re.compile(
    r"\b(?:"
    r"titled|entitled|called|named|known as|dubbed|the (?:word|term|phrase)s?|such as|so-called|words?"
    r"|intitulée?|appelée?|titulad[oa]|llamad[oa]|genannt|referred to as|defined as|or|the|a|an|its|his"
    r"|her|their|of|like)\s*\(?$",
    re.IGNORECASE,
)


#: After these a phrase with capitals is a title.
_TITLED = re.compile(
    r"\b(?:"
    r"theme|slogan|tagline|motto|title|hashtag|campaign|initiative|book|song|album|film|session|report"
    r"|panel|talk|summit)\W{0,3}$"
    r"|(?:^|\n|[.!?]\s)In\s$",
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
    closed: bool = True
    """Whether a mark closes it; else it ends with its paragraph."""


@dataclass(frozen=True, slots=True)
class _Speech:
    """A passage that is speech, and whose it is as far as the words beside it say."""

    quoted: _Quoted
    said: Attribution | None
    follows: bool
    """Whether another one stands before it in its paragraph."""


def quotations(
    text: str, spans: Sequence[tuple[int, int]], around: Sequence[tuple[int, int]] | None = None
) -> tuple[Quotation, ...]:
    """The quoted speech in the paragraphs `spans`, in order; none if no passage of `around` is between marks.

    Phrases between quotation marks that nobody is said to have spoken (titles, terms, scare quotes) are
    left out, unless they are long enough to be speech by themselves.
    """
    quoted = list(_quoted(text, spans)) if around is None else _quoted_around(text, spans, around)
    if not quoted:
        return ()
    speech = list(_speech(text, spans, quoted))
    if not speech:
        return ()
    names = Names(text, spans)
    speakers = _speakers(text, spans, speech, names)
    roles = {name: role_of(text, name) for name in dict.fromkeys(speakers) if name is not None}
    return tuple(
        Quotation(one.quoted.start, one.quoted.end, name, roles[name] if name else None)
        for one, name in zip(speech, speakers, strict=True)
    )


def _quoted_around(
    text: str, spans: Sequence[tuple[int, int]], passages: Sequence[tuple[int, int]]
) -> list[_Quoted]:
    """What `_quoted` gives where one of it holds one of the passages, else nothing."""
    last = max((start for start, _ in passages), default=-1)
    if not _MARKS.search(text, 0, last + 1):
        return []  # nothing is opened before any of them
    quoted = list(_quoted(text, spans))
    held = any(one.start <= start and end <= one.end for start, end in passages for one in quoted)
    return quoted if held else []


def _speech(text: str, spans: Sequence[tuple[int, int]], quoted: Sequence[_Quoted]) -> Iterator[_Speech]:
    """Those of the quoted passages that are speech."""
    last = -1
    for index, item in enumerate(quoted):
        start, end = spans[item.first][0], spans[item.last][1]
        before_from = max(start, item.start - REACH, quoted[index - 1].end if index else 0)
        after_to = min(end, item.end + REACH, quoted[index + 1].start if index + 1 < len(quoted) else end)
        before, after = text[before_from : item.start], text[item.end : after_to]
        if before.endswith("(") and after.startswith(")"):
            continue  # a defined term
        said = _attribution(text, spans, item, before, after)
        words = text[item.start + 1 : item.end - item.closed]
        follows = last == item.first
        if not item.closed and not _unclosed_speech(words, before, said is not None or follows):
            continue
        if _is_speech(words, before, after, said is not None, follows):
            yield _Speech(item, said, follows)
            last = item.last


def _attribution(
    text: str, spans: Sequence[tuple[int, int]], item: _Quoted, before: str, after: str
) -> Attribution | None:
    """Whose words they are: said after them, before them, or by a line of its own below them."""
    inside_end = text[max(item.start, item.end - 3) : item.end]
    ended = any(mark in inside_end for mark in ".!?。！？")
    said = attribution_after(after, ended, paused="," in inside_end)
    if said is None and before.strip():
        said = attribution_before(before)
    if said is None and item.start == spans[item.first][0] and item.first > 0:
        start, end = spans[item.first - 1]
        above = text[max(start, end - REACH) : end]
        said = attribution_before(above) if above.endswith((":", "：")) else None
    ends_paragraph = not text[item.end : spans[item.last][1]].strip()
    if said is None and ends_paragraph and item.last + 1 < len(spans):
        start, end = spans[item.last + 1]
        said = signature(text[start : min(end, start + REACH)])
    return said


def _speakers(
    text: str, spans: Sequence[tuple[int, int]], speech: Sequence[_Speech], names: Names
) -> list[str | None]:
    """Each passage's speaker: as attributed, else the one whom the words before it name, else the last."""
    found: list[str | None] = []
    last: str | None = None
    last_at = -_NEAR
    for index, one in enumerate(speech):
        said, item = one.said, one.quoted
        name: str | None
        if said is not None and said.name is not None:
            name = names.fullest(said.name)
        elif said is not None and said.pronoun is None:
            name = None  # "a spokesman said"
        elif said is not None and said.plural:
            name = None
        elif one.follows and said is None and found[index - 1] is not None:
            name = found[index - 1]
        else:
            known = list(dict.fromkeys(filter(None, found)))
            name = _mentioned(text, spans, item, known, names)
            if name is None and (said is not None or item.first - last_at <= _NEAR):
                name = last
            if name is None and (person := names.last_person(item.start)):
                name = person[0]
        found.append(name)
        if name is not None:
            last, last_at = name, item.last
    return _from_next(speech, found, names)


def _mentioned(
    text: str, spans: Sequence[tuple[int, int]], item: _Quoted, known: Sequence[str], names: Names
) -> str | None:
    """The person whom the words just before the passage name: the last one at the head of a sentence.

    Where none stands at the head of one, the last of all.
    """
    start = spans[item.first][0]
    if start == item.start and item.first:
        start = spans[item.first - 1][0]
    start = max(start, item.start - 3 * REACH)
    person = names.last_person(item.start, item.start - start + 1)
    if person and person[0] not in known:
        known = [*known, person[0]]
    if len(known) < 2:
        return known[0] if person else None
    before = text[start : item.start]
    best, found = (False, -1), None
    for name in known:
        words = name.split()
        for word in {words[0], words[-1]}:
            if word not in before:  # most of the names of a long text
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w|['’]s)", before):
                lead = before[: match.start()].rstrip()
                place = (not lead or lead[-1] in '.!?”"', match.start())
                if place > best:
                    best, found = place, name
    return found


def _from_next(speech: Sequence[_Speech], found: list[str | None], names: Names) -> list[str | None]:
    """A passage still without speaker takes the next one's in its paragraph."""
    for index in range(len(speech) - 2, -1, -1):
        here, following = speech[index], speech[index + 1]
        if found[index] is None and here.said is None and following.quoted.first - here.quoted.last <= 1:
            found[index] = found[index + 1]
    return found


def _is_speech(words: str, before: str, after: str, attributed: bool, continues: bool) -> bool:
    """Whether quoted words are speech rather than a title, a term or a scare quote."""
    count = len(_WORD.findall(words[:2000])) + len(_EAST.findall(words[:2000])) // 2
    stripped = words.strip()
    if _TITLED.search(before[-40:]) and _is_title(words):
        return False
    if attributed:
        led = before.rstrip()[-1:] in (":", "：", ",", "，") or after[:1] in (",", "،", "，")
        ended = stripped[-1:] in _ENDS or (count > 1 and led)
        if _NAMING.search(before[-40:]):
            return count >= (4 if ended else 6)
        return ended or (count >= 4 and not _is_title(words))
    sentence = stripped[-1:] in _ENDS and not stripped[:1].islower()
    if _is_title(words) or stripped[:1].islower():
        return False
    if continues and count >= 3 and sentence:
        return True
    return (count >= 6 or (count >= 3 and sentence)) and not _NAMING.search(before[-40:])


def _unclosed_speech(words: str, before: str, attributed: bool) -> bool:
    """Whether a passage whose closing mark is missing is speech: whole sentences that somebody said."""
    whole = words.rstrip()[-1:] in tuple('.!?“”"') and not words[:1].islower()
    return attributed and whole and len(words.split()) >= 6 and before.strip()[-1:] in ("", *':,.”"')


def _is_title(words: str) -> bool:
    """Whether nearly every longer word begins with a capital, as in the title of a book."""
    longer = [word for word in _WORD.findall(words[:300]) if len(word) > 3]
    capitals = sum(not word[0].islower() for word in longer)
    cased = any(word.lower() != word.upper() for word in longer)
    return cased and len(words) < 120 and capitals * 4 >= len(longer) * 3


def _quoted(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[_Quoted]:
    """Every passage between a pair of quotation marks, nested ones within the outer one.

    Marks that are opened and not closed end with their paragraph, unless the next one opens with the same.
    """
    opened: list[tuple[int, str, int]] = []
    for index, (start, end) in enumerate(spans):
        if opened and (text[start] != opened[0][1] or index - opened[0][2] > LONGEST):
            opened = []
        inner: list[_Quoted] = []
        for match in _MARKS.finditer(text, start, end):
            position, mark = match.start(), match[0]
            if opened and position == start and mark == opened[0][1]:
                continue  # a further paragraph of the same quotation
            if opened and _closes(text, position, end, mark, opened[-1][1]):
                at, _, first = opened.pop()
                one = _Quoted(at, position + 1, first, index)
                if opened:
                    inner.append(one)
                else:
                    inner.clear()
                    yield one
            elif mark == "‘" and opened:
                continue  # words within words
            elif len(opened) < _DEEP and _opens(text, position, mark):
                opened.append((position, mark, index))
        if opened:
            continues = index + 1 < len(spans) and text[spans[index + 1][0]] == opened[0][1]
            if not continues:
                yield from _left_open(opened, inner, index, end)
                opened = []
            del opened[1:]


def _left_open(
    opened: list[tuple[int, str, int]], inner: list[_Quoted], index: int, end: int
) -> Iterator[_Quoted]:
    """What a paragraph holds whose last marks are not closed: the pairs, else all from the last on."""
    at, _, first = opened[-1]
    yield from inner
    if (not inner or inner[-1].end <= at) and opened[-1][1] != "‘":
        yield _Quoted(at, end, first, index, closed=False)


def _closes(text: str, position: int, end: int, mark: str, opener: str) -> bool:
    """Whether the mark closes what `opener` opened."""
    if mark in _CLOSERS[opener]:
        if mark == "’":
            return _closes_single(text, position, end)
        return mark != '"' or not _opens_only(text, position, end)
    # an opening mark typed for a closing one, after the end of a sentence
    wrong = mark == opener == "“" and text[position - 1] in ".,!?"
    return wrong and not text[position + 1 : min(end, position + 2)].strip()


def _closes_single(text: str, position: int, end: int) -> bool:
    """Whether a mark that may be an apostrophe closes: after a stop, or where no later one does."""
    if text[position + 1 : min(end, position + 2)].isalnum():
        return False
    if text[position - 1] in ".,!?…":
        return True
    later = _CLOSING_SINGLE.search(text, position + 1, min(end, position + 1500))
    return later is None


def _opens(text: str, position: int, mark: str) -> bool:
    """Whether the mark opens a quotation: some do by their shape, others by the blanks around them."""
    if mark in _OPENERS:
        return True
    if mark not in '"»‘':
        return False
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    return (not before or before.isspace() or before in "([{—–-:،,") and bool(after) and not after.isspace()


def _opens_only(text: str, position: int, end: int) -> bool:
    """Whether a straight mark met inside a quotation can only open another: blank before, letter after."""
    return position + 1 < end and text[position - 1].isspace() and text[position + 1].isalnum()
