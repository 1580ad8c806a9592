"""Roles by what somebody does, right before the name."""

from __future__ import annotations

import pytest

from store.structure.occupations import occupation_of
from store.structure.speech import speech_of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("First on the quay was retired crane driver Ana Ruiz, 71.", "retired crane driver"),
        ("The first applicant, Mrs Ana Ruiz (64), runs a shop.", "first applicant"),
        ("TV gardener and Trust patron Ana Ruiz said so.", "TV gardener and Trust patron"),
        ("The boat was named after Ana Ruiz.", None),
        ("said Ana Ruiz.", None),
    ],
)
def test_occupations(text: str, role: str | None) -> None:
    """The noun and what says more of it; neither articles nor verbs."""
    assert occupation_of(text, "Ana Ruiz", speech_of("en")) == role
