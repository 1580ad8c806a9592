"""One part of a mail: its charset, often wrong, and its lines, often wrapped."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats.mail.bodies import decoded, part_text, unflowed


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        ("Café “à la carte”", "utf-8", "iso-8859-1"),
        ("Café à la carte", "latin-1", "utf-8"),
        ("Café à la carte", "latin-1", "us-ascii"),
        ("It’s “here”", "cp1252", "iso-8859-1"),
        ("港务局宣布，新的渡轮航线将于五月一日正式开通。", "gb18030", "gb2312"),
        ("港務局宣布，新的渡輪航線將開通。", "big5", "big5"),
        ("港湾局は月曜日に発表した。", "iso2022_jp", "iso-2022-jp"),
        ("أعلنت وزارة النقل اليوم", "cp1256", "windows-1256"),
        ("אבג", "iso8859-8", "iso-8859-8-i"),
        ("Café à la carte est servie", "utf-8", "x-unknown"),
        ("港湾局は月曜日に発表した。", "iso2022_jp", None),
        ("港湾局は月曜日に発表した。", "iso2022_jp", "us-ascii"),
        ("Plain words", "ascii", "punycode"),
        ("Plain words", "ascii", "base64"),
        ("Plain words", "ascii", None),
    ],
)
def test_charsets(text: str, encoding: str, named: str | None) -> None:
    """The text is right by the charset named, or in spite of it."""
    assert decoded(text.encode(encoding), named) == text


@pytest.mark.parametrize("pack", [base64.encodebytes, quopri.encodestring])
def test_a_transfer_encoding_that_is_not_named(pack: Callable[[bytes], bytes]) -> None:
    """A gateway that lost the header leaves a body that is told by its form."""
    text = (
        "Die Fähre läuft ab Mai täglich aus, a = b, sagte die Hafenverwaltung am Donnerstag in Port Ellen.\n"
        * 2
    )
    source = b"Content-Type: text/plain\n\n" + pack(text.encode())
    assert part_text(message_from_bytes(source)).text == text.strip()


@pytest.mark.parametrize("text", ["Plain", "x" * 70, "See https://x/?a=1&b=\nnow", "QUJD\nQUJD\n"])
def test_words_that_look_encoded_are_words(text: str) -> None:
    """What is not wholly base64 of a text, or quoted-printable, stays as it is."""
    assert part_text(message_from_bytes(f"Content-Type: text/plain\n\n{text}".encode())).text == text.strip()


@pytest.mark.parametrize("named", ["utf-8", "gb2312", "iso-8859-1", "iso-2022-jp", None])
def test_one_damaged_byte_makes_no_other_charset(named: str | None) -> None:
    """UTF-8 with a byte of another encoding in it is UTF-8, whatever is named."""
    assert decoded("Die Fähre läuft aus – heute".encode() + b" \x93Ja\x94", named).endswith("– heute “Ja”")


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "utf-16", "utf-7", "hz", "cp437", "gbk", "\0", "é"]))
def test_any_bytes_in_any_charset(data: bytes, charset: str) -> None:
    """Bytes are text or refused, and no text has a NUL in it."""
    with suppress(RefusedError):
        assert "\0" not in decoded(data, charset)


@pytest.mark.parametrize(
    ("text", "delete", "plain"),
    [
        ("one \ntwo\nthree", False, "one two\nthree"),
        ("one \ntwo", True, "onetwo"),
        (" From \nhere", False, "From here"),
        ("> a \n> b\n>> c \nd", False, "> a b\n>> c \nd"),
        ("a \n-- \nSam \nReed", False, "a \n-- \nSam Reed"),
        ("a\r\n\r\nb \r\nc", False, "a\n\nb c"),
    ],
)
def test_flowed_text(text: str, delete: bool, plain: str) -> None:
    """A line that ends in a space goes on; quotes of other depth and the signature's mark do not."""
    assert unflowed(text, delete) == plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b"Content-Type: text/plain; charset=utf-8\n\na  \n \n\n\nb\n-- \nc\n", "a\n\nb\n-- \nc"),
        (b'Content-Type: text/plain; format="flowed"\n\na \nb\n', "a b"),
        (b"Content-Type: text/html\n\n<meta charset=iso-8859-1><p>caf\xe9</p>", "café"),
        (b"Content-Type: text/plain\n\n<!DOCTYPE html><p>a</p><p>b</p>", "a\n\nb"),
        (b"Content-Transfer-Encoding: quoted-printable\n\na=\n=C3=A9=20b", "aé b"),
        (b"Content-Transfer-Encoding: base64\n\nYcOpIGI=\n", "aé b"),
        (b"\n  \n", ""),
    ],
)
def test_parts(source: bytes, text: str) -> None:
    """A part's text out of its encoding, tidied where white space says nothing."""
    assert part_text(message_from_bytes(source)).text == text
