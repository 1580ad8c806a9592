"""Text from outside on its way to a terminal: shown, never obeyed."""

from __future__ import annotations

#: C0 but tab and newline, DEL and C1, line and paragraph separators, bidirectional controls.
_CONTROLS = (
    *(code for code in range(0x20) if code not in (0x09, 0x0A)),
    *range(0x7F, 0xA0),
    *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF),
)


def _picture(code: int) -> str:
    """A visible stand-in: the Control Pictures block (U+2400) for C0 and DEL, U+FFFD for the rest."""
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


#: Half a surrogate pair comes from file names that are not UTF-8 and cannot be printed.
_HALVES = range(0xD800, 0xE000)
_PICTURES = {code: _picture(code) for code in _CONTROLS} | dict.fromkeys(_HALVES, "\ufffd")
_ESCAPES = {code: f"\\u{code:04x}" for code in (*_CONTROLS, *_HALVES)}


def safe(text: str) -> str:
    """The text with every control character replaced by a visible sign; same number of code points."""
    return text.translate(_PICTURES)


def safe_json(text: str) -> str:
    """JSON text with control characters as ``\\uXXXX``: the same values, harmless on a terminal."""
    return text.translate(_ESCAPES)


def one_line(text: str) -> str:
    """The text on one line, with single spaces, harmless."""
    return safe(" ".join(text.split()))
