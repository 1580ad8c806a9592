"""Where in a text words may stand that were not copied exactly: a few windows, found by rare words."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from store.anchoring.tokens import Tokens, Vocabulary

#: A word that stands more often in the text does not say where.
_RARE = 64
#: Windows given for a search.
_WINDOWS = 4
#: Votes are counted for stretches of so many words.
_STRETCH = 16
#: A quote of more words is long. Each window costs what it holds, so those that begin near each other are
#: one, and only those are looked into that have their share of the best one's votes; and there are words
#: enough that stand in a few places.
_LONG = 1000
_SHARE = 8
_RARE_IN_LONG = 8


class Window(NamedTuple):
    """A span of the text: code points, and the words that lie in it."""

    start: int
    end: int
    first: int
    last: int
    """The one behind the last."""


class QuoteSearch:
    """A text, searched for many quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._vocabulary = Vocabulary()
        self._tokens = self._vocabulary.tokens(text)
        self._places: dict[int, list[int]] = defaultdict(list)
        for at, key in enumerate(self._tokens.keys):
            self._places[key].append(at)

    def exact(self, words: str, likely: int) -> int | None:
        """Where the words stand: at the likely place, or at the only one there is; else None.

        Whole words only: what stands within a longer word is no match.
        """
        if likely >= 0 and self._whole(words, likely):
            return likely
        at = self.text.find(words)
        if at < 0 or self.text.find(words, at + 1) >= 0 or not self._whole(words, at):
            return None
        return at

    def _whole(self, words: str, at: int) -> bool:
        text, end = self.text, at + len(words)
        if not words or not text.startswith(words, at):
            return False
        joined_before = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        joined_after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        return not joined_before and not joined_after

    def words(self, quote: str) -> Tokens:
        """The words of a quote, to be looked for."""
        return self._vocabulary.tokens(quote)

    def within(self, window: Window) -> Tokens:
        """The words of the text in a window, by their places in it."""
        start, first, last = window.start, window.first, window.last
        return Tokens(
            [at - start for at in self._tokens.starts[first:last]],
            [at - start for at in self._tokens.ends[first:last]],
            self._tokens.keys[first:last],
        )

    def windows(self, sought: Tokens) -> list[Window]:
        """Spans of the text that may hold the words, altered or not, the likeliest first.

        A span is about twice as long as the words. Rare words vote for where the first would stand; the
        cost depends on the words, not on the text. Windows for many words are a quarter of these apart or
        more: what one would find beside another lies in it.
        """
        count = len(sought.keys)
        is_long = count > _LONG
        votes = (is_long and self._votes(sought, _RARE_IN_LONG)) or self._votes(sought, _RARE)
        apart = count // 4 // _STRETCH if is_long else 1
        least = max(votes.values(), default=0) / _SHARE if is_long else 0
        chosen: list[int] = []
        for stretch, given in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
            if len(chosen) == _WINDOWS or given < least:
                break
            if all(abs(stretch - other) > apart for other in chosen):
                chosen.append(stretch)
        return list(dict.fromkeys(self._window((stretch - 1) * _STRETCH, count) for stretch in chosen))

    def _votes(self, sought: Tokens, rare: int) -> Counter[int]:
        """How many words that are rare in the text stand where they would, by the stretch of the first."""
        votes: Counter[int] = Counter()
        for at, key in enumerate(sought.keys):
            places = self._places.get(key, ())
            if len(places) <= rare:
                for place in places:
                    votes[(place - at) // _STRETCH] += 1
        for stretch, count in list(votes.items()):
            votes[stretch + 1] += count  # so that one that lies astride two has its votes together
        return votes

    def _window(self, first: int, count: int) -> Window:
        slack = count // 2 + _STRETCH // 2
        begin = max(0, first - slack)
        end = min(len(self._tokens.starts), first + 2 * _STRETCH + count + slack)
        # With the white space at both ends: a passage may begin or end in it.
        start = self._tokens.ends[begin - 1] if begin else 0
        stop = self._tokens.starts[end] if end < len(self._tokens.starts) else len(self.text)
        return Window(start, stop, begin, end)
