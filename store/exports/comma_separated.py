"""Records as comma-separated values, one row each, for spreadsheets and statistics.

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
from typing import Any

from store.exports.exporter import Marked
from store.exports.table_records import ANNOTATIONS, QUOTATIONS, Table, quotation_record
from store.library import Found

#: What begins a formula (https://owasp.org/www-community/attacks/CSV_Injection), in its full-width forms too,
#: and behind what a program may drop from the beginning of a cell; and the apostrophe itself.
_FORMULA = re.compile(r"['\t\r\n\0]|[\s\x00-\x1f\x7f-\x9f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def write(
    marked: Iterable[Marked], *, table: Table = ANNOTATIONS, bom: bool = False, paths: bool = False
) -> Iterator[str]:
    """The header, then the rows of each release in turn.

    With `bom` it begins with U+FEFF, which belongs to no cell.
    """
    yield ("\ufeff" if bom else "") + csv_rows([table.columns])
    for one in marked:
        yield csv_rows(cells(record.values()) for record in table.records(one, paths=paths))


def annotation_table(marked: Iterable[Marked]) -> Iterator[str]:
    """The header, then a row for each annotation."""
    return write(marked)


def quotation_table(quotations: Iterable[Found]) -> Iterator[str]:
    """The header, then a row for each quotation."""
    yield csv_rows([QUOTATIONS.columns])
    for one in quotations:
        yield csv_rows([cells(quotation_record(one).values())])


def cells(values: Iterable[Any]) -> Iterator[str]:
    """The values as cells: nothing for None, true and false, names with commas between."""
    for value in values:
        yield neutralised("" if value is None else value if isinstance(value, str) else _cell(value))


def _cell(value: Any) -> str:
    """Names are a row of their own, in quotation marks where one holds a comma, as only a library can that
    Dateline did not write."""
    if isinstance(value, list):
        return csv_rows([value]).removesuffix("\r\n")
    return str(value).lower() if isinstance(value, bool) else str(value)


def neutralised(cell: str) -> str:
    """The cell, as no spreadsheet computes it; without its first apostrophe it is what it was."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def csv_rows(rows: Iterable[Iterable[str]]) -> str:
    """Rows as they are written: CRLF after each, quotation marks where a cell needs them."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
