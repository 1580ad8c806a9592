"""The store: releases, their texts, what users mark in them, and the forms these go in and out.

Knows nothing of the screen. `open_library` is the way in.
"""

from store.errors import (
    BackupError,
    DatelineError,
    ExportError,
    InvalidInputError,
    InvalidQueryError,
    MigrationError,
    NewerLibraryError,
    NotALibraryError,
    NotFoundError,
    RefusedError,
    StorageError,
    UnreadableRecordError,
)
from store.folding import FIND_EXACT_FOLDS, FIND_FOLDS, FoldedText
from store.importing import ImportReport, add_paths
from store.library import Library, open_library
from store.models import (
    Annotation,
    Hit,
    Link,
    Paragraph,
    Quotation,
    ReadingPosition,
    Release,
    ReleaseText,
    Tag,
)
from store.shapes import Unreadable
from store.storages import JSONFileStorage, SQLiteStorage

__all__ = [
    "FIND_EXACT_FOLDS",
    "FIND_FOLDS",
    "Annotation",
    "BackupError",
    "DatelineError",
    "ExportError",
    "FoldedText",
    "Hit",
    "ImportReport",
    "InvalidInputError",
    "InvalidQueryError",
    "JSONFileStorage",
    "Library",
    "Link",
    "MigrationError",
    "NewerLibraryError",
    "NotALibraryError",
    "NotFoundError",
    "Paragraph",
    "Quotation",
    "ReadingPosition",
    "RefusedError",
    "Release",
    "ReleaseText",
    "SQLiteStorage",
    "StorageError",
    "Tag",
    "Unreadable",
    "UnreadableRecordError",
    "add_paths",
    "open_library",
]
