"""How what was found is drawn: releases, lines of a concordance, passages. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.describe import SEPARATOR, about, quoted, shortened
from tui.panes.line_list import Pieces
from tui.screen_signs import NOTE, STAR, UNREAD
from tui.sorts import LINE, PASSAGE, QUOTATION, RELEASE
from tui.terminal import one_line
from tui.text import clusters, drawn, starts_right_to_left

if TYPE_CHECKING:
    from store.library import Found

#: Cells from which on a line of the concordance names its release, and how many it gets.
_NAMED_FROM, _NAME = 100, 24
#: Before each row: the bar of the one under the cursor stands there.
_EDGE = 2


def lines_of(form: str, found: Found, width: int, *, grouped: bool) -> list[Pieces]:
    """The lines of a row, as many as its form has (`HEIGHTS`)."""
    return _FORMS[form](found, max(width, 10), grouped)


def heading(found: Found, width: int) -> Pieces:
    """The line above the rows of one release."""
    return [("  ", "rows--text"), (shortened(one_line(found.release.headline), width - 3), "rows--bold")]


def _release(found: Found, width: int, _grouped: bool) -> list[Pieces]:
    release = found.release
    state = f"{STAR} " if release.starred else "" if release.read else f"{UNREAD} "
    room = width - _EDGE - 1
    return [
        [(state, "rows--accent"), (shortened(one_line(release.headline), room - len(state)), "rows--bold")],
        [(shortened(about(release), room), "rows--dim")],
        [(shortened(one_line(found.text), room), "rows--text")],
    ]


def _line(found: Found, width: int, grouped: bool) -> list[Pieces]:
    name: Pieces = []
    width -= _EDGE
    if width >= _NAMED_FROM and not grouped:
        name = [(_filled(shortened(one_line(found.release.headline), _NAME - 2), _NAME), "rows--dim")]
        width -= _NAME
    return [[*name, *concordance(found.before, found.text, found.after, width)]]


def concordance(before: str, words: str, after: str, width: int) -> Pieces:
    """The words in the middle, what stands around them left and right; swapped in what reads to the left."""
    # Between two letters, for the blanks at the ends are to stay.
    before, words, after = (one_line(f"x{part}x")[1:-1] for part in (before, words, after))
    swapped = starts_right_to_left(before + words + after, 0, len(before + words + after))
    shown = shortened(words, width // 2)
    left_room = width * 9 // 20
    right_room = max(0, width - left_room - cell_len(shown) - 1)
    if swapped:
        left, right = _beginning_of(after, left_room).rstrip(), _end_of(before, right_room)
    else:
        left, right = _end_of(before, left_room), _beginning_of(after, right_room)
    pad = " " * (left_room - cell_len(left))
    blank = " " * (len(right) - len(right.rstrip())) if swapped else ""
    right = right.rstrip() if swapped else right
    # Blanks are pieces of their own: in one that reads to the left they would go to the other side.
    return [
        (pad, "rows--text"),
        (left, "rows--dim"),
        (shown, "rows--bold"),
        (blank, "rows--text"),
        (right, "rows--dim"),
    ]


def _passage(found: Found, width: int, grouped: bool) -> list[Pieces]:
    room = width - _EDGE - 1
    marks = [f"#{one_line(tag)}" for tag in found.tags]
    marks += [f"{NOTE} {one_line(found.note)}"] * bool(found.note)
    if not grouped:
        marks.append(one_line(found.release.headline))
    return [
        [(shortened(quoted(found.text), room), "rows--text")],
        [(shortened("  ".join(marks), room), "rows--dim")],
    ]


def _quotation(found: Found, width: int, grouped: bool) -> list[Pieces]:
    room = width - _EDGE - 1
    about = [one_line(part) for part in (found.speaker, found.role) if part] or ["nobody named"]
    told = [", ".join(about), *([] if grouped else [one_line(found.release.headline)])]
    return [
        [(shortened(quoted(found.text), room), "rows--text")],
        [(shortened(SEPARATOR.join(told), room), "rows--dim")],
    ]


_FORMS: dict[str, Callable[[Found, int, bool], list[Pieces]]] = {
    RELEASE: _release,
    LINE: _line,
    PASSAGE: _passage,
    QUOTATION: _quotation,
}
#: The lines that a row of each form has.
HEIGHTS = {RELEASE: 3, LINE: 1, PASSAGE: 2, QUOTATION: 2}


def word_before(found: Found) -> str:
    """The word before, to sort by."""
    return next(iter(found.before.casefold().split()[-1:]), "")


def word_after(found: Found) -> str:
    """The word after, to sort by."""
    return next(iter(found.after.casefold().split()[:1]), "")


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _cells(text: str) -> list[tuple[str, int]]:
    shown = (drawn(text[start:end]) for start, end, _ in clusters(text, 0, len(text)))
    return [(one, cell_len(one)) for one in shown]


def _beginning_of(text: str, room: int) -> str:
    """As much of the beginning as there is room for, in cells; no character is cut in two."""
    taken = ""
    for shown, width in _cells(text):
        room -= width
        if room < 0:
            break
        taken += shown
    return taken


def _end_of(text: str, room: int) -> str:
    """As much of the end as there is room for."""
    taken: list[str] = []
    for shown, width in reversed(_cells(text)):
        room -= width
        if room < 0:
            break
        taken.append(shown)
    return "".join(reversed(taken))
