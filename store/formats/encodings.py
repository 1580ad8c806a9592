"""Encodings by the names mails, pages, feeds and other XML give them (the Encoding Standard)."""

from __future__ import annotations

import codecs
import re

#: Bytes decoded at a time where only their encoding matters.
_CHUNK = 2**20
_XML = re.compile(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
#: Python knows these as encodings of text; nothing is written in them, and two take time by the square.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


def codec_of(label: str) -> str | None:
    """The Python codec for an encoding's name: “latin1” is cp1252, “gb2312” is gb18030.

    Names that the standard does not have are Python's. None for a name nobody knows.
    """
    from webencodings import lookup

    encoding = lookup(label)
    # Python's UTF-16 heeds a byte order mark; “replacement” stands for encodings that browsers refuse.
    if encoding is None or encoding.name.startswith(("utf-16", "replacement", "x-user-defined")):
        return _pythons(label)
    # The standard reads GBK as GB 18030, which has all of its characters (10.1.1).
    return "gb18030" if encoding.name == "gbk" else str(encoding.codec_info.name)


def declared_codec(label: bytes) -> str | None:
    """`codec_of` a name found in ASCII bytes: UTF-16 is UTF-8, for its own name could not be read in it."""
    codec = codec_of(label.decode("ascii", "replace"))
    return "utf-8" if codec and codec.startswith("utf") else codec


def xml_codec(data: bytes) -> str | None:
    """The Python codec of the encoding an XML declaration names (XML 1.0 section 4.3.3); None without one."""
    declared = _XML.match(data)
    return declared_codec(declared[1]) if declared else None


def _pythons(label: str) -> str | None:
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding and found.name not in _NO_CHARSETS else None  # noqa: SLF001


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
