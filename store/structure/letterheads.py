"""Lines above a headline that say whose release it is: a ministry, an office, "The Hon Ana Ruiz MP"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.models import Dateline
from store.structure.datelines import dateline_at
from store.structure.dates import date_at
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
    "republic "
    "kingdom state commonwealth province district university college institute"
)
#: The same in languages that print in lower case what it is of.
_ABROAD = word_set(
    "università ateneo komenda ministère préfecture mairie ville conseil région département gouvernement "
    "secrétariat direction agence "
    "ministerio ayuntamiento gobierno consejería secretaría dirección diputación comunidad instituto oficina "
    "ministério câmara município gabinete prefeitura secretaria governo direção instituto "
    "ministero comune regione provincia città ufficio assessorato presidenza "
    "bundesministerium ministerium landkreis stadt stadtverwaltung senatsverwaltung staatsministerium "
    "regierung landesregierung landeshauptstadt universitätsklinikum universität hochschule pressestelle "
    "ministerie gemeente provincie waterschap hoogheemraadschap "
    "министерство администрация правительство управление департамент служба мэрия "
    "ministerstwo urząd miasto starostwo województwo bakanlığı belediyesi valiliği müdürlüğü "
    "roinn kommun region länsstyrelsen ministeriet "
    "sindicato associação asociación associazione federação federación federazione confederación "
    "confederação confederazione fundação fundación fondazione syndicat fédération gewerkschaft vakbond"
)
#: The same at the end of a name.
_LAST = word_set(
    "administration office bureau trust university college council agency authority commission committee "
    "police foundation society "
    "association institute museum hospital ltd limited inc llc plc corp corporation company group alliance "
    "partnership federation union unit branch division service department ministry parliament court "
    "consortium network "
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
    "degli il per em no nas nos ao con "
    "von der die das für und im am zu van het een voor en och för и по в на ve agus na an w z"
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
_LABELLED = re.compile(r"[^\s:：]{2,14}(?:\s[^\s:：]{2,14}){0,2}\s?[:：]\s?\S")
#: Where a page stands on its site: "Home > News".
_TRAIL = re.compile(r"[^>»›\n]{1,40}(?:\s?[>»›]\s?[^>»›\n]{1,40})+")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b")
#: What parts a date from a time, a section and the like.
_PARTS = re.compile(r"\s[|·•/–—]\s|　")
#: Words of the longest of those parts.
_PART_WORDS = 4
#: What stands below the name of every office of the French state.
_MOTTO = re.compile(r"\bLiberté\W+Égalité\W+Fraternité\W*\Z", re.IGNORECASE)
#: What somebody is in office, below the name.
_OFFICE = re.compile(
    r"(?:[A-Z][\w-]+\s){0,3}(?:Member|Minister|Senator|Mayor|Premier|Governor|Secretary|Leader|Commissioner)\b"
)
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


def without_letterhead(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a headline's paragraph without those that say whose release it is, and of what day."""
    first = 0
    while first < len(lines) - 1 and (_tells(lines[first]) or is_body(lines[first])):
        first += 1
    goes_on = first and lines[first].split()[0].casefold() in _VERBS  # "Pier Works Ltd", "Reports Results"
    return lines if goes_on else lines[first:]


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
    of_state = _MOTTO.search(text[start:end]) is not None
    told = of_state or any(map(_tells, lines))
    if not (of_state or _are_a_head(lines) or (_names_minister(lines) and not told)):
        return False
    below = _heading_below(text, spans, kinds, index)
    if below is None or (not told and all(map(_LABELLED.match, lines))):
        return False  # "Update: the pier reopens"
    return told or _is_followed(text, spans, kinds, (index, below), lines)


def _are_a_head(lines: Sequence[str]) -> bool:
    """Whether lines are those of a letterhead: bodies, addresses, labels, days; near a body other names."""
    named = len(lines) > 1 and any(map(is_body, lines))
    return all(_heads(line) or (named and _is_name(line)) for line in lines)


def _heads(line: str) -> bool:
    """Whether a line may be one of a letterhead by itself."""
    bracketed = line.startswith("(") and line.endswith(")")
    return bracketed or _tells(line) or is_body(line) or bool(_LABELLED.match(line) or _ADDRESS.match(line))


def _names_minister(lines: Sequence[str]) -> bool:
    """Whether lines say who issues a release and, below the name, what that person is."""
    if not 1 <= len(lines) <= _OFFICES:
        return False
    below = len(lines) > 1 and _OFFICE.match(lines[1]) is not None
    return _PERSON.match(lines[0]) is not None or (
        below and _is_name(lines[0]) and len(lines[0].split()) <= _OFFICES
    )


def _tells(line: str) -> bool:
    """Whether a line says that this is a release, of what day, or where on a site."""
    if is_release_line(line) or _TRAIL.fullmatch(line):
        return True
    if not any(map(str.isdecimal, line)):
        return False
    return dated_part(line) is not None or all(map(_is_date_or_short, _PARTS.split(line)))


def _is_date_or_short(part: str) -> bool:
    """Whether a part of a line is a date, perhaps one that can be read in two ways, or says what there is."""
    date = date_at(part, 0) if part[:1].isdecimal() else None
    return date.end >= len(part) if date else bool(_CLOCK.match(part)) or is_release_line(part)


def dated_part(line: str) -> tuple[int, int, Dateline] | None:
    """Where a part of a line stands that is a dateline by itself, and that; the other parts are short."""
    at, found = 0, None
    for part in _PARTS.split(line):
        at = line.index(part, at)
        dateline = dateline_at(part, 0, len(part)) if found is None and part else None
        if dateline is not None and dateline.date is not None and dateline.end == len(part):
            found = at, at + len(part), dateline
        elif len(part.split()) > _PART_WORDS:
            return None
    return found


def is_body(line: str) -> bool:
    """Whether a line is the name of a body or of somebody in office, and no sentence."""
    if not line.isascii() and _EASTERN.fullmatch(line):
        return True
    if ":" in line:
        return False  # "Harbour College: the pier reopens"
    plain = [word.strip("(),'’\"").casefold() for word in line.split()]
    abroad = plain[0] in _ABROAD and len(plain) <= _SHORT and not line.endswith(_STOPS)
    if not _VERBS.isdisjoint(plain) or not (abroad or _is_name(line)):
        return False
    if _PERSON.match(line) or plain[0] in _ABROAD or plain[0].endswith(_COMPOUNDS):
        return True
    last = plain[-1] if not line.endswith(")") or len(plain) < _TWO else plain[-2]
    if "," in line:  # "The Severn Museum, Gloucester"
        last = line.split(",", 1)[0].split()[-1].casefold()
    return not _OF.isdisjoint(plain[:3]) or last.rstrip(".") in _LAST


def _is_name(line: str) -> bool:
    """Whether a line is a name: each word but small ones has a capital, and nothing ends it."""
    words = line.split()
    if line.endswith(_STOPS) or len(words) > _WORDS:
        return False
    return not any(word[0].islower() and word.lower() not in _SMALL | _LAST for word in words)


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
    if below + 1 >= len(spans):
        return False
    if index > 0:  # below "Press release" and the day
        return all(kinds[one] == "release_line" or _tells(text[slice(*spans[one])]) for one in range(index))
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
        if all(map(_tells, lines)) or (_are_a_head(lines) and (len(lines) > 1 or not _LABELLED.match(words))):
            continue
        if _names_minister(lines):
            continue
        if dateline_at(text, start, end) is not None or words.endswith(_ENDS):
            return None  # the text begins there
        return below
    return None
