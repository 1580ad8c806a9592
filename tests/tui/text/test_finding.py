"""Finding: where what is typed stands in a text."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.text.texts import TEXTS
from tui.panes.reader.finder import FOLDING
from tui.text import finding
from tui.text.finding import CannotFindError, Next, following, preceding

hits = partial(finding.hits, folding=FOLDING)
word_hits = partial(finding.word_hits, folding=FOLDING)

TEXT = "The café’s “cafe” CAFÉ\nStraße, ½ ﬁne co\u00adop — cafeteria"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("cafe", ["café", "cafe", "CAFÉ", "cafe"]),
        ("café", ["café", "cafe", "CAFÉ", "cafe"]),
        ("cafe\u0301", ["café", "cafe", "CAFÉ", "cafe"]),
        ("CAFE", ["CAFÉ"]),
        ("Cafe", []),
        ("fe's", ["fé’s"]),
        ('"cafe"', ["“cafe”"]),
        ("cafe strasse", ["CAFÉ\nStraße"]),
        ("fine", ["ﬁne"]),
        ("coop", ["co\u00adop"]),
        ("- c", ["— c"]),
        (",", [","]),
        (".", []),
        ("", []),
        ("zz", []),
        (r"\vca.é\b", ["café", "cafe", "CAFÉ"]),
        (r"\v^s\w+", ["Straße"]),
        (r"\v[A-Z]{3,}", ["CAFÉ"]),
        (r"\v\S+ia$", ["cafeteria"]),
        (r"\vx*", []),
        (r"\v", []),
    ],
)
def test_what_is_typed_is_found(wanted: str, found: list[str]) -> None:
    """Accents and spelling of marks do not count, capitals do once there is one, line ends are blanks."""
    assert [TEXT[start:end] for start, end in hits(TEXT, wanted)] == found


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (r"\v(", "not an expression"),
        (r"\v[", "not an expression"),
        (r"\v((((a{1000}){1000}){1000}){1000})", "repeats too often"),
        (r"\v(?:a{500}){2,500}", "repeats too often"),
        (r"\v(a|a)*$", "takes too long"),
    ],
)
def test_an_expression_that_cannot_be_is_refused(
    wanted: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a reason; nothing freezes, and nothing fills the memory."""
    monkeypatch.setattr(finding, "DEADLINE", 0.05)
    with pytest.raises(CannotFindError, match=why):
        hits("a" * 60 + "!", wanted)


def test_a_word_is_found_as_a_word() -> None:
    """Not within another, whatever its case."""
    assert word_hits(TEXT, "CAFE") == [(4, 8), (12, 16), (18, 22)]
    assert [start for start, _ in word_hits("東京で東京タワー", "東京")] == [0, 3]


def test_hits_follow_each_other_around_the_text() -> None:
    """Counts go on over the end; the hit under the cursor is none to go to."""
    found = [(2, 4), (6, 8), (9, 10)]
    assert following(found, 2) == Next(1, False)
    assert following(found, 2, 2) == Next(2, False)
    assert following(found, 2, 3) == Next(0, True)
    assert following(found, 9) == Next(0, True)
    assert preceding(found, 6) == Next(0, False)
    assert preceding(found, 7) == Next(1, False)
    assert preceding(found, 2) == Next(2, True)
    assert preceding(found, 9, 5) == Next(0, True)
    assert following([], 3) is None and preceding([], 3) is None


def test_finding_ends_when_nobody_waits() -> None:
    """What was found until then is given."""
    assert hits("a" * 5000, "a", stopped=lambda: True) == []
    asked = iter([False, False, True])
    assert len(hits("a" * 5000, "a", stopped=lambda: next(asked))) == 2000


@given(TEXTS, st.integers(0, 60), st.integers(1, 12))
def test_every_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    """At its place or over it, in order, and never two hits over one another."""
    wanted = text[start : start + length]
    found = hits(text, wanted) if not wanted.startswith("\\v") else []
    assert all(0 <= one < other <= len(text) for one, other in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    if any(one.isalnum() for one in wanted) and wanted.isascii() and wanted == wanted.strip():
        assert any(one < start + length and start < other for one, other in found)


@given(st.text(max_size=12), TEXTS)
def test_no_expression_breaks_anything(expression: str, text: str) -> None:
    """It finds something, nothing, or is refused."""
    try:
        found = hits(text, r"\v" + expression)
    except CannotFindError:
        return
    assert all(0 <= start < end <= len(text) for start, end in found)
