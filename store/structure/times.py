"""Times of day as releases print them beside a date, and their zones."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from store.patterns import lazy_pattern

# Zones by abbreviation: the IANA database's, and those that German, French and Russian newsrooms print.
_ABBREVIATIONS = (
    "ET|EST|EDT|CT|CST|CDT|MT|MST|MDT|PT|PST|PDT|AKST|AKDT|HST|AST|ADT|NST|NDT|GMT|UTC|BST|IST|WET|WEST|CET"
    "|CEST|EET|EEST|MSK|TRT|GST|SGT|HKT|JST|KST|PHT|ICT|WIB|IRST|PKT|AEST|AEDT|ACST|AWST|NZST|NZDT|SAST|EAT"
    "|WAT|CAT|BRT|ART|CLT|COT|PET|MEZ|MESZ|MET|MEST|UT|HAE|HNE|МСК|мск"
)
_OFFSET = r"[+−-]\s?\d{1,2}(?::?\d{2})?(?!\d)"
_ZONE = lazy_pattern(
    r"\s{0,3}[(（]?(?P<zone>"
    rf"(?:GMT|UTC)\s?{_OFFSET}"
    r"|[+−-]\d\d:?\d\d(?!\d)"
    r"|Z(?!\w)"
    rf"|(?:{_ABBREVIATIONS})(?:/(?:{_ABBREVIATIONS}))?(?!\w|/[A-Za-z])"
    r"|(?:Eastern|Central|Mountain|Pacific|Atlantic|Alaska|Hawaii)"
    r"(?:\s(?:Standard|Daylight|European(?:\sSummer)?))?(?:\sTime)?(?!\w)"
    r"|(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada)/"
    r"[A-Za-z_]{2,20}(?:/[A-Za-z_]{2,20})?"
    r"|(?i:local\stime"
    r"|Ortszeit"
    r"|heure\s(?:locale|(?:(?:normale|avancée|d['’]été|d['’]hiver)\s)?(?:d['’]|de\s(?:l['’])?)[^\W\d_]{2,12}(?:\scentrale)?)"
    r"|hora\s(?:local|peninsular|de\s[^\W\d_]{2,12})"
    r"|[A-Z]\w{2,11}\stime)(?!\w)"
    r"|بتوقيت\s(?:[\u0621-\u064a]+)(?:\s[\u0621-\u064a]+)?"
    r"|北京时间)[)）]?"
)
_BEFORE = (
    r"(?:\s{0,3}(?:[,،;@|/–-]|(?i:at|um|ab|à|a\slas|às|alle\sore|alle|ore|klo|om|saat|o\sgodz|godz|в|о)\b\.?|T(?=\d)|kl\.|الساعة|عند\sالساعة"
    r"|,?\sat\b))?\s{0,3}"
    r"(?:北京时间|当地时间|香港时间)?"
)
_HALF = r"(?P<half>[ap]\.?\s?m\b\.?|صباحا?ً?|مساءً?)"
_TIME = lazy_pattern(
    rf"{_BEFORE}(?P<east>上午|下午|晚上|凌晨|早上|오전|오후|午前|午後)?\s?"
    r"(?:(?P<hour>\d{1,2})(?:[:时點点時]|시\s?|\s?h(?![a-z])\s?)(?P<minute>\d{2})?"
    r"(?:[分분]|:(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
    rf"(?:\s?{_HALF}|\s?(?:Uhr|uur|hrs?|hs|heures|horas|h)\b)?"
    r"|(?P<hour2>\d{1,2})(?:\.(?P<minute2>\d{2}))?"
    rf"(?:\s?{_HALF.replace('half', 'half2')}|\s?(?:Uhr|hrs?)\b)"
    r"|(?:(?<=\bore\s)|(?<=\bklo\s)|(?<=\bkl\.\s)|(?<=\bgodz\.\s)"
    r"|(?<=\b[ou]m\s)|(?<=\bàs\s))"
    r"(?P<hour4>\d{1,2})\.(?P<minute4>\d{2})(?![.\d])(?:\s?(?:Uhr|uur)\b)?"
    r"|(?P<hour3>[01]\d|2[0-3])(?P<minute3>[0-5]\d)(?=\s?(?:GMT|UTC|hrs?|hours|local)\b)"
    r"(?:\s?(?:hrs?|hours)\b)?)",
    re.IGNORECASE,
)
_LATE = ("下午", "晚上", "오후", "午後")


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A printed time: where it and its zone end; "09:00" by the 24-hour clock; the zone as printed.

    `second` is 0 where none is printed.
    """

    end: int
    time: str | None
    zone: str | None
    second: int = 0


