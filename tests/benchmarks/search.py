"""How fast the search is, and what its index costs.

    python -m tests.benchmarks.search [--releases 10000] [--from FOLDER]

Imports that many real releases (going round with changed words when there are fewer) with and without
indexing, then searches for two words, ranked; beside it `rg` lists the files that hold both words, or a
Python scan does where rg is not installed. All in one run, so the ratios hold on any machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    # This folder holds a store.py of its own, which would hide the package.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import Library, add_paths, open_library
from store.search.fulltext import FullText
from tests.benchmarks.corpus import RELEASES, make_corpus, originals, timed

#: Two words each: in few releases, in many, in nearly all.
QUERIES = ("minister embargoed", "senator budget", "health research", "the said")
#: As ``dateline add`` takes.
PROCESSES = os.cpu_count() or 1
#: Hits a first screen shows.
SCREEN = 20


def importing(path: Path, corpus: Path) -> float:
    """Releases imported per second into a fresh library."""
    library = open_library(path)
    seconds = timed(lambda: add_paths(library, [corpus], processes=PROCESSES))
    count = library.releases.count()
    library.close()
    return count / seconds


def rates(folder: Path, files: list[Path]) -> tuple[float, float]:
    """Import rate without and with the index, the median of three turns about with as many files."""
    corpus = folder / "some"
    make_corpus(corpus, files, min(len(files), 800))
    figures: tuple[list[float], list[float]] = ([], [])
    for turn in range(3):
        with patch.object(FullText, "put", lambda _self, _release: None):
            figures[0].append(importing(folder / f"without{turn}.db", corpus))
        figures[1].append(importing(folder / f"with{turn}.db", corpus))
    return statistics.median(figures[0]), statistics.median(figures[1])


def median(function: Callable[[], object], times: int = 15) -> float:
    """The median of the call's seconds."""
    return statistics.median(timed(function) for _ in range(times))


def first_hit(library: Library, query: str) -> object:
    """Until the best hit can be shown, snippet and places included."""
    return next(library.find.hits(query, limit=SCREEN), None)


def screenful(library: Library, query: str) -> list[object]:
    """Until all of the first screen can be shown."""
    return list(library.find.hits(query, limit=SCREEN))


def grep(corpus: Path, query: str) -> object:
    """The files that hold both words, by rg."""
    one, other = query.split()
    files = subprocess.run(["rg", "-lwi0", one, str(corpus)], capture_output=True, check=False).stdout
    return subprocess.run(["xargs", "-0", "rg", "-lwi", other], input=files, capture_output=True, check=False)


def scan(corpus: Path, query: str) -> object:
    """The files that hold both words, by reading each."""
    words = query.split()
    texts = ((path, path.read_text(encoding="utf-8").casefold()) for path in corpus.iterdir())
    return [path for path, text in texts if all(word in text for word in words)]


def sizes(path: Path) -> tuple[int, int]:
    """Bytes of text, and of the index in the library's file."""
    library = open_library(path)
    text = sum(len(row["text"].encode()) for row in library.tables.table("texts"))
    own = library.tables.storage.index_connection()
    assert own is not None
    with own as connection:
        pages = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'search$*'").fetchone()
    library.close()
    return text, int(pages[0])


def main() -> None:
    """Prints one line per query, then the rates and sizes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--releases", type=int, default=10000)
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    arguments = parser.parse_args()
    files = originals(arguments.folder)
    beside, name = (grep, "rg") if shutil.which("rg") else (scan, "scan")
    with tempfile.TemporaryDirectory() as folder:
        corpus, path = Path(folder, "corpus"), Path(folder, "library.db")
        make_corpus(corpus, files, arguments.releases)
        rate = importing(path, corpus)
        print(f"{arguments.releases} releases from {len(files)} different ones, imported {rate:.0f}/s")
        print(f"{'query':<20} {'found':>7} {'first ms':>9} {'20 ms':>9} {name + ' ms':>9} {name + '/20':>8}")
        library = open_library(path)
        for query in QUERIES:
            found = len(list(library.find.hits(query)))
            first = median(partial(first_hit, library, query))
            screen = median(partial(screenful, library, query))
            other = median(partial(beside, corpus, query), 3)
            print(
                f"{query:<20} {found:>7} {first * 1e3:>9.2f} {screen * 1e3:>9.2f} {other * 1e3:>9.1f} "
                f"{other / screen:>7.0f}x"
            )
        library.close()
        without, indexed = rates(Path(folder), files)
        print(f"import: {without:.0f}/s without the index, {indexed:.0f}/s with it: {indexed / without:.0%}")
        try:
            text, index = sizes(path)
        except Exception as error:  # noqa: BLE001  # a SQLite without dbstat
            sys.exit(f"sizes: {error}")
        print(f"text {text / 1e6:.1f} MB, index {index / 1e6:.1f} MB: {index / text:.0%}")


if __name__ == "__main__":
    main()
