"""What is done once releases came in, by the application and the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from store import Library
from store.wording import many


def settle(library: Library, path: Path | None, added: Sequence[int]) -> tuple[list[str], list[str]]:
    """Marks what was kept for releases that are here, then applies the rules in a file of settings to those
    that came, which may be none.

    Gives what to say of both, and what went wrong, in lines.

    Raises StorageError, InvalidInputError for an impossible name of a tag.
    """
    from tui.arrival_rules import applied

    home = brought_home(library)
    told, problems = applied(library, path, added)
    return [*home, *told], problems


def brought_home(library: Library) -> list[str]:
    """Marks what was kept for releases that are there now; what to say of it. Raises StorageError."""
    if library.read_only or not library.tables.storage.count_rows("homeless"):
        return []
    from store.imports import bring_home  # most libraries have nothing that waits

    made = bring_home(library).made
    return [f"{many(made, 'passage')} marked that waited for their release"] if made else []
