"""What an export format is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from store.library import Found
from store.models import Annotation, Release, ReleaseText, Tag

Written = Iterator[str] | Iterator[bytes]
"""A file in parts: text, to be encoded in UTF-8 as it is, or bytes."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A release and what was marked in it."""

    release: Release
    annotations: Sequence[Annotation]
    """In the order of the text: by start, end and id."""
    text: Callable[[], ReleaseText]
    """Reads its words: a format of quotes alone needs none. Raises UnreadableRecordError."""
    made_of: bytes = b""
    """A digest of all that the others come of (`store.exports.unchanged`); empty where none was asked for."""
    tags: Sequence[Tag] = ()
    """Those on the release itself."""
    quotations: Callable[[], Sequence[Found]] = tuple
    """Gives what is quoted in it, in the order of its text. Raises StorageError."""


class Option(NamedTuple):
    """What a user may ask of a format beside its name; asked for or not."""

    name: str
    """What `Exporter.write` takes it as; ``--name`` on the command line."""
    help: str


class Loss(NamedTuple):
    """Something of a release that a format has no place for."""

    what: str
    """Words whose plural has an s at the end: ``note``, ``release tag``."""
    count: Callable[[Marked], int]
    """How many of them there are in a release."""
    names: Callable[[Marked], Sequence[str]] = lambda one: ()
    """What they are called, where they have names."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One export format."""

    name: str
    """What a user types to ask for it."""
    suffix: str
    """The suffix of its files, dot included; of several formats that have it the first of the registry is
    meant where a file's name alone says the format."""
    write: Callable[..., Written] = field(repr=False)
    """The file in parts; takes the `Marked` of its releases, which it reads one after the other, and its
    options by name."""
    about: str = ""
    """What it is for, in a few words."""
    one_file: str = ""
    """The name of the one file that takes any number of releases; empty where each has a file of its own."""
    sealed: bool = False
    """Whether its files end with a seal, an HTML comment, by which a later export knows its own and replaces
    it (see `store.exports.files`); without one, what stands there is never replaced."""
    options: tuple[Option, ...] = ()
    every: bool = False
    """Whether it is of all releases, not only of those in which something is marked."""
    codebook: bool = False
    """Whether `write` takes all tags of the library too, by the name ``codebook``."""
    only_codebook: bool = False
    """Whether these are all that it holds, whatever releases there are."""
    losses: tuple[Loss, ...] = ()
    """What of a release it has no place for."""
    report: Callable[..., Written] | None = field(default=None, repr=False)
    """Writes passages of many releases below a title (`store.exports.reports`); None where it cannot."""
    beside: str = ""
    """The format of one file that belongs beside its own (`references_beside`); empty where none does."""
    index: Callable[..., Iterator[str]] | None = field(default=None, repr=False)
    """Writes a note of links to the notes of a folder; None where it cannot."""
