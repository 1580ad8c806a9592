"""What is plainly no release by its name, and what may be one."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from store.intake import plainly_no_release


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("README.md", "a README"),
        ("readme.de.txt", "a README"),
        ("LICENSE", "a licence"),
        ("licence.txt", "a licence"),
        ("COPYING", "a licence"),
        ("CHANGELOG.md", "a list of changes"),
        ("Makefile", "source code"),
        ("requirements.txt", "source code"),
        ("readme-first-minister-speaks.txt", None),
        ("license-granted-to-harbour.txt", None),
        ("changelog of a ministry.pdf", None),
        ("ferry.txt", None),
    ],
)
def test_a_name_tells(name: str, what: str | None) -> None:
    """In any case and with a language; words of a headline are none of these."""
    assert plainly_no_release(PurePath("folder", name)) == what
