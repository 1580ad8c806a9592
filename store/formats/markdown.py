"""Markdown (CommonMark 0.31) as the text a reader sees: no marks, links kept beside it.

Headings and paragraphs become paragraphs, list items lines that begin with a bullet or their
number, code its lines, a thematic break its dashes, an image ``[Image: its alternative text]``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.document import RawDocument, decode
from store.models import Link

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def read(data: bytes) -> RawDocument:
    """The rendered text with its links. Raises RefusedError for bytes that are no text."""
    tokens = _parser().parse(canonical(decode(data)))
    writer = _Writer()
    for token in tokens:
        writer.block(token)
    document = writer.document()
    if not document.text.strip():
        raise RefusedError("it is empty.")
    return document


@cache
def _parser() -> MarkdownIt:
    """Made once: putting its rules together takes a tenth of the time of parsing a release."""
    from markdown_it import MarkdownIt  # slow to import

    return MarkdownIt("commonmark", {"html": False})


class _Writer:
    """Collects text and links while the tokens go by."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._bullets: list[int | None] = []
        self._pending = ""
        self._marker = ""

    def block(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._bullets.append(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                self._bullets.append(1 if start is None else int(start))
            case "bullet_list_close" | "ordered_list_close":
                self._bullets.pop()
                self._pending = "\n\n"
            case "list_item_open":
                self._open_item()
            case "hr":
                self._paragraph(token.markup[:3])
            case "fence" | "code_block":
                self._paragraph(token.content.rstrip("\n"))
            case "inline":
                self._inline(token.children or [])
                self._pending = "\n" if self._bullets else "\n\n"

    def _open_item(self) -> None:
        number = self._bullets[-1]
        indent = "  " * (len(self._bullets) - 1)
        self._marker = f"{indent}• " if number is None else f"{indent}{number}. "
        if number is not None:
            self._bullets[-1] = number + 1

    def _paragraph(self, text: str) -> None:
        self._write(text)
        self._pending = "\n\n"

    def _flush(self) -> None:
        """Writes the break and the list mark that wait for text to follow."""
        for part in (self._pending if self._parts else "", self._marker):
            self._parts.append(part)
            self._length += len(part)
        self._pending = self._marker = ""

    def _write(self, text: str) -> None:
        if text:
            self._flush()
            self._parts.append(text)
            self._length += len(text)

    def _inline(self, children: list[Token]) -> None:
        opened: list[tuple[int, str]] = []
        for child in children:
            match child.type:
                case "text" | "code_inline" | "html_inline" | "text_special":
                    self._write(child.content)
                case "softbreak" | "hardbreak":
                    self._write("\n")
                case "image":
                    self._write(f"[Image: {child.content}]" if child.content.strip() else "")
                case "link_open":
                    self._flush()
                    opened.append((self._length, str(child.attrGet("href") or "")))
                case "link_close":
                    start, url = opened.pop()
                    if self._length > start:
                        self._links.append(Link(start, self._length, url))

    def document(self) -> RawDocument:
        text = "".join(self._parts)
        clean = canonical(text)
        links = self._links
        if clean != text:  # an entity may stand for what NFC composes
            links = [
                Link(len(canonical(text[: one.start])), len(canonical(text[: one.end])), one.url)
                for one in links
            ]
        return RawDocument(clean, tuple(link for link in links if link.start < link.end))
