"""Encodings by the labels pages and feeds declare them with (the Encoding Standard)."""

from __future__ import annotations

import codecs

#: Bytes decoded at a time where only their encoding matters.
_CHUNK = 2**20


def codec_of(label: bytes) -> str | None:
    """The Python codec for a label found in ASCII bytes: “latin1” is cp1252, “gb2312” is gb18030.

    UTF-16 is UTF-8: its own label could not be read in it. None for a label nobody knows.
    """
    from webencodings import lookup

    encoding = lookup(label.decode("ascii", "replace"))
    if encoding is None or encoding.name == "x-user-defined":
        return None
    if encoding.name.startswith("utf-16"):
        return "utf-8"
    # The standard reads GBK as GB 18030, which has all of its characters (10.1.1).
    return "gb18030" if encoding.name == "gbk" else str(encoding.codec_info.name)


def is_utf8(data: bytes) -> bool:
    """Whether all of it is UTF-8; never in memory twice."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
