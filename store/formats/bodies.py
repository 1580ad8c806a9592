"""The text of one part of a mail: its bytes by their charset, its lines as they were meant."""

from __future__ import annotations

import codecs
import re
from email.message import Message

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.document import MAX_BYTES, decode
from store.formats.html_text import rendered
from store.formats.linked import LinkedText

#: What mail programs write where they mean a wider set.
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "big5": "cp950",
}
_NAMES = {"iso-8859-8-i": "iso8859-8", "iso-8859-6-i": "iso8859-6", "ks_c_5601-1987": "cp949", "x-gbk": "gbk"}
#: Python knows these as encodings of text; no mail is written in them, and two take time by the square.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


def content(part: Message) -> bytes:
    """A part's bytes out of their transfer encoding. Raises RefusedError for more than any release has."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if len(data) > MAX_BYTES:
        raise RefusedError(f"a part of it is larger than {MAX_BYTES // 2**20} MB; no release is.")
    return data


def part_text(part: Message) -> LinkedText:
    """A text part as it is meant to be read; empty where it has no words. Raises RefusedError if no text."""
    data = content(part)
    if not data.strip():
        return LinkedText("")
    charset = part.get_content_charset()
    html = part.get_content_subtype() == "html"
    if html and not charset and (meta := _META.search(data, 0, 2000)):
        charset = meta[1].decode("ascii", "replace")
    text = decoded(data, charset)
    if html or _HTML.match(text):
        return rendered(text)
    if str(part.get_param("format") or "").lower() == "flowed":
        text = unflowed(text, str(part.get_param("delsp") or "").lower() == "yes")
    return LinkedText(_tidied(canonical(text)))


def decoded(data: bytes, charset: str | None) -> str:
    """The bytes as text by the charset named, which is often wrong: UTF-8 that is valid is UTF-8.

    Raises RefusedError for bytes that are no text.
    """
    codec = _codec(charset)
    seven_bit = data.isascii()
    if codec and (seven_bit or not _is_utf8(data)):
        try:
            text = data.decode(codec)
        except ValueError:
            text = ""
        if text and "\0" not in text:
            return text
    return decode(data)


def _codec(charset: str | None) -> str | None:
    """The codec for a charset's name as mails have it; None for a name that is none."""
    try:
        name = codecs.lookup(_NAMES.get((charset or "").lower(), charset or "")).name
    except (LookupError, ValueError):
        return None
    if name in _NO_CHARSETS or not codecs.lookup(name)._is_text_encoding:
        return None
    return _MEANT.get(name, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def unflowed(text: str, delete_space: bool = False) -> str:
    """Text of ``format=flowed`` with its paragraphs whole (RFC 3676 section 4).

    A line that ends in a space goes on in the next of the same quote depth; “-- ” is a signature's mark.
    """
    lines: list[str] = []
    depth_before = -1
    flows = False
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words.removeprefix(" ")
        if flows and depth == depth_before and words != "-- ":
            before = lines.pop()
            lines.append((before[:-1] if delete_space else before) + words)
        else:
            lines.append(">" * depth + (" " if depth else "") + words)
        flows = words.endswith(" ") and words != "-- "
        depth_before = depth
    return "\n".join(lines)


def _tidied(text: str) -> str:
    """Without white space at the ends of lines, and with one blank line where there are several.

    “-- ” keeps its space, by which a signature is told.
    """
    lines = (line if line == "-- " else line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
