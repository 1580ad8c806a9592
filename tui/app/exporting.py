"""What leaves the application: a passage to the clipboard, what was marked to files.

Prompts and exports are imported when they are first asked for: the first frame does not wait for them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from store.wording import many
from tui.app.by_hand import ByHand
from tui.app.long_work import LongWork, StoppedError, UnderWay
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.citing import Quoted
from tui.describe import under_embargo
from tui.key_words import with_key

if TYPE_CHECKING:
    from store.exports import Exporter
    from tui.app.live_exporting import LiveExporting
    from tui.screens import Asked

#: What the footer says is being done.
_NAME = "exporting"
#: Reports, by what they are made for: in words, and what is asked where one of many can be named.
_REPORTS = {
    "tag": ("reports of tags", "a tag; empty: each"),
    "speaker": ("reports of speakers", "a speaker; empty: each"),
    "query": ("one report of all that is marked", ""),
}


class _Scope(NamedTuple):
    """Something that can be exported."""

    name: str
    """By which it is remembered."""
    title: str
    ids: Callable[[], Sequence[int]] | None = None
    """Its releases; for a thread. None for reports, which are made by the name."""
    asks: str = ""
    """What is asked where one of many can be named."""


class Exporting:
    """Copies and exports."""

    def __init__(
        self, workspace: Workspace, showing: Showing, under_way: UnderWay, live: LiveExporting
    ) -> None:
        self._workspace = workspace
        self._showing = showing
        self._under_way = under_way
        self._live = live
        self._by_hand = ByHand(workspace, showing, under_way, _NAME)
        self._files: dict[int, Path] = {}
        self._folders = [Path.cwd()]  # where releases were exported to, the last one first

    def exported(self, key: int) -> Path | None:
        """The file with a release's annotations: exported in this session, or here before."""
        from tui.export_choice import proposed_name

        name = proposed_name(self._workspace.library, key)
        there = (path for folder in self._folders if (path := folder / name).is_file())
        return self._files.get(key) or next(there, None)

    async def action_copy(self) -> None:
        """Copies the selection or the sentence with its citation."""
        reader = self._workspace.reader
        start, end = reader.passage
        if reader.release is None or start == end:
            return
        quotation = reader.selection.quotation if reader.selection.selecting else None
        if quotation is not None and quotation.start <= start and end <= quotation.end:
            words = reader.text.text[quotation.start : quotation.end]
            quoted = Quoted(reader.release, words, True, quotation.speaker, quotation.role)
        else:
            quoted = Quoted(reader.release, reader.text.text[start:end])
        reader.drop_selection()
        await self._workspace.copy_passage(quoted)

    # -- asking ----------------------------------------------------------------------------

    async def action_export(self) -> None:
        """Asks what to export, in which format and where to; begins with what was chosen last.

        While an export is under way, stops that.
        """
        if self._under_way.stop(_NAME):
            return
        from store.exports import EXPORTERS
        from tui.export_choice import DEFAULT, proposed_name
        from tui.last_export import last_export
        from tui.screens import Asked, ExportScreen

        library, subjects = self._workspace.library, self._showing.subjects
        last = last_export(library.place)
        scopes = self._scopes(subjects, last.time if last is not None else "")
        if not scopes:
            return
        formats = list(EXPORTERS.values())
        folder = last.folder if last is not None and Path(last.folder).is_dir() else str(Path.cwd())
        at = next((n for n, one in enumerate(scopes) if last is not None and one.name == last.scope), 0)
        form = next((n for n, one in enumerate(formats) if last is not None and one.name == last.format), -1)
        where = f"{folder}{os.sep}"
        if len(subjects) == 1 and scopes[at].name == "release":
            form = form if form >= 0 else formats.index(DEFAULT)
            where += proposed_name(library, subjects[0]) if formats[form].suffix == DEFAULT.suffix else ""
        held = [told for one in library.releases.many(subjects) if (told := under_embargo(one))]
        told = (
            "" if not held else f"it is {held[0]}" if len(subjects) == 1 else f"{len(held)} are under embargo"
        )
        which = last.which if last is not None and scopes[at].name == last.scope else ""
        begun = Asked(at, max(form, 0), where, which)
        screen = ExportScreen(
            [(one.title, one.asks) for one in scopes],
            [(one.name, one.about, one.suffix) for one in formats],
            begun,
            partial(self._preview, scopes, formats),
            partial(self._name, scopes),
            partial(self._unknown, scopes),
            told,
        )
        await self._workspace.app.push_screen(screen, partial(self._export, scopes, formats))

    def _scopes(self, subjects: list[int], since: str) -> list[_Scope]:
        library, rows = self._workspace.library, self._workspace.releases.rows
        listed, count = list(rows.ids), library.releases.count()
        found = []
        if len(subjects) == 1:
            found.append(_Scope("release", "this release's annotations", lambda: subjects))
        elif subjects:
            found.append(_Scope("release", f"the annotations of {len(subjects)} releases", lambda: subjects))
        if listed and len(listed) < count:
            title = f"what is marked in the {many(len(listed), 'release')} listed"
            found.append(_Scope("listed", title, lambda: self._marked_among(set(listed))))
        if count:
            found.append(_Scope("all", "all that is marked", library.releases.annotated))
            if since:
                found.append(
                    _Scope(
                        "since", "what was marked since the last export", lambda: self._marked_since(since)
                    )
                )
            found += [_Scope(name, title, asks=asks) for name, (title, asks) in _REPORTS.items()]
        return found

    def _name(self, scopes: Sequence[_Scope], asked: Asked) -> str | None:
        """The tag or speaker that begins as what is typed; for a thread."""
        from store import StorageError

        library, typed = self._workspace.library, asked.which
        if not typed:
            return None
        try:
            if scopes[asked.scope].name == "tag":
                names = [tag.name for tag in library.tags.all()]
                return next((one for one in names if one.casefold().startswith(typed.casefold())), None)
            return next((name for name, _ in library.quoting.speakers(typed)), None)
        except StorageError:  # it is said where it is written
            return None

    def _unknown(self, scopes: Sequence[_Scope], asked: Asked) -> str:
        """That no tag or speaker is so called; empty where one may be; for a thread."""
        from store import StorageError
        from tui.report_choice import has_report

        by = scopes[asked.scope].name
        try:
            known = by not in _REPORTS or has_report(self._workspace.library, by, asked.which)
        except StorageError:  # it is said where it is written
            known = True
        return "" if known else f"There is no {by} “{asked.which}”; empty it for all of them."

    def _marked_among(self, ids: set[int]) -> list[int]:
        return [key for key in self._workspace.library.releases.annotated() if key in ids]

    def _marked_since(self, time: str) -> list[int]:
        library = self._workspace.library
        marked = library.annotations.of_each(library.releases.annotated())
        return [key for key, some in marked.items() if any(one.modified >= time for one in some)]

    def _preview(self, scopes: Sequence[_Scope], formats: Sequence[Exporter], asked: Asked) -> str:
        """The beginning of the first file; for a thread."""
        from store import DatelineError
        from store.exports import marked, of_library

        library, scope, form = self._workspace.library, scopes[asked.scope], formats[asked.format]
        try:
            if scope.ids is None:
                return "" if form.report is not None else f"{form.name} has no reports."
            ids = list(scope.ids())
            if not ids:
                return "Nothing is marked there."
            counted = f"{many(len(ids), 'release')}\n" if len(ids) > 1 else ""
            parts = of_library(form, library).write(marked(library, ids[:1]))
            first = next(parts, "")
            if not isinstance(first, str):
                return f"{counted}(a {form.suffix} file)"
            if form.index is not None:  # what is no front matter, and shown
                lines = first.partition(" -->\n")[2].split("\n")
                first = "\n".join(line for line in lines if not line.lstrip(" -").startswith("<!--"))
            return counted + first
        except DatelineError as error:
            return str(error)

    # -- doing it --------------------------------------------------------------------------

    def _export(self, scopes: Sequence[_Scope], formats: Sequence[Exporter], asked: Asked | None) -> None:
        if asked is None or not asked.target.strip():
            return
        form, where = formats[asked.format], asked.target.strip()
        if asked.live:
            self._workspace.app.soon(partial(self._live.toggle, form, where))
        else:
            self._under_way.begin(_NAME, partial(self._write, scopes[asked.scope], form, where, asked.which))

    async def _write(self, scope: _Scope, form: Exporter, where: str, which: str, work: LongWork) -> None:
        from tui import export_choice
        from tui.last_export import LastExport, remember_export

        library, begun = self._workspace.library, self._workspace.library.tables.clock()
        ids: list[int] = []
        try:
            if scope.ids is None:
                export = partial(export_choice.export_reports, library, scope.name, where, form, only=which)
            else:
                ids = list(await asyncio.to_thread(scope.ids))
                if not ids:
                    self._workspace.say("Nothing is marked there; nothing was written.")
                    return
                export = partial(export_choice.export_releases, library, ids, where, form)
            done = await asyncio.to_thread(export, work.tell)
            if len(ids) == 1:
                self._files[ids[0]] = done.path
        except StoppedError:
            on = with_key("export", "goes on")
            self._workspace.say(f"Stopped: files that were written to {where} are whole and stay; {on}.")
            return
        folder = done.path if done.path.is_dir() else done.path.parent
        self._folders = list(dict.fromkeys([folder, *self._folders]))
        last = LastExport(scope.name, form.name, str(folder.absolute()), begun, which)
        await asyncio.to_thread(remember_export, library.place, last)
        if done.by_hand:
            if ids:
                export = partial(export_choice.export_again, library, done.by_hand, form)
            await self._by_hand.ask(done.by_hand, export)
        else:
            self._workspace.say(f"Exported to {done.path}")
