"""A release in the library, and others of other days."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from tests.store.conftest import changed_today


def add(library: Library, folder: Path, name: str, text: str) -> int:
    """Imports a text and gives the release's id."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    report = add_paths(library, [path])
    assert not report.refused
    return report.ids[0]


def copied(file: Path, folder: str, user: str = "ana") -> Library:
    """A copy of a closed library, opened, and its next change not the first of a day."""
    library = open_library(shutil.copy(file, folder), user=user)
    changed_today(library)
    return library


def dated(day: str) -> str:
    """A release with a dateline."""
    return f"Ferry news of {day}\n\nLISBON, {day} (ALN) - The ferry sails again from the harbour.\n"


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]
