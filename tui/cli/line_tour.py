"""The tour in the line mode: the same five steps as in the application, each told in a line."""

from __future__ import annotations

import click

from store import Library
from tui.cli.line_reading import LineReading
from tui.tour import Step, Tour

_LEAVES = "‘tour’ leaves the tour."
_AFTER = "That is all of the tour: d opens the next unread release, u undoes, ? tells all words, q quits."


class LineTour:
    """Tells what to type next, and notices when it was done."""

    def __init__(self, library: Library, reading: LineReading) -> None:
        self._library = library
        self._reading = reading
        self.found = 0
        """How often a row of what a query found was opened."""
        self.exported = 0
        """How often a release was exported."""
        self._tour = Tour(
            (
                Step(lambda: "l lists the releases, a number opens one.", lambda: self._open, moves=True),
                Step(
                    lambda: "n reads the next paragraph. Read on, past the middle.", reading.past_the_middle
                ),
                Step(lambda: "t and a word tags what was read last: t water.", self._tagged),
                Step(
                    lambda: "f and your tag finds what you marked: f tag:water. Then a number opens it.",
                    lambda: self.found,
                    moves=True,
                ),
                Step(lambda: "e writes what you marked in the open release.", lambda: self.exported),
            ),
            lambda: self._open,
        )

    @property
    def _open(self) -> int | None:
        return self._reading.shown_id

    def _tagged(self) -> int:
        marked = [] if self._open is None else self._library.annotations.of(self._open)
        return sum(bool(one.tags) for one in marked)

    def turn(self) -> None:
        """Begins, or leaves where it goes on."""
        if self._tour.goes_on:
            self._tour.leave()
            click.echo("The tour is left; ‘tour’ begins it again.")
        else:
            self.begin()

    def begin(self) -> None:
        """Tells the first step."""
        self._tour.begin()
        click.echo(f"Tour, {self._told} {_LEAVES}")

    def look(self) -> None:
        """Tells what was done, and the next step."""
        if not (did := self._tour.look()):
            return
        if self._tour.title:
            click.echo(f"{did}. Tour, {self._told}")
        else:
            self._tour.leave()
            click.echo(f"{did}. {_AFTER}")

    @property
    def _told(self) -> str:
        return f"{self._tour.title.replace('  ', ', ')}: {self._tour.told}"
