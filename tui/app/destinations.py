"""Where the palette leads beside actions: releases, tags, views and speakers, found by what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import NamedTuple

from store import NotFoundError
from store.library import BUILT_IN, is_address, spot
from tui.app.opening import Opening
from tui.app.searching import Searching
from tui.app.viewing import Viewing
from tui.app.workspace import Workspace
from tui.sorts import PASSAGE, QUOTATION, Stop
from tui.terminal import one_line

#: Places of one kind that are offered, and letters that must be typed before a library is asked.
_MOST, _LETTERS = 6, 2


class Place(NamedTuple):
    """Something that can be gone to."""

    kind: str
    name: str
    """What the user called it, or its headline, on one line."""
    go: Callable[[], Awaitable[None]]
    """Goes there."""

    def is_called(self, typed: str) -> bool:
        """Whether what is typed is its whole name, as far as letters tell."""
        return _words(self.name) == _words(typed)


class Places:
    """Finds places in the library, and goes there."""

    def __init__(
        self, workspace: Workspace, opening: Opening, viewing: Viewing, searching: Searching
    ) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._opening = opening
        self._viewing = viewing
        self._searching = searching

    def find(self, typed: str, stop: Stop) -> Iterator[Place]:
        """Views, tags, speakers, releases that have words beginning with each one typed: some of each.

        An address that an export gives leads to its place. For a thread: a library may be large. Raises
        StorageError.
        """
        if is_address(typed):
            with suppress(NotFoundError):  # its number is still being typed
                place = spot(self._library, typed)
                yield Place("Place", typed.strip(), partial(self._opening.open_at, place))
            return
        wanted = _words(typed)
        if len("".join(wanted)) < _LETTERS:
            return
        yield from islice(self._views(wanted), _MOST)
        yield from islice(self._tags(wanted), _MOST)
        for ask in (self._speakers, self._releases):
            if not stop():
                yield from ask(typed, stop)

    def _views(self, wanted: list[str]) -> Iterator[Place]:
        for view in (*BUILT_IN, *self._library.views.all()):
            if _begins(view.name, wanted):
                yield Place("View", one_line(view.name), partial(self._viewing.list_view, view))

    def _tags(self, wanted: list[str]) -> Iterator[Place]:
        from store.search import Name, write  # the first frame needs it not

        for tag in self._library.tags.all():
            if _begins(tag.name, wanted):
                passages = partial(self._searching.find, write(Name("tag", tag.name)), PASSAGE)
                yield Place("Tag", f"#{one_line(tag.name)}", passages)

    def _speakers(self, typed: str, _stop: Stop) -> Iterator[Place]:
        from store.search import Words, write

        for name in self._library.find.speakers(typed, _MOST):
            said = partial(self._searching.find, write(Words("speaker", name)), QUOTATION)
            yield Place("Speaker", one_line(name), said)

    def _releases(self, typed: str, stop: Stop) -> Iterator[Place]:
        from store.search import Words, has_words, write

        words = (word for word in typed.replace('"', " ").split() if has_words(word))
        query = " ".join(write(Words("headline", word, True)) for word in words)
        for found in islice(self._library.find.releases(query, stop=stop), _MOST):
            open_it = partial(self._opening.open_and_read, found.release.id)
            yield Place("Release", one_line(found.release.headline), open_it)


def _begins(name: str, wanted: list[str]) -> bool:
    words = _words(name)
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _words(text: str) -> list[str]:
    """The words of a name, those of a tag's path too."""
    return text.casefold().replace("#", " ").replace("/", " ").split()
