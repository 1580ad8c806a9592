"""What a REFI-QDA project says, element by element, as records: nothing in it is judged here.

Programs differ in what they leave out and in how they write identifiers; dates and users may be missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from store.exports import guid
from store.formats import elements

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What is read of a project. The elements that hold them are of no other interest.
_TEXTS = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
_READ = frozenset(("User", "Code", "Variable", "Case", "Note", "Link", "Set", "Graph", *_TEXTS))
#: What Dateline has no place for, and the words for it.
_LEFT = {"Case": "case", "Set": "set", "Graph": "graph"}
#: Positions of more digits are none.
_DIGITS = 15


class Coding(NamedTuple):
    """A code that something carries."""

    code: str
    user: str
    created: str


class Selection(NamedTuple):
    """A passage of a text, by position; `name` is its quote in most programs, in some a title."""

    key: str
    name: str
    start: int | None
    end: int | None
    description: str
    codings: tuple[Coding, ...]
    notes: tuple[str, ...]
    """The keys of those that refer to it."""
    user: str
    created: str
    modified: str


class Text(NamedTuple):
    """A source, or a note: its words are in the project's file or in a file of its own."""

    key: str
    name: str
    path: str
    """Where its words are, as the project has it; empty where `content` holds them."""
    content: str
    description: str
    selections: tuple[Selection, ...]
    codings: tuple[Coding, ...]
    notes: tuple[str, ...]
    values: dict[str, str]
    """What is said of it, by the keys of variables."""
    user: str
    created: str
    modified: str


@dataclass(slots=True)
class Project:
    """What a project's document holds."""

    users: dict[str, str] = field(default_factory=dict)
    codes: list[Element] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    notes: dict[str, Text] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Of what to what, by their keys."""
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many there are of what there is no place for: a word with a regular plural, and what follows it."""


def project_in(document: bytes) -> Project:
    """What the project's document says. Raises RefusedError for what is no sound XML."""
    project = Project()
    for one in elements(document, _READ):
        _take(project, one)
    project.texts = [
        text if text.key else text._replace(key=guid("source", number, text.name, text.path).urn)
        for number, text in enumerate(project.texts)
    ]
    return project


@lru_cache(1024)  # users and codes are named by all that is marked
def key_of(identifier: str | None) -> str:
    """The IRI of a GUID in either case, with braces or without; of what is none an IRI made of it."""
    plain = (identifier or "").strip()
    if not plain:
        return ""
    try:
        return UUID(plain).urn
    except ValueError:
        return guid("qda", plain.casefold()).urn


def _take(project: Project, one: Element) -> None:
    key = key_of(one.get("guid"))
    match one.tag:
        case "User":
            project.users[key] = one.get("name") or one.get("id") or ""
        case "Code":
            project.codes.append(one)
        case "Variable":
            project.variables[key] = one.get("name") or ""
        case "Note":
            project.notes[key or guid("note", len(project.notes)).urn] = _text(one)
        case "Link":
            project.links.append((key_of(one.get("originGUID")), key_of(one.get("targetGUID"))))
        case "TextSource":
            project.texts.append(_text(one))
        case "PDFSource":
            _take_pdf(project, one)
        case "PictureSource" | "AudioSource" | "VideoSource":
            _take_media(project, one)
        case _:
            project.left[_LEFT[one.tag], ""] += 1


def _take_pdf(project: Project, one: Element) -> None:
    """A PDF is the text that represents it; what is marked in both is one."""
    own = _text(one)
    represented = one.find("Representation")
    text = _text(represented) if represented is not None else own
    known = {selection.key for selection in text.selections}
    marked = (found for found in _selections(one, "PDFSelection") if found.key not in known)
    project.texts.append(
        own._replace(path=text.path, content=text.content, selections=(*text.selections, *marked))
    )


def _take_media(project: Project, one: Element) -> None:
    """Of what is no text, transcripts and descriptions are taken."""
    texts = [_transcript(each) for each in one.findall("Transcript")]
    texts += [_text(each) for each in one.findall("TextDescription")]
    project.texts += [text if text.name else text._replace(name=one.get("name") or "") for text in texts]
    marked = [each for each in one if each.tag in ("PictureSelection", "AudioSelection", "VideoSelection")]
    project.left["source", "without words"] += not texts
    project.left["passage", "of pictures and recordings"] += len(marked)


def _transcript(one: Element) -> Text:
    """A transcript, whose passages go from one point in it to another."""
    text = _text(one)
    points = {key_of(each.get("guid")): _number(each.get("position")) for each in one.findall("SyncPoint")}
    found = [
        selection._replace(
            start=points.get(key_of(each.get("fromSyncPoint"))),
            end=points.get(key_of(each.get("toSyncPoint"))),
        )
        for selection, each in zip(
            _selections(one, "TranscriptSelection"), one.findall("TranscriptSelection"), strict=True
        )
    ]
    return text._replace(selections=(*text.selections, *found))


def _text(one: Element) -> Text:
    return Text(
        key=key_of(one.get("guid")),
        name=one.get("name") or "",
        path=one.get("plainTextPath") or "",
        content=one.findtext("PlainTextContent") or "",
        description=one.findtext("Description") or "",
        selections=tuple(_selections(one, "PlainTextSelection")),
        codings=tuple(_codings(one)),
        notes=tuple(key_of(each.get("targetGUID")) for each in one.findall("NoteRef")),
        values=dict(_values(one)),
        **_made(one),
    )


def _selections(parent: Element, tag: str) -> Iterator[Selection]:
    for one in parent.findall(tag):
        yield Selection(
            key=key_of(one.get("guid")),
            name=one.get("name") or one.findtext("Representation/PlainTextContent") or "",
            start=_number(one.get("startPosition")),
            end=_number(one.get("endPosition")),
            description=one.findtext("Description") or "",
            codings=tuple(_codings(one)),
            notes=tuple(key_of(each.get("targetGUID")) for each in one.findall("NoteRef")),
            **_made(one),
        )


def _codings(parent: Element) -> Iterator[Coding]:
    for one in parent.findall("Coding"):
        made = key_of(one.get("creatingUser")), one.get("creationDateTime") or ""
        yield from (Coding(key_of(each.get("targetGUID")), *made) for each in one.findall("CodeRef"))


def references(parent: Element, tag: str) -> Iterator[str]:
    """The keys of what elements of that name refer to, in the parent or anywhere below it."""
    return (key_of(one.get("targetGUID")) for one in parent.iter(tag))


def _values(parent: Element) -> Iterator[tuple[str, str]]:
    for one in parent.findall("VariableValue"):
        reference = one.find("VariableRef")
        value = next((each.text for each in one if each.tag.endswith("Value") and each.text), "")
        if reference is not None and value:
            yield key_of(reference.get("targetGUID")), value


def _made(one: Element) -> dict[str, str]:
    """Who made it, and when, as far as that is said."""
    return {
        "user": key_of(one.get("creatingUser") or one.get("modifyingUser")),
        "created": one.get("creationDateTime") or one.get("modifiedDateTime") or "",
        "modified": one.get("modifiedDateTime") or "",
    }


def _number(position: str | None) -> int | None:
    plain = (position or "").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= _DIGITS else None
