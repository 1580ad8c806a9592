"""Boxes that announce other texts without being lists of links: each with the same “read more” at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from store.formats.html.page_lines import is_pointer
from store.formats.html.signs import has_address, is_download, links_in, weight
from store.formats.html.text import BLOCKS
from store.formats.html.tree import Element
from store.formats.html.weighed_page import Page

#: Code points of the words that lead from an announcement to its text.
_LONGEST_CALL = 40
#: Letters of what an announcement says.
_LONGEST_TEASER = 600
#: Letters in a box that is headed “read more” without leading anywhere by most of its words.
_LONGEST_BOX = 150
#: Which part of such a box's letters are in links where it is longer.
_LINKED = 0.35


def teasers_among(siblings: Iterable[Element], page: Page) -> Iterator[Element]:
    """Those that end with the same words, each linked to a page of its own."""
    calls: dict[str, list[tuple[Element, str]]] = defaultdict(list)
    for one in siblings:
        if one.tag in BLOCKS and one.tag not in ("p", "td", "tr") and (call := _call(one, page)):
            calls[call[0]].append((one, call[1]))
    for found in calls.values():
        if len({address for _, address in found}) > 1:
            yield from (one for one, _ in found)


def _call(element: Element, page: Page) -> tuple[str, str] | None:
    """The words at an announcement's end and where they lead."""
    letters = page.of(element).letters
    if not 0 < letters <= _LONGEST_TEASER:
        return None
    links = links_in(element)
    if not links or is_download(links[-1]) or page.is_amid_words(links[-1]):
        return None
    words = links[-1].text().strip()
    address = links[-1].attributes.get("href", "")
    if not words or len(words) > _LONGEST_CALL or address.startswith("#") or not address:
        return None
    # What ends otherwise than with the link, or is nothing else, announces nothing.
    rest = element.text().rstrip()
    said = weight(words)
    return (words, address) if rest.endswith(words) and letters > 2 * said else None


def is_headed_elsewhere(element: Element, page: Page) -> bool:
    """Whether a box begins with a line that says it leads elsewhere, and what follows does, or is short."""
    if element.tag not in BLOCKS:
        return False
    letters, linked, _ = page.of(element)
    if not letters or page.outweighs(element):
        return False
    line = _first_line(element)
    if line is None or not is_pointer(line) or weight(line) >= letters:
        return False
    links = links_in(element)
    if not links or has_address(element) or any(map(is_download, links)):
        return False
    return letters <= _LONGEST_BOX or linked >= letters * _LINKED


def _first_line(element: Element) -> str | None:
    """The words of the first block in it that has some of its own."""
    for one in element.elements():
        if any(isinstance(child, str) and child.strip() for child in one.children):
            return " ".join(one.text().split()) if one is not element else None
    return None
