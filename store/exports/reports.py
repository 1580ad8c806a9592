"""Passages of many releases in one file: all of a tag, all that a speaker said, all that a query finds."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from store.exports.citation_keys import citation_key
from store.exports.exporter import Marked
from store.exports.file_names import report_name
from store.exports.markdown import Entry, Passage, address_of, origin, passages
from store.library import Found

#: What is quoted with nobody named.
_NOBODY = "Nobody named"


class Report(NamedTuple):
    """What goes into one file."""

    name: str
    """The file's, without suffix."""
    title: str
    entries: Sequence[Entry]
    """Release by release."""


def whole_report(title: str, marked: Iterable[Marked]) -> Report:
    """All that is marked in the releases, below one title."""
    return Report(
        report_name("report", title, ""), title, [Entry(one.release, passages(one)) for one in marked]
    )


def reports_by_tag(marked: Iterable[Marked]) -> list[Report]:
    """For each tag on passages of the releases a report with these; by the tags' names."""
    names: dict[int, str] = {}
    found: dict[int, list[Entry]] = {}
    for one in marked:
        given = passages(one)
        tags = {tag.id: tag.name for passage in given for tag in passage.tags}
        names |= tags
        for key in tags:
            having = [each for each in given if key in (tag.id for tag in each.tags)]
            found.setdefault(key, []).append(Entry(one.release, having))
    return [
        Report(report_name("tag", names[key], "", key), names[key], found[key])
        for key in sorted(found, key=lambda key: names[key])
    ]


def reports_by_speaker(quotations: Iterable[Found], marked: Container[int]) -> Iterator[Report]:
    """For each speaker a report of what is quoted of them.

    Args: the quotations, those of one speaker together, as `Finding.by_speaker` gives them; the releases in
        which something is marked.
    """
    names: dict[str, int] = {}
    for speaker, said in groupby(quotations, key=lambda one: one.speaker or ""):
        name = report_name("speaker", speaker, "")
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = report_name("speaker", speaker, "", names[name])
        by_release = groupby(said, key=lambda one: one.release)
        entries = [
            Entry(release, [_said(one) for one in found], release.id in marked)
            for release, found in by_release
        ]
        yield Report(name, speaker or _NOBODY, entries)


def _said(one: Found) -> Passage:
    speaker = ", ".join(" ".join(part.split()) for part in (one.speaker, one.role) if part)
    return Passage(
        f"release-{one.release.id}:{one.start}", one.text, f"characters {one.start}–{one.end}",
        origin(one.release), address_of(one.release), citation_key(one.release), speaker,
    )  # fmt: skip
