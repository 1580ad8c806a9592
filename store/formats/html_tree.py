"""HTML as a tree of our own: shallow enough to walk, no more than a release has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.errors import RefusedError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Tags above which a page is taken for something else than a release. The parser's time grows with the
#: product of tags and depth, so both are bounded before it is asked.
MAX_TAGS = 200_000
#: Elements open at once above which a page is refused.
MAX_OPEN = 1000
#: Depth below which elements are taken for children of the one at this depth.
MAX_DEPTH = 100
#: Elements the parser may make by opening formatting again in each block (HTML 13.2.4.3).
_MAX_REOPENED = 4_000_000
#: A page of fewer tags cannot cost much, whatever they are.
_HARMLESS = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)")
_NEVER_NEST_NAMES = (
    "area base br col embed hr img input link meta param source track wbr "  # void
    "p li dd dt td th tr tbody thead tfoot colgroup caption option optgroup rp rt body html head "  # closed
    "a path rect circle line polygon polyline ellipse use stop"  # a link; the drawings of SVG
)
_FORMATTING_NAMES = "b big code em font i nobr s small strike strong tt u"
_NEVER_SHOWN_NAMES = (
    "style template noscript noembed noframes svg iframe frameset object embed canvas audio video map "
    "button input select textarea datalist progress meter dialog"
)
_NEVER_NEST = frozenset(_NEVER_NEST_NAMES.split())
_FORMATTING = frozenset(_FORMATTING_NAMES.split())
_NEVER_SHOWN = frozenset(_NEVER_SHOWN_NAMES.split())


@dataclass(slots=True, eq=False)
class Element:
    """An element with its text in order; names are in lower case."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """This element and all in it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements()

    def text(self) -> str:
        """All its text, as it stands in the source."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def text_within(self, most: int) -> str | None:
        """Its text where that has no more than `most` characters."""
        for element in self.elements():
            most -= sum(len(child) for child in element.children if isinstance(child, str))
            if most < 0:
                return None
        return self.text()


def parse(markup: str) -> Element:
    """The document's tree by the HTML standard, section 13.2; what is never shown as text is left out.

    Scripts are kept only where they hold JSON-LD. Any text is HTML. Raises RefusedError for more tags, or
    more of them within one another, than a release has.
    """
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser  # compiled: only where it is needed

    _check(markup)
    parser = LexborHTMLParser(markup.encode("utf-8", "replace"), options=LexborDocumentOptions.WO_EVENTS)
    root = Element("#document")
    node: LexborNode | None = parser.root
    parents = [root]
    while node is not None:
        child = node.first_child if _take(node, parents) else None
        while child is None and node is not None:
            child = node.next
            if child is None:
                node = node.parent
                parents.pop()
                if not parents or node is None:
                    return root
        node = child
    return root


def _take(node: LexborNode, parents: list[Element]) -> bool:
    """Puts a node into the innermost of its parents; whether its children are to be taken too."""
    tag = node.tag or ""
    if tag == "-text":
        parents[-1].children.append(node.text_content or "")
        return False
    if not tag[:1].isalpha() or tag in _NEVER_SHOWN:
        return False
    attributes = {name: value or "" for name, value in node.attributes.items()}
    if tag == "script" and "ld+json" not in attributes.get("type", ""):
        return False
    element = Element(tag, attributes)
    parents[-1].children.append(element)
    if node.first_child is None:
        return False
    parents.append(element if len(parents) < MAX_DEPTH else parents[-1])
    return True


def _check(markup: str) -> None:
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise RefusedError(f"it has more than {MAX_TAGS:,} tags; no release has.")
    if tags <= _HARMLESS:
        return
    blocks, formatting = _open_at_once(markup)
    if blocks > MAX_OPEN or formatting * tags > _MAX_REOPENED:
        raise RefusedError(f"it has more than {MAX_OPEN:,} tags within one another; no release has.")


def _open_at_once(markup: str) -> tuple[int, int]:
    """At most how many elements are open at once: those that nest, and the formatting ones."""
    opened: Counter[str] = Counter()
    now, most = [0, 0], [0, 0]
    distinct = set()
    for end, name, rest in _TAG.findall(markup):
        name = name.lower()
        if name in _NEVER_NEST:
            continue
        kind = name in _FORMATTING
        if not end:
            opened[name] += 1
            now[kind] += 1
            most[kind] = max(most[kind], now[kind])
            if kind:
                distinct.add(name + rest)
        elif opened[name]:
            opened[name] -= 1
            now[kind] -= 1
    # Of formatting elements that are alike, three at most are opened again.
    return most[False], min(most[True], 3 * len(distinct))
