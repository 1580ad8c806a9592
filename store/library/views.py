"""Views: queries that were saved under a name."""

from __future__ import annotations

from dataclasses import dataclass

from store.errors import InvalidInputError, NotFoundError
from store.library.library_tables import LibraryTables
from store.tables import sound
from store.wording import brief

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


class Views:
    """The views of a library."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables

    def all(self) -> list[View]:
        """All views, by name."""
        rows = self._tables.readable_rows(TABLE)
        views = [View(key, row["name"], row["query"]) for key, row in rows]
        return sorted(views, key=lambda view: (view.name.casefold(), view.id))

    def named(self, name: str) -> View:
        """The view of that name, case aside. Raises NotFoundError."""
        found = self._found(name)
        if found is None:
            way_out = "‘dateline view list’ shows what there is."
            raise NotFoundError(f"there is no view {brief(name)}.", way_out)
        return found

    def _found(self, name: str) -> View | None:
        wanted = " ".join(name.split()).casefold()
        return next((view for view in self.all() if view.name.casefold() == wanted), None)

    def save(self, name: str, query: str) -> View:
        """Keeps a query under a name, in place of what was kept under it.

        Raises InvalidInputError for a name that is empty or too long, InvalidQueryError for what is no query.
        """
        from store.search import parse  # a list needs it not

        name = " ".join(name.split())
        if len(name) > LONGEST or not sound(TABLE, "name", name):
            raise InvalidInputError(f"the name of a view is one line of 1 to {LONGEST} letters.")
        parse(query)
        with self._tables.action() as (action, said):
            known = self._found(name)
            said(f"saved the view {brief(name)}")
            if known is not None:
                action.update(TABLE, known.id, name=name, query=query)
                return View(known.id, name, query)
            return View(action.insert(TABLE, {"name": name, "query": query}), name, query)

    def remove(self, name: str) -> View:
        """Deletes a view; what it shows stays. Raises NotFoundError."""
        with self._tables.action() as (action, said):
            view = self.named(name)
            action.remove(TABLE, view.id)
            said(f"removed the view {brief(view.name)}")
        return view
