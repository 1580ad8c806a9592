"""How soon a key is painted, what it costs to write, what starting and waiting cost.

    python tests/benchmarks/latency.py [--releases 10000] [--keys 100] [--only NAME] [--keep FOLDER]

Dateline, vim, less, newsboat and three bare Textual programs (`yardsticks.py`) run in pseudo-terminals
of 120x40 (`terminal.py`), all in one run and in turn, so that noise hits all and the ratios hold on any
machine. ``--only`` takes a part of a program's name, ``--releases`` the size of the library whose start
is timed. What is not installed is skipped.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.benchmarks import latency_report as report
from tests.benchmarks.corpus import RELEASES, originals
from tests.benchmarks.latency_programs import LINES, OPTIONS, SMALL, Program, Situation, programs
from tests.benchmarks.terminal import Answer, NotShownError, Terminal

Running = dict[str, tuple[Program, Terminal]]

#: Every program has its turn this often.
_TURNS = 4
_STARTS = 5
_IDLE_SECONDS = 10
_OPENINGS = 7


def pressed(terminal: Terminal, situation: Situation, count: int) -> Iterator[Answer]:
    """The answers to that many keys of a situation."""
    left = count
    while left > 0:
        for keys in situation.before:
            terminal.type(keys)
        for key in situation.keys[:left]:
            yield terminal.press(key, partial(situation.shows, terminal.view))
        left -= len(situation.keys)
        for keys in situation.after:
            terminal.type(keys)


def measure_keys(running: Running, keys: int) -> report.Keys:
    """The answers to the keys of every situation of every program."""
    found: report.Keys = {}
    for _ in range(_TURNS):
        for name, (program, terminal) in running.items():
            for situation in program.situations:
                try:
                    answers = list(pressed(terminal, situation, keys // _TURNS))
                except NotShownError as error:
                    raise NotShownError(f"{name}: {situation.name}: {error}") from error
                found.setdefault((name, situation.name), []).extend(answers)
    return found


def measure_idle(running: Running) -> dict[str, float | None]:
    """Per cent of one processor each program takes while nobody does anything."""

    def used() -> dict[str, float | None]:
        return {name: terminal.processor_seconds() for name, (_, terminal) in running.items()}

    time.sleep(5)  # what follows the last key: a long text opened last is wrapped to its end
    before, began = used(), time.perf_counter()
    time.sleep(_IDLE_SECONDS)
    after, seconds = used(), time.perf_counter() - began
    return {
        name: None if one is None or (other := after[name]) is None else (other - one) / seconds * 100
        for name, one in before.items()
    }


def measure_starts(known: list[Program]) -> dict[str, list[Answer]]:
    """Start to the first full frame, in turn; the first round warms the caches and is not counted."""
    found: dict[str, list[Answer]] = {program.name: [] for program in known}
    for number in range(_STARTS + 1):
        for program in known:
            terminal = program.run()
            try:
                answer = terminal.started(program.ready)
            finally:
                terminal.close()
            if number:
                found[program.name].append(answer)
    return found


def measure_openings(running: Running) -> dict[str, list[Answer]]:
    """Enter in the list to the first full frame of the text, of the texts that count."""
    found: dict[str, list[Answer]] = {}
    for _ in range(_OPENINGS):
        for name, (program, terminal) in running.items():
            for opening in program.openings:
                for keys in opening.before:
                    terminal.type(keys)
                answer = terminal.slow_press("\r", opening.shows)
                if opening.counted:
                    found.setdefault(name, []).append(answer)
    return found


def main() -> None:
    """Measures and prints everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--releases", type=int, default=10_000, help="in the library whose start is timed")
    parser.add_argument("--keys", type=int, default=100, help="of each kind, for each program")
    parser.add_argument("--only", default="", help="part of the names of the programs to measure")
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    parser.add_argument("--keep", type=Path, help="a folder where the library stays for another run")
    arguments = parser.parse_args()
    files = originals(arguments.folder)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        # As an installed package has it: compiled once, in the first start, which is not counted.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(name, "bytecode"))
        kept = arguments.keep or Path(name)
        kept.mkdir(parents=True, exist_ok=True)
        start = kept / f"start-{arguments.releases}.db"
        known = [
            program
            for program in programs(Path(name), files, start, arguments.releases)
            if arguments.only.casefold() in program.name.casefold()
        ]
        starts = measure_starts([program for program in known if program.name not in (OPTIONS, LINES, SMALL)])
        report.print_starts(starts)
        running = {program.name: (program, _begun(program, stack)) for program in known}
        keys = measure_keys(running, arguments.keys)
        report.print_keys(keys)
        openings = measure_openings(running)
        report.print_openings(openings)
        idle = measure_idle(running)
        report.print_idle(idle)
    report.print_expected(starts, keys, openings, idle)


def _begun(program: Program, stack: ExitStack) -> Terminal:
    """The program running, ready for its first key."""
    terminal = program.run()
    stack.callback(terminal.close)
    terminal.started(program.ready)
    for keys in program.begin:
        terminal.type(keys)
    return terminal


if __name__ == "__main__":
    main()
