"""The glyphs of a page are found with as few questions to PDFium as can be."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from store.formats.pdf import glyphs

LINES = 10
LINE = "The ferry sails at noon"


def page(turned: int) -> bytes:
    """Lines of text, each shown by one operator, set at an angle in degrees."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.translate(300, 400)
    canvas.rotate(turned)
    for number in range(LINES):
        canvas.drawString(0, -14 * number, LINE)
    canvas.save()
    return file.getvalue()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each question about a glyph was put."""
    counts: Counter[str] = Counter()
    really = glyphs._quick

    def counted(function: Any, *gives: Any) -> Any:
        quick = really(function, *gives)

        def call(*given: Any) -> Any:
            counts[function.__name__] += 1
            return quick(*given)

        return call

    monkeypatch.setattr(glyphs, "_quick", counted)
    return counts


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_what_a_line_has_in_common_is_asked_once(asked: Counter[str], turned: int) -> None:
    """Its size and how it is set; where it stands, too, on a page that stands upright."""
    [found] = glyphs.glyphs_of(page(turned))["pages"]
    letters = LINE.replace(" ", "")
    assert "".join(glyph[0] for glyph in found["glyphs"]) == letters * LINES
    assert len({glyph[3] for glyph in found["glyphs"]}) == LINES
    assert asked["FPDFText_GetMatrix"] == asked["FPDFText_GetFontSize"] == LINES
    assert asked["FPDFText_GetLooseCharBox"] == len(letters) * LINES
    assert asked["FPDFText_GetCharOrigin"] == (len(letters) if turned else 1) * LINES
