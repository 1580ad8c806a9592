"""The dateline at the head of a release: place, date and agency, in the orders that agencies print.

Rules only, no list of sources. Every pattern runs on at most `HEAD` characters, so none can run away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from store.dates import DATE, DateMatch, date_at, is_date_word
from store.models import Dateline
from store.places import is_known_place, is_place_code, is_region
from store.words import word_set

#: The most characters of a paragraph that a dateline is looked for in.
HEAD = 240

# A hyphen closes a part only beside a blank ("Port-au-Prince" is a word); long dashes always do.
_DASH = r"(?:[^\S\n]*-{2,}|[^\S\n]+-(?=\s|\(|\[|$)|[^\S\n]+-(?=\S)|-(?=[^\S\n])|[^\S\n]*[–—―]+)"
_SEPARATOR = re.compile(
    rf"\s*[,،，]\s*|(?P<closing>{_DASH}\s*-*|\s*[|:：](?=\s|$)|\s*/(?=\s*(?:$|{DATE})))\s*|\s*"
)
_BRACKET = re.compile(
    r"\((?P<round>[^()\n]{1,90})\)|\[(?P<square>[^\[\]\n]{1,90})\]|（(?P<wide>[^（）\n]{1,90})）"
    r"|【(?P<lens>[^【】\n]{1,90})】|/\s*(?P<slash>[^/\n]{2,60}?)\s*/"
)
_WORD = re.compile(r"(?P<gap>[,،]{0,2}\s{0,3})(?P<word>[^\W\d_][\w.'’]*(?:[-/][^\W\d_][\w.'’]*)*(?!/)|&)")
_AFTER_PLACE = re.compile(rf"{_DASH}|\s*[(\[（/|]|\s*[,،，]?\s*(?:في\s+)?(?={DATE})|\s*$|[^\S\n]*\n|\s*:\s")
_LABEL = re.compile(r"(?:release |publication )?dated?\s*:\s*", re.IGNORECASE)
_CONNECTORS = word_set(
    "de del la las le les los el du des da do dos di am an der den of and et y und & on upon sur en e al"
)
_NO_PLACE = word_set(
    "a about after all an as at based before beginning breaking by contact date dated during effective "
    "embargoed every exclusive faq for from here how if image in it its last media my news next note on "
    "our photo please press published release released since starting summary that these this today "
    "tomorrow under until update updated video watch we when where while why with yesterday you your"
)
_COMPANY = word_set("inc inc. corp corp. ltd ltd. llc plc gmbh company co co. group holdings limited")
_NO_AGENCY = re.compile(
    r":|\b(?:release|embargo|photo|image|formerly|the|nasdaq|nyse|otc\w*|tsxv?|amex|lse|our|we|d/b/a)\b"
    r"|[“”\"@$%]",
    re.IGNORECASE,
)
#: Words by which a news distributor's printed name is told from a company's or a person's.
_NEWSY = re.compile(
    r"news|wire|press|media|agenc|notici|PR\b|telegr|نباء|وكالة|通[讯訊]|新[闻聞]|社$",
    re.IGNORECASE,
)
_BARE_AGENCY = re.compile(rf"(?P<name>[^\W\d_a-z][^\n,.;:()–—]{{2,50}}?)(?=\s*\(|{_DASH})")
_EAST = r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]"
_EAST_WIRE = re.compile(
    rf"[【\[（(]?\s*(?P<agency>{_EAST}{{1,10}}?(?:社|通信|新闻网|新聞網))?\s*(?P<place>{_EAST}{{2,10}}?)"
    r"\s*(?P<date>(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日)\s*(?:[电電讯訊]|[】\])）])+[】\]]?"
)
_EAST_EQUALS = re.compile(
    rf"[【(\[（](?P<place>{_EAST}{{2,10}})[=＝](?P<agency>[^】)\]）\n]{{2,20}})[】)\]）]"
)
_EAST_PLACE = re.compile(rf"{_EAST}{{2,10}}(?=\s*[，,、]|\s*[—–]|\s*[（(])")
_ARABIC_PLACE = re.compile(
    r"[\u0621-\u064a]+(?:\s[\u0621-\u064a]+){0,3}?(?=\s*[،,/(（–—]|\s+-|\s+في\s+\d|\s+\d)"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """What has been read of a dateline so far."""

    text: str
    place: str | None = None
    date: DateMatch | None = None
    agency: str | None = None
    end: int = 0
    """Where the last part or closing separator ends."""
    closed: bool = False
    """Whether a dash, slash or bracket closes it."""
    place_last: bool = False
    bare_end: int = 0

    def rest(self) -> str:
        """The words after it."""
        return self.text[self.end :].lstrip()


def dateline_at(text: str, start: int, end: int, headline: str = "") -> Dateline | None:
    """The dateline at the head of the paragraph ``text[start:end]``, or None where it has none.

    `headline` helps to tell a capitalised company (named there too) from a capitalised place.
    """
    head = text[start : min(end, start + HEAD)]
    found = _eastern(head) or _accept(_read(head), whole=end - start <= HEAD, headline=headline)
    if found is None:
        return None
    date = found.date.iso if found.date else None
    return Dateline(start, start + found.end, _clean_place(found.place), date, found.agency)


@lru_cache(maxsize=64)  # headline, paragraphs and dateline all ask for the same few lines
def _read(text: str) -> _Head:
    """Read parts and separators from the front for as long as they look like a dateline's."""
    label = _LABEL.match(text)
    head = _Head(text, end=label.end() if label else 0)
    position = head.end
    for _ in range(7):
        following = _next_part(head, position)
        if following is None:
            break
        separator = _SEPARATOR.match(text, following.end)
        assert separator is not None  # it matches the empty string
        position = separator.end()
        head = following
        if separator["closing"]:
            head = replace(following, end=following.end + len(separator[0].rstrip()), closed=True)
    return head


