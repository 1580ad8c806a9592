"""Text as search sees it: case, accents and spelling variants folded, code point by code point.

Folding looks at one code point at a time, so every place in the folded text has its place in the
text itself. What is folded: compatibility forms and case (Unicode Standard Annex #15, NFKD; Unicode
case folding), the accents and vowel points of Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac,
Arabic letter variants (hamza and alef forms, final ya, ta marbuta, tatweel; Persian kaf and ya),
digits of all scripts, and letters such as ø that Unicode does not take apart. Invisible format
characters vanish, so a soft hyphen does not split a word.

Scripts written without spaces between words (and Korean, whose words carry endings) are searched
by substring. The index holds overlapping pairs of their characters, then the last one alone:
``世界贸`` is ``世界 界贸 贸``. A phrase of pairs is then exactly a substring, a pair's first
character exactly a single one.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import pairwise

from store.patterns import lazy_pattern

#: Changes whenever folding or segmenting does: an index made by another one is made anew.
FOLDED_AS = f"1/{unicodedata.unidata_version}"

#: Accents and points that do not make another word.
_POINTS = lazy_pattern(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef]"
)
_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه",
        "$": "＄",  # the index's tokeniser takes every character beyond ASCII for a letter
    }
)  # fmt: skip
_ZERO_WIDTH_SPACE = "\u200b"
#: Most of what texts in Latin letters have beyond ASCII: folded at once, each run elsewhere one by one.
_COMMON = "’“”—–\u00a0‘•…"

#: Han, kana, bopomofo, Thai, Lao, Burmese, Khmer: no blanks between words, lines break anywhere.
SPACELESS = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
    "\u0e01-\u0e5b\u0e81-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff"
)
_HANGUL = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"
_SUBSTRING = SPACELESS + _HANGUL
_WRAP = r" *\n *"

#: Characters searched by substring, over the end of a line where that is no end of a word.
_RUN = f"[{_SUBSTRING}](?:[{_SUBSTRING}]|(?<=[{SPACELESS}]){_WRAP}(?=[{SPACELESS}]))*"
#: What is a word where there are none of them.
_WORD = lazy_pattern(r"(?P<run>(?!))|\S+")
_IN_WORD = rf"[^\s{_SUBSTRING}]"


@cache  # 40 ms together, for scripts that many libraries have nothing in
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _has_run(folded: str) -> bool:
    return not folded.isascii() and _compiled(f"[{_SUBSTRING}]").search(folded) is not None


def _unit(folded: str) -> re.Pattern[str]:
    """What finds the words of a folded text, and its runs of characters that are searched by substring."""
    return _compiled(rf"(?P<run>{_RUN})|{_IN_WORD}+") if _has_run(folded) else _WORD


class Folds(dict[int, str]):
    """What each code point becomes; filled as code points are met."""

    def __init__(self, of: Callable[[str], str]) -> None:
        self._of = of
        # Bytes are translated to bytes a hundred times as fast as characters to text. What is beyond ASCII is
        # folded where it cannot be encoded, so that nobody looks for it; folded again it stays the same.
        folds = {bytes((code,)): of(chr(code)).encode() for code in range(128)}
        self._longer = {byte: folded for byte, folded in folds.items() if len(folded) != 1}
        one_byte = b"".join(byte if byte in self._longer else folded for byte, folded in folds.items())
        self._table = one_byte + bytes(range(128, 256))
        self._met: set[str] = set()
        self._uneven: set[str] = set()  # of these, those that fold to none or several
        self._beyond = f"{__name__}.{of.__name__}"
        codecs.register_error(self._beyond, self._fold_beyond)

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._of(chr(code))
        return folded

    def fold(self, text: str) -> str:
        """The text, each code point folded."""
        if not text.isascii():
            for sign in _COMMON:
                text = text.replace(sign, self[ord(sign)])
        folded = text.encode("ascii", self._beyond).translate(self._table)
        for byte, longer in self._longer.items():
            folded = folded.replace(byte, longer)
        return folded.decode(errors="surrogatepass")

    def uneven(self, text: str) -> set[str]:
        """The characters of the text that fold to none or several."""
        characters = set(text)
        for one in characters - self._met:
            if len(self[ord(one)]) != 1:
                self._uneven.add(one)
            self._met.add(one)  # not before: another thread may ask too
        return characters & self._uneven

    def _fold_beyond(self, error: UnicodeError) -> tuple[bytes, int]:
        """A run of what ASCII does not have, folded, as UTF-8, and where it ends."""
        assert isinstance(error, UnicodeEncodeError)
        run = error.object[error.start : error.end]
        return run.translate(self).encode(errors="surrogatepass"), error.end


def _fold_character(character: str) -> str:
    if character == "\n" or character.isspace():
        return "\n" if character == "\n" else " "
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    parts = "".join(map(_kept, _POINTS.sub("", folded).translate(_LETTERS)))
    return (unicodedata.normalize("NFC", parts) if parts.strip() else parts[:1]).replace("\n", " ")


def _kept(character: str) -> str:
    """A letter, digit or mark itself; a symbol as a word of its own; a space for what parts words."""
    category = unicodedata.category(character)
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if category[0] in "LNM" or category == "Co":
        return character
    if category in ("So", "Sc") or character == "＄":
        return f" {character} "
    return "" if category == "Cf" and character != _ZERO_WIDTH_SPACE else " "


def _find_character(character: str) -> str:
    """As `_fold_character`, but punctuation, symbols and line ends stay what they are."""
    if character.isspace():
        return "\n" if character == "\n" else " "
    if unicodedata.category(character) == "Cf" and character != _ZERO_WIDTH_SPACE:
        return ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    folded = _POINTS.sub("", folded.translate(_LETTERS)).replace("＄", "$")
    return unicodedata.normalize("NFC", folded)


def _find_exact_character(character: str) -> str:
    """As `_find_character`, but capitals stay capitals."""
    if character.isupper():
        return "".join(map(_find_character, character.lower())).upper()  # of İ it is two
    return _find_character(character)


_FOLDS = Folds(_fold_character)
#: For finding what is typed, letter by letter: without case and accents, and without accents alone.
FIND_FOLDS = Folds(_find_character)
FIND_EXACT_FOLDS = Folds(_find_exact_character)


def fold(text: str) -> str:
    """The text folded: words of letters, digits and marks, parted by spaces and line ends."""
    return _FOLDS.fold(text)


def _pairs(run: str, *, last: bool) -> list[str]:
    """Overlapping pairs, then the last character alone if it is wanted or the only one."""
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*pairs, run[-1]] if last or not pairs else pairs


def _run_text(run: str) -> str:
    return run.replace(" ", "").replace("\n", "")


def segmented(text: str) -> str:
    """The text folded and cut into what the index holds, parted by blanks."""
    folded = fold(text)
    if not _has_run(folded):
        return folded
    return _compiled(_RUN).sub(lambda run: f" {' '.join(_pairs(_run_text(run[0]), last=True))} ", folded)


def _places(text: str, characters: Iterable[str]) -> list[int]:
    """Where any of the characters stands, ascending."""
    places = []
    for character in characters:
        at = text.find(character)
        while at >= 0:
            places.append(at)
            at = text.find(character, at + 1)
    return sorted(places)


class FoldedText:
    """A folded text in which every place knows its place in the text itself."""

    def __init__(self, text: str, folds: Folds = _FOLDS) -> None:
        self.text = text
        self.folded = folds.fold(text)
        self.folds = folds
        # The characters that fold to none or several: where each ends in the text and in the folded one.
        self._ends: list[int] = []
        self._folded_ends: list[int] = []
        longer = 0
        for at in _places(text, folds.uneven(text)):
            longer += len(folds[ord(text[at])]) - 1
            self._ends.append(at + 1)
            self._folded_ends.append(at + 1 + longer)

    def spans(self, phrase: Phrase) -> list[tuple[int, int]]:
        """Where a phrase stands: code points into the text, half-open."""
        found = phrase.pattern(has_run=self._has_run).finditer(self.folded)
        return [self.span(*one.span()) for one in found]

    @cached_property
    def _has_run(self) -> bool:
        return _has_run(self.folded)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text, not an empty one, stands in the text itself."""
        start, end = self._place(start), self._place(end - 1) + 1
        while end < len(self.text) and unicodedata.category(self.text[end])[0] == "M" and self._gone(end):
            end += 1  # the accents of the last letter
        return start, end

    def _place(self, folded: int) -> int:
        """Which character of the text this one of the folded text comes from."""
        passed = bisect_right(self._folded_ends, folded)
        place = folded + (self._ends[passed - 1] - self._folded_ends[passed - 1] if passed else 0)
        return min(place, self._ends[passed] - 1) if passed < len(self._ends) else place

    def _gone(self, at: int) -> bool:
        return not self.folds[ord(self.text[at])]


