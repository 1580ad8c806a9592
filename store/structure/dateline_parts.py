"""What has been read of a dateline, and whether its parts make one."""

from __future__ import annotations

from typing import NamedTuple

from store.structure.agencies import is_agency, is_newsy
from store.structure.date_labels import tail_end
from store.structure.dates import DateMatch
from store.structure.place_names import has_region, is_sure_place
from store.structure.places import is_known_place, is_region
from store.structure.word_lists import word_set

#: Words of a heading that may stand before a date on a line of its own.
_HEADING = word_set(
    "update updates news report results release statement statements bulletin roundup round-up review "
    "notice alert "
    "newsletter summary briefing agenda schedule weekly monthly daily annual quarterly earnings"
)


class Head(NamedTuple):
    """What has been read of a dateline so far."""

    text: str
    place: str | None = None
    date: DateMatch | None = None
    agency: str | None = None
    end: int = 0
    """Where the last part or closing separator ends."""
    closed: str = ""
    """What closes it: a dash, bar, slash, colon, bracket, stop or comma; empty where nothing does."""

    @property
    def last(self) -> str:
        """The last character of what has been read."""
        return self.text[self.end - 1 : self.end]

    def rest(self) -> str:
        """The words after it."""
        return self.text[self.end :].lstrip()


def accepted(head: Head, whole: bool, headline: str) -> Head | None:
    """`head` where its parts together make a dateline; None for a sentence that only looks like one.

    `whole` says that the text read is the paragraph's whole text.
    """
    rest = head.rest()
    own_line = whole and (not rest or head.text[head.end :].lstrip(" \t").startswith("\n"))
    if whole and head.date and (tail := tail_end(head.text, head.end)):
        head, own_line = head._replace(end=tail, closed=""), True
    closed = bool(head.closed)
    dashed = closed and head.closed not in ":：|., "
    starts_sentence = not rest[:1].islower()
    dated = head.date is not None and head.date.iso is not None
    place = head.place or ""
    if head.place and head.date:
        bare = own_line and not closed and "," not in head.text[: head.end]
        heading = any(word in _HEADING for word in place.casefold().split())
        heading = heading or (bare and not is_sure_place(place, headline))
        ended = dashed or (head.closed in (".", ":") and head.agency is not None)
        ok = ((own_line or closed) and dated) or (ended and starts_sentence)
        if head.closed == " " or not dated:
            ok = ok and (is_sure_place(place, headline) or is_region(place))
        ok = ok and not heading
    elif head.place and head.agency:
        sure = is_sure_place(place, headline) or is_agency(head.agency)
        ok = (
            (dashed or head.closed == "." or own_line)
            and sure
            and starts_sentence
            and not _initials(place, head.agency)
        )
    elif head.agency and head.date:
        ok = closed or own_line
    elif head.agency:
        ok = _agency_alone(head, own_line) and starts_sentence
    elif head.date:
        sourced = head.closed == "|" and rest.casefold().startswith("source")
        ok = dated and (own_line or sourced or (dashed and starts_sentence))
    else:
        ok = bool(place) and bool(rest) and starts_sentence and is_sure_place(place, headline)
        ok = ok and (
            (dashed and head.last not in ")]")
            or (head.closed == "." and has_region(place))
            or (
                head.closed == " "
                and not rest[:1].isdecimal()
                and (is_known_place(place) or has_region(place))
            )
        )
    return head if ok else None


def _agency_alone(head: Head, own_line: bool) -> bool:
    """A bracketed agency with nothing else: closed by a dash, and no person's name."""
    name = head.agency or ""
    if own_line and head.text[:2] in ("--", "—"):
        return bool(is_newsy(name))
    plain_words = len(name.split()) > 1 and not is_newsy(name)
    return head.closed == "–" and not plain_words


def _initials(place: str, agency: str) -> bool:
    """Whether `agency` abbreviates `place`, as after a company's name: "Acme Data Works (ADW)"."""
    return agency.casefold() == "".join(word[0] for word in place.split()).casefold()
