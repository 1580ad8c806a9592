"""The JSON documents in a SQLite library's rows: how they are asked for, and which can be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from store.batches import batched
from store.storages.rows import Row, encode

Shape = TypeVar("Shape")

#: As bytes: a text that is not UTF-8 must not keep the rows beside it from being read.
ROW_COLUMNS = "id, CAST(document AS BLOB)"

_DOUBTFUL = (b"\\u", b"NaN", b"Infinity")
#: From so many rows on it pays to import the faster reader and writer, 10 ms, where nobody else has.
_MANY = 100
#: What both writers of JSON write alike.
_PLAIN = frozenset((str, int, bool, type(None)))
#: What holds such, or more of its kind.
_HOLDING = frozenset((list, dict))
#: Bytes of documents that are not put together, for they are in memory twice then.
_LARGE = 1024 * 1024
#: Documents that one call of the reader of shapes is given.
_DECODED_AT_ONCE = 500


def read_document(document: bytes | None) -> tuple[Row | None, str]:
    """The row, or None and why the document is no record."""
    row, reason = parsed(document)
    # To Python halves of surrogate pairs and numbers that are none are JSON (RFC 8259, sections 6, 8.2).
    if row is None or document is None or not any(map(document.__contains__, _DOUBTFUL)) or can_be_kept(row):
        return row, reason
    return None, "it holds what is neither text nor number"


def unreadable_among(rows: Sequence[tuple[int, bytes | None]]) -> Iterator[tuple[int, str]]:
    """Of each document that is no record its id and why (`read_document`); of others no row is made."""
    fast = len(rows) >= _MANY or "msgspec" in sys.modules or _are_large(rows)
    for key, document in rows:
        if fast and document is not None and _is_record(document):
            continue
        row, reason = read_document(document)
        if row is None:
            yield key, reason


def _are_large(rows: Iterable[tuple[int, bytes | None]]) -> bool:
    return sum(len(document or b"") for _, document in rows) > _LARGE


def _is_record(document: bytes) -> bool:
    """Whether it is one beyond doubt."""
    from msgspec import MsgspecError

    if any(map(document.__contains__, _DOUBTFUL)):
        return False
    try:
        document.decode()  # what is passed over is not asked whether it is UTF-8
        _outline_reader()(document)
    except (MsgspecError, ValueError, RecursionError):
        return False
    return True


@cache
def _outline_reader() -> Callable[[bytes], dict[str, Any]]:
    """Reads an object's names; what stands under them is passed over, and must be JSON."""
    from msgspec import Raw
    from msgspec.json import Decoder

    return Decoder(dict[str, Raw]).decode


def read_documents(
    rows: Sequence[tuple[int, bytes | None]],
) -> Iterator[tuple[int, Row | None, str]]:
    """Of each id and document what `read_document` gives; in a fifth of the time where there are many."""
    read = _many_reader() if len(rows) >= _MANY or "msgspec" in sys.modules else None
    together = _read_together(rows) if read is not None and len(rows) > 1 else None
    if together is not None:
        yield from ((key, row, "") for (key, _), row in zip(rows, together, strict=True))
        return
    for key, document in rows:
        row = read(document) if read is not None and document is not None else None
        yield (key, *read_document(document)) if row is None else (key, row, "")


def records_among(
    table: str, rows: Sequence[tuple[int, bytes]], unreadable: dict[tuple[str, int], str]
) -> Iterator[tuple[int, Row]]:
    """The ids and rows of documents; one that is no JSON object is passed over, its reason remembered.

    Args: the table, its ids and documents, and where the unreadable ones are remembered, by table and id.
    """
    for key, row, reason in read_documents(rows):
        if row is None:
            unreadable[table, key] = reason
            continue
        if unreadable:
            unreadable.pop((table, key), None)
        yield key, row


