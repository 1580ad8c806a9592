"""Passages between quotation marks, whatever stands in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.patterns import lazy_pattern

#: Paragraphs that one quotation may run through, each opened anew.
LONGEST = 30
#: Quotation marks that may be open at a time; more are no writer's.
_DEEP = 8
#: Paragraphs, and characters, that one quotation may run through where only the first is opened.
_APART, _FAR = 12, 6000

_MARK_SIGNS = '“”"«»„‟「」『』‘’'
MARKS = lazy_pattern(f"[{_MARK_SIGNS}]")
_CLOSERS = {
    "“": '”"', "«": "»", "»": "«", "„": '“”‟"', "‟": "”", "「": "」", "『": "』", '"': '"”', "‘": "’",
    "”": "”",
}  # fmt: skip
_OPENERS = frozenset("“«„‟「『")
_CLOSING_SINGLE = lazy_pattern(r"[.,!?…]’(?!\w)")
_OPENING_SINGLE = lazy_pattern(r"(?<=[\s(])‘(?=[^\W\d])")
#: What stands right before a mark that opens: with signs of China and Japan no blank does.
_BEFORE_OPENING = "([{—–-:،,：，。；！？（"
#: An apostrophe before what is left of a year: "the late ‘90s".
_YEARS = lazy_pattern(r"‘\d\ds?\b")
#: What stands before a straight single mark that closes, and a passage between two such marks, apostrophes
#: within words allowed.
_STRAIGHT_ENDS = ".,!?…"
#: One that begins in lower case goes on behind a comma: 'It holds,' she said, 'as it did before.'
_STRAIGHT = lazy_pattern(
    r"(?:(?<![^\s(])'(?=[^\W\d_a-z])|(?<=,\s)'(?=[^\W\d_A-Z]))([^\n]{24,1500}?[.,!?…])'(?!\w)"
)
#: The one with which a paragraph begins, and the next one too, and which nothing in it closes.
_STRAIGHT_AGAIN = lazy_pattern(r"(?m)^'(?=[^\W\d_a-z](?:[^\n']|(?<=\w)'(?=\w))+\n\n+['‘])")
_DOUBLE = lazy_pattern('[“”"«»„‟「」『』]')


class Quoted(NamedTuple):
    """A passage between quotation marks, and the paragraph in which it ends."""

    start: int
    end: int
    first: int
    last: int
    """Indices of its first and last paragraph."""
    closed: bool = True
    """Whether a mark closes it; else it ends with its paragraph."""
    opened: bool = True
    """Whether a mark opens it; else it begins with its paragraph."""


@dataclass(slots=True)
class _Open:
    """A mark that is not closed yet."""

    at: int
    mark: str
    first: int
    until: int = 0
    """The last paragraph it runs through without being opened anew; 0 where that is not known."""


def _with_curved(text: str) -> str:
    """The text with single straight marks around sentences made curved, of the same length: 'It holds.'"""
    at = text.find("'", 1)
    while at > 0 and text[at - 1] not in _STRAIGHT_ENDS:
        at = text.find("'", at + 1)
    if at < 0:
        return text  # as most: to look for the signs is cheaper by far
    return _STRAIGHT_AGAIN.sub("‘", _STRAIGHT.sub(lambda match: f"‘{match[1]}’", text))


def _mark_places(text: str) -> list[int]:
    """Where marks stand in a text: to look for each by itself is cheaper by far than for any."""
    places = []
    for mark in _MARK_SIGNS:
        at = text.find(mark)
        while at >= 0:
            places.append(at)
            at = text.find(mark, at + 1)
    places.sort()
    places.append(len(text))  # behind all others
    return places


def quoted_passages(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Quoted]:
    """Every passage between a pair of quotation marks, nested ones within the outer one.

    Marks that are opened and not closed end with their paragraph, unless the next one opens with the same,
    or one of the next closes them before anything is opened.
    """
    text = _with_curved(text)
    places = _mark_places(text)
    here = 0
    opened: list[_Open] = []
    for index, (start, end) in enumerate(spans):
        if not opened and places[here] >= end:
            continue  # as most
        first_here = bisect_left(places, start, here)
        here = bisect_left(places, end, first_here)
        if opened and not _goes_on(text, start, index, opened[0]):
            opened = []
        inner: list[Quoted] = []
        begun = bool(opened)  # whether a mark stood before in the paragraph
        for position in places[first_here:here]:
            mark = text[position]
            begun, before = True, begun
            if mark == "’" and not (opened and opened[-1].mark == "‘"):
                continue  # an apostrophe
            if opened and position == start and mark == opened[0].mark:
                continue  # a further paragraph of the same quotation
            if opened and _closes(text, position, end, mark, opened[-1]):
                last = opened.pop()
                one = Quoted(last.at, position + 1, last.first, index)
                if opened:
                    inner.append(one)
                else:
                    inner.clear()
                    yield one
            elif mark == "‘" and opened:
                continue  # words within words
            elif not opened and mark == "”" and not before and text[start:position][-1:] in tuple(".,!?"):
                yield Quoted(start, position + 1, index, index, opened=False)
            elif len(opened) < _DEEP and _opens(text, position, mark, bool(opened)):
                opened.append(_Open(position, mark, index))
        if opened:
            first = opened[0]
            again = index + 1 < len(spans) and text[spans[index + 1][0]] == first.mark
            if not again and first.until <= index and len(opened) == 1:
                first.until = _closing_paragraph(text, spans, index, first)
            if not again and first.until <= index:
                yield from _left_open(opened, inner, index, end)
                opened = []
            del opened[1:]


def _goes_on(text: str, start: int, index: int, first: _Open) -> bool:
    """Whether a paragraph continues the quotation opened in one before it."""
    return index <= first.until or (text[start] == first.mark and index - first.first <= LONGEST)


def _closing_paragraph(text: str, spans: Sequence[tuple[int, int]], index: int, first: _Open) -> int:
    """The paragraph whose mark closes what is open after `index`; 0 where anything is opened before it."""
    if first.mark not in _OPENERS and first.mark != '"':
        return 0
    far = spans[index][1] + _FAR
    for number in range(index + 1, min(len(spans), index + 1 + _APART)):
        start, end = spans[number]
        if start > far:
            return 0
        match = _DOUBLE.search(text, start, min(end, far))
        if match is None:
            continue
        at = match.start()
        shaped = at > start and not text[at - 1].isspace() and not text[at + 1 : min(end, at + 2)].isalnum()
        spaced = match[0] == "»" and first.mark == "«" and at > start
        return number if match[0] in _CLOSERS[first.mark] and (shaped or spaced) else 0
    return 0


def _left_open(opened: list[_Open], inner: list[Quoted], index: int, end: int) -> Iterator[Quoted]:
    """What a paragraph holds whose last marks are not closed: the pairs, else all from the last on."""
    last = opened[-1]
    yield from inner
    if (not inner or inner[-1].end <= last.at) and last.mark != "‘":
        yield Quoted(last.at, end, last.first, index, closed=False)


def _closes(text: str, position: int, end: int, mark: str, opener: _Open) -> bool:
    """Whether the mark closes what `opener` opened."""
    if position == opener.at + 1:
        return False  # a doubled mark
    if mark in _CLOSERS[opener.mark]:
        if mark == "’":
            return _closes_single(text, position, end)
        return mark != '"' or not _opens_only(text, position, end)
    if mark != "“" or opener.mark != "“":
        return False
    # an opening mark typed for a closing one, after the end of a sentence or before a comma
    after = text[position + 1 : min(end, position + 2)]
    return (text[position - 1] in ".,!?" and not after.strip()) or (
        text[position - 1].isalnum() and after == ","
    )


def _closes_single(text: str, position: int, end: int) -> bool:
    """Whether a mark that may be an apostrophe closes: after a stop, or where no later one does."""
    if text[position + 1 : min(end, position + 2)].isalnum():
        return False
    if text[position - 1] in ".,!?…":
        return True
    later = _CLOSING_SINGLE.search(text, position + 1, min(end, position + 1500))
    return later is None or _OPENING_SINGLE.search(text, position + 1, later.start()) is not None


def _opens(text: str, position: int, mark: str, within: bool) -> bool:
    """Whether the mark opens a quotation: some do by their shape, others by the blanks around them."""
    if mark in _OPENERS:
        return True
    if mark == "‘" and _YEARS.match(text, position):
        return False
    if mark not in '"»‘”' or (mark == "”" and within):
        return False
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    if mark == "”":  # typed for an opening one
        return (not before or before.isspace()) and after.isalnum()
    led = not before or before.isspace() or before in _BEFORE_OPENING
    return led and bool(after) and not after.isspace()


def _opens_only(text: str, position: int, end: int) -> bool:
    """Whether a straight mark met inside a quotation can only open another: blank before, letter after."""
    if position + 1 >= end or not text[position - 1].isspace():
        return False
    return text[position + 1].isalnum() or text[position + 1] in "¡¿"
