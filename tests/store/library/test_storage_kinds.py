"""Opening what may be a library by its name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store import NotALibraryError
from store.library.storage_kinds import open_rows


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["pipe.db", "pipe.json"])
def test_a_pipe_is_no_library_and_not_waited_for(tmp_path: Path, name: str) -> None:
    """Whichever storage its name means."""
    os.mkfifo(tmp_path / name)
    with pytest.raises(NotALibraryError, match="is no file"):
        open_rows(tmp_path / name)


def test_a_device_is_no_library() -> None:
    """Nor is it read."""
    with pytest.raises(NotALibraryError, match="is no file"):
        open_rows("/dev/zero")
