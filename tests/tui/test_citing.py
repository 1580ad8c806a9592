"""What is copied with a passage, in each style."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from store import Library, Release, add_paths
from tui.citing import STYLES, Quoted, cited
from tui.config import CITATIONS


@pytest.fixture
def release(library: Library, wire: Path) -> Release:
    """One with all that can be known."""
    add_paths(library, [wire])
    return library.releases.get(1)


def test_each_setting_is_a_style() -> None:
    """And each style can be set."""
    assert tuple(STYLES) == CITATIONS


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("quotation", "“In\nMay,” (Ana Prates, may␛or, ALN, LISBON, 14 March 2025)"),
        (
            "short",
            "“In\nMay,”\n\n— “{title}”, ALN, LISBON, 14 March 2025, {url}",
        ),
        (
            "apa",
            "“In\nMay,”\n\nALN. (2025, March 14). {title} [Press release]. {url}",
        ),
        (
            "chicago",
            "“In\nMay,”\n\nALN, “{title},” press release, March 14, 2025, {url}.",
        ),
    ],
)
def test_a_passage_says_where_it_is_from(style: str, told: str, release: Release) -> None:
    """The words as they stand, of a quotation with its speaker; control characters are signs."""
    url = "https://example.org/ferry"
    found = cited(Quoted(release._replace(url=url), "“In\nMay,”", True, "Ana Prates", "may\x1bor"), style)
    assert found == told.format(url=url, title="Harbour towns agree on a shared ferry") + "\n"


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("quotation", "words\n\n— “A headline”, a␛b.txt"),
        ("short", "words\n\n— “A headline”, a␛b.txt"),
        ("apa", "words\n\nA headline [Press release]. (n.d.)."),
        ("chicago", "words\n\n“A headline,” press release."),
    ],
)
def test_what_is_not_known_is_left_out(style: str, told: str, release: Release) -> None:
    """A path of this machine is no address."""
    bare = release._replace(headline="A headline", agency=None, place=None, date=None, source="a\x1bb.txt")
    assert cited(Quoted(bare, "words"), style) == f"{told}\n"


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize(
    "source", ["/home/ana/secret/ferry.txt", "C:\\ana\\secret\\ferry.txt", "file:///secret/ferry.txt"]
)
def test_no_path_of_the_users_machine_is_copied(style: str, source: str, release: Release) -> None:
    """What is copied goes to others."""
    assert "secret" not in cited(Quoted(release._replace(source=source, url=None), "words"), style)


def test_an_embargo_is_told_as_long_as_there_is_one(release: Release) -> None:
    """Below all."""
    held = release._replace(embargo="Embargoed", embargo_until="2999-01-01")
    zone = f"{datetime(2999, 1, 1).astimezone():%Z}"
    told = f"\n[under embargo until 1 January 2999 00:00 {zone}]\n"
    assert all(cited(Quoted(held, "in May"), style).endswith(told) for style in STYLES)
    assert "embargo" not in cited(Quoted(held._replace(embargo_until="2001-01-01"), "in May"), "apa")
