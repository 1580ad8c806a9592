"""E-mail (RFC 5322, MIME: RFC 2045-2049): the release in it, whoever passed it on.

Headers are read by the standard library's older policy: its newer one raises on malformed headers,
and breaks letters that are parted between two encoded words, as many programs part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.document import Metadata, RawDocument, check_size, decode
from store.formats.guard import refusing
from store.formats.linked import LinkedText, headed, joined, printed_title
from store.formats.mail.bodies import content, decoded, part_text
from store.formats.mail.forwards import Forward, is_forward, saved, sender_name, unwrapped, without_prefixes
from store.formats.mail.headers import is_saved
from store.formats.mail.signatures import says_to_view_online, trimmed
from store.formats.notices import notice
from store.formats.stated import iso_date, one_line
from store.patterns import lazy_pattern
from store.structure import date_at

#: Characters of the longest header read.
_LONGEST_HEADER = 4000
#: How deep parts and mails may lie in one another.
_DEPTH = 20
#: A body of so few characters may be but the note that goes with an attached release: more where it says so.
_NOTE, _NOTE_THAT_SAYS_SO = 250, 900
_SAYS_ATTACHED = lazy_pattern(
    r"\battach|\benclosed\b|ci-joint|pièces? jointe|\badjunt|\banbei\b|\banhang\b|beigefügt|angehängt|مرفق"
    r"|附件",
    re.IGNORECASE,
)
_STUB = 1500  # characters below which a plain text may be but the stand-in for the HTML beside it
_ATTACHED = frozenset(
    {"docx", "odt", "rtf", "doc", "msg", "pdf", "html", "text", "markdown"}
)  # readers' names
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_BREAKS = lazy_pattern(r"[\r\n]+")


def read(data: bytes) -> RawDocument:
    """The release in a mail: in its body, forwarded in it, or attached. Raises RefusedError where none is."""
    check_size(len(data))
    with refusing("it is no mail that can be read."):
        message = BytesParser(policy=compat32).parsebytes(data)
        if not (message.get("from") and message.get("date")) and is_saved(data):
            return _saved(canonical(decode(data)))
        return _document(message, 0)


def _saved(text: str) -> RawDocument:
    """The release in a mail that a program saved as text."""
    body, metadata = LinkedText(text), Metadata()
    for told in (saved, unwrapped):
        if found := told(body):
            body, metadata = _forwarded(found, Message(), metadata)
    return _headed(body, metadata)


def message_id(data: bytes) -> str | None:
    """The Message-ID of a mail itself, whatever was forwarded in it; None where it has none."""
    with refusing("it is no mail that can be read."):
        return _message_id(BytesParser(policy=compat32).parsebytes(data, headersonly=True))


def _message_id(message: Message) -> str | None:
    return header(message, "message-id").strip("<> ") or None


def _document(message: Message, depth: int) -> RawDocument:
    """The release in one mail, which may be attached to another."""
    found = _Found()
    _gather(message, found, depth)
    body, online = trimmed(joined([one for one in found.texts if one.text]))
    attached = _attached(found, body.text, depth)
    if isinstance(attached, RawDocument) and found.mails:
        return attached
    subject = header(message, "subject")
    publisher, byline = _from(message)
    metadata = Metadata(
        title=without_prefixes(_without_list_name(message, subject)) or None,
        published=_date(message),
        url=_archived(message) or online,
        identifier=_message_id(message),
        publisher=publisher,
        byline=byline,
    )
    if attached is not None:
        return _with_attachment(attached, metadata)
    if _is_outlooks(found):
        if not body.text:
            raise RefusedError(
                "its text is in winmail.dat, which Outlook alone reads: ask for it as HTML or plain text."
            )
        notice("what is in winmail.dat, which Outlook alone reads, was left out.")
    if not body.text and found.refusals:  # an attachment that cannot be read is the reason
        raise RefusedError(found.refusals[0])
    if forward := unwrapped(body):
        body, metadata = _forwarded(forward, message, metadata)
    elif is_forward(subject) and not message.get("in-reply-to"):
        metadata = replace(metadata, published=None, publisher=None, byline=None)
    return _headed(body, metadata)


def _headed(body: LinkedText, metadata: Metadata) -> RawDocument:
    """The release with its subject above it, where it does not say that itself."""
    if not body.text:
        raise RefusedError("the mail has no text.")
    # A subject such as “Press release: Harbour opens” is taken for the headline it repeats.
    title = printed_title(body.text, metadata.title or "")
    if not title:
        title = one_line(metadata.title)
        body = headed(LinkedText(title or ""), body)
    return RawDocument(body.text, body.links, replace(metadata, title=title))


@dataclass(slots=True)
class _Found:
    """The parts of a mail by what they are good for."""

    texts: list[LinkedText] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    files: list[tuple[str, Message]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def _gather(part: Message, found: _Found, depth: int) -> None:
    """Sorts a mail's parts, of alternatives the best."""
    if depth > _DEPTH:
        raise RefusedError("its parts are nested too deep.")
    kind = part.get_content_type()
    children = part.get_payload() if part.is_multipart() else []
    if kind == "message/rfc822":
        found.mails.extend(child for child in children if isinstance(child, Message))
    elif kind == "multipart/encrypted" or kind.endswith("pkcs7-mime"):
        raise RefusedError("the mail is encrypted.")
    elif kind == "multipart/alternative":
        _gather_best([child for child in children if isinstance(child, Message)], found, depth)
    elif part.is_multipart():
        for child in children:
            if isinstance(child, Message):
                _gather(child, found, depth + 1)
    elif (name := part.get_filename()) and not (kind == "text/plain" and _is_inline(part)):
        found.files.append((_words(name), part))
    elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
        _take_text(part, found)


