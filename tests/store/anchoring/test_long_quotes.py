"""Long quotes that were changed: found as short ones are, with work that grows as they do."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from rapidfuzz import fuzz

from store.anchoring import reanchor_all
from store.anchoring.alignment import Block, _Work
from store.anchoring.paragraph_matching import Piece
from store.anchoring.quote_search import QuoteSearch
from store.anchoring.selectors import Selector
from store.anchoring.suggestions import suggestion
from store.anchoring.tokens import Tokens, Vocabulary
from store.models import CONTEXT


def _text(words: int, seed: int = 1) -> str:
    """Paragraphs of words of which a few are frequent and many rare, as in any language."""
    chance = random.Random(seed)
    known = [f"{chance.choice('bcdfgklmnprstvz')}{'aeiou'[at % 5]}{at}" for at in range(2000)]
    drawn = chance.choices(known, [1 / (at + 1) for at in range(2000)], k=words)
    return "\n\n".join(" ".join(drawn[at : at + 60]) + "." for at in range(0, words, 60))


def _changed(quote: str, one_in: int, seed: int = 2) -> str:
    """The quote with some of its words replaced, but the first and the last."""
    chance = random.Random(seed)
    first, *words, last = quote.split(" ")
    return " ".join((first, *("other" if not chance.randrange(one_in) else word for word in words), last))


def _without_the_old_text(text: str, start: int, end: int, quote: str, at: int = 0) -> tuple[str, int, int]:
    before, after = text[start - CONTEXT : start], text[end : end + CONTEXT]
    found = reanchor_all(None, text, [Selector(at, at + len(quote), quote, before, after)])[0]
    return found.state, found.start, found.end


@pytest.mark.few(3)
@pytest.mark.parametrize("part", [(0.02, 0.98), (0.5, 0.9), (0.1, 0.3)])
@pytest.mark.parametrize("one_in", [50, 5])
def test_a_long_quote_is_found_where_it_was_changed(part: tuple[float, float], one_in: int) -> None:
    """Nearly the whole of a text, or a part: from its first word to its last."""
    text = _text(8000)
    start, end = (text.index(" ", int(len(text) * at)) + 1 for at in part)
    end -= 1
    quote = _changed(text[start:end], one_in)
    assert _without_the_old_text(text, start, end, quote) == ("changed", start, end)
    span = suggestion(text, quote)
    assert span is not None and abs(span[0] - start) < 20 and abs(span[1] - end) < 20


def test_a_long_quote_that_stands_twice_is_nowhere() -> None:
    """Nothing tells which is meant, though each is as like it; nor is it where most of it is gone."""
    text = _text(3000)
    twice = f"{text}\n\n{_text(200, 9)}\n\n{text}"
    quote = _changed(text, 50)
    found = reanchor_all(None, twice, [Selector(0, len(quote), quote, "", "")])[0]
    assert found.state == "orphaned"
    gone = _changed(text, 2)
    assert reanchor_all(None, text, [Selector(9, 9 + len(gone), gone, "", "")])[0].state == "orphaned"
    assert suggestion(_text(100, 3), "Ὦ ξεῖν’, ἀγγέλλειν " * 200) is None


def test_words_are_found_that_stand_in_many_places_each() -> None:
    """Where none is rare, those are asked that are less so."""
    unit = " ".join(f"w{at}" for at in range(60))
    text = " ".join(" ".join(random.Random(at).sample(unit.split(), 60)) for at in range(20))
    quote = _changed(text, 50)
    assert reanchor_all(None, text, [Selector(5, 5 + len(quote), quote, "", "")])[0].state == "changed"


def test_each_word_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text and quote are read once, and one window is compared where others would hold the same."""
    text = _text(4000)
    quote = _changed(text, 50)
    search = QuoteSearch(text)
    assert len(search.windows(search.words(quote))) == 1
    read: list[int] = []
    tokens = Vocabulary.tokens

    def counted(self: Vocabulary, text: str) -> Tokens:
        read.append(len(text))
        return tokens(self, text)

    monkeypatch.setattr(Vocabulary, "tokens", counted)
    reanchor_all(None, text, [Selector(5, 5 + len(quote), quote, "", "")])
    assert sum(read) == len(text) + len(quote)


def test_windows_for_a_quote_that_drifts_from_its_place_are_one() -> None:
    """Where words were put in all over, votes go to many places near each other."""
    text = _text(8000)
    quote = " ".join(f"{word} more" if not at % 8 else word for at, word in enumerate(text.split(" ")))
    search = QuoteSearch(text)
    assert len(search.windows(search.words(quote))) == 1
    found = reanchor_all(None, text, [Selector(5, 5 + len(quote), quote, "", "")])[0]
    assert (found.state, found.start, found.end) == ("changed", 0, len(text))
    longer = QuoteSearch("\n\n".join((_text(9000, 5), text, _text(9000, 6))))
    sought = longer.words(quote)
    begins = sorted(one.first for one in longer.windows(sought) if one.first)
    assert all(after - before > len(sought.keys) // 5 for before, after in pairwise(begins))


def test_equal_words_are_looked_for_once_and_few_votes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the window is the text, a second look would be the first again."""
    text = _text(4000)
    quote = _changed(text, 50)
    looks: list[object] = []
    blocks = _Work.blocks

    def counted(self: _Work, before: Piece, after: Piece) -> list[Block]:
        looks.append(after)
        return blocks(self, before, after)

    monkeypatch.setattr(_Work, "blocks", counted)
    reanchor_all(None, text, [Selector(5, 5 + len(quote), quote, "", "")])
    assert len(looks) == 1
    search = QuoteSearch(text)
    asked: list[int] = []
    votes = QuoteSearch._votes

    def voted(self: QuoteSearch, sought: Tokens, rare: int) -> Counter[int]:
        asked.append(rare)
        return votes(self, sought, rare)

    monkeypatch.setattr(QuoteSearch, "_votes", voted)
    search.windows(search.words(quote))
    assert asked == [8]


def test_letters_are_compared_of_pieces_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a suggestion costs does not grow with the square of the quote."""
    cells: list[int] = []
    align = fuzz.partial_ratio_alignment

    def counted(one: str, other: str, **given: Any) -> Any:
        cells.append(len(one) * len(other))
        return align(one, other, **given)

    monkeypatch.setattr(fuzz, "partial_ratio_alignment", counted)
    for words in (2000, 8000):
        text = _text(words)
        assert suggestion(text, _changed(text, 50)) is not None
    half = len(cells) // 2
    assert sum(cells[half:]) < 2 * sum(cells[:half])
