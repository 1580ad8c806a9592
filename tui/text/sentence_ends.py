"""Where sentences end, set right: what sentencex cuts at abbreviations, ordinals and footnote marks, and what
it leaves whole. Offsets are code points.

Judged by `tests/benchmarks/sentences.py`, on ends that these rules were not made on as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tui.text import abbreviations

#: Code points before a cut that are looked at: no abbreviation is longer.
_BEFORE = 24
#: A word that ends with a full stop, with any that stand in it: “z.B.”, “c.-à-d.”.
_SHORT = re.compile(r"(?:^|(?<=[\s(\[«„“\"'’/]))([^\W\d_][\w.’'ºª°-]{0,12})\.\s*\Z")
_ORDINAL = re.compile(r"(?<![\w.,:/-])\d{1,2}\.\s+\Z")
_INITIAL = re.compile(r"(?:^|(?P<word>[\w.’'-]+)?[\s-])(?P<initial>[^\W\d_])\.\s*\Z")
#: An end that may be no more than that of an abbreviation, or of a question that is told of.
_MAY_BE_SHORT = re.compile(r"(?:[?!]|(?<!\w)[\w.’'-]{1,6}\.)\Z")
#: What is written small wherever it stands: an address, a name with a large letter in it.
_OWN_WORD = re.compile(r"https?:|www\.|[^\W\d_]+[A-Z]")
#: What is one with the full stop before it.
_JOINED = re.compile(r"[ºª°]|-(?=[^\W\d_])|[^\W\d_]\.")
#: A dash between what is said and who says it.
_DASHED = re.compile(r"[–—-]\s+[a-zà-öø-ÿа-яёąćęłńóśźż]")
#: In Chinese and Japanese, an end before what sentencex knows no sentence to begin with.
_EASTERN = re.compile(r"。(?:）+|(?=[0-9A-Za-z]))(?=[^\s」』”）。！？、，])")
#: The second of two initials, or of a double name: “Karl-H.”.
_DOUBLE = re.compile(r"[^\W\d_]\.?-[^\W\d_]\.\s*\Z")
_NUMBER = re.compile(r"[\d$€£¥₺₽]|[IVXLC]{2,}\b")
#: An article that is written together with the word it belongs to, in French and Italian.
_ELISION = re.compile(r"\A\w{1,4}['’]")
_WORD = re.compile(r"\A\w+")
#: Footnote marks, which stand behind what ends a sentence.
_FOOTNOTES = re.compile(r"(?:[¹²³⁰⁴-⁹*†‡§]|\[\d{1,3}\])++(?=\s|\Z)")
_SPEAKS_ON = re.compile(r"[」』][\s]*\Z")
#: Japanese goes on behind a quotation with a particle.
_PARTICLES = tuple("とでがはをにのもや、")

#: An ellipsis, a bracket that closes a whole sentence, and an end that sentencex takes for none.
_ELLIPSIS = re.compile(r"(?:…|\.{3,})[”’»\"')\]]*\s+(?=[“„«\"'‘(¿¡]{0,2}(?P<next>[^\W\d_]))")
_BRACKETED = re.compile(r"[.!?]\)\s+(?=[“„«\"'‘]?(?P<next>[^\W\d_]))")
_LIST_END = re.compile(
    rf"\b(?:{'|'.join(sorted(abbreviations.ENDS_LISTS)).replace('.', '[.] ?')})\.\s+"
    r"(?=[“„«\"'‘]?(?P<next>[^\W\d_]))",
    re.IGNORECASE,
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
    left = _left_whole(passage, language) if cased else ()
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
    end = before.rstrip()
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


def _is_short(before: str, after: str, language: str) -> bool:
    """Whether what stands before is an abbreviation, an initial or an ordinal, by what stands after it."""
    number = _NUMBER.match(after)
    short = _SHORT.search(before)
    if short is not None:
        word = short[1].lower()
        known = _before_number(language) if number else abbreviations.before_name(language)
        if word in known or _ELISION.sub("", word) in known:
            return True
        if language == "en" and word in {"a.m", "p.m"}:
            return (_WORD.findall(after.lower()) or [""])[0] in abbreviations.AFTER_HOURS
    if number is not None:
        return False
    if language in abbreviations.ORDINALS and _ORDINAL.search(before):
        return True
    initial = _INITIAL.search(before)
    if initial is None or not initial["initial"].isupper():
        return False
    return bool(_DOUBLE.search(before)) or _is_name(initial["word"], language)


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


def _left_whole(passage: str, language: str) -> Iterator[int]:
    """Where a sentence starts that sentencex does not see."""
    if "…" in passage or "..." in passage:
        yield from (one.end() for one in _ELLIPSIS.finditer(passage) if one["next"].isupper())
    if ")" in passage:
        for found in _BRACKETED.finditer(passage):
            opened = passage.rfind("(", 0, found.start())
            if found["next"].isupper() and opened >= 0 and _starts(passage, opened):
                yield found.end()
    if language not in abbreviations.LARGE_NOUNS:
        yield from (one.end() for one in _LIST_END.finditer(passage) if one["next"].isupper())


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
