"""Where in a text words may stand that were not copied exactly: a few windows, found by rare words."""

from __future__ import annotations

from collections import Counter, defaultdict

from store.anchoring.tokens import Vocabulary

#: A word that stands more often in the text does not say where.
_RARE = 64
#: Windows given for a search.
_WINDOWS = 4
#: Votes are counted for stretches of so many words.
_STRETCH = 16


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

    def windows(self, words: str) -> list[tuple[int, int]]:
        """Spans of the text that may hold the words, altered or not, the likeliest first.

        A span is about twice as long as the words. Rare words vote for where the first would stand; the
        cost depends on the words, not on the text.
        """
        sought = self._vocabulary.tokens(words)
        votes: Counter[int] = Counter()
        for at, key in enumerate(sought.keys):
            places = self._places.get(key, ())
            if len(places) <= _RARE:
                for place in places:
                    stretch = (place - at) // _STRETCH
                    votes[stretch] += 1
                    votes[stretch + 1] += 1  # so that one that lies astride two has its votes together
        chosen: list[int] = []
        for stretch, _ in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
            if len(chosen) == _WINDOWS:
                break
            if all(abs(stretch - other) > 1 for other in chosen):
                chosen.append(stretch)
        return [self._span((stretch - 1) * _STRETCH, len(sought.keys)) for stretch in chosen]

    def _span(self, first: int, count: int) -> tuple[int, int]:
        slack = count // 2 + _STRETCH // 2
        begin = max(0, first - slack)
        end = min(len(self._tokens.starts), first + 2 * _STRETCH + count + slack)
        # With the white space at both ends: a passage may begin or end in it.
        start = self._tokens.ends[begin - 1] if begin else 0
        return start, self._tokens.starts[end] if end < len(self._tokens.starts) else len(self.text)
