"""Whether annotations find their words again in an edited text, and how long that takes.

    python tests/benchmarks/anchoring.py [--texts 0] [--annotations 100000] [--from FOLDER]

Real releases are edited word by word (`anchoring_texts.py`), a fifth of their paragraphs moved, and
words, phrases, sentences and paragraphs of them followed: with the old text (as an update does), by quote
and context alone, and by the exact quote with the longest unbroken context, as Dateline did before.

The true place of a passage goes from the first to the last of its words that are left, where its
paragraph went. *Right*: nine tenths of the characters of both spans together are in both, or both ends
are within one word of the true ones. An orphan is right where less than half of the passage's words are left
(of one or two words: where one is lost), for what is left is then no longer the passage that was marked;
yet a passage put on what is left of it, however little, is not wrong. *Wrong*: any other span, and any
span for a passage of which nothing is left. *Orphaned*: lost although enough was left.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store.anchoring.reanchoring import Anchoring, reanchor_all
from store.anchoring.selectors import Selector
from store.intake.parsing import Incoming, take
from tests.benchmarks.anchoring_texts import Edited, Passage, edited
from tests.benchmarks.corpus import RELEASES, originals

SHARES = (0.01, 0.03, 0.05, 0.1, 0.2, 0.3)
MOVED = 0.2
#: Per cent right at least, and wrong at most, by the share of words edited.
EXPECTED = {0.1: (99.0, 0.3), 0.3: (95.0, 1.0)}
SECONDS = 60.0
_LARGE = 5_000_000
_IN_LARGE = 500
#: A word of a text that may be put into another.
_WORD = re.compile(r"(?<!\S)[^\s:/\\]{1,24}(?!\S)")

Way = Callable[[str, str, Sequence[Selector]], list[Anchoring]]


def with_old_text(old: str, new: str, selectors: Sequence[Selector]) -> list[Anchoring]:
    """As an update does it."""
    return reanchor_all(old, new, selectors)


def by_quote(_: str, new: str, selectors: Sequence[Selector]) -> list[Anchoring]:
    """Where the old text is lost."""
    return reanchor_all(None, new, selectors)


def by_exact_quote(_: str, new: str, selectors: Sequence[Selector]) -> list[Anchoring]:
    """The same words: at the same place, else where most of the context is unbroken."""
    return [_exact(new, one) for one in selectors]


def _exact(text: str, one: Selector) -> Anchoring:
    if text[one.start : one.end] == one.quote:
        return Anchoring(one.start, one.end, "anchored")
    places = [match.start() for match in re.finditer(f"(?={re.escape(one.quote)})", text)]
    ranked = sorted(((_context(text, at, one), at) for at in places), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return Anchoring(one.start, one.end, "orphaned")
    return Anchoring(ranked[0][1], ranked[0][1] + len(one.quote), "moved")


def _context(text: str, at: int, one: Selector) -> int:
    """Characters before and after a place that are as they were, up to the first that is not."""
    end = at + len(one.quote)
    before = zip(reversed(text[max(0, at - len(one.prefix)) : at]), reversed(one.prefix), strict=False)
    after = zip(text[end : end + len(one.suffix)], one.suffix, strict=False)
    return sum(
        len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], side))) for side in (before, after)
    )


WAYS: dict[str, Way] = {
    "with the old text": with_old_text,
    "quote and context": by_quote,
    "exact quote": by_exact_quote,
}


def verdict(passage: Passage, found: Anchoring) -> str:
    """``right``, ``wrong`` or ``orphaned``, as said above."""
    if found.state == "orphaned":
        few = passage.kept < passage.words if passage.words <= 2 else passage.kept * 2 < passage.words
        return "right" if few else "orphaned"
    both = min(found.end, passage.end) - max(found.start, passage.start)
    if passage.kept == 0 or both <= 0:
        return "wrong"
    either = max(found.end, passage.end) - min(found.start, passage.start)
    before, after = passage.tolerance
    near = abs(found.start - passage.start) <= before and abs(found.end - passage.end) <= after
    return "right" if near or both >= 0.9 * either else "wrong"


def texts_of(folder: Path, count: int) -> list[str]:
    """The canonical texts of that many real releases, of all for 0, in an order by chance."""
    files = originals(folder)
    random.Random(1).shuffle(files)
    taken = (take(path, None) for path in files[: count or None])
    return [one.text["text"] for one in taken if isinstance(one, Incoming)]


def versions(texts: Sequence[str], share: float) -> Iterator[Edited]:
    """Each text before and after its edits; always the same."""
    words = [word for text in texts for word in _WORD.findall(text)]
    chance = random.Random(f"anchoring {share}")
    return (edited(text, share, MOVED, words, chance) for text in texts)


def measure_places(texts: Sequence[str]) -> dict[tuple[str, float], Counter[str]]:
    """How many verdicts of each kind, and of each kind for each length, by way and share."""
    found: dict[tuple[str, float], Counter[str]] = {
        (way, share): Counter() for way in WAYS for share in SHARES
    }
    for share in SHARES:
        for one in versions(texts, share):
            for name, way in WAYS.items():
                places = way(one.old, one.new, [each.selector for each in one.passages])
                for passage, place in zip(one.passages, places, strict=True):
                    said = verdict(passage, place)
                    found[name, share].update([said, f"{passage.kind} {said}"])
    return found


def measure_time(texts: Sequence[str], count: int) -> tuple[float, float]:
    """Seconds for that many annotations in releases of a tenth edited, and for 2,000 in one of 5 MB."""
    tenth = list(versions(texts, 0.1))
    seconds, done = 0.0, 0
    for one in itertools.cycle(tenth):
        if done >= count:
            break
        seconds += _seconds(one)
        done += len(one.passages)
    large = "\n\n".join(
        itertools.islice(itertools.cycle(texts), max(1, _LARGE * len(texts) // sum(map(len, texts))))
    )
    words = large[:_LARGE].split()
    one = edited(large[:_LARGE], 0.02, 0.01, words, random.Random("large"), passages=_IN_LARGE)
    return seconds, _seconds(one)


def _seconds(one: Edited) -> float:
    """Processor time, so that others on the machine do not count."""
    start = time.process_time()
    with_old_text(one.old, one.new, [each.selector for each in one.passages])
    return time.process_time() - start


def print_places(found: dict[tuple[str, float], Counter[str]]) -> None:
    """Per cent of the passages, by way and share."""
    print("\n| words edited | way | right | wrong | orphaned |\n| ---: | --- | ---: | ---: | ---: |")
    for (way, share), counts in sorted(found.items(), key=lambda each: each[0][1]):
        row = (f"{_per_cent(counts, said):.2f} %" for said in ("right", "wrong", "orphaned"))
        print(f"| {share:.0%} | {way} | {' | '.join(row)} |")


def print_lengths(found: dict[tuple[str, float], Counter[str]]) -> None:
    """Per cent right and wrong with the old text, by the passages' length."""
    print("\n| words edited | passages | right | wrong |\n| ---: | --- | ---: | ---: |")
    for share in EXPECTED:
        counts = found["with the old text", share]
        for kind in dict.fromkeys(key.split()[0] for key in counts if " " in key):
            of_kind = Counter({key.split()[1]: n for key, n in counts.items() if key.startswith(f"{kind} ")})
            right, wrong = _per_cent(of_kind, "right"), _per_cent(of_kind, "wrong")
            print(f"| {share:.0%} | {kind} | {right:.2f} % | {wrong:.2f} % |")


