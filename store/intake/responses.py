"""What an HTTP response means: a body within bounds, a refusal in plain words, a name (RFC 9110)."""

from __future__ import annotations

import codecs
import zlib
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import responses
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from store.errors import FetchError
from store.formats import codec_of, known_by_name
from store.urls import public

if TYPE_CHECKING:
    import httpx

#: A server that wants to be left alone for longer is not believed.
_LONGEST_WAIT = 24 * 60 * 60
#: Encodings of content that were not asked for and that nothing here decodes (RFC 9110, 8.4).
_UNASKED = {"br", "compress", "deflate", "zstd"}
#: Endings for what a URL's last segment does not tell.
_ENDINGS = {
    "application/atom+xml": ".xml",
    "application/feed+json": ".json",
    "application/json": ".json",
    "application/rss+xml": ".xml",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/xml": ".xml",
}
#: What says nothing of its encoding, or says it less surely than the header does.
_RECODED = {"text/plain", "text/markdown", "text/html"}
_REFUSALS = {
    401: (
        "it asks for a user name and password (401).",
        "Write them before the host: https://NAME:PASSWORD@HOST.",
    ),
    403: ("the server does not give it to us (403).", ""),
    404: ("there is no such page (404).", "Look whether its address has changed."),
    410: ("it is gone for good (410).", "‘dateline unfollow’ leaves it alone; its releases stay."),
}


def check_status(response: httpx.Response) -> None:
    """Raises FetchError for anything but a success."""
    code, url = response.status_code, public(str(response.url))
    if response.is_success:
        return
    if code in _REFUSALS:
        raise FetchError(url, *_REFUSALS[code])
    named = f"{code} {responses.get(code, '')}".rstrip()  # not the server's own words
    wait = _wait(response.headers.get("retry-after", "")) if code in (429, 503) else 0
    if wait:
        raise FetchError(url, f"it asks for a pause of {_duration(wait)} ({named}).", wait=wait)
    raise FetchError(url, f"the server answered {named}.", "Try again later." if code >= 500 else "")


def _wait(value: str) -> int:
    """The seconds of a Retry-After, a number or a date (RFC 9110, 10.2.3); 0 where it is neither."""
    if value.isascii() and value.isdecimal():
        return min(int(value[:12]), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return 0
    return max(0, min(round(seconds), _LONGEST_WAIT))


def _duration(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"


async def body(response: httpx.Response, limit: int) -> bytes:
    """The decoded body. Raises FetchError where it is larger than `limit` bytes or is not what it says.

    Decoded here and not by httpx, which knows no bound inside a piece and lets encodings be nested: a
    small answer could fill the memory.
    """
    url = public(str(response.url))
    too_large = FetchError(url, f"it is larger than {limit / 2**20:.3g} MB; no feed or release is.")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in _UNASKED or "," in encoding:
        raise FetchError(url, f"it is encoded as “{encoding}”, which was not asked for.")
    members = _Members() if encoding in ("gzip", "x-gzip") else None
    taken = bytearray()
    try:
        async for piece in response.aiter_raw():
            taken += members.inflate(piece, limit + 1 - len(taken)) if members else piece
            if len(taken) > limit:
                raise too_large
    except zlib.error as error:
        raise FetchError(url, "it says it is gzip and is not.") from error
    if members and not members.whole:
        raise FetchError(url, "it ended before it was whole.", "Try again later.")
    return bytes(taken)


class _Members:
    """Inflates gzip, of one member or of several one after the other (RFC 1952, 2.2)."""

    def __init__(self) -> None:
        self._inflating = zlib.decompressobj(wbits=31)
        self._begun = self._any = self._past = False

    @property
    def whole(self) -> bool:
        """Whether no member is half there; there may be none."""
        return not self._begun

    def inflate(self, piece: bytes, room: int) -> bytes:
        """What the next piece holds, of that many bytes at most; raises zlib.error where it is no gzip.

        What follows a member and begins no other is padding, which gzip(1) passes over.
        """
        found = bytearray()
        while piece and room > len(found):
            if not self._begun:
                self._past |= self._any and piece[0] != 0x1F
                if self._past:
                    break
                self._inflating = zlib.decompressobj(wbits=31)
                self._begun = self._any = True
            found += self._inflating.decompress(piece, room - len(found))
            piece = self._inflating.unused_data
            self._begun = not self._inflating.eof
        return bytes(found)


def recoded(data: bytes, content_type: str) -> bytes:
    """Text in the encoding its header names, as UTF-8 with a mark; what is UTF-8 already stays as it is.

    A header that lies about UTF-8 is not believed, nor one the bytes contradict.
    """
    mime, charset = _parsed(content_type)
    if mime not in _RECODED or not charset:
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return _as_utf8(data, charset)
    return data


def _as_utf8(data: bytes, label: str) -> bytes:
    codec = codec_of(label)
    if codec is None or codec.startswith("utf"):  # by their mark, or by not being it, the bytes tell
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(codec).encode()
    except ValueError:
        return data


def _parsed(content_type: str) -> tuple[str, str]:
    """Media type and charset in small letters, empty where not given (RFC 9110, 8.3.1)."""
    message = Message()
    message["content-type"] = content_type
    charset = message.get_param("charset")
    return message.get_content_type() if content_type else "", charset if isinstance(charset, str) else ""


def name_for(url: str, content_type: str) -> str:
    """A file name for what came from the URL, with an ending that tells its format where one can be told."""
    segment = PurePosixPath(unquote(urlsplit(url).path)).name
    if known_by_name(segment):
        return segment
    ending = _ENDINGS.get(_parsed(content_type)[0], "")
    return (segment or "page") + ending


def validator(value: str) -> str:
    """An ETag or Last-Modified that can be sent back; empty for what no header may hold."""
    return value if value.isascii() and value.isprintable() else ""
