"""What stands where in a release: headline, dateline, paragraphs and their kinds, language.

Quoted speech is found by `store.structure.quotations`, from the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import repeat

from store.models import Dateline, Paragraph, Structure
from store.patterns import lazy_pattern
from store.structure.bylines import BYLINE, byline_names
from store.structure.datelines import dateline_at
from store.structure.dates import date_at
from store.structure.day_order import day_first
from store.structure.embargoes import LONGEST, embargo_end, is_embargo
from store.structure.headlines import (
    HEADLINE,
    contacts_above,
    headline_at,
    headline_of,
    is_front_matter,
    letterheads_above,
    titled,
)
from store.structure.initials import letters_but
from store.structure.issuers import issuer_of
from store.structure.languages import SAMPLE, language_of
from store.structure.letterheads import dated_part
from store.structure.paragraphs import paragraph_spans
from store.structure.places import is_known_place
from store.structure.release_lines import is_release_line
from store.structure.sections import mark_back_matter

__all__ = ["PARAGRAPH_KINDS", "analyse", "paragraph_spans"]

#: What a paragraph may be. A headline stands once; "release_line" is "For immediate release", an embargo
#: or a letterhead, "end_mark" a ### or a rule, "link" a link to elsewhere, "image" a picture's place or
#: description.
PARAGRAPH_KINDS: tuple[str, ...] = (
    "headline",
    "subheadline",
    "release_line",
    "body",
    "list",
    "image",
    "image_credit",
    "byline",
    "end_mark",
    "boilerplate",
    "contact",
    "link",
)

_LONG = 300  # a paragraph of more characters is prose, not a heading
_SHORT = 160
_DAY = len("2018-04-05")
_LOOKED_AT = 400  # characters of a paragraph by which its kind is told; one of more is an item or prose
_FRONT = 12  # paragraphs in which a dateline may stand
_HEAD = 4  # paragraphs at the front, of which none is below the text
_FOOT, _SIGNED = 24, 60  # paragraphs at the end in which one may stand too, and characters of its line

_END_MARK = lazy_pattern(
    r"[\s—–―*~=_-]*(?:"
    r"\#(?:\s?\#)*"
    r"|(?<=[-–—])\s?30\s?(?=[-–—])"
    r"|ends?"
    r"|fin"
    r"|ende"
    r"|fine"
    r"|xxx"
    r"|end of (?:the )?(?:press |news )?release"
    r"|完"
    r"|終わり"
    r"|以上"
    r"|انتهى"
    r"|النهاية"
    r"|[•·]"
    r"|\.{3})?[\s—–―*~=_.\]•·-]*",
    re.IGNORECASE,
)
#: With what none of the words of `_END_MARK` begins, and none of those of `_URL` and `_VIEW`.
_NO_END, _NO_LINK = letters_but("efx"), letters_but("hwvrsp")
_CREDIT = lazy_pattern(
    r"[\[(（【]?\s*(?:"
    r"(?:image|photo|picture|video|photograph)s?\s+(?:credits?|courtesy(?: of)?|by)"
    r"|(?:photo|image)s?(?=\s*[:：])"
    r"|credits?(?=\s*[:：])"
    r"|courtesy of"
    r"|crédits?(?:[ -]?photo)?s?"
    r"|photo(?:graphie)?\s*©"
    r"|©"
    r"|foto(?:grafía)?s?(?=\s*[:：])"
    r"|bild(?=\s*:)"
    r"|مصدر الصورة"
    r"|الصورة"
    r"|تصوير"
    r"|图片来源"
    r"|圖片來源"
    r"|图源"
    r"|摄影"
    r"|写真)\s*[:：/]?\s*(?P<who>[^\n]+?)\s*[\])）】]?\s*$",
    re.IGNORECASE,
)
_CREDIT_INITIALS = frozenset("[(ipvcfbIPVCFB©")
_IMAGE = lazy_pattern(r"\[(?:image|photo|picture|video)(?::[^\n]*)?\]\s*$", re.IGNORECASE)
_SIGN_OFF = lazy_pattern(
    r"(?P<agency>[^\W\d_][\w.&-]{1,20}|\w(?:\s\w){1,3})\s?/\s?"
    r"(?P<names>[^/\n]{2,50}(?:/[^/\n]{2,50}){0,5})/*$"
)
_URL = lazy_pattern(r"\s*(?:https?://|www\.)\S+\s*$", re.IGNORECASE)
_VIEW = lazy_pattern(
    r"\W*(?:view|read|see) (?:the )?(?:original|source|full|online)\b|\W*pickup\b", re.IGNORECASE
)
_LIST = lazy_pattern(r"(?:[•◦‣▪●○■□➢➤✓✔·*–-]|\(?\d{1,2}[.)])\s+\S")
_BLANKS = lazy_pattern(r"[^\S\n]{3,}")


def analyse(text: str, title: str | None = None) -> Structure:
    """The structure of a canonical text; every offset in it is a code point offset into `text`.

    Where the format told the headline, the paragraph that equals `title` is the headline. Nothing is
    invented: what the text does not print is None. Any text is accepted, the empty one too.
    """
    spans = paragraph_spans(text)
    kinds = [
        "body"
        if end - start > _LOOKED_AT and text[start].isalpha()
        else _kind(text[start : min(end, start + _LOOKED_AT)], end - start)
        for start, end in spans
    ]
    held = _embargo_at(text, spans, kinds)
    embargo = _line(text, spans[held]) if held is not None else None
    told = head = titled(text, spans, title)
    if head is None:
        head = headline_at(text, spans, kinds)
    for index in contacts_above(text, spans, kinds) if head else ():
        kinds[index] = "contact"
    headline = headline_of(text, spans, head, told is not None)
    letterheads = letterheads_above(text, spans, kinds, head or 0)
    for index in letterheads:
        kinds[index] = "release_line"
    at, dateline = _dateline(text, spans, kinds, headline, {held, *letterheads})
    if (dateline is None or dateline.date is None) and (foot := _dateline_at_foot(text, spans, kinds)):
        dateline = dateline._replace(date=foot.date) if dateline else foot
    above = head != at or (dateline is not None and head is not None and dateline.start > spans[head][0])
    if head is not None and above and spans[head][1] - spans[head][0] <= _LONG:
        kinds[head] = "headline"
    else:
        head = None
    below = _subheadline_at(text, spans, kinds, head, at)
    byline = _byline(text, spans, kinds, dateline.agency if dateline else None)
    language = language_of(text[spans[0][0] :][:SAMPLE]) if spans else None
    if dateline is None or dateline.date is None:
        dateline = _with_other_date(text, spans, kinds, dateline, language, held)
    mark_back_matter(text, spans, kinds, language, head or 0)
    each = ((*span, kind) for span, kind in zip(spans, kinds, strict=True))
    paragraphs = tuple(map(tuple.__new__, repeat(Paragraph), each))
    return Structure(
        headline=headline,
        subheadline=_line(text, spans[below]) if below is not None else None,
        dateline=dateline,
        byline=byline,
        image_credit=_image_credit(text, spans, kinds),
        language=language,
        paragraphs=paragraphs,
        embargo=embargo,
        embargo_until=embargo_end(embargo) if embargo else None,
        issuer=issuer_of(text, paragraphs, title or headline),
    )


def _embargo_at(text: str, spans: Sequence[tuple[int, int]], kinds: list[str]) -> int | None:
    """The index of the embargo's line, at the head of the release, marked as such in `kinds`."""
    for index, (start, end) in enumerate(spans[:_FRONT]):
        if end - start <= LONGEST and is_embargo(text[start:end]):
            kinds[index] = "release_line"
            return index
    return None


