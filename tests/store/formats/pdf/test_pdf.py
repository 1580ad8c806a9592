"""PDFs: their words as paragraphs in the order they are read, and no harm from any file."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.utils import simpleSplit  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    ListFlowable,
    Paragraph,
    SimpleDocTemplate,
    Table,
)

from store.aside import shared
from store.canonical import canonical
from store.errors import RefusedError
from store.formats import reader_for
from store.formats.document import Metadata
from store.formats.pdf import pdf
from store.formats.pdf.joined_lines import text_of
from store.formats.pdf.lines import Line, lines_of
from store.formats.pdf.pdf import read
from store.formats.pdf.read_aside import words_of
from store.formats.pdf.reading_order import Block, blocks_of
from tests.store.aside.jobs import HERE as JOBS
from tests.store.formats.damage import damaged, read_or_refused

FIXTURES = Path(__file__).parents[2] / "fixtures" / "documents"
STORY = (
    "The Harbour Trust announced on Thursday that a second ferry will run from May, an undertaking of "
    "well-known difficulty that residents of the islands had waited for during more than ten years."
)
TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=13.5, spaceAfter=6)
INDENTED = ParagraphStyle("indented", parent=TEXT, firstLineIndent=14, spaceAfter=0, alignment=4)
HEAD = ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)


def drawn(draw: Callable[[Any], object], **settings: Any) -> bytes:
    """A PDF as it is drawn on a canvas."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), **settings)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def lines(
    *texts: str, font: str = "Times-Roman", size: float = 11, left: float = 72, top: float = 700
) -> bytes:
    """A page with these lines."""
    return drawn(lambda canvas: put(canvas, texts, font, size, left, top))


def picture() -> Any:
    """A grey square."""
    from PIL import Image

    return Image.new("L", (20, 20))


def put(canvas: Any, texts: Any, font: str, size: float, left: float, top: float) -> None:
    """Lines below one another."""
    canvas.setFont(font, size)
    for number, text in enumerate(texts):
        canvas.drawString(left, top - number * size * 1.25, text)


def packed(content: bytes, *, whole: bool) -> bytes:
    """A page with this content, packed and, if not whole, damaged."""
    stream = zlib.compress(content)
    stream = stream if whole else stream[:2] + b"\xff" * 8 + stream[10:]
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    numbered = (b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


def typeset(story: list[Any], each_page: Callable[[Any, Any], None] | None = None) -> bytes:
    """A document set by a program, page by page."""
    made = io.BytesIO()
    document = SimpleDocTemplate(made, pagesize=(595, 842))
    nothing: Callable[[Any, Any], None] = lambda canvas, document: None  # noqa: E731
    document.build(story, onFirstPage=each_page or nothing, onLaterPages=each_page or nothing)
    return made.getvalue()


def test_paragraphs_over_pages_without_heads_and_feet() -> None:
    """Lines are joined, over the end of a page too; running heads, feet and page numbers are left out."""

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 810, f"PRESS RELEASE 12/{document.page}")
        canvas.drawString(72, 30, "Harbour Trust – www.example.org")
        canvas.drawRightString(520, 30, f"Page {document.page} of 3")

    paragraphs = [f"{number} {STORY} {STORY} {STORY}" for number in range(100, 120)]
    data = typeset([Paragraph("A second ferry", HEAD)] + [Paragraph(p, TEXT) for p in paragraphs], furniture)
    assert read(data).text.split("\n\n") == ["A second ferry", *paragraphs]


def test_a_page_number_alone_goes_and_an_end_mark_stays() -> None:
    """A number at a page's foot that is the page's goes; “-30-” is the end of a release."""
    for foot, left in (("1", ""), ("Page 1 of 1", ""), ("- 30 -", "\n\n- 30 -")):

        def draw(canvas: Any, foot: str = foot) -> None:
            put(canvas, [STORY[:59]], "Times-Roman", 11, 72, 700)
            canvas.drawString(290, 60, foot)

        assert read(drawn(draw)).text == STORY[:59] + left


def test_paragraphs_told_by_indents() -> None:
    """Justified paragraphs without space between them are told by their first lines."""
    paragraphs = [f"{STORY} {STORY} {number} ends here." for number in "abc"]
    assert read(typeset([Paragraph(p, INDENTED) for p in paragraphs])).text.split("\n\n") == paragraphs


