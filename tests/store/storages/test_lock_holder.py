"""Which program holds a lock, as the system's list of locks tells."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from store.storages import lock_holder
from store.storages.lock_holder import locker_of, writer_of

Listed = Callable[..., None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with the index of its log."""
    path = tmp_path / "library.db"
    for end in ("", "-shm"):
        Path(f"{path}{end}").write_bytes(b"x")
    return path


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Listed:
    """Has the system list these locks: each its kind, the file and the bytes, held by this process."""
    locks = tmp_path / "locks"
    monkeypatch.setattr(lock_holder, "_LOCKS", locks)

    def write(*held: tuple[str, Path, object, object], process: int | None = None) -> None:
        lines = [
            f"{number}: {kind} {os.getpid() if process is None else process} 00:1d:{file.stat().st_ino}"
            f" {first} {last}"
            for number, (kind, file, first, last) in enumerate(held, start=1)
        ]
        locks.write_text("\n".join(lines), encoding="ascii")

    return write


def mine() -> str:
    """This process as it is named."""
    name = Path(f"/proc/{os.getpid()}/comm").read_text(encoding="utf-8").strip()
    return f"{name} (process {os.getpid()})"


pytestmark = pytest.mark.skipif(not Path("/proc/self/comm").exists(), reason="the system names no process")

WRITE = "POSIX  ADVISORY  WRITE"


@pytest.mark.parametrize(
    ("end", "first", "last", "named"),
    [
        ("-shm", 120, 120, True),
        ("-shm", 0, "EOF", True),
        ("-shm", 100, 120, True),
        ("-shm", 121, 127, False),
        ("-shm", 100, 119, False),
        ("", 0x40000001, 0x40000001, True),
        ("", 0x40000000, 0x400001FF, True),
        ("", 0x40000002, 0x400001FF, False),
        ("", 120, 120, False),
    ],
)
def test_a_writer_holds_one_byte(
    path: Path, listed: Listed, end: str, first: int, last: object, named: bool
) -> None:
    """Of the index of the log, or of a file without one; a lock on other bytes is no writer's."""
    listed((WRITE, Path(f"{path}{end}"), first, last))
    assert writer_of(path) == (mine() if named else "")


def test_who_reads_or_waits_holds_nothing(path: Path, listed: Listed) -> None:
    """A shared lock is no writer's; one that waits is listed with an arrow."""
    index = Path(f"{path}-shm")
    listed(("POSIX  ADVISORY  READ ", index, 120, 120), (f"-> {WRITE}", index, 120, 120))
    assert writer_of(path) == ""
    listed(("POSIX  ADVISORY  READ ", index, 120, 120), (WRITE, path, 0, 3), (WRITE, index, 120, 120))
    assert writer_of(path) == mine()


def test_a_lock_on_the_whole_file(path: Path, listed: Listed) -> None:
    """As a JSON library's is; a lock on another file is not it, and one through a link is."""
    listed(("FLOCK  ADVISORY  WRITE", path, 0, "EOF"))
    assert locker_of(path) == mine()
    assert locker_of(Path(f"{path}-shm")) == ""
    assert locker_of(path.with_name("none")) == ""
    link = path.with_name("link.db")
    link.symlink_to(path)
    listed((WRITE, Path(f"{path}-shm"), 120, 120))
    assert writer_of(link) == mine()


def test_where_the_system_tells_nothing_nobody_is_named(path: Path, listed: Listed) -> None:
    """No list, one in other words, or a process that has ended."""
    assert writer_of(path) == ""
    lock_holder._LOCKS.write_text("1: POSIX ADVISORY WRITE some body 0 EOF", encoding="ascii")
    assert writer_of(path) == ""
    listed((WRITE, Path(f"{path}-shm"), 120, 120), process=2**22 + 1)
    assert writer_of(path) == ""
