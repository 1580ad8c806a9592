"""What taking in a release costs, format by format, on one core.

    python tests/benchmarks/ingest.py [--releases 300] [--from FOLDER] [--only FORMAT]
    python tests/benchmarks/ingest.py --rows 100000 [--processes 2] [--from FOLDER]

The same real releases are written in every format (`ingest_forms.py`), one release a file, or all in one
file where the format holds many, then read, analysed, folded for the index and stored by this process
alone. Printed are releases per second, milliseconds of processor time a release, and what share of it each
step took.

With ``--rows`` the releases, each cut to 2,000 characters so that so many fit in a file that is read, are as
many rows of one CSV and of one JSON Lines file; these are added as ``dateline add`` does it, and so are
`--files` text and Markdown files. Processor time is that of all processes together.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import add_paths, open_library
from store.aside import shared
from store.formats import RawDocument, reader_for
from store.intake.arrivals import put_releases
from store.intake.parsing import Incoming, identity_of, metadata_fields, take
from store.library.records import release_fields, text_row
from store.search.folding import segmented
from store.structure.analysis import analyse
from tests.benchmarks.corpus import RELEASES, make_corpus, originals
from tests.benchmarks.ingest_forms import FORMS, Story

STEPS = ("read", "structure", "index", "write")
_BATCH = 100
#: Characters of a release that are a row: 100,000 of them are not larger than a file that is read.
_ROW = 2000


class Clock:
    """Seconds of processor time spent in each step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys(STEPS, 0.0)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Adds what passes inside to the step."""
        start = _seconds()
        try:
            yield
        finally:
            self.spent[name] += _seconds() - start


def _seconds() -> float:
    """Processor time so far, that of readers in processes of their own included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def documents(name: str, data: bytes, clock: Clock) -> Iterator[tuple[str, RawDocument]]:
    """The releases of a file, with the name of their format."""
    with clock.step("read"):
        reader = reader_for(name, data)
        assert reader is not None, name
        found = reader.read(data)
    while True:
        with clock.step("read"):
            document = next(found, None)
        if document is None:
            return
        if isinstance(document, RawDocument):
            yield reader.name, document


def taken(source: str, format: str, document: RawDocument, clock: Clock) -> Incoming:
    """As `store.intake.parsing.incoming` does it, step by step."""
    with clock.step("structure"):
        structure = analyse(document.text, document.metadata.title)
        fields = metadata_fields(release_fields(structure), document.metadata)
    with clock.step("index"):
        indexed = segmented(document.text)
    digest = hashlib.sha256(document.text.encode()).hexdigest()
    identity = identity_of(source, document, digest)
    release = {
        **fields, "words": len(document.text.split()), "source": source, "part": document.part,
        "identity": identity, "format": format, "digest": digest,
    }  # fmt: skip
    return Incoming(identity, digest, release, text_row(document.text, structure, document.links), indexed)


def ingest(files: dict[str, bytes], folder: Path) -> tuple[int, Clock]:
    """Takes the files into a library of their own; how many releases they held."""
    clock = Clock()
    library = open_library(folder / "library.db")
    put, fulltext = library.index.put, library.index
    inside = Clock()

    def timed_put(entries: object) -> None:
        with inside.step("index"):
            put(entries)  # type: ignore[arg-type]

    fulltext.put = timed_put  # type: ignore[method-assign,assignment]
    count = 0
    batch: list[Incoming] = []

    def store() -> None:
        with clock.step("write"):
            put_releases(library, batch)
        batch.clear()

    for name, data in files.items():
        for format, document in documents(name, data, clock):
            batch.append(taken(f"/corpus/{name}", format, document, clock))
            count += 1
            if len(batch) == _BATCH:
                store()
    store()
    with clock.step("read"):
        shared().close()  # what it took is known when it has ended
    library.close()
    clock.spent["index"] += inside.spent["index"]
    clock.spent["write"] -= inside.spent["index"]
    return count, clock


def write_rows(folder: Path, texts: list[str], count: int) -> list[Path]:
    """So many rows of the texts, no two alike, as a CSV and as a JSON Lines file."""
    table, lines = folder / "rows.csv", folder / "rows.jsonl"
    with table.open("w", encoding="utf-8", newline="") as cells, lines.open("w", encoding="utf-8") as objects:
        writer = csv.DictWriter(cells, ("id", "headline", "text"))
        writer.writeheader()
        for number in range(count):
            text = texts[number % len(texts)]
            headline = text.partition("\n")[0][:150]
            row = {"id": f"r{number}", "headline": headline, "text": f"{text}\n\nEdition {number}."}
            writer.writerow(row)
            objects.write(json.dumps(row, ensure_ascii=False) + "\n")
    return [table, lines]


def add_each(releases: list[Path], rows: int, files: int, processes: int) -> None:
    """Prints what adding each of the files of rows costs, and a folder of files."""
    print("| | releases | s | releases/s | ms a release |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken = (take(path, None) for path in releases)
        texts = [one.text["text"][:_ROW] for one in taken if isinstance(one, Incoming)]
        make_corpus(folder / "files", releases, files)
        for path in [folder / "files", *write_rows(folder, texts, rows)]:
            library = open_library(folder / f"{path.name}.db")
            start, spent = time.perf_counter(), _seconds()
            added = len(add_paths(library, [path], processes=processes).added)
            seconds, spent = time.perf_counter() - start, _seconds() - spent
            library.close()
            print(f"| {path.name} | {added:,} | {seconds:.1f} | {added / seconds:,.0f} |", end="")
            print(f" {1000 * spent / added:.2f} |", flush=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    parser.add_argument("--only", default="", help="part of the name of a format")
    parser.add_argument("--rows", type=int, default=0, help="rows of one file, added as a user adds it")
    parser.add_argument("--files", type=int, default=3000, help="files added beside them")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.rows:
        add_each(originals(arguments.folder), arguments.rows, arguments.files, arguments.processes)
        return
    stories = [Story.of(path) for path in originals(arguments.folder)]
    stories = [stories[number % len(stories)].edition(number) for number in range(arguments.releases)]
    print("| format | releases | releases/s | ms a release | " + " | ".join(STEPS) + " | / text |")
    print("| --- " + "| ---: " * (len(STEPS) + 4) + "|")
    base = 0.0
    for name, form in FORMS.items():
        if arguments.only not in name and name != "text":
            continue
        with tempfile.TemporaryDirectory() as folder:
            files = form(stories)
            ingest(dict(list(files.items())[:1]), Path(folder, "warm"))
            count, clock = ingest(files, Path(folder))
        total = sum(clock.spent.values())
        rate = count / total
        base = base or rate
        shares = " | ".join(f"{clock.spent[step] / total:.0%}" for step in STEPS)
        print(f"| {name} | {count} | {rate:,.0f} | {1000 / rate:.2f} | {shares} | {rate / base:.2f}x |")


if __name__ == "__main__":
    main()
