"""How soon the find screen shows what was typed, beside FTS5 alone and `rg`.

    python tests/benchmarks/find.py LIBRARY... [--queries 30] [--files 10000]

Of each library, a copy that may be written to: pairs of words are drawn from its texts and typed letter by
letter into the find screen of an application without a terminal, as fast as a person types. From each
letter of the second word until the first rows are drawn, then for a query of each field, then for the
opening of the screen. Then 10,000 sentences with a common word are auto-coded, given another tag, and all
is undone. FTS5 is asked for the same two words, ranked, on a connection of its own; `rg` reads as many
texts from files, where it is installed. Processor time tells what a machine that does other work would need
alone.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from textual.events import Key

from store import Library, open_library
from store.search import PLAIN, parse
from store.search.sqlite_query import matching
from tests.benchmarks.search import grep
from tui.app.app import DatelineApp
from tui.units import UNITS

#: Words that stand in a text but are not looked for alone: shorter ones are typed in no time.
_LETTERS = 4
#: Seconds between two letters, and how long one waits for rows at most.
_TYPING, _PATIENCE = 0.12, 20.0
_OPENINGS, _TURNS = 15, 5
#: What is auto-coded: so many sentences with the word.
_CODED, _WORD = 10_000, "the"
FIELDS = (
    "tag:a*", "tag:*", "note:the", "by:a*", "headline:senate", "place:washington", "agency:newswire",
    "source:senate",
    "format:text", "format:html", "lang:en", "lang:fr", "date:2018-04", "date:2018..2019", "after:2018-04",
    "before:2018", "added:2026", "read:2026", "words:>500", "words:100..200", "id:17", "is:unread", "is:read",
    "is:starred", "is:tagged", "is:updated", "is:duplicate", "is:embargoed", "is:orphaned", "has:annotation",
    "has:note", "has:date", "has:place", "has:agency", "has:embargo", "has:link",
)  # fmt: skip


class Screen:
    """The find screen of an application, and what its answers took."""

    def __init__(self, app: DatelineApp) -> None:
        self.app = app
        self._drawn = asyncio.Event()
        rows: Any = app.found.rows
        show = rows.show

        def shown(*arguments: object) -> None:
            show(*arguments)
            app.call_after_refresh(self._drawn.set)

        rows.show = shown

    async def answer(self, ask: Callable[[], object]) -> tuple[float, float]:
        """Seconds, and those of the processor, until rows are drawn."""
        self._drawn.clear()
        start, worked = time.perf_counter(), time.process_time()
        ask()
        try:
            await asyncio.wait_for(self._drawn.wait(), _PATIENCE)
        except TimeoutError:
            print("  no rows came", file=sys.stderr)
        return time.perf_counter() - start, time.process_time() - worked

    def press(self, character: str) -> None:
        """Sends a key."""
        key = "space" if character == " " else character
        self.app.post_message(Key(key, character))

    async def keys(self, *keys: str) -> None:
        """Sends keys that are no letters, and waits."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
            await asyncio.sleep(_TYPING)
        await self.app.rest()


def pairs(library: Library, count: int) -> list[tuple[str, str]]:
    """Two words of a text each, the same for the same library."""
    chosen = random.Random(1)
    ids = library.releases.ids()
    found: list[tuple[str, str]] = []
    while len(found) < count:
        text = library.releases.text(chosen.choice(ids)).text
        words = sorted({word for word in text.lower().split() if word.isascii() and word.isalpha()})
        words = [word for word in words if len(word) >= _LETTERS]
        if len(words) > 1:
            one, other = chosen.sample(words, 2)
            found.append((one, other))
    return found


def told(name: str, took: Sequence[tuple[float, float]]) -> str:
    """A row: the median and the 95th percentile in milliseconds, then of processor time."""
    walls, works = (sorted(one[at] * 1e3 for one in took) for at in (0, 1))
    late = [row[min(len(row) - 1, int(len(row) * 0.95))] for row in (walls, works)]
    middle = [statistics.median(row) for row in (walls, works)]
    return f"| {name} | {middle[0]:.0f} | {late[0]:.0f} | {middle[1]:.0f} | {late[1]:.0f} |"


