"""The order in which the clusters of a row are drawn, by the Unicode Bidirectional Algorithm (UAX #9).

The algorithm is that of the Rust crate ``unicode-bidi``, through `python-bidi`, which gives only the
string to display. So it is given a string of our own: for each cluster one character of the cluster's
bidirectional class, and behind it marks that number it. A nonspacing mark takes class and level of
the character it follows (rule W1), so the marks tell where each cluster went, and standing before
their character, that it reads from right to left.

Embeddings, overrides and isolates count as neutral: they are drawn as dots and reorder nothing
("Trojan Source", CVE-2021-42574). The marks LRM, RLM and ALM count. A tab counts as a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import bidirectional, mirrored

from tui.text.cells import base_of, clusters, drawn
from tui.text.directions import has_right_to_left

_PERHAPS_STRONG = re.compile("[A-Za-z]|[^\x00-\x7f]")
#: Code points of a paragraph that are looked at for its direction.
_LOOKED_AT = 4096

_DIRECTION_MARKS = {"\u200e": "L", "\u200f": "R", "\u061c": "AL"}
_STRONG = frozenset({"L", "R", "AL"})
#: A character of each class that stands for the clusters of that class.
_STAND_INS = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0627",
    "EN": "1",
    "AN": "\u0661",
    "ET": "#",
    "WS": " ",
    "ON": "!",
}
_SEPARATORS = frozenset({"ES", "CS"})
_BLANK_CLASSES = frozenset({"WS", "S", "B"})
#: Nonspacing marks that number the stand-ins: the supplementary variation selectors.
_FIRST_MARK = 0xE0100
_MARKS = 240


def starts_right_to_left(text: str, start: int, end: int) -> bool:
    """Tell whether the paragraph ``text[start:end]`` reads from right to left (UAX #9, P2 and P3).

    Only its first 4096 code points are looked at. Isolates are not skipped: they count as neutral.
    """
    end = min(end, start + _LOOKED_AT)
    for found in _PERHAPS_STRONG.finditer(text, start, end):
        kind = bidirectional(found.group())
        if kind in _STRONG:
            return kind != "L"
    return False


def line_in_order(line: str) -> str:
    """Give a line that is wrapped already as it is drawn from left to right, blanks at its end left there."""
    if not has_right_to_left(line, 0, len(line)):
        return line
    text = line.rstrip(" ")
    shown = [text[start:end] for start, end, _ in clusters(text, 0, len(text))]
    order = visual_order(shown, starts_right_to_left(text, 0, len(text)))
    ordered = [(drawn(shown[index]), reads_left) for index, reads_left in order]
    return "".join(mirror(one) if reads_left else one for one, reads_left in ordered) + line[len(text) :]


def visual_order(cells: Sequence[str], right_to_left: bool) -> list[tuple[int, bool]]:
    """Give the indices of the clusters from left to right, each with whether it reads right to left.

    `cells` are the clusters drawn in one row, in logical order, none of them empty; `right_to_left` is the
    direction of their paragraph.
    """
    # Imported here because most texts never need it.
    from bidi import get_display  # type: ignore[import-untyped]

    digits = 1 if len(cells) <= _MARKS else 2
    display = get_display(_stand_ins(cells, right_to_left, digits), base_dir="R" if right_to_left else "L")
    for mark in _DIRECTION_MARKS:
        display = display.replace(mark, "")
    found: list[tuple[int, bool]] = []
    for position in range(0, len(display), 1 + digits):
        unit = display[position : position + 1 + digits]
        reads_left = ord(unit[0]) >= _FIRST_MARK
        index = 0
        for mark in unit[-2::-1] if reads_left else unit[1:]:
            index = index * _MARKS + ord(mark) - _FIRST_MARK
        found.append((index, reads_left))
    return found


def _stand_ins(cells: Sequence[str], right_to_left: bool, digits: int) -> str:
    """Give the string that is reordered: stand-ins, their numbers, and direction marks as they are.

    The rules W2 and W4 are done here: the marks would hide two numbers and their separator from one
    another.
    """
    parts = [_parts(cluster) for cluster in cells]
    kinds: list[str] = []
    strong = "R" if right_to_left else "L"
    for before, kind, _, after in parts:
        strong = _DIRECTION_MARKS[before[-1]] if before else strong
        strong = kind if kind in _STRONG else strong
        kinds.append("AN" if kind == "EN" and strong == "AL" else kind)
        strong = _DIRECTION_MARKS[after[-1]] if after else strong
    pieces: list[str] = []
    for index, (before, _, bracket, after) in enumerate(parts):
        kind = kinds[index]
        if kind in _SEPARATORS:
            marks = "".join(part[3] for part in parts[max(0, index - 1) : index]) + before + after
            marks += "".join(part[0] for part in parts[index + 1 : index + 2])
            neighbours = kinds[max(0, index - 1) : index] + kinds[index + 1 : index + 2]
            kinds[index] = kind = "ON" if marks else _joined(kind, neighbours)
        pieces += (before, bracket or _STAND_INS[kind], _number(index, digits), after)
    return "".join(pieces)


def _joined(separator: str, neighbours: list[str]) -> str:
    """Give the class of a separator: that of the numbers of one kind it stands between, or neutral."""
    if neighbours == ["EN", "EN"] or (separator == "CS" and neighbours == ["AN", "AN"]):
        return neighbours[0]
    return "ON"


def _number(index: int, digits: int) -> str:
    """Give the marks that number a cluster."""
    number = ""
    for _ in range(digits):
        index, digit = divmod(index, _MARKS)
        number = chr(_FIRST_MARK + digit) + number
    return number


@lru_cache(maxsize=4096)
def _parts(cluster: str) -> tuple[str, str, str, str]:
    """Give a cluster's direction marks before the base, its class, the base if a bracket, marks after it.

    Brackets stand for themselves, because they are paired (N0).
    """
    base = base_of(cluster, 0, len(cluster))
    before, _, after = cluster.partition(base)
    kind = _DIRECTION_MARKS.get(base) or bidirectional(base)
    if kind in _BLANK_CLASSES:
        kind = "WS"
    elif kind not in _STAND_INS and kind not in _SEPARATORS:
        kind = "ON"
    bracket = base if kind == "ON" and mirrored(base) else ""
    return _direction_marks(before), kind, bracket, _direction_marks(after)


def _direction_marks(characters: str) -> str:
    return "".join(character for character in characters if character in _DIRECTION_MARKS)


def mirror(shown: str) -> str:
    """Give what is drawn for a cluster that reads from right to left: brackets face the other way (L4)."""
    if not mirrored(shown[0]):
        return shown
    from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

    other: str = MIRRORED.get(shown[0], shown[0])
    return other + shown[1:]