class Phrase:
    """Words that stand one after the other, as the index and as a folded text are asked for them.

    Attributes:
        match: the phrase in FTS5's language, quoted; no character of the user's is syntax in it.
        tokens: what the index holds where the phrase stands, in order.
    """

    def __init__(self, words: str, *, prefix: bool = False) -> None:
        folded = fold(words)
        units = list(_unit(folded).finditer(folded))
        if not units:
            raise ValueError("no words")
        tokens: list[str] = []
        for number, unit in enumerate(units):
            run = _run_text(unit["run"] or "")
            tokens += _pairs(run, last=number < len(units) - 1) if run else [unit[0]]
        last_run = _run_text(units[-1]["run"] or "")
        self.tokens = tuple(tokens)
        self.prefix = prefix and not last_run
        self._goes_on = self.prefix or len(last_run) == 1
        self.match = f'"{" ".join(tokens)}"' + ("*" if self._goes_on else "")
        self._units = units
        self._has_run = any(unit["run"] for unit in units)

    def pattern(self, *, has_run: bool) -> re.Pattern[str]:
        """What finds the phrase in a folded text; `has_run`: whether any of that is searched by substring.

        To compile the letters of scripts without blanks takes 10 ms: where there are none, they are left out.
        """
        return self._among_runs if has_run or self._has_run else self._among_words

    @cached_property
    def _among_runs(self) -> re.Pattern[str]:
        return re.compile(_pattern(self._units, self.prefix, _IN_WORD))

    @cached_property
    def _among_words(self) -> re.Pattern[str]:
        return re.compile(_pattern(self._units, self.prefix, r"\S"))

    def holds(self, folded: str) -> bool:
        """Whether the folded text holds the phrase."""
        return self.pattern(has_run=_has_run(folded)).search(folded) is not None

    def places(self, words: Sequence[str]) -> list[int]:
        """Where the phrase stands among the words of a text: `segmented`, parted at blanks."""
        *head, last = self.tokens
        reached = range(len(words) - len(head))
        is_last = str.startswith if self._goes_on else str.__eq__
        return [
            at
            for at in reached
            if is_last(words[at + len(head)], last) and [*words[at : at + len(head)]] == head
        ]


