"""Exports on disk: written whole or not at all, and never over what somebody else wrote.

What has a seal gives way to a later export; what a user wrote beside Dateline's parts of it stays, and where
somebody changed these, it is the user's choice what becomes of that. What has no seal cannot be told from
somebody's work, so a later export goes elsewhere.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple

from store.atomic import create, is_there, replace, replace_all, sweep
from store.batches import batched
from store.errors import ChangedByHandError, DatelineError, ExportError, UnreadableRecordError
from store.exports.exporter import Exporter, Marked, Written
from store.exports.file_names import file_name
from store.exports.markdown import Key, by_hand, identity, places, release_in, seal, untouched, updated
from store.exports.unchanged import Wrote
from store.models import Release
from store.storages import read_bytes

#: Sealed files that are written together: they are open at once, and a system may allow 256.
_TOGETHER = 100
#: What differs once somebody has written to a file or put another in its place; its kind and rights first.
_Stamp = tuple[int, ...]
Over = Literal["refuse", "keep", "beside"]
"""What becomes of what somebody changed in a part that Dateline writes: nothing is written; it stands below
that part from now on; or the file stays as it is, and the new one is written beside it."""


def parts(exporter: Exporter, marked: Iterable[Marked], **options: bool) -> Written:
    """What a file of the format holds: part by part, or as one where the whole is sealed."""
    written = exporter.write(marked, **options)
    return iter((seal(_text(written)),)) if exporter.sealed else written


def _text(written: Written) -> str:
    """What was written of a format that is sealed, which is text."""
    return "".join(str(part) for part in written)


def write(
    exporter: Exporter, path: Path, marked: Iterable[Marked], over: Over = "refuse", /, **options: bool
) -> Path:
    """Writes what was marked to the path, in the format; of what is not sealed one part at a time.

    Gives the file, which is another one where it was written beside. Raises ExportError when what stands
    there may be somebody's work, or the disk refuses; what stood there stays.
    """
    return write_parts(exporter, path, exporter.write(marked, **options), over)


def write_parts(exporter: Exporter, path: Path, written: Written, over: Over = "refuse") -> Path:
    """Writes what a format made to the path, as `write` does."""
    if exporter.sealed:
        return write_sealed(path, _text(written), over)
    write_new(path, written)
    return path


def write_each(
    exporter: Exporter,
    folder: Path,
    marked: Iterable[Marked | Path],
    keep: Callable[[Iterable[Wrote]], None] = lambda wrote: None,
    over: Over = "refuse",
    homes: Homes | None = None,
    /,
    **options: bool,
) -> Iterator[tuple[Path, DatelineError | None]]:
    """Writes a file for each release into the folder, and gives each in turn, once it is on the disk.

    With it comes None, or what kept it from being written: an ExportError as `write` raises it, or the
    UnreadableRecordError of words that are lost. Sealed files are written a hundred at a time; one that is
    there as it would be written is left alone. A note is found by what it says of itself, wherever in the
    folder it lies and whatever it is called.

    Args:
        exporter: the format.
        folder: made where it is missing.
        marked: the releases; in the place of one the file that is known to hold what would be written.
        keep: told of sealed files that are on the disk.
        over: what becomes of changes by hand.
        homes: where the files of the folder are, as far as that is known.
        options: of the format.

    Raises ExportError where the folder takes no file at all, before any is written.
    """
    if homes is None:
        homes = Homes(folder, exporter)
        sweep(folder)
    made = False
    for some in batched(marked, _TOGETHER if exporter.sealed else 1):
        told: dict[Path, DatelineError | None] = {}
        sealed: dict[Path, bytes] = {}
        releases: dict[Path, Marked] = {}
        for one in some:
            if isinstance(one, Path):
                told[one] = None
                continue
            path = homes.of(one.release)
            told[path] = None
            releases[path] = one
            try:
                if exporter.sealed:
                    sealed[path] = seal(_text(exporter.write([one], **options))).encode()
                else:
                    write(exporter, path, [one], **options)
            except (ExportError, UnreadableRecordError) as error:  # one keeps no other from being written
                told[path] = error
        made = made or (bool(sealed) and _made(folder))
        wrote = []
        for path, done in _put_together(folder, sealed, over).items():
            if isinstance(done, DatelineError):
                told[path] = done
            else:
                homes.put(releases[path].release, done.path)
                wrote.append(Wrote(releases[path].release.id, releases[path].made_of, *done))
                if done.path != path:  # in the place of the other one
                    told = {done.path if at == path else at: error for at, error in told.items()}
        keep(wrote)
        yield from told.items()


def _made(folder: Path) -> bool:
    """Makes the folder where it is missing. Raises ExportError: once, and not for each file in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ExportError(f"{folder} is no folder.", "Name another place.") from error
    except (OSError, UnicodeEncodeError) as error:
        raise _explained(folder, error) from error
    return True


class Homes:
    """Where in a folder the file of each release is, or is to be."""

    def __init__(self, folder: Path, exporter: Exporter) -> None:
        self._folder = folder
        self._exporter = exporter

        self._notes: dict[Key, Path] | None = None

    def of(self, release: Release) -> Path:
        """The file by the release's name; where there is none, its note by another name or elsewhere."""
        path = self._folder / file_name(release, self._exporter.suffix)
        return path if self._exporter.index is None or is_there(path) else self._found(release) or path

    def look(self) -> None:
        """Looks through the folder."""
        self._notes = places(self._folder) if self._exporter.index is not None else {}

    def put(self, release: Release, path: Path) -> None:
        """Remembers where the file of a release was written."""
        if self._notes is not None:
            self._notes[release.id, identity(release)] = path

    def _found(self, release: Release) -> Path | None:
        """The note of the release; the folder is looked through where it is not where it was."""
        key = release.id, identity(release)
        known = self._notes.get(key) if self._notes is not None else None
        if self._notes is None or (known is not None and not is_there(known)):
            self._notes = places(self._folder)
        return self._notes.get(key)


