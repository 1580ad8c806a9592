"""TinyDB storages that keep rows: the protocol all of them satisfy, and the table class on top of it."""

from store.storages.json_file import JSONFileStorage
from store.storages.memory import MemoryStorage
from store.storages.row_tables import RowDB, RowTable
from store.storages.rows import RowStorage
from store.storages.sqlite import SQLiteStorage

__all__ = ["JSONFileStorage", "MemoryStorage", "RowDB", "RowStorage", "RowTable", "SQLiteStorage"]
