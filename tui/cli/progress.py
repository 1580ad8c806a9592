"""A progress bar on a terminal, a line where it has no screen, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store import NotFoundError
from tui.cli.naming import by_lines, is_id

if TYPE_CHECKING:
    from store import Library
    from store.library import View


@contextmanager
def shown(what: str) -> Iterator[Callable[[int, int, int], None]]:
    """Gives a function to be called with how many are done, how many there are, and the releases so far.

    A file may hold thousands of releases: without their number the bar would stand still.
    """
    if not sys.stderr.isatty():
        yield lambda done, total, releases: None
        return
    if by_lines():
        told: list[str] = []

        def tell(done: int, total: int, _: int) -> None:
            if done < total and not told:
                told.append(what)
                sys.stderr.write(f"{what} …\n")

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)

        def show(done: int, total: int, releases: int) -> None:
            told = f"{what} · {releases:,} releases" if releases else what
            progress.update(task, completed=done, total=total, description=told)

        yield show


def found_ids(library: Library, typed: str) -> list[int]:
    """The releases that a query finds, as `Finding.ids` gives them. Raises InvalidQueryError."""
    get_ready_for(library, typed)
    return library.find.ids(typed)


def ids_in(query: Sequence[str]) -> list[int] | None:
    """The ids where all words are such; None where they are a query."""
    if all(map(is_id, query)):
        return [int(word) for word in query]
    return None


def asked_ids(library: Library, query: Sequence[str]) -> list[int]:
    """The releases with these ids, or those that a query finds.

    Raises NotFoundError for an id that no release has, InvalidQueryError.
    """
    if (ids := ids_in(query)) is None:
        return found_ids(library, " ".join(query))
    there = {release.id for release in library.releases.each(ids)}
    if missing := [key for key in ids if key not in there]:
        raise NotFoundError(f"there is no release {missing[0]}.", "‘dateline list’ lists them.")
    return list(dict.fromkeys(ids))


def ids_in_view(library: Library, view: View) -> list[int]:
    """The releases that a view shows, as `Views.ids` gives them."""
    find_quotations_for(library, view.query)
    return library.views.ids(view)


def get_ready_for(library: Library, typed: str) -> None:
    """As `find_quotations_for`, of a query somebody typed.

    Raises InvalidQueryError also for one that asks for nothing, as a shell's unset variable does.
    """
    library.find.asked(typed)
    find_quotations_for(library, typed)


def find_quotations_for(library: Library, typed: str) -> None:
    """As `find_all_quotations`, where the query asks for them. Raises InvalidQueryError."""
    if library.find.is_about_quotations(typed):
        find_all_quotations(library)


def find_all_quotations(library: Library) -> None:
    """Looks through the releases whose quotations are not known yet."""
    with shown("Looking for quotations") as show:
        library.quoting.make(lambda done, total: show(done, total, 0))
