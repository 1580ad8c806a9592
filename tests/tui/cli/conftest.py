"""What the tests of several commands use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

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


def loaded(result: Result) -> Any:
    """What a successful command printed as JSON."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
