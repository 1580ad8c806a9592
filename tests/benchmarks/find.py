"""How soon the find screen shows what was typed, beside FTS5 alone, `rg` and `notmuch`.

    python tests/benchmarks/find.py LIBRARY... [--queries 30] [--mails 10000] [--quotations 300000]

Of each library, a copy that may be written to: pairs of words are drawn from its texts and typed letter by
letter into the find screen of an application without a terminal, as fast as a person types. From each letter
of the second word but the first, which alone asks for nothing, until the first rows are drawn; then for a
query of each field, then for the opening of the screen. Then 10,000 sentences with a common word are
auto-coded, given another tag, and all is undone. Quotations are added, copies of those there are, until there
are as many as is said. FTS5 is asked for the same two words, ranked, on a connection of its own; `rg` and
`notmuch search` for them in as many texts as mails, where they are installed. Processor time tells what a
machine that does other work would need alone.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from email.message import EmailMessage
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
from tui.cli.screen import set_pace
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
    "has:note", "speaker:harris", "said:the", "has:quotation", "has:date", "has:place", "has:agency",
    "has:embargo", "has:link",
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
            app.found.field.put(f"{one} {other[0]}", len(one) + 2)
            await asyncio.sleep(_TYPING)
            for letter in other[1:]:
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


def multiply(library: Library, wanted: int) -> None:
    """Adds quotations, with their words in the index, until there are so many."""
    library.quoting.make()
    names = "release, text, start, end, speaker, role, language, person"
    count = 'SELECT count(*), max(id) FROM "search$quoted"'
    with sqlite3.connect(library.path) as connection:
        there, last = connection.execute(count).fetchone()
        while 0 < there < wanted:
            more = wanted - there
            connection.execute(
                f'INSERT INTO "search$quoted" ({names}) SELECT {names} FROM "search$quoted" LIMIT ?', (more,)
            )
            connection.execute(
                'INSERT INTO "search$said" (rowid, speaker, said) SELECT ? + row_number() OVER (), speaker,'
                ' said FROM "search$said" LIMIT ?',
                (last, more),
            )
            there, last = connection.execute(count).fetchone()
    connection.close()
    print(f"{there} quotations")


def beside(library: Library, typed: Sequence[tuple[str, str]], mails: int) -> None:
    """Prints what FTS5 alone takes, and rg and notmuch."""
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
    with tempfile.TemporaryDirectory() as folder:
        written = write_mails(library, Path(folder), mails)
        for program, ask in (("rg", by_rg), ("notmuch", by_notmuch)):
            if not shutil.which(program):
                print(f"| {program} | not installed | | | |")
                continue
            prepared = ask(Path(folder))
            took = []
            for pair in typed:
                start, worked = time.perf_counter(), children()
                prepared(" ".join(pair))
                took.append((time.perf_counter() - start, children() - worked))
            print(told(f"{program}, {written} mails", took), flush=True)


def children() -> float:
    """Seconds of the processor that programs run from here took."""
    used = os.times()
    return used.children_user + used.children_system


def write_mails(library: Library, folder: Path, limit: int) -> int:
    """Writes texts as mails, the newest first; gives how many."""
    for part in ("cur", "new", "tmp"):
        (folder / "mail" / part).mkdir(parents=True)
    ids = library.releases.ids()[:limit]
    for release in library.releases.each(ids):
        mail = EmailMessage()
        mail["From"], mail["Message-ID"] = "news@example.org", f"<{release.id}@example.org>"
        mail["Subject"] = " ".join(release.headline.split())
        mail.set_content(library.releases.text(release.id).text, cte="8bit")
        (folder / "mail" / "cur" / f"{release.id}:2,").write_bytes(mail.as_bytes())
    return len(ids)


def by_rg(folder: Path) -> Callable[[str], object]:
    """Asks rg, which reads all."""
    return partial(grep, folder / "mail")


def by_notmuch(folder: Path) -> Callable[[str], object]:
    """Has notmuch index all, and asks it for a screenful."""
    config = folder / "notmuch"
    config.write_text(f"[database]\npath={folder / 'mail'}\n[new]\ntags=unread\n", encoding="utf-8")
    environment = {**os.environ, "NOTMUCH_CONFIG": str(config)}

    def ask(*words: str) -> object:
        return subprocess.run(["notmuch", *words], env=environment, capture_output=True, check=True)

    ask("new", "--quiet")
    return lambda query: ask("search", "--limit=40", *query.split())


def main() -> None:
    """Prints a table for each library."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("libraries", nargs="+", type=Path, help="copies: they may be written to")
    parser.add_argument("--queries", type=int, default=30)
    parser.add_argument("--mails", type=int, default=10_000, help="texts that are written as mails at most")
    parser.add_argument("--quotations", type=int, default=0, help="how many there are to be at least")
    arguments = parser.parse_args()
    set_pace()
    for path in arguments.libraries:
        library = open_library(path)
        typed = pairs(library, arguments.queries)
        if arguments.quotations:
            multiply(library, arguments.quotations)
        print(f"\n{library.releases.count()} releases, ms:\n")
        print("| | median | p95 | processor, median | p95 |\n| --- | ---: | ---: | ---: | ---: |")
        asyncio.run(measure(library, typed))
        autocode(library)
        beside(library, typed, arguments.mails)
        library.close()


if __name__ == "__main__":
    main()
