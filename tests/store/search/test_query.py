"""The query language: what is syntax, what is words, what is refused."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import InvalidQueryError
from store.search.folding import fold, segmented
from store.search.query import MAX_DEPTH, MAX_LENGTH, parse

LIKE_A_QUERY = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "(", ")", '"', "“", "”", "*", " ", "ferry", "a:b", "NEAR(", "-", "^", "{", "'",
         "世界",
         "\0", "\ud800", "+", "é", "not", '""', "\\", ";", "rowid", "headline:", "🚢", "$", "_"]
    ),
    max_size=12,
).map("".join) | st.text(max_size=30)  # fmt: skip


@pytest.fixture(scope="module")
def words() -> sqlite3.Connection:
    """An index like the library's, with a few texts."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='ascii')")
    for number, text in enumerate(TEXTS):
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, segmented(text)))
    return connection


TEXTS = (
    "The ferry sails",
    "The harbour ferry waits",
    "A bus waits",
    "世界贸易组织",
    "near: not a AND b",
    "embargoed until noon",
    "$5 and a:b rowid é 🚢",
)


@given(LIKE_A_QUERY)
def test_whatever_is_typed_is_a_query_or_refused(words: sqlite3.Connection, typed: str) -> None:
    """FTS5 accepts every query that was not refused, and finds what the query itself says it does."""
    try:
        query = parse(typed)
    except InvalidQueryError:
        return
    if query is not None:
        found = {
            row for (row,) in words.execute("SELECT rowid FROM words WHERE words MATCH ?", [query.match])
        }
        assert found == {number for number, text in enumerate(TEXTS) if query.holds([fold(text)])}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", {0, 1}),
        ("FERRY waits", {1}),
        ("ferry AND waits", {1}),
        ("harbour OR bus", {1, 2}),
        ("ferry NOT harbour", {0}),
        ("ferry AND NOT harbour", {0}),
        ("NOT harbour ferry", {0}),
        ("sails OR waits bus", {0, 2}),
        ("(sails OR waits) ferry", {0, 1}),
        ("ferry NOT (sails OR harbour)", set()),
        ('"ferry waits"', {1}),
        ("“the ferry”", {0}),
        ('"waits ferry"', set()),
        ("embarg*", {5}),
        ('"embargoed un"*', {5}),
        ("embarg", set()),
        ("*", None),
        ("— !", None),
        ("ferry - sails", {0}),
        ("世", {3}),
        ("贸易", {3}),
        ("世贸", set()),
        ("near:", {4}),
        ("near: not", {4}),
        ("text:ferry", set()),
        ("a:b", {6}),
        ("$5", {6}),
        ("🚢", {6}),
        ("not", {4}),
        ("rowid", {6}),
        ("", None),
        ("(—) ferry", {0, 1}),
    ],
)
def test_what_is_meant(typed: str, found: set[int] | None) -> None:
    """Operators are in capitals; a word with punctuation is a phrase; what is no word is passed over."""
    query = parse(typed)
    assert (query and {number for number, text in enumerate(TEXTS) if query.holds([fold(text)])}) == found


@pytest.mark.parametrize(
    "typed",
    ["(ferry", "ferry)", '"ferry', "AND ferry", "ferry AND", "ferry OR", "OR", "NOT", "NOT ferry",
     "a AND OR b",
     "a NOT", "a OR NOT b", "()OR(", "(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "(" * 900,
     "a " * MAX_LENGTH, "a AND AND b", "a NOT NOT b"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(typed: str) -> None:
    """Open brackets and quotation marks, operators with nothing on a side, NOT alone, beyond the limits."""
    with pytest.raises(InvalidQueryError) as raised:
        parse(typed)
    assert raised.value.way_out


def test_the_largest_query_is_within_what_fts5_reads(words: sqlite3.Connection) -> None:
    """As many words and brackets as are allowed."""
    for typed in (
        "a " * (MAX_LENGTH // 2),
        "a OR " * (MAX_LENGTH // 5 - 1) + "b",
        "(" * MAX_DEPTH + "a OR b c" + ")" * MAX_DEPTH,
        "a OR b NOT (" * MAX_DEPTH + "c" + ")" * MAX_DEPTH,
        "世" * MAX_LENGTH,
    ):
        query = parse(typed)
        assert query is not None
        words.execute("SELECT rowid FROM words WHERE words MATCH ?", [query.match]).fetchall()


def test_only_what_makes_a_query_true_is_marked() -> None:
    """The phrases of a query leave out what must not occur."""
    query = parse('ferry ("two words" OR x*) NOT bus')
    assert query is not None
    assert [phrase.match for phrase in query.phrases()] == ['"ferry"', '"two words"', '"x"*']
