"""``dateline annotate`` and ``tags``: what they print, what they store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.conftest import MIXED, loaded
from tests.tui.conftest import Run

ANNOTATION = {
    "id", "start", "end", "quote", "prefix", "suffix", "tags", "note", "creator", "created", "modified",
    "state",
}  # fmt: skip


def test_an_annotation_is_printed_and_kept(run: Run, wire: Path) -> None:
    """Tags in the order given, the note as typed; `show` holds the same."""
    run("add", wire)
    made = loaded(
        run("annotate", 1, "--quote", "in May", "--tag", "#when", "--tag", "boats", "--note", "*so*")
    )
    assert set(made) >= ANNOTATION
    assert (made["quote"], made["tags"], made["note"]) == ("in May", ["when", "boats"], "*so*")
    assert made["state"] == "anchored"
    assert made["created"] == made["modified"]
    (kept,) = loaded(run("show", 1, "--json"))["annotations"]
    assert kept == made


def test_a_note_alone_is_enough(run: Run, wire: Path) -> None:
    """The annotation then has no tags."""
    run("add", wire)
    assert loaded(run("annotate", 1, "--quote", "in May", "--note", "late"))["tags"] == []


def test_a_quote_that_is_not_there_is_not_found(run: Run, wire: Path) -> None:
    """Exit code 1, the quote in the message, nothing stored."""
    run("add", wire)
    result = run("annotate", 1, "--quote", "in June", "--tag", "t")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "in June" in result.stderr
    assert loaded(run("list", "--json"))[0]["annotations"] == 0


def test_a_prefix_tells_which_passage_is_meant(run: Run, mixed: Path) -> None:
    """A quote that stands twice is refused, with the words before it accepted."""
    run("add", mixed)
    result = run("annotate", 1, "--quote", "ferry", "--tag", "t")
    assert result.exit_code == 1
    assert "2 times" in result.stderr
    assert "--prefix" in result.stderr
    made = loaded(run("annotate", 1, "--quote", "ferry", "--prefix", "and the word ", "--tag", "t"))
    assert made["start"] == MIXED.rindex("ferry")


@pytest.mark.parametrize("quote", ["", " ", "\n"])
def test_a_quote_without_words_marks_nothing(run: Run, wire: Path, quote: str) -> None:
    """Exit code 1, nothing stored."""
    run("add", wire)
    assert run("annotate", 1, "--quote", quote, "--tag", "t").exit_code == 1
    assert loaded(run("list", "--json"))[0]["annotations"] == 0


def test_a_quote_copied_from_wrapped_lines_is_found(run: Run, wire: Path) -> None:
    """White space stands for any other; the stored quote is the text's own."""
    run("add", wire)
    made = loaded(run("annotate", 1, "--quote", "run one\n  ferry between", "--tag", "t"))
    assert made["quote"] == "run one ferry between"


def test_an_annotation_needs_a_tag_or_a_note(run: Run, wire: Path) -> None:
    """Neither is a mistake in usage."""
    run("add", wire)
    assert run("annotate", 1, "--quote", "in May").exit_code == 2


@pytest.mark.parametrize("name", ["", "#", "a,b", "a\x1b[31mb", "a\u202eb"])
def test_an_impossible_tag_name_is_refused(run: Run, wire: Path, name: str) -> None:
    """Exit code 1, no tag made."""
    run("add", wire)
    result = run("annotate", 1, "--quote", "in May", "--tag", name)
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert loaded(run("tags", "--json")) == []


def test_a_tag_name_that_is_too_long_is_refused_in_a_sentence(run: Run, wire: Path) -> None:
    """Of any command that would make the tag; it says how long one may be."""
    run("add", wire)
    for command in (("annotate", 1, "--quote", "in May", "--tag"), ("tag", "ferry")):
        result = run(*command, "x" * 201)
        assert result.exit_code == 1
        assert "a tag name of 201 characters is too long" in result.stderr and "at most 200" in result.stderr
    assert loaded(run("tags", "--json")) == []


def test_tags_are_listed_with_their_passages_counted(run: Run, wire: Path) -> None:
    """As JSON with id and pin, else one line each."""
    run("add", wire)
    run("annotate", 1, "--quote", "in May", "--tag", "when", "--tag", "boats")
    run("annotate", 1, "--quote", "LISBON", "--tag", "When")
    tags = loaded(run("tags", "--json"))
    assert [(tag["name"], tag["pinned"], tag["annotations"]) for tag in tags] == [
        ("when", 1, 2),
        ("boats", 2, 1),
    ]
    assert [line.split() for line in run("tags").stdout.splitlines()] == [
        ["1", "2", "when"],
        ["2", "1", "boats"],
    ]
