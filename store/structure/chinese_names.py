"""Surnames and the words around names in Chinese, and the signs that names have in Japanese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.patterns import lazy_pattern

HAN = "\\u3400-\\u9fff"
SIGN = rf"[{HAN}々ヶ\u3040-\u309f\u30a0-\u30ff]"
#: The commonest surnames, which begin a name of two to four signs; those of two signs first.
SURNAMES = (
    "(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|公孙|公孫|慕容|夏侯|令狐|司徒|张简|張簡|"
    "[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于蒋蔣蔡"
    "余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱丘江尹薛闫闫阎閻段雷侯龙龍史陶黎贺賀"
    "顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧"
    "尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂苗曲谷盛冉路辜连連游翁简簡邬卓洪巫麦麥古饶饒华華洛])"
)


#: How people are addressed, behind the surname.
COURTESIES = ("先生", "女士", "小姐")
#: Where and when somebody speaks, between the name and the verb: 在记者会上.
WHERE = lazy_pattern(
    rf"(?<=[{HAN}A-Za-z])(?:今天|昨天|今日|昨日|日前)?(?:在|于|於)[^，,。]{{2,30}}?[上中时時里裡后後间間会會]$"
)


#: What may stand between the name and the verb.
ALSO = lazy_pattern("(?:[还還也则則并並又]|同时|同時|随后|隨後|最后|最後|进一步|進一步)+$")
#: On what occasion, between the name and the verb: 致詞時.
WHEN = lazy_pattern(
    "(?:致[詞词辭辞]|[發发]言|[講讲][話话]|演[講讲]|受[訪访]|接受[^，,。]{1,14}[訪访]|"
    "[開开]幕|[總总][結结]|回[應应]|介[紹绍])[時时]?(?=$)"
)
#: With what words begin that may stand right behind a name.
BEHIND_NAME = "高年今現现已从從在是有的了也就将將把被对對向为為和与與说說表一自曾今每来來回刚剛，、"
#: How somebody speaks, between the name and the verb: 笑着, 激动地.
HOW = lazy_pattern(
    "(?:笑|哭|叹|含泪|感慨|激动|高兴|兴奋|自豪|欣慰|深情|动情|坦率|無奈|无奈|開心|开心|高興|激動|興奮)[着著地]?$"
)


#: Whom a sentence is about, by the form of address: 店主陈桂英女士
ADDRESSED = re.compile(rf"[^，,。：:]{{0,16}}?(?P<name>{SURNAMES}[{HAN}]{{1,2}})(?:{'|'.join(COURTESIES)})")
_COURTESY = re.compile(f"(?:{'|'.join(COURTESIES)})$")


def full_name(printed: str, text: str, titles: Sequence[str]) -> str | None:
    """The name of whom a surname means, alone or as in 林先生, where the text has it with a title, as in
    林郁翔署長; None where the text has none, or `printed` is more than a surname."""
    surname = _COURTESY.sub("", printed)
    if not re.fullmatch(SURNAMES, surname):
        return None
    title = "|".join(sorted(titles, key=len, reverse=True))
    match = re.search(rf"(?P<name>{surname}[{HAN}]{{1,2}}?)(?:{title})", text)
    return match["name"] if match else None
