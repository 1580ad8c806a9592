"""A folder that is kept as new as the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from store.exports import EXPORTERS, LiveFolder


@pytest.fixture
def live(library: Library, tmp_path: Path) -> LiveFolder:
    """Three releases, two of them marked, in a folder that was written once."""
    for name in ("one", "two", "three"):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"Headline {name}\n\nThe words of {name}.\n", encoding="utf-8")
        add_paths(library, [file])
    library.annotations.add(1, 0, 8, tags=["first"])
    library.annotations.add(2, 0, 8, tags=["second"])
    live = LiveFolder(library, EXPORTERS["obsidian"], tmp_path / "notes", tmp_path / "cache")
    assert written(live) == ["headline-two-2.md", "headline-one-1.md", "Index.md"]
    return live


def written(live: LiveFolder) -> list[str]:
    """The names of the files that an update writes."""
    told = list(live.update())
    assert all(error is None for _, error in told)
    return [path.name for path, _ in told]


def test_what_somebody_took_away_is_written_again(live: LiveFolder, library: Library) -> None:
    """A note or the index, once the disk is asked; one that was moved is where it is now."""
    assert not live.is_short()
    (live.folder / "headline-one-1.md").unlink()
    (live.folder / "Index.md").unlink()
    assert not live.is_behind() and live.is_short()
    assert sorted(written(live)) == ["Index.md", "headline-one-1.md"]
    (live.folder / "below").mkdir()
    (live.folder / "headline-two-2.md").rename(live.folder / "below" / "mine.md")
    assert live.is_short() and written(live) == ["Index.md"]
    assert not live.is_short()
    (live.folder / "below" / "mine.md").unlink()
    assert live.is_short() and "headline-two-2.md" in written(live)


def test_only_what_was_touched_is_written(live: LiveFolder, library: Library) -> None:
    """By a note, an undo, a redo, a tag on the release, another release; a new note comes into the index."""
    assert not live.is_behind() and written(live) == []
    library.annotations.edit(1, note="A note.")
    assert live.is_behind() and written(live) == ["headline-one-1.md"]
    library.history.undo()
    assert written(live) == ["headline-one-1.md"]
    library.history.redo()
    library.history.undo()
    assert written(live) == []
    library.release_tags.give([2], ["whole"])
    assert written(live) == ["headline-two-2.md"]
    library.annotations.add(3, 0, 8, tags=["third"])
    assert written(live) == ["headline-three-3.md", "Index.md"]
    library.codebook.rename("first", "renamed")
    assert written(live) == ["headline-one-1.md"]


def test_a_note_outlives_its_release_and_its_annotations(live: LiveFolder, library: Library) -> None:
    """Without the last annotation it has none; without the release it is as it was."""
    library.annotations.delete(1)
    assert written(live) == ["headline-one-1.md"]
    before = (live.folder / "headline-two-2.md").read_bytes()
    library.trash.remove([2])
    assert written(live) == []
    assert (live.folder / "headline-two-2.md").read_bytes() == before


def test_what_a_user_does_in_the_folder_stays(live: LiveFolder, library: Library) -> None:
    """A note that was moved and written in is written where it is; a change in a block is told, and stays."""
    note = live.folder / "headline-one-1.md"
    moved = live.folder / "sub" / "mine.md"
    moved.parent.mkdir()
    note.rename(moved)
    text = moved.read_text(encoding="utf-8")
    moved.write_text(text.replace("checksum", "checksum", 1) + "\nMy own words.\n", encoding="utf-8")
    library.annotations.edit(1, note="A note.")
    assert written(live) == ["mine.md", "Index.md"]
    text = moved.read_text(encoding="utf-8")
    assert "My own words." in text and "> A note." in text and not note.exists()
    moved.write_text(text.replace("A note.", "Mine."), encoding="utf-8")
    library.annotations.edit(1, note="Another note.")
    ((path, error),) = live.update()
    assert path == moved and "changed by hand" in str(error)
    assert "Mine." in moved.read_text(encoding="utf-8")
