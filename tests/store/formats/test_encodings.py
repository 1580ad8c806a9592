"""Encodings by their labels, and what is UTF-8."""

from __future__ import annotations

import pytest

from store.formats.encodings import codec_of, is_utf8


@pytest.mark.parametrize(
    ("label", "codec"),
    [(b"latin1", "cp1252"), (b"ISO-8859-1", "cp1252"), (b"gb2312", "gb18030"), (b"UTF8", "utf-8"),
     (b"utf-16", "utf-8"), (b"shift_jis", "cp932"), (b"x-user-defined", None),
     (b"klingon", None), (b"\xff", None)],
)  # fmt: skip
def test_codec_of(label: bytes, codec: str | None) -> None:
    """Labels mean what browsers take them for, not what they say."""
    assert codec_of(label) == codec


@pytest.mark.parametrize("size", [10, 2**20 - 1, 2**20])
def test_is_utf8(size: int) -> None:
    """A character across two chunks is whole; one cut off at the end is not."""
    data = b"a" * size + "é".encode()
    assert is_utf8(data)
    assert not is_utf8(data[:-1])
    assert not is_utf8(data + b"\xff" + b"a" * 2**20)
