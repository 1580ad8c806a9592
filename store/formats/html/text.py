"""HTML as the text a reader sees, with its links: paragraphs parted by blank lines, lists as lines.

White space is collapsed as a browser does (CSS Text 3, section 4.1). Quotations are paragraphs, a rule is
``---``, an image ``[Image: its alternative text]``, a row of a table one line, its cells parted by `` | ``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

from store.formats import linked
from store.formats.block_texts import Block, joined
from store.formats.html.tree import Element, parse
from store.formats.linked import LinkedText
from store.models import Link
from store.patterns import lazy_pattern

_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup option p pre search "
    "section summary table caption tbody thead tfoot tr td th ul"
)
#: Elements that begin and end a paragraph or line.
BLOCKS = frozenset(_BLOCK_NAMES.split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_SPACE = lazy_pattern("[ \t\n\f\r]+")
#: What makes any element a block.
_AS_BLOCK = lazy_pattern(r"(?i)\bdisplay\s*:\s*block\b")
#: What a URL may hold as it is; the rest is percent-encoded.
_URL = "%/:=&?~#+!$,;'@()*[]"
#: A URL as most are: nothing in it is resolved, encoded or refused.
_PLAIN_URL = lazy_pattern(r"https?://[\w.-]+(?:[/?#][\w.~%/:=&?#+!$,;'@()*-]*)?", re.ASCII)
#: Marks that are printed where an element says so too.
_MARKS = frozenset('„“”"«»‹›「『')
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel", "ftp"))
#: Code points in a cell above which a table is taken for one that lays out a page.
_LONG_CELL = 400


def rendered(markup: str, base: str | None = None) -> LinkedText:
    """A piece of HTML as text; relative links are resolved against `base` where it is given.

    Raises RefusedError as `store.formats.html.tree.parse` does.
    """
    return render([parse(markup)], base)


def render(
    elements: Collection[Element], base: str | None = None, without: Collection[Element] = ()
) -> LinkedText:
    """Elements of a tree as text, one after the other; those of `without` are left out."""
    writer = _Writer(base, frozenset(map(id, without)))
    for element in elements:
        writer.block(element)
    return joined(writer.finish())


def blocks_of(markup: str) -> list[Block]:
    """A piece of HTML as blocks, which are `rendered` when they are joined; links as they stand in it."""
    writer = _Writer(None, frozenset())
    writer.block(parse(markup))
    return writer.finish()


class _Line:
    """Words collected until their block ends, white space collapsed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._links: list[Link] = []
        self.length = 0
        self._last = ""

    def add(self, text: str) -> None:
        """Text as it stands in the source."""
        text = _SPACE.sub(" ", text)
        if not self._last or self._last == "\n":
            text = text.lstrip()
        elif self._last.isspace():
            text = text.lstrip(" ")
        self._append(text)

    def break_line(self) -> None:
        """A line break; more than two are two."""
        empty_line = self._last == "\n"
        while self._parts and self._last.isspace():
            part = self._parts.pop()
            kept = part.rstrip()
            self.length -= len(part)
            self._last = ""
            self._append(kept)
            if not kept and self._parts:
                self._last = self._parts[-1][-1]
        if self._parts:
            self._append("\n\n" if empty_line else "\n")

    @property
    def ends_with_mark(self) -> bool:
        """Whether its last sign, blanks aside, is a quotation mark."""
        last = next((part.rstrip() for part in reversed(self._parts) if part.strip()), "")
        return last[-1:] in _MARKS

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._last = text[-1]
            self.length += len(text)

    def add_link(self, start: int, url: str | None) -> None:
        """A link from `start` to here, if it leads somewhere."""
        if url:
            self._links.append(Link(start, self.length, url))

    def finish(self) -> LinkedText:
        """What was collected, without white space at its end or at the ends of its links."""
        return LinkedText("".join(self._parts).rstrip(), tuple(self._links)).on_words()


