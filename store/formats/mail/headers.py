"""By which bytes are told to be a mail; apart from what reads one, since each file of any format is asked."""

from __future__ import annotations

import re

_BEGINNING = 16_000
_FIRST_LINE = re.compile(rb"[\r\n]*[!-9;-~]{1,60}:")
_HEADER_LINE = re.compile(r"([!-9;-~]{1,60}):[ \t]?")
#: Headers that a mail has and a memorandum typed as text has not.
_MAIL_ONLY = frozenset(
    ["received", "message-id", "mime-version", "return-path", "delivered-to", "content-type", "x-mailer"]
)
_COMMON = frozenset(["from", "subject", "date", "to"])


def recognises(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a mail."""
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
