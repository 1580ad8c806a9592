"""Who is said to speak: reads "said Swing", "he added", and finds the person's fullest name in the text."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from store.words import word_set

_VERBS = (
    r"(?:said|says|saying|added|adds|stated|states|noted|notes|explained|explains|commented|comments"
    r"|continued|"
    r"continues|remarked|remarks|told|tells|announced|declared|declares|stressed|stresses|emphasi[sz]ed"
    r"|emphasi[sz]es|"
    r"concluded|concludes|shared|shares|wrote|writes|argued|argues|insisted|warned|warns|asked|asks|replied|"
    r"observed|observes|recalled|recalls|pointed out|points out|affirmed|reiterated|underlined|highlighted"
    r"|quipped|"
    r"urged|testified|responded|acknowledged|according to|"
    r"(?:a|ont) (?:déclaré|affirmé|indiqué|ajouté|expliqué|souligné|précisé|dit|estimé|conclu|rappelé)"
    r"|déclare|affirme|"
    r"indique|ajoute|explique|souligne|précise|estime|selon|"
    r"dijo|afirmó|señaló|declaró|explicó|añadió|aseguró|indicó|agregó|según|afirma|explica|señala|dice|"
    r"sagte|sagt|erklärte|erklärt|betonte|betont|so|ergänzte|"
    r"disse|afirmou|declarou|explicou|ha detto|ha dichiarato|ha spiegato)"
)
_LATER = r"(?:\s(?:also|then|further|later|recently|today|publicly|has|have|had))?"
_PARTICLE = r"(?:d[aeiou]s?|del|della|van|von|der|den|ter|bin|ibn|al|el|la|le|du|y|e|af|ben|abu)"
_CAPITAL = (
    r"(?:(?:(?:[A-Z]\w{0,2}|Sens|Reps|Prof|Capt|Govs?|Supt|Hon)\.)+"
    r"|[A-ZÀ-ÖØ-Þ\u0100-\u024f\u0391-\u03ab\u0400-\u042f][\w'’]*(?:[-‑][\w'’]+)*|d['’][A-Z]\w+)"
)
_NAME = rf"{_CAPITAL}(?:\s(?:(?:{_PARTICLE}|and|of|for|&)\s){{0,2}}{_CAPITAL}){{0,8}}"
_PRONOUN = r"(?:he|she|they|we|it|I|il|elle|ils|elles|él|ella|ellos|er|sie|ele|ela|lui|lei)"
_PRONOUNS = word_set("he she they we it i il elle ils elles él ella ellos er sie ele ela lui lei")
_THING = r"(?i:the|an?|its|their|our|his|her)\s"
_WHO = rf"(?:(?P<pronoun>(?i:{_PRONOUN}))\b|(?P<thing>{_THING})|(?:[a-z][a-z-]*\s){{0,4}}(?P<name>{_NAME}))"
_SUBJECT = (
    rf"(?:(?P<pronoun>(?i:{_PRONOUN}))\b|(?P<thing>{_THING}[^.“”\"]{{0,60}}?)(?=\b{_VERBS}\b)"
    rf"|(?P<name>{_NAME}))"
)
_ASIDE = (
    r"(?:,\s[^“”\"\n]{1,110}?,|\s\([^()\n]{1,40}\)|\s[–—-]\s[^“”\"\n]{1,80}?\s[–—-]|,\s[^“”\"\n,]{1,70}?)?"
)
_AFTER_VERB = re.compile(rf"[\s,.–—-]{{0,4}}(?P<verb>{_VERBS}){_LATER}\s{_WHO}")
_AFTER_SUBJECT = re.compile(
    rf"[\s,–—-]{{0,4}}{_SUBJECT}{_ASIDE}{_LATER}\s?\b(?P<verb>{_VERBS})\b(?P<more>\s?[,:]|\s(?!in\b|of\b"
    rf"|at\b|during\b|on\b|to\b)\w)?"
)
_DASHED = re.compile(rf"\s{{0,3}}[–—-]+\s{{0,2}}(?P<name>{_NAME})(?:,|\s*$)")
_BEFORE = re.compile(rf"(?P<name>{_NAME}){_ASIDE}{_LATER}\s(?P<verb>{_VERBS})\b[^“”\"\n]{{0,110}}$")
_BEFORE_PRONOUN = re.compile(rf"(?i:\b(?P<pronoun>{_PRONOUN}))\s(?i:{_VERBS})\b[^“”\"\n.]{{0,80}}$")
_BEFORE_VERB = re.compile(rf"(?i:\b(?P<verb>{_VERBS}))\s(?P<name>{_NAME})[^“”\"\n]{{0,110}}$")
_BEFORE_COLON = re.compile(
    rf"(?P<name>{_NAME})[^“”\"\n]{{1,150}}\b(?:statements?|remarks?|following|comments?"
    rf"|words)\b[^“”\"\n]{{0,40}}[:：]$"
)
_VERB_AT_END = re.compile(rf"\b{_VERBS}\b[^“”\"]{{0,30}}[,:]$")
_SIGNATURE = re.compile(rf"[–—~-]*\s?(?P<name>{_NAME}),\s[^.!?]{{2,90}}$")
_HAN_VERB = (
    "(?:说|表示|指出|强调|称|补充|补充道|認為|认为|說|強調|稱|補充|道|介绍|写道|坦言|述べた|語った|話した)"
)
_HAN = re.compile(rf"(?P<name>[\u3400-\u9fff·]{{1,16}}?){_HAN_VERB}+(?:[：:，,。]|$)")
_HAN_TITLE = re.compile(
    "^.*(?:总干事|主任|主席|总统|總統|总理|部长|部長|发言人|發言人|经理|總經理|总裁|總裁|大使|教授|博士|先生|女士|议员|市长|记者|"
    "首席执行官|秘书长|局长|院长|董事长|社長|会長|氏)"
)
_ARABIC_VERB = (
    r"(?:و|ف)?(?:قال|قالت|أضاف|اضاف|أضافت|صرح|صرّح|صرحت|أكد|أكّد|أكدت|أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت|تابع"
    r"|تابعت|ختم)"
)
_ARABIC = re.compile(rf"(?<!\w){_ARABIC_VERB}\b(?P<name>(?:\s[\u0621-\u064a]+){{0,7}})")
_ARABIC_TITLE = word_set(
    "السفير السفيرة الدكتور الدكتورة الوزير وزير الرئيس رئيس المدير مدير العام معالي سعادة السيد السيدة "
    "الشيخ سمو المتحدث باسم الأمين المهندس الأستاذ قائلا إن أن في"
)
_TITLES = word_set(
    "ambassador dr mr mrs ms mx sen senator senators sens rep representative congressman congresswoman "
    "gov governor president vice chairman chairwoman chair chairperson ceo cfo coo cto cmo cio founder "
    "co-founder cofounder director director-general secretary secretary-general general minister prime "
    "deputy executive chief officer manager managing partner professor prof sir lord lady dame judge "
    "justice attorney mayor commissioner spokesman spokeswoman spokesperson analyst author host captain "
    "capt col colonel lt lieutenant sgt sergeant major gen adm admiral leader majority minority whip "
    "speaker counsel head lead principal owner coach king queen prince princess pope rev reverend father "
    "m mme mlle monsieur madame docteur herr frau señor señora don doña sr sra senior assistant associate "
    "administrator superintendent treasurer coordinator editor engineer scientist economist u.s us "
    "ministre directeur directrice président présidente ministro ministra director-gerente portavoz "
    "geschäftsführer minister-president high acting interim former then producer specialist beautician "
    "realtor artist singer songwriter expert agent broker member musician actor actress nurse physician "
    "surgeon veterinarian lawyer inventor composer officer coordinator consultant strategist resident "
    "student researcher curator photographer pastor bishop sheriff veteran designer"
)
_FILLERS = word_set(
    "the of a an and but when while as in on at for from with by if after before since today yesterday "
    "however meanwhile also additionally furthermore ahead according this that these those our their its "
    "his her said says added monday tuesday wednesday thursday friday saturday sunday"
)
_SUFFIXES = word_set("jr sr ii iii iv phd ph.d md m.d esq mba rn cpa")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_SEQUENCE = re.compile(rf"(?<!\w){_CAPITAL}(?:\s(?:{_PARTICLE}\s){{0,2}}{_CAPITAL}){{1,7}}")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that say who speaks: a printed name, or a pronoun, or neither ("the company said")."""

    name: str | None = None
    pronoun: str | None = None


