"""Whom to call or write to: the names, mail addresses and telephone numbers in a release's contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.models import Contact, Paragraph
from store.patterns import lazy_pattern
from store.structure.dates import date_at
from store.structure.printed_names import CAPITAL, PARTICLE, TITLES
from store.structure.section_words import CONTACT_HEADINGS
from store.structure.word_lists import word_set

#: RFC 5322's dot-atom, as far as releases use it.
_MAIL = lazy_pattern(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,24}){1,4}")
#: A number that runs into the address after it, the line end between them lost.
_NUMBER = lazy_pattern(r"[\d.+-]{7,}(?=[A-Za-z])")
#: ITU-T E.123 and its national forms: seven to fifteen digits, an extension allowed.
_PHONE = lazy_pattern(
    r"(?<![\d/.,-])\+?\(?\d[\d\s().–/-]{5,20}\d(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\d@])", re.IGNORECASE
)
_NAME = lazy_pattern(rf"(?<!\w){CAPITAL}(?:[^\S\n](?:{PARTICLE}[^\S\n])?{CAPITAL}){{1,3}}")
#: Names without capitals: two to four Han or Korean characters, two or three Arabic words, alone between
#: marks or behind a department.
_UNCASED = lazy_pattern(
    r"(?:(?<=[:：\n])|(?<=[部課室局係][\s　]))[^\S\n]{0,2}"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}(?<![팀부실과])|[\u0621-\u064a]+(?:\s[\u0621-\u064a]+){1,2})"
    r"(?=\s*(?:[,，،、\n]|$)|[^\S\n]{1,3}[(（]?[+\d])"
)
_RUN_ON = lazy_pattern(r"(?<!\bMc)(?<!\bMac)(?<!\b[DLO]e)[a-z]{2}[A-Z]")
_LABELLED = lazy_pattern(
    r"(?:^|\n|[:：][*_]{0,2}\s?|\bname:?\s|\bor\s|\bcontact(?:ez)?:?\s|,\s)\s{0,3}"
    r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Herr|Frau|M|Mme)\.?\s)?$",
    re.IGNORECASE,
)
_NO_NAME = TITLES | word_set(
    "media press investor investors public relations contact contacts communications information inquiries "
    "enquiries email e-mail mail phone tel telephone mobile cell fax website web office inc ltd llc corp "
    "corporation company group agency institute foundation association department university street avenue "
    "road suite floor boulevard president director officer for more further please follow and to about "
    "source news north south east west new united states kingdom twitter facebook instagram linkedin head "
    "hotline desk team service presse kontakt contacto prensa resources additional download visit photo "
    "video read useful event organizer details hours view click pressekontakt ansprechpartner "
    "ansprechpartnerin telefon mobil internet pressestelle rückfragen redaktion contatto contatti stampa "
    "ufficio telefono cellulare sito contato imprensa telefone correio contacten pers persvoorlichting "
    "telefoon website contactpersoon teléfono correo móvil oficina téléphone courriel контакт контакты "
    "контактная информация телефон тел почта эл сайт пресс-служба пресса адрес контакти телефону пошта "
    "kontakty telefonu prasowy dla mediów biuro prasowe iletişim basın eposta e-posta presskontakt "
    "pressansvarig"
)
#: With what names of offices and societies end where they are one word, as in German.
_OFFICES = tuple(
    word_set(
        "amt präsidium ministerium verband verein stiftung stelle gesellschaft behörde werke zentrum "
        "institut kammer verwaltung direktion inspektion gmbh bank departement"
    )
)
#: What stands before a name and is none of it.
_BEFORE_NAME = lazy_pattern(
    r"(?:(?:Or|And|Und|Sie|Ihnen|Ihre?|Herrn?|Frau|Dr|Mrs?|Ms|Mme|Sig|Sra?)\.?[^\S\n])+"
)
#: How a person is reached, right behind the name.
_REACHED = lazy_pattern(
    r"[^\S\n]?[,(<–|-]?\s?(?:(?:unter|at|via|al|au|op|på|по тел|tel|telefon|phone|тел)\b[.:]?\s?)?[(<\[]?"
    r"(?:[\w.+-]{1,64}@|\+\d|\(?0\d)",
    re.IGNORECASE,
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
        if 7 <= sum(map(str.isdigit, text[slice(*span)])) <= 15
        and not _overlaps(span, taken)
        and _may_be_called(text, *span)
    ]
    taken = [span for _, span in found]
    found += [("name", span) for span in _names(text, start, end) if not _overlaps(span, taken)]
    open_: dict[str, tuple[int, int]] = {}
    for what, span in sorted(found, key=lambda one: one[1]):
        if what == "mail" and "mail" in open_ and _same(text, open_["mail"], span):
            continue  # an address and the link to it
        if what in open_ and not (what == "name" and len(open_) == 1):
            yield _contact(open_)
            open_ = {}
        if what not in open_:
            open_[what] = span
    if open_.keys() & {"mail", "phone"}:
        yield _contact(open_)


#: What a number is called that is none to call.
_OTHER_NUMBER = lazy_pattern(
    r"(?:\b(?:iban|bic|isbn|issn|isin|wkn|hr[ab]|ust-?id(?:-?nr)?|vat|nif|cif|cnpj|cpf|siren|siret|rcs|инн|огрн"
    r"|kvk|btw|nip|regon|krs)\b\.?:?|[$€£¥§#])\s?(?:[A-Z]{1,3}\s?)?$",
    re.IGNORECASE,
)
#: Two years, and a great number in groups of three.
_NO_PHONE = lazy_pattern(r"(?:1[89]|20)\d\d\s?[-–/]\s?(?:1[89]|20)\d\d|\d{1,3}(?:([.\s])\d{3})(?:\1\d{3})+")

_THREES = lazy_pattern(r"\d{3} \d{3} \d{3}")


def _may_be_called(text: str, start: int, end: int) -> bool:
    """Whether digits are a telephone number: no date, years, great number, account or company's number."""
    number = text[start:end]
    if number[0] in "+(":
        return True
    day = date_at(text, start)
    if _OTHER_NUMBER.search(text[max(0, start - 20) : start]) or (
        day is not None and day.iso and day.day_end >= end
    ):
        return False
    alone = text[start - 1 : start] == "\n" and text[end : end + 1] in ("", "\n")
    grouped = _THREES.fullmatch(number) is not None  # Spanish and Polish numbers: 600 123 456
    return number[0] == "0" or (alone and grouped) or not _NO_PHONE.fullmatch(number)


