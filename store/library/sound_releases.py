"""Rows of ``releases`` that are sound beyond doubt, as nearly all are: read in a third of the time.

Their form is told by msgspec while they are read, and what a text stands for once for all that say the same.
What is doubtful is left to who looks at each row (`store.tables`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Annotated, Any

from store.library.records import RELEASE_ORDER
from store.meanings import COUNT, ID, LARGEST_ID, LARGEST_NUMBER, NAME, TEXT, Meaning
from store.storages import read_shapes
from store.tables import TABLES

_RELEASES = TABLES["releases"]
#: Fields whose form does not tell whether they hold what they should.
_SAID = {
    name: one
    for name, one in _RELEASES.fields.items()
    if one.holds not in (TEXT.holds, COUNT.holds, ID.holds)
}


def sound_releases(documents: Mapping[int, bytes]) -> dict[int, tuple[Any, ...]] | None:
    """Of each row what it holds in the fields of `RELEASE_ORDER`; None where one of the rows may be unsound.

    Args: their documents, as they lie in the library, by their ids.
    """
    from msgspec import structs  # 10 ms to import, which few rows do not take

    rows = dict(read_shapes(documents.items(), _shape()))
    if len(rows) < len(documents) or not all(0 < key <= LARGEST_ID for key in rows):
        return None
    for name, meaning in _SAID.items():
        values = set(map(attrgetter(name), rows.values()))
        if meaning.or_none or name not in _RELEASES.required:
            values.discard(None)
        if not _hold(meaning, values):
            return None
    return dict(zip(rows, map(structs.astuple, rows.values()), strict=True))


def _hold(meaning: Meaning, values: set[str]) -> bool:
    """Whether the texts are what is meant; each source is another, so that names are looked at together."""
    if meaning is NAME:
        return all(map(str.strip, values)) and "\0" not in "".join(values)
    return all(map(meaning.holds, values))


@cache
def _shape() -> type[Any]:
    """A structure of the table's fields; one with others besides is doubtful."""
    from msgspec import defstruct

    fields, required = _RELEASES.fields, _RELEASES.required
    order = dict.fromkeys((*RELEASE_ORDER, *fields))
    return defstruct(
        "ReleaseRow",
        [
            (name, _type_of(fields[name]))
            if name in required
            else (name, _type_of(fields[name]) | None, None)
            for name in order
        ],
        gc=False,
        forbid_unknown_fields=True,
    )


def _type_of(meaning: Meaning) -> Any:
    from msgspec import Meta

    if meaning.holds is COUNT.holds:
        return Annotated[int, Meta(ge=0, le=LARGEST_NUMBER)]
    if meaning.holds is ID.holds:
        return Annotated[int, Meta(ge=1, le=LARGEST_ID)]
    return str | None if meaning.or_none else str
