"""Who a release says it comes from."""

from __future__ import annotations

import pytest

from store.structure import analyse

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
    ],
)
def test_the_issuer_is_whom_the_end_of_the_text_names(end: str, issuer: str | None) -> None:
    """No table's source, no partner, no address, and none whose name merely begins as the headline does."""
    assert analyse(HEAD + end).issuer == issuer
