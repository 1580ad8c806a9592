"""``dateline duplicates``: versions of one release, and what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from store import Library
from store.duplicates.grouping import split
from tests.store.duplicates.test_grouping import other_release, put
from tests.store.duplicates.test_likeness import AFP, WAM
from tests.tui.conftest import invoke


def run(library: Library, *arguments: str) -> Result:
    """Runs the command on the library."""
    return invoke("duplicates", "--library", library.path, *arguments)


@pytest.fixture
def agencies(library: Library, tmp_path: Path) -> Library:
    """Releases 1 and 3 are versions of one, release 3 the earlier."""
    put(library, tmp_path / "in", {"afp": AFP, "a": other_release(1), "wam": WAM})
    return library


def test_a_group_is_a_block_of_lines(agencies: Library) -> None:
    """Ids, dates, origin, what differs, and words only one of them has."""
    result = run(agencies)
    assert (result.exit_code, result.stderr) == (0, "")
    heading, first, other, *words = result.stdout.splitlines()
    assert heading.startswith("2 copies, 100 % of the shorter text")
    assert first.split("\t") == ["3", "2025-03-14", "WAM", "the earliest", "Second quay for fishing boats"]
    assert other.startswith("1\t") and "% of words; other" in other
    assert any("only 1:" in line and "newswire" in line for line in words)


def test_json_has_both_values_of_what_differs(agencies: Library) -> None:
    """For other programs: ids, similarity, each version with its differences from the earliest."""
    [group] = json.loads(run(agencies, "--json").stdout)
    assert group["ids"] == [3, 1] and 0.9 < group["similarity"] <= 1
    earliest, other = group["copies"]
    assert (earliest["id"], earliest["differences"]) == (3, None)
    assert other["differences"]["headline"] == [
        "Second quay for fishing boats",
        "Porto Novo to get a new quay",
    ]


def test_what_was_taken_apart_is_not_listed(agencies: Library) -> None:
    """Without groups nothing is printed."""
    split(agencies, [1], [3])
    assert run(agencies).stdout == ""
    assert json.loads(run(agencies, "--json").stdout) == []


def test_a_hostile_headline_is_harmless(library: Library, tmp_path: Path) -> None:
    """Escape sequences in a text do not reach the terminal."""
    texts = {"afp": AFP.replace("Porto Novo to get", "\x1b[31mPorto Novo to get"), "wam": WAM}
    put(library, tmp_path / "in", texts)
    assert "\x1b" not in run(library).stdout + run(library, "--json").stdout
