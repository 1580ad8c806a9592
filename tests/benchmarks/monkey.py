"""Plays random inputs into the application and tells what they broke.

    python tests/benchmarks/monkey.py --sequences 3000 --seed 0 --jobs 2

A finding is printed with its seed and the shortest prefix of the sequence that shows it; ``--seed S
--sequences 1`` plays it again. Exit code 1 where there was one.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.tui.monkey import FindingError, play, steps_of


def found(seed: int, length: int) -> str:
    """What a sequence finds and how; nothing where it finds nothing."""
    finding = _tried(seed, length, None)
    if finding is None:
        return ""
    shortest = finding
    few, enough = 0, finding.bursts
    while enough - few > 1:  # what is found at the end alone may have come earlier
        middle = (few + enough) // 2
        earlier = _tried(seed, length, middle)
        if earlier is None:
            few = middle
        else:
            shortest, enough = earlier, min(middle, earlier.bursts)
    lines = [f"seed {seed}: {shortest.what}", *map(str, steps_of(seed, length)[:enough])]
    if shortest.__cause__ is not None:
        lines += traceback.format_exception(shortest.__cause__)[-8:]
    return "\n  ".join(lines)


def _tried(seed: int, length: int, bursts: int | None) -> FindingError | None:
    try:
        play(seed, length, bursts=bursts)
    except FindingError as finding:
        return finding
    return None


def _prepare(folder: str) -> None:
    """No settings, clipboards or files of whoever runs this; garbage is looked for as in the application."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        os.environ[name] = folder
    os.environ.update(DATELINE_CONFIG=f"{folder}/config.toml", COLORTERM="truecolor", TERM="xterm-256color")
    os.chdir(folder)
    gc.freeze()  # as the application does (`tui.cli.screen`)
    gc.set_threshold(100_000)


def main() -> int:
    """Plays the sequences."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sequences", type=int, default=3000)
    parser.add_argument("--length", type=int, default=60, help="steps of a sequence")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes at the same time")
    given = parser.parse_args()
    begun, findings = time.monotonic(), 0
    seeds = range(given.seed, given.seed + given.sequences)
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(given.jobs, initializer=_prepare, initargs=(folder,)) as pool,
    ):
        for done, report in enumerate(pool.map(partial(found, length=given.length), seeds), 1):
            if report:
                findings += 1
                print(report, flush=True)
            if done % 50 == 0:
                print(f"{done} sequences, {(time.monotonic() - begun) / done:.1f} s each", flush=True)
    print(f"{given.sequences} sequences of {given.length} from seed {given.seed}: {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
