"""The list of releases on a terminal: a table of any length, printed as it is read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from rich.console import Console

from store import Release
from tui.cli import columns, release_table
from tui.describe import UPDATED

RELEASE = Release(
    id=1, headline="Harbour towns agree on a shared ferry", subheadline=None, place="LISBON",
    date="2025-03-14", agency="ALN", byline=None, image_credit=None, language="en", words=3, source="/a",
    format="text",
    digest="d", text_id=1, added="2025-03-14", modified="2025-03-14", annotations=2,
)  # fmt: skip


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a terminal of eighty columns shows."""
    shown = io.StringIO()
    monkeypatch.setattr(columns, "Console", lambda: Console(file=shown, width=80))
    return shown


def _many(count: int) -> Iterator[Release]:
    return (RELEASE._replace(id=key) for key in range(1, count + 1))


def test_a_short_list_takes_no_more_room_than_it_needs(screen: io.StringIO) -> None:
    """Columns are as wide as what stands in them."""
    release_table.print_releases([RELEASE, RELEASE._replace(id=22, agency=None, date=None)], 22)
    _, head, _, first, second, end = screen.getvalue().splitlines()
    assert head.split() == ["ID", "Date", "Agency", "Marks", "Headline"]
    assert first.rstrip() == "   1   2025-03-14   ALN         ◆2   Harbour towns agree on a shared ferry"
    assert second.split() == ["22", "◆2", *RELEASE.headline.split()]
    assert not end.strip()


@pytest.mark.slow
def test_a_long_list_is_one_table(screen: io.StringIO) -> None:
    """One head, one line for each release, each below the one before; no id is cut."""
    release_table.print_releases(_many(1234), 1234)
    above, head, rule, *rows, below = screen.getvalue().splitlines()
    assert not above.strip()
    assert not below.strip()
    assert set(rule.strip()) == {"─"}
    assert [int(row.split()[0]) for row in rows] == [*range(1, 1235)]
    assert {row.index("2025-03-14") for row in rows} == {head.index("Date")}
    assert {row.index("Harbour") for row in rows} == {head.index("Headline")}
    assert max(map(len, rows)) <= 80


def test_what_came_later_may_be_longer(screen: io.StringIO) -> None:
    """A headline is cut, an agency goes on below, the sign of an update has room."""
    longer = RELEASE._replace(id=999, headline="Word " * 30, agency="Agência Lusa de Notícias", updated=True)
    release_table.print_releases([*_many(150), longer], 999)
    lines = screen.getvalue().splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.split()[:1] == ["999"]]
    assert UPDATED in lines[at]
    assert "Word Word" in lines[at]
    assert lines[at].rstrip().endswith("…")
    assert "Lusa" in lines[at + 1]
    assert max(len(line.rstrip()) for line in lines) <= 80


@pytest.mark.parametrize("width", [30, 50])
def test_a_narrow_terminal_keeps_the_ids(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """The widest columns give way."""
    shown = io.StringIO()
    monkeypatch.setattr(columns, "Console", lambda: Console(file=shown, width=width))
    release_table.print_releases(_many(120), 120)
    rows = [line for line in shown.getvalue().splitlines() if line.split()[:1] == ["120"]]
    assert len(rows) == 1


@pytest.mark.slow
def test_each_part_is_shown_before_the_next_is_read(screen: io.StringIO) -> None:
    """The first hundred releases stand there when the second are asked for, and so on."""
    seen: list[int] = []

    def releases() -> Iterator[Release]:
        for release in _many(1000):
            seen.append(screen.getvalue().count("◆"))
            yield release

    release_table.print_releases(releases(), 1000)
    assert seen[100] == 100
    assert seen[999] == 900
