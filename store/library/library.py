"""The library: releases, texts, annotations, tags, reading and history, in one TinyDB.

What is in its tables can be read and written through TinyDB; where a list or a count must cost the same in
a large library, the storage below is asked itself. A method of a part that changes something is one
transaction over all tables it touches, its history event included, and is durable when it returns (see
`store.library.library_tables`).
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from store.backups import DailyBackup, is_being_restored
from store.library.annotations import Annotations
from store.library.library_tables import LibraryTables
from store.library.preparing import prepare
from store.library.reading import Reading
from store.library.release_tags import ReleaseTags
from store.library.releases import Releases
from store.library.storage_kinds import file_of, open_rows, place_of
from store.library.tags import Tags
from store.storages import LibraryPlace, RowDB
from store.tables import Unreadable

if TYPE_CHECKING:
    from store.library.answering import Finding
    from store.library.autocoding import Autocoding
    from store.library.codebook import Codebook
    from store.library.history import History
    from store.library.people import People
    from store.library.quoting import Quoting
    from store.library.trash import Trash
    from store.library.views import Views
    from store.search import FullText


def now() -> str:
    """The time in UTC to the second, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def current_user() -> str:
    """The name annotations and history carry."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user-{os.getuid()}" if hasattr(os, "getuid") else "user"


def open_library(
    path: str | LibraryPlace, *, user: str | None = None, clock: Callable[[], str] = now
) -> Library:
    """Opens the library at the path, making it when there is none; its name says of which kind.

    A library of an earlier schema is upgraded (see `store.library.migrations`); a restore that was killed is
    finished first, and said in the library's `warnings`.

    Raises NotALibraryError, NewerLibraryError, StorageError or MigrationError; the file is then untouched.
    Raises BackupError where a restore cannot be finished.
    """
    finished = None
    place = place_of(path)
    if isinstance(place, Path) and is_being_restored(place):
        from store.backups import finish_restore  # for a day that never comes

        finished = finish_restore(place)
    db = open_rows(place)
    try:
        library = Library(db, user=user or current_user(), clock=clock)
    except BaseException:
        db.close()
        raise
    if finished is not None:
        library.warnings.append(finished)
    return library


class Library:
    """What the screen and the command line know of the store."""

    def __init__(self, db: RowDB, *, user: str, clock: Callable[[], str]) -> None:
        self.tables = LibraryTables(db, user=user, clock=clock)
        """What the parts share: rows, ids, the recording of changes."""
        self.releases = Releases(self.tables)
        self.tags = Tags(self.tables)
        self.annotations = Annotations(self.tables, self.releases, self.tags)
        self.release_tags = ReleaseTags(self.tables, self.releases, self.tags)
        self.reading = Reading(self.tables, self.releases)
        self.warnings: list[str] = []
        """What went wrong beside the work, such as a backup: to be shown and then removed from here."""
        storage = self.tables.storage
        if (log := storage.set_aside) is not None:
            self.warnings.append(
                f"Beside {self.place.name} lay the log of another file that stood there before. "
                f"It was not applied; it is kept as {log.name}."
            )
        if told := prepare(self.tables, self.place):
            self.warnings.append(told)
        self.daily_backup = DailyBackup(storage, lambda: storage.count_rows("releases"), self.warnings.append)
        storage.warn = self.warnings.append
        storage.before_change = self.daily_backup.before_change

    @cached_property
    def history(self) -> History:
        """What was done; undo and redo."""
        from store.library.history import History  # a list needs it not

        return History(self.tables)

    @cached_property
    def codebook(self) -> Codebook:
        """What is done to the tags themselves."""
        from store.library.codebook import Codebook  # reading needs it not

        return Codebook(self.tables, self.tags)

    @cached_property
    def autocoding(self) -> Autocoding:
        """Tags all that a query finds in the texts."""
        from store.library.autocoding import Autocoding  # reading needs it not

        return Autocoding(self.tables, self.releases, self.tags, lambda: self.find)

    @cached_property
    def index(self) -> FullText:
        """The full-text index of the releases."""
        from store.search import FullText  # slow to import, and reading needs it not

        return FullText(self.tables)

    @cached_property
    def find(self) -> Finding:
        """Finds releases by a query."""
        from store.library.answering import Finding

        return Finding(self.tables, self.releases, self.tags, self.index, self.quoting)

    @cached_property
    def quoting(self) -> Quoting:
        """The quotations that are kept beside the index."""
        from store.library.quoting import Quoting

        return Quoting(self.tables, self.index)

    @cached_property
    def people(self) -> People:
        """Which speakers are one."""
        from store.library.people import People

        return People(self.tables)

    @cached_property
    def trash(self) -> Trash:
        """What was removed."""
        from store.library.trash import Trash

        return Trash(self.tables, self.releases, lambda: self.index)

    @cached_property
    def views(self) -> Views:
        """Queries that were saved."""
        from store.library.views import Views

        return Views(self.tables, self.releases, lambda: self.find)

    @property
    def user(self) -> str:
        """The name annotations and history carry."""
        return self.tables.user

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.tables.read_only

    @property
    def place(self) -> LibraryPlace:
        """The library's file, or its name on a server; as text it may be shown."""
        return self.tables.storage.place

    @property
    def path(self) -> Path:
        """The library's file. Raises StorageError where it is in none, but on a server."""
        return file_of(self.place)

    def version(self) -> tuple[int, int]:
        """A value that changes whenever this or another process may have written; never waits.

        The first of the two changes where it was another process.
        """
        return self.tables.storage.version()

    def displaced(self) -> str:
        """Why the library's path no longer leads to what is open; empty while it does.

        In words that complete "library.db …". Asks the disk: not for where keys are answered.
        """
        return self.tables.storage.displaced()

    def waits_for(self) -> str:
        """The program a change is waiting for, "another program" where nobody can tell; else empty."""
        return self.tables.storage.waits_for()

    def save_beside(self) -> Path:
        """Writes what is open into a new file beside the library's path, and gives it. Raises BackupError.

        A backup begun is finished first: it may be what the pages still held belong upon.
        """
        from store.backups import save_beside  # for a day that never comes

        self.daily_backup.wait()
        return save_beside(self.tables.storage, self.path)

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside are durable together when it ends, or none is."""
        return self.tables.storage.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside see one state of the library, where its file can give that; others go on writing.

        Other threads read when it is over: for what is read at once.
        """
        return self.tables.storage.snapshot()

    def close(self) -> None:
        """Closes the library; a backup begun is finished first."""
        if "index" in vars(self):  # else nobody searched, and nothing is open
            self.index.close()
        self.daily_backup.wait()
        self.tables.db.close()

    def unreadable(self) -> list[Unreadable]:
        """The records met so far that could not be understood: passed over and left as they are."""
        return self.tables.unreadable()
