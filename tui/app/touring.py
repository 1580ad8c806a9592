"""The tour: five steps in which one really reads, tags, finds and exports, each noticed when it was done."""

from __future__ import annotations

from tui.app.exporting import Exporting
from tui.app.opened_results import Results
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.key_words import key_of
from tui.panes import TourPanel
from tui.scopes import READER, RELEASES, RESULTS
from tui.tour import Step, Tour


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
        self._tour = Tour(
            (
                Step(_open, self._open_release, moves=True),
                Step(_read, self._past_the_middle),
                Step(_tag, self._tagged),
                Step(_find, self._result, moves=True),
                Step(_export, self._export),
            ),
            lambda: self._showing.open_id,
        )

    def action_tour(self) -> None:
        """Begins at the list of releases, or leaves."""
        if self._tour.goes_on:
            self._tour.leave()
            self._panel.hide()
        else:
            self.begin()

    def begin(self) -> None:
        """Shows the first step."""
        self._workspace.panes.show("releases")
        self._tour.begin()
        self._tell("")

    def look(self) -> None:
        """Goes on where a step was done."""
        if did := self._tour.look():
            self._tell(did)

    def _tell(self, did: str) -> None:
        title, told = self._tour.title or "That is all of it", self._tour.told or _after()
        self._panel.tell(did, title, told, f"{key_of('tour')} leaves")

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
    gives = key_of("give_tags")
    return f"{select} takes the sentence under the cursor, {tag} asks for a tag: type a word, {gives}."


def _find() -> str:
    search, opens = key_of("search", READER), key_of("open_result", RESULTS)
    results = key_of("to_results")
    return f"{search}, type a word you have read, {results}; then {opens} opens what is found."


def _export() -> str:
    asks, writes = key_of("export", READER), key_of("export_there")
    return f"{asks} asks where to; {writes} writes what you marked in the open release there."


def _after() -> str:
    undo, keys = key_of("undo", READER), key_of("help", READER)
    done, leave = key_of("done", READER), key_of("quit", READER)
    return (
        f"{done} opens the next unread release, {undo} undoes, {keys} shows all keys and help, {leave} quits."
    )
