"""Who is said to speak, in scripts that have no capitals: Arabic, Chinese, Japanese."""

from __future__ import annotations

import re
from collections.abc import Callable

from store.structure.attributions import SOMEBODY, Attribution, Reader
from store.structure.chinese_names import (
    ADDRESSED,
    ALSO,
    BEHIND_NAME,
    COURTESIES,
    HAN,
    HOW,
    SURNAMES,
    WHEN,
    WHERE,
)
from store.structure.japanese_speakers import JapaneseReader
from store.structure.speech.table import Speech, alternatives
from store.structure.uncased_reader import BRACKETS, LATIN_AT_END, WithoutCapitals
from store.structure.word_lists import word_set


class ArabicReader(WithoutCapitals):
    """Verb first, then titles, then the name: "وقال الوزير أحمد سالم"."""

    def __init__(self, speech: Speech) -> None:
        self._titles = word_set(speech.titles)
        self._constructs = word_set(speech.determiners)
        word = r"[\u0621-\u0652]+"
        self._verb = re.compile(
            rf"(?<!\w)(?:(?:حسبما|كما|وفق\s?ما|بحسب\sما|فيما|حيث|وقد|قد)\s)?[وف]?(?:{alternatives(speech.verbs)})\b(?!\sأن\b)"
            rf"(?P<name>(?:\s{word}){{0,12}})"
        )
        self._saying = re.compile(rf"(?<!\w)[و]?{alternatives(speech.saying)}\s?[:：]?\s?$")
        self._according = re.compile(
            rf"(?<!\w){alternatives(speech.according)}\s?(?P<name>{word}(?:\s{word}){{0,10}})"
        )
        self._colon = re.compile(rf"^(?P<name>{word}(?:\s{word}){{0,8}})\s?[:：]$")

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation; None where they hold none."""
        words = words.lstrip("،,. –—-")
        match = self._verb.match(words) or self._according.match(words)
        return self._of(match["name"]) if match else None

    def before(self, words: str) -> Attribution | None:
        """The attribution in the words that lead up to a quotation; None where they hold none."""
        *above, lead = map(str.strip, re.split(r"[.!؟]\s|\n", words.strip()))
        matches = list(self._verb.finditer(lead))
        if matches and (len(lead) - matches[-1].end() < 90):
            found = self._of(matches[-1]["name"])
            return (found.name is None and above and self.introduced(above[-1])) or found
        if self._saying.search(lead):
            found = self._of(lead[: self._saying.search(lead).start()])  # type: ignore[union-attr]
            return found if found.name else Attribution(None, SOMEBODY)
        if match := self._according.match(lead):
            return self._of(match["name"])
        if (match := self._colon.match(lead)) and (name := self._name(match["name"].split())):
            return Attribution(name) if len(name.split()) > 1 else None
        return None

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation says that he or she speaks, by a name of several words."""
        match = self._verb.match(words)
        name = self._name(match["name"].split()) if match else None
        return Attribution(name) if name and " " in name else None

    def leads_on(self, words: str) -> bool:
        """Whether words end in what a quotation in mid-sentence may follow."""
        return words.rstrip().endswith((":", "إن", "أن", "بأن"))

    def _of(self, words: str) -> Attribution:
        name = self._name(words.split())
        return Attribution(name, None if name else SOMEBODY)

    def _name(self, words: list[str]) -> str | None:
        """The name among the words after a verb: those between the titles before and after it.

        A title goes with what follows it up to a word that can begin a name: one without article.
        """
        titled = False
        while words and (
            words[0] in self._titles
            or words[0] in self._constructs
            or words[0].removeprefix("و") in self._titles
            or (titled and words[0].startswith(("ال", "لل", "وال", "بال", "في")))
        ):
            titled, words = True, words[1:]
        if not titled and _is_profession(words):
            words = words[1:]
        name: list[str] = []
        for word in words[:4]:
            if word in self._titles or word in _ENDS_NAME or word.startswith(("لل", "بال")):
                break
            name.append(word)
        while name and name[0] in _ENDS_NAME:
            name = name[1:]
        return " ".join(name) or None


def _is_profession(words: list[str]) -> bool:
    """Whether the first word, with the article, says what the person is whom two without it name."""
    first, *name = words[:3] if words else [""]
    told = first.startswith("ال") and len(name) == 2 and not name[0].startswith(("ال", "لل", "بال"))
    return told and _ENDS_NAME.isdisjoint(name)


_ENDS_NAME = word_set(
    "إن أن في على خلال من إلى عن قائلا قائلاً قائلة قائلةً مضيفا مضيفاً موضحا موضحاً مؤكدا مؤكداً مشيرا مشيراً "
    "هذا هذه ذلك بأن بعد قبل حول عبر لدى أمس اليوم أيضا أيضاً بدوره بدورها إنه إنها أنه أنها لقد له لها لنا "
    "تعليقا تعليقاً "
    "وهو وهي الذي التي ردا رداً بمناسبة ضمن مع عند حيث كما لصحيفة لوكالة لرويترز كلمة كلمته كلمتها"
)


