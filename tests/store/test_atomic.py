"""Files replaced whole: on the disk before it is said, through links, with nothing left beside them."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from store.atomic import behind_links, replace, write_new

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links, rights and folders")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is flushed and renamed, in order: the kind of what is flushed, the name of what is replaced."""
    done: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def flushed(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def renamed(path: Path, target: Any) -> Path:
        done.append(f"rename to {Path(target).name}")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    return done


def test_it_is_on_the_disk_before_and_after_it_is_renamed(tmp_path: Path, steps: list[str]) -> None:
    """The bytes, then the name: a power cut at any moment leaves the old file or the new one."""
    replace(tmp_path / "file", b"one")
    assert steps == ["file", "rename to file", "folder"]
    steps.clear()
    write_new(tmp_path / "other", b"two")
    assert steps == ["file", "folder"]


def test_through_links_the_file_is_replaced(tmp_path: Path) -> None:
    """A link to a link stays one, and what they lead to has the bytes; also where it does not exist yet."""
    real = tmp_path / "elsewhere" / "file"
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to(real)
    for data in (b"made", b"replaced"):
        replace(tmp_path / "first", data)
        assert real.read_bytes() == data
    assert (tmp_path / "first").is_symlink() and (tmp_path / "second").is_symlink()
    assert list(real.parent.iterdir()) == [real]
    assert behind_links(tmp_path / "first") == real


def test_links_that_lead_in_a_circle_are_refused(tmp_path: Path) -> None:
    """They stay as they are."""
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(OSError) as caught:
        replace(tmp_path / "one", b"data")
    assert caught.value.errno == errno.ELOOP
    assert (tmp_path / "one").is_symlink()


def test_rights_stay(tmp_path: Path) -> None:
    """What only its owner may read is not opened to others."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    path.chmod(0o600)
    replace(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_failure_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever fails, the file is as it was and nothing is beside it."""
    path = tmp_path / "file"
    path.write_bytes(b"one")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path if step == "replace" else os, step, fail)
    with pytest.raises(OSError, match="No space"):
        replace(path, b"two")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"one", [path])
    if step != "replace":
        with pytest.raises(OSError, match="No space"):
            write_new(tmp_path / "new", b"two")
        assert list(tmp_path.iterdir()) == [path]


def test_what_others_made_is_not_written_over(tmp_path: Path) -> None:
    """A new file takes no name that is taken."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"


def test_writes_that_are_cut_short_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may take fewer bytes than it is given."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:3]))
    replace(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"