def _same(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return text[slice(*one)].casefold() == text[slice(*other)].casefold()


def _address(match: re.Match[str]) -> tuple[int, int]:
    number = _NUMBER.match(match[0])
    return match.start() + (number.end() if number else 0), match.end()


def _contact(parts: dict[str, tuple[int, int]]) -> Contact:
    spans = parts.values()
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return Contact(start, end, parts.get("name"), parts.get("mail"), parts.get("phone"))


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Persons' names: at the head of a line, after a label, or before an address or a number."""
    for match in _NAME.finditer(text, start, end):
        title = _BEFORE_NAME.match(match[0])
        name = match[0][title.end() :] if title else match[0]
        words = name.split()
        if len(words) < 2 or any(map(_no_name, words)) or CONTACT_HEADINGS.match(name):
            continue
        start_at = match.end() - len(name)
        if (
            title
            or _LABELLED.search(text[max(start, start_at - 20) : start_at])
            or _REACHED.match(text, match.end(), end)
        ):
            yield start_at, match.end()
    for match in _UNCASED.finditer(text, start, end):
        if not CONTACT_HEADINGS.match(match["name"]):
            yield match.span("name")


def _no_name(word: str) -> bool:
    """Whether a word is none of a person's name: a label, a firm's, two words with the blank between
    lost."""
    shouted = word.isupper() and len(word) > 5
    bare = word.casefold().strip(".,’'")
    known = bare in _NO_NAME or bare.endswith(_OFFICES)
    return shouted or known or bare[-1:].isdecimal() or bool(_RUN_ON.search(word))


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A number that runs on into the next line ends with its own."""
    words = text[slice(*span)]
    return span[0], span[0] + len(words.split("\n", 1)[0].rstrip(" .-–/("))


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)
