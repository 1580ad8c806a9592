"""Passages between marks that are names, terms, titles or headlines, and nobody's words."""

from __future__ import annotations

from operator import itemgetter

from store.patterns import lazy_pattern
from store.structure.quotation_marks import Quoted
from store.structure.speaker_words import SENTENCE

#: With what sentences end, and with what they pause.
ENDS, PAUSES = tuple(".!?…。！？"), tuple(",;，；")
#: Words of the longest name in marks behind a label.
_LABELLED = 3
#: Words in marks that are a term where another passage follows behind a colon.
_FEWEST_SPOKEN = 4
#: Characters of the longest headline.
_HEADLINE = 160
#: Characters of the longest title.
_TITLE = 120
_WORD = lazy_pattern(r"\w[\w'’\-]*")
_MOTTOES = (
    "(?:理念|合言葉|合い言葉|スローガン|モットー|ミッション|ビジョン|パーパス|コンセプト|テーマ"
    "|キャッチフレーズ|キャッチコピー|口号|宗旨)"
)
#: What stands behind a motto, and before one.
_HAS_MOTTO = lazy_pattern(
    rf"(?:という|との)[^。「」]{{0,6}}{_MOTTOES}|を[^。「」]{{0,10}}(?:{_MOTTOES}|掲げ)"
)
_MOTTO_IS = lazy_pattern(rf"{_MOTTOES}(?:は|の|である|[:：])?、?\s?$")
#: What names of files stand behind, and in how many characters.
_FILE = lazy_pattern(
    r"(?:^|[\s(\[])(?:PDF|Bild|Foto|Photo|Video|Audio|Download|Grafik|Infografik)s?\s?[:：]?\s?$"
)
_LABELS = 16
_first_sign = itemgetter(0)


def is_motto(before: str, after: str) -> bool:
    """Whether a passage is a motto in Chinese or Japanese, by the words around it: 「…」を合言葉に."""
    return _HAS_MOTTO.match(after) is not None or _MOTTO_IS.search(before) is not None


def is_file(before: str, words: str) -> bool:
    """Whether a passage is the name of a picture or a file: PDF « … », Bild: «…»."""
    return words.rstrip()[-1:] not in ENDS and _FILE.search(before[-_LABELS:]) is not None


def is_headline(before: str, words: str) -> bool:
    """Whether a paragraph is a headline, not a sentence: "Harbour Office: “We are open”"."""
    short = len(before) + len(words) < _HEADLINE and not SENTENCE.search(before)
    return short and before.endswith((": ", ":\xa0")) and words.rstrip()[-1:] not in ENDS


def is_labelled(name: str, before: str, words: str) -> bool:
    """Whether words in marks are what a label is followed by: "Nickname: “The Carpet”"."""
    label = " " not in name and before.strip(" •-–*").rstrip(":： ") == name
    return (
        label
        and len(words.split()) <= _LABELLED
        and is_title_case(words)
        and words.rstrip()[-1:] not in (*ENDS, *PAUSES)
    )


def is_name(text: str, item: Quoted) -> bool:
    """Whether a passage can only be a name in marks, which parts no sentence about a speaker."""
    words = text[item.start + 1 : item.end - 1].strip()
    if not item.closed or len(words) > 45 or words[-1:] in ENDS:
        return False
    # a firm or a film, of which the first word alone has a capital, behind what it is: «Северный ветер»
    before = text[max(0, item.start - 2) : item.start]
    apposed = before[:1].islower() and before[1:].isspace() and words[:1].isupper()
    return is_title_case(words) or (
        apposed and len(words.split()) <= 3 and text[item.end : item.end + 1] != ","
    )


def is_term(text: str, term: Quoted, item: Quoted) -> bool:
    """Whether a passage is a few words in lower case and a colon leads from them to the next: evokes “a
    spiral”: “…”."""
    words = text[term.start + 1 : term.end - 1].strip()
    short = (
        term.closed
        and words[:1].islower()
        and len(words.split()) <= _FEWEST_SPOKEN
        and words[-1:] not in ENDS
    )
    return short and text[term.end : item.start].strip() in (":", "：")


def is_title_case(words: str) -> bool:
    """Whether nearly every longer word begins with a capital, as in the title of a book."""
    if len(words) >= _TITLE:
        return False
    longer = [word for word in _WORD.findall(words) if len(word) > 3]
    small = sum(map(str.islower, map(_first_sign, longer)))
    return small * 4 <= len(longer) and any(word.lower() != word.upper() for word in longer)
