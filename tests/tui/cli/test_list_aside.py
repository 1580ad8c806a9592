"""Long lists as JSON that two processes make: the same to the byte, whatever becomes of the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, open_library
from tests.store.library.test_release_lists import listed
from tests.store.library.test_sound_releases import ROW
from tui.cli.list_aside import ListAside
from tui.cli.lookups import _json_parts
from tui.cli.root import print_json_list, print_json_parts

RELEASES = 115


@pytest.fixture
def long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that is listed by two processes, ten releases at a time."""
    monkeypatch.setattr("store.library.releases._READ_AT_ONCE", 10)
    monkeypatch.setattr("tui.cli.lookups._LONG", 3)
    monkeypatch.setattr("tui.cli.lookups._ALONE", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with closing(open_library(tmp_path / "library.db")) as library:
        rows = ({**ROW, "headline": f"Fährt {number}\x7f\\"} for number in range(RELEASES))
        library.tables.table("releases").insert_multiple(rows)
        library.release_tags.give([2, 17], ["boats"])
    with closing(open_library(tmp_path / "library.db")) as library:
        yield library


def printed(library: Library, capsys: pytest.CaptureFixture[str]) -> str:
    """The list as it is printed; it is what one process makes of it."""
    print_json_list(listed(library, library.releases.listed_ids()))
    whole = capsys.readouterr().out
    print_json_parts(_json_parts(library, library.releases.listed_ids()))
    assert capsys.readouterr().out == whole
    return whole


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each part that was asked of the other process, whether there was one."""
    asked: list[bool] = []
    next_part = ListAside.next_part

    def noted(self: ListAside) -> str | None:
        part = next_part(self)
        asked.append(part is not None)
        return part

    monkeypatch.setattr(ListAside, "next_part", noted)
    return asked


def test_two_make_what_one_does(long: Library, capsys: pytest.CaptureFixture[str], taken: list[bool]) -> None:
    """Every other block is made by the other process."""
    assert printed(long, capsys).count('"id"') == RELEASES
    assert taken == [True, True]


def test_what_cannot_be_read_is_passed_over_and_named_here(
    long: Library, capsys: pytest.CaptureFixture[str], taken: list[bool]
) -> None:
    """From the block on that holds it all is made here."""
    long.tables.storage.write_rows("releases", {RELEASES - 85: {**ROW, "words": "many"}})
    assert printed(long, capsys).count('"id"') == RELEASES - 1
    assert [one.id for one in long.unreadable()] == [RELEASES - 85]
    assert taken == [False, False]


def test_an_end_of_the_other_process_loses_nothing(
    long: Library, capsys: pytest.CaptureFixture[str], taken: list[bool], breaking_off: None
) -> None:
    """What it has not made is made here."""
    printed(long, capsys)
    assert taken == [True, False]


def test_another_file_in_its_place_is_not_listed(
    long: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, taken: list[bool]
) -> None:
    """What the other process opens by its name is not what is open here."""
    monkeypatch.setattr(type(long.tables.storage), "displaced", lambda _: "is another file")
    assert printed(long, capsys).count('"id"') == RELEASES
    assert taken == [False, False]


def test_a_reader_who_leaves_ends_the_other_process(long: Library) -> None:
    """Nobody waits for what it still makes."""
    parts = _json_parts(long, long.releases.listed_ids())
    for _ in range(5):
        next(parts)
    parts.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "value"), [("_LONG", 100), ("_ALONE", 0)])
def test_few_need_no_other_process(
    long: Library,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: int,
) -> None:
    """Nor does a machine with one processor."""
    monkeypatch.setattr(f"tui.cli.lookups.{name}", value)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr(ListAside, "__init__", lambda *_: pytest.fail("it was started"))
    printed(long, capsys)