def attribution_after(after: str, sentence_ended: bool) -> Attribution | None:
    """The attribution in the words that follow a quotation; None where they hold none.

    `sentence_ended` says that the quotation ended with a full stop: then a name and a verb that go on
    ("Lee adds: ...") belong to the next sentence.
    """
    if not after.strip():
        return None
    if match := _AFTER_VERB.match(after):
        return _from(match)
    if (match := _AFTER_SUBJECT.match(after)) and not (sentence_ended and match["more"]):
        return _from(match)
    if match := _DASHED.match(after):
        return _from(match)
    return _uncased(after.lstrip("，,。 "), at_head=True)


def attribution_before(before: str) -> Attribution | None:
    """The attribution in the words that lead up to a quotation; None where they hold none."""
    lead = re.split(r"(?<=[a-z\d”\"][.!?])\s(?=[A-Z“\"])", before)[-1].rstrip()
    if not lead:
        return None
    if match := _BEFORE_PRONOUN.search(lead):
        return _from(match)
    if match := _BEFORE_VERB.search(lead) or _BEFORE.search(lead):
        return _from(match)
    if match := _BEFORE_COLON.search(lead):
        return _from(match)
    if _VERB_AT_END.search(lead):
        return Attribution()
    return _uncased(lead, at_head=False)


