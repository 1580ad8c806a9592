"""The names that a text prints, by the words in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import pairwise

from store.patterns import lazy_pattern
from store.structure.name_phrases import AGE
from store.structure.places import is_known_place
from store.structure.printed_names import (
    CAPITAL,
    PARTICLE,
    UPPER,
    is_acronym,
    is_age,
    is_title,
    offices,
    person,
    person_at_end,
)
from store.structure.sentence_heads import BODIES
from store.structure.speaker_words import AND, LINKS, without_firm
from store.structure.speech.table import Speech
from store.structure.word_lists import word_set

#: A nickname between the names: Ana “Lu” Ruiz.
_NICKNAME = rf"(?:\s[“\"(]{CAPITAL}[”\")])?"
_SEQUENCE = rf"(?<!\w){CAPITAL}{_NICKNAME}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,7}}"
_SEQUENCES = {
    "": lazy_pattern(_SEQUENCE),
    "i": lazy_pattern(_SEQUENCE.replace(PARTICLE, f"(?:{PARTICLE}|i)")),  # Joan Serra i Pujol
}
#: Where one may begin. Behind most words in capitals stands one in lower case: to read all there takes long.
_BEGINNING = re.compile(
    rf"[{UPPER}d](?<!\w.)(?:(?<!d)|(?=['’]))(?=\S*\s(?:[{UPPER}“\"(]|d['’]|(?:{PARTICLE}|i)\s))"
)
#: A phrase after a name that says what the person is: ", chief executive of".
APPOSITION = lazy_pattern(r",\s(?:an?\s|the\s)?((?:[\w'’.&-]+\s?){1,6})")
#: What leads on from an office to what it is of.
_OF = word_set("of de del della dello dei degli delle da do du des der van for för av")
#: An office and what it is of, behind which a name may stand.
_OFFICE_OF = lazy_pattern(
    r"\b((?:[\w-]+\s)?[\w-]+)\s(?:(?:of|to|for|at|de|du|des|del|di|della|dello|degli|delle|dei|ai|agli|alla|alle|au|aux"
    r"|à\sla|per|da|do|dos|das|para|für|der|von|vom|van|voor|av|för)\s|(?:all|dell|d|l)['’])[^,.;:\n]{2,80},\s(?:the\s)?\Z"
)
#: What leads on to what somebody is: "One of them is skipper Ana Ruiz".
_IS = word_set(
    "is was es era fue est était è fu é foi är var jest był была a an un une una um uma een en ett"
)
#: Of which body somebody is: "Ana Ruiz, da Universidade de Leith".
_AFFILIATED = lazy_pattern(
    rf",\s(?:da|do|de\sla|del|de\sl['’]|della|dell['’]|of\sthe|from\sthe|vom|von\sder|van\sde|van\shet|från|из)\s?{CAPITAL}"
)
#: An office and the first of its fields: "Minister for Works, Ports and".
_FIELDS = lazy_pattern(
    rf"(?P<office>[\w-]+)\s(?:of|for|de|du|des|van|für|für|del|della|di|do|da|för|av)\s(?:la\s|l['’])?"
    rf"{CAPITAL}(?:,\s{CAPITAL}){{0,3}},?\s(?:{AND})\s\Z"
)
#: What somebody does that a name stands behind: "the festival led by Ana Ruiz".
_DONE_BY = lazy_pattern(
    r"\b(?:(?:led|headed|chaired|directed|founded|run|curated|coached)\sby|geleitet\svon"
    r"|(?:dirett|guidat|presiedut|fondat|curat|coordinat|allenat)[oaie]\sda(?:l|lla|ll['’])?"
    r"|(?:dirigid|presidid|fundad|encabezad|liderad|coordinad|comisariad|entrenad)[oa]s?\spor"
    r"|(?:dirigid|presidid|fundad|liderad|coordenad|treinad)[oa]s?\spel[oa]"
    r"|(?:dirig|présid|fond|men|coordonn|entraîn)ée?s?\spar)\s\Z"
)
_DONE = 30  # characters before a name that are looked at for it
#: Characters of a text of which all is read at once: to look through it for each word would take long.
_LONG = 30_000
_AND = frozenset(AND.split("|"))
#: What leads on from an office to a field, before a name: "Minister for Ports Ana Ruiz".
_FOR = word_set("for für för voor para")
_ARTICLES = word_set("the a an")
_SMALL = lazy_pattern(r"\s[a-z’']")


class Named:
    """A name as it stands in the text.

    Attributes:
        start: where.
        words: those of the name alone.
    """

    def __init__(self, start: int, words: tuple[str, ...], told: Callable[[], frozenset[str] | None]) -> None:
        """`told` says what `offices` are: of most nobody asks, and to tell takes longer than to read them."""
        self.start, self.words, self._told = start, words, told

    @cached_property
    def offices(self) -> frozenset[str] | None:
        """Those that are said of the person; None where nothing says that it is one."""
        return self._told()


#: Words in capitals, without case, a blank before each; where they stand, and as they were found.
_Sequence = tuple[str, int, re.Match[str]]


class NameIndex:
    """Full names in a text.

    Most texts name many people, and few of them speak: so a paragraph is read only when somebody asks for a
    word that stands in it, or for who was named before a place.
    """

    def __init__(
        self, text: str, spans: Sequence[tuple[int, int]], speech: Speech | None, joint: str
    ) -> None:
        """`speech` has the titles of the language, where it is not English; `joint` joins two surnames."""
        self._text, self._spans, self._speech = text, spans, speech
        # in few, and to look for one is dearer
        self._sequence = _SEQUENCES[joint if f" {joint} " in text else ""]
        self._sequences: dict[int, list[_Sequence]] = {}
        self._named: dict[int, Named | None] = {}
        self._with: dict[str, list[Named]] = {}

    @cached_property
    def every(self) -> list[Named]:
        """All names, in the order of the text."""
        return [one for index in range(len(self._spans)) for one in self._in(index)]

    def with_word(self, word: str) -> list[Named]:
        """The names with a word, which is given without case, in the order of the text."""
        if len(self._text) > _LONG:
            return self._by_word.get(word, [])
        if word not in self._with:
            holding = (index for index, folded in enumerate(self._folded) if word in folded)
            near = (one for index in holding for one in self._in(index, f" {word}"))
            self._with[word] = [one for one in near if word in map(str.casefold, one.words)]
        return self._with[word]

    def people_before(self, position: int, reach: int | None = None) -> Iterator[Named]:
        """Those of whom something says that they are people, the last before a position first.

        `reach` is how many characters before it they stand at most; None for any.
        """
        first = 0 if reach is None else position - reach + 1
        for index in range(bisect_left(self._spans, (position, 0)) - 1, -1, -1):
            if self._spans[index][1] <= first:
                return
            for one in reversed(list(self._in(index))):
                if first <= one.start < position and one.offices is not None:
                    yield one

    @cached_property
    def _folded(self) -> list[str]:
        return [self._text[start:end].casefold() for start, end in self._spans]

    @cached_property
    def _by_word(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for one in self.every:
            for word in set(map(str.casefold, one.words)):
                found.setdefault(word, []).append(one)
        return found

    def _in(self, index: int, word: str = "") -> Iterator[Named]:
        """The names in a paragraph; only those with a word that begins so, given without case and behind a
        blank."""
        if index not in self._sequences:
            self._sequences[index] = list(self._sequences_in(*self._spans[index]))
        for folded, start, match in self._sequences[index]:
            if word in folded:
                if start not in self._named:
                    self._named[start] = self._name(match)
                if one := self._named[start]:
                    yield one

    def _sequences_in(self, start: int, end: int) -> Iterator[_Sequence]:
        """The sequences of words in capitals, from the left, none within another."""
        past = start
        for beginning in _BEGINNING.finditer(self._text, start, end):
            at = beginning.start()
            if at >= past and (match := self._sequence.match(self._text, at, end)):
                past = match.end()
                yield f" {' '.join(match[0].casefold().split())}", at, match

    def _name(self, match: re.Match[str]) -> Named | None:
        """What a sequence of words in capitals names; None where it cannot be a person."""
        printed = match[0]
        if _SMALL.search(printed):  # as in few, and to look for one is cheaper by far
            printed = without_firm(printed, self._is_title)
        words, titled = person(printed, self._speech)
        titled = titled and self._bears_office(printed.split()[: -len(words)] if words else [])
        start = match.start()
        of_an_office = len(words) > 2 and not titled and self._of_an_office(self._before(start), start)
        if of_an_office:
            words = person_at_end(words)  # "Secretary of the Interior Ana Ruiz"
        if not 2 <= len(words) <= 5 or (len(words) == 5 and sum(word[0].isupper() for word in words) > 4):
            return None
        told = partial(self._offices, match.span(), printed, words, titled, of_an_office)
        return Named(start, words, told)

    def _offices(
        self, span: tuple[int, int], printed: str, words: tuple[str, ...], titled: bool, of_an_office: bool
    ) -> frozenset[str] | None:
        """The offices that are said of whom a sequence names; None where nothing says that it is a person."""
        text, (start, end) = self._text, span
        before = self._before(start)
        comma = text[end : end + 1] == ","
        comma = comma and before[-1:] not in (["at"], ["in"])  # "at Leith Pier, Minister Ana Ruiz"
        after = APPOSITION.match(text, end, end + 80) if comma else None
        behind = after[1].split() if after else []
        led = self._office_before(start) if before and _behind_comma(before) else ()
        if (
            titled
            or (of_an_office and not comma and before[-1].casefold() in _FOR)
            or led
            or (after and self._says_office(behind))
            or (self._led_by_title(before) and not is_acronym(words[0]))
            or (text[end : end + 2] in (", ", " (") and self._told_behind(end))
            or self._led_by_noun(before, words)
            or self._led_by_field(before)
            or self._is_done_by(start, words)
            or is_age(printed.split(" ", 1)[0])
        ) and not is_known_place(" ".join(words)):
            if before[-2:] == ["Minister", "of"] and printed.startswith("State "):
                before = []  # whom "the Minister" does not mean
            told = (
                *self._joined_office(start),
                *before,
                *printed.split()[: -len(words)],
                *self._apposed(behind),
                *led,
            )
            return offices(told, self._speech)
        return None

    def _is_title(self, word: str) -> bool:
        return is_title(word, self._speech)

    def _bears_office(self, before: Sequence[str]) -> bool:
        """Whether a title stands before a name, rather than a country or a genitive: "US Ivy League"."""
        return any(is_title(word, self._speech) and not is_acronym(word.replace(".", "")) for word in before)

    def _says_office(self, after: Sequence[str]) -> bool:
        """Whether a phrase behind a name says what the person is; not what the next one is, as in "Pier
        Days, host Ana Ruiz"."""
        for word, following in zip(after, [*after[1:], ""], strict=True):
            if is_title(word, self._speech):
                return word[0].isupper() or not following[:1].isupper()
        return False

    def _apposed(self, behind: list[str]) -> list[str]:
        """The words behind a name up to an article, which leads to another: "a reçu le directeur"."""
        if behind and behind[0] in _AND:
            return []  # "Ana Ruiz, and director Tom Berg"
        articles = self._speech.determiner_words if self._speech else _ARTICLES
        index = next((i for i, word in enumerate(behind) if i and word.casefold() in articles), len(behind))
        return behind[:index]

    def _before(self, position: int) -> list[str]:
        """The last words before a position."""
        return self._text[max(0, position - 50) : position].rsplit(None, 3)[-3:]

    def _office_before(self, position: int) -> tuple[str, ...]:
        """The last office before a comma, with what it is of: "Ambassador to Peru, H.E."."""
        start, held = max(0, position - 120), tuple[str, ...]()
        while match := _OFFICE_OF.search(self._text, start, position):
            held = tuple(filter(self._is_title, match[1].split())) or held
            start = match.end(1)  # "a propuesta del ministro de Pesca, Tomás Ruiz"
        return held

    def _joined_office(self, position: int) -> tuple[str, ...]:
        """The office before "and" and another one: "the vice-mayor and treasurer of works Ana Ruiz"."""
        words = re.split(r"[.,;:“”\"«»\n]", self._text[max(0, position - 80) : position])[-1].split()
        return tuple(
            word for word, link in pairwise(words) if link.casefold() in _AND and self._is_title(word)
        )

    def _is_done_by(self, position: int, words: Sequence[str]) -> bool:
        """Whether a name stands behind what its bearer does: "the festival led by Ana Ruiz"."""
        behind = _DONE_BY.search(self._text, max(0, position - _DONE), position)
        return behind is not None and BODIES.isdisjoint(words)

    def _led_by_field(self, before: Sequence[str]) -> bool:
        """Whether an office and its field in lower case stand before a name: "l'assessora all'istruzione Ana
        Ruiz"."""
        if self._speech is None or len(before) < 3 or not before[-1].islower():
            return False
        _, elided, noun = before[-1].replace("’", "'").rpartition("'")
        if not noun.isalpha() or noun in self._speech.body_words or noun in LINKS:
            return False
        office = before[-2] if elided else before[-3]
        return (bool(elided) or before[-2].casefold() in LINKS) and self._is_title(office)

    def _led_by_title(self, before: Sequence[str]) -> bool:
        """Whether the word before a name is a title in lower case, as in "il regista Shaun Monson", or the
        sentence begins with words that say whose opinion it tells: "Volgens Shaun Monson"."""
        if not before:
            return False
        if self._speech is None:  # in English only a word in lower case is told so, and few are
            return before[-1].islower() and is_title(before[-1])
        if is_title(before[-1], self._speech):
            return True
        if self._told_of(before):
            return True
        according = self._speech.according_words if self._speech else ()
        return any(word[0].isupper() and word.lower() in according for word in before[-2:])

    def _told_of(self, before: Sequence[str]) -> bool:
        """Whether a title stands further before a name, behind a comma or in front of a genitive:
        "wicemarszałek województwa Anna Berg", "la directora, la navarra Ana Ruiz"."""
        if not before[-1].isalpha() or not before[-1].islower() or before[-1] in LINKS:
            return False
        titles = [word for word in before[:-1] if is_title(word, self._speech)]
        apposed = len(before) > 1 and before[-2].casefold() in self._speech.determiner_words  # type: ignore[union-attr]
        return bool(titles) and (titles[-1].endswith(",") if apposed else self._speech.inflected)  # type: ignore[union-attr]

    def _told_behind(self, end: int) -> bool:
        """Whether an age or a body stands behind a name, as they do behind people's."""
        return bool(AGE.match(self._text, end) or _AFFILIATED.match(self._text, end))

    def _led_by_noun(self, before: Sequence[str], words: tuple[str, ...]) -> bool:
        """Whether the word before a name is a noun in lower case, behind "is" or the like: "hij is boer"."""
        if len(before) < 2 or len(words) > 3 or not before[-1].isalpha() or not before[-1].islower():
            return False
        return before[-2].casefold() in _IS and before[-1] not in LINKS and BODIES.isdisjoint(words)

    def _of_an_office(self, before: Sequence[str], at: int) -> bool:
        """Whether words end in an office and what leads on from it: "the minister of"."""
        if (
            before
            and before[-1].casefold() in _AND
            and (fields := _FIELDS.search(self._text, max(0, at - 80), at))
        ):
            return self._is_title(fields["office"])  # "minister van Werk en Havens Ida Holm"
        link = bool(before) and before[-1].casefold() in _OF
        article = len(before) > 1 and before[-1] == "the" and before[-2].casefold() in _OF
        office = before[-3:-2] if article else before[-2:-1]
        return (link or article) and bool(office) and is_title(office[0], self._speech)


def _behind_comma(before: Sequence[str]) -> bool:
    """Whether words end in a comma, an article behind it or not."""
    words = before[:-1] if before[-1] == "the" else before
    return bool(words) and words[-1].endswith(",")
