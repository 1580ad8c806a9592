"""PDF (ISO 32000): the text layer, as paragraphs in the order they are read.

PDFium reads the glyphs, in a process of its own: see `store.formats.pdf.glyphs`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from store.errors import RefusedError
from store.formats.document import Metadata, RawDocument, check_size
from store.formats.linked import printed_title
from store.formats.pdf.joined_lines import text_of
from store.formats.pdf.lines import lines_of
from store.formats.pdf.reading_order import blocks_of
from store.formats.stated import language_code

#: Seconds after which a file is given up.
_SECONDS = 30
_HEAD = 1024  # bytes within which readers look for the header (ISO 32000-1, annex H.3)
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")
_CHILD = Path(__file__).with_name("glyphs.py")


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does."""
    return b"%PDF-" in data[:_HEAD]


def read(data: bytes) -> RawDocument:
    """The text with its links. Raises RefusedError for a scan and what is encrypted, damaged or too large."""
    check_size(len(data))
    if not recognises(data):
        raise RefusedError("it is no PDF.")
    said = _glyphs(data)
    pages = said["pages"]
    _check(pages)
    body = text_of(blocks_of([(page["height"], lines_of(page)) for page in pages]))
    if not body.text:
        raise RefusedError("it has no text.")
    metadata = Metadata(
        title=printed_title(body.text, said["title"]),
        published=_date(said["created"]),
        language=language_code(said["language"]),
    )
    return RawDocument(body.text, body.links, metadata)


def _glyphs(data: bytes) -> dict[str, Any]:
    """What the other process says of the file, whatever the file does to it."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(f"it cannot be read within {_SECONDS} seconds.") from error
    except OSError as error:
        raise RefusedError(f"the process that reads PDFs did not start: {error.strerror}.") from error
    if done.returncode:
        raise RefusedError("it is damaged, or made to harm: reading it broke off.")
    said: dict[str, Any] = json.loads(done.stdout)
    if "refused" in said:
        raise RefusedError(said["refused"])
    return said


def _check(pages: Sequence[dict[str, Any]]) -> None:
    """Raises RefusedError where there is no text to read."""
    glyphs = [glyph[0] for page in pages for glyph in page["glyphs"]]
    if not glyphs and any(page["pictures"] for page in pages):
        raise RefusedError("it is a scan without text: have its text recognised (OCR) first.")
    if not glyphs:
        raise RefusedError("it has no text.")
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in glyphs)
    if unknown * 2 > len(glyphs):
        raise RefusedError(
            "its fonts do not say which letters they hold: have its text recognised (OCR) first."
        )


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
