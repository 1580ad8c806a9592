"""A feed as plain as can be, so that tests of following depend on no real format."""

from __future__ import annotations

from collections.abc import Iterator

from store.errors import RefusedError
from store.formats import RawDocument, Reader, RefusedPart
from store.formats.document import Documents, Metadata

MARK = b"FEED "
BROKEN = MARK + b"?"
"""A feed that cannot be read at all."""


def feed(*items: str, title: str = "Harbour news") -> bytes:
    """A feed of items such as ``7: A headline``; ``!`` in place of the number is an item nobody can read."""
    return MARK + "\n".join([title, *items]).encode()


def words_of(headline: str) -> str:
    """A body that shares no word with another's: two releases alike would be one row of the list.

    That of ``Ferry, corrected`` is that of ``Ferry``.
    """
    name = "".join(filter(str.isalnum, headline.partition(",")[0]))
    return " ".join(f"{name}{number}" for number in range(30))


def _read(data: bytes) -> Documents:
    if data == BROKEN:
        raise RefusedError("it is broken.")

    def documents() -> Iterator[RawDocument | RefusedPart]:
        title, *items = data.removeprefix(MARK).decode().split("\n")
        for item in items:
            number, _, headline = item.partition(": ")
            if number == "!":
                yield RefusedPart(headline, "it cannot be read.")
            else:
                metadata = Metadata(title=headline, publisher=title, identifier=f"item {number}")
                yield RawDocument(f"{headline}\n\n{words_of(headline)}.", metadata=metadata, part=number)

    return documents()


READER = Reader("plain feed", frozenset({".feed"}), _read, lambda data: data.startswith(MARK), many=True)