async def measure(library: Library, typed: Sequence[tuple[str, str]]) -> None:
    """Prints the rows of one library."""
    app = DatelineApp(library)
    app.releases.look_for_groups = lambda: None  # type: ignore[method-assign]  # minutes, the first time
    async with app.run_test(size=(120, 40)):
        await app.rest()
        screen, opening = Screen(app), list[tuple[float, float]]()
        for _ in range(_OPENINGS):
            shown = asyncio.Event()
            screen.press("g")
            start, worked = time.perf_counter(), time.process_time()
            screen.press("/")
            while not app.found.display or app.focused is not app.found.field:
                await asyncio.sleep(0)
            app.call_after_refresh(shown.set)
            await shown.wait()
            opening.append((time.perf_counter() - start, time.process_time() - worked))
            await screen.keys("escape", "escape")
        await app.workers.wait_for_complete()
        await screen.keys("g", "/")
        letters: list[tuple[float, float]] = []
        for one, other in typed:
            app.found.field.value = ""
            await asyncio.sleep(_TYPING)
            app.found.field.put(f"{one} ", len(one) + 1)
            await asyncio.sleep(_TYPING)
            for letter in other:
                letters.append(await screen.answer(partial(screen.press, letter)))
                await asyncio.sleep(_TYPING)
        print(told(f"a letter of the second of two words ({len(letters)})", letters), flush=True)
        for query in FIELDS:
            took = []
            for _ in range(_TURNS):
                app.found.field.value = "zzzzzz"
                await asyncio.sleep(_TYPING)
                took.append(await screen.answer(partial(app.found.field.put, query, len(query))))
            print(told(f"`{query}`", took), flush=True)
        print(told("opening, the first time", opening[:1]))
        print(told("opening", opening[1:]), flush=True)


def autocode(library: Library) -> None:
    """Prints what it takes to find passages, tag them, give them another tag, and undo and redo both."""
    (sentence,) = (unit.around for unit in UNITS if unit.title == "Sentence")
    candidates = library.autocoding.candidates(_WORD, sentence)

    def took(name: str, work: Callable[[], Any]) -> Any:
        start, worked = time.perf_counter(), time.process_time()
        done = work()
        print(told(name, [(time.perf_counter() - start, time.process_time() - worked)]), flush=True)
        return done

    found = took(f"{_CODED:,} sentences found", lambda: list(islice(candidates, _CODED)))
    last = library.tables.storage.last_id("annotations")
    took("tagged", lambda: library.autocoding.tag(found, ["auto-coded"]))
    took("undone", library.history.undo)
    took("done again", library.history.redo)
    made = [key for key in library.tables.storage.row_ids("annotations") if key > last]
    took("given another tag", lambda: library.codebook.split("auto-coded", made, "parted"))
    took("that undone", library.history.undo)
    library.history.undo()


def beside(library: Library, typed: Sequence[tuple[str, str]], files: int) -> None:
    """Prints what FTS5 alone takes, and rg."""
    connection = sqlite3.connect(f"file:{library.path}?mode=ro", uri=True)
    sql = (
        'SELECT rowid, bm25("search$words", 10.0, 4.0, 4.0, 0.0, 1.0) AS score FROM "search$words"'
        ' WHERE "search$words" MATCH ? ORDER BY score LIMIT 40'
    )
    took = []
    for one, other in typed:
        query = parse(f"{one} {other}")
        assert query is not None and PLAIN
        match = matching(query)
        start, worked = time.perf_counter(), time.process_time()
        connection.execute(sql, (match,)).fetchall()
        took.append((time.perf_counter() - start, time.process_time() - worked))
    print(told("FTS5 alone, all ranked", took))
    connection.close()
    if not shutil.which("rg"):
        print("| rg | not installed | | | |")
        return
    with tempfile.TemporaryDirectory() as folder:
        ids = library.releases.ids()[:files]
        for key in ids:
            Path(folder, f"{key}.txt").write_text(library.releases.text(key).text, encoding="utf-8")
        took = []
        for one, other in typed:
            start = time.perf_counter()
            grep(Path(folder), f"{one} {other}")
            took.append((time.perf_counter() - start, 0.0))
        print(told(f"rg, {len(ids)} files", took))


def main() -> None:
    """Prints a table for each library."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("libraries", nargs="+", type=Path, help="copies: they may be written to")
    parser.add_argument("--queries", type=int, default=30)
    parser.add_argument("--files", type=int, default=10_000, help="texts that rg reads at most")
    arguments = parser.parse_args()
    for path in arguments.libraries:
        library = open_library(path)
        typed = pairs(library, arguments.queries)
        print(f"\n{library.releases.count()} releases, ms:\n")
        print("| | median | p95 | processor, median | p95 |\n| --- | ---: | ---: | ---: | ---: |")
        asyncio.run(measure(library, typed))
        autocode(library)
        beside(library, typed, arguments.files)
        library.close()


if __name__ == "__main__":
    main()
