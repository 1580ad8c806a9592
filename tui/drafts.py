"""What was typed and is not in the library yet, kept on the disk: it outlives the program and the computer.

One file for each draft, in the user's state folder, which nobody else may read; no two processes ever write
the same file. A process holds a lock while it lives; the drafts of one that has ended are taken over by the
next that opens the same library.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from store import Annotation, Release, StorageError
from store.atomic import flush_folder
from store.library import LibraryPlace, ServerName

if TYPE_CHECKING:
    from filelock import FileLock

#: Kinds of drafts.
NOTE, TAGS = "note", "tags"
#: ``3f…a1.0001.json``: the process that keeps the draft, and which of its drafts it is.
_NAME = re.compile(r"([0-9a-f]{16})\.(\d+)\.json")


@dataclass(frozen=True, slots=True)
class Place:
    """What a draft is about, known by what it is: ids may be given anew in a library put back from a copy."""

    kind: str
    """`NOTE` or `TAGS`."""
    release: int
    """The release's id when the draft was written."""
    source: str
    part: str
    digest: str
    headline: str
    start: int
    end: int
    quote: str
    annotation: str = ""
    """Who made the annotation and when; empty where there was none yet."""
    number: int = 0
    """The annotation's id when the draft was written; 0 where there was none."""
    alone: bool = True
    """Whether it was the only one its creator had made in the release in that second."""

    @classmethod
    def of(
        cls,
        kind: str,
        release: Release,
        span: tuple[int, int],
        quote: str,
        annotation: Annotation | None,
        annotations: Iterable[Annotation] = (),
    ) -> Place:
        """The place of a passage, or of the annotation on it; all that are in the release tell it apart."""
        place = cls(
            kind, release.id, release.source, release.part, release.digest, release.headline, *span, quote
        )
        if annotation is None:
            return place
        made = identity(annotation)
        alone = all(one.id == annotation.id or identity(one) != made for one in annotations)
        return replace(place, annotation=made, number=annotation.id, alone=alone)

    def is_in(self, release: Release) -> bool:
        """Whether this is the release, or another version of it."""
        return self._is_of(release.digest, release.source, release.part)

    def _is_of(self, digest: str, source: str, part: str) -> bool:
        return self.digest == digest or (self.source, self.part) == (source, part)

    def is_same(self, other: Place, annotations: Sequence[Annotation] = ()) -> bool:
        """Whether a draft for this place is one for the other: about the same annotation, or the same words.

        Args: a passage of a release as it is now, and all annotations that are in the release.
        """
        if self == other:
            return True
        if self.kind != other.kind or not self._is_of(other.digest, other.source, other.part):
            return False
        owner = self.owner(annotations)
        if owner is not None:
            return owner.id == other.number
        if self.annotation and other.annotation:
            return False
        return self.quote == other.quote and (self.start == other.start or self.digest != other.digest)

    def owner(self, annotations: Iterable[Annotation]) -> Annotation | None:
        """Which of a release's annotations this is about; None where there is none, or several may be meant.

        A burst of keys makes several in one second: words and id tell them apart. An update or another
        passage changes the words, a library put back from a copy the ids.
        """
        made = [one for one in annotations if self.annotation and identity(one) == self.annotation]
        quoted = [one for one in made if one.quote == self.quote]
        numbered = [one for one in made if one.id == self.number]
        exact = [one for one in quoted if one in numbered]
        there = [one for one in quoted if one.start == self.start]
        only = made if self.alone else []  # else the other may be what is left
        groups = (exact, there, numbered, quoted, only)
        return next((found[0] for found in groups if len(found) == 1), None)


def identity(annotation: Annotation) -> str:
    """What an annotation is, whatever its id: who made it, and when."""
    return f"{annotation.creator} {annotation.created}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed for a place."""

    place: Place
    text: str
    before: str
    """What stood there when it was begun."""
    failed: bool = False
    """Whether it was to be saved, and could not be."""


