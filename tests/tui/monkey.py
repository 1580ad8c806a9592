"""Random inputs for the application: keys in bursts, the mouse, sizes, and another process that writes.

A sequence is made from its seed alone, so that what it found is found again.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from textual import events
from textual.geometry import Size
from textual.widget import Widget

from store import BuiltUponError, Library, add_paths, open_library
from store.care.doctor import examine
from tests.tui.bursts import inputs_of, rested
from tui.app.app import DatelineApp

#: Seconds after which an application that has not come to rest hangs.
PATIENCE = 60.0
#: More annotations than come with the text.
MANY = 230
_SIZES = ((120, 30), (80, 24), (60, 20), (40, 10), (200, 50), (99, 24), (100, 24), (140, 24), (20, 5))
_KEYS = (
    *"jkhlwbeGgHMLnN*#;,f'mdJKrsuxtTcyoOvVpPDZ+-.z01239()[]{}$^?:/iaqE",
    *("\r", "\r", "\x1b", "\x1b", "\t", "\x1b[Z", " ", "\x7f", "\x12", "\x15", "\x04", "\x06", "\x02"),
    *("\x0f", "\x0e", "\x16", "\x10", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~"),
)
_RUNS = (
    "Vtalpha\r", "tbeta, gamma\r", "V)tdelta\r", "cA note\r", "c more\r", "]x", "xx", "u", "uu\x12\x12",
    "gs)\r", "gg", "3j", "za", "zM", "zR", "/the\r", "/zzz\x1b", ":star\r", ":\x1b[5~", ":note\r\r", ":\r\r",
    "?q", "P1 alpha\r", "V1", "\t\t", "d", "]]]", "\rt", "V.", "dd", "gd", "ym", "E\x1b", "D]D", "Z", "iq",
    "g/the\r", "g/the\r2jj\r]]\x1b", "g/tag:\t\r3", "g/the\r2>tfound\r", "g/\x1b\x1b",
)  # fmt: skip


@dataclass
class FindingError(Exception):
    """What a sequence found."""

    what: str
    bursts: int
    """How many bursts it took."""


Step = tuple[str, object]


def steps_of(seed: int, length: int) -> list[list[Step]]:
    """The steps of a sequence, in bursts: those of one are sent at once."""
    chosen = random.Random(seed)
    bursts: list[list[Step]] = [[]]
    for _ in range(length):
        bursts[-1].append(_step(chosen))
        if chosen.random() < 0.4:
            bursts.append([])
    return [burst for burst in bursts if burst]


def _step(chosen: random.Random) -> Step:
    kind = chosen.choices(
        ("key", "run", "click", "clicks", "drag", "wheel", "size", "outside"), (40, 25, 8, 3, 4, 5, 8, 5)
    )[0]
    if kind == "key":
        return kind, chosen.choice(_KEYS[:-1] if chosen.random() < 0.97 else "q")
    if kind == "run":
        return kind, chosen.choice(_RUNS)
    if kind == "size":
        return kind, chosen.choice(_SIZES)
    if kind == "outside":
        return kind, (chosen.randrange(6), chosen.random())
    return kind, tuple(chosen.random() for _ in range(4))


@cache
def template(many: int = MANY) -> Path:
    """A library to begin with: overlapping annotations, notes, orphans, more than one user."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-monkey-"))
    for name, text in _TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = open_library(folder / "library.db", user="ana", clock=lambda: "2025-03-14T12:00:00Z")
    add_paths(library, [folder / name for name in _TEXTS])
    # Another user's: what is undone to the beginning is the sequence's own work and twelve before it.
    former = open_library(folder / "library.db", user="eve", clock=lambda: "2025-03-14T12:00:00Z")
    first, second, *_ = library.releases.ids()
    chosen = random.Random(1)
    for user, key, count in ((former, first, many), (library, second, 12)):
        with user.transaction():
            text = library.releases.text(key).text
            for at in range(count):
                start = chosen.randrange(len(text) - 60)
                end = start + chosen.randrange(2, 60)
                note = "A note " * (at % 9) if at % 3 == 0 else ""
                user.annotations.add(
                    key, start, end, tags=[f"tag {at % 7}"] if at % 5 or not note else [], note=note
                )
    # An update takes some of the words away.
    former.close()
    named = folder / "crowded.txt"
    named.write_text(_TEXTS["crowded.txt"].replace("Paragraph 3", "Another 3")[:-300], encoding="utf-8")
    add_paths(library, [named])
    library.close()
    return folder / "library.db"


