"""The store: releases, their texts, what users mark in them, and the forms these go in and out.

Knows nothing of the screen. `open_library` is the way in. What takes long to import and is not needed to
read a library is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.errors import (
    BackupError,
    BuiltUponError,
    ChangedMeanwhileError,
    DatelineError,
    DisplacedError,
    ExportError,
    FetchError,
    InvalidInputError,
    InvalidQueryError,
    MigrationError,
    NewerLibraryError,
    NotALibraryError,
    NoteConflictError,
    NotFoundError,
    RefusedError,
    StorageError,
    UnreadableRecordError,
)
from store.library.library import Library, open_library
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
    Version,
)
from store.storages import JSONFileStorage, SQLiteStorage
from store.tables import Unreadable

if TYPE_CHECKING:
    from store.intake.importing import ImportReport, add_bytes, add_paths
    from store.search.folding import FIND_EXACT_FOLDS, FIND_FOLDS, FoldedText

_LATE = {
    **dict.fromkeys(("FIND_EXACT_FOLDS", "FIND_FOLDS", "FoldedText"), "store.search.folding"),
    **dict.fromkeys(("ImportReport", "add_bytes", "add_paths"), "store.intake.importing"),
}


def __getattr__(name: str) -> Any:
    """Imports what is asked for late (https://peps.python.org/pep-0562/)."""
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "FIND_EXACT_FOLDS",
    "FIND_FOLDS",
    "Annotation",
    "BackupError",
    "BuiltUponError",
    "ChangedMeanwhileError",
    "DatelineError",
    "DisplacedError",
    "ExportError",
    "FetchError",
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
    "NoteConflictError",
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
    "Version",
    "add_bytes",
    "add_paths",
    "open_library",
]
