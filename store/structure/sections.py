"""What stands at the end of a release: boilerplate, contacts, sources and links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.patterns import lazy_pattern
from store.structure.about_issuer import behind_end, does_what, says_who
from store.structure.dates import date_at
from store.structure.initials import letters_but
from store.structure.phrases import beginning_of
from store.structure.section_words import ABOUT, ABOUT_AFTER, BOILERPLATE, CONTACT_HEADINGS, CONTACT_SENTENCES
from store.structure.word_lists import word_set

_LONG = 300  # characters of a paragraph that are looked at
_SHORT = 160  # a line, not prose
_HEADING = 60
_ABOUT_WORDS = 3  # of a heading that names no name: "Über das Museum", "О банке"
_FRONT = 2  # paragraphs at the front, before or behind the headline
_BEHIND = 12  # paragraphs at the end of which one may stand behind the mark that ends the text
_ABOVE = 4  # lines that may stand between a contact's name and number, each a paragraph

_ABOUT = lazy_pattern(
    r"\W{0,3}(?:(?i:about)(?:\s?:|\s(?:(?i:the|our)\s)?[A-Z(“\"¡])"
    r"|(?:À|A) propos\s?(?:d[eu’']|:|$)"
    r"|Acerca del?\s"
    r"|(?:Sobre|Über)\s(?:uns|nosotros|(?:(?:la|el|a|o|die|den|das)\s)?[A-ZÄÖÜ][^.\n]{1,60}(?::|\n|$)"
    r"|(?P<whom>[A-ZÄÖÜ][^.:\n]{1,40})\.\s(?P=whom)\s)"
    r"|Informazioni su\s"
    r"|(?i:cautionary\s"
    r"|safe harbou?r"
    r"|forward[- ]looking (?:statements?|information)\b"
    r"|disclaimer\b"
    r"|disclosures?\b"
    r"|important (?:notice|information|safety information)\b"
    r"|legal notice\b"
    r"|non-gaap\b"
    r"|note regarding forward"
    r"|special note"
    r"|(?:(?:press|background|editors?['’]?)\s)?notes? (?:to|for) (?:the )?"
    r"(?:editors?|investors?|journalists?|media)\b"
    r"|editor(?:['’]s|s['’])? notes?\b"
    r"|(?:this|the) (?:press release|news release|release|communication|document|post|announcement|content)"
    r" (?:may )?(?:contains?|includes?)\b[^.]{0,60}\b(?:forward[- ]looking|sponsored)"
    r"|the issuer is solely responsible"
    r"|certain (?:statements|information) (?:in|contained|made)\b"
    r"|statements (?:in|contained in|made in) this (?:press|news)"
    r"|this (?:article|post|content|material|release) is "
    r"(?:based on information|intended (?:only )?for|for) (?:provided|informational|general)?"
    r"|notes? (?:aux|à l['’]attention des) (?:rédactions?|éditeurs|rédacteurs|journalistes)"
    r"|avertissement\b"
    r"|déclarations prospectives"
    r"|nota(?:s)? (?:a|para) (?:los |las )?(?:editores|redactores|redacciones|periodistas|inversores)"
    r"|aviso legal\b"
    r"|descargo de responsabilidad"
    r"|hinweise? (?:für|an) (?:die )?redaktion(?:en)?"
    r"|haftungsausschluss\b"
    r"|zukunftsgerichtete aussagen))"
)
_ABOUT_EASTERN = lazy_pattern(
    r"[【（(\[]?(?:نبذة\s(?:عن|تعريفية)|لمحة\sعن|حول\s.{2,40}$|عن\s.{2,40}:|ملاحظات?\s(?:إلى|لل)\s?محرر"
    r"|إخلاء\sالمسؤولية|关于|關於|前瞻性[陈聲声]|免责声明|免責聲明"
    r"|媒体备注|本新闻稿(?:包含|含有).{0,12}前瞻)"
)
#: A heading that ends in a word for it: "For the media: enquiries".
_CONTACT_AFTER = lazy_pattern(
    r"\W{0,3}(?:for )?(?:the )?(?:\w+[ /&,]+){0,4}(?:contacts?|enquiries|inquiries|queries)\b(?!ed|ing)",
    re.IGNORECASE,
)
_MORE = lazy_pattern(
    r"\W{0,3}(?:for (?:more|further|additional|any|all|media|press|interviews?|images?|high-res\w*|photos?"
    r"|questions?|enquiries|inquiries|details|tickets)\b[^.:]{0,90}?"
    r"|to (?:learn more|arrange|request|schedule)\b[^.:]{0,60}?"
    r"|please )\b(?:contact|call|e-?mail|write to|reach)\b",
    re.IGNORECASE,
)
#: "For interviews (English, Xhosa):", a heading by its colon.
_FOR = lazy_pattern(
    r"\W{0,3}for (?:media |press |further |more |general )?(?:interviews?|information|images|photos"
    r"|details|requests"
    r"|bookings|press|media)\b[^:\n.]{0,60}:",
    re.IGNORECASE,
)
_MAIL = r"[\w.+-]+@[\w-]+\.\w|\[email[\s\xa0]protected\]|\bemail us\b"
_PHONE = (
    r"\+?\(?\d{2,4}\)?[ .-]\d{2,4}[ .-]\d{2,4}|\b\d{3}[/.]\d{3}[-.]\d{4}"
    r"|\+\d[\d ()-]{7,18}\d|\(\d{3}\)\s?\d{3}-\d{4}|\b0\d{2,5}\)?\s?[ /–-]\s?\d{3,}"
)
_REACHABLE, _TELEPHONE = lazy_pattern(f"{_MAIL}|{_PHONE}", re.IGNORECASE), lazy_pattern(_PHONE)
_DIGITS = lazy_pattern(r"\d\d|\+")  # of each number
_ADDRESS = lazy_pattern(r"https?://|www\.", re.IGNORECASE)
#: "ContactJane Doe": the line end between label and name was lost.
_GLUED_CONTACT = lazy_pattern(r"(?:Media |Press )?Contact(?=[A-Z][a-z])")
_LINKED = lazy_pattern(rf"https?://|www\.|{_MAIL}|{_PHONE}|(?:^|\s)@\w")
#: Who sent it on, and where it stands in full: neither boilerplate nor contact, and the end of both.
_SOURCE = lazy_pattern(
    r"\W{0,3}(?:source|quelle|fuente|fonte|bron|kaynak|źródło|источник|джерело|original-content von"
    r"|المصدر|来源|來源|出典|출처)\s*[:：]"
    r"|SOURCE\s+\S"
    r"|(?:view|read|see) (?:the )?(?:original|source|full)\b"
    r"|the post\b.{2,250}\bappeared first"
    r"|the post\b"
    r"|this (?:news |press )?(?:article|release|story|content|news)\b[^.]{0,40}\b(?:was|has been|relied|is)"
    r" (?:originally |first )?(?:amplified|distributed|published|on content|issued)"
    r"|read more\b"
    r"|original(?:/| )source\b"
    r"|the latest news and updates",
    re.IGNORECASE | re.DOTALL,
)
#: Lists of links, which belong to no section.
_LINKS = lazy_pattern(
    r"\W{0,3}(?:useful|social|related|quick)(?: media)? links?\b"
    r"|follow us\b"
    r"|join us\b"
    r"|stay connected"
    r"|connect with us",
    re.IGNORECASE,
)
#: Somebody's words: a section that says who the issuer is has none.
_SPEECH = lazy_pattern(
    r"[“\"«][^”\"»]{40}.{0,700}?[”\"»].{0,80}\b"
    r"(?:said|says|stated|states|comments|commented|explained|explains|added|adds)\b"
    r"|\b(?:said|says|stated|states|commented|explained|added)[,:]?\s[“\"«]",
    re.DOTALL,
)
#: Speech, which more of the issuer has not.
_SPOKEN = lazy_pattern('[“”„«»"]')
_LINKISH = lazy_pattern(
    r"https?://|www\.|\b(?:links?|source|original|pickup|post|permalink|share)\b", re.IGNORECASE
)
#: With what none of the words of `_SOURCE` and the others begins.
_NO_SOURCE, _NO_MORE = letters_but("sqfvrtobk"), letters_but("ftp")
_NO_ABOUT = letters_but("asicfdlnpbethz")
#: With what a contact, a source or boilerplate begins, by the first two letters; what begins with others that
#: are of ASCII is none of them.
_BEGINNINGS: dict[str, tuple[str, ...]] = {}
for _one in (
    CONTACT_HEADINGS.beginnings
    | CONTACT_SENTENCES.beginnings
    | BOILERPLATE.beginnings
    | word_set("for_ to_ please_")  # of `_MORE` and `_FOR`
    | word_set("sour quel fuen font bron kayn original view_ read_ see_ the_post the_late")  # of `_SOURCE`
    | word_set("this_a this_c this_n this_p this_r this_s")
    | word_set("about a_prop acerca sobre informazioni cautionary safe_ forward disclaim disclos important_")
    | word_set("legal_ non-gaap note special_ press background editor this_d this_m the_p the_n the_r the_c")
    | word_set(
        "the_d the_a the_i certain_ statements_ avertissement nota aviso descargo hinweis haftung zukunft"
    )
):
    _BEGINNINGS[_one[:2]] = (*_BEGINNINGS.get(_one[:2], ()), _one[:9])
_SENTENCE_END = lazy_pattern(r"[.!?。]\W{0,2}\Z")
_SENTENCES = lazy_pattern(r"(?<=[.!?:])\s+|\n")
_ITEM = lazy_pattern(r"(?:[•◦‣▪●*–-]|\(?\d{1,2}[.)])\s+")
_LOWER_WORD = lazy_pattern(r"\b[a-zà-ÿ]{2,}\b")


def is_contact(words: str, length: int) -> bool:
    """Whether a paragraph that begins with `words` is a contact's heading, or a contact with one."""
    if length > 2 * _LONG:
        return False
    if _is_heading(words):
        reachable = is_reachable(words) or (length <= _SHORT and _ADDRESS.search(words))
        sentence = words.endswith(".") and len(_LOWER_WORD.findall(words)) >= 3
        return (length <= 40 and not sentence) or bool(reachable)
    may_be = length <= _LONG and words[:1] not in _NO_MORE
    return may_be and bool((_MORE.match(words) or _FOR.match(words)) and is_reachable(words))


