"""Where an orphan may belong."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.anchoring.suggestions import suggestion

TEXT = (
    "The harbour trust opened a second ferry between the towns in May.\n\n"
    "It will cost nine million euros, the minister for transport announced on Monday.\n"
)


def test_a_passage_that_was_rewritten_is_suggested() -> None:
    """In whole words, where most of its letters stand."""
    span = suggestion(TEXT, "will cost eight million euro, the minister of transport said")
    assert span is not None
    assert TEXT[slice(*span)].startswith("will cost nine million")


def test_nothing_like_it_is_no_suggestion() -> None:
    """Other words give none."""
    assert suggestion(TEXT, "Vaccination rates among children fell sharply") is None
    assert suggestion("", "Anything") is None


@given(st.text(max_size=80), st.text(min_size=1, max_size=40))
def test_a_suggestion_is_a_passage_of_the_text(text: str, quote: str) -> None:
    """Never empty, never outside it."""
    span = suggestion(text, quote)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
