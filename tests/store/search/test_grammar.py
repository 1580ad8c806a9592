"""The query language: what is syntax, what is words, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import InvalidQueryError
from store.search import as_typed, parse, write
from store.search.grammar import MAX_DEPTH, MAX_DISTANCE, MAX_LENGTH, MAX_OPERANDS
from store.search.query_fields import FIELDS, MOMENTS, NAME, NUMBERS, WORDS
from store.search.query_tree import Every, Name, Near, Not, Query, Some, Span, Words

LIKE_A_QUERY = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "(", ")", '"', "“", "”", "*", " ", "ferry", "a:b", "near:5(", "-", "^", "{", "'",
         "世界", "is:", "unread", "date:", "2018-04", "..", "tag:", "#", "/", "words:", ">", "500", "near:",
         "\0", "\ud800", "+", "é", "not", '""', "\\", ";", "rowid", "headline:", "🚢", "$", "_"]
    ),
    max_size=12,
).map("".join) | st.text(max_size=30)  # fmt: skip

WORD = st.sampled_from(["ferry", "don't", "two words", "10:30", "OR", "-minus", "世界", "a(b)", "x*"])
NAMES = st.sampled_from(["migration", "migration/vulnerable", "with blank", "Ärger", "a:b", "OR"])
DAYS = st.sampled_from(["2017", "2018-04", "2018-04-05", "2019-12-31"])
NUMBER = st.integers(0, 10**9)


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other + "~" else (other, one)


def _leaves() -> st.SearchStrategy[Query]:
    words = st.builds(Words, st.sampled_from(["", *_fields(WORDS)]), WORD, st.booleans())
    tags = st.builds(Name, st.just("tag"), NAMES, st.booleans())
    states = st.sampled_from([Name("is", "unread"), Name("has", "note"), Name("lang", "fr", True)])
    days = st.builds(_ordered, DAYS, DAYS).map(lambda ends: Span("date", *ends))
    open_ended = st.builds(lambda day: Span("added", day, ""), DAYS) | st.builds(
        lambda day: Span("read", "", day), DAYS | st.just("2018-04-05T09:30:00Z")
    )
    one_sided = st.builds(lambda day: Span("after", day, ""), DAYS) | st.builds(
        lambda day: Span("before", "", day), DAYS
    )
    numbers = st.builds(lambda low, more: Span("words", str(low), str(low + more)), NUMBER, NUMBER)
    near = st.builds(
        lambda far, phrases: Near(far, tuple(phrases)),
        st.integers(0, MAX_DISTANCE),
        st.lists(st.builds(Words, st.just(""), WORD, st.booleans()), min_size=2, max_size=3),
    )
    return words | tags | states | days | open_ended | one_sided | numbers | near


def _fields(kind: str) -> list[str]:
    return [field.name for field in FIELDS.values() if field.kind == kind]


def _branches(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    some = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, inner) | st.builds(Every, some) | st.builds(Some, some)


QUERIES = st.recursive(_leaves(), _branches, max_leaves=6)


@given(QUERIES)
def test_what_is_written_is_read_again(query: Query) -> None:
    """Whatever a query asks, its words give it again."""
    assert parse(write(query)) == query


@given(LIKE_A_QUERY)
def test_whatever_is_typed_is_a_query_or_refused_at_a_column(typed: str) -> None:
    """Each query can be written and read again; each refusal names a place in what was typed."""
    try:
        query = parse(typed)
    except InvalidQueryError as error:
        assert 0 < error.column <= len(typed) + 1
        assert f"column {error.column}" in str(error)
        return
    assert query is None or parse(write(query)) == query


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ferry", Words("", "ferry")),
        ("FERRY AND waits", Every((Words("", "FERRY"), Words("", "waits")))),
        ("ferry -harbour", Every((Words("", "ferry"), Not(Words("", "harbour"))))),
        ("ferry NOT harbour", Every((Words("", "ferry"), Not(Words("", "harbour"))))),
        ("-is:read", Not(Name("is", "read"))),
        ("a OR b c", Some((Words("", "a"), Every((Words("", "b"), Words("", "c")))))),
        ("(a OR b) c", Every((Some((Words("", "a"), Words("", "b"))), Words("", "c")))),
        ("“the ferry”", Words("", "the ferry")),
        ('"embargoed un"*', Words("", "embargoed un", True)),
        ("embarg*", Words("", "embarg", True)),
        ("co-operate - well", Every((Words("", "co-operate"), Words("", "well")))),
        ("10:30 https://iom.int", Every((Words("", "10:30"), Words("", "https://iom.int")))),
        ("Re: ferry", Every((Words("", "Re:"), Words("", "ferry")))),
        ("HEADLINE:ferry*", Words("headline", "ferry", True)),
        ('tag:"with blank"', Name("tag", "with blank")),
        ("tag:migration/*", Name("tag", "migration/", True)),
        ("tag:*", Name("tag", "", True)),
        ("is:UNREAD", Name("is", "unread")),
        ("date:2018-04", Span("date", "2018-04", "2018-04")),
        ("date:2018-04..2018-06", Span("date", "2018-04", "2018-06")),
        ("added:2018..", Span("added", "2018", "")),
        ("read:..2018-06-01", Span("read", "", "2018-06-01")),
        ("after:2018-04", Span("after", "2018-04", "")),
        ("before:2018", Span("before", "", "2018")),
        ("words:>500", Span("words", "501", "")),
        ("words:>=500", Span("words", "500", "")),
        ("words:<500", Span("words", "", "499")),
        ("words:007", Span("words", "7", "7")),
        ("id:5..9", Span("id", "5", "9")),
        ("near:5(a “b c”)", Near(5, (Words("", "a"), Words("", "b c")))),
        ("near:5(a)", Words("", "a")),
        ("near:5(—)", None),
        ("", None),
        (" — ! ", None),
        ("(—) ferry", Words("", "ferry")),
        ("ferry “", Words("", "ferry")),
    ],
)
def test_what_is_meant(typed: str, meant: Query | None) -> None:
    """Operators are in capitals; a word with punctuation is a phrase; what is no word is passed over."""
    assert parse(typed) == meant


@pytest.mark.parametrize(
    ("typed", "column", "expected"),
    [
        ("(ferry", 1, "a bracket is opened"),
        ("ferry)", 6, "a bracket is closed"),
        ('a "ferry', 3, "a quotation mark is opened"),
        ("AND ferry", 1, "AND has nothing before it"),
        ("ferry AND", 7, "AND has nothing after it"),
        ("ferry OR", 7, "OR has nothing after it"),
        ("a OR OR b", 3, "OR has nothing after it"),
        ("OR", 1, "OR has nothing before it"),
        ("NOT", 1, "NOT has nothing after it"),
        ("a NOT NOT b", 3, "NOT has nothing after it"),
        ("a AND AND b", 3, "AND has nothing after it"),
        ("x tga:migration", 3, "Did you mean “tag:”?"),
        ("is:unraed", 4, "Did you mean “is:unread”?"),
        ("is:read*", 4, "one of unread, read"),
        ("tag:", 5, "“tag:” expects a name"),
        ("tag: a", 5, "“tag:” expects a name"),
        ("tag:#", 5, "“tag:” expects a name"),
        ("tag:(a)", 5, "“tag:” expects a name"),
        ("note:—", 6, "“note:” expects a word"),
        ("date:yesterday", 6, "“date:” expects a day, month or year"),
        ("date:2018-13", 6, "“date:” expects"),
        ("date:2018-02-30", 6, "“date:” expects"),
        ("date:2018*", 6, "“date:” expects"),
        ("date:..", 6, "“date:” expects"),
        ("date:2018-06..2018-04", 6, "Write date:2018-04..2018-06."),
        ("after:2018..2019", 7, "“after:” expects"),
        ("words:many", 7, "“words:” expects a number"),
        ("words:<0", 7, "“words:” expects a number"),
        ("words:9..5", 7, "9 is behind 5"),
        ("words:>5..9", 7, "“words:” expects"),
        ("near:(a b)", 6, "near:5(a b)"),
        ("near:5 a", 6, "near:5(a b)"),
        ("near:5(a b", 7, "a bracket is opened"),
        ("near:5(a (b))", 10, "no brackets"),
        (f"near:{MAX_DISTANCE + 1}(a b)", 6, "near:5(a b)"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH + 1, "brackets are open at once"),
        ("a " * (MAX_OPERANDS + 1), 2 * MAX_OPERANDS + 1, "more than"),
        ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "it is longer"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_stands(typed: str, column: int, expected: str) -> None:
    """The refusal points at the column and says what was expected."""
    with pytest.raises(InvalidQueryError) as raised:
        parse(typed)
    assert raised.value.column == column
    assert expected in str(raised.value)


def test_every_field_is_read_by_its_example() -> None:
    """What the help shows can be typed."""
    for field in FIELDS.values():
        query = parse(field.example)
        assert query is not None and field.kind in (WORDS, NAME, NUMBERS, MOMENTS, "days")
        assert getattr(query, "field", None) == field.name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fer", "fer*"), ("a fer", "a fer*"), ("-fer", "-fer*"), ("(fer", "(fer*)"), ("ferry ", "ferry "),
        ("f", ""), ("ferry b", "ferry "), ("世", "世*"), ("place:g", "place:g*"), ("tag:migr", "tag:migr*"),
        ('"the fer', '"the fer"*'), ('"the ferry"', '"the ferry"'), ("ferry OR", "ferry "),
        ("ferry OR ", "ferry "),
        ("ferry -", "ferry "), ("ferry (bus OR", "ferry (bus )"), ("ferry tag:", "ferry "), ("is:", ""),
        ("is:unread", "is:unread"), ("date:2018", "date:2018"), ("near:5(ferry bu", "near:5(ferry bu*)"),
        ("NOT", ""), ("ferry NOT -", "ferry "), ("10:30", "10:30"), ("don't", "don't*"), ("", ""),
        ("x:fer", "x:fer"), ("ferry is:unr", "ferry "), ("is:rea", ""), ("is:read", "is:read"),
        ("is:x", "is:x"), ("date:2018-0", ""), ("date:2018-04..", "date:2018-04.."), ("words:>", ""),
        ("words:>5", "words:>5"), ("date:y", "date:y"),
    ],
)  # fmt: skip
def test_what_is_begun_is_no_mistake_yet(typed: str, meant: str) -> None:
    """The last word may go on; what is open is closed; what has nothing behind it yet is left out."""
    assert as_typed(typed) == meant


@given(QUERIES, st.data())
def test_a_query_can_be_typed_letter_by_letter(query: Query, data: st.DataObject) -> None:
    """What is typed so far is a query at most words: only a value can be unknown, never its form."""
    typed = write(query)
    so_far = typed[: data.draw(st.integers(0, len(typed)))]
    try:
        parse(as_typed(so_far))
    except InvalidQueryError as error:
        assert "expects" in str(error) or "no field" in str(error) or "is behind" in str(error)
