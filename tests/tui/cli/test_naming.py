"""Which library is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import NotFoundError, StorageError
from tui.cli.naming import existing


def test_a_link_that_leads_nowhere_is_told_of(tmp_path: Path) -> None:
    """In a circle or to a folder that is not there: no command could make a library by it."""
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone" / "library.db")
    for name in ("circle", "dangling"):
        with pytest.raises(StorageError, match="is a link that leads nowhere"):
            existing(tmp_path / name)


def test_where_one_can_be_made_the_command_is_named(tmp_path: Path) -> None:
    """Also by a link to a file that is not there yet."""
    (tmp_path / "link").symlink_to(tmp_path / "library.db")
    for name in ("library.db", "link"):
        with pytest.raises(NotFoundError) as told:
            existing(tmp_path / name)
        assert "‘dateline add PATH’ makes one" in told.value.way_out