def _is_heading(words: str) -> bool:
    """Whether a paragraph begins with a contact's heading."""
    if CONTACT_HEADINGS.match(words) or (words[:1] in "MPC" and _GLUED_CONTACT.match(words)):
        return True
    return _names_contact(words) and bool(_CONTACT_AFTER.match(words))


def _names_contact(words: str) -> bool:
    """Whether one of the words stands there in which a contact's heading may end."""
    head = words[:120].lower()
    return "contact" in head or "quiries" in head or "queries" in head


def _may_head(words: str) -> bool:
    """Whether a paragraph begins as what heads a section may."""
    position, two = beginning_of(words)
    if not two.isascii() or not two[:1].isalnum():
        return True
    beginnings = _BEGINNINGS.get(two)
    head = words[position : position + 9].lower() if beginnings else ""
    return beginnings is not None and (not head.isascii() or head.startswith(beginnings))


def is_reachable(words: str) -> bool:
    """Whether a mail address or a telephone number stands there; a date is no number."""
    ways = _REACHABLE
    if words.isascii() and "@" not in words and "email" not in words.lower():  # as in most, at little cost
        if not _DIGITS.search(words):
            return False
        ways = _TELEPHONE
    return any(_is_way(words, match) for match in ways.finditer(words))


def _is_way(words: str, match: re.Match[str]) -> bool:
    day = date_at(words, match.start()) if match[0][0].isdecimal() else None
    return day is None or day.iso is None


