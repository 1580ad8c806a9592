"""Roles: what a speaker is, as printed."""

from __future__ import annotations

import pytest

from store.structure.roles import role_of


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "“Yes,” said Tom Berg, chief executive of Ferry Works. “Now.”",
            "Tom Berg",
            "chief executive of Ferry Works",
        ),
        (
            "Ana Ruiz, the president and CEO of Acme, Inc., said so.",
            "Ana Ruiz",
            "president and CEO of Acme, Inc.",
        ),
        ("Ana Ruiz, MD, a surgeon at Harbour Hospital, said so.", "Ana Ruiz", "surgeon at Harbour Hospital"),
        ("Open in October. Sen. Ana Ruiz came.", "Ana Ruiz", "Sen."),
        ("Sens. Ana Ruiz and Tom Berg came.", "Ana Ruiz", "Sen."),
        (
            "Foto: Ana Ruiz, director of Acme, Tom Berg\nAna Ruiz, president of Acme.",
            "Ana Ruiz",
            "president of Acme",
        ),
        ("said Acme Chairman and CEO Ana Ruiz. “Now.”", "Ana Ruiz", "Acme Chairman and CEO"),
        (
            "« Oui », a déclaré Jeanne Moreau, directrice générale du Port.",
            "Jeanne Moreau",
            "directrice générale du Port",
        ),
        ("sagte Karl Meier, Geschäftsführer der Hafen GmbH.", "Karl Meier", "Geschäftsführer der Hafen GmbH"),
        ("Dr. Ana Ruiz opened the pier, and left.", "Ana Ruiz", None),
        ("Ana Ruiz, who leads the board, said so.", "Ana Ruiz", None),
        ("Led by Ana Ruiz, a visit to the harbour began.", "Ana Ruiz", None),
        ("Nobody spoke.", "Ana Ruiz", None),
    ],
)
def test_roles(text: str, name: str, role: str | None) -> None:
    """A role beside the name is given without its article; a sentence that goes on is none."""
    assert role_of(text, name) == role


def test_an_office_and_what_it_is_of_before_a_name() -> None:
    """On one line, forms of address left out."""
    assert role_of("The Minister for Ports, Hon. Ana Ruiz, said so.", "Ana Ruiz") == "Minister for Ports"
    assert role_of("Minister of State Ana Ruiz TD said so.", "Ana Ruiz") == "Minister of State"
    rank = "said Special Agent in Charge Ana Ruiz of the Leith office."
    assert role_of(rank, "Ana Ruiz") == "Special Agent in Charge"
    lower = "The chairman of the pier unit, Mr. Ana Ruiz, thanked all."
    assert role_of(lower, "Ana Ruiz") == "chairman of the pier unit"
    mayor = "The Executive Mayor of the town, Cllr Ana Ruiz, thanked all."
    assert role_of(mayor, "Ana Ruiz") == "Executive Mayor of the town"
    assert role_of("Ugo Berg MP\nMinister for Ports\n\nAna Ruiz spoke.", "Ana Ruiz") is None


def test_a_role_stands_on_the_line_below_the_name() -> None:
    """Under a quotation; a form of address is none."""
    text = "“A pier is how we get home in winter.”\n\n{}Ana Ruiz\nMinister of Northern Piers\n\nQuick facts"
    for address in ("", "The Honourable "):
        assert role_of(text.format(address), "Ana Ruiz") == "Minister of Northern Piers"
    assert role_of("Ana Ruiz\nThe minister said that it was late.", "Ana Ruiz") is None
