"""How people's names are printed: their words, and the titles and degrees around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from store.patterns import lazy_pattern
from store.structure.places import is_known_place, is_region
from store.structure.speech.table import Speech
from store.structure.word_lists import word_set

# By their first letters: most words are none, and that is told by the fewest alternatives.
PARTICLE = (
    r"(?:d(?:[aeiou]s?|el(?:la)?|e[rn])|['’]t|l(?:as?|e|os)|v[ao]n|te[rn]|b[ei]n|ibn|a(?:l|f|p|bu)|el?|y)"
)
#: Letters in upper and in lower case of the alphabets that have both, as parts of a class.
UPPER = "A-ZÀ-ÖØ-Þ\u0370-\u03ab\u0400-\u042f" + "".join(filter(str.isupper, map(chr, range(0x100, 0x250))))
LOWER = "a-zß-öø-ÿ\u03ac-\u03ce\u0430-\u045f" + "".join(filter(str.islower, map(chr, range(0x100, 0x250))))
#: What a full stop is a part of: initials, titles, letters without a vowel; “Lau.” ends a sentence.
_SHORT = (
    r"(?:[A-Z][bcdfghj-np-tv-z]{0,2}|Sens?|Reps?|Rev|Gen|Geo|Jas|Col|Maj|Amb|Adm|Lic|Ing|Arq|Mag"
    r"|Dip|Univ|Doç|Öğr|Gör|Arş|Yrd|Dra|Sra|Ed"
    r"|Ma|Atty|Engr|Smt|Esq|Prof|Capt|Govs?|Supt|Hon)"
)
# Most words are none of the short ones: that is told by the full stop, before all of these are tried.
CAPITAL = (
    rf"(?:(?=[A-ZÖ]\w{{0,3}}\.)(?:{_SHORT}\.(?:-(?=[A-Z]\w{{0,3}}\.))?)+"
    rf"|[{UPPER}][\w'’]*(?:[-‑][\w'’]+)*|d['’][A-Z]\w+)"
)
NAME = rf"{CAPITAL}(?:\s(?:(?:{PARTICLE}|and|of|for|&)\s){{0,2}}{CAPITAL}){{0,8}}"
#: A person's, of two to four words.
FULL_NAME = rf"{CAPITAL}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,3}}"
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
    "counterpart colleague predecessor successor detective inspector superintendent constable cllr "
    "councillor councilor alderman realtor "
    "councilman councilwoman councilmember envoy artist "
    "premier assemblyman assemblywoman assemblymember alderwoman selectman delegate undersecretary "
    "under-secretary under-secretary-general rapporteur ombudsman ombudsperson vice-president vice-chair "
    "vice-chairman vice-chairwoman vice-chancellor vice-provost vice-dean co-chair co-chairman "
    "co-president "
    "co-director co-owner co-author co-leader co-host h.e excellency honourable honorable msgr shri smt "
    "datuk dato cpl corporal pvt private brig brigadier commodore commander cmdr petty warrant paramedic "
    "firefighter midfielder striker goalkeeper winger defender controller comptroller rancher vendor "
    "beekeeper shopkeeper homeowner retiree novelist playwright filmmaker postdoc "
    "postdoctoral doctoral graduate undergraduate biologist ecologist chemist physicist geologist "
    "astronomer "
    "sociologist psychologist historian archaeologist anthropologist epidemiologist virologist "
    "oceanographer climatologist meteorologist neuroscientist glaciologist botanist zoologist pharmacist "
    "midwife choreographer conductor sculptor architect solicitor barrister magistrate "
    "singer songwriter expert agent broker member musician actor actress nurse physician "
    "hon vp svp evp atty engr smt shri aunty uncle organiser organizer volunteer campaigner activist "
    "headteacher churchwarden taoiseach tánaiste uachtarán zookeeper "
    "pensioner entrepreneur convener convenor landowner smallholder donor survivor librarian archivist "
    "lifeguard naturalist broadcaster comedian illustrator neighbour neurosurgeon paediatrician cardiologist "
    "surgeon veterinarian lawyer inventor composer officer coordinator consultant strategist resident "
    "student researcher curator photographer pastor bishop sheriff veteran designer "
    "maire ministre secrétaire vice-président vice-présidente porte-parole fondateur fondatrice gérant "
    "gérante "
    "responsable chef cheffe général générale presidente presidenta alcalde alcaldesa consejero "
    "consejera "
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
    "charge residence "
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
#: How a title ends that says what one studies.
_SCIENTIST = ("ologist", "ographer")
#: Letters of the shortest word that is a part of a compound.
_PART = 4
_SUFFIXES = word_set("jr sr ii iii iv phd ph.d md m.d esq mba rn cpa frs obe mbe cbe kc qc mp mep")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
#: Particles that a surname may be printed with and without a first name: "sagte von Stetten".
NOBILIARY = word_set("von van zu ten ter af dos das")
#: Printed names whose words are remembered: a release names the same few again and again.
_KNOWN = 4096
#: What leads on from an office to whose it is, rather than to a surname.
_LINK = lazy_pattern(r"d[aeiou]s?|de[lnr]|della|dell['’]|van|von|of|for|für|la|le|av|på")
#: An article that has run into the word.
_ELIDED = lazy_pattern(r"^(?:l|d|dell|all|un|quell)['’]")
_PARTICLE = lazy_pattern(PARTICLE)
#: The ending of a case, as it stands behind names in Turkish: "Demir'e".
_CASE = lazy_pattern(rf"(?<=[{LOWER}])['’][{LOWER}]{{1,6}}$")
#: What an office is printed to be of, before the name: "Director of Public Affairs Ana Ruiz".
_FIELDS = word_set(
    "marketing sales operations finance communications affairs relations development engineering research "
    "product products programs programming services strategy technology education impact resources "
    "partnerships growth management innovation planning security safety compliance advancement outreach "
    "sustainability policy initiatives experience success design medicine surgery nursing health science "
    "sciences studies business content media data analytics people culture staff photography curriculum"
)
#: What people are called before their name: "Sixteen-year-old", "67-jährige".
_AGE = lazy_pattern(r"[\w-]+-(?:year-old|jährige[rn]?|jarige|årige?)", re.IGNORECASE)


def is_title(word: str, speech: Speech | None = None) -> bool:
    """Whether the word is a title or an office, as “Director” is; in the language of `speech` too."""
    plain = word.casefold().rstrip(".,")
    if plain in TITLES or plain.endswith(_SCIENTIST):
        return True
    if speech is None:
        return False
    if "'" in plain or "’" in plain:
        plain = _ELIDED.sub("", plain)
    return (
        plain in speech.title_words
        or ("-" in plain and plain.rpartition("-")[2] in speech.title_words)
        or (
            bool(speech.compound_titles)
            and plain.endswith(speech.compound_titles)
            and _is_compound(plain, speech)
        )
    )


def _is_compound(word: str, speech: Speech) -> bool:
    """Whether what stands before the ending is a word or nothing: "Hafenrat", not "Murat"."""
    return any(word.endswith(end) and not 0 < len(word) - len(end) < _PART for end in speech.compound_titles)


def offices(words: Sequence[str], speech: Speech | None = None) -> frozenset[str]:
    """Those of the words that are titles or offices, in lower case and without an article run into them."""
    return frozenset(
        _ELIDED.sub("", word.casefold().rstrip(".,")) for word in words if is_title(word, speech)
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
        known = plain in TITLES or plain.endswith(_SCIENTIST)
        if not known and speech is not None:
            # a surname may end as a compound title does: Hans Burgmeister
            known = plain in speech.title_words if last and index else is_title(word, speech)
        if known or (not last and word.endswith(_POSSESSIVE)):
            behind = words[index + 1 :]
            ends = not behind or (len(behind) < 4 and _LINK.fullmatch(behind[0]))
            if ends and 2 <= index <= 3 and not any(map(is_title, words[:index])):
                words = words[:index]  # "Hugh Stewart President"
                break
            words, titled = behind if speech else _behind_body(behind), True
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
        or (len(words) > 2 and is_acronym(words[0]) and not is_acronym(words[1]))
    ):
        words = words[1:]
    while len(words) > 1 and words[-1].casefold().rstrip(".,") in _SUFFIXES:
        words = words[:-1]
    if words:
        words = [*words[:-1], _without_ending(words[-1], speech)]
    return tuple(word for word in words if word), titled


def _without_ending(word: str, speech: Speech | None) -> str:
    """A word without the stop, the comma, the "'s" or the ending of its case behind it."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    if speech and speech.case_marks:
        return _CASE.sub("", word)
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


def _behind_body(words: list[str]) -> list[str]:
    """The name behind an office and what it is of: "of Public Affairs Ana Ruiz"."""
    if len(words) < 4 or words[0] not in ("of", "for"):
        return words
    own = [index for index, word in enumerate(words[:-2]) if word.casefold() in _FIELDS]
    return words[own[-1] + 1 :] if own else list(person_at_end(words))


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


def is_age(word: str) -> bool:
    """Whether a word says before a name how old the person is: "Sixteen-year-old"."""
    return "-" in word and _AGE.fullmatch(word) is not None


def is_acronym(word: str) -> bool:
    """Whether a word is in capitals throughout, as "NASA" is."""
    return len(word) > 1 and word.isupper() and "." not in word
