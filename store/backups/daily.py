"""The day's first backup, made while the work goes on.

Of `store.backups.copies` only this stands in the way of a start, and asks for it when something is changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from store.errors import BackupError
from store.storages import Held, RowStorage


class DailyBackup:
    """Backs the library up before the first change of each day (UTC), while the work goes on.

    One that is in no file of its own is backed up where it is kept.

    Args:
        storage: what holds it.
        count: how many releases it holds; an empty one is not backed up.
        warn: called with what went wrong; a failing backup keeps nobody from writing.
    """

    def __init__(self, storage: RowStorage, count: Callable[[], int], warn: Callable[[str], None]) -> None:
        self._storage = storage
        self._count = count
        self._warn = warn
        self._day = ""
        self._made: Path | None = None
        self._thread: threading.Thread | None = None

    def before_change(self) -> None:
        """To be called before each transaction; all but the day's first cost a look at clock and folder."""
        from store.backups import copies  # not for who only reads

        day, library = copies.utc_now().strftime("%Y-%m-%d"), self._storage.file
        if library is None or (day == self._day and not self._vanished()):
            return
        self._day = day
        daily = (path for path in copies.backups_of(library) if copies.reason_of(path) == "daily")
        self._made = next((path for path in daily if path.name.startswith(day)), None)
        if self._made is None and self._count():
            self._begin(library, copies.fresh_name(library, "daily"))

    def _vanished(self) -> bool:
        """Whether the day's backup was there and is gone; one that failed is not tried again that day."""
        return self._made is not None and not self._made.exists()

    def _begin(self, library: Path, target: Path) -> None:
        """Takes hold of the state before the change, and writes it down in a thread.

        Where the change would have to wait for that anyway, it is written down first.
        """
        from store.backups import copies

        try:
            with copies.Failing(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                held = self._storage.hold()
        except BackupError as error:
            self._complain(error)
            return
        waited_for = held.keeps_waiting
        thread = threading.Thread(target=self._write, args=(held, library, target), name="daily backup")
        thread.start()
        self._thread = thread
        if waited_for:
            self.wait()

    def _write(self, held: Held, library: Path, target: Path) -> None:
        from store.backups import copies
        from store.backups.soundness import unsound

        try:
            with copies.Failing(target):
                held.write(target, check=unsound)
            self._made = target
            copies.prune(library, spare=target)
        except BackupError as error:
            self._complain(error)
        finally:
            held.close()

    def _complain(self, error: BackupError) -> None:
        self._warn(f"Today’s backup could not be made: {error.message} {error.way_out} Your work is kept.")

    def wait(self) -> None:
        """Until a backup that was begun is written."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
