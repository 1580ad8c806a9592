"""Two texts in one: what was taken out stands before what was put in its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from store.anchoring.diffing import Change, word_diff
from store.models import Paragraph, ReleaseText
from store.structure import paragraph_spans

Passage = tuple[int, int]


@dataclass(frozen=True)
class Comparison:
    """Two texts and how they differ; offsets are code points, those of `text` unless said otherwise."""

    text: ReleaseText
    """Both in one, with the later one's paragraphs; it has no links."""
    deleted: tuple[Passage, ...]
    """What only the earlier text has; ordered and disjoint, as is `inserted`."""
    inserted: tuple[Passage, ...]
    """What only the later text has."""
    _changes: tuple[Change, ...]
    _starts: tuple[int, ...]
    """Where each change begins."""

    def to_later(self, offset: int) -> int:
        """The offset in the later text; of what was deleted, where it stood."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        if not self._changes:
            return 0
        change = self._changes[index]
        return min(change.new_start + offset - self._starts[index], change.new_end)

    def from_later(self, offset: int) -> int:
        """Where an offset of the later text is."""
        index = bisect_right(self._later_starts, offset) - 1
        if index < 0:
            return 0
        at = self._in_later[index]
        return self._starts[at] + offset - self._changes[at].new_start

    @cached_property
    def _in_later(self) -> list[int]:
        return [index for index, one in enumerate(self._changes) if one.kind != "deleted"]

    @cached_property
    def _later_starts(self) -> list[int]:
        return [self._changes[index].new_start for index in self._in_later]

    def words(self) -> tuple[int, int]:
        """How many words were inserted and deleted."""

        def count(passages: Sequence[Passage]) -> int:
            return sum(len(self.text.text[start:end].split()) for start, end in passages)

        return count(self.inserted), count(self.deleted)


def compare(earlier: ReleaseText, later: ReleaseText) -> Comparison:
    """How the later text differs from the earlier one, word by word (`store.anchoring.diffing.word_diff`)."""
    changes = tuple(word_diff(earlier.text, later.text))
    parts: list[str] = []
    starts: list[int] = []
    passages: dict[str, list[Passage]] = {"equal": [], "deleted": [], "inserted": []}
    at = 0
    for one in changes:
        if one.kind == "deleted":
            part = earlier.text[one.old_start : one.old_end]
            # A blank keeps it apart from the word that took its place.
            parts.append(part if part[-1:].isspace() else f"{part} ")
        else:
            parts.append(later.text[one.new_start : one.new_end])
        starts.append(at)
        passages[one.kind].append((at, at := at + len(parts[-1])))
    text = "".join(parts)
    runs = list(zip(starts, changes, strict=True))
    paragraphs = tuple(
        Paragraph(start, end, _kind(runs, start, end, earlier, later)) for start, end in paragraph_spans(text)
    )
    return Comparison(
        ReleaseText(text, paragraphs, (), None),
        tuple(passages["deleted"]),
        tuple(passages["inserted"]),
        changes,
        tuple(starts),
    )


def _kind(
    runs: Sequence[tuple[int, Change]], start: int, end: int, earlier: ReleaseText, later: ReleaseText
) -> str:
    """The kind the later text's paragraph has that a span begins with; of none, the earlier's."""
    first = bisect_right(runs, start, key=lambda run: run[0]) - 1
    here = runs[first : bisect_right(runs, end - 1, key=lambda run: run[0])]
    for at, one in here:
        if one.kind != "deleted":
            return _kind_at(later.paragraphs, one.new_start + max(0, start - at))
    at, one = here[0]
    return _kind_at(earlier.paragraphs, one.old_start + max(0, start - at))


def _kind_at(paragraphs: Sequence[Paragraph], offset: int) -> str:
    index = bisect_right(paragraphs, offset, key=lambda one: one.start) - 1
    return paragraphs[index].kind if index >= 0 else "body"
