"""Readers, one per format: bytes to raw documents. A new format is one more row in `READERS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from store.formats import feeds, html, markdown, plain
from store.formats.document import Documents, RawDocument, RefusedPart

__all__ = ["READERS", "RawDocument", "Reader", "RefusedPart", "known_by_name", "reader_for"]


def _single(read: Callable[[bytes], RawDocument]) -> Callable[[bytes], Documents]:
    """A reader of one document as a reader of many."""
    return lambda data: iter((read(data),))


def _never(_data: bytes) -> bool:
    """Nothing in its content tells the format: its name must."""
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """A format's name, the file name endings it is known by, and how it is recognised and read."""

    name: str
    suffixes: frozenset[str]
    read: Callable[[bytes], Documents] = field(repr=False)
    """Raises RefusedError for bytes that are not of the format; at the first document asked for or before."""
    recognises: Callable[[bytes], bool] = field(repr=False, default=_never)
    """Whether the content says it is of this format; looks at the beginning only."""
    many: bool = False
    """Whether a file may hold any number of releases."""


#: In the order in which content is asked.
READERS = (
    Reader("text", frozenset({".txt", ".text"}), _single(plain.read)),
    Reader("markdown", frozenset({".md", ".markdown"}), _single(markdown.read)),
    Reader("html", frozenset({".html", ".htm", ".xhtml"}), _single(html.read), html.recognises),
    Reader("feed", frozenset({".rss", ".atom"}), feeds.read, feeds.recognises, many=True),
    Reader("json feed", frozenset({".json"}), feeds.read_json, feeds.recognises_json, many=True),
)


def reader_for(name: str, data: bytes) -> Reader | None:
    """The reader for a file, told by its content first and its name second; None where neither is known.

    A name without an ending says nothing: such a file is plain text unless its content says otherwise.
    """
    told = next((reader for reader in READERS if reader.recognises(data)), None)
    return told or known_by_name(name) or (READERS[0] if not PurePath(name).suffix else None)


def known_by_name(name: str) -> Reader | None:
    """The reader for a file's name alone."""
    suffix = PurePath(name).suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)
