"""What a query finds, sort by sort: a row each. A new sort is a row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store import Library
    from store.library import Found

#: How a sort is drawn: `tui.panes.found.result_lines`.
RELEASE, LINE, PASSAGE, QUOTATION = "release", "line", "passage", "quotation"

#: Says whether nobody waits for the answer any more.
Stop = Callable[[], bool]


class Sort(NamedTuple):
    """A row of the table."""

    title: str
    form: str
    """How its rows are drawn: one of the four above."""
    read: Callable[[Library, str, bool, Stop], Iterator[Found]]
    """Gives what a query finds; where it is said, by date. Raises InvalidQueryError and StorageError."""
    ranked: bool = False
    """Whether the best come first where they need not be by date; else they are by date always."""
    tally: Callable[[Library, str, Stop], int] | None = None
    """Says how many there are in less time than reading them takes."""
    there: Callable[[Library, Stop], int] | None = None
    """Says how many there are in the library, where nothing is asked for."""
    exact: bool = False
    """Whether a row is a passage that is tagged as it is; else the sentence is that it stands in."""


SORTS = (
    Sort(
        "Releases",
        RELEASE,
        lambda library, typed, by_date, stop: library.find.releases(typed, by_date=by_date, stop=stop),
        True,
        lambda library, typed, stop: library.find.count(typed, stop=stop),
    ),
    Sort(
        "Text",
        LINE,
        lambda library, typed, by_date, stop: library.find.lines(typed, by_date=by_date, stop=stop),
        True,
    ),
    Sort(
        "Passages",
        PASSAGE,
        lambda library, typed, _, stop: library.find.passages(typed, stop=stop),
        there=lambda library, _: library.find.passages_there(),
        exact=True,
    ),
    Sort(
        "Quotations",
        QUOTATION,
        lambda library, typed, _, stop: library.find.quotations(typed, stop=stop),
        there=lambda library, stop: library.find.quotations_there(stop=stop),
        exact=True,
    ),
)
#: The key of each, in their order.
SORT_KEYS = tuple(str(number + 1) for number in range(len(SORTS)))
