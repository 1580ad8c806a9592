"""Text from outside on its way to a terminal: shown, never obeyed.

`safe` is for what is worded here; `Gate` stands before every cell that the application paints, so that
nothing depends on whether somebody thought of `safe`.
"""

from __future__ import annotations

import re
from functools import cache

#: C0 but tab and newline, DEL and C1, line and paragraph separators, bidirectional controls, deprecated
#: format characters, byte order mark, interlinear annotations.
_CONTROLS = (
    *(code for code in range(0x20) if code not in (0x09, 0x0A)),
    *range(0x7F, 0xA0),
    *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x2070), 0xFEFF),
    *range(0xFFF9, 0xFFFC),
)
#: Half a surrogate pair comes from file names that are not UTF-8 and cannot be printed.
_HALVES = range(0xD800, 0xE000)
#: Invisible letters.
_TAGS = range(0xE0000, 0xE0080)


def _picture(code: int) -> str:
    """A visible stand-in: the Control Pictures block (U+2400) for C0 and DEL, U+FFFD for the rest."""
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _escaped(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


#: What stands in JSON text as it is: the line ends between its values, and printable ASCII.
_PLAIN_JSON = b"\n" + bytes(range(0x20, 0x7F))

_IN_A_ROW = {0x09: "\u2409", 0x0A: "\u240a"}

#: The emoji of a flag that is spelt with tags (Unicode Technical Standard #51, ED-14a).
_FLAG = "\U0001f3f4[\U000e0030-\U000e007a]+\U000e007f"
_STEERS = "".join(f"{chr(one.start)}-{chr(one.stop - 1)}" for one in (_HALVES, _TAGS)) + re.escape(
    "".join(map(chr, _CONTROLS))
)


@cache  # most that is shown needs none of these
def _steering() -> re.Pattern[str]:
    return re.compile(f"[{_STEERS}]")


@cache
def _flag_or_steering() -> re.Pattern[str]:
    return re.compile(f"{_FLAG}|[{_STEERS}]+")


@cache
def _pictures() -> dict[int, str]:
    return {code: _picture(code) for code in (*_CONTROLS, *_HALVES, *_TAGS)}


def _sign(found: re.Match[str]) -> str:
    piece = found.group()
    return piece if piece[0] == "\U0001f3f4" else piece.translate(_pictures())


def safe(text: str) -> str:
    """The text with every control character replaced by a visible sign; same number of code points."""
    # What is printable to Python holds none of them, and is told in a tenth of the time.
    if text.replace("\n", "").isprintable() or not _steering().search(text):
        return text
    return _flag_or_steering().sub(_sign, text)


def safe_row(text: str) -> str:
    """As `safe`, for a row of cells: tabs and line ends are signs too."""
    return text if text.isprintable() else safe(text).translate(_IN_A_ROW)


def safe_json(text: str) -> str:
    """JSON text with control characters as ``\\uXXXX``: the same values, harmless on a terminal."""
    # As in `safe`, asked of what is left without ASCII: that takes a quarter of the time again.
    left = text.encode(errors="surrogatepass").translate(None, _PLAIN_JSON)
    return text if left.decode(errors="surrogatepass").isprintable() else _steering().sub(_escaped, text)


def one_line(text: str) -> str:
    """The text on one line, with single spaces, harmless."""
    return safe(" ".join(text.split()))
