"""The references beside texts for Pandoc: brought up to date, and never over what somebody changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store import Library, add_paths
from store.errors import ExportError
from store.exports import EXPORTERS
from store.exports.references_beside import write_beside


@pytest.fixture
def two(library: Library, tmp_path: Path) -> Library:
    """Two releases, a passage of the first is marked."""
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(f"News of the {name} harbour\n\nLISBON - Boats go on Sunday.\n")
        add_paths(library, [tmp_path / f"{name}.txt"])
    library.annotations.add(1, 0, 4, note="n")
    return library


def written(library: Library, folder: Path, cache: str = "cache") -> Path:
    """The references of a library, written into a folder; what was written is known by a cache."""
    path = write_beside(library, EXPORTERS["pandoc"], folder, [], folder.parent / cache)
    assert path is not None
    return path


def titles(path: Path) -> list[str]:
    """What it refers to."""
    return [one["title"] for one in json.loads(path.read_bytes())]


@pytest.mark.parametrize("cache", ["cache", "another"])
def test_line_ends_that_git_changed_are_no_change(two: Library, tmp_path: Path, cache: str) -> None:
    """The file is brought up to date, also where nobody knows any more who wrote it."""
    folder = tmp_path / "notes"
    folder.mkdir()
    path = written(two, folder)
    with_returns = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(with_returns)
    assert written(two, folder, cache).read_bytes() == with_returns
    two.annotations.add(2, 0, 4, note="n")
    assert titles(written(two, folder, cache)) == ["News of the first harbour", "News of the second harbour"]


def test_returns_count_as_no_change_where_a_reference_is_another_now(two: Library, tmp_path: Path) -> None:
    """What was written last is known whatever its line ends."""
    folder = tmp_path / "notes"
    folder.mkdir()
    path = written(two, folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    two.tables.table("releases").update({"headline": "Renamed"}, doc_ids=[1])
    assert titles(written(two, folder)) == ["Renamed"]


@pytest.mark.parametrize("own", ['[{"id": "mine", "title": "Mine"}]', "{}", "words", '["\\ud800"]'])
def test_what_somebody_wrote_is_left_alone(two: Library, tmp_path: Path, own: str) -> None:
    """It is named."""
    folder = tmp_path / "notes"
    folder.mkdir()
    path = written(two, folder)
    path.write_text(own)
    with pytest.raises(ExportError, match=r"references\.json was changed by hand"):
        written(two, folder)
    assert path.read_text() == own
