"""Readers, one per format: bytes to raw documents. A new format is one more row in `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath

from store.formats import corpora, markdown, newsml, newsml_g2, ninjs, nitf, plain
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
    read: Callable[..., Documents] = field(repr=False)
    """Raises RefusedError for bytes that are not of the format; at the first document asked for or before."""
    recognises: Callable[[bytes], bool] = field(repr=False, default=_never)
    """Whether the content says it is of this format; looks at the beginning only."""
    many: bool = False
    """Whether a file may hold any number of releases."""
    mapped: bool = False
    """Whether `read` also takes `columns`, as `corpora.parse_columns` gives them."""


_PLAIN = Reader("text", frozenset({".txt", ".text"}), _single(plain.read))
#: In the order in which content is asked.
READERS = (
    Reader("newsml-g2", frozenset(), newsml_g2.read, newsml_g2.recognises, many=True),
    Reader("newsml", frozenset({".newsml"}), newsml.read, newsml.recognises, many=True),
    Reader("nitf", frozenset({".nitf"}), _single(nitf.read), nitf.recognises),
    Reader("ninjs", frozenset(), ninjs.read, ninjs.recognises, many=True),
    Reader(
        "jsonl", frozenset({".jsonl", ".ndjson", ".json"}), corpora.read_json_lines, many=True, mapped=True
    ),
    Reader("csv", frozenset({".csv", ".tsv"}), corpora.read_csv, many=True, mapped=True),
    _PLAIN,
    Reader("markdown", frozenset({".md", ".markdown"}), _single(markdown.read)),
)


def reader_for(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> Reader | None:
    """The reader for a file, told by its content first and its name second; None where neither is known.

    A name without an ending says nothing: such a file is plain text unless its content says otherwise.
    Where `columns` says which column holds what, a corpus is told by its name, and read accordingly.
    """
    named = known_by_name(name)
    if columns and named is not None and named.mapped:
        return replace(named, read=partial(named.read, columns=columns))
    told = next((reader for reader in READERS if reader.recognises(data)), None)
    return told or named or (_PLAIN if not PurePath(name).suffix else None)


def known_by_name(name: str) -> Reader | None:
    """The reader for a file's name alone."""
    suffix = PurePath(name).suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)