def _asks_to_write(words: str, length: int) -> bool:
    """Whether a sentence says whom to ask, and how to reach them."""
    return length <= 2 * _LONG and bool(CONTACT_SENTENCES.match(words)) and is_reachable(words)


def _note_asks(words: str, length: int) -> bool:
    """Whether a note to editors says whom to ask: "Note to editors: for more information, call"."""
    match = BOILERPLATE.match(words)
    if match is None:
        return False
    note = words[match.end() :].lstrip(" :：.–-\n")
    return any(_asks_to_write(one.strip(), length) for one in (note, *_SENTENCES.split(note)[1:]))


def _goes_on(words: str, length: int) -> bool:
    """Whether a paragraph behind a contact is a part of it: short, or it says how to reach somebody."""
    if length <= _SHORT and not _is_prose(words):
        return True
    return length <= 2 * _LONG and is_reachable(words)


def _is_about(words: str, length: int, late: bool, language: str) -> bool:
    """Whether a paragraph begins with a heading of boilerplate."""
    first = words[:1]
    about = _ABOUT_EASTERN if first > "\u05ff" or first in "【（[(" else _ABOUT
    if first not in _NO_ABOUT and about.match(words):
        return True
    line, _, below = words.partition("\n")
    if below and len(line) <= _HEADING and not is_reachable(below):  # what it heads stands below it
        words, length = line, len(line)
    heading = length <= _HEADING
    note = BOILERPLATE.match(words)
    if note and (heading or words[note.end() :].lstrip(" ")[:1] in (":", "：", "\n") or line.endswith(":")):
        return True
    if not (late and heading) or words.endswith((".", "!", "?", "。")):
        return False
    if not words.isascii() and ABOUT_AFTER.match(words):
        return True
    before = ABOUT.get(language)
    named = before.match(words) if before else None
    name = words[named.end() : named.end() + 1] if named else ""
    if name and len(words.split()) <= _ABOUT_WORDS:
        return True
    return name.isupper() or name in ("«", "“", "„", '"') or (bool(name) and language == "ar")


