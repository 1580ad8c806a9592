"""A release that someone passed on: the wrapper told from what is in it.

Mail programs put a line such as “---------- Forwarded message ---------” and the original's headers
above what they forward, or quote it with “> ”. There is no standard; the forms are those of Gmail,
Outlook, Apple Mail, Thunderbird and Yahoo in the languages of `_NAMES`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email.utils import parseaddr

from store.formats.linked import LinkedText
from store.patterns import lazy_pattern

# One row per header: English, French, Spanish, German, Arabic, Chinese (simplified, traditional).
_NAMES = {
    "from": "From De Von من 发件人 寄件者 寄件人 發件人",
    "date": "Date Sent Envoyé Fecha Enviado Enviado_el Gesendet Datum Date_d'envoi التاريخ تاريخ"
    " تاريخ_الإرسال أُرسلت أرسلت تم_الإرسال 发送时间 日期 时间 發送時間 寄件日期 傳送時間",
    "subject": "Subject Objet Asunto Betreff الموضوع موضوع 主题 主題 主旨 標題",
    "to": "To À A Para An Pour إلى الى 收件人 收件者",
    "cc": "Cc Copie Copie_à CC Kopie نسخة 抄送 副本",
    "reply": "Reply-To Répondre_à Responder_a Antwort_an الرد_على الرد_إلى 答复 回复 回覆",
}
_KEYS = {name.replace("_", " ").casefold(): key for key, names in _NAMES.items() for name in names.split()}
_HEADER = lazy_pattern(
    r"[>*\s]*(" + "|".join(map(re.escape, sorted(_KEYS, key=len, reverse=True))) + r")\s?\*?\s?[:：]\*?(.*)",
    re.IGNORECASE,
)
#: Words between dashes, or a sentence that ends in a colon.
_FORWARDED = (
    r"forwarded message|original message|message (?:transféré|réexpédié|d['’]origine|original|initial)"
    r"|mensaje (?:reenviado|original)|weitergeleitete(?: nachricht|\w* e-?mail)|ursprüngliche nachricht"
    r"|original(?:-?nachricht| e-?mail)|رسالة (?:مُ?عاد توجيهها|محو[ّ]?لة)|(?:ال)?رسالة (?:ال)?أصلية"
    r"|الرسالة المعاد توجيهها|转发的?(?:邮件|消息)|轉寄的?郵件|轉寄訊息|原始?(?:邮件|郵件)|邮件原件|郵件原件"
)
_MARKER = lazy_pattern(
    rf"[>\s]*(?:[-_]{{2,}}\s*(?:{_FORWARDED})[^\n-]{{0,40}}\s*[-_]{{2,}}"
    r"|(?:begin forwarded message"
    r"|début du message (?:transféré|réexpédié)"
    r"|inicio del mensaje reenviado"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|بداية الرسالة (?:المُ?عاد توجيهها|المحولة)"
    r"|(?:开始转发的?|下面是被转发的|以下是转发的)(?:邮件|信息)"
    r"|(?:開始轉寄|以下是轉寄的)郵件)\s?[:：])\s*",
    re.IGNORECASE,
)
_PREFIX = lazy_pattern(
    r"\s*"
    r"(?:fwd?|tr|wg|rv|re|aw|rép|réf|enc|i|转发|轉寄|轉發|回复|回覆|答复|إعادة توجيه|إعادة إرسال|رد|محول)"
    r"\s?(?:\[\d{1,3}\])?\s?[:：]\s*",
    re.IGNORECASE,
)
#: A note above what is passed on is no longer than this, signature included.
_NOTE_WORDS, _NOTE_CHARACTERS = 90, 700
#: Lines that an over-long header goes on for.
_CONTINUED = 4
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Forward:
    """What a wrapper holds, and what the wrapper says of it; None where it is silent."""

    body: LinkedText
    subject: str | None = None
    sender: str | None = None
    """As printed: a name, an address, or both."""
    date: str | None = None
    """As printed."""


def without_prefixes(subject: str) -> str:
    """A subject without “Fwd:”, “TR:”, “WG:”, “转发：” and the like, however many."""
    while match := _PREFIX.match(subject):
        subject = subject[match.end() :]
    return subject.strip()


def is_forward(subject: str) -> bool:
    """Whether a subject begins with a mark of forwarding or answering."""
    return bool(_PREFIX.match(subject))


def unwrapped(body: LinkedText) -> Forward | None:
    """What was passed on in a mail's body, out of every wrapper around it; None where nothing was."""
    found: Forward | None = None
    for _ in range(_DEPTH):
        inner = _once(found.body if found else body)
        if inner is None or not inner.body.text:
            break
        if found:  # the innermost word counts, where it says one
            inner = replace(
                inner,
                subject=inner.subject or found.subject,
                sender=inner.sender or found.sender,
                date=inner.date or found.date,
            )
        found = inner
    return found