def _kind(words: str, length: int) -> str:
    """What a paragraph is by itself, whatever stands around it; `words` is at most its first part."""
    first = words[0]
    if length <= 60 and first not in _NO_END and _END_MARK.fullmatch(words):
        return "end_mark"
    if length <= _SHORT and is_release_line(words):
        return "release_line"
    if length <= _LOOKED_AT and first == "[" and _IMAGE.match(words):
        return "image"
    if length <= 250 and (first in _CREDIT_INITIALS or first > "\u00bf") and _CREDIT.match(words):
        return "image_credit"
    if length <= _LOOKED_AT and first not in _NO_LINK and (_URL.match(words) or _VIEW.match(words)):
        return "link"
    return "list" if not first.isalpha() and _LIST.match(words) and not _begins_with_day(words) else "body"


def _begins_with_day(words: str) -> bool:
    """Whether what looks like an item's number is the day of a date: 10. November 2021."""
    return words[0].isdecimal() and (date := date_at(words, 0)) is not None and date.iso is not None


def _line(text: str, span: tuple[int, int]) -> str:
    """A paragraph as one line."""
    return " ".join(text[span[0] : span[1]].split())


def _dateline(
    text: str,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    headline: str,
    no_datelines: Collection[int | None],
) -> tuple[int | None, Dateline | None]:
    """The dateline and its paragraph's index.

    A date on a line of its own is only taken until a fuller dateline follows in the next paragraphs. Those
    at the indices `no_datelines` are none: the embargo's line, and letterheads, of which a line may be one.
    """
    prose = 0
    date_line: tuple[int, Dateline] | None = None
    for index, span in enumerate(spans[:_FRONT]):
        if kinds[index] not in ("body", "release_line", "list"):
            continue
        found = None
        if index not in no_datelines:
            found = dateline_at(text, *span, headline) or _inner_dateline(text, span, headline)
        told = kinds[index] == "release_line" and not is_embargo(text[slice(*span)])
        below = _date_below(text, span) if found is None and kinds[index] == "body" else None
        parted = span[1] - span[0] <= _SHORT and any(mark in text[slice(*span)] for mark in "|·•　")
        if found is None and (told or parted):
            found = _line_with_date(text, span)
        found = found or below
        if kinds[index] == "list" and not (found and found.date and found.end == span[1]):
            continue
        if found and (found.place or found.agency):
            if found.date is None and date_line is not None:
                above = date_line[1]
                found = found._replace(date=above.date, time=above.time, zone=above.zone)
            return index, found
        if found and date_line is None and not prose:
            date_line = index, found
        prose += span[1] - span[0] > _LONG
        if prose >= 2 or (prose and date_line):
            break
    return date_line if date_line else (None, None)


