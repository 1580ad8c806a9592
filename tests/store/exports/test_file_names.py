"""What the file of a release is called."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.exports.file_names import FILE_NAME_BYTES, SLUG_LENGTH, file_name
from tests.store.exports.samples import release


@given(st.text(), st.none() | st.sampled_from(["2018-04-05", "../..", "x" * 300]), st.integers(1, 10**12))
@example("中" * 300, "2018-04-05", 7)
@example("😀../\\\0.", None, 7)
def test_file_names_are_safe(headline: str, date: str | None, number: int) -> None:
    """No separator, control character or leading dot, bounded in bytes, and the id at the end."""
    name = file_name(release(headline=headline, date=date, id=number), ".md")
    assert name.endswith(f"-{number}.md")
    assert len(name.encode()) <= FILE_NAME_BYTES
    assert name[0] not in ".-"
    assert all(character.isprintable() and character not in "/\\:*?\"<>| '" for character in name)


@pytest.mark.parametrize(
    ("headline", "date", "name"),
    [
        (
            "EU, IOM advance strategic dialogue",
            "2018-04-05",
            "2018-04-05-eu-iom-advance-strategic-dialogue-12.md",
        ),
        ("Élan – l’été", None, "élan-l-été-12.md"),
        ("“!”", None, "release-12.md"),
        ("港务局宣布:新渡轮", "2025-05-06", "2025-05-06-港务局宣布-新渡轮-12.md"),
    ],
)
def test_file_names_are_readable(headline: str, date: str | None, name: str) -> None:
    """Date if there is one, the headline's letters, the id."""
    assert file_name(release(headline=headline, date=date), ".md") == name


def test_long_headlines_are_cut_at_a_word() -> None:
    """The slug ends with a whole word within its length."""
    slug = file_name(release(headline="harbour " * 20, date=None), ".md").removesuffix("-12.md")
    assert len(slug) <= SLUG_LENGTH
    assert set(slug.split("-")) == {"harbour"}