def mark_back_matter(
    text: str, spans: Sequence[tuple[int, int]], kinds: list[str], language: str | None, head: int = 0
) -> None:
    """Mark boilerplate, contacts and the links below the last rule, each up to the next mark.

    `language` is an ISO 639-1 code: what heads a section in one language is a common word of another.
    `head` is the index of the headline, above which contacts may stand.
    """
    section = ""
    for index, (start, end) in enumerate(spans):
        kind = kinds[index]
        if kind == "end_mark":
            section = ""
        elif kind == "list" and section == "boilerplate" and _SENTENCE_END.search(text, start, end):
            kinds[index] = section  # a note to editors
        elif index >= 2 and (kind == "body" or (section == "contact" and kind in ("list", "link"))):
            most = 2 * _LONG if section == "contact" else _LONG
            words = text[start : min(end, start + most)]
            section = _section(words, end - start, section, index * 2 >= len(spans), language or "")
            if section and (kind == "body" or _LINKED.search(words)):
                kinds[index] = section
            if section == "lone contact":
                kinds[index], section = "contact", ""
                _mark_above(text, spans, kinds, index)
        elif (
            index < max(_FRONT, head)
            and kind in ("body", "release_line")
            and end - start <= _LONG
            and _fronts(text[start:end])
        ):
            kinds[index] = "contact"
        elif index >= 2 and kind == "list" and (item := _ITEM.match(text, start, end)):
            words = text[item.end() : min(end, item.end() + 2 * _LONG)]
            if is_contact(words, end - item.end()) or _asks_to_write(words, end - item.end()):
                kinds[index] = "contact"
    for index in range(max(3, len(spans) - _BEHIND), len(spans)):
        if kinds[index] == "body" and behind_end(text, spans, kinds, index):
            kinds[index] = "boilerplate"
    _mark_issuer(text, spans, kinds)
    _mark_links(text, spans, kinds)


def _fronts(words: str) -> bool:
    """Whether lines above the headline say whom to ask: "For immediate release", "Contact: Ana Ruiz"."""
    lines = [line for line in words.split("\n") if line.strip()]
    return len(lines) < 8 and any(map(_is_heading, lines)) and is_reachable(words) and not _is_prose(words)


