"""``dateline annotations``: what was marked, for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from functools import partial

import pytest

from store import Library, add_paths
from tests.conftest import SAMPLES
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Run, invoke
from tui.describe import quoted


@pytest.fixture
def run(library: Library) -> Run:
    """Runs ``annotations`` on three passages in two releases."""
    add_paths(library, [SAMPLES])
    library.annotations.add(2, 0, 5, tags=["sea"], note="=1+1")
    library.annotations.add(2, 3, 9, tags=["sea/tide", "today"])
    library.annotations.add(3, 0, 7, note="Only a note.\nOf two lines.")
    return partial(invoke, "--library", library.path, "annotations")


def ids(run: Run, *arguments: object) -> set[int]:
    """Those that are listed."""
    return {one["annotation"] for one in loaded(run(*arguments, "--json"))}


def test_all_are_listed_a_line_each(run: Run, library: Library) -> None:
    """Annotation, release, tags, words, note; of what is in no release nothing."""
    lines = [line.split("\t") for line in run().stdout.splitlines()]
    assert {(line[0], line[1], line[2]) for line in lines} == {
        ("1", "2", "#sea"), ("2", "2", "#sea/tide #today"), ("3", "3", ""),
    }  # fmt: skip
    text = library.releases.text(3).text
    assert [line[3:] for line in lines if line[0] == "3"] == [
        [quoted(text[0:7]), "Only a note. Of two lines."]
    ]
    assert run("zeppelin").stdout == "" and run("zeppelin").exit_code == 0


@pytest.mark.few(5)
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--tag", "sea"), {1, 2}),
        (("--tag", "SEA/tide"), {2}),
        (("tag:today",), {2}),
        (("note:lines",), {3}),
        (("-tag:today", "tag:*"), {1}),
        (("tag:sea", "--tag", "today"), set()),
        ((2,), {1, 2}),
        ((3, 2), {1, 2, 3}),
    ],
)
def test_passages_are_chosen_by_query_ids_and_tag(
    run: Run, arguments: tuple[object, ...], expected: set[int]
) -> None:
    """A query is true of the passage itself; a tag counts with those below it."""
    assert ids(run, *arguments) == expected


def test_as_csv_and_as_json_all_is_said(run: Run, library: Library) -> None:
    """Offsets in code points, the words around, who and when; no cell is computed."""
    rows = list(csv.DictReader(io.StringIO(run("--csv", 2).stdout_bytes.decode(), newline="")))
    first, second = rows
    text = library.releases.text(2).text
    assert text[int(second["start"]) : int(second["end"])] == second["quote"]
    assert text.startswith(second["suffix"], int(second["end"])) and text[:3] == second["prefix"]
    assert (first["note"], second["tags"], first["creator"]) == ("'=1+1", "sea/tide,today", "ana")
    (found,) = loaded(run("note:lines", "--json"))
    assert (found["note"], found["tags"], found["start"]) == ("Only a note.\nOf two lines.", [], 0)


def test_what_is_not_there_is_refused(run: Run) -> None:
    """A tag and a release by exit code 1, two forms at once as a mistake in usage."""
    for words in (("--tag", "nothing"), (99,), ('"half',)):
        assert run(*words).exit_code == 1, words
    assert run("--csv", "--json").exit_code == 2
