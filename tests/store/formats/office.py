"""OpenDocument texts, e-books and Outlook's mails made of nothing but the parts a reader needs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    [f'xmlns:{one}="{_ODF}:{one}:1.0"' for one in ("office", "text", "table", "style", "meta", "drawing")]
    + ['xmlns:draw="urn:d"', 'xmlns:svg="urn:s"', 'xmlns:xlink="http://www.w3.org/1999/xlink"']
    + ['xmlns:dc="http://purl.org/dc/elements/1.1/"']
)
#: A tree of what lies in a compound file: bytes, or a folder.
Tree = Mapping[str, "bytes | Tree"]
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts, in this order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return made.getvalue()


def odt_of(body: str, *, styles: str = "", meta: str = "", manifest: str = "") -> bytes:
    """An .odt whose text is this XML, with these automatic styles."""
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "meta.xml": f"<office:document {_NAMES}><office:meta>{meta}</office:meta></office:document>",
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    })  # fmt: skip


def epub_of(chapters: Mapping[str, str], *, metadata: str = "", nav: str = "", locked: str = "") -> bytes:
    """An EPUB of these pages, in this order; one is its navigation, and one may be locked."""
    items = spine = ""
    for number, name in enumerate(chapters):
        navigation = " properties='nav'" if name == nav else ""
        items += f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"{navigation}/>'
        spine += f'<itemref idref="i{number}"/>'
    container = "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>"
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"{metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for name, page in chapters.items():
        parts[f"OPS/{name}"] = f"<html><head><title>T</title></head><body>{page}</body></html>"
    if locked:
        parts["META-INF/encryption.xml"] = f"<encryption><CipherReference URI='OPS/{locked}'/></encryption>"
    return zipped(parts)


def msg_of(
    texts: Mapping[int, str],
    *,
    data: Mapping[int, bytes] | None = None,
    sent: int = 0,
    attached: Mapping[str, bytes] | None = None,
) -> bytes:
    """A mail as Outlook saves it: texts and bytes by property, when it was sent, and files by name."""
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(32) + struct.pack("<HHIQ", 0x40, 0x39, 6, sent),
        **{f"__substg1.0_{key:04X}001F": text.encode("utf-16-le") for key, text in texts.items()},
        **{f"__substg1.0_{key:04X}0102": content for key, content in (data or {}).items()},
    }
    for number, (name, content) in enumerate((attached or {}).items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": content,
        }
    return compound_of(tree)


def compound_of(tree: Tree) -> bytes:
    """A compound file ([MS-CFB], version 3) with these streams, all of them small."""
    small: list[bytes] = []
    chains: list[int] = []
    entries: list[bytes] = [b""]
    first = _folder(tree, entries, small, chains)
    stream = b"".join(small)
    directory = -(-len(entries) // 4)  # sectors that it fills, after the one of the table
    chained = -(-len(chains) * 4 // 512)
    start = 1 + directory + chained if stream else _END
    entries[0] = _entry("Root Entry", 5, first, start=start, size=len(stream))
    parts = (b"".join(entries), _numbers(chains), stream)
    fat, at = [_FAT], 1
    for part in parts:
        count = -(-len(part) // 512)
        fat += [at + number + 1 for number in range(count - 1)] + [_END] * bool(count)
        at += count
    assert len(fat) <= 128, "one sector of the table is enough for a test"
    numbers = (1, 1, 0, 4096, 1 + directory if chains else _END, chained, _END, 0, 0)
    head = struct.pack(
        "<8s16xHHHHH6xI9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, *numbers
    )
    return _padded(head, 512, b"\xff") + b"".join(_padded(one, 512, fill) for one, fill in (
        (_numbers(fat), b"\xff"), (parts[0], b"\0"), (parts[1], b"\xff"), (stream, b"\0"),
    ))  # fmt: skip


def _numbers(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _folder(tree: Tree, entries: list[bytes], small: list[bytes], chains: list[int]) -> int:
    """Puts what lies in a folder among the entries, one after the other; the first of them."""
    first = len(entries)
    places = list(range(first, first + len(tree)))
    entries += [b""] * len(tree)
    for place, (name, content) in zip(
        places, sorted(tree.items(), key=lambda one: (len(one[0]), one[0])), strict=True
    ):
        after = place + 1 if place != places[-1] else _FREE
        if isinstance(content, bytes):
            start = len(chains) if content else _END
            count = -(-len(content) // 64)
            chains += [start + number + 1 for number in range(count - 1)] + [_END] * bool(count)
            small.append(_padded(content, 64))
            entries[place] = _entry(name, 2, _FREE, after, start, len(content))
        else:
            entries[place] = _entry(name, 1, _folder(content, entries, small, chains), after)
    return first if tree else _FREE


def _entry(name: str, kind: int, child: int, after: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return encoded.ljust(64, b"\0") + struct.pack(
        "<HBBIII16xI16xIQ", len(encoded), kind, 1, _FREE, after, child, 0, start, size
    )


def _padded(content: bytes, size: int, filling: bytes = b"\0") -> bytes:
    return content + filling * (-len(content) % size)
