"""Whose turn it is to speak: each passage's speaker, from what is said of it and of those before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.structure.attributions import Attribution
from store.structure.names import Names
from store.structure.printed_names import CAPITAL, LOWER, PARTICLE
from store.structure.quotation_marks import Quoted
from store.structure.sentence_heads import is_person
from store.structure.speech.table import Speech
from store.structure.uncased_speakers import holder_of
from store.structure.whole_words import NO_WORD_BEFORE, standing
from store.structure.word_lists import word_set

#: Paragraphs after which a quotation that nobody is said to have spoken is no longer the last speaker's.
_NEAR = 6
#: Characters before a passage in which a person may be named whose it is.
_REACH = 600

#: What tells more of a place or of a thing, not of a person.
_WHERE = "(?:where|which|wo|où|donde|onde|dove|waar|där|gdzie|где)"
#: A full name at the head of a sentence, and a pause that says more of the person.
_HEAD = re.compile(
    rf"(?:(?<=[.!?”»]\s)|(?<![\s\S])|(?<=\n))(?P<name>{CAPITAL}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,3}})(?:,\s(?=[{LOWER}\d])(?!{_WHERE}\b)|\s(?=[«“„\"]))"
)


#: A surname at the head of a sentence.
_SURNAME = re.compile(
    rf"(?:(?<=[.!?”»]\s)|(?<![\s\S])|(?<=\n))(?P<name>{CAPITAL})(?:['’]s\s|,\s(?=[{LOWER}])|\s(?=[{LOWER}]))"
)
#: Pronouns of which one cannot mean whom the other means.
_HE = word_set("he er il lui egli él hij ele han on он 他")
_SHE = word_set("she sie elle lei ella zij ze ela hon ona она 她")
#: Neither more of the word behind it nor a genitive's end.
_NO_GENITIVE = re.compile(r"(?!\w|['’]s)")
_FULL = re.compile(rf"{CAPITAL}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,3}}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage that is speech, and whose it is as far as the words beside it say."""

    quoted: Quoted
    said: Attribution | None
    follows: bool
    """Whether another one stands before it in its paragraph."""


def speakers(
    text: str, spans: Sequence[tuple[int, int]], spoken: Sequence[Spoken], speech: Speech
) -> list[str | None]:
    """Each passage's speaker: as attributed, else the one whom the words before it name, else the last."""
    names = Names(text, spans, speech)
    heads = _Heads(text, spans, speech)
    found: list[str | None] = []
    known: dict[str, None] = {}
    last: str | None = None
    last_at = -_NEAR
    earlier: list[tuple[int, int]] = []
    known_as: dict[str, str] = {}  # by which pronoun somebody was meant
    for index, one in enumerate(spoken):
        said, item = one.said, one.quoted
        name: str | None
        if said is not None and said.name is not None:
            printed = said.name
            if speech.reader != "capitals":
                printed = _known_by(printed, known, speech.reader == "arabic")
            name = names.fullest(printed)
            if name and speech.inflected and said.inflected:
                name = names.nominative(name)
        elif said is not None and (said.pronoun is None or said.plural):
            name = None  # "a spokesman said"
        elif one.follows and said is None and (found[index - 1] or spoken[index - 1].said is not None):
            name = found[index - 1]
        elif said is not None and said.offices and speech.reader == "japanese":
            name = next(filter(None, (holder_of(text, office) for office in said.offices)), None)
        elif said is not None and said.offices and (meant := names.with_offices(said.offices, item.start)):
            name = meant
        elif said is not None and said.offices and last is not None and names.is_other(last, said.offices):
            name = None  # somebody who is not named
        else:
            meant_by = said.pronoun.casefold() if said is not None and said.pronoun else None
            other = {who for who, by in known_as.items() if meant_by and _contradict(by, meant_by)}
            person = names.last_person(item.start) if said is not None else None
            if meant_by:
                named = [*known, person[0]] if person else known
                other |= {who for who in named if _contradict(names.addressed(who) or "", meant_by)}
            people = [who for who in known if who not in other and (said is None or is_person(who))]
            if last in other:
                last = None
            name = _mentioned(text, spans, item, people, names, earlier[-1:])
            if name in other:
                name = None
            if said is None and index and _goes_on(text, spoken[index - 1].quoted, item, people):
                name = last
            if said is not None and (about := heads.surname_before(item, names)) and about not in other:
                name = about
            if (introduced := heads.before(item)) and names.fullest(introduced) not in known:
                name = names.fullest(introduced)
            if said is None and text[: item.start].endswith((":", "：", ": ", "： ")):
                last = None  # a heading, or what introduces another
            if name is None and (said is not None or item.first - last_at <= _NEAR):
                name = last
            if name is None and said is not None and other and len(people) == 1:
                name = people[0]
            if name is None and person and person[0] not in other:
                name = person[0]
        found.append(name)
        earlier.append((item.start, item.end))
        if name is not None:
            known[name] = None
            if said is not None and said.pronoun and not said.plural:
                known_as.setdefault(name, said.pronoun.casefold())
            last, last_at = name, item.last
    return _from_next(text, spoken, found)


