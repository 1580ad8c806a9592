"""Lines above a headline that say whose release it is: a ministry, an office, "The Hon Ana Ruiz MP"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.structure.datelines import dateline_at
from store.structure.release_lines import is_release_line
from store.structure.word_lists import word_set

#: Characters of the longest line of a letterhead, of the longest letterhead, and its most lines and words.
_LINE, _LONGEST, _LINES, _WORDS = 90, 400, 7, 10
#: Lines of a name and what the person is.
_OFFICES = 3
#: Paragraphs after a name in which a date or "Press release" may stand, and those at the head of a text.
_NEAR = 4
#: Characters of the longest headline below one.
_HEADING = 240
#: What a body is, before what it is of.
_OF = word_set(
    "ministry department office government embassy city county town parliament secretariat bureau board republic "
    "kingdom state commonwealth province district"
)
#: The same in languages that print in lower case what it is of.
_ABROAD = word_set(
    "ministère préfecture mairie ville conseil région département gouvernement secrétariat direction agence "
    "ministerio ayuntamiento gobierno consejería secretaría dirección diputación comunidad instituto oficina "
    "ministério câmara município gabinete prefeitura secretaria governo direção instituto "
    "ministero comune regione provincia città ufficio assessorato presidenza "
    "bundesministerium ministerium landkreis stadt stadtverwaltung senatsverwaltung staatsministerium "
    "regierung landesregierung landeshauptstadt universitätsklinikum universität hochschule pressestelle "
    "ministerie gemeente provincie waterschap hoogheemraadschap "
    "министерство администрация правительство управление департамент служба мэрия "
    "ministerstwo urząd miasto starostwo województwo bakanlığı belediyesi valiliği müdürlüğü "
    "roinn kommun region länsstyrelsen ministeriet"
)
#: The same at the end of a name.
_LAST = word_set(
    "trust university college council agency authority commission committee police foundation society "
    "association institute museum hospital ltd limited inc llc plc corp corporation company group alliance "
    "partnership federation union unit branch division service department ministry parliament court consortium network "
    "gmbh ag e.v kg se bakanlığı belediyesi valiliği müdürlüğü üniversitesi derneği vakfı başkanlığı "
    "universitet universiteit stichting vereniging stiftung verband verein hochschule"
)
_EASTERN = re.compile(
    r"[^\s。：:、，]{2,30}?(?:公司|大学|大學|政府|[县縣市省町村区區]|[局部院厅廳]|委[员員][会會]|[协協][会會]|[学學]校|研究所"
    r"|株式会社|法人\S{0,14}|協会|財団|センター|役所|役場)"
    r"|(?:株式会社|一般社団法人|国立大学法人|公益財団法人|独立行政法人)\S{2,20}"
)
_SMALL = word_set(
    "of for and the & in on at de del la las los el y e do da dos das d' des du le les l' et à di della dei "
    "degli il per von der die das für und im am zu van het een voor en och för и по в на ve agus na an"
)
#: What leads on from a body to what it is of, in languages that print that in lower case.
_LEADS_ON = word_set("de des du d' del della dei di da do dos für van voor")
#: Verbs that a headline has between its capitals, and the infinitive's sign.
_VERBS = word_set(
    "to announces launches welcomes names appoints hosts opens wins joins receives honors honours awards "
    "reaches calls urges says seeks sues files unveils releases publishes reports celebrates invites "
    "presents introduces expands signs marks adopts approves backs builds begins starts ends closes "
    "completes delivers gets gives makes takes sets sees helps supports responds warns issues grants "
    "is are has have will can must partners elects selects selected named wins acquires raises plans"
)
#: Somebody in office, who is the issuer.
_PERSON = re.compile(
    r"(?:(?:The\s)?(?:Rt\.?\s)?Hon(?:ou?rable|\.)?\s|His\s|Her\s)(?:[A-Z][\w.'’-]+\s?){2,6}$"
)
#: What a line says by its label: "發稿單位：公共事務處", "Date: 12 May 2026".
_LABELLED = re.compile(r"[^\s:：]{2,14}(?:\s[^\s:：]{2,14})?\s?[:：]\s?\S")
#: Where somebody issues it.
_ADDRESS = re.compile(
    r"P\.?\s?O\.?\s?Box\b|(?:\d{1,5}\s)?(?:[A-Z][\w.]*\s){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Suite|Floor)\b",
    re.IGNORECASE,
)
#: How the names of bodies end that are one word, as in German.
_COMPOUNDS = (
    "amt",
    "ministerium",
    "behörde",
    "anstalt",
    "kammer",
    "universität",
    "klinikum",
    "verwaltung",
    "präsidium",
    "direktion",
    "ministeriet",
    "styrelsen",
    "verket",
)
_TWO = 2
#: Words of the longest name that is printed in lower case but for its first.
_SHORT = 5
_ENDS = tuple(".!:;,。！：；")
_STOPS = tuple('.!?:;,"”»。！？：；')


def is_letterhead(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int) -> bool:
    """Whether a paragraph above a headline says only whose release it is, and of what day.

    A name that stands alone is one where a date or "Press release" follows and a headline after it.
    """
    start, end = spans[index]
    if end - start > _LONGEST:
        return False
    lines = [line.strip() for line in text[start:end].split("\n") if line.strip()]
    if len(lines) > _LINES or any(len(line) > _LINE for line in lines):
        return False
    told = any(map(_tells, lines))
    if not (_are_a_head(lines) or (_names_minister(lines) and not told)):
        return False
    below = _heading_below(text, spans, kinds, index)
    if below is None or (not told and all(map(_LABELLED.match, lines))):
        return False  # "Update: the pier reopens"
    return told or _is_followed(text, spans, kinds, (index, below), lines)


def _are_a_head(lines: Sequence[str]) -> bool:
    """Whether lines are those of a letterhead: bodies, addresses, labels, days; beside a body's other names too."""
    named = len(lines) > 1 and any(map(_is_body, lines))
    return all(_heads(line) or (named and _is_name(line)) for line in lines)


