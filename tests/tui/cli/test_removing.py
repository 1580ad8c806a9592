"""``dateline remove`` and ``trash``: what goes, what is said of it, what comes back."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run
from tui.cli import removing


def answering(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    """A terminal where a user gives this answer; the questions asked come into the list."""
    questions: list[str] = []

    def confirm(question: str) -> bool:
        questions.append(question)
        return answer

    monkeypatch.setattr(removing, "is_terminal", lambda: True)
    monkeypatch.setattr(click, "confirm", confirm)
    return questions


def ids(run: Run) -> set[int]:
    """What ``list`` lists."""
    return {one["id"] for one in loaded(run("list", "--json"))}


def test_what_a_query_finds_is_removed_and_restored(run: Run, wire: Path) -> None:
    """With tags; the list of the trash says when it was removed."""
    run("add", wire, SAMPLES)
    run("annotate", 1, "--quote", "The first boat", "--tag", "ferry")
    before = ids(run)
    result = run("remove", "--yes", "tag:ferry", "-nothing")
    assert result.stdout == "1 release removed; ‘dateline trash’ lists what can be restored\n"
    assert ids(run) == before - {1} and run("show", 1).exit_code == 1
    (removed,) = loaded(run("trash", "--json"))
    assert removed["id"] == 1 and removed["annotations"] == 1 and removed["removed"]
    assert run("trash").stdout.split("\t")[0] == "1"
    assert run("add", wire).stdout.splitlines() == [
        "0 added, 0 unchanged, 0 updated, 0 refused",
        "1 removed before and left so; ‘dateline trash’ lists what can be restored",
    ]
    assert run("trash", "--restore", 1).stdout == "1 release restored\n"
    assert ids(run) == before
    assert loaded(run("show", 1, "--json"))["tags"] == ["ferry"]


def test_a_number_is_the_id_of_a_release(run: Run) -> None:
    """As it is for every other command, and not a word that may stand in many."""
    run("add", SAMPLES)
    before = ids(run)
    assert run("remove", "--yes", 2, 3).exit_code == 0 and ids(run) == before - {2, 3}
    result = run("remove", "--yes", 1, 2018)
    assert result.exit_code == 1 and "there is no release 2018" in result.stderr
    assert ids(run) == before - {2, 3}


def test_several_are_restored_together(run: Run) -> None:
    """Or none, where one of them is not in the trash."""
    run("add", SAMPLES)
    before = ids(run)
    run("remove", "--yes", "id:1..3")
    result = run("trash", "--restore", 1, 2, 9)
    assert result.exit_code == 1 and "there is no release 9 in the trash" in result.stderr
    assert run("trash", "--restore", 1, 2).exit_code == 0 and ids(run) == before - {3}


def test_finding_nothing_removes_nothing(run: Run, wire: Path) -> None:
    """And is no error; what is no query is."""
    run("add", wire)
    assert run("remove", "--yes", "zeppelin").stdout == "Nothing found, nothing removed.\n"
    assert run("remove", "--yes", "(").exit_code == 1 and ids(run) == {1}


@pytest.mark.parametrize("answer", [True, False])
def test_a_terminal_is_asked(run: Run, wire: Path, monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    """Before something is removed and before the trash is emptied."""
    run("add", wire)
    asked = answering(monkeypatch, answer)
    run("remove", "ferry")
    assert ids(run) == (set() if answer else {1})
    run("remove", "--yes", "ferry")
    run("trash", "--empty")
    assert asked == ["Remove 1 release?", "Delete 1 release for good, with all that was marked in them?"]
    assert bool(loaded(run("trash", "--json"))) is not answer


def test_what_is_removed_while_one_is_asked_stays(
    run: Run, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the question was about is deleted for good."""
    run("add", wire)
    wire.with_name("other.txt").write_text("Bridge opens\n\nThe bridge opens.\n", encoding="utf-8")
    run("add", wire.with_name("other.txt"))
    run("remove", "--yes", "ferry")

    def answer(_question: str) -> bool:
        run("remove", "--yes", "bridge")
        return True

    monkeypatch.setattr("tui.cli.removing.is_terminal", lambda: True)
    monkeypatch.setattr("tui.cli.removing.click.confirm", answer)
    assert run("trash", "--empty").stdout.startswith("1 release deleted for good")
    assert [one["headline"] for one in loaded(run("trash", "--json"))] == ["Bridge opens"]


def test_a_script_must_say_that_it_empties_the_trash(run: Run, wire: Path) -> None:
    """Else nothing is deleted."""
    run("add", wire)
    run("remove", "ferry")
    result = run("trash", "--empty")
    assert result.exit_code == 1 and "--yes" in result.stderr and loaded(run("trash", "--json"))
    result = run("trash", "--empty", "--yes")
    assert result.stdout == "1 release deleted for good; backups made before may still hold them\n"
    assert run("trash", "--empty").stdout == "The trash is empty.\n"
    assert run("doctor").exit_code == 0 and "emptied since" in run("show", 1).stderr
    assert run("add", wire).stdout.startswith("1 added") and ids(run) == {1}


@pytest.mark.parametrize("given", ["--empty --restore 1", "1", "--yes", "--empty 3"])
def test_options_that_do_not_go_together_are_refused(wired: Run, given: str) -> None:
    """By usage."""
    assert wired("trash", *given.split()).exit_code == 2
