"""Fields as a block of YAML, written down directly: a dumper for any value takes a hundred times as long.

What is written is what PyYAML's safe dumper writes, byte for byte, told to keep lines whole, to leave letters
as they are, and to quote what only YAML 1.2 takes for a number or a line end (the tests compare the two).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Value = str | int | None | Sequence[str]

#: What stands for no text where it stands bare (https://yaml.org/type/): truth, nothing, and the signs of
#: merging and of a default.
_MEANING = frozenset(
    spelling
    for word in ("yes", "no", "true", "false", "on", "off", "null")
    for spelling in (word, word.capitalize(), word.upper())
) | {"", "~", "<<", "="}

#: What a text on one line may not begin with (numbers and what YAML reserves), hold or end in, to stand bare
#: (YAML 1.1, sections 5.3 and 9.1).
_NOT_BARE = re.compile(
    r"""\A[-+.0-9#,\[\]{}&*!|>'"%@` ] | \A[?:](?:[ ]|\Z) | [ ]\# | :[ ] | [: ]\Z""", re.VERBOSE
)

#: What stands in quotation marks as its number (YAML 1.1, section 5.5).
_ESCAPED = re.compile(r"""["\\\x85\u2028\u2029\ufeff]|[^ -~\xa0-\ud7ff\ue000-\ufffd]""")
_SHORT = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


def block(fields: Mapping[str, Value]) -> str:
    """The fields in their order, a line each and one for each text of a list; names are plain words."""
    return "".join(f"{name}:{_value(value)}\n" for name, value in fields.items())


def _value(value: Value) -> str:
    """What stands behind the colon."""
    if value is None:
        return " null"
    if isinstance(value, str):
        return f" {_text(value)}"
    if isinstance(value, int):
        return f" {value}"
    return "".join(f"\n- {_text(each)}" for each in value) or " []"


def _text(text: str) -> str:
    """The text bare where that means itself, else in quotation marks: single ones if all can be seen."""
    if not text.isprintable():
        return f'"{_ESCAPED.sub(_escape, text)}"'
    if text in _MEANING or _NOT_BARE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if short := _SHORT.get(character):
        return f"\\{short}"
    number = ord(character)
    return (
        f"\\x{number:02X}"
        if number < 0x100
        else f"\\u{number:04X}"
        if number < 0x10000
        else f"\\U{number:08X}"
    )
