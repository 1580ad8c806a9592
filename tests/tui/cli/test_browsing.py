"""``dateline list`` and ``show``: what they print, which code they end with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, add_paths
from tests.conftest import ROOT
from tests.tui.cli.conftest import MIXED, loaded
from tests.tui.conftest import SAMPLES, Run
from tui.cli import output
from tui.cli.root import print_json_list, print_lines
from tui.terminal import safe_json

LISTED = {
    "id", "headline", "place", "date", "agency", "source", "part", "language", "tags", "release_tags",
    "annotations", "read", "starred", "updated",
}  # fmt: skip
SHOWN = {"subheadline", "byline", "image_credit", "text", "paragraphs", "quotes"}


def test_words_behind_list_are_led_to_find(wired: Run) -> None:
    """A query is tried there first."""
    result = wired("list", "ferry")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "‘dateline find QUERY’" in result.stderr


def test_a_listed_release_has_every_field(run: Run, wire: Path) -> None:
    """What is known stands there, what is not is null."""
    run("add", wire)
    run("annotate", 1, "--quote", "The first boat", "--tag", "ferry", "--tag", "May")
    run("tag", "ferry", "whole")
    (listed,) = loaded(run("list", "--json"))
    assert set(listed) == LISTED
    assert listed == {
        "id": 1,
        "headline": "Harbour towns agree on a shared ferry",
        "place": "LISBON",
        "date": "2025-03-14",
        "agency": "ALN",
        "source": str(wire),
        "part": "",
        "language": "en",
        "tags": ["May", "ferry"],
        "release_tags": ["whole"],
        "annotations": 1,
        "read": False,
        "starred": False,
        "updated": False,
    }


def test_releases_are_listed_newest_first_and_undated_last(run: Run) -> None:
    """Dates fall, and a release without one has null."""
    run("add", SAMPLES)
    dates = [one["date"] for one in loaded(run("list", "--json"))]
    dated = [date for date in dates if date is not None]
    assert dated == sorted(dated, reverse=True)
    assert dates[: len(dated)] == dated


def test_piped_lists_are_tab_separated_lines(run: Run) -> None:
    """One line per release: id, date, agency or else who issued it, annotations, headline."""
    run("add", SAMPLES)
    issuer = "Halden & Moor"
    releases = loaded(run("list", "--json"))
    lines = run("list").stdout.splitlines()
    assert [line.split("\t") for line in lines] == [
        [
            str(one["id"]),
            one["date"] or "",
            " ".join((one["agency"] or (issuer if one["headline"].startswith(issuer) else "")).split()),
            "0",
            " ".join(one["headline"].split()),
        ]
        for one in releases
    ]


def test_an_empty_library_lists_nothing(run: Run, tmp_path: Path) -> None:
    """An empty array as JSON, no line otherwise."""
    (tmp_path / "folder").mkdir()
    assert run("add", tmp_path / "folder").exit_code == 0
    assert run("list", "--json").stdout == "[]\n"
    assert run("list").stdout == ""


def test_a_shown_release_tells_its_structure(run: Run, wire: Path) -> None:
    """Paragraph kinds and quotations with their speakers, by offsets into the text."""
    run("add", wire)
    shown = loaded(run("show", 1, "--json"))
    assert set(shown) >= LISTED | SHOWN
    text = shown["text"]
    assert text == wire.read_text(encoding="utf-8")
    paragraphs = [(text[one["start"] : one["end"]], one["kind"]) for one in shown["paragraphs"]]
    assert paragraphs[0] == ("Harbour towns agree on a shared ferry", "headline")
    assert all(set(one) == {"start", "end", "kind"} for one in shown["paragraphs"])
    quotes = [(text[one["start"] : one["end"]], one["speaker"]) for one in shown["quotes"]]
    assert quotes[0] == ("“We have waited ten years for this,”", "Ana Prates")
    assert (shown["subheadline"], shown["image_credit"], shown["annotations"]) == (None, None, [])


def test_a_shown_release_without_a_terminal_is_its_text(run: Run, mixed: Path) -> None:
    """Nothing is added but the last line end."""
    run("add", mixed)
    assert run("show", 1).stdout == MIXED + "\n"


@pytest.mark.parametrize(
    "quote", ["🚢", "الوزير", "👨\u200d👩\u200d👧 للجميع", "ferry again", '"سنبدأ في مايو"']
)
def test_offsets_count_code_points(run: Run, mixed: Path, quote: str) -> None:
    """The text between start and end is the quote, whatever comes before it."""
    run("add", mixed)
    run("annotate", 1, "--quote", quote, "--prefix", "مدينة " if quote == "🚢" else "", "--tag", "t")
    shown = loaded(run("show", 1, "--json"))
    (annotation,) = shown["annotations"]
    start, end = annotation["start"], annotation["end"]
    assert shown["text"][start:end] == annotation["quote"] == quote
    assert shown["text"][:start].endswith(annotation["prefix"])
    assert shown["text"][end:].startswith(annotation["suffix"])


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
def test_a_long_list_is_the_json_of_all(capsys: pytest.CaptureFixture[str], count: int) -> None:
    """Printed some at a time it is, to the byte, what it is as a whole; controls as ``\\u`` escapes."""
    odd: dict[str, object] = {
        "a": ["\x1b", "\x7f", 'é\u202e/\n"\\'],
        "b": None,
        "c": [],
        "d": {},
        "e": [{"f": [1, True, 2.5]}],
    }
    values = [{"n": n, **odd} for n in range(count)]
    print_json_list(iter(values))
    printed = capsys.readouterr().out
    assert printed == safe_json(json.dumps(values, ensure_ascii=False, indent=2)) + "\n"
    assert json.loads(printed) == values


def test_the_first_lines_wait_for_no_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list is printed while it is read, a hundred lines at a time: none is flushed by itself."""
    flushed: list[str] = []
    echo = output.echo

    def noted(words: str) -> None:
        flushed.append(words)
        echo(words)

    monkeypatch.setattr("tui.cli.output.echo", noted)
    seen: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(1000):
            yield f"line {number}"
            seen.append(capsys.readouterr().out.count("\n"))

    print_lines(lines())
    assert 0 < seen.index(100) < 110
    assert len(flushed) == 10


@pytest.mark.slow
def test_a_reader_of_a_long_list_may_go(library: Library, wire: Path) -> None:
    """``dateline list | head`` ends quietly, and the rest is not read."""
    add_paths(library, [wire])
    (row,) = library.tables.storage.get_rows("releases", [1]).values()
    with library.transaction():
        library.tables.storage.write_rows("releases", dict.fromkeys(range(1, 5001), row))
    command = [sys.executable, "-m", "tui", "--library", str(library.path), "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"5000\t2025-03-14\tALN\t0\tHarbour towns")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