def _heads(line: str) -> bool:
    """Whether a line may be one of a letterhead by itself."""
    return _tells(line) or _is_body(line) or bool(_LABELLED.match(line) or _ADDRESS.match(line))


def _names_minister(lines: Sequence[str]) -> bool:
    """Whether lines say who issues a release and, below the name, what that person is."""
    return len(lines) <= _OFFICES and _PERSON.match(lines[0]) is not None


def _tells(line: str) -> bool:
    """Whether a line says that this is a release, or of what day."""
    if is_release_line(line):
        return True
    dateline = dateline_at(line, 0, len(line)) if any(map(str.isdecimal, line)) else None
    return dateline is not None and dateline.date is not None and dateline.end == len(line)


def _is_body(line: str) -> bool:
    """Whether a line is the name of a body or of somebody in office, and no sentence."""
    if not line.isascii() and _EASTERN.fullmatch(line):
        return True
    plain = [word.strip("(),'’\"").casefold() for word in line.split()]
    abroad = plain[0] in _ABROAD and len(plain) <= _SHORT and not line.endswith(_STOPS)
    if not _VERBS.isdisjoint(plain) or not (abroad or _is_name(line)):
        return False
    if _PERSON.match(line) or plain[0] in _ABROAD or plain[0].endswith(_COMPOUNDS):
        return True
    last = plain[-1] if not line.endswith(")") or len(plain) < _TWO else plain[-2]
    return not _OF.isdisjoint(plain[:3]) or last.rstrip(".") in _LAST


def _is_name(line: str) -> bool:
    """Whether a line is a name: each word but small ones has a capital, and nothing ends it."""
    words = line.split()
    if line.endswith(_STOPS) or len(words) > _WORDS:
        return False
    return not any(word[0].islower() and word.lower() not in _SMALL for word in words)


def _is_followed(
    text: str,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    between: tuple[int, int],
    lines: Sequence[str],
) -> bool:
    """Whether between a name and the headline a date or "Press release" stands; or nothing, where the name
    is a ministry's or the like, or of several lines."""
    index, below = between
    for one in range(index + 1, below):
        if kinds[one] == "release_line" or any(map(_tells, text[slice(*spans[one])].split("\n"))):
            return True
    if index > 0 or below + 1 >= len(spans):
        return False
    first = lines[0].split()[0].casefold()
    longer = spans[below][1] - spans[below][0] > spans[index][1] - spans[index][0]
    of_state = " " in lines[0] and (first in _OF or first in _ABROAD)
    return len(lines) > 1 or (longer and of_state and _is_name(lines[0]))


def _heading_below(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int
) -> int | None:
    """The index of the next paragraph that can be a headline, past dates, names and contacts."""
    for below in range(index + 1, min(len(spans) - 1, index + 1 + _NEAR)):
        start, end = spans[below]
        if kinds[below] == "release_line":
            continue
        if kinds[below] != "body" or end - start > _HEADING:
            return None
        words = text[start:end].strip()
        lines = words.split("\n")
        if _are_a_head(lines) and (len(lines) > 1 or not _LABELLED.match(words)):
            continue
        if _names_minister(lines):
            continue
        if dateline_at(text, start, end) is not None or words.endswith(_ENDS):
            return None  # the text begins there
        return below
    return None
