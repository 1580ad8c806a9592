"""Lines above a headline that say whose release it is: a ministry, an office, "The Hon Ana Ruiz MP"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.models import Dateline
from store.patterns import lazy_pattern
from store.structure.body_names import (
    has_verb,
    is_body,
    is_eastern_body,
    is_name,
    is_person,
    is_press_office,
    of_state,
)
from store.structure.date_labels import RELEASE
from store.structure.datelines import dateline_at
from store.structure.dates import date_at
from store.structure.places import is_known_place
from store.structure.release_lines import is_kicker, is_release_line

#: Characters of the longest line of a letterhead, of the longest letterhead, and its most lines.
_LINE, _LONGEST, _LINES = 90, 400, 7
#: Lines of a name and what the person is.
_OFFICES = 3
#: Paragraphs after a name in which a date or "Press release" may stand, and those at the head of a text.
_NEAR = 4
#: Characters of the longest headline below one.
_HEADING = 240
#: Words of the longest name that no list knows, and of a body's above a headline.
_NAME_WORDS, _BODY_WORDS = 4, 11
#: Characters below the headline in which a name stands again.
_AGAIN = 3000
#: Words of the shortest headline below a line that no list knows, of such a name, and of a series' name.
_HEADING_WORDS, _LETTERHEAD_WORDS, _SERIES_WORDS = 5, 10, 6
#: Characters of the shortest such name.
_SHORTEST = 5
#: Words of the longest name, and what stands in each longer line that is one of a letterhead.
_NAME_MOST, _PARTED = 10, lazy_pattern(r"[^\w\s,'’().]|\d|　|Égalité")
#: The number of a series, and the year of one: "No. 31 (Session 2025-26)", "Annual results 2025".
_NUMBERED = lazy_pattern(r"(?:No|Nr|N°|Nº|№)\.?\s?\d{1,5}(?:/\d{2,4})?(?:\s\([^()]{2,30}\))?", re.IGNORECASE)
_YEAR = lazy_pattern(r"\s(?:19|20)\d\d\Z")
#: What a line says by its label: "發稿單位：公共事務處", "Date: 12 May 2026".
_LABELLED = lazy_pattern(r"[^\s:：]{2,14}(?:\s[^\s:：]{2,14}){0,2}\s?[:：]\s?\S")
#: Where a page stands on its site: "Home > News".
_TRAIL = lazy_pattern(r"[^>»›\n]{1,40}(?:\s?[>»›]\s?[^>»›\n]{1,40})+")
_CLOCK = lazy_pattern(r"\d{1,2}[:.h]\d\d\b")
#: What parts a date from a time, a section and the like.
_PARTS = lazy_pattern(r"\s[|·•/–—]\s|　")
#: What says whose release this is, before the names; and between them.
_RELEASE_OF = lazy_pattern(
    rf"(?:joint\s|gemeinsame\s)?(?:{RELEASE})(?:\s?[:：–—|-]|\s(?:of|by|from|der|des|von|du|de\sla|del|della|do|da|van))\s",
    re.IGNORECASE,
)
#: The same before the names of others who issue it too.
_JOINT = re.compile(r"joint\s(?:media|press|news)\srelease\s(?:with|by|from)\b:?\s?", re.IGNORECASE)
_AND = r",\s|\s(?:and|und|et|y|e|en|&)\s(?:the\s|der\s|die\s|das\s)?"
#: What parts names.
_COLUMNS, _DASHED = lazy_pattern(r"\s[|·•]\s|　"), lazy_pattern(r"\s[–—-]\s")
#: What says only where to find somebody: an address on the web, a mail address, a number.
_REACHED = lazy_pattern(r"(?:(?:https?://|www\.)?[\w.-]+@?[\w-]*\.[a-z]{2,8}[\w/.-]*|\+?[\d\s()/-]{7,})")
#: Words of the longest of those parts.
_PART_WORDS = 4
#: What stands below the name of every office of the French state.
_MOTTO = lazy_pattern(r"\bLiberté\W+Égalité\W+Fraternité\W*\Z", re.IGNORECASE)
#: What somebody is in office, below the name.
_OFFICE = lazy_pattern(
    r"(?:[A-Z][\w-]+\s){0,3}(?:Member|Minister|Senator|Mayor|Premier|Governor|Secretary|Leader|Commissioner)\b"
)
_TITLE = lazy_pattern(r"(?:Ms|Mrs?|Mx|Dr|Prof|Sen|Cllr)\.?\s")
#: Where somebody issues it.
_ADDRESS = lazy_pattern(
    r"P\.?\s?O\.?\s?Box\b|(?:\d{1,5}\s)?(?:[A-Z][\w.]*\s){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Suite|Floor)\b",
    re.IGNORECASE,
)
_ENDS = tuple(".!:;,。！：；")


def without_letterhead(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a headline's paragraph without those that say whose release it is, and of what day,
    above it or below."""
    first = 0
    while first < len(lines) - 1 and (_tells(lines[first]) or is_body(lines[first])):
        first += 1
    goes_on = first and has_verb(lines[first].split()[0])  # "Pier Works Ltd", "Reports Results"
    last = len(lines)
    while last > first + 1 and is_dated(lines[last - 1]):
        last -= 1
    return lines[0 if goes_on else first : last]


