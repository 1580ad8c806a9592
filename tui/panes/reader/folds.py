"""Folding in the reader: boilerplate and contacts shown as one row, after vim's ``z`` keys."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter

from store import Annotation, ReadingPosition, Release, ReleaseText
from tui.panes.reader.selection import SelectingView
from tui.text.fold_rows import run_around

#: Kinds of paragraphs that can be folded.
FOLDABLE = frozenset({"boilerplate", "contact"})


class FoldingView(SelectingView):
    """What is folded opens when something in it is gone to, as vim's ``foldopen`` has it."""

    def __init__(self) -> None:
        super().__init__()
        self._fold_all = False

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release, all of it unfolded unless everything was folded in the one before."""
        folded = self._foldable(text) if self._fold_all else frozenset()
        self.setting = replace(self.setting, folded=folded)
        await super().show(release, text, annotations, position)

    @staticmethod
    def _foldable(text: ReleaseText) -> frozenset[int]:
        return frozenset(index for index, one in enumerate(text.paragraphs) if one.kind in FOLDABLE)

    def _fold(self, folded: frozenset[int]) -> None:
        if folded != self.setting.folded:
            self.typeset(replace(self.setting, folded=folded))
            self.show_cursor()
            self.post_message(self.Moved(self))

    def _run_here(self, among: frozenset[int]) -> frozenset[int]:
        """Those of some paragraphs that stand together around the cursor; none elsewhere."""
        index = bisect_right(self.spans, self.cursor, key=itemgetter(0)) - 1
        return frozenset(run_around(index, among))

    def go(self, offset: int, *, keep_column: bool = False, context: int | None = None) -> None:
        """See `SelectingView`; a fold that is gone into by more than rows is opened."""
        super().go(offset, keep_column=keep_column, context=context)
        if self.setting.folded and not keep_column:
            # Runs are folded whole; to look through all paragraphs at every key would cost more.
            self._fold(self.setting.folded - self._run_here(self.setting.folded))

    def action_toggle_fold(self) -> None:
        """See `tui.actions`."""
        run = self._run_here(self._foldable(self.text))
        if not run:
            self.notice = "nothing to fold here"
        elif run <= self.setting.folded:
            self._fold(self.setting.folded - run)
        else:
            self._fold(self.setting.folded | run)

    def action_fold_all(self) -> None:
        """See `tui.actions`."""
        self._fold_all = True
        self._fold(self._foldable(self.text))

    def action_unfold_all(self) -> None:
        """See `tui.actions`."""
        self._fold_all = False
        self._fold(frozenset())
