"""HTML as a tree of our own: shallow enough to walk, no more than a release has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.patterns import lazy_pattern

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Tags above which a page is taken for something else than a release. The parser's time grows with the square
#: of them where they nest: 50,000 took it four seconds.
MAX_TAGS = 50_000
#: Attributes of one tag above which a page is refused, for the same reason.
MAX_ATTRIBUTES = 1000
#: Depth below which elements are taken for children of the one at this depth.
MAX_DEPTH = 100
#: Elements the parser may make by opening unclosed formatting again in each block (HTML 13.2.4.3).
_MAX_REOPENED = 4_000_000
#: What an attribute is said to be, and one as the standard reads it (13.2.5.32 to 40).
_VALUE = r"""(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)"""
_ATTRIBUTE = rf"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE}|(?!))?+|(?!))"
# Both are looked for at each “<”, in scripts and comments too: no quoting can hide a tag from them.
_MANY_ATTRIBUTES = lazy_pattern(rf"<[a-zA-Z][^\s/>]*+{_ATTRIBUTE}{{{MAX_ATTRIBUTES}}}")
_FORMATTING = lazy_pattern(
    rf"(?=(<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>]){_ATTRIBUTE}*+))", re.IGNORECASE
)
#: What is shown only where something else cannot be, or not at once; where it has no end tag it ends at once.
_FALLBACK = lazy_pattern(
    r"<(?:(!--)|(script|style|title)|(noscript|noframes|noembed|object|video|audio|canvas|template)|"
    r"(select|button|textarea|iframe))(?=[\s/>]|(?<=--))",
    re.IGNORECASE,
)
#: Where it is taken to end where it never does: with its tag, but for these. A script may quote tags.
_COMMENT, _TITLE = lazy_pattern(r">|(?=</?[a-zA-Z])"), lazy_pattern(r">[^<]*+")
_SCRIPT = lazy_pattern(r"(?:<(?:script|style)[^>]*+>|[\n;}])\s*+(?=</?[a-zA-Z])", re.IGNORECASE)
#: A frame and the page it holds by itself, and the least code points of one that tells something.
_TOLD = 200
_FRAMED = lazy_pattern(
    r"<iframe\b[^>]*?\ssrcdoc\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')[^>]*>(?:[^<]*</iframe\s*>)?",
    re.IGNORECASE,
)
_UNCLOSED = {"!--": _COMMENT, "title": _TITLE, "script": _SCRIPT, "style": _SCRIPT}
_TAG = lazy_pattern(r"<[^>]*+>?")
#: What is seldom shown; with so many code points of text it is hidden as a text may be, and not passed over.
SELDOM_SHOWN = frozenset(("button", "dialog", "datalist", "progress", "meter"))
_LONG = 400
_NEVER_SHOWN_NAMES = (
    "amp-ad amp-auto-ads amp-sticky-ad amp-embed amp-consent amp-sidebar "
    "style template noscript noembed noframes svg iframe frameset object embed canvas audio video "
    "input select textarea"
)
_NEVER_SHOWN = frozenset(_NEVER_SHOWN_NAMES.split())
#: The element by which a drawing holds HTML (SVG 2, 12.3), and those that may be around it.
_FOREIGN = "foreignObject"
_DRAWING = frozenset(("svg", "g", "switch"))


@dataclass(slots=True, eq=False, repr=False)
class _Order:
    """A tree in document order: what lies in an element is a part of each list, cut out at once."""

    elements: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    """Code points of all texts before each, and of all."""


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """An element with its text in order, made by `parse`; names are in lower case."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    before: Element | None
    """The element right before it in the one they are in."""
    at: int
    """Which of the page's elements it is, in document order."""
    text_at: int
    """Which of the page's texts is its first."""
    _order: _Order
    end: int
    """Which element comes first after it and all in it."""
    text_end: int
    """Which text comes first after all in it."""
    children: list[Element | str] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    """Its children that are elements."""

    def elements(self) -> list[Element]:
        """This element and all in it, in document order."""
        return self._order.elements[self.at : self.end]

    def text(self) -> str:
        """All its text, as it stands in the source."""
        return "".join(self._order.texts[self.text_at : self.text_end])

    @property
    def length(self) -> int:
        """Code points of all its text."""
        return self._order.lengths[self.text_end] - self._order.lengths[self.text_at]

    def text_within(self, most: int) -> str | None:
        """Its text where that has no more than `most` characters, in no more elements."""
        return None if self.length > most or self.end - self.at > most + 1 else self.text()


