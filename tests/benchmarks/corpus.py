"""Real releases, repeated with changed words, for libraries of any size."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from store import Library
from store.intake.arrivals import put_releases
from store.intake.parsing import Incoming, take

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT.parent / "shared" / "releases"
SAMPLES = ROOT / "tui" / "samples"
#: Releases put into one transaction by `fill`.
_BATCH = 500


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


def fill(library: Library, releases: list[Path], count: int) -> Rate:
    """Brings the library to `count` releases by the last step of an import, `put_releases`.

    Each original is read and analysed once; its further editions differ by the name of the source and
    by a line at the end, which moves no offset of the structure.
    """
    known = list(_read(releases))
    start = time.perf_counter()
    for first in range(0, count, _BATCH):
        with library.transaction():
            numbers = range(first, min(first + _BATCH, count))
            put_releases(library, [_edition(known[number % len(known)], number) for number in numbers])
    return Rate(count, time.perf_counter() - start)


def _read(releases: list[Path]) -> Iterator[Incoming]:
    for path in releases:
        taken = take(path, None)
        if isinstance(taken, Incoming):
            yield taken


def _edition(original: Incoming, number: int) -> Incoming:
    text = original.text["text"].rstrip("\n") + f"\n\nEdition {number}.\n"
    source, digest = f"/corpus/{number:06}", hashlib.sha256(text.encode()).hexdigest()
    return Incoming(
        source,
        digest,
        {**original.release, "source": source, "identity": source, "digest": digest},
        {**original.text, "text": text},
        f"{original.indexed}\n\nedition {number}\n",
    )