def _next_part(head: _Head, position: int) -> _Head | None:
    """`head` with one part more, read at `position`; None where no part stands there."""
    text = head.text
    if head.date is None and (date := date_at(text, position)):
        return replace(head, date=date, end=date.end, closed=False, place_last=False)
    if bracket := _BRACKET.match(text, position):
        return _bracketed(head, bracket)
    if head.place is None and (end := _place_end(text, position)):
        place = text[position:end]
        if head.date is None and head.agency is None:
            return replace(head, place=place, end=end, closed=False, place_last=True)
        known = place.isupper() or _has_region(place) or is_known_place(place)
        if known and not text[end:].lstrip(" -–—").lstrip()[:1].islower():
            return replace(head, place=place, end=end, closed=False, place_last=True)
        return None
    if head.agency is None and head.closed and (bare := _BARE_AGENCY.match(text, position)):
        name = bare["name"].strip()
        if _NEWSY.search(name) and _capitalised(name) and len(name.split()) <= 6:
            return replace(head, agency=name, end=bare.end("name"), closed=False, place_last=False)
    return None


def _bracketed(head: _Head, match: re.Match[str]) -> _Head | None:
    """A date, a whole dateline or an agency between brackets or slashes."""
    inside = (match[match.lastgroup] if match.lastgroup else "").strip()
    after = replace(head, end=match.end(), closed=True, place_last=False)
    date = date_at(inside, 0)
    if head.date is None and date and date.end >= len(inside.rstrip(" .,")):
        return replace(after, date=date)
    if head.end == 0 and date is None:
        inner = _read(inside)
        if inner.place and inner.date and inner.end >= len(inside):
            return replace(after, place=inner.place, date=inner.date, agency=inner.agency)
    if head.agency is not None:
        return after if _closing_follows(head.text, match.end()) else None
    if _NO_AGENCY.search(inside) or not any(map(str.isalpha, inside)):
        return None
    return replace(after, agency=inside)


def _closing_follows(text: str, position: int) -> bool:
    separator = _SEPARATOR.match(text, position)
    return bool(separator and (separator["closing"] or separator.end() == len(text)))


