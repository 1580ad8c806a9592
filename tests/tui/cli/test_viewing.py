"""``dateline view`` and ``list --view``: queries that are kept under a name."""

from __future__ import annotations

from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run


def test_a_view_is_saved_listed_shown_and_removed(wired: Run) -> None:
    """Its name in any case; it shows what its query finds now."""
    assert wired("view", "save", "Ferries", "ferry", "-zeppelin").stdout == "saved: Ferries\n"
    assert [one["id"] for one in loaded(wired("list", "--view", "ferries", "--json"))] == [1]
    wired("add", SAMPLES)
    (listed,) = [one for one in loaded(wired("view", "list", "--json")) if one["saved"]]
    assert listed["name"] == "Ferries" and listed["query"] == "ferry -zeppelin"
    assert (
        listed["releases"] == listed["unread"] == len(wired("list", "--view", "Ferries").stdout.splitlines())
    )
    assert wired("view", "remove", "FERRIES").stdout == "removed: Ferries\n"
    assert wired("list", "--view", "Ferries").exit_code == 1


def test_every_library_has_some_views(wired: Run) -> None:
    """Which can be neither changed nor removed."""
    lines = [line.split("\t")[:3] for line in wired("view", "list").stdout.splitlines()]
    assert lines[:3] == [["All", "1", "1"], ["Unread", "1", "1"], ["New", "1", "1"]]
    assert wired("list", "--view", "unread").stdout and not wired("list", "--view", "starred").stdout
    assert wired("view", "save", "unread", "x").exit_code == wired("view", "remove", "Unread").exit_code == 1


def test_what_a_view_takes_the_place_of_is_said(wired: Run) -> None:
    """In the history too."""
    wired("view", "save", "Sea", "tag:sea")
    assert wired("view", "save", "sea", "tag:water").stdout == "saved: sea, in place of tag:sea\n"
    assert "saved the view “sea” in place of “tag:sea”" in wired("history").stdout


def test_what_is_no_query_is_not_saved(wired: Run) -> None:
    """Nor is a view without a name."""
    assert wired("view", "save", "One", "is:nothing").exit_code == 1
    assert wired("view", "save", " ", "ferry").exit_code == 1
    assert len(loaded(wired("view", "list", "--json"))) == 7
