"""The dateline at the head of a release: place, date and agency, in the orders that agencies print.

Rules only, no list of sources. Every pattern runs on at most `HEAD` characters, so none can run away.
"""

from __future__ import annotations

import re
from functools import lru_cache

from store.models import Dateline
from store.patterns import lazy_pattern
from store.structure.agencies import (
    are_places,
    begins_sentence,
    is_acronym,
    is_newsy,
    is_office,
    may_be_agency,
    says_nothing,
)
from store.structure.body_names import is_press_office
from store.structure.date_labels import label_end
from store.structure.dateline_parts import Head, accepted
from store.structure.dateline_signs import may_begin
from store.structure.dates import DateMatch, date_at, date_behind_time
from store.structure.place_names import DASH, begins_prose, clean_place, has_region, is_sure_place, place_end
from store.structure.places import is_known_place, is_region
from store.structure.uncased import eastern_wire

#: The most characters of a paragraph that a dateline is looked for in.
HEAD = 240

_SEPARATOR = lazy_pattern(
    rf"(?P<dash>[.。]?{DASH}\s*-*|\s…(?=\s))\s*"
    r"|\s*(?P<mark>[|:：](?=\s|$))\s*"
    r"|\s*(?P<slash>/)\s*"
    r"|\s*(?P<comma>[,،，、;])\s*"
    r"|(?P<stop>\.)(?=\s|$)\s*"
    r"|\s*"
)
_BRACKET = lazy_pattern(
    r"\((?P<round>[^()\n]{1,90})\)"
    r"|\[(?P<square>[^\[\]\n]{1,90})\]"
    r"|（(?P<wide>[^（）\n]{1,90})）"
    r"|【(?P<lens>[^【】\n]{1,90})】"
    r"|［(?P<full>[^［］\n]{1,90})］"
    r"|/\s*(?P<slash>[^/\n]{2,90}?)\s*/"
    r"|(?:--|—)\s?(?P<dashes>[A-Z][\w. ]{2,30}\w)\s?(?:--|—)(?=\s*$)"
)
#: By what a separator is known from then on; a mark by itself.
_CLOSING = {"dash": "–", "slash": "/", "stop": ".", "comma": ","}
_BRACKETS = frozenset("([（【［/-—")
#: A day and a month as numbers, in one service's manner: "5 - 4 (".
_DAY_DASH_MONTH = lazy_pattern(r"\d{1,2}\s-\s\d{1,2}(?=\s*\()")
#: The number of a release behind its day, and a sentence behind it: "Berlin, 28.10.2021, 058/21 Der".
_NUMBERED = lazy_pattern(r"\d{1,4}/(?:\d{4}|\d\d)(?=\s+[^\W\d_a-z])")
#: A dash, and a sentence behind it.
_CLOSED = lazy_pattern(rf"\s?{DASH}\s*[^\Wa-z_]")
#: Words of the longest place that no list knows.
_ANY_PLACE = 3
_BARE_AGENCY = lazy_pattern(
    rf"(?P<name>[^\W\d_a-z](?:[^\n,.;:()–—|]|\.(?=\w)){{1,50}}?)(?=\s*\(|{DASH}|\s*\||\s*(?:\n|$)|\.(?=\s|$))"
)
_ARABIC_AGENCY = lazy_pattern(r"[\u0621-\u064a]+(?:\s[\u0621-\u064a]){0,2}(?=\s*(?:\n|$|[-–—]))")


def dateline_at(text: str, start: int, end: int, headline: str = "") -> Dateline | None:
    """The dateline at the head of the paragraph ``text[start:end]``, or None where it has none.

    `headline` helps to tell a capitalised company (named there too) from a capitalised place.
    """
    return _dateline(text[start : min(end, start + HEAD)], start, end - start <= HEAD, headline)


def _dateline(head: str, offset: int, whole: bool, headline: str) -> Dateline | None:
    if wire := eastern_wire(head):
        iso = wire.date.iso if wire.date else None
        return Dateline(offset, offset + wire.end, wire.place, iso, wire.agency)
    read = _read(head)
    if read.end == 0 or not (found := accepted(read, whole, headline)):
        return None
    date = found.date or DateMatch(0, None)
    place = clean_place(found.place)
    return Dateline(offset, offset + found.end, place, date.iso, found.agency, date.time, date.zone)


@lru_cache(maxsize=64)  # paragraphs, headline and dateline all ask for the same few lines
def _read(text: str) -> Head:
    """Read parts and separators from the front for as long as they look like a dateline's."""
    head = Head(text, end=label_end(text))
    position = head.end
    if begins_prose(text, position) or not may_begin(text, position):
        return head
    for _ in range(7):
        following = _next_part(head, position)
        if following is None:
            break
        head, position = _closed(following)
    return head


