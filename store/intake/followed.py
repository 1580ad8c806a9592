"""What is followed: feeds and folders, and what they bring.

Each is a row of the table ``sources``. Following adds and updates releases and never takes one away:
what a feed drops, and what it brought before it was followed no more, stays in the library.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tinydb.table import Document

from store.errors import FetchError, NotFoundError, RefusedError
from store.formats import reader_for
from store.intake.discovery import feeds_in
from store.intake.fetching import Answer, Fetched, Limits, NotModified, Request, fetch, fetch_all
from store.intake.importing import ImportReport, add_bytes, add_paths
from store.intake.parsing import source_of
from store.library import Library
from store.urls import is_url, path_of, public

TABLE = "sources"


@dataclass(frozen=True, slots=True)
class Source:
    """A feed or folder that is followed. Times are ISO 8601 in UTC; what is not known is empty."""

    id: int
    location: str
    """URL of a feed, or absolute path of a folder. May hold a password: `shown` holds none."""
    kind: str
    """``feed`` or ``folder``."""
    title: str
    """What a feed calls itself."""
    origin: str
    """URL or path under which its releases are stored: that of the day it was followed, wherever it moved."""
    etag: str
    modified: str
    checked: str
    """When it was last asked."""
    error: str
    """Why that failed; empty where it did not."""
    added: str
    paused_until: str = ""
    """Until when its server asked not to be asked."""

    @property
    def shown(self) -> str:
        """The location as it may be shown."""
        return public(self.location) if is_url(self.location) else self.location

    @property
    def name(self) -> str:
        """The title, or else the location."""
        return self.title or self.shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """What asking a source once has brought."""

    source: Source
    """As it is afterwards."""
    report: ImportReport = field(default_factory=ImportReport)
    error: str = ""
    """Why nothing could be brought, and the way out; empty where it could."""
    modified: bool = True
    """False where the source said that it is as it was."""


@dataclass(slots=True)
class RefreshReport:
    """What became of each source, in the order in which they answered."""

    outcomes: list[Outcome] = field(default_factory=list)
    stopped: bool = False
    """Whether it was stopped before all was asked and read."""

    @property
    def failed(self) -> list[Outcome]:
        """Those that brought nothing because something is wrong."""
        return [one for one in self.outcomes if one.error]

    @property
    def added(self) -> list[int]:
        """Ids of new releases."""
        return [key for one in self.outcomes for key in one.report.added]

    @property
    def updated(self) -> list[int]:
        """Ids of releases of which there is a new version."""
        return [key for one in self.outcomes for key in one.report.updated]

    @property
    def annotations(self) -> Counter[str]:
        """How many annotations of updated releases are in which state, over all sources."""
        return sum((one.report.annotations for one in self.outcomes), Counter())


Progress = Callable[[Outcome, int, int], None]
"""Called with each outcome, the number of sources done, and that of all."""


# -- what is followed --------------------------------------------------------------------------


def sources(library: Library) -> list[Source]:
    """Everything that is followed, in the order in which it was first."""
    names = Source.__slots__[1:]
    return [
        Source(key, **{name: row[name] for name in names if name in row})
        for key, row in library.tables.readable_rows(TABLE)
    ]


def find(library: Library, location: str) -> Source:
    """The source at a URL, with or without its password, or folder. Raises NotFoundError."""
    places = {location, location.strip().partition("#")[0]}
    if not is_url(location.strip()):
        places.add(source_of(Path(location)))
        places.add(Path(location).absolute().as_uri())
    for source in sources(library):
        if places & {source.location, source.shown}:
            return source
    shown = public(location) if is_url(location) else location
    raise NotFoundError(f"{shown} is not followed.", "‘dateline sources’ lists what is.")


def follow(library: Library, location: str, *, processes: int = 1, limits: Limits | None = None) -> Outcome:
    """Follows a feed or folder from now on, and imports what it holds; one followed already is refreshed.

    Args:
        library: where to.
        location: URL of a feed, or of a page that names one; path of a folder, or of a file with a feed.
        processes: see `store.intake.importing.add_paths`.
        limits: see `store.intake.fetching`.

    Raises NotFoundError, FetchError or RefusedError where there is nothing to follow, StorageError.
    """
    place = _place(location)
    known = next((one for one in sources(library) if place in (one.location, one.shown)), None)
    if known is not None:
        return refresh(library, [known], processes=processes, limits=limits).outcomes[0]
    if is_url(place):
        return _follow_feed(library, place, limits)
    report = add_paths(library, [Path(place)], processes=processes)
    return Outcome(_insert(library, location=place, kind="folder", origin=place), report)


def unfollow(library: Library, location: str) -> Source:
    """Follows a feed or folder no more; its releases stay. Raises NotFoundError."""
    source = find(library, location)
    with library.transaction():
        library.tables.table(TABLE).remove(doc_ids=[source.id])
    return source


def _place(location: str) -> str:
    """A URL as it was given, the absolute path of a folder, or the ``file:`` URL of a file."""
    url = location.strip().partition("#")[0]
    path = path_of(url) if is_url(url) else Path(location)
    if path is None:
        return url
    try:
        if path.is_dir():
            return source_of(path)
        if path.exists():
            return path.absolute().as_uri()
    except OSError as error:  # a name too long, a folder that may not be entered
        raise NotFoundError(f"{path}: {error.strerror}.") from error
    raise NotFoundError(f"there is no file or folder {path}.", "The address of a feed begins with https://.")


def _follow_feed(library: Library, url: str, limits: Limits | None) -> Outcome:
    found = _fetched(url, limits)
    if not _is_feed(found) and (feeds := feeds_in(found.data, found.final)):
        found = _fetched(feeds[0], limits, public_only=found.public)
    if not _is_feed(found):
        raise RefusedError(
            f"{public(url)}: it is no feed and names none.",
            f"‘dateline add {public(url)}’ imports the page; look there for the address of a feed.",
        )
    origin = _origin(found.url)
    report = add_bytes(library, origin, found.name, found.data)
    if reason := _wholly_refused(report, origin):
        raise RefusedError(f"{public(found.url)}: {reason}", "Try again later.")
    known = next((one for one in sources(library) if one.location == found.url), None)
    if known is not None:  # the page named one that is followed already
        return Outcome(known, report)
    fields = {"title": _title(library, report), "etag": found.etag, "modified": found.modified}
    return Outcome(_insert(library, location=found.url, kind="feed", origin=origin, **fields), report)


def _title(library: Library, report: ImportReport) -> str:
    """What a feed calls itself, by its first item; empty where it has none or does not say."""
    first = library.releases.many(report.ids[:1])
    return (first[0].publisher or "") if first else ""


def _insert(library: Library, **fields: str) -> Source:
    time = library.tables.clock()
    empty = dict.fromkeys(("title", "etag", "modified", "error"), "")
    row = {**empty, "checked": time, "added": time, **fields}
    with library.transaction():
        key = library.tables.new_id(TABLE)
        library.tables.table(TABLE).insert(Document(row, key))
    return Source(key, **row)


def _fetched(url: str, limits: Limits | None, *, public_only: bool = False) -> Fetched:
    found = fetch(url, public_only=public_only, limits=limits)
    assert isinstance(found, Fetched)  # nothing was known of it
    return found


def _origin(url: str) -> str:
    """What releases from the URL are stored under: alike for a feed in a file, whichever way it came."""
    path = path_of(url)
    return public(url) if path is None else source_of(path)


def _is_feed(found: Fetched) -> bool:
    reader = reader_for(found.name, found.data)
    return reader is not None and reader.many


def _wholly_refused(report: ImportReport, place: str) -> str:
    """Why nothing of the place could be read; its parts are refused one by one."""
    return next((reason for refused, reason in report.refused if refused == place), "")


# -- asking them -------------------------------------------------------------------------------


def refresh(
    library: Library,
    chosen: Sequence[Source] | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    *,
    processes: int = 1,
    limits: Limits | None = None,
) -> RefreshReport:
    """Asks sources for what is new: feeds in parallel, as `store.intake.fetching` does, folders one by one.

    The library is written to in the calling thread only. What fails with one source is in its outcome
    and in its row, and stops no other; once `stop` is set, those not done yet are left.

    Args:
        library: where to.
        chosen: which ones; all where None is given.
        progress: called after each.
        stop: to be set from another thread.
        processes: see `store.intake.importing.add_paths`.
        limits: see `store.intake.fetching`.

    Raises StorageError when the library cannot be written; what was brought before stays.
    """
    chosen = sources(library) if chosen is None else chosen
    stop = stop or threading.Event()
    report = RefreshReport()
    for outcome in _outcomes(library, chosen, stop, processes, limits):
        report.outcomes.append(outcome)
        if progress:
            progress(outcome, len(report.outcomes), len(chosen))
    report.stopped = stop.is_set() or len(report.outcomes) < len(chosen)
    return report


def _outcomes(
    library: Library,
    chosen: Sequence[Source],
    stop: threading.Event,
    processes: int,
    limits: Limits | None,
) -> Iterator[Outcome]:
    now = library.tables.clock()
    wanted: dict[Request, list[Source]] = {}
    for source in chosen:
        if stop.is_set():
            return
        if source.kind == "folder":
            yield _look_through(library, source, stop, processes)
        elif source.paused_until > now:
            yield Outcome(source, error=f"its server asked not to be asked before {source.paused_until}.")
        else:
            request = Request(source.location, source.etag, source.modified)
            wanted.setdefault(request, []).append(source)
    for request, answer in fetch_all(list(wanted), limits=limits, stop=stop):
        for source in wanted[request]:
            yield _take(library, source, answer)


class _StoppedError(Exception):
    """Ends an import between two transactions."""


def _look_through(library: Library, folder: Source, stop: threading.Event, processes: int) -> Outcome:
    def go_on(_done: int, _total: int) -> None:
        if stop.is_set():
            raise _StoppedError

    report = ImportReport()
    try:
        add_paths(library, [Path(folder.location)], go_on, processes=processes, report=report)
    except _StoppedError:
        return Outcome(folder, report)
    return _outcome(library, folder, report, error=_wholly_refused(report, folder.location))


def _take(library: Library, feed: Source, answer: Answer | FetchError) -> Outcome:
    """Puts what a feed's URL gave into the library."""
    if isinstance(answer, FetchError):
        until = _later(library.tables.clock(), answer.wait) if answer.wait else ""
        error = f"{answer.reason} {answer.way_out}".strip()
        return _outcome(library, feed, ImportReport(), error=error, paused_until=until)
    if isinstance(answer, NotModified):
        return replace(_outcome(library, feed, ImportReport(), location=answer.url), modified=False)
    if not _is_feed(answer):  # a page that says “we are being repaired” is no release
        return _outcome(library, feed, ImportReport(), error="there is a page and no feed. Try again later.")
    report = add_bytes(library, feed.origin, answer.name, answer.data)
    if reason := _wholly_refused(report, feed.origin):
        return _outcome(library, feed, report, error=reason)
    fields = {"location": answer.url, "etag": answer.etag, "modified": answer.modified}
    fields["title"] = feed.title or _title(library, report)
    return _outcome(library, feed, report, **fields)