class _Writer:
    """Walks elements and collects their blocks."""

    def __init__(self, base: str | None, without: frozenset[int]) -> None:
        self._base = base
        self._without = without
        self._blocks: list[Block] = []
        self._line = _Line()
        self._counts: list[int | None] = []
        self._mark = ""
        self._tight = False
        self._link: str | None = None
        self._link_start = 0

    def block(self, element: Element) -> None:
        """An element, as a block of its own if it is one."""
        if id(element) in self._without or element.tag in ("script", "head", "title"):
            return
        tag = element.tag
        if tag in BLOCKS or tag == "#document" or _AS_BLOCK.search(element.attributes.get("style", "")):
            self._end_block()
            if tag == "pre":
                self._preformatted(element)
            elif tag == "table" and _holds_data(element):
                self._table(element)
            elif tag in _LISTS:
                self._list(element)
            elif tag == "li":
                self._item(element)
            else:
                self._children(element)
            self._end_block()
        else:
            self._inline(element)

    def _children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._line.add(child)
            else:
                self.block(child)

    def _inline(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._line.break_line()
        elif tag == "hr":
            self._end_block()
            self._line.add("---")
            self._end_block()
        elif tag == "img":
            if alternative := " ".join(element.attributes.get("alt", "").split()):
                self._line.add(f"[Image: {alternative}]")
        elif tag == "q":
            printed = self._line.ends_with_mark or element.text().strip()[:1] in _MARKS
            self._line.add("" if printed else "“")
            self._children(element)
            self._line.add("" if printed else "”")
        elif tag == "a" and "href" in element.attributes and self._link is None:
            self._link = target(element.attributes["href"], self._base)
            self._link_start = self._line.length
            self._children(element)
            self._line.add_link(self._link_start, self._link)
            self._link = None
        else:
            self._children(element)

    def _list(self, element: Element) -> None:
        start = element.attributes.get("start", "")
        numbered = element.tag == "ol"
        self._counts.append((int(start) if start.isdecimal() and len(start) < 6 else 1) if numbered else None)
        outermost = len(self._counts) == 1
        if outermost:
            self._tight = False
        self._children(element)
        self._end_block()
        self._counts.pop()
        if outermost:
            self._tight = False

    def _item(self, element: Element) -> None:
        indent = "  " * (len(self._counts) - 1)
        number = self._counts[-1] if self._counts else None
        self._mark = f"{indent}• " if number is None else f"{indent}{number}. "
        if number is not None:
            self._counts[-1] = number + 1
        self._children(element)
        self._end_block()
        self._mark = ""

    def _table(self, table: Element) -> None:
        rows = []
        for element in table.elements():
            if element.tag == "caption":
                self.block(element)
            elif element.tag == "tr" and id(element) not in self._without:
                rows.append([self._cell(cell) for cell in element.children if isinstance(cell, Element)])
        width = max(map(len, rows), default=0)
        filled = [any(len(row) > at and row[at].text for row in rows) for at in range(width)]
        for row in rows:
            cells = [cell for at, cell in enumerate(row) if filled[at]]
            while cells and not cells[-1].text:
                cells.pop()
            self._row(cells)

    def _cell(self, cell: Element) -> LinkedText:
        writer = _Writer(self._base, self._without)
        writer.block(cell)
        return _on_one_line(joined(writer.finish()))

    def _row(self, cells: list[LinkedText]) -> None:
        if cells:
            self._add(linked.joined(cells, " | "), self._tight)
            self._tight = True

    def _preformatted(self, element: Element) -> None:
        text = element.text().replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
        if text.strip():
            self._add(LinkedText(text), bool(self._counts))

    def _end_block(self) -> None:
        """What was collected becomes a block; a link that goes on begins again in the next."""
        line, self._line = self._line, _Line()
        if self._link is not None:
            line.add_link(self._link_start, self._link)
            self._link_start = 0
        words = line.finish()
        if words.text:
            mark, self._mark = self._mark, ""
            self._add(linked.joined([LinkedText(mark), words], ""), self._tight)
            self._tight = bool(self._counts)
        if not self._counts:
            self._tight = False

    def _add(self, block: LinkedText, tight: bool) -> None:
        """A block in canonical form; a NUL or lone surrogate, which no text has, becomes U+FFFD."""
        text = re.sub("[\0\ud800-\udfff]", "\ufffd", block.text)
        self._blocks.append(Block(*LinkedText(text, block.links).canonical(), tight))

    def finish(self) -> list[Block]:
        """All blocks, canonical."""
        self._end_block()
        return self._blocks


def target(href: str, base: str | None) -> str | None:
    """A link's URL; None for one that leads nowhere a reader could go: a place on the page, a script."""
    if base is None and _PLAIN_URL.fullmatch(href):
        return href
    href = "".join(href.split()) if ":" in href[:12] and not href.startswith("mailto") else href.strip()
    if not href or href.startswith("#"):
        return None
    with suppress(ValueError):  # a URL that is none, as [ in a host
        resolved = urljoin(base, href) if base else href
        if urlsplit(resolved).scheme.lower() in _SCHEMES:
            return quote(resolved.encode("utf-8", "replace"), safe=_URL)
    return None


def _holds_data(table: Element) -> bool:
    """Whether a table shows rows and columns, rather than laying out a page."""
    columns = 0
    for element in table.elements():
        if element.tag == "tr":
            columns = max(columns, sum(isinstance(child, Element) for child in element.children))
        elif (element is not table and element.tag in {"table", "h1", "h2"}) or (
            element.tag in ("td", "th") and element.text_within(_LONG_CELL) is None
        ):
            return False
    return columns > 1


def _on_one_line(cell: LinkedText) -> LinkedText:
    """A cell's lines as one; a list's marks and blank lines go no further than a space."""
    spans = [found.span() for found in re.finditer(r"\n+", cell.text)]

    def moved(place: int) -> int:
        return place - sum(end - start - 1 for start, end in spans if end <= place)

    links = (Link(moved(one.start), moved(one.end), one.url) for one in cell.links)
    return LinkedText(re.sub(r"\n+", " ", cell.text), tuple(links))
