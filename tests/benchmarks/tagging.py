"""How fast the store is, and whether that stays so as a library grows.

    python tests/benchmarks/tagging.py [--releases 100 1000 10000] [--from FOLDER]

For each size it imports that many real releases into a fresh library (going round with changed
words when there are fewer) and prints the import rate, the time to open and list the first screen,
and the time of one durable tag; beside it the same annotation inserted by stock TinyDB into a
JSON file that holds the same rows. All in one run, so the ratios hold on any machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tinydb import TinyDB
from tinydb.storages import JSONStorage
from tinydb.table import Document

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import add_paths, open_library
from tests.benchmarks.corpus import RELEASES, make_corpus, originals, timed

#: Releases in view when a list opens.
SCREEN = 50


@dataclass
class Figures:
    """What was measured at one size; seconds."""

    releases: int
    rate: float
    """Releases imported per second."""
    opening: float
    tag: float
    stock: float


def open_and_list(path: Path) -> None:
    """What the application does until its first screen is there."""
    library = open_library(path)
    library.releases.many(library.releases.ids()[:SCREEN])
    library.reading.unread()
    library.close()


def durable_tag(path: Path, times: int) -> float:
    """The median of that many tags; finding the release is not part of it."""
    library = open_library(path)
    ids = library.releases.ids()
    figures = []
    for number in range(times):
        tag = partial(library.annotations.add, ids[number * 7 % len(ids)], 0, 20, tags=[f"tag {number % 9}"])
        figures.append(timed(tag))
    library.close()
    return statistics.median(figures)


def stock_tag(path: Path, folder: Path, times: int) -> float:
    """The same annotation row into stock TinyDB's JSON file that holds the same rows."""
    library = open_library(path)
    annotation = library.annotations.add(library.releases.ids()[0], 0, 20, tags=["stock"])
    row = dict(library.tables.table("annotations").get(doc_id=annotation.id) or {})
    stock = TinyDB(folder / "stock.json", storage=JSONStorage, encoding="utf-8")
    for table in ("releases", "texts"):
        stock.table(table).insert_multiple(Document(one, one.doc_id) for one in library.tables.table(table))
    library.close()
    figures = [timed(lambda: stock.table("annotations").insert(row)) for _ in range(times)]
    stock.close()
    return statistics.median(figures)


def measure(count: int, releases: list[Path]) -> Figures:
    """Everything at one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_corpus(folder / "corpus", releases, count)
        path = folder / "library.db"
        library = open_library(path)
        importing = timed(lambda: add_paths(library, [folder / "corpus"]))
        held = library.releases.count()
        library.close()
        opening = statistics.median(timed(lambda: open_and_list(path)) for _ in range(5))
        tag = durable_tag(path, 100)
        return Figures(held, held / importing, opening, tag, stock_tag(path, folder, 5))


def main() -> None:
    """Prints one line per size and the ratios the figures are held to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    arguments = parser.parse_args()
    releases = originals(arguments.folder)
    print(f"{len(releases)} different releases from {arguments.folder.name}")
    print(f"{'releases':>9} {'import/s':>9} {'open ms':>9} {'tag ms':>9} {'stock ms':>9} {'stock/tag':>9}")
    rows = [measure(count, releases) for count in arguments.releases]
    for row in rows:
        print(
            f"{row.releases:>9} {row.rate:>9.0f} {row.opening * 1e3:>9.2f} {row.tag * 1e3:>9.3f} "
            f"{row.stock * 1e3:>9.1f} {row.stock / row.tag:>8.0f}x"
        )
    first, last = rows[0], rows[-1]
    print(f"one tag at {last.releases} against {first.releases}: {last.tag / first.tag:.2f}x")
    print(f"stock TinyDB against one tag at {last.releases}: {last.stock / last.tag:.0f}x")


if __name__ == "__main__":
    main()
