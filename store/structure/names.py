"""People's names in a text, to be found again by a part of the name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from store.structure.genitives import nominative
from store.structure.name_phrases import AGE
from store.structure.places import is_known_place, is_region
from store.structure.printed_names import (
    CAPITAL,
    LOWER,
    NOBILIARY,
    PARTICLE,
    is_acronym,
    is_title,
    offices,
    person,
    person_at_end,
)
from store.structure.sentence_heads import BODIES
from store.structure.speaker_words import GENERAL_OFFICES, LINKS, without_firm
from store.structure.speech.table import Speech
from store.structure.word_lists import word_set

#: What is a word by itself rather than a name: "Fifty-one", "Co-owners".
_COMPOUND = re.compile(rf"[-‑][{LOWER}]")
#: A nickname between the names: Ana “Lu” Ruiz.
_NICKNAME = rf"(?:\s[“\"(]{CAPITAL}[”\")])?"
_SEQUENCE = rf"(?<!\w){CAPITAL}{_NICKNAME}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,7}}"
_SEQUENCES = {
    "": re.compile(_SEQUENCE),
    "i": re.compile(_SEQUENCE.replace(PARTICLE, f"(?:{PARTICLE}|i)")),  # Joan Serra i Pujol
}
#: A phrase after a name that says what the person is: ", chief executive of".
_APPOSITION = re.compile(r",\s(?:an?\s|the\s)?((?:[\w'’.&-]+\s?){1,6})")
#: What leads on from an office to what it is of.
_OF = word_set("of de del della da do du des der van for för av")
#: An office and what it is of, behind which a name may stand.
_OFFICE_OF = re.compile(
    r"\b(\w+)\s(?:of|to|for|at|de|du|des|del|della|dei|da|do|para|für|der|van|voor|av|för)\s[^,.;:\n]{2,50},\s(?:the\s)?\Z"
)
#: What leads on to what somebody is: "One of them is skipper Ana Ruiz".
_IS = word_set(
    "is was es era fue est était è fu é foi är var jest był była a an un une una um uma een en ett"
)
#: Letters of the longest office that is an acronym or a degree: "AD", "CEO", "Prof".
_SHORT = 4
#: What makes a woman's office of a man's.
_FEMININE = ("a", "in", "ine", "esse", "essa")
#: Of which body somebody is: "Ana Ruiz, da Universidade de Leith".
_AFFILIATED = re.compile(
    rf",\s(?:da|do|de\sla|del|de\sl['’]|della|dell['’]|of\sthe|from\sthe|vom|von\sder|van\sde|van\shet|från|из)\s?{CAPITAL}"
)
#: Entries of one surname that are looked at.
_MANY = 200
_PARTICLE = re.compile(PARTICLE)
_SMALL = re.compile(r"\s[a-z’']")
_QUOTES = str.maketrans("", "", '“”"()')
#: How a sentence ends before the one that a word begins.
_ENDS = tuple('.!?…:”"»“„«\n')


class Names:
    """The people's names that a text prints, to be found again by a part of the name."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], speech: Speech | None = None) -> None:
        self._speech = speech if speech and speech.titles else None
        self._text = text
        self._common: dict[str, bool] = {}
        self._within: dict[str, bool] = {}
        self._nominatives: dict[str, str] = {}
        self._by_surname: dict[str, list[tuple[str, ...]]] = {}
        self._by_middle: dict[str, list[tuple[str, ...]]] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._people: list[tuple[int, tuple[str, ...], frozenset[str]]] = []
        joint = speech.surname_joint if speech else "i"
        sequence = _SEQUENCES[joint if f" {joint} " in text else ""]  # in few, and to look for one is dearer
        for start, end in spans:
            for match in sequence.finditer(text, start, end):
                self._add(text, match)

    def _add(self, text: str, match: re.Match[str]) -> None:
        printed = match[0]
        if _SMALL.search(printed):  # as in few, and to look for one is cheaper by far
            printed = without_firm(printed, self._is_title)
        words, titled = person(printed, self._speech)
        titled = titled and self._bears_office(printed.split()[: -len(words)] if words else [])
        before = self._before(match.start())
        if len(words) > 2 and not titled and self._of_an_office(before):
            words = person_at_end(words)  # "Secretary of the Interior Ana Ruiz"
        if 2 <= len(words) <= 5 and (len(words) < 5 or sum(word[0].isupper() for word in words) <= 4):
            self._by_surname.setdefault(_key(words), []).append(words)
            self._by_first.setdefault(words[0].casefold(), []).append(words)
            if len(words) > 2 and self._speech and self._speech.two_surnames:
                self._by_middle.setdefault(words[-2].casefold(), []).append(words)
            if words[-2] == "i":  # the first of two surnames is one by itself
                self._by_surname.setdefault(words[-3].casefold(), []).append(words)
            comma = text[match.end() : match.end() + 1] == ","
            after = _APPOSITION.match(text, match.end(), match.end() + 80) if comma else None
            behind = after[1].split() if after else []
            led = self._office_before(match.start()) if before and _behind_comma(before) else ()
            if (
                titled
                or led
                or (after and self._says_office(behind))
                or (self._led_by_title(before) and not is_acronym(words[0]))
                or (text[match.end() : match.end() + 2] in (", ", " (") and self._told_behind(match.end()))
                or self._led_by_noun(before, words)
            ) and not is_known_place(" ".join(words)):
                if before[-2:] == ["Minister", "of"] and printed.startswith("State "):
                    before = []  # whom "the Minister" does not mean
                told = (*before, *printed.split()[: -len(words)], *behind, *led)
                self._people.append((match.start(), words, offices(told, self._speech)))

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

    def _before(self, position: int) -> list[str]:
        """The last words before a position."""
        return self._text[max(0, position - 30) : position].rsplit(None, 3)[-3:]

    def _office_before(self, position: int) -> tuple[str, ...]:
        """The office before a comma, with what it is of: "Ambassador to Peru, H.E."."""
        match = _OFFICE_OF.search(self._text, max(0, position - 80), position)
        return (match[1],) if match and is_title(match[1], self._speech) else ()

    def _led_by_title(self, before: Sequence[str]) -> bool:
        """Whether the word before a name is a title in lower case, as in "il regista Shaun Monson", or the
        sentence begins with words that say whose opinion it tells: "Volgens Shaun Monson"."""
        if not before:
            return False
        if self._speech is None:  # in English only a word in lower case is told so, and few are
            return before[-1].islower() and is_title(before[-1])
        if is_title(before[-1], self._speech):
            return True
        genitive = len(before) > 1 and before[-1].isalpha() and before[-1].islower()
        if (
            genitive
            and before[-1] not in LINKS
            and before[-2].islower()
            and is_title(before[-2], self._speech)
        ):
            return True  # "wicemarszałek województwa Anna Berg"
        according = self._speech.according_words if self._speech else ()
        return any(word[0].isupper() and word.lower() in according for word in before[-2:])

    def _told_behind(self, end: int) -> bool:
        """Whether an age or a body stands behind a name, as they do behind people's."""
        return bool(AGE.match(self._text, end) or _AFFILIATED.match(self._text, end))

    def _led_by_noun(self, before: Sequence[str], words: tuple[str, ...]) -> bool:
        """Whether the word before a name is a noun in lower case, behind "is" or the like: "hij is boer"."""
        if len(before) < 2 or len(words) > 3 or not before[-1].isalpha() or not before[-1].islower():
            return False
        return before[-2].casefold() in _IS and before[-1] not in LINKS and BODIES.isdisjoint(words)

    def _of_an_office(self, before: Sequence[str]) -> bool:
        """Whether words end in an office and what leads on from it: "the minister of"."""
        link = bool(before) and before[-1].casefold() in _OF
        article = len(before) > 1 and before[-1] == "the" and before[-2].casefold() in _OF
        office = before[-3:-2] if article else before[-2:-1]
        return (link or article) and bool(office) and is_title(office[0], self._speech)

    def fullest(self, printed: str) -> str | None:
        """The fullest form in the text of a person's printed name; None where no name is left of it."""
        words, titled = person(printed, self._speech)
        if not words or len("".join(words)) < 2:
            return None
        if "des" in words and self._speech and self._speech.verb_second:
            return None  # German: "laut Regeln des Verbands", a thing
        known = self._by_surname.get(_key(words), [])[:_MANY]
        if not known and len(words) == 1:
            known = self._by_middle.get(_key(words), [])[:_MANY]
        plain = set(map(_plain, words))
        fuller = [
            full for full in known if plain <= set(map(_plain, full)) and self._may_be_name(full, words)
        ]
        if not fuller and len(words) == 1:  # a first name alone means the one person so called
            called = self._by_first.get(words[0].casefold(), [])[:_MANY]
            surnames = Counter(map(_key, called)).most_common(2)
            if surnames and (len(surnames) == 1 or surnames[0][1] > 2 * surnames[1][1]):
                fuller = [full for full in set(called) if _key(full) == surnames[0][0]]
        if all(full == words for full in fuller) and not titled and _is_place(words):
            return None
        if not fuller and all(map(self._is_common, words)):
            return None
        alone = not fuller and len(words) == 1 and words[0][0].isupper()
        doubtful = alone and ((self._speech and self._speech.any_verb) or _COMPOUND.search(words[0]))
        if doubtful and words[0] not in self._within:
            self._within[words[0]] = self._stands_within(words[0])
        if doubtful and not self._within[words[0]]:
            return None
        if words[0].casefold() in NOBILIARY:
            whole = Counter(full for full in fuller if full[0].casefold() not in NOBILIARY)
            if whole:
                return " ".join(whole.most_common(1)[0][0])
            return " ".join(words) if words[0][0].isupper() else None  # "mevrouw Van der Aa"
        introduced = self._speech is None or len(words) == 1 or _is_particle(words[0])
        if not introduced and fuller:
            introduced = any(fuller[0] == one for _, one, _ in self._people)
        return " ".join(_fullest(words, fuller, introduced))

    def _is_common(self, word: str) -> bool:
        """Whether a word with a capital is one by its place only: the text has it in lower case too."""
        if word not in self._common:
            lower = word.lower()
            # most words stand nowhere in lower case: to look for the letters is cheaper by far
            printed = lower != word and lower in self._text
            self._common[word] = printed and self._stands_alone(lower)
        return self._common[word]

    def _stands_alone(self, word: str) -> bool:
        """Whether a word stands in the text as one, not within another or an address."""
        return bool(re.search(rf"(?<![\w./@#-]){re.escape(word)}(?![\w/@-])", self._text))

    def _stands_within(self, word: str) -> bool:
        """Whether a word stands with its capital within a sentence too, not only at the head of one."""
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self._text):
            before = self._text[max(0, match.start() - 30) : match.start()]
            last = before.split()[-1:]
            if last and (not before.rstrip(" ").endswith(_ENDS) or is_title(last[0], self._speech)):
                return True
            after = _APPOSITION.match(self._text, match.end())
            if after and any(is_title(one, self._speech) for one in after[1].split()):
                return True
        return False

    def _may_be_name(self, full: tuple[str, ...], words: Sequence[str]) -> bool:
        """Whether a sequence of words in capitals is a name with more words than a printed one, rather than
        the end of a heading before it: "Pricing Structures" and "Douglas explains"."""
        ends = len(full) > len(words) and [*map(_plain, full[-len(words) :])] == [*map(_plain, words)]
        more = full[: -len(words)] if ends else ()
        if len(more) > 1 and len(words) > 1 and more[-1].islower():
            return False  # "the Voyage of Ana Ruiz", in whatever language
        repeated = len(set(full)) < len(full)
        heading = any(map(self._is_common, more)) and all(full != one for _, one, _ in self._people)
        return not repeated and not heading

    def nominative(self, printed: str) -> str:
        """A name printed in another case, as it stands elsewhere in the text: with the same stems."""
        if printed not in self._nominatives:
            self._nominatives[printed] = self._nominative(printed)
        return self._nominatives[printed]

    def _nominative(self, printed: str) -> str:
        words = printed.split()
        stems = [word[: max(2, len(word) - 3)] for word in words]
        others = Counter(
            full
            for names in self._by_surname.values()
            for full in names
            if len(full) >= len(words)
            and full[-len(words) :] != tuple(words)
            and all(word.startswith(stem) for word, stem in zip(full[-len(words) :], stems, strict=True))
        )
        return " ".join(others.most_common(1)[0][0]) if others else nominative(printed)

    def with_offices(self, meant: frozenset[str], position: int) -> str | None:
        """The last person named before a position with the offices `meant`; None where none is."""
        index = bisect_left(self._people, (position, (), frozenset()))
        for _, words, own in reversed(self._people[max(0, index - _MANY) : index]):
            if BODIES.isdisjoint(words) and all(
                any(_same_office(one, other) for other in own) for one in meant
            ):
                return self.fullest(" ".join(words))
        return None

    def is_other(self, name: str, meant: frozenset[str]) -> bool:
        """Whether a person is known to have offices, and none of those `meant`; short words tell nothing."""
        surname = _key(name.split())
        own = {one for _, words, known in self._people if _key(words) == surname for one in known}
        own = {one for one in own if len(one) > _SHORT}
        told = own and {one for one in meant - GENERAL_OFFICES if len(one) > _SHORT}
        return bool(told) and not any(_same_office(one, other) for one in meant for other in own)

    def last_person(self, position: int, reach: int = 1000) -> tuple[str, int] | None:
        """The last person named with a title or an office in the `reach` characters before, and where."""
        index = bisect_left(self._people, (position, (), frozenset()))
        if not index or position - self._people[index - 1][0] >= reach:
            return None
        at, words, _ = self._people[index - 1]
        name = self.fullest(" ".join(words))
        return (name, at) if name else None


