"""Files replaced whole: whoever reads, and whatever is cut off, finds the old content or the new.

The new content is written beside the file, flushed to the disk and renamed over it
(https://pubs.opengroup.org/onlinepubs/9799919799/functions/rename.html); the folder is flushed then, or the
rename might not outlast a power cut (fsync(2)). A link stays a link: what it leads to is replaced.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

#: How the name of a file begins that `publish` has not made whole yet.
PART = ".part-"
#: Files that are flushed at a time: where others use the disk, each waits for its turn there.
_FLUSHERS = 4
#: What has its place not yet, by its name; and the seconds after which its writer has gone.
_LEFT, _OLD_SECONDS = re.compile(r"\.dateline-[0-9a-f]{16}"), 60
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def behind_links(path: Path) -> Path:
    """The absolute path of the file that is meant, whatever links lead to it; it need not exist.

    Raises OSError where links lead in a circle.
    """
    found = Path(os.path.realpath(path))
    if found.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return found


def is_there(path: Path) -> bool:
    """Whether something is known to be there; where the system lets nobody look, writing there says why."""
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that may not be entered
        return False


def replace(path: Path, data: bytes) -> None:
    """Puts the bytes in the file's place, on the disk when it returns.

    Its folder is made where it is missing, and it keeps its rights. Raises OSError; the file is then as it
    was, and nothing is left beside it.
    """
    file = behind_links(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    with written(file.with_name(f".dateline-{os.urandom(8).hex()}"), data, like=file) as part:
        part.replace(file)
        flush_folder(file.parent)


def replace_all(folder: Path, files: Mapping[str, bytes], may: Callable[[str], bool]) -> set[str]:
    """Puts files of one folder in place together, and gives the names of those that are: on the disk by then.

    All are written before the first is flushed: that takes the disk little more than one file does. None has
    its name before it is on the disk. Until then they lie in a hidden folder, all that a kill leaves.

    Args:
        folder: made where it is missing.
        files: the bytes by their names, none of which is a link; as many as may be open at once.
        may: asked of a name at the last moment, whether the file may be replaced or made.

    Raises OSError where nobody knows whether the names are on the disk. What else fails leaves a file as it
    was: put alone, by `replace`, it says why.
    """
    placed: set[str] = set()
    staging = folder / f".dateline-{os.urandom(8).hex()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging.mkdir()
    except OSError:
        return placed
    try:
        for name in _flushed(staging, folder, files):
            with suppress(OSError):
                if may(name):
                    (staging / name).replace(folder / name)
                    placed.add(name)
    finally:
        with suppress(OSError):
            for name in files.keys() - placed:
                (staging / name).unlink(missing_ok=True)
            staging.rmdir()
    if placed:
        flush_folder(folder)
    return placed


def sweep(folder: Path) -> None:
    """Takes away what a killed program left in the folder on its way to a file's place, once it is old enough
    that nobody writes it any more."""
    with suppress(OSError):
        for one in list(os.scandir(folder)) if folder.is_dir() else ():
            if _LEFT.fullmatch(one.name) and time.time() - one.stat().st_mtime > _OLD_SECONDS:
                if one.is_dir(follow_symlinks=False):
                    shutil.rmtree(one.path, ignore_errors=True)
                else:
                    Path(one.path).unlink(missing_ok=True)


def _flushed(staging: Path, folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Writes the files into the staging folder, with the rights of those in the folder; those on the disk."""
    from concurrent.futures import ThreadPoolExecutor  # for many files only

    with ExitStack() as opened:
        written: list[tuple[str, int]] = []
        for name, data in files.items():
            with suppress(OSError):
                part = f"{staging}{os.sep}{name}"  # as text: no objects for paths
                descriptor = os.open(part, _NEW_FILE, 0o666)  # a third of what a file object takes
                opened.callback(os.close, descriptor)
                _take_rights(part, f"{folder}{os.sep}{name}")
                _write(descriptor, (data,))
                written.append((name, descriptor))
        _begin_flushing(staging)
        shares = [written[first::_FLUSHERS] for first in range(_FLUSHERS)]
        with ThreadPoolExecutor(_FLUSHERS) as flushers:
            on_disk = {name for names in flushers.map(_fsynced, shares) for name in names}
    return [name for name, _ in written if name in on_disk]


def _fsynced(files: Iterable[tuple[str, int]]) -> list[str]:
    """Waits until the files, names with descriptors, are on the disk; the names of those that are."""
    done = []
    for name, descriptor in files:
        with suppress(OSError):
            os.fsync(descriptor)
            done.append(name)
    return done


def _begin_flushing(folder: Path) -> None:
    """Has all that the folder's file system still holds back written at once, where the system can do that.

    It promises nothing: each file is flushed all the same, and says whether that went well.
    """
    if sys.platform != "linux":
        return
    import ctypes  # for many files only

    with suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            ctypes.CDLL(None).syncfs(descriptor)  # syncfs(2)
        finally:
            os.close(descriptor)


def create(
    path: Path, parts: Iterable[bytes], *, check: Callable[[Path], object] = lambda written: None
) -> None:
    """Makes a file of the parts, whole and on the disk when it returns; they are taken one after the other.

    Its folder is made where it is missing. What is written is looked at by `check` before it has its name.
    Raises FileExistsError, OSError, and what the parts or `check` raise; nothing is left then.
    """
    file = behind_links(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    with written(file.with_name(f".dateline-{os.urandom(8).hex()}"), parts, like=file) as part:
        check(part)
        _name(part, file)
        flush_folder(file.parent)


def _name(part: Path, file: Path) -> None:
    """Gives the part the file's name. Raises FileExistsError, OSError."""
    try:
        file.hardlink_to(part)  # unlike a rename it replaces nothing
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file)) from None
        part.replace(file)


@contextmanager
def written(part: Path, data: bytes | Iterable[bytes], *, like: Path) -> Iterator[Path]:
    """A new file with the bytes, in one or in parts, on the disk, with the rights of another if that exists.

    It is gone at the end unless it was renamed. Raises OSError.
    """
    file = part.open("xb")
    try:
        with file:
            _take_rights(part, like)
            _put(file.fileno(), (data,) if isinstance(data, bytes) else data)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _take_rights(part: str | Path, like: str | Path) -> None:
    """Gives the part the rights of another file, if that exists. Raises OSError."""
    # Some file systems know no rights and refuse to have them set.
    with suppress(PermissionError, FileNotFoundError):
        os.chmod(part, os.stat(like).st_mode & 0o7777)  # noqa: PTH101, PTH116 - of many files


def write_new(path: Path, data: bytes) -> None:
    """Makes a file, on the disk when it returns. Raises FileExistsError, OSError; nothing is left then."""
    file = path.open("xb")
    try:
        with file:
            _put(file.fileno(), (data,))
        flush_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def publish(path: Path, fill: Callable[[Path], object]) -> None:
    """Makes a file under a name that is free: filled under another, flushed to the disk, then renamed.

    A file with the name is a whole one. Raises OSError, and whatever `fill` does; nothing is left then.
    """
    part = path.with_name(f"{PART}{os.urandom(8).hex()}")
    try:
        fill(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _put(descriptor: int, parts: Iterable[bytes]) -> None:
    """Writes all of the bytes and waits until they are on the disk."""
    _write(descriptor, parts)
    os.fsync(descriptor)


def _write(descriptor: int, parts: Iterable[bytes]) -> None:
    for data in parts:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]


def flush_folder(folder: Path) -> None:
    """Makes a rename durable, where the system lets a folder be flushed. Raises OSError."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
