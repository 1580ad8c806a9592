"""A storage that forgets: for tests, and for trying something out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store.atomic import publish
from store.errors import NotALibraryError
from store.storages.memory_tables import Tables, TablesStorage
from store.storages.rows import Held


class MemoryStorage(TablesStorage):
    """A TinyDB storage in memory, with the same promises as those in files but for durability."""

    def _refresh(self) -> None:
        """Nobody else can write."""

    @contextmanager
    def _committing(self) -> Iterator[None]:
        yield

    def hold(self) -> Held:
        """The rows as they are now, to be written down as a SQLite library."""
        with self._reading(""):
            return _Kept({name: dict(rows) for name, rows in self._tables.items()})

    def save_to(self, target: Path, backups: Iterable[Path] = ()) -> None:
        """Writes the rows to a SQLite library of their own."""
        self.hold().write(target)


class _Kept:
    """Tables as they were (`store.storages.rows.Held`)."""

    keeps_waiting = False

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def write(self, target: Path, *, check: Callable[[Path], str | None] | None = None) -> None:
        from store.storages.sqlite import SQLiteStorage  # a storage in memory seldom becomes a file

        def fill(part: Path) -> None:
            with closing(SQLiteStorage(part)) as copy:
                copy.write(self._tables)
            if check is not None and (reason := check(part)) is not None:
                raise NotALibraryError(f"what is in memory is damaged: {reason}.")

        publish(target, fill)

    def close(self) -> None:
        """Nothing is held that others wait for."""