def _is_inline(part: Message) -> bool:
    """Whether a part is to be shown where it stands, as gateways write of a body they gave a name."""
    return part.get_content_disposition() == "inline"


def _is_outlooks(found: _Found) -> bool:
    """Whether something is attached in Outlook's own form (TNEF)."""
    return any(
        part.get_content_type() in _TNEF or name.lower() == "winmail.dat" for name, part in found.files
    )


def _take_text(part: Message, found: _Found) -> None:
    if part.get_content_subtype() not in ("plain", "html", "enriched", "x-markdown", "markdown"):
        return  # a calendar entry, a card
    try:
        found.texts.append(part_text(part))
    except RefusedError as error:
        found.refusals.append(error.message)


def _gather_best(alternatives: list[Message], found: _Found, depth: int) -> None:
    """Plain text, unless it only stands in for the richer form beside it (RFC 2046 section 5.1.4)."""
    read: list[_Found] = []
    for part in alternatives:
        one = _Found()
        _gather(part, one, depth + 1)
        read.append(one)
    best = _Found()
    for one in read:
        if any(text.text for text in one.texts) and (not best.texts or _stands_in(best, one)):
            best = one
    found.texts += best.texts
    for one in read:
        found.mails += one.mails
        found.files += one.files
        found.refusals += one.refusals


def _stands_in(plain: _Found, rich: _Found) -> bool:
    """Whether a text is but a stub for another: far shorter, or short and sending its reader elsewhere."""
    text = "\n".join(one.text for one in plain.texts)
    other = sum(len(one.text) for one in rich.texts)
    if len(text) > _STUB:
        return False
    return len(text) * 3 < other or (says_to_view_online(text) and len(text) < other)


def _attached(found: _Found, body: str, depth: int) -> RawDocument | None:
    """The release attached, where the body is but the note that goes with it."""
    body_length = len(body)
    if body_length > (_NOTE_THAT_SAYS_SO if _SAYS_ATTACHED.search(body) else _NOTE):
        return None
    for message in found.mails:
        if depth < _DEPTH:
            mailed = _document(message, depth + 1)
            if len(mailed.text) > body_length:
                return mailed
    found.mails.clear()
    for name, part in found.files:
        try:
            document = _read_file(name, content(part))
        except RefusedError as error:
            found.refusals.append(error.message)
            continue
        if document and len(document.text) > 2 * body_length:
            return document
    return None


