"""The rows of ``signatures`` as they are read, and what of them new texts are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from store.duplicates.chronology import Dated
from store.duplicates.kept_groups import SIGNATURES
from store.duplicates.likeness import Wording, sketch
from store.duplicates.making import VERSION
from store.library import Library
from store.storages import read_shapes
from store.tables import fault


class Signature(Struct):
    """What is read of a row of ``signatures``."""

    version: int
    sketch: list[Annotated[int, Meta(ge=0, lt=2**32)]]
    same: list[tuple[Annotated[int, Meta(gt=0, lt=2**32)], Annotated[float, Meta(ge=0, le=1)]]]


def releases_of_texts(library: Library) -> dict[int, int]:
    """The release of each text that one has."""
    rows = library.tables.storage.raw_rows("releases")
    return {row.text_id: key for key, row in read_shapes(rows, Dated)}


def signatures(library: Library, present: Mapping[int, int]) -> Iterator[tuple[int, Signature]]:
    """The rows of ``signatures`` that mean something, of the texts that are present."""
    storage = library.tables.storage
    rows = storage.raw_rows(SIGNATURES) if storage.count_rows(SIGNATURES) else ()
    for key, row in read_shapes(rows, Signature):
        if key in present and row.version == VERSION:
            yield key, row


def hashes_of(library: Library, texts: Iterable[int]) -> set[int]:
    """The hashes in the sketches of texts; of those that cannot be read there are none."""
    rows = library.tables.storage.get_rows("texts", texts)
    sound = (row for row in rows.values() if fault("texts", row) is None)
    return {value for row in sound for value in sketch(Wording(row).shingles)}
