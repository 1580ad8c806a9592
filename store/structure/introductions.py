"""Where words name people in the ways that a text introduces them: "Ana Ruiz, who", "Mr Berg", "Ruiz added".

Patterns that look behind themselves try each character, and there are many to look for: so the few places
where one can begin are found first, and told to each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from store.patterns import lazy_pattern
from store.structure.name_phrases import AUXILIARY
from store.structure.printed_names import CAPITAL, FULL_NAME, LOWER, UPPER
from store.structure.speech.table import Speech, alternatives
from store.structure.word_lists import word_set

#: What tells more of a place or of a thing, not of a person.
_WHERE = "(?:where|which|wo|où|donde|onde|dove|waar|där|gdzie|где)"
#: Behind what a sentence begins.
_BEFORE_START = lazy_pattern(r"[.!?”»\n](?:(?<=\n)|\s)")
#: What stands at the head of one before its subject: "On Monday, ".
_FIRST = r"(?:[^.,:;“”«»\"]{2,40},\s)?"
#: A full name at the head of a sentence, and a pause that says more of the person.
HEAD = lazy_pattern(
    rf"{_FIRST}(?P<name>{FULL_NAME})(?:\s(?:of|from|aus|uit|di|da|de)\s{CAPITAL}(?=,))?"
    rf"(?:,\s(?=[{LOWER}\d])(?!{_WHERE}\b)|\s(?=[«“„\"]|\Z))"
)
#: A surname at the head of a sentence.
SURNAME = lazy_pattern(rf"{_FIRST}(?P<name>{CAPITAL})(?:['’]s\s|,\s(?=[{LOWER}])|\s(?=[{LOWER}]))")
#: A word in capitals behind a blank.
_NAME = lazy_pattern(rf"\s(?P<name>{CAPITAL})(?!\w)")
#: Who is presented: "One of them is Ana Ruiz, who", "Parmi eux figure Ana Ruiz,".
_PRESENTED = lazy_pattern(rf"(?P<name>{FULL_NAME}),\s(?=[{LOWER}\d])")
_IS = tuple(word_set("is was are were est figure es fue è era é foi ist war är jest"))
_IS_WORDS = frozenset(_IS)
_PRESENTS = lazy_pattern(
    rf"(?<!\w)(?:{'|'.join(_IS)})(?:\s(?:the|[ld]['’]|le|la|el|il|lo|o|a|der|die|de|het|un|une|una|uma?|eine?|een|en)"
    rf"\s?[{LOWER}]+(?:\s[{LOWER}]+)?)?\Z"
)
#: Characters from "is" up to a name: "is the champion swimmer".
_PRESENTING = 50
#: What may be a title, and where the words before a name may begin.
_TITLE = lazy_pattern(r"(?<!\w)\w[\w-]*\.?\Z")
_LONGEST = 60
#: What stands before the name of who speaks.
_BEFORE_SPEAKER = lazy_pattern(rf"(?:(?<=[,;:])|(?<!\w)[{LOWER}][\w'’-]*)\s\Z")


@cache
def office_first(speech: Speech) -> re.Pattern[str]:
    """An office with its article at the head of a sentence: "The Minister directed"."""
    article = alternatives(speech.determiners)
    return re.compile(rf"(?i:{article})\s(?P<office>\w[\w-]*(?:\s[{UPPER}][\w-]*)?)\s(?=[{LOWER}])")


@cache
def _speaking(speech: Speech) -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{CAPITAL})\s(?:{AUXILIARY}\s)?{alternatives(speech.verbs)}\b")


class Introductions:
    """The places in some words where people may be introduced, and what each kind finds there."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._starts = [0, *(match.end() for match in _BEFORE_START.finditer(words))]
        self._names = list(_NAME.finditer(words))

    def at_starts(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What a pattern finds where sentences or lines begin, each behind the one before."""
        end = 0
        for start in self._starts:
            if start >= end and (match := pattern.match(self._words, start)):
                end = match.end()
                yield match

    def presented(self) -> Iterator[re.Match[str]]:
        """The full names behind "is" and the like."""
        words = self._words
        for name in self._names:
            blank = name.start()
            near = words[max(0, blank - _PRESENTING) : blank]
            last = near.replace("’", " ").replace("'", " ").split()[-4:]
            led = not _IS_WORDS.isdisjoint(last) and _PRESENTS.search(near)
            if led and (match := _PRESENTED.match(words, blank + 1)):
                yield match

    def speaking(self, speech: Speech) -> Iterator[re.Match[str]]:
        """The surnames before a verb of saying: "En tanto, Ruiz destacó que"."""
        words, end = self._words, 0
        for name in self._names:
            if words[name.end() : name.end() + 1].isspace():
                at = name.start() + 1
                match = _speaking(speech).match(words, at)
                if match and _BEFORE_SPEAKER.search(words, max(end, at - _LONGEST), at):
                    end = match.end()
                    yield match

    def titled(self) -> Iterator[tuple[str, re.Match[str]]]:
        """What may be a title, with the name behind it: "Mr Berg", "His wife, Ida,"."""
        words = self._words
        for name in self._names:
            end = name.start() - words.endswith(",", 0, name.start())
            word = words[max(0, end - _LONGEST) : end].rsplit(None, 1)[-1:]
            if word and not words[end - 1].isspace():
                title = None if word[0].isalpha() else _TITLE.search(word[0])
                if title or word[0].isalpha():
                    yield title[0] if title else word[0], name
