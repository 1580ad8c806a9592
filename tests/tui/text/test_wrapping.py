"""Where lines end, in Latin letters and others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.wrapping import NO_LINE_END, NO_LINE_START, next_ink, paragraph_rows


def rows(text: str, measure: int) -> list[str]:
    """Give what is shown of each row of a text that is one paragraph."""
    return [text[shown:shown_end] for _, shown, shown_end in paragraph_rows(text, 0, len(text), measure)]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("exactly ten", 7, ["exactly", "ten"]),
        ("a long-term plan", 7, ["a long-", "term", "plan"]),
        ("the EU-27 summit", 7, ["the", "EU-27", "summit"]),
        ("in 2014–2020 only", 9, ["in", "2014–2020", "only"]),
        ("word—another", 8, ["word—", "another"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("one\ntwo", 10, ["one", "two"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("  indented words", 10, ["  indented", "words"]),
        ("    indented", 8, ["indented"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_a_typesetter_would(text: str, measure: int, expected: list[str]) -> None:
    """White space, hyphens and dashes end a line; a word too long is split."""
    assert rows(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("中国政府今天宣布", 6, ["中国政", "府今天", "宣布"]),
        ("中国政，府今天", 6, ["中国", "政，府", "今天"]),
        ("他说：「你好」", 8, ["他说：", "「你好」"]),
        ("サーバーです", 4, ["サー", "バー", "です"]),
        ("정부는 오늘", 7, ["정부는", "오늘"]),
        ("مرحبا بكم في", 10, ["مرحبا بكم", "في"]),
        ("שלום לכולם", 6, ["שלום", "לכולם"]),
        ("क्षेत्र में", 5, ["क्षेत्र", "में"]),
        ("👨\u200d👩\u200d👧🇪🇺", 2, ["👨\u200d👩\u200d👧", "🇪🇺"]),
        ("中中", 1, ["中", "中"]),
        ("long\u200bword", 5, ["long\u200b", "word"]),
        ("cafe\u0301 long-term", 10, ["cafe\u0301 long-", "term"]),
        ("a b\t\t\t\t\tcé\u0301", 4, ["a b", "cé\u0301"]),
        ("\t\té\u0301tude", 5, ["é\u0301tude"]),
    ],
)
def test_other_scripts_break_by_their_own_rules(text: str, measure: int, expected: list[str]) -> None:
    """Ideographs part anywhere but before closing and after opening marks; clusters never do."""
    assert rows(text, measure) == expected


@pytest.mark.few(8)
@pytest.mark.parametrize("mark", sorted(NO_LINE_START))
def test_a_mark_that_closes_stays_with_the_ideograph_before_it(mark: str) -> None:
    """It never begins a line, and takes the ideograph with it to the next."""
    assert [row[0] for row in rows(f"中国{mark}政府", 4)][1] == "国"


@pytest.mark.parametrize("mark", sorted(NO_LINE_END))
def test_a_mark_that_opens_stays_with_the_ideograph_after_it(mark: str) -> None:
    """It never ends a line."""
    assert all(row[-1] != mark for row in rows(f"中国{mark}政府", 6) if len(row) > 1)


def test_the_next_ink_is_the_first_character_that_is_no_blank() -> None:
    """Behind the last there is none."""
    assert next_ink("a \t b", 1) == 4
    assert next_ink("a  ", 1) == 3


@given(st.text(alphabet="ab -—中，「é\u0301 \n", max_size=60), st.integers(1, 12))
def test_rows_follow_one_another_and_hide_nothing_but_white_space(text: str, measure: int) -> None:
    """Each begins where the one before stops drawing, or past the white space there."""
    position = 0
    for start, shown, shown_end in paragraph_rows(text, 0, len(text), measure):
        assert position <= start <= shown <= shown_end
        assert not text[position:shown].strip()
        position = shown_end
    assert not text[position:].strip()
