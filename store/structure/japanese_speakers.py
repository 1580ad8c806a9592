"""Who is said to speak in Japanese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from store.patterns import lazy_pattern
from store.structure.attributions import SOMEBODY, Attribution
from store.structure.chinese_names import HAN, SIGN
from store.structure.japanese_names import WHERE_PEOPLE_WORK, NamePhrases
from store.structure.speech.table import Speech, alternatives
from store.structure.uncased_reader import BRACKETS, WithoutCapitals

#: A name and how it is read: 大熊 隼人（おおくま はやと / OKUMA Hayato）
_PROFILE = lazy_pattern(
    rf"(?m)^[■◆●▼○◇【＜\s　]*(?P<name>[{HAN}々ヶ]{{1,4}}[\s　]?{SIGN}{{1,4}})\s?"
    r"[（(][ぁ-ゖー]{2,8}[\s　・ぁ-ゖー]"
)
#: How a name is read: うかい・りょうへい
_READING = lazy_pattern(r"[ぁ-ゖー]{2,8}[\s　・][ぁ-ゖー]{2,8}")
#: A heading above a comment that names nobody: 【コメント】, ■皆さまへ
_HEADING = lazy_pattern(r"[^。「」\n]{0,24}(?:コメント|皆さまへ|皆様へ|メッセージ|ご挨拶)[】＞>》〉］\s]*")
#: Characters before a place in which such a heading stands, and a profile; so many of those who have spoken.
_LEAD, _LONG, _MANY = 200, 20_000, 50


def profiled(text: str, position: int) -> str | None:
    """Whose words begin at a place in a Japanese text below a heading that names nobody: whose profile
    stands above it, as 大熊 隼人（おおくま はやと）選手; None elsewhere."""
    lead = text[max(0, position - _LEAD) : position].rstrip()
    if not _HEADING.fullmatch(lead.rpartition("\n")[2]):
        return None
    found = [match["name"] for match in _PROFILE.finditer(text, max(0, position - _LONG), position)]
    return found[-1] if found else None


def holder_of(text: str, office: str, spoken: Sequence[str]) -> str | None:
    """Who holds an office, of whom a Japanese text says so: in brackets or at once, as 社長：柳沢 修, else
    the last of those who have `spoken` with whose name it stands."""
    match = re.search(
        rf"{office}\s?[:：]?[\s　]?(?P<name>[{HAN}々ヶ]{{1,4}}[\s　]{SIGN}{{1,4}})(?![{HAN}])", text
    )
    if match:
        return match["name"]
    for name in islice(reversed(spoken), _MANY):
        own = re.escape(name)
        if re.search(rf"{own}\s?{office}|{office}の?{own}", text):
            return name
    return None


#: What a line that names somebody has none of: stops, marks, and the endings of a sentence's words.
_PROSE = lazy_pattern("[。、，,:：「」！？]|[はがをにでともよりへ]")
#: Characters of a line that names who speaks below it.
_LINE = 60
#: Signs of the longest surname that stands alone in brackets.
_SURNAME = 2
#: Sentences above words of nobody who is named there, in which somebody may be.
_SENTENCES = 2
#: What a heading may begin with.
_MARKS = "■◆●▼○◇【＜<《〈［　 "
#: What says that what follows is quoted: 次のように述べました。
_ANNOUNCES = lazy_pattern(r"(?:次|以下|下記)の(?:よう|とおり|通り)[^。「」]{0,24}。?\s*$")
_WORDS_OF = lazy_pattern(
    "(?:という|との)お?(?:言葉|声|コメント|意見|思い|講評|評価|指摘|感想|メッセージ|期待|見解)"
)
#: Any verb behind the words of somebody who is named, but for those that give a name.
_ANY_VERB = lazy_pattern(
    r"\s?(?:などと|と)(?!いう|題|名付|呼ば|呼ぶ|呼び(?!かけ)|なって|なり|なる|同じ|比べ|とも|ともに|並)(?:[^。「」]{1,30}(?:[たるすうむくぐつぶぬ]|です|ます)[。\s]|[^。「」]{1,14}、)"
)


class JapaneseReader(WithoutCapitals):
    """The name stands with は before the quotation and the verb with と after it, or both after it."""

    def __init__(self, speech: Speech) -> None:
        titles = sorted(speech.titles.split(), key=len, reverse=True)
        self._title = "|".join(titles)
        verb = alternatives(speech.verbs)
        self._verb_after = re.compile(
            rf"\s?(?:などと|と|って)(?:して(?:いる|います|おり|いた)|[^。「」]{{0,40}}?{verb})"
        )
        self._who_after = re.compile(
            rf"\s?(?:と|、|って)?\s?(?P<who>[^。「」]{{2,80}}?)(?:は|が)[^。「」]{{0,40}}?{verb}"
        )
        self._to_quotation = re.compile(
            rf"(?:{alternatives(speech.remarks)}|{verb})[^。「」]{{0,20}}[。:：]?\s?$"
        )
        self._who = re.compile(r"(?P<who>[^。「」]{2,90}?)(?:は|が)(?:、|\s|$|[^。「」])")
        #: "…も「…」と": what one more person says.
        self._who_too = re.compile(r"(?P<who>[^。「」]{2,90})も、?$")
        self._colon = re.compile(r"(?P<who>[^。「」:：]{2,60})\s?[:：]$")
        self._so_after = re.compile(
            rf"\s?。\s?(?P<who>[^。「」]{{2,80}}?)(?:は|が)(?:そう|こう|このように)[^。「」]{{0,12}}?{verb}"
        )
        #: 「…」。そう話すのは、店長の山際響子さんです。
        self._is_who = re.compile(
            rf"\s?。?\s?(?:そう|こう|このように)、?{verb}[^。「」、]{{0,4}}のは、?(?P<who>[^。「」]{{2,80}}?)(?:です|だ|である)?。"
        )
        self._comment = re.compile(
            r"(?P<who>[^。「」]{2,60}?)(?:の|より)?(?:コメント|談話|談)[\s】＞>》〉］]*[:：]?\s*$"
        )
        self._name_first = re.compile(
            rf"^[{_MARKS}\s]*(?P<name>[{HAN}々ヶ]{{2,6}})[\s　](?=.*(?:{self._title}))"
        )
        #: Whom a sentence is about, with how the person is addressed: 出身のアミーナさん（30代）も
        self._about = re.compile(
            rf"(?P<who>[^。「」、，]{{1,40}}(?:{self._title})(?:[（(][^（()）]{{0,40}}[)）])?)(?:は|も|が)"
        )
        #: Whose words they are: 石原セツさんの「…」という言葉
        self._whose = re.compile(rf"(?P<who>[^。「」、，]{{1,40}}(?:{self._title}))の$")
        #: A line of its own: 山田太郎（工学部4年）
        self._told = re.compile(
            rf"[{_MARKS}\s]*(?P<name>[{HAN}々ヶ]{{2,4}}[\s　]?{SIGN}{{0,4}})\s?"
            r"[（(](?P<told>[^（()）]{2,40})[)）]\s*$"
        )
        #: From whom words come: 江口毅氏（教授）からは、「…」との講評
        self._from = re.compile(r"(?P<who>[^。「」、，]{2,60})から(?:は|も)?、?$")
        #: By whose account: 桐生朋子によれば、
        self._account = re.compile(r"(?P<who>[^。「」、，]{2,40})(?:によれば|によると)、")
        self._pronoun = re.compile(rf"^(?:{'|'.join(speech.pronouns.split())})$")
        self._names = NamePhrases(titles)
        self._titled = self._names.titled
        self._surname = re.compile(rf"[{HAN}々ヶ]{{1,4}}|[\u30a0-\u30ff]{{2,8}}")

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation; None where they hold none."""
        named = (self._who_after, self._so_after, self._is_who)
        if match := next(filter(None, (pattern.match(words) for pattern in named)), None):
            return self._of(match["who"])
        if match := re.match(r"\s?[（(](?P<who>[^（()）]{1,40})[)）]", words):
            name = self._names.in_phrase(match["who"])
            surname = match["who"] if len(match["who"]) <= _SURNAME else None
            return Attribution(name, noun=surname) if name or surname else None
        if self._verb_after.match(words):
            return Attribution(None, SOMEBODY)
        return None

    def before(self, words: str) -> Attribution | None:
        """The attribution in the words that lead up to a quotation; None where they hold none."""
        sentences = [one for one in re.split("(?<=[。！？])", words.strip()) if one.strip()]
        if not sentences:
            return None
        lead = sentences[-1].strip()
        if (match := self._told.match(lead)) and self._is_told(match["told"]):
            return Attribution(match["name"])
        if match := self._comment.match(lead):
            first = self._name_first.match(match["who"])
            name = self._names.in_phrase(match["who"].strip(_MARKS))
            if first and not (name and name.startswith(first["name"])):
                name = first["name"]
            if name:
                return Attribution(name)
            if office := self._titled.search(match["who"].strip()):
                return Attribution(None, SOMEBODY, offices=frozenset((office[0],)))
        line = lead.strip(f"{_MARKS}】＞>》〉］")
        own = words.endswith("\n") and not _PROSE.search(line)
        if own and (name := self._names.in_phrase(line)):
            return Attribution(name)  # a line of its own: 教授 菊池亮介
        if (match := self._colon.match(lead)) and (name := self._names.in_phrase(match["who"])):
            return Attribution(name)
        if match := self._account.match(lead):
            return self._of(match["who"])
        if self._to_quotation.search(lead) and (match := self._who.search(lead)):
            return self._of(match["who"])
        return self._told_of(lead) if lead.endswith("。") else None  # the words stand by themselves

    def _told_of(self, sentence: str) -> Attribution | None:
        """Whom a sentence is about."""
        match = self._about.match(sentence)
        name = self._names.in_phrase(match["who"]) if match else None
        return Attribution(name) if name else None

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation says that he or she speaks."""
        whole = [one for one in re.split("(?<=[。！？])", words.strip()) if one.endswith("。")][-_SENTENCES:]
        found = (self._of(match["who"]) for one in reversed(whole) for match in self._who.finditer(one))
        return next((one for one in found if one.name), None)

    def _is_told(self, words: str) -> bool:
        """Whether words in brackets say who somebody is: a title, an age, a year, where one works."""
        if _READING.fullmatch(words):
            return True
        return bool(self._titled.search(words)) or words.endswith(("年", "歳", "代", *WHERE_PEOPLE_WORK))

    def around(self, before: str, after: str) -> Attribution | None:
        """The attribution of which the name stands before a quotation, the verb after it."""
        whose = (self._whose.search(before) or self._from.search(before)) if _WORDS_OF.match(after) else None
        if whose:
            name = self._names.in_phrase(whose["who"])
            return Attribution(name) if name else None
        said = self._verb_after.match(after)
        if not said and not _ANY_VERB.match(after):
            return None
        inner = self._who_after.match(after)
        if inner and self._of(inner["who"]).name:
            return None
        lead = re.split("[。！？]", before.strip())[-1]
        leading = (*self._who.finditer(lead), *self._who_too.finditer(lead))
        found = [self._of(match["who"]) for match in leading]
        named = next((one for one in found if one.name or one.pronoun), None)
        return named or (next((one for one in found if one.noun), None) if said else None)

    def leads_on(self, words: str) -> bool:
        """Whether words end in what a quotation in mid-sentence may follow."""
        words = words.rstrip()
        named = len(words) <= _LINE and not _PROSE.search(words) and self._titled.search(words)
        return words.endswith(("：", ":", "コメント")) or bool(named or _ANNOUNCES.search(words))

    def _of(self, who: str) -> Attribution:
        *above, who = re.split("[、，]", BRACKETS.sub("", who).strip())
        who = BRACKETS.sub("", who.strip())
        if above and self._titled.search(above[-1]) and re.fullmatch(rf"[{HAN}々ヶ]{{3,5}}", who):
            return Attribution(self._titled.sub("", who))  # 代表取締役社長、山田太郎は
        if self._pronoun.match(who):
            return Attribution(None, SOMEBODY)
        if who.startswith("同") and self._titled.fullmatch(who[1:]):
            return Attribution(None, SOMEBODY)
        if self._titled.fullmatch(who):
            return Attribution(None, SOMEBODY, offices=frozenset((who,)))
        name = self._names.in_phrase(who)
        return Attribution(name) if name else Attribution(noun=who if self._surname.fullmatch(who) else None)
