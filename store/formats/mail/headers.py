"""By which bytes are told to be a mail; apart from what reads one, since each file of any format is asked."""

from __future__ import annotations

import codecs

from store.patterns import lazy_pattern

_BEGINNING = 16_000
#: Bytes in which the headers lie of a mail saved as text, and the name of the first.
_SAVED_HEAD, _FIRST_NAME = 4000, 100
_FIRST_LINE = lazy_pattern(rb"[\r\n]*[!-9;-~]{1,60}:")
_HEADER_LINE = lazy_pattern(r"([!-9;-~]{1,60}):[ \t]?")
#: A line that begins as a header in any language, and an address in it or in the few after it.
_SAVED = lazy_pattern(r"\s*[^\W\d_][\w' ]{0,20}[:：][^\n]*(?:\n[^\n]+){0,5}?@")
#: Headers that a mail has and a memorandum typed as text has not.
_MAIL_ONLY = frozenset(
    ["received", "message-id", "mime-version", "return-path", "delivered-to", "content-type", "x-mailer"]
)
_COMMON = frozenset(["from", "subject", "date", "to"])


def recognises(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a mail, as it is sent or as a program saves it as text."""
    return _has_headers(data) or is_saved(data)


def _has_headers(data: bytes) -> bool:
    """Whether the bytes begin with headers that a mail has as it is sent."""
    if not _FIRST_LINE.match(data):
        return False
    names: set[str] = set()
    for line in data[:_BEGINNING].decode("latin-1").lstrip("\r\n").splitlines():
        if not line:
            break
        if line[0] in " \t":
            continue
        match = _HEADER_LINE.match(line)
        if not match:
            return False
        names.add(match[1].lower())
    return bool(names & _COMMON and names & _MAIL_ONLY)


def is_saved(data: bytes) -> bool:
    """Whether it is a mail that a program saved as text."""
    head = data[:_SAVED_HEAD]
    if b"@" not in head or (b":" not in head[:_FIRST_NAME] and "：".encode() not in head[:_FIRST_NAME]):
        return False  # as of most texts, at little cost
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    start = head.decode("utf-16" if wide else "utf-8-sig", "replace")
    if not _SAVED.match(start):
        return False
    from store.formats.linked import LinkedText
    from store.formats.mail.forwards import saved  # many patterns to compile

    return saved(LinkedText(start)) is not None
