"""mbox (RFC 4155 and the forms before it): mails one after another, each begun by a “From ” line.

“From ” at the start of a body's line was written “>From ” (mboxo), and “>From ” “>>From ” (mboxrd);
one “>” is taken off either. Some programs escape nothing: a “From ” line parts two mails only where
it holds a time and a year, follows a blank line and is followed by a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.errors import RefusedError
from store.formats.document import MAX_MANY_BYTES, Documents, RawDocument, RefusedPart, check_size
from store.patterns import lazy_pattern

_SEPARATOR = lazy_pattern(
    rb"(?:\A[\r\n]*|\r?\n\r?\n|\r\r)"
    rb"From [^\r\n]{0,300}\d:\d\d[^\r\n]{0,60}\d{4}[^\r\n]{0,40}(?:\r\n?|\n)(?=>?From |[!-9;-~]+:)"
)
_ESCAPED = lazy_pattern(rb"^>(?=>*From )", re.MULTILINE)


def recognises(data: bytes) -> bool:
    """Whether the bytes begin with a “From ” line and a header."""
    return bool(_SEPARATOR.match(data[:2000]))


def read(data: bytes) -> Documents:
    """The release of each mail; one that has none is refused by itself.

    A part is named by its Message-ID, which stays when mails before it are deleted; by its number
    where it has none. Raises RefusedError for a file too large or without a single mail.
    """
    check_size(len(data), MAX_MANY_BYTES)
    seen: set[str] = set()
    number = 0
    for number, message in enumerate(_messages(data), 1):
        yield _one(message, number, seen)
    if not number:
        raise RefusedError("there is no mail in it.")


def _messages(data: bytes) -> Iterator[bytes]:
    """Each mail's bytes, as they were before they were put into the file."""
    start: int | None = None
    for separator in _SEPARATOR.finditer(data):
        if start is not None:
            yield _ESCAPED.sub(b"", data[start : separator.start()])
        start = separator.end()
    if start is not None:
        yield _ESCAPED.sub(b"", data[start:])


def _one(data: bytes, number: int, seen: set[str]) -> RawDocument | RefusedPart:
    from store.formats.mail import mail  # long to import, and each file of any format asks `recognises`

    try:
        document = mail.read(data)
    except RefusedError as error:
        return RefusedPart(f"message {number}", error.message)
    part = mail.message_id(data) or f"message {number}"
    if part in seen:
        part = f"{part} ({number})"
    seen.add(part)
    return RawDocument(document.text, document.links, document.metadata, part)
