"""Dates as releases print them, with the time of day and zone beside them, in more than twenty languages.

Nothing is guessed: no year is added, no Hijri date turned into a Gregorian one, no numeric date read that
could be read in two ways, no “today”.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from store.patterns import lazy_pattern
from store.structure.date_names import MONTHS, SHORT_MONTHS, WEEKDAYS
from store.structure.times import TimeMatch, time_at
from store.structure.word_lists import word_set

# Further names of the months, a row for each: other spellings, and Arabic as written in the Levant and in the
# Maghreb.
_FURTHER_MONTHS = (
    "jän jänner كانون_الثاني جانفي",
    "fevrier fév фев شباط فيفري",
    "maerz mrz marco آذار اذار",
    "ابريل إبريل نيسان أفريل",
    "أيار ايار ماي",
    "يونيه حزيران جوان",
    "يوليه تموز جويلية يوليوز",
    "aout اغسطس آب أوت غشت",
    "setiembre сен أيلول ايلول شتنبر",
    "اكتوبر تشرين_الأول تشرين_الاول",
    "ноя تشرين_الثاني نونبر",
    "كانون_الأول كانون_الاول دجنبر",
)
#: Short names by which a month is known without a day before it; others are words or other names too.
_KNOWN_SHORT = word_set(
    "jan janv ene gen feb févr fev mar apr avr abr mag jun giu jul juil lug aug ago sept sep oct okt nov dec "
    "déc dic dez янв февр апр июн июл авг сент окт нояб дек"
)
_WEEKDAYS = word_set(WEEKDAYS) | word_set(
    "الاربعاء الإثنين الاحد يوم sonnabend tues thur thurs п'ятниця п’ятниця"
)
#: Words that lead a date in. “a” only before a day: “a 5 de abril”.
_LEADS = (
    word_set(
        "le den am vom el día dia il lì li addì op em aos от dnia від ngày on the a في بتاريخ الموافق ليوم"
    )
    | _WEEKDAYS
)
# The months of the Islamic calendar, in Arabic and as transliterated.
_HIJRI = (
    r"(?:محرم|صفر|ربيع\s(?:الأول|الاول|الآخر|الاخر|الثاني)|جماد[ىي]\s(?:الأولى|الاولى|الآخرة|الاخرة"
    r"|الثانية)"
    r"|رجب|شعبان|رمضان|شوال|ذ[وي]\s(?:القعدة|الحجة)|muharram|safar|rajab|sha['’]?ban|ramadan|shawwal"
    r"|rabi['’]?\s(?:al-\w{4,8}|i{1,2})|jumada\s(?:al-\w{4,8}|i{1,2})|dhu[\s-]al-\w{4,8})"
)
#: With what the names of these months begin in Latin letters.
_HIJRI_BEGINNINGS = frozenset(("mu", "sa", "ra", "ju", "sh", "dh"))
_HIJRI_YEAR = r"(?:\s?[,،]?\s?\d{4})?(?:\s?(?:هـ|هجرية?|a\.?h\b|h\b)\.?)?"
_HIJRI_DATE = lazy_pattern(
    rf"(?:\d{{1,2}}\s{{0,3}}{_HIJRI}{_HIJRI_YEAR}"
    rf"|{_HIJRI}\s\d{{1,2}}{_HIJRI_YEAR}"
    r"|\d{1,4}\s?[/-]\s?\d{1,2}\s?[/-]\s?\d{1,4}\s?هـ)(?:\s{0,3}(?:[,،=/-]|\(?الموافق))?\s{0,3}",
    re.IGNORECASE,
)


def _numbered(rows: Sequence[str]) -> dict[str, int]:
    return {name.replace("_", " "): number for number, names in enumerate(rows, 1) for name in names.split()}


_SHORT_MONTHS = _numbered(SHORT_MONTHS)
_MONTHS = _numbered(MONTHS) | _numbered(_FURTHER_MONTHS)
_MONTHS |= {name: number for name, number in _SHORT_MONTHS.items() if name in _KNOWN_SHORT}
#: The first words of months of two words.
_HALVES = frozenset(name.split()[0] for name in _MONTHS if " " in name)
_DATE_WORDS = (
    frozenset(_MONTHS)
    | _HALVES
    | (_LEADS - {"the", "a"})
    | word_set("muharram safar rajab shawwal ramadan محرم صفر ربيع جمادى رجب شعبان رمضان شوال ذو ذي")
)
#: All with which a date begins but for the Islamic months of two words.
_FIRST_WORDS = _DATE_WORDS | _LEADS

_WORD = lazy_pattern(r"([^\W\d_]+(?:['’ʼ][^\W\d_]+|-feira)?)[.,،]{0,2}\s{0,3}")
_MONTH_WORD = lazy_pattern(r"[^\W\d_]{3,13}")
_SECOND_WORD = lazy_pattern(r"\s[^\W\d_]{4,6}")
_DAY = lazy_pattern(r"(\d{1,2})(?!\d)(?:(?:st|nd|rd|th|er|e|de|ste|-го)\b|º|ª|°|\.)?")
_BETWEEN = lazy_pattern(r"\s{0,3}(?:(?:de|of)\s{1,3}|[-/.])?\s{0,3}(?:day\sof\s)?", re.IGNORECASE)
_BEFORE_DAY = lazy_pattern(r"\.?[,-]?\s{0,3}")
#: What shows that a short word after a day is a month's name: 5 set. (ANSA), 5 out 2018.
_AFTER_SHORT = lazy_pattern(r"\.|\s?[-/]?(?:de\s)?\d{4}(?!\d)|\s?[(/–—]|\s-\s")
_OTHER_MONTH = lazy_pattern(r"\s?[/(]\s?([\u0621-\u064a]+(?:\s[\u0621-\u064a]+)?)\)?")
_YEAR = lazy_pattern(
    r"\.?\s{0,3}(?:(?:(?:de|del|of)\s|[,،.-])?\s{0,3}(\d{4})(?![\d,.]\d|\d)|,?\s{0,3}['’](\d\d)(?!\d))",
    re.IGNORECASE,
)
#: A year of two digits without a mark: between hyphens, and where nothing follows that it may belong to.
_YEAR_OF_TWO = lazy_pattern(r"(?<=[^\W\d_])(?:\s(?=\d\d\s{0,2}(?:[)\]）】|]|\n|$))|-(?=\d\d(?![\d-])))(\d\d)")
_ERA = lazy_pattern(r"\s?(?:م(?![\w'’])|(?:года?|г\.?|року|р\.|roku|r\.)(?!\w))")
#: The weekday behind a date: (Thursday), Perşembe.
_WEEKDAY_AFTER = lazy_pattern(r"\s?[(（]([^\W\d_]{2,13})\.?[)）]|,?\s([^\W\d_]{4,13})(?!\w)")
_YEAR_FIRST = lazy_pattern(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|\.\s(\d{1,2})\.\s(\d{1,2})(?!\d)\.?)"
)
#: By the years of the Republic, as Taiwan prints them behind a label: "發布日期：115-05-12".
_REPUBLIC_FIRST = lazy_pattern(r"(?<=[\u3400-\u9fff][:：])\s?(1\d\d)([-/.])(\d\d)\2(\d\d)(?!\d)")
_YEAR_BEFORE = lazy_pattern(r"(\d{4})(?:[.,]?\s|[-/])")
_NUMERIC = lazy_pattern(
    r"(\d{1,2})(?:([-/.])(\d{1,2})\2(\d{4}|\d\d)|(\.)\s(\d{1,2})\.\s(\d{4}))(?!\d|[-/.]\d)"
)
_EAST = lazy_pattern(
    r"(?:(?:(?P<year>\d{4}|1\d\d(?=\s?年)|[〇零○一二三四五六七八九]{4})|(?P<era>令和|平成|昭和|中?[华華]?民[国國])\s?"
    r"(?P<era_year>\d{1,3}|元))\s?[年년]\s?)?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?[月월]\s?"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号號일]"
    r"(?:\s?[（(]?(?:(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일)[）)]?"
    r"|\s?[（(][月火水木金土日월화수목금토일][）)])?"
)
#: Vietnamese numbers its months: 3 tháng 5 năm 2022.
_NUMBERED_MONTH = lazy_pattern(
    r"(\d{1,2})\stháng\s(\d{1,2})(?:[,\s]{1,2}năm\s|[,/\s]{1,2})(\d{4})(?!\d)", re.IGNORECASE
)
#: Between a time of day and the date behind it.
_GAP = lazy_pattern(r"[.,|]?\s(?:on\s|am\s|le\s|el\s)?")
#: The year before each era's first.
_ERAS = {"令": 2018, "平": 1988, "昭": 1925}
_REPUBLIC = 1911
_THREE_DIGITS = 1000
_EAST_MONTH = lazy_pattern(r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]")
_EAST_DIGITS = {char: digit for digit, chars in enumerate(("〇零○", *"一二三四五六七八九")) for char in chars}
_EAST_NUMERALS = frozenset(_EAST_DIGITS) | frozenset("十令平昭中民华華")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A printed date with the time of day beside it.

    `iso` is its ISO 8601 form where a year is printed, the day exists and can be read in one way only;
    `time` is "09:00" by the 24-hour clock, `zone` the time zone as printed; `day_end` is where the date ends
    without its time.
    """

    end: int
    iso: str | None
    time: str | None = None
    zone: str | None = None
    day_end: int = 0