def parse(markup: str) -> Element:
    """The document's tree by the HTML standard, section 13.2; what is never shown as text is left out.

    Scripts are kept only where they hold JSON-LD. Any text is HTML. Raises RefusedError for more tags,
    attributes or formatting than a release has.
    """
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser  # compiled: only where it is needed

    _check(markup)
    markup = _without_fallbacks(_with_framed(markup))
    parser = LexborHTMLParser(markup.encode("utf-8", "replace"), options=LexborDocumentOptions.WO_EVENTS)
    order = _Order()
    root = Element("#document", {}, None, None, 0, 0, order, 1, 0)
    order.elements.append(root)
    node: LexborNode | None = parser.root
    parents = [root]
    while node is not None:
        child = node.first_child if _take(node, parents, order) else None
        while child is None and node is not None:
            child = node.next
            if child is None:
                node = node.parent
                closed = parents.pop()
                closed.end, closed.text_end = len(order.elements), len(order.texts)
                if not parents or node is None:
                    break
        node = child
    root.end, root.text_end = len(order.elements), len(order.texts)
    order.lengths = list(accumulate(map(len, order.texts), initial=0))
    return root


def _with_framed(markup: str) -> str:
    """Markup with the text that a frame holds by itself, in its srcdoc, in the frame's place."""
    return _FRAMED.sub(_framed, markup) if "srcdoc" in markup.lower() else markup


def _framed(frame: re.Match[str]) -> str:
    inner = unescape(frame["double"] or frame["single"] or "")
    return f"<div>{inner}</div>" if len("".join(_TAG.sub("", inner).split())) >= _TOLD else frame[0]


def _without_fallbacks(markup: str) -> str:
    """Markup without what is shown only where scripts, films or objects are not, and what is never closed.

    The parser reads on in it: with anything left open there, all that follows would be in it too. Of what is
    closed long text is kept, as hidden.
    """
    kept: list[str] = []
    start = at = 0
    ends: dict[str, re.Match[str] | None] = {}
    while found := _FALLBACK.search(markup, at):
        name = found[0][1:].lower()
        end = ends.get(name)
        if name not in ends or (end and end.start() < found.end()):
            ends[name] = end = _end_of(name).search(markup, found.end())
        if end and not found[3]:
            at = found.end() if found[4] else end.end()
            continue
        kept.append(markup[start : found.start()])
        if end:
            inner = markup[markup.find(">", found.end()) + 1 : end.start()]
            if len("".join(_TAG.sub("", unescape(inner)).split())) >= _LONG:
                kept += "<div hidden>", inner, "</div>"
            start = at = end.end()
        else:
            taken = _UNCLOSED.get(name, _TAG).search(markup, found.start())
            start = at = taken.end() if taken else len(markup)
            if found[2]:
                kept += markup[found.start() : start], f"</{name}>"
    return "".join([*kept, markup[start:]]) if kept else markup


def _end_of(name: str) -> re.Pattern[str]:
    return re.compile("--!?>" if name == "!--" else rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE)


def _take(node: LexborNode, parents: list[Element], order: _Order) -> bool:
    """Puts a node into the innermost of its parents; whether its children are to be taken too."""
    tag = node.tag or ""
    parent = parents[-1]
    if tag == "-text":
        if parent.tag in _DRAWING:
            return False
        text = node.text_content or ""
        parent.children.append(text)
        order.texts.append(text)
        return False
    if parent.tag in _DRAWING and tag not in _DRAWING and tag != _FOREIGN:
        return False
    holds_text = tag == "svg" and node.css_first(_FOREIGN) is not None
    if (tag in _NEVER_SHOWN and not holds_text) or not tag[:1].isalpha():
        return False
    attributes = {name: value or "" for name, value in node.attributes.items()}
    if tag in SELDOM_SHOWN and _opens_part(attributes, parent.tag):
        tag = "summary"  # a part of the text folds out below it
    elif tag in SELDOM_SHOWN and len(node.text()) < _LONG:
        return False
    if tag == "script" and "ld+json" not in attributes.get("type", ""):
        return False
    before = parent.inner[-1] if parent.inner else None
    at, text_at = len(order.elements), len(order.texts)
    element = Element(tag, attributes, parent, before, at, text_at, order, at + 1, text_at)
    parent.children.append(element)
    parent.inner.append(element)
    order.elements.append(element)
    if node.first_child is None:
        return False
    parents.append(element if len(parents) < MAX_DEPTH else parent)
    return True


def _opens_part(attributes: dict[str, str], parent: str) -> bool:
    """Whether a button folds out a part of the text, as WAI-ARIA has it: a heading's, or so called."""
    called = attributes.get("class", "").lower()
    headed = parent in ("h2", "h3", "h4", "h5", "h6", "dt")
    return "aria-expanded" in attributes and (headed or "accordion" in called or "faq" in called)


def _check(markup: str) -> None:
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise RefusedError(f"it has more than {MAX_TAGS:,} tags; no release has.")
    if _MANY_ATTRIBUTES.search(markup):
        raise RefusedError(f"it has a tag with more than {MAX_ATTRIBUTES:,} attributes; no release has.")
    # Of formatting elements that are alike, three at most are opened again.
    if 3 * len(set(_FORMATTING.findall(markup))) * tags > _MAX_REOPENED:
        raise RefusedError("it has more formatting than a release has.")
