"""Places and wire forms in Chinese, Japanese, Korean and Arabic datelines, which have no capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from store.patterns import lazy_pattern
from store.structure.dates import DateMatch, date_at
from store.structure.places import is_known_place

_EAST = r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]"
_NUMERAL = "一二三四五六七八九十"
_DAY = (
    rf"(?:(?:\d{{4}}|[〇零○{_NUMERAL}]{{4}})\s*年\s*)?"
    rf"(?:[\d{_NUMERAL}]{{1,2}}\s*月\s*)?[\d{_NUMERAL}]{{1,3}}\s*日"
)
_WIRE = (
    r"[【\[（(]?\s*(?P<agency>"
    rf"(?:本[报報社台网]|{_EAST}{{1,9}}?(?:社|通信|新[闻聞][网網]|[网網]|日?[报報]))|{_EAST}{{1,10}}?)\s*"
    rf"(?P<reporter>[记記]者)?(?P<place>{_EAST}{{2,10}}?)?\s*(?P<date>{_DAY})\s*(?:[电電讯訊]|[】\])）])+"
    r"[】\]）)]?"
)
_DAY_FIRST = rf"[【(（](?P<date>{_DAY})\s*[，,、‧·]?\s*(?P<place>{_EAST}{{2,8}}?)[电電讯訊][】)）]"
#: A line of its own: "2025年11月18日，台北訊".
_PLACE_BEHIND = rf"(?P<date>{_DAY})\s*[，,、]\s*(?P<place>{_EAST}{{2,8}}?)[電电讯訊](?=\s*(?:\n|$))"
_EQUALS = rf"[【(\[（](?P<place>{_EAST}{{2,10}})[=＝](?P<agency>[^】)\]）\n]{{2,20}})[】)\]）]"
#: Korean distributors: 서울--(뉴스와이어)--.
_DASHED = rf"(?P<place>{_EAST}{{2,10}})\s?--?\s?[(（](?P<agency>[^()（）\n]{{2,20}})[)）]\s?--?"
_DASH = lazy_pattern(r"\s*[—–-]+")
_PLACE = (
    rf"{_EAST}{{2,10}}?"
    r"(?=\s*[，,、]|\s*[—–]|\s+-|\s*[（(/]|\s*(?:\d{4}|[〇零○一二三四五六七八九]{4})\s?年|[】）)]|\s*$)"
)
_ARABIC_NAME = r"[\u0621-\u064a]+(?:\s[\u0621-\u064a]+){0,3}?"
_ARABIC_PLACE = (
    rf"{_ARABIC_NAME}(?:\s?[،,]\s{_ARABIC_NAME}){{0,2}}?(?=\s*[،,/(（–—:]|\s+-|\s+في\s+\d|\s+\d|-\s)"
)


@cache  # 25 ms together, for scripts that most libraries have nothing in
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Wire:
    """A wire form: its parts, and where it ends."""

    end: int
    place: str | None
    date: DateMatch | None
    agency: str | None


def eastern_place_end(text: str, start: int) -> int | None:
    """Where the Arabic or East Asian place name at `start` ends; None where none stands there."""
    match = _compiled(_ARABIC_PLACE).match(text, start) or _compiled(_PLACE).match(text, start)
    if match is None:
        return None
    if "،" not in match[0] and (more := _further(text, match.end())):
        return more
    return match.end()


def _further(text: str, end: int) -> int | None:
    """Where the region after an Arabic place ends: "دبي، الإمارات، 5 أبريل"."""
    region = re.compile(rf"\s?[،,]\s(?!في\s){_ARABIC_NAME}(?=\s?[،,]\s(?:في\s)?\d|\s+[–—-]\s|\s+\d)").match(
        text, end
    )
    if region is None or date_at(text, end + 2):
        return None
    return region.end()


def eastern_wire(text: str) -> Wire | None:
    """The Chinese, Japanese and Korean wire forms, which have no blanks between their parts."""
    if text[:1] < "\u2e80" and text[:1] not in "[(" and not (text[:1].isdecimal() and "日" in text):
        return None
    if text[:1].isdecimal():
        match = _compiled(_PLACE_BEHIND).match(text)
        return Wire(match.end(), match["place"], date_at(match["date"], 0), None) if match else None
    if match := _compiled(_WIRE).match(text):
        agency, place = match["agency"], match["place"]
        if place and match["reporter"]:
            place = _behind_name(place)
        if place is None and not agency.endswith(("社", "网", "網", "报", "報", "通信")):
            return None
        dash = _DASH.match(text, match.end())
        return Wire(dash.end() if dash else match.end(), place, date_at(match["date"], 0), agency)
    if match := _compiled(_DAY_FIRST).match(text):
        return Wire(match.end(), match["place"], date_at(match["date"], 0), None)
    if match := _compiled(_EQUALS).match(text) or _compiled(_DASHED).match(text):
        end, date = _dated(text, match.end())
        return Wire(end, match["place"], date, match["agency"].strip())
    return None


def _dated(text: str, position: int) -> tuple[int, DateMatch | None]:
    """Where a wire form ends behind whose place and agency a date and a dash may stand, and that date."""
    date = date_at(text, position + len(text[position:]) - len(text[position:].lstrip()))
    dash = _DASH.match(text, date.end) if date else None
    return (dash.end(), date) if dash else (position, None)


def _behind_name(words: str) -> str:
    """The place in "reporter's name and place", which nothing parts: a known one, else behind three
    characters."""
    for length in (3, 2, 4):
        if is_known_place(words[length:]):
            return words[length:]
    return words[3:] or words