@lru_cache(maxsize=1024)  # most are the common words of a language
def is_date_word(word: str) -> bool:
    """Whether a date may begin with this word: a month, a weekday, or a word that leads one in."""
    return folded(word.rstrip(".,")) in _DATE_WORDS


def date_at(text: str, position: int) -> DateMatch | None:
    """The date printed at `position`, its weekday and time of day included; None where there is none.

    Arabic-Indic and other decimal digits count as digits. A date without a year has no ISO form, nor has
    one by the Islamic calendar alone.
    """
    start = _past_leads(text, position)
    if start is None:
        return None
    if hijri := _hijri_at(text, start):
        gregorian = _past_leads(text, hijri.end())
        found = _day(text, gregorian) if gregorian is not None else None
        found = found or (len(hijri[0].rstrip(" \t\n,،=/-")) + start, None)
    else:
        found = _day(text, start)
    if found is None:
        return None
    end, iso = found
    end = _past_weekday(text, end)
    said = time_at(text, end) or TimeMatch(end, None, None)
    return DateMatch(said.end, iso, said.time, said.zone, end)


def date_behind_time(text: str, position: int) -> DateMatch | None:
    """The date printed behind a time of day at `position`: "14:20 27/06/2025"; None where there is none."""
    said = time_at(text, position) if text[position : position + 1].isdecimal() else None
    gap = _GAP.match(text, said.end) if said and said.time else None
    date = date_at(text, gap.end()) if gap else None
    return replace(date, time=said.time, zone=said.zone) if said and date else None


