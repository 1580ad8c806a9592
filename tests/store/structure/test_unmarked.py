"""Speech without marks, below "Ana Ruiz said:"."""

from __future__ import annotations

import pytest

from store.structure.paragraphs import paragraph_spans
from store.structure.quotations import quotations

TOLD = "We kept the pier open all winter. Our boats went out each day."


def found(text: str) -> list[tuple[str, str | None]]:
    """Every quotation's words and speaker."""
    return [(text[q.start : q.end], q.speaker) for q in quotations(text, paragraph_spans(text))]


def test_a_statement_is_told_by_what_leads_up_to_it_and_goes_on_in_the_first_person() -> None:
    """Up to the first paragraph that tells of others."""
    more = "I thank everybody who helped us with the ropes."
    text = f"Harbour master Ana Ruiz said:\n\n{TOLD}\n\n{more}\n\nThe pier is closed in June for its paint."
    assert found(text) == [(f"{TOLD}\n\n{more}", "Ana Ruiz")]


@pytest.mark.parametrize(
    "text",
    [
        "Harbour master Ana Ruiz said:\n\nThe pier closes in June, when its paint is renewed by the port.",
        f"The programme of the day:\n\n{TOLD}",
        f"The port said:\n\n{TOLD}",
    ],
)
def test_other_paragraphs_below_a_colon_are_no_statements(text: str) -> None:
    """Without a first person, a verb of saying, or a name."""
    assert found(text) == []


def test_a_first_paragraph_may_be_told_by_the_second() -> None:
    """Where that one goes on in the first person."""
    first = "A pier is a walk, a workplace and a view of the ships, and it was none of these."
    text = f"Harbour master Ana Ruiz said:\n\n{first}\n\n{TOLD}\n\nThe pier is closed in June for its paint."
    assert found(text) == [(first, "Ana Ruiz"), (TOLD, "Ana Ruiz")]
