"""What is wrong in a file of settings, told so that it is found: its line, and what may have been meant."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

#: Where something stands in a TOML text: names, and the numbers of tables of one name, counted from 0.
Where = Sequence[str | int]


def told_at(path: Path, written: str, where: Where, what: str) -> str:
    """A sentence on what a file has under the given names, table by table, with the line it begins on."""
    line = line_of(written, where)
    sentence = what if what.endswith("?") else f"{what}."
    return f"{path}:{line}: {sentence}" if line else f"{path}: {sentence}"


def line_of(written: str, where: Where) -> int | None:
    """The line on which a key of a TOML text begins, counted from 1; None where that cannot be told.

    It is the last one that names the key and before which the text is whole and has it not.
    """
    lines = written.splitlines(keepends=True)
    name = next((one for one in reversed(where) if isinstance(one, str)), "")
    named = [number for number, line in enumerate(lines, 1) if name in line]
    return next((one for one in reversed(named) if _lacks("".join(lines[: one - 1]), where)), None)


def _lacks(written: str, where: Where) -> bool:
    try:
        held: Any = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False  # within a value of several lines
    for one in where:
        try:
            held = held[one]
        except (LookupError, TypeError):
            return True
    return False


def nearest(name: str, known: Iterable[str], shows: str = "") -> str:
    """What may have been meant by a mistyped name, in words: the name most like it, else all there are.

    Args: the name; those there are; the command that shows them, where they are too many for a message.
    """
    names = list(known)
    if close := get_close_matches(name.lower(), names, n=1):
        return f"did you mean “{close[0]}”?"
    return f"‘{shows}’ shows all" if shows else f"there are {', '.join(names)}"
