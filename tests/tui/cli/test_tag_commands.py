"""The commands for tags: the list, what is done to tags, the codebook as a file, tags on releases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.tui.conftest import Run
from tui.cli.root import cli


@pytest.fixture
def marked(run: Run, wire: Path) -> Run:
    """A library whose one release has a passage with two tags."""
    run("add", wire)
    run("annotate", 1, "--quote", "The first boat", "--tag", "water/ferry", "--tag", "Été")
    return run


def _tags(run: Run) -> dict[str, dict[str, object]]:
    return {one["name"]: one for one in json.loads(run("tags", "--json").stdout)}


def test_the_list_is_as_it_was_and_says_more_as_json(marked: Run) -> None:
    """Digit, passages and name in a line; all that is known as JSON."""
    assert marked("tags").stdout == "1       1  water/ferry\n2       1  Été\n"
    tag = _tags(marked)["Été"]
    assert (tag["annotations"], tag["releases"], tag["pinned"], tag["description"]) == (1, 1, 2, "")
    assert tag["creator"] and tag["created"]


def test_renamed_merged_described_removed(marked: Run) -> None:
    """Each says what it did, and what cannot be done says why."""
    assert marked("tags", "rename", "water", "sea").stdout == "Renamed #water to #sea, with 1 below it.\n"
    assert "already" in marked("tags", "rename", "sea/ferry", "ETE").stderr
    marked("tags", "describe", "ete", "warm [b]months[/b]", "--exclude", "winter")
    assert marked("tags", "describe", "Été").stdout == "warm [b]months[/b]\nNot to: winter\n"
    told = marked("tags", "merge", "sea/ferry", "été").stdout
    assert told == "Merged #sea/ferry, used in 1 passages and 1 releases, into #Été.\n"
    assert list(_tags(marked)) == ["Été"]
    assert "1 passages" in marked("tags", "remove", "Été").stdout
    assert _tags(marked) == {}
    shown = json.loads(marked("show", 1, "--json").stdout)
    assert [one["tags"] for one in shown["annotations"]] == [[]]
    missing = marked("tags", "remove", "Été")
    assert (missing.exit_code, missing.stdout) == (1, "")


def test_the_codebook_goes_out_and_comes_in(marked: Run, tmp_path: Path) -> None:
    """Tags that were removed are made again with their texts, colours and digits."""
    marked("tags", "describe", "water/ferry", "=boats\nand ships", "--include", "all")
    before = _tags(marked)
    path = tmp_path / "codebook.csv"
    path.write_bytes(marked("tags", "export").stdout_bytes)
    marked("tags", "remove", "water/ferry")
    marked("tags", "remove", "Été")
    assert marked("tags", "import", path).stdout == "2 new, 0 changed.\n"
    kept = ("description", "include", "exclude", "color", "pinned")
    after = _tags(marked)
    assert {name: [tag[one] for one in kept] for name, tag in after.items()} == {
        name: [tag[one] for one in kept] for name, tag in before.items()
    }
    assert marked("tags", "import", path).stdout == "0 new, 0 changed.\n"
    assert "## water" in marked("tags", "export", "--format", "markdown").stdout
    path.write_bytes(b"name\n\xff\n")
    assert marked("tags", "import", path).exit_code == 1


def test_releases_are_tagged_by_a_query(marked: Run) -> None:
    """One step each; the tag is found, listed, shown and exported; passages keep theirs."""
    assert marked("tag", "-is:starred", "Whole").stdout == "1 found, 1 tagged.\n"
    assert marked("tag", "id:1", "WHOLE").stdout == "1 found, 0 tagged.\n"
    assert marked("find", "tag:whole -tag:nothing").stdout.startswith("1\t")
    assert marked("find", "--in", "passages", "tag:whole").stdout == ""
    for command in (("list", "--json"), ("show", 1, "--json")):
        found = json.loads(marked(*command).stdout)
        assert (found[0] if isinstance(found, list) else found)["release_tags"] == ["Whole"]
    markdown = marked("export", 1, "--output", "-").stdout
    assert "Whole" in markdown.partition("\n---")[0]
    assert marked("untag", "tag:whole", "whole").stdout == "1 found, 1 untagged.\n"
    assert marked("find", "tag:whole").stdout == ""
    assert marked("untag", "id:1", "nothing").exit_code == 1
    assert marked("tag", "date:", "x").exit_code == 1
    assert marked("tag", "id:99", "x").stdout == "0 found, 0 tagged.\n"


@pytest.mark.parametrize("given", [("ferry", "-urgent"), ("--", "ferry", "-urgent")])
def test_a_name_may_begin_with_a_minus(wired: Run, given: tuple[str, ...]) -> None:
    """It stays as it was typed: only in a query a minus stands for NOT."""
    wired("tag", *given)
    assert [one["name"] for one in json.loads(wired("tags", "--json").stdout)] == ["-urgent"]
    assert wired("tag", "ferry", "-zeppelin", "boats").exit_code == 2  # a query of several words is quoted
    for words in (("find", "ferry", "--limit"), ("export", "ferry", "--output")):
        result = wired(*words)
        assert result.exit_code == 2 and "requires an argument" in result.stderr


def test_passages_are_tagged_by_a_query(marked: Run) -> None:
    """What the hits stand in, in one step; a dry run prints it and leaves all as it is."""
    before = _tags(marked)
    shown = marked("tag", "ferry", "Boats", "--at", "sentence", "--dry-run").stdout.splitlines()
    assert shown and all("ferry" in line.lower() and line.startswith("1\t") for line in shown)
    assert _tags(marked) == before
    many = f"{len(shown)} passage{'s' * (len(shown) > 1)} found"
    assert marked("tag", "ferry", "Boats", "--at", "sentence").stdout == f"{many}, {len(shown)} tagged.\n"
    again = marked("tag", "ferry", "boats", "--at", "sentence").stdout
    assert again == f"{many}, 0 tagged, {len(shown)} had it already.\n"
    assert _tags(marked)["Boats"]["annotations"] == len(shown)
    assert marked("tag", "id:1", "x", "--dry-run").stdout.startswith("1\t")
    refused = marked("tag", "is:unread", "x", "--at", "span")
    assert (refused.exit_code, refused.stdout) == (1, "") and "no words" in refused.stderr


def test_a_codebook_comes_by_standard_input(run: Run, wire: Path) -> None:
    """As from a file."""
    run("add", wire)
    given = b"name,description\nsea,All that floats.\n"
    result = CliRunner().invoke(cli, ["tags", "import", "-"], input=given, prog_name="dateline")
    assert result.stdout == "1 new, 0 changed.\n"
    assert run("tags", "describe", "sea").stdout == "All that floats.\n"
    assert run("tags", "import", wire.parent / "missing.csv").exit_code == 2


def test_a_codebook_has_an_end(marked: Run, tmp_path: Path) -> None:
    """What has none is refused; a long description is none of that."""
    result = marked("tags", "import", "/dev/zero")
    assert result.exit_code == 1 and "/dev/zero has more than 20 MB" in result.stderr
    path = tmp_path / "codebook.csv"
    path.write_text('name\ngood\n"a,b"\n', encoding="utf-8")
    result = marked("tags", "import", path)
    assert result.exit_code == 1 and f"Nothing of {path} was taken in." in result.stderr
    words = "rivers " * 30_000
    path.write_text(f"name,description\nlong,{words}\n", encoding="utf-8")
    assert marked("tags", "import", path).stdout == "1 new, 0 changed.\n"
