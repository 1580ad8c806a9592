"""Outlook's mails: read as any mail is, from the properties they are kept in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.mail.outlook import read
from tests.store.formats.damage import damaged, read_or_refused
from tests.store.formats.mail.test_mail import BODY, HEADLINE, HTML, STORY
from tests.store.formats.office import msg_of
from tests.store.formats.word import docx_of, paragraph

#: 5 April 2018, 09:32 UTC, in tenths of microseconds from 1601 on.
SENT = 131673943200000000
TEXTS = {0x0037: HEADLINE, 0x0C1A: "Harbour Trüst", 0x5D01: "press@example.org", 0x1000: BODY}


def test_text_and_headers() -> None:
    """Sender, subject and time stand in properties where it was never sent."""
    data = msg_of(TEXTS, sent=SENT)
    document = read(data)
    assert document.text == BODY
    said = document.metadata
    assert (said.title, said.publisher, said.published) == (
        HEADLINE,
        "Harbour Trüst",
        "2018-04-05T09:32:00+00:00",
    )
    reader = reader_for("x.msg", data)
    assert reader is not None
    assert reader.name == "msg"


def test_headers_as_they_were_sent() -> None:
    """They say more than the properties."""
    headers = (
        "From: =?utf-8?q?K=C3=BCste?= <k@x.example>\r\nMessage-ID: <7@x>\r\n"
        "Date: Thu, 05 Apr 2018 10:32:00 +0100\r\n"
    )
    said = read(msg_of({**TEXTS, 0x007D: headers}, sent=SENT)).metadata
    assert (said.publisher, said.identifier, said.published) == ("Küste", "7@x", "2018-04-05T10:32:00+01:00")


def test_html_and_attachments() -> None:
    """A body in HTML is read where there is no other; a release attached to a note is the release."""
    texts = {key: text for key, text in TEXTS.items() if key != 0x1000}
    page = read(msg_of(texts, data={0x1013: HTML.encode()}))
    assert page.text.startswith(HEADLINE)
    assert [link.url for link in page.links] == ["https://x/plan"]
    note = {**texts, 0x1000: "Our release is attached."}
    assert read(msg_of(note, attached={"r.docx": docx_of(paragraph(STORY))})).text == STORY.strip()


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"words", "no mail"), (msg_of({0x0037: "x"}), "no text"),
     (msg_of({}, data={0x1009: b"LZFu"}), r"save it as \.eml")],
)  # fmt: skip
def test_refusals(data: bytes, reason: str) -> None:
    """Each with its reason."""
    with pytest.raises(RefusedError, match=reason):
        read(data)


WHOLE = msg_of({**TEXTS, 0x1000: "Our release is attached."}, sent=SENT, attached={"r.txt": STORY.encode()})


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.binary(max_size=200), damaged(WHOLE)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged files give text, or RefusedError."""
    read_or_refused(read, data)
