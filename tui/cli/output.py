"""What commands print, for people and for other programs; without click, whose import takes long."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from store.batches import batched
from tui.terminal import one_line, safe, safe_json

Row = TypeVar("Row")

#: Somebody may wait for the first of them.
_PRINTED_FIRST = 20
_PRINTED_AT_ONCE = 100

#: What a search that finds nothing says on a terminal.
NOTHING_FOUND = "Nothing found."


def echo(words: str) -> None:
    """Prints words at once, and no line end after them."""
    sys.stdout.write(words)
    sys.stdout.flush()


def write_nowhere() -> None:
    """Has nothing that is printed, nor what is still buffered at the exit, meet a pipe without a reader."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def why_unwritten(error: OSError) -> str:
    """Why what was printed could not be, where that is what went wrong; else empty."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or error.filename is not None:
        return ""
    return f"what was printed could not be written whole: {error.strerror}. Free some space and try again."


def print_json(value: Any) -> None:
    """Prints for other programs."""
    echo(safe_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def print_json_list(values: Iterable[Any]) -> None:
    """Prints what `print_json` prints of them as a list, some at a time: however many, memory stays flat."""
    left = iter(values)
    first = batched(islice(left, _PRINTED_FIRST), _PRINTED_FIRST)
    print_json_parts(map(json_part, chain(first, batched(left, _PRINTED_AT_ONCE))))


def print_json_parts(parts: Iterable[str]) -> None:
    """As `print_json_list`, of what `json_part` gives; empty ones are passed over."""
    before = "["
    for part in filter(None, parts):
        echo(before + part)
        before = ","
    echo("\n]\n" if before == "," else "[]\n")


def json_part(values: list[Any]) -> str:
    """The lines that values take in a list as JSON, without its brackets; empty where there are none."""
    return safe_json(_json_list(values)).removeprefix("[").removesuffix("]").removesuffix("\n")


def _json_list(values: list[Any]) -> str:
    """As `json` writes it; with an indent that is Python code and takes twenty times as long."""
    if len(values) < _PRINTED_AT_ONCE:
        return json.dumps(values, ensure_ascii=False, indent=2, default=_as_mapping)
    from msgspec.json import encode, format  # 10 ms that pay where there is much to print

    return format(encode(values), indent=2).decode()


def _as_mapping(structure: Any) -> Any:
    from msgspec import to_builtins  # whose structure it is

    return to_builtins(structure)


def print_lines(lines: Iterable[str]) -> None:
    """Prints lines, some at a time: to flush each takes longer than to make it."""
    for some in batched(lines, _PRINTED_AT_ONCE):
        echo("\n".join(some) + "\n")


def print_fields(lines: Iterable[Iterable[object]]) -> None:
    """For other programs: fields separated by tabs."""
    print_lines("\t".join(one_line(str(field)) for field in fields) for fields in lines)


def print_texts(texts: Iterable[str]) -> None:
    """Prints texts as they are; on a terminal what it would obey is shown, and lines end as they do there."""
    for text in texts:
        shown = safe(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text
        sys.stdout.flush()
        sys.stdout.buffer.write(shown.encode())
        sys.stdout.buffer.flush()


def some_or_told(rows: Iterable[Row], nothing: str) -> Iterator[Row]:
    """The same; whoever looks at a terminal is told where there are none, and a pipe gets nothing."""
    rest = iter(rows)
    first = list(islice(rest, 1))
    if not first and sys.stdout.isatty():
        echo(safe(nothing) + "\n")
    return chain(first, rest)


def print_rows(
    headings: Sequence[str],
    rows: Iterable[Iterable[object]],
    *,
    nothing: str = NOTHING_FOUND,
    to_the_right: Collection[str] = (),
) -> None:
    """On a terminal a table with headings, or what is to be said where there are no rows.

    Elsewhere the same as `print_fields`.
    """
    if not sys.stdout.isatty():
        print_fields(rows)
        return
    from tui.cli.columns import print_table

    cells = ([one_line(str(field)) for field in fields] for fields in some_or_told(rows, nothing))
    print_table(headings, cells, to_the_right=to_the_right)
