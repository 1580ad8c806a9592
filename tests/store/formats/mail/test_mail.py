"""E-mail: the release in it and what its headers say, whoever passed it on."""

from __future__ import annotations

import subprocess
import sys
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.document import Metadata
from store.formats.mail.headers import recognises
from store.formats.mail.mail import read
from store.formats.notices import noticing
from tests.store.formats.damage import damaged, read_or_refused
from tests.store.formats.word import docx_of

HEADLINE = "A second ferry opens in May"
STORY = "PORT ELLEN, 5 April 2018 – The Harbour Trust said on Thursday that a second ferry will run. " * 4
BODY = f"{HEADLINE}\n\n{STORY.strip()}\n\nPress contact:\nJane Doe\npress@example.org"
HTML = f"<body><h1>{HEADLINE}</h1><p>{STORY}</p><p>See <a href='https://x/plan'>the plan</a>.</body>"


def mail(subject: str = HEADLINE, text: str | None = BODY, html: str | None = None) -> EmailMessage:
    """A mail of the harbour's press office."""
    message = EmailMessage()
    message["From"] = "Harbour Trust <press@example.org>"
    message["To"] = "desk@paper.example"
    message["Subject"] = subject
    message["Date"] = "Thu, 05 Apr 2018 10:32:00 +0100"
    message["Message-ID"] = "<1234@example.org>"
    if text is not None:
        message.set_content(text)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    return message


def test_headers_are_told() -> None:
    """Subject, date with its offset, sender and id are the release's; the headline stands once."""
    document = read(bytes(mail()))
    assert document.text == BODY
    assert document.metadata == Metadata(
        title=HEADLINE,
        published="2018-04-05T10:32:00+01:00",
        publisher="Harbour Trust",
        identifier="1234@example.org",
    )


def test_subject_not_in_the_body_heads_it() -> None:
    """A headline that only the subject gives is put at the head, where it can be marked."""
    assert read(bytes(mail("Ferry plans published"))).text == f"Ferry plans published\n\n{BODY}"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (b"=?utf-8?q?Caf=C3=A9_ferry?=", "Café ferry"),
        (b"=?utf-8?b?5riv5Yqh?=\r\n =?utf-8?b?5bGA?=", "港务局"),
        (b"=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
        (b"=?gb2312?B?uNvO8b7W?=", "港务局"),
        ("Café ferry".encode(), "Café ferry"),
        ("Café ferry".encode("latin-1"), "Café ferry"),
        (b"=?x-bogus?q?Ferry?= plan", "Ferry plan"),
        (b"=?utf-8?b?a?= plan", "=?utf-8?b?a?= plan"),
        (b"Ferry\r\n\tplan", "Ferry plan"),
    ],
)
def test_subjects_as_they_come(raw: bytes, title: str) -> None:
    """Encoded words, letters parted between two of them, raw bytes, folded lines, and what is none."""
    document = read(b"Subject: " + raw + b"\r\n\r\nWords of the body.")
    assert document.metadata.title == title
    assert document.text.startswith(title)


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Thu, 5 Apr 2018 10:32:00 -0700 (PDT)", "2018-04-05T10:32:00-07:00"),
        ("5 Apr 2018 10:32 EST", "2018-04-05T10:32:00-05:00"),
        ("Thu, 5 Apr 2018 10:32:00 -0000", "2018-04-05T10:32:00+00:00"),
        ("Thu, 99 Apr 2018 10:32:00 +0000", None),
        ("yesterday", None),
        ("Thu, 5 Apr 2018 10:32:00 +9999", None),
    ],
)
def test_dates(date: str, published: str | None) -> None:
    """A date keeps its offset; one that is none is none."""
    assert read(f"Date: {date}\n\nWords.".encode()).metadata.published == published


@pytest.mark.parametrize(
    ("headers", "publisher", "byline"),
    [
        ("From: press@example.org", "press@example.org", None),
        ("From: =?utf-8?q?Caf=C3=A9?= <p@x>", "Café", None),
        ('From: "Doe, Jane" <p@x>', "Doe, Jane", None),
        ("From: Jane Doe <p@x>\nOrganization: Harbour Trust", "Harbour Trust", "Jane Doe"),
        ("From: p@x\nOrganization: Harbour Trust", "Harbour Trust", None),
        ("From: ", None, None),
        ("X: y", None, None),
    ],
)
def test_senders(headers: str, publisher: str | None, byline: str | None) -> None:
    """The sender published it, unless the mail names an organization; then the sender wrote it."""
    metadata = read(f"{headers}\n\nWords.".encode()).metadata
    assert (metadata.publisher, metadata.byline) == (publisher, byline)


