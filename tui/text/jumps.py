"""Where the reader was: the jump list and the marks of one text, as offsets, after vim."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Places the list holds, as many as vim's.
LONGEST = 100


class JumpList:
    """Places left by jumps, the newest last, and where in them the reader is (``:help jumplist``)."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._at = 0

    def leave(self, offset: int) -> None:
        """Notes a place one jumps away from; of several times the last counts."""
        self._places = [*self._places, offset][-LONGEST:]
        self._at = len(self._places)

    def back(self, here: int, count: int = 1) -> int | None:
        """Gives the place `count` jumps ago, None where there is none; `here` can be come back to."""
        self._tidy()
        if self._at < count:
            return None
        if self._at == len(self._places):
            self.leave(here)
            self._at -= 1
        return self._step(-count)

    def forward(self, count: int = 1) -> int | None:
        """Gives the place `count` jumps further on, after going back; None where there is none."""
        self._tidy()
        return self._step(count)

    def _tidy(self) -> None:
        """Leaves each place in the list once, where it stands last."""
        last = {place: index for index, place in enumerate(self._places)}
        at = sum(index < self._at for index in last.values())
        self._places = sorted(last, key=last.__getitem__)
        self._at = at

    def _step(self, step: int) -> int | None:
        if not 0 <= self._at + step < len(self._places):
            return None
        self._at += step
        return self._places[self._at]


@dataclass(slots=True)
class Places:
    """What is remembered of one text while the application runs."""

    jumps: JumpList = field(default_factory=JumpList)
    marks: dict[str, int] = field(default_factory=dict)
    """Offsets by letter; under ``'`` the place before the last jump."""

    def leave(self, offset: int) -> None:
        """Notes a place one jumps away from."""
        self.jumps.leave(offset)
        self.marks["'"] = offset
