"""A release that is told paragraph by paragraph or sentence by sentence: where one is in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from store import Paragraph, Release, ReleaseText
from tui.text import sentence_at
from tui.text.sentences import sentences


class Place(NamedTuple):
    """A paragraph, or a sentence of one."""

    paragraph: int
    """Which of `OpenText.paragraphs`, from 0."""
    sentence: int | None
    """Which of the paragraph's, from 0; None for the whole paragraph."""
    start: int
    """Code points into the text."""
    end: int

    @property
    def number(self) -> str:
        """``3`` for a paragraph, ``3.2`` for a sentence."""
        return ".".join(str(one + 1) for one in (self.paragraph, self.sentence) if one is not None)


class OpenText:
    """An open release, and what of it was told last."""

    def __init__(self, release: Release, text: ReleaseText) -> None:
        self.release = release
        self.text = text
        self.paragraphs: list[Paragraph] = [one for one in text.paragraphs if one.kind != "headline"]
        """All but the headline."""
        self.place: Place | None = None
        """What was told last; None before anything was."""

    def words(self, place: Place) -> str:
        """What stands there."""
        return self.text.text[place.start : place.end]

    def is_last(self, place: Place) -> bool:
        """Whether nothing stands behind it."""
        return place.end >= self.paragraphs[-1].end

    def go_to(self, offset: int) -> bool:
        """Goes to the paragraph at an offset in code points; False for one before all of them."""
        index = bisect_right([one.start for one in self.paragraphs], offset) - 1
        return self._go(index)

    def step(self, by: int) -> bool:
        """Goes to the next paragraph (1) or the one before (-1); False where there is none."""
        return self._go(by - 1 if self.place is None else self.place.paragraph + by)

    def step_sentence(self, by: int) -> bool:
        """As `step`, by a sentence; from a whole paragraph forward to its first one."""
        index, at = (0, None) if self.place is None else self.place[:2]
        at = (-1 if by > 0 else 0) if at is None else at
        while 0 <= index < len(self.paragraphs):
            spans = self._sentences(self.paragraphs[index])
            at = at + by if at is not None else 0 if by > 0 else len(spans) - 1
            if 0 <= at < len(spans):
                self.place = Place(index, at, *spans[at])
                return True
            index, at = index + by, None
        return False

    def _go(self, index: int) -> bool:
        if not 0 <= index < len(self.paragraphs):
            return False
        paragraph = self.paragraphs[index]
        self.place = Place(index, None, paragraph.start, paragraph.end)
        return True

    def _sentences(self, paragraph: Paragraph) -> list[tuple[int, int]]:
        """Those of a paragraph; the lead begins behind the dateline, as where it is tagged by a key."""
        ranges = [(paragraph.start, paragraph.end)]
        language = self.release.language
        start, _ = sentence_at(self.text.text, paragraph.start, ranges, language, self.text.dateline)
        return sentences(self.text.text, start, paragraph.end, language)