def saved(mail: LinkedText) -> Forward | None:
    """A mail that a program saved as text: its headers as that prints them, its body; None where it is none.

    They must name an address, as those of a memorandum do not.
    """
    lines = mail.text.splitlines(keepends=True)
    block = _headers(lines, 0)
    said = block.said
    if not {"from", "subject", "date"} <= said.keys() or "@" not in said["from"] + said.get("to", ""):
        return None
    body = mail.cut(sum(map(len, lines[: block.end])))
    return Forward(body, said["subject"], said["from"], said["date"])


def _once(body: LinkedText) -> Forward | None:
    """Out of one wrapper."""
    offset = 0
    lines = body.text.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if _too_long_a_note(body.text[:offset]):
            return None
        marked = bool(_MARKER.fullmatch(line.rstrip("\n")))
        start = index + marked
        block = _headers(lines, start)
        if block.sound(marked):
            at = offset + sum(map(len, lines[index : block.end]))
            inside = _unquoted(body.cut(at)) or body.cut(at)
            return Forward(inside, block.said.get("subject"), block.said.get("from"), block.said.get("date"))
        offset += len(line)
        if marked:
            return Forward(_unquoted(body.cut(offset)) or body.cut(offset))
        if line.startswith(">"):
            inside_quotes = _unquoted(body.cut(offset - len(line)))
            return Forward(inside_quotes) if inside_quotes else None
    return None


def _too_long_a_note(text: str) -> bool:
    return len(text) > _NOTE_CHARACTERS or len(text.split()) > _NOTE_WORDS


@dataclass(slots=True)
class _Block:
    """Headers printed above a forwarded message."""

    said: dict[str, str] = field(default_factory=dict)
    end: int = 0
    first: str = ""

    def sound(self, marked: bool) -> bool:
        """Whether these are a message's headers, and no two lines of a release that look like some."""
        if marked:
            return "from" in self.said or "subject" in self.said
        return self.first == "from" and "subject" in self.said and len(self.said) >= 3


def _headers(lines: list[str], start: int) -> _Block:
    """The headers from a line on; blank lines may part them, where they part the first two."""
    block = _Block(end=start)
    index = start
    spaced: bool | None = None
    last = ""
    while index < len(lines):
        line = lines[index].strip("> \t\n")
        if not line or set(line) <= set("_-"):  # Outlook draws a rule above
            if block.said and spaced is False:
                break
            index += 1
            continue
        match = _HEADER.match(line)
        if match:
            key = _KEYS[match[1].casefold()]
            if key in block.said:
                break
            if len(block.said) == 1 and spaced is None:
                spaced = index > block.end
            block.said[key] = match[2].strip(" *\t\u200e\u200f\u202a\u202c")
            block.first = block.first or key
            last = key
        elif block.said and index == block.end and _goes_on(lines, index):
            block.said[last] += " " + line
        else:
            break
        index += 1
        block.end = index
    return block


def _goes_on(lines: list[str], index: int) -> bool:
    """Whether a line continues a header: another header follows within a few lines, without a blank one."""
    for line in lines[index + 1 : index + 1 + _CONTINUED]:
        if not line.strip("> \t\n"):
            return False
        if _HEADER.match(line):
            return True
    return False


def _unquoted(body: LinkedText) -> LinkedText | None:
    """The body without its “> ” marks, where all of it but a note's worth is so quoted."""
    lines = body.text.split("\n")
    if not lines[0].startswith(">"):
        return None
    quoted = [line for line in lines if line.startswith(">")]
    rest = "\n".join(line for line in lines if not line.startswith(">"))
    if len(quoted) < 3 or _too_long_a_note(rest) or len(rest) > len("\n".join(quoted)):
        return None
    last = max(index for index, line in enumerate(lines) if line.startswith(">"))
    if any(line.strip() for line in lines[last + 1 :]):  # an answer, below what it answers
        return None
    plain = [re.sub(r"^> ?", "", line) for line in lines[: last + 1]]
    return LinkedText("\n".join(plain)).cut(0)


def sender_name(sender: str) -> str:
    """A sender's name as printed, the address where there is no name.

    Outlook prints “Name [mailto:address]”, “Name <address>”; older ones “address (Name)”.
    """
    bare = re.sub(r"\s*[\[<](?:mailto:)?[^\s\[\]<>]*@[^\[\]<>]*[\]>]", "", sender)
    sender = bare.strip(" '\"“”,;") or sender
    name, address = parseaddr(sender)
    if "@" in sender:
        return name or address or sender.strip("<>[] ")
    return sender
