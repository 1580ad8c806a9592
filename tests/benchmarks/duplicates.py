"""How well the same release through another agency is recognised, and what it costs.

    python tests/benchmarks/duplicates.py [FOLDER] [--library COUNT]

From each real release versions are made as agencies make them, and from each that has figures the next
filling-in of its form, which is another release. The words edited are not figures: agencies round none.
Prints recall for each kind of version, the share of wrong matches for each kind of other release, and, with
--library, the time the groups of a library of that many releases take, first and after one more.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store.canonical import canonical
from store.intake import Incoming, take
from store.records import text_row
from store.similarity import Wording, estimate, same_release, sketch
from store.structure import analyse
from tests.benchmarks.corpus import RELEASES, originals

_HEADS = (
    "PARIS, May 3 2025 (AFP) - ",
    "(Reuters) LONDON 4 May :: ",
    "Madrid, 5 may (EFE).- ",
    "By our staff | ",
)
_TAIL = """

About Newswire Partners

Newswire Partners is a leading distributor of press releases, trusted by 14,000 customers in 90 countries \
since 1998. Its network reaches newsrooms, investors and the public within minutes of publication.

Contact: press@newswire-partners.example, +1 555 010 7788

###
"""
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def retold(row: dict, chance: random.Random) -> str:
    """The body under another head, headline and tail."""
    head, tail = chance.choice(_HEADS), chance.choice((_TAIL, "", "\n\nEFE/jgb\n"))
    return f"A headline of the agency’s own\n\n{head}{Wording(row).body}{tail}"


def edited(text: str, share: float, chance: random.Random, vocabulary: list[str]) -> str:
    """The text with that share of its words replaced, left out or doubled by another; figures stay."""
    parts = re.split(r"(\s+)", text)
    for at in range(0, len(parts), 2):
        if parts[at] and not any(map(str.isdigit, parts[at])) and chance.random() < share:
            other = chance.choice(vocabulary)
            parts[at] = chance.choice((other, "", f"{parts[at]} {other}"))
    return "".join(parts)


def with_body(row: dict, change: Callable[[str], str]) -> dict:
    """A row whose body is changed."""
    body = change(
        "\n\n".join(row["text"][start:end] for start, end, kind in row["paragraphs"] if kind == "body")
    )
    return made(body)


def made(text: str) -> dict:
    """The row of ``texts`` of a text."""
    text = canonical(text)
    return text_row(text, analyse(text), ())


def refilled(text: str, chance: random.Random) -> str:
    """The text with other figures, months and the like: the next filling-in of a form."""
    text = re.sub(r"\d", lambda digit: str((int(digit[0]) + chance.randint(1, 8)) % 10), text)
    return re.sub("|".join(_MONTHS), lambda month: chance.choice(_MONTHS), text)


def versions(row: dict, chance: random.Random, vocabulary: list[str]) -> Iterator[tuple[str, dict]]:
    """Versions of a release, each with its kind."""
    yield "another head and tail", made(retold(row, chance))
    for share in (0.05, 0.1, 0.2):
        text = edited(Wording(row).body, share, chance, vocabulary)
        yield f"{share:.0%} of words edited", made(retold(made(text), chance))
    paragraphs = Wording(row).body.split("\n")
    if len(paragraphs) >= 4:
        yield (
            "excerpt, first third",
            made(retold(made("\n\n".join(paragraphs[: len(paragraphs) // 3 + 1])), chance)),
        )
        mixed = paragraphs[:1] + chance.sample(paragraphs[1:], len(paragraphs) - 1)
        yield "other order", made(retold(made("\n\n".join(mixed)), chance))


def measure(rows: list[dict]) -> None:
    """Prints recall and wrong matches."""
    chance = random.Random(7)
    vocabulary = [word for row in rows[::10] for word in row["text"].split()]
    found: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        one = Wording(row)
        for kind, other in versions(row, chance, vocabulary):
            other_wording = Wording(other)
            alike = same_release(one, other_wording)
            guess = estimate(sketch(one.shingles), sketch(other_wording.shingles))
            found.setdefault(kind, []).append((alike, guess))
        if len(one.figures) >= 4:
            for share in (0, 0.05):
                text = edited(refilled(one.body, chance), share, chance, vocabulary)
                other_wording = Wording(made(retold(made(text), chance)))
                found.setdefault(f"NOT: form filled in anew, {share:.0%} edited", []).append(
                    (same_release(one, other_wording), 0)
                )
    for kind, results in found.items():
        hits = sum(alike > 0 for alike, _ in results)
        low = sorted(guess for alike, guess in results if alike)[: max(1, hits // 100)][-1:]
        print(
            f"{kind:40} {hits:5} of {len(results):5} = {hits / len(results):7.2%}   1st percentile of estimate {low}"
        )
    print(f"tails alike, bodies not: {tails_alike(rows, chance)}")


def tails_alike(rows: list[dict], chance: random.Random) -> str:
    """Different releases of one distributor, with the same boilerplate."""
    some = [Wording(made(f"{Wording(row).body}{_TAIL}")) for row in chance.sample(rows, min(150, len(rows)))]
    pairs = list(combinations(some, 2))
    return f"{sum(same_release(*pair) > 0 for pair in pairs)} of {len(pairs)} pairs matched"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=RELEASES)
    parser.add_argument("--library", type=int, default=0)
    options = parser.parse_args()
    paths = originals(options.folder)
    taken: list[Incoming] = []
    start = time.process_time()
    for path in paths:
        one = take(path, None)
        if isinstance(one, Incoming):
            taken.append(one)
    importing = (time.process_time() - start) / len(taken)
    rows = [one.text for one in taken]
    start = time.process_time()
    for row in rows:
        sketch(Wording(row).shingles)
    sketching = (time.process_time() - start) / len(taken)
    print(f"a sketch: {sketching * 1000:.2f} ms, {sketching / importing:.0%} of reading and analysing")
    measure(rows)


if __name__ == "__main__":
    main()
