"""What on a page is its headline, and what in that is none of it."""

from __future__ import annotations

from collections.abc import Collection

from store.formats.html.signs import TEXTS, leads_around, weight
from store.formats.html.text import BLOCKS, HEADINGS
from store.formats.html.tree import Element
from store.formats.stated import bare

#: Letters from which on one word may be a headline.
_HEADLINE_WORD = 25
#: Characters above which no element is a headline.
_LONGEST_HEADLINE = 400


def headline_in(elements: Collection[Element], titles: Collection[str]) -> Element | None:
    """What is shown as one of the titles, the likeliest first, among a page's elements in document order.

    A heading goes before what is none; of those that are part of a title the longest. Where no title is
    shown, the only first-level heading, unless the page says what its headline is.
    """
    short = [one for one in elements if 0 < one.length <= _LONGEST_HEADLINE]
    candidates = [
        (element, bare(text))
        for element in short
        if (element.tag in BLOCKS or element.tag == "span")
        and (text := element.text_within(_LONGEST_HEADLINE))
    ]
    headings = [one for one in candidates if one[0].tag in HEADINGS]
    wanted = [bare(title) for title in titles if bare(title)]
    kickered = [
        (element, title)
        for element, words in headings
        for title in wanted
        if len(words) > len(title) and words.endswith(title) and kickers_in(element, title)
    ]
    for group in (headings, kickered, candidates):
        for title in wanted:
            same = [element for element, words in group if words == title and not _is_in_menu(element)]
            if same:
                return [one for one in same if one in list(same[0].elements())][-1]
    for group in (headings, candidates):
        parts = [
            (len(words), element)
            for element, words in group
            if any(words in title and len(words) * 2 >= len(title) for title in wanted)
            and not _is_in_menu(element)
        ]
        if parts:
            return max(parts, key=lambda one: one[0])[1]
    first_level = [element for element, _ in headings if element.tag == "h1"]
    return _own_words(first_level[0], elements) if len(first_level) == 1 and len(wanted) < 2 else None


def _is_in_menu(element: Element) -> bool:
    """Whether it is no heading and leads around the site, or is in what does."""
    above: Element | None = None if element.tag in HEADINGS else element
    while above is not None and not leads_around(above):
        above = above.parent
    return above is not None


def kickers_in(heading: Element, title: str) -> list[Element]:
    """The elements with words that come in a heading before its title: what kind of text follows."""
    found: list[Element] = []
    for at, child in enumerate(heading.children):
        rest = heading.children[at:]
        words = "".join([one if isinstance(one, str) else one.text() for one in rest])
        if found and bare(words) == bare(title):
            return found
        if isinstance(child, Element) and weight(child.text()):
            found.append(child)
    return []


def _own_words(heading: Element, elements: Collection[Element]) -> Element | None:
    """The heading, or the next where it says what kind of text follows; none where it is a greeting."""
    text = " ".join(heading.text().split())
    if text.endswith((",", "，", "、")):
        return None
    if " " in text or weight(text) >= _HEADLINE_WORD or not text.isascii():
        return heading
    later = iter(elements)
    for one in later:
        if one is heading:
            break
    inside = set(map(id, heading.elements()))
    following = (one for one in later if one.tag in TEXTS and id(one) not in inside and weight(one.text()))
    after = next(following, heading)
    return after if after.tag == "h2" else heading
