"""Fixtures of the store's upkeep: a library with marks, and ways to harm its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import Library, add_paths
from tests.conftest import SAMPLES

Run = Callable[..., list[Any]]


def mark(library: Library) -> None:
    """Adds the sample releases with an annotation, a tag, a note, a star and a reading position each."""
    add_paths(library, [SAMPLES])
    for key in sorted(library.releases.ids()):
        library.annotations.add(key, 0, 12, tags=[f"tag {key}", "all"], note=f"note {key}")
        library.reading.set_starred([key], True)


@pytest.fixture
def marked(library: Library) -> Library:
    """A library with them."""
    mark(library)
    return library


@pytest.fixture
def sql(library: Library) -> Run:
    """Runs SQL on the library's file behind the program's back."""

    def run(statement: str, *values: object) -> list[Any]:
        connection = sqlite3.connect(library.path)
        with connection:
            rows = connection.execute(statement, values).fetchall()
        connection.close()
        return rows

    return run


@pytest.fixture
def stored() -> list[Path]:
    """The stored libraries, one of each schema there has been."""
    return sorted((Path(__file__).parent / "fixtures").glob("library-*.db"))