def is_dated(line: str) -> bool:
    """Whether a line says of what day this is, and nothing else but where."""
    dateline = dateline_at(line, 0, len(line)) if any(map(str.isdecimal, line)) else None
    return dateline is not None and dateline.date is not None and dateline.end == len(line)


def is_letterhead(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int) -> bool:
    """Whether a paragraph above a headline says only whose release it is, and of what day.

    A name that stands alone is one where a date or "Press release" follows and a headline after it.
    """
    start, end = spans[index]
    if end - start > _LONGEST:
        return False
    lines = [line.strip() for line in text[start:end].split("\n") if line.strip()]
    if len(lines) > _LINES or any(len(line) > _LINE for line in lines):
        return False
    if len(lines) == 1 and len(lines[0].split()) > _NAME_MOST and not _PARTED.search(lines[0]):
        return False  # as most headlines, at little cost
    motto = _MOTTO.search(text[start:end]) is not None or _is_joint(lines)
    named = len(lines) == 1 and _is_short_name(lines[0])
    head = motto or named or _are_a_head(lines)
    if not (head or _names_minister(lines)):
        return _is_known_or_kicker(text, spans, kinds, index, lines)
    told = motto or any(_tells(line) or _are_names(line) for line in lines)
    if told and not head:
        return False
    below = _heading_below(text, spans, kinds, index)
    if below is None or (not told and all(map(_LABELLED.match, lines))):
        return False  # "Update: the pier reopens"
    if named and not (told or is_body(lines[0])):
        known = _is_known(text, spans, kinds, (index, below), lines[0])
        return known or _is_known_or_kicker(text, spans, kinds, index, lines)
    return told or _is_followed(text, spans, kinds, (index, below), lines)


def _is_joint(lines: Sequence[str]) -> bool:
    """Whether lines say with whom a release is issued: "Joint media release with", "Senator Ana Ruiz"."""
    match = _JOINT.match(lines[0])
    if match is None:
        return False
    names = (line.removeprefix("the ") for line in (lines[0][match.end() :], *lines[1:]))
    return all(is_name(name) and not has_verb(name) for name in names)


def _is_short_name(line: str) -> bool:
    """Whether a line may be any name: few words with capitals and no verb of headlines."""
    few = len(line.split()) <= _NAME_WORDS and not any(map(str.isdecimal, line))
    return few and is_name(line) and not has_verb(line)


