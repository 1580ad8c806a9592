"""Views: queries that were saved under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import InvalidInputError, InvalidQueryError, NotFoundError
from store.library.library_tables import LibraryTables
from store.library.releases import Releases
from store.tables import sound
from store.wording import brief

if TYPE_CHECKING:
    from store.library.answering import Finding

TABLE = "views"
#: Letters a name may have: it stands in one line of a narrow list.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class View:
    """A query with a name."""

    id: int
    name: str
    query: str
    """As it was typed (`store.search.grammar`)."""


#: The views every library has.
BUILT_IN = (
    View(0, "All", ""),
    View(0, "Unread", "is:unread"),
    View(0, "New", "is:new"),
    View(0, "Starred", "is:starred"),
    View(0, "Updated", "is:updated"),
    View(0, "Embargoed", "is:embargoed"),
    View(0, "Duplicates", "is:duplicate"),
)


class Views:
    """The views of a library."""

    def __init__(self, tables: LibraryTables, releases: Releases, find: Callable[[], Finding]) -> None:
        """Args: rows, all releases, and what gives the finding of some once it is needed."""
        self._tables = tables
        self._releases = releases
        self._find = find

    def ids(self, view: View) -> list[int]:
        """The releases a view shows, the newest dateline first.

        Raises InvalidQueryError for the query of one that a newer program saved, and StorageError.
        """
        from store.search import parse  # a list needs it not

        return self._releases.ids() if parse(view.query) is None else self._find().ids(view.query)

    def unread(self, views: Iterable[View]) -> Iterator[int | None]:
        """How many unread releases each of the views shows; None for one whose query cannot be read.

        Raises StorageError.
        """
        from store.search import parse

        unread = set(self.ids(View(0, "", "is:unread")))
        for view in views:
            try:
                query = parse(view.query)
            except InvalidQueryError:
                yield None
            else:
                yield len(unread if query is None else unread & self._find().matching(query))

    def all(self) -> list[View]:
        """The views that were saved, by name."""
        rows = self._tables.readable_rows(TABLE)
        views = [View(key, row["name"], row["query"]) for key, row in rows]
        return sorted(views, key=lambda view: (view.name.casefold(), view.id))

    def named(self, name: str) -> View:
        """The view of that name, case aside, one of `BUILT_IN` too. Raises NotFoundError."""
        found = self._found(name) or _built_in(name)
        if found is None:
            way_out = "‘dateline view list’ shows what there is."
            raise NotFoundError(f"there is no view {brief(name)}.", way_out)
        return found

    def _found(self, name: str) -> View | None:
        return next((view for view in self.all() if _is_named(view, name)), None)

    def save(self, name: str, query: str) -> View:
        """Keeps a query under a name, in place of what was kept under it.

        Raises InvalidInputError for a name that is empty, too long or that of a view every library has,
        InvalidQueryError for what is no query, or an empty one.
        """
        from store.search import asked  # a list needs it not

        name = " ".join(name.split())
        if len(name) > LONGEST or not sound(TABLE, "name", name):
            raise InvalidInputError(f"the name of a view is one line of 1 to {LONGEST} letters.")
        if _built_in(name) is not None:
            raise InvalidInputError(f"every library has a view {brief(name)}; take another name.")
        asked(query)
        with self._tables.action() as (action, said):
            known = self._found(name)
            anew = f" in place of {brief(known.query)}" if known is not None else ""
            said(f"saved the view {brief(name)}{anew}")
            if known is not None:
                action.update(TABLE, known.id, name=name, query=query)
                return View(known.id, name, query)
            return View(action.insert(TABLE, {"name": name, "query": query}), name, query)

    def remove(self, name: str) -> View:
        """Deletes a view; what it shows stays.

        Raises NotFoundError, and InvalidInputError for one of `BUILT_IN`.
        """
        with self._tables.action() as (action, said):
            view = self._found(name)
            if view is None and _built_in(name) is not None:
                raise InvalidInputError(f"every library has the view {brief(name)}; it cannot be removed.")
            view = view or self.named(name)
            action.remove(TABLE, view.id)
            said(f"removed the view {brief(view.name)}")
        return view


def _is_named(view: View, name: str) -> bool:
    return view.name.casefold() == " ".join(name.split()).casefold()


def _built_in(name: str) -> View | None:
    return next((view for view in BUILT_IN if _is_named(view, name)), None)
