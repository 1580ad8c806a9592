"""A release of blocks: its head above its body, nothing twice, links moved along."""

from __future__ import annotations

import pytest

from store.errors import RefusedError
from store.formats.block_texts import Block, Head, document, joined, plain_blocks
from store.formats.document import Metadata
from store.models import Link


def text_of(head: Head, *body: str) -> str:
    """The text of a head above blocks."""
    return document(head, [Block(one) for one in body], Metadata()).text


def test_order() -> None:
    """Headline, subheadlines, byline, release line, abstract, then the body with its dateline."""
    head = Head("H", (Block("S"),), "By B", "Embargoed", (Block("A"),), "HULL, England")
    assert text_of(head, "One.", "Two.") == (
        "H\n\nS\n\nBy B\n\nEmbargoed\n\nA\n\nHULL, England – One.\n\nTwo."
    )


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (Head("A ferry!"), ("A  Ferry", "One."), "A  Ferry\n\nOne."),
        (Head("A ferry"), ("A ferry\nOne.",), "A ferry\nOne."),
        (Head("A ferry"), ("A ferry sails.",), "A ferry\n\nA ferry sails."),
        (Head("H", byline="By B"), ("H", "By B", "One."), "H\n\nBy B\n\nOne."),
        (Head("H", (Block("S"),)), ("s.", "One."), "H\n\ns.\n\nOne."),
    ],
)
def test_nothing_twice(head: Head, body: tuple[str, ...], text: str) -> None:
    """What the body's front says already is not put above it; the body's own words are kept."""
    assert text_of(head, *body) == text


@pytest.mark.parametrize(
    ("dateline", "body", "text"),
    [
        ("HULL, England", "One.", "HULL, England – One."),
        ("HULL, England", "(HNA) - One.", "HULL, England (HNA) - One."),
        ("HULL, England —", "One.", "HULL, England — One."),
        ("HULL, England", "HULL, England, March 5 (HNA) - One.", "HULL, England, March 5 (HNA) - One."),
        ("Hull", "LONDON, March 5 (HNA) - One.", "LONDON, March 5 (HNA) - One."),
    ],
)
def test_dateline(dateline: str, body: str, text: str) -> None:
    """It stands before the body's first words unless the body has one."""
    assert text_of(Head(dateline=dateline), body) == text


def test_dateline_goes_before_words_not_pictures() -> None:
    """A picture at the head of the body is none of its words."""
    assert text_of(Head(dateline="Hull"), "[Image: A]", "One.") == "[Image: A]\n\nHull – One."
    assert text_of(Head(dateline="Hull"), "[Image: A]") == "[Image: A]"


def test_links_move() -> None:
    """A link keeps its words behind headline, dateline and other blocks."""
    blocks = [Block("One two.", (Link(4, 7, "u"),)), Block("• three", (Link(2, 7, "v"),), tight=True)]
    found = document(Head("H", dateline="Hull"), blocks, Metadata())
    assert found.text == "H\n\nHull – One two.\n• three"
    assert [found.text[one.start : one.end] for one in found.links] == ["two", "three"]


def test_no_body_is_refused() -> None:
    """A headline alone is no release."""
    with pytest.raises(RefusedError, match="a headline and no text"):
        document(Head("H"), [], Metadata())
    with pytest.raises(RefusedError, match="it has no text"):
        document(Head(), [Block(" ")], Metadata())


def test_plain_blocks() -> None:
    """Blank lines part blocks; a block keeps its lines and their indentation."""
    assert joined(plain_blocks("\r\na\r\n  b\n \t\n\n\n c\n"))[0] == "a\n  b\n\n c"
    assert plain_blocks(" \n\ufeff\n") == []
