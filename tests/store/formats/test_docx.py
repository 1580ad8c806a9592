"""Word documents: the words a reader would see in Word, and nothing that does harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.document import MAX_BYTES, Metadata
from store.formats.docx import read, recognises
from tests.store.formats.damage import damaged, read_or_refused
from tests.store.formats.word import docx_of, paragraph, run

FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> HYPERLINK "https://x/field" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>field</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
BOX = "<w:txbxContent>" + paragraph("in a box") + "</w:txbxContent>"
TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
    + BOX
    + "</wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox>" + BOX + "</v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="A ferry"/><a:graphic><a:graphicData>'
    '<pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)


def cell(text: str) -> str:
    """A table's cell."""
    return f"<w:tc>{paragraph(text)}</w:tc>"


def text_of(body: str, **parts: str) -> str:
    """What is read of a document's body."""
    return read(docx_of(body, **parts)).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("Head", style="Titel") + paragraph("One ", "two"), "Head\n\nOne two"),
        (paragraph("Head", style="berschrift1") + paragraph("One"), "Head\n\nOne"),
        (paragraph("a", "<w:r><w:br/></w:r>", "b", "<w:r><w:noBreakHyphen/></w:r>", "c"), "a\nb\u2011c"),
        (
            paragraph("a", item=(1, 0))
            + paragraph("b", item=(1, 1))
            + paragraph("c", item=(2, 0))
            + paragraph("d"),
            "• a\n  • b\n\n1. c\n\nd",
        ),
        (
            f"<w:tbl><w:tr>{cell('Year')}{cell('People')}</w:tr><w:tr>{cell('2017')}{cell('9')}</w:tr></w:tbl>",
            "Year | People\n2017 | 9",
        ),
        (
            paragraph(
                "a ",
                "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>",
                f"<w:ins>{run('inserted')}</w:ins>",
                f"<w:moveFrom>{run('moved')}</w:moveFrom>",
                f"<w:moveTo>{run(' there')}</w:moveTo>",
            ),
            "a inserted there",
        ),
        (paragraph("before") + paragraph(TEXT_BOX) + paragraph("after"), "before\n\nin a box\n\nafter"),
        (paragraph("a", PICTURE), "a[Image: A ferry]"),
        (f"<w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>", "a"),
        (paragraph("&lt;b&gt; [red]"), "<b> [red]"),
    ],
)
def test_what_word_shows(body: str, text: str) -> None:
    """Headings, breaks, lists, tables, tracked changes, text boxes and pictures read as they look."""
    assert text_of(body) == text


def test_footnotes_follow() -> None:
    """A note's number stands in the text, and the note at the end."""
    body = paragraph("Words", '<w:r><w:footnoteReference w:id="2"/></w:r>', ".")
    notes = f'<w:footnote w:id="2">{paragraph("The note.")}</w:footnote>'
    assert text_of(body, notes=notes) == "Words[1].\n\n1. The note."


def test_links() -> None:
    """Links of relationships and of fields cover their words."""
    body = paragraph("See ", f'<w:hyperlink r:id="l">{run("the plan")}</w:hyperlink>', " or ", FIELD)
    document = read(docx_of(body, links={"l": "https://x/plan"}))
    assert document.text == "See the plan or field"
    assert [(document.text[start:end], url) for start, end, url in document.links] == [
        ("the plan", "https://x/plan"),
        ("field", "https://x/field"),
    ]


HIDDEN = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            paragraph("See page ", f'<w:fldSimple w:instr=" PAGE &gt; 1 ">{run("7")}</w:fldSimple>', "."),
            "See page 7.",
        ),
        (paragraph("On ", f"<w:dir w:val='rtl'><w:bdo>{run('left')}</w:bdo></w:dir>"), "On left"),
        (
            paragraph(
                f"<w:r><w:ruby><w:rt>{run('so')}</w:rt><w:rubyBase>{run('書')}</w:rubyBase></w:ruby></w:r>"
            ),
            "書",
        ),
        (paragraph("Seen", "<w:r><w:rPr><w:vanish/></w:rPr><w:t> and not</w:t></w:r>"), "Seen"),
        (paragraph("Seen", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> too</w:t></w:r>'), "Seen too"),
        (paragraph("Seen", '<w:r><w:rPr><w:rStyle w:val="Gone"/></w:rPr><w:t> and not</w:t></w:r>'), "Seen"),
        (paragraph("To ", f'<w:hyperlink r:id="gone">{run("the plan")}</w:hyperlink>'), "To the plan"),
        (paragraph("A boat", PICTURE.replace('r:embed="i"', 'r:embed="gone"')), "A boat"),
    ],
    ids=["field", "direction", "gloss", "hidden", "not hidden", "hidden by style", "link", "picture"],
)
def test_what_mammoth_would_lose_or_show(body: str, text: str) -> None:
    """Words in fields and directions stay, hidden ones go, and a missing relationship costs itself alone."""
    document = read(docx_of(body, styles=HIDDEN))
    assert document.text.startswith(text)
    assert len(document.text) <= len(text) + len("\n\n[Image: A ferry]")
    assert not document.links


