"""Plain text."""

from __future__ import annotations

from store.canonical import canonical
from store.formats.document import RawDocument, decode


def read(data: bytes) -> RawDocument:
    """The text as it stands. Raises RefusedError for bytes that are no text."""
    return RawDocument(canonical(decode(data)))
