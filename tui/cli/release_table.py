"""The list of releases on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from store import Release
from tui.cli.columns import print_table
from tui.describe import UPDATED
from tui.screen_signs import ANNOTATIONS
from tui.terminal import one_line

_COLUMNS = ("ID", "Date", "Agency", "Marks", "Headline")


def print_releases(releases: Iterable[Release], highest_id: int) -> None:
    """Prints the table as its rows come, with room for ids up to the highest one."""
    print_table(
        _COLUMNS,
        map(_row, releases),
        to_the_right=("ID", "Marks"),
        widest=(str(highest_id), "", "", UPDATED, ""),
    )


def _row(release: Release) -> tuple[str | Text, ...]:
    annotations = f"{ANNOTATIONS}{release.annotations}" if release.annotations else ""
    marks = " ".join(filter(None, (UPDATED if release.updated else "", annotations)))
    headline = Text(one_line(release.headline), style="" if release.read else "bold", overflow="ellipsis")
    headline.no_wrap = True
    agency = Text(one_line(release.agency or release.publisher or ""))
    return str(release.id), release.date or "", agency, marks, headline
