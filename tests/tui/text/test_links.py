"""The link under the cursor."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text import link_at


def test_the_link_that_holds_the_cursor() -> None:
    """Without the marks around it; one without a scheme is given one; beside it there is none."""
    text = "Head\nSee (https://example.org/a?b=1), www.example.org.\nMail ana@example.org 世界"
    for words, link in (
        ("https", "https://example.org/a?b=1"),
        ("=1", "https://example.org/a?b=1"),
        ("www", "http://www.example.org"),
        ("ana", "mailto:ana@example.org"),
        ("(https", ""),
        ("Mail", ""),
        ("界", ""),
    ):
        assert link_at(text, text.index(words)) == link, words
    assert link_at("x" * 10_000 + "\nhttps://example.org " + "x" * 10_000, 10_005) == "https://example.org"


@given(st.text(alphabet="a.:/@ \n世w"), st.integers(0, 40))
def test_any_text_may_be_asked(text: str, offset: int) -> None:
    """Also at its end, and where it is empty."""
    assert isinstance(link_at(text, min(offset, len(text))), str)
