"""Who is said to speak in Japanese."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.attributions import SOMEBODY, Attribution
from store.structure.chinese_names import HAN, SIGN
from store.structure.japanese_names import full_name_at_end
from store.structure.speech.table import Speech, alternatives
from store.structure.uncased_reader import BRACKETS, LATIN_AT_END, WithoutCapitals


def holder_of(text: str, office: str) -> str | None:
    """Who holds an office, of whom a Japanese text says so in brackets or at once: 社長：柳沢 修."""
    match = re.search(
        rf"{office}\s?[:：]?[\s　]?(?P<name>[{HAN}々ヶ]{{1,4}}[\s　]{SIGN}{{1,4}})(?![{HAN}])", text
    )
    return match["name"] if match else None


#: What a line that names somebody has none of: stops, marks, and the endings of a sentence's words.
_PROSE = lazy_pattern("[。、，,:：「」！？]|[はがをにでともよりへ]")
#: With what the names of departments and the like end, of which someone is: 企画部の.
_WHERE_PEOPLE_WORK = (
    *"部課室局係班院社",
    "研究所",
    "事務所",
    "チーム",
    "大学",
    "センター",
    "研究科",
    "学科",
    "グループ",
)

#: What says that what follows is quoted: 次のように述べました。
_ANNOUNCES = lazy_pattern(r"(?:次|以下|下記)の(?:よう|とおり|通り)[^。「」]{0,24}。?\s*$")
_WORDS_OF = lazy_pattern("という(?:言葉|声|コメント|意見|思い)")


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
        self._comment = re.compile(r"(?P<who>[^。「」]{2,60}?)(?:の|より)?(?:コメント|談話|談)\s*[:：]?\s*$")
        self._name_first = re.compile(
            rf"^[■◆●▼○◇【\s]*(?P<name>[{HAN}々ヶ]{{2,6}})[\s　](?=.*(?:{self._title}))"
        )
        #: Whom a sentence is about, with how the person is addressed: 出身のアミーナさん（30代）も
        self._about = re.compile(
            rf"(?P<who>[^。「」、，]{{1,40}}(?:{self._title})(?:[（(][^（()）]{{0,40}}[)）])?)(?:は|も|が)"
        )
        #: Whose words they are: 石原セツさんの「…」という言葉
        self._whose = re.compile(rf"(?P<who>[^。「」、，]{{1,40}}(?:{self._title}))の$")
        #: A line of its own: 山田太郎（工学部4年）
        self._told = re.compile(
            rf"[■◆●▼○◇\s]*(?P<name>[{HAN}々ヶ]{{2,4}}[\s　]?{SIGN}{{0,4}})\s?"
            r"[（(](?P<told>[^（()）]{2,40})[)）]\s*$"
        )
        self._pronoun = re.compile(rf"^(?:{'|'.join(speech.pronouns.split())})$")
        self._titled = re.compile(rf"(?:{self._title})+$")
        self._surname = re.compile(rf"[{HAN}々ヶ]{{1,4}}")

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation; None where they hold none."""
        if match := self._who_after.match(words) or self._so_after.match(words):
            return self._of(match["who"])
        if match := re.match(r"\s?[（(](?P<who>[^（()）]{2,40})[)）]", words):
            name = self._name(match["who"])
            return Attribution(name) if name else None
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
        if not _PROSE.search(lead) and (name := self._name(lead)):
            return Attribution(name)  # a line of its own: 教授 菊池亮介
        if match := self._comment.match(lead):
            first = self._name_first.match(match["who"])
            name = self._name(match["who"].strip("■◆●▼○◇【 "))
            if first and not (name and name.startswith(first["name"])):
                name = first["name"]
            if name:
                return Attribution(name)
            if office := self._titled.search(match["who"].strip()):
                return Attribution(None, SOMEBODY, offices=frozenset((office[0],)))
        if (match := self._colon.match(lead)) and (name := self._name(match["who"])):
            return Attribution(name)
        if self._to_quotation.search(lead) and (match := self._who.search(lead)):
            return self._of(match["who"])
        about = self._about.match(lead) if lead.endswith("。") else None  # the words stand by themselves
        name = self._name(about["who"]) if about else None
        return Attribution(name) if name else None

    def _is_told(self, words: str) -> bool:
        """Whether words in brackets say who somebody is: a title, an age, a year, where one works."""
        return bool(self._titled.search(words)) or words.endswith(("年", "歳", "代", *_WHERE_PEOPLE_WORK))

    def around(self, before: str, after: str) -> Attribution | None:
        """The attribution of which the name stands before a quotation, the verb after it."""
        if _WORDS_OF.match(after) and (match := self._whose.search(before)):
            name = self._name(match["who"])
            return Attribution(name) if name else None
        if not self._verb_after.match(after):
            return None
        inner = self._who_after.match(after)
        if inner and self._of(inner["who"]).name:
            return None
        lead = re.split("[。！？]", before.strip())[-1]
        leading = (*self._who.finditer(lead), *self._who_too.finditer(lead))
        found = [self._of(match["who"]) for match in leading]
        named = next((one for one in found if one.name or one.pronoun), None)
        return named or next((one for one in found if one.noun), None)

    def leads_on(self, words: str) -> bool:
        """Whether words end in what a quotation in mid-sentence may follow."""
        return words.rstrip().endswith(("：", ":", "コメント")) or _ANNOUNCES.search(words) is not None

    def _of(self, who: str) -> Attribution:
        *above, who = re.split("[、，]", who.strip())
        who = BRACKETS.sub("", who.strip())
        if above and self._titled.search(above[-1]) and re.fullmatch(rf"[{HAN}々ヶ]{{3,5}}", who):
            return Attribution(self._titled.sub("", who))  # 代表取締役社長、山田太郎は
        if self._pronoun.match(who):
            return Attribution(None, SOMEBODY)
        name = self._name(who)
        return Attribution(name) if name else Attribution(noun=who if self._surname.fullmatch(who) else None)

    def _name(self, who: str) -> str | None:
        """The name in "a title's の name with an honorific": Latin, in katakana, or of a few signs."""
        who = BRACKETS.sub("", who).strip(" 　、")
        bare = self._titled.sub("", who).strip()
        title, _, rest = bare.rpartition("・")
        bare = rest if title and self._titled.search(title) else bare  # 村長・宮下達也
        of, _, bare = bare.rpartition("の")
        titled = (
            bare != who
            if not of
            else bool(self._titled.search(of) or self._titled.search(who) or of.endswith(_WHERE_PEOPLE_WORK))
        )
        bare = bare.strip()
        if match := LATIN_AT_END.search(bare):
            return match["name"]
        if match := re.search(r"[\u30a0-\u30ff]+[・＝][\u30a0-\u30ff・＝]+$", bare):
            return match[0]
        before = re.search(rf"^.*(?:{self._title})\s?(?P<name>[{HAN}々ヶ]{{1,4}}[\s　]?{SIGN}{{0,4}})$", bare)
        if before and len(before["name"]) >= 2:
            return before["name"]
        if match := re.search(rf"(?P<name>[{HAN}々ヶ]{{1,3}}[\s　]{SIGN}{{1,4}})$", bare):
            return match["name"]
        # at its head, or behind what is told of the person: 設計を担当した
        if titled and (
            match := re.search(
                rf"(?:^|[たるいうくぐすつぬぶむでにへと])(?P<name>[{HAN}々ヶ\u30a0-\u30ff]{{1,8}})$", bare
            )
        ):
            return match["name"]
        if of.endswith(_WHERE_PEOPLE_WORK) and re.fullmatch(rf"[{HAN}々ヶ]{{1,3}}{SIGN}{{1,4}}", bare):
            return bare  # 広報部の藤井さくら
        return full_name_at_end(bare)
