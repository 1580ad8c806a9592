"""The application as a sequence of lines, for a screen reader or a terminal that shows no screen.

Each line typed is a word of `WORDS`, a number of the last list, or any ``dateline`` command, run by the same
group of commands. What a word changes is on the disk before it is said.
"""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple

import click

from store import DatelineError, Library
from store.library import LibraryPlace, Spot, opened_as
from store.wording import many
from tui.actions import DEFAULTS
from tui.cli.commands import COMMANDS
from tui.cli.line_reading import LineReading
from tui.cli.line_tour import LineTour
from tui.cli.linear import as_row, found_as_row
from tui.cli.naming import failure
from tui.cli.progress import find_all_quotations, found_ids
from tui.terminal import one_line, safe

#: Rows of a list that are told at once.
_AT_ONCE = 20
#: More digits than `int` reads are no number.
_DIGITS = 1000
_HINT = "? tells the words."

Row = tuple[str, int, int | None]
"""A line of a list, the release it opens, and where in it, in code points."""


class LineMode:
    """Reads lines and does what they say, until ``q``, Ctrl+C or the end of the input."""

    def __init__(self, library: Library) -> None:
        """Args: the library; who opened it closes it."""
        self._library = library
        self.reading = LineReading(library)
        """The open release."""
        self._tour = LineTour(library, self.reading)
        self._finding = False
        self._rows: Iterator[Row] = iter(())
        self._told: list[Row] = []
        self._ids: list[int] | None = None
        """The releases listed last, in their order; None before any were."""
        self._goes_on: Callable[[], None] = self.help
        """What an empty line does."""
        self._over = False

    def run(self, first: Spot | None = None, *, tour: bool = False) -> None:
        """Tells how much there is, opens the place to begin at, if any, then does line after line.

        Args: the place; whether with the tour.
        """
        name = one_line(self._library.place.name)
        total, unread = self._library.releases.count(), self._library.reading.unread()
        click.echo(f"Dateline, {name}: {many(total, 'release')}, {unread} unread; {_HINT}")
        try:
            if first is not None:
                self._do(lambda: self._show(*first))
            if tour:
                self._do(self._tour.begin)
            for line in _lines():
                self._do(lambda: self._obey(line))  # noqa: B023
                if self._over:
                    break
                self._do(self._tour.look)
        except KeyboardInterrupt:
            click.echo()
        if not self._library.read_only:
            self._do(self._library.reading.stop_looking)
        click.echo(f"Closed {name}.")

    def _do(self, act: Callable[[], None]) -> None:
        """Does it, and says what failed."""
        try:
            act()
        except DatelineError as error:
            _complain(failure(str(error)))
        while self._library.warnings:
            _complain(failure(self._library.warnings.pop(0)))

    def _obey(self, line: str) -> None:
        word, rest = (*line.split(maxsplit=1), "", "")[:2]
        if any("\ud800" <= sign <= "\udfff" for sign in line):
            _complain("That line is not in your terminal's encoding; nothing was done.")
        elif not word:
            self._goes_on()
        elif word.isascii() and word.isdecimal():
            self._number(int(word) if len(word) < _DIGITS else 0)
        elif word.casefold() in WORDS:
            WORDS[word.casefold()].does(self, rest.strip())
        else:
            self._command(line)

    def _command(self, line: str) -> None:
        """Runs what is typed as on the command line."""
        try:
            words = shlex.split(line)
        except ValueError as error:
            _complain(f"{error} in this line; {_HINT}")
            return
        self._run(words[1:] if words[:1] == ["dateline"] else words)

    def _run(self, words: list[str]) -> bool:
        """Runs a command, on this library unless the words name another; gives whether all of it was done."""
        if not words:
            click.echo(f"Dateline is open already; {_HINT}")
            return False
        group = click.get_current_context().find_root().command
        try:
            with _named_by_environment(self._library.place):
                group.main(words, prog_name="dateline")
        except SystemExit as end:  # it has said what there was to say
            if words[0] not in _COMMANDS and not words[0].startswith("-"):
                _complain(_HINT)
            return not end.code
        return True

    def _show(self, key: int, start: int | None) -> None:
        self.reading.show(key, start)
        self._goes_on = self.next

    def list_releases(self, query: str) -> None:
        """Lists all releases, or those that a query finds, the newest dateline first."""
        self._finding = False
        releases = self._library.releases
        self._ids = found_ids(self._library, query) if query else releases.ids()
        rows = ((as_row(one), one.id, None) for one in releases.each(self._ids))
        self._list(rows, "No release is found." if query else "No releases yet: ‘add PATH’ adds some.")

    def find(self, query: str) -> None:
        """Lists the passages marked and the quotations that a query finds; all there are without one."""
        self._finding = True
        find_all_quotations(self._library)
        found = chain(self._library.find.passages(query), self._library.find.quotations(query))
        rows = ((found_as_row(one), one.release.id, one.start) for one in found)
        self._list(rows, "Nothing marked or quoted is found; ‘l QUERY’ finds releases.")

    def _list(self, rows: Iterator[Row], none: str) -> None:
        self._rows, self._told = rows, []
        self._list_on(none)

    def _list_on(self, none: str) -> None:
        """Tells the next rows, each with its number; what is said where there are no more is given."""
        self._goes_on = lambda: self._list_on("That was the whole list.")
        some = list(islice(self._rows, _AT_ONCE))
        for number, row in enumerate(some, start=len(self._told) + 1):
            click.echo(f"{number}. {row[0]}")
        self._told += some
        if len(some) == _AT_ONCE:
            click.echo("Enter goes on, a number opens.")
        elif not some:
            click.echo(none)

    def _number(self, number: int) -> None:
        if 0 < number <= len(self._told):
            self._show(*self._told[number - 1][1:])
            self._tour.found += self._finding
        else:
            _complain(f"The last list told {many(len(self._told), 'row')}; l lists the releases.")

    def next(self) -> None:
        """Reads the next paragraph."""
        self.reading.read(1)

    def read(self, by: int, *, sentence: bool = False) -> None:
        """Reads the next paragraph or sentence (1), or the one before (-1); Enter goes on reading then."""
        self._goes_on = lambda: self.reading.read(1, sentence=sentence)
        self.reading.read(by, sentence=sentence)

    def done(self) -> None:
        """Marks the open release read and opens the next unread one of the list."""
        self.reading.done(self._library.releases.ids() if self._ids is None else self._ids)
        self._goes_on = self.next

    def export(self) -> None:
        """Exports the open release to Markdown, into the folder one is in."""
        if (key := self.reading.open_id) is not None and self._run(["export", str(key)]):
            self._tour.exported += bool(self._library.annotations.of(key))

    def tour(self) -> None:
        """Begins the tour, or leaves it."""
        self._tour.turn()

    def save(self) -> None:
        """Saves what is open as a new file, where the library was deleted or replaced meanwhile."""
        click.echo(f"Saved as {safe(str(self._library.save_beside()))}.")

    def help(self) -> None:
        """Tells all words, a line for each."""
        for word in dict.fromkeys(WORDS.values()):
            names = " or ".join(name for name, one in WORDS.items() if one is word)
            click.echo(f"{names}{word.argument}: {word.help}")
        click.echo("A number: Open that row of the last list")
        click.echo("Enter: Go on with the list, or read on")
        click.echo(
            f"Any command, as on the command line: {', '.join(_COMMANDS)}; COMMAND --help tells of one"
        )

    def quit(self) -> None:
        """Makes this line the last."""
        self._over = True


