"""The text of one part of a mail: its bytes by their charset, its lines as they were meant."""

from __future__ import annotations

import base64
import quopri
import re
from email.message import Message

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.document import MAX_BYTES, decode
from store.formats.encodings import codec_of, is_mostly_utf8
from store.formats.html import page_text, rendered
from store.formats.linked import LinkedText
from store.patterns import lazy_pattern

#: Lines of base64 as mails hold them (RFC 2045 section 6.8), two at least or a long one.
_BASE64 = lazy_pattern(
    rb"\s*(?:[A-Za-z0-9+/]{56,76}\r?\n)+[A-Za-z0-9+/]{1,76}={0,2}\s*|\s*[A-Za-z0-9+/]{60,}={0,2}\s*"
)
#: Quoted-printable's mark at the end of a line that goes on, and what has no place in it (section 6.7).
_SOFT_BREAK = lazy_pattern(rb"[^\s=]=\r?\n")
_NOT_QUOTED = lazy_pattern(rb"=(?![0-9A-F]{2}|\r?\n|\Z)")
_HTML = lazy_pattern(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)


def content(part: Message) -> bytes:
    """A part's bytes out of their transfer encoding. Raises RefusedError for more than any release has."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if len(data) > MAX_BYTES:
        raise RefusedError(f"a part of it is larger than {MAX_BYTES // 2**20} MB; no release is.")
    return data


def _unpacked(part: Message, data: bytes) -> bytes:
    """A text part's bytes out of a transfer encoding that its headers do not name: some gateways lose it.

    Base64 is told by having nothing else in it and text when decoded; quoted-printable by lines that go on in
    the next, and by no “=” that is not its own.
    """
    if part.get("content-transfer-encoding", "7bit").strip().lower() not in ("7bit", "8bit", "binary", ""):
        return data
    if _BASE64.fullmatch(data):
        unpacked = base64.b64decode(data + b"==")
        if b"\0" not in unpacked and (unpacked.isascii() or is_mostly_utf8(unpacked)):
            return unpacked
    elif _SOFT_BREAK.search(data) and not _NOT_QUOTED.search(data):
        return quopri.decodestring(data)
    return data


def part_text(part: Message) -> LinkedText:
    """A text part as it is meant to be read; empty where it has no words. Raises RefusedError if no text."""
    data = _unpacked(part, content(part))
    if not data.strip():
        return LinkedText("")
    charset = part.get_content_charset()
    html = part.get_content_subtype() == "html"
    text = page_text(data) if html and not charset else decoded(data, charset)
    if html or _HTML.match(text):
        return rendered(text)
    if str(part.get_param("format") or "").lower() == "flowed":
        text = unflowed(text, str(part.get_param("delsp") or "").lower() == "yes")
    return LinkedText(_tidied(canonical(text)))


def decoded(data: bytes, charset: str | None) -> str:
    """The bytes as text by the charset named, which is often wrong: what is UTF-8, or nearly, is UTF-8.

    Raises RefusedError for bytes that are no text.
    """
    if (data.isascii() or not is_mostly_utf8(data)) and (codec := codec_of(charset or "")):
        try:
            text = data.decode(codec)
        except ValueError:
            text = ""
        if text and "\0" not in text and "\x1b$" not in text:  # else it is in ISO 2022
            return text
    return decode(data)


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
