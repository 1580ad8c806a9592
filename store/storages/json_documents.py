"""The JSON documents in a SQLite library's rows: how they are asked for, and which can be read."""

from __future__ import annotations

import json

from store.storages.rows import Row, encode

#: As bytes: a text that is not UTF-8 must not keep the rows beside it from being read.
ROW_COLUMNS = "id, CAST(document AS BLOB)"

_DOUBTFUL = (b"\\u", b"NaN", b"Infinity")


def read_document(document: bytes | None) -> tuple[Row | None, str]:
    """The row, or None and why the document is no record."""
    row, reason = parsed(document)
    # To Python halves of surrogate pairs and numbers that are none are JSON (RFC 8259, sections 6, 8.2).
    if row is None or document is None or not any(map(document.__contains__, _DOUBTFUL)) or can_be_kept(row):
        return row, reason
    return None, "it holds what is neither text nor number"


def parsed(document: bytes | None) -> tuple[Row | None, str]:
    """As `read_document`; the row may hold values that cannot be written again."""
    if document is None:  # what a damaged file may give for what cannot be NULL
        return None, "it is no record"
    try:
        row = json.loads(document.decode())
    except UnicodeDecodeError:
        return None, "it holds text that is not UTF-8"
    except (ValueError, RecursionError):
        return None, "it is not JSON"
    return (row, "") if isinstance(row, dict) else (None, "it is no record")


def can_be_kept(row: Row) -> bool:
    """Whether UTF-8 and JSON can hold its fields and what they hold."""
    try:
        encode(row).encode()
    except (ValueError, RecursionError):
        return False
    return True


def is_bad_json(error: BaseException) -> bool:
    """Whether the error comes of SQLite's JSON functions meeting one such row: not of a damaged file."""
    return "malformed json" in str(error.__cause__).lower()
