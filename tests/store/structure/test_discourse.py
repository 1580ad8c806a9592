"""Whom a pronoun, an office, a noun or nothing means beside a quotation, in texts of several languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.structure.paragraphs import paragraph_spans
from store.structure.quotations import quotations

CASES = Path(__file__).with_name("discourse_cases")


def speakers(text: str) -> list[str | None]:
    """Who speaks each of the quotations of a text."""
    return [one.speaker for one in quotations(text, paragraph_spans(text))]


def cases() -> Iterator[Any]:
    """The text and the speakers of each case: its name, its text, a line ``> speaker`` for each quotation."""
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("----\n"):
            name, *lines = block.strip("\n").split("\n")
            expected = [line[2:] for line in lines if line.startswith("> ")]
            text = "\n".join(line for line in lines if not line.startswith("> "))
            yield pytest.param(text, expected, id=f"{path.stem} {name[2:]}")


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_who_speaks(text: str, expected: list[str]) -> None:
    """The one whom the sentences before are about, or who has the office, or is man or woman as told."""
    assert [name or "-" for name in speakers(text)] == expected


def test_a_body_speaks_by_its_noun_and_a_paper_does_not() -> None:
    """The union that a text names said it; a report and a company that it does not name are nobody."""
    text = "Tom Berg leads the Leith Dockers Union. “We stay,” the {} said."
    assert speakers(text.format("union")) == ["Leith Dockers Union"]
    assert speakers(text.format("report")) == [None]
    assert speakers(text.format("company")) == [None]


def test_an_office_of_another_is_nobody() -> None:
    """The minister whom the text told of without a name is not the mayor who spoke before."""
    text = (
        "Mayor Ida Holm met the minister. “The pier is open,” said Ms Holm.\n\n"
        "“We shall pay for it,” said the minister."
    )
    assert speakers(text) == ["Ida Holm", None]


def test_what_is_quoted_names_nobody_who_speaks() -> None:
    """Who is praised within the marks does not speak the next passage."""
    text = (
        "Mayor Ida Holm opened the pier. “We thank Captain Tom Berg,” said Holm.\n\n"
        "“It is a good day,” the mayor added."
    )
    assert speakers(text) == ["Ida Holm", "Ida Holm"]