def _mark_above(text: str, spans: Sequence[tuple[int, int]], kinds: list[str], contact: int) -> None:
    """Mark the lines above a contact that say whose it is: a name, an office, "Telephone:"."""
    for index in range(contact - 1, max(2, contact - _ABOVE) - 1, -1):
        if kinds[index] != "body" or not _is_label(text, *spans[index]):
            return
        kinds[index] = "contact"


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a line such as a name or a button, and no sentence."""
    return end - start <= _HEADING and text[end - 1] not in '.!?…”»“’"。！？」؟'


def _is_label_or_source(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a label, or a line that says who sends it on."""
    return _is_label(text, start, end) or (end - start <= _SHORT and _SOURCE.match(text, start) is not None)


def _mark_issuer(text: str, spans: Sequence[tuple[int, int]], kinds: list[str]) -> None:
    """Mark the last paragraphs of prose as boilerplate where they say nothing but who the issuer is."""
    prose = (index for index in range(len(spans) - 1, 2, -1) if kinds[index] == "body")
    last = next((index for index in prose if not _is_label_or_source(text, *spans[index])), None)
    if last is None or (2 * last < len(spans) and last + 12 < len(spans)):
        return
    if says_who(text, spans, kinds, last) or does_what(text, spans, kinds, last):
        kinds[last] = "boilerplate"
    elif kinds[last - 1] == "body" and last > 4 and says_who(text, spans, kinds, last - 1):
        start, end = spans[last]
        if not _SPOKEN.search(text, start, end):  # more of the issuer
            kinds[last - 1] = kinds[last] = "boilerplate"
    elif kinds[last - 1] == "body" and last > 4 and does_what(text, spans, kinds, last - 1):
        kinds[last - 1] = "boilerplate"


def _section(words: str, length: int, section: str, late: bool, language: str) -> str:
    """The section that a paragraph is in, after one in `section`; empty for none."""
    may_head = _may_head(words)
    if may_head and words[:1] not in _NO_SOURCE and _SOURCE.match(words):
        named = "\n" in words and length <= _LONG and is_reachable(words)  # who sends it, and a number
        return "lone contact" if named else ""
    if (may_head or _names_contact(words)) and is_contact(words, length):
        return "contact"
    if may_head and section != "contact" and _asks_to_write(words, length):
        return "contact" if words.endswith((":", "：")) else "lone contact"
    headed = late and (length <= _HEADING or words.find("\n", 0, _HEADING + 1) > 0)  # a name may come first
    if (may_head or headed) and _is_about(words, length, late, language):
        return "lone contact" if _note_asks(words, length) else "boilerplate"
    if section == "boilerplate" and (_LINKS.match(words) or _SPEECH.search(words)):
        return ""
    if section == "contact":
        return "contact" if _goes_on(words, length) else ""
    if late and length <= _SHORT and is_reachable(words) and not _is_prose(words):
        return "lone contact"
    return section


def _is_prose(words: str) -> bool:
    """Whether a short paragraph is a sentence rather than a line of names and numbers."""
    return len(_LOWER_WORD.findall(words)) >= 6 and words.rstrip().endswith((".", "!", "?", "”", '"', ":"))


def _mark_links(text: str, spans: Sequence[tuple[int, int]], kinds: list[str]) -> None:
    """Mark the short lines below the last rule as links, where any of them reads like one."""
    if "end_mark" not in kinds:
        return
    rules = [
        i for i, (start, _) in enumerate(spans) if kinds[i] == "end_mark" and text.startswith("---", start)
    ]
    if not rules or len(spans) - rules[-1] > 100:
        return
    tail = range(rules[-1] + 1, len(spans))
    lines = [text[slice(*spans[index])] for index in tail if spans[index][1] - spans[index][0] <= _SHORT]
    if len(lines) == len(tail) and any(_LINKISH.search(line) for line in lines):
        for index in tail:
            if kinds[index] != "image":
                kinds[index] = "link"
