"""People's names in Japanese, with titles and honorifics or without: 山田太郎."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.patterns import lazy_pattern
from store.structure.chinese_names import HAN, SIGN
from store.structure.uncased_reader import BRACKETS, LATIN_AT_END
from store.structure.word_lists import word_set

#: The commonest surnames; of three signs first, then of two, then of one.
_SURNAMES = (
    "(?:佐々木|長谷川|五十嵐|久保田|大久保|小笠原|佐久間|長谷部|宇都宮|波多野|阿久津|"
    "佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|渡邉|渡部|山本|中村|小林|加藤|吉田|山田|山口|松本|井上|木村|斎藤|斉藤|齋藤|齊藤|清水|山崎|山﨑|池田|橋本|"
    "阿部|石川|山下|中島|石井|小川|前田|岡田|藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|中川|原田|松田|"
    "竹内|小野|田村|中山|和田|石田|森田|上田|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|谷口|工藤|今井|高田|増田|丸山|杉山|村田|大塚|"
    "新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|木下|佐野|野村|松尾|菊地|菊池|市川|杉本|古川|大西|島田|水野|桜井|高野|渋谷|"
    "吉川|西田|飯田|西川|小松|北村|安田|五味|川口|関口|平田|川崎|飯塚|川上|永井|山内|辻本|岩田|中西|久保|松下|田口|星野|樋口|福島|馬場|服部|"
    "松岡|福井|浅野|本田|荒井|大石|熊谷|川村|内藤|矢野|広瀬|望月|小池|岩本|早川|荒木|大島|須藤|黒田|松浦|土屋|吉村|大谷|片山|松村|秋山|三宅|"
    "児玉|石原|坂口|小田|西山|富田|岡崎|平井|小西|栗原|成田|白井|堀内|津田|八木|荒川|石橋|中田|伊東|本間|萩原|町田|奥村|大橋|黒木|松原|片岡|"
    "宮田|根本|浜田|濱田|尾崎|桑原|大川|内山|柳沢|鎌田|篠原|南部|田辺|神田|堀江|塚本|中原|川島|関根|倉田|田代|多田|宮下|平山|村井|稲葉|長田|"
    "三好|相馬|落合|安部|大竹|須田|小泉|高山|石塚|河合|川田|白石|森本|森山|村山|江口|大山|天野|今村|植田|上原|三上|大森|大庭|堀田|"
    "[林森原関東辻堀岡南星泉谷柳])"
)
#: In what given names of one to three signs end.
_GIVEN = (
    "(?:[\u3400-\u9fff々]{0,2}[郎朗一二三子美也哉太介輔助夫男雄生彦樹人仁平司志史之治明昭宏弘浩博隆孝敬正政誠恵香奈菜花華代江枝里"
    "理梨沙紗織乃音希紀貴和智友知穂帆保歩優結衣愛莉亜翔蓮陽斗翼健賢憲剛徹茂実稔進勇聡哲修望薫忍渚駿潤純淳真慎信伸洋海空大悠祐裕佑"
    "雅昌晃晴春夏秋冬葵桜楓凛蘭栄永英秀豊幸康靖恒久登昇章彰勝克義良吉則範徳武威毅猛]|[ぁ-ん]{2,3}|[ァ-ヴー]{2,3})"
)
_NAME = lazy_pattern(rf"(?P<name>{_SURNAMES}{_GIVEN})$")
_NAME_FIRST = lazy_pattern(rf"^(?P<name>{_SURNAMES}{_GIVEN})(?=[\u3400-\u9fff]{{2,}}$)")
_SURNAME = lazy_pattern(f"^{_SURNAMES}")
#: Signs of the shortest name that may be told.
_SHORTEST = 3
_SIGN_BEFORE = lazy_pattern(r"[\u3400-\u9fff々ァ-ヴー]$")
#: What behind a surname's signs looks like a given name and is none: particles, and words for people.
_NONE = word_set(
    "など から まで より たち さん さま くん ちゃん ほか らが では とも 大 海 空 知事 一人 友人 住人 夫人 "
    "美人 個人 法人 本人 代理 管理 経理"
)


def full_name_at_end(words: str) -> str | None:
    """The full name with which words end: a known surname and what a given name can be; None without one.

    Nothing of the name may go on before it: 大山口太郎 is not 山口太郎.
    """
    match = _NAME.search(words)
    if match is None or _SIGN_BEFORE.search(words[: match.start()]):
        return None
    given = _SURNAME.sub("", match["name"], count=1)
    return None if given in _NONE or len(match["name"]) < _SHORTEST else match["name"]


#: With what the names of departments and the like end, of which someone is: 企画部の.
WHERE_PEOPLE_WORK = (
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
#: With what nouns end of which one is called by name: 運転士の
_WHAT_PEOPLE_ARE = (
    *"士師員手者長家人生工",
    "担当",
    "主婦",
    "リーダー",
    "スタッフ",
    "ディレクター",
    "オーナー",
)
_TELLING = (*WHERE_PEOPLE_WORK, *_WHAT_PEOPLE_ARE)
_KATAKANA = r"[\u30a0-\u30fa\u30fc-\u30ff]+(?:[・＝][\u30a0-\u30fa\u30fc-\u30ff]+)+"


class NamePhrases:
    """Reads names out of what a person is called: "a title's の name with an honorific"."""

    def __init__(self, titles: Sequence[str]) -> None:
        """Args: the titles and honorifics, the longest first."""
        self._title = "|".join(titles)
        self.titled = re.compile(rf"(?:{self._title})+$")

    def in_phrase(self, who: str) -> str | None:
        """The name: Latin, in katakana, or of a few signs; None where none can be told."""
        who = BRACKETS.sub("", who).strip(" 　、")
        whole = bare = self.titled.sub("", who).strip()
        title, _, rest = bare.rpartition("・")
        told = bool(self.titled.search(title))
        if title and not rest:
            return full_name_at_end(title) or title  # 早見燿子・(作家)
        if title and (told or bare != who) and re.fullmatch(rf"[{HAN}々ヶ]{{2,5}}", rest):
            return rest  # 村長・宮下達也, 労働組合・大庭恵(委員長)
        bare = rest if told else bare
        of, bare = _parted(bare)
        titled = bare != who if not of else self._tells(of, who)
        bare = bare.strip()
        if match := LATIN_AT_END.search(bare):
            return match["name"]
        foreign = re.search(rf"(?P<name>{_KATAKANA})[{HAN}・]{{1,12}}$", whole) if whole != who else None
        if foreign:
            return foreign["name"]  # イオアネ・トゥイラギ環境(大臣)
        if match := re.search(r"[\u30a0-\u30ff]+[・＝][\u30a0-\u30ff・＝]+$", bare):
            return match[0]
        return self._of_signs(bare, of, titled=titled)

    def _tells(self, of: str, who: str) -> bool:
        """Whether what stands before の, or the end of it all, says what somebody is."""
        told = self.titled.search(of) or self.titled.search(who)
        return bool(told) or of.endswith(_TELLING)

    def _of_signs(self, bare: str, of: str, *, titled: bool) -> str | None:
        before = re.search(rf"^.*(?:{self._title})\s?(?P<name>[{HAN}々ヶ]{{1,4}}[\s　]?{SIGN}{{0,4}})$", bare)
        if before and len(before["name"]) >= 2:
            return before["name"]
        # 千葉 亮 泌尿器科(部長)
        parted = rf"(?:^|[^{HAN}])(?P<name>[{HAN}々ヶ]{{1,4}}[\s　]{SIGN}{{1,4}})(?:[\s　][^\s　]{{2,12}})$"
        if titled and (match := re.search(parted, bare)):
            return match["name"]
        if match := re.search(rf"(?P<name>[{HAN}々ヶ]{{1,3}}[\s　]{SIGN}{{1,4}})$", bare):
            return match["name"]
        if titled and not of and (match := _NAME_FIRST.match(bare)):
            return match["name"]  # 林香織中小企業相談(所長)
        # at its head, or behind what is told of the person: 設計を担当した
        if titled and (
            match := re.search(
                rf"(?:^|[たるいうくぐすつぬぶむでにへと])(?P<name>[{HAN}々ヶ\u30a0-\u30ff]{{1,8}})$", bare
            )
        ):
            return match["name"]
        # 本部長である河合ジュリア
        is_it = re.search(rf"(?:{self._title})である(?P<name>[{HAN}々ヶ\u30a0-\u30ff]{{2,8}})$", bare)
        if is_it:
            return is_it["name"]
        # 報告を行った久慈みどり(事務局長)
        if titled and (match := re.search(rf"[たる](?P<name>[{HAN}々ヶ]{{1,3}}[ぁ-ん]{{2,3}})$", bare)):
            return match["name"]
        told = of.endswith(_TELLING) or (titled and bool(of))
        if told and re.fullmatch(rf"[{HAN}々ヶ]{{1,3}}{SIGN}{{1,4}}", bare):
            return bare  # 広報部の藤井さくら
        return full_name_at_end(bare)


def _parted(bare: str) -> tuple[str, str]:
    """What stands before the last の that is in no name, and behind it: 班長の上条ひなの."""
    of, _, name = bare[:-1].rpartition("の")
    name += bare[-1:]
    if of and len(name) < _SHORTEST - 1:
        of, _, name = of.rpartition("の")[0], "", f"{of.rpartition('の')[2]}の{name}"
    return of, name