def signature(paragraph: str) -> Attribution | None:
    """The name in a line of its own below a quotation: "Ana Ruiz, Director of Harbours"."""
    match = _SIGNATURE.fullmatch(paragraph.strip())
    return Attribution(match["name"]) if match and len(match["name"].split()) > 1 else None


def _from(match: re.Match[str]) -> Attribution:
    groups = match.groupdict()
    name, pronoun = groups.get("name"), groups.get("pronoun")
    if name and name.casefold() in _PRONOUNS:
        name, pronoun = None, name
    return Attribution(name, pronoun)


def _uncased(words: str, at_head: bool) -> Attribution | None:
    """An Arabic or Chinese attribution."""
    matches = [_ARABIC.match(words)] if at_head else list(_ARABIC.finditer(words))
    if matches and (found := matches[-1]):
        name = [word for word in found["name"].split() if word not in _ARABIC_TITLE]
        return Attribution(" ".join(name[:4]) or None, None if name else "هو")
    han = _HAN.match(words) if at_head else _last_han(words)
    if han is None:
        return None
    name_only = _HAN_TITLE.sub("", han["name"])
    if name_only in ("他", "她", "他还", "她还", "他又", "並", "还", ""):
        return Attribution(None, "他")
    return Attribution(name_only)


def _last_han(words: str) -> re.Match[str] | None:
    clause = re.split("[。！？，；]", words.rstrip("：:，,"))[-1]
    return _HAN.fullmatch(clause)


class Names:
    """The people's names that a text prints, to be found again by a part of the name."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self._by_surname: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._people: list[tuple[int, str]] = []
        for start, end in spans:
            for match in _SEQUENCE.finditer(text, start, end):
                self._add(match.start(), match[0])

    def _add(self, position: int, printed: str) -> None:
        words, titled = _person(printed)
        if 2 <= len(words) <= 5 and sum(word[0].isupper() for word in words) <= 4:
            self._by_surname.setdefault(_key(words), []).append((position, tuple(words)))
            if titled:
                self._people.append((position, " ".join(words)))

    def resolve(self, said: Attribution, end: int, start: int, last_speaker: str | None) -> str | None:
        """The fullest name of who is meant, as printed before `end` plus the attribution itself.

        A pronoun means the last speaker or, before anyone has spoken, the last person named with a title.
        """
        if said.name is None:
            if said.pronoun is None or said.pronoun.lower() in (
                "they",
                "we",
                "it",
                "i",
                "ils",
                "elles",
                "ellos",
            ):
                return None
            return last_speaker or self._last_person(start)
        words, _ = _person(said.name)
        if not words:
            return None
        known = self._by_surname.get(_key(words), [])
        upto = bisect.bisect_right(known, end, key=lambda entry: entry[0])
        fuller = [full for _, full in known[max(0, upto - 50) : upto] if set(words) <= set(full)]
        return " ".join(_fullest(words, fuller))

    def _last_person(self, position: int) -> str | None:
        index = bisect.bisect_left(self._people, (position, ""))
        return self._people[index - 1][1] if index and position - self._people[index - 1][0] < 1000 else None


def _person(printed: str) -> tuple[list[str], bool]:
    """The words of a person's name without titles, organisations' acronyms and degrees; whether it had a "
    "title."""
    words = re.split(r"\s+", printed.strip())
    titled = False
    for index in range(len(words) - 1, -1, -1):
        last = index == len(words) - 1
        if words[index].casefold().rstrip(".,") in _TITLES or (
            not last and words[index].endswith(_POSSESSIVE)
        ):
            words, titled = words[index + 1 :], True
            break
    if "and" in words or "&" in words:  # two people, or two firms: the first stands for both
        words = words[: next(index for index, word in enumerate(words) if word in ("and", "&"))]
    while words and (
        words[0].casefold() in _FILLERS or (len(words) > 2 and _acronym(words[0]) and not _acronym(words[1]))
    ):
        words = words[1:]
    while len(words) > 1 and words[-1].casefold().rstrip(".,") in _SUFFIXES:
        words = words[:-1]
    if words:
        words = [*words[:-1], re.sub(r"(?:['’]s|[.,])$", "", words[-1])]
    return words, titled


def _fullest(words: Sequence[str], candidates: Sequence[tuple[str, ...]]) -> Sequence[str]:
    """The longest candidate, unless a shorter one that it ends with is printed as often.

    Words that merely stand before a name ("Red Flag Miller", below a heading) are printed there once.
    """
    counts = Counter(candidates)
    best: Sequence[str] = words
    for full, count in sorted(counts.items(), key=lambda entry: len(entry[0])):
        prefixed = full[-len(best) :] == tuple(best)
        if len(best) == 1 or (len(full) > len(best) and count - prefixed >= counts[tuple(best)]):
            best = full
    return best


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _key(words: Sequence[str]) -> str:
    return words[-1].casefold()
