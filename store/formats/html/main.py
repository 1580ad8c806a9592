"""Which part of a page is the release.

By how the words lie, in any language and on any site: the release is where most of the prose is, with its
headline above it and what follows it (contacts, notes to editors) beside it. What pages put around it is told
by the tags and roles made for it (HTML, WAI-ARIA), by what nearly every site calls it, and by its links: a
list of headlines is nearly all links. Much text outweighs any name, and of two readings of which one finds
next to nothing the longer is taken.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from store.formats.html.clutter import Clutter
from store.formats.html.left_out import told_left_out
from store.formats.html.metadata import page_date
from store.formats.html.page_lines import (
    tells_about,
)
from store.formats.html.signs import (
    TEXTS,
    author_in,
    has_address,
    has_sentence,
    has_text,
    headline_links,
    is_caption,
    is_changed,
    links_in,
)
from store.formats.html.tree import Element
from store.formats.html.weighed_page import LEADS, Page, Reading
from store.formats.stated import iso_date

_CONTAINER_NAMES = "#document html body div section article main td center form"
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
#: How much of the prose one element must hold for the release to be within it.
_MOST = 0.6
#: Code points of a line that is a date: “1.5.2026” has eight.
_SHORTEST_DATE, _LONGEST_DATE = 8, 200
#: How many times as much prose another reading must find to be taken.
_LONGER = 10


@dataclass(frozen=True, slots=True)
class Main:
    """The release in its page."""

    headline: Element | None
    body: Element
    without: tuple[Element, ...]
    """What in the body is not of the release, the headline included: it is shown before it."""
    beside: tuple[Element, ...]
    """What stands beside the body and is of the release: who issued it, press contacts."""
    published: str | None
    """The time told above the first words, ISO 8601."""
    byline: str | None
    left_out: str | None = None
    """What to say of a sizeable part that was left out."""


def main_text(root: Element, titles: Collection[str]) -> Main:
    """The release in a page that says these are its titles, the likeliest first."""
    page = Page(root, titles)
    best = _Choice(page, Reading.NAMED)
    for reading, most in ((Reading.TAGGED, page.tagged), (Reading.WHOLE, page.length)):
        if most > _LONGER * best.prose:
            other = _Choice(page, reading)
            best = other if other.prose > _LONGER * best.prose else best
    if not best.prose:
        best = _Choice(page, Reading.ALL)
    told = [*best.told, *(one for beside in best.main.beside for one in beside.elements())]
    return replace(best.main, left_out=told_left_out(page, best.main.body, told, best.prose))


class _Choice:
    """What is taken of a page by one reading of it."""

    def __init__(self, page: Page, reading: Reading) -> None:
        page.measure(reading)
        self._page = page
        core = self._core()
        body = self._body(core)
        path = {id(one) for one in page.ancestors(core)} | page.above_headline
        self._clutter = Clutter(page, path)
        for one in page.around:
            self._clutter.leave(one)
        self._choose(body, core, path)
        self._clutter.find(body)
        left = self._clutter.outermost(body)
        self.prose = page.of(body).prose - sum(page.of(one).prose for one in left)
        """Letters of prose in it."""
        self.told = list(self._clutter.told(body))
        """The elements of the body that are shown."""
        self.main = self._main(core, body, left)
        """What was chosen."""

    def _main(self, core: Element, body: Element, left: list[Element]) -> Main:
        # A date line is no part of the text, and says when; what surrounds the release was not measured.
        headline, measured = self._page.headline, [*filter(self._page.is_measured, body.elements())]
        first = self._first_words(core)
        above = [one for one in self._page.headers() if self._page.is_before(one, first)]
        timed = [*measured, *(one for header in above for one in header.elements())]
        return Main(
            headline,
            body,
            (*left, *filter(None, [headline])),
            (*self._about_after(body), *self._page.contacts_beside(body)),
            next((date for one in timed if (date := self._published(one, first))), None)
            or next((date for one in measured if (date := self._date_line(one, first))), None),
            next((name for one in measured if (name := author_in(one))), None),
        )

    def _about_after(self, body: Element) -> list[Element]:
        """Who issued the release, told after the body in the element that it is in, with its heading."""
        found: list[Element] = []
        for one in self._page.siblings_after(body):
            letters, linked, prose = self._page.of(one)
            if not letters:
                continue
            begins = tells_about(one)
            if not (begins or (found and prose)) or linked > letters * LEADS:
                if found:
                    break
                continue
            found.append(one)
        return found if any(self._page.of(one).prose for one in found) else []

    def _first_words(self, core: Element) -> Element:
        """The first text with prose but for the headline, which may be a sentence."""
        told = (one for one in self._clutter.told(core) if one.tag in TEXTS and self._page.of(one).prose)
        return next((one for one in told if one is not self._page.headline), core)

    def _core(self) -> Element:
        """The smallest element that holds most of the prose of each it is in."""
        core = self._page.root
        while True:
            best = max(core.inner, key=lambda one: self._page.of(one).prose, default=None)
            prose = self._page.of(best).prose if best else 0
            if best is None or not prose or prose < _MOST * self._page.of(core).prose:
                return next(one for one in self._page.ancestors(core) if one.tag in _CONTAINERS)
            core = best

    def _body(self, core: Element) -> Element:
        """The element that holds the headline and the prose, or the article they are in."""
        above = self._page.ancestors(core)
        body = core
        if self._page.headline is not None:
            body = next(one for one in above if id(one) in self._page.above_headline)
        articles = [one for one in above[above.index(body) :] if one.tag == "article"]
        return articles[0] if articles else self._with_rest(body)

    def _with_rest(self, body: Element) -> Element:
        """The body; where it is one of several boxes of text, what they are in."""
        for box, above in pairwise(self._page.ancestors(body)):
            if above.tag == "body" or above.tag not in _CONTAINERS:
                break
            after = [one for one in self._page.siblings_after(box) if self._page.of(one).letters]
            if any(self._page.of(one).prose and self._page.outweighs(one) for one in after):
                return body if any(map(headline_links, after)) else above
            if after:
                break
        return body

    def _choose(self, element: Element, core: Element, path: set[int]) -> None:
        """Leaves out what is beside the core and not of the release."""
        if element is core:
            return
        last = max((at for at, child in enumerate(element.inner) if self._page.of(child).prose), default=0)
        for at, child in enumerate(element.inner):
            if child is self._page.headline or child is core or child in self._clutter:
                continue
            if id(child) in path:
                self._choose(child, core, path)
            elif self._page.is_before(child, core):
                if not self._leads_in(child):
                    self._clutter.leave(child)
            elif not self._follows(child, amid=at < last):
                self._clutter.leave(child)

    def _leads_in(self, element: Element) -> bool:
        """Whether it stands between headline and text as part of the release: a standfirst, points."""
        letters, linked, prose = self._page.of(element)
        if self._page.is_before(element, self._page.headline) or not letters or linked > letters * LEADS:
            return False
        if not prose and (iso_date(element.text()) or any(one.tag == "time" for one in element.elements())):
            return False
        if is_caption(element):
            return False
        return has_text(element) or (prose > 0 and has_sentence(element))

    def _follows(self, element: Element, amid: bool) -> bool:
        """Whether it stands after the text as part of the release: contacts, notes, who issued it.

        Amid the text whatever is no list of links does.
        """
        letters, linked, prose = self._page.of(element)
        if amid and letters and not self._clutter.lists_links([element]):
            return True
        if any(one.tag == "form" for one in element.elements()) and not has_address(element):
            return False
        told = prose > 0 or has_text(element) or has_address(element)
        return letters > 0 and linked <= letters * LEADS and told

    def _date_line(self, element: Element, first: Element) -> str | None:
        """The date where it is all the element says, right above or below the headline."""
        if not self._page.is_near_headline(element) or self._page.is_before(first, element):
            return None
        text = element.text_within(_LONGEST_DATE)
        if not text or links_in(element) or is_changed(element, self._page.words_before(element)):
            return None
        return page_date(text) if len(text.strip()) >= _SHORTEST_DATE else None

    def _published(self, element: Element, first: Element) -> str | None:
        attributes = element.attributes
        marked = attributes.get("itemprop") == "datePublished" or "pubdate" in attributes
        if not marked and (element.tag not in ("time", "abbr") or self._page.is_before(first, element)):
            return None
        if is_changed(element, self._page.words_before(element)):
            return None
        stated = attributes.get("datetime") or attributes.get("content") or attributes.get("title")
        return page_date(stated or element.text())
