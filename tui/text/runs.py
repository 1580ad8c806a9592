"""Runs of letters, of punctuation, of line ends: characters of one word class that are each a cluster.

They are read at once, so that a word of a million letters takes no longer than it takes to look at it.
"""

from __future__ import annotations

import re

from tui.text.characters import BLANKS

#: Characters of one class each (`tui.text.motions.word_class`) that join their neighbours only where a mark
#: follows, or something invisible stands before.
CLASSES = (
    "0-9A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02af\u0391-\u03a1\u03a3-\u03ce\u0400-\u0481\u048a-\u052f"
    "\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u0671-\u06d3",
    r"!-/:-@\[\\\]{-~\u2010-\u2027",
    "\u3400-\u4dbf\u4e00-\u9fff",
    "\u3041-\u3096",
    "\u30a1-\u30fa",
    "\uac00-\ud7a3",
    "\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f",
    "\n",
)
_RUN = re.compile("|".join(f"[{one}]{{2,}}+" for one in CLASSES))
#: White space that a mark or something invisible may join; the other is always a cluster of its own.
_JOINING = "\xa0\u2007\u202f"
_BLANKS = BLANKS + "\n" + _JOINING
_BLANK_RUN = re.compile(f"[{_BLANKS}]*+")
#: Code points before a place that are looked at at once.
_WINDOW = 1024


def run_end(text: str, start: int) -> int:
    """Give the end of the run that begins at `start`, or `start`; what follows may be of its class too."""
    run = _RUN.match(text, start)
    if run is None:
        return start
    # The last one may carry a mark that follows it.
    return run.end() if run.end() == len(text) else run.end() - 1


def run_start(text: str, end: int) -> int:
    """Give the start of the run that ends where the cluster `end` begins, or `end`; it may begin earlier."""
    run = _RUN.match(text[max(0, end - _WINDOW) : end][::-1])
    if run is None:
        return end
    start = end - run.end()
    # The first one may belong to something invisible before it.
    return start if start == 0 else start + 1


def blanks_end(text: str, start: int) -> int:
    """Give an offset up to which there are only blanks and line ends from `start` on; more may follow."""
    run = _BLANK_RUN.match(text, start)
    end = run.end() if run else start
    return end - 1 if start < end < len(text) and text[end - 1] in _JOINING else end


def blanks_start(text: str, end: int) -> int:
    """Give an offset from which on there are only blanks and line ends up to `end`; more may be before it."""
    start = end
    while start > 0:
        window = text[max(0, start - _WINDOW) : start]
        kept = len(window.rstrip(_BLANKS))
        start -= len(window) - kept
        if kept:
            break
    return start + 1 if 0 < start < end and text[start] in _JOINING else start
