"""``dateline read --plain``: all of a release in plain lines, its annotations in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_bytes, add_paths
from tests.tui.conftest import SAMPLES, Run
from tui.cli.linear import linear


def lines_of(library: Library, key: int = 1) -> list[str]:
    """What is printed of a release."""
    text, tags = library.releases.text(key), library.release_tags.of(key)
    return list(linear(library.releases.get(key), text, library.annotations.of(key), tags))


def test_a_release_is_told_from_top_to_bottom(library: Library, wire: Path) -> None:
    """Headline, facts, paragraphs; an annotation in words after the paragraph it begins in."""
    add_paths(library, [wire])
    text = library.releases.text(1).text
    boat = text.index("in May")
    library.annotations.add(1, boat, boat + 6, tags=["when", "so soon"], note="*Sure?*\x1b[31m")
    library.release_tags.give([1], ["harbour"])
    told = lines_of(library)
    assert told[:7] == [
        "Harbour towns agree on a shared ferry", "Place: LISBON", "Date: 14 March 2025", "From: ALN",
        "Reading time: 1 min", "State: unread", "Tags: harbour",
    ]  # fmt: skip
    place = told.index("Annotation 1, tagged when, so soon: “in May”")
    assert told[place - 1].endswith("The first boat leaves in May.")
    assert told[place + 1] == "Note on annotation 1: *Sure?*␛[31m"
    assert told[-1] == "End of the release."


def test_what_an_update_did_is_told(library: Library) -> None:
    """Words that are gone stand at the end, not beside words they were not."""
    add_bytes(library, "/a.txt", "a.txt", b"A headline\n\nSome words here.\n\nThe ferry sails at noon.\n")
    text = library.releases.text(1).text
    start = text.index("The ferry")
    library.annotations.add(1, start, start + 24, tags=["when"])
    add_bytes(library, "/a.txt", "a.txt", b"A headline\n\nSome words here.\n\nNobody knows more.\n")
    assert lines_of(library)[-3:] == [
        "Annotation 1, tagged when: “The ferry sails at noon.”",
        "An update left none of these words.",
        "End of the release.",
    ]


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_word_of_the_samples_is_printed(library: Library, sample: str) -> None:
    """In the order it is read in, Arabic too; nothing drawn, nothing that steers."""
    add_paths(library, [SAMPLES / sample])
    told = "\n".join(lines_of(library))
    assert set(library.releases.text(1).text.split()) <= set(told.split())
    assert not any("\u2500" <= sign <= "\u27bf" for sign in told)


def test_one_release_or_something_to_import(run: Run, wire: Path) -> None:
    """It is printed without a terminal; both, or neither, is a mistake in usage; no such release is told."""
    run("add", wire)
    assert run("read", "--plain", "1").stdout.startswith(
        "Harbour towns agree on a shared ferry\nPlace: LISBON\n"
    )
    assert run("read", "--plain", "7").exit_code == 1
    assert run("read").exit_code == run("read", "--plain", "1", wire).exit_code == 2