def _closed(head: Head) -> tuple[Head, int]:
    """`head` with the separator that follows it, and where the next part may begin."""
    text, separator = head.text, _SEPARATOR.match(head.text, head.end)
    assert separator is not None  # it matches the empty string
    kind, position = separator.lastgroup, separator.end()
    printed = separator[0]
    if kind == "slash":
        name = _BRACKET.match(text, separator.start("slash")) if head.agency is None else None
        if name and name["slash"] and may_be_agency(name["slash"], _ends_line(text, name.end())):
            return head, separator.start("slash")
        dated = date_at(text, position) is not None
        if not (dated or position >= len(text) or (text[head.end :].lstrip()[:1] == "/" and head.date)):
            return head, position
    if kind == "stop" and not _stop_closes(head, position):
        return head, position
    if kind == "comma" and head.place and head.date and (numbered := _NUMBERED.match(text, position)):
        return head._replace(end=numbered.end(), closed="."), numbered.end()
    if kind == "comma" and not _comma_closes(head, printed, position):
        return head, position
    if kind is None:
        if _year_closes(head, position):
            return head._replace(closed="."), position
        if len(printed) < 3 or "\n" in printed or not head.place:
            return head, position
        return head._replace(closed=" "), position  # raw text, its punctuation lost
    closing = printed.strip() if kind == "mark" else _CLOSING[kind]
    end = head.end + len(printed.rstrip())
    return Head(text, head.place, head.date, head.agency, end, closing), position


def _stop_closes(head: Head, position: int) -> bool:
    """Whether a full stop ends it: after bracket, agency, place and full date, or place and region."""
    before = head.text[: head.end]
    if head.last in ")/" or (head.agency and before.endswith(head.agency)):
        return True
    if head.place and head.date is None and before.endswith(head.place) and has_region(head.place):
        return head.text[position : position + 1].isupper()
    full = head.place is not None and head.date is not None and head.date.end == head.end
    return full and bool(head.date and head.date.iso) and not head.text[position : position + 1].islower()


def _year_closes(head: Head, position: int) -> bool:
    """Whether the stop of a word behind the year closes it: "Пермь, 7 мая 2026 г. Завод"."""
    full = head.place is not None and head.date is not None and head.date.end == head.end
    iso = head.date.iso if full and head.date else None
    return iso is not None and head.last == "." and head.text[position : position + 1].isupper()


def _comma_closes(head: Head, printed: str, position: int) -> bool:
    """Whether a comma ends the dateline: "Austin, Texas, May 5, 2024, Acme opened"."""
    if not (head.place and head.date and head.date.iso and head.date.end == head.end and "," in printed):
        return False
    following = head.text[position:]
    return is_sure_place(head.place, "") and following[:1].isupper() and not _bare_agency(head, position)


def _next_part(head: Head, position: int) -> Head | None:
    """`head` with one part more, read at `position`; None where no part stands there."""
    text = head.text
    if position >= len(text):
        return None
    if head.end and text[head.end : position].count("\n") == 1:
        position = label_end(text, position)
        if position >= len(text):
            return None  # "Date:", and no more
    if head.date is None and (
        date := date_at(text, position) or _day_dash_month(text, position) or date_behind_time(text, position)
    ):
        return Head(text, head.place, date, head.agency, date.end)
    if text[position : position + 1] in _BRACKETS and (bracket := _BRACKET.match(text, position)):
        return _bracketed(head, bracket)
    if head.place is None and (end := place_end(text, position)):
        return _placed(head, text[position:end], end)
    if head.agency is None and (head.date or head.closed) and (name := _bare_agency(head, position)):
        return Head(text, head.place, head.date, name, position + len(name))
    return None


def _placed(head: Head, place: str, end: int) -> Head | None:
    """`head` with a place; after a date or agency only a sure one."""
    following = head.text[end:]
    if head.date is not None or head.agency is not None:
        known = (
            place.isupper()
            or has_region(place)
            or is_known_place(place)
            or (not place.isascii() and len(place) < 5)
            or _ends_behind_date(head, place, end)
        )
        if not known or following.lstrip(" -–—").lstrip()[:1].islower():
            return None
    return Head(head.text, place, head.date, head.agency, end)


def _ends_behind_date(head: Head, place: str, end: int) -> bool:
    """Whether a place that may be any word ends the line or stands before a dash, a comma and a full date
    before it: "18 November 2025, Makhanda – The river"."""
    gap = head.text[head.end : end - len(place)].strip()
    dated = head.date is not None and head.date.iso is not None and head.date.end == head.end
    if (
        not dated
        or gap not in (",", "،")
        or len(place.split()) > _ANY_PLACE
        or is_office(place)
        or is_newsy(place)
        or is_press_office(place)
    ):
        return False
    behind = head.text[end:]
    return not behind.strip() or _CLOSED.match(behind) is not None


