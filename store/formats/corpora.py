"""Corpora: a release in each row of a CSV or TSV file (RFC 4180), or in each object of JSON Lines.

Which column holds what is told by its name, or by the user: ``headline=title,text=body``.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, TextIO

from store.errors import InvalidInputError, RefusedError
from store.formats.agency import body_of_text
from store.formats.block_texts import Head, document
from store.formats.content import Content, beginning, blocks, opened, size_of, whole
from store.formats.document import MAX_BYTES, Documents, Metadata, RawDocument, RefusedPart, clean, decode
from store.formats.encodings import is_utf8
from store.formats.json_items import items_in
from store.formats.stated import iso_date, language_code, one_line, writer

#: What a column may be, each with the names that tell it, the surest first.
FIELDS: Mapping[str, Sequence[str]] = {
    "headline": ("headline", "title", "head_line", "subject"),
    "text": ("text", "body", "content", "full_text", "fulltext", "body_text", "article", "release"),
    "date": ("date", "published", "publication_date", "published_at", "pub_date", "pubdate", "published_date",
             "date_published", "datetime", "datepublished"),
    "url": ("url", "link", "permalink", "source_url", "web_url"),
    "id": ("id", "guid", "identifier", "uuid", "doc_id", "document_id", "release_id", "_id"),
    "agency": ("agency", "publisher", "source", "outlet", "organization", "organisation", "site"),
    "byline": ("byline", "author", "authors", "writer"),
    "language": ("language", "lang"),
}  # fmt: skip
#: Other words for a field in what a user types.
_ALIASES = {"publisher": "agency", "title": "headline", "body": "text"}
_WAY_OUT = "Write FIELD=COLUMN with commas between, such as ‘--map headline=title,text=body’."
#: What may part the cells of a row; the header tells which does.
_DELIMITERS = ",;\t|"
#: The longest cell, in characters.
_MAX_CELL = 2 * 1024 * 1024
#: A last line that no text can have; a cell that ends with it was never closed.
_END = "\0"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: How many columns a message names.
_NAMED = 12


def parse_columns(text: str) -> dict[str, str]:
    """Which field is in which column, from ``headline=title,text=body,date=meta.published``.

    Keys are those of `FIELDS`; a column of JSON within objects is written with dots. Raises
    InvalidInputError for an unknown field, one named twice, and a part that is not ``FIELD=COLUMN``.
    """
    columns: dict[str, str] = {}
    for part in text.split(","):
        name, equals, column = (one.strip() for one in part.partition("="))
        name = _ALIASES.get(name.lower(), name.lower())
        if not equals or not column:
            raise InvalidInputError(f"“{part.strip()}” does not say which column is which field.", _WAY_OUT)
        if name not in FIELDS:
            raise InvalidInputError(f"there is no field “{name}”.", f"The fields are {', '.join(FIELDS)}.")
        if name in columns:
            raise InvalidInputError(f"the field “{name}” is given two columns.", _WAY_OUT)
        columns[name] = column
    return columns


def read_csv(content: Content, columns: Mapping[str, str] | None = None) -> Documents:
    """The releases of a table whose first row names its columns.

    `columns` is as `parse_columns` gives it; fields that are not in it are told by their columns' names.
    Raises RefusedError where no column is known to hold the text, or one of `columns` is not there.
    """
    rows = _rows(content)
    _, header = next(rows, (0, "it is empty."))
    if isinstance(header, str):
        raise RefusedError(header)
    names = [clean(name).strip() for name in header]
    told = _told(names, columns or {})
    _check_columns(told, names)
    for line, cells in rows:
        part = f"line {line}"
        if isinstance(cells, str):
            yield RefusedPart(part, cells)
        elif len(cells) > len(names):
            yield RefusedPart(part, f"it has {len(cells)} cells where the header has {len(names)}.")
        else:
            row = dict(
                zip(reversed(names[: len(cells)]), reversed(cells), strict=True)
            )  # of two columns the first
            yield _release({field: row.get(column) for field, column in told.items()}, part)


def count_rows(content: Content) -> int:
    """How many releases and refusals `read_csv` gives; it takes a hundredth of what importing them does."""
    return max(0, sum(1 for _ in _rows(content)) - 1)


def read_json_lines(content: Content, columns: Mapping[str, str] | None = None) -> Documents:
    """The releases of JSON Lines, or of an array of objects; `columns` as for `read_csv`, or paths with dots.

    Raises RefusedError where nothing in the first object is known to hold the text.
    """
    first_object = True
    for item in items_in(content):
        if isinstance(item, RefusedPart):
            yield item
            continue
        part, row = item
        told = _told(list(row), columns or {})
        if first_object and "text" not in told:
            _check_columns(told, list(row))
        first_object = False
        yield _release({field: _value(row, path, field) for field, path in told.items()}, part)


def _told(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which field is in which column: as the user says, else by its name."""
    by_name = {name.casefold().replace(" ", "_").replace("-", "_"): name for name in reversed(names)}
    told = {}
    for field, known in FIELDS.items():
        if field in columns:
            said = columns[field]
            told[field] = said if said in names else by_name.get(said.casefold(), said)
        elif (name := next((by_name[one] for one in known if one in by_name), None)) is not None:
            told[field] = name
    taken = {told[field] for field in columns}
    return {field: name for field, name in told.items() if field in columns or name not in taken}


