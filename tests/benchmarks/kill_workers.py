"""The processes of `kill.py`: those that are killed, and the one that comes and goes beside them.

Each kind of worker changes a file for ever. It writes a line for each change before it is begun, where one
of a record that is known already, and when it is done: that is, once a user would see it acknowledged.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import pkgutil
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from textual.pilot import Pilot
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

import store
from store import Annotation, add_paths, open_library
from store.backups import copies

#: Seconds between two looks whether the server is there.
_LOOKED_AFTER = 1.0
OURS = ("annotate", "add", "application")
STOCK = ("stock TinyDB", "stock TinyDB, cached")

#: What was done, to which record, and what it holds now: None where it was deleted.
Line = tuple[str, int, str | None]


def start_day_at(start: str) -> None:
    """Sets the clock the day's backup goes by: midnight may come while the process runs."""
    begun, real = datetime.fromisoformat(start), copies.utc_now()
    utc_now = copies.utc_now
    copies.utc_now = lambda: begun + (utc_now() - real)


# -- those that are killed ---------------------------------------------------------------------


def work(kind: str, path: Path, tell: Callable[[Line], None]) -> None:
    """Changes the file for ever."""
    if kind == "application":
        asyncio.run(_use_application(path, tell))
    changes = {"annotate": _annotations, "add": _additions}.get(kind)
    for line in changes(path) if changes else _stock_changes(kind, path):
        tell(line)


def _annotations(path: Path) -> Iterator[Line]:
    library = open_library(path, user="ana")
    lengths = {key: len(library.releases.text(key).text) for key in library.releases.ids()[:20]}
    for number in itertools.count():
        key = random.choice(list(lengths))
        start = random.randrange(lengths[key] - 20)
        note = f"note {os.getpid()} {number}"
        made = library.annotations.add(key, start, start + 20, tags=[f"tag {number % 30}"], note=note)
        yield "done", made.id, note
        if number % 3 == 1:
            yield "begun", made.id, f"changed {note}"
            yield "done", made.id, library.annotations.edit(made.id, note=f"changed {note}").note
        elif number % 3 == 2:
            yield "begun", made.id, None
            yield "done", library.annotations.delete(made.id).id, None


def _additions(path: Path) -> Iterator[Line]:
    library = open_library(path, user="ana")
    folder = path.with_name("incoming")
    folder.mkdir(exist_ok=True)
    for number in itertools.count():
        file = folder / f"{os.getpid()} {number}.txt"
        file.write_text(f"{file.stem} boats leave\n\nLISBON, Mar 14 2025 - Number {file.stem} sails.\n")
        for key in add_paths(library, [file]).added:
            yield "done", key, library.releases.text(key).text


async def _use_application(path: Path, tell: Callable[[Line], None]) -> None:
    """Selects a sentence and tags it, over and over, with keys."""
    from tests.tui.settling import exact_waits
    from tui.app.app import DatelineApp

    app = DatelineApp(open_library(path, user="ana"))
    app.wire()  # else there are no concerns yet
    show = app.tagging._show_tagged

    def shown(done: Annotation | None) -> None:
        show(done)
        if done is not None:  # the screen has just said so
            tell(("done", done.id, tags_of(tag.name for tag in done.tags)))

    app.tagging._show_tagged = shown  # type: ignore[method-assign]
    with pytest.MonkeyPatch.context() as patch:
        exact_waits(patch)
        async with app.run_test(size=(80, 24)) as pilot:
            await _tag_sentences(pilot)


async def _tag_sentences(pilot: Pilot[None]) -> None:
    letter = chr(ord("a") + os.getpid() % 26)
    await pilot.press("enter")
    for number in itertools.count():
        await pilot.press("V", "t", *f"{letter}{number}", "enter")
        await pilot.press("J" if number % 7 == 6 else ")")


def tags_of(names: Iterator[str]) -> str:
    """Names of tags as a line holds them."""
    return " ".join(sorted(names))


def _stock_changes(kind: str, path: Path) -> Iterator[Line]:
    table = stock(kind, path).table("annotations")
    for number in itertools.count():
        note = f"note {os.getpid()} {number}"
        key = table.insert({"release": 1, "note": note})
        yield "done", key, note
        if number % 3 == 1:
            yield "begun", key, f"changed {note}"
            table.update({"note": f"changed {note}"}, doc_ids=[key])
            yield "done", key, f"changed {note}"
        elif number % 3 == 2:
            yield "begun", key, None
            table.remove(doc_ids=[key])
            yield "done", key, None


