"""A release as blocks of text with a head: what agency formats and corpora have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.document import Metadata, RawDocument, clean
from store.formats.linked import LinkedText, shifted
from store.models import Link
from store.patterns import lazy_pattern

_WORDS = lazy_pattern(r"[^\W_]+")
#: How many blocks from the front may already hold what the format says beside them.
_FRONT = 6
#: How much of a block is compared with them, in characters; all of them are shorter.
_LOOKED_AT = 2000
#: What begins a paragraph that goes on where its dateline ends: "(Reuters) - ", "– ".
_GOES_ON = lazy_pattern(r"[(（\[–—-]")
_DASH_AT_END = lazy_pattern(r"[–—-]\s*$")


class Block(NamedTuple):
    """A paragraph, a list item or a table: canonical text without white space around it."""

    text: str
    links: tuple[Link, ...] = ()
    """Their spans are code points into `text`."""
    tight: bool = False
    """Whether no blank line parts it from the block before, as between list items."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a format keeps apart from the body and readers see above it, in this order; texts are one line."""

    headline: str | None = None
    subheadlines: tuple[Block, ...] = ()
    byline: str | None = None
    release_line: str | None = None
    """That it is under embargo."""
    abstract: tuple[Block, ...] = ()
    dateline: str | None = None


def plain_blocks(text: str) -> list[Block]:
    """Plain text as blocks, one for each run of lines between blank ones."""
    parts = re.split(r"\n(?:[ \t]*\n)+", clean(text).lstrip("\ufeff \t\n").rstrip())
    return [Block(part) for part in parts if part.strip()]


def document(head: Head, body: Sequence[Block], metadata: Metadata, part: str = "") -> RawDocument:
    """The release with its head above its body, nothing twice. Raises RefusedError where it has no body."""
    if not any(block.text.strip() for block in body):
        raise RefusedError("it has a headline and no text." if head.headline else "it has no text.")
    text, links = joined(_headed(head, list(body)))
    return RawDocument(text, links, metadata, part)


def joined(blocks: Iterable[Block]) -> LinkedText:
    """The blocks as one text."""
    parts: list[str] = []
    links: list[Link] = []
    length = 0
    for block in blocks:
        if parts:
            parts.append("\n" if block.tight else "\n\n")
            length += len(parts[-1])
        if block.links:
            links += shifted(block.links, length)
        parts.append(block.text)
        length += len(block.text)
    return LinkedText("".join(parts), tuple(links))


def _headed(head: Head, body: list[Block]) -> list[Block]:
    """The body with what its own front does not say already."""
    above: list[Block] = []
    headline = canonical(head.headline or "").strip()
    if headline and _is_line(body[0].text, headline):
        above.append(body.pop(0))
    elif headline and not _is_line(body[0].text.partition("\n")[0], headline):
        above.append(Block(headline))
    lines = [line for line in (head.byline, head.release_line) if line]
    front = [_words(block.text[:_LOOKED_AT]) for block in body[:_FRONT]] if head.subheadlines or lines else []
    above += (one for one in head.subheadlines if _words(one.text) not in front)
    above += (Block(canonical(line)) for line in lines if not any(_holds(words, line) for words in front))
    above += head.abstract
    return above + (_datelined(head.dateline, body) if head.dateline else body)


def _datelined(dateline: str, body: list[Block]) -> list[Block]:
    """The body with its dateline before the first words, as wires print it, unless it has one."""
    from store.structure import dateline_at  # many patterns to compile

    at = next(
        (index for index, block in enumerate(body) if not block.text.startswith(("[Image", "[Video"))), None
    )
    if at is None:
        return body
    block = body[at]
    words = _words(dateline)
    own = dateline_at(block.text, 0, len(block.text))
    if _words(block.text[:_LOOKED_AT])[: len(words)] == words or (own is not None and own.place):
        return body
    before = canonical(dateline).strip()
    before += " " if _GOES_ON.match(block.text) or _DASH_AT_END.search(before) else " – "
    links = shifted(block.links, len(before))
    return [*body[:at], block._replace(text=before + block.text, links=links), *body[at + 1 :]]


def _is_line(text: str, line: str) -> bool:
    """Whether a text says what `line` says, whatever its case, blanks and punctuation."""
    return text == line or (len(text) <= 2 * len(line) + 20 and _words(text) == _words(line))


def _holds(words: list[str], line: str) -> bool:
    wanted = _words(line)
    return any(words[at : at + len(wanted)] == wanted for at in range(min(len(words), 60)))


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())
