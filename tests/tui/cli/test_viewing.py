"""``dateline view`` and ``list --view``: queries that are kept under a name."""

from __future__ import annotations

from pathlib import Path

from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run


def test_a_view_is_saved_listed_shown_and_removed(run: Run, wire: Path) -> None:
    """Its name in any case; it shows what its query finds now."""
    run("add", wire)
    assert run("view", "save", "Ferries", "ferry", "-zeppelin").stdout == "saved: Ferries\n"
    assert [one["id"] for one in loaded(run("list", "--view", "ferries", "--json"))] == [1]
    run("add", SAMPLES)
    (listed,) = [one for one in loaded(run("view", "list", "--json")) if one["saved"]]
    assert listed["name"] == "Ferries" and listed["query"] == "ferry NOT zeppelin"
    assert listed["releases"] == listed["unread"] == len(run("list", "--view", "Ferries").stdout.splitlines())
    assert run("view", "remove", "FERRIES").stdout == "removed: Ferries\n"
    assert run("list", "--view", "Ferries").exit_code == 1


def test_every_library_has_some_views(run: Run, wire: Path) -> None:
    """Which can be neither changed nor removed."""
    run("add", wire)
    lines = [line.split("\t")[:3] for line in run("view", "list").stdout.splitlines()]
    assert lines[:3] == [["All", "1", "1"], ["Unread", "1", "1"], ["New", "1", "1"]]
    assert run("list", "--view", "unread").stdout and not run("list", "--view", "starred").stdout
    assert run("view", "save", "unread", "x").exit_code == run("view", "remove", "Unread").exit_code == 1


def test_what_is_no_query_is_not_saved(run: Run, wire: Path) -> None:
    """Nor is a view without a name."""
    run("add", wire)
    assert run("view", "save", "One", "is:nothing").exit_code == 1
    assert run("view", "save", " ", "ferry").exit_code == 1
    assert len(loaded(run("view", "list", "--json"))) == 7
