"""Archives of releases: zip, tar, tar packed by gzip, bzip2 or xz, and single files so packed.

Members are read one after another by the reader each calls for; nothing is written to a disk, so that a
name such as ``../../etc/passwd`` is a name to show and no more. Hidden files, links, devices and endings
that no reader knows are passed over, as in a folder.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import IO, Protocol, cast

from store.errors import RefusedError
from store.formats.archives import zips
from store.formats.document import MAX_BYTES, MAX_MANY_BYTES, Documents, RawDocument, RefusedPart, check_size

#: Bytes above which an archive is not read: unpacked, all its members and theirs together.
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
#: How deep archives may lie in one another.
MAX_DEPTH = 2
#: No text packs so well: beyond the first bytes, a file unpacks to no more than so many times its size.
_RATIO, _FREE = 200, 64 * 1024 * 1024
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_BROKEN = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError, ValueError, OverflowError)
_CUT_SHORT = "it is damaged or cut short from here on; what came before was read."


def recognises(data: bytes) -> bool:
    """Whether the bytes begin as an archive or a packed file; a document in a zip file is none."""
    if zips.is_zip(data):
        return zips.kind_of(data) == "archive"
    return _is_tar(data[:512]) or data.startswith(_PACKED)


def read(data: bytes) -> Documents:
    """The releases of all members; one that cannot be read is refused by itself.

    A part is its member's name, with ``#`` and the part within it where that holds many; a part without a
    name says why what follows in the archive is not read. Raises RefusedError for an archive too large,
    and one of which nothing can be read.
    """
    check_size(len(data), MAX_MANY_BYTES)
    return _documents(data, _Budget(_RATIO * len(data) + _FREE), 1)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked, in bytes and members, of one file and all within it."""

    bytes: int
    members: int = field(default_factory=lambda: zips.MAX_ENTRIES)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.bytes = min(self.bytes, MAX_UNPACKED_BYTES)

    def spend(self, count: int) -> None:
        """Raises RefusedError where it is too much."""
        self.bytes -= count
        if self.bytes < 0:
            raise RefusedError("it unpacks to more than any archive of releases; it may be made to harm.")

    def count(self) -> None:
        """One more member. Raises RefusedError where it is one too many."""
        self.members -= 1
        if self.members < 0:
            raise RefusedError(f"it holds more than {zips.MAX_ENTRIES:,} files.")


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive, its bytes or the reason why there are none."""

    name: str
    data: bytes = b""
    refused: str = ""


def _documents(data: bytes, budget: _Budget, depth: int) -> Documents:
    found = False
    try:
        for member in _members(data, budget):
            found = True
            if member.refused:
                yield RefusedPart(member.name, member.refused)
            else:
                yield from _within(member, budget, depth)
    except RefusedError as error:
        if not found:
            raise
        yield RefusedPart("", error.message)
    if not found:
        raise RefusedError("there is no release in it.")


def _within(member: _Member, budget: _Budget, depth: int) -> Documents:
    """The releases of one member."""
    from store.formats.registry import reader_for  # the registry knows this module

    reader = reader_for(member.name, member.data)
    try:
        if reader is None:
            raise RefusedError("it is of no kind that can be read.")
        if reader.name != "archive":
            inner = reader.read(member.data)
        elif depth == MAX_DEPTH:
            raise RefusedError(f"archives are read {MAX_DEPTH} deep.")
        else:
            inner = _documents(member.data, budget, depth + 1)
        for one in inner:
            yield _named(one, member.name)
    except RefusedError as error:
        yield RefusedPart(member.name, error.message)


def _named(one: RawDocument | RefusedPart, name: str) -> RawDocument | RefusedPart:
    part = f"{name}#{one.part}" if one.part else name
    if isinstance(one, RawDocument):
        return replace(one, part=part, named=one.named or not one.part)
    return replace(one, part=part)


def _members(data: bytes, budget: _Budget) -> Iterator[_Member]:
    """The files in an archive, those of formats that are known."""
    if zips.is_zip(data):
        kind = zips.kind_of(data)
        if kind != "archive":
            raise RefusedError(f"it is {kind}, which cannot be read yet.")
        return _of_zip(data, budget)
    stream = _Counted(_unpacking(data), budget)
    try:
        head = stream.peek(512)
    except _BROKEN as error:
        raise RefusedError("it is damaged.") from error
    if _is_tar(head):
        return _of_tar(stream, budget)
    if data.startswith(_PACKED):
        return _single(stream, data)
    raise RefusedError("it is no archive that can be read.")


def _unpacking(data: bytes) -> _Readable:
    """The bytes as a stream, unpacked as it is read."""
    file = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if data.startswith(b"BZh"):
        return bz2.BZ2File(file)
    return lzma.LZMAFile(file) if data.startswith(_PACKED) else file


def _of_zip(data: bytes, budget: _Budget) -> Iterator[_Member]:
    try:
        container = zips.opened(data)
    except zips.DamagedZipError as error:
        yield from _salvaged(data, budget, error)
        return
    with container:
        for info in container.infolist():
            budget.count()
            name = _zip_name(info)
            if name.endswith("/") or stat.S_ISLNK(info.external_attr >> 16) or _passed_over(name):
                continue
            budget.spend(min(info.file_size, _limit(name)))
            try:
                content = zips.member(container, info, _limit(name))
            except RefusedError as error:
                yield _Member(_shown(name, budget), refused=error.message)
            else:
                yield _Member(_shown(name, budget), content)


def _salvaged(data: bytes, budget: _Budget, reason: RefusedError) -> Iterator[_Member]:
    """What a zip file without its list still gives."""
    found = False
    for name, content in zips.salvaged(data, MAX_BYTES):
        budget.count()
        budget.spend(len(content))
        if not name.endswith("/") and not _passed_over(name):
            found = True
            yield _Member(_shown(name, budget), content)
    if not found:
        raise reason
    yield _Member("", refused=_CUT_SHORT)


def _of_tar(stream: _Counted, budget: _Budget) -> Iterator[_Member]:
    found = False
    try:
        with _opened(stream) as container:
            for info in container:
                budget.count()
                if not info.isreg() or info.issparse() or _passed_over(info.name):
                    continue
                found = True
                yield _of_tar_member(container, info, _shown(info.name, budget))
            if any(stream.tail):  # cut between two members
                raise EOFError
    except _BROKEN as error:
        if not found:
            raise RefusedError("it is damaged.") from error
        yield _Member("", refused=_CUT_SHORT)


def _opened(stream: _Counted) -> tarfile.TarFile:
    """A tar to be read from its beginning to its end; that is all it needs a stream for."""
    file = cast("IO[bytes]", stream)
    return tarfile.open(fileobj=file, mode="r|", encoding="utf-8", errors="surrogateescape")


def _of_tar_member(container: tarfile.TarFile, info: tarfile.TarInfo, name: str) -> _Member:
    limit = _limit(info.name)
    if info.size > limit:
        return _Member(name, refused=f"it is larger than {limit // 2**20} MB; no release is.")
    file = container.extractfile(info)
    content = file.read() if file else b""
    if len(content) < info.size:
        raise EOFError
    return _Member(name, content)


def _single(stream: _Counted, packed: bytes) -> Iterator[_Member]:
    """A single file, packed; gzip may say its name (RFC 1952)."""
    try:
        content = stream.read(MAX_MANY_BYTES)
    except _BROKEN as error:
        raise RefusedError("it is damaged or cut short.") from error
    name = ""
    if packed.startswith(b"\x1f\x8b\x08\x08"):
        name = packed[10:300].split(b"\0")[0].decode("latin-1")
    yield _Member(_shown(name, _Budget(0)), content)


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Counted:
    """A stream that spends of a budget what is read of it, and can be looked into at its head."""

    def __init__(self, file: _Readable, budget: _Budget) -> None:
        self._file = file
        self._budget = budget
        self._head = b""
        self.tail = b""
        """The last block read: of a tar that is whole, it is empty."""

    def peek(self, count: int) -> bytes:
        """The first bytes, which stay to be read."""
        self._head = self.read(count)
        return self._head

    def read(self, count: int = -1) -> bytes:
        """That many bytes, fewer only at the end. Raises RefusedError where the budget is spent."""
        parts, self._head = [self._head[:count]], self._head[count:]
        left = count - len(parts[0])
        while left > 0 and (part := self._file.read(min(left, 2**20))):
            self._budget.spend(len(part))
            parts.append(part)
            left -= len(part)
            self.tail = (self.tail + part[-512:])[-512:]
        return b"".join(parts)


def _is_tar(head: bytes) -> bool:
    """Whether a first block is a tar's, by its checksum: older ones have no other mark."""
    if len(head) < 512 or head[148:149].isalpha() or not any(head):  # as of most texts, at little cost
        return False
    try:
        return tarfile.TarInfo.frombuf(head[:512], "utf-8", "surrogateescape").chksum > 0
    except tarfile.HeaderError:
        return False


def _limit(name: str) -> int:
    """The most bytes a member of that name may have."""
    from store.formats.registry import known_by_name  # the registry knows this module

    reader = known_by_name(name)
    return MAX_MANY_BYTES if reader and reader.many else MAX_BYTES


def _passed_over(name: str) -> bool:
    """Whether a member is hidden or of a kind that no reader knows."""
    from store.formats.registry import known_by_name  # the registry knows this module

    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
    return hidden or known_by_name(name) is None


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: many programs write UTF-8 and do not say so, which is then read as code page 437."""
    try:
        return info.filename if info.flag_bits & 0x800 else info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


def _shown(name: str, budget: _Budget) -> str:
    """A member's name as it may be shown, once only: no way up, no control character."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    safe = "".join(
        "\ufffd" if unicodedata.category(char)[0] == "C" else char for char in "/".join(parts)[:500]
    )
    shown, count = safe, 1
    while shown in budget.seen:
        count += 1
        shown = f"{safe} ({count})"
    budget.seen.add(shown)
    return shown
