"""How well the same release through another agency is recognised, and what it costs.

    python tests/benchmarks/duplicates.py [FOLDER] [--library COUNT]

From each real release a version is made as agencies make them: another head, headline and tail, words
edited, an excerpt, another order; and from those that have figures or names what is no version but the next
filling-in of the same form. Each kind is put into a library beside the originals, and the groups that are
found are judged. Words that hold figures are not edited: agencies leave those alone. Prints for each kind
how many are grouped with their original, and how many groups hold two originals.

With --library: the time to find the groups of that many releases (one in ten a version of another, nine in
ten with half their words changed), then of one more, and then of none.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store import Library, open_library
from store.canonical import canonical
from store.duplicates.grouping import Group, groups
from store.duplicates.likeness import Wording, sketch
from store.formats import RawDocument
from store.intake.arrivals import put_releases
from store.intake.parsing import Incoming, incoming, take
from tests.benchmarks.corpus import RELEASES, originals, timed

_HEADS = (
    "PARIS, May 3 (AFP) - ",  # without a year, as agencies print it: two days far apart are two releases
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
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
#: A capitalised word within a sentence.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")
_BATCH = 500


class Maker:
    """Makes versions of releases; the same ones each time."""

    def __init__(self, releases: list[Incoming]) -> None:
        self._chance = random.Random(7)
        words = {word for release in releases[::5] for word in release.text["text"].split()}
        self._vocabulary = sorted(word for word in words if word.islower() and word.isalpha())
        names = {name for release in releases for name in _NAME.findall(release.text["text"])}
        self._names = sorted(names)

    def retold(self, body: str) -> str:
        """The body under another head, headline and tail."""
        tail = self._chance.choice((_TAIL, "", "\n\nEFE/jgb\n"))
        return f"A headline of the agency’s own\n\n{self._chance.choice(_HEADS)}{body}{tail}"

    def edited(self, body: str, share: float) -> str:
        """That share of the words replaced, left out or followed by another one."""

        def change(word: re.Match[str]) -> str:
            if self._chance.random() >= share or any(map(str.isdigit, word[0])):
                return word[0]
            other = self._chance.choice(self._vocabulary)
            return self._chance.choice((other, "", f"{word[0]} {other}"))

        return re.sub(r"\S+", change, body)

    def refilled(self, body: str) -> str:
        """Other figures and months: the next filling-in of a form."""
        body = re.sub(r"\d", lambda digit: str((int(digit[0]) + self._chance.randint(1, 8)) % 10), body)
        return re.sub("|".join(_MONTHS), lambda month: self._chance.choice(_MONTHS), body)

    def renamed(self, body: str) -> str:
        """Each name that is said twice, always by the same other name."""
        found = _NAME.findall(body)
        others = {name: self._chance.choice(self._names) for name in found if found.count(name) > 1}
        return _NAME.sub(lambda name: others.get(name[0], name[0]), body)

    def mixed(self, body: str) -> str:
        """The paragraphs after the first in another order."""
        first, *rest = body.split("\n\n")
        return "\n\n".join([first, *self._chance.sample(rest, len(rest))])


def excerpt(body: str) -> str:
    """The first third of the paragraphs."""
    paragraphs = body.split("\n\n")
    return "\n\n".join(paragraphs[: len(paragraphs) // 3 + 1])


def has_figures(wording: Wording) -> bool:
    """Whether a form with other figures is another release without doubt."""
    return len(wording.figures) >= 4


def has_names(wording: Wording) -> bool:
    """Whether a form with other names is another release without doubt."""
    return len(wording.names) >= 4


def is_long(wording: Wording) -> bool:
    """Whether there are parts to be left out or put elsewhere."""
    return wording.body.count("\n\n") > 2


def is_any(_: Wording) -> bool:
    """Any text will do."""
    return True


Kind = tuple[str, Callable[[str], str], Callable[[Wording], bool]]
"""A name, how one is made of a body, and the texts it can be made of."""


def kinds(maker: Maker) -> list[Kind]:
    """The kinds of versions, and of what is none."""
    return [
        ("another head and tail", str, is_any),
        ("5% of the words edited", lambda body: maker.edited(body, 0.05), is_any),
        ("10% of the words edited", lambda body: maker.edited(body, 0.1), is_any),
        ("20% of the words edited", lambda body: maker.edited(body, 0.2), is_any),
        ("an excerpt, the first third", excerpt, is_long),
        ("an excerpt, 5% edited", lambda body: maker.edited(excerpt(body), 0.05), is_long),
        ("paragraphs in another order", maker.mixed, is_long),
        ("NOT: other figures", maker.refilled, has_figures),
        ("NOT: other figures, 5% edited", lambda body: maker.edited(maker.refilled(body), 0.05), has_figures),
        ("NOT: other names", maker.renamed, has_names),
    ]


@contextmanager
def library_of(releases: Iterable[Incoming]) -> Iterator[Library]:
    """A library with these releases, whose ids count from 1 in this order."""
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.db")
        put_releases(library, releases)
        yield library
        library.close()


def made(number: int, text: str) -> Incoming:
    """A release of that text."""
    digest = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
    return incoming(f"/made/{number}", "text", digest, RawDocument(canonical(text)))


def judge(releases: list[Incoming]) -> None:
    """Prints what is found of each kind."""
    maker = Maker(releases)
    wordings = [Wording(release.text) for release in releases]
    for kind, change, fits in kinds(maker):
        of = [at for at, wording in enumerate(wordings) if fits(wording)]
        versions = [made(at, maker.retold(change(wordings[at].body))) for at in of]
        with library_of([*releases, *versions]) as library:
            found = groups(library)
        twos = sum(sum(key <= len(releases) for key in one.ids) > 1 for one in found)
        hits = sum(
            at + 1 in group for at, group in zip(of, _groups_of(found, len(releases), len(of)), strict=True)
        )
        print(
            f"{kind:30} {hits:4} of {len(of):4} grouped with the original, {hits / len(of):7.2%};"
            f" {twos} groups of two originals"
        )


def _groups_of(found: list[Group], originals: int, versions: int) -> list[tuple[int, ...]]:
    of = {key: group.ids for group in found for key in group.ids}
    return [of.get(originals + number + 1, ()) for number in range(versions)]


def clock(releases: list[Incoming], count: int) -> None:
    """Prints how long a large library takes."""
    maker = Maker(releases)

    def one(number: int) -> Incoming:
        release = releases[number % len(releases)]
        text = release.text["text"]
        if number >= len(releases):
            text = maker.edited(text, 0.5 if number % 10 else 0.02)
        return made(number, text)

    with library_of([]) as library:
        for first in range(0, count, _BATCH):
            put_releases(library, map(one, range(first, min(first + _BATCH, count))))
        print(f"{count} releases: first {_cpu(library)}", end="")
        put_releases(library, [made(count, maker.edited(releases[0].text["text"], 0.02))])
        print(f"; after one more {_cpu(library)}; again {_cpu(library)}")


def _cpu(library: Library) -> str:
    start = time.process_time()
    wall = timed(lambda: groups(library))
    return f"{time.process_time() - start:.2f} s of CPU ({wall:.2f} s)"


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=RELEASES)
    parser.add_argument("--library", type=int, default=0)
    options = parser.parse_args()
    start = time.process_time()
    taken = [take(path, None) for path in originals(options.folder)]
    releases = [one for one in taken if isinstance(one, Incoming)]
    importing = (time.process_time() - start) / len(releases)
    start = time.process_time()
    for release in releases:
        sketch(Wording(release.text).shingles)
    sketching = (time.process_time() - start) / len(releases)
    print(
        f"a sketch {sketching * 1000:.2f} ms, {sketching / importing:.0%} of reading and analysing a release"
    )
    if options.library:
        clock(releases, options.library)
    else:
        judge(releases)


if __name__ == "__main__":
    main()
