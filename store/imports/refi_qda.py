"""REFI-QDA: projects that other programs wrote, a .qdpx, and codebooks, a .qdc.

A project is hostile until read: nothing of it is written to a disk, no path in it is followed out of it, and
what unpacks to too much is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import PurePosixPath

from store.canonical import canonical, canonical_part
from store.errors import InvalidInputError, RefusedError
from store.exports import INTERNAL, VARIABLES, orphan_place
from store.formats import MAX_BYTES, MAX_MANY_BYTES, check_size, decode, elements, root_name, zips
from store.imports.importer import Brought, Passage, Source
from store.imports.qda_codes import Codes, codes_of
from store.imports.qda_positions import Meant, Stated, meant
from store.imports.qda_records import Coding, Project, Selection, Text, project_in, references
from store.models import CONTEXT
from store.tables import sound
from store.wording import many

#: The document's suffix within a project.
_DOCUMENT = ".qde"
_LANGUAGE = re.compile("[a-z]{2}")
#: The most that all texts of a project may unpack to, in bytes.
_UNPACKED = 1024 * 1024 * 1024


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a zip file with the document of a project, or called a project."""
    if name.lower().endswith(".qdpx"):
        return True
    if not zips.is_zip(data):
        return False
    with suppress(RefusedError), zips.opened(data) as container:
        return _document(container) is not None
    return False


def read(data: bytes) -> Brought:
    """What a project holds: codes, sources, what is marked in them. Raises InvalidInputError."""
    try:
        check_size(len(data), MAX_MANY_BYTES)
        container = zips.opened(data)
        document = _document(container)
        if document is None:
            raise InvalidInputError("it holds no project of REFI-QDA.")
        written = zips.member(container, document, MAX_MANY_BYTES)
        _require(written, "Project")
        project = project_in(written)
        del written  # it is as long as all that is marked
        return _Reading(container, project).brought()
    except RefusedError as error:
        raise InvalidInputError(error.message) from error


def recognises_codebook(name: str, data: bytes) -> bool:
    """Whether it is the XML of a codebook, or called one."""
    return name.lower().endswith(".qdc") or root_name(data) == "CodeBook"


def read_codebook(data: bytes) -> Brought:
    """The tags of a codebook. Raises InvalidInputError."""
    try:
        check_size(len(data), MAX_MANY_BYTES)
        _require(data, "CodeBook")
        codes = codes_of(elements(data, frozenset(("Code",))), {})
    except RefusedError as error:
        raise InvalidInputError(error.message) from error
    return Brought(entries=codes.entries, left=codes.renamed)


def _require(document: bytes, root: str) -> None:
    """Raises RefusedError where the document is another."""
    if (found := root_name(document)) != root:
        raise RefusedError(f"its document is no {root} of REFI-QDA" + (f", but a {found}." if found else "."))