def stock(kind: str, path: Path) -> TinyDB:
    """The file as stock TinyDB opens it."""
    middleware: Any = CachingMiddleware
    storage: Any = middleware(JSONStorage) if kind == STOCK[1] else JSONStorage
    return TinyDB(path, storage=storage, encoding="utf-8")


# -- the one beside them -----------------------------------------------------------------------


def come_and_go(path: Path, tell: Callable[[Line], None]) -> None:
    """Runs one command after the other on the library, each in a process of its own, until SIGTERM comes.

    Tells of each ``annotate`` the note it was given, and of what failed what it said.
    """
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    for number in itertools.count():
        if stopped:
            return
        note = f"beside {os.getpid()} {number}"
        command = random.choice(_commands(path, note))
        code, said = _run([*command, "--library", str(path)] if "--library" not in command else command)
        busy = "is writing to it" in said
        if (code not in (0, 1) or "damaged" in said or "Traceback" in said) and not busy:
            tell(("failed", code, f"dateline {' '.join(command)}: {said[-300:]}"))
        elif command[0] == "annotate" and code == 0:
            tell(("done", 0, note))


def _commands(path: Path, note: str) -> list[list[str]]:
    folder = path.with_name("beside")
    folder.mkdir(exist_ok=True)
    file = folder / f"{note}.txt"
    file.write_text(f"{note} sails\n\nPORTO, Mar 15 2025 - {note}.\n")
    newest = [str(one) for one in copies.backups_of(path)[:1]]
    return [
        ["list"],
        ["find", "the"],
        ["export", "1", "--output", str(folder / "export.md")],
        ["doctor"],
        ["add", str(file)],
        ["annotate", "1", "--quote", "the", "--tag", "beside", "--note", note],
        *[["restore", one, "--library", str(folder / "other.db")] for one in newest],
        *[["backup", str(folder / f"{note}.db")] for _ in newest],
    ]


def _run(command: list[str]) -> tuple[int, str]:
    """Exit code and output of a command that runs in a process of its own."""
    from tui.cli.root import cli

    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.close(reading)
        out, code = StringIO(), 2
        with redirect_stdout(out), redirect_stderr(out):
            try:
                cli.main(command, prog_name="dateline")
            except SystemExit as error:
                code = error.code if isinstance(error.code, int) else 2
            except BaseException:  # noqa: BLE001  # it is what is looked for
                out.write(traceback.format_exc())
        os.write(writing, out.getvalue().encode(errors="replace")[-1000:])
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


# -- starting them -----------------------------------------------------------------------------


def serve() -> None:
    """Forks a worker for each line of JSON that comes: what takes long to import is imported once.

    A line has the kind, the file, the clock, and where the worker's lines go; the answer is the worker's
    process. Or it has a process that is to have ended; the answer, once it has, is its status.
    """
    import tui.app.concerns  # noqa: F401  # for the workers
    from tui.cli.commands import COMMANDS

    for module in {row.module for row in COMMANDS}:
        import_module(f"tui.cli.{module}")
    for found in pkgutil.walk_packages(store.__path__, "store."):
        import_module(found.name)
    server = os.getpid()
    for line in sys.stdin:
        order = json.loads(line)
        if "ended" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["ended"], 0)[1])
        elif not (answer := os.fork()):
            _be(order, server)
        print(answer, flush=True)


def _end_with(server: int) -> None:
    """Ends the process once the one it was forked from has, as where tests are killed: it works for ever."""
    while os.getppid() == server:
        time.sleep(_LOOKED_AFTER)
    os._exit(1)


def _be(order: dict[str, str], server: int) -> None:
    Thread(target=_end_with, args=(server,), daemon=True).start()
    told = os.open(order["told"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        random.seed()
        start_day_at(order["clock"])

        def tell(line: Line) -> None:
            os.write(told, f"{json.dumps(line)}\n".encode())

        if order["kind"] == "beside":
            come_and_go(Path(order["path"]), tell)
        else:
            work(order["kind"], Path(order["path"]), tell)
        os._exit(0)
    except BaseException:  # noqa: BLE001  # it is told of, and the process must not go on as the server
        os.write(told, f"{json.dumps(('failed', 1, traceback.format_exc()[-2000:]))}\n".encode())
        os._exit(1)