def _dateline_at_foot(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str]) -> Dateline | None:
    """The day, or the place and the day, on a line of their own below the text, as letters are signed; none
    of several."""
    found = None
    for index in range(len(spans) - 1, max(_HEAD, len(spans) - _FOOT) - 1, -1):
        start, end = spans[index]
        if kinds[index] != "body" or end - start > _SIGNED or not any(map(str.isdecimal, text[start:end])):
            continue
        dateline = dateline_at(text, start, end)
        if dateline and dateline.date and dateline.end == end:
            if found:
                return None
            found = dateline
    return found


def _with_other_date(
    text: str,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    dateline: Dateline | None,
    language: str | None,
    held: int | None,
) -> Dateline | None:
    """A dateline with the day of digits that the text's language orders, in it or on a short line above the
    prose; else with the day on which the embargo ends, whose line is at the index `held`."""
    if dateline is not None and (iso := day_first(text[dateline.start : dateline.end], language)):
        return dateline._replace(date=iso)
    for index, (start, end) in enumerate(spans[:_FRONT]):
        if end - start > _LONG:
            break
        for line in text[start:end].split("\n") if kinds[index] in ("body", "release_line", "byline") else ():
            if len(line) <= _SIGNED and (iso := day_first(line, language)):
                above = dateline or Dateline(start, start + len(line), None, None, None)
                return above._replace(date=iso)
            start += len(line) + 1
    until = embargo_end(_line(text, spans[held])) if held is not None else None
    if held is None or until is None:
        return dateline
    return (dateline or Dateline(*spans[held], None, None, None))._replace(date=until[:_DAY])


