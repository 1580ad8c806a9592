"""What the tests of several commands use."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.conftest import WIRE
from tests.tui.conftest import Run, invoke

MIXED = """مدينة 🚢 تشتري عبّارة جديدة

دبي، 14 مارس 2025 (وام) - قال الوزير: "سنبدأ في مايو" 👨‍👩‍👧 للجميع.

The word ferry 🚢 and the word ferry again.
"""


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A file with Arabic, emoji and a word that stands twice."""
    path = tmp_path / "mixed.txt"
    path.write_text(MIXED, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def library_of_wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library to which a short piece of wire copy was added, for whoever copies it."""
    folder = tmp_path_factory.mktemp("wired")
    (folder / "wire.txt").write_text(WIRE, encoding="utf-8")
    assert invoke("--library", folder / "library.db", "add", folder / "wire.txt").exit_code == 0
    return folder / "library.db"


@pytest.fixture
def wired(run: Run, library_of_wire: Path, tmp_path: Path) -> Run:
    """Runs commands on a copy of that library; its release is 1."""
    shutil.copy(library_of_wire, tmp_path / "library.db")
    return run


def loaded(result: Result) -> Any:
    """What a successful command printed as JSON."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