def test_list_mail() -> None:
    """A list's mark goes from the subject, and its archive tells where the mail can be read."""
    source = (
        "Subject: [press] Ferry opens\nList-Id: <press.example.org>\nArchived-At: <https://x/1>\n\nWords."
    )
    metadata = read(source.encode()).metadata
    assert (metadata.title, metadata.url) == ("Ferry opens", "https://x/1")
    assert read(b"Subject: [Embargo] Ferry\n\nWords.").metadata.title == "[Embargo] Ferry"


def test_plain_text_is_preferred() -> None:
    """Of plain text and HTML that say the same, the plain is read."""
    document = read(bytes(mail(html=HTML)))
    assert (document.text, document.links) == (BODY, ())


@pytest.mark.parametrize(
    "stub", ["View this email in your browser: https://x", "Ferry.", "Ce message est en HTML.", "\n"]
)
def test_a_stub_gives_way_to_html(stub: str) -> None:
    """Plain text that only stands in for the HTML beside it is not read; links come with the HTML."""
    document = read(bytes(mail(text=stub, html=HTML)))
    assert document.text.startswith(f"{HEADLINE}\n\nPORT ELLEN")
    assert [document.text[start:end] for start, end, _ in document.links] == ["the plan"]


def test_html_alone_with_a_related_picture() -> None:
    """HTML within multipart/related within multipart/alternative is found."""
    message = mail(text="See HTML", html=HTML)
    payload = message.get_payload()
    assert isinstance(payload, list)
    html = payload[1]
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG", "image", "png", cid="<logo>")
    assert read(bytes(message)).text.startswith(f"{HEADLINE}\n\nPORT ELLEN")


def test_forward_gives_the_inner_release() -> None:
    """Subject, sender and date are those of what was forwarded; the note and the wrapper are left out."""
    text = (
        "FYI, looks good.\n\nSam\n\n---------- Forwarded message ---------\n"
        f"From: Isle Ferries <news@isle.example>\nDate: Wed, Apr 4, 2018 at 10:32 AM\nSubject: {HEADLINE}\n"
        f"To: Desk\n\n{BODY}\n\n-- \nSam Reed\nThe Paper\n"
    )
    message = mail(f"Fwd: {HEADLINE}", text)
    message["References"] = "<old@x> <inner@isle.example>"
    document = read(bytes(message))
    assert document.text == BODY
    assert document.metadata == Metadata(
        title=HEADLINE,
        published="2018-04-04",
        publisher="Isle Ferries",
        identifier="inner@isle.example",
    )


def test_forward_in_html() -> None:
    """A wrapper in HTML is taken off, and the links of the release stay right."""
    html = (
        "<div>See below</div><div>---------- Forwarded message ---------<br>From: <b>Isle Ferries</b> "
        "&lt;<a href='mailto:n@x'>n@x</a>&gt;<br>Date: Wed, 4 Apr 2018 10:32:00 +0200<br>Subject: Ferry<br>"
        f"To: Desk</div><br>{HTML}"
    )
    document = read(bytes(mail("Fwd: Ferry", None, html)))
    assert document.metadata.published == "2018-04-04T10:32:00+02:00"
    assert document.metadata.publisher == "Isle Ferries"
    assert "Forwarded" not in document.text
    assert [document.text[start:end] for start, end, _ in document.links] == ["the plan"]


def test_forward_as_attachment() -> None:
    """A mail attached to a note is the release."""
    outer = EmailMessage()
    outer["Subject"] = "Fwd: something"
    outer["From"] = "sam@paper.example"
    outer.set_content("Please see attached.")
    outer.add_attachment(mail())
    assert read(bytes(outer)) == read(bytes(mail()))


def test_attached_document() -> None:
    """A document attached to a note is the release; the mail says when and by whom."""
    message = mail("Release attached", "Dear editor, please find our release attached.")
    message.add_attachment(
        docx_of(f"<w:p><w:r><w:t>{STORY}</w:t></w:r></w:p>"),
        "application",
        "octet-stream",
        filename="release.docx",
    )
    document = read(bytes(message))
    assert document.text == STORY.strip()
    assert document.metadata.publisher == "Harbour Trust"
    assert document.metadata.published == "2018-04-05T10:32:00+01:00"


def test_attachments_beside_a_release_are_no_release() -> None:
    """Where the body is the release, what is attached is not read."""
    message = mail()
    message.add_attachment("Other words. " * 300, filename="background.txt")
    assert read(bytes(message)).text == BODY


