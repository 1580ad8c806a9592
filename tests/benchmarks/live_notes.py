"""What it takes to keep a folder of notes as new as the library: the first time, a tag, an undo, a name.

    python tests/benchmarks/live_notes.py LIBRARY [--format obsidian] [--repeats 20]

It runs on a copy of the library, into a folder of its own. Printed are milliseconds of the processor, the
median and the most of all repeats, and how many files were written.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import Library, open_library
from store.exports import EXPORTERS, LiveFolder


def measured(live: LiveFolder, change: Callable[[], object]) -> tuple[float, int]:
    """Milliseconds of the processor that an update takes after a change, and the files it writes."""
    change()
    started = time.process_time()
    told = list(live.update())
    assert all(error is None for _, error in told), told
    return 1000 * (time.process_time() - started), len(told)


def changes(library: Library, number: int) -> dict[str, Callable[[], object]]:
    """What is done, one after the other, to a release of its own each time."""
    marked = library.releases.annotated()
    release = marked[number * 37 % len(marked)]
    (first, *_) = library.annotations.of(release)
    return {
        "one tag on a passage": lambda: library.annotations.edit(first.id, tags=[f"live {number}"]),
        "its undo": library.history.undo,
        "another passage": lambda: library.annotations.add(release, 0, 3, tags=["live"]),
        "a note": lambda: library.annotations.edit(first.id, note=f"Note {number}."),
        "nothing": lambda: None,
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("library", type=Path)
    parser.add_argument("--format", default="obsidian")
    parser.add_argument("--repeats", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "library.db")
        shutil.copyfile(asked.library, path)
        library = open_library(path)
        live = LiveFolder(library, EXPORTERS[asked.format], Path(place, "notes"), Path(place, "cache"))
        spent, files = measured(live, lambda: None)
        print(f"{'all, the first time':24}{spent:10,.0f} ms  {files:,} files, {spent / files:.2f} ms each")
        found: dict[str, list[tuple[float, int]]] = {}
        for number in range(asked.repeats):
            for name, change in changes(library, number).items():
                found.setdefault(name, []).append(measured(live, change))
        tag = library.tags.all()[-1]
        found["a tag's name"] = [measured(live, lambda: library.codebook.rename(tag.name, "another name"))]
        again = LiveFolder(library, EXPORTERS[asked.format], live.folder, Path(place, "cache"))
        found["all, the next session"] = [measured(again, lambda: None)]
        for name, figures in found.items():
            times = [one for one, _ in figures]
            told = f"median {statistics.median(times):,.1f}, most {max(times):,.1f} ms"
            print(f"{name:24}{told}  {max(count for _, count in figures)} files")
        library.close()


if __name__ == "__main__":
    main()
