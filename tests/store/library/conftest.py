"""A release in the library, and others of other days."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths


def add(library: Library, folder: Path, name: str, text: str) -> int:
    """Imports a text and gives the release's id."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    report = add_paths(library, [path])
    assert not report.refused
    return report.ids[0]


def dated(day: str) -> str:
    """A release with a dateline."""
    return f"Ferry news of {day}\n\nLISBON, {day} (ALN) - The ferry sails again from the harbour.\n"


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]
