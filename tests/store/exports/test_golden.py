"""Every format of the registry as a file of the repository, to be read: what one small library becomes.

``DATELINE_GOLDEN=update .venv/bin/pytest tests/store/exports/test_golden.py`` writes them anew; an archive
stands there as the names and texts of what is in it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from store import Library, add_bytes
from store.exports import EXPORTERS, Exporter, file_name, listed, of_library, parts

GOLDEN = Path(__file__).parent / "golden" / "library"
HARBOUR = """Harbour towns agree on *one* ferry 🚢

LISBON, Mar 14 2025 (ALN) - Three harbour towns agreed on Friday to run one ferry 🚢 between them.

“We have waited ten years for this,” said Mayor Ana Prates. “It will be on time.”
"""
PORT = """اتفاق على عبّارة واحدة

لشبونة، 14 مارس 2025 - اتفقت ثلاث مدن ساحلية يوم الجمعة على تسيير عبّارة واحدة بينها.
"""


@pytest.fixture
def small(library: Library) -> Library:
    """Two releases, Arabic among them, with what is hard to write: emoji, blanks, ``#``, markup, formulas."""
    add_bytes(library, "/releases/harbour.txt", "harbour.txt", HARBOUR.encode())
    add_bytes(library, "/releases/port.txt", "port.txt", PORT.encode())
    library.tables.table("releases").update({"url": "https://example.org/a b?x=1&y=<2>"}, doc_ids=[1])
    text = library.releases.text(1).text
    for words, tags, note in (
        ("one* ferry 🚢", ["sea/ferries", "C# and blanks"], "`code` <b>x</b> [link](x) #no\n\n---\n\nmore"),
        ("ferry 🚢\n\nLISBON", ["sea"], ""),
        ("ten years", ["C# and blanks"], "=SUM(A1:A9)"),
    ):
        start = text.index(words)
        library.annotations.add(1, start, start + len(words), tags=tags, note=note)
    library.annotations.add(2, 0, 5, tags=["بحر"], note="ملاحظة 👍")
    library.annotations.add(2, 6, 9, note="gone")
    library.tables.table("annotations").update({"quote": "never there", "state": "orphaned"}, doc_ids=[5])
    library.release_tags.give([1], ["whole"])
    library.quoting.make()
    return library


@pytest.mark.few(6)
@pytest.mark.parametrize("name", EXPORTERS)
def test_each_format_is_as_it_was_read(small: Library, name: str) -> None:
    """Byte for byte; where on this machine a file lies is in none."""
    exporter = of_library(EXPORTERS[name], small)
    found = "".join(_files(exporter, small)).encode()
    golden = GOLDEN / f"{name}{exporter.suffix}"
    if os.environ.get("DATELINE_GOLDEN") == "update":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(found)
    assert golden.read_bytes() == found and b"/releases/" not in found


def test_no_file_is_left_of_a_format_that_is_gone() -> None:
    """There is one for each, and no other."""
    assert {path.stem for path in GOLDEN.iterdir()} == {*EXPORTERS}


def _files(exporter: Exporter, library: Library) -> Iterator[str]:
    """What stands in the files: of the one for all, or of each release's."""
    if exporter.one_file:
        yield _shown(b"".join(map(_bytes, parts(exporter, listed(library)))))
        return
    for one in listed(library):
        yield f"==== {file_name(one.release, exporter.suffix)} ====\n"
        yield from map(str, parts(exporter, [one]))


def _bytes(part: str | bytes) -> bytes:
    return part.encode() if isinstance(part, str) else part


def _shown(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with ZipFile(io.BytesIO(data)) as archive:
        return "".join(f"==== {name} ====\n{archive.read(name).decode()}\n" for name in archive.namelist())