def time_at(text: str, position: int) -> TimeMatch | None:
    """The time of day at `position`, an "at" or comma before it allowed; None where there is none."""
    match = _TIME.match(text, position)
    if match is None:
        return None
    hour = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"])
    minute = int(match["minute"] or match["minute2"] or match["minute3"] or match["minute4"] or 0)
    half = (match["half"] or match["half2"] or "").casefold()
    if half[:1] in ("p", "م") and half and hour < 12:
        hour += 12
    elif half[:1] in ("a", "ص") and half and hour == 12:
        hour = 0
    elif match["east"] in _LATE and hour < 12:
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    zone = _ZONE.match(text, match.end())
    time = datetime.time(hour % 24, minute).strftime("%H:%M")
    end, name = (zone.end(), zone["zone"]) if zone else (match.end(), None)
    return TimeMatch(end, time, name, int(match["second"] or 0))


# Printed zones whose offset from UTC is the same all year. Of abbreviations that mean several zones, those
# that English and German newsrooms mean; CST, IST, AST and GST are left out.
_FIXED = {
    name: offset
    for offset, names in {
        "+00:00": "GMT UTC UT Z WET",
        "+01:00": "BST WEST CET MEZ MET WAT",
        "+02:00": "CEST MESZ MEST EET CAT SAST",
        "+03:00": "EEST MSK МСК TRT EAT",
        "+05:00": "PKT",
        "+07:00": "ICT WIB",
        "+08:00": "SGT HKT PHT AWST 北京时间",
        "+09:00": "JST KST",
        "+10:00": "AEST",
        "+11:00": "AEDT",
        "+12:00": "NZST",
        "+13:00": "NZDT",
        "-02:30": "NDT",
        "-03:30": "NST",
        "-03:00": "ADT BRT ART",
        "-04:00": "EDT HAE",
        "-05:00": "EST CDT HNE",
        "-06:00": "MDT",
        "-07:00": "MST PDT",
        "-08:00": "PST AKDT",
        "-09:00": "AKST",
        "-10:00": "HST",
    }.items()
    for name in names.split()
}
# Printed zones that change their offset with the season, as the IANA database names them.
_SEASONAL = {
    name: place
    for place, names in {
        "America/New_York": "ET EASTERN",
        "America/Chicago": "CT CENTRAL",
        "America/Denver": "MT MOUNTAIN",
        "America/Los_Angeles": "PT PACIFIC",
        "America/Halifax": "ATLANTIC",
        "America/Anchorage": "ALASKA",
        "Pacific/Honolulu": "HAWAII",
        "Europe/Berlin": "CET/CEST CENTRAL_EUROPEAN CENTRAL_EUROPEAN_SUMMER",
    }.items()
    for name in (word.replace("_", " ") for word in names.split())
}
_SIGNED = lazy_pattern(r"(?:GMT|UTC)?\s?([+−-])\s?(\d{1,2}):?(\d{2})?$")


def offset_of(zone: str, at: datetime.datetime) -> str | None:
    """The offset from UTC that a printed zone has at that local time: "+02:00"; None where it tells
    none."""
    if signed := _SIGNED.match(zone):
        sign = "-" if signed[1] in "-−" else "+"
        is_offset = int(signed[2]) <= 14 and int(signed[3] or 0) < 60
        return f"{sign}{int(signed[2]):02}:{signed[3] or '00'}" if is_offset else None
    name = zone.upper()
    if name in _FIXED:
        return _FIXED[name]
    standard = re.sub(r"(?:\s(?:STANDARD|DAYLIGHT))?(?:\sTIME)?$", "", name)
    if standard in _SEASONAL or "/" in zone:
        return _by_place(_SEASONAL.get(standard, zone), at)
    return None


def _by_place(name: str, at: datetime.datetime) -> str | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # only for an embargo by a zone with seasons

    try:
        offset = at.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):  # no such zone, or a system without the database
        return None
    if offset is None:
        return None
    hours, minutes = divmod(abs(int(offset.total_seconds()) // 60), 60)
    return f"{'-' if offset < datetime.timedelta() else '+'}{hours:02}:{minutes:02}"
