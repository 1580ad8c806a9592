"""Releases with all that is marked in them as a REFI-QDA project, which other programs open: a .qdpx.

It is a zip file of an XML document and the releases' texts. A release is a source, an annotation a selection
with its quote for a name, each of its tags a coding, its note the selection's description; a passage whose
words are gone is a note of the source that holds them between those that stood around; it has no selection,
for there are programs that mark what has these positions in the source. Texts are UTF-8 without a byte order
mark; positions are code points, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import cache, partial
from tempfile import TemporaryFile
from typing import IO

from store.exports.exporter import Marked
from store.exports.identities import annotation_guid, guid, release_guid, tag_guid
from store.exports.qda_codebook import codes
from store.exports.qda_words import INTERNAL, ORIGIN, PROJECT, SOURCES, VARIABLES, orphan_name
from store.exports.xml_text import element, opening, words
from store.exports.zip_parts import ZipParts
from store.models import Annotation, Release, Tag

#: What of the document is handed on at a time, in bytes.
_PART = 1 << 18
#: A moment as the standard has it.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
#: The moment of a note that has none: each must.
_NO_MOMENT = "1970-01-01T00:00:00Z"


def write(marked: Iterable[Marked], *, codebook: Iterable[Tag]) -> Iterator[bytes]:
    """The project with all tags; its document waits in temporary files, not in memory."""
    with ExitStack() as opened:
        sources, notes = (opened.enter_context(TemporaryFile()) for _ in range(2))
        archive, project = opened.enter_context(ZipParts()), _Project(sources, notes)
        for one in marked:
            archive.add(f"{SOURCES}{release_guid(one.release)}.txt", one.text().text)
            project.add(one)
            yield archive.taken()
        with archive.begin("project.qde", project.size) as document:
            for piece in project.document(codes(codebook)):
                document.write(piece)
                yield archive.taken()
        yield from archive.end()


class _Project:
    """The document of a project that is being written.

    It lists the users first, who are known last; so what is said of sources and of notes waits in two files.
    """

    def __init__(self, sources: IO[bytes], notes: IO[bytes]) -> None:
        self._sources, self._notes = sources, notes
        self._names: set[str] = set()
        self._users: dict[str, str] = {}

    @property
    def size(self) -> int:
        """The bytes that wait."""
        return self._sources.tell() + self._notes.tell()

    def add(self, one: Marked) -> None:
        """Writes down a release, and what is marked in it."""
        release, key = one.release, str(release_guid(one.release))
        selections = [each for each in one.annotations if each.state != "orphaned"]
        gone = [each for each in one.annotations if each.state == "orphaned"]
        gone.sort(key=lambda each: (each.created, annotation_guid(release, each)))
        name = self._name(release.headline)
        source = element(
            "TextSource",
            *(self._selection(release, each) for each in selections),
            *(_coding(key, tag) for tag in one.tags),
            *(element("NoteRef", targetGUID=annotation_guid(release, each)) for each in gone),
            *_values(release, name),
            guid=key,
            name=name,
            plainTextPath=f"{INTERNAL}{key}.txt",
            creationDateTime=_moment(release.added),
            modifiedDateTime=_moment(release.modified),
        )
        self._sources.write(source.encode())
        self._notes.writelines(self._orphan(release, each).encode() for each in gone)

    def document(self, codebook: str) -> Iterator[bytes]:
        """The whole document, in pieces."""
        users = (element("User", guid=key, name=name) for name, key in sorted(self._users.items()))
        variables = (
            element("Variable", guid=_variable(one.name), name=one.name, typeOfVariable=one.kind)
            for one in VARIABLES
        )
        begun = opening("Project", xmlns=PROJECT, name="Press releases", origin=ORIGIN)
        known = _filled("Users", users), _filled("CodeBook", (codebook,)), _filled("Variables", variables)
        yield "".join(('<?xml version="1.0" encoding="utf-8"?>\n', begun, *known)).encode()
        for name, waiting in (("Sources", self._sources), ("Notes", self._notes)):
            if waiting.tell():
                waiting.seek(0)
                yield f"<{name}>".encode()
                yield from iter(partial(waiting.read, _PART), b"")
                yield f"</{name}>".encode()
        yield b"</Project>\n"

    def _name(self, headline: str) -> str:
        """The headline, numbered where another source has it: there are programs that take each once."""
        name, number = headline, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{headline} ({number})"
        self._names.add(name.casefold())
        return name

    def _selection(self, release: Release, one: Annotation) -> str:
        key = str(annotation_guid(release, one))
        return element(
            "PlainTextSelection",
            words("Description", one.note),
            *self._codings(key, one),
            guid=key,
            name=one.quote,
            startPosition=one.start,
            endPosition=one.end,
            **self._made(one),
        )

    def _orphan(self, release: Release, one: Annotation) -> str:
        key = str(annotation_guid(release, one))
        made = self._made(one)
        return element(
            "Note",
            words("Description", one.note),
            words("PlainTextContent", one.prefix + one.quote + one.suffix),
            *self._codings(key, one),
            guid=key,
            name=orphan_name(one),
            **{**made, "creationDateTime": made["creationDateTime"] or _NO_MOMENT},
        )

    def _codings(self, key: str, one: Annotation) -> Iterator[str]:
        made = self._made(one)
        del made["modifiedDateTime"]
        return (_coding(key, tag, **made) for tag in one.tags)

    def _made(self, one: Annotation) -> dict[str, str | None]:
        """The attributes that say who made it, and when."""
        return {
            "creatingUser": self._user(one.creator),
            "creationDateTime": _moment(one.created),
            "modifiedDateTime": _moment(one.modified),
        }

    def _user(self, name: str) -> str | None:
        return self._users.setdefault(name, str(guid("user", name))) if name else None


def _filled(name: str, content: Iterable[str]) -> str:
    """An element that stands only where it holds something."""
    inside = "".join(content)
    return f"<{name}>{inside}</{name}>" if inside else ""


def _coding(carrier: str, tag: Tag, **made: str | None) -> str:
    code = str(tag_guid(tag))
    reference = element("CodeRef", targetGUID=code)
    return element("Coding", reference, guid=guid("coding", carrier, code), **made)


def _values(release: Release, name: str) -> Iterator[str]:
    """What is known of a release; its headline only where the source is called otherwise."""
    for one in VARIABLES:
        value = getattr(release, one.field)
        if value and not (one.field == "headline" and value == name):
            reference = element("VariableRef", targetGUID=_variable(one.name))
            yield element("VariableValue", reference, words(f"{one.kind}Value", value))


@cache
def _variable(name: str) -> str:
    return str(guid("variable", name))


def _moment(stated: str) -> str | None:
    """A time as the standard has it: of a day alone its beginning; None for what is no time."""
    if _MOMENT.fullmatch(stated):
        return stated
    try:
        return datetime.fromisoformat(stated).isoformat()
    except ValueError:
        return None
