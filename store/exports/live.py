"""A folder of notes that is kept as new as the library: what was touched is written, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from store.atomic import is_there, sweep
from store.errors import DatelineError
from store.exports.exporter import Exporter, Marked
from store.exports.files import Homes, write_each, write_parts
from store.exports.markdown import index_of
from store.exports.marked_releases import annotated_anew, marked
from store.exports.references_beside import write_beside
from store.exports.unchanged import Wrote, written_before
from store.library import Library, Mark

#: The name of the note that links all others, and its title.
_INDEX = "Index"
Told = Iterator[tuple[Path, DatelineError | None]]


class LiveFolder:
    """Keeps one folder.

    A release that was removed leaves its note behind; one that lost its last annotation has a note without.

    Args:
        library: what is exported.
        exporter: a format of Markdown.
        folder: made where it is missing.
        cache: where is kept what was written; the user's cache folder where it is None.
    """

    def __init__(self, library: Library, exporter: Exporter, folder: Path, cache: Path | None = None) -> None:
        self._library = library
        self._exporter = exporter
        self.folder = folder
        self._cache = cache
        self._homes = Homes(folder, exporter)
        self._version: tuple[int, int] | None = None
        self._mark: Mark | None = None
        self._linked: set[Path] | None = None
        """The notes that the index links; None before it is known."""
        self._there: set[Path] = set()
        """The files that are there as they are to be."""
        self._folders: set[Path] = set()
        """The folders they are in."""
        self._stamps: dict[Path, tuple[int, int] | None] = {}
        """The folders, as they were when the files were looked for last."""

    def is_behind(self) -> bool:
        """Whether anything may have been written to the library since; never waits."""
        return self._version != self._library.version()

    def is_short(self) -> bool:
        """Whether somebody took away a file since; asks the disk. The next `update` writes it again."""
        stamps = {folder: _stamp(folder) for folder in self._stamps}
        if stamps == self._stamps:
            return False
        if not all(is_there(path) for path in self._there):
            self._mark = None
            return True
        self._stamps = stamps
        return False

    def update(self, progress: Callable[[int, int], None] = lambda done, total: None) -> Told:
        """Writes what was touched, all there is the first time; each file with None, or why it was not.

        Only files that are to hold something else are written, and given. For a thread; what `progress`
        raises ends it, and the next time goes on. Raises DatelineError.
        """
        version, now = self._library.version(), self._library.history.mark()
        ids = None if self._mark is None else self._library.history.touched(self._mark, now)
        if ids is None:
            sweep(self.folder)
            self._there.clear()
            self._folders = {self.folder}
        yield from self._all(progress) if ids is None else self._some(sorted(ids))
        self._version, self._mark = version, now
        self._stamps = {folder: _stamp(folder) for folder in self._folders}

    def _all(self, progress: Callable[[int, int], None]) -> Told:
        total = len(self._library.releases.annotated())
        with written_before(self._exporter, self.folder, {}, self._cache) as written:
            releases = annotated_anew(self._library, written.unchanged)
            yield from self._written(releases, written.keep, lambda done: progress(done, total))
        self._homes.look()
        yield from self._index()

    def _some(self, ids: Iterable[int]) -> Told:
        there = [one.id for one in self._library.releases.many(ids)]
        wanted = [
            one
            for one in marked(self._library, there)
            if one.annotations or is_there(self._homes.of(one.release))
        ]
        new = False
        for path, error in self._written(wanted, lambda _: None, lambda _: None):
            new |= error is None and path not in (self._linked or ())
            yield path, error
        if new:
            yield from self._index()

    def _written(
        self,
        releases: Iterable[Marked | Path],
        keep: Callable[[Iterable[Wrote]], None],
        progress: Callable[[int], None],
    ) -> Told:
        """Those that were not there as they are to be."""
        before: dict[Path, tuple[int, int] | None] = {}

        def seen() -> Iterator[Marked | Path]:
            for number, one in enumerate(releases):
                progress(number)
                path = one if isinstance(one, Path) else self._homes.of(one.release)
                before[path] = _stamp(path)
                yield one

        for path, error in write_each(self._exporter, self.folder, seen(), keep, "refuse", self._homes):
            if error is None and path not in self._there:
                self._there.add(path)
                self._folders.add(path.parent)
            if error is not None or before.pop(path, None) != _stamp(path):
                yield path, error

    def _index(self) -> Told:
        """Links all notes there are; beside them what they refer to."""
        if self._exporter.index is None:
            return
        if references := write_beside(self._library, self._exporter, self.folder, [], self._cache):
            self._there.add(references)
            yield references, None
        path = self.folder / f"{_INDEX}{self._exporter.suffix}"
        links = index_of(self.folder)
        self._linked = {self.folder / f"{name}{self._exporter.suffix}" for name, _, _ in links}
        before = _stamp(path)
        try:
            if links:
                write_parts(self._exporter, path, self._exporter.index(_INDEX, links))
        except DatelineError as error:
            yield path, error
        else:
            if links:
                self._there.add(path)
            if before != _stamp(path):
                yield path, None


def _stamp(path: Path) -> tuple[int, int] | None:
    """What is another once the file was written; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
