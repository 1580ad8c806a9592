"""A mail that Outlook saved (.msg, [MS-OXMSG]): its headers, bodies and attachments, read as any mail is.

olefile reads Microsoft's compound file, in which each property of the mail is a stream of its own.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import compat32
from email.utils import format_datetime, formataddr
from typing import Any

from store.errors import RefusedError
from store.formats.compound import is_mail
from store.formats.document import MAX_BYTES, RawDocument, check_size
from store.formats.encodings import codec_of
from store.formats.guard import refusing
from store.formats.mail import mail
from store.formats.notices import notice

_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_"
#: Properties by their ids ([MS-OXPROPS]).
_SUBJECT, _SENDER, _ADDRESS, _HEADERS, _ID = 0x0037, 0x0C1A, 0x5D01, 0x007D, 0x1035
_BODY, _HTML, _RTF, _DATA, _NAME = 0x1000, 0x1013, 0x1009, 0x3701, 0x3707
_SENT, _RECEIVED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_WIDE, _NARROW, _BINARY = 0x001F, 0x001E, 0x0102
#: Bytes before the first entry of a mail's properties, and what an entry is: type, id, flags, value.
_HEAD, _ENTRY = 32, struct.Struct("<HHIQ")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
#: Headers as they were sent that a mail's bodies have no more.
_KEPT = ("from", "date", "message-id", "references", "in-reply-to", "list-id", "organization", "archived-at")


def read(data: bytes) -> RawDocument:
    """The release in the mail. Raises RefusedError as `store.formats.mail.mail.read` does."""
    import olefile

    check_size(len(data))
    if not is_mail(data):
        raise RefusedError("it is no mail of Outlook’s.")
    with refusing("it is damaged, or no mail of Outlook’s."), olefile.OleFileIO(io.BytesIO(data)) as file:
        source = _mail(_Saved(file)).as_bytes()
    return mail.read(source)


class _Saved:
    """What lies in the file, by property."""

    def __init__(self, file: Any) -> None:
        self._file = file
        properties = self._bytes(_PROPERTIES)[_HEAD:]
        whole = len(properties) - len(properties) % _ENTRY.size
        self.fixed = {key: value for _, key, _, value in _ENTRY.iter_unpack(properties[:whole])}
        page = self.fixed.get(_CODE_PAGE, 0) & 0xFFFF
        self._codec = codec_of("utf-8" if page == 65001 else f"cp{page}") or "cp1252"

    def _bytes(self, *path: str) -> bytes:
        if not self._file.exists(list(path)):
            return b""
        found: bytes = self._file.openstream(list(path)).read(MAX_BYTES)
        return found

    def data(self, key: int, *folder: str) -> bytes:
        """A property that is bytes."""
        return self._bytes(*folder, f"{_STREAM}{key:04X}{_BINARY:04X}")

    def text(self, key: int, *folder: str) -> str:
        """A property that is text."""
        if wide := self._bytes(*folder, f"{_STREAM}{key:04X}{_WIDE:04X}"):
            return wide.decode("utf-16-le", "replace").replace("\0", "")
        narrow = self._bytes(*folder, f"{_STREAM}{key:04X}{_NARROW:04X}")
        return narrow.decode(self._codec, "replace").replace("\0", "")

    def time(self, key: int) -> datetime | None:
        """A property that is a time, which counts tenths of microseconds from 1601 on."""
        ticks = self.fixed.get(key, 0)
        return _EPOCH + timedelta(microseconds=ticks // 10) if 0 < ticks < 2**62 else None

    def attachments(self) -> Sequence[str]:
        """The names of the folders of what is attached."""
        folders = {path[0] for path in self._file.listdir() if path[0].startswith("__attach")}
        return sorted(folders)


def _mail(saved: _Saved) -> EmailMessage:
    """The mail as it may have been sent."""
    message = EmailMessage()
    message["Subject"] = _line(saved.text(_SUBJECT))
    sent = HeaderParser(policy=compat32).parsestr(saved.text(_HEADERS))
    for name in _KEPT:
        if value := _line(mail.header(sent, name)):
            message[name] = value
    if "from" not in message:
        message["From"] = formataddr((_line(saved.text(_SENDER)), _line(saved.text(_ADDRESS))))
    when = saved.time(_SENT) or saved.time(_RECEIVED)
    if "date" not in message and when:
        message["Date"] = format_datetime(when)
    if "message-id" not in message and (identifier := _line(saved.text(_ID))):
        message["Message-ID"] = identifier
    body, page = saved.text(_BODY), saved.data(_HTML) or saved.text(_HTML).encode()
    if not body.strip() and not page.strip() and saved.data(_RTF):
        raise RefusedError("its text is in Outlook’s packed RTF alone: save it as .eml or .html.")
    if body.strip():
        message.set_content(body)
    if page.strip():
        _add_page(message, page)
    for folder in saved.attachments():
        _attach(message, saved, folder)
    return message


def _add_page(message: EmailMessage, page: bytes) -> None:
    """The body in HTML, in the encoding that it says itself."""
    if message.get_content_type() == "text/plain" and message.get_payload():
        message.add_alternative(page, maintype="text", subtype="html")
    else:
        message.set_content(page, maintype="text", subtype="html")


def _attach(message: EmailMessage, saved: _Saved, folder: str) -> None:
    name, data = _line(saved.text(_NAME, folder)), saved.data(_DATA, folder)
    if data:
        message.add_attachment(data, "application", "octet-stream", filename=name or "attachment")
    else:
        notice("a mail or an object attached to it was left out: save that as a file of its own.")


def _line(text: str) -> str:
    return " ".join(text.split())
