"""Auto-coding: what the hits of a query stand in, thinned out on a screen and tagged in one step."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual.worker import WorkType

from store.wording import many
from tui.app.annotating import undoes
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.describe import SEPARATOR
from tui.key_words import with_key
from tui.panes import FoundPane
from tui.units import UNITS

if TYPE_CHECKING:
    from store.library import Candidate, Coded
    from tui.screens import AutocodeScreen

#: Passages that are read and shown together, and how many are at most: more take too much memory.
_TOGETHER, _MOST = 200, 50_000
#: What is tagged at first: the sentence, as with `t` on a result.
_SENTENCE = 1


class Autocoding:
    """Finds passages for the screen, and tags those that are kept; one query at a time."""

    def __init__(self, workspace: Workspace, found: FoundPane, showing: Showing) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._found = found
        self._showing = showing
        self._unit = _SENTENCE
        self._screen: AutocodeScreen | None = None
        self._reading: threading.Event | None = None  # stops the search for passages
        self._tagging: threading.Event | None = None  # stops the tagging of them

    def stop(self) -> None:
        """Leaves nothing under way."""
        for under_way in (self._reading, self._tagging):
            if under_way is not None:
                under_way.set()

    async def action_autocode(self) -> None:
        """Opens the screen, with what the hits of the query stand in."""
        from tui.screens import AutocodeScreen

        await self._found.answered()
        typed = self._found.asked
        with self._workspace.complaining():
            # Says what is wrong with the query before anything is opened.
            await asyncio.to_thread(self._library.autocoding.candidates, typed, UNITS[self._unit].around)
            self._screen = AutocodeScreen(typed, self._unit, self._workspace.releases.rows.bidi)
            await self._workspace.app.push_screen(self._screen, self._closed)
            self._look(self._screen)

    def _closed(self, _answer: None) -> None:
        self.stop()
        self._screen = None

    # -- what would be tagged --------------------------------------------------------------

    def action_show_unit(self, key: str) -> None:
        """Lists what another unit gives."""
        screen, unit = self._screen, int(key) - 1
        if screen is not None and unit != screen.unit and self._tagging is None:
            self._unit = unit
            screen.show(unit)
            self._look(screen)

    def _look(self, screen: AutocodeScreen) -> None:
        """Begins to look for passages, in place of those that were looked for before."""
        if self._reading is not None:
            self._reading.set()
        self._reading = stop = threading.Event()
        # Of the application, not of the screen: keys would wait for that one's.
        work: WorkType[None] = partial(self._read, screen, stop)
        self._workspace.app.run_worker(work, group="candidates")

    async def _read(self, screen: AutocodeScreen, stop: threading.Event) -> None:
        said = ""
        with self._workspace.complaining():
            find, around = self._library.autocoding.candidates, UNITS[screen.unit].around
            found = await asyncio.to_thread(find, screen.typed, around, stop=stop.is_set)
            left = _MOST
            while left and not stop.is_set():
                some = await asyncio.to_thread(list, islice(found, min(left, _TOGETHER)))
                if stop.is_set():
                    break
                screen.add(some)
                left = left - len(some) if len(some) == _TOGETHER else 0
                said = "" if len(some) < _TOGETHER else "the first"
        if not stop.is_set():
            self._reading = None
            screen.say(said)

    # -- tagging ---------------------------------------------------------------------------

    async def action_tag_candidates(self) -> None:
        """Asks for the tags of those that are kept."""
        from tui.screens import TagPrompt

        screen = self._screen
        if screen is None or self._tagging is not None:
            return
        kept = screen.listed.kept
        if self._reading is not None:
            self._workspace.say(
                f"Not all passages are found yet; {with_key('tag_candidates', 'again once they are')}."
            )
        elif not kept:
            self._workspace.say("No passage is kept.")
        else:
            prompt = TagPrompt(many(len(kept), "passage"), self._library.tags.all(), "", lambda _: None)
            await self._workspace.app.push_screen(prompt, partial(self._begin, screen, kept))

    def _begin(self, screen: AutocodeScreen, kept: Sequence[Candidate], names: list[str] | None) -> None:
        if names:
            self._tagging = threading.Event()
            screen.say("tagging…")
            work: WorkType[None] = partial(self._tag, screen, kept, names, self._tagging)
            self._workspace.app.run_worker(work, group="tagging")

    async def _tag(
        self, screen: AutocodeScreen, kept: Sequence[Candidate], names: list[str], stop: threading.Event
    ) -> None:
        def tell(done: int, total: int) -> None:
            if not stop.is_set():
                self._workspace.app.call_from_thread(screen.say, f"tagging {done}/{total}")

        tag = partial(self._library.autocoding.tag, kept, names, progress=tell, stop=stop.is_set)
        coded = None
        with self._workspace.complaining():
            coded = await asyncio.to_thread(tag)
            self._tell(coded, names)
        self._tagging = None
        if coded is not None and coded.passages:
            screen.leave(None)
            self._showing.reload()
            self._found.reload()
        elif self._screen is screen:
            screen.say("")

    def _tell(self, coded: Coded | None, names: Sequence[str]) -> None:
        """Says what was tagged, and what was not and why."""
        if coded is None:
            self._workspace.say("Stopped: nothing was tagged.")
            return
        hashed = " ".join(f"#{name}" for name in names)
        done = f"Tagged {many(coded.passages, 'passage')} in {many(coded.releases, 'release')} {hashed}"
        parts = (
            done if coded.passages else "Nothing was tagged",
            f"{coded.had} had that already" if coded.had else "",
            f"{coded.gone} left: their releases have changed meanwhile" if coded.gone else "",
            undoes() if coded.passages else "",
        )
        self._workspace.say(SEPARATOR.join(part for part in parts if part))

    def action_leave_candidates(self) -> None:
        """Stops the tagging; else leaves the screen."""
        if self._tagging is not None:
            self._tagging.set()
        elif self._screen is not None:
            self._screen.leave(None)
