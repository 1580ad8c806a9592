"""Archives in parts: any program opens them, whatever is in them."""

from __future__ import annotations

import io
import sys
import tracemalloc
from zipfile import ZIP64_LIMIT, ZipFile

import pytest

from store.errors import ExportError
from store.exports import zip_parts
from store.exports.zip_parts import ZipParts

#: The version of the form that a reader needs: 2.0 for what is deflated, 4.5 for large files.
PLAIN, LARGE = 20, 45


def written(size: int) -> ZipFile:
    """An archive with a file that is given whole and one in pieces, said to have so many bytes."""
    with ZipParts() as archive:
        archive.add("a.txt", "Été 🚢")
        data = archive.taken()
        with archive.begin("b.txt", size) as file:
            for piece in (b"one ", b"two"):
                file.write(piece)
                data += archive.taken()
        return ZipFile(io.BytesIO(data + b"".join(archive.end())))


@pytest.mark.parametrize(("size", "version"), [(0, PLAIN), (ZIP64_LIMIT, PLAIN), (ZIP64_LIMIT + 1, LARGE)])
def test_only_a_large_file_asks_for_a_reader_of_large_ones(size: int, version: int) -> None:
    """There are readers, pandoc’s among them, that open no archive with one."""
    with written(size) as archive:
        assert archive.testzip() is None
        assert [one.extract_version for one in archive.infolist()] == [PLAIN, version]
        assert (archive.read("a.txt").decode(), archive.read("b.txt")) == ("Été 🚢", b"one two")


def test_what_grows_larger_than_was_said_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is written that no reader would understand."""
    monkeypatch.setattr(zip_parts, "ZIP64_LIMIT", 8)
    with pytest.raises(ExportError), ZipParts() as archive, archive.begin("b.txt") as file:
        file.write(b"12345678")
        file.write(b"9")


def test_a_long_list_of_files_is_not_in_memory() -> None:
    """It stands at the end of an archive; every file is found by it all the same."""
    written = []
    with ZipParts() as archive:
        tracemalloc.start()
        try:
            for number in range(3000):
                archive.add(f"{number:04} é.txt", str(number))
                written.append(archive.taken())
                if number == 1000:
                    before = tracemalloc.get_traced_memory()[0] - sum(map(sys.getsizeof, written))
            held = tracemalloc.get_traced_memory()[0] - sum(map(sys.getsizeof, written)) - before
        finally:
            tracemalloc.stop()
        written += archive.end()
    assert held < 200_000
    with ZipFile(io.BytesIO(b"".join(written))) as read:
        assert read.namelist() == [f"{number:04} é.txt" for number in range(3000)]
        assert read.testzip() is None and read.read("2999 é.txt") == b"2999"
