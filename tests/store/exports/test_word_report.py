"""Reports for Word: whatever was marked is in them as it was written, and can be read back."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

import mammoth  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from store.exports import EXPORTERS, Marked, allowed
from tests.store.exports.samples import annotation, marked, tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(*releases: Marked) -> bytes:
    """The report."""
    parts = EXPORTERS["docx"].write(releases)
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)


def paragraphs(data: bytes) -> list[tuple[str, str, bool]]:
    """Style, text and whether it reads to the left, of each paragraph."""
    with ZipFile(io.BytesIO(data)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    found = []
    for one in body.iter(f"{W}p"):
        breaks = {f"{W}br": "\n", f"{W}tab": "\t"}
        text = "".join(
            (part.text or "") if part.tag == f"{W}t" else breaks.get(part.tag, "") for part in one.iter()
        )
        style = one.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        found.append((style.attrib[f"{W}val"], text, one.find(f"{W}pPr/{W}bidi") is not None))
    return found


@given(st.text(min_size=1), st.text())
def test_any_words_are_there_as_they_were(quote: str, note: str) -> None:
    """Line ends, tabs and blanks too; what XML cannot hold as U+FFFD."""
    found = paragraphs(written(marked(annotation(1, quote, note))))
    assert allowed(quote) in [text for style, text, _ in found if style == "Quote"]
    assert [text for style, text, _ in found if style == "Note"] == ([allowed(note)] if note else [])


def test_a_reader_of_word_finds_all_of_it() -> None:
    """Headline, quotation, tags, note, the way back and the link; Arabic reads to the left."""
    one = annotation(1, "<b>words</b> & more", "حماية", tags=(tag("C# and blanks"),))
    data = written(marked(one, url="https://example.org/?a=1&b=<2>"))
    page = mammoth.convert_to_html(io.BytesIO(data)).value
    for told in ("&lt;b&gt;words&lt;/b&gt; &amp; more", "#C# and blanks", "read --at annotation-1", "حماية"):
        assert told in page
    assert 'href="https://example.org/?a=1&amp;b=%3C2%3E"' in page
    assert [style for style, _, to_left in paragraphs(data) if to_left] == ["Note"]
