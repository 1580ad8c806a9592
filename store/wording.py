"""How what is in the library is named in messages and in the history."""

from __future__ import annotations


def brief(words: str) -> str:
    """A passage short enough for a message, in quotation marks once."""
    line = " ".join(words.split()).strip('“”„«»「」『』"')
    return f"“{line}”" if len(line) <= 40 else f"“{line[:39]}…”"
