"""Quotations: what is speech, and who speaks."""

from __future__ import annotations

import pytest

from store.paragraphs import paragraph_spans
from store.quotations import quotations


def found(text: str) -> list[tuple[str, str | None]]:
    """Every quotation's words and speaker."""
    return [(text[q.start : q.end], q.speaker) for q in quotations(text, paragraph_spans(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harbour master Ana Lucia Ruiz opened the pier.\n\n“The pier is open,” said Ruiz.",
            [("“The pier is open,”", "Ana Lucia Ruiz")],
        ),
        (
            '"We waited," said Tom Berg, chief executive of Ferry Works. "Now we sail."\n\n'
            '"It is done," he added.',
            [('"We waited,"', "Tom Berg"), ('"Now we sail."', "Tom Berg"), ('"It is done,"', "Tom Berg")],
        ),
        (
            "“The ferry,” she said, “is late.” Dr. Ida Holm told us: “It will come.”",
            [("“The ferry,”", None), ("“is late.”", None), ("“It will come.”", "Ida Holm")],
        ),
        ("« Le port est ouvert », a déclaré Jeanne Moreau.", [("« Le port est ouvert »", "Jeanne Moreau")]),
        ("„Der Hafen ist offen“, sagte Karl Meier.", [("„Der Hafen ist offen“", "Karl Meier")]),
        ("وقال أحمد سالم: «الميناء مفتوح الآن».", [("«الميناء مفتوح الآن»", "أحمد سالم")]),
        ("王小明表示：“港口今天重新开放了。”", [("“港口今天重新开放了。”", "王小明")]),
    ],
)
def test_speakers(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Names, pronouns and split quotations resolve to the fullest name printed so far."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “smart” pier opened with a “ribbon” of rope.",
        "Her book “The Long Road Home” is out, and the “Pier” prize is hers.",
        "Harbour Works Ltd (“Harbour” or the “Company”) opened a pier.",
        "A quotation that “is never closed and runs to the end.",
    ],
)
def test_terms_and_titles_are_no_quotations(text: str) -> None:
    """Scare quotes, titles, defined terms and unclosed marks are left out."""
    assert found(text) == []


def test_a_quotation_may_run_through_paragraphs() -> None:
    """Opened in each paragraph and closed in the last, it is one quotation."""
    text = "“The first part is here.\n\n“The second part ends it,” said Ana Ruiz."
    assert found(text) == [("“The first part is here.\n\n“The second part ends it,”", "Ana Ruiz")]


def test_a_line_below_may_name_the_speaker() -> None:
    """A name and title on a line of their own below a quotation say who spoke."""
    text = "“We are proud of the new pier and of all who built it.”\n\nAna Ruiz, Director of Harbours"
    assert found(text) == [("“We are proud of the new pier and of all who built it.”", "Ana Ruiz")]


def test_many_marks_take_linear_time() -> None:
    """A hundred thousand quotation marks of one kind are read without blowing up."""
    assert found('"' * 100_000) == []
