"""What the line mode does with the open release."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_bytes, add_paths
from tui.cli.line_reading import LineReading

Captured = pytest.CaptureFixture[str]


def test_a_release_opens_where_it_was_left_and_is_read_at_its_end(
    library: Library, wire: Path, capsys: Captured
) -> None:
    """By whomever it was left; until its last paragraph was told it is unread."""
    add_paths(library, [wire])
    first = LineReading(library)
    first.show(1)
    assert "You left it here" not in capsys.readouterr().out
    first.read(1)
    first.read(1)
    again = LineReading(library)
    again.show(1)
    assert "You left it here:\n2. “We have waited" in capsys.readouterr().out
    again.read(-1)
    again.read(-1)
    assert capsys.readouterr().out.endswith("in May.\nThis is its beginning.\n")
    assert not library.releases.get(1).read
    for _ in library.releases.text(1).paragraphs:
        again.read(1)
    assert library.releases.get(1).read
    assert capsys.readouterr().out.endswith("\n".join(["4. ALN/Rui Costa", *["End of the release."] * 3, ""]))


def test_what_is_marked_again_keeps_what_it_has(library: Library, wire: Path, capsys: Captured) -> None:
    """One annotation with all tags, and all notes below one another; told where it begins."""
    add_paths(library, [wire])
    reading = LineReading(library)
    reading.show(1)
    reading.tag("a")
    assert capsys.readouterr().out.endswith("Nothing of it was read yet: n reads the first paragraph.\n")
    reading.read(1)
    for tags in ("a", " , ", "b, a"):
        reading.tag(tags)
    reading.note("One.")
    reading.note("Two.")
    (marked,) = library.annotations.of(1)
    assert ([tag.name for tag in marked.tags], marked.note) == (["a", "b"], "One.\n\nTwo.")
    capsys.readouterr()
    reading.read(1)
    reading.read(-1)
    told = capsys.readouterr().out
    assert told.count("Annotation 1, tagged a, b: “LISBON") == 1
    assert told.endswith("Note on annotation 1: One.\n\nTwo.\n")


def test_done_goes_to_the_next_unread_one(library: Library, capsys: Captured) -> None:
    """Of the list, from the top after its end; what was starred is told when it is open again."""
    for number in range(1, 4):
        add_bytes(
            library, f"/{number}", f"{number}.txt", f"Town {number} opens a line\n\nAt noon.\n".encode()
        )
    reading = LineReading(library)
    reading.show(2)
    reading.star()
    for opened in (3, 1):
        reading.done([1, 2, 3])
        assert f"Read.\nTown {opened} opens a line\n" in capsys.readouterr().out
    reading.done([1, 2, 3])
    assert capsys.readouterr().out == "Read.\nEverything in the list is read.\n"
    reading.show(2)
    assert "State: read, starred\n" in capsys.readouterr().out


def test_a_version_that_came_meanwhile_is_told(library: Library, capsys: Captured) -> None:
    """Nothing of the old one is read on; a tag goes where its words are now."""
    lines = "A ferry sails\n\nSome words here.\n\nThe ferry sails at noon.\n"
    add_bytes(library, "/a.txt", "a.txt", lines.encode())
    reading = LineReading(library)
    reading.show(1)
    reading.read(1)
    add_bytes(library, "/a.txt", "a.txt", lines.replace("Some", "Today. Some").encode())
    reading.tag("x")
    (marked,) = library.annotations.of(1)
    assert marked.quote == "Some words here."
    capsys.readouterr()
    reading.read(1)
    told = capsys.readouterr().out
    assert told.startswith("A new version of it has come.\nA ferry sails\n")
    reading.read(1)
    assert "Annotation 1, tagged x" in told + capsys.readouterr().out