_WIRE = """Council sets ferry fares for the coming year

LISBON, Mar 14 2025 (ALN) - Fares rise in May. The council agreed on it. Nobody spoke against it.

“It had to be,” she said.
"""
_TEXTS = {
    "crowded.txt": "A crowded release\n\n"
    + "\n\n".join(
        f"Paragraph {n} says that the council sets ferry fares. “We agreed,” said Ana Prates. It is {n}."
        for n in range(30)
    ),
    "short.txt": _WIRE,
    "copy.txt": _WIRE.replace("ALN", "XYZ").replace("she said", "she said today"),
    "empty.txt": "A headline alone\n",
    "arabic.txt": "محطة لتحلية المياه\n\nقالت الوزارة إن المحطة تبدأ العمل في مايو. «نحن جاهزون».\n",
    "chinese.txt": "轮渡航线开通\n\n青屿六月三日电 首条电动轮渡航线今天开通。单程二十六分钟。👩‍🔬 说好。\n",
}


class Monkey:
    """One sequence on a library of its own."""

    def __init__(self, folder: Path, bursts: list[list[Step]]) -> None:
        path = folder / "library.db"
        shutil.copyfile(template(), path)
        self._library = open_library(path, user="ana")
        self._other = open_library(path, user="ben")
        self._bursts = bursts
        self._done = 0
        self._app = DatelineApp(self._library)

    async def run(self) -> None:
        """Sends all bursts and looks at what is left. Raises `FindingError`."""
        try:
            with patch("tui.app.outward.open_outside", str):  # in no program of whoever runs the tests
                await self._play()
        except FindingError:
            raise
        except Exception as error:
            raise FindingError(f"{type(error).__name__}: {error}", self._done) from error
        self._check_library()

    async def _play(self) -> None:
        async with self._app.run_test(size=_SIZES[0], notifications=True):
            await self._rest()
            for burst in self._bursts:
                for kind, what in burst:
                    self._send(kind, what)
                self._done += 1
                await self._rest()
                if self._app._exit:
                    break
                self._look_at_panes()

    def close(self) -> None:
        """Closes the libraries."""
        self._other.close()
        self._library.close()

    async def _rest(self) -> None:
        app = self._app
        try:
            await asyncio.wait_for(rested(app), PATIENCE)
        except TimeoutError:
            raise FindingError("hangs", self._done) from None
        if app._exception is not None:
            raise app._exception

    def _send(self, kind: str, what: object) -> None:
        app = self._app
        if kind in ("key", "run"):
            assert isinstance(what, str)
            for event in inputs_of(what):
                app.post_message(event)
        elif kind == "size":
            assert isinstance(what, tuple)
            size = Size(*what)
            app._driver._size = what  # type: ignore[union-attr]  # what a terminal would be asked for
            app.post_message(events.Resize(size, size))
        elif kind == "outside":
            assert isinstance(what, tuple)
            self._write_outside(*what)
        else:
            assert isinstance(what, tuple)
            self._mouse(kind, *what)

    def _mouse(self, kind: str, x: float, y: float, to_x: float, to_y: float) -> None:
        width, height = self._app.size
        place, target = (int(x * width), int(y * height)), (int(to_x * width), int(to_y * height))
        if kind == "wheel":
            for _ in range(3):
                self._point(events.MouseScrollDown if to_x < 0.5 else events.MouseScrollUp, place, 0)
            return
        for _ in range(3 if kind == "clicks" else 1):
            self._point(events.MouseDown, place)
            if kind == "drag":
                self._point(events.MouseMove, target)
            self._point(events.MouseUp, target if kind == "drag" else place)

    def _point(self, kind: Callable[..., events.MouseEvent], place: tuple[int, int], button: int = 1) -> None:
        x, y = place
        self._app.post_message(kind(None, x, y, 0, 0, button, False, False, False, x, y))

    def _write_outside(self, what: int, where: float) -> None:
        other = self._other
        ids = other.releases.ids()
        key = ids[int(where * len(ids))]
        if what == 0:
            other.reading.set_starred([key], where < 0.5)
        elif what == 1:
            other.reading.set_read([key], where < 0.5)
        elif what == 2 and len(other.releases.text(key).text) > 20:
            start = int(where * (len(other.releases.text(key).text) - 10))
            other.annotations.add(key, start, start + 8, tags=["from outside"])
        elif what == 3:
            self._undone(other)
        elif what == 4:
            other.history.redo()
        else:
            own = [one for one in other.annotations.of(key) if one.creator == "ben"]
            if own:
                other.annotations.delete(own[0].id)

    def _look_at_panes(self) -> None:
        app = self._app
        panes: Mapping[str, Widget] = {"found": app.found} if app.found.display else app.panes.by_name
        shown = [name for name, pane in panes.items() if pane.display]
        if app.panes.active not in shown:
            raise FindingError(f"{app.panes.active} has the keys and is not shown", self._done)
        if (app.panes.alone or app.size.width < 100) and len(shown) != 1:
            raise FindingError(f"{len(shown)} panes are shown where one has room", self._done)
        focused = app.focused
        holders = focused.ancestors_with_self if focused is not None else []
        if len(app.screen_stack) == 1 and not {app.find_field, panes[app.panes.active]} & {*holders}:
            raise FindingError(f"{app.panes.active} is shown and {focused} has the keys", self._done)

    def _check_library(self) -> None:
        findings = [one for one in examine(self._library) if "orphan" not in str(one)]
        if findings:
            raise FindingError(f"doctor finds {findings[0]}", self._done)
        while self._library.history.redo():  # what was undone last may stand again
            pass
        before = rows_of(self._library)
        while self._undone(self._library):
            pass
        while self._library.history.redo():
            pass
        after = rows_of(self._library)
        if before != after:
            raise FindingError(f"undo and redo change {_difference(before, after)}", self._done)

    def _undone(self, library: Library) -> object:
        """A step back; where another built upon it, of its own part, as ``U`` takes it."""
        try:
            return library.history.undo()
        except BuiltUponError:
            return library.history.undo(own_part=True)