def state_folder() -> Path:
    """``$DATELINE_STATE``, or the user's folder for what a program keeps between its runs."""
    named = os.environ.get("DATELINE_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("dateline", appauthor=False)


class Drafts:
    """The drafts of one library that this process keeps: in memory at once, on the disk with `write`.

    `write` may be called in a thread, the rest is quick.
    """

    def __init__(self, library: LibraryPlace, state: Path | None = None) -> None:
        """Args: the library's place, and the state folder in place of the user's."""
        path = str(library) if isinstance(library, ServerName) else os.path.realpath(library)
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:24]
        self.folder = (state or state_folder()) / "drafts" / name
        """Where the drafts of this library are."""
        self._session = secrets.token_hex(8)
        self._library = path
        self._alive: FileLock | None = None
        self._drafts: dict[str, Draft] = {}
        self._on_disk: dict[str, Draft] = {}
        self._number = 0
        self._changing, self._writing = threading.Lock(), threading.Lock()

    # -- in memory -------------------------------------------------------------------------

    def all(self) -> list[Draft]:
        """The drafts, the oldest first."""
        with self._changing:
            return list(self._drafts.values())

    def at(self, place: Place, annotations: Sequence[Annotation] = ()) -> dict[str, Draft]:
        """The drafts for a place by name, the oldest first: more than one where two windows were open.

        Args: as `Place.is_same`.
        """
        with self._changing:
            drafts = dict(self._drafts)
        return {name: one for name, one in drafts.items() if one.place.is_same(place, annotations)}

    def keep(self, draft: Draft, names: Collection[str] = ()) -> str:
        """Keeps this draft in place of those with these names; `write` brings it to the disk.

        Gives its name. No draft but those named is touched: whoever names them has seen what they hold.
        """
        with self._changing:
            first, *others = [name for name in self._drafts if name in names] or [self._new_name()]
            for name in others:
                del self._drafts[name]
            self._drafts[first] = draft
            return first

    def drop(self, names: Collection[str]) -> None:
        """Forgets the drafts with these names; `write` takes them off the disk."""
        with self._changing:
            self._drafts = {name: one for name, one in self._drafts.items() if name not in names}

    @property
    def failed(self) -> int:
        """How many of the drafts were to be saved, and could not be."""
        return sum(draft.failed for draft in self.all())

    @property
    def unwritten(self) -> list[Draft]:
        """The drafts that are not on the disk as they are."""
        with self._changing:
            return [one for name, one in self._drafts.items() if self._on_disk.get(name) != one]

    def _new_name(self) -> str:
        self._number += 1
        return f"{self._session}.{self._number:04}.json"

    # -- on the disk -----------------------------------------------------------------------

    def write(self) -> None:
        """Brings the disk to what is in memory; what is written outlives a power cut.

        Raises StorageError where the folder cannot be written; what could not be written stays `unwritten`.
        """
        with self._writing:
            with self._changing:
                wanted = dict(self._drafts)
            if wanted == self._on_disk:
                return
            try:
                self._live()
                for name, draft in wanted.items():
                    if self._on_disk.get(name) != draft:
                        _write(self.folder / name, self._record(draft))
                        self._on_disk[name] = draft
                for name in self._on_disk.keys() - wanted.keys():
                    (self.folder / name).unlink(missing_ok=True)
                    del self._on_disk[name]
                flush_folder(self.folder)
            except OSError as error:
                raise StorageError(
                    f"{self.folder}: what you are typing could not be kept there: {error.strerror or error}.",
                    "It is lost if the program ends before it is saved.",
                ) from error

    def take_over(self) -> list[str]:
        """Takes over the drafts of processes that have ended; gives, in words, what could not be read.

        Raises StorageError where the folder cannot be read.
        """
        try:
            found = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
            names = [path.name for path in found if _NAME.fullmatch(path.name)]
            if names:
                with suppress(OSError):  # a disk that is full; they are read where they are
                    self._live()
            return [trouble for name in self._of_the_ended(names) if (trouble := self._take(name))]
        except OSError as error:
            raise StorageError(
                f"{error.filename or self.folder}: drafts kept there cannot be read: {error.strerror}."
            ) from error

    def copy_to(self, library: LibraryPlace) -> None:
        """Leaves copies of the drafts for whoever opens another library that holds the same releases.

        Raises StorageError as `write` does.
        """
        copies = Drafts(library, self.folder.parent.parent)
        for draft in self.all():
            copies.keep(draft)
        try:
            copies.write()
        finally:
            copies.close()

    def close(self) -> None:
        """Lets the next process take the drafts over."""
        if self._alive is not None:
            self._alive.release()
            self._lock_of(self._session).unlink(missing_ok=True)
            self._alive = None
            with suppress(OSError):  # not empty while there are drafts
                self.folder.rmdir()

    def _live(self) -> None:
        """Makes the folder, and holds the lock by which others know that this process lives."""
        if self._alive is None:
            for folder in (self.folder.parent.parent, self.folder.parent, self.folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = self._lock(self._session)
            lock.acquire()
            self._alive = lock

    def _lock(self, session: str) -> FileLock:
        from filelock import FileLock  # slow to import, and rare

        return FileLock(self._lock_of(session), mode=0o600, thread_local=False)

    def _lock_of(self, session: str) -> Path:
        return self.folder / f"{session}.lock"

    def _of_the_ended(self, names: Iterable[str]) -> Iterator[str]:
        """Those of the files whose process has ended."""
        ended: dict[str, bool] = {self._session: False}
        for name in names:
            session = name.partition(".")[0]
            if session not in ended:
                ended[session] = self._has_ended(session)
            if ended[session]:
                yield name

    def _has_ended(self, session: str) -> bool:
        if not self._lock_of(session).exists():
            return True
        from filelock import Timeout

        lock = self._lock(session)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        self._lock_of(session).unlink(missing_ok=True)
        lock.release()
        return True

    def _take(self, name: str) -> str | None:
        """Makes a draft this process's own by renaming it; of two that try, one does."""
        path = self.folder / name
        try:
            draft = _draft_from(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            return f"{path}: a draft that cannot be read; it was left as it is: {error}"
        with self._changing:
            own = self._new_name()
        try:
            path.rename(self.folder / own)
        except FileNotFoundError:
            return None
        except OSError:
            own = name  # a disk that cannot be written: it is read where it is
        with self._changing:
            self._drafts[own] = self._on_disk[own] = draft
        return None

    def _record(self, draft: Draft) -> bytes:
        record = {"library": self._library, **asdict(draft)}
        return json.dumps(record, indent=2).encode()


def _draft_from(text: str) -> Draft:
    """The draft in a file. Raises ValueError, TypeError where it holds none."""
    record = json.loads(text)
    if not isinstance(record, dict) or not isinstance(record.get("place"), dict):
        raise ValueError("it holds no draft")
    place = Place(**record["place"])
    draft = Draft(place, record.get("text"), record.get("before"), record.get("failed", False))  # type: ignore[arg-type]
    for one in (place, draft):
        for field in fields(one):
            wanted = {"int": int, "str": str, "bool": bool, "Place": Place}[str(field.type)]
            if type(getattr(one, field.name)) is not wanted:
                raise ValueError(f"its “{field.name}” is no {wanted.__name__}")
    return draft


def _write(path: Path, data: bytes) -> None:
    """A whole file or none, private to the user and flushed to the disk."""
    fresh = path.with_suffix(".new")
    try:
        with open(fresh, "wb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
