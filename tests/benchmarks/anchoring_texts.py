"""Texts edited word by word, with where each word went: what `anchoring.py` compares with."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.anchoring.selectors import Selector, select
from store.anchoring.tokens import Vocabulary
from store.structure.paragraphs import paragraph_spans

#: How long the passages are, in words; 0 is a whole paragraph.
LENGTHS = {"word": (1, 1), "phrase": (2, 7), "sentence": (8, 30), "paragraph": (0, 0)}


#: Passages of each length taken from a text, at places chosen by chance, every word as likely.
PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A word between white space."""

    text: str
    start: int
    """Code points into the old text; -1 for a word that was put in."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage and what became of it."""

    kind: str
    selector: Selector
    words: int
    """How many words it had."""
    kept: int
    """How many of them stand in the new text."""
    start: int
    """The first of them, in code points of the new text; -1 where none is left."""
    end: int
    tolerance: tuple[int, int]
    """How far the start and the end may be off: one word and the white space beside it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """Two versions of a text, and passages of the old one."""

    old: str
    new: str
    passages: list[Passage]


def edited(
    text: str,
    share: float,
    moved: float,
    words: Sequence[str],
    chance: random.Random,
    passages: int = PASSAGES,
) -> Edited:
    """The text with that share of its words edited and that share of its paragraphs moved.

    An edit replaces a word by one of `words`, puts one in after it, or deletes it, each as likely. A
    paragraph moved goes between two others, anywhere. `passages` of each length are taken.
    """
    paragraphs = [_words(text, start, end) for start, end in paragraph_spans(text)]
    changed = [_edited(paragraph, share, words, chance) for paragraph in paragraphs]
    order = list(range(len(changed)))
    for number in sorted(order, key=lambda _: chance.random())[: round(len(order) * moved)]:
        order.remove(number)
        order.insert(chance.randint(0, len(order)), number)
    places: dict[int, tuple[int, int]] = {}
    parts: list[str] = []
    length = 0
    for number in order:
        if not changed[number]:
            continue
        for at, word in enumerate(changed[number]):
            gap = "" if not parts else " " if at else "\n\n"
            if gap == " " and word.start >= 0 and changed[number][at - 1].start >= 0:
                gap = _gap(text, word.start)  # wrapped lines, scripts without spaces: as it was
            places[word.start] = length + len(gap), length + len(gap) + len(word.text)
            length += len(gap) + len(word.text)
            parts += gap, word.text
    weights = [len(paragraph) for paragraph in paragraphs]
    chosen = chance.choices(paragraphs, weights, k=passages)
    found = [_passage(text, paragraph, places, kind, chance) for paragraph in chosen for kind in LENGTHS]
    return Edited(text, "".join(parts), found)


def _gap(text: str, start: int) -> str:
    """The white space before a place, which is within a paragraph."""
    begin = start
    while begin and text[begin - 1].isspace():
        begin -= 1
    return text[begin:start]


def _words(text: str, start: int, end: int) -> list[Word]:
    """Words between white space; characters, where a run of them has no spaces."""
    found = [Word(match[0], start + match.start()) for match in re.finditer(r"\S+", text[start:end])]
    return [one for word in found for one in _characters(word)]


def _characters(word: Word) -> list[Word]:
    tokens = Vocabulary().tokens(word.text)
    if len(word.text) < 8 or len(tokens.starts) < len(word.text) * 0.8:
        return [word]
    return [Word(word.text[a:b], word.start + a) for a, b in zip(tokens.starts, tokens.ends, strict=True)]


def _edited(paragraph: list[Word], share: float, words: Sequence[str], chance: random.Random) -> list[Word]:
    changed: list[Word] = []
    for word in paragraph:
        edit = chance.choice(("replace", "insert", "delete")) if chance.random() < share else ""
        if edit in ("", "insert"):
            changed.append(word)
        if edit in ("replace", "insert"):
            changed.append(Word(chance.choice(words), -1))
    return changed


def _passage(
    text: str, paragraph: list[Word], places: dict[int, tuple[int, int]], kind: str, chance: random.Random
) -> Passage:
    least, most = LENGTHS[kind]
    count = min(chance.randint(least, most), len(paragraph)) or len(paragraph)
    first = chance.randint(0, len(paragraph) - count)
    chosen = paragraph[first : first + count]
    kept = [places[word.start] for word in chosen if word.start in places]
    start, end = (kept[0][0], kept[-1][1]) if kept else (-1, -1)
    tolerance = (len(chosen[0].text) + 2, len(chosen[-1].text) + 2)
    selector = select(text, chosen[0].start, chosen[-1].start + len(chosen[-1].text))
    return Passage(kind, selector, count, len(kept), start, end, tolerance)
