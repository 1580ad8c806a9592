"""E-books: chapters in the order they are read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.epub import read
from tests.store.formats.damage import damaged, read_or_refused
from tests.store.formats.office import epub_of, zipped

CHAPTERS = {
    "nav.xhtml": "<nav><ol><li>Ferry</li></ol></nav>",
    "b%20one.xhtml": "<h1>Ferry</h1><p>It <a href='https://x/plan'>opens</a>.</p>",
    "a.xhtml": "<p>It “sails”.</p>",
}


def whole(locked: str = "") -> bytes:
    """A book of two chapters and its navigation."""
    said = "<dc:title>Ferry</dc:title><dc:language>en</dc:language><dc:creator>Nora Quay</dc:creator>"
    pages = {name.replace("%20", " "): page for name, page in CHAPTERS.items()}
    return epub_of(pages, metadata=said, nav="nav.xhtml", locked=locked)


def test_chapters_in_order() -> None:
    """As the spine has them, without the navigation, with their links and what the package says."""
    document = read(whole())
    assert document.text == "Ferry\n\nIt opens.\n\nIt “sails”."
    assert [link.url for link in document.links] == ["https://x/plan"]
    said = document.metadata
    assert (said.title, said.language, said.byline) == ("Ferry", "en", "Nora Quay")
    reader = reader_for("a.zip", whole())
    assert reader is not None
    assert reader.name == "epub"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no EPUB"),
        (zipped({"mimetype": "application/epub+zip"}), "damaged"),
        (whole(locked="a.xhtml"), "DRM"),
        (epub_of({}), "no text"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    """Each with its reason."""
    with pytest.raises(RefusedError, match=reason):
        read(data)


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.binary(max_size=200), damaged(whole())))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged files give text, or RefusedError."""
    read_or_refused(read, data)
