"""The annotations of a release as the reader draws them: in the text and in the gutter beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.segment import Segment

from store import Annotation, Tag
from tui.palette import HUES
from tui.panes.ink import Ink
from tui.screen_signs import BAR, MORE, NOTE, UNTAGGED, WIDE
from tui.text import GUTTER, LANES, Lane, Span, any_in, cluster_end, drawn, flatten, in_lane, lanes, spans_in

Passage = tuple[int, int]
"""Start and end in code points, half-open."""
NOTHING: Passage = (0, 0)
"""No passage."""


@dataclass(slots=True, eq=False)
class Marks:
    """The annotations of a release, ready to be painted."""

    annotations: Sequence[Annotation] = ()
    """Those that have a place in the text."""
    by_id: dict[int, Annotation] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    without_lane: list[int] = field(default_factory=list)
    """Where passages begin that found no lane."""
    notes: list[int] = field(default_factory=list)
    """Where passages with a note begin."""

    @classmethod
    def of(cls, annotations: Sequence[Annotation], text: str = "") -> Marks:
        """Those that have a place in the text; orphaned ones are listed, not painted.

        With the text given, passages in different lines share a lane of the gutter.
        """
        placed = sorted((one for one in annotations if one.state != "orphaned"), key=_place)
        intervals = [(one.start, one.end, one.id) for one in placed]
        made, without = lanes(intervals, text)
        return cls(
            placed,
            {one.id: one for one in placed},
            flatten(intervals),
            made,
            without,
            [one.start for one in placed if one.note],
        )

    def under(self, offset: int) -> Annotation | None:
        """The annotation at the offset; of several, the shortest."""
        found = spans_in(self.spans, offset, offset + 1)
        return self.by_id[found[0].shortest] if found else None

    def passage_of(self, key: int | None) -> Passage:
        """The passage of the annotation with this id; `NOTHING` where there is none."""
        annotation = self.by_id.get(key) if key is not None else None
        return (annotation.start, annotation.end) if annotation else NOTHING


def _place(annotation: Annotation) -> tuple[int, int]:
    return annotation.start, annotation.id


def color_of(annotation: Annotation) -> int:
    """The index of the hue an annotation is shown in; notes without a tag take the last."""
    return (annotation.tags[0].color if annotation.tags else len(HUES) - 1) % len(HUES)


def letter_of(annotation: Annotation) -> str:
    """What begins the passage in the gutter: the first character of its first tag."""
    return _letter(annotation.tags[0]) if annotation.tags else UNTAGGED


def _letter(tag: Tag) -> str:
    return drawn(tag.name[: cluster_end(tag.name, 0)])


def gutter(marks: Marks, ink: Ink, start: int, end: int, kind: str, current: int | None) -> list[Segment]:
    """The cells left of a row that holds ``[start, end)``: passages, first nearest the text, and a sign.

    A passage has its tag's letter where it begins, those of its other tags where nothing else stands, and a
    bar where it goes on. The sign says that there are more than there is room for, or that one has a note;
    else it is `kind`, the mark of the paragraph.
    """
    # From the text outwards; a wide letter takes the next lane's cell too.
    cells: list[Segment] = []
    others: list[Tag] = []
    for index in range(LANES):
        found = in_lane(marks.lanes[index], start, end) if marks.lanes else None
        if found is None:
            cells.append(Segment(" ", ink.text))
            continue
        annotation = marks.by_id[found[2]]
        letter = letter_of(annotation) if found[0] >= start else BAR
        others += annotation.tags[1:] if found[0] >= start else ()
        style = ink.letters[color_of(annotation)]
        cells.append(Segment(letter, style + ink.strong if annotation.id == current else style))
    _make_room(cells)
    shown = _add_letters(cells, others, ink)
    more = shown < len(others) or any_in(marks.without_lane, start, end)
    note = any_in(marks.notes, start, end)
    sign = (MORE if more else NOTE if note else kind).ljust(GUTTER - LANES)
    style = ink.text if more or note or sign.isspace() else ink.dim
    return [*reversed(cells), Segment(sign, style)]


def _add_letters(cells: list[Segment], tags: Sequence[Tag], ink: Ink) -> int:
    """Puts the letters of further tags where nothing stands; gives how many found room."""
    free = [index for index, cell in enumerate(cells) if cell.text == " "]
    for index, tag in zip(free, tags, strict=False):
        letter = _letter(tag)
        cells[index] = Segment(letter if cell_len(letter) < 2 else WIDE, ink.letters[tag.color % len(HUES)])
    return min(len(free), len(tags))


def _make_room(cells: list[Segment]) -> None:
    """Lets a letter of two cells take an empty one beside it, or puts a sign of one cell in its place."""
    for index, cell in enumerate(cells):
        if cell_len(cell.text) < 2:
            continue
        if index + 1 < len(cells) and cells[index + 1].text == " ":
            cells[index + 1] = Segment("")
        else:
            cells[index] = Segment(WIDE, cell.style)
