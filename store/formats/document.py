"""What a reader gives, and how bytes become text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.encodings import is_japanese, is_mostly_utf8, is_turkish, is_western, read_utf8
from store.models import Link

#: Bytes above which a file is taken for something else than a release.
MAX_BYTES = 20 * 1024 * 1024
#: Bytes above which a file of many releases is not read: it is held in memory, and each release beside it.
MAX_MANY_BYTES = 256 * 1024 * 1024
#: How much more disorder charset-normalizer may see in one decoding for it to be as good as another.
_AS_GOOD = 0.1
#: How Japanese and Korean for old mail servers begin to leave ASCII, all of whose bytes are ASCII (RFC 1468,
#: RFC 1557).
_SHIFTED = ((b"\x1b$B", "iso2022_jp_3"), (b"\x1b$@", "iso2022_jp_3"), (b"\x1b$)C", "iso2022_kr"))
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a format says of a release beside its words; None where it is silent: nothing is guessed."""

    title: str | None = None
    """The headline as one line. A reader puts it at the head of the text too, where the body does not begin
    with it: what is read can be marked."""
    published: str | None = None
    """ISO 8601: a date, or date and time with the offset from UTC as it was given."""
    language: str | None = None
    """ISO 639-1 code."""
    publisher: str | None = None
    """The site, feed or agency that published it."""
    byline: str | None = None
    url: str | None = None
    """Where it can be read on the web."""
    identifier: str | None = None
    """What the format names the release by wherever it lies: a feed's guid, a NewsML id, a Message-ID."""
    version: int | None = None
    """Which version of the release it says it is; a higher one is later."""

    def __reduce__(self) -> tuple[type[Metadata], tuple[Any, ...]]:
        """In another process it is made anew: in half the time it takes to pass the names of its fields."""
        return Metadata, _fields_of_metadata(self)


_fields_of_metadata = attrgetter(*(field.name for field in fields(Metadata)))


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One release as its format tells it."""

    text: str
    """Canonical text."""
    links: tuple[Link, ...] = ()
    metadata: Metadata = Metadata()
    part: str = ""
    """Where in a file of many releases it is: a member's name, a line; empty for the whole file."""
    named: bool = False
    """Whether `part` is a name, as in an archive, which stays with it; else a number, that others may get."""
    notices: tuple[str, ...] = ()
    """What was told of it while it was read (`store.formats.notices`)."""

    def __reduce__(self) -> tuple[type[RawDocument], tuple[Any, ...]]:
        """As of its metadata."""
        return RawDocument, _fields_of_document(self)


_fields_of_document = attrgetter(*(field.name for field in fields(RawDocument)))


@dataclass(frozen=True, slots=True)
class RefusedPart:
    """One of a file's many releases that cannot be read; the others are."""

    part: str
    reason: str


#: What a reader gives, one after another: a file of many releases is never held in memory as documents.
Documents = Iterator[RawDocument | RefusedPart]


def check_size(size: int, limit: int = MAX_BYTES) -> None:
    """Raises RefusedError for more bytes than the limit: that of one release, or of a file of many."""
    if size > limit:
        advice = "split it" if limit == MAX_MANY_BYTES else "no release is"
        raise RefusedError(f"it is larger than {limit // 2**20} MB; {advice}.")


def decode(data: bytes) -> str:
    """The bytes as text: by byte order mark, as UTF-8 (`encodings.read_utf8`), else as the encoding detected.

    Raises RefusedError for an empty file, one that is too large, or bytes that are no text.
    """
    if not data.strip():
        raise RefusedError("it is empty.")
    check_size(len(data))
    text = _decoded(data)
    if "\0" in text:
        raise RefusedError("it is a binary file, not text.")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise RefusedError("it is empty.")
    return text


def clean(text: str) -> str:
    """Canonical text of what JSON or a table holds: without NUL, half surrogates replaced by U+FFFD."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return canonical(text)


def _decoded(data: bytes) -> str:
    marked = next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if marked:
        try:
            return data.decode(marked)
        except UnicodeDecodeError as error:
            raise RefusedError(f"it begins as {marked} and is not.") from error
    for escape, codec in _SHIFTED if b"\x1b" in data else ():
        if escape in data:
            with suppress(UnicodeDecodeError):
                return data.decode(codec)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return read_utf8(data) if is_mostly_utf8(data) else _detected(data)


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes, is_binary  # rare, and slow to import

    if b"\0" in data or is_binary(data):
        raise RefusedError("it is a binary file, not text.")
    found = from_bytes(data)
    best = found.best()
    if best is None:
        raise RefusedError("its encoding cannot be told.")
    # In a short text the Latin code pages look alike: “č” is as good a letter as “è”, “ý” as “ı”. Of those
    # that read as well, the commonest is taken where it gives nothing but the letters it was made for.
    western = next((one for one in found if "cp1252" in one.could_be_from_charset), None)
    if western and western.chaos <= best.chaos + _AS_GOOD and is_western(str(western)):
        return data.decode("cp1252")
    with suppress(UnicodeDecodeError):
        japanese = data.decode("euc_jp")
        if is_japanese(japanese):
            return japanese
    turkish = data.decode("cp1254", "replace")
    return turkish if is_turkish(turkish) else str(best)
