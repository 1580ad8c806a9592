"""What a tag says of itself, as the one description of a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exports.qda_words import COLORS, described, rules_in
from store.models import TAG_COLORS
from tests.store.exports.samples import tag

SAID = st.text(st.sampled_from("ab\n :")) | st.sampled_from(["Give it to:\n", "Not to:\nx", "\n\nNot to:\ny"])


@pytest.mark.parametrize("description", ["", "About ferries.\n\nAnd boats."])
@pytest.mark.parametrize("include", ["", "fares"])
@pytest.mark.parametrize("exclude", ["", "cargo\n\nand mail"])
def test_description_and_rules_are_told_apart(description: str, include: str, exclude: str) -> None:
    """Whichever of them there are."""
    one = tag("x")._replace(description=description, include=include, exclude=exclude)
    assert rules_in(described(one)) == (description, include, exclude)


@given(SAID, SAID, SAID)
def test_what_was_read_is_written_as_it_was(description: str, include: str, exclude: str) -> None:
    """Whatever a user wrote, the headings themselves too."""
    text = described(tag("x")._replace(description=description, include=include, exclude=exclude))
    description, include, exclude = rules_in(text)
    assert described(tag("x")._replace(description=description, include=include, exclude=exclude)) == text


def test_each_colour_of_a_tag_is_another() -> None:
    """So that it comes back as it was."""
    assert len(set(COLORS)) == TAG_COLORS
