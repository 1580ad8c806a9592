"""The JSON documents in a SQLite library's rows: how they are asked for, and which can be read."""

from __future__ import annotations

import json
from typing import Any

from store.storages.rows import Row, encode

#: As bytes: a text that is not UTF-8 must not keep the rows beside it from being read.
COLUMNS = "id, CAST(document AS BLOB)"


def read_document(document: bytes | None) -> tuple[Row | None, str]:
    """The row, or None and why the document is no record."""
    if document is None:  # what a damaged file may give for what cannot be NULL
        return None, "it is no record"
    try:
        row = json.loads(document.decode())
    except UnicodeDecodeError:
        return None, "it holds text that is not UTF-8"
    except (ValueError, RecursionError):
        return None, "it is not JSON"
    # To Python halves of surrogate pairs and numbers that are none are JSON (RFC 8259, sections 6, 8.2).
    doubtful = b"\\u" in document or b"NaN" in document or b"Infinity" in document
    if doubtful and not _can_be_kept(row):
        return None, "it holds what is neither text nor number"
    return (row, "") if isinstance(row, dict) else (None, "it is no record")


def _can_be_kept(row: Any) -> bool:
    """Whether it could be written again."""
    try:
        encode(row).encode()
    except (ValueError, RecursionError):
        return False
    return True


def is_bad_json(error: BaseException) -> bool:
    """Whether the error comes of SQLite's JSON functions meeting one such row: not of a damaged file."""
    return "malformed json" in str(error.__cause__).lower()