class _Put(NamedTuple):
    """A file that is on the disk."""

    path: Path
    data: bytes


def _put_together(folder: Path, sealed: Mapping[Path, bytes], over: Over) -> dict[Path, _Put | DatelineError]:
    """Writes those that are not there already; of each what is there now, or why it could not be written.

    Raises ExportError where the folder takes no file at all.
    """
    left, stamps = dict(sealed), dict[Path, _Stamp | None]()
    within = {path for path in sealed if path.parent == folder}
    for path, data in sealed.items():
        with suppress(OSError, ValueError):  # put alone it says why
            stamp = _stamp(path)
            # What is no plain file, a link among others, is put alone.
            present = None if stamp is None else read_bytes(path) if stat.S_ISREG(stamp[0]) else b""
            if present == data:
                del left[path]
            elif path in within and (present is None or _gives_way(present, data)):
                stamps[path] = stamp
    if not within.isdisjoint(left):
        _refuse_whole(folder)  # once, and not for each file
    fresh = {path.name: path for path in stamps}
    placed: set[str] = set()
    done: dict[Path, _Put | DatelineError] = {path: _Put(path, data) for path, data in sealed.items()}
    try:
        if len(fresh) > 1:
            contents = {name: left[path] for name, path in fresh.items()}
            placed = replace_all(folder, contents, lambda name: _stamp(fresh[name]) == stamps[fresh[name]])
    except OSError as error:
        return done | dict.fromkeys(left, _explained(folder, error))
    for path, data in left.items():
        if path not in within or path.name not in placed:
            try:
                done[path] = _put_alone(path, data, over)
            except ExportError as error:
                done[path] = error
    return done


def _stamp(path: Path) -> _Stamp | None:
    """That of what stands there, of a link its own; None where nothing does. Raises OSError, ValueError."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mode, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def write_sealed(path: Path, text: str, over: Over = "refuse") -> Path:
    """Writes the sealed text to the path, in place of an earlier export, and gives the file.

    Raises ExportError as `write` does.
    """
    return _put_alone(path, seal(text).encode(), over).path


def _put_alone(path: Path, data: bytes, over: Over) -> _Put:
    with _refused(path):
        if path.exists() and (present := read_bytes(path)) != data:
            try:
                data = _brought_up_to_date(path, present, data, keep=over == "keep")
            except ChangedByHandError:
                if over != "beside":
                    raise
                path = _beside(path, data)
                present = b""
            if data == present:
                return _Put(path, data)
        elif path.exists():
            return _Put(path, data)
        replace(path, data)
    return _Put(path, data)


def _gives_way(present: bytes, data: bytes) -> bool:
    """Whether what is there is an export as it was written, and of the same release."""
    return release_in(present) in (None, release_in(data)) and untouched(present.decode(errors="replace"))


def _brought_up_to_date(path: Path, present: bytes, data: bytes, *, keep: bool) -> bytes:
    """What the file is to hold. Raises ChangedByHandError."""
    if _gives_way(present, data):
        return updated(present.decode(), data.decode(), keep=False).encode()
    other = ChangedByHandError(
        f"{path} was changed by hand or is not an export.", "Move it away or name another place."
    )
    try:
        text = present.decode()
    except UnicodeDecodeError:
        raise other from None
    changed = by_hand(text, data.decode())
    if changed is None:
        raise other
    if changed and not keep:
        parts = ", ".join(one.name for one in changed)
        # A report holds passages of many releases: what is to come back is changed in their own notes.
        of_note = release_in(present) is not None
        ways = "‘export --changed keep’ keeps both, ‘beside’ writes beside it; or move it away."
        way_out = f"‘dateline import’ brings that into the library. {ways}" if of_note else ways
        raise ChangedByHandError(f"{path} was changed by hand: {parts}.", way_out)
    return updated(text, data.decode(), keep=keep).encode()


def _beside(path: Path, data: bytes) -> Path:
    """A name beside the path that is free, or has an export of the same as it was written."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(one for one in names if not one.exists() or _gives_way(read_bytes(one), data))


def write_new(path: Path, written: Iterable[str] | Iterable[bytes]) -> None:
    """Writes one part after the other to the path, where nothing stands yet.

    Raises ExportError as `write` does.
    """
    taken = ExportError(
        f"{path} is there already, and nothing in it tells whether somebody changed it.",
        "Move it away or name another place.",
    )
    with _refused(path):
        if path.exists():
            raise taken
        sweep(path.parent)
        try:
            create(path, (part.encode() if isinstance(part, str) else part for part in written))
        except FileExistsError:
            raise taken from None


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Raises ExportError for a place that takes no file, and for what the system refuses meanwhile."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for, a device written to
            raise ExportError(f"{path} is no file.", "Name a file or a folder.")
        if path.parent.exists() and not path.parent.is_dir():
            raise ExportError(f"{path.parent} is neither a file nor a folder.", "Name another place.")
        yield
    except (OSError, UnicodeEncodeError) as error:  # a name that the system cannot spell
        raise _explained(path, error) from error


def _refuse_whole(folder: Path) -> None:
    if not os.access(folder, os.X_OK):
        raise ExportError(f"{folder} may not be opened.", "Name another place.")
    if not os.access(folder, os.W_OK):
        raise ExportError(f"{folder} is read-only.", "Name another place.")


def _explained(path: Path, error: OSError | UnicodeEncodeError) -> ExportError:
    return ExportError(f"{path}: {getattr(error, 'strerror', None) or error}.", "Name another place.")
