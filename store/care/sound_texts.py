"""Rows of ``texts`` that are sound beyond doubt: nearly all there are, and nearly all there is to read.

Their form is told while they are read, by msgspec, in half the time it takes to read any JSON and to look at
what came of it. What it cannot tell is left to who looks at each row (`store.tables`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from store.meanings import ID, LARGEST_NUMBER, MOMENT
from store.row_rules import parts_fit
from store.schema import Row


def sound_texts(documents: Sequence[tuple[int, bytes]]) -> list[tuple[int, dict[str, Any]]] | None:
    """The rows with their ids where each is understood, as `store.tables` has it; None where one may not be.

    Args: their documents, as they lie in the library, with the ids.
    """
    from msgspec import MsgspecError, structs

    decode = _decoder().decode  # it refuses halves of surrogate pairs
    found: list[tuple[int, dict[str, Any]]] = []
    try:
        for key, document in documents:
            row = structs.asdict(decode(document))
            if not (ID.holds(key) and _is_sound(row)):
                return None
            found.append((key, row))
    except (MsgspecError, ValueError, RecursionError, TypeError):  # the last: no bytes at all
        return None
    return found


def _is_sound(row: Row) -> bool:
    start, end = row["dateline"] or (0, 0)
    return (
        ID.holds(row["release"])
        and 0 <= start <= end <= LARGEST_NUMBER
        and (row["added"] is None or MOMENT.holds(row["added"]))
        and parts_fit(row) is None
    )


@cache
def _decoder() -> Any:
    from msgspec import Struct
    from msgspec.json import Decoder

    class TextRow(Struct, gc=False, forbid_unknown_fields=True):
        release: int
        text: str
        paragraphs: list[tuple[int, int, str]]
        links: list[tuple[int, int, str]]
        dateline: tuple[int, int] | None
        added: str | None = None

    return Decoder(TextRow)