def is_spaceless(text: str) -> bool:
    """Whether a text begins in a script that is written without spaces between words."""
    return not text.isascii() and _compiled(f"[{SPACELESS}]").match(text) is not None


def has_words(text: str) -> bool:
    """Whether there is anything in the text that can be searched for."""
    folded = fold(text)
    return _unit(folded).search(folded) is not None


def _pattern(units: list[re.Match[str]], prefix: bool, in_word: str) -> str:
    """`in_word`: the pattern of a character that words are made of."""
    pattern = ""
    for number, unit in enumerate(units):
        if number:
            pattern += _gap(units[number - 1], unit)
        if unit["run"]:
            pattern += _run_pattern(_run_text(unit["run"]))
        else:
            word = re.escape(unit[0])
            rest = f"{in_word}*" if prefix and number == len(units) - 1 else f"(?!{in_word})"
            # Looked back from its end: a pattern that begins with the word itself is found faster.
            pattern += f"{word}(?<!{in_word}{word}){rest}"
    return pattern


def _gap(before: re.Match[str], after: re.Match[str]) -> str:
    if not (before["run"] and after["run"]):
        return r"\s*" if before["run"] or after["run"] else r"\s+"
    if is_spaceless(before[0][-1]) and is_spaceless(after[0][0]):
        return rf"(?!{_WRAP}[{SPACELESS}])\s+"
    return r"\s+"


def _run_pattern(run: str) -> str:
    pattern = re.escape(run[0])
    for before, after in pairwise(run):
        wrapped = is_spaceless(before) and is_spaceless(after)
        pattern += (f"(?:{_WRAP})?" if wrapped else "") + re.escape(after)
    return pattern
