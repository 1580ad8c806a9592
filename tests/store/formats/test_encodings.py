"""Encodings by their labels, and what is UTF-8."""

from __future__ import annotations

import pytest

from store.formats.encodings import codec_of, declared_codec, is_mostly_utf8, is_utf8, read_utf8
from store.formats.notices import noticing


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


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“Wir öffnen früh”, sagte sie. ".encode() + b"\x93Ja\x94", "“Wir öffnen früh”, sagte sie. “Ja”"),
        ("Une fête à Sète l".encode() + b"\x92" + "été".encode(), "Une fête à Sète l’été"),
        ("Le café d".encode() + b"\xe9" + "jà prêt".encode(), "Le café déjà prêt"),
        ("Der Hafen ist größer – für alle.".encode()[:-6] + b"\xc3", "Der Hafen ist größer – für�"),
        ("Порт открыт вновь.".encode().replace("р".encode(), b"\x80", 1), "По�т открыт вновь."),
        ("Ein schöner, großer K".encode() + b"\xbc" + b"nstler", "Ein schöner, großer K�nstler"),
    ],
)
def test_damaged_utf8(data: bytes, text: str) -> None:
    """What is nearly all UTF-8 is UTF-8; a byte that is none is what Windows has for it, or a sign."""
    assert is_mostly_utf8(data)
    with noticing() as told:
        assert read_utf8(data) == text
    assert "damaged byte" in told[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Après l’été, « c’est fini »", "cp1252"), ("港务局宣布，新的航线将开通。", "gb18030"),
     ("港湾局は新しい航路を発表した。", "euc_jp"), ("Порт открыт", "koi8_r"),
     ("ท่าเรือเปิดแล้ว", "cp874"), ("plain", "ascii")],
)  # fmt: skip
def test_other_encodings_are_not_utf8(text: str, encoding: str) -> None:
    """Chance makes few of its sequences in others; ASCII alone tells nothing."""
    assert not is_mostly_utf8(text.encode(encoding))