def _line_with_date(text: str, span: tuple[int, int]) -> Dateline | None:
    """The first line, or part of one, that is a dateline by itself, of those that say for whom a release
    is; with the place on the line above."""
    start, above = span[0], ""
    for line in text[slice(*span)].split("\n"):
        if (found := dateline_at(text, start, start + len(line))) and found.date:
            town = above.strip().rstrip(".")
            return found._replace(place=town) if not found.place and is_known_place(town) else found
        if part := dated_part(line):
            return dateline_at(text, start + part[0], start + part[1])
        start, above = start + len(line) + 1, line
    return None


def _date_below(text: str, span: tuple[int, int]) -> Dateline | None:
    """The day on the last line of a short paragraph, as below a headline."""
    start = text.rfind("\n", *span) + 1
    if not start or span[1] - span[0] > _LONG or not any(map(str.isdecimal, text[start : span[1]])):
        return None
    found = dateline_at(text, start, span[1])
    return found if found and found.date and found.end == span[1] else None


def _inner_dateline(text: str, span: tuple[int, int], headline: str) -> Dateline | None:
    """A full dateline after a run of blanks within the paragraph, where a line end was lost before it."""
    end = min(span[1], span[0] + 2 * _LONG)
    if text.find("   ", span[0], end) < 0:
        return None
    for blanks in _BLANKS.finditer(text, span[0], end):
        found = dateline_at(text, blanks.end(), span[1], headline)
        if found and found.place and (found.date or found.agency):
            return found
    return None


def _subheadline_at(
    text: str, spans: Sequence[tuple[int, int]], kinds: list[str], head: int | None, dateline: int | None
) -> int | None:
    """The index of the short paragraph between headline and body, marked as such in `kinds`."""
    if head is None:
        return None
    for index in range(head + 1, min(len(spans) - 1, head + 4)):
        start, end = spans[index]
        if index == dateline or end - start > _LONG:
            return None
        words = text[start:end]
        if kinds[index] != "body" or not any(map(str.isalpha, words)) or is_front_matter(text, (start, end)):
            continue
        above_dateline = dateline is not None and index < dateline
        if (
            words.startswith(('"', "“", "«", "「"))
            or words.endswith(":")
            or _line(text, (start, end)) == _line(text, spans[head])
        ):
            return None
        if above_dateline or (end - start <= HEADLINE and not words.endswith((".", "!", "?", ",", "。"))):
            kinds[index] = "subheadline"
            return index
        return None
    return None


def _byline(text: str, spans: Sequence[tuple[int, int]], kinds: list[str], agency: str | None) -> str | None:
    """The writers, from a line at the head or an agency's sign-off at the end."""
    for index, (start, end) in enumerate(spans[:_FRONT]):
        if end - start <= BYLINE and kinds[index] == "body" and (names := byline_names(text[start:end])):
            kinds[index] = "byline"
            return names
    for index in range(len(spans) - 1, max(-1, len(spans) - 6), -1):
        start, end = spans[index]
        if kinds[index] != "body" or end - start > _SHORT or text.find("/", start, end) < 0:
            continue
        match = _SIGN_OFF.match(text[start:end])
        if match and _signs_off(match["agency"], agency):
            kinds[index] = "byline"
            return ", ".join(" ".join(name.split()) for name in match["names"].split("/") if name.strip())
    return None


def _signs_off(name: str, agency: str | None) -> bool:
    """Whether `name` is the dateline's agency or an acronym."""
    if agency is not None and name.casefold() == agency.casefold():
        return True
    return name.isupper() and name.isalpha() and 2 <= len(name) <= 6


def _image_credit(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str]) -> str | None:
    """Whom the first picture credit names."""
    for span, kind in zip(spans, kinds, strict=True) if "image_credit" in kinds else ():
        if kind == "image_credit" and (match := _CREDIT.match(text[slice(*span)])):
            return " ".join(match["who"].split())
    return None
