"""Markdown (CommonMark 0.31) as the text a reader sees: no marks, links kept beside it.

Headings and paragraphs become paragraphs, list items lines that begin with a bullet or their
number, code its lines, a thematic break ``---``, an image ``[Image: its alternative text]``. Front matter is
no part of the text but for the title, where the text does not begin with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from store.canonical import canonical
from store.errors import RefusedError
from store.formats import front_matter
from store.formats.document import RawDocument, decode
from store.formats.html import target
from store.formats.linked import LinkedText, headed
from store.models import Link


def read(data: bytes) -> RawDocument:
    """The rendered text with its links. Raises RefusedError for bytes that are no text."""
    from pyromark import events  # a compiled library: only where it is needed

    metadata, source = front_matter.split(canonical(decode(data)))
    writer = _Writer()
    writer.take(events(source))
    text, links = headed(LinkedText(metadata.title or ""), writer.written())
    if not text.strip():
        raise RefusedError("it is empty.")
    return RawDocument(text, links, metadata)


_BLOCKS = frozenset(("Paragraph", "Heading", "Item"))


class _Writer:
    """Collects text and links while the parser's events go by."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._opened: list[tuple[int, str | None]] = []
        self._bullets: list[int | None] = []
        self._alternative: list[str] | None = None
        self._pending = ""
        self._marker = ""
        self._begun = False

    def take(self, events: Iterable[Any]) -> None:
        """The events, each a bare name, or a name with what it holds; the commonest first: there are many."""
        for event in events:
            if type(event) is not dict:
                self._break(event)
                continue
            ((name, value),) = event.items()
            if name == "Start":
                if value != "Paragraph":
                    self._start(*_named(value))
            elif name == "End":
                self._end(value if type(value) is str else _named(value)[0])
            else:  # text, code, HTML as it was typed
                self._write(value)

    def _break(self, name: str) -> None:
        if name == "Rule":
            self._write("---")
            self._pending = "\n\n"
        else:
            self._write("\n")

    def _start(self, name: str, value: Any) -> None:
        if name == "List":
            if self._bullets:
                self._pending = "\n"
            self._bullets.append(value)
        elif name == "Item":
            self._open_item()
        elif name == "Link":
            if self._alternative is None:
                self._flush()
                self._opened.append((self._length, target(value["dest_url"], None)))
        elif name == "Image" and self._alternative is None:
            self._alternative = []

    def _end(self, name: str) -> None:
        if name in _BLOCKS:
            self._pending = "\n" if self._bullets else "\n\n"
        elif name == "List":
            self._bullets.pop()
            self._pending = "\n\n"
        elif name in ("CodeBlock", "HtmlBlock"):
            self._trim_line_end()
            self._pending = "\n\n"
        elif name == "Link":
            if self._alternative is None:
                start, url = self._opened.pop()
                if url and self._length > start:
                    self._links.append(Link(start, self._length, url))
        elif name == "Image" and self._alternative is not None:
            text = "".join(self._alternative)
            self._alternative = None
            self._write(f"[Image: {text}]" if text.strip() else "")

    def _open_item(self) -> None:
        number = self._bullets[-1]
        indent = "  " * (len(self._bullets) - 1)
        self._marker = f"{indent}• " if number is None else f"{indent}{number}. "
        if number is not None:
            self._bullets[-1] = number + 1

    def _flush(self) -> None:
        """Writes the break and the list mark that wait for text to follow."""
        lead = self._pending + self._marker if self._begun else self._marker
        self._parts += (lead, "")  # of which no line end is trimmed
        self._length += len(lead)
        self._pending = self._marker = ""
        self._begun = True

    def _write(self, text: str) -> None:
        if self._alternative is not None:
            self._alternative.append(text)
        elif text:
            if self._pending or self._marker or not self._begun:
                self._flush()
            self._parts.append(text)
            self._length += len(text)

    def _trim_line_end(self) -> None:
        """The line end that closes code or HTML is none of its text."""
        if self._parts and (last := self._parts[-1]).endswith("\n"):
            self._parts[-1] = last.rstrip("\n")
            self._length -= len(last) - len(self._parts[-1])

    def written(self) -> LinkedText:
        """All that was written, canonical, with its links."""
        return LinkedText("".join(self._parts), tuple(self._links)).canonical()


def _named(value: Any) -> tuple[str, Any]:
    """The name of what starts or ends, and what is said of it."""
    if isinstance(value, str):
        return value, None
    [(name, said)] = value.items()
    return name, said
