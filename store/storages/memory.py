"""A storage that forgets: for tests, and for trying something out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from store.storages.memory_tables import TablesStorage


class MemoryStorage(TablesStorage):
    """A TinyDB storage in memory, with the same promises as those in files but for durability."""

    def _refresh(self) -> None:
        """Nobody else can write."""

    @contextmanager
    def _committing(self) -> Iterator[None]:
        yield