class Word(NamedTuple):
    """What a short word does."""

    argument: str
    """What may be typed behind it."""
    help: str
    does: Callable[[LineMode, str], None]


_COMMANDS = [row.name for row in COMMANDS]


def _named(action_id: str) -> list[str]:
    """What an action is called here: its key where that is one sign, its name and what people call it.

    Not what a command is called.
    """
    action = _ACTIONS[action_id]
    keys = [key.casefold() for key in action.keys if len(key) == 1]
    names = [name for name in (action_id, *action.words.split()) if name.isalpha()]
    return list(dict.fromkeys([*keys, *(name for name in names if name not in _COMMANDS)]))


_ACTIONS = {action.id: action for action in reversed(DEFAULTS)}

_ROWS: tuple[tuple[list[str], Word], ...] = (
    (["l"], Word(" [QUERY]", "List the releases, or those a query finds", LineMode.list_releases)),
    (["n"], Word("", "Read the next paragraph", lambda mode, _: mode.read(1))),
    (["p"], Word("", "Read the paragraph before", lambda mode, _: mode.read(-1))),
    (
        _named("sentence_forward"),
        Word("", "Read the next sentence", lambda mode, _: mode.read(1, sentence=True)),
    ),
    (
        _named("sentence_back"),
        Word("", "Read the sentence before", lambda mode, _: mode.read(-1, sentence=True)),
    ),
    (_named("tag"), Word(" TAG, TAG", "Tag what was read last", lambda mode, tags: mode.reading.tag(tags))),
    (_named("note"), Word(" NOTE", "Note on what was read last", lambda mode, note: mode.reading.note(note))),
    (
        ["*", *_named("toggle_star")],
        Word("", _ACTIONS["toggle_star"].help, lambda mode, _: mode.reading.star()),
    ),
    (_named("done"), Word("", _ACTIONS["done"].help, lambda mode, _: mode.done())),
    (_named("undo"), Word("", _ACTIONS["undo"].help, lambda mode, _: mode.reading.undo())),
    (
        ["f", *_named("find")],
        Word(" [QUERY]", "Find passages that were marked, and quotations", LineMode.find),
    ),
    (_named("export"), Word("", "Export the open release to Markdown", lambda mode, _: mode.export())),
    (["save"], Word("", _ACTIONS["save_beside"].help, lambda mode, _: mode.save())),
    (_named("tour"), Word("", _ACTIONS["tour"].help, lambda mode, _: mode.tour())),
    (_named("help"), Word("", "Tell these words", lambda mode, _: mode.help())),
    (_named("quit"), Word("", _ACTIONS["quit"].help, lambda mode, _: mode.quit())),
)
#: The short words, by each of their names.
WORDS = {name: word for names, word in _ROWS for name in names}


def _lines() -> Iterator[str]:
    """The lines typed, each asked for by a sign where there is a terminal."""
    # Once something was read, as by those of whom a command opened another library, it cannot be set again.
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        yield line


@contextmanager
def _named_by_environment(place: LibraryPlace) -> Iterator[None]:
    """Has commands open this library; not by ``--library``, which would put samples there."""
    before = os.environ.get("DATELINE_LIBRARY", "")
    os.environ["DATELINE_LIBRARY"] = opened_as(place)
    try:
        yield
    finally:
        os.environ["DATELINE_LIBRARY"] = before


def _complain(message: str) -> None:
    click.echo(message, err=True)
