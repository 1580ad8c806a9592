"""What was exported is not brought in as a release: by ``dateline add .`` where the notes lie, for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from store.errors import RefusedError
from store.exports import EXPORTERS, annotated, write
from store.formats import reader_for
from tests.conftest import SAMPLES

#: Those whose endings no reader knows.
_UNTOLD = {"conll", "bibtex"}


@pytest.fixture(scope="module")
def marks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Releases with quotations, a passage marked in each."""
    with closing(open_library(tmp_path_factory.mktemp("marks") / "library.db", user="ana")) as library:
        for key in add_paths(library, [SAMPLES]).added:
            library.annotations.add(key, 0, 9, tags=["water", "a b"], note="n")
        yield library


@pytest.mark.few(4)
@pytest.mark.parametrize("form", sorted(EXPORTERS.keys() - _UNTOLD))
def test_no_export_is_a_release(marks: Library, tmp_path: Path, form: str) -> None:
    """In each format that says what it is, whatever its line ends, with a byte order mark or without."""
    exporter = EXPORTERS[form]
    if exporter.codebook:
        exporter = replace(exporter, write=partial(exporter.write, codebook=marks.tags.all()))
    some = list(annotated(marks))
    path = write(exporter, tmp_path / f"out{exporter.suffix}", some[:1] if exporter.suffix == ".md" else some)
    data = path.read_bytes()
    text = () if data.startswith(b"PK") else (data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data)
    for one in (data, *text):
        reader = reader_for(path.name, one)
        assert reader is not None
        with pytest.raises(RefusedError, match="no release"):
            list(reader.read(one))


def test_a_folder_with_notes_brings_in_the_releases_alone(marks: Library, tmp_path: Path) -> None:
    """The notes are named, with the command that takes them in."""
    folder = tmp_path / "folder"
    folder.mkdir()
    write(EXPORTERS["markdown"], folder / "note.md", list(annotated(marks))[:1])
    (folder / "news.txt").write_text("Ferry sails again\n\nLISBON - It sails on Sunday.\n", encoding="utf-8")
    report = add_paths(marks, [folder])
    assert len(report.added) == 1
    ((place, reason),) = report.refused
    assert place.endswith("note.md") and "‘dateline import’" in reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "Comments such as `<!-- dateline release-1 0a1b2c3d -->` stand in notes.\n"),
        ("a.csv", "release,title\nThe ferry sails again on Sunday.,Ferry\n"),
        ("a.jsonl", '{"release": "The ferry sails again.", "headline": "Ferry"}\n'),
        ("a.html", "<html><p>The generator is Dateline.</p></html>"),
    ],
)
def test_what_only_speaks_of_it_is_read(name: str, text: str) -> None:
    """Nobody's words keep a release out."""
    reader = reader_for(name, text.encode())
    assert reader is not None and reader.name != "marks"


def test_an_archive_that_holds_a_project_besides_is_read() -> None:
    """Its releases are brought in; a project cut short is known as one all the same."""
    project, archive = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(project, "w") as file:
        file.writestr("Project.QDE", "<Project/>")
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("ferry.txt", "Ferry sails again\n\nLISBON - It sails on Sunday.\n")
        file.writestr("coded.qdpx", project.getvalue())
    for data, name in ((archive, "archive"), (project, "marks")):
        reader = reader_for("a.zip", data.getvalue())
        assert reader is not None and reader.name == name
    cut = reader_for("a.zip", project.getvalue()[:-30])
    assert cut is not None and cut.name == "marks"
