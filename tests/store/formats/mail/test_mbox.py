"""mbox: each mail a part of its own, told from the words “From ” within one."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import RawDocument, RefusedPart, reader_for
from store.formats.mail.mbox import read, recognises
from tests.store.formats.damage import damaged, read_or_refused

LINE = b"From press@example.org Thu Apr  5 10:32:00 2018\n"


def mail(number: int, text: str = "The trust said so.\n") -> bytes:
    """A short release as a mail."""
    return f"Subject: Release {number}\nMessage-ID: <{number}@x>\n\nRelease {number}\n\n{text}".encode()


def parts(data: bytes) -> list[tuple[str, str]]:
    """Each part's name, and its text or why there is none."""
    return [(one.part, one.text if isinstance(one, RawDocument) else one.reason) for one in read(data)]


def test_each_mail_is_a_part() -> None:
    """Mails are parted at their “From ” lines and named by their ids."""
    data = LINE + mail(1) + b"\n" + LINE + mail(2) + b"\n\n"
    said = "Release {}\n\nThe trust said so."
    assert parts(data) == [("1@x", said.format(1)), ("2@x", said.format(2))]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_from_within_a_mail(end: str) -> None:
    """“From ” in a body parts nothing; escaped, it loses one mark."""
    text = "a\n\nFrom May the ferry runs at 10:30 in 2018.\n\n>From June too.\n>>From July.\n"
    data = (LINE + mail(1, text)).replace(b"\n", end.encode())
    assert parts(data) == [
        ("1@x", "Release 1\n\na\n\nFrom May the ferry runs at 10:30 in 2018.\n\nFrom June too.\n>From July.")
    ]


def test_what_the_standard_library_writes(tmp_path: Path) -> None:
    """A file of the standard library's own is read mail by mail."""
    box = mailbox.mbox(tmp_path / "box")
    for number in range(3):
        message = EmailMessage()
        message["Subject"] = f"Release {number}"
        message.set_content(f"From the start.\n\nFrom {number} on.\n")
        box.add(message)
    box.flush()
    box.close()
    assert parts((tmp_path / "box").read_bytes()) == [
        (f"message {number + 1}", f"Release {number}\n\nFrom the start.\n\nFrom {number} on.")
        for number in range(3)
    ]


def test_a_bad_mail_keeps_out_no_other() -> None:
    """A mail without text is refused by its number; one that comes twice has a name of its own."""
    data = LINE + mail(1) + b"\n" + LINE + b"Subject: x\n\n\n" + LINE + mail(1)
    assert [name for name, _ in parts(data)] == ["1@x", "message 2", "1@x (3)"]
    assert [isinstance(one, RefusedPart) for one in read(data)] == [False, True, False]


def test_recognised_by_content() -> None:
    """A mailbox is known whatever its name; a sentence that begins with “From” is none."""
    assert recognises(LINE + mail(1))
    assert recognises(b"\n\nFrom MAILER-DAEMON Fri Jul  8 12:08:34 2011\nSubject: x\n\n")
    assert not recognises(b"From 10:30 in May 2018 the ferry runs.\nSo the trust said.")
    assert not recognises(mail(1))
    reader = reader_for("press", LINE + mail(1))
    assert reader is not None
    assert (reader.name, reader.many) == ("mbox", True)


def test_no_mail_is_refused() -> None:
    """A file without a “From ” line is no mailbox."""
    with pytest.raises(RefusedError, match="no mail"):
        list(read(b"Some words.\n"))


WHOLE = LINE + mail(1) + b"\n" + LINE + mail(2, "é\n\n>From x\n") + b"\n" + LINE + mail(3)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), damaged(WHOLE)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged mailboxes give parts of different names, or RefusedError."""
    found = read_or_refused(read, data) or []
    assert len({one.part for one in found}) == len(found)
