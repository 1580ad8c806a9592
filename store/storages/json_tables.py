"""The bytes of a JSON library and the tables in them: the shape of `tinydb.storages.JSONStorage`.

So small a file is copied byte by byte.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from store import atomic
from store.atomic import publish, replace
from store.errors import NotALibraryError, StorageError
from store.storages import handles, lineage
from store.storages.json_place import JSONPlace
from store.storages.memory_tables import Tables
from store.storages.rows import Rows
from store.tables import META, schema_fault


def encoded(tables: Tables) -> bytes:
    """The file's bytes: what `tinydb.storages.JSONStorage` writes."""
    return json.dumps(
        {name: {str(key): rows[key] for key in sorted(rows)} for name, rows in tables.items()}
    ).encode()


def create(path: Path, tables: Callable[[], Rows]) -> None:
    """Makes a JSON library that no file stands in the way of; its rows are never in memory together.

    Args:
        path: the file.
        tables: gives each table's name and its rows in order of their ids; asked once to write them, and
            once more to compare what was written, before the file has its name.

    Raises StorageError; no file is left then.
    """
    place = JSONPlace(path)

    def compare(part: Path) -> None:
        if wrong := _first_difference(part, _parts(tables())):
            raise StorageError(
                f"{path} did not keep {wrong} as written.", "Check the disk; what it was made of is whole."
            )

    with place.translated():
        atomic.create(place.file, (data for _, data in _parts(tables())), check=compare)


def _first_difference(path: Path, parts: Iterable[tuple[str, bytes]]) -> str:
    """What the file holds otherwise than these parts, in words; empty when it holds them and no more."""
    with path.open("rb") as file:
        for what, data in parts:
            if file.read(len(data)) != data:
                return what
        return "its end" if file.read(1) else ""


def _parts(tables: Rows) -> Iterator[tuple[str, bytes]]:
    """What `encoded` gives, bit by bit, and in words what each bit is of."""
    before = "{"
    for table, rows in tables:
        yield f"the table “{table}”", f"{before}{json.dumps(table)}: {{".encode()
        before = ""
        for key, row in rows:
            yield f"row {key} of “{table}”", f'{before}"{key}": {json.dumps(row)}'.encode()
            before = ", "
        before = "}, "
    yield "its end", b"}}" if before == "}, " else b"{}"


def decoded(data: bytes, *, before: Tables) -> Tables:
    """The tables in a file's bytes. Raises ValueError or RecursionError.

    A file without a byte is an empty store, but not where there was something: that is damage. So is a store
    that is no library where one was.
    """
    if not data and not before:
        return {}
    if data.startswith(b"SQLite format 3\0"):
        raise ValueError("it is a SQLite file, whose name must not end in .json")
    store = json.loads(data.decode("utf-8"), object_pairs_hook=_object)
    if not isinstance(store, dict) or not all(isinstance(rows, dict) for rows in store.values()):
        raise ValueError("it holds no tables")
    tables = {
        name: {_id(name, key): _row(name, key, row) for key, row in rows.items()}
        for name, rows in store.items()
    }
    if lineage.meta_of(before) is not None and lineage.meta_of(tables) is None:
        raise ValueError("it holds no library any more")
    return tables


class Present:
    """A JSON library as it is while it is written down (`store.storages.rows.Held`).

    Args: the file.
    """

    keeps_waiting = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, target: Path, *, check: Callable[[Path], str | None] | None = None) -> None:
        """Copies the file, onto the disk when it returns. Raises NotALibraryError where `check` objects."""

        def fill(part: Path) -> None:
            shutil.copyfile(self._path, part)
            if check is not None and (reason := check(part)) is not None:
                message = f"the library is damaged: {reason}."
                raise NotALibraryError(message, "‘dateline doctor’ says what can be done.")

        publish(target, fill)

    def close(self) -> None:
        """Nothing is held."""


def unsound(path: Path) -> str | None:
    """Why the file cannot be used as a library, or None when it can. Raises OSError."""
    try:
        tables: Any = json.loads(handles.read_bytes(path))
    except (ValueError, RecursionError):
        return "it is some other kind of file"
    if not isinstance(tables, dict) or not isinstance(tables.get("meta"), dict):
        return "it holds no library"
    return schema_fault(tables["meta"].get(str(META)))


def supersede(restored: Path, former: Path) -> None:
    """Has a JSON library that is to take another's place on purpose count as made of it.

    Whoever has the other one open then takes it over as it is, and joins nothing into it. A file that is no
    JSON library stays as it is. Raises OSError.
    """
    both: list[Tables] = []
    for path in (restored, former):
        try:
            both.append(decoded(path.read_bytes(), before={}))
        except (FileNotFoundError, ValueError, RecursionError):
            return
    meta, counts = lineage.meta_of(both[0]), lineage.writers(both[1])
    if meta is not None and counts:
        counts = lineage.merged_writers(counts, lineage.writers(both[0]))
        rows = {**both[0]["meta"], META: {**meta, lineage.WRITERS: counts}}
        replace(restored, encoded(lineage.signed({**both[0], "meta": rows}, lineage.new_writer())))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Of a name given twice Python would keep the last value and lose the first."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object in it has the same name twice")
    return found


def _id(table: str, key: str) -> int:
    if not key.removeprefix("-").isdecimal() or str(int(key)) != key:
        raise ValueError(f"{key!r} in “{table}” is no id")
    return int(key)


def _row(table: str, key: str, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValueError(f"row {key} of “{table}” is no record")
    return row
