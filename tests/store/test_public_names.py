"""The public names of the store, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import store

PUBLIC = [
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

HEAVY = ("textual", "rich", "tui", "markdown_it", "charset_normalizer", "yaml", "httpx", "anyio")


def test_public_names() -> None:
    """`store` exports exactly these names, and each is there."""
    assert store.__all__ == sorted(PUBLIC)
    assert all(hasattr(store, name) for name in PUBLIC)


def test_import_brings_nothing_heavy() -> None:
    """Importing `store` imports neither the screen nor what only some files need."""
    code = "import sys, store; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(loaded.stdout.split())


def test_errors_are_one_family() -> None:
    """Every error has a title, says its message, and ends with the way out if there is one."""
    errors = [getattr(store, name) for name in PUBLIC if name.endswith("Error")]
    assert all(issubclass(error, store.DatelineError) for error in errors)
    assert len({error.title for error in errors}) == len(errors)
    assert str(store.StorageError("it is full.", "Free some.")) == (
        "The library could not be read or written: it is full. Free some."
    )
    assert str(store.RefusedError("it is empty.")) == "Refused: it is empty."