def _read_together(rows: Sequence[tuple[int, bytes | None]]) -> list[Row] | None:
    """What `_many_reader` gives, by one call; None where one may be no record, or they are large."""
    from msgspec import MsgspecError

    documents = [document for _, document in rows if document is not None]
    if len(documents) < len(rows) or sum(map(len, documents)) > _LARGE:
        return None
    lines = b"\n".join(documents)
    if lines.count(b"\n") >= len(rows):  # one of two lines beside an empty one would lend it its second
        return None
    try:
        found = _line_reader()(lines)
    except (MsgspecError, ValueError, RecursionError):
        return None
    return found if len(found) == len(rows) and set(map(type, found)) == {dict} else None


@cache
def _line_reader() -> Callable[[bytes], list[Any]]:
    from msgspec.json import Decoder

    return Decoder().decode_lines


@cache
def _many_reader() -> Callable[[bytes], Row | None]:
    """Gives the row of a document where it is one beyond doubt, and what `json` makes of it; else None.

    What it knows as JSON holds neither halves of surrogate pairs nor numbers that are none, and its whole
    numbers may be as large as they like.
    """
    from msgspec import MsgspecError
    from msgspec.json import Decoder

    decode = Decoder().decode

    def read(document: bytes) -> Row | None:
        try:
            row: Any = decode(document)
        except (MsgspecError, ValueError, RecursionError):
            return None
        return row if type(row) is dict else None

    return read


def read_ids(text: str) -> list[int]:
    """The numbers of a JSON array of nothing else."""
    if "msgspec" not in sys.modules:  # to import it takes longer than it would save
        ids: list[int] = json.loads(text)
        return ids
    from msgspec.json import decode

    return decode(text, type=list[int])


def encoded(rows: Mapping[int, Row]) -> list[tuple[int, bytes]]:
    """Each id with what `encode` makes of its row, in UTF-8; in a quarter of the time where there are many.

    Raises as `encode` does, and for half of a surrogate pair UnicodeEncodeError.
    """
    write = _many_writer() if len(rows) >= _MANY or "msgspec" in sys.modules else _written
    return [(key, write(row)) for key, row in rows.items()]


def _written(row: Row) -> bytes:
    return encode(row).encode()


@cache
def _many_writer() -> Callable[[Row], bytes]:
    """Writes what is beyond doubt by msgspec; fractions it writes otherwise, and dates too."""
    from msgspec.json import Encoder

    write = Encoder().encode

    def written(row: Row) -> bytes:
        # Half of a surrogate pair, or too many within each other: for who writes one.
        with suppress(UnicodeEncodeError, RecursionError):
            if _is_plain(row):
                return write(row)
        return _written(row)

    return written


def _is_plain(value: Any) -> bool:
    """Whether it is a text or a whole number, or a list or an object that holds nothing else at any depth."""
    kind = type(value)
    if kind is dict:
        return set(map(type, value)) <= {str} and _are_plain(value.values())
    return _are_plain(value) if kind is list else kind in _PLAIN


def _are_plain(values: Collection[Any]) -> bool:
    kinds = set(map(type, values)) - _PLAIN
    return not kinds or (
        kinds <= _HOLDING and all(_is_plain(value) for value in values if type(value) in _HOLDING)
    )


def read_shapes(rows: Iterable[tuple[int, bytes]], shape: type[Shape]) -> Iterator[tuple[int, Shape]]:
    """Of each id and document only what a structure of msgspec names: in a third of the time whole rows take.

    Documents in which a field is missing or of another type are passed over, and not remembered.
    """
    from msgspec import MsgspecError
    from msgspec.json import Decoder

    decoder = Decoder(shape)
    refused = (MsgspecError, ValueError, RecursionError, TypeError)  # the last: no bytes at all, see `parsed`
    for some in batched(rows, _DECODED_AT_ONCE):
        try:
            lines = b"\n".join([document for _, document in some])
            # A document of two lines beside an empty one would lend its second to another's id.
            found = decoder.decode_lines(lines) if lines.count(b"\n") < len(some) else []
        except refused:
            found = []
        if len(found) == len(some):
            yield from zip([key for key, _ in some], found, strict=True)
            continue
        for key, document in some:
            with suppress(*refused):
                yield key, decoder.decode(document)


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
