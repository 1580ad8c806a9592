"""Annotations as comma-separated values, one row each, for spreadsheets and statistics.

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): a header, CRLF after every row, quotation marks where a
cell needs them. A cell holds what was marked or written, character by character; but one that a spreadsheet
could take for a formula has an apostrophe before it. So has one that begins with an apostrophe: whoever wants
the words takes away the first apostrophe of a cell, without a look at what follows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from store.exports.exporter import Marked
from store.models import Annotation, Release

#: The columns from left to right. Offsets are code points into the release's text, half-open.
COLUMNS = (
    "release", "headline", "date", "place", "agency", "language", "source", "part", "url", "embargo",
    "annotation", "start", "end", "quote", "prefix", "suffix", "tags", "note", "state", "was",
    "creator", "created", "modified",
)  # fmt: skip

#: What begins a formula (https://owasp.org/www-community/attacks/CSV_Injection), in its full-width forms too,
#: and behind what a program may drop from the beginning of a cell; and the apostrophe itself.
_FORMULA = re.compile(r"['\t\r\n\0]|[\s\x00-\x1f\x7f-\x9f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def write(marked: Iterable[Marked], *, bom: bool = False) -> Iterator[str]:
    """The header, then the rows of each release in turn.

    With `bom` it begins with U+FEFF, which belongs to no cell.
    """
    yield ("\ufeff" if bom else "") + rows_of([COLUMNS])
    for one in marked:
        yield rows_of(map(neutralised, _cells(one.release, each)) for each in one.annotations)


def neutralised(cell: str) -> str:
    """The cell, as no spreadsheet computes it; without its first apostrophe it is what it was."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(release: Release, annotation: Annotation) -> tuple[str, ...]:
    """What stands in `COLUMNS`, empty where there is nothing."""
    cells = (
        release.id, release.headline, release.date, release.place, release.agency, release.language,
        release.source, release.part, release.url, release.embargo_until or release.embargo,
        annotation.id, annotation.start, annotation.end, annotation.quote, annotation.prefix,
        annotation.suffix, _joined(annotation), annotation.note, annotation.state, annotation.was,
        annotation.creator, annotation.created, annotation.modified,
    )  # fmt: skip
    return tuple("" if cell is None else str(cell) for cell in cells)


def _joined(annotation: Annotation) -> str:
    """The names of its tags as a row of their own: with commas between, in quotation marks where one holds
    a comma, as only a library can that Dateline did not write."""
    return rows_of([[tag.name for tag in annotation.tags]]).removesuffix("\r\n")


def rows_of(rows: Iterable[Iterable[str]]) -> str:
    """Rows of cells as RFC 4180 has them."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
