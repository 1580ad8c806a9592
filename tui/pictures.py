"""A picture of the screen that every viewer shows cell by cell, made from the one Rich draws.

Rich gives a piece of a row the length of its characters, so wide ones lie upon one another; it pads with
no-break spaces, which some viewers leave out at the beginning; it names fonts to be fetched, which no
picture in a page may; it cuts the lowest row, and leaves bars to fonts, which have gaps between rows.
"""

from __future__ import annotations

import re
from html import escape, unescape
from unicodedata import bidirectional

from rich.cells import cell_len

from tui.text import clusters

#: Width of a cell, as Rich draws it with its own aspect ratio of the font.
CELL = 12.2

#: Height of a row, and how far its upper edge lies above the line its letters stand on.
_ROW, _ABOVE = 24.4, 18.5
#: Cells that are filled in part: from where to where across, and from where to where down.
_FILLED = {
    **{chr(0x2588 - eighths): (0, 1, eighths / 8, 1) for eighths in range(8)},
    **{chr(0x2588 + eighths): (0, 1 - eighths / 8, 0, 1) for eighths in range(1, 8)},
    "▔": (0, 1, 0, 1 / 8),
    "▕": (7 / 8, 1, 0, 1),
    "│": (7 / 16, 9 / 16, 0, 1),
}
#: What the clip leaves out of the lowest row, letters' feet among it.
_CUT = 4

_PIECE = re.compile(r'<text (class="[^"]*") x="([\d.]+)" y="([\d.]+)" textLength="[^"]*"[^>]*>([^<]*)</text>')
_CLIP = re.compile(r'(<clipPath id="screen-clip-terminal">\s*<rect [^>]*height=")([\d.]+)')
_UNUSED = re.compile(r"\s*@font-face \{.*?\n    \}|\s*<clipPath id=\"[^\"]*-line-.*?</clipPath>", re.DOTALL)
#: Rich's is a checksum: any change would be one of every line.
_NAME = re.compile(r"terminal-\d+")


def drawn(svg: str) -> str:
    """The picture with every run of characters of one kind at its own cell and as long as its cells."""
    named = _CLIP.sub(lambda clip: f"{clip[1]}{float(clip[2]) + _CUT:g}", _NAME.sub("screen", svg))
    return _PIECE.sub(_runs, _UNUSED.sub("", named))


def _runs(piece: re.Match[str]) -> str:
    style, x, y, content = piece.groups()
    text = unescape(content).replace("\xa0", " ")
    runs = _of_one_kind(text)
    return "".join(_run(run, float(x) + cell * CELL, style, float(y)) for cell, run in runs if run.strip())


def _of_one_kind(text: str) -> list[tuple[int, str]]:
    """Blanks, wide characters, characters written from right to left, and others, with their first cells.

    One blank parts no words: it may be underlined.
    """
    runs: list[tuple[int, str]] = []
    cell, last = 0, ""
    for start, end, _ in clusters(text, 0, len(text)):
        cluster = text[start:end]
        kind = _kind(cluster)
        if cluster == " " and last == "narrow" and end < len(text) and _kind(text[end]) == "narrow":
            kind = "narrow"
        if kind == last:
            runs[-1] = (runs[-1][0], runs[-1][1] + cluster)
        else:
            runs.append((cell, cluster))
        cell, last = cell + cell_len(cluster), kind
    return runs


def _kind(cluster: str) -> str:
    if not cluster.strip():
        return " "
    if cluster in _FILLED:
        return cluster
    if bidirectional(cluster[0]) in ("R", "AL"):
        return "right to left"
    return "wide" if cell_len(cluster) > 1 else "narrow"


def _run(run: str, x: float, style: str, y: float) -> str:
    """One run; the screen has letters that are read from the right in the order of its cells."""
    if run[0] in _FILLED:
        return _bar(run, x, style, y - _ABOVE)
    length = f'textLength="{cell_len(run) * CELL:g}"'
    if _kind(run) == "right to left":
        run = "".join(run[start:end] for start, end, _ in reversed(clusters(run, 0, len(run))))
        length += ' lengthAdjust="spacingAndGlyphs"'  # spaces would part letters that join
    return f'<text {style} y="{y:g}" x="{x:.7g}" {length}>{escape(run)}</text>'


def _bar(run: str, x: float, style: str, top: float) -> str:
    """Cells filled in part, from the upper edge of their row; those that are whole across are one."""
    left, right, upper, lower = _FILLED[run[0]]
    width = len(run) if right - left == 1 else right - left
    starts = [0] if right - left == 1 else range(len(run))
    size = f'width="{width * CELL:.5g}" height="{(lower - upper) * _ROW:.5g}" shape-rendering="crispEdges"'
    return "".join(
        f'<rect {style} x="{x + (cell + left) * CELL:.7g}" y="{top + upper * _ROW:.6g}" {size}/>'
        for cell in starts
    )
