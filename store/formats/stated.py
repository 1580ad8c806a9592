"""What formats state beside the words, brought to the forms of `store.formats.document.Metadata`."""

from __future__ import annotations

import datetime
import re
import unicodedata

from store.errors import RefusedError
from store.formats.document import clean

#: A day, and what of a time or an offset may follow it.
_NUMERIC_DATE = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?=$|Z$|[+-]\d\d|[T ]+\d\d:?\d\d)", re.IGNORECASE)
#: A weekday or day of the month, an English month: RFC 5322 section 3.3.
_MAIL_DATE = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}[a-z]*\s+\d{2,4}\s+\d")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_BY = re.compile(r"\s*(?i:by|par|por|von(?!\s+de[rnm]\b))\s+(?=\S)")
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


def iso_date(stated: str | None) -> str | None:
    """A date, or a date and time with its offset from UTC, in ISO 8601; None where it cannot be told.

    Reads ISO 8601 in its extended and basic forms, RFC 5322 and dates with the month's name. A time without
    an offset is left out, for it could be any hour of the world's. ``03/04/2024`` may be two dates: None.
    Nothing but a date may be there, and what is not said (the year) is not guessed.
    """
    text = " ".join((stated or "").split())
    if not text or len(text) > 100:
        return None
    return _from_iso(text) or _from_mail(text) or _from_words(text)


def _from_iso(text: str) -> str | None:
    date = _NUMERIC_DATE.match(text)
    if date is None:
        return None
    try:
        day = datetime.date(int(date[1]), int(date[2]), int(date[3])).isoformat()
    except ValueError:
        return None
    clock = re.sub("(?:UTC|GMT)$", "Z", text[date.end() :].upper().lstrip("T ").replace(" ", ""))
    try:
        return datetime.datetime.fromisoformat(f"{day}T{clock}").isoformat() if _has_offset(clock) else day
    except ValueError:
        return day


def _has_offset(clock: str) -> bool:
    return clock.endswith("Z") or "+" in clock or "-" in clock


def _from_mail(text: str) -> str | None:
    if not _MAIL_DATE.match(text):
        return None
    import email.utils  # three times as slow to import as all else here

    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.date()).isoformat()


def _from_words(text: str) -> str | None:
    from store.structure import date_at  # many patterns to compile

    found = None if text[:1].isdigit() and not any(map(str.isalpha, text)) else date_at(text, 0)
    return found.iso if found and found.end == len(text) else None


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
