"""What an import format is, and what it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from store.library import Entry
from store.urls import scheme_of


class Passage(NamedTuple):
    """A marked passage as a file has it; nothing in it is canonical yet, and anything may be empty."""

    release: tuple[str, ...]
    """What its release is called: URLs, and IRIs as exports give them (`store.exports.release_names`), the
    headline last, by which people know it."""
    quote: str = ""
    """Its words; empty where the release as a whole is meant."""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    """Where it began in the text that the file is about, in code points; another text may be here."""
    end: int | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    creator: str = ""
    created: str = ""
    """ISO 8601; `modified` too."""
    modified: str = ""
    identity: str = ""
    """The IRI by which it is known when it comes again."""
    gone: bool = False
    """Whether the file says that its words were in the text once, and are not any more."""

    @property
    def called(self) -> str:
        """What its release is called to a person; empty where it has no name."""
        of_the_web = (name for name in self.release if scheme_of(name) in ("http", "https"))
        return next(of_the_web, self.release[-1] if self.release else "")


class Source(NamedTuple):
    """A text that a file brings along: a release that may be new here."""

    identity: str
    """The IRI by which it is known when it comes again, and by which passages name it."""
    text: Callable[[], str]
    """Reads its words, which are canonical."""
    title: str
    """What it is called."""
    fields: Mapping[str, str | None]
    """What the file says of it, by the fields of a release; None where it says that there is nothing."""
    complete: bool = True
    """Whether its words are in the file; else they are only what it is called."""


class Brought(NamedTuple):
    """What a file holds."""

    passages: Sequence[Passage] = ()
    entries: Sequence[Entry] = ()
    """What it says of tags."""
    sources: Sequence[Source] = ()
    """The releases that it brings along, in their order."""
    left: Sequence[str] = ()
    """What of it Dateline has no place for, in words for a user."""


@dataclass(frozen=True, slots=True)
class Importer:
    """One import format."""

    name: str
    """What a user types to ask for it."""
    about: str
    """What it is, in a few words."""
    recognises: Callable[[str, bytes], bool] = field(repr=False)
    """Whether a file of that name with these bytes may be of the format; cheap, and raises nothing."""
    read: Callable[[bytes], Brought] = field(repr=False)
    """What the bytes of a file hold. Raises InvalidInputError for what is no such file."""
    with_releases: bool = False
    """Whether a file may bring its releases along, or tags alone: then a library may begin with it."""
