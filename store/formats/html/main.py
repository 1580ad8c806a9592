"""Which part of a page is the release.

By how the words lie, in any language and on any site: the release is where most of the prose is, with its
headline above it and what follows it (contacts, notes to editors) beside it. What pages put around it is told
by the tags and roles made for it (HTML, WAI-ARIA), by what nearly every site calls it, and by its links: a
list of headlines is nearly all links. Much text outweighs any name, and of two readings of which one finds
next to nothing the longer is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from store.formats.html.left_out import told_left_out
from store.formats.html.metadata import page_date
from store.formats.html.page_lines import (
    LONGEST_LINE,
    claims_rights,
    is_arrowed,
    is_bracketed,
    is_pointer,
    is_remark,
    points_elsewhere,
    tells_about,
)
from store.formats.html.signs import (
    TEXTS,
    author_in,
    has_address,
    has_sentence,
    has_text,
    headline_links,
    is_called_caption,
    is_caption,
    is_changed,
    is_download,
    is_label,
    is_notice,
    links_in,
)
from store.formats.html.teasers import is_headed_elsewhere, teasers_among
from store.formats.html.text import BLOCKS, HEADINGS
from store.formats.html.tree import Element
from store.formats.html.weighed_page import LEADS, Page, Reading
from store.formats.stated import iso_date

_CONTAINER_NAMES = "#document html body div section article main td center form"
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
#: How much of the prose one element must hold for the release to be within it.
_MOST = 0.6
#: Which part of an element's letters are in links where it is a list of them.
_LISTS = 0.8
#: Which part of a line's letters are in links where it says that it leads elsewhere.
_LEADING = 0.35
#: Letters above which, on average, links are no longer a list of headlines.
_LONGEST_LINK = 150
#: What is a list or a table, and is one only as a whole.
_WHOLE = frozenset(("ul", "ol", "dl", "menu", "table", "tbody", "thead", "tfoot", "tr"))
_PROSE_TEXTS = TEXTS - HEADINGS
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
        self._left: set[int] = set()
        core = self._core()
        body = self._body(core)
        path = {id(one) for one in page.ancestors(core)} | page.above_headline
        for one in page.around:
            self._leave(one)
        self._choose(body, core, path)
        self._leave_lists(body)
        self._leave_notices(body, path)
        self._leave_lead_captions(body)
        self._leave_teasers(body, path)
        self._leave_references(body)
        self._leave_lines(body)
        for one in reversed(list(body.elements())):
            self._leave_empty(one)
        self._leave_ends(body)
        left = self._outermost_left(body)
        self.prose = page.of(body).prose - sum(page.of(one).prose for one in left)
        """Letters of prose in it."""
        self.told = list(self._told(body))
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

    def _told(self, element: Element) -> Iterator[Element]:
        """The element and all in it but what was left out, and in what was left out since."""
        elements = element.elements()
        at = 0
        while at < len(elements):
            one = elements[at]
            if id(one) not in self._left:
                yield one
                at += 1
            if id(one) in self._left:
                at = one.end - element.at

    def _outermost_left(self, body: Element) -> list[Element]:
        told = self._told(body)
        return [child for one in told for child in one.inner if id(child) in self._left]

    def _first_words(self, core: Element) -> Element:
        """The first text with prose."""
        told = (one for one in self._told(core) if one.tag in TEXTS and self._page.of(one).prose)
        return next(told, core)

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
            if child is self._page.headline or child is core or id(child) in self._left:
                continue
            if id(child) in path:
                self._choose(child, core, path)
            elif self._page.is_before(child, core):
                if not self._leads_in(child):
                    self._leave(child)
            elif not self._follows(child, amid=at < last):
                self._leave(child)

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
        if amid and letters and not self._lists_links([element]):
            return True
        if any(one.tag == "form" for one in element.elements()) and not has_address(element):
            return False
        told = prose > 0 or has_text(element) or has_address(element)
        return letters > 0 and linked <= letters * LEADS and told

    def _leave_lists(self, body: Element) -> None:
        """Leaves out lists of links to other releases: at the end of a text, and where a heading says so."""
        for element in list(self._told(body)):
            if element.tag in _WHOLE:
                continue
            run: list[Element] = []
            children = [*element.children]
            for at, child in enumerate([*children, ""]):
                if isinstance(child, str):
                    if child.strip() or at == len(children):
                        self._leave_run(run, at_end=at == len(children))
                        run = []
                elif child.tag in BLOCKS and self._is_linked(child):
                    run.append(child)
                elif self._page.of(child).letters and id(child) not in self._left:
                    self._leave_run(run, at_end=False)
                    run = []

    def _leave_run(self, run: list[Element], at_end: bool) -> None:
        before = run[0].before if run else None
        if run and (at_end or (before and is_label(before))) and self._lists_links(run):
            for one in run:
                self._leave(one)

    def _is_linked(self, element: Element) -> bool:
        letters, linked, _ = self._page.of(element)
        return id(element) not in self._left and 0 < letters * _LISTS <= linked

    def _lists_links(self, run: list[Element]) -> bool:
        """Whether all they have is links to other pages, two at least."""
        links = [link for one in run for link in links_in(one)]
        if sum(self._page.of(one).letters for one in run) > _LONGEST_LINK * len(links):
            return False
        return len(links) > 1 and all(map(self._is_linked, run)) and not any(map(is_download, links))

    def _leave(self, element: Element) -> None:
        """Leaves out an element and the headings right before it: they were about it.

        Of an empty box amid text they were not, but about the text after it.
        """
        self._left.add(id(element))
        if all(isinstance(w, Element) or w.isspace() for one in element.elements() for w in one.children):
            after = self._page.words_after(element)
            if after is not None and self._page.of(after).prose:
                return
        before = element.before
        while before is not None and is_label(before) and id(before) not in self._page.above_headline:
            self._left.add(id(before))
            before = before.before

    def _leave_notices(self, body: Element, path: set[int]) -> None:
        """Leaves out what tells of the text and not what it says."""
        for one in list(body.elements()):
            if id(one) in path or not is_notice(one):
                continue
            if not self._page.is_amid_words(one) and not self._page.outweighs(one):
                self._leave(one)

    def _leave_lead_captions(self, body: Element) -> None:
        """Leaves out the captions of pictures that come before the first words."""
        in_captions: set[int] = set()
        for one in self._told(body):
            if id(one) in in_captions or not self._page.of(one).letters:
                continue
            if is_called_caption(one):
                in_captions.update(map(id, one.elements()))
                # With the boxes of it alone, not with what is before it: a standfirst may be a heading.
                for box in self._page.ancestors(one):
                    if self._page.of(box).letters != self._page.of(one).letters:
                        break
                    self._left.add(id(box))
            elif (
                one.tag in _PROSE_TEXTS
                and self._page.of(one).prose
                and not any(map(is_called_caption, one.elements()))
            ):
                break

    def _leave_teasers(self, body: Element, path: set[int]) -> None:
        """Leaves out boxes that announce other texts, where they are no great part of the page's prose."""
        for element in list(self._told(body)):
            children = [one for one in element.inner if id(one) not in self._left and id(one) not in path]
            found = list(teasers_among(children, self._page))
            if not self._page.outweigh(found):
                for one in found:
                    self._leave(one)
            for one in children:
                if is_headed_elsewhere(one, self._page):
                    self._leave(one)

    def _leave_references(self, body: Element) -> None:
        """Leaves out lines that say they lead to other texts, or that the links after them do."""
        for element in list(self._told(body)):
            children = [one for one in element.inner if self._page.of(one).letters]
            children = [one for one in children if id(one) not in self._left]
            for at, child in enumerate(children):
                if child.tag not in BLOCKS or not points_elsewhere(child):
                    continue
                run = list(takewhile(self._leads_elsewhere, children[at + 1 :]))
                if self._leads_elsewhere(child) or (run and not self._page.of(child).linked):
                    for one in [child, *run]:
                        self._left.add(id(one))

    def _leave_lines(self, body: Element) -> None:
        """Leaves out lines that are never of a text, and such as lead to what was left out."""
        told = list(self._told(body))
        kept = set(map(id, told))
        for one in told:
            if id(one) in self._page.above_headline or not self._page.of(one).letters:
                continue
            text = " ".join((one.text_within(LONGEST_LINE) or "").split())
            if not text:
                continue
            if one.tag not in BLOCKS:
                if is_bracketed(text):
                    self._left.add(id(one))
            elif is_remark(text) or (is_arrowed(text) and self._lists_link(one)):
                self._left.add(id(one))
            elif is_pointer(text):
                after = self._page.words_after(one)
                if after is None or id(after) not in kept:
                    self._left.add(id(one))

    def _lists_link(self, element: Element) -> bool:
        """Whether it is a link to another page, and little else."""
        return self._is_linked(element) and self._leads_elsewhere(element)

    def _leads_elsewhere(self, element: Element) -> bool:
        """Whether much of it is links to other pages."""
        letters, linked, _ = self._page.of(element)
        short = letters < _LONGEST_LINK * max(1, len(links_in(element)))
        return short and linked >= letters * _LEADING and not any(map(is_download, links_in(element)))

    def _leave_empty(self, element: Element) -> None:
        """Leaves out an element of which nothing is left."""
        children = element.inner
        if (
            id(element) not in self._left
            and any(id(child) in self._left for child in children)
            and id(element) not in self._page.above_headline
            and not any(isinstance(child, str) and child.strip() for child in element.children)
            and not any(id(child) not in self._left and self._page.of(child).letters for child in children)
        ):
            self._leave(element)

    def _leave_ends(self, element: Element) -> bool:
        """Leaves out what heads nothing at the end, and who has the rights; whether text is left."""
        for child in reversed(element.children):
            if isinstance(child, str):
                if child.strip():
                    return True
            elif id(child) not in self._left and self._page.of(child).letters:
                if id(child) in self._page.above_headline and child.tag in HEADINGS:
                    return True
                if child.tag in BLOCKS and (is_label(child) or claims_rights(child)):
                    self._left.add(id(child))
                elif child.tag not in BLOCKS or child.tag in TEXTS or self._leave_ends(child):
                    return True
        return False

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
