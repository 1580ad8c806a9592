"""RTF: its words as paragraphs, in whatever encoding they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.rtf import read
from tests.store.formats.damage import damaged, read_or_refused

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times;}}"
    rb"{\info{\title Ferry}}{\header Running head}"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Ferry\par One\line two\par\pard Three\par", "Ferry\n\nOne\ntwo\n\nThree"),
        (rb"Caf\'e9 \ldblquote now\rdblquote  \endash  \u8364?5 \u-10179?\u-8704?", "Café “now” – €5 😀"),
        (rb"{\f1 \'cf\'ee\'f0\'f2} open", "Порт open"),
        (rb"Seen{\v  and not}{\deleted  nor this}.", "Seen."),
        (rb'See {\field{\*\fldinst{HYPERLINK "https://x/plan"}}{\fldrslt{the plan}}}.', "See the plan."),
        (rb"\trowd a\cell b\cell\row", "a | b"),
        (rb"a{\pict\pngblip " + b"89504e47" * 99 + rb"}b", "ab"),
        (b"Raw \xe9 and bullets\\bullet .", "Raw é and bullets•."),
    ],
)
def test_what_a_reader_sees(body: bytes, text: str) -> None:
    """Paragraphs, lines, letters in any code page, a link's words; no picture, nothing hidden, no address."""
    document = read(HEAD + body + b"}")
    assert document.text == text
    assert document.metadata.title == ("Ferry" if text.startswith("Ferry") else None)


def test_recognised_by_content() -> None:
    """Word saves RTF under .doc, too."""
    reader = reader_for("a.doc", HEAD + b"a}")
    assert reader is not None
    assert reader.name == "rtf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"words", "no RTF"),
        (HEAD + b"}", "no text"),
        (HEAD + b"word " * 900_000 + b"}", "larger than 4 MB"),
        (rb"{\rtf1{\fonttbl" + rb"\f1 " * 30_000 + b"}a}", "table of fonts"),
    ],
    ids=range(4),
)
def test_refusals(data: bytes, reason: str) -> None:
    """Each with its reason."""
    with pytest.raises(RefusedError, match=reason):
        read(data)


WHOLE = HEAD + rb"Caf\'e9 {\v a}\u8364?\par{\field{\*\fldinst{HYPERLINK " + rb'"x"}}{\fldrslt b}}\cell\row}'


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=100).map(lambda data: HEAD + data), damaged(WHOLE)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged files give text, or RefusedError."""
    read_or_refused(read, data)