def _document(container: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """The project's document: the one that lies in no folder, else the first."""
    found = [one for one in container.infolist() if one.filename.lower().endswith(_DOCUMENT)]
    return min(found, key=lambda one: one.filename.count("/"), default=None)


class _Reading:
    """A project being read."""

    def __init__(self, container: zipfile.ZipFile, project: Project) -> None:
        self._container = container
        self._members = {PurePosixPath(one.filename).name.lower(): one for one in container.infolist()}
        self._project = project
        self._check_size()
        self._notes = {key: self._words(note) for key, note in self._project.notes.items()}
        self._codes: Codes = codes_of(self._project.codes, self._notes)
        self._linked: dict[str, list[str]] = defaultdict(list)
        for origin, target in self._project.links:
            for one, other in ((origin, target), (target, origin)):
                if one in self._notes:
                    self._linked[other].append(one)
        self._used: set[str] = set()

    def _check_size(self) -> None:
        """Raises RefusedError where the texts unpack to too much, each as often as it is referred to."""
        texts = [*self._project.texts, *self._project.notes.values()]
        members = filter(None, (self._member(one.path) for one in texts))
        if sum(one.file_size for one in members) > _UNPACKED:
            raise RefusedError("its texts unpack to more than any project; it may be made to harm.")

    def brought(self) -> Brought:
        """All that it holds."""
        sources: list[Source] = []
        passages: list[Passage] = []
        left = self._project.texts[::-1]
        self._project.texts = []
        while left:  # each is let go once it is read
            one = left.pop()
            raw = self._raw(one)
            sources.append(self._source(one, complete=raw != ""))
            passages += self._passages(one, raw)
        self._used |= {key for code in self._project.codes for key in references(code, "NoteRef")}
        for key, note in self._project.notes.items():
            if key not in self._used:  # a memo of its own: nothing refers to it
                memo = note._replace(key=key, notes=())
                sources.append(self._source(memo, complete=True))
                passages += self._passages(memo, self._raw(memo))
        return Brought(passages, self._codes.entries, sources, self._left())

    # -- sources ---------------------------------------------------------------------------

    def _source(self, one: Text, *, complete: bool) -> Source:
        name = " ".join(canonical(one.name).split())
        said = self._said(one)
        title = said.pop("headline", None) or name or one.key
        words = one._replace(selections=(), codings=(), notes=(), values={})
        return Source(one.key, partial(self._canonical, words, title), title, said, complete)

    def _said(self, one: Text) -> dict[str, str | None]:
        """What is said of it under the names of our variables, as far as a release can have it."""
        values = {self._project.variables.get(key, "").casefold(): text for key, text in one.values.items()}
        known = {name.casefold() for name in self._project.variables.values()}
        said = {
            each.field: canonical(values[each.name.casefold()]) if each.name.casefold() in values else None
            for each in VARIABLES
            if each.name.casefold() in known
        }
        if (language := said.get("language")) and not _LANGUAGE.fullmatch(language):
            del said["language"]
        return {name: value for name, value in said.items() if sound("releases", name, value)}

    def _canonical(self, one: Text, title: str) -> str:
        return canonical(self._raw(one)) or canonical(one.description) or title

    def _raw(self, one: Text) -> str:
        """Its words as the project has them; empty where they are not in it, or cannot be read."""
        member = self._member(one.path)
        if one.content or member is None:
            return one.content
        with suppress(RefusedError):
            return decode(zips.member(self._container, member, MAX_BYTES))
        return ""

    def _member(self, path: str) -> zipfile.ZipInfo | None:
        """The file that a reference names, in whatever letters; never one outside of the project."""
        if not path.lower().startswith(INTERNAL):
            return None
        return self._members.get(PurePosixPath(path[len(INTERNAL) :]).name.lower())

    # -- what is marked --------------------------------------------------------------------

    def _passages(self, one: Text, raw: str) -> Iterator[Passage]:
        """What is marked in a source with these words, then what is said of it as a whole."""
        text = canonical(raw)
        stated = [Stated(each.name, each.start, each.end) for each in one.selections]
        found = meant(raw, stated) if raw else [Meant(None) for _ in stated]
        for selection, place in zip(one.selections, found, strict=True):
            note = self._note(selection, place.title)
            if place.span is None and not selection.name:
                self._project.left["passage", "without words or a place"] += 1
                continue
            for passage in self._by_user(_names(one), selection, note):
                yield (
                    _at(passage, text, place.span)
                    if place.span
                    else passage._replace(quote=canonical_part(selection.name))
                )
        yield from self._of_whole(one, raw)

    def _by_user(self, names: tuple[str, ...], one: Selection, note: str) -> Iterator[Passage]:
        """A passage for each user who coded it; the first has the selection's own name, and its note."""
        codings: dict[str, list[Coding]] = {}
        for each in one.codings:
            codings.setdefault(each.user or one.user, []).append(each)
        for number, (user, some) in enumerate((codings or {one.user: []}).items()):
            yield Passage(
                names,
                tags=self._tags(some),
                note="" if number else note,
                creator=self._project.users.get(user, ""),
                created=one.created or next((each.created for each in some), ""),
                modified=one.modified,
                identity="" if number else one.key,
            )

    def _note(self, one: Selection, title: str) -> str:
        """All that is written about a passage; a title that is no quote stands above it."""
        keys = dict.fromkeys([*one.notes, *self._linked.get(one.key, ())])
        self._used.update(keys)
        return _below(title, one.description, *(self._notes.get(key, "") for key in keys))

    def _of_whole(self, one: Text, raw: str) -> Iterator[Passage]:
        """What is said of a source as a whole, and what notes of it say of passages."""
        whole = Passage(_names(one))
        if one.codings:
            yield whole._replace(tags=self._tags(one.codings))
        if one.description and raw:
            user = self._project.users.get(one.user, "")
            yield whole._replace(note=one.description, creator=user, created=one.created)
        for key in dict.fromkeys([*one.notes, *self._linked.get(one.key, ())]):
            self._used.add(key)
            if (note := self._project.notes.get(key)) is None:
                continue
            written = whole._replace(
                tags=self._tags(note.codings), note=self._notes[key], identity=key,
                creator=self._project.users.get(note.user, ""), created=note.created, modified=note.modified,
            )  # fmt: skip
            if (place := orphan_place(note.name)) is not None and note.content:
                yield _orphan(written, note, *place)
            elif note.selections and raw:
                yield from self._of_passages(written, note, raw)
            else:
                yield written

    def _of_passages(self, written: Passage, note: Text, raw: str) -> Iterator[Passage]:
        """A note that says by positions which passages of its source it is of."""
        text = canonical(raw)
        for place in meant(raw, [Stated("", each.start, each.end) for each in note.selections]):
            yield _at(written, text, place.span) if place.span else written

    def _tags(self, codings: Iterable[Coding]) -> tuple[str, ...]:
        return tuple(self._codes.names[each.code] for each in codings if each.code in self._codes.names)

    def _words(self, note: Text) -> str:
        """All that a note says."""
        return _below(note.name, note.description, self._raw(note))

    def _left(self) -> list[str]:
        """What there is no place for."""
        known = {each.name.casefold() for each in VARIABLES}
        variables = [name for name in self._project.variables.values() if name.casefold() not in known]
        return [
            *self._codes.renamed,
            *(f"the variable “{name}”" for name in variables),
            *(
                f"{many(count, what)} {more}".strip()
                for (what, more), count in self._project.left.items()
                if count
            ),
        ]


def _names(one: Text) -> tuple[str, ...]:
    """What the source is called, the name that people know it by last."""
    return (one.key, one.name) if one.name else (one.key,)


def _at(passage: Passage, text: str, span: tuple[int, int]) -> Passage:
    """The passage with its place in a text."""
    start, end = span
    return passage._replace(
        quote=text[start:end],
        start=start,
        end=end,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def _orphan(written: Passage, note: Text, start: int, here: slice) -> Passage:
    """The passage whose words a note of ours holds, maybe between those that stood around."""
    begin, end, _ = here.indices(len(note.content))
    if end <= begin:  # somebody else wrote in it
        begin, end = 0, len(note.content)
    return written._replace(
        quote=canonical_part(note.content[begin:end]), prefix=note.content[:begin], suffix=note.content[end:],
        start=start, end=start + end - begin, note=note.description, gone=True,
    )  # fmt: skip


def _below(*texts: str) -> str:
    """The texts, one below the other."""
    return "\n\n".join(filter(None, texts))
