"""People's names as a text prints them, to be found again by a part of the name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from store.structure.places import is_known_place, is_region
from store.structure.speech.table import Speech
from store.structure.word_lists import word_set

PARTICLE = r"(?:d[aeiou]s?|del|della|van|von|der|den|ter|bin|ibn|al|el|la|le|du|y|e|af|ben|abu)"
#: Letters in upper and in lower case of the alphabets that have both, as parts of a class.
UPPER = "A-ZÀ-ÖØ-Þ\u0370-\u03ab\u0400-\u042f" + "".join(filter(str.isupper, map(chr, range(0x100, 0x250))))
LOWER = "a-zß-öø-ÿ\u03ac-\u03ce\u0430-\u045f" + "".join(filter(str.islower, map(chr, range(0x100, 0x250))))
#: What a full stop is a part of: initials, titles, letters without a vowel; “Lau.” ends a sentence.
_SHORT = (
    r"(?:[A-Z][bcdfghj-np-tv-z]{0,2}|Sens?|Reps?|Rev|Gen|Geo|Jas|Col|Maj|Amb|Adm|Lic|Ing|Arq|Mag"
    r"|Dip|Dra|Sra|Ed"
    r"|Esq|Prof|Capt|Govs?|Supt|Hon)"
)
CAPITAL = (
    rf"(?:(?:{_SHORT}\.(?:-(?=[A-Z]\w{{0,3}}\.))?)+"
    rf"|[{UPPER}][\w'’]*(?:[-‑][\w'’]+)*|d['’][A-Z]\w+)"
)
NAME = rf"{CAPITAL}(?:\s(?:(?:{PARTICLE}|and|of|for|&)\s){{0,2}}{CAPITAL}){{0,8}}"
TITLES = word_set(
    "ambassador dr mr mrs ms mx sen senator senators sens rep reps govs trustee representative "
    "congressman congresswoman "
    "gov governor president vice chairman chairwoman chair chairperson ceo cfo coo cto cmo cio founder "
    "co-founder cofounder director director-general secretary secretary-general general minister prime "
    "deputy executive chief officer manager managing partner professor prof sir lord lady dame judge "
    "justice attorney mayor commissioner spokesman spokeswoman spokesperson analyst author host captain "
    "capt col colonel lt lieutenant sgt sergeant major gen adm admiral leader majority minority whip "
    "speaker counsel head lead principal owner coach king queen prince princess pope rev reverend father "
    "mme mlle monsieur madame docteur herr frau señor señora doña sr sra senior assistant associate "
    "administrator superintendent treasurer coordinator editor engineer scientist economist u.s us "
    "ministre directeur directrice président présidente ministro ministra director-gerente portavoz "
    "geschäftsführer minister-president high acting interim former then producer specialist beautician "
    "realtor councilman councilwoman councilmember envoy artist "
    "singer songwriter expert agent broker member musician actor actress nurse physician "
    "hon vp svp evp "
    "surgeon veterinarian lawyer inventor composer officer coordinator consultant strategist resident "
    "student researcher curator photographer pastor bishop sheriff veteran designer "
    "maire ministre secrétaire vice-président vice-présidente porte-parole fondateur fondatrice gérant "
    "gérante "
    "responsable chef cheffe général générale presidente presidenta alcalde alcaldesa consejero consejera "
    "secretario secretaria vicepresidente vicepresidenta gerente jefe jefa fundador fundadora directora "
    "präsident präsidentin direktor direktorin sprecher sprecherin leiter leiterin vorstand vorsitzender "
    "vorsitzende geschäftsführerin ministerin bürgermeister bürgermeisterin oberbürgermeister "
    "oberbürgermeisterin kanzler kanzlerin landrat landrätin staatssekretär staatssekretärin "
    "gründer gründerin vorstandsvorsitzender vorstandsvorsitzende"
)
_FILLERS = word_set(
    "the of a an and but when while as in on at for from with by if after before since today yesterday "
    "however meanwhile also additionally furthermore ahead according this that these those our their its "
    "his her said says added pour selon para según como mais pero laut für mit d'après d’après por "
    "another here each both some many most all every other there what one two three "
    "about over über sobre acerca informazioni secondo segundo volgens zdaniem по_словам "
    "monday tuesday wednesday thursday friday saturday sunday"
)
#: Titles that are surnames too, where a name stands before them.
_SURNAMES = word_set("King Prince Pope Judge Major Lord Bishop Mayor Sheriff Head Host Coach Chief Speaker")
#: Verbs that headlines print with a capital between a firm and a person.
HEADLINE_VERBS = word_set(
    "Appoints Names Hires Announces Welcomes Launches Promotes Elects Unveils Presents Introduces Honors "
    "Honours Recognizes Selects Adds Features Nominates Celebrates Thanks"
)
#: What an office may be printed as or named after, between it and a name: "Chief Executive Office Ana Ruiz".
_BODIES = word_set("Office Board Committee Council Department")
#: What is a word by itself rather than a name: "Fifty-one", "Co-owners".
_COMPOUND = re.compile(rf"[-‑][{LOWER}]")
_SUFFIXES = word_set("jr sr ii iii iv phd ph.d md m.d esq mba rn cpa frs obe mbe cbe kc qc mp mep")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
#: A nickname between the names: Ana “Lu” Ruiz.
_NICKNAME = rf"(?:\s[“\"(]{CAPITAL}[”\")])?"
_SEQUENCE = re.compile(rf"(?<!\w){CAPITAL}{_NICKNAME}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,7}}")
#: A phrase after a name that says what the person is: ", chief executive of".
_APPOSITION = re.compile(r",\s(?:an?\s|the\s)?((?:[\w'’.&-]+\s?){1,6})")
#: What leads on from an office to what it is of.
_OF = word_set("of de del della da do du des der van for för av")
#: Entries of one surname that are looked at.
_MANY = 200
#: Printed names whose words are remembered: a release names the same few again and again.
_KNOWN = 4096
#: What leads on from an office to whose it is, rather than to a surname.
_LINK = re.compile(r"d[aeiou]s?|de[lnr]|della|dell['’]|van|von|of|for|für|la|le|av|på")
#: An article that has run into the word.
_ELIDED = re.compile(r"^(?:l|d|dell|all|un|quell)['’]")
_QUOTES = str.maketrans("", "", '“”"()')
_PARTICLE = re.compile(PARTICLE)
#: How a sentence ends before the one that a word begins.
_ENDS = tuple('.!?…:”"»“„«\n')
#: What people are called before their name: "Sixteen-year-old", "67-jährige".
_AGE = re.compile(r"[\w-]+-(?:year-old|jährige[rn]?|jarige|årige?)", re.IGNORECASE)


class Names:
    """The people's names that a text prints, to be found again by a part of the name."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], speech: Speech | None = None) -> None:
        self._speech = speech if speech and speech.titles else None
        self._text = text
        self._common: dict[str, bool] = {}
        self._within: dict[str, bool] = {}
        self._nominatives: dict[str, str] = {}
        self._by_surname: dict[str, list[tuple[str, ...]]] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._people: list[tuple[int, tuple[str, ...]]] = []
        for start, end in spans:
            for match in _SEQUENCE.finditer(text, start, end):
                self._add(text, match)

    def _add(self, text: str, match: re.Match[str]) -> None:
        words, titled = person(match[0], self._speech)
        titled = titled and self._bears_office(match[0].split()[: -len(words)] if words else [])
        before = self._before(match.start())
        if len(words) > 2 and not titled and self._of_an_office(before):
            words = person_at_end(words)  # "Secretary of the Interior Ana Ruiz"
        if 2 <= len(words) <= 5 and sum(word[0].isupper() for word in words) <= 4:
            self._by_surname.setdefault(_key(words), []).append(words)
            self._by_first.setdefault(words[0].casefold(), []).append(words)
            comma = text[match.end() : match.end() + 1] == ","
            after = _APPOSITION.match(text, match.end(), match.end() + 80) if comma else None
            if (
                titled
                or (after and self._says_office(after[1].split()))
                or (self._speech and self._led_by_title(before))
            ) and not is_known_place(" ".join(words)):
                self._people.append((match.start(), words))

    def _bears_office(self, before: Sequence[str]) -> bool:
        """Whether a title stands before a name, rather than a country or a genitive: "US Ivy League"."""
        return any(is_title(word, self._speech) and not _acronym(word.replace(".", "")) for word in before)

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

    def _led_by_title(self, before: Sequence[str]) -> bool:
        """Whether the word before a name is a title in lower case, as in "il regista Shaun Monson", or the
        sentence begins with words that say whose opinion it tells: "Volgens Shaun Monson"."""
        if not before or is_title(before[-1], self._speech):
            return bool(before)
        according = self._speech.according_words if self._speech else ()
        return any(word[0].isupper() and word.lower() in according for word in before[-2:])

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
        known = self._by_surname.get(_key(words), [])[:_MANY]
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
        return " ".join(_fullest(words, fuller, introduced=self._speech is None or len(words) == 1))

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
        heading = any(map(self._is_common, more)) and all(full != one for _, one in self._people)
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
        return " ".join(others.most_common(1)[0][0]) if others else printed

    def last_person(self, position: int, reach: int = 1000) -> tuple[str, int] | None:
        """The last person named with a title or an office in the `reach` characters before, and where."""
        index = bisect_left(self._people, (position, ()))
        if not index or position - self._people[index - 1][0] >= reach:
            return None
        at, words = self._people[index - 1]
        name = self.fullest(" ".join(words))
        return (name, at) if name else None


