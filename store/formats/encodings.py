"""Encodings by the names mails, pages, feeds and other XML give them (the Encoding Standard), and UTF-8.

UTF-8 with a few damaged bytes is UTF-8: hardly any text of another encoding has its sequences by chance.
"""

from __future__ import annotations

import codecs
import re

from store.formats.content import Content, blocks
from store.formats.notices import notice
from store.patterns import lazy_pattern

_XML = lazy_pattern(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
#: Bytes of UTF-8's longer sequences, but for the first of each, that there must be for each damage.
_SOUND_FOR_EACH_BAD = 2
#: What “surrogateescape” makes of bytes that are not UTF-8.
_BAD, _BAD_RUN = lazy_pattern("[\udc80-\udcff]"), lazy_pattern("[\udc80-\udcff]+")
#: A sequence of UTF-8 that the end of the bytes cuts short.
_CUT_SHORT = lazy_pattern(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
#: “Â”, “Ã” and “â” in Windows-1252: the first bytes of the sequences that western languages need most.
_LEADS = frozenset((0xC2, 0xC3, 0xE2))
#: What no western European language has: other letters, a sign in the middle of a word.
_NOT_WESTERN = lazy_pattern(
    "(?i)[^\\W\\d_a-zàâäáãåæçéèêëíìîïñóòôöõøœúùûüÿßªº]|(?<=[^\\W\\d_])[^\\w\\s\0-\x7f‘’–—·]+(?=[^\\W\\d_])"
)
_TURKISH_ONLY = frozenset("ğışĞİŞ")
_SHARED_TURKISH = frozenset("çöüÇÖÜ")
#: Characters by which Japanese is told, and the fewest of them that tell it.
_SAMPLE, _FEW_SIGNS = 4000, 6
_NOT_TURKISH = lazy_pattern(
    "[^\\W\\d_a-zA-ZâçğıîöşüûÂÇĞİÎÖŞÜÛ]|(?<=[^\\W\\d_])[^\\w\\s\0-\x7f‘’–—·]+(?=[^\\W\\d_])"
)
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


def is_utf8(content: Content) -> bool:
    """Whether all of it is UTF-8; never in memory twice."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in blocks(content):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def is_mostly_utf8(data: bytes) -> bool:
    """Whether it is UTF-8 but for a few damaged bytes: what is sound of it is far more than chance.

    An end cut short within a character counts for it.
    """
    cut = _CUT_SHORT.search(data[-4:])
    text = data.decode("utf-8", "surrogateescape")
    # What is left of one damaged sequence counts once.
    bad = data.decode("utf-8", "replace").count("\ufffd") - text.count("\ufffd") - bool(cut)
    sound = len(data) - len(text) + (len(cut[0]) - 1 if cut else 0)
    return sound > 0 and sound >= _SOUND_FOR_EACH_BAD * bad


def read_utf8(data: bytes) -> str:
    """UTF-8 with damaged bytes in it, which is told (`store.formats.notices`).

    A byte alone that western typing explains, as a quotation mark pasted from an older program, is read as
    Windows-1252 has it; any other is U+FFFD.
    """
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_BAD.findall(text))
    if not bad:
        return text
    western = is_western(_BAD.sub("", text))
    read = _BAD_RUN.sub(lambda run: _as_windows(run) if western else "\ufffd" * len(run[0]), text)
    notice(
        f"it has {bad} damaged {'byte' if bad == 1 else 'bytes'}, shown as “\ufffd” or as Windows-1252 has "
        f"{'it' if bad == 1 else 'them'}: all else of it is UTF-8."
    )
    return read


def is_western(text: str) -> bool:
    """Whether what was read as cp1252 has nothing but the letters that was made for."""
    return not _NOT_WESTERN.search(text)


def is_turkish(text: str) -> bool:
    """Whether what was read as cp1254 has no letters but Turkish ones, two of them of no other language.

    One of these twice is enough beside letters that Czech and Romanian have none of: “Başkan konuştu”.
    """
    own = [letter for letter in text if letter in _TURKISH_ONLY]
    enough = len(set(own)) > 1 or (len(own) > 1 and not _SHARED_TURKISH.isdisjoint(text))
    return enough and not _NOT_TURKISH.search(text)


def is_japanese(text: str) -> bool:
    """Whether what was read as EUC-JP is: many of its signs are kana, which no other encoding has there."""
    beyond = [sign for sign in text[:_SAMPLE] if not sign.isascii()]
    kana = sum("\u3041" <= sign <= "\u30fe" for sign in beyond)
    return len(beyond) >= _FEW_SIGNS and kana * 4 >= len(beyond)


def _as_windows(run: re.Match[str]) -> str:
    """Bytes that are not UTF-8 as Windows-1252 reads them, where that is likely what they were."""
    byte = ord(run[0][0]) - 0xDC00
    sign = bytes((byte,)).decode("cp1252", "replace")
    if len(run[0]) > 1 or byte in _LEADS:
        return "\ufffd" * len(run[0])
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    between = before.isalpha() and after.isalpha()
    # Within a word, a sign such as “©” is what is left of a letter; an apostrophe is none.
    return "\ufffd" if between and not sign.isalpha() and sign not in "‘’" else sign
