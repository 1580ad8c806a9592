"""Typographic marks as typed."""

from __future__ import annotations

from tui.text.typed import as_typed, meant_by


def test_marks_become_those_of_a_keyboard() -> None:
    """Code point by code point, so that places stay."""
    assert as_typed("“It’s” 5–6 «x» é") == '"It\'s" 5-6 "x" é'


def test_what_is_typed_means_itself_and_its_variants() -> None:
    """Every variant is typed as the key that means it; other characters mean themselves."""
    for key in "'\"-":
        meant = meant_by(key)
        assert meant[0] == key and len(meant) > 3
        assert as_typed(meant) == key * len(meant)
    assert meant_by("é") == "é"
