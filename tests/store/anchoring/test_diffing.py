"""What differs between two versions of a text, word by word."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store.anchoring.diffing import Change, word_diff
from tests.drawn import pieced

#: Few words, so that they repeat; white space, marks and clusters a run could end within.
TEXTS = pieced(
    ["the ", "ferry", " sails", "\n\n", "\n", " ", ".", "bus ", "é", "e\u0301", "船", "👩🏽", "A"],
    max_size=30,
)


def shown(old: str, new: str) -> list[tuple[str, str]]:
    """The runs as kind and words."""
    return [
        (one.kind, old[one.old_start : one.old_end] or new[one.new_start : one.new_end])
        for one in word_diff(old, new)
    ]


@given(TEXTS | st.text(max_size=20), TEXTS | st.text(max_size=20))
def test_runs_make_up_both_texts(old: str, new: str) -> None:
    """Runs follow each other without a gap in both texts, alternate in kind, and equal ones read the same."""
    changes = word_diff(old, new)
    at = to = 0
    for one in changes:
        assert (one.old_start, one.new_start) == (at, to)
        at, to = one.old_end, one.new_end
        before, after = old[one.old_start : one.old_end], new[one.new_start : one.new_end]
        assert before or after
        if one.kind == "equal":
            assert before == after
        else:
            assert not (after if one.kind == "deleted" else before)
    assert (at, to) == (len(old), len(new))
    assert all(one.kind != other.kind for one, other in pairwise(changes))


@given(TEXTS)
def test_equal_texts_are_one_run(text: str) -> None:
    """Nothing is put in or taken out of the same text."""
    whole = Change("equal", 0, len(text), 0, len(text))
    assert word_diff(text, text) == ([whole] if text else [])


def test_words_are_replaced_whole() -> None:
    """A word that was altered is deleted and inserted, not some letters of it; case counts."""
    assert shown("It was 12 million euros, they say.", "It was 13 million Euros, they say.") == [
        ("equal", "It was "),
        ("deleted", "12"),
        ("inserted", "13"),
        ("equal", " million "),
        ("deleted", "euros"),
        ("inserted", "Euros"),
        ("equal", ", they say."),
    ]


def test_chinese_goes_by_characters() -> None:
    """Scripts without spaces are compared character by character."""
    assert shown("海岛渡轮明年开航。", "海岛渡轮今年开航。") == [
        ("equal", "海岛渡轮"),
        ("deleted", "明"),
        ("inserted", "今"),
        ("equal", "年开航。"),
    ]


def test_what_moved_is_deleted_and_inserted() -> None:
    """A paragraph that went elsewhere stands in both places, the others are equal."""
    first, second, third = (
        "Ferries sail daily.\n\n",
        "The mayor spoke at length today.\n\n",
        "Fares rise in May.",
    )
    found = shown(first + second + third, second + first + third)
    assert [kind for kind, _ in found] in (
        ["inserted", "equal", "deleted", "equal"],
        ["deleted", "equal", "inserted", "equal"],
    )
    assert found[1] == ("equal", second)


def test_long_texts_that_repeat_one_word_are_compared() -> None:
    """Nothing in such a text tells one word from another; the runs still make up both."""
    old, new = "no " * 60_000, "yes " + "no " * 50_000 + "but"
    changes = word_diff(old, new)
    assert changes[-1].old_end == len(old)
    assert changes[-1].new_end == len(new)
