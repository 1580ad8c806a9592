"""The text of an HTML fragment, all of it: the body of a mail, a document turned into HTML.

Nothing is taken for a page's furniture. Blocks are parted by blank lines, list items begin with
a bullet or their number, the cells of a table of data are parted by `` | ``; a table that only
lays out a page is read as the blocks in it. What the page hides is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.linked import LinkedText
from store.models import Link

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SKIPPED_TAGS = (
    "head title script style noscript template svg math iframe object select textarea"
    " -comment !doctype -doctype"
)
_BLOCK_TAGS = (
    "p div section article header footer main aside nav h1 h2 h3 h4 h5 h6 ul ol dl dt dd blockquote pre"
    " figure figcaption address table tr td th caption form fieldset center hr details summary"
)
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0", re.I)
#: What HTML takes for one space; a no-break space is a character of the text.
_SPACES = " \t\n\r\f"
_SPACE = re.compile(f"[{_SPACES}]+")
#: Gaps between what was written and what follows, the wider last.
_GAPS = ("", " ", "\n", "\n\n")
#: How deep elements may lie in one another: the parser's time grows with the square of it.
_DEPTH = 2000
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|tbody|td|ul|ol|dl|blockquote|b|i|u|em|strong|font|center|section|article)\b",
    re.IGNORECASE,
)
#: The longest text of one cell in a table of data, in characters.
_CELL = 300


def html_text(source: str) -> LinkedText:
    """The text of an HTML document or fragment with its links; empty where it shows none.

    Raises RefusedError where it is nested deeper than any page.
    """
    from selectolax.lexbor import LexborHTMLParser  # a compiled library: only where it is needed

    depth = 0
    for tag in _NESTING.finditer(source):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _DEPTH:
            raise RefusedError("its HTML is nested too deep.")
    writer = _Writer()
    root = LexborHTMLParser(source).body
    # Walked without recursion: a hostile page nests a hundred thousand deep.
    stack: list[tuple[LexborNode, bool]] = [(root, True)] if root else []
    while stack:
        node, entering = stack.pop()
        if not entering:
            writer.leave(node)
            continue
        if node is not root and node.next is not None:
            stack.append((node.next, True))
        if writer.enter(node):
            stack.append((node, False))
            if node.child is not None:
                stack.append((node.child, True))
    return writer.linked()


class _Writer:
    """Collects text and links while the nodes go by."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._marker = ""
        self._links: list[Link] = []
        self._opened: list[tuple[int, str]] = []
        self._lists: list[int | None] = []
        self._tables: list[bool] = []
        self._cells = 0
        self._preformatted = 0

    def enter(self, node: LexborNode) -> bool:
        """Takes a node as it opens; whether what is in it is to be taken too."""
        tag = node.tag or ""
        if tag == "-text":
            self._take_text(node.text_content or "")
            return False
        attributes = node.attributes
        if tag in _SKIPPED or "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            return False
        if tag in _BLOCKS:
            self._open_block(tag, node)
        elif tag == "br":
            self._part("\n\n" if self._gap in ("\n", "\n\n") else "\n")
        elif tag == "li":
            self._open_item()
        elif tag == "img":
            self._take_image(attributes)
        elif tag == "a":
            self._flush()
            self._opened.append((self._length, attributes.get("href") or ""))
        return True

    def leave(self, node: LexborNode) -> None:
        """Takes a node as it closes."""
        tag = node.tag or ""
        if tag == "a":
            self._close_link()
        elif tag == "table":
            self._tables.pop()
            self._part("\n\n")
        elif tag in ("ul", "ol"):
            self._lists.pop()
            self._part(self._block_gap())
        elif tag == "li":
            self._marker = ""
            self._part("\n")
        elif tag == "pre":
            self._preformatted -= 1
            self._part("\n\n")
        elif tag in _BLOCKS:
            self._part(self._block_gap())

    def _open_block(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self._part("\n\n")
            self._tables.append(_holds_data(node))
        elif tag == "tr" and self._in_data():
            self._part("\n")
            self._cells = 0
        elif tag in ("td", "th") and self._in_data():
            if self._cells:
                self._gap = ""
                self._write(" | ")
            self._cells += 1
        else:
            self._part(self._block_gap())
        if tag in ("ul", "ol"):
            start = node.attributes.get("start") or "1"
            self._lists.append(None if tag == "ul" else int(start) if re.fullmatch(r"\d{1,9}", start) else 1)
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "hr":
            self._write("---")

    def _open_item(self) -> None:
        self._part("\n")
        number = self._lists[-1] if self._lists else None
        indent = "  " * min(len(self._lists) - 1, 8)
        self._marker = f"{indent}• " if number is None else f"{indent}{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _take_image(self, attributes: dict[str, str | None]) -> None:
        words = " ".join((attributes.get("alt") or "").split())
        if words and not {attributes.get("width"), attributes.get("height")} & {"0", "1"}:
            self._write(f"[Image: {words}]")

    def _close_link(self) -> None:
        start, url = self._opened.pop()
        url = "".join(url.split())
        if self._length > start and ":" in url and not url.lower().startswith(("javascript:", "data:")):
            self._links.append(Link(start, self._length, url))

    def _in_data(self) -> bool:
        return bool(self._tables) and self._tables[-1]

    def _block_gap(self) -> str:
        if self._in_data():
            return " "
        return "\n" if self._lists else "\n\n"

    def _part(self, gap: str) -> None:
        """What follows stands at least that far from what was written."""
        self._gap = max(self._gap, gap, key=_GAPS.index)

    def _take_text(self, text: str) -> None:
        if self._preformatted:
            if words := text.replace("\r\n", "\n").strip("\n"):
                self._write(words)
            return
        if text[:1] in _SPACES or not text.strip():
            self._part(" " if text else "")
        if text.strip():
            self._write(_SPACE.sub(" ", text.strip(_SPACES)))
            if text[-1] in _SPACES:
                self._part(" ")

    def _flush(self) -> None:
        """Writes the gap and the list mark that wait for text to follow."""
        gap = self._gap if self._parts and not (self._gap == " " and self._parts[-1][-1:].isspace()) else ""
        for part in (gap, self._marker):
            if part:
                self._parts.append(part)
                self._length += len(part)
        self._gap = self._marker = ""

    def _write(self, text: str) -> None:
        self._flush()
        self._parts.append(text)
        self._length += len(text)

    def linked(self) -> LinkedText:
        """All that was written, canonical."""
        return LinkedText("".join(self._parts), tuple(self._links)).cut(0).canonical()


def _holds_data(table: LexborNode) -> bool:
    """Whether a table's rows and columns mean something, by what its cells hold."""
    if (table.attributes.get("role") or "") == "presentation" or len(table.css("table")) > 1:
        return False
    rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]
    if sum(len(row) > 1 for row in rows) < 2:
        return False
    return not any(len(cell.css("p, div, li, h1, h2, h3")) > 1 or len(cell.text()) > _CELL
                   for row in rows for cell in row)  # fmt: skip
