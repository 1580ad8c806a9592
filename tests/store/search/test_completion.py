"""What a query may go on with: fields, values, and nothing where neither stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import InvalidQueryError
from store.search import FIELDS, Completion, completions, parse
from store.search.completion import MOST

VALUES = {
    "tag": ["migration", "migration/eu", "water works", 'odd "one"'],
    "place": ["Geneva", "New York", "Genève"],
    "lang": ["en", "fr"],
}


def offered(typed: str) -> list[str]:
    """What is shown at the end of the query."""
    return [one.shown for one in completions(typed, len(typed), VALUES)]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", []),
        ("ta", ["tag:"]),
        ("ferry -HAS", ["has:"]),
        ("a", ["agency:", "after:", "added:"]),
        ("ferry", []),
        ("tag:", ["migration", "migration/eu", "water works"]),
        ("tag:mig", ["migration", "migration/eu"]),
        ("tag:WORKS", ["water works"]),
        ("(place:gene", ["Geneva", "Genève"]),
        ('place:"new y', ["New York"]),
        ("is:un", ["unread"]),
        ("is:unread", []),
        ("date:20", []),
        ("nofield:x", []),
        ('"a phrase ta', []),
    ],
)
def test_the_word_before_the_cursor_is_completed(typed: str, shown: list[str]) -> None:
    """Case and accents aside; a value by any of its words; what is typed in full needs none."""
    assert offered(typed) == shown


def test_what_is_put_in_is_a_query_that_goes_on() -> None:
    """More than a word in quotation marks, a blank behind a value; the rest stays where it is."""
    typed = "ferry place:new is:unread"
    at = len("ferry place:new")
    assert completions(typed, at, VALUES) == [
        Completion("New York", 'ferry place:"New York" is:unread', len('ferry place:"New York"'))
    ]
    assert completions("ta", 2, VALUES) == [Completion("tag:", "tag:", 4)]


def test_nothing_is_offered_in_the_middle_of_a_word() -> None:
    """What stands behind the cursor would be joined to it."""
    assert completions("tag:migration", 5, VALUES) == []
    assert completions("(ta)", 3, VALUES) != []


def test_only_some_are_offered() -> None:
    """However many there are."""
    values = {"tag": [f"tag{number}" for number in range(100)]}
    assert len(completions("tag:t", 5, values)) == MOST


@given(
    st.lists(st.sampled_from(["ta", "tag:", "place:g", "-is:", "(", ")", '"', "ferry", " ", "lang:e"])),
    st.integers(0, 40),
    st.lists(st.text(min_size=1), max_size=3),
)
def test_the_rest_of_the_query_is_kept(parts: list[str], cursor: int, tags: list[str]) -> None:
    """Whatever is typed and whatever tags are called; what a field is completed with can be read."""
    typed = "".join(parts)
    cursor = min(cursor, len(typed))
    for one in completions(typed, cursor, {**VALUES, "tag": tags}):
        assert one.typed.endswith(typed[cursor:])
        assert one.typed[: one.cursor] + typed[cursor:] == one.typed
    for field in FIELDS:
        for one in completions(f"{field}:", len(field) + 1, VALUES):
            try:
                parse(one.typed)
            except InvalidQueryError as error:
                raise AssertionError(one) from error