#: Tables of what users make, and fields that say where they were and when something was last done.
_TABLES = ("annotations", "apart", "reading", "releases", "tags", "texts")
_FLEETING = ("modified", "cursor", "top")

Rows = dict[str, dict[str, object]]


def rows_of(library: Library) -> Rows:
    """What users made, row by row."""
    tables = library.tables.storage.read() or {}
    return {
        name: {str(key): _lasting(row) for key, row in tables[name].items()}
        for name in _TABLES
        if name in tables
    }


def _lasting(row: Mapping[str, object]) -> dict[str, object]:
    return {field: value for field, value in row.items() if field not in _FLEETING}


def _difference(before: Rows, after: Rows) -> str:
    for name in before:
        for key in {*before[name], *after.get(name, {})}:
            one, other = before[name].get(key), after.get(name, {}).get(key)
            if one != other:
                return f"{name} {key}: {one} became {other}"
    return "the tables there are"


def play(seed: int, length: int, *, bursts: int | None = None) -> None:
    """Plays the sequence of a seed, or its first bursts. Raises `FindingError`."""
    with tempfile.TemporaryDirectory(prefix="dateline-monkey-") as folder:

        async def run() -> None:
            monkey = Monkey(Path(folder), steps_of(seed, length)[:bursts])
            try:
                await monkey.run()
            finally:
                monkey.close()

        asyncio.run(run())