def test_text_that_a_gateway_named_is_the_body() -> None:
    """What is to be shown where it stands follows what stands before it, and takes its place of none."""
    message = mail(text="The quay opens on Monday, said the Harbour Trust.")
    message.add_attachment("Scanned at the gate. " * 40, filename="message.txt", disposition="inline")
    text = read(bytes(message)).text
    assert text.startswith(f"{HEADLINE}\n\nThe quay opens on Monday")
    assert text.endswith("Scanned at the gate.")


def test_an_answer_below_what_it_answers_is_kept() -> None:
    """Who answers below a quotation forwards nothing: all of it is the mail."""
    quoted = "\n".join(f"> {line}" for line in ("Will the ferry sail?", "Our readers", "want to know."))
    text = f"Nora Quay wrote:\n{quoted}\n\nIt will sail from May, said the Trust.\n"
    document = read(bytes(mail("Re: Ferry", text)))
    assert document.text.endswith("It will sail from May, said the Trust.")
    assert "> want to know." in document.text


@pytest.mark.parametrize("kind", ["application/ms-tnef", "application/octet-stream"])
def test_outlooks_own_form_is_named(kind: str) -> None:
    """Where the text is in winmail.dat the refusal says so; beside a text, what was left out is told."""
    alone, beside = mail(text=None), mail()
    for message in (alone, beside):
        message.add_attachment(b"\x78\x9f\x3e\x22", *kind.split("/"), filename="winmail.dat")
    with pytest.raises(RefusedError, match=r"winmail\.dat"):
        read(bytes(alone))
    with noticing() as told:
        assert read(bytes(beside)).text == BODY
    assert "winmail.dat" in told[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "head",
    [
        "From:\tHarbour Trust <press@example.org>\nSent:\tThursday, 5 April 2018 10:32\nTo:\tdesk@p.example\n"
        f"Subject:\t{HEADLINE}\n",
        f"Betreff: {HEADLINE}\nVon: Harbour Trust <press@example.org>\nDatum: 5. April 2018\n",
        f"Subject: {HEADLINE}\nDate: Thu, 05 Apr 2018 10:32:00 +0100\n"
        "From: Harbour Trust <press@example.org>\n",
    ],
)  # fmt: skip
def test_a_mail_saved_as_text(head: str, encoding: str) -> None:
    """Its headers are headers, in the language of the program that saved it, whatever the file is called."""
    data = f"{head}\n{BODY}\n".encode(encoding)
    reader = reader_for("saved.txt", data)
    assert reader is not None
    assert reader.name == "eml"
    document = read(data)
    assert document.text == BODY
    assert document.metadata.publisher == "Harbour Trust"
    assert (document.metadata.published or "").startswith("2018-04-05")


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(500))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"Subject: x\n\n", "no text"),
        (b"Content-Type: multipart/encrypted; boundary=a\n\n--a\n\nb\n--a--", "encrypted"),
        (b"Content-Type: application/pkcs7-mime\n\nMIAG", "encrypted"),
        (b"Content-Type: image/png\n\nabc", "no text"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nAAAA", "binary"),
        (NESTED, "nested too deep"),
    ],
)
def test_refusals(source: bytes, reason: str) -> None:
    """A mail without text, and one that cannot be read, says so."""
    with pytest.raises(RefusedError, match=reason):
        read(source)


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (bytes(mail()), True),
        (b"Received: from x\r\n\tby y\r\nSubject: a\r\n\r\nb", True),
        (b"From: The Trust\nTo: Media\nDate: May 1\nSubject: Ferry\n\nThe trust said.", False),
        (b"FOR IMMEDIATE RELEASE\n\nSubject: x", False),
        (b"Contact: Jane\n\nThe trust", False),
        (b"", False),
    ],
)
def test_recognises(data: bytes, known: bool) -> None:
    """A mail has headers that a typed memo has not."""
    assert recognises(data) == known
    reader = reader_for("x.txt", data)
    assert reader is not None
    assert (reader.name == "eml") == known


WHOLE = mail(html=HTML)
WHOLE.add_attachment(mail())
WHOLE.add_attachment(b"a" * 50, "application", "octet-stream", filename="é.docx")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), damaged(bytes(WHOLE)), damaged(bytes(mail(html=HTML)))))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged mails give a release with sound links, or RefusedError."""
    read_or_refused(read, data)


def test_a_file_is_told_from_a_mail_without_what_reads_one() -> None:
    """Each process that reads files asks, and most of them read none."""
    program = """import sys; from store.formats import reader_for
told = reader_for("a.txt", b"The ferry sails.")
print(told.name, *(name in sys.modules for name in ("email", "store.formats.mail.mail")))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["text", "False", "False"]