@pytest.mark.parametrize("rowwise", [True, False])
def test_two_columns_however_they_were_set(rowwise: bool) -> None:
    """Columns are read one after the other, set row by row or the right one first; a foot comes last."""
    left, right = (f"{side} {STORY} {STORY} {STORY}" for side in ("Left", "Right"))
    columns = [
        (60, simpleSplit(left, "Times-Roman", 10, 220)),
        (310, simpleSplit(right, "Times-Roman", 10, 220)),
    ]

    def draw(canvas: Any) -> None:
        put(canvas, ["The foot of the page"], "Times-Roman", 10, 60, 40)
        put(canvas, ["A headline over both columns of the page"], "Times-Bold", 18, 60, 780)
        if rowwise:
            for number in range(max(len(texts) for _, texts in columns)):
                for x, texts in columns:
                    put(canvas, texts[number : number + 1], "Times-Roman", 10, x, 740 - 12 * number)
        else:
            for x, texts in reversed(columns):
                put(canvas, texts, "Times-Roman", 10, x, 740)

    expected = ["A headline over both columns of the page", left, right, "The foot of the page"]
    assert read(drawn(draw)).text.split("\n\n") == expected


def test_hyphens_at_line_ends() -> None:
    """A word parted at a line's end is whole again; a compound that stands elsewhere keeps its hyphen."""
    data = lines(
        "The Trust told of the develop-",
        "ment of the well-",
        "known harbour, well-known in 2017-",
        "2018 as a Franco-",
        "German affair of long stand-",
        "ing",
    )
    assert " ".join(read(data).text.split()) == (
        "The Trust told of the development of the well-known harbour, well-known in 2017-2018 as a "
        "Franco-German affair of long standing"
    )


def test_hyphens_of_compounds_at_line_ends() -> None:
    """Kept where both parts are words of the text, though others are parted, in capitals too."""
    text = read(
        lines(
            "The first ferry is of the class of the first, and no class of ferry has first-",
            "class cabins. The board told of the develop-",
            "ment, the conclu-",
            "sion and the RESOLU-",
            "TION of the affair. SkyRail builds what Sky-",
            "Rail has said.",
        )
    ).text
    assert "first-class cabins" in text
    assert "the development, the conclusion and the RESOLUTION" in text
    assert "what SkyRail has" in text


def test_a_sign_of_its_own_parts_words() -> None:
    """A browser parts words with U+2010: where they are written with U+002D, each says which it is."""
    words = [
        "The Trust told of the develop‐",
        "ment, the long-",
        "term plan, the conclu‐",
        "sion and the Mac‐",
    ]
    blocks = [Line(one, 0, 200, 12.0 * at, 10) for at, one in enumerate([*words, "Rail."])]
    [block] = [Block(blocks, 0)]
    text = text_of([block]).text
    assert text == "The Trust told of the development, the long-term plan, the conclusion and the MacRail."


def test_short_lines_stay_lines() -> None:
    """An address keeps its lines: there was room for more on each."""
    contact = ["Press contact", "Jane Doe", "press@example.org", "+44 20 7946 0000"]
    story = [Paragraph(STORY, TEXT), Paragraph("<br/>".join(contact), TEXT)]
    assert read(typeset(story)).text == f"{STORY}\n\n" + "\n".join(contact)


def test_lists_and_tables() -> None:
    """Items are lines with their marks, wrapped ones whole; rows are lines, their cells parted by bars."""
    items = ListFlowable([Paragraph(STORY, TEXT), Paragraph("Second", TEXT)], bulletType="bullet")
    table = Table([["Year", "Passengers"], ["2016", "120,000"], ["2017", "140,000"]])
    data = typeset([Paragraph(STORY, TEXT), table, Paragraph(STORY, TEXT), items])
    assert read(data).text.split("\n\n") == [
        STORY,
        "Year | Passengers\n2016 | 120,000\n2017 | 140,000",
        STORY,
        f"• {STORY}\n• Second",
    ]


