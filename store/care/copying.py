"""A whole library from one place to another, whatever kinds of file the two are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from store import tables
from store.atomic import is_there
from store.batches import batched
from store.errors import DatelineError, NewerLibraryError, NotALibraryError, NotFoundError, StorageError
from store.library import LibraryPlace, open_rows, place_of
from store.storages import Row, RowDB, Rows, RowStorage, encode, kind_named
from store.tables import META

_CHUNK = 500


class TargetNotEmptyError(DatelineError):
    """The place to move to holds something already."""

    title = "Could not move"


def move_library(source: str | LibraryPlace, target: str | LibraryPlace) -> dict[str, int]:
    """Copies every table, row by row, to be there as a whole or not, and reads the copy back to compare.

    The source is not changed, and no other process of ours writes to it meanwhile. When anything
    fails the target is as empty as it was.

    Returns:
        How many rows each table has, in order of the tables' names.

    Raises:
        NotFoundError: there is no source.
        NotALibraryError, NewerLibraryError: the source is no library, or a newer one.
        TargetNotEmptyError: the target holds rows already.
        StorageError: the target could not be written, or does not hold what was written.
    """
    with ExitStack() as stack:
        source, target = place_of(source), place_of(target)
        rows = _source(source, stack)
        new = target if isinstance(target, Path) and not is_there(target) else None
        try:
            counts = None if new is None else _created(rows, new)
            if counts is None:
                counts = _copied(rows, target)
                _verify(rows, target, counts)
        except TargetNotEmptyError:
            raise
        except BaseException:
            if new is not None:
                _remove_if_empty(new)
            raise
    return counts


def _opened(path: LibraryPlace, stack: ExitStack) -> RowStorage:
    db: RowDB = stack.enter_context(open_rows(path))
    return db.storage  # type: ignore[return-value]


def _source(path: LibraryPlace, stack: ExitStack) -> RowStorage:
    """The source's rows, kept from changing until the stack unwinds."""
    if isinstance(path, Path):
        _check_there(path)
    rows = _opened(path, stack)
    if not rows.read_only:
        stack.enter_context(rows.transaction())
    schema = rows.get_rows("meta", [META]).get(META, {}).get("schema")
    if not isinstance(schema, int):
        raise NotALibraryError(f"{path} holds no library.", "Name another.")
    if schema > tables.SCHEMA_VERSION:
        raise NewerLibraryError(
            f"{path} has schema {schema}, this program knows {tables.SCHEMA_VERSION}.",
            "Install the newer Dateline.",
        )
    return rows


def _check_there(path: Path) -> None:
    """Raises NotFoundError, StorageError, and NotALibraryError of an empty file: opened, it would be one."""
    try:
        empty = path.stat().st_size == 0
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no library at {path}.") from error
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}.", "Check the path and its rights.") from error
    if empty:
        raise NotALibraryError(f"{path} is empty.")


def _created(source: RowStorage, target: Path) -> dict[str, int] | None:
    """Makes the target of the rows in one go; None where its kind of file does not."""
    counts: dict[str, int] = {}

    def counted(table: str) -> Iterator[tuple[int, Row]]:
        counts[table] = 0
        for pair in source.scan_rows(table):
            counts[table] += 1
            yield pair

    def tables() -> Rows:
        return ((table, counted(table)) for table in sorted(source.table_names()))

    return counts if kind_named(target).create(target, tables) else None


def _copied(source: RowStorage, target: LibraryPlace) -> dict[str, int]:
    """Writes all rows to the target in one transaction. Raises TargetNotEmptyError."""
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        rows = _opened(target, stack)
        _check_empty(rows, target)  # before the transaction: source and target may be the same file
        stack.enter_context(rows.transaction())
        _check_empty(rows, target)
        names = sorted(source.table_names())
        # Of rows that are there it would take longer.
        rows.ensure_indexes(one for one in tables.indexes() if one[0] in names)
        for table in names:
            counts[table] = 0
            rows.write_rows(table, {})
            for chunk in _chunks(source, table):
                try:
                    rows.write_rows(table, chunk)
                except OverflowError as error:
                    raise StorageError(f"{target}: an id in “{table}” is too large for it.") from error
                counts[table] += len(chunk)
    return counts


def _chunks(rows: RowStorage, table: str) -> Iterator[dict[int, Row]]:
    return map(dict, batched(rows.scan_rows(table), _CHUNK))


def _check_empty(rows: RowStorage, path: LibraryPlace) -> None:
    if any(rows.count_rows(table) for table in rows.table_names()):
        raise TargetNotEmptyError(
            f"{path} is not empty.", "Name a file that does not exist yet, or another database."
        )


def _verify(source: RowStorage, target: LibraryPlace, counts: dict[str, int]) -> None:
    """Opens the target anew and compares each row. Raises StorageError; the target is then emptied."""
    with ExitStack() as stack:
        rows = _opened(target, stack)
        # Nobody else may write while we compare, or it would look like a fault and be emptied.
        stack.enter_context(rows.transaction())
        wrong = _first_difference(source, rows, counts)
        if wrong:
            rows.write({})
    if wrong:
        raise StorageError(
            f"{target} did not keep {wrong} as written.", "Check the disk; the source is whole."
        )


def _first_difference(source: RowStorage, target: RowStorage, counts: dict[str, int]) -> str:
    """Which row or table differs, in words; empty when none does."""
    if sorted(target.table_names()) != sorted(counts):
        return "the tables"
    for table, count in counts.items():
        if target.count_rows(table) != count:
            return f"the table “{table}”"
        for chunk in _chunks(source, table):
            kept = target.get_rows(table, chunk)
            for key, row in chunk.items():
                if _text(kept.get(key)) != _text(row):
                    return f"row {key} of “{table}”"
    return ""


def _text(row: Any) -> str:
    return "" if row is None else encode(row)


def _holds_nothing(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except OSError:
        return False


def _remove_if_empty(path: Path) -> None:
    """Takes away the file a failed move has made, and what its storage has put beside it."""
    try:
        with ExitStack() as stack:
            rows = _opened(path, stack)
            empty = rows.read() is None
    except (StorageError, NotALibraryError):
        # The error that brought us here is the one to tell. A full disk may keep the file from being opened;
        # all else is not ours to judge.
        empty = _holds_nothing(path)
    if empty:
        beside = (f"{path.name}-wal", f"{path.name}-shm", f".{path.name}.lock")
        for file in (path, *map(path.with_name, beside)):
            with suppress(OSError):  # where nothing can be written, nothing was made
                file.unlink(missing_ok=True)
