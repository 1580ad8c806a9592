"""Which releases have copies among the others, as far as these were looked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.library.library_tables import LibraryTables
from store.storages import SearchIndex
from store.tables import sound

Same = Iterable[tuple[int, Sequence[Sequence[Any]] | None]]
"""Texts, each with the others that are the same, and how much."""


def copies_by_rows(tables: LibraryTables) -> set[int]:
    """The releases that have copies; those that a user took apart are none of each other's."""
    of_text = {row["text_id"]: key for key, row in tables.listed_releases()}
    return _copies(tables, ((text, row["same"]) for text, row in tables.readable_rows("signatures")), of_text)


def copies_by_index(tables: LibraryTables, index: SearchIndex) -> set[int]:
    """As `copies_by_rows`; no row is read of a release or text that is like no other."""
    rows = ((text, json.loads(same)) for text, same in index.linked())
    same = {text: others for text, others in rows if sound("signatures", "same", others)}
    texts = {*same, *(other for others in same.values() for other, _ in others)}
    removed = tables.removed()
    of_text = {text: key for text, key in index.releases_of(texts).items() if key not in removed}
    return _copies(tables, same.items(), of_text)


def _copies(tables: LibraryTables, same: Same, of_text: Mapping[int, int]) -> set[int]:
    parted = [(set(row["releases"]), set(row["others"])) for _, row in tables.readable_rows("apart")]
    found: set[int] = set()
    for text, others in same:
        for other, _ in others or ():
            if text in of_text and other in of_text:
                pair = of_text[text], of_text[other]
                found.update(() if _are_apart(*pair, parted) else pair)
    return found


def _are_apart(one: int, other: int, parted: Sequence[tuple[set[int], set[int]]]) -> bool:
    return any((one in here and other in there) or (one in there and other in here) for here, there in parted)
