"""The bytes of a file: all of them, or the file, of which no more is held than is looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

Content = bytes | BinaryIO
"""Bytes, or a file that is open for reading them from any place."""

#: Bytes read at a time where all are looked at.
_BLOCK = 1 << 16


def opened(content: Content) -> BinaryIO:
    """The bytes as a file, at their beginning. Whoever opened a file closes it."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    file.seek(0)
    return file


def whole(content: Content) -> bytes:
    """All the bytes."""
    return content if isinstance(content, bytes) else opened(content).read()


def beginning(content: Content, size: int) -> bytes:
    """So many of the first bytes, or as many as there are."""
    return content[:size] if isinstance(content, bytes) else opened(content).read(size)


def size_of(content: Content) -> int:
    """How many bytes there are."""
    return len(content) if isinstance(content, bytes) else content.seek(0, io.SEEK_END)


def blocks(content: Content) -> Iterator[bytes]:
    """The bytes in runs of some ten thousand."""
    file = opened(content)
    while block := file.read(_BLOCK):
        yield block
