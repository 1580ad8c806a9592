"""Exports on disk: written whole or not at all, and never over what somebody else wrote.

What has a seal gives way to a later export while nobody has changed it. What has none cannot be told from
somebody's work, so a later export goes elsewhere.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from store.atomic import create, replace, replace_all
from store.batches import batched
from store.errors import DatelineError, ExportError, UnreadableRecordError
from store.exports.exporter import Exporter, Marked, Written
from store.exports.file_names import file_name
from store.exports.unchanged import Wrote
from store.storages import read_bytes

#: Sealed files that are written together: they are open at once, and a system may allow 256.
_TOGETHER = 100
_SEAL = "\n<!-- Exported by Dateline, checksum {} -->\n"
_SEALED = re.compile(r"\n<!-- Exported by Dateline, checksum ([0-9a-f]{64}) -->\n\Z")
#: What differs once somebody has written to a file or put another in its place; its kind and rights first.
_Stamp = tuple[int, ...]


def seal(text: str) -> str:
    """The text with a last line by which a later export knows that nobody changed it since."""
    return text + _SEAL.format(hashlib.sha256(text.encode()).hexdigest())


def untouched(text: str) -> bool:
    """Whether the text is an export as it was written."""
    match = _SEALED.search(text)
    return bool(match) and hashlib.sha256(text[: match.start()].encode()).hexdigest() == match.group(1)  # type: ignore[union-attr]


def parts(exporter: Exporter, marked: Iterable[Marked], **options: bool) -> Written:
    """What a file of the format holds: part by part, or as one where the whole is sealed."""
    written = exporter.write(marked, **options)
    return iter((seal(_text(written)),)) if exporter.sealed else written


def _text(written: Written) -> str:
    """What was written of a format that is sealed, which is text."""
    return "".join(str(part) for part in written)


def write(exporter: Exporter, path: Path, marked: Iterable[Marked], **options: bool) -> None:
    """Writes what was marked to the path, in the format; of what is not sealed one part at a time.

    Raises ExportError when what stands there may be somebody's work, or the disk refuses; what stood there
    stays.
    """
    written = exporter.write(marked, **options)
    if exporter.sealed:
        write_sealed(path, _text(written))
    else:
        write_new(path, written)


def write_text(exporter: Exporter, path: Path, text: str) -> None:
    """Writes what a format made to the path. Raises ExportError as `write` does."""
    if exporter.sealed:
        write_sealed(path, text)
    else:
        write_new(path, iter((text,)))


def write_each(
    exporter: Exporter,
    folder: Path,
    marked: Iterable[Marked | Path],
    keep: Callable[[Iterable[Wrote]], None] = lambda wrote: None,
    /,
    **options: bool,
) -> Iterator[tuple[Path, DatelineError | None]]:
    """Writes a file for each release into the folder, and gives each in turn, once it is on the disk.

    With it comes None, or what kept it from being written: an ExportError as `write` raises it, or the
    UnreadableRecordError of words that are lost. Sealed files are written a hundred at a time; one that is
    there as it would be written is left alone.

    Args:
        exporter: the format.
        folder: made where it is missing.
        marked: the releases; in the place of one the file that is known to hold what would be written.
        keep: told of sealed files that are on the disk.
        options: of the format.
    """
    for some in batched(marked, _TOGETHER if exporter.sealed else 1):
        told: dict[Path, DatelineError | None] = {}
        sealed: dict[Path, bytes] = {}
        releases: dict[Path, Marked] = {}
        for one in some:
            if isinstance(one, Path):
                told[one] = None
                continue
            path = folder / file_name(one.release, exporter.suffix)
            told[path] = None
            releases[path] = one
            try:
                if exporter.sealed:
                    sealed[path] = seal(_text(exporter.write([one], **options))).encode()
                else:
                    write(exporter, path, [one], **options)
            except (ExportError, UnreadableRecordError) as error:  # one keeps no other from being written
                told[path] = error
        told |= _put_together(folder, sealed)
        there = [path for path in sealed if told[path] is None]
        keep(Wrote(releases[path].release.id, releases[path].made_of, path, sealed[path]) for path in there)
        yield from told.items()


def _put_together(folder: Path, sealed: Mapping[Path, bytes]) -> dict[Path, DatelineError | None]:
    """Writes those that are not there already, and gives those that could not be written with the reason."""
    left, stamps = dict(sealed), dict[str, _Stamp | None]()
    for path, data in sealed.items():
        with suppress(OSError, ValueError):  # put alone it says why
            stamp = _stamp(path)
            # What is no plain file, a link among others, is put alone.
            present = None if stamp is None else read_bytes(path) if stat.S_ISREG(stamp[0]) else b""
            if present == data:
                del left[path]
            elif present is None or untouched(present.decode(errors="replace")):
                stamps[path.name] = stamp
    fresh = {path.name: data for path, data in left.items() if path.name in stamps}
    placed: set[str] = set()
    try:
        if len(fresh) > 1:
            placed = replace_all(folder, fresh, lambda name: _stamp(folder / name) == stamps[name])
    except OSError as error:
        return dict.fromkeys(left, _explained(folder, error))
    refused: dict[Path, DatelineError | None] = {}
    for path, data in left.items():
        if path.name not in placed:
            try:
                _put_alone(path, data)
            except ExportError as error:
                refused[path] = error
    return refused


def _stamp(path: Path) -> _Stamp | None:
    """That of what stands there, of a link its own; None where nothing does. Raises OSError, ValueError."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mode, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def write_sealed(path: Path, text: str) -> None:
    """Writes the sealed text to the path, in place of an earlier untouched export.

    Raises ExportError as `write` does.
    """
    _put_alone(path, seal(text).encode())


def _put_alone(path: Path, data: bytes) -> None:
    with _refused(path):
        if path.exists() and (present := read_bytes(path)) != data:
            _check_replaceable(path, present)
        elif path.exists():
            return
        replace(path, data)


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


def _explained(path: Path, error: OSError | UnicodeEncodeError) -> ExportError:
    return ExportError(f"{path}: {getattr(error, 'strerror', None) or error}.", "Name another place.")


def _check_replaceable(path: Path, present: bytes) -> None:
    if not untouched(present.decode(errors="replace")):
        raise ExportError(
            f"{path} was changed by hand or is not an export.", "Move it away or name another place."
        )
