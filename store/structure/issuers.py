"""Who issues a release, where its text says so on a line of its own, or says at its end who that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.models import Paragraph
from store.structure.agencies import says_nothing

#: The line below what an agency passes on: "SOURCE The Kroger Co.", "Source: UGI Utilities".
_SOURCE = re.compile(
    r"(?:SOURCE[^\S\n]+|(?i:source|quelle|fuente|fonte|bron|kaynak|źródło|källa|источник|джерело"
    r"|original-content von|المصدر|来源|來源|出典|출처)\s?[:：][^\S\n]*)(?P<name>[^\n]{2,80})"
)
#: The heading of the section that says who the issuer is.
_ABOUT = re.compile(
    r"\W{0,3}(?:About|Über|À propos de|Acerca de|Sobre|Informazioni su|Over)\s"
    r"(?:(?:the|die|der|das|la|le|les|el|los|las|il|o|a|het)\s)?(?P<name>[^\n]{2,60}?)[\s:：.*_]{0,4}(?=\n|\Z)"
)
_ARTICLE = re.compile(r"(?:the|die|der|das|la|le|les|el|los|las|il|o|het)\s", re.IGNORECASE)
#: What stands at the end of a release, among which its source is named.
_BACK_MATTER = ("boilerplate", "contact", "link", "end_mark")
_MOST_WORDS = 12


def issuer_of(text: str, paragraphs: Sequence[Paragraph], headline: str) -> str | None:
    """Who issues it: whom the line of its source names, else whom both headline and boilerplate begin with.

    Below a table or a picture such a line names what these were taken from, so it counts at the end alone.
    """
    return _source(text, paragraphs) or _described(text, paragraphs, headline)


def _source(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    around = [*(one.kind for one in paragraphs), "end_mark"]
    for index, (start, end, kind) in enumerate(paragraphs):
        at_end = kind == "body" and (around[index - 1] in _BACK_MATTER or around[index + 1] == "end_mark")
        match = _SOURCE.fullmatch(text, start, end) if at_end else None
        if match and _is_name(match["name"]):
            return match["name"].strip()
    return None


def _described(text: str, paragraphs: Sequence[Paragraph], headline: str) -> str | None:
    begins = _without_article(headline.strip())
    for start, end, kind in paragraphs:
        match = _ABOUT.match(text[start:end]) if kind == "boilerplate" else None
        if match and re.match(rf"{re.escape(_without_article(match['name']))}(?![\w-])", begins):
            return match["name"]
    return None


def _without_article(name: str) -> str:
    return _ARTICLE.sub("", name, count=1).casefold()


def _is_name(words: str) -> bool:
    """Whether somebody may be so called: an address or a sentence is no name."""
    name = words.strip()
    if "://" in name or "@" in name or len(name.split()) > _MOST_WORDS:
        return False
    return name[:1].isalnum() and not says_nothing(name)
