"""How often each tag is given in each release, as comma-separated values: a row for each release, a column
for each tag, for statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from store.exports.comma_separated import cells, csv_rows
from store.exports.exporter import Marked
from store.models import Tag

#: What stands before the columns of the tags, whose names have a ``#`` before them: no two are alike.
_ABOUT = ("release", "headline", "date", "place", "agency", "language", "words")


def write(marked: Iterable[Marked], *, codebook: Sequence[Tag]) -> Iterator[str]:
    """The header, then the row of each release: passages that have the tag, and one more where the release
    itself has it."""
    tags = sorted(codebook, key=lambda tag: tag.name)
    yield csv_rows([cells([*_ABOUT, *(f"#{tag.name}" for tag in tags)])])
    for one in marked:
        release = one.release
        counts = Counter(tag.id for each in one.annotations for tag in each.tags)
        counts.update(tag.id for tag in one.tags)
        about = (getattr(release, name) for name in ("id", *_ABOUT[1:]))
        yield csv_rows([cells([*about, *(counts[tag.id] for tag in tags)])])