class ChineseReader(WithoutCapitals):
    """The name and its title stand before the verb: "部長王小明表示：“……”"."""

    def __init__(self, speech: Speech) -> None:
        titles = sorted(speech.titles.split(), key=len, reverse=True)
        self._verb = rf"{speech.verbs.replace(' ', '|')}"
        one = alternatives(speech.pronouns)
        self._pronoun = re.compile(f"^{one}(?![们們])|{one}$")
        self._title_before = re.compile(f"^.*(?:{'|'.join(titles)})(?:兼[{HAN}]+(?:{'|'.join(titles)}))?")
        self._title_after = re.compile(f"(?:{'|'.join(titles)})+$")
        self._name_in = re.compile(f"(?P<name>{SURNAMES}[{HAN}]{{1,2}})$")
        # what follows the verb may lead up to the words, but not begin another sentence
        self._before = re.compile(
            rf"(?:(?P<who>[^。！？；]+?)|^){self._verb}(?:[^。！？；：:“「]{{0,24}})[：:，,]?\s?$"
        )
        self._after = re.compile(
            rf"\s?[，,]?\s?(?P<who>[^。！？；，,：:]{{1,40}}?){self._verb}(?:[：:，,。、；]|$)"
        )
        self._colon = re.compile(r"(?P<who>[^。！？；，,：:]{2,30})\s?[：:]$")
        #: The same whatever follows: names have three signs most of the time.
        self._about_any = re.compile(
            rf"[^，,。：:]{{0,16}}?(?:{'|'.join(titles)})(?P<name>{SURNAMES}[{HAN}]{{2}})(?=[{HAN}])"
        )
        #: Whom a sentence is about: 护林员周大山已经……
        self._about = re.compile(
            rf"[^，,。：:]{{0,16}}?(?:{'|'.join(titles)})(?P<name>[{HAN}]{{1,6}}[·‧．][{HAN}]{{1,6}}?|{SURNAMES}[{HAN}]{{1,2}}?)(?=[{BEHIND_NAME}])"
        )

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation says that he or she speaks."""
        sentences = [one.strip() for one in re.split("[。！？]", words) if one.strip()]
        if not sentences:
            return None
        if (
            match := ADDRESSED.match(sentences[-1])
            or self._about.match(sentences[-1])
            or self._about_any.match(sentences[-1])
        ):
            return Attribution(match["name"])
        return self._reported(sentences[-1])

    def _reported(self, sentence: str) -> Attribution | None:
        """Whose words a sentence reports without marks: 局長蔡孟哲指出，……"""
        match = self._after.search(sentence)
        found = self._of(match["who"]) if match else None
        return found if found and found.name else None

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation; None where they hold none."""
        match = self._after.match(words)
        if match is None:
            return None
        ends = words[match.end() - 1 : match.end()]
        leads = ends in ("：", ":") or (ends in ("，", ",") and not words[match.end() :].strip())
        if sentence_ended and leads:  # up to the next quotation
            return None
        return self._of(match["who"])

    def before(self, words: str) -> Attribution | None:
        """The attribution in the words that lead up to a quotation; None where they hold none."""
        *above, lead = re.split("[。！？；]", words.strip())
        if not lead and above:  # what is said goes on in the speaker's own words
            return self.introduced(words)
        match = self._before.search(lead)
        if match and (lead.endswith(("：", ":", "，", ",")) or match.end("who") > len(lead) - 10):
            found = self._of(match["who"] or "")
            return (found.pronoun and self.introduced("。".join(above))) or found
        if (match := self._colon.match(lead)) and (name := self._name(match["who"])):
            return Attribution(name)
        return None

    def leads_on(self, words: str) -> bool:
        """Whether words end in what a quotation in mid-sentence may follow."""
        return words.rstrip().endswith(("：", ":"))

    def _of(self, who: str) -> Attribution:
        who = WHEN.sub("", HOW.sub("", WHERE.sub("", BRACKETS.sub("", who).strip())))
        for clause in reversed(re.split("[，,]", who)):
            if pronoun := self._pronoun.search(clause):
                return Attribution(None, pronoun[0])
            if name := self._name(clause):
                return Attribution(name)
        return Attribution(None, SOMEBODY) if not who.strip() or len(who) < 3 else Attribution()

    def _name(self, clause: str) -> str | None:
        clause = ALSO.sub("", clause.strip("、 "))
        bare = self._title_after.sub("", clause)
        surname, title = self._title_before.sub("", bare), clause[len(bare) :]
        if title and re.fullmatch(SURNAMES, surname):
            return surname + title if title in COURTESIES else surname  # 讀者王先生, 何校长
        clause = bare or clause
        if match := LATIN_AT_END.search(clause):
            return match["name"]
        rest = self._title_before.sub("", clause).strip()
        if any(dot in rest for dot in "·‧．"):
            return re.split(f"[^{HAN}·‧．]", rest)[-1] or None
        titled = rest != clause.strip() and re.fullmatch(f"[{HAN}]{{2,6}}", rest)
        if titled and (len(rest) <= 4 or not re.search(f"[{BEHIND_NAME}]", rest)):  # 乌云其木格
            return rest
        match = self._name_in.search(rest)
        return match["name"] if match else None


READERS: dict[str, Callable[[Speech], Reader]] = {
    "arabic": ArabicReader,
    "chinese": ChineseReader,
    "japanese": JapaneseReader,
}
