"""How rightly sentences end, beside the libraries that find them; `main` tells how it is called.

The gold is `sentence_gold`: a file a language, a paragraph a line, each inner end marked with a bar. What is
counted is where a sentence begins, blanks aside; the first of a paragraph, which nobody misses, is not.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from tui.text.sentences import sentences

GOLD = Path(__file__).with_name("sentence_gold")

Begins = Callable[[str, str], set[int]]
"""Gives where the sentences of a text, whose language is an ISO 639-1 code, begin after the first."""


class Paragraph(NamedTuple):
    """A line of the gold."""

    language: str
    text: str
    begins: frozenset[int]


class Score(NamedTuple):
    """How many boundaries were found rightly, were invented, and were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def with_(self, found: set[int], wanted: frozenset[int]) -> Score:
        """With those of one more paragraph."""
        right = len(found & wanted)
        return Score(self.right + right, self.wrong + len(found) - right, self.missed + len(wanted) - right)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if any(self) else 1.0


def gold(folder: Path = GOLD) -> Iterator[Paragraph]:
    """The paragraphs of all languages."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split("|")
            text = "".join(parts)
            cuts = [len("".join(parts[:count])) for count in range(1, len(parts))]
            yield Paragraph(path.stem, text, frozenset(_past_blanks(text, cut) for cut in cuts))


def _past_blanks(text: str, cut: int) -> int:
    return cut + len(text[cut:]) - len(text[cut:].lstrip())


def by_dateline(text: str, language: str) -> set[int]:
    """As Dateline has them."""
    return {start for start, _ in sentences(text, 0, len(text), language)} - {0}


def by_sentencex(text: str, language: str) -> set[int]:
    """As sentencex gives them."""
    found = get_sentence_boundaries(language, text)
    return {_past_blanks(text, one["start_index"]) for one in found} - {0, len(text)}


def by_pysbd(pysbd: Any) -> Begins:
    """As pysbd gives them; it knows 22 languages, others are taken for English."""

    def begins(text: str, language: str) -> set[int]:
        try:
            segmenter = pysbd.Segmenter(language=language, clean=False, char_span=True)
        except ValueError:
            segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
        return {_past_blanks(text, one.start) for one in segmenter.segment(text)} - {0, len(text)}

    return begins


def by_syntok(segmenter: Any) -> Begins:
    """As syntok gives them; it is made for English, Spanish and German."""

    def begins(text: str, _: str) -> set[int]:
        sentences_ = (one for paragraph in segmenter.analyze(text) for one in paragraph)
        return {one[0].offset for one in sentences_} - {0}

    return begins


def readers() -> dict[str, Begins]:
    """Dateline, and those of the libraries that are installed."""
    found: dict[str, Begins] = {"dateline": by_dateline, "sentencex": by_sentencex}
    for name, module, make in (("pysbd", "pysbd", by_pysbd), ("syntok", "syntok.segmenter", by_syntok)):
        try:
            found[name] = make(importlib.import_module(module))
        except ImportError:
            print(f"{name} is not installed: left out.")
    return found


def main() -> None:
    """Prints the F1 of each language and of all; with ``--wrong`` what Dateline has wrong."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD, help="a folder of such files")
    parser.add_argument("--wrong", action="store_true", help="print the paragraphs Dateline cuts wrongly")
    given = parser.parse_args()
    paragraphs = list(gold(given.gold))
    by = readers()
    print("language", "ends", *by, sep="\t")
    for language in [*sorted({one.language for one in paragraphs}), "all"]:
        of_it = [one for one in paragraphs if language in (one.language, "all")]
        scores = []
        for begins in by.values():
            score = Score()
            for one in of_it:
                score = score.with_(begins(one.text, one.language), one.begins)
            scores.append(f"{score.f1:.3f}")
        print(language, sum(len(one.begins) for one in of_it), *scores, sep="\t")
    for one in paragraphs if given.wrong else ():
        found = by_dateline(one.text, one.language)
        if found != one.begins:
            cuts = [0, *sorted(found), len(one.text)]
            print(one.language, "|".join(one.text[a:b] for a, b in pairwise(cuts)))


if __name__ == "__main__":
    main()