def test_a_browsers_print() -> None:
    """Justified narrow columns, ligatures, headings and a link, as a browser prints them."""
    document = read((FIXTURES / "columns.pdf").read_bytes())
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == "Harbour Trust opens a second ferry from May, doubling the service to the islands"
    assert "an office-financed undertaking of well-known difficulty" in paragraphs[1]
    assert paragraphs[3] == (
        "Representatives of neighbouring municipalities acknowledged the announcement, characterising the "
        "collaboration as unprecedented. Environmental organisations nevertheless expressed reservations "
        "concerning sedimentation and fisheries."
    )
    assert paragraphs[-1] == "Press office\npress@example.org\n+44 20 7946 0000"
    [link] = document.links
    assert (document.text[link.start : link.end], link.url) == ("the full plan", "https://example.org/plan")
    assert document.metadata == Metadata(
        title=paragraphs[0], published="2026-11-25T07:06:06+00:00", language="en"
    )


def test_ligatures_are_their_letters() -> None:
    """Words are whole where one glyph stands for several letters, all of which PDFium sets in its box."""
    assert read((FIXTURES / "ligatures.pdf").read_bytes()).text == (
        "Harbour office reopens\n\n"
        "The first office of the harbour offers efficient traffic after the flood; the difference was fine, "
        "officials affirmed. “We find five offices sufficient,” said Fiona Griffiths, chief of staff, over "
        "coffee and waffles."
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tex-t1.pdf", "The first office – „größer“ – offers efficient, baffling œuvres: flood."),
        ("tex-ot1.pdf", "The first office — “larger” – offers efficient, baffling waffles."),
    ],
)
def test_letters_of_bitmap_fonts(name: str, text: str) -> None:
    """pdfTeX's fonts say no letters: they are told by their places, in each of its encodings."""
    assert read((FIXTURES / name).read_bytes()).text == text


def test_a_label_at_a_quarter_turn_is_read_last() -> None:
    """What is set beside the text, upwards or downwards, follows it, once for all pages."""

    def draw(canvas: Any) -> None:
        for _ in range(2):
            put(canvas, [STORY[:59]], "Times-Roman", 11, 72, 700)
            for x, turn, words in ((30, 90, "FOR RELEASE"), (560, -90, "Passengers in thousands")):
                canvas.saveState()
                canvas.translate(x, 400)
                canvas.rotate(turn)
                canvas.drawString(0, 0, words)
                canvas.restoreState()
            canvas.showPage()

    paragraphs = read(drawn(draw)).text.split("\n\n")
    assert paragraphs[0].startswith(STORY[:59])
    assert sorted(paragraphs[-2:]) == ["FOR RELEASE", "Passengers in thousands"]
    assert len(paragraphs) <= 4


def test_words_set_over_themselves_are_read_once() -> None:
    """Some programs make bold letters and shadows of the same words, a little further each time."""

    def draw(canvas: Any) -> None:
        for number, font in enumerate(("Times-Roman", "Times-Bold", "Times-Roman")):
            put(canvas, [STORY[:59]], font, 11, 72 + number, 700 - number)

    assert read(drawn(draw)).text == STORY[:59]


@pytest.mark.parametrize("shift", [1.0, 1.2])
def test_letters_set_over_themselves_are_read_once(shift: float) -> None:
    """Each twice before the next, narrow ones by half of their width; two that follow each other stay two."""

    def draw(canvas: Any) -> None:
        canvas.setFont("Times-Bold", 9)
        for at, letter in enumerate(words := "All hills will; still illness fell."):
            x = 72 + canvas.stringWidth(words[:at], "Times-Bold", 9)
            canvas.drawString(x, 700, letter)
            canvas.drawString(x + shift, 700, letter)

    assert read(drawn(draw)).text == "All hills will; still illness fell."


def test_arabic_is_read_from_the_right() -> None:
    """Letters, ligatures, numbers, brackets and Latin words stand in the order they are read."""
    document = read((FIXTURES / "arabic.pdf").read_bytes())
    assert document.metadata.language == "ar"
    assert document.text == (
        "افتتاح محطة جديدة لتحلية المياه في العقبة\n\n"
        "العقبة، 5 أبريل 2018 (وام) - أعلنت وزارة النقل اليوم الاثنين عن افتتاح محطة جديدة لتحلية المياه في "
        "مدينة العقبة، وقالت الوزيرة إن المشروع سيوفر المياه لأكثر من 200,000 نسمة بحلول نهاية العام 2019 "
        "(وفق بيان UNICEF الأخير).\n\n"
        "وأضافت أن العمل بدأ قبل ثلاث سنوات بتمويل من البنك الدولي وبمشاركة شركات محلية."
    )


