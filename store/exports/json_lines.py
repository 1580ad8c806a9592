"""Records as JSON Lines (https://jsonlines.org): an object in each line, for pandas, R, jq and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.json import encode

from store.exports.exporter import Marked
from store.exports.table_records import ANNOTATIONS, Table


def write(marked: Iterable[Marked], *, table: Table = ANNOTATIONS, paths: bool = False) -> Iterator[str]:
    """A line for each record of each release in turn."""
    for one in marked:
        yield "".join(f"{encode(record).decode()}\n" for record in table.records(one, paths=paths))