def _check_columns(told: Mapping[str, str], names: Sequence[str]) -> None:
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    for name in told.values():
        if name not in names:
            raise RefusedError(f"it has no column “{name}”. Its columns are: {listed}.")
    if "text" not in told:
        raise RefusedError(
            "no column is known to hold the text. Say which does with --map text=COLUMN; "
            f"its columns are: {listed}."
        )


def _release(row: Mapping[str, str | None], part: str) -> RawDocument | RefusedPart:
    url, name = one_line(row.get("url")), one_line(row.get("id"))
    title = one_line(row.get("headline"))
    stated = Metadata(
        title=title,
        published=iso_date(row.get("date")),
        language=language_code(row.get("language")),
        publisher=one_line(row.get("agency")),
        byline=writer(one_line(row.get("byline"))),
        url=url if url and url.startswith(("http://", "https://")) else None,
        identifier=name or url,
    )
    try:
        return document(Head(title), body_of_text(row.get("text") or "").blocks, stated, part)
    except RefusedError as error:
        return RefusedPart(part, error.message)


# -- tables -------------------------------------------------------------------------------


def _rows(content: Content) -> Iterator[tuple[int, list[str] | str]]:
    """Each row's first line and its cells, or why it is none; blank lines are none."""
    try:
        with _lines(content) as lines:
            yield from _rows_of(lines)
    except UnicodeDecodeError as error:
        raise RefusedError("it was changed while it was read; add it again.") from error


def _rows_of(lines: TextIO) -> Iterator[tuple[int, list[str] | str]]:
    csv.field_size_limit(_MAX_CELL)
    delimiter = _delimiter(lines)
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, f"a cell of it is longer than {_MAX_CELL // 2**20} MB; is a quotation mark left open?"
            continue
        if cells and cells[-1].endswith(_END):
            if cells != [_END]:
                yield line, "a quotation mark in it is never closed, so that all below is part of it."
            return
        if any(map(str.strip, cells)):
            yield line, cells


def _delimiter(lines: TextIO) -> str:
    """The one that parts the header into most columns; the lines are at their beginning again."""

    def columns(delimiter: str) -> int:
        header: list[str] = next(csv.reader(lines, delimiter=delimiter), [])
        lines.seek(0)
        return len(header)

    return max(_DELIMITERS, key=columns)


@contextmanager
def _lines(content: Content) -> Iterator[TextIO]:
    """The lines with their ends, decoded while they are read where the file is UTF-8.

    What is not is in memory as a whole, for its encoding is told by all of it.
    """
    if all(map(bytes.isspace, blocks(content))):
        raise RefusedError("it is empty.")
    if beginning(content, 2) in _UTF_16 or not is_utf8(content):
        if size_of(content) > MAX_BYTES:
            raise RefusedError(f"it is not UTF-8; convert it, for it is larger than {MAX_BYTES // 2**20} MB.")
        yield io.StringIO(decode(whole(content)), newline="")
        return
    if any(b"\0" in block for block in blocks(content)):
        raise RefusedError("it is a binary file, not text.")
    file = opened(content)
    lines = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        yield lines
    finally:
        if not file.closed:  # as where an import was stopped
            lines.detach()  # else it would close the file


# -- objects ------------------------------------------------------------------------------


def _value(row: Mapping[str, Any], path: str, field: str) -> str | None:
    """What an object holds under a name, or a path of names and positions; None where that is no text."""
    value: Any = row.get(path)
    if value is None:
        value = row
        for step in path.split("."):
            value = _step(value, step)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ("\n\n" if field == "text" else ", ").join(value)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _step(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isascii() and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return None