def _is_known_or_kicker(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int, lines: Sequence[str]
) -> bool:
    """Whether lines that no list tells are none of a headline, by what stands around them: a name beside
    "Press release" that the text has again, a series with its number or year, or one word; a longer
    headline follows."""
    if index + 1 >= len(spans) or len(lines) > _OFFICES or has_verb(lines[0]):
        return False
    followed = kinds[index + 1] == "release_line" or _begins_as_release(text[slice(*spans[index + 1])])
    last = lines[-1]
    series = bool(index and (_NUMBERED.fullmatch(last) or _YEAR.search(last) or len(last.split()) == 1))
    if len(lines) == 1 and not (followed or series or is_kicker(last.partition(" ")[0])):
        return False
    names = [name for line in lines if (name := _without_kicker(line))]
    told = names != list(lines)
    if not names or not (told or followed or series):
        return False
    below = _heading_below(text, spans, kinds, index)
    if below is None:
        return False
    heading = " ".join(text[slice(*spans[below])].split())
    if len(heading.split()) < _HEADING_WORDS:
        return False
    said = any(is_release_line(line) or _begins_as_release(line) for line in lines[1:])
    below_name = said and all(map(_tells, lines[1:]))
    if not index and below_name and _is_short_name(lines[0]):
        return len(heading) > len(lines[0])  # the name, and below it "Press release"
    if told or followed:
        short = len(names[0].split()) <= _LETTERHEAD_WORDS and len(names) <= _OFFICES - 1
        name, *others = _DASHED.split(names[0])
        if short and _is_named_in(text, spans, below, name if any(map(is_body, others)) else names[0]):
            return True
        return followed and bool(index) and len(lines) > 1 and _NUMBERED.fullmatch(last) is not None
    if below != index + 1 or len(lines) > 1 or len(heading) <= len(last) or len(last.split()) > _SERIES_WORDS:
        return False
    if _YEAR.search(last):
        return is_name(last)
    return last.isalpha() and last.casefold() not in text[slice(*spans[below + 1])].casefold()


def _begins_as_release(words: str) -> bool:
    """Whether a line says that this is a release, and of what day: "Comunicato stampa del 4 maggio 2026"."""
    line = words.partition("\n")[0].strip()
    if len(line) > _LINE or not _tells(line):
        return False
    parts = line.split()
    return any(is_kicker(" ".join(parts[:many])) for many in range(1, 4))


def _without_kicker(line: str) -> str:
    """What a line says but that this is a release, and its day: "Persbericht Museum Noord"; empty for
    nothing."""
    if _tells(line):
        return ""
    first, _, name = line.partition(" ")
    return name if name[:1].isupper() and is_kicker(first) else line


def _is_named_in(text: str, spans: Sequence[tuple[int, int]], below: int, name: str) -> bool:
    """Whether a paragraph below the headline has a name among other words, with its capital."""
    if len(name) < _SHORTEST:
        return False
    again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for start, end in spans[below + 1 :]:
        if start > spans[below][1] + _AGAIN:
            return False
        for match in again.finditer(text, start, end):
            if match[0][0].isupper() and end - start > 2 * len(name):
                return True
    return False


def _is_known(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], between: tuple[int, int], name: str
) -> bool:
    """Whether any name at the head of a text is its issuer's: "Press release" stands below it, or a day and
    the text names it again; a longer headline follows."""
    index, below = between
    start, end = spans[below]
    if index or below == 1 or len(text[start:end].split()) <= len(name.split()):
        return False
    if any(is_kicker(text[slice(*spans[one])]) for one in range(1, below)):
        return True
    again = re.compile(re.escape(name), re.IGNORECASE).search(text, end, end + _AGAIN)
    return again is not None and is_name(again[0])


def _are_a_head(lines: Sequence[str]) -> bool:
    """Whether lines are those of a letterhead: bodies, addresses, labels, days; near a body other names."""
    if len(lines) > 1 and _are_days(lines[-1]):
        return False  # "Harbour lights: a century", an exhibition
    named = len(lines) > 1 and any(map(is_body, lines))
    return all(_heads(line) or (named and is_name(line)) for line in lines)


def _are_days(line: str) -> bool:
    """Whether a line says from when to when something is held: "4 May 2026 – 3 June 2026"."""
    days = _DASHED.split(line)
    return len(days) > 1 and all(day[:1].isdecimal() and date_at(day, 0) is not None for day in days)


def _heads(line: str) -> bool:
    """Whether a line may be one of a letterhead by itself."""
    if (line.startswith("(") and line.endswith(")")) or _tells(line) or is_body(line):
        return True
    return (
        _are_names(line)
        or is_known_place(line.rstrip("."))
        or bool(_LABELLED.match(line) or _ADDRESS.match(line))
    )