def _is_place(words: Sequence[str]) -> bool:
    """Whether a name is a city's or a country's, of several words: one word may be a person's name too."""
    name = " ".join(words)
    return len(words) > 1 and (is_known_place(name) or is_region(name))


def _fullest(words: Sequence[str], candidates: Sequence[tuple[str, ...]], introduced: bool) -> Sequence[str]:
    """The longest candidate, unless it only has words before a shorter one that is printed as often.

    Words that merely stand before a name ("Red Flag Miller", below a heading) are printed there once. Of
    candidates with no word in common but the surname the one printed most counts. `introduced` says that the
    first candidate may have one word more before the name, as people are introduced.
    """
    counts = Counter(candidates)
    best = tuple(words)
    if len(words) == 1 and counts:
        best = max(counts, key=lambda full: counts[full])
    for full, count in sorted(counts.items(), key=lambda entry: len(entry[0])):
        if len(full) <= len(best) or not set(map(_plain, best)) <= set(map(_plain, full)):
            continue
        before = full[-len(best) :] == best  # the words more stand before the name
        first = introduced and full == candidates[0] and len(full) == len(best) + 1
        if not before or first or count > max(1, counts[best]):
            best = full
    return best


def _is_particle(word: str) -> bool:
    """Whether a word is a particle with a capital, as of a surname alone: "Di Lernia"."""
    return _PARTICLE.fullmatch(word.lower()) is not None


def _behind_comma(before: Sequence[str]) -> bool:
    """Whether words end in a comma, an article behind it or not."""
    words = before[:-1] if before[-1] == "the" else before
    return bool(words) and words[-1].endswith(",")


def _same_office(one: str, other: str) -> bool:
    """Whether two offices are one, either of them perhaps cut short: "Sen." and "senator"."""
    if (
        len(one) != len(other)
        and max(one, other, key=len).removeprefix(min(one, other, key=len)) in _FEMININE
    ):
        return False  # "investigador" and "investigadora"
    if len(one) > 4 and len(other) > 4 and (one.endswith(other) or other.endswith(one)):
        return True  # "Wirtschaftssenatorin" and "Senatorin"
    return one.startswith(other) or (len(one) > 2 and other.startswith(one))


def _plain(word: str) -> str:
    return word.translate(_QUOTES).casefold()


def _key(words: Sequence[str]) -> str:
    return words[-1].casefold()
