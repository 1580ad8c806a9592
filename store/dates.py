"""Dates as datelines print them, in the languages whose months this table knows."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

# One row per month; English, French, Spanish, German, Portuguese, Italian, Dutch, then Arabic as written
# in the Gulf and Egypt, in the Levant, and in the Maghreb.
_MONTH_NAMES = (
    "january jan janvier janv enero ene januar jän jänner janeiro gennaio januari يناير كانون_الثاني جانفي",
    "february feb février fevrier févr fév febrero februar fevereiro fev febbraio februari فبراير شباط فيفري",
    "march mar mars marzo märz maerz mrz março marco maart مارس آذار اذار",
    "april apr avril avr abril abr aprile أبريل ابريل إبريل نيسان أفريل",
    "may mai mayo maio maggio mei مايو أيار ايار ماي",
    "june jun juin junio juni junho giugno يونيو يونيه حزيران جوان",
    "july jul juillet juil julio juli julho luglio يوليو يوليه تموز جويلية يوليوز",
    "august aug août aout agosto ago augustus أغسطس اغسطس آب أوت غشت",
    "september sept sep septembre septiembre setiembre setembro settembre سبتمبر أيلول ايلول شتنبر",
    "october oct octobre octubre oktober okt outubro ottobre أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
    "november nov novembre noviembre novembro نوفمبر تشرين_الثاني نونبر",
    "december dec décembre déc diciembre dic dezember dez dezembro dicembre ديسمبر كانون_الأول كانون_الاول "
    "دجنبر",
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado "
    "domingo "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


_MONTHS = {
    _fold(name.replace("_", " ")): number
    for number, names in enumerate(_MONTH_NAMES, 1)
    for name in names.split()
}
_MONTH = "(?:" + "|".join(re.sub(" ", r"\\s", m) for m in sorted(_MONTHS, key=len, reverse=True)) + r")\b"
_WEEKDAY = "(?:" + "|".join(sorted(_WEEKDAYS.split(), key=len, reverse=True)) + r")\b"
_YEAR = r"\d{4}(?!\d)"
_BEFORE = rf"(?:{_WEEKDAY}[.,،]?\s{{0,3}})?(?:(?:le|den|am|el|il|on|في|الموافق)\s+)?"
_TIME = (
    r"(?:\s{0,3}(?:[,@]|at\b)?\s{0,3}\d{1,2}[:.h]\d{2}(?::\d\d)?(?!\d)\s?(?:[ap]\.?m\b\.?)?"
    r"(?:\s(?:[A-Za-z]+/[A-Za-z_]+|\(?(?:[A-Z]{2,5}|(?-i:Eastern|Central|Mountain|Pacific"
    r"|Atlantic))\)?(?:\sTime)?)"
    r"(?!\w))?)?"
)

#: A date's pattern, without groups, for use within other patterns.
DATE = (
    rf"{_BEFORE}(?i:{_MONTH}\.?\s{{0,3}}\d{{1,2}}(?!\d)|\d{{1,2}}(?:st|nd|rd|th|er|º|ª"
    rf"|\.)?\s{{0,3}}(?:de\s|-)?{_MONTH}"
    r"|\d{4}\s?[年년]|\d{1,2}\s?[月월]\s?\d|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})"
)
_FORMS = tuple(
    re.compile(_BEFORE + form + _TIME, re.IGNORECASE)
    for form in (
        rf"(?P<month>{_MONTH})\.?\s{{0,3}}(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd"
        rf"|th)?(?:\s{{0,3}}[,،]?\s{{0,3}}(?P<year>{_YEAR}))?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?\s{{0,3}}(?:(?:de|of)\s|-)?(?P<month>{_MONTH})\.?"
        rf"(?:\s{{0,3}}(?:(?:de|del)\s|[,،-])?\s{{0,3}}(?P<year>{_YEAR}))?",
        r"(?:(?P<year>\d{4})\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>{_YEAR})",
    )
)
_DATE_WORDS = frozenset(_MONTHS) | frozenset(_WEEKDAYS.split()) | {"كانون", "تشرين", "le", "في", "الموافق"}
_STARTS = re.compile(rf"\d|(?i:{_MONTH}|{_WEEKDAY}|le\b|den\b|am\b|el\b|il\b|on\b|في|الموافق)")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A printed date: where it ends, and its ISO 8601 form where a year is printed and the day exists."""

    end: int
    iso: str | None


def is_date_word(word: str) -> bool:
    """Whether a date may begin with this word: a month, a weekday, or a word that leads one in."""
    return _fold(word.rstrip(".,")) in _DATE_WORDS


def date_at(text: str, position: int) -> DateMatch | None:
    """The date printed at `position`, its weekday and time of day included; None where there is none.

    Arabic-Indic and other decimal digits count as digits. A date without a year has no ISO form: the
    year is never guessed.
    """
    if not _STARTS.match(text, position):
        return None
    for form in _FORMS:
        if match := form.match(text, position):
            return DateMatch(match.end(), _iso(match["year"], match["month"], match["day"]))
    return None


def _iso(year: str | None, month: str, day: str) -> str | None:
    number = int(month) if month.isdecimal() else _MONTHS[_fold(" ".join(month.split()))]
    if year is None or not 1500 <= int(year) < 2200:
        return None
    try:
        return datetime.date(int(year), number, int(day)).isoformat()
    except ValueError:  # 31 April: printed, but no date
        return None