def _place_end(text: str, start: int) -> int | None:
    """Where a place name at `start` ends; None where what stands there is no place name."""
    if uncased := _ARABIC_PLACE.match(text, start) or _EAST_PLACE.match(text, start):
        return uncased.end()
    position, end, segments, words = start, start, 1, 0
    while words < 9 and (match := _WORD.match(text, position)):
        word, gap = match["word"], match["gap"]
        if not gap and words:
            break
        comma = gap[:1] in (",", "،") if gap else False
        segments += comma
        if segments > 3 or (is_date_word(word) and date_at(text, match.start("word"))):
            break
        words += 1
        position = match.end()
        if word.casefold() in _CONNECTORS and not comma and words > 1:
            continue
        if not word[0].isupper() or (words == 1 and word.casefold().rstrip(".") in _NO_PLACE):
            break
        end = position
    if end == start or end - start > 70 or not _AFTER_PLACE.match(text, end):
        return None
    last = text[start:end].split()[-1]
    return None if last.casefold() in _COMPANY and not is_place_code(last) else end


def _accept(head: _Head, whole: bool, headline: str) -> _Head | None:
    """`head` where its parts together make a dateline; None for a sentence that only looks like one.

    `whole` says that the text read is the paragraph's whole text.
    """
    rest = head.rest()
    own_line = whole and (not rest or head.text[head.end :].lstrip(" \t").startswith("\n"))
    dashed = head.closed and not head.text[: head.end].endswith((":", "：", "|"))
    starts_sentence = not rest[:1].islower()
    dated = head.date is not None and head.date.iso is not None
    if head.place and head.date:
        ok = (own_line and dated) or (head.closed and dated) or (dashed and starts_sentence)
    elif head.place and head.agency:
        sure = _sure_place(head.place, headline) or bool(_NEWSY.search(head.agency))
        ok = dashed and sure and starts_sentence and not _initials(head.place, head.agency)
    elif head.agency and head.date:
        ok = head.closed or own_line
    elif head.agency:
        ok = _agency_alone(head) and starts_sentence
    elif head.date:
        ok = dated and (own_line or (head.closed and starts_sentence))
    else:
        ok = bool(head.place) and dashed and bool(rest) and starts_sentence
        ok = ok and _sure_place(head.place or "", headline)
    return head if ok else None


def _agency_alone(head: _Head) -> bool:
    """A bracketed agency with nothing else: closed by a dash, and no person's name."""
    name = head.agency or ""
    plain_words = len(name.split()) > 1 and not _NEWSY.search(name)
    return head.closed and not head.text[: head.end].endswith((")", "]", "/")) and not plain_words


def _sure_place(place: str, headline: str) -> bool:
    """Whether a place is one without a date beside it: in a known region, well known, or in capitals."""
    if _has_region(place) or is_known_place(place):
        return True
    letters = sum(map(str.isalpha, place))
    return place.isupper() and 4 <= letters <= 30 and place not in headline and "&" not in place


def _has_region(place: str) -> bool:
    parts = [part.strip() for part in re.split("[,،]", place)]
    return len(parts) > 1 and is_region(parts[-1])


def _initials(place: str, agency: str) -> bool:
    """Whether `agency` abbreviates `place`, as after a company's name: "Acme Data Works (ADW)"."""
    return agency.casefold() == "".join(word[0] for word in place.split()).casefold()


def _capitalised(name: str) -> bool:
    return all(not word[0].islower() for word in name.split())


def _clean_place(place: str | None) -> str | None:
    """The place with single blanks and without the stop after a postal code ("MO.")."""
    if place is None:
        return None
    place = " ".join(place.replace(",,", ",").split()).strip(" ,،，")
    last = place.rsplit(" ", 1)[-1]
    return place[:-1] if last.endswith(".") and is_place_code(last[:-1]) else place


def _eastern(text: str) -> _Head | None:
    """Chinese, Japanese and Korean wire forms, which have no blanks between their parts."""
    if match := _EAST_WIRE.match(text):
        date = date_at(match["date"], 0)
        dash = re.compile(r"\s*[—–-]+").match(text, match.end())
        end = dash.end() if dash else match.end()
        return _Head(text, match["place"], date, match["agency"], end, closed=True)
    if match := _EAST_EQUALS.match(text):
        return _Head(text, match["place"], None, match["agency"].strip(), match.end(), closed=True)
    return None
