"""PDF (ISO 32000): the text layer, as paragraphs in the order they are read.

It is read in a process of its own, which what is made to harm harms alone: `store.formats.pdf.read_aside`.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from store.aside import BrokeOffError, NotStartedError, TooLongError, shared
from store.errors import RefusedError
from store.formats.document import Metadata, RawDocument, check_size
from store.formats.linked import printed_title
from store.formats.stated import language_code
from store.models import Link
from store.patterns import lazy_pattern

#: Seconds after which a file is given up, by the clock and of processor time.
_SECONDS = 30
_PROCESSOR_SECONDS = 20
_JOB = "store.formats.pdf.read_aside:words_of"
_HEAD = 1024  # bytes within which readers look for the header (ISO 32000-1, annex H.3)
_DATE = lazy_pattern(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does."""
    return b"%PDF-" in data[:_HEAD]


def read(data: bytes) -> RawDocument:
    """The text with its links. Raises RefusedError for a scan and what is encrypted, damaged or too large."""
    check_size(len(data))
    if not recognises(data):
        raise RefusedError("it is no PDF.")
    said = _words(data)
    text = said["text"]
    metadata = Metadata(
        title=printed_title(text, said["title"]),
        published=_date(said["created"]),
        language=language_code(said["language"]),
    )
    return RawDocument(text, tuple(Link(*link) for link in said["links"]), metadata)


def _words(data: bytes) -> dict[str, Any]:
    """What the other process says of the file, whatever the file does to it."""
    try:
        [said] = shared().call(_JOB, data, seconds=_PROCESSOR_SECONDS, within=_SECONDS)
    except TooLongError as error:
        raise RefusedError(f"it cannot be read within {_SECONDS} seconds.") from error
    except NotStartedError as error:
        raise RefusedError(f"the process that reads PDFs did not start: {error}.") from error
    except (BrokeOffError, ValueError) as error:
        raise RefusedError("it is damaged, or made to harm: reading it broke off.") from error
    found: dict[str, Any] = said
    return found


def _date(text: str) -> str | None:
    """A PDF's date (ISO 32000-1 section 7.9.4) in ISO 8601: with its time where it tells the offset."""
    match = _DATE.match(text)
    if not match or not match[3]:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        if match[7] or match[8]:
            offset = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
            zone = timezone(-offset if match[8] == "-" else offset)
            return datetime(year, month, day, hour, minute, second, tzinfo=zone).isoformat()
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None
