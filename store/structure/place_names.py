"""Place names at the head of a dateline: where one ends, and how sure it is that it is one."""

from __future__ import annotations

from store.patterns import lazy_pattern
from store.structure.date_labels import label_end
from store.structure.dates import date_at, is_date_word
from store.structure.places import is_abbreviation, is_known_place, is_place_code, is_region
from store.structure.uncased import eastern_place_end
from store.structure.word_lists import word_set

#: What closes a part, as a pattern. A hyphen does only beside a blank ("Port-au-Prince" is a word), long
#: dashes always.
DASH = r"(?:[^\S\n]*-{2,}|[^\S\n]+-(?=\s|\(|\[|$)|[^\S\n]+-(?=\S)|-(?=[^\S\n])|[^\S\n]*[–—―]+)"
_WORD = lazy_pattern(r"(?P<gap>[,،]{0,2}\s{0,2})(?P<word>[^\W\d_][\w.'’]*(?:[-/][^\W\d_][\w.'’]*)*(?!/)|&)")
#: Words that begin small within a place: d'Alene, v.d.H.
_SMALL = lazy_pattern(r"[dl]['’][^\W\d_a-z]|[a-z]\.(?:[a-z]\.)*[^\W\d_a-z]\.?$")
#: How prose begins: names or other words with capitals, if any, then a small one; only blanks between.
_PROSE = lazy_pattern(
    r"((?:(?:[A-Z][A-Za-z.'’]*(?:-[A-Za-z.'’]+)*|of|and|on|de|du|van|von) {1,2}){0,11})"
    r"(?:the {1,2}(?=[A-Za-z])|([a-z]{2,}(?:-[a-z]+)*)(?![\w.'’/-]))"
)
# In raw text a long run of blanks stands where a dash was lost.
_AFTER_PLACE = lazy_pattern(rf"\.?{DASH}|\s*[(\[（/|]|\s*$|[^\S\n]*\n|\s*:\s|[^\S\n]{{3,}}")
_BEFORE_DATE = lazy_pattern(r"\s*[,،，;]?\s*[(\[（]?\s?")
_SECOND_PLACE = lazy_pattern(r"\s/\s(?=[^\W\d_])")
#: What parts a place from its region, and places from others.
_PARTS, _SEVERAL = lazy_pattern(r"[,،]|\s{2}"), lazy_pattern(r"\s?/\s?|\s(?:and|&|et|und|y)\s")
_CONNECTORS = word_set(
    "de del la las le les los el du des da do dos di am an der den of and et y und & on upon sur en e al a."
)
_TOGETHER = word_set("and & et y und e")
#: Small words that may go on in a place, or begin a date or be its second word.
_GOES_ON = _CONNECTORS | word_set("the ii rabi jumada dhu shaban")
_NO_PLACE = word_set(
    "a about after all an as at based before beginning breaking by contact date dated during effective "
    "embargoed every exclusive faq for from here how if image in it its last media my news next note on "
    "our photo please press published release released since starting summary that these this today "
    "tomorrow under until update updated video watch we what when where while who why with yesterday you "
    "your "
    "le les un une der die das ein eine dans am im zum seit depuis desde hasta hoy heute"
)
#: What Chinese papers print behind the place of a dispatch: 台北訊.
_NEWS = lazy_pattern("(?<=[\u3400-\u9fff]{2})[訊讯]$")
_COMPANY = word_set("inc inc. corp corp. ltd ltd. llc plc gmbh company co co. group holdings limited")


def begins_prose(text: str, start: int) -> bool:
    """Whether the words at `start` are prose: neither `place_end` nor `date_at` finds anything there.

    It tells so of many paragraphs, in a fifth of the time that these take.
    """
    match = _PROSE.match(text, start)
    if match is None:
        return False
    names, small = match.groups()
    if small is not None and (small.partition("-")[0] in _GOES_ON or is_date_word(small)):
        return False
    if "  " in names and "." in names:
        return False
    # “on” leads a date in only where one of the words behind it begins one.
    return not any(is_date_word(word) for word in names.split() if word not in ("On", "on"))


def place_end(text: str, start: int) -> int | None:
    """Where a place name at `start` ends; None where what stands there is no place name."""
    if text[start : start + 1] > "\u05ff" and (uncased := eastern_place_end(text, start)):
        return uncased
    position, end, segments, words = start, start, 1, 0
    while words < 12 and (match := _WORD.match(text, position)):
        gap, word = match.groups()
        comma = False
        if gap:
            if "\n" in gap and label_end(text, match.start("word")) > match.start("word"):
                break
            comma = gap[0] in ",،"
            segments += comma
        elif words:
            break
        if segments > 3 or (
            is_date_word(word) and not is_place_code(word) and date_at(text, match.start("word"))
        ):
            break
        words += 1
        position = match.end()
        folded = word.casefold()
        together = folded in _TOGETHER
        if together:
            segments = 1  # another place, with regions of its own
        if words > 1 and (together or (folded in _CONNECTORS and not comma)):
            continue
        if not (word[0].isupper() or _SMALL.match(word)):
            break
        if words == 1 and folded.rstrip(".") in _NO_PLACE:
            break
        end = position
        if word.endswith(".") and not is_abbreviation(word) and has_region(text[start : end - 1]):
            return end - 1  # the next sentence may begin with a capital too
    if end == start or end - start > 70:
        return None
    end = _second_place(text, end)
    if not _AFTER_PLACE.match(text, end) and not _date_follows(text, end):
        return None
    last = text[start:end].split()[-1]
    return None if last.casefold() in _COMPANY and not is_place_code(last) else end


def _date_follows(text: str, end: int) -> bool:
    gap = _BEFORE_DATE.match(text, end)
    return date_at(text, gap.end() if gap else end) is not None


def _second_place(text: str, end: int) -> int:
    """Where a second place ends that is parted from the first by a slash: "HONG KONG / PARIS, FRANCE"."""
    slash = _SECOND_PLACE.match(text, end)
    if slash is None or date_at(text, slash.end()):
        return end
    other = place_end(text, slash.end())
    return other if other and is_known(text[slash.end() : other]) else end


def is_sure_place(place: str, headline: str) -> bool:
    """Whether a place is one without a date beside it: in a known region, well known, or in capitals."""
    if has_region(place) or is_known_place(place) or is_known(place):
        return True
    if not place.isupper() or place in headline or "&" in place:
        return False
    return 4 <= sum(map(str.isalpha, place)) <= 30


def is_known(place: str) -> bool:
    """Whether each of the places that a slash, "and" or "&" parts is known."""
    parts = _SEVERAL.split(place)
    several = len(parts) > 1
    return all(has_region(part) or is_known_place(part) or (several and is_region(part)) for part in parts)


def has_region(place: str) -> bool:
    """Whether a country, a state or the short form of one follows the place after a comma."""
    *before, region = _PARTS.split(place)
    region = region.strip()
    return bool(before) and (is_region(region) or ("/" in region and is_region(region.split("/")[0])))


def clean_place(place: str | None) -> str | None:
    """The place with single blanks and without the stop after a postal code ("MO.") or a name ("KYIV.")."""
    if place is None:
        return None
    place = _NEWS.sub("", " ".join(place.replace(",,", ",").split()).strip(" ,،，"))
    last = place.rsplit(" ", 1)[-1]
    if last.endswith(".") and (is_place_code(last[:-1]) or not is_abbreviation(last)):
        return place[:-1]
    return place