def folded(name: str) -> str:
    """A word without case; Turkish has an i more than others."""
    if name.isascii():
        return name.lower()
    return name.casefold().replace("i̇", "i").replace("ı", "i")


def _past_leads(text: str, position: int) -> int | None:
    """Where the date itself begins, weekday and leading words passed; None where none can begin."""
    for _ in range(4):
        first = text[position : position + 1]
        if first.isdecimal() or first in _EAST_NUMERALS:
            return position
        if not first.isalpha() or (match := _WORD.match(text, position)) is None:
            return None
        word = folded(match[1])
        if word not in _FIRST_WORDS:
            return position if _hijri_at(text, position) else None
        if (word in _MONTHS or word in _HALVES) and not (
            word in _WEEKDAYS and _day_first(text, match.end()) is not None
        ):
            return position
        if word not in _LEADS:
            return position if word in _DATE_WORDS or _hijri_at(text, position) else None
        position = match.end()
        if word in ("a", "the") and not text[position : position + 1].isdecimal():
            return None
    return None


def _hijri_at(text: str, position: int) -> re.Match[str] | None:
    """A date by the Islamic calendar."""
    first = text[position : position + 2].lower()
    if first.isascii() and first.isalpha() and first not in _HIJRI_BEGINNINGS:
        return None
    return _HIJRI_DATE.match(text, position)


def _past_weekday(text: str, end: int) -> int:
    """Where the weekday behind a date ends, if one is there."""
    match = _WEEKDAY_AFTER.match(text, end)
    return match.end() if match and folded(match[1] or match[2]) in _WEEKDAYS else end


def _day(text: str, start: int) -> tuple[int, str | None] | None:
    """Where the date at `start` ends, and its ISO form; None where no date stands there."""
    if text[start : start + 1].isdecimal() or text[start : start + 1] in _EAST_NUMERALS:
        return (
            _year_first(text, start) or _east(text, start) or _numeric(text, start) or _day_first(text, start)
            or _year_before(text, start)
        )  # fmt: skip
    return _month_first(text, start)


def _month(text: str, start: int, beside_day: bool = False) -> tuple[int, int] | None:
    """Where the month's name at `start` ends, and its number; any short name only `beside_day`."""
    word = _MONTH_WORD.match(text, start)
    if word is None:
        return None
    name = folded(word[0])
    if name in _HALVES and (second := _SECOND_WORD.match(text, word.end())):
        number = _MONTHS.get(f"{name} {second[0].strip().casefold()}")
        return (second.end(), number) if number else None
    number = _MONTHS.get(name)
    if number is None and beside_day and _AFTER_SHORT.match(text, word.end()):
        number = _SHORT_MONTHS.get(name)
    return (word.end(), number) if number else None


def _year(text: str, end: int) -> tuple[int, int | None]:
    """Where the year after a month or day ends, and which it is; None where none is printed."""
    match = _YEAR.match(text, end)
    if match is None:
        return end, None
    return _past_era(text, match.end()), int(match[1]) if match[1] else full_year(int(match[2]))


def _past_era(text: str, end: int) -> int:
    """Where the word for “year” behind a year ends, or the sign of the Gregorian era, if one is there."""
    era = _ERA.match(text, end)
    return era.end() if era else end


