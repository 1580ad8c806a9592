"""Real releases, repeated with changed words, for libraries of any size."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from store import Library
from store.intake.arrivals import put_releases
from store.intake.parsing import Incoming, take
from store.search import segmented

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT.parent / "shared" / "releases"
SAMPLES = ROOT / "tui" / "samples"
#: Releases put into one transaction by `fill`.
_BATCH = 500
#: Words that `Words` changes, how many of them, and how many of these become words that are in no text.
_CHANGED = re.compile(r"\b[a-z]{4,16}\b")
_SHARE, _BLENDS = 0.6, 0.1


def timed(function: Callable[[], object]) -> float:
    """Seconds the call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def originals(folder: Path) -> list[Path]:
    """The real releases, or the samples where there are none."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    return [path for path in found if path.name != "SOURCES.md"] or sorted(SAMPLES.iterdir())


def make_corpus(folder: Path, releases: list[Path], count: int) -> None:
    """Writes that many files; from the second round on, words differ so that no two are the same."""
    folder.mkdir()
    for number in range(count):
        source = releases[number % len(releases)]
        text = source.read_text(encoding="utf-8", errors="replace")
        round_ = number // len(releases)
        if round_:
            text = text.replace(" the ", f" the {round_}th ", 20) + f"\n\nEdition {round_}.\n"
        (folder / f"{number:06}{source.suffix}").write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Rate:
    """How fast `fill` went."""

    releases: int
    seconds: float


class Words:
    """Words as often as texts have them, to change texts by, whose copies hold all the same words else.

    Some become the beginning of one word and the end of another: so there are ever more words, most of
    them in few texts, the more texts there are.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(word for text in texts for word in _CHANGED.findall(text))
        self._of: dict[int, tuple[list[str], list[int]]] = {}
        for length in {len(word) for word in counts}:
            words = sorted(word for word in counts if len(word) == length)
            self._of[length] = words, list(accumulate(counts[word] for word in words))

    def changed(self, text: str, number: int) -> str:
        """The text with other words of the same lengths, the same ones for the same number."""
        chosen = Random(number)

        def other(length: int) -> str:
            words, weights = self._of[length]
            if chosen.random() >= _BLENDS:
                return chosen.choices(words, cum_weights=weights)[0]
            beginning, end = chosen.choices(words, cum_weights=weights, k=2)
            return beginning[: length // 2] + end[length // 2 :]

        def kept_or_other(match: re.Match[str]) -> str:
            length = len(match[0])
            return other(length) if length in self._of and chosen.random() < _SHARE else match[0]

        return _CHANGED.sub(kept_or_other, text)


def fill(library: Library, releases: list[Path], count: int, *, varied: bool = False) -> Rate:
    """Brings the library to `count` releases by the last step of an import, `put_releases`.

    Each original is read and analysed once; its further editions differ by the name of the source and
    by a line at the end, which moves no offset of the structure. Where they are to be varied, their words
    are others too (`Words`), of the same lengths.
    """
    known = list(_read(releases))
    words = Words(one.text["text"] for one in known) if varied else None
    start = time.perf_counter()
    for first in range(0, count, _BATCH):
        with library.transaction():
            numbers = range(first, min(first + _BATCH, count))
            put_releases(library, [_edition(known[number % len(known)], number, words) for number in numbers])
    return Rate(count, time.perf_counter() - start)


def _read(releases: list[Path]) -> Iterator[Incoming]:
    for path in releases:
        taken = take(path, None)
        if isinstance(taken, Incoming):
            yield taken


def _edition(original: Incoming, number: int, words: Words | None) -> Incoming:
    text = original.text["text"].rstrip("\n")
    if words is not None:
        text = words.changed(text, number)
    text += f"\n\nEdition {number}.\n"
    source, digest = f"/corpus/{number:06}", hashlib.sha256(text.encode()).hexdigest()
    return Incoming(
        source,
        digest,
        {**original.release, "source": source, "identity": source, "digest": digest},
        {**original.text, "text": text},
        f"{original.indexed}\n\nedition {number}\n" if words is None else segmented(text),
    )
