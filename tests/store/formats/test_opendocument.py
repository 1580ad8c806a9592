"""OpenDocument texts: the words a reader would see, and nothing that does harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.opendocument import read
from tests.store.formats.damage import damaged, read_or_refused
from tests.store.formats.office import odt_of, zipped

STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1"/></text:list-style>'
)
NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p>"
    "</text:note-body></text:note>"
)
ITEMS = "".join(f"<text:list-item><text:p>{one}</text:p></text:list-item>" for one in ("one", "two"))
CELLS = "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in "ab")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<text:h text:outline-level="1">A</text:h><text:p>b<text:s text:c="2"/>c</text:p>', "A\n\nb c"),
        ('<text:p text:style-name="P1">A</text:p><text:p>a<text:line-break/>b</text:p>', "A\n\na\nb"),
        (f"<text:list>{ITEMS}</text:list>", "• one\n• two"),
        (f'<text:list text:style-name="L2">{ITEMS}</text:list>', "1. one\n2. two"),
        (f"<table:table><table:table-row>{CELLS}</table:table-row></table:table>", "a | b"),
        (f"<text:p>Words{NOTE}.</text:p>", "Words[1].\n\n1. The note."),
        ('<text:p>Seen<text:span text:style-name="Gone"> and not</text:span></text:p>', "Seen"),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>Kept</text:p>", "Kept"),
        ("<text:p>Kept<office:annotation><text:p>remark</text:p></office:annotation></text:p>", "Kept"),
        (
            "<text:p>a<draw:frame><draw:image/><svg:desc>A ferry</svg:desc></draw:frame></text:p>",
            "a[Image: A ferry]",
        ),
    ],
)  # fmt: skip
def test_what_a_reader_sees(body: str, text: str) -> None:
    """Paragraphs, lists, tables and notes; not what is hidden, deleted or a remark."""
    assert read(odt_of(body, styles=STYLES)).text == text


def test_links_and_properties() -> None:
    """A link covers its words; a title is told where the text prints it."""
    meta = "<dc:title>Ferry &amp; port</dc:title><dc:language>en-GB</dc:language>"
    link = '<text:a xlink:href="https://x/plan">the plan</text:a>'
    document = read(odt_of(f"<text:p>Ferry &amp; port</text:p><text:p>See {link}</text:p>", meta=meta))
    [(start, end, url)] = document.links
    assert (document.text[start:end], url) == ("the plan", "https://x/plan")
    assert (document.metadata.title, document.metadata.language) == ("Ferry & port", "en")


def test_recognised_by_content() -> None:
    """Whatever its name."""
    reader = reader_for("a.zip", odt_of("<text:p>a</text:p>"))
    assert reader is not None
    assert reader.name == "odt"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no .odt"),
        (odt_of(""), "no text"),
        (odt_of("<text:p>a</text:p>", manifest="<encryption-data/>"), "password"),
        (zipped({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "entities"),
        (zipped({"content.xml": "<a/>"}), "no text"),
        (zipped({"other.xml": "<a/>"}), "damaged"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    """Each with its reason."""
    with pytest.raises(RefusedError, match=reason):
        read(data)


WHOLE = odt_of(f'<text:p text:style-name="P1">a{NOTE}</text:p><text:list>{ITEMS}</text:list>', styles=STYLES)


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.binary(max_size=200), damaged(WHOLE)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged files give text, or RefusedError."""
    read_or_refused(read, data)
