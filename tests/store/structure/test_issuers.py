"""Who a release says it comes from."""

from __future__ import annotations

import pytest

from store.models import Paragraph
from store.structure import analyse
from store.structure.issuers import issuer_of

BODY = "Pumps are cheaper than they were, and there will be more of them in the coming year.\n\n"
HEAD = "Acme Pumps Sells More\n\nBERN, 5 May 2024 - Acme Pumps sold more pumps.\n\n" + BODY * 3
CONTACT = "Media contact:\n\npress@acme.example, +41 31 555 01 01\n\n"


@pytest.mark.parametrize(
    ("end", "issuer"),
    [
        (CONTACT + "SOURCE The Acme Pump Co.", "The Acme Pump Co."),
        (CONTACT + "Source: Acme Pumps, Inc.\n\n###\n\nSource: somebody else", "Acme Pumps, Inc."),
        (CONTACT + "Quelle: Acme AG", "Acme AG"),
        (CONTACT + "Source: https://acme.example/news", None),
        ("Source: Federal Statistical Office\n\n" + BODY + CONTACT, None),  # below a table
        ("About Acme Pumps\n\nAcme Pumps makes pumps.", "Acme Pumps"),
        ("About the Institute of Pumps\n\nIt looks at pumps.", None),  # a partner: the headline is not its
        ("About Acme\n\nAcme makes pumps.", "Acme"),
        ("About Ac\n\nAc makes pumps.", None),
        (CONTACT, None),
        (CONTACT + "SOURCE Acme Pumps (NYSE: ACME)", "Acme Pumps (NYSE: ACME)"),
        (CONTACT + "SOURCE Figure Eight, Inc.", "Figure Eight, Inc."),
        *(
            (CONTACT + source, None)
            for source in (
                "SOURCE Photo: Jane Doe / Getty",
                "Source: Photo by Jane Doe",
                "Source: Jane Doe/ Getty",
                "Source: Table 3, Eurostat, own calculations",
                "Quelle: Eurostat, eigene Berechnungen",
                "Source: OECD (2023)",
                "来源：表3",
                "Source: The Company",
                "Quelle: eigene Darstellung",
                "Fonte: Istat, elaborazione propria",
                "Source: company data",
            )
        ),
    ],
)
def test_the_issuer_is_whom_the_end_of_the_text_names(end: str, issuer: str | None) -> None:
    """No table's source, no partner, no address, and none whose name merely begins as the headline does."""
    assert analyse(HEAD + end).issuer == issuer


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("About The Company", "Company Sells More"),
        ("About Us", "US Exports Rise"),
        ("About our Company", "Company Sells More"),
        ("Über das Unternehmen", "Unternehmen verkauft mehr"),
        ("Über uns", "Uns fehlen Pumpen"),
        ("À propos de l’étude", "Étude: plus de pompes"),
        ("Sobre la empresa", "Empresa vende más"),
        ("Over ons", "Ons land heeft meer pompen"),
    ],
)
def test_what_stands_for_a_name_is_none(heading: str, headline: str) -> None:
    """Nor is what the release tells of, though its headline begins so."""
    text = f"{headline}\n\n{heading}\n\nPumps."
    parts = [text.index(one) for one in (heading, "Pumps.")]
    paragraphs = [Paragraph(parts[0], parts[1] + 6, "boilerplate")]
    assert issuer_of(text, paragraphs, headline) is None
    named = text.replace(heading, "About Acme").replace(headline, "Acme sells")
    assert issuer_of(named, [Paragraph(12, len(named), "boilerplate")], "Acme sells") == "Acme"
