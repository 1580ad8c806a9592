"""HTML as found within other formats, as a tree of elements: as a browser reads it, however broken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.safe_xml import MAX_ATTRIBUTE, MAX_DEPTH

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from selectolax.lexbor import LexborNode

#: Elements open at once above which the HTML is refused: a parser's time grows with their square.
MAX_OPEN = 2000
_OPENING = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer"
    r"|form|header|hgroup|main|menu|nav|ol|pre|search|section|summary|ul)\b",
    re.IGNORECASE,
)


def html_tree(text: str) -> Element:
    """The text as an element ``html``; deeper than `MAX_DEPTH` there are words but no elements.

    Raises RefusedError where more than `MAX_OPEN` elements are left open.
    """
    from selectolax.lexbor import LexborHTMLParser  # a compiled library: only where it is needed

    _check_open(text)
    return _tree(LexborHTMLParser(text).root)


def _check_open(text: str) -> None:
    count = 0
    for tag in _OPENING.finditer(text):
        count = max(0, count - 1) if tag[1] else count + 1
        if count > MAX_OPEN:
            raise RefusedError(f"its HTML leaves more than {MAX_OPEN:,} elements open.")


def _tree(root: LexborNode | None) -> Element:
    """Goes from node to node, for a tree may be deeper than calls can be."""
    from xml.etree.ElementTree import Element, SubElement

    tree = Element("html")
    above = [(tree, root.child if root is not None else None)]
    while above:
        element, node = above.pop()
        if node is None:
            continue
        above.append((element, node.next))
        if node.tag == "-text":
            _add_text(element, node.text_content or "")
        elif node.tag and node.tag[0] not in "-!":
            within = element if len(above) > MAX_DEPTH else SubElement(element, node.tag, _attributes(node))
            above.append((within, node.child))
    return tree


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value for name, value in node.attributes.items() if value and len(value) <= MAX_ATTRIBUTE}


def _add_text(element: Element, text: str) -> None:
    """Words behind the last element in `element`, or its first."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
