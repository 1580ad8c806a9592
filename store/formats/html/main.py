"""Which part of a page is the release.

By how the words lie, in any language and on any site: the release is where most of the prose is, with its
headline above it and what follows it (contacts, notes to editors) beside it. What pages put around it is told
by the tags and roles made for it (HTML, WAI-ARIA), by what nearly every site calls it, and by its links: a
list of headlines is nearly all links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from store.formats.html.signs import (
    TEXTS,
    author_in,
    called_around,
    has_sentence,
    has_text,
    headline_in,
    headline_links,
    hidden,
    is_download,
    is_notice,
    links_in,
    surrounds,
    weight,
)
from store.formats.html.text import BLOCKS, HEADINGS
from store.formats.html.tree import Element
from store.formats.stated import iso_date

_CONTAINER_NAMES = "#document html body div section article main td center form"
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
#: Letters that make a run of words prose.
_PROSE = 40
#: How much of the prose one element must hold for the release to be within it.
_MOST = 0.6
#: Which part of an element's letters are in links where it leads elsewhere; where it is a list of them.
_LEADS = 0.5
_HEAVY = 0.2
_LISTS = 0.8


class Measure(NamedTuple):
    """What lies in an element, in letters (`store.formats.html.signs.weight`)."""

    letters: int
    linked: int
    prose: int


_NOTHING = Measure(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Main:
    """The release in its page."""

    headline: Element | None
    body: Element
    without: tuple[Element, ...]
    """What in the body is not of the release, the headline included: it is shown before it."""
    published: str | None
    """The time told above the first words, ISO 8601."""
    byline: str | None


def main_text(root: Element, titles: Collection[str]) -> Main:
    """The release in a page that says these are its titles, the likeliest first."""
    page = _Page(root, titles, named=True)
    if not page.measures[id(root)].prose:  # all of it is called what surrounds a release elsewhere
        page = _Page(root, titles, named=False)
    return page.main()


@dataclass(slots=True)
class _Run:
    """Words between two blocks, in letters."""

    letters: int = 0
    linked: int = 0

    def close(self) -> int:
        """The prose in it; it begins anew."""
        letters, linked = self.letters, self.linked
        self.letters = self.linked = 0
        return letters - linked if letters >= _PROSE and linked < letters * _LEADS else 0


class _Page:
    """A page measured; `named` where what things are called counts."""

    def __init__(self, root: Element, titles: Collection[str], named: bool) -> None:
        self._root = root
        self._cards: set[int] = set()
        self._weights: dict[int, Measure] | None = None
        self._parents: dict[int, Element] = {}
        self._before: dict[int, Element] = {}
        self._order: dict[int, int] = {}
        for at, element in enumerate(root.elements()):
            self._order[id(element)] = at
            before = None
            for child in _within(element):
                self._parents[id(child)] = element
                if before is not None:
                    self._before[id(child)] = before
                before = child
        self._headline = headline_in(root, titles)
        self._above_headline = {id(one) for one in self._ancestors(self._headline)}
        self._left: set[int] = set()
        self._weigh()
        if named:
            self._cards = self._find_cards()
            self._weights = self.measures
            self._weigh()

    def _weigh(self) -> None:
        self._around: list[Element] = []
        self.measures: dict[int, Measure] = {}
        self._measure(self._root, _Run(), linked=False, in_article=False)

    def _ancestors(self, element: Element | None) -> list[Element]:
        """The element and all it is in, innermost first."""
        found = []
        while element is not None:
            found.append(element)
            element = self._parents.get(id(element))
        return found

    def _find_cards(self) -> set[int]:
        """What announces other releases: children of one element that each hold a link that is a headline."""
        links = [one for one in headline_links(self._root) if one is not self._headline]
        held = Counter(id(above) for link in links for above in self._ancestors(link))
        cards = set()
        for link in links:
            card = link
            while (parent := self._parents.get(id(card))) is not None and held[id(parent)] < 2:
                card = parent
            if parent is not None:
                cards.add(id(card))
        return cards

    def _is_around(self, element: Element, in_article: bool) -> bool:
        """Whether it is part of the page and not of the release."""
        if id(element) in self._above_headline or element.tag in ("#document", "html", "body", "main"):
            return False
        if hidden(element) or surrounds(element, in_article):
            return True
        if self._weights is None:
            return False
        return (
            id(element) in self._cards or called_around(element, in_article)
        ) and not self._outweighs(element)

    def _outweighs(self, element: Element) -> bool:
        """Whether so much of the page's prose is in it that neither its name nor its links tell what it is."""
        if self._weights is None:
            return False
        letters, linked, prose = self._weights.get(id(element), _NOTHING)
        return prose > _HEAVY * self._weights[id(self._root)].prose and linked < letters * _LEADS

    def _measure(self, element: Element, run: _Run, linked: bool, in_article: bool) -> Measure:
        """Measures an element and all in it; what surrounds the release is set aside and counts nothing."""
        if element.tag in ("head", "script"):
            return _NOTHING
        if self._is_around(element, in_article):
            self._around.append(element)
            return _NOTHING
        if element.tag in BLOCKS:
            run = _Run()
        linked = linked or element.tag == "a"
        in_article = in_article or element.tag in ("article", "main")
        letters = in_links = prose = 0
        for child in element.children:
            if isinstance(child, str):
                said = weight(child)
                run.letters += said
                run.linked += said * linked
                letters += said
                in_links += said * linked
                continue
            if child.tag in BLOCKS:
                prose += run.close()
            measure = self._measure(child, run, linked, in_article)
            letters += measure.letters
            in_links += measure.linked
            prose += measure.prose
        if element.tag in BLOCKS or element is self._root:
            prose += run.close()
        self.measures[id(element)] = Measure(letters, in_links, prose)
        return self.measures[id(element)]

    def _of(self, element: Element) -> Measure:
        return self.measures.get(id(element), _NOTHING)

    def main(self) -> Main:
        """The release, by where most of the prose is."""
        core = self._core()
        body = self._body(core)
        path = {id(one) for one in self._ancestors(core)} | self._above_headline
        for one in self._around:
            self._leave(one)
        self._choose(body, core, path)
        self._prune(core)
        self._leave_notices(body, path)
        for one in reversed(list(body.elements())):
            self._leave_empty(one)
        # A date line is no part of the text, and says when; what surrounds the release was not measured.
        measured = [one for one in body.elements() if id(one) in self.measures]
        first = self._first_words(core)
        return Main(
            self._headline,
            body,
            (*self._outermost_left(body), *filter(None, [self._headline])),
            next((date for one in measured if (date := self._published(one, first))), None),
            next((name for one in measured if (name := author_in(one))), None),
        )

    def _told(self, element: Element) -> Iterator[Element]:
        """The element and all in it but what was left out."""
        if id(element) not in self._left:
            yield element
            for child in _within(element):
                yield from self._told(child)

    def _outermost_left(self, body: Element) -> list[Element]:
        told = self._told(body)
        return [child for one in told for child in _within(one) if id(child) in self._left]

    def _first_words(self, core: Element) -> int:
        """Where in the document the first text with prose is."""
        told = (one for one in self._told(core) if one.tag in TEXTS and self._of(one).prose)
        return self._order[id(next(told, core))]

    def _core(self) -> Element:
        """The smallest element that holds most of the prose of each it is in."""
        core = self._root
        while True:
            best = max(_within(core), key=lambda one: self._of(one).prose, default=None)
            prose = self._of(best).prose if best else 0
            if best is None or not prose or prose < _MOST * self._of(core).prose:
                return next(one for one in self._ancestors(core) if one.tag in _CONTAINERS)
            core = best

    def _body(self, core: Element) -> Element:
        """The element that holds the headline and the prose, or the article they are in."""
        above = self._ancestors(core)
        body = core
        if self._headline is not None:
            body = next(one for one in above if id(one) in self._above_headline)
        articles = [one for one in above[above.index(body) :] if one.tag == "article"]
        return articles[0] if articles else body

    def _choose(self, element: Element, core: Element, path: set[int]) -> None:
        """Leaves out what is beside the core and not of the release."""
        if element is core:
            return
        for child in _within(element):
            if child is self._headline or child is core or id(child) in self._left:
                continue
            if id(child) in path:
                self._choose(child, core, path)
            elif not (self._leads_in(child) if self._is_before(child, core) else self._follows(child)):
                self._leave(child)

    def _is_before(self, one: Element, other: Element | None) -> bool:
        return other is not None and self._order[id(one)] < self._order[id(other)]

    def _leads_in(self, element: Element) -> bool:
        """Whether it stands between headline and text as part of the release: a standfirst, points."""
        letters, linked, prose = self._of(element)
        if self._is_before(element, self._headline) or not letters or linked > letters * _LEADS:
            return False
        if not prose and (iso_date(element.text()) or any(one.tag == "time" for one in element.elements())):
            return False
        return has_text(element) or (prose > 0 and has_sentence(element))

    def _follows(self, element: Element) -> bool:
        """Whether it stands after the text as part of the release: contacts, notes, who issued it."""
        letters, linked, prose = self._of(element)
        return letters > 0 and linked <= letters * _LEADS and (prose > 0 or has_text(element))

    def _prune(self, core: Element) -> None:
        """Leaves out lists of links at the end of the text."""
        element: Element | None = core
        while element is not None:
            element = self._prune_end(element)

    def _prune_end(self, element: Element) -> Element | None:
        """Leaves out what lists links at the end of an element; its last child with prose, if any."""
        for child in reversed(element.children):
            if isinstance(child, str):
                if child.strip():
                    return None
                continue
            letters, _, prose = self._of(child)
            if prose:
                return child
            if letters and id(child) not in self._left:
                if child.tag not in BLOCKS or not self._lists_links(child):
                    return None
                self._leave(child)
        return None

    def _lists_links(self, element: Element) -> bool:
        """Whether all it has is links to other pages, two at least."""
        links = links_in(element)
        letters, linked, _ = self._of(element)
        return len(links) > 1 and linked >= letters * _LISTS and not any(map(is_download, links))

    def _leave(self, element: Element) -> None:
        """Leaves out an element and the headings right before it: they were about it."""
        self._left.add(id(element))
        before = self._before.get(id(element))
        while before is not None and before.tag in HEADINGS and id(before) not in self._above_headline:
            self._left.add(id(before))
            before = self._before.get(id(before))

    def _leave_notices(self, body: Element, path: set[int]) -> None:
        """Leaves out what tells of the text and not what it says."""
        for one in list(body.elements()):
            if id(one) not in path and is_notice(one) and not self._outweighs(one):
                self._leave(one)

    def _leave_empty(self, element: Element) -> None:
        """Leaves out an element of which nothing is left."""
        within = _within(element)
        if (
            any(id(child) in self._left for child in within)
            and id(element) not in self._above_headline
            and not any(isinstance(child, str) and child.strip() for child in element.children)
            and not any(id(child) not in self._left and self._of(child).letters for child in within)
        ):
            self._leave(element)

    def _published(self, element: Element, first: int) -> str | None:
        attributes = element.attributes
        marked = attributes.get("itemprop") == "datePublished" or "pubdate" in attributes
        if not marked and (element.tag != "time" or self._order[id(element)] > first):
            return None
        return iso_date(attributes.get("datetime") or attributes.get("content") or element.text())


def _within(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]
