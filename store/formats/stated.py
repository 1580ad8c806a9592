"""What formats state beside the words, brought to the forms of `store.formats.document.Metadata`."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import replace

from store.errors import RefusedError
from store.formats.document import clean
from store.patterns import lazy_pattern

#: A day in numbers, its year first: of the calendar, of a week (2026-W45-4) or of the year (2026-309).
_NUMERIC_DATE = lazy_pattern(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|(?P<months>\d\d)(?P<days>\d\d)|-?W(?P<week>\d\d)-?(?P<weekday>[1-7])|-(?P<of_year>\d{3}))"
    r"\.?(?=$|Z$|[+-]\d\d|[T ]+\d{1,2}:?\d\d)",
    re.IGNORECASE,
)
#: The hour of a clock that has but one digit.
_SHORT_HOUR = lazy_pattern(r"\d:")
#: A weekday or day of the month, an English month: RFC 5322 section 3.3.
_MAIL_DATE = lazy_pattern(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}[a-z]*\s+\d{2,4}\s+\d")
#: The year behind the clock, as C's asctime and Unix's date print it.
_YEAR_LAST = lazy_pattern(
    r"(?:[A-Za-z]{3}\s)?(?P<month>[A-Za-z]{3})\s(?P<day>\d\d?)\s(?P<clock>\d\d:\d\d:\d\d(?:\s[A-Z]{2,5})?)\s(?P<year>\d{4})"
)
#: A zone's name in brackets behind its offset.
_ZONE_NAME = lazy_pattern(r"(?:(?<=[+-]\d{4})|(?<=[+-]\d\d:\d\d)) ?\([^()]*\)$")
_TAG = lazy_pattern(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_BY = lazy_pattern(r"\s*(?i:by|par|por|von(?!\s+de[rnm]\b))\s+(?=\S)")
#: ISO 639-2, both its codes where there are two, with their ISO 639-1 codes.
_TWO_LETTERS = dict(
    re.findall(
        r"(\w+)=(\w+)",
        "ara=ar ben=bn bul=bg cat=ca ces=cs cze=cs chi=zh cym=cy wel=cy dan=da deu=de ger=de dut=nl nld=nl "
        "ell=el gre=el eng=en est=et eus=eu baq=eu fas=fa per=fa fin=fi fra=fr fre=fr gle=ga glg=gl heb=he "
        "hin=hi hrv=hr hun=hu hye=hy arm=hy ind=id isl=is ice=is ita=it jpn=ja kat=ka geo=ka kor=ko lav=lv "
        "lit=lt mkd=mk mac=mk msa=ms may=ms mlt=mt nno=nn nob=nb nor=no pol=pl por=pt ron=ro rum=ro rus=ru "
        "slk=sk slo=sk slv=sl spa=es sqi=sq alb=sq srp=sr swa=sw swe=sv tam=ta tha=th tur=tr ukr=uk urd=ur "
        "vie=vi zho=zh",
    )
)


def iso_date(stated: str | None, language: str | None = None) -> str | None:
    """A date, or a date and time with its offset from UTC, in ISO 8601; None where it cannot be told.

    Reads ISO 8601 in its extended and basic forms, RFC 5322, dates with the month's name and numbers that can
    be but one date. A time without an offset is left out, for it could be any hour of the world's.
    ``03/04/2024`` may be two dates: None, and so is ``05.08.26`` but where `language`, an ISO 639-1 code,
    prints the day first. Nothing but a date may be there, and what is not said (the year) is not guessed.
    """
    text = " ".join((stated or "").split())
    if not text or len(text) > 100:
        return None
    text = _ZONE_NAME.sub("", text)
    return (
        _from_iso(text) or _from_mail(text) or _from_words(_YEAR_LAST.sub(_year_before_clock, text), language)
    )


def _from_iso(text: str) -> str | None:
    match = _NUMERIC_DATE.match(text)
    if match is None:
        return None
    try:
        day = _calendar_day(
            {name: int(said) for name, said in match.groupdict().items() if said and name != "mark"}
        )
    except ValueError:
        return None
    clock = re.sub("(?:UTC|GMT)$", "Z", text[match.end() :].upper().lstrip("T ").replace(" ", ""))
    if _SHORT_HOUR.match(clock):
        clock = f"0{clock}"
    if not _has_offset(clock):
        return (_from_words(text) if clock.strip("0123456789:.") else None) or day.isoformat()
    try:
        return datetime.datetime.fromisoformat(f"{day}T{clock}").isoformat()
    except ValueError:
        return day.isoformat()


def _calendar_day(said: dict[str, int]) -> datetime.date:
    """The day that these numbers are. Raises ValueError where there is none."""
    year = said["year"]
    if "week" in said:
        return datetime.date.fromisocalendar(year, said["week"], said["weekday"])
    if (day := said.get("of_year")) is not None:
        found = datetime.date(year, 1, 1) + datetime.timedelta(days=day - 1)
        if found.year != year:
            raise ValueError(day)
        return found
    return datetime.date(
        year, said.get("month") or said.get("months", 0), said.get("day") or said.get("days", 0)
    )


def _has_offset(clock: str) -> bool:
    return clock.endswith("Z") or "+" in clock or "-" in clock


def _from_mail(text: str) -> str | None:
    """A moment with an offset, as mail has it; the date alone where it is said to be no zone's."""
    if not _MAIL_DATE.match(text):
        return None
    import email.utils  # three times as slow to import as all else here

    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo:
        return moment.isoformat()
    return moment.date().isoformat() if text.endswith("-0000") else None


