"""Text with the links in it, cut and joined without losing a link's place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from store.canonical import canonical
from store.models import Link

#: Paragraphs at the head of a text among which a headline is looked for.
_FRONT = 6
#: Letters from which on what a title and a paragraph share is no chance, even where it is less than half.
_HEADLINE = 15
_LONGEST = 250  # characters of the longest paragraph that is a headline as a whole
#: A run of composing characters longer than this is no language's, and not worth being exact in.
_RUN = 10_000


@dataclass(frozen=True, slots=True)
class LinkedText:
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


def _places(text: str, offsets: Iterable[int]) -> dict[int, int]:
    """Where each offset lies once the text is canonical; work grows with the text, not with the offsets."""
    places: dict[int, int] = {}
    start = length = 0  # the last offset from which on nothing composes with what is before it, and its place
    for offset in sorted(offsets):
        places[offset] = length + len(canonical(text[start:offset]))
        if not _composes(text[offset : offset + 1]) or offset - start > _RUN:
            start, length = offset, places[offset]
    return places


def _composes(char: str) -> bool:
    """Whether a character may become one with the character before it: a mark, a Hangul vowel or final."""
    return unicodedata.category(char or " ").startswith("M") or "\u1160" <= char <= "\u11ff" or char == "\n"


def joined(parts: Sequence[LinkedText], separator: str = "\n\n") -> LinkedText:
    """The parts one after another."""
    starts = accumulate((len(part.text) + len(separator) for part in parts), initial=0)
    return LinkedText(
        separator.join(part.text for part in parts),
        tuple(
            Link(link.start + start, link.end + start, link.url)
            for part, start in zip(parts, starts, strict=False)
            for link in part.links
        ),
    )


def headed(body: LinkedText, title: str | None) -> tuple[LinkedText, str | None]:
    """The body with its title at the head, unless it begins with it, and the title as one line.

    A subject such as “Press release: Harbour opens” is taken for the headline it repeats.
    """
    title = " ".join((title or "").split())
    if not title:
        return body, None
    if printed := printed_title(body.text, title):
        return body, printed
    return joined([LinkedText(title), body]), title


def printed_title(text: str, title: str) -> str | None:
    """The title as the first paragraphs of a text print it; None where they do not."""
    told = _folded(title)
    for paragraph in text.split("\n\n", _FRONT)[:_FRONT]:
        line = _folded(paragraph)
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


def _folded(text: str) -> str:
    """Letters and digits alone, without case: how two headlines are compared."""
    return "".join(char for char in text[:1000].casefold() if char.isalnum())
