"""Values of fields as bytes that a database compares as the rows protocol wants them compared.

Bytes, because a database's texts neither hold U+0000 nor are everywhere in the order of their code points.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any

#: Bytes kept of a value: an index of PostgreSQL takes 2,700 at most. Two that are longer may be kept alike.
LONGEST = 1000
#: How values of a kind begin: none before numbers, numbers before texts, texts before all else.
NONE, _NUMBER, _TEXT, _OTHER = b"\0", b"\1", b"\2", b"\3"
_SIGN = 1 << 63
_ALL = (1 << 64) - 1


def ordered(value: Any) -> bytes:
    """The bytes that stand for a JSON value: equal where two are equal to Python, and in their order."""
    if value is None:
        return NONE
    if isinstance(value, int | float):
        return _NUMBER + _number(value)
    kind, text = (_TEXT, value) if isinstance(value, str) else (_OTHER, _compact(value))
    return (kind + text.encode())[:LONGEST]


def is_cut(data: bytes) -> bool:
    """Whether it may stand for more than one value."""
    return len(data) == LONGEST


def value_of(data: bytes) -> Any:
    """The value that bytes which are not cut stand for; a list or an object as its JSON text."""
    kind, rest = data[:1], data[1:]
    if kind == NONE:
        return None
    return json.loads(rest[8:]) if kind == _NUMBER else rest.decode()


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number(value: float) -> bytes:
    """A number by its magnitude as IEEE 754 has it, and then exactly: large ones may share a magnitude."""
    try:
        magnitude = float(value) or 0.0  # which has no sign
    except OverflowError:
        magnitude = math.inf if value > 0 else -math.inf
    exact = int(value) if isinstance(value, int) or value.is_integer() else value
    (bits,) = struct.unpack(">Q", struct.pack(">d", magnitude))
    return struct.pack(">Q", ~bits & _ALL if bits & _SIGN else bits | _SIGN) + json.dumps(exact).encode()
