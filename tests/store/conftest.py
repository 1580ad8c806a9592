"""Fixtures of the store's upkeep: a library with marks, and ways to harm its file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import Library, add_paths, open_library
from store.backups import copies
from tests.conftest import SAMPLES, Clock

Run = Callable[..., list[Any]]


def changed_today(library: Library) -> None:
    """Has the next change be none that is the first of a day, and backed up before."""
    library.daily_backup._day = copies.utc_now().strftime("%Y-%m-%d")


def mark(library: Library) -> None:
    """Adds the sample releases with an annotation, a tag, a note, a star and a reading position each."""
    add_paths(library, [SAMPLES])
    for key in sorted(library.releases.ids()):
        library.annotations.add(key, 0, 12, tags=[f"tag {key}", "all"], note=f"note {key}")
        library.reading.set_starred([key], True)


@pytest.fixture(scope="session")
def marked_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The file of a library with them, and how often its clock was read."""
    path, clock = tmp_path_factory.mktemp("marked") / "library.db", Clock()
    with closing(open_library(path, user="ana", clock=clock)) as library:
        mark(library)
    return path, clock.read


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Library]:
    """An empty library; where a test asks for `marked`, a copy of that, as if marked only just."""
    path, is_marked = tmp_path / "library.db", "marked_once" in request.fixturenames
    if is_marked:
        file, clock.read = request.getfixturevalue("marked_once")
        shutil.copyfile(file, path)
    with closing(open_library(path, user="ana", clock=clock)) as opened:
        if is_marked:  # its first change was made, in a library without a release to be backed up
            changed_today(opened)
        yield opened


@pytest.fixture
def marked(library: Library, marked_once: tuple[Path, int]) -> Library:
    """A library with them."""
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
