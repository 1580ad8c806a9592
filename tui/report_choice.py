"""Reports of a library: which there are for a query, by tag, by speaker, or as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store import Library
from store.aside import Stop
from store.exports import Report, annotated, marked, reports_by_speaker, reports_by_tag, whole_report
from store.library import Found

#: What a file of many releases is made for.
REPORTS = ("tag", "speaker", "query")


def reports(library: Library, by: str, typed: str = "") -> Iterable[Report]:
    """The reports of what a query finds, of all where it is empty; none where there is nothing.

    Those by speaker are of the quotations that are known; `Quoting.make` finds the others.

    Raises InvalidQueryError, StorageError.
    """
    if by == "speaker":
        return reports_by_speaker(_quotations(library, typed), set(library.releases.annotated()))
    releases = marked(library, _marked_ids(library, typed)) if typed else annotated(library)
    if by == "tag":
        return reports_by_tag(releases)
    whole = whole_report(typed or "All that was marked", releases)
    return [whole] if whole.entries else []


def has_report(library: Library, by: str, name: str) -> bool:
    """Whether there may be a report of that tag or speaker; so it is until all quotations are known.

    Raises StorageError.
    """
    wanted = name.casefold()
    if by == "tag":
        return any(tag.name.casefold() == wanted for tag in library.tags.all())
    stop = Stop()
    stop()
    if by != "speaker" or not library.quoting.make_meanwhile(stop):
        return True
    return any(one.title.casefold() == wanted for one in reports(library, by))


def _marked_ids(library: Library, typed: str) -> Sequence[int]:
    found = set(library.find.ids(typed))
    return [key for key in library.releases.annotated() if key in found]


def _quotations(library: Library, typed: str) -> Iterable[Found]:
    if not typed:
        return library.find.by_speaker()
    return sorted(library.find.quotations(typed), key=lambda one: (not one.speaker, one.speaker or ""))