def _read_file(name: str, data: bytes) -> RawDocument | None:
    """An attached file as a release; None for a format that is none for one release."""
    from store.formats.registry import reader_for  # the registry knows this module

    reader = reader_for(name, data)
    if reader is None or reader.name not in _ATTACHED:
        return None
    document = next(reader.read(data))
    return document if isinstance(document, RawDocument) else None


def _with_attachment(document: RawDocument, mail: Metadata) -> RawDocument:
    """An attached release, with what the mail says of it where the attachment is silent."""
    said = document.metadata
    metadata = replace(
        mail,
        title=said.title,
        language=said.language,
        published=mail.published,
        url=said.url or mail.url,
    )
    return replace(document, metadata=metadata)


def _forwarded(forward: Forward, message: Message, outer: Metadata) -> tuple[LinkedText, Metadata]:
    """The release that was passed on, with what the wrapper says of it: the mail's own headers say
    who passed it on, and when."""
    body, online = trimmed(forward.body)
    before = header(message, "references").split()
    subject = without_prefixes(forward.subject or "") or outer.title
    metadata = Metadata(
        title=subject,
        published=_printed_date(forward.date) if forward.date else None,
        publisher=sender_name(forward.sender) if forward.sender else None,
        url=online or outer.url,
        identifier=before[-1].strip("<>") if before else outer.identifier,
    )
    return body, metadata


def header(message: Message, name: str) -> str:
    """A header's words as one line, encoded words (RFC 2047) and raw bytes read; empty where it is absent."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return _words(str(value)[:_LONGEST_HEADER])
    return ""


def _words(value: str) -> str:
    """The words of a header's value."""
    value = _BREAKS.sub("", value)
    if not value.isascii():
        value = decoded(value.encode("utf-8", "surrogateescape"), None)
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        pieces = [(value, None)]
    return " ".join("".join(_piece(*piece) for piece in pieces).split())


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if not piece.strip():
        return piece.decode("ascii", "replace")
    if charset is None:  # written between encoded words, as Python escapes it
        return piece.decode("raw_unicode_escape", "replace")
    return decoded(piece, charset)


def _date(message: Message) -> str | None:
    """The Date header in ISO 8601, its offset kept; “-0000” says UTC and no more (RFC 5322 section 3.3)."""
    said = header(message, "date").strip()
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if when.tzinfo is None and not said.endswith("-0000"):  # a zone that RFC 5322 does not know
        return iso_date(said)
    return _iso(when if when.tzinfo else when.replace(tzinfo=UTC))


def _iso(when: datetime) -> str | None:
    return when.isoformat(timespec="seconds") if 1970 <= when.year < 2200 else None


def _printed_date(text: str) -> str | None:
    """A date as a wrapper prints it: with time and offset where it tells both, else the day."""
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        when = None
    if when and when.tzinfo:
        return _iso(when)
    for start in _starts(text[:200]):
        if (found := date_at(text, start)) and found.iso:
            return found.iso
    return None


def _starts(text: str) -> Iterator[int]:
    """Where words and numbers begin."""
    return (match.start() for match in re.finditer(r"\w+", text))


def _from(message: Message) -> tuple[str | None, str | None]:
    """Who published it and who wrote it: the organization named and its sender, or else the sender alone."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")
    if not raw.isascii():
        raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    addresses = getaddresses([_BREAKS.sub("", raw[:_LONGEST_HEADER])])
    names = (_words(name) or address for name, address in addresses)
    sender = next((name for name in names if name), None) or sender_name(header(message, "from")) or None
    organization = header(message, "organization")
    if organization and sender and "@" not in sender:
        return organization, sender
    return organization or sender, None


def _archived(message: Message) -> str | None:
    """Where the mail can be read on the web (RFC 5064)."""
    url = header(message, "archived-at").strip("<> ")
    return url if url.startswith(("http://", "https://")) else None


def _without_list_name(message: Message, subject: str) -> str:
    """A subject without the “[list]” that a mailing list puts before it (RFC 2919 names the list)."""
    named = header(message, "list-id").lower()
    match = re.match(r"\s*\[([^\]]{1,60})\]\s*", subject)
    return subject[match.end() :] if match and match[1].split()[0].lower() in named else subject
