"""The tour, on a screen or as lines: five steps, each noticed when it was done, in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

#: The steps, each with what was done then.
STEPS = (
    ("Open a release", "Opened"),
    ("Read", "Read"),
    ("Tag what is said", "Tagged"),
    ("Find it in all releases", "Found"),
    ("Export", "Exported"),
)


class Step(NamedTuple):
    """How a step is done and noticed."""

    told: Callable[[], str]
    """What to do, in a sentence."""
    seen: Callable[[], object]
    """What the step changes: it is done once this is something, and not what it was before."""
    moves: bool = False
    """Whether it is done by going to another release."""


class Tour:
    """Knows which of the steps are done, and which is to be done next."""

    def __init__(self, steps: Sequence[Step], place: Callable[[], object]) -> None:
        """Args: how each of `STEPS` is done; what tells the open release from others."""
        self._steps = list(zip(STEPS, steps, strict=True))
        self._place = place
        self._left: dict[int, object] = {}
        self._at: object = None
        self.goes_on = False
        """Whether one is led through it, or at its end."""

    def begin(self) -> None:
        """Begins, with no step done."""
        self._left = dict.fromkeys(range(len(self._steps)))
        self.goes_on = True
        self._look_anew()

    def leave(self) -> None:
        """Ends it, wherever it is."""
        self._left, self.goes_on = {}, False

    def look(self) -> str:
        """Notices what was done since the last look, and gives the word for it; empty for nothing.

        What was changed in one release is not taken for a change where another is open now.
        """
        if not self._left:
            return ""
        elsewhere = self._place() != self._at
        did = ""
        for number in list(self._left):
            (_, word), step = self._steps[number]
            if (step.moves or not elsewhere) and (now := step.seen()) and now != self._left[number]:
                del self._left[number]
                did = did or word
        if did or elsewhere:
            self._look_anew()
        return did

    def _look_anew(self) -> None:
        self._at = self._place()
        self._left = {number: self._steps[number][1].seen() for number in self._left}

    @property
    def title(self) -> str:
        """What is to be done next, and the how manyth of all it is; empty at the end."""
        if not self._left:
            return ""
        return f"{min(self._left) + 1} of {len(self._steps)}  {self._steps[min(self._left)][0][0]}"

    @property
    def told(self) -> str:
        """How it is done; empty at the end."""
        return self._steps[min(self._left)][1].told() if self._left else ""
