"""Times of day as releases print them beside a date, and their zones."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

# Zones by abbreviation: the IANA database's, and the German and French ones that newsrooms print.
_ABBREVIATIONS = (
    "ET EST EDT CT CST CDT MT MST MDT PT PST PDT AKST AKDT HST AST ADT NST NDT GMT UTC BST IST WET WEST CET "
    "CEST EET EEST MSK TRT GST SGT HKT JST KST PHT ICT WIB IRST PKT AEST AEDT ACST AWST NZST NZDT SAST EAT "
    "WAT CAT BRT ART CLT COT PET MEZ MESZ HAE HNE"
).split()
_OFFSET = r"[+−-]\s?\d{1,2}(?::?\d{2})?(?!\d)"
_ZONE = re.compile(
    r"\s{0,3}[(（]?(?P<zone>"
    rf"(?:GMT|UTC)\s?{_OFFSET}|[+−-]\d\d:?\d\d(?!\d)|Z(?!\w)"
    rf"|(?:{'|'.join(_ABBREVIATIONS)})(?:/(?:{'|'.join(_ABBREVIATIONS)}))?(?![\w/])"
    r"|(?:Eastern|Central|Mountain|Pacific|Atlantic|Alaska|Hawaii)(?:\s(?:Standard|Daylight|European(?:\sSummer)?))?"
    r"(?:\sTime)?(?!\w)"
    r"|(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada)/[A-Za-z_]{2,20}"
    r"(?:/[A-Za-z_]{2,20})?"
    r"|(?i:local\stime|Ortszeit|heure\s(?:locale|de\s[^\W\d_]{2,12})|hora\s(?:local|peninsular|de\s[^\W\d_]{2,12})"
    r"|[A-Z]\w{2,11}\stime)(?!\w)"
    r"|بتوقيت\s(?:[\u0621-\u064a]+)(?:\s[\u0621-\u064a]+)?|北京时间)[)）]?"
)
_BEFORE = (
    r"(?:\s{0,3}(?:[,،;@|/–-]|(?i:at|um|ab|à|a\slas|às|alle|ore|klo)\b|الساعة|عند\sالساعة|,?\sat\b))?\s{0,3}"
    r"(?:北京时间|当地时间|香港时间)?"
)
_HALF = r"(?P<half>[ap]\.?\s?m\b\.?|صباحا?ً?|مساءً?)"
_TIME = re.compile(
    rf"{_BEFORE}(?P<east>上午|下午|晚上|凌晨|早上|오전|오후|午前|午後)?\s?(?:"
    rf"(?P<hour>\d{{1,2}})(?:[:h时點点時]|시\s?)(?P<minute>\d{{2}})?(?:分|:\d\d|분)?(?!\d)(?:\s?{_HALF}|\s?(?:Uhr|hrs?|heures|h)\b)?"
    rf"|(?P<hour2>\d{{1,2}})(?:\.(?P<minute2>\d{{2}}))?(?:\s?{_HALF.replace('half', 'half2')}|\s?(?:Uhr|hrs?)\b)"
    r"|(?P<hour3>[01]\d|2[0-3])(?P<minute3>[0-5]\d)(?=\s?(?:GMT|UTC|hrs?|hours|local)\b)(?:\s?(?:hrs?|hours)\b)?"
    r")",
    re.IGNORECASE,
)
_LATE = ("下午", "晚上", "오후", "午後")


@dataclass(frozen=True, slots=True)
class TimeMatch:
    """A printed time: where it and its zone end; "09:00" by the 24-hour clock; the zone as printed."""

    end: int
    time: str | None
    zone: str | None


def time_at(text: str, position: int) -> TimeMatch | None:
    """The time of day at `position`, an "at" or comma before it allowed; None where there is none."""
    match = _TIME.match(text, position)
    if match is None:
        return None
    hour = int(match["hour"] or match["hour2"] or match["hour3"])
    minute = int(match["minute"] or match["minute2"] or match["minute3"] or 0)
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
    return TimeMatch(zone.end() if zone else match.end(), time, zone["zone"] if zone else None)


#: Printed zones whose offset from UTC is the same all year, in minutes. Abbreviations that mean several
#: zones (CST, IST, BST's Bangladesh) stand for what English and German newsrooms mean; AST and GST do not.
_FIXED = {
    "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "WAT": 60, "CEST": 120,
    "MESZ": 120, "EET": 120, "CAT": 120, "SAST": 120, "EEST": 180, "MSK": 180, "TRT": 180, "EAT": 180, "PKT": 300,
    "ICT": 420, "WIB": 420, "SGT": 480, "HKT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "NST": -210, "NDT": -150, "ADT": -180, "EST": -300, "EDT": -240,
    "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
    "BRT": -180, "ART": -180, "北京时间": 480,
}  # fmt: skip
#: Printed zones that change their offset with the season, as the IANA database names them.
_SEASONAL = {
    "ET": "America/New_York", "EASTERN": "America/New_York", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver", "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
    "ATLANTIC": "America/Halifax", "ALASKA": "America/Anchorage", "HAWAII": "Pacific/Honolulu",
    "CET/CEST": "Europe/Berlin", "CENTRAL EUROPEAN": "Europe/Berlin",
}  # fmt: skip
_SIGNED = re.compile(r"(?:GMT|UTC)?\s?([+−-])\s?(\d{1,2}):?(\d{2})?$")


def offset_of(zone: str, at: datetime.datetime) -> str | None:
    """The offset from UTC that a printed zone has at that local time: "+02:00"; None where it tells none."""
    if signed := _SIGNED.match(zone):
        minutes = int(signed[2]) * 60 + int(signed[3] or 0)
        return _offset(-minutes if signed[1] in "-−" else minutes)
    name = zone.upper()
    if name in _FIXED:
        return _offset(_FIXED[name])
    standard = re.sub(r"\s(STANDARD|DAYLIGHT)?\s?TIME$|\s(STANDARD|DAYLIGHT)$", "", name)
    if "STANDARD" in name or "DAYLIGHT" in name or "/" in zone or standard in _SEASONAL:
        return _by_place(_SEASONAL.get(standard, zone), at)
    return None


def _by_place(name: str, at: datetime.datetime) -> str | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # only for an embargo by a zone with seasons

    try:
        offset = at.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):  # no such zone, or a system without the database
        return None
    return _offset(int(offset.total_seconds()) // 60) if offset is not None else None


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
