"""What was marked as a JSON file that stock TinyDB opens: ``TinyDB("marks.json").table("annotations")``.

Three tables: ``releases`` with their words, ``annotations`` with the names of their tags, ``tags``. Ids are
those of the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from msgspec.json import encode

from store.exports.exporter import Marked
from store.exports.table_records import ANNOTATIONS, RELEASES
from store.models import Tag

#: Bytes that are read back together.
_CHUNK = 1 << 16
#: Of an annotation only what is its own: the release is in its table.
_OWN = ("release", *ANNOTATIONS.columns[ANNOTATIONS.columns.index("start") :])


def write(marked: Iterable[Marked], *, codebook: Sequence[Tag], paths: bool = False) -> Iterator[str]:
    """The releases in turn, then the annotations, then the tags.

    A table follows the other, so the annotations wait in a temporary file: memory does not grow.
    """
    with TemporaryFile() as waiting:
        yield '{"releases":{'
        between = "\n"
        for one in marked:
            text = one.text()
            (record,) = RELEASES.records(one, paths=paths)
            words = {"text": text.text, "paragraphs": text.paragraphs}
            yield between + _document(one.release.id, {**record, **words})
            between = ",\n"
            for annotation in ANNOTATIONS.records(one):
                own = _document(annotation["annotation"], {name: annotation[name] for name in _OWN})
                waiting.write((",\n" if waiting.tell() else "\n").encode() + own.encode())
        yield '\n},"annotations":{'
        waiting.seek(0)
        yield from _text(iter(lambda: waiting.read(_CHUNK), b""))
        yield '\n},"tags":{'
        yield ",".join(f"\n{_document(tag.id, tag._asdict())}" for tag in sorted(codebook))
        yield "\n}}\n"


def _document(key: int, fields: dict[str, Any]) -> str:
    return f'"{key}":{encode(fields).decode()}'


def _text(chunks: Iterator[bytes]) -> Iterator[str]:
    """The chunks as text: none ends within a line."""
    left = b""
    for chunk in chunks:
        lines, end, rest = (left + chunk).rpartition(b"\n")
        yield (lines + end).decode()
        left = rest
    yield left.decode()
