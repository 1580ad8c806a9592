"""Quotations as comma-separated values, one row each, in the form of `store.exports.comma_separated`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.exports.comma_separated import csv_rows, neutralised
from store.library import Found

#: The columns from left to right. Offsets are code points into the release's text, half-open.
COLUMNS = (
    "speaker", "role", "quotation", "date", "place", "agency", "release", "headline", "start", "end",
    "language", "source", "part", "url",
)  # fmt: skip


def quotation_table(quotations: Iterable[Found]) -> Iterator[str]:
    """The header, then a row for each quotation; its marks are in it."""
    yield csv_rows([COLUMNS])
    for one in quotations:
        yield csv_rows([map(neutralised, _cells(one))])


def _cells(one: Found) -> tuple[str, ...]:
    release = one.release
    cells = (
        one.speaker, one.role, one.text, release.date, release.place, release.agency, release.id,
        release.headline, one.start, one.end, release.language, release.source, release.part, release.url,
    )  # fmt: skip
    return tuple("" if cell is None else str(cell) for cell in cells)
