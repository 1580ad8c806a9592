"""Whom to call or write to: the names, mail addresses and telephone numbers in a release's contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.models import Contact, Paragraph
from store.structure.names import CAPITAL, PARTICLE, TITLES
from store.structure.word_lists import word_set

#: RFC 5322's dot-atom, as far as releases use it.
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,24}){1,4}")
#: A number that runs into the address after it, the line end between them lost.
_NUMBER = re.compile(r"[\d.+-]{7,}(?=[A-Za-z])")
#: ITU-T E.123 and its national forms: seven to fifteen digits, an extension allowed.
_PHONE = re.compile(
    r"(?<![\d/.-])\+?\(?\d[\d\s().–/-]{5,20}\d(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\d@])", re.IGNORECASE
)
_NAME = re.compile(rf"(?<!\w){CAPITAL}(?:[^\S\n](?:{PARTICLE}[^\S\n])?{CAPITAL}){{1,3}}")
#: Names without capitals: two to four Han characters, two or three Arabic words, alone between marks.
_UNCASED = re.compile(
    r"(?<=[:：\n])[^\S\n]{0,2}(?P<name>[\u4e00-\u9fff]{2,4}|[\u0621-\u064a]+(?:\s[\u0621-\u064a]+){1,2})"
    r"(?=\s*(?:[,，،\n]|$))"
)
_RUN_ON = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\b[DLO]e)[a-z]{2}[A-Z]")
_LABELLED = re.compile(
    r"(?:^|\n|[:：]\s?|\bname:?\s|\bor\s|\bcontact(?:ez)?:?\s|,\s)\s{0,3}"
    r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Herr|Frau|M|Mme)\.?\s)?$",
    re.IGNORECASE,
)
_NO_NAME = TITLES | word_set(
    "media press investor investors public relations contact contacts communications information inquiries "
    "enquiries email e-mail mail phone tel telephone mobile cell fax website web office inc ltd llc corp "
    "corporation company group agency institute foundation association department university street "
    "avenue road "
    "suite floor boulevard president director officer for more further please follow and to about source "
    "news north "
    "south east west new united states kingdom twitter facebook instagram linkedin head hotline desk "
    "team service "
    "presse kontakt contacto prensa resources additional download visit photo video read useful event "
    "organizer "
    "details hours view click"
)
#: Paragraphs and characters of one run of contacts.
_LONGEST = 4000


def contacts(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Contact, ...]:
    """The contacts in the paragraphs of kind ``contact``, in the order of the text.

    A name goes with the mail address and the number printed beside it, up to the next name.
    """
    return tuple(one for start, end in _runs(paragraphs) for one in _contacts(text, start, end))


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """The spans of neighbouring contact paragraphs."""
    start = end = -1
    for one in paragraphs:
        if one.kind == "contact":
            start, end = (one.start if start < 0 else start), one.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _contacts(text: str, start: int, end: int) -> Iterator[Contact]:
    """One run's contacts."""
    end = min(end, start + _LONGEST)
    found = [("mail", _address(match)) for match in _MAIL.finditer(text, start, end)]
    taken = [span for _, span in found]
    phones = (_trimmed(text, match.span()) for match in _PHONE.finditer(text, start, end))
    found += [
        ("phone", span)
        for span in phones
        if 7 <= sum(map(str.isdigit, text[slice(*span)])) <= 15 and not _overlaps(span, taken)
    ]
    taken = [span for _, span in found]
    found += [("name", span) for span in _names(text, start, end) if not _overlaps(span, taken)]
    open_: dict[str, tuple[int, int]] = {}
    for what, span in sorted(found, key=lambda one: one[1]):
        if what in open_ and not (what == "name" and len(open_) == 1):
            yield _contact(open_)
            open_ = {}
        if what not in open_:
            open_[what] = span
    if open_.keys() & {"mail", "phone"}:
        yield _contact(open_)


def _address(match: re.Match[str]) -> tuple[int, int]:
    number = _NUMBER.match(match[0])
    return match.start() + (number.end() if number else 0), match.end()


def _contact(parts: dict[str, tuple[int, int]]) -> Contact:
    spans = parts.values()
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Contact(start, end, parts.get("name"), parts.get("mail"), parts.get("phone"))


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Persons' names: at the head of a line, or after a label."""
    for match in _NAME.finditer(text, start, end):
        start_at = match.end() - len(match[0].removeprefix("Or ").removeprefix("And "))
        if any(map(_no_name, match[0].split())):
            continue
        if start_at > match.start() or _LABELLED.search(text[max(start, start_at - 20) : start_at]):
            yield start_at, match.end()
    yield from (match.span("name") for match in _UNCASED.finditer(text, start, end))


def _no_name(word: str) -> bool:
    """Whether a word is none of a person's name: a label, a firm's, two words with the blank between
    lost."""
    shouted = word.isupper() and len(word) > 5
    return shouted or word.casefold().strip(".,’'") in _NO_NAME or bool(_RUN_ON.search(word))


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A number that runs on into the next line ends with its own."""
    words = text[slice(*span)]
    return span[0], span[0] + len(words.split("\n", 1)[0].rstrip(" .-–/("))


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)
