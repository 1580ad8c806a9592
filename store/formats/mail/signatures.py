"""What a mail program, a list or a lawyer adds to a release: told, and left out.

A press contact at the end is the release's own and stays.
"""

from __future__ import annotations

import re

from store.formats.linked import LinkedText
from store.patterns import lazy_pattern

#: Lines after “-- ” that a signature has at most (RFC 3676 section 4.3 names the mark; netiquette says four).
_SIGNATURE_LINES = 12
_TAIL = 3000  # characters at the end in which a signature is looked for
_FURNITURE = 700  # characters of the longest paragraph that is a list's or a newsletter's own
_ROUNDS = 12  # how many additions one mail may have at one end
_DELIMITER = lazy_pattern(r"^(?:--|—) ?$", re.MULTILINE)
#: What a release has after a rule, and a sender's signature has not.
_OF_THE_RELEASE = lazy_pattern(
    r"^\W*(?:(?:press|media|news|for)\b[^\n]{0,40})?"
    r"(?:contacts?|enquiries|inquiries|kontakt|pressekontakt|contactos?|about|notes? to editors?|à propos"
    r"|acerca de|über|للتواصل|للاتصال|نبذة عن|联系人|聯絡人|关于|關於|ends?\b|#)",
    re.IGNORECASE | re.MULTILINE,
)
_DEVICE = lazy_pattern(
    r"(?:sent (?:from|via|with) (?:my|the|yahoo|outlook|proton|samsung|gmail|mail)\b"
    r"|get outlook for\b"
    r"|envoyé (?:de(?:puis)?|à partir de) (?:mon|ma|outlook|yahoo)\b"
    r"|enviado desde (?:mi|outlook|yahoo)\b"
    r"|von meinem? [^\n]{2,40} gesendet"
    r"|gesendet (?:von|mit) (?:meinem?|outlook)\b"
    r"|télécharger outlook"
    r"|أ?ُ?رسلت? من (?:جهاز|هاتف)"
    r"|تم الإرسال من"
    r"|发自我的"
    r"|發自我的"
    r"|從我的"
    r"|来自我的)[^\n]{0,80}",
    re.IGNORECASE,
)
_DISCLAIMER = lazy_pattern(
    r"\b(?:this|the) (?:e-?mail|message|communication|transmission)\b.{0,300}?\b"
    r"(?:confidential|privileged|intended (?:only|solely)|intended recipient)"
    r"|\b(?:confidentiality|legal) (?:notice|note)\b.{0,200}?\b(?:e-?mail|message)\b"
    r"|\bce (?:message|courriel|mail)\b.{0,300}?\bconfidentiel"
    r"|\beste (?:mensaje|correo)\b.{0,300}?\bconfidencial"
    r"|\bdiese (?:e-?mail|nachricht)\b.{0,300}?\bvertraulich"
    r"|هذه الرسالة.{0,300}?سرية"
    r"|(?:本|此)(?:邮件|郵件|电子邮件|電子郵件).{0,100}?(?:机密|保密|機密)"
    r"|\bplease consider the environment before printing",
    re.IGNORECASE | re.DOTALL,
)
_LIST = lazy_pattern(
    r"\bmailing list\b.{0,300}?(?:https?://|@)"
    r"|/listinfo/"
    r"|\bunsubscribe\b"
    r"|\bopt[- ]out\b"
    r"|you (?:are receiving|received|have received|were sent) this (?:e-?mail|message|newsletter)?"
    r"|(?:manage|update) (?:your )?(?:e-?mail )?(?:preferences|subscription)"
    r"|désabonner"
    r"|désinscri"
    r"|désabonnement"
    r"|vous recevez ce"
    r"|darse de baja"
    r"|cancelar (?:la|su) suscripción"
    r"|recibe este"
    r"|abbestellen"
    r"|newsletter abmelden"
    r"|sie erhalten diese"
    r"|إلغاء الاشتراك"
    r"|تلقيت هذه الرسالة"
    r"|退订"
    r"|取消订阅"
    r"|取消訂閱"
    r"|退訂",
    re.IGNORECASE | re.DOTALL,
)
_ONLINE = lazy_pattern(
    r"(?:view|read|see|open)\b.{0,60}\b(?:browser|online|web ?(?:page|version)|as a web)"
    r"|(?:trouble|problems?|can'?t|cannot|unable) (?:viewing|reading|seeing|view|see|read)"
    r"|(?:votre|le|un) navigateur"
    r"|version en ligne"
    r"|en (?:su|el|tu) navegador"
    r"|versión (?:web|en línea)"
    r"|im browser"
    r"|online-?version"
    r"|(?:عرض|افتح).{0,40}المتصفح"
    r"|في المتصفح"
    r"|浏览器"
    r"|瀏覽器"
    r"|在线(?:查看|阅读)",
    re.IGNORECASE | re.DOTALL,
)


def says_to_view_online(text: str) -> bool:
    """Whether a text sends the reader to the web to read it."""
    return bool(_ONLINE.search(text[:2000]))


def trimmed(body: LinkedText) -> tuple[LinkedText, str | None]:
    """The body without signature, disclaimer, list footer and “view in your browser”; and where that led."""
    url = None
    for _ in range(_ROUNDS):
        end = body.text.find("\n\n")
        if not 0 <= end <= 300 or not _ONLINE.search(body.text[:end]):
            break
        url = url or next((link.url for link in body.links if link.end <= end), None)
        body = body.cut(end)
    for _ in range(_ROUNDS):
        shorter = _without_signature(_without_footer(body))
        if shorter is body:
            break
        body = shorter
    return body, url


def _without_footer(body: LinkedText) -> LinkedText:
    """Without the last paragraph or line, where it is none of the release."""
    text = body.text
    start = text.rfind("\n\n") + 1
    last = text[start:].strip()
    line = text[text.rfind("\n") + 1 :]
    if not start or not last:
        return body
    if _DEVICE.fullmatch(line.strip()):
        return body.cut(0, text.rfind("\n"))
    if len(last) <= _FURNITURE * 4 and _DISCLAIMER.search(last):
        return body.cut(0, start)
    if len(last) <= _FURNITURE and _LIST.search(last):
        return body.cut(0, start)
    return body


def _without_signature(body: LinkedText) -> LinkedText:
    """Without what stands below a line “-- ”, where that is short and none of the release."""
    for match in _DELIMITER.finditer(body.text, max(0, len(body.text) - _TAIL)):
        below = body.text[match.end() :]
        lines = [line for line in below.split("\n") if line.strip()]
        if len(lines) <= _SIGNATURE_LINES and match.start() and not _OF_THE_RELEASE.search(below):
            return body.cut(0, match.start())
    return body
