"""TinyDB storages that keep rows: one small protocol, one table class on top of it."""

from store.storages.json_file import JSONFileStorage
from store.storages.memory import MemoryStorage
from store.storages.rows import RowDB, RowStorage, RowTable
from store.storages.sqlite import SQLiteStorage

__all__ = ["JSONFileStorage", "MemoryStorage", "RowDB", "RowStorage", "RowTable", "SQLiteStorage"]
