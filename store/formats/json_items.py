"""The objects in a JSON file, whether it is one, an array of them, or one in each line (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from store.errors import RefusedError
from store.formats.content import Content, opened, whole
from store.formats.document import RefusedPart, decode

#: An object with the part of the file it is; the part is empty where the object is the whole file.
Item = tuple[str, dict[str, Any]]


def items_in(content: Content) -> Iterator[Item | RefusedPart]:
    """The objects one after another; lines are read as they are asked for.

    Raises RefusedError for what is not JSON, or is neither an object nor an array.
    """
    if _has_lines(content):
        yield from _lines(content)
        return
    value = _loaded(whole(content))
    if isinstance(value, dict):
        yield "", value
    elif isinstance(value, list):
        for position, one in enumerate(value, 1):
            yield _checked(f"item {position}", one)
    else:
        raise RefusedError("it is JSON, but no object and no array of objects.")


def count_items(content: Content) -> int:
    """How many items `items_in` gives: one in each line that is not blank; 1 where it reads no lines."""
    return sum(1 for line in opened(content) if line.strip()) if _has_lines(content) else 1


def _has_lines(content: Content) -> bool:
    """Whether the first line is an object, and another follows it."""
    lines = (line for line in opened(content) if line.strip())
    first = next(lines, b"").removeprefix(b"\xef\xbb\xbf").strip()
    return first.startswith(b"{") and first.endswith(b"}") and next(lines, None) is not None


def _lines(content: Content) -> Iterator[Item | RefusedPart]:
    for number, line in enumerate(opened(content), 1):
        if line.strip():
            part = f"line {number}"
            try:
                yield _checked(part, _loaded(line))
            except RefusedError as error:
                yield RefusedPart(part, error.message)


def _checked(part: str, value: object) -> Item | RefusedPart:
    return (part, value) if isinstance(value, dict) else RefusedPart(part, "it is no JSON object.")


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(decode(data))
    except json.JSONDecodeError as error:
        raise RefusedError(
            f"it is not JSON: {error.msg[:1].lower()}{error.msg[1:]} in line {error.lineno}."
        ) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number too long
        raise RefusedError("it is JSON that is nested too deep, or has a number too long.") from error
