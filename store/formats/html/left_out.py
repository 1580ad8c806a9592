"""What of a page was left out and may have been of its release: an import says so."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from store.formats.html.signs import weight
from store.formats.html.text import HEADINGS
from store.formats.html.tree import Element
from store.formats.html.weighed_page import Page, Reading

#: How many times as much prose as was kept must be left out for it to be worth a word, whatever it is called
#: and where it is neither around all of the page nor comments; and how many letters.
_SIZEABLE = ((Reading.LEFT, 0.5), (Reading.ALL, 5.0))
_LEAST = 400
#: Words by which a part is named, and code points of them.
_NAMED_BY, _LONGEST_NAME = 8, 100


def told_left_out(page: Page, body: Element, kept: Collection[Element], prose: int) -> str | None:
    """What to say of the largest part left out, where it is sizeable beside the letters of prose kept.

    `kept` are the elements of the body, and those beside it, that are shown. The page is measured anew.
    """
    entered = frozenset(map(id, [*page.ancestors(body), *kept]))
    parts = list(_parts(page.root, entered))
    for reading, times in _SIZEABLE:
        least = max(_LEAST, round(times * prose))
        sizes = [_prose(page, part, least, reading) for part in parts]
        if parts and max(sizes) >= least:
            return _told(parts[sizes.index(max(sizes))])
    return None


def _told(largest: list[Element]) -> str:
    words = sum(len(one.text().split()) for one in largest)
    return f"a part of {words:,} words was left out, {_beginning(largest)}: see whether it is of the release."


def _parts(element: Element, entered: frozenset[int]) -> Iterator[list[Element]]:
    """Elements side by side that were left out, in an element that was not, or not all of it."""
    part: list[Element] = []
    for child in element.inner:
        if id(child) not in entered:
            part.append(child)
            continue
        if part:
            yield part
            part = []
        yield from _parts(child, entered)
    if part:
        yield part


def _prose(page: Page, part: list[Element], least: int, reading: Reading) -> int:
    """Letters of prose in a part; nothing where it is not so long that they are told."""
    if sum(weight(one.text()) for one in part) < least:
        return 0
    found = 0
    for one in part:
        page.measure(reading, one)
        found += page.of(one).prose
    return found


def _beginning(part: list[Element]) -> str:
    """“headed …” or “beginning …”, by its first words."""
    for one in part:
        for element in one.elements():
            if any(isinstance(child, str) and child.strip() for child in element.children):
                words = element.text().split()
                shown = " ".join(words[:_NAMED_BY])[:_LONGEST_NAME]
                shown += "…" if len(shown) < len(" ".join(words)) else ""
                return f"{'headed' if element.tag in HEADINGS else 'beginning'} “{shown}”"
    return "without words"
