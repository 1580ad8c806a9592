"""The tour: five steps in which one really reads, tags, finds and exports, each noticed when it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.app.exporting import Exporting
from tui.app.opened_results import Results
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.key_words import key_of
from tui.panes import TourPanel
from tui.scopes import READER, RELEASES, RESULTS


class _Step(NamedTuple):
    """One thing to do."""

    name: str
    told: Callable[[], str]
    """What to press, with the reader's own keys."""
    did: str
    """What was done then, in a word."""
    seen: Callable[[], object]
    """What the step changes: it is done once this is something, and not what it was when the step began."""


class Touring:
    """Leads through the steps, and looks after each change whether the present one is done."""

    def __init__(
        self, workspace: Workspace, showing: Showing, results: Results, exporting: Exporting, panel: TourPanel
    ) -> None:
        self._workspace = workspace
        self._showing = showing
        self._results = results
        self._exporting = exporting
        self._panel = panel
        self._steps = (
            _Step("Open a release", _open, "Opened", self._open_release),
            _Step("Read", _read, "Read", self._past_the_middle),
            _Step("Tag what is said", _tag, "Tagged", self._tagged),
            _Step("Find it in all releases", _find, "Found", self._result),
            _Step("Export", _export, "Exported", self._export),
        )
        self._at: int | None = None
        self._before: object = None

    def action_tour(self) -> None:
        """Begins at the list of releases, or leaves."""
        if self._at is None:
            self.begin()
        else:
            self._at = None
            self._panel.hide()

    def begin(self) -> None:
        """Shows the first step."""
        self._workspace.panes.show("releases")
        self._go_to(0, "")

    def look(self) -> None:
        """Goes on where the present step is done."""
        if self._at is None or self._at == len(self._steps):
            return
        step = self._steps[self._at]
        if (now := step.seen()) and now != self._before:
            self._go_to(self._at + 1, step.did)

    def _go_to(self, number: int, did: str) -> None:
        self._at = number
        leaves = f"{key_of('tour')} leaves the tour"
        if number == len(self._steps):
            self._panel.tell(did, "That is all of it", _after(), leaves)
            return
        step = self._steps[number]
        self._before = step.seen()
        self._panel.tell(did, f"{number + 1} of {len(self._steps)}  {step.name}", step.told(), leaves)

    # -- what is looked at -----------------------------------------------------------------

    def _open_release(self) -> object:
        return self._workspace.panes.active == "reader" and self._showing.open_id

    def _past_the_middle(self) -> object:
        reader = self._workspace.reader
        return reader.release is not None and reader.cursor > len(reader.text.text) // 2 and reader.cursor

    def _tagged(self) -> object:
        return sum(bool(one.tags) for one in self._workspace.annotations.rows.annotations)

    def _result(self) -> object:
        return self._results.are_open and self._workspace.reader.cursor

    def _export(self) -> object:
        path = self._showing.open_id and self._exporting.exported(self._showing.open_id)
        return path and path.is_file() and (path, path.stat().st_mtime_ns)


def _open() -> str:
    down, up = key_of("down"), key_of("up")
    return f"{down} and {up} move, {key_of('open', RELEASES)} opens the release under the cursor."


def _read() -> str:
    lines, paragraph = key_of("down", READER), key_of("paragraph_forward", READER)
    return f"{lines} goes a line on, {paragraph} a paragraph. Read on, past the middle of the text."


def _tag() -> str:
    select, tag = key_of("select_sentences", READER), key_of("tag", READER)
    return f"{select} takes the sentence under the cursor, {tag} asks for a tag: type a word, Enter."


def _find() -> str:
    search, opens = key_of("search", READER), key_of("open_result", RESULTS)
    return f"{search}, type a word you have read, Enter; then {opens} opens what is found."


def _export() -> str:
    return (
        f"{key_of('export', READER)} asks where to; Enter writes what you marked in the open release there."
    )


def _after() -> str:
    undo, keys = key_of("undo", READER), key_of("help", READER)
    done, leave = key_of("done", READER), key_of("quit", READER)
    return (
        f"{done} opens the next unread release, {undo} undoes, {keys} shows all keys and help, {leave} quits."
    )
