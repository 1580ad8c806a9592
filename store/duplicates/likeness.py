"""How alike two texts are: a sketch that finds candidates, a measure and a check that decide.

A text is the set of its runs of five words (*shingles*; of five characters where a script has no blanks
between words). Two measures compare such sets: resemblance, what both hold of what either holds, and
containment, what the smaller shares with the larger. The smallest hashes of a set are a *sketch* of fixed
size that stands for it (A. Broder, "On the resemblance and containment of documents", 1997, section 4).

What an agency adds to a release is left out beforehand: headline, dateline, boilerplate, contacts, credits.
What an agency leaves alone is what a release is about. A form that was filled in anew, a quarterly report
or a notice to another town, shares most of its words; its figures and names contradict the former ones.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zlib import crc32

from store.patterns import lazy_pattern
from store.search import SPACELESS, fold
from store.structure import dateline_at

#: Words in a shingle.
SHINGLE = 5
#: Hashes in a sketch: 256 bytes; a text of 400 words keeps one shingle in six.
SKETCH = 64
#: Containment two texts must have, where they share as many shingles as `ENOUGH`; fewer must be nearly all.
#: A fifth of the words changed at random leaves a containment of 0.8 ** 5.
CONTAINED = 0.28
ENOUGH = 60
NEARLY_ALL = 0.85
#: Words below which a text must resemble the other: a single sentence stands in many releases.
SHORT = 40
#: Characters of a text that are compared: no release is longer, and a set made of a whole book would keep
#: other threads waiting for a second.
LONGEST = 100_000
#: Days between two datelines beyond which only what is nearly the same text is the same release.
APART_DAYS = 7

_OF_THE_ISSUER = frozenset({"body", "list"})
_SAMPLE = 400  # characters that tell whether a text is all in capitals
_HEAD = 60  # characters in which a dateline that was not recognised may hide
_WORD = lazy_pattern(f"[{SPACELESS}]|[^\\s{SPACELESS}]+")
_spaceless = lazy_pattern(f"[{SPACELESS}]").search
_FIGURE = lazy_pattern(r"\d+(?:[.,:]\d+)*")
#: A word with a capital where no sentence begins.
_NAME = lazy_pattern(r"(?:(?<=[\w,;)] )|(?<=,[”»\"] ))[^\W\d_a-z]\w+")


def words(text: str) -> list[str]:
    """The words of a text, folded as search folds them; characters of scripts without blanks singly."""
    folded = fold(text)
    return _WORD.findall(folded) if _spaceless(folded) else folded.split()


def shingles(words: list[str]) -> frozenset[int]:
    """The hashes (CRC-32) of all runs of `SHINGLE` words; of the whole where there are fewer."""
    if len(words) < SHINGLE:
        return frozenset({crc32(" ".join(words).encode())} if words else ())
    runs = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
    return frozenset(map(crc32, map(str.encode, map(" ".join, runs))))


def sketch(shingles: frozenset[int]) -> array[int]:
    """The `SKETCH` smallest hashes, ascending; all where there are fewer."""
    return array("I", sorted(shingles)[:SKETCH])


def estimate(one: array[int], other: array[int], shared: int) -> float:
    """The containment of two texts as their sketches tell it, from 0 to 1.

    Only hashes below the end of both sketches count: beyond it one of them knows nothing.

    Args:
        one: a sketch.
        other: another.
        shared: how many hashes they have in common.
    """
    ends = [each[-1] for each in (one, other) if len(each) == SKETCH]
    end = min(ends, default=2**32)
    return shared / (min(bisect_right(one, end), bisect_right(other, end)) or 1)


class Wording:
    """What is compared of one text."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        """Args: a row of ``texts``."""
        self.text: str = row["text"][:LONGEST]
        """The text, as far as it is compared."""
        self.body = _body(row) or self.text
        """What the issuer says: without headline, dateline and what an agency puts around it."""
        self._dateline = row["dateline"]

    @cached_property
    def day(self) -> date | None:
        """The day its dateline prints, if it prints one."""
        found = dateline_at(self.text, *self._dateline) if self._dateline else None
        return date.fromisoformat(found.date) if found and found.date else None

    @cached_property
    def words(self) -> list[str]:
        """The words of the body."""
        return words(self.body)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The shingles of the body."""
        return shingles(self.words)

    @cached_property
    def figures(self) -> set[str]:
        """The numbers in the body, but for its first words, digits of all scripts as ASCII."""
        return _figures(self.body[_HEAD:])

    @cached_property
    def names(self) -> Counter[str]:
        """The names said more than once in the body, and how often; none in a text all in capitals."""
        if self.body[:_SAMPLE].isupper():
            return Counter()
        counts = Counter(_NAME.findall(self.body))
        return Counter({fold(name).strip(): count for name, count in counts.items() if count > 1})

    @cached_property
    def said(self) -> set[str]:
        """The words anywhere in the text."""
        return set(words(self.text))

    @cached_property
    def counted(self) -> set[str]:
        """The numbers anywhere in the text."""
        return _figures(self.text)


def _body(row: Mapping[str, Any]) -> str:
    head, past = row["dateline"] or (-1, -1)
    return "\n\n".join(
        row["text"][past if start <= head < end else start : end]
        for start, end, kind in row["paragraphs"]
        if kind in _OF_THE_ISSUER and end <= LONGEST
    ).strip()


def _figures(text: str) -> set[str]:
    return set(fold("\n".join(_FIGURE.findall(text))).split("\n")) - {""}


def similarity(one: Wording, other: Wording) -> float:
    """From 0 to 1: the containment of the shorter text in the longer; of short texts, the resemblance."""
    shared = len(one.shingles & other.shingles)
    smaller = min(len(one.shingles), len(other.shingles))
    if min(len(one.words), len(other.words)) < SHORT:
        return shared / ((len(one.shingles) + len(other.shingles) - shared) or 1)
    return shared / smaller


def contradict(one: Wording, other: Wording) -> bool:
    """Whether each text says figures and names that the other does not.

    A figure put right is let pass, and a name said twice: it may be the agency's own.
    """
    figures = min(len(_figures_alone(one, other)), len(_figures_alone(other, one)))
    names = min(_names_alone(one, other), _names_alone(other, one))
    return figures + names > 1 or figures * 10 > min(len(one.figures), len(other.figures))


def _figures_alone(one: Wording, other: Wording) -> set[str]:
    """The figures of the one's body that the other has nowhere."""
    alone = one.figures - other.figures
    return alone and alone - other.counted


def _names_alone(one: Wording, other: Wording) -> int:
    """How often, after the first time, the one's body says names that the other says nowhere."""
    alone = one.names.keys() - other.names.keys()
    return sum(one.names[name] - 1 for name in alone and alone - other.said)


def _days_apart(one: Wording, other: Wording) -> bool:
    """Whether the datelines are too far apart for one release: an announcement and, later, its results."""
    return bool(one.day and other.day and abs(one.day - other.day) > timedelta(APART_DAYS))


def same_release(one: Wording, other: Wording) -> float:
    """The similarity of two versions of one release; 0 for two releases, however alike."""
    alike = similarity(one, other)
    shared = alike * min(len(one.shingles), len(other.shingles))
    enough = alike >= NEARLY_ALL or (alike >= CONTAINED and shared >= ENOUGH and not _days_apart(one, other))
    return alike if enough and not contradict(one, other) else 0.0
