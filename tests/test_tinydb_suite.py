"""TinyDB's own tests pass on the storages of this project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgresql_server import programs

SCRIPT = Path(__file__).with_name("tinydb_suite.py")
NO_SDIST = 3


@pytest.mark.slow
def test_tinydbs_own_suite_passes(request: pytest.FixtureRequest) -> None:
    """Each storage passes TinyDB's suite, none of its tests left out but those the script names."""
    servers = [request.getfixturevalue("team")] if programs() is not None else []
    given = [sys.executable, str(SCRIPT), *servers]
    done = subprocess.run(given, capture_output=True, text=True, check=False)
    if done.returncode == NO_SDIST:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" 0 failed, ") == 2 + len(servers), done.stdout
