"""Files replaced whole: on the disk before it is said, through links, with nothing left beside them."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from store import atomic
from store.atomic import behind_links, is_there, replace, replace_all, sweep, write_new
from tests.conftest import ROOT

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


def test_what_nobody_may_look_for_is_not_known_to_be_there(tmp_path: Path) -> None:
    """As what no file can be called; it is told when it is written."""
    assert is_there(tmp_path) and not is_there(tmp_path / "none")
    assert not is_there(tmp_path / ("n" * 300))


def test_what_a_killed_program_left_is_swept(tmp_path: Path) -> None:
    """Files and folders, once they are old; what somebody else calls so is not touched."""
    old, staging = tmp_path / ".dateline-0123456789abcdef", tmp_path / ".dateline-00000000000000ff"
    others = [tmp_path / ".dateline-00000000000000aa", tmp_path / ".dateline-notes", tmp_path / "a.md"]
    staging.mkdir()
    (staging / "a.md").write_text("half")
    for path in (old, *others):
        path.write_text("")
    for path in (old, staging, *others[1:]):
        os.utime(path, (0, 0))
    sweep(tmp_path)
    sweep(tmp_path / "missing")
    assert sorted(tmp_path.iterdir()) == sorted(others)


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


# -- many files together -----------------------------------------------------------------------


def always(_name: str) -> bool:
    """Nothing keeps a file from its place."""
    return True


def test_all_are_on_the_disk_before_one_has_its_name(tmp_path: Path, steps: list[str]) -> None:
    """Then the folder once, which is made where it is missing; nothing is left beside them."""
    files = {"a": b"one", "b": b"two", "c": b"three"}
    folder = tmp_path / "new" / "folder"
    assert replace_all(folder, files, always) == {"a", "b", "c"}
    assert steps == ["file"] * 3 + ["rename to a", "rename to b", "rename to c", "folder"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files


def test_of_many_each_keeps_its_rights(tmp_path: Path) -> None:
    """What only its owner may read is not opened to others; a new one has those of any new file."""
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "a").chmod(0o600)
    (tmp_path / "other").write_bytes(b"")
    replace_all(tmp_path, {"a": b"two", "b": b"new"}, always)
    assert (tmp_path / "a").read_bytes() == b"two"
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a", "b", "other")]
    assert modes[0] == 0o600 and modes[1] == modes[2]


def test_what_may_not_be_replaced_stays(tmp_path: Path) -> None:
    """It is asked of each when all are on the disk."""
    (tmp_path / "b").write_bytes(b"theirs")
    asked: list[tuple[str, bool]] = []

    def may(name: str) -> bool:
        asked.append((name, (tmp_path / "c").exists()))
        return name != "b"

    assert replace_all(tmp_path, {"a": b"1", "b": b"2", "c": b"3"}, may) == {"a", "c"}
    assert asked == [("a", False), ("b", False), ("c", False)]
    assert (tmp_path / "b").read_bytes() == b"theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("failing", [1, 2])
def test_one_that_fails_keeps_no_other_from_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failing: int
) -> None:
    """It is as it was, is not among those given, and leaves nothing."""
    (tmp_path / "a").write_bytes(b"old")
    owner: Any = Path if step == "replace" else os
    real, calls = getattr(owner, step), iter(range(1, 9))

    def sometimes(*arguments: Any) -> Any:
        if next(calls) == failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(owner, step, sometimes)
    monkeypatch.setattr(atomic, "_FLUSHERS", 1)  # in turn
    names = ["a", "b"]
    placed = replace_all(tmp_path, dict.fromkeys(names, b"new"), always)
    missed = names[failing - 1]
    assert placed == set(names) - {missed}
    present = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert present == {"a": b"old"} | dict.fromkeys(placed, b"new")


def test_several_are_flushed_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each waits for its turn at the disk, they wait together."""
    together = threading.Barrier(2, timeout=10)
    monkeypatch.setattr(os, "fsync", lambda _: stat.S_ISREG(os.fstat(_).st_mode) and together.wait())
    assert replace_all(tmp_path, {"a": b"1", "b": b"2"}, always) == {"a", "b"}


def test_where_no_folder_can_be_nothing_is_placed(tmp_path: Path) -> None:
    """Whoever puts a file there alone learns why."""
    (tmp_path / "file").write_bytes(b"one")
    assert replace_all(tmp_path / "file", {"a": b"1"}, always) == set()
    assert (tmp_path / "file").read_bytes() == b"one"


def test_a_folder_that_cannot_be_flushed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows then whether the names outlast a power cut."""

    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic, "flush_folder", fail)
    with pytest.raises(OSError, match="Input/output"):
        replace_all(tmp_path, {"a": b"1"}, always)


@pytest.mark.skipif(sys.platform != "linux", reason="needs syncfs(2)")
def test_what_is_held_back_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    """Once for all files, before the first is flushed; each is flushed all the same."""
    begin = atomic._begin_flushing

    def begun(folder: Path) -> None:
        steps.append(f"all {sum(path.stat().st_size for path in folder.iterdir())}")
        begin(folder)

    monkeypatch.setattr(atomic, "_begin_flushing", begun)
    replace_all(tmp_path, {"a": b"one", "b": b"two"}, always)
    assert steps[:3] == ["all 6", "file", "file"]


@pytest.mark.few(6)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to kill")
@pytest.mark.parametrize("last", range(1, 12))
def test_a_kill_at_any_moment_leaves_whole_files(tmp_path: Path, last: int) -> None:
    """Each name leads to the old bytes or the new ones, and beside them lies one hidden folder at most."""
    old, new = b"old" * 1000, b"new" * 1000
    names = ["a", "b", "c"]
    (tmp_path / "a").write_bytes(old)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom store.atomic import replace_all\n"
        "left = [int(sys.argv[2])]\n"
        "def killed(act):\n"
        "    def acted(*given):\n"
        "        left[0] -= 1\n"
        "        if left[0] == 0: os.kill(os.getpid(), 9)\n"
        "        return act(*given)\n"
        "    return acted\n"
        "os.write, os.fsync, Path.replace = killed(os.write), killed(os.fsync), killed(Path.replace)\n"
        "replace_all(Path(sys.argv[1]), dict.fromkeys('abc', b'new' * 1000), lambda name: True)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path), str(last)], cwd=ROOT, check=False)
    assert ended.returncode == (-9 if last <= 10 else 0)
    present = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert present["a"] in (old, new) and present.keys() <= set(names)
    assert all(data == new for name, data in present.items() if name != "a")
    hidden = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert len(hidden) <= 1 and all(path.name.startswith(".dateline-") for path in hidden)
