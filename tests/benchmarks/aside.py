"""How long keys wait while heavy work goes on, in a thread and in the process kept for it.

    python tests/benchmarks/aside.py [--megabytes 5] [--releases 2000]

A key is an asyncio task that should run every 5 ms: how late it runs is how late a key would be answered.
Measured while nothing else goes on, while the quotations of a long text are looked for, and while so many
releases are compared for duplicates; printed with the processor time that took of the process that
answers keys.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import ReleaseText, open_library
from store.aside import Stop, shared
from store.duplicates import grouping
from store.structure import analyse, quotations_aside, quotations_of
from tests.benchmarks.corpus import RELEASES, fill, originals

_EVERY = 0.005


async def lateness(work: Callable[[], object]) -> tuple[list[float], float]:
    """How many seconds late each key is while the work goes on in a thread, and the work's processor time."""
    late: list[float] = []
    began = time.process_time()
    task = asyncio.ensure_future(asyncio.to_thread(work))
    while not task.done():
        due = time.perf_counter() + _EVERY
        await asyncio.sleep(_EVERY)
        late.append(time.perf_counter() - due)
    await task
    return sorted(late), time.process_time() - began


def show(name: str, work: Callable[[], object]) -> None:
    """Prints a row."""
    late, used = asyncio.run(lateness(work))
    half, most = (late[int(len(late) * share)] * 1000 for share in (0.5, 0.95))
    print(f"| {name} | {half:.1f} | {most:.1f} | {late[-1] * 1000:.1f} | {used:.2f} | {len(late)} |")


def long_text(files: list[Path], size: int) -> ReleaseText:
    """The releases one after the other, until they are so many bytes."""
    parts: list[str] = []
    length = 0
    while length < size:
        for path in files:
            parts.append(path.read_text(encoding="utf-8", errors="replace"))
            length += len(parts[-1])
    text = "\n\n".join(parts)[:size]
    return ReleaseText(text, analyse(text).paragraphs, (), None)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--releases", type=int, default=2000)
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    arguments = parser.parse_args()
    files = originals(arguments.folder)
    text = long_text(files, int(arguments.megabytes * 1_000_000))
    short = ReleaseText(text.text[:100], (), (), None)
    assert quotations_aside(short, Stop()) == quotations_of(short)  # the process runs, patterns are compiled
    print("| while | half of the keys within ms | 95% | all | processor s of this process | keys |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    show("nothing", lambda: time.sleep(2))
    show("quotations, in a thread", lambda: quotations_of(text))
    show("quotations, aside", lambda: quotations_aside(text, Stop()))
    with tempfile.TemporaryDirectory() as folder:
        for name, many in (("in a thread", sys.maxsize), ("aside", 0)):
            library = open_library(Path(folder, f"{many}.db"))
            fill(library, files, arguments.releases)
            with patch.object(grouping, "MUCH", many):
                show(f"duplicates, {name}", lambda library=library: grouping.groups(library))  # type: ignore[misc]
            library.close()
    shared().close()


if __name__ == "__main__":
    main()
