"""What in a page's body is not of the release: lists of links, notices, teasers, lines of the page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import takewhile

from store.formats.html.page_lines import (
    LONGEST_LINE,
    claims_rights,
    is_arrowed,
    is_bracketed,
    is_pointer,
    is_remark,
    is_trail,
    points_elsewhere,
)
from store.formats.html.signs import (
    TEXTS,
    is_called_caption,
    is_download,
    is_label,
    is_notice,
    links_in,
)
from store.formats.html.teasers import is_headed_elsewhere, teasers_among
from store.formats.html.text import BLOCKS, HEADINGS
from store.formats.html.tree import Element
from store.formats.html.weighed_page import Page

#: Which part of an element's letters are in links where it is a list of them.
_LISTS = 0.8
#: Which part of a line's letters are in links where it says that it leads elsewhere.
_LEADING = 0.35
#: Letters above which, on average, links are no longer a list of headlines.
_LONGEST_LINK = 150
#: What is a list or a table, and is one only as a whole.
_WHOLE = frozenset(("ul", "ol", "dl", "menu", "table", "tbody", "thead", "tfoot", "tr"))
_PROSE_TEXTS = TEXTS - HEADINGS


class Clutter:
    """What is left out of a page, told as it is found.

    `path` are the elements, by `id`, that hold the headline or most of the prose: they are never left out.
    """

    def __init__(self, page: Page, path: Collection[int]) -> None:
        self._page = page
        self._path = path
        self._left: set[int] = set()

    def __contains__(self, element: Element) -> bool:
        return id(element) in self._left

    def find(self, body: Element) -> None:
        """Leaves out all of the body that is told as clutter by itself, or by what was left out beside it."""
        self._leave_lists(body)
        self._leave_notices(body)
        self._leave_lead_captions(body)
        self._leave_teasers(body)
        self._leave_references(body)
        self._leave_lines(body)
        for one in reversed(body.elements()):
            self._leave_empty(one)
        self._leave_ends(body)

    def told(self, element: Element) -> Iterator[Element]:
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

    def outermost(self, body: Element) -> list[Element]:
        """What in the body is left out, without what lies in it."""
        told = self.told(body)
        return [child for one in told for child in one.inner if id(child) in self._left]

    def _leave_lists(self, body: Element) -> None:
        """Leaves out lists of links to other releases: at the end of a text, and where a heading says so."""
        for element in list(self.told(body)):
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
        if run and (at_end or (before and is_label(before))) and self.lists_links(run):
            for one in run:
                self.leave(one)

    def _is_linked(self, element: Element) -> bool:
        letters, linked, _ = self._page.of(element)
        return id(element) not in self._left and 0 < letters * _LISTS <= linked

    def lists_links(self, run: list[Element]) -> bool:
        """Whether all they have is links to other pages, two at least."""
        links = [link for one in run for link in links_in(one)]
        if sum(self._page.of(one).letters for one in run) > _LONGEST_LINK * len(links):
            return False
        return len(links) > 1 and all(map(self._is_linked, run)) and not any(map(is_download, links))

    def leave(self, element: Element) -> None:
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

    def _leave_notices(self, body: Element) -> None:
        """Leaves out what tells of the text and not what it says."""
        for one in list(body.elements()):
            if id(one) in self._path or not is_notice(one):
                continue
            if not self._page.is_amid_words(one) and not self._page.outweighs(one):
                self.leave(one)

    def _leave_lead_captions(self, body: Element) -> None:
        """Leaves out the captions of pictures that come before the first words."""
        in_captions: set[int] = set()
        for one in self.told(body):
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

    def _leave_teasers(self, body: Element) -> None:
        """Leaves out boxes that announce other texts, where they are no great part of the page's prose."""
        for element in list(self.told(body)):
            children = [
                one for one in element.inner if id(one) not in self._left and id(one) not in self._path
            ]
            found = list(teasers_among(children, self._page))
            if not self._page.outweigh(found):
                for one in found:
                    self.leave(one)
            for one in children:
                if is_headed_elsewhere(one, self._page):
                    self.leave(one)

    def _leave_references(self, body: Element) -> None:
        """Leaves out lines that say they lead to other texts, or that the links after them do."""
        for element in list(self.told(body)):
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
        told = list(self.told(body))
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
            elif is_remark(text) or (is_arrowed(text) and self._lists_link(one)) or _is_trail(one, text):
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
            self.leave(element)

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


def _is_trail(element: Element, line: str) -> bool:
    """Whether a line is the way from a site's front page to this one: "Home / Press / Releases"."""
    links = [" ".join(one.text().split()) for one in links_in(element)]
    return bool(links) and is_trail(line, links)
