"""Text with the links in it, cut and joined without losing a link's place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from store.canonical import canonical
from store.formats.stated import bare
from store.models import Link

#: Paragraphs at the head of a text among which a headline is looked for.
_FRONT = 6
#: Letters from which on what a title and a paragraph share is no chance, even where it is less than half.
_HEADLINE = 15
_LONGEST = 250  # characters of the longest paragraph that is a headline as a whole
#: What a sentence ends with, and a headline seldom.
_SENTENCE_ENDS = (".", "。", "।", "۔", ".”", ".“", '."', ".»")
#: Characters of a paragraph that are compared with a title.
_COMPARED = 1000
#: A run of composing characters longer than this is no language's, and not worth being exact in.
_RUN = 10_000


class LinkedText(NamedTuple):
    """Text and the spans of its links, in code points of that text."""

    text: str
    links: tuple[Link, ...] = ()

    def cut(self, start: int, end: int | None = None) -> LinkedText:
        """The part from `start` to `end` without the white space around it; links cut with it."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        part = part.strip()
        inside = (
            Link(max(link.start - start, 0), min(link.end - start, len(part)), link.url)
            for link in self.links
        )
        return LinkedText(part, tuple(link for link in inside if link.start < link.end))

    def canonical(self) -> LinkedText:
        """The same in canonical form (`store.canonical`)."""
        clean = canonical(self.text)
        if clean == self.text:
            return self
        place = _places(self.text, {end for link in self.links for end in link[:2]})
        links = (Link(place[link.start], place[link.end], link.url) for link in self.links)
        return LinkedText(clean, tuple(link for link in links if link.start < link.end))

    def on_words(self) -> LinkedText:
        """The same without white space at the ends of its links; a link without words is none."""
        links = []
        for start, end, url in self.links:
            words = self.text[start:end]
            start += len(words) - len(words.lstrip())
            links.append(Link(start, start + len(words.strip()), url))
        return LinkedText(self.text, tuple(link for link in links if link.start < link.end))


def _places(text: str, offsets: Iterable[int]) -> dict[int, int]:
    """Where each offset lies once the text is canonical; work grows with the text, not with the offsets."""
    places: dict[int, int] = {}
    start = length = 0  # the last offset that may be parted from what is before it, and its place
    for offset in sorted(offsets):
        places[offset] = length + len(canonical(text[start:offset]))
        if not _composes(text[offset : offset + 1]) or offset - start > _RUN:
            start, length = offset, places[offset]
    return places


def _composes(char: str) -> bool:
    """Whether a character may become one with the character before it, or is gone at a text's head.

    A mark, a vowel or final of Hangul, the end of ``\\r\\n``; a byte order mark.
    """
    if char in ("\n", "\ufeff"):
        return True
    return unicodedata.category(char or " ").startswith("M") or "\u1160" <= char <= "\u11ff"


def shifted(links: Iterable[Link], by: int) -> tuple[Link, ...]:
    """The links once their text stands `by` code points further on."""
    return tuple(Link(link.start + by, link.end + by, link.url) for link in links)


def joined(parts: Sequence[LinkedText], separator: str = "\n\n") -> LinkedText:
    """The parts one after another."""
    starts = accumulate((len(part.text) + len(separator) for part in parts), initial=0)
    links = (shifted(part.links, start) for part, start in zip(parts, starts, strict=False))
    return LinkedText(separator.join(part.text for part in parts), tuple(chain.from_iterable(links)))


def headed(headline: LinkedText, body: LinkedText) -> LinkedText:
    """A text with its headline first, which is not said again where the body begins with it."""
    told = bare(headline.text)
    if not told or _begins_with(body.text, told):
        return body
    return joined([headline, body]) if body.text else headline


def _begins_with(text: str, told: str) -> bool:
    """Whether its first lines are the headline; a sentence that begins with its words is none."""
    lines = text.split("\n", _FRONT)
    for end in range(1, len(lines) + 1):
        line = bare("".join(lines[:end])[:_COMPARED])
        if line.startswith(told):
            return len(line) <= len(told) + _HEADLINE or not lines[end - 1].rstrip().endswith(_SENTENCE_ENDS)
    return False


def printed_title(text: str, title: str) -> str | None:
    """The title as the first paragraphs of a text print it; None where they do not."""
    told = bare(title)
    for paragraph in text.split("\n\n", _FRONT)[:_FRONT]:
        line = bare(paragraph[:_COMPARED])
        if not line or not told:
            continue
        words = " ".join(paragraph.split())
        if line.startswith(told) and len(words) <= _LONGEST:
            return words
        if told in line and (len(told) >= _HEADLINE or len(told) * 2 >= len(line)):
            return " ".join(title.split())
        if line in told and (len(line) >= _HEADLINE or len(line) * 2 >= len(told)):
            return words
    return None
