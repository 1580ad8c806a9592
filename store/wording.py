"""How what is in the library is named in messages and in the history."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from urllib.parse import urlsplit


def brief(words: str) -> str:
    """A passage short enough for a message, in quotation marks once."""
    line = " ".join(words.split()).strip('“”„«»「」『』"')
    return f"“{line}”" if len(line) <= 40 else f"“{line[:39]}…”"


def named(name: str, most: int) -> str:
    """A name in quotation marks; of one longer than it may be the beginning, and how long it is."""
    if len(name) <= most:
        return f"“{name}”"
    return f"“{name[:60]}…”, of {len(name):,} characters where {most} may be"


def many(count: int, what: str) -> str:
    """``1 passage``, ``2 passages``: of words with a regular plural."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def brief_or_many(headlines: Sequence[str]) -> str:
    """Releases in a message: the one by its headline, more by their number."""
    return brief(headlines[0]) if len(headlines) == 1 else many(len(headlines), "release")


def place_of(source: str, part: str = "") -> str:
    """Where a release came from: the host of a URL, the folder of a file, the file that holds it as a part.

    The folder is the nearest whose name is a word: those of years and days say nothing. A file's own name is
    the last resort: releases of one office lie in one folder, under any names.
    """
    if "//" in source:  # else it has no host
        with suppress(ValueError):  # what looks like a URL and is none
            if host := urlsplit(source).hostname:
                return host
    path = PurePath(source)
    folders = () if part else (one.name for one in path.parents)
    return next((name for name in folders if any(map(str.isalpha, name))), path.name)
