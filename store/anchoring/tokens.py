"""A text as words: what two versions of a text are compared by."""

from __future__ import annotations

from dataclasses import dataclass

import regex

#: Scripts written without spaces: a word is a single character there, with its marks.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]"
#: An address is one word, whatever marks it holds.
_ADDRESS = r"https?://[\x21-\x7e]*[\w/]"
#: Two of the letters that spell a flag, and what is attached; \X would read all before it to pair them.
_FLAG = r"\p{RI}{1,2}+[\p{Grapheme_Extend}\p{Mc}\u200d]*+"
#: A word with what an apostrophe joins to it, or any other grapheme cluster (Unicode, UAX #29) that is no
#: white space. A word of ``\w`` ends where no mark, joiner or digit follows.
_WORD = regex.compile(
    rf"(?V1){_ADDRESS}|(?={_UNSPACED})\X|[\w--{_UNSPACED}]+(?:['’][\w--{_UNSPACED}]+)*|{_FLAG}|(?!\s)\X"
)
#: How far back a place is looked for from which clusters can be counted, code points.
_LOOK_BACK = 64


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text in order, in three lists of one length; punctuation marks are words too."""

    starts: list[int]
    """Code points."""
    ends: list[int]
    keys: list[int]
    """Equal for words that are equal but for case, in all texts of one `Vocabulary`."""


class Vocabulary(dict[str, int]):
    """Numbers for words, case aside: the next free one for a word not seen before."""

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        self[word] = number = self._folded.setdefault(word.casefold(), len(self._folded))
        return number

    def tokens(self, text: str) -> Tokens:
        """The words of the text. Every character that is not white space lies in exactly one."""
        words = _WORD.findall(text)
        starts, ends, end = [], [], 0
        for word in words:
            # Between two words there is white space alone, and none begins with that: it is found at once.
            start = text.index(word, end)
            end = start + len(word)
            starts.append(start)
            ends.append(end)
        return Tokens(starts, ends, [self[word] for word in words])


def cluster_at(text: str, offset: int) -> tuple[int, int]:
    """The grapheme cluster that holds the place between two characters, or the empty span there.

    ``(offset, offset)`` where a cluster ends at the offset, in code points.
    """
    if not 0 < offset < len(text) or (text[offset].isascii() and text[offset - 1].isascii()):
        return offset, offset
    begin = offset - 1
    while begin > max(0, offset - _LOOK_BACK) and not (text[begin].isascii() and text[begin - 1].isascii()):
        begin -= 1
    for match in regex.finditer(r"\X", text, pos=begin):
        if match.end() >= offset:
            return (match.start(), match.end()) if match.end() > offset else (offset, offset)
    return offset, offset
