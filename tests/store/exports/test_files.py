"""Exports on disk: whole or not at all, and never over somebody else's words."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, add_paths, open_library
from store.errors import ExportError
from store.exports import EXPORTERS, marked
from store.exports.files import write_each, write_new, write_sealed
from store.exports.markdown import seal, untouched


@given(st.text())
def test_sealed_text_is_untouched(text: str) -> None:
    """A sealed text is known as it was written and begins with the text itself."""
    assert untouched(seal(text))
    assert seal(text).startswith(text)
    assert untouched(seal(seal(text)))


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.data())
def test_any_change_breaks_the_seal(text: str, data: st.DataObject) -> None:
    """A character changed, taken or added anywhere is noticed."""
    sealed = seal(text)
    at = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda char: char != sealed[at]))
    assert not untouched(sealed[:at] + other + sealed[at + 1 :])
    assert not untouched(sealed[:at] + sealed[at + 1 :])
    assert not untouched(sealed + other)


def test_unsealed_text_is_not_untouched() -> None:
    """A text without a seal is somebody's."""
    assert not untouched("")
    assert not untouched("# Notes\n")


def test_written_with_its_folder(tmp_path: Path) -> None:
    """The file is the sealed text in UTF-8 with ``\\n``, in a folder made for it, and alone there."""
    path = tmp_path / "new" / "folder" / "release.md"
    write_sealed(path, "# Überfahrt\n")
    text = path.read_bytes().decode()
    checksum = hashlib.sha256("# Überfahrt\n".encode()).hexdigest()
    assert text == seal("# Überfahrt\n")
    assert text.startswith("# Überfahrt\n")
    assert text.endswith(f"<!-- Exported by Dateline, checksum {checksum} -->\n")
    assert list(path.parent.iterdir()) == [path]


def test_same_text_same_bytes(tmp_path: Path) -> None:
    """A second export of the same text changes nothing, not even the file."""
    path = tmp_path / "release.md"
    write_sealed(path, "one\n")
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
    write_sealed(path, "one\n")
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_untouched_export_is_replaced(tmp_path: Path) -> None:
    """An export nobody changed gives way to a newer one, and nothing is left beside it."""
    path = tmp_path / "release.md"
    write_sealed(path, "one\n")
    write_sealed(path, "two\n")
    assert path.read_bytes() == seal("two\n").encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links")
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    """A new export, a later one, and a refusal: each concerns the file behind the link."""
    real = tmp_path / "notes" / "real.md"
    link = tmp_path / "release.md"
    link.symlink_to(real)
    for text in ("one\n", "two\n"):
        write_sealed(link, text)
        assert link.is_symlink()
        assert real.read_text(encoding="utf-8") == seal(text)
    real.write_text("by hand")
    with pytest.raises(ExportError):
        write_sealed(link, "three\n")
    assert (link.is_symlink(), real.read_text()) == (True, "by hand")
    assert list(real.parent.iterdir()) == [real]


@pytest.mark.parametrize(
    "present",
    [
        b"",
        b"my notes\n",
        seal("one\n").replace("one", "won").encode(),
        (seal("one\n") + "more\n").encode(),
        seal("one\n").encode()[:-1],
        b"\xff\xfe\x00" + seal("one\n").encode(),
    ],
)
def test_what_others_wrote_is_kept(tmp_path: Path, present: bytes) -> None:
    """A file changed by hand or of other origin is refused and keeps its bytes."""
    path = tmp_path / "release.md"
    path.write_bytes(present)
    with pytest.raises(ExportError, match=r"release\.md"):
        write_sealed(path, "two\n")
    assert path.read_bytes() == present
    assert list(tmp_path.iterdir()) == [path]


