"""Grapheme clusters: what the cursor steps over, what is written to the terminal, how wide it is.

Offsets are code points, widths are terminal cells as `rich.cells.cell_len` counts them, because
Textual's ``Strip`` measures by it. Clusters follow UAX #29 (https://www.unicode.org/reports/tr29/)
with these differences, all for the sake of a quiet and safe page:

- a blank is always a cluster of its own, and five or more blanks in a row are one cluster;
- invisible format characters (zero width space, soft hyphen, direction marks, byte order mark)
  belong to the visible cluster beside them and are not drawn; alone they show as a dot;
- embeddings, overrides and isolates of the bidirectional algorithm always show as a dot;
- the Arabic number signs that UAX #29 joins to what follows them stand alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from rich.cells import cell_len

from tui.text.characters import BLANKS, Kind, kind_of

Cluster = tuple[int, int, int]
"""Start and end in code points, width in cells."""

INVISIBLE_MARK = "·"
"""Drawn for an invisible character that stands alone."""
UNKNOWN_MARK = "\ufffd"
"""Drawn for what no terminal should be given: C1 controls, surrogates, private and unassigned."""

#: Blank runs from this length on are one cluster, as wide as a tab.
LONG_BLANK_RUN = 5
TAB = "    "
#: More marks than this on one base only climb into the neighbouring rows.
MARKS_DRAWN = 4
#: Code points of a cluster that are looked at to draw it; the longest emoji sequences have fewer than 16.
CODE_POINTS_DRAWN = 32
#: Code points around a place that are looked at anew each time.
_NEAR = 64
#: As many before a place as are looked at before what is remembered.
_NEARER = 8

_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_DOTTED_CIRCLE = "\u25cc"
#: Viramas that bind two consonants into one conjunct (UAX #29, GB9c).
_LINKERS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
_TAGS = range(0xE0020, 0xE0080)

# Characters that take one cell (or two) and never join their neighbours unless a mark follows.
_NARROW = (
    "!-~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b\u061f"
    "\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u06f0-\u06f9\u1e00-\u1eff\u2010-\u2027\u20a0-\u20bf"
)
_WIDE = "\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_NARROW_RUN = re.compile(f"(?:[{_NARROW}]++| {{1,4}}+(?![{BLANKS}])|(?!))++")
_WIDE_RUN = re.compile(f"[{_WIDE}]++")
_FLAGS = re.compile("(?:[\U0001f1e6-\U0001f1ff]{2}|(?!)){2,}+")
_LONG_BLANKS = re.compile(f"[{BLANKS}]{{{LONG_BLANK_RUN},}}+")
#: Marks that neither join nor link; read as a run, because towers of millions of them are made for mischief.
_PLAIN_MARKS = "".join(map(chr, (*range(0x300, 0x370), *range(0x64B, 0x660), *range(0xFE00, 0xFE10))))
_PLAIN_MARK_RUN = re.compile(f"[{_PLAIN_MARKS}]*+")
#: Code points of such a run that are looked at at once.
_RUN_WINDOW = 4096
#: After these no mark or joiner can change the cluster that has just been read.
_CLOSING = frozenset(BLANKS + "\n")


#: Hangul that continues the syllable before it (UAX #29, GB6 to GB8).
_SYLLABLE = frozenset(
    {(Kind.JAMO_LEAD, after) for after in (Kind.JAMO_LEAD, Kind.JAMO_VOWEL)}
    | {(Kind.JAMO_LEAD, after) for after in (Kind.HANGUL_OPEN, Kind.HANGUL_CLOSED)}
    | {(before, Kind.JAMO_VOWEL) for before in (Kind.JAMO_VOWEL, Kind.HANGUL_OPEN)}
    | {(before, Kind.JAMO_TAIL) for before in (Kind.JAMO_VOWEL, Kind.HANGUL_OPEN)}
    | {(before, Kind.JAMO_TAIL) for before in (Kind.JAMO_TAIL, Kind.HANGUL_CLOSED)}
)
_ATTACHED = frozenset({Kind.MARK, Kind.INVISIBLE})
_ALONE = frozenset({Kind.BLANK, Kind.CONTROL})


def clusters(text: str, start: int, end: int) -> list[Cluster]:
    """Give the clusters of ``text[start:end]`` in order, without gaps; `start` must begin one."""
    found: list[Cluster] = []
    position = start
    while position < end:
        stop, width = _plain_run(text, position, end)
        if stop > position:
            found.extend(zip(range(position, stop), range(position + 1, stop + 1), repeat(width)))
        elif (stop := flags_end(text, position, end)) > position:
            width = _draw(text[position : position + 2])[1]
            found.extend(zip(range(position, stop, 2), range(position + 2, stop + 2, 2), repeat(width)))
        else:
            stop = cluster_end(text, position, end)
            found.append((position, stop, _draw(text[position : min(stop, position + CODE_POINTS_DRAWN)])[1]))
        position = stop
    return found


def _plain_run(text: str, position: int, end: int) -> tuple[int, int]:
    """Give where the characters end that are each a cluster of the same width, and that width."""
    width = 1
    run = _NARROW_RUN.match(text, position, end)
    if run is None:
        width = 2
        run = _WIDE_RUN.match(text, position, end)
    if run is None:
        return position, 0
    stop = run.end()
    # The last character may carry a mark that follows it, so it is left to the careful way.
    if stop < end and text[stop] not in _CLOSING and text[stop - 1] not in _CLOSING:
        stop -= 1
    return stop, width


def flags_end(text: str, position: int, end: int | None = None) -> int:
    """Give the end of the flags of two letters each from the cluster start `position` on, or `position`."""
    run = _FLAGS.match(text, position, len(text) if end is None else end)
    # The last one may carry what follows it.
    return run.end() - 2 if run else position


def one_cell_each(text: str, start: int, end: int) -> bool:
    """Tell whether every code point of ``text[start:end]`` is a cluster one cell wide."""
    return _NARROW_RUN.fullmatch(text, start, end) is not None


def cluster_end(text: str, start: int, end: int | None = None) -> int:
    """Give the end of the cluster that begins at `start`, at most `end` (by default the text's)."""
    end = len(text) if end is None else end
    near = min(end, start + _NEAR)
    found = _find_end(text, start, near)
    return found if found < near or near == end else _find_far_end(text, start, end)


def _find_end(text: str, start: int, end: int) -> int:
    """Give the end of the cluster that begins at `start`, as far as it is told by what is before `end`."""
    kind = kind_of(text[start])
    if kind is Kind.BLANK:
        run = _LONG_BLANKS.match(text, start, end)
        return run.end() if run else start + 1
    if kind is Kind.CONTROL:
        return start + 1
    base = start
    while base < end and kind_of(text[base]) is Kind.INVISIBLE:
        base += 1
    if base == end or kind_of(text[base]) in _ALONE:
        return base
    return _tail_end(text, base, end)


#: A cluster of a million marks is read once, not at each step on it.
_find_far_end = lru_cache(maxsize=16)(_find_end)


def _tail_end(text: str, base: int, end: int) -> int:
    """Give the end of the cluster whose first visible character is at `base`."""
    previous = kind_of(text[base])
    position = base + 1
    if previous is Kind.FLAG and position < end and kind_of(text[position]) is Kind.FLAG:
        position += 1
    touching, joined, linked = True, False, False
    while position < end:
        character = text[position]
        kind = kind_of(character)
        if character in _PLAIN_MARKS:
            touching, joined = False, False
            position = _run_end(text, position, end)
            continue
        if kind in _ATTACHED:
            touching, joined = False, character == _JOINER
            # A zero width non-joiner after a virama is there to keep the consonants apart.
            linked = character in _LINKERS or (linked and (joined or kind is Kind.MARK))
        elif kind is previous is Kind.PICTURE and joined:
            joined = False
        elif kind is previous is Kind.CONSONANT and linked:
            linked = False
        elif touching and (previous, kind) in _SYLLABLE:
            previous = kind
        else:
            break
        position += 1
    return position


def _run_end(text: str, position: int, end: int) -> int:
    """Give where a run of plain marks ends."""
    run = _PLAIN_MARK_RUN.match(text, position, end)
    return run.end() if run else position


def cluster_at(text: str, offset: int) -> tuple[int, int]:
    """Give start and end of the cluster that holds `offset`; at or past the end, ``(n, n)``.

    The cost grows with the cluster; in a long run of flags or of joined characters, where nothing near tells
    where clusters begin, all of them are found once and remembered.
    """
    if offset >= len(text):
        return len(text), len(text)
    start = _certain_start(text, offset, max(0, offset - _NEARER))
    if start is None:
        known = _known_run(text, offset)
        start = None if known else _certain_start(text, offset, max(0, offset - _NEAR))
        if start is None:
            return _cluster_in(known or _read_run(text, offset), offset)
    while (end := cluster_end(text, start)) <= offset:
        start = end
    return start, end


class _Run(NamedTuple):
    """A long stretch in which no cluster begins for sure but the first."""

    start: int
    end: int
    begins: list[int]


@lru_cache(maxsize=4)
def _runs(_text: str) -> list[_Run]:
    """Give the long runs of a text that are known, in order; more come as they are met."""
    return []


def _known_run(text: str, offset: int) -> _Run | None:
    """Give the long run that holds `offset`, if it was read already."""
    runs = _runs(text)
    at = bisect_right(runs, offset, key=attrgetter("start"))
    return runs[at - 1] if at and offset < runs[at - 1].end else None


def _read_run(text: str, offset: int) -> _Run:
    """Read the long run that holds `offset`, from one sure beginning to the next, and remember it."""
    start = position = _certain_start(text, offset, 0) or 0
    begins: list[int] = []
    sure = False
    while position <= offset or not sure:
        begins.extend(range(position, position := flags_end(text, position), 2))
        begins.append(position)
        position = cluster_end(text, position)
        sure = position == len(text) or _certain(kind_of(text[position - 1]), kind_of(text[position]))
    run = _Run(start, position, begins)
    insort(_runs(text), run, key=attrgetter("start"))
    return run


def _cluster_in(run: _Run, offset: int) -> tuple[int, int]:
    """Give the cluster of a run that holds `offset`."""
    number = bisect_right(run.begins, offset)
    return run.begins[number - 1], run.begins[number] if number < len(run.begins) else run.end


def clusters_before(text: str, offset: int, window: int = 16) -> Iterator[tuple[int, int]]:
    """Give the clusters before the cluster start `offset`, last first, read a window at a time."""
    stop = offset
    while stop > 0:
        first = position = cluster_at(text, max(0, stop - window))[0]
        spans = []
        while position < stop:
            end = cluster_end(text, position)
            spans.append((position, end))
            position = end
        yield from reversed(spans)
        stop = first


def base_of(text: str, start: int, end: int) -> str:
    """Give the character that carries the cluster ``text[start:end]``: the first visible one drawn."""
    for position in range(start, min(end, start + CODE_POINTS_DRAWN)):
        if kind_of(text[position]) is not Kind.INVISIBLE:
            return text[position]
    return text[start]


def _certain_start(text: str, offset: int, low: int) -> int | None:
    """Give the nearest offset, not after `offset`, where a cluster begins whatever comes before it.

    None where there is none after `low`, unless that is the beginning of the text.
    """
    while offset > low and not _certain(kind_of(text[offset - 1]), kind_of(text[offset])):
        offset -= 1
        if text[offset] in _PLAIN_MARKS:
            before = text[max(0, offset - _RUN_WINDOW) : offset]
            offset -= len(before) - len(before.rstrip(_PLAIN_MARKS))
    return offset if offset > low or offset == 0 else None


def _certain(before: Kind, after: Kind) -> bool:
    """Tell whether a cluster surely begins between two neighbours of these kinds."""
    if before is Kind.CONTROL or after is Kind.CONTROL:
        return True
    if before is Kind.BLANK or after is Kind.BLANK:
        return before is not after
    if after in _ATTACHED or before is Kind.INVISIBLE:
        return False
    if before is Kind.MARK:
        return after in (Kind.BASE, Kind.UNKNOWN)
    return not (before is after is Kind.FLAG or (before, after) in _SYLLABLE)


def drawn(cluster_text: str) -> str:
    """Give what is written to the terminal for one cluster: at least one cell, never a control."""
    return _draw(cluster_text[:CODE_POINTS_DRAWN])[0]


@lru_cache(maxsize=4096)
def _draw(cluster_text: str) -> tuple[str, int]:
    """Give what is written for a cluster, and its width."""
    first = cluster_text[0]
    kind = kind_of(first)
    if kind is Kind.BLANK:
        shown = TAB if len(cluster_text) > 1 or first == "\t" else first
    elif kind is Kind.CONTROL:
        shown = _control_picture(first)
    else:
        # A joiner at the end would make Rich leave the next cluster out of the width of the line.
        shown = _visible_part(cluster_text).rstrip(_JOINER) or INVISIBLE_MARK
    width = cell_len(shown)
    if width == 0:
        shown = _DOTTED_CIRCLE + shown
        width = cell_len(shown)
    return shown, width


def _visible_part(cluster_text: str) -> str:
    """Give the cluster without what is invisible, unknown or too much."""
    shown: list[str] = []
    marks = 0
    for character in cluster_text:
        kind = kind_of(character)
        if kind is Kind.INVISIBLE:
            if shown and (character in (_JOINER, _NON_JOINER) or _is_flag_tag(shown[0], character)):
                shown.append(character)
        elif kind is Kind.UNKNOWN:
            shown.append(UNKNOWN_MARK)
        elif kind is Kind.MARK:
            marks += 1
            if marks <= MARKS_DRAWN:
                shown.append(character)
        else:
            marks = 0
            shown.append(character)
    return "".join(shown)


def _is_flag_tag(base: str, character: str) -> bool:
    """Tell whether a tag character spells a flag, such as Scotland's, on an emoji."""
    return ord(character) in _TAGS and kind_of(base) is Kind.PICTURE


def _control_picture(character: str) -> str:
    """Give the visible stand-in for a character that would steer the terminal."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return UNKNOWN_MARK if code < 0xA0 else INVISIBLE_MARK