def _are_names(line: str) -> bool:
    """Whether a line parts a body's name from other names: "Marlow County | Harbours and Lights"."""
    parts = _DASHED.split(line)
    if len(parts) > 1 and all(map(is_body, parts)):
        return True
    parts = _COLUMNS.split(line)
    if len(parts) == 1 or not any(is_body(part) or _tells(part) for part in parts):
        return False
    return all(is_body(part) or _tells(part) or (is_name(part) and not has_verb(part)) for part in parts)


def _names_minister(lines: Sequence[str]) -> bool:
    """Whether lines say who issues a release and, below the name, what that person is."""
    if not 1 <= len(lines) <= _OFFICES:
        return False
    below = len(lines) > 1 and _OFFICE.match(lines[1]) is not None
    lines = [_TITLE.sub("", lines[0]), *lines[1:]]
    return is_person(lines[0]) or (below and is_name(lines[0]) and len(lines[0].split()) <= _OFFICES)


def _tells(line: str) -> bool:
    """Whether a line says that this is a release, of what day, or where on a site."""
    if is_release_line(line) or _TRAIL.fullmatch(line) or is_press_office(line) or _is_release_of(line):
        return True
    if ("." in line or "+" in line) and all(map(_REACHED.fullmatch, _PARTS.split(line))):
        return True
    if not any(map(str.isdecimal, line)):
        return False
    return dated_part(line) is not None or all(map(_is_date_or_short, _PARTS.split(line)))


def _is_release_of(line: str) -> bool:
    """Whether a line says whose release it is: "Joint press release: A Trust and B Network"."""
    match = _RELEASE_OF.match(line)
    names = re.split(_AND, line[match.end() :]) if match else []
    return bool(names) and any(map(is_body, names)) and all(map(is_name, names)) and not has_verb(line)


def _is_date_or_short(part: str) -> bool:
    """Whether a part of a line is a date, perhaps one that can be read in two ways, or says what there is."""
    date = date_at(part, 0) if part[:1].isdecimal() else None
    return date.end >= len(part) if date else bool(_CLOCK.match(part)) or is_release_line(part)


def dated_part(line: str) -> tuple[int, int, Dateline] | None:
    """Where a part of a line stands that is a dateline by itself, and that; the other parts are short."""
    at, found = 0, None
    for part in _PARTS.split(line):
        at = line.index(part, at)
        dateline = dateline_at(part, 0, len(part)) if found is None and part else None
        if dateline is not None and dateline.date is not None and dateline.end == len(part):
            found = at, at + len(part), dateline
        elif len(part.split()) > _PART_WORDS and not is_body(part):
            return None
    return found


def _is_followed(
    text: str,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    between: tuple[int, int],
    lines: Sequence[str],
) -> bool:
    """Whether between a name and the headline a date or "Press release" stands; or nothing, where the name
    is a body's and the headline longer or no name, or of several lines."""
    index, below = between
    for one in range(index + 1, below):
        if kinds[one] == "release_line" or any(map(_tells, text[slice(*spans[one])].split("\n"))):
            return True
    if below + 1 >= len(spans):
        return False
    if index > 0:  # below "Press release" and the day
        return all(kinds[one] == "release_line" or _tells(text[slice(*spans[one])]) for one in range(index))
    longer = spans[below][1] - spans[below][0] > spans[index][1] - spans[index][0]
    short = len(lines[0].split()) <= _BODY_WORDS and is_body(lines[0])
    told = longer or not is_name(" ".join(text[slice(*spans[below])].split()))
    return len(lines) > 1 or (told and (of_state(lines[0]) or short)) or is_eastern_body(lines[0])


def _heading_below(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int
) -> int | None:
    """The index of the next paragraph that can be a headline, past dates, names and contacts."""
    for below in range(index + 1, min(len(spans) - 1, index + 1 + _NEAR)):
        start, end = spans[below]
        if kinds[below] == "release_line":
            continue
        if kinds[below] != "body" or end - start > _HEADING:
            return None
        words = text[start:end].strip()
        lines = words.split("\n")
        if all(map(_tells, lines)) or (_are_a_head(lines) and (len(lines) > 1 or not _LABELLED.match(words))):
            continue
        if _names_minister(lines):
            continue
        if dateline_at(text, start, end) is not None or words.endswith(_ENDS):
            return None  # the text begins there
        return below
    return None
