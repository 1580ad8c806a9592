"""The notes of a folder, wherever in it they lie and whatever they are called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from store.exports.markdown.managed import values
from store.storages import read_bytes

#: The first block of a note, by which it is known.
_FIRST = re.compile(
    rb"^(?:- )?<!-- dateline (?:release-([0-9]+) ([0-9a-f]{8})(?: [0-9a-f]+)?|(report)) -->\r?$", re.MULTILINE
)
_SUFFIX = ".md"
#: Folders that are looked into.
_MOST_FOLDERS = 2000
#: The fields that an index tells of, as a style spells them.
_TITLE = re.compile(rb"^(title|headline|date)::? (.*)$", re.MULTILINE)

Key = tuple[int, str]
"""A release's id, and by what it is known that the release is of this library (`documents.identity`)."""


class NoteFile(NamedTuple):
    """A file that Dateline wrote."""

    path: Path
    release: Key | None
    """None for a report."""
    data: bytes


def note_files(folder: Path) -> Iterator[NoteFile]:
    """The notes in the folder and those below it, by their paths; hidden folders are left out.

    What cannot be read is passed over: it is never written to either. So is what lies in the last of very
    many folders, as where somebody exports into a whole home.
    """
    for place, folders, names in islice(os.walk(folder), _MOST_FOLDERS):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_SUFFIX) and not name.startswith("."):
                found = note_file(Path(place, name))
                if found is not None:
                    yield found


def note_file(path: Path) -> NoteFile | None:
    """The file, where Dateline wrote it; None where it did not, or it cannot be read."""
    try:
        data = read_bytes(path)
    except (OSError, ValueError):
        return None
    return NoteFile(path, release_in(data), data) if _FIRST.search(data) else None


def release_in(data: bytes) -> Key | None:
    """The release that a file is the note of; None for another file."""
    first = _FIRST.search(data)
    return (int(first[1]), first[2].decode()) if first and first[1] else None


def is_report(data: bytes) -> bool:
    """Whether a file is a report of Dateline's, of passages of many releases."""
    first = _FIRST.search(data)
    return first is not None and bool(first[3])


def places(folder: Path) -> dict[Key, Path]:
    """Where the note of each release lies in the folder; of copies of one the first by its path."""
    found: dict[Key, Path] = {}
    for one in note_files(folder):
        if one.release is not None:
            found.setdefault(one.release, one.path)
    return found


def index_of(folder: Path) -> list[tuple[str, str, str]]:
    """What an index links: the file without suffix, title and date; reports first, then the newest."""
    rows = []
    for one in note_files(folder):
        told = _told(one.data.partition(b"<!-- dateline ")[0])
        name = one.path.relative_to(folder).as_posix().removesuffix(_SUFFIX)
        rows.append((one.release is not None, told.get("date", ""), name, told.get("title") or one.path.stem))
    rows.sort(key=lambda row: (row[0], row[2]))
    rows.sort(key=lambda row: row[1], reverse=True)
    rows.sort(key=lambda row: row[0])
    return [(name, title, date) for _, date, name, title in rows]


def _told(data: bytes) -> dict[str, str]:
    """Title and date of a note; read line by line, for a reader of YAML takes a hundred times as long."""
    found: dict[str, str] = {}
    for name, value in _TITLE.findall(data):
        told = value.decode(errors="replace").strip()
        if told[:1] in ("'", '"'):
            told = told[1:-1].replace("''", "'") if told[0] == "'" or "\\" not in told else _read(told)
        found.setdefault("date" if name == b"date" else "title", "" if told == "null" else told)
    return found


def _read(value: str) -> str:
    """A text in quotation marks, with characters as numbers in it."""
    read = values(("---", f"title: {value}", "---")).get("title", "")
    return read if isinstance(read, str) else ""