def is_title(word: str, speech: Speech | None = None) -> bool:
    """Whether the word is a title or an office, as “Director” is; in the language of `speech` too."""
    plain = word.casefold().rstrip(".,")
    if plain in TITLES or speech is None:
        return plain in TITLES
    if "'" in plain or "’" in plain:
        plain = _ELIDED.sub("", plain)
    return (
        plain in speech.title_words
        or ("-" in plain and plain.rpartition("-")[2] in speech.title_words)
        or (bool(speech.compound_titles) and plain.endswith(speech.compound_titles))
    )


@lru_cache(_KNOWN)
def person(printed: str, speech: Speech | None = None) -> tuple[tuple[str, ...], bool]:
    """The words of a person's name without titles, organisations' acronyms and degrees; whether it had a
    title. The titles are also those of the language of `speech`.
    """
    words = printed.split()
    titled = False
    for index in range(len(words) - 1, -1, -1):
        last = index == len(words) - 1
        if last and index and words[index] in _SURNAMES:
            continue
        word = words[index]
        plain = word.casefold().rstrip(".,")
        known = plain in TITLES
        if not known and speech is not None:
            # a surname may end as a compound title does: Hans Burgmeister
            known = plain in speech.title_words if last and index else is_title(word, speech)
        if known or (not last and word.endswith(_POSSESSIVE)):
            behind = words[index + 1 :]
            ends = not behind or (len(behind) < 4 and _LINK.fullmatch(behind[0]))
            if ends and 2 <= index <= 3 and not any(map(is_title, words[:index])):
                words = words[:index]  # "Hugh Stewart President"
                break
            words, titled = behind, True
            if len(words) > 2 and words[0] in _BODIES:
                words = words[1:]
            if speech is not None and words and _LINK.fullmatch(words[0]):
                words = words[2:]  # "Präsident des Verbandes Hans Vogel"
            break
    if speech is not None and len(words) > 1 and _heads(words, speech):
        words = words[1:]
    if len(words) > 3:
        words = _without_country(words)
    if "and" in words or "&" in words:
        words = _one_of(words)
    if not HEADLINE_VERBS.isdisjoint(words[:-1]):
        words = words[1 + max(index for index, word in enumerate(words[:-1]) if word in HEADLINE_VERBS) :]
    while words and (
        words[0].casefold() in _FILLERS
        or (len(words) > 2 and "-" in words[0] and _AGE.fullmatch(words[0]))
        or (len(words) > 2 and _acronym(words[0]) and not _acronym(words[1]))
    ):
        words = words[1:]
    while len(words) > 1 and words[-1].casefold().rstrip(".,") in _SUFFIXES:
        words = words[:-1]
    if words:
        words = [*words[:-1], _without_ending(words[-1])]
    return tuple(word for word in words if word), titled


