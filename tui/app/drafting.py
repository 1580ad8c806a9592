"""What is typed in a prompt is kept until it is in the library: through Esc, `q`, kill and a full disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from store import Annotation, DatelineError
from store.wording import brief
from tui.app.annotating import Annotating
from tui.app.workspace import Workspace
from tui.drafts import NOTE, TAGS, Draft, Drafts, Place
from tui.key_words import with_key

#: Seconds after which what was typed is written: what kill -9 loses at most, beside the writing itself.
_WRITTEN_AFTER = 0.3


class Drafting:
    """Keeps drafts on the disk while they are typed."""

    def __init__(self, workspace: Workspace, annotating: Annotating, drafts: Drafts) -> None:
        self._workspace = workspace
        self._annotating = annotating
        self.drafts = drafts
        """What was typed and is not in the library yet."""
        self._write_due = False
        self.fails = False
        """Whether the drafts could not be written when that was last tried."""

    def begin(
        self, kind: str, release: int, span: tuple[int, int], quote: str, present: Annotation | None
    ) -> Writing:
        """Begins to write about a passage, with what was typed there before."""
        opened = self._workspace.reader.release
        shown = opened is not None and opened.id == release
        known = opened if opened is not None and shown else self._workspace.library.releases.get(release)
        names = [tag.name for tag in present.tags] if present else []
        before = (present.note if present else "") if kind == NOTE else "".join(f"{name}, " for name in names)
        there = self._annotating.all_in(known)
        return Writing(self, Place.of(kind, known, span, quote, present, there), before, there)

    def write_soon(self) -> None:
        """Has the drafts written, in a thread."""
        self._workspace.update_footer()
        if not self._write_due:
            self._write_due = True
            self._workspace.app.set_timer(_WRITTEN_AFTER, partial(self.in_worker, self.write))

    def in_worker(self, work: Callable[[], Awaitable[None]]) -> None:
        """Has work on drafts done beside all else."""
        self._workspace.app.run_worker(work, group="drafts")

    async def write(self) -> None:
        """Writes the drafts; says once that they cannot be kept, and again after they could be."""
        self._write_due = False
        try:
            await asyncio.to_thread(self.drafts.write)
            self.fails = False
        except DatelineError as error:
            if not self.fails:
                self._workspace.complain(error)
            self.fails = True

    def gather(self) -> None:
        """Takes in what stands in the prompts that are open."""
        from tui.screens import Prompt

        for screen in self._workspace.app.screen_stack:
            if isinstance(screen, Prompt):
                screen.report()


class Writing:
    """One prompt's text on its way to the library."""

    def __init__(
        self, drafting: Drafting, place: Place, before: str, annotations: Sequence[Annotation] = ()
    ) -> None:
        """Args: what keeps it, what is written about, what the library holds there, as `Place.is_same`."""
        self._drafting = drafting
        self._place = place
        self._before = before
        self._over = False
        found = drafting.drafts.at(place, annotations)
        self._names: Sequence[str] = tuple(found)
        self._failed = any(draft.failed for draft in found.values())
        self.text = self._typed = _begun(list(found.values()), before)
        """What the prompt begins with: what was typed there before, else what the library holds."""
        if self.text == before:
            self._forget()  # the process ended between the saving and the forgetting
        self.goes_on = bool(self._names)
        """Whether it goes on with a draft."""

    def typed(self, text: str) -> None:
        """Keeps what stands in the prompt; what the library holds already needs no keeping."""
        if self._over:
            return  # the prompt's last words, which were given with its answer
        self._typed = text
        if text == self._before or not (text + self._before).strip():
            self._forget()
        else:
            self._keep()

    def _keep(self) -> None:
        draft = Draft(self._place, self._typed, self._before, self._failed)
        self._names = (self._drafting.drafts.keep(draft, self._names),)
        self._drafting.write_soon()

    def _forget(self) -> None:
        if self._names:
            self._drafting.drafts.drop(self._names)
            self._names = ()
            self._drafting.write_soon()

    def close(self) -> None:
        """The prompt was left; what it held is a draft until `saved` is called."""
        self._over = True

    def saved(self) -> None:
        """It is in the library, or nobody wants it: there is no draft any more."""
        self._over = True
        self._forget()

    def failed(self, what: str, error: DatelineError) -> DatelineError:
        """It could not be saved: it is kept, and the error gets words that say so."""
        self._failed = True
        self._keep()
        kept = "It is kept until you quit" if self._drafting.fails else "It is kept"
        return unsaved(what, self._place.quote, error, f"{kept}; {with_key('drafts', 'goes on with it')}.")


def unsaved(what: str, passage: str, error: DatelineError, becomes: str = "") -> DatelineError:
    """The error, saying as well what was not saved about which passage, and what becomes of it."""
    told = f"Not saved: {what} on {brief(passage)}. {becomes}"
    retold = DatelineError(error.message, f"{error.way_out} {told}".strip())
    retold.title = error.title
    return retold


def _begun(drafts: Sequence[Draft], before: str) -> str:
    """The drafts for one place as one text; where what stood there has changed since, it comes first."""
    if not drafts:
        return before
    if drafts[0].place.kind == TAGS:
        return drafts[-1].text
    changed = any(one.before != before for one in drafts)
    texts = dict.fromkeys([*([before] if changed else []), *(one.text for one in drafts)])
    return "\n\n".join(text for text in texts if text.strip())