def _day_dash_month(text: str, position: int) -> DateMatch | None:
    match = _DAY_DASH_MONTH.match(text, position) if text[position].isdecimal() else None
    return DateMatch(match.end(), None) if match else None


def _bare_agency(head: Head, position: int) -> str | None:
    """The name of an agency that stands without brackets, behind a date or what closes a part."""
    text = head.text
    if head.place and (arabic := _ARABIC_AGENCY.match(text, position)):
        dashed = text[arabic.end() :].lstrip()[:1] in ("-", "–", "—")
        between = dashed and head.closed == "–"
        ends_line = not dashed and not head.closed and head.date is not None
        return arabic[0] if between or ends_line else None
    bare = _BARE_AGENCY.match(text, position)
    if bare is None:
        return None
    name = bare["name"].strip()
    behind = text[bare.end() :].lstrip(" .-–—|")
    if begins_sentence(name) or behind[:1].islower():
        return None
    if behind[:1] == "(" and not _ends_dateline(text, len(text) - len(behind)):
        return None  # an issuer, and what it is called for short or where it is listed
    own_line = not text[bare.end() :].split("\n", 1)[0].strip(" .")
    if own_line:
        office = head.closed and head.place and head.date and is_office(name)
        return name if office and may_be_agency(name) else None
    longest = 3 if text[bare.end() : bare.end() + 1] == "." else 6
    if head.closed and is_newsy(name) and _capitalised(name) and len(name.split()) <= longest:
        return name
    listed = head.date is not None and head.date.end <= position and is_acronym(name)
    return name if listed and text[:position].rstrip().endswith((",", ";", ".")) else None


def _ends_dateline(text: str, position: int) -> bool:
    """Whether the bracket at `position` is a part of a dateline: a date, or words with a dash behind them."""
    bracket = _BRACKET.match(text, position)
    if bracket is None:
        return False
    inside = bracket["round"]
    dashed = _SEPARATOR.match(text, bracket.end())
    closed = dashed is not None and dashed["dash"] is not None and not text[dashed.end() :][:1].islower()
    return date_at(inside, 0) is not None or (closed and ":" not in inside and not inside.isupper())


def _bracketed(head: Head, match: re.Match[str]) -> Head | None:
    """A date, a place, a whole dateline or an agency between brackets or slashes."""
    inside = (match[match.lastgroup] if match.lastgroup else "").strip()
    after = head._replace(end=match.end(), closed=match[0][-1])
    date = date_at(inside, 0)
    if head.date is None and date and date.end >= len(inside.rstrip(" .,")):
        return after._replace(date=date)
    if head.end == 0:
        inner = _read(inside)
        if inner.place and inner.date and inner.end >= len(inside):
            return after._replace(place=inner.place, date=inner.date, agency=inner.agency)
    if head.place is None and (are_places(inside) or has_region(inside)):
        return after._replace(place=inside)
    if says_nothing(inside):
        return after
    just_read = head.place is not None and head.text[: head.end].endswith(head.place)
    if just_read and (is_region(inside) or is_known_place(inside)):  # Nanterre (France)
        start = head.end - len(head.place or "")
        return head._replace(place=head.text[start : match.end()], end=match.end(), closed="")
    if head.agency is not None:
        return after if _closing_follows(head.text, match.end()) else None
    if head.date is None and (both := _agency_and_date(inside)):
        return after._replace(agency=both[0], date=both[1])
    if (
        head.date
        and match.lastgroup == "round"
        and begins_sentence(inside)
        and _closing_follows(head.text, match.end())
    ):
        return after  # (The Planet Earth): words for a place
    issuer = match.lastgroup == "slash" and _ends_line(head.text, match.end())
    return after._replace(agency=inside) if may_be_agency(inside, issuer) else None


def _agency_and_date(inside: str) -> tuple[str, DateMatch] | None:
    """ "Newsfile Corp. - March 4, 2025": an agency and the date between one pair of brackets."""
    for position in range(3, min(len(inside), 45)):
        if (
            inside[position - 1] in " -–—,"
            and (date := date_at(inside, position))
            and date.end >= len(inside.rstrip(" ."))
        ):
            name = inside[:position].strip(" -–—,")
            return (name, date) if may_be_agency(name) else None
    return None


def _ends_line(text: str, position: int) -> bool:
    return not text[position:].split("\n", 1)[0].strip()


def _closing_follows(text: str, position: int) -> bool:
    separator = _SEPARATOR.match(text, position)
    return bool(
        separator and (separator.lastgroup in ("dash", "mark", "slash") or separator.end() == len(text))
    )


def _capitalised(name: str) -> bool:
    return all(not word[0].islower() for word in name.split())