def test_hebrew_is_read_from_the_right() -> None:
    """A bracket over a line's end, and Latin words within."""
    assert read((FIXTURES / "hebrew.pdf").read_bytes()).text == (
        "מעבורת שנייה ממאי\n\n"
        "נמל חיפה הודיע ביום חמישי, 5 באפריל 2018, כי מעבורת שנייה תפליג החל ממאי (לפי Harbour Trust) ותכפיל "
        "את השירות לאיים הסמוכים לחוף הצפוני של הארץ."
    )


def test_chinese_lines_join_without_spaces() -> None:
    """A line's end in Chinese is no space."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = lines(
        "港务局星期一宣布，新的渡轮航线将于五月", "一日正式开通，每天往返十二班。", font="STSong-Light"
    )
    assert read(data).text == "港务局星期一宣布，新的渡轮航线将于五月一日正式开通，每天往返十二班。"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn: int) -> None:
    """A page laid on its side is read as its text stands; a stamp across it is left out."""

    def draw(canvas: Any) -> None:
        canvas.translate(297, 421)
        canvas.rotate(turn)
        put(canvas, ["First line of the page, long enough", "and the second"], "Times-Roman", 11, -90, 100)
        canvas.rotate(40)
        canvas.drawString(0, 0, "DRAFT")

    assert read(drawn(draw)).text == "First line of the page, long enough and the second"


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("D:20180405103200+02'00'", "2018-04-05T10:32:00+02:00"),
        ("D:20180405103200-0730", "2018-04-05T10:32:00-07:30"),
        ("D:20180405103200Z", "2018-04-05T10:32:00+00:00"),
        ("D:20180405103200", "2018-04-05"),
        ("D:20180405", "2018-04-05"),
        ("D:2018", None),
        ("D:20189905", None),
        ("D:20180405103200+99'99'", None),
        ("April", None),
        ("", None),
    ],
)
def test_dates(printed: str, published: str | None) -> None:
    """A date of creation keeps its offset; without one, the day is told alone."""
    assert pdf._date(printed) == published


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"words", "no PDF"),
        (b"%PDF-1.7\nwords", "damaged: its end is missing"),
        (b"%PDF-1.7\nwords\n%%EOF", "damaged: it cannot be opened"),
        (b"%PDF-2.0\n<< /Filter /BrotliDecode >>\n%%EOF", "Brotli"),
        (lines("Words").replace(b"/ASCII85Decode /FlateDecode", b"/BrotliDecode".ljust(27)), "Brotli"),
        (packed(b"BT /F1 12 Tf (Words) Tj ET", whole=False), "damaged: what is on its pages"),
        (packed(b" ", whole=True), "no text: its pages are empty"),
        (drawn(lambda canvas: canvas.showPage()), "no text: its pages are empty"),
        (drawn(lambda c: [c.line(n, 0, n, 9) for n in range(30)]), "drawn as shapes"),
        (drawn(lambda canvas: canvas.drawInlineImage(picture(), 0, 0, 500, 500)), "scan"),
        (
            drawn(lambda c: c.drawString(9, 9, "a"), encrypt=StandardEncryption("secret", "owner")),
            "encrypted",
        ),
        (drawn(lambda canvas: [canvas.showPage() for _ in range(301)]), "301 pages"),
    ],
    ids=[
        "text",
        "cut",
        "broken",
        "brotli",
        "brotli page",
        "broken page",
        "blank",
        "empty",
        "outlines",
        "scan",
        "encrypted",
        "long",
    ],
)
def test_refusals(data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan, an encrypted file and a broken one are refused, each with its reason."""
    monkeypatch.setattr(pdf, "_words", lambda data: next(words_of(data)))
    with pytest.raises(RefusedError, match=reason):
        read(data)


def test_what_is_refused_in_the_other_process_is_refused() -> None:
    """With its reason; the other refusals are looked at in this one."""
    with pytest.raises(RefusedError, match="no text: its pages are empty"):
        read(packed(b" ", whole=True))


def test_encrypted_for_no_one_in_particular() -> None:
    """A file that opens without a password is read, whatever it forbids."""
    locked = StandardEncryption("", "owner", canCopy=0)
    assert read(drawn(lambda canvas: canvas.drawString(99, 99, "Words"), encrypt=locked)).text == "Words"


