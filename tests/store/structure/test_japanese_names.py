"""People's names in Japanese, out of what a person is called."""

from __future__ import annotations

import pytest

from store.structure.japanese_names import NamePhrases, full_name_at_end
from store.structure.speech.ja import SPEECH

NAMES = NamePhrases(sorted(SPEECH.titles.split(), key=len, reverse=True))


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("代表取締役社長 小諸健太郎", "小諸健太郎"),
        ("村長・宮下達也", "宮下達也"),
        ("港湾労働組合・大庭恵執行委員長", "大庭恵"),
        ("早見燿子・作家", "早見燿子"),
        ("執刀した千葉 亮 泌尿器科部長", "千葉 亮"),
        ("林香織中小企業相談所長", "林香織"),
        ("班長の上条ひなのさん（2年）", "上条ひなの"),
        ("運転士の山岸美紀", "山岸美紀"),
        ("同校2年の安西ひなたさん", "安西ひなた"),
        ("研究開発本部長である河合ジュリア", "河合ジュリア"),
        ("報告を行った久慈みどり事務局長", "久慈みどり"),
        ("青国のイオアネ・トゥイラギ環境大臣", "イオアネ・トゥイラギ"),
        ("グエン・ティ・ランさん", "グエン・ティ・ラン"),
        ("解析を担当した陳氏", "陳"),
        ("広報部の藤井さくら", "藤井さくら"),
    ],
)
def test_a_name_is_told_by_what_stands_around_it(who: str, name: str) -> None:
    """Titles, departments, honorifics and what a person is."""
    assert NAMES.in_phrase(who) == name


@pytest.mark.parametrize("who", ["新しい港", "当社", "市", "港湾局"])
def test_what_is_no_person_has_no_name(who: str) -> None:
    """Bodies and things."""
    assert NAMES.in_phrase(who) is None


def test_a_full_name_ends_words() -> None:
    """A known surname, and what a given name can be; nothing of a name may stand before it."""
    assert full_name_at_end("港を開いた山田太郎") == "山田太郎"
    assert full_name_at_end("渋山口太郎") is None
