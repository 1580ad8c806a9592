"""Whether a file that could only be read can be written by now."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from store.storages.writable import takes_files


def test_it_is_tried_and_nothing_is_left(tmp_path: Path) -> None:
    """Beside the file itself, where a link leads to it."""
    path = tmp_path / "there" / "library.db"
    path.parent.mkdir()
    path.touch()
    link = tmp_path / "link.db"
    link.symlink_to(path)
    assert (takes_files(path), takes_files(link)) == (True, True)
    assert list(path.parent.iterdir()) == [path]
    assert not takes_files(tmp_path / "nowhere" / "library.db")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_where_a_file_is_refused_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A full disk, a quota, a disk or folder that is only read."""

    def refused(**_: Any) -> None:
        raise OSError(number, os.strerror(number))

    (tmp_path / "library.db").touch()
    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    assert not takes_files(tmp_path / "library.db")


def test_a_file_that_may_not_be_written_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though its folder takes others."""
    (tmp_path / "library.db").touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not takes_files(tmp_path / "library.db")
