"""A page measured: how much prose lies in each part of it, and which parts are put around a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter
from typing import NamedTuple

from store.formats.html.headline import headline_in
from store.formats.html.page_lines import SENTENCE_END
from store.formats.html.signs import (
    AROUND,
    called_around,
    contact_in,
    has_sentence,
    headline_links,
    hidden,
    is_beside,
    is_disclosed,
    is_long_aside,
    links_in,
    surrounds,
    surrounds_page,
    tells_contact,
    tells_press_contact,
    weight,
)
from store.formats.html.text import BLOCKS
from store.formats.html.tree import Element

#: Letters that make a run of words prose.
_PROSE = 40
#: Which part of an element's letters are in links where it leads elsewhere.
LEADS = 0.5
#: Which part of a page's prose is too much for what is put around a release, whatever it is called; and for
#: what announces another.
_HEAVY, _HEAVY_CARD = 0.2, 0.4


#: Code points from which on a link is one that was never closed.
_LONGEST_ANCHOR = 800
#: Code points from which on a link, or a paragraph in one, may be a text.
_LINKED_TEXT = 60
#: Elements between a headline and its date line.
_NEAR = 12


class Reading(IntEnum):
    """By which signs parts of a page are set aside, each reading by fewer than the one before."""

    NAMED = 0
    """By tags and roles, by what they are called, and as cards that announce other releases."""
    TAGGED = 1
    """By tags and roles, and where the page says that they are not shown."""
    WHOLE = 2
    """Only what is long and never a release: comments, galleries."""
    ALL = 3
    """Nothing."""
    LEFT = 4
    """Only what is around all of a page, and what is long and never a release."""


class Measure(NamedTuple):
    """What lies in an element, in letters (`store.formats.html.signs.weight`)."""

    letters: int
    linked: int
    prose: int


_NOTHING = Measure(0, 0, 0)


@dataclass(slots=True)
class _Run:
    """Words between two blocks, in letters."""

    letters: int = 0
    linked: int = 0

    def close(self) -> int:
        """The prose in it; it begins anew."""
        letters, linked = self.letters, self.linked
        self.letters = self.linked = 0
        return letters - linked if letters >= _PROSE and linked < letters * LEADS else 0


class Page:
    """A page of which each element is measured, but what is set aside."""

    def __init__(self, root: Element, titles: Collection[str]) -> None:
        self.root = root
        self._elements = elements = root.elements()
        scripts = sum(one.length for one in elements if one.tag == "script")
        self.length = len("".join(root.text().split())) - scripts
        """Code points of its words, links included."""
        self.headline = headline_in(elements, titles)
        self.above_headline = {id(one) for one in self.ancestors(self.headline)}
        self._cards = self._find_cards()
        self._named: set[int] = set()
        self._above_named: set[int] = set()
        self._weights: dict[int, Measure] = {}
        self._measures: dict[int, Measure] = {}
        self.around: list[Element] = []
        self.measure(Reading.TAGGED)
        self._weights, self._tagged_around = self._measures, self.around
        self.tagged = self._measures[id(root)].prose
        """Letters of prose in it by its tags and roles."""

    def ancestors(self, element: Element | None) -> list[Element]:
        """The element and all it is in, innermost first."""
        found = []
        while element is not None:
            found.append(element)
            element = element.parent
        return found

    def is_before(self, one: Element, other: Element | None) -> bool:
        """Whether one begins before the other, which is there."""
        return other is not None and one.at < other.at

    def is_measured(self, element: Element) -> bool:
        """Whether neither it nor what it is in was set aside."""
        return id(element) in self._measures

    def of(self, element: Element) -> Measure:
        """What lies in it; nothing where it was set aside."""
        return self._measures.get(id(element), _NOTHING)

    def siblings_after(self, element: Element) -> list[Element]:
        """The elements after it in the one they are in."""
        return [one for one in element.parent.inner if one.at > element.at] if element.parent else []

    def is_near_headline(self, element: Element) -> bool:
        """Whether only as much lies between it and the headline as a kicker and a date with their boxes."""
        if self.headline is None or id(element) in self.above_headline:
            return False
        return abs(element.at - self.headline.at) <= _NEAR

    def words_after(self, element: Element) -> Element | None:
        """The first element after it, and in none of it, with words of its own."""
        for at in range(element.end, len(self._elements)):
            one = self._elements[at]
            if any(isinstance(child, str) and child.strip() for child in one.children):
                return one
        return None

    def words_before(self, element: Element) -> str:
        """The words of its parent that come before it."""
        words = []
        for child in element.parent.children if element.parent else []:
            if child is element:
                break
            words.append(child if isinstance(child, str) else child.text())
        return " ".join("".join(words).split())

    def headers(self) -> list[Element]:
        """Headers that were set aside and have no links: they may tell the date."""
        return [one for one in self.around if one.tag == "header" and not links_in(one)]

    def contacts_beside(self, body: Element) -> list[Element]:
        """Press contacts beside the text, in none of the body, with a heading that says so."""
        found: list[Element] = []
        waiting = [self.root]
        while waiting:
            element = waiting.pop()
            if element is body or element.tag in ("head", "script") or hidden(element):
                continue
            if is_beside(element) and not surrounds_page(element):
                if tells_contact(element):
                    found += contact_in(element)
            elif self.is_before(body, element) and tells_press_contact(element):
                found.append(element)
            elif not surrounds_page(element):
                waiting += reversed(element.inner)
        return found

    def is_amid_words(self, element: Element) -> bool:
        """Whether it stands in a line of words, as part of it."""
        if element.tag in BLOCKS or element.parent is None:
            return False
        return any(isinstance(one, str) and not one.isspace() for one in element.parent.children)

    def outweighs(self, element: Element, part: float = _HEAVY) -> bool:
        """Whether so much of the page's prose is in it that neither name nor links tell what it is."""
        letters, linked, prose = self._weights.get(id(element), _NOTHING)
        return prose > part * self._weights[id(self.root)].prose and linked < letters * LEADS

    def outweigh(self, elements: Collection[Element]) -> bool:
        """Whether so much of the page's prose is in them together that they are a part of its text."""
        return sum(self.of(one).prose for one in elements) > _HEAVY * self._weights[id(self.root)].prose

    def measure(self, reading: Reading, part: Element | None = None) -> None:
        """Measures each element, of the page or a part of it; `around` are those that are set aside.

        By names only what holds something so called is measured anew: the rest is as it is by tags and roles.
        """
        self._reading = reading
        self.around = []
        self._measures = dict(self._weights) if reading == Reading.NAMED else {}
        self._measure(part or self.root, _Run(), linked=False, in_article=False)
        if reading == Reading.NAMED:
            aside = {id(one) for element in self.around for one in element.elements()}
            for one in aside & self._measures.keys():
                del self._measures[one]
            self.around += [one for one in self._tagged_around if id(one) not in aside]
            self.around.sort(key=attrgetter("at"))

    def _find_cards(self) -> set[int]:
        """What announces other releases: children of one element that each hold a link that is a headline."""
        links = [one for one in headline_links(self.root) if one is not self.headline]
        held = Counter(id(above) for link in links for above in self.ancestors(link))
        cards = set()
        for link in links:
            card = link
            while (parent := card.parent) is not None and held[id(parent)] < 2:
                card = parent
            if parent is not None:
                cards.add(id(card))
        return cards

    def _is_around(self, element: Element, in_article: bool) -> bool:
        """Whether it is part of the page and not of the release."""
        if id(element) in self.above_headline or element.tag in ("#document", "html", "body", "main"):
            return False
        if self._reading == Reading.ALL:
            return False
        if self._reading == Reading.NAMED:
            return id(element) in self._named and self._is_named_around(element)
        if not element.attributes and element.tag not in AROUND and id(element) not in self._cards:
            return False  # as most are
        if is_long_aside(element) and not self.is_amid_words(element):
            return True
        if self._reading == Reading.WHOLE:
            return False
        if self._reading == Reading.LEFT:
            return surrounds_page(element)
        if hidden(element) and not is_disclosed(element):
            return True
        if surrounds(element, in_article):
            return not tells_contact(element)
        called = id(element) in self._cards or called_around(element, in_article)
        if called and not self.is_amid_words(element):
            self._named.add(id(element))
            self._above_named.update(map(id, self.ancestors(element)))
        return False

    def _is_named_around(self, element: Element) -> bool:
        """Whether what is a card or called so is around the release: much text and contacts are not."""
        if id(element) in self._cards:
            return not self.outweighs(element, _HEAVY_CARD)
        return not self.outweighs(element) and not tells_contact(element)

    def _as_tagged(self, element: Element) -> Measure | None:
        """What it measures by tags and roles, where it measures the same by names."""
        if self._reading != Reading.NAMED:
            return None
        if id(element) not in self._weights:
            return _NOTHING
        alike = element.tag in BLOCKS and id(element) not in self._above_named
        return self._weights[id(element)] if alike else None

    def _leads(self, link: Element) -> bool:
        """Whether a link is no text: one never closed holds what follows, and some pages link each paragraph.

        What announces another release may be a sentence too: it is text only where there is next to none.
        """
        text = link.text_within(_LONGEST_ANCHOR)
        if text is None:
            return False
        if len(text) < _LINKED_TEXT or not SENTENCE_END.search(text):
            return True
        if self._reading in (Reading.WHOLE, Reading.ALL):
            return False
        inner = [one for one in link.elements() if one.tag == "p" and one.length >= _LINKED_TEXT]
        return sum(map(has_sentence, inner)) < 2

    def _measure(self, element: Element, run: _Run, linked: bool, in_article: bool) -> Measure:
        """Measures an element and all in it; what surrounds the release is set aside and counts nothing."""
        if element.tag in ("head", "script"):
            return _NOTHING
        if (measure := self._as_tagged(element)) is not None:
            return measure
        if self._is_around(element, in_article):
            self.around.append(element)
            return _NOTHING
        if element.tag in BLOCKS:
            run = _Run()
        linked = linked or (element.tag == "a" and self._leads(element))
        in_article = in_article or element.tag in ("article", "main")
        letters = in_links = prose = 0
        for child in element.children:
            if isinstance(child, str):
                if child.isspace():  # as half of them
                    continue
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
        if element.tag in BLOCKS or element is self.root:
            prose += run.close()
        self._measures[id(element)] = Measure(letters, in_links, prose)
        return self._measures[id(element)]
