"""Where sentences end, set right: what sentencex cuts at abbreviations, ordinals and footnote marks, and what
it leaves whole. Offsets are code points.

Judged by `tests/benchmarks/sentences.py`, on ends that these rules were not made on as well.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from tui.text import abbreviations

#: Code points before a cut that are looked at: no abbreviation is longer.
_BEFORE = 24
#: A word that ends with a full stop, with any that stand in it: “z.B.”, “c.-à-d.”.
_SHORT = re.compile(r"(?:^|(?<=[\s(\[«„“\"'’/]))([^\W\d_][\w.’'ºª°-]{0,12})\.\s*\Z")
_ORDINAL = re.compile(r"(?<![\w.,:/-])(?<!\d\s)(?:\d{1,2}|[IVX]{1,5})\.\s+\Z")
#: A day and a month, where the word behind them is written large anyway.
_DAY = re.compile(r"(?<![\w.,:/-])\d{1,2}\.\s?\d{1,2}\.\s+\Z")
_INITIAL = re.compile(r"(?:^|(?P<word>[\w.’'-]+)?[\s-])(?P<initial>[^\W\d_])\.\s*\Z")
#: An end that may be no more than that of an abbreviation, or of a question that is told of.
_MAY_BE_SHORT = re.compile(r"(?:[?!]|(?<!\w)[\w.’'-]{1,6}\.)\Z")
#: What is written small wherever it stands: an address, a name with a large letter in it.
_OWN_WORD = re.compile(r"https?:|www\.|[^\W\d_]+[A-Z]")
#: What is one with the full stop before it.
_JOINED = re.compile(r"[ºª°]|[-–](?=[^\W\d_])|[^\W\d_]\.")
#: A dash between what is said and who says it.
_DASHED = re.compile(r"[–—-]\s+[a-zà-öø-ÿа-яёąćęłńóśźż]")
#: In Chinese and Japanese, an end before what sentencex knows no sentence to begin with.
_EASTERN = re.compile(r"。(?:）+|(?=[0-9A-Za-z]))(?=[^\s」』”）。！？、，])")
#: The second of two initials, or of a double name: “Karl-H.”.
_DOUBLE = re.compile(r"[^\W\d_]\.?-[^\W\d_]\.\s*\Z")
_NUMBER = re.compile(r"[(+]{0,2}[\d$€£¥₺₽]|[IVXLC]{2,}\b")
#: An article that is written together with the word it belongs to, in French and Italian.
_ELISION = re.compile(r"\A\w{1,4}['’]")
_WORD = re.compile(r"\A\w+")
#: Footnote marks, which stand behind what ends a sentence.
_FOOTNOTES = re.compile(r"(?:[¹²³⁰⁴-⁹*†‡§]|\[\d{1,3}\]|(?!))++(?=\s|\Z)")
_SPEAKS_ON = re.compile(r"[」』][\s]*\Z")
#: The end of a quotation that asks or exclaims; after a full stop in it who speaks is a sentence of its own.
_EXCLAIMED = re.compile(r"[!?！？؟][”」』\"»]\s*\Z")
_LED = re.compile(r"[:：,，]\s*[“「『\"«]?\Z")
_EASTERN_INITIAL = re.compile(r"[A-Z]\.\s?\Z")
#: A name that ends in a full stop of its own, in Japanese: モーニング娘。の
_OWN_STOP = re.compile(r"の(?!ち|ど)|を")
#: What may end a sentence: a full stop before a large letter, a number or §.
_STOP = re.compile(r"\.[”“»\"]?\s+(?=[^\W_a-zà-öø-ÿ]|§\s?\d)")
#: Before one that a word tells which only begins sentences: a Roman number, a letter, a short form.
_TOLD = re.compile(r"(?P<lead>\S+\s)?(?<!\w)(?P<word>[^\W\d_]{1,6}(?:\.\s?[^\W\d_]{1,4}){0,3})\Z")
#: Before one that a number tells: a bracket, or a word too long for an abbreviation.
_LONG = re.compile(r"(?<!\w)(?P<word>[^\W\d_]{5,})\Z|\d\)\Z")
#: The names of a country that end as a sentence may, where no name of a person follows.
_COUNTRY = re.compile(r"(?<!\w)(?:U\.\s?S\.\s?A|E\.\s?U\.\s?A|EE\.\s?UU|V\.\s?S)\Z")
_UNIT = re.compile(rf"\d\s(?:\w{{3,4}}\s)?(?:{'|'.join(abbreviations.UNITS)})\.\s+(?=[«А-ЯЁ])")
#: Japanese goes on behind a quotation with a particle.
_PARTICLES = tuple("とでがはをにのもや、")

#: An ellipsis, a bracket that closes a whole sentence, and an end that sentencex takes for none.
_ELLIPSIS = re.compile(r"(?:…|\.{3,})[”’»\"')\]]*\s+(?=[“„«\"'‘(¿¡]{0,2}(?P<next>[^\W\d_]))")
_BRACKETED = re.compile(r"[.!?]\)\s+(?=[“„«\"'‘]?(?P<next>[^\W\d_]))")
#: The last in two parts, for what begins with a full stop is found in a tenth of the time.
_LIST_STOP = re.compile(r"\.\s+(?=[“„«\"'‘]?(?P<next>[^\W\d_]))")
_LIST = re.compile(
    rf"\b(?:{'|'.join(sorted(abbreviations.ENDS_LISTS)).replace('.', '[.] ?')})\Z", re.IGNORECASE
)


def corrected(passage: str, cuts: Iterable[int], language: str) -> list[int]:
    """The offsets where a sentence of a passage starts, set right.

    Args:
        passage: a paragraph, or a piece of one.
        cuts: where sentencex starts a sentence.
        language: an ISO 639-1 code.
    """
    cased = passage != passage.lower()
    kept = {_past_footnotes(passage, cut) for cut in cuts if cut}
    kept = {cut for cut in kept if not _goes_on(passage, cut, language, cased)}
    left = _left_whole(passage, kept, language) if cased else ()
    return sorted({0, *kept, *left, *(_eastern(passage) if language in ("ja", "zh") else ())})


def _past_footnotes(passage: str, cut: int) -> int:
    """Footnote marks stand with the sentence before them."""
    marks = _FOOTNOTES.match(passage, cut)
    if marks is None or passage[cut - 1].isspace():
        return cut
    end = marks.end()
    while end < len(passage) and passage[end].isspace():
        end += 1
    return end


def _goes_on(passage: str, cut: int, language: str, cased: bool) -> bool:
    """Whether the sentence before a cut goes on behind it."""
    if cut >= len(passage):
        return False
    before, following = passage[max(0, cut - _BEFORE) : cut], passage[cut]
    if language == "ja" and _SPEAKS_ON.search(before) and following in _PARTICLES:
        return True
    if language == "ja" and before.endswith("。") and _OWN_STOP.match(passage, cut):
        return True
    if language in abbreviations.SAYS and _EXCLAIMED.search(before) and _is_told_of(passage, cut, language):
        return True
    if language in ("ja", "zh") and _EASTERN_INITIAL.search(before):
        return True
    end = before.rstrip()
    if cased and following.islower() and _EXCLAIMED.search(before) and not _OWN_WORD.match(passage, cut):
        return True
    if before.endswith("》") or (cased and "\n" not in before[len(end) :] and _DASHED.match(passage, cut)):
        return True  # a title, or who says what stands before the dash
    if "\n" in before[len(end) :] or not end.endswith((".", "?", "!")):
        return False
    if following.islower() and cased and not _OWN_WORD.match(passage, cut) and _MAY_BE_SHORT.search(end):
        return True
    if not end.endswith("."):
        return False
    if not before[-1].isspace() and (following.islower() or _JOINED.match(passage, cut)):
        return True  # “example.org”, “5.º”, “c.-à-d.”, “U.N.”
    return _is_short(before, passage[cut:], language)


def _is_told_of(passage: str, cut: int, language: str) -> bool:
    """Whether behind a quotation its sentence goes on, in a script without capitals: “真的？”他问。"""
    if passage[cut] in "的「“" or _says(language).match(passage, cut):
        opened = max(passage.rfind(mark, 0, cut - 1) for mark in '“「『"«')
        return passage[cut] == "的" or not _LED.search(passage, 0, max(0, opened))
    return False


@lru_cache(maxsize=4)
def _says(language: str) -> re.Pattern[str]:
    return re.compile(abbreviations.SAYS[language])


def _is_short(before: str, after: str, language: str) -> bool:
    """Whether what stands before is an abbreviation, an initial or an ordinal, by what stands after it."""
    number = _NUMBER.match(after)
    short = _SHORT.search(before)
    if short is not None:
        word = short[1].lower()
        known = _before_number(language) if number else abbreviations.before_name(language)
        if word in known or (number and word.endswith("str")) or _ELISION.sub("", word) in known:
            return True
        if language == "en" and word in {"a.m", "p.m"}:
            return (_WORD.findall(after.lower()) or [""])[0] in abbreviations.AFTER_HOURS
    if number is not None:
        return False
    told = _starts_sentence(after, language)
    if language in abbreviations.ORDINALS and (ordinal := _ORDINAL.search(before)):
        return not told or (not ordinal.start() and len(before) < _BEFORE)  # an item's number
    if language in abbreviations.LARGE_NOUNS and _DAY.search(before):
        return not told
    initial = _INITIAL.search(before)
    if initial is None or not initial["initial"].isupper():
        return False
    if told and initial["word"] and not initial["word"].endswith("."):
        return False
    return bool(_DOUBLE.search(before)) or _is_name(initial["word"], language)


def _starts_sentence(words: str, language: str) -> bool:
    """Whether the first of the words has a capital only where a sentence begins."""
    first = _WORD.match(words)
    if first is None or not first[0][0].isupper() or words[first.end() : first.end() + 1] == ".":
        return False
    return first[0].lower() in abbreviations.STARTERS.get(language, ())


def _is_name(word: str | None, language: str) -> bool:
    """Whether a letter with a full stop behind a word is an initial: “Prof. G.”, “J.-P.”, no “Plan B.”."""
    if word is None:
        return True
    bare = word.rstrip(".")
    if bare.islower() and language != "en":  # “on X.” ends a sentence
        return True
    return (len(bare) == 1 and word != bare) or bare.lower() in abbreviations.before_name(language)


@lru_cache(maxsize=4)
def _before_number(language: str) -> frozenset[str]:
    return abbreviations.before_number(language)


def _left_whole(passage: str, kept: Container[int], language: str) -> Iterator[int]:
    """Where a sentence starts that sentencex does not see."""
    if "…" in passage or "..." in passage:
        yield from (one.end() for one in _ELLIPSIS.finditer(passage) if one["next"].isupper())
    if ")" in passage:
        for found in _BRACKETED.finditer(passage):
            opened = passage.rfind("(", 0, found.start())
            if found["next"].isupper() and opened >= 0 and _starts(passage, opened):
                yield found.end()
    yield from (
        one.end()
        for one in _STOP.finditer(passage)
        if one.end() not in kept and _ends(passage, one, language)
    )
    if language == "ru":
        yield from (one.end() for one in _UNIT.finditer(passage))
    if language not in abbreviations.LARGE_NOUNS:
        yield from (
            one.end()
            for one in _LIST_STOP.finditer(passage)
            if one["next"].isupper() and _LIST.search(passage[max(0, one.start() - _BEFORE) : one.start()])
        )


def _ends(passage: str, stop: re.Match[str], language: str) -> bool:
    """Whether a full stop that is mostly no end is one, by what stands around it."""
    before = passage[max(0, stop.start() - _BEFORE) : stop.start()]
    following = passage[stop.end()]
    if following.isdecimal() or following == "§":
        long = _LONG.search(before)
        word = (long["word"] or "").lower() if long else "str"
        return (
            word not in _before_number(language) and not word.endswith("str") and not _quoted(passage, stop)
        )
    if language != "en" and _COUNTRY.search(before):
        return passage[stop.end() + 1 : stop.end() + 2].islower()
    if not _starts_sentence(passage[stop.end() : stop.end() + _BEFORE], language):
        return False
    told = _TOLD.search(before)
    if told is None or not told.start("word") + max(0, stop.start() - _BEFORE) or _quoted(passage, stop):
        return False
    lead, word = (told["lead"] or "").rstrip(), told["word"].lower().replace(" ", "")
    within = len(lead) == 2 and lead[0].islower() and lead[1] == "."  # “z. B.”
    known = {word, word.rsplit(".", 1)[-1]} & abbreviations.before_name(language)
    return lead[-1:].isdecimal() or (not within and not known)


def _quoted(passage: str, stop: re.Match[str]) -> bool:
    """Whether a full stop stands within a quotation, which sentencex keeps whole."""
    before = passage[: stop.end()]
    if before.count('"') % 2 or before.rfind("„") > before.rfind("“"):
        return True
    return ("„" not in before and before.rfind("“") > before.rfind("”")) or before.rfind("«") > before.rfind(
        "»"
    )


def _eastern(passage: str) -> Iterator[int]:
    """Where a sentence starts in Chinese or Japanese that sentencex does not see, no quotation being open."""
    for found in _EASTERN.finditer(passage):
        before = passage[: found.end()]
        if before.count("“") == before.count("”") and before.count("「") == before.count("」"):
            yield found.end()


def _starts(passage: str, at: int) -> bool:
    """Whether a sentence may start here: nothing stands before it, or what ends one."""
    before = passage[:at].rstrip()
    return not before or before[-1] in ".!?…”’»\"'"