def _goes_on(text: str, before: Quoted, item: Quoted, people: Sequence[str]) -> bool:
    """Whether a passage begins the paragraph behind the one before, and nobody is named between them."""
    if before.last != item.first - 1 or text[item.start - 1] != "\n":
        return False
    between = text[before.end : item.start]
    return not any(name.rsplit(" ", 1)[-1] in between for name in people) and not _FULL.search(between)


def _contradict(one: str, other: str) -> bool:
    """Whether two pronouns mean a man and a woman."""
    return (one in _HE and other in _SHE) or (one in _SHE and other in _HE)


def _known_by(name: str, known: Iterable[str], last: bool) -> str:
    """The full name of whom a surname means, which stands `last` or first in the names of the script."""
    meant = (full for full in known if (full.endswith(f" {name}") if last else full.startswith(name)))
    return next(meant, name)


def _mentioned(
    text: str,
    spans: Sequence[tuple[int, int]],
    item: Quoted,
    known: Sequence[str],
    names: Names,
    quoted: Sequence[tuple[int, int]] = (),
) -> str | None:
    """The person whom the words just before the passage name: the last one at the head of a sentence.

    Where none stands at the head of one, the last of all. Whom the passages `quoted` name does not count.
    """
    start = spans[item.first][0]
    if start == item.start and item.first:
        start = spans[item.first - 1][0]
    start = max(start, item.start - _REACH)
    person = names.last_person(item.start, item.start - start + 1)
    if person and person[0] not in known:
        known = [*known, person[0]]
    if len(known) < 2:
        return known[0] if person else None
    before = text[start : item.start]
    for begin, end in quoted:
        if end > start:
            first = max(begin - start, 0)
            before = before[:first] + " " * (end - start - first) + before[end - start :]
    best, found = (False, -1), None
    for name in known:
        words = name.split()
        for word in {words[0], words[-1]}:
            if word not in before:  # most of the names of a long text
                continue
            for at in standing(word, before, NO_WORD_BEFORE, _NO_GENITIVE):
                lead = before[:at].rstrip()
                place = (not lead or lead[-1] in '.!?”"', at)
                if place > best:
                    best, found = place, name
    return found


class _Heads:
    """The people with whom sentences of a text begin; looked for a paragraph at a time."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], speech: Speech) -> None:
        self._text, self._spans = text, spans
        self._no_names = speech.function_words | speech.pronoun_words
        self._of: dict[int, list[tuple[int, str]]] = {}

    def surname_before(self, item: Quoted, names: Names) -> str | None:
        """The last whose surname begins a sentence of the paragraph before a passage: "Ruiz, who is 88,"."""
        start = max(self._spans[item.first][0], item.start - _REACH)
        matches = list(_SURNAME.finditer(self._text, start, item.start))
        for match in reversed(matches):
            if match["name"].casefold() in self._no_names:
                continue
            name = names.fullest(match["name"])
            if name and " " in name and name.endswith(match["name"]) and is_person(name):
                return name
        return None

    def before(self, item: Quoted) -> str | None:
        """The last of its paragraph before a passage: "Ana Ruiz, one of"."""
        if item.first not in self._of:
            matches = _HEAD.finditer(self._text, *self._spans[item.first])
            self._of[item.first] = [(match.end(), match["name"]) for match in matches]
        heads = self._of[item.first]
        index = bisect_right(heads, (item.start, "")) - 1
        return heads[index][1] if index >= 0 and heads[index][0] > item.start - _REACH else None


def _from_next(text: str, spoken: Sequence[Spoken], found: list[str | None]) -> list[str | None]:
    """A passage still without speaker takes the next one's in its paragraph, if no other is introduced."""
    for index in range(len(spoken) - 2, -1, -1):
        here, following = spoken[index], spoken[index + 1]
        if found[index] is not None or here.said is not None or found[index + 1] is None:
            continue
        between = text[here.quoted.end : following.quoted.start].rstrip()
        others = (run[0] for run in _FULL.finditer(between))
        if any(run not in (found[index + 1] or "") for run in others):
            continue  # "is how Ana Ruiz puts it"
        if here.follows and spoken[index - 1].said is not None:
            continue  # hers of whom the words before it tell
        near = following.quoted.first - here.quoted.last <= 1 and not between.endswith((":", "："))
        if near:
            found[index] = found[index + 1]
    return found
