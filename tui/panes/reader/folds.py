"""Folding in the reader: boilerplate and contacts shown as one row, after vim's ``z`` keys."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import Protocol

from store import ReleaseText
from tui.panes.reader.parts import Reader
from tui.text import Setting, run_around

#: Kinds of paragraphs that can be folded.
FOLDABLE = frozenset({"boilerplate", "contact"})


class Typeset(Reader, Protocol):
    """The reader, and how its text is set."""

    setting: Setting
    """What is folded is a part of it."""

    def typeset(self, setting: Setting) -> None:
        """Sets the text anew; the first visible character stays."""

    def show_cursor(self, *, context: int | None = None) -> None:
        """Scrolls as little as it takes to show the row of the cursor with those around it."""


class Folds:
    """What is folded opens when something in it is gone to, as vim's ``foldopen`` has it."""

    def __init__(self, reader: Typeset) -> None:
        self._reader = reader
        self._all = False

    def of(self, text: ReleaseText) -> frozenset[int]:
        """What is folded of a text just opened: nothing, unless everything was folded in the one before."""
        return _foldable(text) if self._all else frozenset()

    def open_here(self) -> None:
        """Unfolds what the cursor has gone into."""
        folded = self._reader.setting.folded
        if folded:
            # Runs are folded whole; to look through all paragraphs at every key would cost more.
            self._fold(folded - self._run_here(folded))

    def _fold(self, folded: frozenset[int]) -> None:
        if folded != self._reader.setting.folded:
            self._reader.typeset(self._reader.setting._replace(folded=folded))
            self._reader.show_cursor()
            self._reader.moved()

    def _run_here(self, among: frozenset[int]) -> frozenset[int]:
        """Those of some paragraphs that stand together around the cursor; none elsewhere."""
        index = bisect_right(self._reader.page.spans, self._reader.cursor, key=itemgetter(0)) - 1
        return frozenset(run_around(index, among))

    def action_toggle_fold(self) -> None:
        """Folds the boilerplate or the contacts under the cursor, or unfolds them."""
        run = self._run_here(_foldable(self._reader.text))
        folded = self._reader.setting.folded
        if not run:
            self._reader.tell("nothing to fold here")
        elif run <= folded:
            self._fold(folded - run)
        else:
            self._fold(folded | run)

    def action_fold_all(self) -> None:
        """Folds all boilerplate and contacts, here and in what is opened from now on."""
        self._all = True
        foldable = _foldable(self._reader.text)
        if not foldable:
            self._reader.tell("nothing to fold in this release")
        self._fold(foldable)

    def action_unfold_all(self) -> None:
        """Unfolds everything, here and in what is opened from now on."""
        self._all = False
        self._fold(frozenset())


def _foldable(text: ReleaseText) -> frozenset[int]:
    return frozenset(index for index, one in enumerate(text.paragraphs) if one.kind in FOLDABLE)