def _day_first(text: str, start: int) -> tuple[int, str | None] | None:
    """5 April 2018, 5. April, 1er mars, 5 de abril de 2018, 5-Apr-2018, and April 2018 without a day."""
    day = _DAY.match(text, start)
    if day is None:
        return None
    between = _BETWEEN.match(text, day.end())
    month = _month(text, between.end() if between else day.end(), beside_day=True)
    if month is None:
        return None
    end, number = month
    other = _OTHER_MONTH.match(text, end)
    if other and _MONTHS.get(other[1]) == number:
        end = other.end()
    end, year = _year(text, end)
    if year is None and (short := _YEAR_OF_TWO.match(text, end)):
        end, year = short.end(), full_year(int(short[1]))
    return end, _iso(year, number, int(day[1]))


def _month_first(text: str, start: int) -> tuple[int, str | None] | None:
    """April 5, 2018, and April 2018, which is no day."""
    month = _month(text, start)
    if month is None:
        return None
    end, number = month
    before = _BEFORE_DAY.match(text, end)
    day = _DAY.match(text, before.end() if before else end)
    if day is None:
        end, year = _year(text, end)
        return (end, None) if year is not None else None
    if day[0].endswith("."):
        end, year = _year(text, day.end() - 1)
        return end, _iso(year, number, int(day[1]))
    end, year = _year(text, day.end())
    return end, _iso(year, number, int(day[1]))


def _year_first(text: str, start: int) -> tuple[int, str | None] | None:
    if republic := _REPUBLIC_FIRST.match(text, start):
        year, month, day = int(republic[1]) + _REPUBLIC, int(republic[3]), int(republic[4])
        return republic.end(), _iso(year, month, day)
    match = _YEAR_FIRST.match(text, start)
    if match is None:
        return None
    return match.end(), _iso(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))


def _year_before(text: str, start: int) -> tuple[int, str | None] | None:
    """2018. április 5., 2018-Apr-05: a year, a month's name and a day."""
    year = _YEAR_BEFORE.match(text, start)
    month = _month(text, year.end(), beside_day=True) if year else None
    if year is None or month is None:
        return None
    before = _BEFORE_DAY.match(text, month[0])
    day = _DAY.match(text, before.end() if before else month[0])
    return (day.end(), _iso(int(year[1]), month[1], int(day[1]))) if day else None


def _numeric(text: str, start: int) -> tuple[int, str | None] | None:
    """Digits only: with an ISO form where all readings that are days are the same day.

    Between stops the day comes first, as in German, unless it cannot.
    """
    match = _NUMERIC.match(text, start)
    if match is None:
        named = _NUMBERED_MONTH.match(text, start)
        return (named.end(), _iso(int(named[3]), int(named[2]), int(named[1]))) if named else None
    mark, printed_year = match[2] or match[5], match[4] or match[7]
    first, second, last = int(match[1]), int(match[3] or match[6]), int(printed_year)
    if len(printed_year) == 4:
        readings = {_iso(last, second, first), _iso(last, first, second)}
        if mark == "." and second <= 12:
            readings = {_iso(last, second, first)}
    else:
        year = full_year(last)
        readings = {
            _iso(year, second, first),
            _iso(year, first, second),
            _iso(full_year(first), second, last),
        }
    readings.discard(None)
    return _past_era(text, match.end()), readings.pop() if len(readings) == 1 else None


def _east(text: str, start: int) -> tuple[int, str | None] | None:
    match = _EAST.match(text, start)
    if match is None:
        whole = _EAST_MONTH.match(text, start)
        return (whole.end(), None) if whole else None
    year = _east_number(match["year"]) if match["year"] else None
    if year is not None and year < _REPUBLIC:  # of the Republic, whose name is left out: 114年8月26日
        year += _REPUBLIC if year < _THREE_DIGITS else 0
    if era := match["era"]:
        year = _ERAS.get(era[0], _REPUBLIC) + (1 if match["era_year"] == "元" else int(match["era_year"]))
    return match.end(), _iso(year, _east_number(match["month"]), _east_number(match["day"]))


def _east_number(printed: str) -> int:
    """2018, 二〇一八, 十二 or 三十一 as a number."""
    if printed.isdecimal():
        return int(printed)
    if len(printed) == 4:
        return int("".join(str(_EAST_DIGITS[char]) for char in printed))
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return _EAST_DIGITS[printed] if len(printed) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return (_EAST_DIGITS[tens] if tens else 1) * 10 + (_EAST_DIGITS[ones] if ones else 0)


def full_year(year: int) -> int:
    """A year of two digits in full, as POSIX strptime's %y reads it; any other as it is."""
    return year if year > 99 else year + (2000 if year < 69 else 1900)


def _iso(year: int | None, month: int, day: int) -> str | None:
    if year is None or not 1500 <= year < 2200:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:  # 31 April: printed, but no date
        return None
