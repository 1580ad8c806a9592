"""Readers, one per format: bytes to raw document. A new format is one more row in `READERS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from store.formats import markdown, plain
from store.formats.document import RawDocument

__all__ = ["READERS", "RawDocument", "Reader", "reader_for"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format's name, the file name endings it is known by, and the function that reads it."""

    name: str
    suffixes: frozenset[str]
    read: Callable[[bytes], RawDocument] = field(repr=False)
    """Raises RefusedError for bytes that are no release."""


READERS = (
    Reader("text", frozenset({".txt", ".text"}), plain.read),
    Reader("markdown", frozenset({".md", ".markdown"}), markdown.read),
)


def reader_for(name: str) -> Reader | None:
    """The reader for a file's name, or None for a format that is not known."""
    suffix = PurePath(name).suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)