@pytest.mark.few(2)
@pytest.mark.parametrize("job", ["abort", "fail", "leave"])
def test_a_reader_that_breaks_down_takes_nothing_with_it(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the process that reads a PDF dies, the file is refused, and the next one read."""
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "_JOB", f"{JOBS}:{job}")
        with pytest.raises(RefusedError, match="broke off"):
            read(lines("Words"))
    assert read(lines("Words")).text == "Words"


def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes too long is given up."""
    monkeypatch.setattr(pdf, "_JOB", f"{JOBS}:endless")
    monkeypatch.setattr(pdf, "_SECONDS", 0.2)
    with pytest.raises(RefusedError, match="cannot be read within"):
        read(lines("Words"))


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that fills the memory is refused, where the system can hold a process to what it may have."""
    pytest.importorskip("resource")
    monkeypatch.setattr(pdf, "_JOB", f"{JOBS}:fill")
    with pytest.raises(RefusedError, match="broke off"):
        read(lines("Words"))


def test_without_a_process_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is refused with what the system says."""
    shared().close()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(RefusedError, match="did not start: No such file"):
        read(lines("Words"))


def test_files_are_read_by_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting one takes as long as reading two."""
    started = []
    popen = subprocess.Popen

    def count(*arguments: Any, **settings: Any) -> subprocess.Popen[bytes]:
        started.append(arguments)
        return popen(*arguments, **settings)

    shared().close()
    monkeypatch.setattr(subprocess, "Popen", count)
    assert [read(lines(word)).text for word in ("One", "Two", "Three")] == ["One", "Two", "Three"]
    assert len(started) == 1


def test_recognised_by_content() -> None:
    """A PDF is known whatever its name, with bytes before its header too."""
    reader = reader_for("x.txt", b"\n\n" + lines("Words"))
    assert reader is not None
    assert reader.name == "pdf"


WHOLE = [lines(STORY[:70], STORY[70:]), typeset([Paragraph(STORY, TEXT), Table([["a", "b"], ["c", "d"]])])]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=100).map(lambda data: b"%PDF-1.4" + data),
        st.one_of([damaged(one) for one in WHOLE]),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged PDFs give text, or RefusedError."""
    read_or_refused(read, data)


LETTERS = "ab-. •1|港עم\x02\u0301ﻻ\ufffd("


Glyph = tuple[str, float, float, float, float, int]


def _places(drawn: bytes) -> list[float]:
    """A place from each pair of bytes."""
    return [round(-600 + high * 7 + low / 36, 1) for high, low in zip(drawn[::2], drawn[1::2], strict=True)]


def _glyphs_of(drawn: bytes) -> list[Glyph]:
    """A glyph from each nine bytes; half of them stand anywhere, the others behind the one before."""
    made: list[Glyph] = []
    for at in range(0, len(drawn), 9):
        letter, *_, size, kind = drawn[at : at + 9]
        left, right, baseline = _places(drawn[at + 1 : at + 7])
        points = size * 90 / 255
        if made and kind & 2:
            _, _, left, baseline, points, _ = made[-1]
            right = left + points / 2
        made.append((LETTERS[letter % len(LETTERS)], left, right, baseline, points, kind % 2))
    return made


def _glyphs(count: int) -> st.SearchStrategy[list[Glyph]]:
    """So many glyphs, drawn at once."""
    return st.binary(min_size=9 * count, max_size=9 * count).map(_glyphs_of)


GLYPHS = st.integers(0, 40).flatmap(_glyphs)
LINK = st.binary(min_size=8, max_size=8).map(lambda drawn: (*_places(drawn), "http://x"))
PAGE = st.fixed_dictionaries(
    {"glyphs": GLYPHS, "links": st.lists(LINK, max_size=3), "height": st.just(842.0)}
)


@settings(deadline=None)
@given(st.lists(PAGE, max_size=3))
def test_glyphs_anywhere_are_text(pages: list[dict[str, Any]]) -> None:
    """Wherever glyphs stand, their text is canonical, links lie in it, and no letter in a line is lost."""
    pages = json.loads(json.dumps(pages))
    found = text_of(blocks_of([(page["height"], lines_of(page)) for page in pages]))
    assert canonical(found.text) == found.text
    assert all(0 <= link.start < link.end <= len(found.text) for link in found.links)
