"""The programs `latency.py` measures, the texts they show, and the keys they get."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from store import Library, ReadingPosition, add_paths, open_library
from tests.benchmarks import newsboat
from tests.benchmarks.corpus import ROOT, fill
from tests.benchmarks.terminal import Terminal, View
from tests.benchmarks.yardsticks import READY

SMALL, LARGE = "Dateline, 3 KB", "Dateline, 5 MB"
DATELINE_START = "Dateline, start"
BARE, OPTIONS, LINES = "bare app", "bare OptionList", "bare line API"
#: Names of situations.
SIDEWAYS, VERTICAL, WORDS = "l h", "j k", "w b"
EDGE, HALF_PAGE, SENTENCES = "j at the edge", "Ctrl+D", "V then )"
STILL, SCROLLING = (SIDEWAYS, VERTICAL, WORDS), (EDGE, HALF_PAGE)

_SMALL_BYTES, _LARGE_BYTES = 3_200, 5_000_000
_ANNOTATIONS, _ANNOTATION_STEP, _ANNOTATION_LENGTH = 2_000, 100, 300
_FEED_ITEMS = 1_000
_CTRL_D, _SHIFT_TAB = "\x04", "\x1b[Z"

Shows = Callable[[View], bool]


# -- what a screen shows -----------------------------------------------------------------------


def showing(*words: str) -> Shows:
    """Whether all of these are on the screen."""
    return lambda view: all(any(word in row for row in view.text) for word in words)


def _body(view: View) -> list[str]:
    """The rows without the last, where a program may say how far one is."""
    return view.text[:-1]


def _reading(view: View) -> list[str]:
    """The body; of Dateline the reader alone, for the pane to its right follows the cursor."""
    return [row.rpartition("▕")[2].partition("▏")[0] for row in _body(view)]


def moved(before: View, after: View) -> bool:
    """The cursor is elsewhere, the text where it was."""
    return _reading(before) == _reading(after) and (before.cells[:-1], before.cursor) != (
        after.cells[:-1],
        after.cursor,
    )


def scrolled(before: View, after: View) -> bool:
    """Other lines are in view."""
    return sum(one != other for one, other in zip(_body(before), _body(after), strict=True)) > 2


def selected(before: View, after: View) -> bool:
    """At least so many cells look different as a short sentence has."""
    pairs = zip(before.cells[:-1], after.cells[:-1], strict=True)
    return sum(one != other for rows in pairs for one, other in zip(*rows, strict=True)) >= 10


# -- programs and their keys -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Situation:
    """Keys of one kind; `keys` are measured, over and over, each time between `before` and `after`."""

    name: str
    keys: tuple[str, ...]
    shows: Callable[[View, View], bool]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """A text opened from a list: the keys that lead to its line, then Enter."""

    before: tuple[str, ...]
    shows: Shows
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Program:
    """A program, how it begins, and what is measured of it."""

    name: str
    command: tuple[str, ...]
    ready: Shows
    begin: tuple[str, ...] = ()
    """Keys after the start, before anything is measured."""
    situations: tuple[Situation, ...] = ()
    openings: tuple[Opening, ...] = ()
    folder: Path = ROOT
    term: str = "xterm-256color"
    """The terminal it takes this one for; of xterm, pyte lacks some sequences that curses uses."""

    def run(self) -> Terminal:
        """Starts it."""
        return Terminal(self.command, self.folder, {"TERM": self.term, "PYTHONPATH": str(ROOT)})


# -- texts and libraries -----------------------------------------------------------------------


def _nearest(files: Sequence[Path], size: int, count: int) -> list[Path]:
    """The files of about that many bytes."""
    return sorted(files, key=lambda path: (abs(path.stat().st_size - size), path))[:count]


def _large_release(library: Library, path: Path, files: Sequence[Path]) -> Path:
    """Adds a file of real releases, one after the other, with many annotations over one another.

    Marked while the file is short, then updated to its full length: an annotation reads the whole text.
    """
    parts, size, at = [], 0, 0
    while size < _LARGE_BYTES:
        parts.append(files[at % len(files)].read_text(encoding="utf-8", errors="replace") + "\n\n")
        size, at = size + len(parts[-1].encode()), at + 1
    text = "".join(parts)
    path.write_text(text[: _ANNOTATIONS * _ANNOTATION_STEP * 3 // 2], encoding="utf-8")
    (key,) = add_paths(library, [path]).added
    with library.transaction():
        for number in range(_ANNOTATIONS):
            start = number * _ANNOTATION_STEP
            library.annotations.add(key, start, start + _ANNOTATION_LENGTH, tags=[f"tag {number % 9}"])
    path.write_text(text, encoding="utf-8")
    report = add_paths(library, [path])
    placed = [one for one in library.annotations.of(key) if one.state == "anchored"]
    assert (report.updated, len(placed)) == ([key], _ANNOTATIONS), (report, len(placed))
    return path


def _some_words(library: Library, key: int) -> str:
    """Words from near the beginning of a text that the list does not show."""
    text = library.releases.text(key)
    spans = [text.text[one.start : one.end] for one in text.paragraphs if one.kind != "headline"]
    return max(spans[:4], key=len).partition("\n")[0][:24]


def start_library(path: Path, files: list[Path], count: int) -> tuple[str, ...]:
    """A library whose first release is open; gives what its first frame shows."""
    fresh = not path.exists()
    library = open_library(path)
    if fresh:
        fill(library, files, count)
    first = library.releases.ids()[0]
    library.reading.save_position(first, ReadingPosition(0, 0))
    words = library.releases.get(first).headline[:20], _some_words(library, first)
    library.close()
    return words


_READER = (
    Situation(SIDEWAYS, ("l",) * 15 + ("h",) * 15, moved, ("gg",)),
    Situation(VERTICAL, ("j",) * 8 + ("k",) * 8, moved, ("gg",)),
    Situation(WORDS, ("w",) * 10 + ("b",) * 10, moved, ("gg",)),
    Situation(EDGE, ("j",) * 8, scrolled, ("gg", "j" * 38)),
    Situation(HALF_PAGE, (_CTRL_D,), scrolled, ("gg", _CTRL_D)),
    Situation(SENTENCES, (")",) * 6, selected, ("gg", "V"), ("V",)),
)


def _dateline(name: str, folder: Path, small: Sequence[Path], others: Sequence[Path] = ()) -> Program:
    """Dateline on a library of two releases, the last one open: small ones, or a small and a large one."""
    path = folder / ("large.db" if others else "small.db")
    library = open_library(path)
    add_paths(library, small)
    large = [_large_release(library, folder / "large.md", others)] if others else []
    files = [*small, *large]
    by_source = {one.source: one.id for one in library.releases.many(library.releases.ids())}
    keys = [by_source[str(file.absolute())] for file in files]
    library.reading.save_position(keys[-1], ReadingPosition(0, 0))
    openings = []
    for file, key in zip(files, keys, strict=True):
        to_line = (_SHIFT_TAB, "gg", *("j",) * library.releases.ids().index(key))
        openings.append(Opening(to_line, showing(_some_words(library, key)), not large or file in large))
    ready = openings[-1].shows
    library.close()
    command = (sys.executable, "-m", "tui", "--library", str(path))
    return Program(name, command, ready, ("\r",), _READER, tuple(openings))


def _yardstick(name: str, kind: str, *situations: Situation) -> Program:
    script = str(Path(__file__).with_name("yardsticks.py"))
    return Program(name, (sys.executable, script, kind), showing(READY), (), situations)


_LIST_MOVES = Situation(VERTICAL, ("j",) * 8 + ("k",) * 8, moved, ("g",))
_LIST_SCROLLS = Situation(EDGE, ("j",) * 8, scrolled, ("g", "j" * 45))


def _vim(file: Path) -> Program:
    situations = (*_READER[:3], Situation(EDGE, ("j",) * 8, scrolled, ("gg", "L")), _READER[4])
    command = ("vim", "-u", "NONE", "-i", "NONE", "-n", "-N", str(file))
    return Program("vim", command, showing(_first_line(file)), ("gg",), situations, term="linux")


def _less(file: Path) -> Program:
    situations = (
        Situation(EDGE, ("j",) * 8, scrolled, ("g",)),
        Situation(HALF_PAGE, (_CTRL_D,), scrolled, ("g",)),
    )
    return Program("less", ("less", str(file)), showing(_first_line(file)), (), situations, term="linux")


def _first_line(file: Path) -> str:
    return file.read_text(encoding="utf-8").partition("\n")[0]


def _newsboat(folder: Path, files: Sequence[Path]) -> Program:
    newsboat.reload_seconds(folder, list(files[:_FEED_ITEMS]))
    (folder / "config").write_text("bind-key j down\nbind-key k up\nbind-key g home\n", encoding="utf-8")
    command = ("newsboat", "-u", "urls", "-c", "cache.db", "-C", "config")
    ready = showing(") Releases")
    return Program(
        "newsboat", command, ready, ("\r",), (_LIST_MOVES, _LIST_SCROLLS), folder=folder, term="linux"
    )


def programs(folder: Path, files: list[Path], start: Path, count: int) -> list[Program]:
    """Those that are installed; `start` is the library whose start is timed, of `count` releases."""
    small = _nearest(files, _SMALL_BYTES, 2)
    words = start_library(start, files, count)
    command = (sys.executable, "-m", "tui", "--library", str(start))
    return [
        _yardstick(BARE, "bare"),
        _yardstick(OPTIONS, "options", _LIST_MOVES, _LIST_SCROLLS),
        _yardstick(LINES, "lines", _LIST_MOVES, _LIST_SCROLLS),
        Program(DATELINE_START, command, showing(*words)),
        _dateline(SMALL, folder, small),
        _dateline(LARGE, folder, small[:1], files),
        *_others(folder, files, small[-1]),
    ]


def _others(folder: Path, files: Sequence[Path], small: Path) -> Iterator[Program]:
    """What else is installed, on the same small release; the feed reader on a list of releases."""
    text = small.read_text(encoding="utf-8", errors="replace").strip()
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, 72) or [""]]
    wrapped = folder / "wrapped.txt"
    wrapped.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if _installed("vim"):
        yield _vim(wrapped)
    if _installed("less"):
        yield _less(wrapped)
    if _installed("newsboat"):
        yield _newsboat(folder / "newsboat", files)


def _installed(program: str) -> bool:
    found = shutil.which(program) is not None
    if not found:
        print(f"{program} is not installed: skipped")
    return found
