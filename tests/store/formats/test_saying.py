"""What formats say, in one form: dates as they were given, languages by their code."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats.saying import bare, language_code, one_line, timestamp


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T10:00:00Z", "2025-03-04T10:00:00+00:00"),
        ("2025-03-04T10:00:00.5-05:00", "2025-03-04T10:00:00.500000-05:00"),
        ("2025-03-04 10:00", "2025-03-04T10:00:00"),
        ("2025-03-04 10:00:00 -0500", "2025-03-04T10:00:00-05:00"),
        ("20250304T100000Z", "2025-03-04T10:00:00+00:00"),
        ("Tue, 04 Mar 2025 10:00:00 +0400", "2025-03-04T10:00:00+04:00"),
        ("Tue, 04 Mar 2025 10:00:00 EST", "2025-03-04T10:00:00-05:00"),
        ("Tue, 04 Mar 2025 10:00:00 -0000", "2025-03-04T10:00:00"),
        ("Nov 6, 2024", "2024-11-06"),
        ("9 octobre 2025", "2025-10-09"),
        ("2024年4月22日", "2024-04-22"),
        (" 2025-03-04\n", "2025-03-04"),
        ("2025-02-30", None),
        ("2025-03", None),
        ("Tue, 99 Mar 2025 10:00:00 +0400", None),
        ("November 6", None),
        ("Nov 6, 2024 or later", None),
        ("today", None),
        ("", None),
        (None, None),
        ("1" * 1000, None),
    ],
)
def test_timestamp(said: str | None, iso: str | None) -> None:
    """Dates keep the offset they were given with; what is no date, or says too little, is none."""
    assert timestamp(said) == iso


@given(st.text())
def test_any_words_are_a_date_or_none(said: str) -> None:
    """Whatever is said, what comes of it can be read as ISO 8601."""
    found = timestamp(said)
    assert found is None or datetime.datetime.fromisoformat(found)


@pytest.mark.parametrize(
    ("said", "code"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), (" fr ", "fr"), ("zh-Hans-CN", "zh"), ("eng", None),
     ("english", None), ("", None), (None, None), ("x-klingon", None)],
)  # fmt: skip
def test_language_code(said: str | None, code: str | None) -> None:
    """The code at the head of a tag."""
    assert language_code(said) == code


@pytest.mark.parametrize(
    ("said", "line"),
    [(" a\n  b ", "a b"), ("e\u0301", "é"), ("", None), (" \0 ", None), (None, None), (["a"], None)],
)
def test_one_line(said: object, line: str | None) -> None:
    """One canonical line, or nothing."""
    assert one_line(said) == line


def test_bare() -> None:
    """Case, punctuation, width and spacing do not tell titles apart."""
    assert bare("Ａ “Title”: Part-two!") == bare("a title part two")
