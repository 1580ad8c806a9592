"""Encodings by their labels, and what is UTF-8."""

from __future__ import annotations

import pytest

from store.formats.encodings import codec_of, declared_codec, is_utf8


@pytest.mark.parametrize(
    ("label", "codec"),
    [("latin1", "cp1252"), ("ISO-8859-1", "cp1252"), ("us-ascii", "cp1252"), ("gb2312", "gb18030"),
     ("ks_c_5601-1987", "cp949"), ("iso-8859-8-i", "iso8859-8"), ("UTF8", "utf-8"), ("utf-16", "utf-16"),
     ("shift_jis", "cp932"), ("cp850", "cp850"), ("iso-2022-kr", "iso2022_kr"), ("x-user-defined", None),
     ("klingon", None), ("\xff", None), ("\0", None), ("", None), ("punycode", None), ("base64", None)],
)  # fmt: skip
def test_codec_of(label: str, codec: str | None) -> None:
    """Names mean what browsers take them for, not what they say; Python has those of old systems."""
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("label", "codec"),
    [(b"gbk", "gb18030"), (b"utf-16", "utf-8"), (b"utf-7", "utf-8"), (b"klingon", None), (b"\xff", None)],
)
def test_declared_codec(label: bytes, codec: str | None) -> None:
    """A name that can be read as ASCII is not that of UTF-16."""
    assert declared_codec(label) == codec


@pytest.mark.parametrize("size", [10, 2**20 - 1, 2**20])
def test_is_utf8(size: int) -> None:
    """A character across two chunks is whole; one cut off at the end is not."""
    data = b"a" * size + "é".encode()
    assert is_utf8(data)
    assert not is_utf8(data[:-1])
    assert not is_utf8(data + b"\xff" + b"a" * 2**20)
