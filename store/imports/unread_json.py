"""JSON that is read piece by piece: of a long file only what is looked at is in memory as objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import DecodeError, Raw
from msgspec.json import Decoder

from store.errors import RefusedError
from store.formats import RefusedPart, is_utf8, items_in

Item = dict[str, Any]
"""An object; a value may be unread."""

_OBJECT, _ARRAY = Decoder(dict[str, Raw]), Decoder(list[Raw])
#: Bytes at the beginning of a value among which its first sign is looked for.
_LOOK = 64


def parts_in(data: bytes) -> Iterator[Any]:
    """What is in a file, as `items_in` gives it: each an object to be `opened`, or something else.

    All is unread where the file is strictly JSON, in UTF-8. Raises RefusedError for what is not JSON, or is
    neither an object nor an array.
    """
    try:
        whole = _parted(Raw(data)) if is_utf8(data) else None
    except (DecodeError, RecursionError):
        whole = None
    if whole is None:
        yield from (one if isinstance(one, RefusedPart) else one[1] for one in items_in(data))
    else:
        yield from whole if isinstance(whole, list) else [Raw(data)]


def opened(value: Any) -> Any:
    """What is read; what is not as an object or array with all in it unread, or as its value."""
    if not isinstance(value, Raw):
        return value
    try:
        parts = _parted(value)
    except DecodeError:  # a name with half a character
        parts = None
    return value_of(value) if parts is None else parts


def value_of(value: Any) -> Any:
    """What is read, and all of what is not, an object that was opened among it. Raises RefusedError."""
    if not isinstance(value, Raw):
        return {name: value_of(one) for name, one in value.items()} if isinstance(value, dict) else value
    try:
        return json.loads(bytes(value))
    except ValueError as error:
        raise RefusedError("it is JSON that has a number too long.") from error


def _parted(value: Raw) -> Item | list[Any] | None:
    """An object or array with all in it unread; None for another value. Raises DecodeError."""
    match memoryview(value)[:_LOOK].tobytes().lstrip()[:1]:
        case b"{":
            return _OBJECT.decode(value)
        case b"[":
            return _ARRAY.decode(value)
        case _:
            return None
