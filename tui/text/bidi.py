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

from tui.text.cells import base_of

#: Blocks of right-to-left letters and numbers, and the marks for that direction.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
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


def has_right_to_left(text: str, start: int, end: int) -> bool:
    """Tell whether anything in ``text[start:end]`` may be drawn from right to left."""
    return _RIGHT_TO_LEFT.search(text, start, end) is not None


def visual_order(clusters: Sequence[str], right_to_left: bool) -> list[tuple[int, bool]]:
    """Give the indices of the clusters from left to right, each with whether it reads right to left.

    `clusters` are those drawn in one row, in logical order, none of them empty; `right_to_left` is the
    direction of their paragraph.
    """
    # Imported here because most texts never need it.
    from bidi import get_display  # type: ignore[import-untyped]

    digits = 1 if len(clusters) <= _MARKS else 2
    display = get_display(_stand_ins(clusters, right_to_left, digits), base_dir="R" if right_to_left else "L")
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


def _stand_ins(clusters: Sequence[str], right_to_left: bool, digits: int) -> str:
    """Give the string that is reordered: stand-ins, their numbers, and direction marks as they are."""
    pieces: list[str] = []
    classes = _classes(clusters, right_to_left)
    for index, (cluster, kind) in enumerate(zip(clusters, classes, strict=True)):
        base = base_of(cluster, 0, len(cluster))
        before, _, after = cluster.partition(base)
        number = "".join(
            chr(_FIRST_MARK + index // _MARKS**place % _MARKS) for place in reversed(range(digits))
        )
        pieces += [character for character in before if character in _DIRECTION_MARKS]
        # Brackets stand for themselves: they are paired (N0).
        pieces.append(base if kind == "ON" and mirrored(base) else _STAND_INS[kind])
        pieces.append(number)
        pieces += [character for character in after if character in _DIRECTION_MARKS]
    return "".join(pieces)


def _classes(clusters: Sequence[str], right_to_left: bool) -> list[str]:
    """Give the class of each cluster, the rules W2 and W4 done.

    They are done here because marks between two numbers and their separator would hide the one from
    the other.
    """
    classes: list[str] = []
    strong = "R" if right_to_left else "L"
    for cluster in clusters:
        base = base_of(cluster, 0, len(cluster))
        kind = _DIRECTION_MARKS.get(base) or _class(base)
        for character in cluster[: cluster.index(base)]:
            strong = _DIRECTION_MARKS.get(character, strong)
        if kind in _STRONG:
            strong = kind
        classes.append("AN" if kind == "EN" and strong == "AL" else kind)
        for character in cluster:
            strong = _DIRECTION_MARKS.get(character, strong)
    for index, kind in enumerate(classes):
        if kind in ("ES", "CS"):
            around = {classes[other] if 0 <= other < len(classes) else "" for other in (index - 1, index + 1)}
            number = around.pop() if len(around) == 1 else ""
            joins = number == "EN" or (number == "AN" and kind == "CS")
            classes[index] = number if joins else "ON"
    return classes


@lru_cache(maxsize=4096)
def _class(character: str) -> str:
    """Give the class of a cluster's base: that of what is drawn for it."""
    kind = bidirectional(character)
    if kind in _BLANK_CLASSES:
        return "WS"
    return kind if kind in _STAND_INS or kind in ("ES", "CS") else "ON"


def mirror(shown: str) -> str:
    """Give what is drawn for a cluster that reads from right to left: brackets face the other way (L4)."""
    if not mirrored(shown[0]):
        return shown
    from bidi.mirror import MIRRORED  # type: ignore[import-untyped]

    other: str = MIRRORED.get(shown[0], shown[0])
    return other + shown[1:]