def test_impossible_places(tmp_path: Path) -> None:
    """A folder in the file's place, a file in the folder's place, and a name too long raise ExportError."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("text")
    for path in (tmp_path / "folder", tmp_path / "file" / "release.md", tmp_path / ("a" * 300)):
        with pytest.raises(ExportError) as caught:
            write_sealed(path, "one\n")
        assert caught.value.way_out
    assert sorted(tmp_path.iterdir()) == [tmp_path / "file", tmp_path / "folder"]
    assert (tmp_path / "file").read_text() == "text"


def test_a_folder_that_nobody_may_look_into_is_refused_once(library: Library, wire: Path) -> None:
    """As one is that cannot be called so; the notes in it are not looked for elsewhere."""
    (key,) = add_paths(library, [wire]).added
    library.annotations.add(key, 0, 7, tags=["harbour"])
    folder = wire.parent / ("n" * 300)
    with pytest.raises(ExportError, match="too long"):
        list(write_each(EXPORTERS["markdown"], folder, marked(library, [key])))


def test_failure_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails the earlier export stays and nothing is left beside it."""
    path = tmp_path / "release.md"
    write_sealed(path, "one\n")

    def fail(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError, match="No space left"):
        write_sealed(path, "two\n")
    assert path.read_bytes() == seal("one\n").encode()
    assert list(tmp_path.iterdir()) == [path]


def test_the_open_library_is_never_taken_for_an_export(tmp_path: Path) -> None:
    """Where the library itself has the name of an export it is left alone."""
    library = open_library(tmp_path / "notes.md", user="ana")
    with pytest.raises(ExportError, match="the library that is open"):
        write_sealed(library.path, "words")
    assert library.displaced() == ""
    library.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", ["pipe.md", "pipe.md/export.md"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    """Nobody may ever read or write at its other end."""
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(ExportError, match=r"pipe\.md is n"):
        write_sealed(tmp_path / name, "words")


def test_a_device_is_refused() -> None:
    """What is written to it would be gone."""
    with pytest.raises(ExportError, match="no file"):
        write_sealed(Path(os.devnull), "words")


def test_a_file_grows_while_its_parts_are_made(tmp_path: Path) -> None:
    """No more than one part is held: what came before is in the file, under a name of its own."""
    part = "x" * 1_000_000
    sizes: list[int] = []

    def texts() -> Iterator[str]:
        for _ in range(4):
            assert not path.exists()
            sizes.append(sum(one.stat().st_size for one in tmp_path.iterdir()))
            yield part

    path = tmp_path / "all.csv"
    write_new(path, texts())
    assert sizes == [0, 1_000_000, 2_000_000, 3_000_000]
    assert path.stat().st_size == 4_000_000
    assert list(tmp_path.iterdir()) == [path]


def test_where_something_stands_nothing_is_made(tmp_path: Path) -> None:
    """It is refused before the first of many releases is read."""
    (tmp_path / "all.csv").write_text("theirs\n")
    made = iter(["ours\n"])
    with pytest.raises(ExportError, match="is there already"):
        write_new(tmp_path / "all.csv", made)
    assert list(made) == ["ours\n"]


def test_a_failure_in_between_leaves_no_half_file(tmp_path: Path) -> None:
    """What the parts raise goes up; there is no file, and its name is free."""

    def texts() -> Iterator[str]:
        yield "one\n"
        raise ValueError("cannot be read")

    with pytest.raises(ValueError, match="cannot be read"):
        write_new(tmp_path / "all.csv", texts())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("links", [True, False])
def test_what_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """A file that another program makes under the name is kept, on file systems without links too."""
    path = tmp_path / "all.csv"
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", _no_links)

    def texts() -> Iterator[str]:
        yield "ours\n"
        path.write_text("theirs\n")

    with pytest.raises(ExportError, match="is there already"):
        write_new(path, texts())
    assert path.read_text() == "theirs\n"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_export_left_is_swept_by_the_next(tmp_path: Path) -> None:
    """Of one file as of many."""
    left = tmp_path / ".dateline-0123456789abcdef"
    left.write_text("half")
    os.utime(left, (0, 0))
    write_new(tmp_path / "all.csv", ["one\n"])
    assert [one.name for one in tmp_path.iterdir()] == ["all.csv"]


def test_without_links_a_new_file_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a memory stick."""
    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    write_new(tmp_path / "folder" / "all.csv", ["one\n", "two\n"])
    assert (tmp_path / "folder" / "all.csv").read_text() == "one\ntwo\n"
    assert len(list((tmp_path / "folder").iterdir())) == 1


def _no_links(_self: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")
