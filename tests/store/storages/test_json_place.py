"""Where a JSON library lies: read whole while others write, and nothing put over anything."""

from __future__ import annotations

import errno
import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from store import NotALibraryError, StorageError
from store.storages import json_place
from store.storages.json_place import JSONPlace, Stamp, stamp_of


@pytest.fixture
def place(tmp_path: Path) -> JSONPlace:
    """The place of a file that is there."""
    (tmp_path / "library.json").write_bytes(b"{}")
    return JSONPlace(tmp_path / "library.json")


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    """Also one in another; the file is not."""
    place = JSONPlace(tmp_path / "new" / "folder" / "library.json")
    assert place.file.parent.is_dir()
    assert not place.file.exists()
    assert place.present() is None
    assert not place.read_only


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str) -> None:
    """It is named, with a way out."""
    path = tmp_path / "library.json"
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    with pytest.raises(NotALibraryError, match=r"library\.json is no file") as caught:
        JSONPlace(path)
    assert "--library" in caught.value.way_out


@pytest.mark.parametrize("protected", ["library.json", "folder", "neither"])
def test_where_either_is_protected_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protected: str
) -> None:
    """A file is replaced, which needs the right to its folder; its own says that nobody should."""
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != protected)
    assert JSONPlace(folder / "library.json").read_only == (protected == "folder")
    (folder / "library.json").write_bytes(b"{}")
    assert JSONPlace(folder / "library.json").read_only == (protected != "neither")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EACCES, "x"), "it is read-only. Give yourself the right"),
        (OSError(errno.EPERM, "x"), "it is read-only"),
        (OSError(errno.EROFS, "x"), "it is read-only"),
        (OSError(errno.ENOSPC, "x"), "the disk is full. Free some space"),
        (OSError(errno.EDQUOT, "x"), "the disk is full"),
        (OSError(errno.EFBIG, "x"), "the disk is full"),
        (OSError(errno.EIO, "x"), "the disk reports an error"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "File name too long. Check the path."),
        (OSError("without a number"), "without a number. Check the path."),
        (NotImplementedError("no locks here"), "no locks here. Check the path."),
    ],
)
def test_the_systems_complaints_in_plain_words(place: JSONPlace, error: Exception, words: str) -> None:
    """Which file, what is wrong and what to do; what the system said stays the cause."""
    with pytest.raises(StorageError) as caught, place.translated():
        raise error
    assert f"library.json: {words}" in str(caught.value)
    assert caught.value.__cause__ is error


def test_a_file_is_read_again_while_somebody_writes_it(
    place: JSONPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it was the same before and after; the bytes and the stamp are of that time."""
    stamps: list[Stamp] = [(1, 2, 3), (1, 3, 3), (2, 3, 3), (4, 5, 3), (4, 5, 3)]
    monkeypatch.setattr(json_place, "stamp_of", lambda _status: stamps.pop(0))
    with pytest.raises(IndexError):
        place.read()
    stamps += [(1, 2, 3), (1, 3, 3), (4, 5, 3), (4, 5, 3)]
    assert place.read() == (b"{}", (4, 5, 3))
    assert stamps == []


def test_a_file_that_is_always_written_is_given_up(place: JSONPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that another program is at it; nobody waits for ever."""
    numbers = iter(range(10**6))
    monkeypatch.setattr(json_place, "stamp_of", lambda _status: (next(numbers), 0, 0))
    with pytest.raises(StorageError, match="another program keeps changing it"):
        place.read()
    with pytest.raises(StorageError, match="another program keeps changing it"):
        place.present()


def test_a_change_of_time_size_or_file_is_a_change(place: JSONPlace) -> None:
    """Each by itself."""
    stamps = [stamp_of(place.file.stat())]
    assert stamp_of(place.file.stat()) == stamps[0]
    os.utime(place.file, ns=(0, 7))
    stamps.append(stamp_of(place.file.stat()))
    place.file.write_bytes(b"{ }")
    os.utime(place.file, ns=(0, 7))
    stamps.append(stamp_of(place.file.stat()))
    other = place.beside("other")
    other.write_bytes(b"{ }")
    os.utime(other, ns=(0, 7))
    other.replace(place.file)
    stamps.append(stamp_of(place.file.stat()))
    assert len(set(stamps)) == 4
    assert place.present() == b"{ }"


def test_each_version_kept_has_a_name_of_its_own(place: JSONPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of a second has none behind the time, further ones a number; none is written over."""

    class Always(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Always:
            return cls(2025, 3, 14, 12, 30, 5)

    monkeypatch.setattr(json_place, "datetime", Always)
    copies = [place.keep(f"{number}".encode()) for number in range(3)]
    assert [copy.name for copy in copies] == [
        "library (conflict 2025-03-14 123005).json",
        "library (conflict 2025-03-14 123005 2).json",
        "library (conflict 2025-03-14 123005 3).json",
    ]
    assert [copy.read_bytes() for copy in copies] == [b"0", b"1", b"2"]
    monkeypatch.setattr(json_place, "ATTEMPTS", 4)
    with pytest.raises(StorageError, match=re.escape("too many conflict copies beside it. Clear them up.")):
        place.keep(b"more")
    assert sorted(place.file.parent.iterdir()) == sorted([place.file, *copies])
    assert place.present() == b"{}"


def test_what_belongs_to_it_is_hidden_beside_it(place: JSONPlace) -> None:
    """The lock and the part file of one library are not another's."""
    assert place.beside("lock") == place.file.with_name(".library.json.lock")