def test_properties() -> None:
    """A title is told where the text prints it: a template's is not; nor is a date of saving told."""
    core = "<dc:title>Ferry &amp; port</dc:title><dc:language>en-GB</dc:language><dc:creator>J</dc:creator>"
    body = paragraph("Ferry &amp; port") + paragraph("Words")
    assert read(docx_of(body, core=core)).metadata == Metadata(title="Ferry & port", language="en")
    assert read(docx_of(paragraph("Other words"), core=core)).metadata == Metadata(language="en")


def test_recognised_by_content() -> None:
    """A Word document is known whatever its name, and is no archive."""
    data = docx_of(paragraph("a"))
    assert recognises(data)
    reader = reader_for("a.zip", data)
    assert reader is not None
    assert reader.name == "docx"


def rewritten(part: str, text: str) -> bytes:
    """A document with one part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_of(paragraph("a")))) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return made.getvalue()


def declared(part: str, size: int) -> bytes:
    """A document whose list says so many bytes of a part, which none of its readers unpacks to count them."""
    data = bytearray(rewritten(part, ""))
    place = data.rindex(part.encode()) - 22  # in the list at the end, 22 bytes before the name
    data[place : place + 4] = size.to_bytes(4, "little")
    return bytes(data)


BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><w:document>&c;</w:document>'
WIDE_BOMB = BOMB.encode("utf-16").decode("latin-1")


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda: b"", "no .docx"),
        (lambda: docx_of(paragraph("a"))[:-40], "cut short"),
        (lambda: docx_of(""), "no text"),
        (lambda: rewritten("word/document.xml", BOMB), "declares entities"),
        (
            lambda: rewritten("word/document.xml", BOMB.encode("utf-16").decode("latin-1")),
            "declares entities",
        ),
        (lambda: rewritten("word/document.xml", "<w:document>"), "damaged"),
        (lambda: rewritten("word/document.xml", "a" * 13 * 2**20), "larger than 12 MB"),
        (lambda: rewritten("word/document.xml", "<a/>" * 500_000), "more elements"),
        (lambda: declared("word/media/i.png", 10 * MAX_BYTES), "unpacks to more"),
    ],
    ids=range(9),
)
def test_refusals(made: Callable[[], bytes], reason: str) -> None:
    """What is damaged, protected, empty or made to harm is refused with that reason."""
    data = made()
    with pytest.raises(RefusedError, match=reason):
        read(data)


@pytest.mark.slow
def test_deep_nesting_is_refused() -> None:
    """Tables within tables without end are refused, and bring nothing down."""
    for words in (paragraph("a"), paragraph(f"<w:dir>{run('a')}</w:dir>")):
        body = "<w:tbl><w:tr><w:tc>" * 5000 + words + "</w:tc></w:tr></w:tbl>" * 5000
        with pytest.raises(RefusedError):
            read(docx_of(body))


WHOLE = docx_of(
    paragraph("Head", style="Titel")
    + paragraph("a", item=(1, 0))
    + paragraph("See ", f'<w:hyperlink r:id="l">{run("this")}</w:hyperlink>', FIELD, TEXT_BOX, PICTURE)
    + paragraph(
        f'<w:fldSimple w:instr="DATE">{run("now")}</w:fldSimple>', "<w:r><w:rPr><w:vanish/></w:rPr></w:r>"
    ),
    links={"l": "https://x"},
)
with zipfile.ZipFile(io.BytesIO(WHOLE)) as _container:
    BODY = _container.read("word/document.xml")


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=200), damaged(WHOLE), damaged(BODY)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes, damaged packages and damaged XML in whole packages give text, or RefusedError."""
    if data.startswith(b"<w:document"):
        data = rewritten("word/document.xml", data.decode("utf-8", "replace"))
    read_or_refused(read, data)
