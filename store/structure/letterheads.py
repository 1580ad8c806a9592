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
    "ministry department office government embassy city county town parliament secretariat bureau board "
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
    "partnership federation union service department ministry parliament court consortium network "
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
    if not (all(map(_heads, lines)) or (_names_minister(lines) and not told)):
        return False
    if told:
        return _heading_below(text, spans, kinds, index) is not None
    if all(map(_LABELLED.match, lines)):
        return False  # "Update: the pier reopens"
    return _is_followed(text, spans, kinds, index, lines[0])


def _heads(line: str) -> bool:
    """Whether a line may be one of a letterhead."""
    return _tells(line) or _is_issuer(line) or _LABELLED.match(line) is not None


def _names_minister(lines: Sequence[str]) -> bool:
    """Whether lines say who issues a release and, below the name, what that person is."""
    return len(lines) <= _OFFICES and _PERSON.match(lines[0]) is not None


def _tells(line: str) -> bool:
    """Whether a line says that this is a release, or of what day."""
    if is_release_line(line):
        return True
    dateline = dateline_at(line, 0, len(line)) if any(map(str.isdecimal, line)) else None
    return dateline is not None and dateline.date is not None and dateline.end == len(line)


def _is_issuer(line: str) -> bool:
    """Whether a line is the name of a body, and no sentence."""
    if line.endswith(_STOPS):
        return False
    if not line.isascii() and _EASTERN.fullmatch(line):
        return True
    words = line.split()
    plain = [word.strip("(),'’\"").casefold() for word in words]
    small = any(word[0].islower() and word.lower() not in _SMALL for word in words)
    if len(words) > _WORDS or (small and not (plain[0] in _OF and plain[1] in _LEADS_ON)):
        return False
    if not _VERBS.isdisjoint(plain):
        return False
    named = [word for word in plain[:3] if word in _OF]
    last = plain[-1] if not words[-1].startswith("(") or len(words) < 2 else plain[-2]
    return bool(_PERSON.match(line)) or bool(named) or last.rstrip(".") in _LAST


def _is_followed(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int, name: str
) -> bool:
    """Whether behind a name a date or "Press release" follows, and a headline; or at once the headline of
    what a ministry or the like says."""
    below = _heading_below(text, spans, kinds, index)
    if below is None:
        return False
    between = range(index + 1, below)
    if any(kinds[one] == "release_line" or _tells(text[slice(*spans[one])].strip()) for one in between):
        return True
    strict = name.split()[0].casefold() in _OF and len(name.split()) > 1
    longer = spans[below][1] - spans[below][0] > spans[index][1] - spans[index][0]
    return index == 0 and strict and longer and below + 1 < len(spans)


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
        if _tells(words) or all(map(_heads, lines)) or _names_minister(lines):
            continue
        if dateline_at(text, start, end) is not None:
            return None  # the text begins there
        return None if words.endswith(_STOPS[:1] + _STOPS[3:]) and not words.endswith('"') else below
    return None