def _outcome(library: Library, source: Source, report: ImportReport, **fields: Any) -> Outcome:
    """Keeps what is known of the source now, unless it was unfollowed meanwhile."""
    fields = {"error": "", "paused_until": "", **fields, "checked": library.tables.clock()}
    with library.transaction():
        moved = fields.get("location", source.location)
        if moved != source.location and any(one.location == moved for one in sources(library)):
            del fields["location"]  # it moved to where another is followed: both stay
        if library.tables.row(TABLE, source.id) is not None:
            library.tables.table(TABLE).update(fields, doc_ids=[source.id])
    return Outcome(replace(source, **fields), report, fields["error"])


def _later(time: str, seconds: int) -> str:
    later = datetime.fromisoformat(time).astimezone(UTC) + timedelta(seconds=seconds)
    return later.strftime("%Y-%m-%dT%H:%M:%SZ")


# -- once --------------------------------------------------------------------------------------


def add_urls(
    library: Library,
    urls: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
    *,
    limits: Limits | None = None,
    report: ImportReport | None = None,
) -> ImportReport:
    """Imports what URLs name, pages and feeds, once; one that fails never keeps out the rest.

    Args:
        library: where to.
        urls: ``http:``, ``https:`` or ``file:``.
        progress: called with the number of URLs done and of all.
        limits: see `store.intake.fetching`.
        report: where to say what became of them while they are imported; it is given back.

    Raises StorageError when the library cannot be written; what was added before stays.
    """
    report = ImportReport() if report is None else report
    requests = [Request(url.strip().partition("#")[0]) for url in dict.fromkeys(urls)]
    for done, (_, answer) in enumerate(fetch_all(requests, limits=limits), 1):
        if isinstance(answer, FetchError):
            report.refused.append((answer.url, f"{answer.reason} {answer.way_out}".strip()))
        elif isinstance(answer, Fetched):
            report.extend(add_bytes(library, _origin(answer.url), answer.name, answer.data, asked=True))
        if progress:
            progress(done, len(requests))
    return report