def _per_cent(counts: Counter[str], said: str) -> float:
    return 100 * counts[said] / max(1, sum(counts[one] for one in ("right", "wrong", "orphaned")))


def print_expected(
    found: dict[tuple[str, float], Counter[str]], seconds: float, large: float, count: int
) -> None:
    """The expected figures beside the measured ones."""
    print("\n| expected | limit | measured | |\n| --- | ---: | ---: | --- |")

    def line(what: str, limit: str, measured: str, met: bool) -> None:
        print(f"| {what} | {limit} | {measured} | {'met' if met else '**missed**'} |")

    for share, (least, most) in EXPECTED.items():
        counts = found["with the old text", share]
        right, wrong = _per_cent(counts, "right"), _per_cent(counts, "wrong")
        line(
            f"right, {share:.0%} of the words edited", f"at least {least} %", f"{right:.2f} %", right >= least
        )
        line(f"wrong, {share:.0%} of the words edited", f"under {most} %", f"{wrong:.2f} %", wrong < most)
    line(f"{count:,} annotations in releases", f"{SECONDS:.0f} s", f"{seconds:.1f} s", seconds < SECONDS)
    line(
        f"{_IN_LARGE * 4:,} annotations in one text of 5 MB",
        f"{SECONDS:.0f} s",
        f"{large:.1f} s",
        large < SECONDS,
    )


def main() -> None:
    """Measures and prints everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=0, help="releases to edit; 0: all")
    parser.add_argument("--annotations", type=int, default=100_000, help="to be timed")
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    arguments = parser.parse_args()
    texts = texts_of(arguments.folder, arguments.texts)
    found = measure_places(texts)
    passages = sum(found["with the old text", SHARES[0]][said] for said in ("right", "wrong", "orphaned"))
    print(f"{len(texts)} releases, {passages:,} passages, {MOVED:.0%} of the paragraphs moved")
    print_places(found)
    print_lengths(found)
    print_expected(found, *measure_time(texts, arguments.annotations), arguments.annotations)


if __name__ == "__main__":
    main()
