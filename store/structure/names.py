"""People's names in a text, to be found again by a part of the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from store.patterns import lazy_pattern
from store.structure.genitives import nominative
from store.structure.name_index import APPOSITION, NameIndex
from store.structure.places import is_known_place, is_region
from store.structure.printed_names import (
    LOWER,
    NOBILIARY,
    PARTICLE,
    is_title,
    person,
)
from store.structure.sentence_heads import is_person
from store.structure.speaker_words import GENERAL_OFFICES
from store.structure.speech.table import Speech
from store.structure.whole_words import standing

#: What is a word by itself rather than a name: "Fifty-one", "Co-owners".
_COMPOUND = lazy_pattern(rf"[-‑][{LOWER}]")
#: Letters of the longest office that is an acronym or a degree: "AD", "CEO", "Prof".
_SHORT = 4
#: What makes a woman's office of a man's.
_FEMININE = ("a", "in", "ine", "esse", "essa")
#: Characters before a name in which its titles stand.
_LEAD = 40
#: Neither within another word nor within an address.
_NO_ADDRESS_BEFORE, _NO_ADDRESS_AFTER = lazy_pattern(r"(?<![\w./@#-])"), lazy_pattern(r"(?![\w/@-])")
#: Entries of one surname that are looked at.
_MANY = 200
_HAN = "\u2e80"  # from here on a sign may be a surname
_PARTICLE = lazy_pattern(PARTICLE)
_QUOTES = str.maketrans("", "", '“”"()')
#: How a sentence ends before the one that a word begins.
_ENDS = tuple('.!?…:”"»“„«\n')


class Names:
    """The people's names that a text prints, to be found again by a part of the name."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], speech: Speech | None = None) -> None:
        self._speech = speech if speech and speech.titles else None
        self._text = text
        self._addressed = speech.address_words if speech else frozenset[str]()
        self._index = NameIndex(text, spans, self._speech, speech.surname_joint if speech else "i")
        self._common: dict[str, bool] = {}
        self._within: dict[str, bool] = {}
        self._nominatives: dict[str, str] = {}
        self._fullest: dict[str, str | None] = {}

    def _with_surname(self, word: str) -> list[tuple[str, ...]]:
        return [one.words for one in self._index.with_word(word) if word in _surnames(one.words)]

    def _with_middle(self, word: str) -> list[tuple[str, ...]]:
        """The names of which it is the first of two surnames, where the language has such."""
        if not (self._speech and self._speech.two_surnames):
            return []
        names = (one.words for one in self._index.with_word(word))
        return [words for words in names if len(words) > 2 and words[-2].casefold() == word]

    def _with_first(self, word: str) -> list[tuple[str, ...]]:
        """Those that begin with it; else those in which it is last but one, behind what is no title."""
        names = [one.words for one in self._index.with_word(word)]
        first = [words for words in names if words[0].casefold() == word]
        return first or [words[-2:] for words in names if len(words) > 2 and words[-2].casefold() == word]

    def _is_known(self, words: tuple[str, ...]) -> bool:
        """Whether anything says that the full name is a person's."""
        same = (one for one in self._index.with_word(_key(words)) if one.words == words)
        return any(one.offices is not None for one in same)

    def fullest(self, printed: str) -> str | None:
        """The fullest form in the text of a person's printed name; None where no name is left of it."""
        if printed not in self._fullest:
            self._fullest[printed] = self._fullest_form(printed)
        return self._fullest[printed]

    def _fullest_form(self, printed: str) -> str | None:
        words, titled = person(printed, self._speech)
        if not words or (len("".join(words)) < 2 and words[0] < _HAN):
            return self._initialled(printed.split())
        if "des" in words and self._speech and self._speech.verb_second:
            return None  # German: "laut Regeln des Verbands", a thing
        known = self._with_surname(_key(words))[:_MANY]
        if not known and len(words) == 1:
            known = self._with_middle(_key(words))[:_MANY]
        plain = set(map(_plain, words))
        fuller = [
            full for full in known if plain <= set(map(_plain, full)) and self._may_be_name(full, words)
        ]
        if not fuller and len(words) == 1:  # a first name alone means the one person so called
            called = self._with_first(words[0].casefold())[:_MANY]
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
            introduced = self._is_known(fuller[0])
        return " ".join(_fullest(words, fuller, introduced))

    def _initialled(self, words: Sequence[str]) -> str | None:
        """A name of one letter, with how the person is addressed: "Ms X", whose name is not told."""
        addressed = len(words) == 2 and words[0].casefold() in self._addressed
        letter = words[1].rstrip(".") if addressed else ""
        return f"{words[0]} {letter}" if letter.isalpha() and letter.isupper() else None

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
        return any(True for _ in standing(word, self._text, _NO_ADDRESS_BEFORE, _NO_ADDRESS_AFTER))

    def _stands_within(self, word: str) -> bool:
        """Whether a word stands with its capital within a sentence too, not only at the head of one."""
        for at in standing(word, self._text):
            before = self._text[max(0, at - 30) : at]
            last = before.split()[-1:]
            if last and (not before.rstrip(" ").endswith(_ENDS) or is_title(last[0], self._speech)):
                return True
            after = APPOSITION.match(self._text, at + len(word))
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
        heading = any(map(self._is_common, more)) and not self._is_known(full)
        return not repeated and not heading

    def words_before(self, name: str) -> frozenset[str]:
        """The words that stand somewhere in the text before a person's name or surname, without case: those
        with a capital right before it, and the one before them."""
        found: set[str] = set()
        for at in standing(name.split()[-1], self._text):
            for word in reversed(self._text[max(0, at - _LEAD) : at].split()):
                found.add(word.casefold().rstrip(","))
                if not word[0].isupper():
                    break
        return frozenset(found)

    def offices_of(self, name: str) -> frozenset[str]:
        """All the offices that the text says a person has, in lower case."""
        surname = _key(name.split())
        people = (one for one in self._index.with_word(surname) if _key(one.words) == surname)
        return frozenset(office for known in people for office in known.offices or ())

    def people_between(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The people named with a title or an office from `start` up to `end`, the last first, and where."""
        for known in self._index.people_before(end, end - start + 1):
            if known.start >= start and (name := self.fullest(" ".join(known.words))):
                yield known.start, name

    def nominative(self, printed: str) -> str:
        """A name printed in another case, as it stands elsewhere in the text: with the same stems."""
        if printed not in self._nominatives:
            self._nominatives[printed] = self._nominative(printed)
        return self._nominatives[printed]

    def _nominative(self, printed: str) -> str:
        words = printed.split()
        stems = [word[: max(2, len(word) - 3)] for word in words]
        of_surname: dict[str, list[tuple[str, ...]]] = {}
        for one in self._index.every:
            for surname in _surnames(one.words):
                of_surname.setdefault(surname, []).append(one.words)
        others = Counter(
            full
            for names in of_surname.values()
            for full in names
            if len(full) >= len(words)
            and full[-len(words) :] != tuple(words)
            and all(word.startswith(stem) for word, stem in zip(full[-len(words) :], stems, strict=True))
        )
        return " ".join(others.most_common(1)[0][0]) if others else nominative(printed)

    def with_offices(self, meant: frozenset[str], position: int) -> Iterator[str]:
        """The people named before a position with the offices `meant`, the last first."""
        for known in islice(self._index.people_before(position), _MANY):
            own = known.offices or ()
            same = all(any(_same_office(one, other) for other in own) for one in meant)
            if same and is_person(" ".join(known.words)) and (name := self.fullest(" ".join(known.words))):
                yield name

    def has_offices(self, name: str, meant: frozenset[str]) -> bool:
        """Whether a person is told to have the offices `meant`."""
        own = self.offices_of(name)
        return all(any(_same_office(one, other) for other in own) for one in meant)

    def is_other(self, name: str, meant: frozenset[str]) -> bool:
        """Whether a person is known to have offices, and none of those `meant`; short words tell nothing."""
        own = {one for one in self.offices_of(name) if len(one) > _SHORT}
        told = own and {one for one in meant - GENERAL_OFFICES if len(one) > _SHORT}
        return bool(told) and not any(_same_office(one, other) for one in meant for other in own)


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


def _same_office(one: str, other: str) -> bool:
    """Whether two offices are one, either of them perhaps cut short: "Sen." and "senator"."""
    shorter, longer = sorted((one, other), key=len)
    if one != other and longer.removeprefix(shorter) in _FEMININE:
        return False  # "investigador" and "investigadora"
    if len(one) > 4 and len(other) > 4 and (one.endswith(other) or other.endswith(one)):
        return True  # "Wirtschaftssenatorin" and "Senatorin"
    return one.startswith(other) or (len(one) > 2 and other.startswith(one))


def _plain(word: str) -> str:
    return word.casefold() if word.isalpha() else word.translate(_QUOTES).casefold()


def _key(words: Sequence[str]) -> str:
    return words[-1].casefold()


def _surnames(words: Sequence[str]) -> tuple[str, ...]:
    """What a person may be called by: of two surnames that “i” joins the first too."""
    joined = len(words) > 2 and words[-2] == "i"
    return (_key(words), words[-3].casefold()) if joined else (_key(words),)
