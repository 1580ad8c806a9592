"""The codebook as a file: as comma-separated values, which Dateline reads again, and as Markdown to be read.

The CSV has a row for each tag and is written as that of annotations is (`store.exports.comma_separated`).
That of another program is read too, where its first row names a column for the tags.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from store.errors import InvalidInputError
from store.exports.comma_separated import csv_rows, neutralised
from store.exports.markdown import escape_inline, escape_quote
from store.library import Entry, Uses, tree
from store.models import Tag
from store.wording import many

#: The columns from left to right.
COLUMNS = ("name", "description", "include", "exclude", "color", "digit")
#: What other programs call the column of the names.
_NAMES = ("name", "tag", "path", "code")
_DEEPEST_HEADING = 6


def codebook_csv(tags: Iterable[Tag]) -> str:
    """The tags, by name; `read_codebook` gives them back."""
    rows = (
        (one.name, one.description, one.include, one.exclude, str(one.color), str(one.pinned or ""))
        for one in sorted(tags, key=lambda tag: tag.name)
    )
    return csv_rows([COLUMNS, *(map(neutralised, row) for row in rows)])


def read_codebook(text: str) -> list[Entry]:
    """The tags of a CSV: of Dateline's, or of one whose first row names columns as `COLUMNS` does, the tags'
    also tag, path or code. Raises InvalidInputError.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a description may be long
    try:
        header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    except (csv.Error, ValueError) as error:
        raise InvalidInputError("this is no CSV with a row of column names.") from error
    columns = [cell.strip().lower() for cell in header]
    name = next((one for one in _NAMES if one in columns), None)
    if name is None:
        raise InvalidInputError("the CSV has no column “name”.", "Or call it tag, path or code.")
    own = tuple(header) == COLUMNS
    entries = []
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(columns, (cell.removeprefix("'") if own else cell for cell in row), strict=False))
        if cells.get(name, "").strip():
            description, include, exclude = (cells.get(field) or None for field in COLUMNS[1:4])
            color, digit = (_number(cells.get(field, ""), field, number) for field in COLUMNS[4:])
            entries.append(Entry(cells[name], description, include, exclude, color, digit))
    return entries


def _number(cell: str, column: str, row: int) -> int | None:
    if not cell.strip():
        return None
    if not (cell.strip().isascii() and cell.strip().isdecimal()):
        raise InvalidInputError(f"row {row} of the CSV has no number in the column “{column}”.")
    return int(cell)


def codebook_markdown(tags: Iterable[Tag], uses: Mapping[int, Uses]) -> str:
    """The tree of tags as headings, with how often each is used and what it is about.

    What users wrote stands in block quotes, as it was typed.
    """
    blocks = ["# Codebook"]
    for node in tree(tags):
        blocks.append(f"{'#' * min(node.depth + 2, _DEEPEST_HEADING)} {escape_inline(node.path)}")
        if node.tag is None:
            continue
        use = uses.get(node.tag.id, Uses())
        blocks.append(f"{many(use.passages, 'passage')}, {many(use.releases, 'release')}")
        texts = {"": node.tag.description, "Give it to:": node.tag.include, "Not to:": node.tag.exclude}
        for title, text in texts.items():
            if text:
                blocks += [title, escape_quote(text)] if title else [escape_quote(text)]
    return "\n\n".join(blocks) + "\n"