def _is_place(words: Sequence[str]) -> bool:
    """Whether a name is a city's or a country's, of several words: one word may be a person's name too."""
    name = " ".join(words)
    return len(words) > 1 and (is_known_place(name) or is_region(name))


def _without_ending(word: str) -> str:
    """A word without the stop, the comma or the "'s" behind it."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith((".", ",")) else word


def person_at_end(words: Sequence[str]) -> tuple[str, ...]:
    """The last words of a sequence that make a name: a surname, its particles, initials, one name before."""
    index = len(words) - 1
    while index > 0 and _PARTICLE.fullmatch(words[index - 1].lower()):
        index -= 1
    index -= 1
    while index > 0 and (words[index].endswith(".") or len(words[index]) == 1):
        index -= 1
    return tuple(words[max(index, 0) :])


def _heads(words: Sequence[str], speech: Speech) -> bool:
    """Whether the first word is no name, but a verb or a small word at the head of a sentence."""
    first = words[0].lower()
    small = first in speech.small_words and not _PARTICLE.fullmatch(first)
    return small or (len(words) > 2 and speech.verb_pattern.fullmatch(first) is not None)


def _without_country(words: list[str]) -> list[str]:
    """A person's name without the country that stands before it: "the United States Ana Ruiz"."""
    for count in range(min(4, len(words) - 2), 1, -1):
        place = " ".join(words[:count])
        if is_region(place) and not is_known_place(place):
            return words[count:]
    return words


def _one_of(words: list[str]) -> list[str]:
    """The first of two people or firms; but after a heading that runs into a name, the name at the end."""
    cut = next(index for index, word in enumerate(words) if word in ("and", "&"))
    return words[-2:] if len(words) - cut > 4 else words[:cut]


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


def _plain(word: str) -> str:
    return word.translate(_QUOTES).casefold()


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _key(words: Sequence[str]) -> str:
    return words[-1].casefold()