def _year_before_clock(match: re.Match[str]) -> str:
    return "{day} {month} {year} {clock}".format(**match.groupdict())


def _from_words(text: str, language: str | None = None) -> str | None:
    from store.structure import date_at, day_first, offset_of, time_at  # many patterns to compile

    found = date_at(text, 0)
    if found is None or found.end != len(text):
        return None
    if found.iso is None and "/" not in text:  # between slashes a program may print the month first anywhere
        found = replace(found, iso=day_first(text[: found.day_end], language))
    if found.iso is None:
        return None
    said = time_at(text, found.day_end)
    midnight = said is not None and said.time == "00:00" and "24" in text[found.day_end :]
    if said is None or said.time is None or said.zone is None or midnight:  # 24:00 is of the next day
        return found.iso
    moment = datetime.datetime.fromisoformat(f"{found.iso}T{said.time}:{said.second:02}")
    offset = offset_of(said.zone, moment)
    return f"{moment.isoformat()}{offset}" if offset else found.iso


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag (RFC 5646) or an ISO 639-2 code; None where it is neither."""
    match = _TAG.fullmatch((tag or "").strip())
    code = match[1].lower() if match else ""
    return code if len(code) == 2 else _TWO_LETTERS.get(code)


def number(stated: str | None) -> int | None:
    """A version as a whole number; None where it is none."""
    text = (stated or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def one_line(text: object) -> str | None:
    """A title or name as one canonical line; None where it has no words, or is no text."""
    return " ".join(clean(text).split()) or None if isinstance(text, str) else None


def bare(words: str) -> str:
    """Words without case, punctuation and spacing, to tell whether two titles are the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))


def writer(byline: str | None) -> str | None:
    """Who wrote it, from a byline as it is printed."""
    return one_line(_BY.sub("", byline or "", count=1))


def check_usable(status: str | None) -> None:
    """Raises RefusedError where an agency forbids an item's use (IPTC NewsCodes, pubstatusg2)."""
    said = (status or "").lower()
    if said in ("canceled", "cancelled"):
        raise RefusedError("its agency has canceled it.")
    if said == "withheld":
        raise RefusedError("its agency has withheld it for now.")


def embargo_line(until: str | None) -> str:
    """How an embargo is said above a release; `until` as `iso_date` gives it."""
    return f"Embargoed until {until}" if until else "Embargoed"


def first(*stated: str | None) -> str | None:
    """The first that says anything."""
    return next((one for one in stated if one), None)
