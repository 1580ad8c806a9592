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
