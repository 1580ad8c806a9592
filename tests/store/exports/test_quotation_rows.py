"""Quotations as comma-separated values."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from store import Library
from store.exports import quotation_table
from store.exports.quotation_rows import COLUMNS
from tests.store.library.test_quoting import SWING, add


def test_a_row_for_each_quotation(library: Library, tmp_path: Path) -> None:
    """Who said what when and where; cells that a spreadsheet would compute have an apostrophe before them."""
    key = add(library, tmp_path, "swing", SWING.replace("Talks", "=Talks"))
    table = "".join(quotation_table(library.find.by_speaker()))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert list(rows[0]) == list(COLUMNS) and len(rows) == 2
    first = rows[0]
    assert (first["speaker"], first["role"]) == ("William Lacy Swing", "IOM Director-General")
    assert (first["date"], first["place"], first["agency"], first["release"]) == (
        "2018-04-05",
        "GENEVA",
        "IOM",
        str(key),
    )
    assert first["headline"].startswith("'=Talks") and first["quotation"].startswith("“We have")
    text = library.releases.text(key).text
    assert text[int(first["start"]) : int(first["end"])] == first["quotation"]
