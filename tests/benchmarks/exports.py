"""How fast what was marked leaves a library, format by format, beside writes of the same bytes.

    python tests/benchmarks/exports.py LIBRARY [--formats csv html ...] [--memory 1000.db]

Each export runs in a process of its own, on a copy of the library. Printed are seconds by the clock and of
the processor, releases in a second of the processor, megabytes written, the seconds a program takes that
writes and flushes the same bytes and does nothing else, and the most memory the process had; with `--memory`
also what it had with a smaller library, for it is not to grow. Last, what can be imported is: where all is
there already, then Web Annotations into the library without its annotations, a project into an empty one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import open_library
from store.exports import EXPORTERS, annotated, listed, of_library, write, write_each
from store.imports import importer_of, take_in

#: Bytes written at once beside, as exports are.
_PART = 1 << 16
Figures = dict[str, Any]


def export(name: str, path: Path, folder: Path) -> Figures:
    """Exports all there is in the format; to be run in a process of its own."""
    library = open_library(path)
    exporter = of_library(EXPORTERS[name], library)
    releases = listed(library) if exporter.every else annotated(library)
    started, used = time.perf_counter(), time.process_time()
    if exporter.one_file:
        write(exporter, folder / exporter.one_file, releases)
    else:
        assert all(error is None for _, error in write_each(exporter, folder, releases))
    taken = {"clock": time.perf_counter() - started, "processor": time.process_time() - used}
    found = {**taken, "releases": library.releases.count(), **memory()}
    library.close()
    return found


def bring_in(path: Path, file: Path, *, empty: bool) -> Figures:
    """Imports a file: what is in it is there already, or its annotations are not, or nothing is."""
    data = file.read_bytes()
    importer = importer_of(file.name, data)
    library = open_library(path.with_name("new.db") if empty and importer.with_releases else path)
    if empty:
        library.tables.table("annotations").truncate()
    started, used = time.perf_counter(), time.process_time()
    outcome = take_in(library, importer.read(data), file.name, format=importer.name)
    taken = {"clock": time.perf_counter() - started, "processor": time.process_time() - used}
    assert outcome.made + outcome.there > 0 and not outcome.homeless
    found = {**taken, "releases": library.releases.count(), "outcome": f"{outcome.made} new", **memory()}
    library.close()
    return found


def memory() -> Figures:
    """The most this process had, in megabytes; as Linux tells it, for `resource` counts what a parent had."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {"memory": int(status["VmHWM"].split()[0]) / 1024}


def raw(files: list[Path], folder: Path) -> float:
    """Seconds to write and flush the same bytes: one file in parts, many as they are."""
    contents = [file.read_bytes() for file in files]
    started = time.perf_counter()
    for number, data in enumerate(contents):
        with (folder / f"raw-{number}").open("wb") as file:
            for at in range(0, len(data), _PART):
                file.write(data[at : at + _PART])
            if len(contents) == 1:
                os.fsync(file.fileno())
    if len(contents) > 1:
        os.sync()
    return time.perf_counter() - started


def alone(*words: str) -> Figures:
    """What a process of its own measured."""
    done = subprocess.run([sys.executable, __file__, *words], capture_output=True, check=True, text=True)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def copied(path: Path, folder: Path) -> Path:
    """A library of its own for an export."""
    copy = folder / "library.db"
    shutil.copy(path, copy)
    return copy


def row(name: str, path: Path, smaller: Path | None, keep: Path) -> None:
    """Measures a format and prints its figures; a file that can be imported is kept."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        found = alone("--export", name, str(copied(path, Path(one))), f"{one}/out")
        files = sorted(Path(one, "out").iterdir())
        size = sum(file.stat().st_size for file in files) / 1e6
        beside = raw(files, Path(two))
        if name in ("webannotation", "qdpx"):
            shutil.copy(files[0], keep / files[0].name)
        less = ""
        if smaller is not None:
            with tempfile.TemporaryDirectory() as three:
                few = alone("--export", name, str(copied(smaller, Path(three))), f"{three}/out")
                less = f"{few['memory']:>9.0f}"
    rate = found["releases"] / found["processor"]
    print(
        f"{name:<17}{found['clock']:>8.2f}{found['processor']:>11.2f}{rate:>12,.0f}{size:>8.1f}"
        f"{beside:>8.2f}{found['memory']:>9.0f}{less}",
        flush=True,
    )


def main() -> None:
    """Prints a line for each format, then for the imports."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("--formats", nargs="+", choices=EXPORTERS, default=list(EXPORTERS))
    parser.add_argument("--memory", type=Path, help="a smaller library, to compare the memory with")
    parser.add_argument("--export", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--import", dest="brought", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.export:
        name, path, folder = given.export
        print(json.dumps(export(name, Path(path), Path(folder))))
        return
    if given.brought:
        path, file, empty = given.brought
        print(json.dumps(bring_in(Path(path), Path(file), empty=empty == "empty")))
        return
    heads = ("clock s", "processor", "releases/s", "MB", "raw s", "held MB")
    print("format".ljust(17) + "".join(map(str.rjust, heads, (8, 11, 12, 8, 8, 9))))
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "kept")
        kept.mkdir()
        for name in given.formats:
            row(name, given.library, given.memory, kept)
        for file, what in product(sorted(kept.iterdir()), ("there", "empty")):
            path = copied(given.library, Path(folder))
            found = alone("--import", str(path), str(file), what)
            print(
                f"import of {file.name}, {found['outcome']}: {found['clock']:.2f} s, "
                f"processor {found['processor']:.2f} s, {found['memory']:.0f} MB"
            )


if __name__ == "__main__":
    main()
