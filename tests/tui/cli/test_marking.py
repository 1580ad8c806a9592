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


def test_an_annotation_is_printed_and_kept(wired: Run) -> None:
    """Tags in the order given, the note as typed; `show` holds the same."""
    made = loaded(
        wired("annotate", 1, "--quote", "in May", "--tag", "#when", "--tag", "boats", "--note", "*so*")
    )
    assert set(made) >= ANNOTATION
    assert (made["quote"], made["tags"], made["note"]) == ("in May", ["when", "boats"], "*so*")
    assert made["state"] == "anchored"
    assert made["created"] == made["modified"]
    (kept,) = loaded(wired("show", 1, "--json"))["annotations"]
    assert kept == made


def test_a_note_alone_is_enough(wired: Run) -> None:
    """The annotation then has no tags."""
    assert loaded(wired("annotate", 1, "--quote", "in May", "--note", "late"))["tags"] == []


def test_a_quote_that_is_not_there_is_not_found(wired: Run) -> None:
    """Exit code 1, the quote in the message, nothing stored."""
    result = wired("annotate", 1, "--quote", "in June", "--tag", "t")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "in June" in result.stderr
    assert loaded(wired("list", "--json"))[0]["annotations"] == 0


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
def test_a_quote_without_words_marks_nothing(wired: Run, quote: str) -> None:
    """Exit code 1, nothing stored."""
    assert wired("annotate", 1, "--quote", quote, "--tag", "t").exit_code == 1
    assert loaded(wired("list", "--json"))[0]["annotations"] == 0


def test_a_quote_copied_from_wrapped_lines_is_found(wired: Run) -> None:
    """White space stands for any other; the stored quote is the text's own."""
    made = loaded(wired("annotate", 1, "--quote", "run one\n  ferry between", "--tag", "t"))
    assert made["quote"] == "run one ferry between"


def test_an_annotation_needs_a_tag_or_a_note(wired: Run) -> None:
    """Neither is a mistake in usage."""
    assert wired("annotate", 1, "--quote", "in May").exit_code == 2


@pytest.mark.parametrize("name", ["", "#", "a,b", "a\x1b[31mb", "a\u202eb"])
def test_an_impossible_tag_name_is_refused(wired: Run, name: str) -> None:
    """Exit code 1, no tag made."""
    result = wired("annotate", 1, "--quote", "in May", "--tag", name)
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert loaded(wired("tags", "--json")) == []


def test_a_tag_name_that_is_too_long_is_refused_in_a_sentence(wired: Run) -> None:
    """Of any command that would make the tag; it says how long one may be."""
    for command in (("annotate", 1, "--quote", "in May", "--tag"), ("tag", "ferry")):
        result = wired(*command, "x" * 201)
        assert result.exit_code == 1
        assert "a tag name of 201 characters is too long" in result.stderr and "at most 200" in result.stderr
    assert loaded(wired("tags", "--json")) == []


def test_tags_are_listed_with_their_passages_counted(wired: Run) -> None:
    """As JSON with id and pin, else one line each."""
    wired("annotate", 1, "--quote", "in May", "--tag", "when", "--tag", "boats")
    wired("annotate", 1, "--quote", "LISBON", "--tag", "When")
    tags = loaded(wired("tags", "--json"))
    assert [(tag["name"], tag["pinned"], tag["annotations"]) for tag in tags] == [
        ("when", 1, 2),
        ("boats", 2, 1),
    ]
    assert [line.split() for line in wired("tags").stdout.splitlines()] == [
        ["1", "2", "when"],
        ["2", "1", "boats"],
    ]
