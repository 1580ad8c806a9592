"""The text of XHTML and NITF, whose bodies are made of the same parts, as blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from store.formats.block_texts import Block
from store.formats.linked import LinkedText, joined
from store.models import Link
from store.patterns import lazy_pattern
from store.structure import word_set

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Elements that stand in lines of their own; any other is part of a line.
_BLOCKS = word_set(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup html li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul "
    # NITF 3.6
    "abstract block body.content body.end body.head bq byline copyrite credit datasource dateline "
    "distributor fn hedline hl1 hl2 media media-caption media-producer nitf-table note rights tagline"
)
#: Elements that hold nothing to read.
_UNREAD = word_set(
    "audio button canvas colgroup datalist embed frameset head iframe input link map math meta noembed "
    "noframes noscript object param script select style svg template textarea title video "
    # NITF 3.6
    "alt-code custom-table media-metadata media-object media-reference nitf-table-metadata table-reference "
    "tobject"
)
#: The kinds of NITF's media that a line stands for; of any other its caption is text.
_MEDIA = {"image": "Image", "video": "Video"}
#: What parts a table's cells.
_CELL = " | "
#: What may stand before a block's first word: every white space, and byte order marks.
_MARGIN = lazy_pattern(r"\A[\s\ufeff]+")
_BLANKS = lazy_pattern("[ \t\n\r\f]+")
_OPENABLE = lazy_pattern(r"(?:https?|ftp|mailto):\S", re.IGNORECASE)
_QUOTES = frozenset("\"'“„«‘「")


def blocks_of(*elements: Element | None) -> list[Block]:
    """The words of elements and of all within them, as a browser would show them; None is passed over."""
    writer = _Writer()
    for element in elements:
        if element is not None:
            writer.take(element)
            writer.end_block()
    return writer.blocks


def line_of(element: Element | None) -> str | None:
    """The words of an element as one line; None where there are none."""
    return " ".join(" ".join(block.text.split()) for block in blocks_of(element)) or None


class _Writer:
    """Collects blocks while it goes through a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        """Of all parts, in code points."""
        self._links: list[Link] = []
        self._lists: list[int | None] = []
        """The next number of each list it is in; None where it has bullets."""
        self._marker = ""
        self._tight = False
        self._tables = 0
        self._first_cell = True
        self._kept = 0
        """How many elements it is in that keep blanks and line ends."""

    def take(self, element: Element) -> None:
        """An element with all within it; as deep as the tree, which has a limit."""
        name = element.tag.lower()
        if name in _UNREAD:
            return
        own = self._OWN.get(name)
        if own is not None:
            own(self, element)
        elif name in _BLOCKS:
            self.end_block()
            self._within(element)
            self.end_block()
        else:
            self._within(element)

    def _within(self, element: Element) -> None:
        self._write(element.text)
        for child in element:
            self.take(child)
            self._write(child.tail)

    def _write(self, text: str | None) -> None:
        """Words within a line; white space is one blank."""
        if text and not self._kept:
            text = _BLANKS.sub(" ", text)
            if text[0] == " " and (not self._parts or self._parts[-1][-1] in " \n"):
                text = text[1:]
        if text:
            self._append(text)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _trim(self) -> None:
        """Blanks at the end of a line or cell are none of its text."""
        while self._parts and self._parts[-1][-1] == " " and self._parts[-1] != _CELL:
            part = self._parts.pop()
            self._length -= len(part)
            if kept := part.rstrip(" "):
                self._append(kept)

    def end_block(self) -> None:
        """What has been written since the last is a block, unless it is within a table's cell."""
        if self._tables:
            self._write(" ")
            return
        written = _written("".join(self._parts), self._links)
        if written.text:
            text, links = joined([LinkedText(self._marker), written], "")
            self.blocks.append(Block(text, links, self._tight))
            self._tight = bool(self._lists)
            self._marker = "  " * len(self._lists)
        self._parts.clear()
        self._links.clear()
        self._length = 0

    # -- elements with a way of their own ---------------------------------------------------

    def _line_break(self, _element: Element) -> None:
        self._trim()
        self._append(" " if self._tables else "\n")

    def _rule(self, _element: Element) -> None:
        self.end_block()
        self._write("---")
        self.end_block()

    def _link(self, element: Element) -> None:
        start, blocks = self._length, len(self.blocks)
        self._within(element)
        url = (element.get("href") or "").strip()
        if len(self.blocks) == blocks and start < self._length and _OPENABLE.match(url):
            self._links.append(Link(start, self._length, url))

    def _image(self, element: Element) -> None:
        if alternative := " ".join((element.get("alt") or "").split()):
            self._write(f"[Image: {alternative}]")

    def _media(self, element: Element) -> None:
        """NITF's picture or film: its caption, else what it shows in words, and whose it is."""
        self.end_block()
        kind = _MEDIA.get(element.get("media-type", "image"))
        if kind is None:
            self._within(element)
        else:
            words = _line(element, "media-caption") or next(
                filter(None, (one.get("alternate-text") for one in element.iter("media-reference"))), None
            )
            producer = _line(element, "media-producer")
            if words and producer and producer not in words:
                words += f" ({producer})"
            if words:
                self._write(f"[{kind}: {words}]")
        self.end_block()

    def _list(self, element: Element) -> None:
        self.end_block()
        start = element.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        self._lists.append(number if element.tag.lower() == "ol" else None)
        self._within(element)
        self.end_block()
        self._lists.pop()
        self._marker = "  " * len(self._lists)
        self._tight = bool(self._lists)

    def _item(self, element: Element) -> None:
        self.end_block()
        number = self._lists[-1] if self._lists else None
        indent = "  " * (len(self._lists) - 1)
        self._marker = f"{indent}• " if number is None else f"{indent}{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self._within(element)
        self.end_block()

    def _definition(self, element: Element) -> None:
        """A list's term, or below it and indented what it means."""
        self.end_block()
        depth = len(self._lists) - (element.tag.lower() == "dt")
        self._marker = "  " * depth
        self._within(element)
        self.end_block()

    def _preformatted(self, element: Element) -> None:
        self.end_block()
        self._kept += 1
        self._within(element)
        self._kept -= 1
        self.end_block()

    def _table(self, element: Element) -> None:
        """A line for each row, its cells parted by bars; a table within a cell is a part of its line."""
        self.end_block()
        self._tables += 1
        self._within(element)
        self._tables -= 1
        self.end_block()

    def _row(self, element: Element) -> None:
        self._trim()
        parts, length = len(self._parts), self._length
        if self._tables == 1 and self._parts:
            self._append("\n")
        self._first_cell = True
        self._within(element)
        if not any(part.strip(" |\n\xa0") for part in self._parts[parts:]):
            del self._parts[parts:]
            self._length = length

    def _cell(self, element: Element) -> None:
        if self._tables:
            self._trim()
            if not self._first_cell:
                self._append(_CELL)
            self._first_cell = False
        self._within(element)

    def _quotation(self, element: Element) -> None:
        """Quoted words in a line, between the marks a browser shows."""
        marked = "".join(element.itertext()).strip()[:1] in _QUOTES
        self._write("" if marked else "“")
        self._within(element)
        self._write("" if marked else "”")

    def _fraction(self, element: Element) -> None:
        """NITF's fraction, with its bar where the source leaves it out."""
        if self._parts and self._parts[-1][-1].isdigit():
            self._append(" ")
        parts = ["".join(child.itertext()).strip() for child in element if child.tag != "frac-sep"]
        self._write("/".join(parts) or element.text)

    #: How the elements are written that are no plain block or run of words.
    _OWN: ClassVar = {
        "a": _link,
        "br": _line_break,
        "dd": _definition,
        "dl": _list,
        "dt": _definition,
        "frac": _fraction,
        "hr": _rule,
        "img": _image,
        "li": _item,
        "media": _media,
        "ol": _list,
        "pre": _preformatted,
        "q": _quotation,
        "table": _table,
        "td": _cell,
        "th": _cell,
        "tr": _row,
        "ul": _list,
    }


def _line(element: Element, name: str) -> str | None:
    return line_of(next(element.iter(name), None))


def _written(text: str, links: Sequence[Link]) -> LinkedText:
    """What was written, canonical and without white space around it."""
    start = len(text) - len(_MARGIN.sub("", text))
    return LinkedText(text, tuple(links)).cut(start).on_words().canonical()
